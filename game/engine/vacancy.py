"""The chair that empties (design R11), and the epilogue in which it may still stand empty.

A CTO who neither trusts the CEO nor feels free for six weeks in a row leaves. The chair stands empty for 26
weeks; the successor starts at clarity 20. All of it works for one company and, elementwise, for N.
"""

from collections.abc import Iterator
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from game.engine.model import EPILOGUE_WEEKS, Stocks, clamp, week
from game.engine.stocks import INDEX

Count = int | NDArray[np.int64]
"""Weeks: an int for one company, shape (N,) for a batch."""

COLD_BELOW: Final = 25.0
COLD_WEEKS: Final = 6
EMPTY_WEEKS: Final = 26
GAP_LEFT: Final = 25.0
SUCCESSOR_CLARITY: Final = 20.0


class Seat(NamedTuple):
    """How the CTO's chair stands: cold weeks in a row so far, and weeks that it will still be empty."""

    cold: Count = 0
    empty: Count = 0


def pass_week(x: Stocks, seat: Seat, pace: float = 1.0) -> tuple[Stocks, Seat]:
    """Return the stocks and the chair a week later: the step, then leaving or a successor's first day.

    A week is cold where it ends with the CTO's trust and freedom both under 25. Where the `empty` that comes
    back is 26, the CTO has just left.
    """
    vacant = np.asarray(seat.empty) > 0
    x = week(x, pace, vacant if vacant.ndim else bool(vacant))
    chilled = (x[INDEX["cto.trust"]] < COLD_BELOW) & (x[INDEX["cto.freedom"]] < COLD_BELOW) & ~vacant
    cold = np.where(chilled, np.asarray(seat.cold) + 1, 0)
    leaves = cold >= COLD_WEEKS
    empty = np.where(leaves, EMPTY_WEEKS, np.maximum(np.asarray(seat.empty) - 1, 0))
    x = _change_over(x, leaves, vacant & (empty == 0))
    cold = np.where(leaves, 0, cold)
    return x, Seat(cold, empty) if vacant.ndim else Seat(int(cold), int(empty))


def epilogue(x: Stocks, seat: Seat | None = None) -> Stocks:
    """Return 52 weeks with no moves at pace 1, unrounded: shape (53, 24[, N]), row 0 the end of play."""
    seat = seat or Seat(*(np.zeros(x.shape[1:], dtype=np.int64) if x.ndim > 1 else 0 for _ in range(2)))
    return np.stack([x, *(after for after, _ in _year(x, seat))])


def leaving_week(x: Stocks, seat: Seat) -> int:
    """Return the week of the epilogue, 1..52, in which the CTO of one company leaves; 0 where the chair is kept."""
    for number, (_, after) in enumerate(_year(x, seat), start=1):
        if after.empty == EMPTY_WEEKS:
            return number
    return 0


def _year(x: Stocks, seat: Seat) -> Iterator[tuple[Stocks, Seat]]:
    for _ in range(EPILOGUE_WEEKS):
        x, seat = pass_week(x, seat)
        yield x, seat


def _change_over(x: Stocks, leaves: NDArray[np.bool_], arrives: NDArray[np.bool_]) -> Stocks:
    if not (leaves.any() or arrives.any()):
        return x
    x = x.copy()
    for gap in ("ceo.gap", "cto.gap"):
        x[INDEX[gap]] += GAP_LEFT * leaves
    x[INDEX["bridge"]] = np.where(leaves, 0.0, x[INDEX["bridge"]])
    x[INDEX["clarity"]] = np.where(arrives, SUCCESSOR_CLARITY, x[INDEX["clarity"]])
    return clamp(x)
