"""A playthrough taken apart into its steps: every answer with the state before, what it led to, and why it was given.

Nothing is kept for this while people play. The answers are played again from the start, so a debrief can always be
made from a save, and the partner's terms are those of the moment at which it chose.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from game.engine import rules
from game.engine.events import Event
from game.engine.partner import policy
from game.engine.partner.policy import WeighedChoice
from game.engine.scenario import Scenario
from game.engine.state import State
from game.engine.state_draft import StateDraft
from game.playthrough.next_prompt import PICKS, match_ask
from game.playthrough.record import ChairMove
from game.playthrough.session import Session


@dataclass(frozen=True, slots=True)
class ReplayStep:
    """One answer, or somebody who takes a chair or leaves it.

    `weighed` is how the simulated partner saw its options, where it picked one of them; `back` tells that the move was
    a ghost's: what a person once answered in that chair.
    """

    before: State
    move: ChairMove
    after: State
    events: tuple[Event, ...]
    weighed: WeighedChoice | None = None
    back: bool = False


@dataclass(frozen=True, slots=True)
class Replay:
    """A playthrough: how it opened, and every answer of either chair in the order they were given."""

    scenario: Scenario
    opening: State
    events: tuple[Event, ...]
    steps: tuple[ReplayStep, ...]

    @property
    def last(self) -> State:
        """The state after the last answer."""
        return self.steps[-1].after if self.steps else self.opening


def replay_session(session: Session) -> Replay:
    """Return the steps of a session, played again from its records; the session itself is not touched."""
    scenario, luck = session.scenario, session.luck
    opening, events = rules.begin_play(scenario, luck, session.setup.partners, session.setup.premise)
    steps: list[ReplayStep] = []
    state = opening
    for move in _list_moves(session):
        steps.append(_replay_move(session, state, move))
        state = steps[-1].after
    return Replay(scenario, opening, events, tuple(steps))


def _list_moves(session: Session) -> Iterator[ChairMove]:
    yield from session.opening
    for record in session.records:
        yield record.move
        yield from record.partner


def _replay_move(session: Session, state: State, move: ChairMove) -> ReplayStep:
    scenario, luck, ghost = session.scenario, session.luck, session.setup.ghost
    if move.kind == "seat":
        return ReplayStep(
            state, move, *rules.change_partners(scenario, luck, state, move.compute_partners(state.partners), move.anew)
        )
    ask = match_ask(scenario, luck, state, move)
    after, events = rules.apply_answer(scenario, luck, state, ask, move.answer)
    back = ghost is not None and ghost.is_own_move(state, move, ask)
    picked = move.kind in PICKS and move.chair in state.partners and not back
    weighed = policy.weigh_options(StateDraft(scenario, luck, state), move.chair) if picked else None
    return ReplayStep(state, move, after, events, weighed, back)
