"""The same crisis again from the other side: with the chairs exchanged, or opposite one's own earlier answers.

Where a question stands in a play, so that its answer is found again in another line of play, or after an edit.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from game.engine import rules
from game.engine.events import Ask
from game.engine.state import Phase, State
from game.engine.stocks import CHAIRS, Chair, other_chair
from game.playthrough.ghost import AskPlace, Ghost, GhostAnswer, list_offered_ids, locate_ask
from game.playthrough.prompts import Prompt
from game.playthrough.record import ChairMove
from game.playthrough.session import Session
from game.playthrough.setup import Setup

PLEDGES: Final = ("pledge", "still")

PromptPlace = tuple[str, int, Phase, Chair]
"""Where a question stands: scene, visit, kind, chair."""
CountedPromptPlace = tuple[str, int, Phase, Chair, int]
"""The same, and how often it was asked there before."""


def locate_prompt(session: Session, prompt: Prompt) -> PromptPlace:
    """What is asked between two scenes belongs to the visit that follows; a pledge belongs to no scene."""
    if prompt.kind in PLEDGES:
        return "", 0, prompt.kind, prompt.chair
    visit = session.state.visits.get(prompt.scene, 0) + (prompt.kind == "coffee")
    return prompt.scene, visit, prompt.kind, prompt.chair


def build_ghost(session: Session, chair: Chair, save: str = "") -> Ghost:
    """Return the ghost of whoever sat in a chair in an earlier playthrough; of the partner's moves nothing is kept."""
    return Ghost(chair, save, dict(_list_ghost_answers(session, chair)))


def _list_ghost_answers(session: Session, chair: Chair) -> Iterator[tuple[AskPlace, GhostAnswer]]:
    for state, ask, move in _list_answered_asks(session):
        if move.chair == chair:
            yield locate_ask(state, ask), GhostAnswer(list_offered_ids(ask), move.answer)


def _list_answered_asks(session: Session) -> Iterator[tuple[State, Ask, ChairMove]]:
    """Every answer of a person with the state and the question before it."""
    again = session.build_restart()
    for record in session.records:
        asks = rules.list_asks(again.scenario, again.luck, again.state)
        asked = next((a for a in asks if (a.chair, a.kind) == (record.move.chair, record.move.kind)), None)
        if asked is not None:
            yield again.state, asked, record.move
        again.follow_record(record)


def build_swapped_setup(setup: Setup) -> Setup:
    """Return the setup of the same play with the chairs exchanged: the same luck, seen from the other side."""
    seats = {chair: setup.seats[other_chair(chair)] for chair in CHAIRS}
    players = {other_chair(chair): name for chair, name in setup.players.items()}
    return replace(setup, seats=seats, players=players, ghost=None)


def build_ghost_setup(session: Session, chair: Chair, save: str = "") -> Setup:
    """Return the setup of a play in `chair`, opposite the ghost of whoever sat across it then, with the same luck."""
    across = other_chair(chair)
    seats = {**session.setup.seats, chair: "human", across: "partner"}
    return replace(session.setup, seats=seats, players={}, ghost=build_ghost(session, across, save))
