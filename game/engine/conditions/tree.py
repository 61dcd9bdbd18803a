"""What a condition means: a typed tree of numbers and truths, and its value in one state."""

import operator
from collections.abc import Callable, Iterator
from dataclasses import dataclass
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
    """A number without its sign."""

    of: "Number"


@dataclass(frozen=True, slots=True)
class Always:
    """`otherwise`: holds in every state."""


@dataclass(frozen=True, slots=True)
class FlagName:
    """A name that stands for yes or no."""

    name: str


@dataclass(frozen=True, slots=True)
class ComparisonChain:
    """Numbers that are compared, chained as in `20 <= debt < 40`: one relation fewer than numbers."""

    numbers: tuple["Number", ...]
    relations: tuple[Relation, ...]

    def list_links(self) -> Iterator[tuple["Number", Relation, "Number"]]:
        """Yield each comparison of the chain."""
        yield from zip(self.numbers, self.relations, self.numbers[1:], strict=False)


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite of a truth."""

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
    """A condition that has been read and checked: its text, and the tree that it means."""

    text: str
    tree: Truth


class Scope(Protocol):
    """Where the names of a condition are looked up."""

    def look_up(self, name: str) -> int | bool:
        """Return what a dotted name stands for: a whole number, or yes or no."""


def evaluate_condition(guard: ParsedCondition, scope: Scope) -> bool:
    """Tell whether a condition holds in one state."""
    return _evaluate_truth(guard.tree, scope)


def _evaluate_truth(node: Truth, scope: Scope) -> bool:
    match node:
        case FlagName(name):
            return bool(scope.look_up(name))
        case ComparisonChain():
            return all(
                RELATIONS[how](_evaluate_number(a, scope), _evaluate_number(b, scope))
                for a, how, b in node.list_links()
            )
        case Junction("and", of):
            return all(_evaluate_truth(part, scope) for part in of)
        case Junction(_, of):
            return any(_evaluate_truth(part, scope) for part in of)
        case Not(of):
            return not _evaluate_truth(of, scope)
        case Always():
            return True


def _evaluate_number(node: Number, scope: Scope) -> int:
    match node:
        case NumberName(name):
            return int(scope.look_up(name))
        case Constant(value):
            return value
        case Arithmetic(sign, left, right):
            return int(ARITHMETIC[sign](_evaluate_number(left, scope), _evaluate_number(right, scope)))
        case Extreme(which, of):
            values = [_evaluate_number(part, scope) for part in of]
            return min(values) if which == "min" else max(values)
        case Negative(of):
            return -_evaluate_number(of, scope)
        case Absolute(of):
            return abs(_evaluate_number(of, scope))


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
