"""Every rule of the house for authors: its page is complete, its wrong example is caught, its right one is not."""

import re
from pathlib import Path
from zlib import crc32

import polib
import pytest

from game.analysis.reachability.proofs import list_settled_conditions
from game.content.checker import ExtraChecks, collect_findings
from game.content.checks import rulebook
from game.content.checks.rule import LEVELS
from game.content.checks.rulebook import RULES
from game.content.yaml.reader import parse_document
from game.tui.fit.measure import PageMeasurer
from tests.content.workbench import SMALL, TEXT, at, codes, dumped, found_in, problems_of, small, written

ROOT = Path(__file__).parents[2]
OF_FIELDS = [
    rule
    for rule in RULES.values()
    if not (rule.whole or rule.translation or rule.laid_out or rule.proven or not rule.illustrated)
]
OF_PAGES = [rule for rule in RULES.values() if rule.laid_out]
OF_PLAYS = [rule for rule in RULES.values() if rule.proven]
OF_FILES = [rule for rule in RULES.values() if rule.whole]
OF_TRANSLATIONS = [rule for rule in RULES.values() if rule.translation]


def named(rules, *marks):
    return [pytest.param(rule, id=rule.code, marks=marks) for rule in rules]


def with_example(rule, example):
    data = small()
    at(data, rule.at).update(read(example))
    return data


def read(example):
    document = parse_document(example, "example")
    assert not document.problems, document.problems
    return document.value


def with_entry(path, example):
    """The small crisis' translation, one entry of which has some of its lines replaced."""
    text = (SMALL / "vi.po").read_text(encoding="utf-8")
    entry = next(one for one in text.split("\n\n") if f'msgctxt "{path}"' in one)
    kept = entry
    for line in example.splitlines():
        keyword = line.split(" ")[0]
        pattern = rf'(?m)^{re.escape(keyword)} ".*"(?:\n".*")*$'
        kept = f"{line}\n{kept}" if keyword == "#," else re.sub(pattern, lambda _, line=line: line, kept)
    return text.replace(entry, kept)


@pytest.mark.parametrize("rule", named(RULES.values()))
def test_a_rule_says_what_why_and_from_when(rule):
    assert re.fullmatch(r"[RFSGKLTA]\d{3}", rule.code)
    assert all((rule.title, rule.reason, rule.why, rule.wrong, rule.right))
    assert rule.why.endswith((".", "”"))
    assert not rule.reason.endswith(".")
    assert rule.level in LEVELS


@pytest.mark.parametrize(
    "rule",
    [
        pytest.param(rule, id=rule.code, marks=() if crc32(rule.code.encode()) % 4 == 0 else pytest.mark.long)
        for rule in OF_FIELDS
    ],
)
def test_the_wrong_example_is_caught_and_the_right_one_is_not(rule):
    assert rule.code in codes(with_example(rule, rule.wrong), rule.level)
    assert rule.code not in codes(with_example(rule, rule.right), "publish")


@pytest.mark.long
@pytest.mark.parametrize("rule", named(OF_PAGES))
def test_the_pages_of_the_wrong_example_are_too_long_and_those_of_the_right_one_are_not(rule):
    assert rule.code in of_pages(rule.at, with_example(rule, rule.wrong))
    assert rule.code not in of_pages(rule.at, with_example(rule, rule.right))


@pytest.mark.parametrize("rule", [*named(OF_PLAYS[:1]), *named(OF_PLAYS[1:], pytest.mark.long)])
def test_of_the_wrong_condition_it_is_proven_and_of_the_right_one_it_is_not(rule):
    assert rule.code in of_condition(rule.at, with_example(rule, rule.wrong))
    assert rule.code not in of_condition(rule.at, with_example(rule, rule.right))


def of_condition(path, data):
    """The codes of what is proven of the condition at a path."""
    at(data, path)["when"] += " and debt >= 0"
    found = problems_of(dumped(data), "play", ExtraChecks(prove=list_settled_conditions))
    return {one.code for one in found if "and debt >= 0" in one.message}


def of_pages(path, data):
    """The codes of pages that are too long, of the scene at a path."""
    scene = path.split(".")[1]
    found = problems_of(dumped(data), "play", ExtraChecks(PageMeasurer()))
    return {one.code for one in found if one.message.startswith(f"'{scene}', the page")}


@pytest.mark.parametrize("rule", named(OF_FILES))
def test_the_wrong_file_is_caught_and_the_right_one_is_not(rule):
    assert rule.code in codes(rule.wrong)
    assert rule.code not in codes(rule.right)


@pytest.mark.parametrize("rule", named(OF_TRANSLATIONS))
def test_the_wrong_entry_is_caught_and_the_right_one_is_not(rule, tmp_path):
    wrong = found_in(written(tmp_path, TEXT, vi=with_entry(rule.at, rule.wrong)), rule.level)
    right = found_in(written(tmp_path, TEXT, vi=with_entry(rule.at, rule.right)), "publish")
    assert rule.code in {problem.code for problem in wrong}
    assert rule.code not in {problem.code for problem in right}


def test_the_small_crisis_breaks_no_rule_but_what_it_is_too_small_for():
    assert [one.code for one in collect_findings([SMALL], "play").problems] == []
    assert {one.code for one in collect_findings([SMALL], "publish").problems} == {"A114", "A126"}


def test_the_small_translation_is_whole():
    entries = polib.pofile(str(SMALL / "vi.po"))
    assert entries.percent_translated() == 100


def test_the_page_of_all_rules_is_the_one_of_the_rules():
    page = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
    assert page == rulebook.render_rules_page(), "run `tandem explain --all > docs/rules.md`"


@pytest.fixture(scope="module")
def page():
    return rulebook.render_rules_page()


@pytest.mark.parametrize("rule", named(RULES.values()))
def test_every_rule_has_its_place_and_both_examples_on_the_page(rule, page):
    section = page.split(f"### {rule.code}: ")[1].split("\n### ")[0]
    assert section.count("````") == 4
    assert rule.reason in section
