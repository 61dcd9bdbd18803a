"""How far each stock can have moved: the 24 stocks as intervals, and what moves, effects and weeks do to them.

Sound by construction: the result of every rule is increasing in the stock that it moves, so that the rules of play
themselves (`apply_move`, `compute_targets`) can be applied to the ends of an interval, each with the wounds that are
worst for it. Where something may or may not happen, the result is the hull of both.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any, Final, cast

from game.engine import model
from game.engine.conditions import Interval
from game.engine.moves import (
    BREACH_MOST,
    MOST_POINTS,
    MOVES,
    REPAIR,
    Breach,
    Kind,
    MoveOutcome,
    Wounds,
    apply_move,
    compute_move_points,
)
from game.engine.scenario import Effect
from game.engine.state import round_half_even
from game.engine.state_draft import scale_effect
from game.engine.stocks import CHAIRS, CUSTOMERS_MOST, INDEX, Chair

SLACK: Final = 1e-6
"""In hundredths: more than rounding of floats can put the end of an interval off."""
_ROUNDING: Final = 0.005
_WORST: Final = Breach("integrity", BREACH_MOST)
_DEEPEST: Final = BREACH_MOST / 100
_GAPS: Final = {"ceo.gap": "cto.safety", "cto.gap": "ceo.safety"}


@dataclass(frozen=True, slots=True)
class WoundBounds:
    """What a chair may carry: an open breach, scars, and the most trust it can have once all is repaired."""

    open: bool
    scars: int
    most: float


@dataclass(frozen=True, slots=True)
class StockSpans:
    """The lowest and the highest value of each stock, in points, and what each chair may carry.

    `cold` is how many cold weeks in a row the CTO may have had; from six on the chair may empty (R11).
    """

    low: tuple[float, ...]
    high: tuple[float, ...]
    hurt: tuple[WoundBounds, WoundBounds]
    cold: int = 0

    def round_to_shown(self, stock: str) -> Interval:
        """Return the lowest and the highest whole points that the screen may show for a stock."""
        place = INDEX[stock]
        return (
            round_half_even(round(self.low[place] * 100 - SLACK)),
            round_half_even(round(self.high[place] * 100 + SLACK)),
        )

    def look_up_interval(self, stock: str) -> tuple[float, float]:
        """Return the ends of one stock's interval."""
        return self.low[INDEX[stock]], self.high[INDEX[stock]]

    def with_interval(self, stock: str, low: float, high: float) -> "StockSpans":
        """Return the spans with another interval for one stock."""
        place = INDEX[stock]
        return replace(
            self,
            low=(*self.low[:place], low, *self.low[place + 1 :]),
            high=(*self.high[:place], high, *self.high[place + 1 :]),
        )


SpanStep = Callable[[StockSpans], StockSpans]


def build_opening_spans(start: Iterable[int]) -> StockSpans:
    """Return the spans as play begins, from stocks in hundredths, with no breaches or scars."""
    points = tuple(hundredths / 100 for hundredths in start)
    whole = [WoundBounds(False, 0, points[INDEX[f"{chair}.trust"]]) for chair in CHAIRS]
    return StockSpans(points, points, (whole[0], whole[1]))


def compute_hull(*spans: StockSpans) -> StockSpans:
    """Return the smallest spans that contain all of these."""
    first, *rest = spans
    if not rest:
        return first
    carried = [
        WoundBounds(any(h.open for h in held), max(h.scars for h in held), max(h.most for h in held))
        for held in zip(*(one.hurt for one in spans), strict=True)
    ]
    return StockSpans(
        tuple(map(min, *(one.low for one in spans))),
        tuple(map(max, *(one.high for one in spans))),
        (carried[0], carried[1]),
        max(one.cold for one in spans),
    )


def apply_at_most_one(spans: StockSpans, *steps: SpanStep) -> StockSpans:
    """Return the spans if at most one of the steps is taken."""
    return compute_hull(spans, *(step(spans) for step in steps))


def make_optional(step: SpanStep) -> SpanStep:
    """Return a step that may or may not be taken."""
    return lambda spans: apply_at_most_one(spans, step)


def chain_steps(*steps: SpanStep) -> SpanStep:
    """Return one step that takes several in turn."""

    def all_of(spans: StockSpans) -> StockSpans:
        for step in steps:
            spans = step(spans)
        return spans

    return all_of


def round_outward(spans: StockSpans) -> StockSpans:
    """Return the spans widened so that they hold whether or not the stocks were rounded to hundredths (R1)."""
    ceo, cto = spans.hurt
    return replace(
        spans,
        low=tuple(min(end, round(end * 100 - SLACK) / 100) for end in spans.low),
        high=tuple(max(end, round(end * 100 + SLACK) / 100) for end in spans.high),
        hurt=(replace(ceo, most=ceo.most + _ROUNDING), replace(cto, most=cto.most + _ROUNDING)),
    )


