"""Small faults that could be written into a module: where each stands, and what it puts in place of what is there.

Left alone is what no player can notice or what is no logic: docstrings, annotations, names of types, imports,
`__all__`, asserts, what only a type checker runs, the text of an exception, and fallbacks for systems that lack
something (`getattr` with a default).
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_SWAPPED: Final[dict[type[ast.cmpop], tuple[str, str]]] = {
    ast.Lt: ("<", "<="),
    ast.LtE: ("<=", "<"),
    ast.Gt: (">", ">="),
    ast.GtE: (">=", ">"),
    ast.Eq: ("==", "!="),
    ast.NotEq: ("!=", "=="),
    ast.In: ("in", "not in"),
    ast.NotIn: ("not in", "in"),
    ast.Is: ("is", "is not"),
    ast.IsNot: ("is not", "is"),
}
_EMPTY: Final = {"bool": "False", "str": "''", "int": "0", "Content": "NOTHING"}
_EMPTY_GENERIC: Final = {"list": "[]", "List": "[]", "tuple": "()", "dict": "{}", "Iterable": "()", "Sequence": "()"}
_GENERIC_TYPES: Final = frozenset({"Callable", "Iterable", "Literal", "Mapping", "dict", "list", "tuple"})
_LARGE: Final = 10
"""Numbers above it are doubled; those up to it are changed by one."""


@dataclass(frozen=True, slots=True)
class Mutation:
    """One fault: the bytes of a module from `start` to `end` become `after`.

    Attributes:
        kind: what is done, in a few words.
        line: the line where it stands, from 1.
        before: the source that is replaced.
    """

    kind: str
    line: int
    start: int
    end: int
    before: str
    after: str

    def compiles_in(self, source: bytes) -> bool:
        """Return whether the source of a module is still Python with the fault in it."""
        try:
            compile(self.apply(source), "mutant", "exec", dont_inherit=True)
        except (SyntaxError, ValueError):
            return False
        return True

    def apply(self, source: bytes) -> bytes:
        """Return the source of a module with the fault in it."""
        return source[: self.start] + self.after.encode() + source[self.end :]


def list_mutations(source: bytes) -> list[Mutation]:
    """Return every fault that could be written into a module, in the order of their places; not all of them compile."""
    found = _Finder(source).find()
    unique = {(one.start, one.end, one.after): one for one in found}
    return sorted(unique.values(), key=lambda one: (one.start, one.end, one.after))


def list_statement_lines(source: bytes, line: int) -> range:
    """Return the lines that are run with a line of a module: those of its statement, without statements inside it."""
    around = [
        one
        for one in ast.walk(ast.parse(source))
        if isinstance(one, ast.stmt) and one.end_lineno is not None and one.lineno <= line <= one.end_lineno
    ]
    inner = max(around, key=lambda one: one.lineno)
    last = inner.end_lineno or line
    if isinstance(inner, ast.Match) or ((body := getattr(inner, "body", None)) and body[0].lineno <= line):
        return range(line, line + 1)
    return range(inner.lineno, body[0].lineno if body else last + 1)


class _Finder:
    """Walks over the syntax tree of one module."""

    def __init__(self, source: bytes) -> None:
        self._source = source
        self._starts = [0]
        for row in source.splitlines(keepends=True):
            self._starts.append(self._starts[-1] + len(row))

    def find(self) -> Iterator[Mutation]:
        yield from self._visit(ast.parse(self._source), ())

    def _span(self, node: ast.expr | ast.stmt) -> tuple[int, int]:
        assert node.end_lineno is not None
        assert node.end_col_offset is not None
        return (
            self._starts[node.lineno - 1] + node.col_offset,
            self._starts[node.end_lineno - 1] + node.end_col_offset,
        )

    def _text(self, node: ast.expr | ast.stmt) -> str:
        start, end = self._span(node)
        return self._source[start:end].decode()

    def _replace(self, kind: str, node: ast.expr | ast.stmt, after: str) -> Mutation:
        start, end = self._span(node)
        return Mutation(kind, node.lineno, start, end, self._text(node), after)

    def _visit(self, node: ast.AST, bound_twice: tuple[str, ...]) -> Iterator[Mutation]:
        if _is_left_alone(node):
            return
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            bound_twice = tuple(_list_names_bound_twice(node))
        yield from self._change_statement(node, bound_twice)
        yield from self._change_expression(node)
        for child in _list_children(node):
            yield from self._visit(child, bound_twice)

    def _change_statement(self, node: ast.AST, bound_twice: tuple[str, ...]) -> Iterator[Mutation]:
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                yield from self._return_early(node)
            case ast.Expr(value=ast.Call() | ast.Await() | ast.YieldFrom() | ast.Yield()):
                yield self._replace("drop a statement", node, "pass")
            case ast.Assign() | ast.AugAssign() | ast.AnnAssign() if _may_be_dropped(node, bound_twice):
                yield self._replace("drop a statement", node, "pass")
            case ast.If() | ast.While() | ast.IfExp():
                yield self._negate(node.test)
            case ast.comprehension():
                yield from map(self._negate, node.ifs)
            case _:
                pass

    def _change_expression(self, node: ast.AST) -> Iterator[Mutation]:
        match node:
            case ast.Compare():
                yield from self._swap_comparison(node)
            case ast.BoolOp():
                yield from self._drop_operand(node)
            case ast.Tuple() | ast.List() if isinstance(node.ctx, ast.Load) and len(node.elts) > 1:
                yield from self._drop_element(node)
            case ast.Dict() if len(node.keys) > 1:
                yield from self._drop_entry(node)
            case ast.Constant():
                yield from self._change_constant(node)
            case ast.BinOp(op=ast.Add() | ast.Sub()):
                yield from self._swap_sign(node)
            case _:
                pass

    def _negate(self, test: ast.expr) -> Mutation:
        return self._replace("negate a condition", test, f"(not ({self._text(test)}))")

    def _return_early(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[Mutation]:
        body = node.body[1:] if ast.get_docstring(node, clean=False) is not None else node.body
        if not body or node.name == "__init__" or (len(body) == 1 and isinstance(body[0], ast.Pass)):
            return
        empty = _find_empty_value(node.returns)
        if empty is None:
            return
        first = body[0]
        start, _end = self._span(first)
        leave = f"return {empty}".rstrip() + "; "
        if isinstance(first, (ast.If, ast.For, ast.While, ast.With, ast.Try, ast.Match, ast.AsyncFor, ast.AsyncWith)):
            leave = f"return {empty}".rstrip() + "\n" + " " * first.col_offset
        line = self._source[start:].split(b"\n", 1)[0].decode()
        yield Mutation("return early", first.lineno, start, start + len(line.encode()), line, leave + line)

    def _swap_comparison(self, node: ast.Compare) -> Iterator[Mutation]:
        left = node.left
        for operator, right in zip(node.ops, node.comparators, strict=True):
            was, becomes = _SWAPPED[type(operator)]
            start, end = self._span(left)[1], self._span(right)[0]
            between = self._source[start:end].decode()
            after = between.replace(was, becomes, 1)
            if after != between:
                yield Mutation("swap a comparison", node.lineno, start, end, between.strip(), after)
            left = right

    def _drop_operand(self, node: ast.BoolOp) -> Iterator[Mutation]:
        word = " and " if isinstance(node.op, ast.And) else " or "
        for number in range(len(node.values)):
            kept = [f"({self._text(value)})" for n, value in enumerate(node.values) if n != number]
            yield self._replace("drop an operand", node, f"({word.join(kept)})")

    def _drop_element(self, node: ast.Tuple | ast.List) -> Iterator[Mutation]:
        opening, closing = ("(", ",)") if isinstance(node, ast.Tuple) else ("[", "]")
        for number in range(len(node.elts)):
            kept = [self._text(one) for n, one in enumerate(node.elts) if n != number]
            yield self._replace("drop an element", node, opening + ", ".join(kept) + closing)

    def _drop_entry(self, node: ast.Dict) -> Iterator[Mutation]:
        entries = [
            f"{self._text(key)}: {self._text(value)}" if key else f"**{self._text(value)}"
            for key, value in zip(node.keys, node.values, strict=True)
        ]
        for number in range(len(entries)):
            kept = ", ".join(entry for n, entry in enumerate(entries) if n != number)
            yield self._replace("drop an entry", node, f"{{{kept}}}")

    def _change_constant(self, node: ast.Constant) -> Iterator[Mutation]:
        value = node.value
        if isinstance(value, bool):
            yield self._replace("change a constant", node, str(not value))
        elif isinstance(value, (int, float)):
            after = value * 2 if isinstance(value, float) or value > _LARGE else value + 1
            yield self._replace("change a constant", node, repr(after))

    def _swap_sign(self, node: ast.BinOp) -> Iterator[Mutation]:
        if any(
            isinstance(side, (ast.JoinedStr, ast.List, ast.Tuple)) or _is_text(side) for side in (node.left, node.right)
        ):
            return
        start, end = self._span(node.left)[1], self._span(node.right)[0]
        between = self._source[start:end].decode()
        was, becomes = ("+", "-") if isinstance(node.op, ast.Add) else ("-", "+")
        yield Mutation("swap a sign", node.lineno, start, end, between.strip(), between.replace(was, becomes, 1))


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, (str, bytes))


def _is_left_alone(node: ast.AST) -> bool:
    match node:
        case ast.Import() | ast.ImportFrom() | ast.Assert() | ast.Raise() | ast.JoinedStr():
            return True
        case ast.Expr(value=ast.Constant()):
            return True
        case ast.If(test=ast.Name(id="TYPE_CHECKING")):
            return True
        case ast.Assign(targets=[ast.Name(id="__all__" | "__slots__")]):
            return True
        case ast.Subscript(value=ast.Name(id=name)) if name in _GENERIC_TYPES:
            return True
        case ast.Call(func=ast.Name(id="getattr")):
            return len(node.args) > 2
        case _:
            return False


def _list_children(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what belongs to the logic of a node: no annotation, no decorator, no target, no base class."""
    match node:
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            yield from (*node.args.defaults, *(one for one in node.args.kw_defaults if one), *node.body)
        case ast.ClassDef():
            yield from node.body
        case ast.Assign():  # values that are unpacked at once cannot be fewer
            unpacked = isinstance(node.targets[0], ast.Tuple) and isinstance(node.value, ast.Tuple)
            yield from ast.iter_child_nodes(node.value) if unpacked else [node.value]
        case ast.AnnAssign():
            if node.value is not None:
                yield node.value
        case ast.Return(value=ast.Tuple()):  # a caller that unpacks would break at once
            yield from ast.iter_child_nodes(node.value)
        case ast.Subscript():
            yield from (node.value, node.slice)
        case _:
            yield from ast.iter_child_nodes(node)


