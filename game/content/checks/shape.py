"""F: the shape of the file. Which fields there are, of what kind and within what range, in an author's words.

What is misspelt is told once and then taken for what was meant, so that nothing is told which only follows from it.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from game.content import schema
from game.content.checks.format import ID_HINT
from game.content.checks.mending import (
    find_language_code,
    mend_list,
    normalize_id,
    render_field_example,
    report_empty_field,
    suggest_quoting,
)
from game.content.checks.rule import Subject, build_diagnostic, find_intended_name, find_nearest_name
from game.content.diagnostic import Diagnostic
from game.content.outline import as_fields
from game.content.safe_input import render_excerpt
from game.content.schema import list_known_fields
from game.content.yaml.positions import Path

_MOST_ERRORS: Final = 500
_MOST_ROUNDS: Final = 4
"""How often the file is looked at again with misspelt fields taken for what was meant."""


def check_schema(subject: Subject) -> Iterator[Diagnostic]:
    """Hold a document against the format; sets `subject.model` where it fits, else yields what does not."""
    value = subject.document.value
    if not isinstance(value, dict):
        yield build_diagnostic(
            "F100", subject.document.locate_value(()), "this file is no scenario", "it begins with 'tandem: 1'"
        )
        return
    empties = list(_list_empty_paths(value, ()))
    model, problems = _validate_scenario(value)
    strangers: list[Diagnostic] = []
    for _ in range(_MOST_ROUNDS):
        renamed = list(_mend_misspelt_fields(subject, problems, frozenset(empties)))
        if not renamed:
            break
        strangers += renamed
        model, problems = _validate_scenario(value)
    subject.model = None if empties or strangers else model
    yield from strangers
    yield from _report_remaining_errors(subject, problems, frozenset(empties))
    for path in empties:
        if not _is_within_reported(path, subject.document.told):
            yield report_empty_field(subject, path)


def _validate_scenario(value: Any) -> tuple[schema.ScenarioSchema | None, list[ErrorDetails]]:
    try:
        return schema.ScenarioSchema.model_validate(value), []
    except ValidationError as error:
        return None, error.errors(include_url=False)[:_MOST_ERRORS]


def _mend_misspelt_fields(
    subject: Subject, problems: list[ErrorDetails], empties: frozenset[Path]
) -> Iterator[Diagnostic]:
    """Tell of fields that are surely misspelt, and take each for the one that was meant where that is not there."""
    document = subject.document
    for detail in problems:
        path = _resolve_location(document.value, detail["loc"])
        if detail["type"] != "extra_forbidden" or path in empties or not path:
            continue
        meant = find_intended_name(_extract_field_name(path), list_known_fields(document.value, path[:-1]))
        if meant and meant not in as_fields(document.find_value(path[:-1])):
            yield _report_unknown_field(subject, detail, path)
            document.rename_key(path, meant)


def _report_remaining_errors(
    subject: Subject, problems: list[ErrorDetails], empties: frozenset[Path]
) -> Iterator[Diagnostic]:
    paths = [_resolve_location(subject.document.value, detail["loc"]) for detail in problems]
    for detail, path in zip(problems, paths, strict=True):
        told = subject.document.told
        if (
            path not in empties
            and not _is_within_reported(path, told)
            and not _is_glued_to_value(subject, detail, path)
        ):
            yield _report_schema_error(subject, detail, path)


def _is_within_reported(path: Path, told: set[Path]) -> bool:
    """Whether a place belongs to a value of which all is told."""
    return any(path[:length] in told for length in range(len(path) + 1))


def _is_glued_to_value(subject: Subject, detail: ErrorDetails, path: Path) -> bool:
    """Whether what is missing is there, glued to its value: `points:4`."""
    missing = detail["type"] == "missing"
    return missing and any(
        key.startswith(f"{detail['loc'][-1]}:") for key in as_fields(subject.document.find_value(path))
    )


def _resolve_location(value: Any, loc: tuple[str | int, ...]) -> Path:
    """Leave out of pydantic's path what names a way of writing and not a field."""
    path: list[str | int] = []
    for part in loc:
        held = part in value if isinstance(value, dict) else isinstance(value, list) and isinstance(part, int)
        if held and (isinstance(value, dict) or int(part) < len(value)):
            value = value[part]
            path.append(part)
    return tuple(path)


def _report_schema_error(subject: Subject, detail: ErrorDetails, path: Path) -> Diagnostic:
    """Say one of pydantic's errors in an author's words."""
    if detail["loc"][-1] == "[key]":
        return _report_wrong_key(subject, detail, path)
    told = _TOLD.get(detail["type"])
    return told(subject, detail, path) if told else _report_wrong_type(subject, detail, path)


def _report_unknown_field(subject: Subject, detail: ErrorDetails, path: Path) -> Diagnostic:  # noqa: ARG001
    name = _extract_field_name(path)
    close = find_nearest_name(name, list_known_fields(subject.document.value, path[:-1]))
    return build_diagnostic(
        "F101", subject.document.locate_key(path), f"unknown field '{render_excerpt(name)}'", nearest=close
    )


def _report_missing_field(subject: Subject, detail: ErrorDetails, path: Path) -> Diagnostic:
    return build_diagnostic(
        "F102", subject.document.locate_value(path), f"the field '{detail['loc'][-1]}' is missing", "add it here"
    )


def _report_exclusive_fields(subject: Subject, detail: ErrorDetails, path: Path) -> Diagnostic:
    return build_diagnostic("F108", subject.document.locate_value(path), detail["msg"])


