"""F: the shape of the file. Which fields there are, of what kind and within what range, in an author's words.

What is misspelt is told once and then taken for what was meant, so that nothing is told which only follows from it.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from game.content import schema
from game.content.checks.format import ID_HINT
from game.content.checks.mending import empty, example, language, listed, lowered, no_text
from game.content.checks.rule import Subject, found, misspelt, nearest
from game.content.clean import excerpt
from game.content.diagnostic import Diagnostic
from game.content.outline import fields
from game.content.shapes import known_fields
from game.content.source import Path

_MOST_ERRORS: Final = 500
_MOST_ROUNDS: Final = 4
"""How often the file is looked at again with misspelt fields taken for what was meant."""


def validate(subject: Subject) -> Iterator[Diagnostic]:
    """Hold a document against the format; sets `subject.model` where it fits, else yields what does not."""
    value = subject.document.value
    if not isinstance(value, dict):
        yield found("F100", subject.document.place(()), "this file is no scenario", "it begins with 'tandem: 1'")
        return
    empties = list(_empties(value, ()))
    model, problems = _held_against(value)
    strangers: list[Diagnostic] = []
    for _ in range(_MOST_ROUNDS):
        renamed = list(_renamed(subject, problems, frozenset(empties)))
        if not renamed:
            break
        strangers += renamed
        model, problems = _held_against(value)
    subject.model = None if empties or strangers else model
    yield from strangers
    yield from _shape(subject, problems, frozenset(empties))
    for path in empties:
        if not _within(path, subject.document.told):
            yield empty(subject, path)


def _held_against(value: Any) -> tuple[schema.Scenario | None, list[ErrorDetails]]:
    try:
        return schema.Scenario.model_validate(value), []
    except ValidationError as error:
        return None, error.errors(include_url=False)[:_MOST_ERRORS]


def _renamed(subject: Subject, problems: list[ErrorDetails], empties: frozenset[Path]) -> Iterator[Diagnostic]:
    """Tell of fields that are surely misspelt, and take each for the one that was meant where that is not there."""
    document = subject.document
    for detail in problems:
        path = _real(document.value, detail["loc"])
        if detail["type"] != "extra_forbidden" or path in empties or not path:
            continue
        meant = misspelt(_last(path), known_fields(document.value, path[:-1]))
        if meant and meant not in fields(document.at(path[:-1])):
            yield _stranger(subject, detail, path)
            document.take_key(path, meant)


def _shape(subject: Subject, problems: list[ErrorDetails], empties: frozenset[Path]) -> Iterator[Diagnostic]:
    paths = [_real(subject.document.value, detail["loc"]) for detail in problems]
    for detail, path in zip(problems, paths, strict=True):
        told = subject.document.told
        if path not in empties and not _within(path, told) and not _glued(subject, detail, path):
            yield _translated(subject, detail, path)


def _within(path: Path, told: set[Path]) -> bool:
    """Whether a place belongs to a value of which all is told."""
    return any(path[:length] in told for length in range(len(path) + 1))


def _glued(subject: Subject, detail: ErrorDetails, path: Path) -> bool:
    """Whether what is missing is there, glued to its value: `points:4`."""
    missing = detail["type"] == "missing"
    return missing and any(key.startswith(f"{detail['loc'][-1]}:") for key in fields(subject.document.at(path)))


def _real(value: Any, loc: tuple[str | int, ...]) -> Path:
    """Leave out of pydantic's path what names a way of writing and not a field."""
    path: list[str | int] = []
    for part in loc:
        held = part in value if isinstance(value, dict) else isinstance(value, list) and isinstance(part, int)
        if held and (isinstance(value, dict) or int(part) < len(value)):
            value = value[part]
            path.append(part)
    return tuple(path)


def _translated(subject: Subject, detail: ErrorDetails, path: Path) -> Diagnostic:
    """Say one of pydantic's errors in an author's words."""
    if detail["loc"][-1] == "[key]":
        return _wrong_key(subject, detail, path)
    told = _TOLD.get(detail["type"])
    return told(subject, detail, path) if told else _wrong_kind(subject, detail, path)


def _stranger(subject: Subject, detail: ErrorDetails, path: Path) -> Diagnostic:  # noqa: ARG001
    name = _last(path)
    close = nearest(name, known_fields(subject.document.value, path[:-1]))
    return found("F101", subject.document.key_place(path), f"unknown field '{excerpt(name)}'", nearest=close)


def _missing(subject: Subject, detail: ErrorDetails, path: Path) -> Diagnostic:
    return found("F102", subject.document.place(path), f"the field '{detail['loc'][-1]}' is missing", "add it here")


def _exclusive(subject: Subject, detail: ErrorDetails, path: Path) -> Diagnostic:
    return found("F108", subject.document.place(path), detail["msg"])


def _no_id(subject: Subject, detail: ErrorDetails, path: Path) -> Diagnostic:
    given, place = str(detail["input"]), subject.document.place(path)
    if path == ("language",):
        return found("F106", place, f"'{excerpt(given)}' is no code of a language", _CODES, nearest=language(given))
    meant = lowered(given) if path != ("id",) else ""
    if meant:
        subject.document.take(path, meant)
    hint = _HYPHENS if path == ("id",) else ID_HINT
    return found("F106", place, f"'{excerpt(given)}' is no id", hint, nearest=meant)


