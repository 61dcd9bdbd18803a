"""The JSON Schema as an editor shows it: pydantic's, told so that a language server's hover and completion help.

Checked against yaml-language-server (`tests/editor`), which reads more than the standard: `markdownDescription`,
`enumDescriptions`, `patternErrorMessage`. Titles go, since every hover would begin with them,
and so do defaults that say nothing.
"""

from typing import Any, Final

from game.content.schema.meanings import STOCKS, explain_words
from game.content.schema.words import ID_PATTERN, NOTE, SCENARIO_ID_PATTERN

_PATTERNS: Final = {
    ID_PATTERN: "An id has small letters, digits and underscores, and begins with a letter.",
    SCENARIO_ID_PATTERN: "The id of a scenario has small letters, digits and hyphens, and begins with a letter.",
}
_MARKED: Final = frozenset("`*_<[")
_PLAIN_LAST: Final = ("object", "array", "boolean", "integer", "string")
_AMOUNT: Final = "Amount"


def adapt_for_editors(schema: dict[str, Any]) -> dict[str, Any]:
    """Return a schema that accepts the same files and tells more about them."""
    told: dict[str, Any] = _adapt_part(schema)
    amounts = told["$defs"]["Option"]["properties"]["effects"]["additionalProperties"]
    told["$defs"][_AMOUNT] = {**amounts, "description": "Points on a stock, at once or for whoever knows a fact."}
    return {name: _expand_stock_keys(part, amounts) for name, part in told.items()}


def _adapt_part(part: Any) -> Any:
    """Work through a part of the schema from the inside out."""
    if isinstance(part, list):
        return [_adapt_part(item) for item in part]
    if not isinstance(part, dict):
        return part
    kept = {key: _adapt_part(value) for key, value in _remove_null(part).items() if not _is_redundant(key, value)}
    for change in (_choose_by_type, _add_key_names, _add_word_meanings, _add_pattern_message, _add_notes):
        kept = change(kept)
    return kept


def _is_redundant(key: str, value: Any) -> bool:
    return (key == "title" and isinstance(value, str)) or (key == "default" and not value)


def _remove_null(part: dict[str, Any]) -> dict[str, Any]:
    """Take out the null that pydantic allows wherever a field has none as its default: no field may be empty."""
    choices = [choice for choice in part.get("anyOf", []) if choice != {"type": "null"}]
    if len(choices) != 1:
        return part
    return {**choices[0], **{key: value for key, value in part.items() if key != "anyOf"}}


def _choose_by_type(part: dict[str, Any]) -> dict[str, Any]:
    """Choose by type, not by trying: of choices that all fail the server tells what was not meant.

    The choices of a field that may be written in several ways have different types, so that it is the same.
    """
    choices = part.get("oneOf")
    if choices is None:
        return part
    *grouped, plain = sorted(choices, key=lambda choice: _PLAIN_LAST.index(_extract_type(choice)))
    chosen: dict[str, Any] = {key: value for key, value in plain.items() if key != "type"}
    for choice in reversed(grouped):
        chosen = {"if": {"type": _extract_type(choice)}, "then": choice, "else": chosen}
    kept = {key: value for key, value in part.items() if key != "oneOf"}
    if "const" in plain:  # with a type, both booleans would be completed
        return {**kept, **chosen, "else": plain, "examples": [plain["const"]]}
    if "enum" in plain:  # inside if and else the server completes no words; what matches all refuses nothing
        kept["anyOf"] = [{}, {key: value for key, value in plain.items() if key != "type"}]
    return {**kept, "type": [_extract_type(one) for one in choices], **chosen}


def _extract_type(choice: dict[str, Any]) -> str:
    return str(choice.get("type", "object"))


def _add_key_names(part: dict[str, Any]) -> dict[str, Any]:
    """Name the keys of a group that has ids as keys, so that a bad one is told for what it is."""
    if list(part.get("patternProperties", ())) != [ID_PATTERN]:
        return part
    kept = {key: value for key, value in part.items() if key != "patternProperties"}
    names = _add_pattern_message({"pattern": ID_PATTERN, "title": "id"})
    return {**kept, "propertyNames": names, "additionalProperties": part["patternProperties"][ID_PATTERN]}


def _add_word_meanings(part: dict[str, Any]) -> dict[str, Any]:
    words = part.get("enum")
    if not isinstance(words, list):
        return part
    told = list(explain_words(words).values())
    marked = {"markdownEnumDescriptions": told} if any(_MARKED & set(one) for one in told) else {}
    return {**part, "enumDescriptions": told, **marked}


def _add_pattern_message(part: dict[str, Any]) -> dict[str, Any]:
    message = _PATTERNS.get(part["pattern"]) if isinstance(part.get("pattern"), str) else None
    return {**part, "patternErrorMessage": message} if message else part


def _add_notes(part: dict[str, Any]) -> dict[str, Any]:
    """Keep the marks of a description (the server escapes them elsewhere), and add what holds for all of its kind."""
    told, note = part.get("description", ""), part.get(NOTE, "")
    if not isinstance(told, str) or not (note or _MARKED & set(told)):
        return part
    kept = {key: value for key, value in part.items() if key != NOTE}
    return {**kept, "markdownDescription": "\n\n".join(filter(None, (told, note)))}


def _expand_stock_keys(part: Any, amounts: Any) -> Any:
    """Write out the stocks of a group that has stocks as keys, each with what it means."""
    if isinstance(part, list):
        return [_expand_stock_keys(item, amounts) for item in part]
    if not isinstance(part, dict):
        return part
    kept = {key: _expand_stock_keys(value, amounts) for key, value in part.items()}
    names = kept.get("propertyNames", {}).get("enum", ()) if isinstance(kept.get("propertyNames"), dict) else ()
    if not names or not set(names) <= set(STOCKS):
        return kept
    value = kept["additionalProperties"]
    shape = {"$ref": f"#/$defs/{_AMOUNT}"} if value == amounts else value
    stocks = {name: {**shape, "description": STOCKS[name]} for name in names}
    del kept["propertyNames"]
    return {**kept, "properties": stocks, "additionalProperties": False}
