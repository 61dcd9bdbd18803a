"""How far each stock can have moved: the 24 stocks as intervals, and what moves, effects and weeks do to them.

Sound by construction: every rule of play that moves a stock rises with that stock, so that the ends of an interval can
be walked by the rules of play themselves (`relationship.apply`, `model.targets`), each under the wounds that are worst
for it. What may or may not happen is the hull of both.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any, Final, cast

from game.engine import model
from game.engine.guard import Interval
from game.engine.moves import MOST_POINTS, MOVES, Kind, points
from game.engine.relationship import BREACH_MOST, REPAIR, Breach, Outcome, Wounds, apply
from game.engine.scenario import Effect
from game.engine.state import round_half_even
from game.engine.stocks import CHAIRS, CUSTOMERS_MOST, INDEX, Chair

SLACK: Final = 1e-6
"""Hundredths: more than the ends of an interval can be off by the rounding of floats."""
_ROUNDING: Final = 0.005
_WORST: Final = Breach("integrity", BREACH_MOST)
_DEEPEST: Final = BREACH_MOST / 100
_GAPS: Final = {"ceo.gap": "cto.safety", "cto.gap": "ceo.safety"}


@dataclass(frozen=True, slots=True)
class Hurt:
    """What a chair may carry: an open breach, so many scars, and at most so much trust once all lost is given back."""

    open: bool
    scars: int
    most: float


@dataclass(frozen=True, slots=True)
class Spans:
    """The least and the most of each stock, in points, and what each chair may carry.

    `cold` is how many weeks in a row the CTO may have been cold to the company: from six on the chair empties.
    """

    low: tuple[float, ...]
    high: tuple[float, ...]
    hurt: tuple[Hurt, Hurt]
    cold: int = 0

    def shown(self, stock: str) -> Interval:
        """Return the whole points that a screen may show."""
        place = INDEX[stock]
        return (
            round_half_even(round(self.low[place] * 100 - SLACK)),
            round_half_even(round(self.high[place] * 100 + SLACK)),
        )

    def of(self, stock: str) -> tuple[float, float]:
        """Return the ends of one stock's interval."""
        return self.low[INDEX[stock]], self.high[INDEX[stock]]

    def put(self, stock: str, low: float, high: float) -> "Spans":
        """Return the spans with another interval for one stock."""
        place = INDEX[stock]
        return replace(
            self,
            low=(*self.low[:place], low, *self.low[place + 1 :]),
            high=(*self.high[:place], high, *self.high[place + 1 :]),
        )


Step = Callable[[Spans], Spans]


def opening(start: Iterable[int]) -> Spans:
    """Return the spans as play begins: the stocks in hundredths, nothing carried."""
    points = tuple(hundredths / 100 for hundredths in start)
    whole = [Hurt(False, 0, points[INDEX[f"{chair}.trust"]]) for chair in CHAIRS]
    return Spans(points, points, (whole[0], whole[1]))


def hull(*spans: Spans) -> Spans:
    """Return the smallest spans that hold all of these."""
    first, *rest = spans
    if not rest:
        return first
    carried = [
        Hurt(any(h.open for h in held), max(h.scars for h in held), max(h.most for h in held))
        for held in zip(*(one.hurt for one in spans), strict=True)
    ]
    return Spans(
        tuple(map(min, *(one.low for one in spans))),
        tuple(map(max, *(one.high for one in spans))),
        (carried[0], carried[1]),
        max(one.cold for one in spans),
    )


def perhaps(spans: Spans, *steps: Step) -> Spans:
    """Return the spans where at most one of the steps is taken."""
    return hull(spans, *(step(spans) for step in steps))


def may(step: Step) -> Step:
    """Return the step that is taken or not."""
    return lambda spans: perhaps(spans, step)


def in_turn(*steps: Step) -> Step:
    """Return several steps as one."""

    def all_of(spans: Spans) -> Spans:
        for step in steps:
            spans = step(spans)
        return spans

    return all_of


