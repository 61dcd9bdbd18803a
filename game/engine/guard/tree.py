"""What a condition means: a typed tree of numbers and truths, evaluated for one state or for N."""

import operator
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal, Protocol, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

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
class Reading:
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
class Flag:
    """A name that stands for yes or no."""

    name: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Numbers that are compared, chained as in `20 <= debt < 40`: one relation fewer than numbers."""

    numbers: tuple["Number", ...]
    relations: tuple[Relation, ...]

    def links(self) -> Iterator[tuple["Number", Relation, "Number"]]:
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


Number: TypeAlias = Constant | Reading | Negative | Arithmetic | Extreme | Absolute
Truth: TypeAlias = Always | Flag | Comparison | Not | Junction


@dataclass(frozen=True, slots=True)
class Guard:
    """A condition that has been read and checked: its text, and the tree that it means."""

    text: str
    tree: Truth


class Scope(Protocol):
    """Where the names of a condition are looked up."""

    def value(self, name: str) -> int | bool:
        """Return what a dotted name stands for: a whole number, or yes or no."""


def evaluate(guard: Guard, scope: Scope) -> bool:
    """Tell whether a condition holds in one state."""
    return _truth(guard.tree, scope)


def _truth(node: Truth, scope: Scope) -> bool:
    match node:
        case Flag(name):
            return bool(scope.value(name))
        case Comparison():
            return all(RELATIONS[how](_number(a, scope), _number(b, scope)) for a, how, b in node.links())
        case Junction("and", of):
            return all(_truth(part, scope) for part in of)
        case Junction(_, of):
            return any(_truth(part, scope) for part in of)
        case Not(of):
            return not _truth(of, scope)
        case Always():
            return True


def _number(node: Number, scope: Scope) -> int:
    match node:
        case Reading(name):
            return int(scope.value(name))
        case Constant(value):
            return value
        case Arithmetic(sign, left, right):
            return int(ARITHMETIC[sign](_number(left, scope), _number(right, scope)))
        case Extreme(which, of):
            values = [_number(part, scope) for part in of]
            return min(values) if which == "min" else max(values)
        case Negative(of):
            return -_number(of, scope)
        case Absolute(of):
            return abs(_number(of, scope))


def evaluate_many(guard: Guard, columns: "Mapping[str, NDArray[Any]]", n: int) -> "NDArray[np.bool_]":
    """Tell for N states at once where a condition holds: shape (n,).

    Args:
        guard: the condition.
        columns: by name, an int32 array for a number, a bool array for a flag, each of shape (n,).
        n: how many states.
    """
    import numpy as np  # the shelf reads conditions and must start without numpy

    return np.broadcast_to(np.asarray(_truths(guard.tree, columns), dtype=bool), (n,)).copy()


def _truths(node: Truth, columns: "Mapping[str, NDArray[Any]]") -> Any:
    match node:
        case Flag(name):
            return columns[name]
        case Comparison():
            links = (RELATIONS[how](_numbers(a, columns), _numbers(b, columns)) for a, how, b in node.links())
            return _joined(operator.and_, links)
        case Junction(word, of):
            join = operator.and_ if word == "and" else operator.or_
            return _joined(join, (_truths(part, columns) for part in of))
        case Not(of):
            return _truths(of, columns) ^ True
        case Always():
            return True


def _numbers(node: Number, columns: "Mapping[str, NDArray[Any]]") -> Any:
    import numpy as np

    match node:
        case Reading(name):
            return columns[name]
        case Constant(value):
            return np.int32(value)
        case Arithmetic(sign, left, right):
            return ARITHMETIC[sign](_numbers(left, columns), _numbers(right, columns))
        case Extreme(which, of):
            join = np.minimum if which == "min" else np.maximum
            return _joined(join, (_numbers(part, columns) for part in of))
        case Negative(of):
            return -_numbers(of, columns)
        case Absolute(of):
            return abs(_numbers(of, columns))


def _joined(join: Callable[[Any, Any], Any], parts: Iterator[Any]) -> Any:
    result = next(parts)
    for part in parts:
        result = join(result, part)
    return result


def names(node: Guard | Truth | Number) -> frozenset[str]:
    """Return the dotted names that a condition reads."""
    match node:
        case Guard(_, tree):
            return names(tree)
        case Flag(name) | Reading(name):
            return frozenset({name})
        case Not(of) | Negative(of) | Absolute(of):
            return names(of)
        case Junction(_, parts) | Extreme(_, parts) | Comparison(parts):
            return frozenset().union(*(names(part) for part in parts))
        case Arithmetic(_, left, right):
            return names(left) | names(right)
        case _:
            return frozenset()
