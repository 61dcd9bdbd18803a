"""The board beside the story: what it shows of the two, as play goes on and once it is over."""

import pytest

from game.analysis.simulation.bots import BOTS
from game.analysis.simulation.runs import play_seed
from game.debrief.look_back import look_back
from game.engine.stocks import CHAIRS
from game.narration.board import build_board
from game.narration.debrief.ending import build_ending_card
from game.narration.voice import Voice
from tests.debrief.plays import begun, small


@pytest.mark.parametrize("chair", CHAIRS)
def test_the_others_trust_is_fifths_while_play_goes_on(chair):
    session = begun(7, chair)
    while session.prompt is not None:
        board = build_board(Voice.to_chair(session, chair), session, session.build_view(chair))
        mine, other = sorted(board.chairs, key=lambda end: end.chair != chair)
        assert mine.figure.isdecimal()
        assert other.figure in {f"{fifths}/5" for fifths in range(1, 6)}
        assert (other.trust % 20, other.start % 20) == (0, 0), "the bridge tells no more than the fifths"
        told = [fact for fact, now in session.state.facts.items() if now.status == "said"]
        assert sum(end.planks for end in board.chairs) == len(told)
        session.answer(session.prompt.token, BOTS["candid"](session))


@pytest.mark.parametrize("seed", [1, 10])
def test_the_title_card_of_an_ending_has_the_two_as_the_last_page_had_them(seed):
    crisis = small()
    session = play_seed(crisis.scenario, crisis.texts, dict.fromkeys(CHAIRS, "partner"), seed, "en")
    voice = Voice.by_name(session)
    board = build_board(voice, session, session.shared_view)
    card = build_ending_card(voice, session, look_back(session))
    assert [(end.person.mood, end.planks, end.broken) for end in board.chairs] == [
        (end.mood, end.told, end.broken) for end in card.chairs
    ]