def rounded(spans: Spans) -> Spans:
    """Return the spans once the stocks are rounded to hundredths (R1), or are about to be."""
    ceo, cto = spans.hurt
    return replace(
        spans,
        low=tuple(min(end, round(end * 100 - SLACK) / 100) for end in spans.low),
        high=tuple(max(end, round(end * 100 + SLACK) / 100) for end in spans.high),
        hurt=(replace(ceo, most=ceo.most + _ROUNDING), replace(cto, most=cto.most + _ROUNDING)),
    )


def shift(spans: Spans, stock: str, low: float, high: float) -> Spans:
    """Return the spans after points between two numbers are added to a stock, and it is clamped."""
    least, most = spans.of(stock)
    ends = [least + low, most + high]
    if stock != "cash":
        ends = [min(max(end, 0.0), float(CUSTOMERS_MOST) if stock == "customers" else 100.0) for end in ends]
    after = spans.put(stock, *ends)
    chair, _, kind = stock.partition(".")
    return _carry(after, cast(Chair, chair), gained=max(high, 0.0)) if kind == "trust" else after


def affect(spans: Spans, effects: Iterable[Effect]) -> Spans:
    """Return the spans after plain points."""
    for effect in effects:
        spans = shift(spans, effect.stock, effect.points, effect.points)
    return spans


def lose(spans: Spans, stock: str, loss: float) -> Spans:
    """Return the spans after a loss of so many points at mid-scale, less where there is less to lose."""
    low, high = spans.of(stock)
    return spans.put(stock, low + loss * low / 50, high + loss * high / 50)


def move(
    spans: Spans,
    name: str,
    actor: Chair,
    strength: float = 1.0,
    *,
    halved: bool = False,
    without_gap: bool = False,
    as_kind: Kind | None = None,
    scar: bool | None = None,
) -> Spans:
    """Return the spans after a move: its most where nothing is open, its least where all is."""

    def ends(stocks: tuple[float, ...], worst: bool) -> Outcome[list[float]]:
        wounds = {
            chair: Wounds(_WORST if worst and held.open else None, 0, held.scars if worst else 0)
            for chair, held in zip(CHAIRS, spans.hurt, strict=True)
        }
        kind = {"half_positive": halved, "without_gap": without_gap, "as_kind": as_kind, "scar": scar}
        return apply(list(stocks), name, actor, wounds, strength=strength, **cast(Any, kind))

    least, most = ends(spans.low, worst=True), ends(spans.high, worst=False)
    low = list(least.stocks)
    for change in least.changes:
        if change.by == "repair":
            low[INDEX[change.stock]] -= max(change.points, 0.0)
    after = replace(spans, low=tuple(low), high=tuple(most.stocks))
    row, leaves = MOVES[name], MOVES[name].scar if scar is None else scar
    for chair in CHAIRS:
        struck = row.both or chair != actor
        gained = _gain(spans, chair, [row.trust] * struck + [row.actor_trust] * (row.both or chair == actor), strength)
        opened = struck and (as_kind or row.breach) is not None
        after = _carry(after, chair, gained, opened, struck and leaves)
        if struck and row.repairs is not None:
            after = _mended(after, chair, max(REPAIR[kind][row.repairs] for kind in REPAIR))
    return after


def _gain(spans: Spans, chair: Chair, columns: Iterable[float], strength: float) -> float:
    """Return the most that a move adds to trust and wound together: a wound halves it, and leaves more room for it."""
    held = spans.hurt[CHAIRS.index(chair)]
    part = sum(max(points(column, strength), 0.0) for column in columns) / MOST_POINTS
    size = min(max((held.most - 40.0) / 2, 0.0), _DEEPEST) if held.open else 0.0
    return part * max(100.0 - held.most + size, 0.0) * (1 - size / (2 * _DEEPEST))


def _carry(spans: Spans, chair: Chair, gained: float = 0.0, opened: bool = False, scarred: bool = False) -> Spans:
    held, high = spans.hurt[CHAIRS.index(chair)], spans.of(f"{chair}.trust")[1]
    broken = held.open or opened
    most = min(held.most + gained + (_ROUNDING if opened else 0.0), 100.0 + _DEEPEST)
    now = Hurt(broken, held.scars + scarred, max(most, high) if broken else high)
    return replace(spans, hurt=(now, spans.hurt[1]) if chair == "ceo" else (spans.hurt[0], now))


