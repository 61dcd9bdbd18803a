"""F: the shape of the file. Which fields there are, of what kind, within what range, and which go together."""

from collections.abc import Callable, Iterator, Mapping
from keyword import iskeyword
from typing import Any, Final

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from game.content import schema
from game.content.checks.rule import Subject, found, nearest
from game.content.clean import excerpt
from game.content.diagnostic import Diagnostic
from game.content.outline import Named, Outline, fields, items
from game.content.shapes import known_fields
from game.content.source import Path
from game.engine.stocks import CHAIRS, CUSTOMERS_MOST

_MOST_ERRORS: Final = 500
_DEVICES: Final = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10))}
)
_MOST_POINTS: Final = {"customers": CUSTOMERS_MOST, "cash": 100_000}
_INDEX_POINTS: Final = 50
_INDEX_MOST: Final = 100


def validate(subject: Subject) -> Iterator[Diagnostic]:
    """Hold a document against the format; sets `subject.model` where it fits, else yields what does not."""
    value = subject.document.value
    if not isinstance(value, dict):
        yield found("F100", subject.document.place(()), "this file is no scenario", "it begins with 'tandem: 1'")
        return
    empty = list(_empties(value, ()))
    try:
        model = schema.Scenario.model_validate(value)
    except ValidationError as error:
        yield from _shape(subject, error, frozenset(empty))
    else:
        subject.model = None if empty else model
    for path in empty:
        hint = "write its value after the colon, or take the field out"
        yield found("F110", subject.document.place(path), f"'{_last(path)}' is empty", hint)


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield what the types alone cannot say: names that conditions could not read, ranges by stock, pairs of fields."""
    yield from _names(subject)
    yield from _amounts(subject)
    yield from _pairs(subject)


def _shape(subject: Subject, error: ValidationError, empty: frozenset[Path]) -> Iterator[Diagnostic]:
    for detail in error.errors(include_url=False)[:_MOST_ERRORS]:
        path = _real(subject.document.value, detail["loc"])
        if path not in empty:
            yield _translated(subject, detail, path)


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
    return found("F106", subject.document.place(path), f"'{excerpt(str(detail['input']))}' is no id", _ID_HINT)


def _measured(subject: Subject, detail: ErrorDetails, path: Path) -> Diagnostic:
    code, words = _LIMITS[detail["type"]]
    context = detail.get("ctx", {})
    limit = next((context[key] for key in ("ge", "le", "min_length", "max_length") if key in context), "")
    return found(code, subject.document.place(path), f"{words} {limit}")


def _blank(subject: Subject, detail: ErrorDetails, path: Path) -> Diagnostic:  # noqa: ARG001
    return found("F110", subject.document.place(path), "this text is empty", "write it, or take the field out")


def _wrong_kind(subject: Subject, detail: ErrorDetails, path: Path) -> Diagnostic:
    expected = _KINDS.get(detail["type"]) or detail["msg"].removeprefix("this should be ")
    hint = "put it in quotes" if "text" in expected and isinstance(detail["input"], int | float) else ""
    return found("F103", subject.document.place(path), f"this should be {expected}", hint)


def _wrong_key(subject: Subject, detail: ErrorDetails, path: Path) -> Diagnostic:
    place, key = subject.document.key_place(path), _last(path)
    if detail["type"] == "literal_error":
        known = _choices(detail)
        return found("F105", place, f"unknown name '{excerpt(key)}'", _one_of(known), nearest=nearest(key, known))
    return found("F106", place, f"'{excerpt(key)}' is no id", _ID_HINT)


def _not_among(subject: Subject, detail: ErrorDetails, path: Path) -> Diagnostic:
    place, given = subject.document.place(path), str(detail["input"])
    if path == ("tandem",):
        return found("F109", place, "this is not version 1 of the format", "write 'tandem: 1'")
    if detail["input"] is False:
        return found("F105", place, "'false' says nothing here", "write true, or take the field out")
    known = _choices(detail)
    message = f"'{excerpt(given)}' is not known here"
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


def _names(subject: Subject) -> Iterator[Diagnostic]:
    document, outline = subject.document, subject.outline
    scenario_id = fields(document.value).get("id")
    if isinstance(scenario_id, str) and scenario_id.lower() in _DEVICES:
        yield found("F106", document.place(("id",)), f"'{scenario_id}' is a device on some systems", "take another id")
    for name, at in _read_by_conditions(outline):
        if iskeyword(name):
            place = document.place(at) if at[-1] == "id" or isinstance(at[-1], int) else document.key_place(at)
            yield found("F106", place, f"'{name}' means something in conditions", "take another id")
    for person in outline.people:
        if not _is_id(person.id):
            yield found("F106", document.key_place(person.at), f"'{excerpt(person.id)}' is no id", _ID_HINT)


def _read_by_conditions(outline: Outline) -> Iterator[tuple[str, Path]]:
    """Every name that a condition may hold, with its place."""
    for named in (*outline.facts, *outline.scenes, *outline.options, *outline.promises, *outline.endings):
        yield named.id, named.id_at
    yield from outline.flags
    for name, values in outline.draws.items():
        yield name, ("draw", name)
        yield from ((value, ("draw", name, number)) for number, value in enumerate(values))
    for chair, goals in outline.goals.items():
        yield from ((goal, ("cast", chair, "goals", goal)) for goal in goals)


def _is_id(text: str) -> bool:
    return text.isascii() and text.isidentifier() and text == text.lower() and text[0] != "_" and len(text) <= 48


def _amounts(subject: Subject) -> Iterator[Diagnostic]:
    root = fields(subject.document.value)
    for option in subject.outline.options:
        yield from _points(subject, option.raw.get("effects"), (*option.at, "effects"))
        for number, later in enumerate(items(option.raw.get("later"))):
            yield from _points(subject, fields(later).get("effects"), (*option.at, "later", number, "effects"))
    for fact in subject.outline.facts:
        surfaces = fields(fact.raw.get("surfaces"))
        yield from _points(subject, fact.raw.get("price"), (*fact.at, "price"))
        yield from _points(subject, surfaces.get("effects"), (*fact.at, "surfaces", "effects"))
    for part in ("company", "dyad"):
        for stock, value in fields(root.get(part)).items():
            most = {"customers": CUSTOMERS_MOST, "cash": 100_000}.get(stock, _INDEX_MOST)
            if isinstance(value, int) and not 0 <= value <= most:
                yield found("F104", subject.document.place((part, stock)), f"'{excerpt(stock)}' starts at 0 to {most}")


def _points(subject: Subject, effects: Any, at: Path) -> Iterator[Diagnostic]:
    for stock, amount in fields(effects).items():
        most = _MOST_POINTS.get(stock, _INDEX_POINTS)
        for path, points in _portions(amount, (*at, stock)):
            if points == 0:
                yield found("F104", subject.document.place(path), "0 points change nothing", "take the line out")
            elif abs(points) > most:
                message = f"{points} points are too many for '{excerpt(stock)}'"
                yield found("F104", subject.document.place(path), message, f"at most {most} either way")


def _portions(amount: Any, at: Path) -> Iterator[tuple[Path, int]]:
    if isinstance(amount, list):
        for number, portion in enumerate(amount):
            yield from _portions(portion, (*at, number))
    elif isinstance(amount, dict):
        yield from _portions(amount.get("points"), (*at, "points"))
    elif isinstance(amount, int) and not isinstance(amount, bool):
        yield at, amount


def _pairs(subject: Subject) -> Iterator[Diagnostic]:
    for scene in subject.outline.scenes:
        yield from _owner(subject, scene)
    for fact in subject.outline.facts:
        if fact.raw.get("price") and fact.raw.get("cost") != "confidential":
            place = subject.document.place((*fact.at, "price"))
            yield found(
                "F108", place, "only a confidential fact has a 'price'", "take it out, or set 'cost: confidential'"
            )


def _owner(subject: Subject, scene: Named) -> Iterator[Diagnostic]:
    decide, at = fields(scene.raw.get("decide")), (*scene.at, "decide")
    by, owner = decide.get("by"), decide.get("owner")
    if by == "both" and owner is None and "owner" not in decide:
        yield found("F102", subject.document.place(at), "the field 'owner' is missing", "who decides when they differ?")
    if by in CHAIRS and owner is not None:
        hint = "take it out: whoever is asked decides"
        yield found("F108", subject.document.place((*at, "owner")), "'owner' goes with 'by: both' only", hint)


def _last(path: Path) -> str:
    return str(path[-1]) if path else ""


_ID_HINT: Final = "an id is small letters, digits and '_', and begins with a letter"

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
