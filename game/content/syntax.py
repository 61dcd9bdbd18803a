"""Why a file cannot be read on as YAML, in words that help an author, at the place where the slip was made.

libyaml stops where it can make no sense of what it sees; that is often far below the slip. So the last value before
that place is looked at too: a quote that swallowed lines, a text that goes on after its quote or its brace.
"""

import re
from dataclasses import dataclass
from typing import Any, Final
from unicodedata import name as name_of

import yaml

from game.content.clean import excerpt
from game.content.source import Stretch

_QUOTE: Final = "put it in quotes"
_OTHER_BLANKS: Final = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_BLANK: Final = re.compile(f"[{_OTHER_BLANKS}]")
_MISPLACED: Final = re.compile(f"^[ ]*(?:-[ ]*|[\\w.]+:)?[ ]*([{_OTHER_BLANKS}])", re.MULTILINE)
"""A blank that is no space, in an indent, after a dash or after the colon of a key."""
_LINES_BEFORE: Final = 4
_SWALLOWED: Final = re.compile(r"\n[ ]*(?:- *)?\{?[a-z_]+:(?:[ \n]|$)")
"""A key at the beginning of a line: no text that was meant goes over one."""
_CLOSING: Final = {"{": "}", "[": "]"}
_GLUED: Final = re.compile(r"([A-Za-z_][\w.]*:)([^\s:/]\S*)")

_SYNTAX: Final = (
    ("found character that cannot start any token", "\t", "a tab is used to indent", "indent with spaces"),
    ("found character that cannot start any token", "@`%", "a text may not begin with this sign", _QUOTE),
    ("mapping values are not allowed", "", "a ': ' stands inside a text, or a line is indented wrongly", _QUOTE),
    ("block sequence entries are not allowed", "", "a list cannot begin on the line of its key",
     "put it in quotes if it is a text; else begin the list on the next line"),
    ("could not find expected ':'", "", "a ':' is missing after a key", "write 'key: value'"),
    ("did not find expected key", "", "a key was expected here", "check the indentation and the quotes above"),
    ("did not find expected '-' indicator", "", "a '- ' was expected here", "check the indentation of the list"),
    ("did not find expected ',' or", "", "a ',' or a closing bracket is missing", "check the brackets and quotes"),
    ("found unknown escape character", "", "this escape is unknown", "in double quotes write \\\\ for a backslash"),
    ("found a tab character", "", "a tab is used to indent", "indent with spaces"),
    ("did not find expected <document start>", "", "the line above is no 'key: value'", "write a ': ' after its key"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Slip:
    """What keeps a file from being read on: where it was made, and where what it broke began; -1 for nowhere."""

    at: int
    message: str
    hint: str
    began: int = -1
    code: str = "R104"


def explain(error: yaml.YAMLError, text: str, last: Stretch) -> Slip:
    """Return the slip behind an error; `last` is the last text or bracket that was read before it."""
    mark, context = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    at = mark.index if mark is not None else int(getattr(error, "position", 0) or 0)
    began = context.index if context is not None and context.line != getattr(mark, "line", context.line) else -1
    return (
        misplaced_blank(text, at)
        or _open_quote(error, context)
        or _going_on(text, at, last)
        or _at_its_beginning(text, at, _line_before(text, at) if _is_bare(error) else began)
        or _known(error, text, at, began)
    )


def misplaced_blank(text: str, at: int) -> Slip | None:
    """Return the blank that is no space which made a line unreadable, at a place or just above it."""
    first = at
    for _ in range(_LINES_BEFORE):
        first = max(0, text.rfind("\n", 0, first))
    end = text.find("\n", at)
    found = list(_MISPLACED.finditer(text[first : end if end >= 0 else len(text)]))
    return odd_blank(text, first + found[-1].start(1)) if found else None


def odd_blank(text: str, start: int) -> Slip | None:
    """Return the first blank from a place on that only looks like a space."""
    found = _BLANK.search(text, start)
    if found is None:
        return None
    kind = "non-breaking space" if found[0] == "\xa0" else name_of(found[0]).lower()
    message = f"a blank that is no plain space ({kind}, U+{ord(found[0]):04X}) stands here"
    return Slip(found.start(), message, "write a plain space; the two look alike", code="R116")


def _open_quote(error: yaml.YAMLError, context: Any) -> Slip | None:
    """A quote that is open to the end of the file is told where it opens."""
    if not str(getattr(error, "problem", "")).startswith("found unexpected end of stream") or context is None:
        return None
    return Slip(context.index, "the text that begins here is not closed", "close the quote where the text ends")


def _going_on(text: str, at: int, last: Stretch) -> Slip | None:
    """What directly follows a closing quote or brace: the quote was never closed, or the text goes on after it."""
    start, end, style = last
    between = text[end:at]
    if style == "" or between.strip(" ") or (style is None and text[start : start + 1] not in {"{", "["}):
        return None
    if text[at : at + 1] in {"\n", "\r", ""} or (style is None and text[at] in ",]}"):
        return None
    raw = text[start:end]
    if style is None:
        return Slip(start, f"a text may not begin with '{raw[0]}'", "put the whole text in quotes")
    if _SWALLOWED.search(raw):
        hint = f"close it with {raw[0]}" + (", not with a curly quote" if "”" in raw.split("\n")[0] else "")
        return Slip(start, "the text that begins here is not closed", hint)
    hint = "write '' for an apostrophe in it" if raw[0] == "'" else "put single quotes around the whole text: '...'"
    return Slip(end - 1, "the text goes on after its closing quote", hint)


def _at_its_beginning(text: str, at: int, began: int) -> Slip | None:
    """A bracket that is closed nowhere, a colon or a dash that nothing parts from what follows."""
    if began >= 0 and text[began] in _CLOSING and text[at : at + 1] != ",":
        return Slip(began, f"this '{text[began]}' is not closed", f"close it with '{_CLOSING[text[began]]}'")
    if re.match(r"-\w", text[at:]):
        return Slip(at, "a blank is missing after the '-'", "write '- ' before an entry of a list")
    glued = _GLUED.match(text, began) if began >= 0 else None
    if glued:
        return Slip(began, "a blank is missing after the ':'", f"write '{glued[1]} {excerpt(glued[2], 30)}'")
    return None


def _is_bare(error: yaml.YAMLError) -> bool:
    """Whether the first line of the file was read as a text and not as a key."""
    return "<document start>" in str(getattr(error, "problem", ""))


def _line_before(text: str, at: int) -> int:
    """Return where the words of the line before a place begin."""
    before = text[:at].rstrip()
    start = before.rfind("\n") + 1
    return start + len(before[start:]) - len(before[start:].lstrip(" "))


def _known(error: yaml.YAMLError, text: str, at: int, began: int) -> Slip:
    character = text[at : at + 1]
    problem = str(getattr(error, "problem", None) or getattr(error, "reason", None) or "this cannot be read")
    for known, characters, message, hint in _SYNTAX:
        if problem.startswith(known) and (not characters or character in characters):
            return Slip(at, message, hint, began)
    return Slip(at, excerpt(problem, 100), "this is not YAML", began)
