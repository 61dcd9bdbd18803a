"""Reading a condition: an author's text becomes a checked tree, or one error message with its column.

The usual mistakes are explained in the words of authors, not in those of Python's parser.
"""

import ast
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Final, NoReturn
from warnings import catch_warnings, simplefilter

from game.engine.conditions.tree import (
    Absolute,
    Always,
    Arithmetic,
    ComparisonChain,
    Constant,
    Extreme,
    FlagName,
    Interval,
    Junction,
    Negative,
    Not,
    Number,
    NumberName,
    ParsedCondition,
    Relation,
    Sign,
    Truth,
    compute_interval,
)
from game.engine.stocks import CUSTOMERS_MOST, STOCKS

LENGTH_MOST: Final = 400

_SPELLINGS: Final = (
    (re.compile(r"\b(?:AND|And)\b"), "write 'and', in small letters"),
    (re.compile(r"\b(?:OR|Or)\b"), "write 'or', in small letters"),
    (re.compile(r"\b(?:NOT|Not)\b"), "write 'not', in small letters"),
    (re.compile(r"^\s*else\s*$"), "write 'otherwise'"),
    (re.compile(r"\bbetween\b"), "'between' is not part of conditions; write 20 <= debt <= 40"),
    (re.compile(r"(?<=\d)\s*%"), "leave the '%' out: figures are whole numbers from 0 to 100"),
    (re.compile(r"&&"), "'&&' is not part of conditions; use and"),
    (re.compile(r"\|\|"), "'||' is not part of conditions; use or"),
    (re.compile(r"!(?!=)"), "'!' is not part of conditions; use not"),
    (re.compile(r"=[<>]"), "write <= or >=, the = comes last"),
    (re.compile(r"<>"), "'<>' is not part of conditions; use !="),
    (re.compile(r"(?<![<>=!:])=(?!=)"), "'=' does not compare; use =="),
)
_UNFINISHED: Final = re.compile(r"([-+*/<>=,.(]|\b(and|or|not))\s*$")
_LOOKALIKES: Final = {
    "≥": "use >=", "≤": "use <=", "≠": "use !=", "×": "use *", "–": "use -", "−": "use -", "\xa0": "use a plain space",
    **dict.fromkeys("“”‘’«»", "names stand without quotes"),
}  # fmt: skip
_ANSWERED: Final = re.compile(r"(?<![<>!])(?:==?|\bis)\s*(?:true|false|yes|no)\b", re.IGNORECASE)
_ALIEN: Final = re.compile(r"[^ -~]")
_QUOTE: Final = re.compile(r"[\"'`#\\;{}@$?:]")
_QUOTES: Final = "\"'`"
_KNOWN: Final = "they know names, numbers, comparisons, and or not"
_ODD_NUMBER: Final = re.compile(r"(?<![\w.])(?:\d+(?=[A-Za-z_.])|\.\d)[\w.]*")


