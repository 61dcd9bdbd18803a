"""R15: guessing the other's pledge is how knowing its goals is measured; it is told, and touches no number."""

import pytest

from game.debrief.records import build_pledge_records
from game.debrief.timeline import build_timeline, replay_session
from game.engine.events import Pledged
from game.playthrough.prompts import RefusedError
from tests.playthrough.players import plain, session


def at_the_pledge(**seats):
    game = session({"ceo": "human", "cto": "partner", **seats})
    while game.prompt.kind != "pledge":
        game.answer(game.prompt.token, plain(game.prompt))
    return game


def test_a_guess_goes_with_the_pledge_and_moves_nothing():
    guessing, silent = at_the_pledge(), at_the_pledge()
    guessing.answer(guessing.prompt.token, {"what": "cash", "guess": "people"})
    silent.answer(silent.prompt.token, {"what": "cash"})
    assert guessing.state.stocks == silent.state.stocks
    assert guessing.state.pledge_guesses == {"ceo": "people"}
    assert [event.guess for row in guessing.story for event in row if isinstance(event, Pledged)] == ["people", None]


@pytest.mark.parametrize("guess", ["lunch", 3, ["people"]])
def test_only_a_pledge_can_be_guessed(guess):
    game = at_the_pledge()
    with pytest.raises(RefusedError):
        game.answer(game.prompt.token, {"what": "cash", "guess": guess})


def test_looking_back_sets_the_guess_beside_the_pledge():
    game = at_the_pledge()
    game.answer(game.prompt.token, {"what": "cash", "guess": "people"})
    while game.prompt is not None:
        game.answer(game.prompt.token, plain(game.prompt))
    replay = replay_session(game)
    guessed = {words.chair: words.guess for words in build_pledge_records(replay, build_timeline(replay))}
    assert guessed == {"ceo": None, "cto": "people"}
