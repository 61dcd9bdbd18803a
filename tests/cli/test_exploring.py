"""`tandem explore`: a way that can be walked, or a proof; never just "not seen"."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from game.analysis.reachability.all_plays import analyse_reach
from game.analysis.reachability.proofs import list_targets, prove_unreachable
from game.analysis.reachability.search import (
    AnswerPath,
    begin_pair_session,
    compute_fewest_answers,
    explore_scenario,
    list_state_targets,
    replay_path,
    shorten_path,
    walk_path,
)
from game.content.compiler import compile_scenario, load_scenario
from game.engine.stocks import CHAIRS
from game.playthrough.saves import SUFFIX, locate_saves_folder
from game.playthrough.saves.saved_game import load_session
from tests.cli.conftest import SMALL

LOADED = load_scenario(SMALL)
SCENARIO = LOADED.scenario
TEXT = (SMALL / "scenario.yaml").read_text(encoding="utf-8")


def edited(*changes: tuple[str, str]):
    text = TEXT
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return compile_scenario(text.encode(), {}, SMALL / "scenario.yaml").scenario


def find_targets_on_path(scenario, path):
    """All that a path reaches when it is walked by the rules of play."""
    return {target for state in walk_path(scenario, path) for target in list_state_targets(scenario, state)}


@pytest.fixture(scope="module")
def explored():
    return explore_scenario(SCENARIO, 40)


@pytest.mark.long
def test_every_scene_option_and_ending_of_the_small_crisis_is_reached(explored):
    assert [one.target for one in explored.findings] == list(list_targets(SCENARIO))
    assert {one.status for one in explored.findings} == {"reached"}


@pytest.mark.long
def test_every_way_can_be_walked_and_ends_where_it_leads(explored):
    for one in explored.findings:
        assert one.target in find_targets_on_path(SCENARIO, one.path)
        assert len(one.path.steps) == 0 or one.target not in find_targets_on_path(
            SCENARIO, AnswerPath(one.path.seed, one.path.steps[:-1])
        )


@pytest.mark.long
def test_every_way_can_be_walked_as_a_game_of_two_people(explored):
    for one in explored.findings:
        session = begin_pair_session(LOADED, one.path)
        assert len(list(replay_path(session, one.path))) == len(one.path.steps)
        assert one.target in list_state_targets(SCENARIO, session.state)


@pytest.mark.long
def test_no_way_is_shorter_than_what_scenes_ask_and_most_are_as_short(explored):
    assert all(len(one.path.steps) >= one.least for one in explored.findings)
    assert sum(one.shortest for one in explored.findings) > len(explored.findings) * 0.6
    least = compute_fewest_answers(SCENARIO, analyse_reach(SCENARIO))
    assert least["option", "morning.pay_first"] == 1  # one chair decides
    assert least["scene", "standup"] == 1  # pledges come when the way goes on from there
    assert least["option", "standup.void_tonight"] == 1 + 2 + 6  # pledges; first picks, facts, finals
    assert least["option", "standup.credit_note"] == 1 + 2 + 6  # all is said first, then both want to sit down


@pytest.mark.long
def test_a_way_through_a_difference_is_made_shorter(explored):
    """What two settled by an objection they could have picked at once."""
    path = next(one.path for one in explored.findings if one.target == ("option", "standup.void_tonight"))
    differing = [step for step in path.steps if step.kind != "final"]
    finals = [step for step in path.steps if step.kind == "final" and step.scene == "standup"]
    decision = SCENARIO.scenes["standup"].decision
    for step in finals:
        other = "void_tonight" if step.chair == decision.owner else "wait_for_bank"
        differing.append(replace(step, answer={"option": other}))
    first = [step for step in path.steps if step.scene == "morning"]
    rest = [step for step in differing if step.scene != "morning"]
    resolve = replace(finals[0], chair=next(c for c in CHAIRS if c != decision.owner), kind="resolve")
    longer = AnswerPath(path.seed, (*first, *rest, replace(resolve, answer={"mode": "object"})))
    assert ("option", "standup.void_tonight") in find_targets_on_path(SCENARIO, longer)
    (shorter, states) = next(shorten_path(SCENARIO, longer))
    assert len(shorter.steps) == len(longer.steps) - 1
    assert ("option", "standup.void_tonight") in list_state_targets(SCENARIO, states[-1])
    assert list(shorten_path(SCENARIO, path)) == []


@pytest.mark.long
def test_the_first_scene_needs_no_answer_and_its_option_one(explored):
    found = {one.target: one for one in explored.findings}
    assert found["scene", "morning"].path.steps == ()
    assert [step.kind for step in found["option", "morning.pay_first"].path.steps][-1] == "final"


@pytest.mark.long
def test_the_same_crisis_gives_the_same_ways():
    assert explore_scenario(SCENARIO, 5) == explore_scenario(SCENARIO, 5)


@pytest.mark.long
@pytest.mark.parametrize(
    ("changes", "target", "words"),
    [
        (
            [("when: ceo.trust >= 40 and tokens", "when: ceo.trust >= 140 and tokens")],
            ("option", "afternoon.tell_me_how"),
            "ceo.trust lies in 28..85",
        ),
        (
            [("- {when: chose.afternoon.lan_did_it or broken.tests, to: letter}", "- {when: debt > 100, to: letter}")],
            ("scene", "letter"),
            "from afternoon: 'debt > 100' can never hold: debt is 52",
        ),
        (
            [
                ("when: ceo.trust >= 40 and tokens", "when: flag.one_note and week < 0 and tokens"),
                ("to: letter}", "to: end}"),
                ("chose.afternoon.lan_did_it or broken.tests", "chose.afternoon.tell_me_how"),
            ],
            ("scene", "letter"),
            "no way within reach leads here",
        ),
        (
            [
                (
                    "- {when: chose.afternoon.lan_did_it or broken.tests, to: letter}",
                    "- {when: chose.letter.x, to: letter}",
                )
            ],
            ("scene", "letter"),
            "'letter' is not played before this",
        ),
    ],
)
def test_what_cannot_be_reached_is_proven_with_the_condition_and_the_intervals(changes, target, words):
    if "'letter'" in words:
        changes = [*changes, (LETTER, LETTER_WITH_OPTIONS)]
    assert words in prove_unreachable(edited(*changes))[target]


LETTER = "    private: {cto: [{when: picked.cto.afternoon.lan_did_it, text: You had said it first.}]}\n"
LETTER_WITH_OPTIONS = (
    LETTER
    + "    decide: {by: cto, ask: And now?,\n"
    + "      options: [{id: x, text: One., result: So.}, {id: z, text: Two., result: So.}]}\n"
)


@pytest.mark.long
def test_what_lies_behind_a_scene_out_of_reach_is_told_as_such():
    guarded = LETTER_WITH_OPTIONS.replace("{id: x,", "{id: x, when: ceo.trust >= 30,")
    scenario = edited(
        ("chose.afternoon.lan_did_it or broken.tests", "debt > 100"), ("    then: fortnight", ""), (LETTER, guarded)
    )
    findings = {one.target: one for one in explore_scenario(scenario, 2).findings}
    assert findings["option", "letter.x"].proof == "its scene letter is never reached"
    assert findings["option", "letter.x"].doubts == ""


THRESHOLDS = [
    ("when: ceo.trust >= 40 and tokens", "when: ceo.trust >= 90 and tokens", "ceo.trust lies in 28..85"),
    (
        "when: ceo.trust >= 40 and tokens",
        "when: chose.month_end.all_fine and tokens",
        "'month_end' is not played before this",
    ),
    ("when: ceo.trust >= 40 and tokens", "when: week > 1 and tokens", "week is 0"),
    (
        "when: ceo.trust >= 40 and tokens",
        "when: chose.standup.void_tonight and chose.standup.wait_for_bank and tokens",
        "of a scene that is played once only one option is chosen",
    ),
]


@pytest.mark.long
@pytest.mark.parametrize(("old", "new", "words"), THRESHOLDS)
def test_what_the_scale_allows_and_the_way_there_does_not_is_proven(old, new, words):
    assert words in prove_unreachable(edited((old, new)))["option", "afternoon.tell_me_how"]


def test_a_stock_that_only_the_year_after_could_bring_is_proven_out_of_an_endings_reach():
    first = SCENARIO.endings[0]
    closed = prove_unreachable(edited((f"when: {first.when.text}", "when: culture >= 99")))
    assert "culture lies in" in closed["ending", first.id]
    assert closed["ending", first.id].endswith("over the year after")


@pytest.mark.long
def test_in_a_loop_stocks_may_take_any_value_and_names_are_still_followed():
    loop = ("    then: fortnight", "    then: standup")
    asked = edited(loop, ("when: ceo.trust >= 40 and tokens", "when: ceo.trust >= 99 and tokens"))
    assert ("option", "afternoon.tell_me_how") not in prove_unreachable(asked)
    both = "when: chose.standup.void_tonight and chose.standup.wait_for_bank and tokens"
    assert ("option", "afternoon.tell_me_how") not in prove_unreachable(
        edited(loop, ("when: ceo.trust >= 40 and tokens", both))
    )
    asked = edited(loop, ("when: ceo.trust >= 40 and tokens", "when: ceo.trust > 100 and tokens"))
    assert "ceo.trust lies in 0..100" in prove_unreachable(asked)["option", "afternoon.tell_me_how"]


@pytest.mark.long
def test_a_proof_is_never_given_for_what_the_search_reaches(explored):
    assert not prove_unreachable(SCENARIO)
    launch = load_scenario(Path(__file__).parents[2] / "scenarios" / "launch-day-red").scenario
    reached = {one.target for one in explore_scenario(launch, 8).findings if one.path}
    assert len(reached) > 20
    assert not reached & set(prove_unreachable(launch))


def test_an_ending_behind_one_that_always_holds_is_proven_closed():
    first = SCENARIO.endings[0]
    when = first.when.text
    scenario = edited((f"when: {when}", "when: debt <= 100"))
    closed = prove_unreachable(scenario)
    assert {("ending", ending.id) for ending in scenario.endings[1:]} <= set(closed)
    assert f"the ending {first.id} before it always holds" in closed["ending", scenario.endings[1].id]


def test_an_ending_that_another_holds_before_whenever_it_does_is_proven_closed():
    first, second = SCENARIO.endings[:2]
    changes = ((f"when: {first.when.text}", "when: culture + structure >= 100"),)
    scenario = edited(*changes, (f"when: {second.when.text}", "when: structure + culture >= 110"))
    assert prove_unreachable(scenario)["ending", second.id] == (
        f"whenever it holds, 'culture + structure >= 100' of the ending {first.id} before it holds first"
    )


def test_a_way_behind_one_that_is_wider_is_proven_closed():
    branch = "- {when: chose.afternoon.lan_did_it or broken.tests, to: letter}"
    wider = "- {when: debt >= 30, to: fortnight}\n      - {when: debt >= 40, to: letter}"
    assert prove_unreachable(edited((branch, wider)))["scene", "letter"] == (
        "from afternoon: whenever 'debt >= 40' holds, 'debt >= 30' before it holds first"
    )


@pytest.mark.long
def test_what_is_out_of_reach_is_told_first(tandem, tmp_path):
    crisis = Path(shutil.copytree(SMALL, tmp_path / "small"))
    file = crisis / "scenario.yaml"
    file.write_text(TEXT.replace("ceo.trust >= 40 and tokens", "ceo.trust >= 140 and tokens"), encoding="utf-8")
    first, second, *_ = tandem("explore", str(crisis), "--plays", "8").out.splitlines()
    assert first.startswith("option afternoon.tell_me_how: can never be reached")
    assert "can never be reached" not in second


def test_without_tokens_a_synthesis_is_proven_closed():
    closed = prove_unreachable(replace(SCENARIO, tokens=0))
    assert "there are no tokens for it" in closed["option", "standup.credit_note"]


@pytest.mark.long
def test_the_command_tells_replays_and_fails_on_what_is_closed(tandem, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    crisis = Path(shutil.copytree(SMALL, tmp_path / "small"))
    file = crisis / "scenario.yaml"
    file.write_text(TEXT.replace("ceo.trust >= 40 and tokens", "ceo.trust >= 140 and tokens"), encoding="utf-8")
    done = tandem("explore", "small", "--plays", "8")
    assert done.code == 1
    assert "option afternoon.tell_me_how: can never be reached: 'ceo.trust >= 140" in done.out
    assert "scene morning: reached in 0 answers, no way is shorter" in done.out
    assert " 1 out of reach, " in done.out
    assert tandem("explore", "small", "--plays", "5", "--replay", "afternoon.tell_me_how").code == 1
    assert "did you mean" in tandem("explore", "small", "--plays", "5", "--replay", "lettre").err


def test_a_way_is_told_with_its_answers_and_what_came_of_them(tandem, small):
    told = tandem("explore", small, "--plays", "8", "--replay", "standup.credit_note").out
    assert "> morning: CEO final " in told
    assert "> standup: CTO say" in told
    assert "It is done: One credit note for all" in told
    assert told.endswith("option standup.credit_note: reached in 9 answers, no way is shorter\n")


@pytest.mark.long
def test_a_way_can_be_saved_and_played_on(tandem, small):
    done = tandem("explore", small, "--plays", "8", "--replay", "standup.credit_note", "--save")
    name = done.err.split("tandem continue ")[1].strip()
    session = load_session(locate_saves_folder() / f"{name}{SUFFIX}")
    assert session.state.past[-1].enacted == "credit_note"
    assert tandem("saves", "verify", name).code == 0
    assert tandem("explore", small, "--plays", "1", "--save").code == 2


@pytest.mark.long
def test_json_holds_ways_proofs_and_what_was_tried(tandem, small):
    document = json.loads(tandem("explore", small, "--plays", "5", "--format", "json").out)
    assert document["plays"] == 5
    assert {one["status"] for one in document["findings"]} <= {"reached", "open"}
    assert document["findings"][0]["way"] == {"seed": 0, "answers": []}
    assert tandem("explore", small, "--plays", "0").code == 2


@pytest.mark.long
def test_what_is_neither_found_nor_proven_says_what_was_tried(tandem, small):
    out = tandem("explore", small, "--plays", "1").out
    assert "not found, not proven: 1 plays, " in out
    assert "To be met: " in out
    assert " lies in " in out
