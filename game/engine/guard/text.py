"""Reading a condition: from an author's text to a checked tree, or to one message with its column."""

import ast
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Final

from game.engine.guard.reach import Interval, span
from game.engine.guard.spelling import GuardError, indent_of, syntax
from game.engine.guard.tree import (
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
    Sign,
    Truth,
)
from game.engine.stocks import CUSTOMERS_MOST, STOCKS

NODES_MOST: Final = 60
DEPTH_MOST: Final = 12
CONSTANT_MOST: Final = 10**6
INT32_MOST: Final = 2**31 - 1
OTHERWISE: Final = "otherwise"

NUMBERS: Final[Mapping[str, Interval]] = {
    **dict.fromkeys(STOCKS, (0, 100)),
    "customers": (0, CUSTOMERS_MOST),
    "cash": (-(10**6), 10**6),
    "tokens": (0, 9),
    "week": (0, 10**4),
}
"""The numbers that every scenario has, with the range that each can take in play."""

_SIGNS: Final[dict[type[ast.operator], Sign]] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.FloorDiv: "//",
}
_RELATIONS: Final[dict[type[ast.cmpop], Relation]] = {
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Eq: "==",
    ast.NotEq: "!=",
}
_REFUSED: Final[dict[type[ast.AST], str]] = {
    ast.Subscript: "square brackets are not part of conditions",
    ast.List: "lists are not part of conditions",
    ast.Tuple: "a comma is only for min and max",
    ast.Lambda: "lambda is not part of conditions",
    ast.IfExp: "if and else are not part of conditions; use and, or, not",
    ast.NamedExpr: "':=' is not part of conditions; use == to compare",
    ast.BitAnd: "'&' is not part of conditions; use and",
    ast.BitOr: "'|' is not part of conditions; use or",
    ast.BitXor: "'^' is not part of conditions",
    ast.Invert: "'~' is not part of conditions; use not",
    ast.UAdd: "leave out the '+' before a number",
    ast.Pow: "'**' is not part of conditions",
    ast.Div: "'/' would give fractions; use // with a whole number",
    ast.Mod: "'%' is not part of conditions",
    ast.In: "'in' is not part of conditions; compare with ==",
    ast.NotIn: "'not in' is not part of conditions; compare with !=",
    ast.Is: "'is' is not part of conditions; use ==",
    ast.IsNot: "'is not' is not part of conditions; use !=",
}


@dataclass(frozen=True)
class Vocabulary:
    """The names that conditions may use: flags, and numbers with the range that each can take."""

    flags: frozenset[str] = frozenset()
    numbers: Mapping[str, Interval] = field(default_factory=lambda: NUMBERS)


def parse(text: str, vocabulary: Vocabulary, otherwise: bool = False) -> Guard:
    """Read a condition.

    Args:
        text: one line in the condition language.
        vocabulary: the names it may use.
        otherwise: whether `otherwise`, which always holds, is allowed here.

    Raises:
        GuardError: with a message, a column and perhaps a suggestion; nothing else is ever raised.
    """
    if text.strip() == OTHERWISE:
        if not otherwise:
            raise GuardError("'otherwise' is only for the last ending", indent_of(text))
        return Guard(text, Always())
    return Guard(text, _Reader(text, vocabulary).truth(syntax(text), DEPTH_MOST))


