"""What is said before one decides: pledges and open promises (R15, R21), and the token that is missing (R22)."""

from dataclasses import replace

import pytest

from game.narration.company import summarize_commitments
from game.narration.lines import join_text
from game.narration.sentences import tell_events
from game.narration.voice import Voice
from game.playthrough.session import Session
from game.playthrough.setup import Setup
from game.questions import build_question
from game.questions.sentences import TypedFinalPicks, TypedQuestion
from tests.engine.crisis import loaded, option, scene
from tests.playthrough.players import SEATS, play

PROMISE = {"id": "p", "by": "ceo", "text": "I ring them at ten.", "due": 9, "kept": "week >= 0"}
SOLO = {"ceo": "human", "cto": "partner"}


def session(*scenes, seats=SOLO, **fields):
    whole = loaded(*scenes, **fields)
    return Session(whole.scenario, whole.texts, Setup(seats, 1))


def decided(seats=SOLO):
    """A play in whose second scene both have pledged, and the CEO has an open promise."""
    both = [option(name, promise={**PROMISE, "id": name}) for name in ("a", "b")]
    game = session(scene("one", *both, by="ceo"), scene("two"), scene("three"), seats=seats)
    return play(game, until="first", pledge="people")


def test_whoever_decides_is_reminded_of_both_pledges_and_of_open_promises():
    game = decided()
    theirs = {"customers": "the customers", "people": "the people", "cash": "the cash"}[game.state.pledges["cto"]]
    asked = build_question(Voice.to_chair(game, "ceo"), game.prompt)
    assert [join_text(line) for line in asked.intro] == [
        "You will not sacrifice the people.",
        f"Dũng will not sacrifice {theirs}.",
        "You promised: I ring them at ten.",
    ]
    assert asked.reminder == f"Pledged – You: the people · Dũng: {theirs} · 1 open promise"


def test_line_by_line_too():
    game = decided()
    told = list(TypedQuestion(Voice.to_chair(game, "ceo"), game.prompt).render_lines())
    assert "You will not sacrifice the people." in told
    assert "You promised: I ring them at ten." in told


def test_not_before_anything_was_said():
    first = session(scene("one", by="ceo"), scene("two"))
    assert build_question(Voice.to_chair(first, "ceo"), first.prompt).intro == ()
    assert summarize_commitments(Voice.to_chair(first, "ceo")) == ""


def test_at_the_final_pick_in_one_line():
    final = play(decided(), until="final")
    voice = Voice.to_chair(final, "ceo")
    asked = build_question(voice, final.prompt)
    assert (asked.intro, asked.reminder) == ((), summarize_commitments(voice))
    assert list(TypedQuestion(voice, final.prompt).render_lines()).count(f"{asked.reminder}.") == 1


def test_two_who_read_together_are_reminded_by_name():
    game = play(decided(SEATS[0]), until="final")
    assert summarize_commitments(Voice.to_onlookers(game)).startswith("Pledged – Hà: the people · Dũng: the people")


def test_two_people_are_reminded_where_both_pick_at_last():
    game = play(decided(SEATS[0]), until="final")
    while not game.prompt.joint:
        game = play(play(game, until="first"), until="final")
    voice = Voice.to_onlookers(game)
    told = list(TypedFinalPicks(voice, game.prompt, game.asked_chairs).render_lines())
    assert "Hà will not sacrifice the people." in told
    assert "Hà promised: I ring them at ten." in told


def test_as_pledges_are_made_both_hear_them_and_the_guess():
    game = play(session(scene("one", by="ceo"), scene("two")), until="pledge")
    told = game.answer(game.prompt.token, {"what": "cash", "guess": "people"})
    read = [line for line in tell_events(Voice.to_chair(game, "ceo"), told) if "not sacrifice" in line]
    assert read[0] == "You will not sacrifice the cash. (your guess for Dũng: the people)"
    assert read[1].startswith("What Dũng will not sacrifice: ")
    assert len(read) == 2


@pytest.mark.parametrize(("tokens", "spent"), [(0, True), (2, False)])
def test_where_no_token_is_left_it_says_that_overriding_is_not_on_offer(tokens, spent):
    for seed in range(20):
        whole = loaded(scene("one", owner="cto"), scene("two"), tokens=tokens)
        game = Session(whole.scenario, whole.texts, Setup(SOLO, seed))
        play(game, until="resolve", first="a", final="a")
        if game.prompt is not None and game.prompt.kind == "resolve":
            asked = build_question(Voice.to_chair(game, "ceo"), game.prompt)
            assert ("override" in [choice.id for choice in asked.choices]) != spent
            assert any("overriding is not possible" in join_text(line) for line in asked.intro) == spent
            return
    raise AssertionError("nobody ever differed")


def test_the_cto_never_overrides_and_so_misses_no_token():
    game = play(session(scene("one", owner="ceo"), scene("two"), seats=SEATS[0], tokens=0), until="final")
    prompt = replace(game.prompt, kind="resolve", chair="cto", choices=())
    assert build_question(Voice.to_chair(game, "cto"), prompt).intro == ()
