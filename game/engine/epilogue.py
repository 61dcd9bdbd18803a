"""Time: the weeks at the end of a scene, the chair that empties, the year after play, and the ending (R2, R11).

The chair that empties (R11), and the epilogue in which it may still stand empty.

A CTO who neither trusts the CEO nor feels free for six weeks in a row leaves. The chair stands empty for 26
weeks; the successor starts at clarity 20. All of it works for one company and, elementwise, for N.
"""

from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from game.engine.conditions.evaluate import condition_holds
from game.engine.events import ChairEmptied, Ended, WeekPassed
from game.engine.facts import surface_all_facts
from game.engine.landing import land_due_effects, settle_promises
from game.engine.model import (
    EPILOGUE_WEEKS,
    Company,
    Stocks,
    advance_week,
    build_company,
    clip_row,
    compute_composite,
    compute_means,
    from_hundredths,
    to_hundredths,
)
from game.engine.partner import utility
from game.engine.relationship import age_breach
from game.engine.scenario import Scenario
from game.engine.state import State
from game.engine.state_draft import StateDraft, find_persona
from game.engine.stocks import CHAIRS, INDEX

Count = int
"""Weeks; for a batch an array of shape (N,)."""

COLD_BELOW: Final = 25.0
COLD_WEEKS: Final = 6
EMPTY_WEEKS: Final = 26
GAP_LEFT: Final = 25.0
SUCCESSOR_CLARITY: Final = 20.0


class CtoChairState(NamedTuple):
    """How the CTO's chair stands: cold weeks in a row so far, and weeks that it will still be empty."""

    cold: Count = 0
    empty: Count = 0


KEPT: Final = CtoChairState()
"""A chair with someone in it, and no cold week behind them."""


def advance_week_and_chair(x: Stocks, seat: CtoChairState, pace: float = 1.0) -> tuple[Company, CtoChairState]:
    """Return the stocks and the chair a week later: the step, then leaving or a successor's first day.

    A week is cold where it ends with the CTO's trust and freedom both under 25. Where the `empty` that comes
    back is 26, the CTO has just left.
    """
    vacant = seat.empty > 0
    c = advance_week(x, pace, vacant)
    cold = (seat.cold + 1) * (c.cto_trust < COLD_BELOW) * (c.cto_freedom < COLD_BELOW) * (1 - vacant)
    leaves = cold >= COLD_WEEKS
    empty = EMPTY_WEEKS * leaves + (seat.empty - vacant) * (1 - leaves)
    return _apply_changeover(c, leaves, vacant & (empty == 0)), CtoChairState(cold * (1 - leaves), empty)


class EpilogueWeeks(NamedTuple):
    """The 52 weeks after play, with no moves, at pace 1: the stocks, unrounded, and the chair, each 53 long.

    The first of each is the end of play.
    """

    weeks: tuple[Company, ...]
    seats: tuple[CtoChairState, ...]

    @property
    def leaving(self) -> int:
        """The week, 1..52, in which the CTO of one company leaves; 0 where the chair is kept."""
        later = enumerate(self.seats[1:], start=1)
        return next((number for number, seat in later if seat.empty == EMPTY_WEEKS), 0)


def simulate_epilogue(x: Stocks, seat: CtoChairState = KEPT) -> EpilogueWeeks:
    """Return the year after the stocks and the chair with which play ended."""
    steps = [(build_company(x), seat)]
    for _ in range(EPILOGUE_WEEKS):
        steps.append(advance_week_and_chair(*steps[-1]))
    weeks, seats = zip(*steps, strict=True)
    return EpilogueWeeks(weeks, seats)


def _apply_changeover(c: Company, leaves: bool, arrives: bool) -> Company:
    return c._replace(
        ceo_gap=clip_row(c.ceo_gap + GAP_LEFT * leaves),
        cto_gap=clip_row(c.cto_gap + GAP_LEFT * leaves),
        bridge=c.bridge * (1.0 - leaves),
        clarity=SUCCESSOR_CLARITY * arrives + c.clarity * (1.0 - arrives),
    )


