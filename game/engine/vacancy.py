"""The chair that empties (design R11), and the epilogue in which it may still stand empty.

A CTO who neither trusts the CEO nor feels free for six weeks in a row leaves. The chair stands empty for 26
weeks; the successor starts at clarity 20. All of it works for one company and, elementwise, for N.
"""

from typing import Final, NamedTuple

from game.engine.model import EPILOGUE_WEEKS, Company, Mask, Stocks, clip, company, week

Count = int
"""Weeks; for a batch an array of shape (N,)."""

COLD_BELOW: Final = 25.0
COLD_WEEKS: Final = 6
EMPTY_WEEKS: Final = 26
GAP_LEFT: Final = 25.0
SUCCESSOR_CLARITY: Final = 20.0


class Seat(NamedTuple):
    """How the CTO's chair stands: cold weeks in a row so far, and weeks that it will still be empty."""

    cold: Count = 0
    empty: Count = 0


KEPT: Final = Seat()
"""A chair with someone in it, and no cold week behind them."""


def pass_week(x: Stocks, seat: Seat, pace: float = 1.0) -> tuple[Company, Seat]:
    """Return the stocks and the chair a week later: the step, then leaving or a successor's first day.

    A week is cold where it ends with the CTO's trust and freedom both under 25. Where the `empty` that comes
    back is 26, the CTO has just left.
    """
    vacant = seat.empty > 0
    c = week(x, pace, vacant)
    cold = (seat.cold + 1) * (c.cto_trust < COLD_BELOW) * (c.cto_freedom < COLD_BELOW) * (1 - vacant)
    leaves = cold >= COLD_WEEKS
    empty = EMPTY_WEEKS * leaves + (seat.empty - vacant) * (1 - leaves)
    return _change_over(c, leaves, vacant & (empty == 0)), Seat(cold * (1 - leaves), empty)


class Year(NamedTuple):
    """The 52 weeks after play, with no moves, at pace 1: the stocks, unrounded, and the chair, each 53 long.

    The first of each is the end of play.
    """

    weeks: tuple[Company, ...]
    seats: tuple[Seat, ...]

    @property
    def leaving(self) -> int:
        """The week, 1..52, in which the CTO of one company leaves; 0 where the chair is kept."""
        later = enumerate(self.seats[1:], start=1)
        return next((number for number, seat in later if seat.empty == EMPTY_WEEKS), 0)


def epilogue(x: Stocks, seat: Seat = KEPT) -> Year:
    """Return the year after the stocks and the chair with which play ended."""
    steps = [(company(x), seat)]
    for _ in range(EPILOGUE_WEEKS):
        steps.append(pass_week(*steps[-1]))
    weeks, seats = zip(*steps, strict=True)
    return Year(weeks, seats)


def _change_over(c: Company, leaves: Mask, arrives: Mask) -> Company:
    return c._replace(
        ceo_gap=clip(c.ceo_gap + GAP_LEFT * leaves),
        cto_gap=clip(c.cto_gap + GAP_LEFT * leaves),
        bridge=c.bridge * (1.0 - leaves),
        clarity=SUCCESSOR_CLARITY * arrives + c.clarity * (1.0 - arrives),
    )
