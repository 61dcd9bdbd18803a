"""Why a stock is heading where it is: what each driver adds to its target, computed from the model itself.

The difference between a stock's target now and its target in a reference company is divided among its drivers by
walking from one company to the other in small steps, one driver at a time, in both orders (a discrete
Aumann-Shapley division). The parts add up exactly to the whole, however nonlinear the formula is.
"""

from collections.abc import Iterable, Set
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

from game.engine.model import (
    NEW_FACTS,
    SPOKEN,
    SPOKEN_WHEN_SAFE,
    Company,
    Row,
    Stocks,
    build_company,
    compute_cash_flow,
    compute_customers_flow,
    compute_targets,
    from_hundredths,
)
from game.engine.stocks import INDEX, NEUTRAL, STOCKS

STEPS: Final = 8
FLOWS: Final = frozenset({"customers", "cash"})
Parts = tuple[tuple[float, ...], ...]
"""What each driver (column) adds to each stock (row), in points; for flows, units a week."""

_NUDGE: Final = 5.0

LEAST: Final = 0.05
"""Points below which a driver is not worth mentioning; a tenth of that for flows."""


@dataclass(frozen=True, slots=True)
class Cause:
    """What one driver adds to the target of a stock, against the reference company.

    Attributes:
        driver: the stock that has the effect.
        points: signed points of the target; for customers and cash, units a week.
    """

    driver: str
    points: float


def compute_pull(x: Stocks) -> list[Row]:
    """Return where each stock would settle if its drivers stayed as they are.

    For customers and cash it is the flow in units a week.
    """
    c = build_company(x)
    heading = dict(compute_targets(c))
    heading["ceo.gap"] = _compute_settled_gap(c.cto_safety, c.clarity)
    heading["cto.gap"] = _compute_settled_gap(c.ceo_safety, c.clarity)
    heading["customers"] = compute_customers_flow(c)
    heading["cash"] = compute_cash_flow(c)
    return [heading[stock] for stock in STOCKS]


def compute_contributions(x: Stocks, base: Stocks | None = None) -> Parts:
    """Return what driver j adds to the pull on stock i, against a reference company: [i][j], 24 by 24.

    Row i adds up to `compute_pull(x)[i] - compute_pull(base)[i]`.

    Args:
        x: the stocks of one company.
        base: the reference company; the neutral one if none is given.
    """
    return _divide_pull(tuple(x), tuple(_build_neutral_company() if base is None else base))


def trace_cause_chain(
    x: Stocks, stock: str, direction: int, depth: int = 3, base: Stocks | None = None
) -> tuple[Cause, ...]:
    """Return the strongest chain of causes of a rise (1) or a fall (-1): each entry drives the one before it.

    `base` is the reference company, such as the start of play; the neutral one if none is given. The chain ends where
    no driver pushes that way: beyond that, the ledger tells why.
    """
    added = compute_contributions(x, base)
    start = _build_neutral_company() if base is None else base
    links: list[Cause] = []
    seen = {stock}
    while len(links) < depth:
        cause = _find_strongest_driver(added, stock, direction, seen)
        if cause is None:
            break
        links.append(cause)
        stock = cause.driver
        direction = 1 if x[INDEX[stock]] > start[INDEX[stock]] else -1
        seen.add(stock)
    return tuple(links)


def _find_strongest_driver(added: Parts, stock: str, direction: int, seen: Set[str]) -> Cause | None:
    least = LEAST / 10 if stock in FLOWS else LEAST
    found = [
        Cause(driver, points)
        for driver, points in zip(STOCKS, added[INDEX[stock]], strict=True)
        if points * direction >= least and driver not in seen
    ]
    return max(found, key=lambda cause: abs(cause.points), default=None)


@lru_cache(maxsize=1)
def compute_dependencies() -> Parts:
    """Return what each stock depends on at all: what driver j adds to the pull on stock i as all stocks rise a little.

    In points for a rise of `_NUDGE` points each, from the neutral company; 0 where i does not depend on j.
    """
    neutral = _build_neutral_company()
    return compute_contributions([stock + _NUDGE for stock in neutral], neutral)


# A page or a debrief asks for the causes of one figure after another, all of the same company.
@lru_cache(maxsize=8)
def _divide_pull(x: tuple[Row, ...], start: tuple[Row, ...]) -> Parts:
    path = [
        [here + (there - here) * (step / STEPS) for here, there in zip(start, x, strict=True)]
        for step in range(STEPS + 1)
    ]
    drivers = range(len(STOCKS))
    added = [[0.0] * len(STOCKS) for _ in STOCKS]
    for here, there in pairwise(path):
        for order in (drivers, reversed(drivers)):
            _add_step_contributions(here, there, order, added)
    return tuple(map(tuple, added))


def _add_step_contributions(
    here: list[float], there: list[float], order: Iterable[int], added: list[list[float]]
) -> None:
    """Walk one step, changing one driver at a time in an order, and add half of what each change did."""
    now = list(here)
    before = compute_pull(now)
    for driver in order:
        now[driver] = there[driver]
        after = compute_pull(now)
        for row, new, old in zip(added, after, before, strict=True):
            row[driver] += 0.5 * (new - old)
        before = after


def _compute_settled_gap(safety: Row, clarity: Row) -> Row:
    told = SPOKEN + SPOKEN_WHEN_SAFE * safety / 100.0 * clarity / 100.0
    return NEW_FACTS / (NEW_FACTS / 100.0 + told)


def _build_neutral_company() -> Company:
    return from_hundredths(NEUTRAL.values())
