"""Why a stock is where it is going: what each driver adds to its target, computed from the model itself.

The difference between what a stock chases now and what it would chase in a reference company is divided among
its drivers by walking from one company to the other in small steps, one driver at a time, in both orders (a
discrete Aumann-Shapley division): the parts sum exactly to the whole, however the formula bends.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from game.engine.model import (
    NEW_FACTS,
    SPOKEN,
    SPOKEN_WHEN_SAFE,
    Row,
    Stocks,
    cash_flow,
    company,
    customers_flow,
    from_hundredths,
    targets,
)
from game.engine.stocks import INDEX, NEUTRAL, STOCKS

STEPS: Final = 8
FLOWS: Final = frozenset({"customers", "cash"})
LEAST: Final = 0.05
"""Points below which a driver is not worth a word; a tenth of it for flows."""


@dataclass(frozen=True, slots=True)
class Cause:
    """What one driver adds to the target of a stock, against the reference company.

    Attributes:
        driver: the stock that does it.
        points: points of the target with their sign; for customers and cash, units a week.
        causes: why that driver is not where the reference has it, the strongest first.
    """

    driver: str
    points: float
    causes: tuple["Cause", ...] = ()


def pull(x: Stocks) -> Stocks:
    """Return where each stock would settle if its drivers stayed as they are, shape (24,) or (24, N) like x.

    For customers and cash, the flow in units a week.
    """
    c = company(x)
    heading = np.empty_like(x)
    for name, target in targets(c).items():
        heading[INDEX[name]] = target
    heading[INDEX["ceo.gap"]] = _settled_gap(c.cto_safety, c.clarity)
    heading[INDEX["cto.gap"]] = _settled_gap(c.ceo_safety, c.clarity)
    heading[INDEX["customers"]] = customers_flow(c)
    heading[INDEX["cash"]] = cash_flow(c)
    return heading


def contributions(x: Stocks, base: Stocks | None = None) -> NDArray[np.float64]:
    """Return what driver j adds to the pull on stock i, against a reference company: shape (24, 24), [i, j].

    Row i sums to `pull(x)[i] - pull(base)[i]`.

    Args:
        x: the stocks of one company, shape (24,).
        base: the reference, shape (24,); the neutral company where there is none.
    """
    start = _neutral() if base is None else base
    path = start + (x - start) * np.linspace(0, 1, STEPS + 1)[:, None]
    return 0.5 * (_walk(path, range(len(STOCKS))) + _walk(path, range(len(STOCKS) - 1, -1, -1)))


def causes(x: Stocks, stock: str, depth: int = 2, base: Stocks | None = None) -> tuple[Cause, ...]:
    """Return the drivers that pull a stock away from where the reference has it, the strongest first.

    Args:
        x: the stocks of one company, shape (24,).
        stock: the stock to explain.
        depth: how many links to follow.
        base: the reference company, such as the start of play; the neutral one where there is none.
    """
    return _causes(contributions(x, base), stock, depth, frozenset({stock}))


def chain(x: Stocks, stock: str, direction: int, depth: int = 3, base: Stocks | None = None) -> tuple[Cause, ...]:
    """Return the strongest line of causes for a rise (1) or a fall (-1): each entry drives the one before it.

    It ends where no driver pushes that way: from there on the ledger of the dyad and the effects tell why.
    """
    added = contributions(x, base)
    moved = x - (_neutral() if base is None else base)
    links: list[Cause] = []
    seen = {stock}
    while len(links) < depth:
        found = [cause for cause in _causes(added, stock, 1, frozenset(seen)) if cause.points * direction > 0]
        if not found:
            break
        links.append(found[0])
        stock = found[0].driver
        direction = 1 if moved[INDEX[stock]] > 0 else -1
        seen.add(stock)
    return tuple(links)


def _causes(added: NDArray[np.float64], stock: str, depth: int, seen: frozenset[str]) -> tuple[Cause, ...]:
    if depth < 1:
        return ()
    least = LEAST / 10 if stock in FLOWS else LEAST
    row = added[INDEX[stock]]
    found = [
        Cause(driver, float(points), _causes(added, driver, depth - 1, seen | {driver}))
        for driver, points in zip(STOCKS, row, strict=True)
        if abs(points) >= least and driver not in seen
    ]
    return tuple(sorted(found, key=lambda cause: -abs(cause.points)))


def _walk(path: Stocks, order: range) -> NDArray[np.float64]:
    """Walk a path (steps + 1, 24), changing one driver at a time in an order; return what each change did."""
    rank = np.empty(len(STOCKS), dtype=np.int64)
    rank[list(order)] = np.arange(len(STOCKS))
    turn = np.arange(len(STOCKS) + 1)
    changed = turn[None, :] > rank[:, None]
    here, there = path[:-1].T[:, :, None], path[1:].T[:, :, None]
    states = np.where(changed[:, None, :], there, here)
    heading = pull(states.reshape(len(STOCKS), -1)).reshape(states.shape)
    each = np.diff(heading, axis=2).sum(axis=1)
    result: NDArray[np.float64] = each[:, rank]
    return result


def _settled_gap(safety: Row, clarity: Row) -> Row:
    told = SPOKEN + SPOKEN_WHEN_SAFE * safety / 100.0 * clarity / 100.0
    return NEW_FACTS / (NEW_FACTS / 100.0 + told)


def _neutral() -> Stocks:
    return from_hundredths(NEUTRAL.values())