class ConditionError(ValueError):
    """Raised for a condition that cannot be used.

    Attributes:
        message: what is wrong and how to fix it, in one line.
        column: where it is, as a 0-based offset in the text.
        suggestion: the nearest known name, if one is near.
    """

    def __init__(self, message: str, column: int = 0, suggestion: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.column = column
        self.suggestion = suggestion


def count_indent(text: str) -> int:
    """Return how many blanks precede the condition: Python's columns do not count them."""
    return len(text) - len(text.lstrip())


def _check_characters(text: str) -> None:
    if not text.strip():
        raise ConditionError("a condition is missing here")
    if len(text) > LENGTH_MOST:
        raise ConditionError(f"a condition has at most {LENGTH_MOST} characters, this one {len(text)}", LENGTH_MOST)
    if alien := _ALIEN.search(text.rstrip()):
        reason = _LOOKALIKES.get(alien[0], "use plain letters, digits and operators on one line")
        shown = f"'{alien[0]}'" if alien[0].isprintable() else f"{alien[0]!a}"
        raise ConditionError(f"{shown} is not part of conditions; {reason}", alien.start())
    if answered := _ANSWERED.search(text):
        raise ConditionError("a flag stands alone, as in 'flag.x' or 'not flag.x'", answered.start())
    if quote := _QUOTE.search(text):
        known = "names stand without quotes" if quote[0] in _QUOTES else _KNOWN
        raise ConditionError(f"{quote[0]!r} is not part of conditions; {known}", quote.start())
    if odd := _ODD_NUMBER.search(text):
        raise ConditionError(f"'{odd[0]}' is not a whole number", odd.start())


def parse_syntax_tree(text: str) -> ast.expr:
    """Return Python's syntax tree of a condition.

    Raises:
        ConditionError: if the text is empty, too long, or not an expression.
    """
    _check_characters(text)
    indent = count_indent(text)
    try:
        with catch_warnings():
            simplefilter("ignore")  # Python would print its own warning about '.9or' beside our message
            return ast.parse(text.strip(), mode="eval").body
    except SyntaxError as problem:
        _raise_syntax_error(text, min(indent + max((problem.offset or 1) - 1, 0), len(text)))
    except (ValueError, MemoryError, RecursionError):
        raise ConditionError("the condition is too tangled to read", indent) from None


def _raise_syntax_error(text: str, column: int) -> NoReturn:
    for spelling, message in _SPELLINGS:
        if found := spelling.search(text):
            raise ConditionError(message, found.start()) from None
    if text.count("(") != text.count(")"):
        more = "(" if text.count("(") > text.count(")") else ")"
        raise ConditionError(f"there is a '{more}' too many", text.rfind(more)) from None
    if _UNFINISHED.search(text):
        raise ConditionError("something is missing at the end", len(text.rstrip())) from None
    raise ConditionError("the condition cannot be read from here on", column) from None


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
"""The numbers that every scenario has, with the range of each in play."""

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
class ConditionVocabulary:
    """The names that conditions may use: flags, numbers with the range of each, and named conditions."""

    flags: frozenset[str] = frozenset()
    numbers: Mapping[str, Interval] = field(default_factory=lambda: NUMBERS)
    lets: Mapping[str, Truth | None] = field(default_factory=dict)
    """Named conditions by dotted name (`let.ready`), and what each means; None where none may be read."""


def parse_condition(text: str, vocabulary: ConditionVocabulary, otherwise: bool = False) -> ParsedCondition:
    """Read a condition.

    Args:
        text: one line in the condition language.
        vocabulary: the names it may use.
        otherwise: whether `otherwise`, which always holds, is allowed here.

    Raises:
        ConditionError: with a message, a column and perhaps a suggestion; nothing else is raised, whatever the text.
    """
    if text.strip() == OTHERWISE:
        if not otherwise:
            raise ConditionError("'otherwise' is only for the last ending", count_indent(text))
        return ParsedCondition(text, Always())
    return ParsedCondition(text, _TreeBuilder(text, vocabulary).build_truth(parse_syntax_tree(text), DEPTH_MOST))


class _TreeBuilder:
    """Turns Python's syntax tree into ours node by node, and refuses what is not in the language."""

    def __init__(self, text: str, vocabulary: ConditionVocabulary) -> None:
        self.indent = count_indent(text)
        self.vocabulary = vocabulary
        self.nodes = 0

    def build_truth(self, node: ast.expr, depth: int) -> Truth:
        """Read a node that must be yes or no."""
        self._count_node(node, depth)
        match node:
            case ast.BoolOp(ast.And(), values):
                return Junction("and", tuple(self.build_truth(value, depth - 1) for value in values))
            case ast.BoolOp(_, values):
                return Junction("or", tuple(self.build_truth(value, depth - 1) for value in values))
            case ast.UnaryOp(ast.Not(), operand):
                return Not(self.build_truth(operand, depth - 1))
            case ast.Compare(left, relations, rest):
                for relation in relations:
                    if type(relation) not in _RELATIONS:
                        raise self._build_refusal(node, relation)
                self._refuse_compared_value(left, relations[0], rest[0])
                numbers = tuple(self.build_number(value, depth - 1) for value in (left, *rest))
                return ComparisonChain(numbers, tuple(_RELATIONS[type(relation)] for relation in relations))
            case ast.Name() | ast.Attribute():
                name = self._resolve_name(node)
                if name in self.vocabulary.lets:
                    return self._build_let(name, node)
                if name not in self.vocabulary.flags:
                    raise self._build_error(f"'{name}' is a number; compare it, as in '{name} >= 40'", node)
                return FlagName(name)
        self.nodes -= 1
        self.build_number(node, depth)
        raise self._build_error("this is a number where yes or no is needed; compare it, as in '... >= 40'", node)

    def _build_let(self, name: str, node: ast.expr) -> Truth:
        """Put what a named condition means in the place of its name."""
        meant = self.vocabulary.lets[name]
        if meant is None:
            raise self._build_error("a named condition can't read another one; write out what it means", node)
        return meant

    def build_number(self, node: ast.expr, depth: int) -> Number:
        """Read a node that must be a number, and check that it fits into 32 bits."""
        self._count_node(node, depth)
        number = self._build_unchecked_number(node, depth)
        low, high = compute_interval(number, self.vocabulary.numbers)
        if max(-low, high) > INT32_MOST:
            raise self._build_error("this can grow beyond two thousand million; use smaller numbers", node)
        return number

    def _build_unchecked_number(self, node: ast.expr, depth: int) -> Number:
        match node:
            case ast.Constant(value):
                return self._build_constant(node, value)
            case ast.Name() | ast.Attribute():
                return self._build_number_name(node)
            case ast.UnaryOp(ast.USub(), operand):
                return Negative(self.build_number(operand, depth - 1))
            case ast.BinOp(left, sign, right) if type(sign) in _SIGNS:
                return self._build_arithmetic(left, _SIGNS[type(sign)], right, depth)
            case ast.BinOp(_, culprit, _) | ast.UnaryOp(ast.Invert() | ast.UAdd() as culprit, _):
                raise self._build_refusal(node, culprit)
            case ast.Call():
                return self._build_call(node, depth)
            case ast.BoolOp() | ast.Compare() | ast.UnaryOp():
                raise self._build_error("this is yes or no where a number is needed", node)
        raise self._build_refusal(node, node)

    def _refuse_compared_value(self, left: ast.expr, relation: ast.cmpop, right: ast.expr) -> None:
        """Refuse `draw.cause == sensor` and say what was meant: the value is part of the name, `draw.cause.sensor`."""
        name = f"{_render_dotted_name(left)}.{_render_dotted_name(right)}"
        if name in self.vocabulary.flags and isinstance(relation, ast.Eq | ast.NotEq):
            meant = name if isinstance(relation, ast.Eq) else f"not {name}"
            raise self._build_error(f"a value is part of the name; write '{meant}'", left)

    def _build_constant(self, node: ast.expr, value: object) -> Constant:
        if not isinstance(value, int) or isinstance(value, bool):
            raise self._build_error(f"{value} is not part of conditions; name a flag, or use a whole number", node)
        if value > CONSTANT_MOST:
            raise self._build_error(f"numbers go up to {CONSTANT_MOST}", node)
        return Constant(value)

    def _build_number_name(self, node: ast.expr) -> NumberName:
        name = self._resolve_name(node)
        if name in self.vocabulary.flags or name in self.vocabulary.lets:
            raise self._build_error(f"'{name}' is yes or no, not a number; use it without comparing", node)
        return NumberName(name)

    def _build_arithmetic(self, left: ast.expr, sign: Sign, right: ast.expr, depth: int) -> Number:
        divisor = self.build_number(right, depth - 1)
        if sign == "//" and not (isinstance(divisor, Constant) and divisor.value):
            raise self._build_error("divide only by a whole number other than 0, as in '// 2'", right)
        return Arithmetic(sign, self.build_number(left, depth - 1), divisor)

    def _build_call(self, node: ast.Call, depth: int) -> Number:
        called = node.func.id if isinstance(node.func, ast.Name) else ""
        if called not in {"min", "max", "abs"}:
            meant = f"{_render_dotted_name(node.func)}.{_render_dotted_name(node.args[0])}" if node.args else ""
            hint = f"; write '{meant}', with a dot" if meant in self.vocabulary.flags else ""
            raise self._build_error(f"only min, max and abs can be called{hint}", node)
        if node.keywords or any(isinstance(part, ast.Starred) for part in node.args):
            raise self._build_error(f"{called} takes numbers only", node)
        parts = tuple(self.build_number(part, depth - 1) for part in node.args)
        match called, len(parts):
            case "abs", 1:
                return Absolute(parts[0])
            case "min" | "max", many if many > 1:
                return Extreme("min" if called == "min" else "max", parts)
        raise self._build_error(f"{called} takes {'one number' if called == 'abs' else 'at least two numbers'}", node)

    def _resolve_name(self, node: ast.expr) -> str:
        name = _render_dotted_name(node)
        if not name:
            raise self._build_error("a dot is only for names, such as ceo.trust", node)
        known = (*self.vocabulary.numbers, *sorted(self.vocabulary.flags), *sorted(self.vocabulary.lets))
        if name not in known:
            near = get_close_matches(name, known, n=1)
            hint = f"; did you mean '{near[0]}'?" if near else ""
            raise self._build_error(f"unknown name '{name}'{hint}", node, near[0] if near else None)
        return name

    def _count_node(self, node: ast.expr, depth: int) -> None:
        self.nodes += 1
        if self.nodes > NODES_MOST:
            raise self._build_error(f"a condition has at most {NODES_MOST} parts; set a flag for some of them", node)
        if depth < 1:
            raise self._build_error(f"a condition nests at most {DEPTH_MOST} deep; set a flag for some of it", node)

    def _build_refusal(self, node: ast.expr, culprit: ast.AST) -> ConditionError:
        return self._build_error(_REFUSED.get(type(culprit), "this is not part of the condition language"), node)

    def _build_error(self, message: str, node: ast.expr, suggestion: str | None = None) -> ConditionError:
        return ConditionError(message, self.indent + node.col_offset, suggestion)


def _render_dotted_name(node: ast.expr) -> str:
    """Return a node that is a name as text, with its dots; '' for any other node."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    return ".".join((node.id, *reversed(parts))) if isinstance(node, ast.Name) else ""
