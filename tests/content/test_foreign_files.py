"""What is given to a check and is not a scenario is said to be what it is, in one message."""

import re

import pytest

from game.content.checker import collect_findings
from game.content.checks.rulebook import RULES
from game.content.safe_input import find_garbled_text
from game.content.yaml.reader import parse_document
from tests.content.workbench import SMALL, TEXT, problems_of

STORIES = {
    "docker compose": ("docker-compose.yml", "services:\n  web:\n    image: nginx\nversion: '3'\n"),
    "a workflow of GitHub Actions": ("ci.yml", "name: CI\non: [push]\njobs:\n  test:\n    steps:\n      - run: x\n"),
    "a Kubernetes manifest": ("pod.yaml", "apiVersion: v1\nkind: Pod\nmetadata: {name: x}\n"),
    "a pipeline of GitLab": (".gitlab-ci.yml", "build:\n  script: [make]\n"),
    "a story in Twee": ("story.twee", ":: StoryTitle\nDay\n\n:: Start\nYou wake. [[Get up->Kitchen]]\n"),
    "a story in ink": ("story.ink", "VAR trust = 1\n=== start ===\nHello.\n* [Go] -> finish\n-> DONE\n"),
    "a story in ChoiceScript": ("startup.txt", "*title My game\n*author Me\nHello\n*choice\n  #Go\n    *goto x\n"),
    "a story in Ren'Py": ("script.rpy", 'define e = Character("Eileen")\nlabel start:\n    jump end\n'),
    "this file is not a scenario": ("notes.yaml", "shopping: [milk]\ntitle: Notes\n"),
}


@pytest.mark.parametrize("what", STORIES)
@pytest.mark.parametrize("level", ["load", "publish"])
def test_a_file_of_another_program_is_said_to_be_one_in_one_message(tmp_path, what, level):
    name, text = STORIES[what]
    (tmp_path / name).write_text(text)
    (problem,) = collect_findings([tmp_path / name], level).problems
    assert problem.code == "F100"
    assert what in problem.message
    assert "tandem new" in problem.hint


def test_a_scenario_that_forgot_its_first_line_is_still_one():
    found = problems_of(TEXT.replace("tandem: 2\n", ""))
    assert [one.message for one in found] == ["the field 'tandem' is missing"]


@pytest.mark.parametrize("name", ["scenario.yml", "Scenario.yaml", "scenario.yaml.txt"])
@pytest.mark.parametrize("among_others", [False, True])
def test_a_scenario_under_almost_the_right_name_is_said_to_be_renamed(tmp_path, name, among_others):
    folder = tmp_path / "small"
    folder.mkdir()
    (folder / name).write_text(TEXT)
    if among_others:
        (tmp_path / "other").mkdir()
        (tmp_path / "other" / "scenario.yaml").write_text(TEXT)
    (problem,) = collect_findings([tmp_path if among_others else folder], "load").problems
    assert problem.hint == f"rename {name} to scenario.yaml"


@pytest.mark.parametrize("name", [".#vi.po", "._vi.po"])
def test_what_editors_and_systems_leave_beside_a_scenario_is_no_translation(tmp_path, name):
    folder = tmp_path / "small"
    folder.mkdir()
    (folder / "scenario.yaml").write_text(TEXT)
    if "#" in name:
        (folder / name).symlink_to("me@here.4711")
    else:
        (folder / name).write_bytes(b"\0\5\x16\7")
    assert not collect_findings([folder], "play").problems


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("title: Ticket #12 went out twice\n", True),
        ("objectives: [Say #metoo]\n", True),
        ("title: A title # a comment\n", False),
        ("title: 'Ticket #12'\n", False),
        ("title: Ticket#12\n", False),
        ("pace: 2 #was 3\n", False),
        ("title: A title ## a heading\n", False),
    ],
)
def test_a_text_that_a_number_sign_cuts_off_is_told(text, cut):
    found = [one for one in parse_document(text, "x").problems if one.code == "R119"]
    assert bool(found) == cut
    assert all(text[one.place.column - 1] == "#" for one in found)


def test_a_text_that_is_cut_off_or_garbled_is_a_warning():
    title = "title: The invoices that went out twice"
    for wrong, code in (("Ticket #12 went out twice", "R119"), ("Giao tiáº¿p Viá»‡t", "R120")):
        (problem,) = problems_of(TEXT.replace(title, f"title: {wrong}"), "load")
        assert (problem.code, problem.severity) == (code, "warning")


