"""Told without playing: a crisis that gives nothing away, one that is solved by its signs, and how each shows."""

from dataclasses import replace
from pathlib import Path
from time import process_time

import pytest

from game.analysis.static_judgement import judge_scenario
from game.content.checker import ExtraChecks, check_file
from game.content.checks.rulebook import RULES
from game.content.checks.rulebook.authoring import FULL_MINUTES
from game.content.compiler import load_scenario
from game.engine.conditions import list_names

ROOT = Path(__file__).parents[2]
FAIR = ROOT / "tests" / "analysis" / "scenarios" / "fair"
SIGNS = ROOT / "tests" / "analysis" / "scenarios" / "signs"


def judged(folder):
    return list(judge_scenario(load_scenario(folder).scenario))


def test_a_crisis_that_gives_nothing_away_breaks_no_rule():
    assert judged(FAIR) == []


def test_a_crisis_that_is_solved_by_its_signs_is_told_in_every_way():
    codes = {one.code for one in judged(SIGNS)}
    assert codes == {"A130", "A131", "A132", "A133", "A134", "A135", "A137", "A138", "A139"}


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("A130", "in 4 of 4 scenes one option is best in over 70 % of the worlds: 'hall.tell_them'"),
        ("A131", "'cause: gauge' makes another option best in 0 of 4 scenes"),
        ("A132", "8 of 12 options are best in no world"),
        ("A133", "the option that gains least today is the best"),
        ("A134", "'hall (8)'"),
        ("A135", "in 0 of 4 decisions of both the owner needs what the other knows"),
        ("A138", "no ending asks for 'structure', 'engineering', 'product', 'marketing' and 5 more"),
        ("A139", "'whole' does not weigh"),
    ],
)
def test_what_is_told_names_what_it_is_about(code, said):
    assert any(said in one.message for one in judged(SIGNS) if one.code == code)


def test_the_ones_that_hold_all_keys_are_told(tmp_path):
    text = (FAIR / "scenario.yaml").read_text(encoding="utf-8").replace("held: ceo", "held: cto")
    (tmp_path / "scenario.yaml").write_text(text, encoding="utf-8")
    told = [one for one in judged(tmp_path) if one.code == "A136"]
    assert [one.message for one in told] == ["of 5 facts that decide something the CTO holds 5"]


def test_it_is_asked_for_publishing_alone_and_points_into_the_file():
    beyond = ExtraChecks(judge=judge_scenario)
    _, play = check_file(SIGNS / "scenario.yaml", "play", beyond)
    _, publish = check_file(SIGNS / "scenario.yaml", "publish", beyond)
    assert not [one for one in play if one.code.startswith("A13")]
    found = [one for one in publish if one.code.startswith("A13")]
    assert {one.severity for one in found} == {"error"}
    source = (SIGNS / "scenario.yaml").read_text(encoding="utf-8").splitlines()
    (draw,) = {source[one.place.line - 1] for one in found if one.code == "A131" and "cause" in one.message}
    assert draw.startswith("draw: {cause")


def test_a_portion_that_asks_for_standing_is_seen(tmp_path):
    """Where a chair's standing decides a portion of an effect, it decides something."""
    text = (SIGNS / "scenario.yaml").read_text(encoding="utf-8")
    before, after = text.split("culture: -6", 1)
    portions = 'culture: [{points: -6, when: "min(ceo.trust, cto.safety) >= 50"}, {points: 1, when: ceo.trust < 50}]'
    (tmp_path / "scenario.yaml").write_text(before + portions + after, encoding="utf-8")
    assert "A137" not in {one.code for one in judged(tmp_path)}


def test_the_crises_of_the_pack_are_judged_in_a_blink():
    crises = [load_scenario(file.parent).scenario for file in sorted(ROOT.glob("scenarios/*/scenario.yaml"))]
    begun = process_time()
    told = [one for crisis in crises for one in judge_scenario(crisis)]
    assert process_time() - begun < 1.0
    assert not told


def test_money_that_runs_out_may_end_a_crisis_by_itself():
    crisis = load_scenario(ROOT / "scenarios" / "the-third-candidate").scenario
    place = next(number for number, ending in enumerate(crisis.endings) if "cash" in list_names(ending.when))
    options = [option for scene in crisis.scenes.values() if scene.decision for option in scene.decision.options]
    by_flag = replace(crisis.endings[place], when=next(option.when for option in options if option.when))
    endings = (*crisis.endings[:place], by_flag, *crisis.endings[place + 1 :])
    assert [one.code for one in judge_scenario(replace(crisis, endings=endings))] == ["A139"]


def test_what_is_found_forbids_publishing():
    assert {RULES[f"A{number}"].severity for number in range(130, 140)} == {"error"}


def test_the_page_of_each_of_its_rules_tells_how_long_a_crisis_must_be():
    pages = [RULES[f"A{number}"].why for number in range(130, 140)]
    assert all(f"under {FULL_MINUTES} minutes" in page for page in pages)


def test_a_short_lesson_is_not_judged_as_a_whole(tmp_path):
    text = (SIGNS / "scenario.yaml").read_text(encoding="utf-8").replace("{solo: 20, pair: 40}", "{solo: 10, pair: 20}")
    (tmp_path / "scenario.yaml").write_text(text, encoding="utf-8")
    assert judged(tmp_path) == []
