"""A playthrough taken apart into its steps: every answer with the state before, what it led to, and why it was given.

Nothing is kept for this while people play. The answers are played again from the start, so a debrief can always be
made from a save, and the partner's terms are those of the moment at which it chose.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from game.engine import conduct, rules
from game.engine.conduct import Weighed
from game.engine.events import Event
from game.engine.scenario import Scenario
from game.engine.state import State
from game.engine.turn import Turn
from game.playthrough.asked import PICKS, ask_for
from game.playthrough.record import Move
from game.playthrough.session import Session


@dataclass(frozen=True, slots=True)
class Step:
    """One answer, or somebody who takes a chair or leaves it.

    `weighed` is how the simulated partner saw its options, where it picked one of them; `back` tells that the move was
    a ghost's: what a person once answered in that chair.
    """

    before: State
    move: Move
    after: State
    events: tuple[Event, ...]
    weighed: Weighed | None = None
    back: bool = False


@dataclass(frozen=True, slots=True)
class Replay:
    """A playthrough: how it opened, and every answer of either chair in the order they were given."""

    scenario: Scenario
    opening: State
    events: tuple[Event, ...]
    steps: tuple[Step, ...]

    @property
    def last(self) -> State:
        """The state after the last answer."""
        return self.steps[-1].after if self.steps else self.opening


def replay(session: Session) -> Replay:
    """Return the steps of a session, played again from its records; the session itself is not touched."""
    scenario, luck = session.scenario, session.luck
    opening, events = rules.begin(scenario, luck, session.setup.partners, session.setup.premise)
    steps: list[Step] = []
    state = opening
    for move in _moves(session):
        steps.append(_step(session, state, move))
        state = steps[-1].after
    return Replay(scenario, opening, events, tuple(steps))


def _moves(session: Session) -> Iterator[Move]:
    yield from session.opening
    for record in session.records:
        yield record.move
        yield from record.partner


def _step(session: Session, state: State, move: Move) -> Step:
    scenario, luck, ghost = session.scenario, session.luck, session.setup.ghost
    if move.kind == "seat":
        return Step(state, move, *rules.reseat(scenario, luck, state, move.partners(state.partners), move.anew))
    ask = ask_for(scenario, luck, state, move)
    after, events = rules.step(scenario, luck, state, ask, move.answer)
    back = ghost is not None and ghost.gave(state, move, ask)
    picked = move.kind in PICKS and move.chair in state.partners and not back
    weighed = conduct.weigh(Turn(scenario, luck, state), move.chair) if picked else None
    return Step(state, move, after, events, weighed, back)