def _report_invalid_id(subject: Subject, detail: ErrorDetails, path: Path) -> Diagnostic:
    given, place = str(detail["input"]), subject.document.locate_value(path)
    if path == ("language",):
        return build_diagnostic(
            "F106",
            place,
            f"'{render_excerpt(given)}' is no code of a language",
            _CODES,
            nearest=find_language_code(given),
        )
    meant = normalize_id(given) if path != ("id",) else ""
    if meant:
        subject.document.replace_value(path, meant)
    hint = _HYPHENS if path == ("id",) else ID_HINT
    return build_diagnostic("F106", place, f"'{render_excerpt(given)}' is no id", hint, nearest=meant)


def _report_out_of_range(subject: Subject, detail: ErrorDetails, path: Path) -> Diagnostic:
    code, words = _LIMITS[detail["type"]]
    context = detail.get("ctx", {})
    limit = next((context[key] for key in ("ge", "le", "min_length", "max_length") if key in context), "")
    return build_diagnostic(code, subject.document.locate_value(path), f"{words} {limit}")


def _report_blank_text(subject: Subject, detail: ErrorDetails, path: Path) -> Diagnostic:  # noqa: ARG001
    return build_diagnostic(
        "F110", subject.document.locate_value(path), "this text is empty", "write it, or take the field out"
    )


def _report_wrong_type(subject: Subject, detail: ErrorDetails, path: Path) -> Diagnostic:
    expected = _KINDS.get(detail["type"]) or detail["msg"].removeprefix("this should be ")
    given, place = detail["input"], subject.document.locate_value(path)
    hint = ""
    if isinstance(given, int | float):
        hint = (
            "put it in quotes"
            if "text" in expected
            else _suggest_number(expected) or render_field_example(subject, path)
        )
    elif isinstance(given, str):
        hint = mend_list(subject, given, path) if "list" in expected else render_field_example(subject, path)
        hint = _suggest_number(expected, given) or hint
    elif "text" in expected:
        hint = suggest_quoting(subject, path)
    elif isinstance(given, dict) and "list" in expected:
        subject.document.replace_value(path, [given])
        hint = "put a '- ' before it"
    elif "group" in expected:
        hint = render_field_example(subject, path)
    return build_diagnostic("F103", place, f"this should be {expected}", hint)


def _suggest_number(expected: str, given: str = "") -> str:
    """Return how a number is written; '' where none belongs there."""
    if "number" not in expected:
        return ""
    if given.strip("+-").isdigit():
        return "take the quotes away"
    return "such as +4, or {points: +4, because: a_fact}" if "or" in expected.split() else "such as 2"


def _report_wrong_key(subject: Subject, detail: ErrorDetails, path: Path) -> Diagnostic:
    place, key = subject.document.locate_key(path), _extract_field_name(path)
    if detail["type"] == "literal_error":
        known = _parse_choices(detail)
        return build_diagnostic(
            "F105",
            place,
            f"unknown name '{render_excerpt(key)}'",
            _render_choices(known),
            nearest=find_nearest_name(key, known),
        )
    meant = normalize_id(key)
    if meant and meant not in as_fields(subject.document.find_value(path[:-1])):
        subject.document.rename_key(path, meant)
    return build_diagnostic("F106", place, f"'{render_excerpt(key)}' is no id", ID_HINT, nearest=meant)


def _report_unknown_value(subject: Subject, detail: ErrorDetails, path: Path) -> Diagnostic:
    place, given = subject.document.locate_value(path), str(detail["input"])
    known, message = _parse_choices(detail), f"'{render_excerpt(given)}' is not known here"
    if path == ("tandem",):
        return build_diagnostic("F109", place, "this is not version 1 of the format", "write 'tandem: 1'")
    if detail["input"] is False:
        return build_diagnostic("F105", place, "'false' says nothing here", "write true, or take the field out")
    if known == ["True"]:
        return build_diagnostic("F105", place, message, "write true")
    if path[-1] == "blame" and given in {person.id for person in subject.outline.people}:
        return build_diagnostic("F105", place, message, f"write {{blame: {{on: {given}}}}}")
    sure = find_intended_name(given, known)
    if sure:
        subject.document.replace_value(path, sure)
    return build_diagnostic("F105", place, message, _render_choices(known), nearest=find_nearest_name(given, known))


_TOLD: Final[Mapping[str, Callable[[Subject, ErrorDetails, Path], Diagnostic]]] = {
    "extra_forbidden": _report_unknown_field,
    "missing": _report_missing_field,
    "literal_error": _report_unknown_value,
    "goal_or_goals": _report_exclusive_fields,
    "one_move": _report_exclusive_fields,
    "string_pattern_mismatch": _report_invalid_id,
    "string_too_short": _report_blank_text,
    "greater_than_equal": _report_out_of_range,
    "less_than_equal": _report_out_of_range,
    "too_short": _report_out_of_range,
    "too_long": _report_out_of_range,
    "string_too_long": _report_out_of_range,
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


def _parse_choices(detail: ErrorDetails) -> list[str]:
    return str(detail.get("ctx", {}).get("expected", "")).replace(" or ", ", ").replace("'", "").split(", ")


def _render_choices(known: list[str]) -> str:
    return f"one of: {', '.join(known)}"


def _list_empty_paths(value: Any, path: Path) -> Iterator[Path]:
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in pairs:
        if part is None:
            yield (*path, key)
        elif isinstance(part, dict | list):
            yield from _list_empty_paths(part, (*path, key))


def _extract_field_name(path: Path) -> str:
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
