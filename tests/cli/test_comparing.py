"""`tandem diff`: what a player would notice, and nothing else."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from game.content.compiler import load_scenario
from game.content.differences import list_differences
from tests.cli.conftest import SMALL


@pytest.fixture
def edited(small, tmp_path):
    def edit(*changes: tuple[str, str]) -> str:
        folder = Path(shutil.copytree(small, tmp_path / "small"))
        file = folder / "scenario.yaml"
        text = file.read_text(encoding="utf-8")
        for old, new in changes:
            assert text.count(old) == 1, old
            text = text.replace(old, new)
        file.write_text(text, encoding="utf-8")
        return str(folder)

    return edit


def test_a_crisis_does_not_differ_from_itself(tandem, small):
    done = tandem("diff", small, small)
    assert (done.code, done.out) == (0, "Play is the same.\n")


def test_texts_comments_and_layout_are_only_counted(tandem, small, edited):
    new = edited(
        ("title: The invoices that went out twice", "title:   Twice   # shorter"),
        ("effects: {csat_service: +2, finance: -3}", "effects:\n            csat_service: 2\n            finance: -3"),
        ("when: ceo.trust >= 40 and tokens >= 1", "when: ceo.trust >= 40  and  tokens >= 1"),
    )
    assert tandem("diff", small, new).out == "Play is the same.\nen: 1 text differs\nvi: 1 text differs\n"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (
            ("when: ceo.trust >= 40 and", "when: ceo.trust >= 60 and"),
            ["~ option afternoon.tell_me_how", "-> ceo.trust >= 60 and tokens >= 1"],
        ),
        (
            ("finance: {points: +6, because: refund_path}", "finance: +6"),
            ["~ option standup.void_tonight", "finance +6 (because refund_path), strain +3 ->"],
        ),
        (("due: 2, kept", "due: 1, kept"), ["due 2, kept flag.tests_done -> tests by cto, due 1"]),
        (("set: [told_late]", "set: [told_late, firm]"), ["sets: told_late -> firm, told_late"]),
        (
            ("needs: [renewal, refund_path]", "needs: [renewal, bonus]"),
            ["needs: refund_path, renewal -> bonus, renewal"],
        ),
        (("to: letter}", "to: end}"), ["~ scene afternoon", "then: letter when", "-> end when"]),
        (("culture: 50, debt: 52", "culture: 50, debt: 60"), ["~ crisis", "start debt: 52 -> 60"]),
        (
            ("draw: {cause: [retry, double_click]}", "draw: {cause: [retry, double_click, moon]}"),
            ["-> retry, double_click, moon"],
        ),
        (("label: Renewal date", "label: Date"), ["Play is the same.", "en: 1 text differs"]),
        (("after: 2\n      by: mai", "after: 1\n      by: mai"), ["~ fact bonus", "surfaces: after 2, by mai"]),
    ],
)
def test_what_a_player_would_notice_is_named(tandem, small, edited, change, told):
    out = tandem("diff", small, edited(change)).out
    for words in told:
        assert words in out


@pytest.mark.parametrize(
    "change",
    [
        ("when: ceo.trust >= 40 and tokens >= 1", "when: (1 <= tokens and 40 <= ceo.trust)"),
        ("effects: {csat_service: +2, finance: -3}", "effects: {finance: -3, csat_service: +2}"),
        ("set: [told_late]", "set: [told_late]  # as before"),
    ],
)
def test_another_way_of_writing_the_same_is_no_difference(tandem, small, edited, change):
    assert tandem("diff", small, edited(change)).out == "Play is the same.\n"


def test_true_and_the_list_of_all_facts_are_the_same(tandem, small, edited):
    facts = ", ".join(sorted(load_scenario(SMALL).scenario.facts, reverse=True))
    assert tandem("diff", small, edited(("say: true", f"say: [{facts}]"))).out == "Play is the same.\n"


def test_what_is_only_renamed_is_told_as_that_wherever_it_is_named(tandem, small, edited):
    new = edited(("- id: run_by_minh", "- id: run_by_lan"))
    assert (
        tandem("diff", small, new).out
        == ("~ option fortnight.run_by_lan\n    renamed: fortnight.run_by_minh -> fortnight.run_by_lan\n")
        + "vi: 4 texts differ\n"
    )


def test_a_renamed_scene_and_all_that_leads_to_it(tandem, small, tmp_path):
    folder = Path(shutil.copytree(small, tmp_path / "small"))
    file = folder / "scenario.yaml"
    text = file.read_text(encoding="utf-8").replace("id: letter\n", "id: envelope\n")
    file.write_text(text.replace("to: letter}", "to: envelope}"), encoding="utf-8")
    assert tandem("diff", small, str(folder)).out.startswith("~ scene envelope\n    renamed: letter -> envelope\nvi:")


def test_one_more_line_moves_no_other_and_lines_count_from_one(tandem, small, edited):
    new = edited(("echoes:\n", "echoes:\n  - {who: mai, text: Mai opens a window.}\n"))
    out = tandem("diff", small, new).out
    assert out.startswith("+ echo 1\nen: ")
    assert "echo 2" not in out


def test_what_came_and_what_went(tandem, small, edited):
    new = edited(("- id: run_by_minh\n          text: Let Minh", "- id: run_by_lan\n          text: Let Lan"))
    out = tandem("diff", small, new).out
    assert "+ option fortnight.run_by_lan" in out
    assert "- option fortnight.run_by_minh" in out
    assert "order" not in out


def test_endings_in_another_order_are_told():
    scenario = load_scenario(SMALL).scenario
    first, second, *rest = scenario.endings
    swapped = replace(scenario, endings=(second, first, *rest))
    [found] = list_differences(scenario, swapped)
    assert (found.what, found.field) == ("crisis", "order")
    assert found.new.startswith(f"{second.id} {first.id}")


def test_json_says_the_same(tandem, small, edited):
    document = json.loads(tandem("diff", small, edited(("to: letter}", "to: end}")), "--format", "json").out)
    assert [(one["sign"], one["what"], one["field"]) for one in document["changes"]] == [
        ("~", "scene afternoon", "then")
    ]
    assert document["texts"] == {"en": 0, "vi": 0}