class _Reader:
    """Turns Python's syntax tree into ours, node by node, refusing what is not in the language."""

    def __init__(self, text: str, vocabulary: Vocabulary) -> None:
        self.indent = indent_of(text)
        self.vocabulary = vocabulary
        self.nodes = 0

    def truth(self, node: ast.expr, depth: int) -> Truth:
        """Read what must be yes or no."""
        self._count(node, depth)
        match node:
            case ast.BoolOp(ast.And(), values):
                return Junction("and", tuple(self.truth(value, depth - 1) for value in values))
            case ast.BoolOp(_, values):
                return Junction("or", tuple(self.truth(value, depth - 1) for value in values))
            case ast.UnaryOp(ast.Not(), operand):
                return Not(self.truth(operand, depth - 1))
            case ast.Compare(left, relations, rest):
                for relation in relations:
                    if type(relation) not in _RELATIONS:
                        raise self._refusal(node, relation)
                self._value_of(left, relations[0], rest[0])
                numbers = tuple(self.number(value, depth - 1) for value in (left, *rest))
                return Comparison(numbers, tuple(_RELATIONS[type(relation)] for relation in relations))
            case ast.Name() | ast.Attribute():
                name = self._name(node)
                if name not in self.vocabulary.flags:
                    raise self._error(f"'{name}' is a number; compare it, as in '{name} >= 40'", node)
                return Flag(name)
        self.nodes -= 1
        self.number(node, depth)
        raise self._error("this is a number where yes or no is needed; compare it, as in '... >= 40'", node)

    def number(self, node: ast.expr, depth: int) -> Number:
        """Read what must be a number, and check that 32 bits can hold it."""
        self._count(node, depth)
        number = self._number(node, depth)
        low, high = span(number, self.vocabulary.numbers)
        if max(-low, high) > INT32_MOST:
            raise self._error("this can grow beyond two thousand million; use smaller numbers", node)
        return number

    def _number(self, node: ast.expr, depth: int) -> Number:
        match node:
            case ast.Constant(value):
                return self._constant(node, value)
            case ast.Name() | ast.Attribute():
                return self._reading(node)
            case ast.UnaryOp(ast.USub(), operand):
                return Negative(self.number(operand, depth - 1))
            case ast.BinOp(left, sign, right) if type(sign) in _SIGNS:
                return self._arithmetic(left, _SIGNS[type(sign)], right, depth)
            case ast.BinOp(_, culprit, _) | ast.UnaryOp(ast.Invert() | ast.UAdd() as culprit, _):
                raise self._refusal(node, culprit)
            case ast.Call():
                return self._call(node, depth)
            case ast.BoolOp() | ast.Compare() | ast.UnaryOp():
                raise self._error("this is yes or no where a number is needed", node)
        raise self._refusal(node, node)

    def _value_of(self, left: ast.expr, relation: ast.cmpop, right: ast.expr) -> None:
        """Refuse `draw.cause == sensor`, naming what was meant: what is one of several has the value in its name."""
        name = f"{_dotted(left)}.{_dotted(right)}"
        if name in self.vocabulary.flags and isinstance(relation, ast.Eq | ast.NotEq):
            meant = name if isinstance(relation, ast.Eq) else f"not {name}"
            raise self._error(f"a value is part of the name; write '{meant}'", left)

    def _constant(self, node: ast.expr, value: object) -> Constant:
        if not isinstance(value, int) or isinstance(value, bool):
            raise self._error(f"{value} is not part of conditions; name a flag, or use a whole number", node)
        if value > CONSTANT_MOST:
            raise self._error(f"numbers go up to {CONSTANT_MOST}", node)
        return Constant(value)

    def _reading(self, node: ast.expr) -> Reading:
        name = self._name(node)
        if name in self.vocabulary.flags:
            raise self._error(f"'{name}' is yes or no, not a number; use it without comparing", node)
        return Reading(name)

    def _arithmetic(self, left: ast.expr, sign: Sign, right: ast.expr, depth: int) -> Number:
        divisor = self.number(right, depth - 1)
        if sign == "//" and not (isinstance(divisor, Constant) and divisor.value):
            raise self._error("divide only by a whole number other than 0, as in '// 2'", right)
        return Arithmetic(sign, self.number(left, depth - 1), divisor)

    def _call(self, node: ast.Call, depth: int) -> Number:
        called = node.func.id if isinstance(node.func, ast.Name) else ""
        if called not in {"min", "max", "abs"}:
            meant = f"{_dotted(node.func)}.{_dotted(node.args[0])}" if node.args else ""
            hint = f"; write '{meant}', with a dot" if meant in self.vocabulary.flags else ""
            raise self._error(f"only min, max and abs can be called{hint}", node)
        if node.keywords or any(isinstance(part, ast.Starred) for part in node.args):
            raise self._error(f"{called} takes numbers only", node)
        parts = tuple(self.number(part, depth - 1) for part in node.args)
        match called, len(parts):
            case "abs", 1:
                return Absolute(parts[0])
            case "min" | "max", many if many > 1:
                return Extreme("min" if called == "min" else "max", parts)
        raise self._error(f"{called} takes {'one number' if called == 'abs' else 'at least two numbers'}", node)

    def _name(self, node: ast.expr) -> str:
        name = _dotted(node)
        if not name:
            raise self._error("a dot is only for names, such as ceo.trust", node)
        known = (*self.vocabulary.numbers, *sorted(self.vocabulary.flags))
        if name not in self.vocabulary.numbers and name not in self.vocabulary.flags:
            near = get_close_matches(name, known, n=1)
            hint = f"; did you mean '{near[0]}'?" if near else ""
            raise self._error(f"unknown name '{name}'{hint}", node, near[0] if near else None)
        return name

    def _count(self, node: ast.expr, depth: int) -> None:
        self.nodes += 1
        if self.nodes > NODES_MOST:
            raise self._error(f"a condition has at most {NODES_MOST} parts; set a flag for some of them", node)
        if depth < 1:
            raise self._error(f"a condition nests at most {DEPTH_MOST} deep; set a flag for some of it", node)

    def _refusal(self, node: ast.expr, culprit: ast.AST) -> GuardError:
        return self._error(_REFUSED.get(type(culprit), "this is not part of the condition language"), node)

    def _error(self, message: str, node: ast.expr, suggestion: str | None = None) -> GuardError:
        return GuardError(message, self.indent + node.col_offset, suggestion)


def _dotted(node: ast.expr) -> str:
    """Return a name with its dots; '' for anything else."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    return ".".join((node.id, *reversed(parts))) if isinstance(node, ast.Name) else ""
