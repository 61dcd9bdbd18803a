"""F, continued: what the types alone cannot say. Names that conditions could read, ranges by stock, pairs of fields."""

from collections.abc import Iterator
from keyword import iskeyword
from typing import Any, Final, get_args

from game.content.checks.mending import lowered
from game.content.checks.rule import Subject, found
from game.content.clean import excerpt
from game.content.diagnostic import Diagnostic
from game.content.outline import Named, Outline, fields, items
from game.content.source import Path
from game.engine.scenario import Cost
from game.engine.stocks import CHAIRS, CUSTOMERS_MOST

_DEVICES: Final = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10))}
)
_MOST_POINTS: Final = {"customers": CUSTOMERS_MOST, "cash": 100_000}
_INDEX_POINTS: Final = 50
_INDEX_MOST: Final = 100
_FREE_TO_TELL: Final = frozenset(get_args(Cost)) - {"confidential"}
_COUNTRIES: Final = {"vn": "vi", "jp": "ja", "cn": "zh", "kr": "ko", "uk": "en", "us": "en", "gb": "en", "cz": "cs"}
"""Codes of countries that are taken for those of their language. (`uk` is Ukrainian, which nobody writes here yet.)"""


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield what the types alone cannot say: names that conditions could not read, ranges by stock, pairs of fields."""
    yield from _names(subject)
    yield from _amounts(subject)
    yield from _pairs(subject)


def _names(subject: Subject) -> Iterator[Diagnostic]:
    document, outline = subject.document, subject.outline
    language = fields(document.value).get("language")
    if isinstance(language, str) and language in _COUNTRIES:
        message = f"'{language}' is no code of a language"
        yield found("F106", document.place(("language",)), message, nearest=_COUNTRIES[language])
    scenario_id = fields(document.value).get("id")
    if isinstance(scenario_id, str) and scenario_id.lower() in _DEVICES:
        yield found("F106", document.place(("id",)), f"'{scenario_id}' is a device on some systems", "take another id")
    for name, at in _read_by_conditions(outline):
        if iskeyword(name):
            place = document.place(at) if at[-1] == "id" or isinstance(at[-1], int) else document.key_place(at)
            yield found("F106", place, f"'{name}' means something in conditions", "take another id")
    for person in outline.people:
        if not _is_id(person.id):
            yield _no_name(subject, person)
    subject.look_again()


def _no_name(subject: Subject, person: Named) -> Diagnostic:
    """A person's key that is no id; where the id that was meant is free, it is taken for it."""
    place, meant = subject.document.key_place(person.at), lowered(person.id)
    if meant and meant not in fields(fields(subject.document.value).get("cast")):
        subject.document.take_key(person.at, meant)
    return found("F106", place, f"'{excerpt(person.id)}' is no id", ID_HINT, nearest=meant)


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
        if fact.raw.get("price") and fact.raw.get("cost") in _FREE_TO_TELL:
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


ID_HINT: Final = "an id is small letters, digits and '_', and begins with a letter"