INSOLVENT: Final = "insolvent"
CHAIR_EMPTY: Final = "chair_empty"
"""The flag that tells that the CTO left."""


@dataclass(frozen=True)
class EpilogueSummary:
    """The year after play. `weeks` are 53 companies in points; `means` are in hundredths, over the year."""

    weeks: tuple[Company, ...]
    means: tuple[int, ...]
    composite: float
    """F, 0..100 (R11)."""
    broke: bool
    """Whether cash fell below 0 in any week."""
    leaving: int
    """The week of the year, 1..52, in which the CTO leaves; 0 where the chair is kept."""


def pass_weeks(turn: StateDraft, weeks: int) -> None:
    """Let weeks pass at the scenario's pace; stop where the CTO leaves."""
    before = list(turn.stocks)
    x: Stocks = turn.stocks
    for _ in range(weeks):
        seat = CtoChairState(turn.state.cold_weeks, turn.state.empty_weeks)
        x, seat = advance_week_and_chair(x, seat, turn.scenario.pace)
        _record_week(turn, x, seat)
        if turn.state.empty_weeks == EMPTY_WEEKS:
            turn.replace_fields(flags=turn.state.flags | {CHAIR_EMPTY})
            turn.record_events(ChairEmptied(turn.state.week))
            break
    turn.stocks = list(x)
    turn.record_drift(before)


def _record_week(turn: StateDraft, x: Stocks, seat: CtoChairState) -> None:
    row = to_hundredths(x)
    turn.replace_fields(
        week=turn.state.week + 1,
        weeks=(*turn.state.weeks, row),
        cold_weeks=seat.cold,
        empty_weeks=seat.empty,
        wounds={
            chair: replace(wounds, breach=age_breach(wounds.breach)) for chair, wounds in turn.state.wounds.items()
        },
    )
    turn.record_events(WeekPassed(turn.state.week, row))


def fade_memories(turn: StateDraft) -> None:
    """Let both memories drift back towards each persona's warmth, once a scene."""
    memory = {
        chair: utility.fade_memory(turn.state.memory[chair], find_persona(turn.scenario, turn.state, chair))
        for chair in CHAIRS
    }
    turn.replace_fields(memory=memory)


def finish_play(turn: StateDraft) -> None:
    """End the play: all that is pending lands, and the year after it decides how it ended."""
    land_due_effects(turn, everything=True)
    surface_all_facts(turn)
    settle_promises(turn, everything=True)
    turn.round_stocks()
    year = summarize_epilogue(turn.state)
    if year.leaving:
        turn.record_events(ChairEmptied(turn.state.week + year.leaving))
    ending = select_ending(turn.scenario, turn.state, year)
    authored = turn.scenario.find_ending(ending)
    turn.replace_fields(phase="over", ending=ending, inbox={}, interludes=())
    turn.record_events(Ended(ending, authored.tier if authored else "poor"))


def summarize_epilogue(state: State) -> EpilogueSummary:
    """Return the 52 weeks after a state with no moves, unrounded at pace 1."""
    year = simulate_epilogue(from_hundredths(state.stocks), CtoChairState(state.cold_weeks, state.empty_weeks))
    mean = compute_means(year.weeks)
    broke = any(row[INDEX["cash"]] < 0 for row in (*year.weeks, *state.weeks))
    return EpilogueSummary(year.weeks, to_hundredths(mean), compute_composite(mean), broke, year.leaving)


def select_ending(scenario: Scenario, state: State, year: EpilogueSummary) -> str:
    """Return the id of the first ending whose condition holds; `insolvent` goes before all of them."""
    if year.broke:
        return INSOLVENT
    for ending in scenario.endings:
        if condition_holds(ending.when, scenario, state, year.means):
            return ending.id
    raise ValueError(f"{scenario.id}: no ending holds; the last one must be `when: otherwise`")