def test_curly_quotes_are_said_to_be_no_quotes():
    title = "title: The invoices that went out twice"
    (problem,) = problems_of(TEXT.replace(title, "title: “The invoices: twice”"))
    assert "curly quotes are no quotes here" in problem.message
    (problem,) = problems_of(TEXT.replace(title, "title: “The invoices”"))
    assert (problem.code, problem.severity) == ("F113", "warning")
    (problem,) = problems_of(TEXT.replace("id: pay_first", "id: “pay_first”"))
    assert (problem.nearest, problem.hint) == ("pay_first", "curly quotes are no quotes here; write it without them")
    assert not problems_of(TEXT.replace(title, "title: 'The “invoices”'"))


@pytest.mark.parametrize(
    ("text", "shown", "meant"),
    [
        ("tiáº¿ng Viá»‡t", "áº¿", "ế"),
        ("CÃ´ng ty, khÃ´ng", "Ã´", "ô"),
        ("he saidâ€¦ sheâ€“", "â€¦", "…"),
        ("Äƒn vÆ°Æ¡n", "Äƒ", "ă"),
    ],
)
def test_letters_in_a_wrong_encoding_are_told(text, shown, meant):
    found = find_garbled_text(text)
    assert found
    assert (found.shown, found.meant) == (shown, meant)


@pytest.mark.parametrize(
    "text", ["CÀ PHÊ «TÁCH»", "«BÃ» và «má»", "Đường về, ấy là “nhà”…", "Ça fait 3 € – voilà", TEXT]
)
def test_letters_that_are_meant_are_left_alone(text):
    assert find_garbled_text(text) is None


def test_a_person_with_a_wrong_id_is_told_once_however_often_she_is_named():
    """Also in the braces of texts, and where no id can be made of the name."""
    assert TEXT.count("mai") > 3
    for wrong, nearest in (("trâm", "tram"), ("Chị Mai", "chi_mai"), ("日本", "")):
        (problem,) = problems_of(re.sub(r"\bmai\b", wrong, TEXT), "play")
        assert (problem.code, problem.nearest) == ("F106", nearest)


def test_a_scene_whose_id_is_there_twice_is_told_once_with_the_one_that_is_missing():
    (problem,) = problems_of(TEXT.replace("- id: standup\n", "- id: morning\n"), "play")
    assert problem.code == "S101"
    assert "is this the scene 'standup', which is named and nowhere declared?" in problem.hint


def test_a_synthesis_where_one_decides_alone_is_told_with_a_fix_that_mends_it():
    at = TEXT.index("      by: cto\n")
    at = TEXT.index("- id: ", at)
    end = TEXT.index("\n", at) + 1
    needing = TEXT[:end] + " " * 10 + "needs: [skipped_review]\n" + TEXT[end:]
    found = [one for one in problems_of(needing, "load") if one.severity == "error"]
    assert [one.code for one in found] == ["K109"]
    written = re.search(r"'(when: .*?)'", found[0].hint)[1]
    assert written == "when: knows.cto.skipped_review"
    assert not problems_of(needing.replace("needs: [skipped_review]", written), "load")


def test_a_translation_in_a_wrong_encoding_is_told_with_its_line(tmp_path):
    folder = tmp_path / "small"
    folder.mkdir()
    (folder / "scenario.yaml").write_text(TEXT)
    sound = (SMALL / "vi.po").read_text(encoding="utf-8")
    (folder / "vi.po").write_text(sound.encode().decode("cp1252", "ignore"), encoding="utf-8")
    found = [one for one in collect_findings([folder], "play").problems if "wrong encoding" in one.message]
    assert [(one.code, one.severity) for one in found] == [("L105", "error")]
    assert not sound.splitlines()[found[0].place.line - 1].isascii()
    assert find_garbled_text(sound) is None


def test_people_in_a_newer_version_are_told_in_one_message(tmp_path):
    (tmp_path / "small").mkdir()
    (tmp_path / "small" / "scenario.yaml").write_text(TEXT)
    (tmp_path / "people.yaml").write_text("tandem: 99\nlanguage: en\npeople: {an: {name: An, soul: deep}}\n")
    (problem,) = collect_findings([tmp_path / "small"], "load").problems
    assert (problem.code, problem.hint) == ("F109", "update Tandem to read it")


def test_each_new_code_has_its_page():
    assert {"R119", "R120", "F113"} <= RULES.keys()
