"""Time: the weeks at the end of a scene, the chair that empties, the year after play, and the ending (R2, R11)."""

from dataclasses import dataclass, replace
from typing import Final

from game.engine import partner
from game.engine.events import ChairEmptied, Ended, WeekPassed
from game.engine.facts import surface_all
from game.engine.landing import land, settle_promises
from game.engine.model import Company, Stocks, composite, from_hundredths, means, to_hundredths
from game.engine.relationship import age_one_week
from game.engine.scenario import Scenario
from game.engine.scope import holds
from game.engine.state import State
from game.engine.stocks import CHAIRS, INDEX
from game.engine.turn import Turn, persona_of
from game.engine.vacancy import EMPTY_WEEKS, Seat, epilogue, pass_week

INSOLVENT: Final = "insolvent"
CHAIR_EMPTY: Final = "chair_empty"
"""The flag that tells that the CTO left."""


@dataclass(frozen=True)
class Epilogue:
    """The year after play. `weeks` are 53 companies in points; `means` are in hundredths, over the year."""

    weeks: tuple[Company, ...]
    means: tuple[int, ...]
    composite: float
    """F, 0..100 (`design.md` R11)."""
    broke: bool
    """Whether cash fell below 0 in any week."""
    leaving: int
    """The week of the year, 1..52, in which the CTO leaves; 0 where the chair is kept."""


def pass_weeks(turn: Turn, weeks: int) -> None:
    """Let weeks pass at the scenario's pace; stop where the CTO leaves."""
    before = list(turn.stocks)
    x: Stocks = turn.stocks
    for _ in range(weeks):
        seat = Seat(turn.state.cold_weeks, turn.state.empty_weeks)
        x, seat = pass_week(x, seat, turn.scenario.pace)
        _write_week(turn, x, seat)
        if turn.state.empty_weeks == EMPTY_WEEKS:
            turn.put(flags=turn.state.flags | {CHAIR_EMPTY})
            turn.tell(ChairEmptied(turn.state.week))
            break
    turn.stocks = list(x)
    turn.drift(before)


def _write_week(turn: Turn, x: Stocks, seat: Seat) -> None:
    row = to_hundredths(x)
    turn.put(
        week=turn.state.week + 1,
        weeks=(*turn.state.weeks, row),
        cold_weeks=seat.cold,
        empty_weeks=seat.empty,
        wounds={
            chair: replace(wounds, breach=age_one_week(wounds.breach)) for chair, wounds in turn.state.wounds.items()
        },
    )
    turn.tell(WeekPassed(turn.state.week, row))


def forgive(turn: Turn) -> None:
    """Let both memories drift back towards each persona's warmth, once a scene."""
    memory = {
        chair: partner.forgive(turn.state.memory[chair], persona_of(turn.scenario, turn.state, chair))
        for chair in CHAIRS
    }
    turn.put(memory=memory)


def finish(turn: Turn) -> None:
    """End the play: all that is pending lands, and the year after it decides how it ended."""
    land(turn, everything=True)
    surface_all(turn)
    settle_promises(turn, everything=True)
    turn.round()
    year = year_after(turn.state)
    if year.leaving:
        turn.tell(ChairEmptied(turn.state.week + year.leaving))
    ending = ending_of(turn.scenario, turn.state, year)
    authored = turn.scenario.ending(ending)
    turn.put(phase="over", ending=ending, inbox={}, interludes=())
    turn.tell(Ended(ending, authored.tier if authored else "poor"))


def year_after(state: State) -> Epilogue:
    """Return the 52 weeks after a state with no moves, unrounded at pace 1."""
    year = epilogue(from_hundredths(state.stocks), Seat(state.cold_weeks, state.empty_weeks))
    mean = means(year.weeks)
    broke = any(row[INDEX["cash"]] < 0 for row in (*year.weeks, *state.weeks))
    return Epilogue(year.weeks, to_hundredths(mean), composite(mean), broke, year.leaving)


def ending_of(scenario: Scenario, state: State, year: Epilogue) -> str:
    """Return the id of the first ending whose condition holds; `insolvent` goes before all of them."""
    if year.broke:
        return INSOLVENT
    for ending in scenario.endings:
        if holds(ending.when, scenario, state, year.means):
            return ending.id
    raise ValueError(f"{scenario.id}: no ending holds; the last one must be `when: otherwise`")
