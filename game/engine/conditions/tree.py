"""What a condition means: a typed tree, its value in a state, why it has it, and what can be proven beforehand.

`evaluate_condition` returns the value, `explain_condition` the clauses that decide it, and `judge_condition` what
interval arithmetic proves before there is any state. It is sound but not complete: `True` and `False` are proofs,
`None` means that the condition may do either.
"""

import operator
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal, Protocol, TypeAlias

Sign = Literal["+", "-", "*", "//"]
Relation = Literal["<", "<=", ">", ">=", "==", "!="]

ARITHMETIC: Final[dict[Sign, Callable[[Any, Any], Any]]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "//": operator.floordiv,
}
RELATIONS: Final[dict[Relation, Callable[[Any, Any], Any]]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}


@dataclass(frozen=True, slots=True)
class Constant:
    """A whole number as written."""

    value: int


@dataclass(frozen=True, slots=True)
class NumberName:
    """A name that stands for a number."""

    name: str


@dataclass(frozen=True, slots=True)
class Negative:
    """Minus a number."""

    of: "Number"


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """Two numbers joined by a sign."""

    sign: Sign
    left: "Number"
    right: "Number"


@dataclass(frozen=True, slots=True)
class Extreme:
    """The smallest or the largest of at least two numbers."""

    which: Literal["min", "max"]
    of: tuple["Number", ...]


@dataclass(frozen=True, slots=True)
class Absolute:
    """The absolute value of a number."""

    of: "Number"


@dataclass(frozen=True, slots=True)
class Always:
    """`otherwise`, which holds in every state."""


@dataclass(frozen=True, slots=True)
class FlagName:
    """A name that stands for yes or no."""

    name: str


@dataclass(frozen=True, slots=True)
class ComparisonChain:
    """Compared numbers, chained as in `20 <= debt < 40`: one relation fewer than numbers."""

    numbers: tuple["Number", ...]
    relations: tuple[Relation, ...]

    def list_links(self) -> Iterator[tuple["Number", Relation, "Number"]]:
        """Yield each comparison of the chain."""
        yield from zip(self.numbers, self.relations, self.numbers[1:], strict=False)


@dataclass(frozen=True, slots=True)
class Not:
    """The negation of a truth."""

    of: "Truth"


@dataclass(frozen=True, slots=True)
class Junction:
    """At least two truths joined by `and` or by `or`."""

    word: Literal["and", "or"]
    of: tuple["Truth", ...]


Number: TypeAlias = Constant | NumberName | Negative | Arithmetic | Extreme | Absolute
Truth: TypeAlias = Always | FlagName | ComparisonChain | Not | Junction


@dataclass(frozen=True, slots=True)
class ParsedCondition:
    """A condition that was read and checked: its text, and the tree that it means.

    `test` is the tree as a function of where names are looked up, built once: a play asks hundreds of times.
    """

    text: str
    tree: Truth
    test: "Callable[[Scope], bool]" = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "test", _build_test(self.tree))

    def __reduce__(self) -> tuple[type["ParsedCondition"], tuple[str, Truth]]:
        """Leave out the function, which no other process can be sent."""
        return ParsedCondition, (self.text, self.tree)


class Scope(Protocol):
    """Where the names of a condition are looked up."""

    def look_up(self, name: str) -> int | bool:
        """Return the value of a dotted name: a whole number, or yes or no."""


def evaluate_condition(guard: ParsedCondition, scope: Scope) -> bool:
    """Tell whether a condition holds in one state."""
    return guard.test(scope)


def _build_test(node: Truth) -> Callable[[Scope], bool]:
    match node:
        case FlagName(name):
            return lambda scope: bool(scope.look_up(name))
        case ComparisonChain((left, right), (how,)):
            relation, compared, to = RELATIONS[how], _build_sum(left), _build_sum(right)
            return lambda scope: bool(relation(compared(scope), to(scope)))
        case ComparisonChain():
            links = [_build_test(ComparisonChain((a, b), (how,))) for a, how, b in node.list_links()]
            return lambda scope: all(link(scope) for link in links)
        case Junction(word, of):
            tests = [_build_test(part) for part in of]
            decide = all if word == "and" else any
            return lambda scope: decide(test(scope) for test in tests)
        case Not(negated):
            test = _build_test(negated)
            return lambda scope: not test(scope)
        case Always():
            return lambda _scope: True


def _build_sum(node: Number) -> Callable[[Scope], int]:
    match node:
        case NumberName(name):
            return lambda scope: int(scope.look_up(name))
        case Constant(value):
            return lambda _scope: value
        case Arithmetic(sign, left, right):
            joined, first, second = ARITHMETIC[sign], _build_sum(left), _build_sum(right)
            return lambda scope: int(joined(first(scope), second(scope)))
        case Extreme(which, parts):
            chosen: Callable[[list[int]], int] = min if which == "min" else max
            numbers = [_build_sum(part) for part in parts]
            return lambda scope: chosen([number(scope) for number in numbers])
        case Negative(of):
            number = _build_sum(of)
            return lambda scope: -number(scope)
        case Absolute(of):
            number = _build_sum(of)
            return lambda scope: abs(number(scope))


def list_names(node: ParsedCondition | Truth | Number) -> frozenset[str]:
    """Return the dotted names that a condition reads."""
    match node:
        case ParsedCondition(_, tree):
            return list_names(tree)
        case FlagName(name) | NumberName(name):
            return frozenset({name})
        case Not(of) | Negative(of) | Absolute(of):
            return list_names(of)
        case Junction(_, parts) | Extreme(_, parts) | ComparisonChain(parts):
            return frozenset().union(*(list_names(part) for part in parts))
        case Arithmetic(_, left, right):
            return list_names(left) | list_names(right)
        case _:
            return frozenset()


