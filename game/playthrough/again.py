"""The same crisis again from the other side: with the chairs exchanged, or opposite one's own earlier answers."""

from collections.abc import Iterator
from dataclasses import replace

from game.engine import rules
from game.engine.events import Ask
from game.engine.state import State
from game.engine.stocks import CHAIRS, Chair, other
from game.playthrough.ghost import Ghost, Given, Place, offered, place_of
from game.playthrough.record import Move
from game.playthrough.session import Session
from game.playthrough.setup import Setup


def ghost_of(session: Session, chair: Chair, save: str = "") -> Ghost:
    """Return the ghost of whoever sat in a chair in an earlier playthrough; of the partner's moves nothing is kept."""
    return Ghost(chair, save, dict(_given(session, chair)))


def _given(session: Session, chair: Chair) -> Iterator[tuple[Place, Given]]:
    for state, ask, move in _steps(session):
        if move.chair == chair:
            yield place_of(state, ask), Given(offered(ask), move.answer)


def _steps(session: Session) -> Iterator[tuple[State, Ask, Move]]:
    """Every answer of a person with the state and the question before it."""
    again = session.again()
    for record in session.records:
        asks = rules.asks(again.scenario, again.luck, again.state)
        asked = next((a for a in asks if (a.chair, a.kind) == (record.move.chair, record.move.kind)), None)
        if asked is not None:
            yield again.state, asked, record.move
        again.follow(record)


def swapped(setup: Setup) -> Setup:
    """Return the setup of the same play with the chairs exchanged: the same luck, seen from the other side."""
    seats = {chair: setup.seats[other(chair)] for chair in CHAIRS}
    players = {other(chair): name for chair, name in setup.players.items()}
    return replace(setup, seats=seats, players=players, ghost=None)


def haunted(session: Session, chair: Chair, save: str = "") -> Setup:
    """Return the setup of a play in `chair`, opposite the ghost of whoever sat across it then, with the same luck."""
    across = other(chair)
    seats = {**session.setup.seats, chair: "human", across: "partner"}
    return replace(session.setup, seats=seats, players={}, ghost=ghost_of(session, across, save))
