"""The year after play as players are told it: four quarters, four voices, and the year it would have been (R11)."""

from dataclasses import dataclass
from typing import Final

from game.engine.model import (
    Company,
    advance_week,
    compute_composite,
    compute_means,
    from_hundredths,
    simulate_epilogue,
    to_hundredths,
)
from game.engine.scenario import EpilogueVoice, Scenario
from game.engine.scene_flow import summarize_epilogue
from game.engine.state import State, condition_holds, round_half_even
from game.engine.stocks import STOCKS

QUARTERS: Final = (13, 26, 39, 52)
"""The week in which each quarter of the epilogue ends."""


@dataclass(frozen=True, slots=True)
class EpilogueQuarter:
    """What one person says at the end of a quarter; `path` names the text, '' where nobody speaks."""

    number: int
    week: int
    who: str
    path: str


@dataclass(frozen=True, slots=True)
class EpilogueReport:
    """The year after play.

    Attributes:
        played: 53 weeks of the 24 stocks in whole points, the first as the year begins.
        as_it_was: the same for the company as the scenario found it, had nothing happened.
        quarters: four voices.
        means: the mean of each stock over the 53 weeks, in whole points.
        f: the composite over the year, 0..100.
        f_as_it_was: the same had nothing happened.
    """

    played: tuple[tuple[int, ...], ...]
    as_it_was: tuple[tuple[int, ...], ...]
    quarters: tuple[EpilogueQuarter, ...]
    means: dict[str, int]
    f: float
    f_as_it_was: float

    def list_stock_weeks(self, stock: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Return one stock over the year, as played and as it was."""
        position = STOCKS.index(stock)
        return tuple(week[position] for week in self.played), tuple(week[position] for week in self.as_it_was)

    def compute_untouched_mean(self, stock: str) -> int:
        """Return the mean of a stock over the year's 52 weeks, had nothing happened, in whole points."""
        weeks = self.list_stock_weeks(stock)[1][1:]  # the first row is the company before the year begins
        return round(sum(weeks) / len(weeks))


def build_epilogue(scenario: Scenario, state: State) -> EpilogueReport:
    """Return the year after play, from its last state."""
    year = summarize_epilogue(state)
    before = from_hundredths(scenario.start)
    for _ in range(state.week):
        before = advance_week(before, scenario.pace)
    untouched = simulate_epilogue(before).weeks
    return EpilogueReport(
        played=_round_weeks(year.weeks),
        as_it_was=_round_weeks(untouched),
        quarters=tuple(_build_quarter(scenario, state, number, year.weeks) for number in range(1, 5)),
        means={stock: round_half_even(mean) for stock, mean in zip(STOCKS, year.means, strict=True)},
        f=year.composite,
        f_as_it_was=compute_composite(compute_means(untouched)),
    )


def _round_weeks(weeks: tuple[Company, ...]) -> tuple[tuple[int, ...], ...]:
    return tuple(tuple(round_half_even(h) for h in to_hundredths(week)) for week in weeks)


def _build_quarter(scenario: Scenario, state: State, number: int, weeks: tuple[Company, ...]) -> EpilogueQuarter:
    end = QUARTERS[number - 1]
    stocks = to_hundredths(weeks[end])
    speaking = (v for v in scenario.voices if v.quarter == number and condition_holds(v.when, scenario, state, stocks))
    voice = next(speaking, EpilogueVoice("", number, ""))
    return EpilogueQuarter(number, end, voice.who, voice.path)
