"""What can be known of a condition before any state exists: interval arithmetic over its tree.

The answers are sound but not complete: `True` and `False` are proofs, `None` means that it may be either.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from game.engine.conditions.tree import (
    ARITHMETIC,
    Absolute,
    Always,
    Arithmetic,
    ComparisonChain,
    Constant,
    Extreme,
    FlagName,
    Junction,
    Negative,
    Not,
    Number,
    NumberName,
    ParsedCondition,
    Relation,
    Truth,
    list_names,
)

Interval = tuple[int, int]
"""The smallest and the largest value, both possible. A flag is (0, 0), (1, 1) or (0, 1)."""

MAYBE: Final[Interval] = (0, 1)


@dataclass(frozen=True, slots=True)
class Certainty:
    """Whether a condition always holds (True), never (False), or may do either (None).

    `names` are those that it rests on: that prove it, or that leave it open.
    """

    holds: bool | None
    names: frozenset[str]


def judge_condition(guard: ParsedCondition, intervals: Mapping[str, Interval]) -> Certainty:
    """Return what is certain of a condition where names lie in these intervals; a flag without one is open.

    Raises:
        KeyError: if a number has no interval.
    """
    return _judge_truth(guard.tree, intervals)


def compute_interval(node: Number, intervals: Mapping[str, Interval]) -> Interval:
    """Return the interval that a number lies in."""
    match node:
        case Constant(value):
            return value, value
        case NumberName(name):
            return intervals[name]
        case Negative(of):
            low, high = compute_interval(of, intervals)
            return -high, -low
        case Absolute(of):
            low, high = compute_interval(of, intervals)
            return max(low, -high, 0), max(-low, high)
        case Extreme(which, of):
            pick = min if which == "min" else max
            spans = [compute_interval(part, intervals) for part in of]
            return pick(low for low, _ in spans), pick(high for _, high in spans)
        case Arithmetic(sign, left, right):
            ends = [
                ARITHMETIC[sign](a, b)
                for a in compute_interval(left, intervals)
                for b in compute_interval(right, intervals)
            ]
            return min(ends), max(ends)


def _judge_truth(node: Truth, intervals: Mapping[str, Interval]) -> Certainty:
    match node:
        case Always():
            return Certainty(True, frozenset())
        case FlagName(name):
            low, high = intervals.get(name, MAYBE)
            return Certainty(bool(low) if low == high else None, frozenset({name}))
        case Not(of):
            inner = _judge_truth(of, intervals)
            return Certainty(None if inner.holds is None else not inner.holds, inner.names)
        case ComparisonChain():
            links = tuple(ComparisonChain((a, b), (how,)) for a, how, b in node.list_links())
            return _judge_conjunction(links, intervals) if len(links) > 1 else _judge_link(node, intervals)
        case Junction("and", of):
            return _judge_conjunction(of, intervals)
        case Junction(_, of):
            parts = [_judge_truth(part, intervals) for part in of]
            return _negate_certainty(_combine_certainties([_negate_certainty(part) for part in parts]))


def _judge_conjunction(of: tuple[Truth, ...], intervals: Mapping[str, Interval]) -> Certainty:
    """Judge each part where all parts before it hold, so that `debt < 20 and debt > 30` is found out."""
    verdicts: list[Certainty] = []
    known = dict(intervals)
    for part in of:
        verdict = _judge_truth(part, known)
        if verdict.holds is False:
            return Certainty(False, list_names(part))
        verdicts.append(verdict)
        known = _narrow_all_by(part, known)
    return _combine_certainties(verdicts)


def _narrow_all_by(part: Truth, known: dict[str, Interval]) -> dict[str, Interval]:
    """Return the intervals narrowed by a part that is taken to hold."""
    match part:
        case FlagName(name):
            return {**known, name: (1, 1)}
        case Not(FlagName(name)):
            return {**known, name: (0, 0)}
        case ComparisonChain():
            for a, how, b in part.list_links():
                known = _narrow_interval(_narrow_interval(known, a, how, b), b, _MIRROR[how], a)
    return known


_MIRROR: Final[dict[Relation, Relation]] = {
    "<": ">",
    "<=": ">=",
    ">": "<",
    ">=": "<=",
    "==": "==",
    "!=": "!=",
}


def _narrow_interval(known: dict[str, Interval], a: Number, how: Relation, b: Number) -> dict[str, Interval]:
    if not isinstance(a, NumberName):
        return known
    (low, high), (least, most) = known[a.name], compute_interval(b, known)
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


def _judge_link(node: ComparisonChain, intervals: Mapping[str, Interval]) -> Certainty:
    (low, high), (least, most) = (compute_interval(number, intervals) for number in node.numbers)
    used = list_names(node)
    match node.relations[0]:
        case "<":
            return Certainty(_decide_certainty(high < least, low >= most), used)
        case "<=":
            return Certainty(_decide_certainty(high <= least, low > most), used)
        case ">":
            return Certainty(_decide_certainty(low > most, high <= least), used)
        case ">=":
            return Certainty(_decide_certainty(low >= most, high < least), used)
        case "==":
            return Certainty(_decide_certainty(low == high == least == most, high < least or low > most), used)
        case "!=":
            return Certainty(_decide_certainty(high < least or low > most, low == high == least == most), used)


def _decide_certainty(always: bool, never: bool) -> bool | None:
    return True if always else (False if never else None)


def _negate_certainty(verdict: Certainty) -> Certainty:
    return Certainty(None if verdict.holds is None else not verdict.holds, verdict.names)


def _combine_certainties(parts: list[Certainty]) -> Certainty:
    """Return the verdict on all parts together: the first that never holds, else those that are open."""
    for part in parts:
        if part.holds is False:
            return part
    still_open = [part for part in parts if part.holds is None]
    return Certainty(None if still_open else True, frozenset().union(*(p.names for p in still_open or parts)))