def shift_stock(spans: StockSpans, stock: str, low: float, high: float) -> StockSpans:
    """Return the spans after `low` to `high` points are added to a stock and it is clamped."""
    least, most = spans.look_up_interval(stock)
    ends = [least + low, most + high]
    if stock != "cash":
        ends = [min(max(end, 0.0), float(CUSTOMERS_MOST) if stock == "customers" else 100.0) for end in ends]
    after = spans.with_interval(stock, *ends)
    chair, _, kind = stock.partition(".")
    return _carry_wound(after, cast(Chair, chair), gained=max(high, 0.0)) if kind == "trust" else after


def _may_fail(effect: Effect) -> bool:
    """Tell whether an effect may not come about (R25)."""
    return effect.because is not None or effect.when is not None


def apply_effects(spans: StockSpans, effects: Iterable[Effect]) -> StockSpans:
    """Return the spans after plain points, of which some may not come about."""
    for effect in effects:
        ends = (effect.points, 0) if _may_fail(effect) else (effect.points,)
        spans = shift_stock(spans, effect.stock, min(ends), max(ends))
    return spans


def compute_alignment_interval(spans: StockSpans) -> tuple[float, float]:
    """Return how far the two may pull one way at the least and at the most, 0..100."""
    company = model.build_company(cast(Any, list(map(_IntervalNumber, spans.low, spans.high))))
    found = cast(Any, model.compute_alignment(company))
    return found.low - _ROUNDING, found.high + _ROUNDING


def apply_carried_effects(
    spans: StockSpans, effects: Iterable[Effect], carried: tuple[float, float] = (0.0, 100.0)
) -> StockSpans:
    """Return the spans after effects that are carried out no worse and no better than this (R17)."""
    for effect in effects:
        ends = [scale_effect(effect, min(max(one, 0.0), 100.0)).points for one in carried]
        ends += [0] if _may_fail(effect) else []
        spans = shift_stock(spans, effect.stock, min(ends), max(ends))
    return spans


def apply_loss(spans: StockSpans, stock: str, loss: float) -> StockSpans:
    """Return the spans after a stock loses points at mid-scale (`loss` is negative), in proportion to its value."""
    low, high = spans.look_up_interval(stock)
    return spans.with_interval(stock, low + loss * low / 50, high + loss * high / 50)


def apply_move_to_spans(
    spans: StockSpans,
    name: str,
    actor: Chair,
    strength: float = 1.0,
    *,
    halved: bool = False,
    without_gap: bool = False,
    as_kind: Kind | None = None,
    scar: bool | None = None,
) -> StockSpans:
    """Return the spans after a move: highest if no breach is open, lowest if all that may be open are."""

    def ends(stocks: tuple[float, ...], worst: bool) -> MoveOutcome:
        wounds = {
            chair: Wounds(_WORST if worst and held.open else None, 0, held.scars if worst else 0)
            for chair, held in zip(CHAIRS, spans.hurt, strict=True)
        }
        kind = {"half_positive": halved, "without_gap": without_gap, "as_kind": as_kind, "scar": scar}
        return apply_move(list(stocks), name, actor, wounds, strength=strength, **cast(Any, kind))

    least, most = ends(spans.low, worst=True), ends(spans.high, worst=False)
    low = list(least.stocks)
    for change in least.changes:
        if change.by == "repair":
            low[INDEX[change.stock]] -= max(change.points, 0.0)
    after = replace(spans, low=tuple(low), high=tuple(most.stocks))
    row, leaves = MOVES[name], MOVES[name].scar if scar is None else scar
    for chair in CHAIRS:
        struck = row.both or chair != actor
        gained = _compute_largest_gain(
            spans, chair, [row.trust] * struck + [row.actor_trust] * (row.both or chair == actor), strength
        )
        opened = struck and (as_kind or row.breach) is not None
        after = _carry_wound(after, chair, gained, opened, struck and leaves)
        if struck and row.repairs is not None:
            after = _apply_repair(after, chair, max(REPAIR[kind][row.repairs] for kind in REPAIR))
    return after


def _compute_largest_gain(spans: StockSpans, chair: Chair, columns: Iterable[float], strength: float) -> float:
    """Return the most that a move adds to trust plus breach: a breach lowers gains, but leaves more room for them."""
    held = spans.hurt[CHAIRS.index(chair)]
    part = sum(max(compute_move_points(column, strength), 0.0) for column in columns) / MOST_POINTS
    size = min(max((held.most - 40.0) / 2, 0.0), _DEEPEST) if held.open else 0.0
    return part * max(100.0 - held.most + size, 0.0) * (1 - size / (2 * _DEEPEST))


def _carry_wound(
    spans: StockSpans, chair: Chair, gained: float = 0.0, opened: bool = False, scarred: bool = False
) -> StockSpans:
    held, high = spans.hurt[CHAIRS.index(chair)], spans.look_up_interval(f"{chair}.trust")[1]
    broken = held.open or opened
    most = min(held.most + gained + (_ROUNDING if opened else 0.0), 100.0 + _DEEPEST)
    now = WoundBounds(broken, held.scars + scarred, max(most, high) if broken else high)
    return replace(spans, hurt=(now, spans.hurt[1]) if chair == "ceo" else (spans.hurt[0], now))