def _measured(subject: Subject, detail: ErrorDetails, path: Path) -> Diagnostic:
    code, words = _LIMITS[detail["type"]]
    context = detail.get("ctx", {})
    limit = next((context[key] for key in ("ge", "le", "min_length", "max_length") if key in context), "")
    return found(code, subject.document.place(path), f"{words} {limit}")


def _blank(subject: Subject, detail: ErrorDetails, path: Path) -> Diagnostic:  # noqa: ARG001
    return found("F110", subject.document.place(path), "this text is empty", "write it, or take the field out")


def _wrong_kind(subject: Subject, detail: ErrorDetails, path: Path) -> Diagnostic:
    expected = _KINDS.get(detail["type"]) or detail["msg"].removeprefix("this should be ")
    given, place = detail["input"], subject.document.place(path)
    hint = ""
    if isinstance(given, int | float):
        hint = "put it in quotes" if "text" in expected else _numbered(expected) or example(subject, path)
    elif isinstance(given, str):
        hint = listed(subject, given, path) if "list" in expected else example(subject, path)
        hint = _numbered(expected, given) or hint
    elif "text" in expected:
        hint = no_text(subject, path)
    elif isinstance(given, dict) and "list" in expected:
        subject.document.take(path, [given])
        hint = "put a '- ' before it"
    elif "group" in expected:
        hint = example(subject, path)
    return found("F103", place, f"this should be {expected}", hint)


def _numbered(expected: str, given: str = "") -> str:
    """Return how a number is written; '' where none belongs there."""
    if "number" not in expected:
        return ""
    if given.strip("+-").isdigit():
        return "take the quotes away"
    return "such as +4, or {points: +4, because: a_fact}" if "or" in expected.split() else "such as 2"


def _wrong_key(subject: Subject, detail: ErrorDetails, path: Path) -> Diagnostic:
    place, key = subject.document.key_place(path), _last(path)
    if detail["type"] == "literal_error":
        known = _choices(detail)
        return found("F105", place, f"unknown name '{excerpt(key)}'", _one_of(known), nearest=nearest(key, known))
    meant = lowered(key)
    if meant and meant not in fields(subject.document.at(path[:-1])):
        subject.document.take_key(path, meant)
    return found("F106", place, f"'{excerpt(key)}' is no id", ID_HINT, nearest=meant)


def _not_among(subject: Subject, detail: ErrorDetails, path: Path) -> Diagnostic:
    place, given = subject.document.place(path), str(detail["input"])
    known, message = _choices(detail), f"'{excerpt(given)}' is not known here"
    if path == ("tandem",):
        return found("F109", place, "this is not version 1 of the format", "write 'tandem: 1'")
    if detail["input"] is False:
        return found("F105", place, "'false' says nothing here", "write true, or take the field out")
    if known == ["True"]:
        return found("F105", place, message, "write true")
    if path[-1] == "blame" and given in {person.id for person in subject.outline.people}:
        return found("F105", place, message, f"write {{blame: {{on: {given}}}}}")
    sure = misspelt(given, known)
    if sure:
        subject.document.take(path, sure)
    return found("F105", place, message, _one_of(known), nearest=nearest(given, known))


_TOLD: Final[Mapping[str, Callable[[Subject, ErrorDetails, Path], Diagnostic]]] = {
    "extra_forbidden": _stranger,
    "missing": _missing,
    "literal_error": _not_among,
    "goal_or_goals": _exclusive,
    "one_move": _exclusive,
    "string_pattern_mismatch": _no_id,
    "string_too_short": _blank,
    "greater_than_equal": _measured,
    "less_than_equal": _measured,
    "too_short": _measured,
    "too_long": _measured,
    "string_too_long": _measured,
}
_LIMITS: Final = {
    "greater_than_equal": ("F104", "this is too small: at least"),
    "less_than_equal": ("F104", "this is too large: at most"),
    "too_short": ("F107", "too few here: at least"),
    "too_long": ("F107", "too many here: at most"),
    "string_too_long": ("F107", "this text is too long: at most"),
}
_CODES: Final = "a code such as en or vi"
_HYPHENS: Final = "the id of a crisis is small letters, digits and '-', and begins with a letter"


def _choices(detail: ErrorDetails) -> list[str]:
    return str(detail.get("ctx", {}).get("expected", "")).replace(" or ", ", ").replace("'", "").split(", ")


def _one_of(known: list[str]) -> str:
    return f"one of: {', '.join(known)}"


def _empties(value: Any, path: Path) -> Iterator[Path]:
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in pairs:
        if part is None:
            yield (*path, key)
        elif isinstance(part, dict | list):
            yield from _empties(part, (*path, key))


def _last(path: Path) -> str:
    return str(path[-1]) if path else ""


_KINDS: Final[Mapping[str, str]] = {
    "string_type": "a text",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "bool_type": "true or false",
    "list_type": "a list",
    "dict_type": "a group of fields",
    "model_type": "a group of fields",
    "model_attributes_type": "a group of fields",
}
