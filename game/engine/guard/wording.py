"""A condition's tree, or a part of it, as text again: what is written so reads back as the same tree."""

from typing import Final

from game.engine.guard.tree import (
    Absolute,
    Always,
    Arithmetic,
    Comparison,
    Constant,
    Extreme,
    Flag,
    Junction,
    Negative,
    Not,
    Number,
    Reading,
    Truth,
)

_OR, _AND, _NOT, _COMPARED, _SUM, _PRODUCT, _SIGNED, _ATOM = range(8)
_STRENGTH: Final = {"or": _OR, "and": _AND, "+": _SUM, "-": _SUM, "*": _PRODUCT, "//": _PRODUCT}


def written(node: Truth | Number) -> str:
    """Return a part of a condition in the condition language, with no more brackets than it needs."""
    return _written(node)[0]


def _written(node: Truth | Number) -> tuple[str, int]:
    """Return the text and how strongly it holds together, as Python reads it."""
    match node:
        case Always():
            return "otherwise", _ATOM
        case Flag(name):
            return name, _ATOM
        case Not(of):
            return f"not {_held(of, _NOT)}", _NOT
        case Junction(word, parts):
            strength = _STRENGTH[word]
            return f" {word} ".join(_held(part, strength + 1) for part in parts), strength
        case Comparison(numbers, relations):
            first, *rest = (_held(number, _SUM) for number in numbers)
            links = (f"{how} {number}" for how, number in zip(relations, rest, strict=True))
            return " ".join((first, *links)), _COMPARED
        case _:
            return _number(node)


def _number(node: Number) -> tuple[str, int]:
    match node:
        case Reading(name):
            return name, _ATOM
        case Constant(value):
            return str(value), _ATOM
        case Absolute(of):
            return f"abs({written(of)})", _ATOM
        case Extreme(which, parts):
            return f"{which}({', '.join(map(written, parts))})", _ATOM
        case Negative(of):
            return f"-{_held(of, _SIGNED)}", _SIGNED
        case Arithmetic(sign, left, right):
            strength = _STRENGTH[sign]
            return f"{_held(left, strength)} {sign} {_held(right, strength + 1)}", strength


def _held(node: Truth | Number, least: int) -> str:
    """Return a part, in brackets where it would else fall apart."""
    text, strength = _written(node)
    return text if strength >= least else f"({text})"
