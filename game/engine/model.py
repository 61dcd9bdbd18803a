"""The formulas of the relationship and the organisation, written once.

A company is its 24 stocks in the order of `STOCKS`, in points: Python floats in play, intervals in the proofs about
every play at once. The formulas run in a fixed written order and use only + - * / and the smaller or larger of two,
so that a play comes out the same to the bit on every machine.
The form (first-order lags) is Sterman's, the signs come from the works named in `docs/model.md`, and every
number is a design choice.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache, reduce
from operator import add
from typing import Any, Final, NamedTuple, Protocol, cast

from game.engine.stocks import CUSTOMERS_MOST, INDEX

Row = float
"""One stock or figure. Anything with the operators of a float and the methods of `WideNumber` works as well."""

Stocks = Sequence[Row]
"""The 24 stocks of a company."""

INDICES: Final = INDEX["customers"]
"""How many of the stocks are indices of 0..100; customers and cash follow them."""

EPILOGUE_WEEKS: Final = 52

TAU: Final[dict[str, float]] = {
    "ceo.trust": 52,
    "cto.trust": 52,
    "ceo.safety": 26,
    "cto.safety": 26,
    "ceo.freedom": 26,
    "cto.freedom": 26,
    "clarity": 52,
    "bridge": 26,
    "culture": 39,
    "structure": 26,
    "strain": 6,
    "engineering": 39,
    "debt": 20,
    "product": 16,
    "marketing": 13,
    "sales": 13,
    "finance": 13,
    "support": 13,
    "csat_product": 13,
    "csat_service": 9,
}
"""The weeks in which a stock covers 63 % of the way to its target; gaps, customers and cash are flows."""


NEW_FACTS, SPOKEN, SPOKEN_WHEN_SAFE = 1.5, 0.010, 0.060
SIGNED, CHURN, CHURN_ANGRY = 0.006, 0.001, 0.008
HEALING: Final = 0.25
"""What is left of a chair's trust's pace where it is below its target: broken trust does not mend by itself (R20)."""
EMPTY_CHAIR = 10.0
"""Points that engineering's target loses while the CTO's chair is empty."""

_PLAIN: Final = (float, int)
_TRUSTS: Final = ("ceo.trust", "cto.trust")
"""The stocks that heal slowly; they are the first of `TAU`."""
_BRIDGE, _CEO_GAP, _CTO_GAP = INDEX["bridge"], INDEX["ceo.gap"], INDEX["cto.gap"]


@lru_cache(maxsize=64)
def _list_rates(pace: float) -> tuple[tuple[int, float], ...]:
    """Return where each stock of `TAU` stands, and what part of the way to its target it covers in a week."""
    return tuple((INDEX[name], pace * (1.0 / weeks)) for name, weeks in TAU.items())


class WideNumber(Protocol):
    """A number that stands for many values, such as an interval, so that `min` and `max` cannot compare it."""

    def take_smaller(self, other: Any) -> Any:
        """Return the smaller of the two, value by value."""

    def take_larger(self, other: Any) -> Any:
        """Return the larger of the two, value by value."""


class Company(NamedTuple):
    """The 24 stocks by name, in the order of `STOCKS`."""

    ceo_trust: Row
    cto_trust: Row
    ceo_safety: Row
    cto_safety: Row
    ceo_freedom: Row
    cto_freedom: Row
    ceo_gap: Row
    cto_gap: Row
    clarity: Row
    bridge: Row
    culture: Row
    structure: Row
    strain: Row
    engineering: Row
    debt: Row
    product: Row
    marketing: Row
    sales: Row
    finance: Row
    support: Row
    csat_product: Row
    csat_service: Row
    customers: Row
    cash: Row


def build_company(x: Stocks) -> Company:
    """Return the stocks by name."""
    return x if isinstance(x, Company) else Company(*x)


def take_smaller(a: Row, b: Row) -> Row:
    """Return the smaller of two; the first where they are equal, as `min` does."""
    if type(a) is float and type(b) is float:
        return min(a, b)
    if isinstance(a, _PLAIN):
        if isinstance(b, _PLAIN):
            return min(a, b)
        a, b = b, a
    return cast(WideNumber, a).take_smaller(b)


def take_larger(a: Row, b: Row) -> Row:
    """Return the larger of two; the first where they are equal, as `max` does."""
    if type(a) is float and type(b) is float:
        return max(a, b)
    if isinstance(a, _PLAIN):
        if isinstance(b, _PLAIN):
            return max(a, b)
        a, b = b, a
    return cast(WideNumber, a).take_larger(b)


def clip_row(row: Row, top: float = 100.0) -> Row:
    """Return a figure held inside 0..top."""
    if type(row) is float:
        return 0.0 if row < 0.0 else min(row, top)
    return take_smaller(take_larger(row, 0.0), top)


def compute_weaker_side(a: Row, b: Row) -> Row:
    """Return the value half-way between the mean and the smaller: the weaker side drags the pair down."""
    return 0.5 * (0.5 * (a + b) + take_smaller(a, b))


def compute_shared_knowledge(c: Company) -> Row:
    """Return how much of what matters both chairs know, 0..100: 100 less the mean gap."""
    return 100.0 - 0.5 * (c.ceo_gap + c.cto_gap)


def compute_alignment(c: Company) -> Row:
    """Return how far the two chairs pull in the same direction, 0..100."""
    trust, safety = compute_weaker_side(c.ceo_trust, c.cto_trust), compute_weaker_side(c.ceo_safety, c.cto_safety)
    return 0.30 * trust + 0.25 * safety + 0.25 * compute_shared_knowledge(c) + 0.20 * c.clarity


def compute_improvement_room(c: Company) -> Row:
    """Return how much room there is to work smarter, 0..100."""
    return 0.40 * c.cto_freedom + 0.30 * c.culture + 0.30 * (100.0 - c.strain)


def compute_velocity(c: Company) -> Row:
    """Return what is delivered each week, 0..100: strain buys a little speed now, debt costs a lot of it."""
    drag = 1.0 - 0.4 * c.debt / 100.0
    smarter = 1.10 - 0.20 * compute_improvement_room(c) / 100.0
    harder = 0.85 + 0.30 * c.strain / 100.0
    return take_smaller(100.0, 1.25 * c.engineering * drag * smarter * harder)


def compute_work_pressure(c: Company, velocity: Row) -> Row:
    """Return the work pressure, 0..100: what sales promise beyond what is delivered."""
    return clip_row(50.0 + 40.0 + 0.4 * c.sales - velocity)


def compute_financial_pressure(c: Company) -> Row:
    """Return how close the company is to running out of cash: 0 (800 k$ or more) to 100 (none)."""
    return clip_row(100.0 * (1.0 - c.cash / 800.0))


def compute_csat(c: Company) -> Row:
    """Return customer satisfaction, 0..100: the mean of product and service."""
    return 0.5 * (c.csat_product + c.csat_service)


def compute_product_opinion(c: Company) -> Row:
    """Return what customers come to think of the product, 0..100; falling short of what was promised hurts most."""
    quality = 0.6 * c.product + 0.4 * (100.0 - c.debt)
    margin = quality - c.sales
    return clip_row(quality + 0.1 * take_larger(margin, 0.0) + 0.3 * take_smaller(margin, 0.0))


def compute_targets(c: Company, vacant: bool = False) -> dict[str, Row | float]:
    """Return the target that each stock of `TAU` moves towards, 0..100.

    Args:
        c: the company now.
        vacant: whether the CTO's chair is empty.
    """
    told, calm, sound = compute_shared_knowledge(c), 100.0 - c.strain, 100.0 - c.debt
    velocity = compute_velocity(c)
    return {
        "ceo.trust": 50.0,
        "cto.trust": 50.0,
        "ceo.safety": c.ceo_trust,
        "cto.safety": c.cto_trust,
        "ceo.freedom": c.cto_trust,
        "cto.freedom": c.ceo_trust,
        "clarity": 40.0,
        "bridge": 20.0,
        "culture": 0.45 * compute_alignment(c) + 0.25 * c.structure + 0.30 * calm,
        "structure": 0.50 * c.clarity + 0.30 * told + 0.20 * c.culture,
        "strain": (
            0.40 * compute_work_pressure(c, velocity)
            + 0.20 * c.debt
            + 0.20 * (100.0 - c.culture)
            + 0.20 * compute_financial_pressure(c)
        ),
        "engineering": take_larger(
            0.60 * compute_improvement_room(c) + 0.25 * c.culture + 0.15 * c.structure - EMPTY_CHAIR * vacant, 0.0
        ),
        "debt": (
            0.50 * c.strain
            + 0.30 * (100.0 - c.engineering)
            + 0.20 * (100.0 - compute_weaker_side(c.ceo_safety, c.cto_safety))
        ),
        "product": 0.40 * velocity + 0.30 * told + 0.15 * c.bridge + 0.15 * c.culture,
        "marketing": 0.35 * c.product + 0.25 * c.bridge + 0.20 * c.finance + 0.20 * c.structure,
        "sales": 0.30 * c.marketing + 0.30 * compute_csat(c) + 0.25 * c.product + 0.15 * c.ceo_freedom,
        "finance": 0.35 * told + 0.25 * c.structure + 0.25 * c.bridge + 0.15 * c.ceo_freedom,
        "support": 0.35 * c.culture + 0.25 * c.structure + 0.25 * sound + 0.15 * calm,
        "csat_product": compute_product_opinion(c),
        "csat_service": 0.70 * c.support + 0.30 * sound,
    }


def compute_gap_flow(gap: Row, safety: Row, clarity: Row) -> Row:
    """Return a gap's growth in points a week: new facts arise; they are told where one dares and roles are clear."""
    told = SPOKEN + SPOKEN_WHEN_SAFE * safety / 100.0 * clarity / 100.0
    return NEW_FACTS * (1.0 - gap / 100.0) - gap * told


