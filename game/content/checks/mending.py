"""How to mend a value of the wrong shape; where it can only be meant in one way it is taken so."""

import re
from typing import Final

from game.content.checks.rule import Subject, build_diagnostic
from game.content.diagnostic import Diagnostic
from game.content.outline import as_fields
from game.content.safe_input import render_excerpt
from game.content.schema import list_known_fields
from game.content.schema.fields import ID_PATTERN
from game.content.yaml.positions import Path

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
_ALL: Final = frozenset({"all", "everything", "every", "any"})


def report_empty_field(subject: Subject, path: Path) -> Diagnostic:
    """Tell of a field without a value; one that a comma or a colon made by itself is told for what it is."""
    document, name = subject.document, str(path[-1])
    where = document.keys.get(path)
    before = document.source.text[: where[0]].rstrip() if where else ""
    known = isinstance(path[-1], int) or name in list_known_fields(document.value, path[:-1])
    if re.fullmatch(r"[\w.]+:\S+", name):
        message, hint = "a blank is missing after the ':'", f"write '{render_excerpt(name.replace(':', ': ', 1))}'"
    elif before.endswith(",") and not known:
        message = f"the text ends at the comma before this, and '{render_excerpt(name)}' is read as a field"
        hint = "between braces a text that has a comma goes in quotes"
        document.told.add(path[:-1])
    elif before.endswith("{") and not known:
        message, hint = "a text may not begin with '{'", "put the whole text in quotes"
    else:
        message, hint = f"'{render_excerpt(name)}' is empty", "write its value after the colon, or take the field out"
    return build_diagnostic(
        "F110", document.locate_key(path) if where and not known else document.locate_value(path), message, hint
    )


def mend_list(subject: Subject, given: str, path: Path) -> str:
    """Return how a list is written, where one name or several stand without its brackets; they are taken for it."""
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
    """Return how the group of fields at a place is written; '' where no group belongs there."""
    name = str(path[-1]) if path else ""
    if name in _EXAMPLES:
        return f"such as {_EXAMPLES[name]}"
    known = list_known_fields(subject.document.value, path)
    return f"its fields are {', '.join(known[:4])}{' ...' * (len(known) > len(known[:4]))}" if known else ""


def suggest_quoting(subject: Subject, path: Path) -> str:
    """Return what to do about a group or a list where a text belongs: a bracket at its beginning most often."""
    where = subject.document.values.get(path)
    first = subject.document.source.text[where[0] : where[0] + 1] if where else ""
    subject.document.told.add(path)
    return "put the whole text in quotes" if first in {"{", "["} else "write one text"


def normalize_id(given: str) -> str:
    """Return the id that was meant by a name in capitals, with blanks or with hyphens; '' where none can be."""
    meant = re.sub(r"[\s-]+", "_", given.strip()).lower()
    return meant if _ID.fullmatch(meant) and meant.isascii() else ""


def find_language_code(given: str) -> str:
    """Return the code of a language that is named in words; '' for one that is not known."""
    return _LANGUAGES.get(given.strip().lower(), "")
