"""What can be known of a condition before any state exists: interval arithmetic over its tree.

The answers are sound but not complete: `True` and `False` are proofs, `None` means that it may be either.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from game.engine.guard.tree import (
    ARITHMETIC,
    Absolute,
    Always,
    Arithmetic,
    Comparison,
    Constant,
    Extreme,
    Flag,
    Guard,
    Junction,
    Negative,
    Not,
    Number,
    Reading,
    Relation,
    Truth,
    names,
)

Interval = tuple[int, int]
"""The smallest and the largest value, both possible. A flag is (0, 0), (1, 1) or (0, 1)."""

MAYBE: Final[Interval] = (0, 1)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a condition always holds (True), never (False), or may do either (None).

    `names` are those that it rests on: that prove it, or that leave it open.
    """

    holds: bool | None
    names: frozenset[str]


def bounds(guard: Guard, intervals: Mapping[str, Interval]) -> Verdict:
    """Return what is certain of a condition where names lie in these intervals; a flag without one is open.

    Raises:
        KeyError: if a number has no interval.
    """
    return _verdict(guard.tree, intervals)


def span(node: Number, intervals: Mapping[str, Interval]) -> Interval:
    """Return the interval that a number lies in."""
    match node:
        case Constant(value):
            return value, value
        case Reading(name):
            return intervals[name]
        case Negative(of):
            low, high = span(of, intervals)
            return -high, -low
        case Absolute(of):
            low, high = span(of, intervals)
            return max(low, -high, 0), max(-low, high)
        case Extreme(which, of):
            pick = min if which == "min" else max
            spans = [span(part, intervals) for part in of]
            return pick(low for low, _ in spans), pick(high for _, high in spans)
        case Arithmetic(sign, left, right):
            ends = [ARITHMETIC[sign](a, b) for a in span(left, intervals) for b in span(right, intervals)]
            return min(ends), max(ends)


def _verdict(node: Truth, intervals: Mapping[str, Interval]) -> Verdict:
    match node:
        case Always():
            return Verdict(True, frozenset())
        case Flag(name):
            low, high = intervals.get(name, MAYBE)
            return Verdict(bool(low) if low == high else None, frozenset({name}))
        case Not(of):
            inner = _verdict(of, intervals)
            return Verdict(None if inner.holds is None else not inner.holds, inner.names)
        case Comparison():
            links = tuple(Comparison((a, b), (how,)) for a, how, b in node.links())
            return _conjunction(links, intervals) if len(links) > 1 else _link(node, intervals)
        case Junction("and", of):
            return _conjunction(of, intervals)
        case Junction(_, of):
            parts = [_verdict(part, intervals) for part in of]
            return _negate(_all([_negate(part) for part in parts]))


def _conjunction(of: tuple[Truth, ...], intervals: Mapping[str, Interval]) -> Verdict:
    """Judge each part where all parts before it hold, so that `debt < 20 and debt > 30` is found out."""
    verdicts: list[Verdict] = []
    known = dict(intervals)
    for part in of:
        verdict = _verdict(part, known)
        if verdict.holds is False:
            return Verdict(False, names(part))
        verdicts.append(verdict)
        known = _assuming(part, known)
    return _all(verdicts)


def _assuming(part: Truth, known: dict[str, Interval]) -> dict[str, Interval]:
    """Return the intervals narrowed by a part that is taken to hold."""
    match part:
        case Flag(name):
            return {**known, name: (1, 1)}
        case Not(Flag(name)):
            return {**known, name: (0, 0)}
        case Comparison():
            for a, how, b in part.links():
                known = _narrow(_narrow(known, a, how, b), b, _MIRROR[how], a)
    return known


_MIRROR: Final[dict[Relation, Relation]] = {
    "<": ">",
    "<=": ">=",
    ">": "<",
    ">=": "<=",
    "==": "==",
    "!=": "!=",
}


def _narrow(known: dict[str, Interval], a: Number, how: Relation, b: Number) -> dict[str, Interval]:
    if not isinstance(a, Reading):
        return known
    (low, high), (least, most) = known[a.name], span(b, known)
    match how:
        case "<":
            high = min(high, most - 1)
        case "<=":
            high = min(high, most)
        case ">":
            low = max(low, least + 1)
        case ">=":
            low = max(low, least)
        case "==":
            low, high = max(low, least), min(high, most)
    return {**known, a.name: (low, high)} if low <= high else known


def _link(node: Comparison, intervals: Mapping[str, Interval]) -> Verdict:
    (low, high), (least, most) = (span(number, intervals) for number in node.numbers)
    used = names(node)
    match node.relations[0]:
        case "<":
            return Verdict(_certain(high < least, low >= most), used)
        case "<=":
            return Verdict(_certain(high <= least, low > most), used)
        case ">":
            return Verdict(_certain(low > most, high <= least), used)
        case ">=":
            return Verdict(_certain(low >= most, high < least), used)
        case "==":
            return Verdict(_certain(low == high == least == most, high < least or low > most), used)
        case "!=":
            return Verdict(_certain(high < least or low > most, low == high == least == most), used)


def _certain(always: bool, never: bool) -> bool | None:
    return True if always else (False if never else None)


def _negate(verdict: Verdict) -> Verdict:
    return Verdict(None if verdict.holds is None else not verdict.holds, verdict.names)


def _all(parts: list[Verdict]) -> Verdict:
    """Return the verdict on all parts together: the first that never holds, else those that are open."""
    for part in parts:
        if part.holds is False:
            return part
    still_open = [part for part in parts if part.holds is None]
    return Verdict(None if still_open else True, frozenset().union(*(p.names for p in still_open or parts)))