def _may_be_dropped(node: ast.Assign | ast.AugAssign | ast.AnnAssign, bound_twice: tuple[str, ...]) -> bool:
    """Whether the program still knows every name without an assignment."""
    if isinstance(node, ast.AugAssign):
        return True
    if isinstance(node, ast.AnnAssign):
        return node.value is not None and isinstance(node.target, ast.Attribute)
    named = [one.id for target in node.targets for one in ast.walk(target) if isinstance(one, ast.Name)]
    return all(isinstance(target, (ast.Attribute, ast.Subscript)) for target in node.targets) or (
        bool(named) and all(name in bound_twice for name in named)
    )


def _list_names_bound_twice(node: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[str]:
    bound = [argument.arg for argument in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)]
    bound += [one.id for one in ast.walk(node) if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store)]
    yield from {name for name in bound if bound.count(name) > 1}


def _find_empty_value(returns: ast.expr | None) -> str | None:
    """Return what a function with this annotation may give back at once; None where nothing simple fits."""
    match returns:
        case ast.Constant(value=None):
            return ""
        case ast.Name(id=name):
            return _EMPTY.get(name)
        case ast.Subscript(value=ast.Name(id=name)):
            return _EMPTY_GENERIC.get(name)
        case ast.BinOp(op=ast.BitOr(), right=ast.Constant(value=None)):
            return "None"
        case _:
            return None