_OR, _AND, _NOT, _COMPARED, _SUM, _PRODUCT, _SIGNED, _ATOM = range(8)
_STRENGTH: Final = {"or": _OR, "and": _AND, "+": _SUM, "-": _SUM, "*": _PRODUCT, "//": _PRODUCT}


def render_condition(node: Truth | Number) -> str:
    """Return a part of a condition as text in the condition language, with no more brackets than it needs.

    Read back, the text gives the same tree.
    """
    return _render_with_strength(node)[0]


def _render_with_strength(node: Truth | Number) -> tuple[str, int]:
    """Return the text of a part and how strongly its operator binds, as in Python."""
    match node:
        case Always():
            return "otherwise", _ATOM
        case FlagName(name):
            return name, _ATOM
        case Not(of):
            return f"not {_render_operand(of, _NOT)}", _NOT
        case Junction(word, parts):
            strength = _STRENGTH[word]
            return f" {word} ".join(_render_operand(part, strength + 1) for part in parts), strength
        case ComparisonChain(numbers, relations):
            first, *rest = (_render_operand(number, _SUM) for number in numbers)
            links = (f"{how} {number}" for how, number in zip(relations, rest, strict=True))
            return " ".join((first, *links)), _COMPARED
        case _:
            return _render_number(node)


def _render_number(node: Number) -> tuple[str, int]:
    match node:
        case NumberName(name):
            return name, _ATOM
        case Constant(value):
            return str(value), _ATOM
        case Absolute(of):
            return f"abs({render_condition(of)})", _ATOM
        case Extreme(which, parts):
            return f"{which}({', '.join(map(render_condition, parts))})", _ATOM
        case Negative(of):
            return f"-{_render_operand(of, _SIGNED)}", _SIGNED
        case Arithmetic(sign, left, right):
            strength = _STRENGTH[sign]
            return f"{_render_operand(left, strength)} {sign} {_render_operand(right, strength + 1)}", strength


def _render_operand(node: Truth | Number, least: int) -> str:
    """Return the text of a part, in brackets where it would otherwise be read differently."""
    text, strength = _render_with_strength(node)
    return text if strength >= least else f"({text})"


Word = Literal["", "not", "and", "or"]


@dataclass(frozen=True, slots=True)
class ConditionExplanation:
    """A condition or a part of one, and its value in a state.

    Attributes:
        text: the part in the condition language.
        holds: whether it holds.
        values: the names that it reads, in the order they are written, with the value of each: a whole number, or yes
            or no. Empty if it has parts.
        word: how its parts are joined; '' if it has none.
        parts: its parts.
    """

    text: str
    holds: bool
    values: tuple[tuple[str, int | bool], ...] = ()
    word: Word = ""
    parts: tuple["ConditionExplanation", ...] = ()

    def list_decisive_clauses(self) -> Iterator["ConditionExplanation"]:
        """Yield the clauses that decide it: as long as they keep their values, it does too.

        Where it fails, each of them has to change for it to hold; of an `or` that fails, any one of them.
        """
        if not self.parts:
            yield self
            return
        told = (part for part in self.parts if self.word == "not" or part.holds == self.holds)
        for part in told:
            yield from part.list_decisive_clauses()


def explain_condition(guard: ParsedCondition, scope: Scope) -> ConditionExplanation:
    """Return why a condition holds in a state or fails; `holds` agrees with `evaluate_condition`."""
    return _explain_truth(guard.tree, scope)


def _explain_truth(node: Truth, scope: Scope) -> ConditionExplanation:
    match node:
        case Not(of):
            inner = _explain_truth(of, scope)
            return ConditionExplanation(render_condition(node), not inner.holds, word="not", parts=(inner,))
        case Junction(word, of):
            parts = tuple(_explain_truth(part, scope) for part in of)
            holds = all(part.holds for part in parts) if word == "and" else any(part.holds for part in parts)
            return ConditionExplanation(render_condition(node), holds, word=word, parts=parts)
    text = render_condition(node)
    values = tuple(
        (name, scope.look_up(name))
        for name in sorted(list_names(node), key=lambda name: _find_name_position(text, name))
    )
    return ConditionExplanation(text, evaluate_condition(ParsedCondition(text, node), scope), values)


def _find_name_position(text: str, name: str) -> int:
    """Return where a name first stands as a whole word in a text."""
    at = text.find(name)
    while at > 0 and (text[at - 1].isalnum() or text[at - 1] in "_."):
        at = text.find(name, at + 1)
    return at


Interval = tuple[int, int]
"""The smallest and the largest possible value. A flag is (0, 0), (1, 1) or (0, 1)."""

MAYBE: Final[Interval] = (0, 1)


@dataclass(frozen=True, slots=True)
class Certainty:
    """Whether a condition always holds (True), never (False), or may do either (None).

    `names` are those that it depends on: that prove it, or leave it open.
    """

    holds: bool | None
    names: frozenset[str]


def judge_condition(guard: ParsedCondition, intervals: Mapping[str, Interval]) -> Certainty:
    """Return what can be proven of a condition while names lie in these intervals; a flag without one is open.

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
    """Judge each part assuming that those before it hold, so that `debt < 20 and debt > 30` is seen to fail."""
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
    """Return the intervals narrowed by assuming that a part holds."""
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
    """Return the verdict on all parts together: the first that never holds, or else those that are open."""
    for part in parts:
        if part.holds is False:
            return part
    still_open = [part for part in parts if part.holds is None]
    return Certainty(None if still_open else True, frozenset().union(*(p.names for p in still_open or parts)))