def _mended(spans: Spans, chair: Chair, share: float) -> Spans:
    """Return the spans after a repair: never more trust than there was before it was lost."""
    held = spans.hurt[CHAIRS.index(chair)]
    if not held.open:
        return spans
    low, high = spans.of(f"{chair}.trust")
    return spans.put(f"{chair}.trust", low, max(high, min(high + share * _DEEPEST, held.most, 100.0)))


class _Span:
    """An interval that computes: the formulas of the model run on it as they run on a number."""

    __slots__ = ("high", "low")

    def __init__(self, low: float, high: float) -> None:
        self.low, self.high = low, high

    def __add__(self, more: Any) -> "_Span":
        more = _span(more)
        return _Span(self.low + more.low, self.high + more.high)

    def __neg__(self) -> "_Span":
        return _Span(-self.high, -self.low)

    def __sub__(self, less: Any) -> "_Span":
        return self + -_span(less)

    def __rsub__(self, more: Any) -> "_Span":
        return _span(more) + -self

    def __mul__(self, times: Any) -> "_Span":
        if isinstance(times, float) and times >= 0:
            return _Span(self.low * times, self.high * times)
        times = _span(times)
        ends = [a * b for a in (self.low, self.high) for b in (times.low, times.high)]
        return _Span(min(ends), max(ends))

    def __truediv__(self, by: float) -> "_Span":
        return self * (1 / by)

    __radd__, __rmul__ = __add__, __mul__

    def __array_ufunc__(self, ufunc: Any, _method: str, *of: Any) -> "_Span":
        """Answer for numpy, which the model asks for the smaller and the larger of two rows."""
        pick = {"minimum": min, "maximum": max}[ufunc.__name__]
        spans = [_span(one) for one in of]
        return _Span(pick(one.low for one in spans), pick(one.high for one in spans))


def _span(of: Any) -> _Span:
    return of if isinstance(of, _Span) else _Span(float(of), float(of))


def week(spans: Spans, pace: float = 1.0, vacant: bool = False) -> Spans:
    """Return the spans a week later: each stock is drawn from the ends of its own interval to those of its target."""
    if vacant:
        spans = spans.put("bridge", 0.0, 0.0)
    company = model.company(cast(Any, list(map(_Span, spans.low, spans.high))))
    low, high = list(spans.low), list(spans.high)
    for stock, target in model.targets(company, vacant).items():
        place, rate, aim = INDEX[stock], pace * (1.0 / model.TAU[stock]), _span(target)
        low[place] += (aim.low - low[place]) * rate
        high[place] += (aim.high - high[place]) * rate
    clear = spans.of("clarity")
    for gap, safety in _GAPS.items():
        place, daring = INDEX[gap], spans.of(safety)
        low[place] += pace * model.gap_flow(low[place], daring[1], clear[1])
        high[place] += pace * model.gap_flow(high[place], daring[0], clear[0])
    for ends, corner in ((low, spans.low), (high, spans.high)):
        if vacant:
            ends[INDEX["bridge"]] = 0.0
        # customers come the more, and go the less, the better sales and satisfaction stand
        ends[INDEX["customers"]] += model.customers_flow(model.company(corner), pace)
    cash = cast(Any, model.cash_flow(company))
    low[INDEX["cash"]] += cash.low
    high[INDEX["cash"]] += cash.high
    return _warmed(replace(spans, low=tuple(model.clamp(low)), high=tuple(model.clamp(high))), pace)


def _warmed(spans: Spans, pace: float) -> Spans:
    """Trust drifts to the middle, and so does what it may come back to."""
    rate = pace / model.TAU["ceo.trust"]
    carried = [
        replace(held, most=max(held.most + rate * (50.0 + _DEEPEST - held.most), spans.of(f"{chair}.trust")[1]))
        if held.open
        else replace(held, most=spans.of(f"{chair}.trust")[1])
        for chair, held in zip(CHAIRS, spans.hurt, strict=True)
    ]
    return replace(spans, hurt=(carried[0], carried[1]))
