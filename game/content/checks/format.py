"""F, continued: what the types alone cannot say. Names that conditions could read, ranges by stock, pairs of fields."""

from collections.abc import Iterator
from keyword import iskeyword
from typing import Any, Final, get_args

from game.content.checks.mending import normalize_id
from game.content.checks.rule import Subject, build_diagnostic
from game.content.diagnostic import Diagnostic
from game.content.outline import Declaration, Outline, as_fields, as_list
from game.content.safe_input import render_excerpt
from game.content.yaml.positions import Path
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


def check_field_values(subject: Subject) -> Iterator[Diagnostic]:
    """Yield what the types alone cannot say: names that conditions could not read, ranges by stock, pairs of fields."""
    yield from _check_ids(subject)
    yield from _check_amounts(subject)
    yield from _check_field_pairs(subject)


def _check_ids(subject: Subject) -> Iterator[Diagnostic]:
    document, outline = subject.document, subject.outline
    language = as_fields(document.value).get("language")
    if isinstance(language, str) and language in _COUNTRIES:
        message = f"'{language}' is no code of a language"
        yield build_diagnostic("F106", document.locate_value(("language",)), message, nearest=_COUNTRIES[language])
    scenario_id = as_fields(document.value).get("id")
    if isinstance(scenario_id, str) and scenario_id.lower() in _DEVICES:
        yield build_diagnostic(
            "F106", document.locate_value(("id",)), f"'{scenario_id}' is a device on some systems", "take another id"
        )
    for name, at in _list_condition_names(outline):
        if iskeyword(name):
            place = document.locate_value(at) if at[-1] == "id" or isinstance(at[-1], int) else document.locate_key(at)
            yield build_diagnostic("F106", place, f"'{name}' means something in conditions", "take another id")
    for person in outline.people:
        if not _is_id(person.id):
            yield _report_invalid_person_id(subject, person)
    subject.refresh_outline()


def _report_invalid_person_id(subject: Subject, person: Declaration) -> Diagnostic:
    """A person's key that is no id; where the id that was meant is free, it is taken for it."""
    place, meant = subject.document.locate_key(person.at), normalize_id(person.id)
    if meant and meant not in as_fields(as_fields(subject.document.value).get("cast")):
        subject.document.rename_key(person.at, meant)
    return build_diagnostic("F106", place, f"'{render_excerpt(person.id)}' is no id", ID_HINT, nearest=meant)


def _list_condition_names(outline: Outline) -> Iterator[tuple[str, Path]]:
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


def _check_amounts(subject: Subject) -> Iterator[Diagnostic]:
    root = as_fields(subject.document.value)
    for option in subject.outline.options:
        yield from _check_points(subject, option.raw.get("effects"), (*option.at, "effects"))
        for number, later in enumerate(as_list(option.raw.get("later"))):
            yield from _check_points(subject, as_fields(later).get("effects"), (*option.at, "later", number, "effects"))
    for fact in subject.outline.facts:
        surfaces = as_fields(fact.raw.get("surfaces"))
        yield from _check_points(subject, fact.raw.get("price"), (*fact.at, "price"))
        yield from _check_points(subject, surfaces.get("effects"), (*fact.at, "surfaces", "effects"))
    for part in ("company", "dyad"):
        for stock, value in as_fields(root.get(part)).items():
            most = {"customers": CUSTOMERS_MOST, "cash": 100_000}.get(stock, _INDEX_MOST)
            if isinstance(value, int) and not 0 <= value <= most:
                yield build_diagnostic(
                    "F104",
                    subject.document.locate_value((part, stock)),
                    f"'{render_excerpt(stock)}' starts at 0 to {most}",
                )


def _check_points(subject: Subject, effects: Any, at: Path) -> Iterator[Diagnostic]:
    for stock, amount in as_fields(effects).items():
        most = _MOST_POINTS.get(stock, _INDEX_POINTS)
        for path, points in _list_portions(amount, (*at, stock)):
            if points == 0:
                yield build_diagnostic(
                    "F104", subject.document.locate_value(path), "0 points change nothing", "take the line out"
                )
            elif abs(points) > most:
                message = f"{points} points are too many for '{render_excerpt(stock)}'"
                yield build_diagnostic(
                    "F104", subject.document.locate_value(path), message, f"at most {most} either way"
                )


def _list_portions(amount: Any, at: Path) -> Iterator[tuple[Path, int]]:
    if isinstance(amount, list):
        for number, portion in enumerate(amount):
            yield from _list_portions(portion, (*at, number))
    elif isinstance(amount, dict):
        yield from _list_portions(amount.get("points"), (*at, "points"))
    elif isinstance(amount, int) and not isinstance(amount, bool):
        yield at, amount


def _check_field_pairs(subject: Subject) -> Iterator[Diagnostic]:
    for scene in subject.outline.scenes:
        yield from _check_owner(subject, scene)
    for fact in subject.outline.facts:
        if fact.raw.get("price") and fact.raw.get("cost") in _FREE_TO_TELL:
            place = subject.document.locate_value((*fact.at, "price"))
            yield build_diagnostic(
                "F108", place, "only a confidential fact has a 'price'", "take it out, or set 'cost: confidential'"
            )


def _check_owner(subject: Subject, scene: Declaration) -> Iterator[Diagnostic]:
    decide, at = as_fields(scene.raw.get("decide")), (*scene.at, "decide")
    by, owner = decide.get("by"), decide.get("owner")
    if by == "both" and owner is None and "owner" not in decide:
        yield build_diagnostic(
            "F102", subject.document.locate_value(at), "the field 'owner' is missing", "who decides when they differ?"
        )
    if by in CHAIRS and owner is not None:
        hint = "take it out: whoever is asked decides"
        yield build_diagnostic(
            "F108", subject.document.locate_value((*at, "owner")), "'owner' goes with 'by: both' only", hint
        )


ID_HINT: Final = "an id is small letters, digits and '_', and begins with a letter"
