"""Why a condition holds in a state, or why it does not: each of its parts with the values that it reads now.

A condition's tree, or a part of it, as text again: what is written so reads back as the same tree.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from game.engine.conditions.tree import (
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
    Scope,
    Truth,
    evaluate_condition,
    list_names,
)

_OR, _AND, _NOT, _COMPARED, _SUM, _PRODUCT, _SIGNED, _ATOM = range(8)
_STRENGTH: Final = {"or": _OR, "and": _AND, "+": _SUM, "-": _SUM, "*": _PRODUCT, "//": _PRODUCT}


def render_condition(node: Truth | Number) -> str:
    """Return a part of a condition in the condition language, with no more brackets than it needs."""
    return _render_with_strength(node)[0]


def _render_with_strength(node: Truth | Number) -> tuple[str, int]:
    """Return the text and how strongly it holds together, as Python reads it."""
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
    """Return a part, in brackets where it would else fall apart."""
    text, strength = _render_with_strength(node)
    return text if strength >= least else f"({text})"


Word = Literal["", "not", "and", "or"]


@dataclass(frozen=True, slots=True)
class ConditionExplanation:
    """A condition or a part of one, and what it comes to in a state.

    Attributes:
        text: the part in the condition language.
        holds: whether it holds.
        values: the names that it reads, in the order they are written, with what each stands for now: a whole number,
            or yes or no. Only where it has no parts of its own.
        word: how its parts are joined; '' where there are none.
        parts: the parts.
    """

    text: str
    holds: bool
    values: tuple[tuple[str, int | bool], ...] = ()
    word: Word = ""
    parts: tuple["ConditionExplanation", ...] = ()

    def list_decisive_clauses(self) -> Iterator["ConditionExplanation"]:
        """Yield the clauses without parts that make it what it is: as long as they stay so, it does.

        Where it fails, each of them has to turn for it to hold; of an `or` that fails, any one of them.
        """
        if not self.parts:
            yield self
            return
        told = (part for part in self.parts if self.word == "not" or part.holds == self.holds)
        for part in told:
            yield from part.list_decisive_clauses()


def explain_condition(guard: ParsedCondition, scope: Scope) -> ConditionExplanation:
    """Return why a condition holds in a state, or why not; `holds` is what `evaluate` says."""
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
    """Return where a name first stands by itself."""
    at = text.find(name)
    while at > 0 and (text[at - 1].isalnum() or text[at - 1] in "_."):
        at = text.find(name, at + 1)
    return at
