"""Why a stock is heading where it is: what each driver adds to its target, computed from the model itself.

The difference between a stock's target now and its target in a reference company is divided among its drivers by
walking from one company to the other in small steps, one driver at a time, in both orders (a discrete
Aumann-Shapley division). The parts add up exactly to the whole, however nonlinear the formula is.
"""

from collections.abc import Iterable
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

LEAST: Final = 0.05
"""Points below which a driver is not worth mentioning; a tenth of that for flows."""


@dataclass(frozen=True, slots=True)
class Cause:
    """What one driver adds to the target of a stock, against the reference company.

    Attributes:
        driver: the stock that has the effect.
        points: signed points of the target; for customers and cash, units a week.
        causes: why that driver differs from the reference, the strongest first.
    """

    driver: str
    points: float
    causes: tuple["Cause", ...] = ()


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


def list_causes(x: Stocks, stock: str, depth: int = 2, base: Stocks | None = None) -> tuple[Cause, ...]:
    """Return the drivers that pull a stock away from the reference, the strongest first.

    Args:
        x: the stocks of one company.
        stock: the stock to explain.
        depth: how many links to follow.
        base: the reference company, such as the start of play; the neutral one if none is given.
    """
    return _build_causes(compute_contributions(x, base), stock, depth, frozenset({stock}))


def trace_cause_chain(
    x: Stocks, stock: str, direction: int, depth: int = 3, base: Stocks | None = None
) -> tuple[Cause, ...]:
    """Return the strongest chain of causes of a rise (1) or a fall (-1): each entry drives the one before it.

    The chain ends where no driver pushes that way: beyond that, the ledger tells why.
    """
    added = compute_contributions(x, base)
    start = _build_neutral_company() if base is None else base
    links: list[Cause] = []
    seen = {stock}
    while len(links) < depth:
        found = [cause for cause in _build_causes(added, stock, 1, frozenset(seen)) if cause.points * direction > 0]
        if not found:
            break
        links.append(found[0])
        stock = found[0].driver
        direction = 1 if x[INDEX[stock]] > start[INDEX[stock]] else -1
        seen.add(stock)
    return tuple(links)


def _build_causes(added: Parts, stock: str, depth: int, seen: frozenset[str]) -> tuple[Cause, ...]:
    if depth < 1:
        return ()
    least = LEAST / 10 if stock in FLOWS else LEAST
    row = added[INDEX[stock]]
    found = [
        Cause(driver, points, _build_causes(added, driver, depth - 1, seen | {driver}))
        for driver, points in zip(STOCKS, row, strict=True)
        if abs(points) >= least and driver not in seen
    ]
    return tuple(sorted(found, key=lambda cause: -abs(cause.points)))


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