def compute_customers_flow(c: Company, pace: float = 1.0) -> Row:
    """Return customers won less customers lost in a week."""
    won = SIGNED * pace * c.sales / 100.0 * c.customers * (1.0 - c.customers / CUSTOMERS_MOST)
    anger = 1.0 - compute_csat(c) / 100.0
    return won - c.customers * (CHURN * pace + CHURN_ANGRY * pace * anger * anger)


def compute_cash_flow(c: Company) -> Row:
    """Return thousands of dollars earned less those spent in a week."""
    cost = 92.0 + 16.0 * c.debt / 100.0 + 10.0 * c.strain / 100.0 - 12.0 * c.finance / 100.0
    return 0.5 * c.customers - cost


def slow_healing(name: str, step: Row) -> Row:
    """Return the way of a stock to its target, less of it where it is trust that heals (R20)."""
    if type(step) is float and step <= 0.0:
        return step
    return take_smaller(step, 0.0) + HEALING * take_larger(step, 0.0) if name in _TRUSTS else step


def advance_week(x: Stocks, pace: float = 1.0, vacant: bool = False) -> Company:
    """Return the stocks a week later: one Euler step, all derivatives from the start of the week.

    Args:
        x: the stocks of one company.
        pace: 0.5..3; divides every time constant and multiplies the flows of gaps and customers, not of cash.
        vacant: whether the CTO's chair is empty: the bridge is held at 0, and engineering's target is 10 lower.
    """
    c = build_company(x)
    if vacant is not False:
        c = c._replace(bridge=c.bridge * (1.0 - vacant))
    after = list(x)
    steps = zip(compute_targets(c, vacant).values(), _list_rates(pace), strict=True)
    for name, (target, (stock, rate)) in zip(_TRUSTS, steps, strict=False):
        after[stock] = x[stock] + slow_healing(name, target - x[stock]) * rate
    for target, (stock, rate) in steps:
        after[stock] = x[stock] + (target - x[stock]) * rate
    if vacant is not False:
        after[_BRIDGE] *= 1.0 - vacant
    after[_CEO_GAP] = c.ceo_gap + pace * compute_gap_flow(c.ceo_gap, c.cto_safety, c.clarity)
    after[_CTO_GAP] = c.cto_gap + pace * compute_gap_flow(c.cto_gap, c.ceo_safety, c.clarity)
    after[INDEX["customers"]] = c.customers + compute_customers_flow(c, pace)
    after[INDEX["cash"]] = c.cash + compute_cash_flow(c)
    return clamp_stocks(after)


