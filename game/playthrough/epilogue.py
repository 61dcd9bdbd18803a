"""The year after play as the players are told it: four quarters, four voices, and how it would have been (R11)."""

from dataclasses import dataclass
from typing import Final

from game.engine.calendar import year_after
from game.engine.model import Company, composite, from_hundredths, means, to_hundredths, week
from game.engine.scenario import Scenario, Voice
from game.engine.scope import holds
from game.engine.state import State, round_half_even
from game.engine.stocks import STOCKS
from game.engine.vacancy import epilogue

QUARTERS: Final = (13, 26, 39, 52)
"""The week in which each quarter of the epilogue ends."""


@dataclass(frozen=True, slots=True)
class Quarter:
    """What one person says at the end of a quarter. Text: `path`; '' where nobody speaks."""

    number: int
    week: int
    who: str
    path: str


@dataclass(frozen=True, slots=True)
class Epilogue:
    """The year after play.

    Attributes:
        played: 53 rows of the 24 stocks in whole points, as it went.
        as_it_was: the same for the company as the crisis found it, had nothing happened.
        quarters: four voices.
        means: the means over the year of each stock, in whole points.
        f: the composite over the year, 0..100, and that of the company as it was.
    """

    played: tuple[tuple[int, ...], ...]
    as_it_was: tuple[tuple[int, ...], ...]
    quarters: tuple[Quarter, ...]
    means: dict[str, int]
    f: float
    f_as_it_was: float

    def course(self, stock: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Return one stock over the year, as played and as it was."""
        position = STOCKS.index(stock)
        return tuple(row[position] for row in self.played), tuple(row[position] for row in self.as_it_was)


def epilogue_of(scenario: Scenario, state: State) -> Epilogue:
    """Return the year after a state that has ended."""
    year = year_after(state)
    before = from_hundredths(scenario.start)
    for _ in range(state.week):
        before = week(before, scenario.pace)
    untouched = epilogue(before).weeks
    return Epilogue(
        played=_points(year.weeks),
        as_it_was=_points(untouched),
        quarters=tuple(_quarter(scenario, state, number, year.weeks) for number in range(1, 5)),
        means={stock: round_half_even(mean) for stock, mean in zip(STOCKS, year.means, strict=True)},
        f=year.composite,
        f_as_it_was=composite(means(untouched)),
    )


def _points(weeks: tuple[Company, ...]) -> tuple[tuple[int, ...], ...]:
    return tuple(tuple(round_half_even(h) for h in to_hundredths(week)) for week in weeks)


def _quarter(scenario: Scenario, state: State, number: int, weeks: tuple[Company, ...]) -> Quarter:
    end = QUARTERS[number - 1]
    stocks = to_hundredths(weeks[end])
    speaking = (v for v in scenario.voices if v.quarter == number and holds(v.when, scenario, state, stocks))
    voice = next(speaking, Voice("", number, ""))
    return Quarter(number, end, voice.who, voice.path)
