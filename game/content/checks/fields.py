"""Family F: which fields there are, of what type and within what range, explained in an author's words.

pydantic finds what doesn't fit the types; here each of its errors becomes a message. A misspelt field is reported
once and then taken for the one that was meant, so that no further message follows from it. `check_field_values` adds
what types alone can't express: names that conditions can't read, ranges by stock, fields that need each other.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from keyword import iskeyword
from typing import Any, Final, get_args

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from game.content import schema
from game.content.checks.rule import Subject, build_diagnostic, find_intended_name, find_nearest_name
from game.content.diagnostic import Diagnostic
from game.content.outline import Declaration, Outline, as_fields, as_list
from game.content.people import PEOPLE
from game.content.safe_input import is_device_name, render_excerpt, strip_accents
from game.content.schema import list_known_fields
from game.content.schema.fields import ID_PATTERN
from game.content.yaml.positions import Path
from game.engine.scenario import Cost
from game.engine.stocks import CHAIRS, CUSTOMERS_MOST

_ID: Final = re.compile(ID_PATTERN)
_NAMES: Final = re.compile(r"[A-Za-z]\w*(?:\s*,\s*[A-Za-z]\w*)*")
_EXAMPLES: Final = {
    "minutes": "{solo: 8, pair: 16}",
    "voice": "{wants: ..., fears: ..., never_says: ...}",
    "surfaces": "{after: 2, by: a_person, text: ...}",
    "promise": "{id: ..., by: cto, text: ..., due: 2, kept: flag.done}",
    "private": "{ceo: ...}, {cto: ...} or both",
    "effects": "{sales: +3, culture: -2}",
    "price": "{culture: -3}",
    "cares": "{sales: 0.6, culture: 1.0}",
}
_LANGUAGES: Final = {
    "english": "en", "anglais": "en", "eng": "en", "tiếng anh": "en",
    "vietnamese": "vi", "tiếng việt": "vi", "tieng viet": "vi", "việt": "vi", "vie": "vi",
}  # fmt: skip
_CURLY: Final = "curly quotes are no quotes here; write it without them"
_CURLY_QUOTED: Final = re.compile(r"[“”„‘’«](.*)[“”‘’»]")
_ALL: Final = frozenset({"all", "everything", "every", "any"})


def report_empty_field(subject: Subject, path: Path) -> Diagnostic:
    """Report a field without a value; one that a stray comma or colon created is explained as such."""
    document, name = subject.document, str(path[-1])
    where = document.keys.get(path)
    before = document.source.text[: where[0]].rstrip() if where else ""
    known = isinstance(path[-1], int) or name in list_known_fields(document.value, path[:-1])
    if re.fullmatch(r"[\w.]+:\S+", name):
        message, hint = "a space is missing after the ':'", f"write '{render_excerpt(name.replace(':', ': ', 1))}'"
    elif before.endswith(",") and not known:
        message = f"the text ends at the comma before this, and '{render_excerpt(name)}' is read as a field"
        hint = "between braces a text that has a comma goes in quotes"
        document.reported.add(path[:-1])
    elif before.endswith("{") and not known:
        message, hint = "a text can't begin with '{'", "put the whole text in quotes"
    else:
        message, hint = f"'{render_excerpt(name)}' is empty", "write its value after the colon, or remove the field"
    return build_diagnostic(
        "F110", document.locate_key(path) if where and not known else document.locate_value(path), message, hint
    )


def mend_list(subject: Subject, given: str, path: Path) -> str:
    """Return how to write a list for names without brackets; the names are taken as that list."""
    document = subject.document
    if path[-1] == "say" and given not in as_fields(as_fields(document.value).get("facts")):
        document.replace_value(path, True)
        return "write true for all facts" + ("" if given.lower() in _ALL else ", or a list of them, as in [a_fact]")
    names = [name.strip() for name in given.split(",")]
    if not _NAMES.fullmatch(given.strip()):
        return "a list stands in brackets, or has a '- ' before each entry"
    document.replace_value(path, names)
    return f"write [{render_excerpt(', '.join(names))}]"


def render_field_example(subject: Subject, path: Path) -> str:
    """Return how to write the group of fields at a path; '' if no group belongs there."""
    name = str(path[-1]) if path else ""
    if name in _EXAMPLES:
        return f"such as {_EXAMPLES[name]}"
    known = list_known_fields(subject.document.value, path)
    return f"its fields are {', '.join(known[:4])}{' ...' * (len(known) > len(known[:4]))}" if known else ""


def suggest_quoting(subject: Subject, path: Path) -> str:
    """Return the hint for a group or list in the place of a text, most often caused by a leading bracket."""
    where = subject.document.values.get(path)
    first = subject.document.source.text[where[0] : where[0] + 1] if where else ""
    subject.document.reported.add(path)
    return "put the whole text in quotes" if first in {"{", "["} else "write one text"


def normalize_id(given: str) -> str:
    """Return the valid id for a name with capitals, accents, spaces, hyphens or curly quotes; '' if there is none."""
    quoted = _CURLY_QUOTED.fullmatch(given)
    plain = strip_accents(quoted[1] if quoted else given)
    meant = re.sub(r"[\s-]+", "_", plain.strip()).lower()
    return meant if _ID.fullmatch(meant) and meant.isascii() else ""


def find_language_code(given: str) -> str:
    """Return the code of a language given by its name; '' for an unknown one."""
    return _LANGUAGES.get(given.strip().lower(), "")


_MOST_POINTS: Final = {"customers": CUSTOMERS_MOST, "cash": 100_000}
_INDEX_POINTS: Final = 50
_INDEX_MOST: Final = 100
_FREE_TO_TELL: Final = frozenset(get_args(Cost)) - {"confidential"}
_COUNTRIES: Final = {"vn": "vi", "jp": "ja", "cn": "zh", "kr": "ko", "uk": "en", "us": "en", "gb": "en", "cz": "cs"}
"""Country codes that are mistaken for language codes. (`uk` is Ukrainian, which nobody has used here yet.)"""


def check_field_values(subject: Subject) -> Iterator[Diagnostic]:
    """Yield what types do not express: unreadable names, ranges by stock, fields that need each other."""
    yield from _check_ids(subject)
    yield from _check_amounts(subject)
    yield from _check_field_pairs(subject)


def _check_ids(subject: Subject) -> Iterator[Diagnostic]:
    document, outline = subject.document, subject.outline
    language = as_fields(document.value).get("language")
    if isinstance(language, str) and language in _COUNTRIES:
        message = f"'{language}' is not a language code"
        yield build_diagnostic("F106", document.locate_value(("language",)), message, nearest=_COUNTRIES[language])
    scenario_id = as_fields(document.value).get("id")
    if isinstance(scenario_id, str) and is_device_name(scenario_id):
        yield build_diagnostic(
            "F106", document.locate_value(("id",)), f"'{scenario_id}' is a device on some systems", "choose another id"
        )
    for name, at in _list_condition_names(outline):
        if iskeyword(name):
            place = document.locate_value(at) if at[-1] == "id" or isinstance(at[-1], int) else document.locate_key(at)
            yield build_diagnostic("F106", place, f"'{name}' is a reserved word in conditions", "choose another id")
    subject.refresh_outline()


def _list_condition_names(outline: Outline) -> Iterator[tuple[str, Path]]:
    """Yield every name that a condition can contain, with its place."""
    for named in (*outline.facts, *outline.scenes, *outline.options, *outline.promises, *outline.endings):
        yield named.id, named.id_at
    yield from outline.flags
    for name, values in outline.draws.items():
        yield name, ("draw", name)
        yield from ((value, ("draw", name, number)) for number, value in enumerate(values))
    for chair, goals in outline.goals.items():
        yield from ((goal, ("cast", chair, "goals", goal)) for goal in goals)


def is_condition_name(text: str) -> bool:
    """Whether a name is an id that conditions can contain."""
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
                    "F104", subject.document.locate_value(path), "0 points change nothing", "remove the line"
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
    for path in (("title",), *((*person.at, "name") for person in subject.outline.people)):
        yield from _check_curly_quotes(subject, path)
    for scene in subject.outline.scenes:
        yield from _check_owner(subject, scene)
    for fact in subject.outline.facts:
        if fact.raw.get("price") and fact.raw.get("cost") in _FREE_TO_TELL:
            place = subject.document.locate_value((*fact.at, "price"))
            yield build_diagnostic(
                "F108", place, "only a confidential fact has a 'price'", "remove it, or set 'cost: confidential'"
            )


def _check_curly_quotes(subject: Subject, path: Path) -> Iterator[Diagnostic]:
    """Yield that a title or a name stands in curly quotes, which players would see: they are no quotes of YAML."""
    given, where = subject.document.find_value(path), subject.document.values.get(path)
    if isinstance(given, str) and where and not where[2] and _CURLY_QUOTED.fullmatch(given):
        place = subject.document.locate_value(path)
        yield build_diagnostic("F113", place, "these curly quotes will be shown, as a part of the text", _CURLY)


def _check_owner(subject: Subject, scene: Declaration) -> Iterator[Diagnostic]:
    decide, at = as_fields(scene.raw.get("decide")), (*scene.at, "decide")
    by, owner = decide.get("by"), decide.get("owner")
    if by == "both" and owner is None and "owner" not in decide:
        yield build_diagnostic(
            "F102",
            subject.document.locate_value(at),
            "the field 'owner' is missing",
            "say who decides when the chairs differ",
        )
    if by in CHAIRS and owner is not None:
        hint = "remove it: the chair that is asked decides"
        yield build_diagnostic(
            "F108", subject.document.locate_value((*at, "owner")), "'owner' is only for 'by: both'", hint
        )


ID_HINT: Final = "an id is small letters, digits and '_', and begins with a letter"


_MOST_ERRORS: Final = 500
_KEY: Final = "[key]"
"""How pydantic says that an error is in a key, not in its value."""
_MOST_ROUNDS: Final = 4
"""How often the file is validated again after misspelt fields were renamed."""


_FORMAT: Final = 2
"""The version of the format that is read."""


def report_odd_version(subject: Subject) -> Iterator[Diagnostic]:
    """Yield that the version is no whole number, though it means the right one; it is then taken for that."""
    version = as_fields(subject.document.value).get("tandem")
    if version is None or type(version) is int:
        return
    place = subject.document.locate_value(("tandem",))
    subject.document.replace_value(("tandem",), _FORMAT)
    yield build_diagnostic("F109", place, "this is not version 2 of the format", "write 'tandem: 2'")


def is_other_format(subject: Subject) -> bool:
    """Tell whether a file says that it is written in another version of the format, which nothing reads here."""
    version = as_fields(subject.document.value).get("tandem")
    return type(version) is int and version != _FORMAT


def report_other_format(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the one problem of a file in another version: to update, or the three things to change."""
    version, place = subject.document.value["tandem"], subject.document.locate_value(("tandem",))
    if version > _FORMAT:
        message = f"this file was made by a newer Tandem (version {version} of the format)"
        yield build_diagnostic("F109", place, message, "update Tandem to read it")
        return
    yield build_diagnostic(
        "F109",
        place,
        f"this file is in version {version} of the format",
        "three things changed: write 'tandem: 2'; an effect with 'because' now happens only where that fact is true, "
        "and the fact's 'when' may read draws alone; 'reasons' have no 'mood'",
    )