def clamp_stocks(x: Stocks) -> Company:
    """Return the stocks clamped to their ranges: indices 0..100, customers 0..2000, cash as it is."""
    # Most figures lie in their range already; a test here is much cheaper than a call.
    indices = [row if type(row) is float and 0.0 <= row <= 100.0 else clip_row(row) for row in x[:INDICES]]
    return build_company((*indices, clip_row(x[INDICES], CUSTOMERS_MOST), *x[INDICES + 1 :]))


def simulate_weeks(
    x: Stocks, weeks: int, jumps: Iterable[tuple[int, str, float]] = (), pace: float = 1.0
) -> tuple[Company, ...]:
    """Return how the company develops without moves, unrounded: weeks + 1 companies, the first being x.

    Args:
        x: the stocks before week 0.
        weeks: how many weeks pass.
        jumps: (week, stock, points), added and clamped at the start of that week, before its step: the company of
            that week does not show it yet, the next one does.
        pace: as in `advance_week`.
    """
    rows = [build_company(x)]
    due: dict[int, list[tuple[str, float]]] = {}
    for number, name, points in jumps:
        due.setdefault(number, []).append((name, points))
    for number in range(weeks):
        now = rows[-1]
        for name, points in due.get(number, ()):
            jumped = list(now)
            jumped[INDEX[name]] += points
            now = clamp_stocks(jumped)
        rows.append(advance_week(now, pace))
    return tuple(rows)


