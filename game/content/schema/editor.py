"""The JSON Schema as editors need it: pydantic's schema, changed so that hover and completion help an author.

Every known word gets a one-line meaning, shown on hover and during completion. Checked against yaml-language-server
(`tests/editor`), which reads more than the standard: `markdownDescription`, `enumDescriptions`,
`patternErrorMessage`. Titles are removed, since every hover would begin with them, and so are empty defaults.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from game.content.schema.fields import ID_PATTERN, LANGUAGE_PATTERN, NOTE, SCENARIO_ID_PATTERN, MoveWithSchema
from game.content.schema.people import PAIR_PATTERN

_CHAIRS: Final = {"both": "Both chairs.", "ceo": "The chief executive.", "cto": "The chief technology officer."}

STOCKS: Final = {
    "ceo.trust": "How far the CEO trusts the CTO, 0 to 100.",
    "cto.trust": "How far the CTO trusts the CEO, 0 to 100.",
    "ceo.safety": "How safe it feels for the CEO to bring the CTO bad news, 0 to 100.",
    "cto.safety": "How safe it feels for the CTO to bring the CEO bad news, 0 to 100.",
    "ceo.freedom": "How free the CEO feels from being second-guessed, 0 to 100.",
    "cto.freedom": "How free the CTO feels from being second-guessed, 0 to 100.",
    "ceo.gap": "What the CTO knows, matters, and the CEO does not, 0 to 100; high is bad.",
    "cto.gap": "What the CEO knows, matters, and the CTO does not, 0 to 100; high is bad.",
    "clarity": "Both know who decides what, the goals and the obstacles, 0 to 100.",
    "bridge": "What the CTO gives to marketing, finance and sales, 0 to 100.",
    "culture": "How people deal with each other, 0 to 100; slow.",
    "structure": "How decisions are made, 0 to 100; slow.",
    "strain": "Overload, 0 to 100; high is bad.",
    "engineering": "What engineering is able to do, 0 to 100; slow.",
    "debt": "Technical debt, 0 to 100; high is bad.",
    "product": "What the product department gets done, 0 to 100.",
    "marketing": "What marketing gets done, 0 to 100.",
    "sales": "What sales gets done, 0 to 100.",
    "finance": "What finance gets done, 0 to 100.",
    "support": "What support gets done, 0 to 100.",
    "csat_product": "How satisfied customers are with the product, 0 to 100.",
    "csat_service": "How satisfied customers are with the service, 0 to 100.",
    "customers": "How many customers there are, 0 to 2000.",
    "cash": "Cash in thousand dollars; below 0 the company is insolvent.",
}

_PRINCIPLES: Final = {
    "hire_for_business": "Choose a CTO who understands the business, not only technology.",
    "respect_roles": "Know and respect each other's roles and strengths.",
    "shared_goals": "Know each other's goals and obstacles, and overcome them together.",
    "beyond_tech": "The CTO contributes beyond technology.",
    "open_flow": "Information flows; no gap is left open.",
    "bridge_gaps": "Where there is a gap, the CTO builds the bridge.",
    "no_blame": "No blame: sit down and solve it together.",
    "appreciate": "The CEO appreciates what the CTO contributes.",
    "freedom": "Give freedom; do not second-guess.",
    "on_track": "Work side by side and keep the company on track.",
}

_PERSONAS: Final = {
    "balanced": "No term weighs more than usual.",
    "guarded": "Keeps back, is slow to forgive, and fears to expose itself.",
    "warm": "Trusts early, forgives soon, likes to give credit.",
    "driven": "Puts its own goals first; overrides and second-guesses more easily.",
}

_TONES: Final = {
    "warm": "Sounds kind.",
    "neutral": "Sounds matter-of-fact.",
    "hard": "Sounds harsh.",
}

_COSTS: Final = {
    "free": "Saying it costs nothing.",
    "face": "Saying it costs the other's trust and its holder's safety a little, but it can never be found out.",
    "confidential": "Saying it breaks a confidence and costs the `price`.",
}

_MOODS: Final = {
    "warm": "Trusts, or something was owned.",
    "tense": "Is hurt, or under strain.",
}

_TIERS: Final = {
    "top": "As good as it gets; rare.",
    "good": "Worth playing for.",
    "mixed": "Something gained, something lost.",
    "poor": "Lost.",
}

_STRENGTHS: Final = {"half": "Half as strong as usual.", "double": "Twice as strong as usual."}

_KINDS: Final = {
    "facts": "What was known, by whom, and when.",
    "frame": "How each chair saw it.",
    "counterfactual": "What would have happened otherwise.",
    "transfer": "Where this happens in one's own company.",
}

_MOVES: Final = {name: field.description or "" for name, field in MoveWithSchema.model_fields.items()}

_TABLES: Final = (_CHAIRS, STOCKS, _PRINCIPLES, _PERSONAS, _TONES, _MOODS, _COSTS, _TIERS, _STRENGTHS, _KINDS, _MOVES)


def explain_words(words: Iterable[str]) -> Mapping[str, str]:
    """Return what each word of an enumeration means.

    Raises:
        LookupError: if no table knows them all.
    """
    wanted = list(words)
    for table in _TABLES:
        if all(word in table for word in wanted):
            return {word: table[word] for word in wanted}
    raise LookupError(f"nothing tells what {', '.join(wanted)} mean")


_PATTERNS: Final = {
    ID_PATTERN: "An id has small letters, digits and underscores, and begins with a letter.",
    SCENARIO_ID_PATTERN: "The id of a scenario has small letters, digits and hyphens, and begins with a letter.",
    LANGUAGE_PATTERN: "A language is named by its code: en, vi, ...",
    PAIR_PATTERN: "A pair is two ids, the speaker's first: minh>ha.",
}
_KEYS: Final = {ID_PATTERN: "id", LANGUAGE_PATTERN: "language code", PAIR_PATTERN: "speaker>listener"}
"""What the keys of a group are called by their pattern."""
_MARKED: Final = frozenset("`*_<[")
_PLAIN_LAST: Final = ("object", "array", "boolean", "integer", "string")
_AMOUNT: Final = "Amount"


def adapt_for_editors(schema: dict[str, Any]) -> dict[str, Any]:
    """Return a schema that accepts the same files and tells more about them."""
    told: dict[str, Any] = _adapt_part(schema)
    if "Option" not in told["$defs"]:  # people alone: nothing of theirs moves a stock
        return told
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
    """Name the keys of a group that has keys of one pattern, so that a bad one is told for what it is."""
    patterns = part.get("patternProperties")
    if not isinstance(patterns, dict) or len(patterns) != 1 or not patterns.keys() <= _KEYS.keys():
        return part
    kept = {key: value for key, value in part.items() if key != "patternProperties"}
    ((pattern, value),) = patterns.items()
    names = _add_pattern_message({"pattern": pattern, "title": _KEYS[pattern]})
    return {**kept, "propertyNames": names, "additionalProperties": value}


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