def _apply_repair(spans: StockSpans, chair: Chair, share: float) -> StockSpans:
    """Return the spans after a repair, which never gives more trust than there was before the breach."""
    held = spans.hurt[CHAIRS.index(chair)]
    if not held.open:
        return spans
    low, high = spans.look_up_interval(f"{chair}.trust")
    return spans.with_interval(f"{chair}.trust", low, max(high, min(high + share * _DEEPEST, held.most, 100.0)))


class _IntervalNumber:
    """An interval with arithmetic, so that the formulas of the model work on it as they do on a number."""

    __slots__ = ("high", "low")

    def __init__(self, low: float, high: float) -> None:
        self.low, self.high = low, high

    def __add__(self, more: Any) -> "_IntervalNumber":
        more = _to_interval_number(more)
        return _IntervalNumber(self.low + more.low, self.high + more.high)

    def __neg__(self) -> "_IntervalNumber":
        return _IntervalNumber(-self.high, -self.low)

    def __sub__(self, less: Any) -> "_IntervalNumber":
        return self + -_to_interval_number(less)

    def __rsub__(self, more: Any) -> "_IntervalNumber":
        return _to_interval_number(more) + -self

    def __mul__(self, times: Any) -> "_IntervalNumber":
        if isinstance(times, float) and times >= 0:
            return _IntervalNumber(self.low * times, self.high * times)
        times = _to_interval_number(times)
        ends = [a * b for a in (self.low, self.high) for b in (times.low, times.high)]
        return _IntervalNumber(min(ends), max(ends))

    def __truediv__(self, by: float) -> "_IntervalNumber":
        return self * (1 / by)

    __radd__, __rmul__ = __add__, __mul__

    def take_smaller(self, other: Any) -> "_IntervalNumber":
        """Return the interval of the smaller of the two."""
        other = _to_interval_number(other)
        return _IntervalNumber(min(self.low, other.low), min(self.high, other.high))

    def take_larger(self, other: Any) -> "_IntervalNumber":
        """Return the interval of the larger of the two."""
        other = _to_interval_number(other)
        return _IntervalNumber(max(self.low, other.low), max(self.high, other.high))


def _to_interval_number(of: Any) -> _IntervalNumber:
    return of if isinstance(of, _IntervalNumber) else _IntervalNumber(float(of), float(of))


def pass_week(spans: StockSpans, pace: float = 1.0, vacant: bool = False) -> StockSpans:
    """Return the spans a week later: the ends of each interval move towards the ends of the target's interval."""
    if vacant:
        spans = spans.with_interval("bridge", 0.0, 0.0)
    company = model.build_company(cast(Any, list(map(_IntervalNumber, spans.low, spans.high))))
    low, high = list(spans.low), list(spans.high)
    for stock, target in model.compute_targets(company, vacant).items():
        place, rate, aim = INDEX[stock], pace * (1.0 / model.TAU[stock]), _to_interval_number(target)
        low[place] += model.slow_healing(stock, aim.low - low[place]) * rate
        high[place] += model.slow_healing(stock, aim.high - high[place]) * rate
    clear = spans.look_up_interval("clarity")
    for gap, safety in _GAPS.items():
        place, daring = INDEX[gap], spans.look_up_interval(safety)
        low[place] += pace * model.compute_gap_flow(low[place], daring[1], clear[1])
        high[place] += pace * model.compute_gap_flow(high[place], daring[0], clear[0])
    for ends, corner in ((low, spans.low), (high, spans.high)):
        if vacant:
            ends[INDEX["bridge"]] = 0.0
        # customers rise with sales and satisfaction, so each end follows from the same end of those
        ends[INDEX["customers"]] += model.compute_customers_flow(model.build_company(corner), pace)
    cash = cast(Any, model.compute_cash_flow(company))
    low[INDEX["cash"]] += cash.low
    high[INDEX["cash"]] += cash.high
    return _drift_trust(replace(spans, low=tuple(model.clamp_stocks(low)), high=tuple(model.clamp_stocks(high))), pace)


def _drift_trust(spans: StockSpans, pace: float) -> StockSpans:
    """Let the trust that a chair may come back to drift to the middle, as trust itself does."""
    rate = pace / model.TAU["ceo.trust"]
    carried = [
        replace(
            held,
            most=max(held.most + rate * (50.0 + _DEEPEST - held.most), spans.look_up_interval(f"{chair}.trust")[1]),
        )
        if held.open
        else replace(held, most=spans.look_up_interval(f"{chair}.trust")[1])
        for chair, held in zip(CHAIRS, spans.hurt, strict=True)
    ]
    return replace(spans, hurt=(carried[0], carried[1]))