Count = int
"""A number of weeks."""

COLD_BELOW: Final = 20.0
COLD_WEEKS: Final = 4
WARNED_BELOW: Final = 30.0
"""The CTO says that it may go once trust and freedom are both below this as a scene begins (R23)."""
EMPTY_WEEKS: Final = 26
GAP_LEFT: Final = 25.0
SUCCESSOR_CLARITY: Final = 20.0


class CtoChairState(NamedTuple):
    """The state of the CTO's chair: cold weeks in a row so far, and weeks for which it will stay empty."""

    cold: Count = 0
    empty: Count = 0


KEPT: Final = CtoChairState()
"""An occupied chair with no cold week behind it."""


def advance_week_and_chair(
    x: Stocks, seat: CtoChairState, pace: float = 1.0, *, may_leave: bool = True
) -> tuple[Company, CtoChairState]:
    """Return the stocks and the chair a week later: the step, then leaving or a successor's first day.

    A week is cold where it ends with the CTO's trust and freedom both under 20. Where the `empty` that comes
    back is 26, the CTO has just left.
    """
    vacant = seat.empty > 0
    c = advance_week(x, pace, vacant)
    cold = (seat.cold + 1) * (c.cto_trust < COLD_BELOW) * (c.cto_freedom < COLD_BELOW) * (1 - vacant)
    leaves = may_leave & (cold >= COLD_WEEKS)
    empty = EMPTY_WEEKS * leaves + (seat.empty - vacant) * (1 - leaves)
    return _apply_changeover(c, leaves, vacant & (empty == 0)), CtoChairState(cold * (1 - leaves), empty)


class EpilogueWeeks(NamedTuple):
    """The 52 weeks after play, without moves and at pace 1: the unrounded stocks and the chair, 53 of each.

    The first of each is where play ended.
    """

    weeks: tuple[Company, ...]
    seats: tuple[CtoChairState, ...]

    @property
    def leaving(self) -> int:
        """The week, 1..52, in which the CTO leaves; 0 where none does."""
        later = enumerate(self.seats[1:], start=1)
        return next((number for number, seat in later if seat.empty == EMPTY_WEEKS), 0)


def simulate_epilogue(x: Stocks, seat: CtoChairState = KEPT, *, may_leave: bool = True) -> EpilogueWeeks:
    """Return the year that follows the stocks and the chair with which play ended.

    Whoever fills an empty chair stays: a successor has not said that it may go (R23).
    """
    steps = [(build_company(x), seat)]
    for _ in range(EPILOGUE_WEEKS):
        may_leave = may_leave & (steps[-1][1].empty == 0)
        steps.append(advance_week_and_chair(*steps[-1], may_leave=may_leave))
    weeks, seats = zip(*steps, strict=True)
    return EpilogueWeeks(weeks, seats)


def empty_cto_chair(x: Stocks) -> Company:
    """Return the stocks as the CTO leaves: what it knew is lost to both, and nobody bridges the departments (R11)."""
    return _apply_changeover(build_company(x), leaves=True, arrives=False)


def _apply_changeover(c: Company, leaves: bool, arrives: bool) -> Company:
    if leaves is False and arrives is False:
        return c
    return c._replace(
        ceo_gap=clip_row(c.ceo_gap + GAP_LEFT * leaves),
        cto_gap=clip_row(c.cto_gap + GAP_LEFT * leaves),
        bridge=c.bridge * (1.0 - leaves),
        clarity=SUCCESSOR_CLARITY * arrives + c.clarity * (1.0 - arrives),
    )


def compute_composite(means: Stocks) -> Row:
    """Return F, the single figure that sums up a company (R11), 0..100, from the means of its stocks."""
    c = build_company(means)
    departments = c.engineering + c.product + c.marketing + c.sales + c.finance + c.support
    lasting = 0.5 * (c.culture + c.structure)
    return 0.30 * lasting + 0.30 * (departments / 6.0) + 0.30 * compute_csat(c) + 0.10 * compute_alignment(c)


def compute_means(rows: Iterable[Stocks]) -> Company:
    """Return the mean of each stock over some weeks, added in their order."""
    # Not `sum`: it rounds differently from Python 3.12 on.
    return Company(*(reduce(add, stock) / len(stock) for stock in zip(*rows, strict=True)))


def from_hundredths(stocks: Iterable[int]) -> Company:
    """Return the stocks of one company in points from whole hundredths (R1)."""
    return Company(*(whole / 100.0 for whole in stocks))


def to_hundredths(x: Stocks) -> tuple[int, ...]:
    """Return the stocks of one company as whole hundredths, halves to even."""
    return tuple(round(points * 100.0) for points in x)