def check_schema(subject: Subject) -> Iterator[Diagnostic]:
    """Validate a document against the format; set `subject.model` if it fits, otherwise yield what does not."""
    value = subject.document.value
    if not isinstance(value, dict):
        yield build_diagnostic(
            "F100",
            subject.document.locate_value(()),
            "this file is not a scenario",
            "a scenario begins with 'tandem: 2'",
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
        if not _is_within_reported(path, subject.document.reported):
            yield report_empty_field(subject, path)


def check_people_fields(subject: Subject) -> Iterator[Diagnostic]:
    """Yield what does not fit the format of a pack's people."""
    try:
        schema.PeopleFileSchema.model_validate(subject.document.value)
    except ValidationError as error:
        for detail in error.errors(include_url=False)[:_MOST_ERRORS]:
            path = _resolve_location(subject.document.value, detail["loc"])
            name = str(detail["loc"][-1]) if detail["loc"] else PEOPLE
            if name == _KEY:
                yield _report_wrong_key(subject, detail, path)
                continue
            yield build_diagnostic("F112", subject.document.locate_value(path), f"'{name}': {detail['msg']}")


def _validate_scenario(value: Any) -> tuple[schema.ScenarioSchema | None, list[ErrorDetails]]:
    try:
        return schema.ScenarioSchema.model_validate(value), []
    except ValidationError as error:
        return None, error.errors(include_url=False)[:_MOST_ERRORS]


def _mend_misspelt_fields(
    subject: Subject, problems: list[ErrorDetails], empties: frozenset[Path]
) -> Iterator[Diagnostic]:
    """Report fields that are surely misspelt, and rename each to the intended field unless that exists already."""
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
        told = subject.document.reported
        if (
            path not in empties
            and not _is_within_reported(path, told)
            and not _is_glued_to_value(subject, detail, path)
        ):
            yield _report_schema_error(subject, detail, path)


def _is_within_reported(path: Path, told: set[Path]) -> bool:
    """Whether a path lies within a value that has been reported already."""
    return any(path[:length] in told for length in range(len(path) + 1))


def _is_glued_to_value(subject: Subject, detail: ErrorDetails, path: Path) -> bool:
    """Whether a missing field is there, but glued to its value: `points:4`."""
    missing = detail["type"] == "missing"
    return missing and any(
        key.startswith(f"{detail['loc'][-1]}:") for key in as_fields(subject.document.find_value(path))
    )


def _resolve_location(value: Any, loc: tuple[str | int, ...]) -> Path:
    """Return pydantic's path without the parts that name a way of writing instead of a field."""
    path: list[str | int] = []
    for part in loc:
        held = part in value if isinstance(value, dict) else isinstance(value, list) and isinstance(part, int)
        if held and (isinstance(value, dict) or int(part) < len(value)):
            value = value[part]
            path.append(part)
    return tuple(path)


def _report_schema_error(subject: Subject, detail: ErrorDetails, path: Path) -> Diagnostic:
    """Return a problem for one of pydantic's errors, in an author's words."""
    if detail["loc"][-1] == _KEY:
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


def _report_portrait(subject: Subject, detail: ErrorDetails, path: Path) -> Diagnostic:
    return build_diagnostic("F111", subject.document.locate_value(path), detail["msg"])


def _report_invalid_id(subject: Subject, detail: ErrorDetails, path: Path) -> Diagnostic:
    given, place = str(detail["input"]), subject.document.locate_value(path)
    if path == ("language",):
        return build_diagnostic(
            "F106",
            place,
            f"'{render_excerpt(given)}' is not a language code",
            _CODES,
            nearest=find_language_code(given),
        )
    meant = normalize_id(given) if path != ("id",) else ""
    if meant:
        subject.document.replace_value(path, meant)
    hint = _CURLY if _CURLY_QUOTED.fullmatch(given) else _HYPHENS if path == ("id",) else ID_HINT
    return build_diagnostic("F106", place, f"'{render_excerpt(given)}' is not a valid id", hint, nearest=meant)


def _report_out_of_range(subject: Subject, detail: ErrorDetails, path: Path) -> Diagnostic:
    code, words = _LIMITS[detail["type"]]
    context = detail.get("ctx", {})
    limit = next((context[key] for key in ("ge", "gt", "le", "min_length", "max_length") if key in context), "")
    return build_diagnostic(code, subject.document.locate_value(path), f"{words} {limit}")


def _report_blank_text(subject: Subject, detail: ErrorDetails, path: Path) -> Diagnostic:  # noqa: ARG001
    return build_diagnostic(
        "F110", subject.document.locate_value(path), "this text is empty", "write it, or remove the field"
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
    """Return how to write a number; '' if none belongs there."""
    if "number" not in expected:
        return ""
    if given.strip("+-").isdigit():
        return "remove the quotes"
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
    return build_diagnostic("F106", place, f"'{render_excerpt(key)}' is not a valid id", ID_HINT, nearest=meant)


def _report_unknown_value(subject: Subject, detail: ErrorDetails, path: Path) -> Diagnostic:
    place, given = subject.document.locate_value(path), str(detail["input"])
    known, message = _parse_choices(detail), f"'{render_excerpt(given)}' is not known here"
    if detail["input"] is False:
        return build_diagnostic("F105", place, "'false' has no meaning here", "write true, or remove the field")
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
    "cause_or_condition": _report_exclusive_fields,
    "name_or_person": _report_exclusive_fields,
    "portrait": _report_portrait,
    "greater_than": _report_out_of_range,
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
    "greater_than": ("F104", "this is too small: more than"),
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
