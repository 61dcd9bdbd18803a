"""`tandem explore`: a way that can be walked, or a proof; never just "not seen"."""

import json
import shutil
from pathlib import Path

import pytest

from game.analysis.explorer import explore, replay
from game.analysis.proof import proofs, targets
from game.content.compiler import load, load_bytes
from tests.cli.conftest import SMALL

SCENARIO = load(SMALL).scenario
TEXT = (SMALL / "scenario.yaml").read_text(encoding="utf-8")


def edited(*changes: tuple[str, str]):
    text = TEXT
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return load_bytes(text.encode(), {}, SMALL / "scenario.yaml").scenario


@pytest.fixture(scope="module")
def explored():
    return explore(SCENARIO, 40)


def test_every_scene_option_and_ending_of_the_small_crisis_is_reached(explored):
    assert [one.target for one in explored.findings] == list(targets(SCENARIO))
    assert {one.status for one in explored.findings} == {"reached"}


def test_every_way_can_be_walked_and_ends_where_it_leads(explored):
    for one in explored.findings:
        assert one.target in replay(SCENARIO, one.way)
        assert len(one.way.steps) == 0 or one.target not in replay(
            SCENARIO, type(one.way)(one.way.seed, one.way.steps[:-1])
        )


def test_the_first_scene_needs_no_answer_and_its_option_one(explored):
    found = {one.target: one for one in explored.findings}
    assert found["scene", "morning"].way.steps == ()
    assert [step.kind for step in found["option", "morning.pay_first"].way.steps][-1] == "final"


def test_the_same_crisis_gives_the_same_ways():
    assert explore(SCENARIO, 5) == explore(SCENARIO, 5)


@pytest.mark.parametrize(
    ("changes", "target", "words"),
    [
        (
            [("when: ceo.trust >= 40 and tokens", "when: ceo.trust >= 140 and tokens")],
            ("option", "afternoon.tell_me_how"),
            "ceo.trust lies in 0..100",
        ),
        (
            [("- {when: chose.afternoon.lan_did_it or broken.tests, to: letter}", "- {when: debt > 100, to: letter}")],
            ("scene", "letter"),
            "from afternoon: 'debt > 100' can never hold: debt lies in 0..100",
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
            "chose.letter.x is never so",
        ),
    ],
)
def test_what_cannot_be_reached_is_proven_with_the_condition_and_the_intervals(changes, target, words):
    if "chose.letter.x" in words:
        changes = [*changes, (LETTER, LETTER_WITH_OPTIONS)]
    assert words in proofs(edited(*changes))[target]


LETTER = "    private: {cto: [{when: picked.cto.afternoon.lan_did_it, text: You had said it first.}]}\n"
LETTER_WITH_OPTIONS = (
    LETTER
    + "    decide: {by: cto, ask: And now?,\n"
    + "      options: [{id: x, text: One., result: So.}, {id: z, text: Two., result: So.}]}\n"
)


def test_a_proof_is_never_given_for_what_the_search_reaches(explored):
    assert not proofs(SCENARIO)
    launch = load(Path(__file__).parents[2] / "scenarios" / "launch-day-red").scenario
    reached = {one.target for one in explore(launch, 8).findings if one.way}
    assert len(reached) > 20
    assert not reached & set(proofs(launch))


def test_an_ending_behind_one_that_always_holds_is_proven_closed():
    first = SCENARIO.endings[0]
    when = first.when.text
    scenario = edited((f"when: {when}", "when: debt <= 100"))
    closed = proofs(scenario)
    assert {("ending", ending.id) for ending in scenario.endings[1:]} <= set(closed)
    assert f"the ending {first.id} before it always holds" in closed["ending", scenario.endings[1].id]


def test_the_command_tells_replays_and_fails_on_what_is_closed(tandem, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    crisis = Path(shutil.copytree(SMALL, tmp_path / "small"))
    file = crisis / "scenario.yaml"
    file.write_text(TEXT.replace("ceo.trust >= 40 and tokens", "ceo.trust >= 140 and tokens"), encoding="utf-8")
    done = tandem("explore", "small", "--plays", "8")
    assert done.code == 1
    assert "option afternoon.tell_me_how: can never be reached: 'ceo.trust >= 140" in done.out
    assert "scene morning: reached in 0 answers" in done.out
    way = tandem("explore", "small", "--plays", "8", "--replay", "morning.pay_first")
    assert (way.code, way.out.splitlines()[1:3]) == (0, ["morning", "  CEO final: pay_first"])
    assert tandem("explore", "small", "--plays", "5", "--replay", "afternoon.tell_me_how").code == 1
    assert "did you mean" in tandem("explore", "small", "--plays", "5", "--replay", "lettre").err


def test_json_holds_ways_proofs_and_what_was_tried(tandem, small):
    document = json.loads(tandem("explore", small, "--plays", "5", "--format", "json").out)
    assert document["plays"] == 5
    assert {one["status"] for one in document["findings"]} <= {"reached", "open"}
    assert document["findings"][0]["way"] == {"seed": 0, "answers": []}
    assert tandem("explore", small, "--plays", "0").code == 2


def test_what_is_neither_found_nor_proven_says_what_was_tried(tandem, small):
    out = tandem("explore", small, "--plays", "1").out
    assert "not found, not proven: 1 plays, " in out
