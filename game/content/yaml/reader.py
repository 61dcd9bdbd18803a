"""Strict values with exact places, read from libyaml's events.

`yaml.load` crashes the process on deep nesting, expands aliases without end, runs tags, silently keeps the last of
two equal keys and turns `no`, `012` and `12:30:45` into something else. Here the events are read one by one: values
follow the core schema of YAML 1.2, keys are text, an ambiguous value is an error that asks for quotes, and every
value keeps its place. Several problems are found in one pass; a value that is wrong is left out.

libyaml stops where it can't make sense of the text, often far below the mistake. `_explain_yaml_error` therefore also
looks at the last value before that place: a quote that swallowed lines, a text that continues after its quote.
"""

import re
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path as FilePath
from time import thread_time
from typing import Any, Final
from unicodedata import is_normalized, normalize
from unicodedata import name as name_of

import yaml

from game.content.diagnostic import Diagnostic, Place, RelatedPlace
from game.content.safe_input import (
    UnreadableError,
    clean_text,
    decode_text,
    find_garbled_text,
    list_unsafe_characters,
    read_bytes,
    render_excerpt,
)
from game.content.yaml.positions import Document, Path, SourceText, Stretch, build_file_diagnostic

MOST_DIGITS: Final = 15

_CORE_WORDS: Final[dict[str, object]] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip
_DOUBTFUL_WORDS: Final = frozenset({"y", "n", "yes", "no", "on", "off"})
_INTEGER: Final = re.compile(r"[-+]?(?:0|[1-9][0-9]*)")
_DECIMAL: Final = re.compile(r"[-+]?(?:\.[0-9]+|(?:0|[1-9][0-9]*)\.[0-9]+)")
_DOUBTFUL: Final = re.compile(
    r"[-+]?(?:0[0-9_]+|[0-9][0-9_]*_[0-9_]*|0[xX][0-9a-fA-F_]+|0o[0-7_]+|0b[01_]+"
    r"|[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?"
    r"|(?:[0-9][0-9_]*)?\.?[0-9_]*[eE][-+]?[0-9]+|[0-9_]+\.[0-9_]*|\.(?:inf|Inf|INF))"
    r"|\.(?:nan|NaN|NAN)|=|<<"
    r"|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt \t].*)?"
)
_NUMBER_START: Final = frozenset("0123456789.+-=<")

DOUBTFUL: Final = object()
"""Marks a value that different readers understand differently."""
_TOO_LONG: Final = object()
"""Marks a number with too many digits."""


def _parse_scalar(text: str) -> object:
    """Return the value of a plain scalar: None, a bool, a number or its text; or DOUBTFUL or _TOO_LONG."""
    if text in _CORE_WORDS:
        return _CORE_WORDS[text]
    if text[0] in _NUMBER_START:
        return _parse_number(text)
    return DOUBTFUL if len(text) < 4 and text.lower() in _DOUBTFUL_WORDS else text


def _parse_legacy_bool(text: str) -> bool | None:
    """Return how a YAML 1.1 reader would take a word: as true, as false, or None for neither."""
    word = text.lower()
    return word in {"y", "yes", "on"} if word in _DOUBTFUL_WORDS else None


def _parse_number(text: str) -> object:
    whole = _INTEGER.fullmatch(text)
    if whole or _DECIMAL.fullmatch(text):
        if len(text) > MOST_DIGITS:
            return _TOO_LONG
        return int(text) if whole else float(text)
    return DOUBTFUL if _DOUBTFUL.fullmatch(text) else text


_QUOTE: Final = "put it in quotes"
_OTHER_BLANKS: Final = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_BLANK: Final = re.compile(f"[{_OTHER_BLANKS}]")
_MISPLACED: Final = re.compile(f"^[ ]*(?:-[ ]*|[\\w.]+:)?[ ]*([{_OTHER_BLANKS}])", re.MULTILINE)
"""A blank other than a space: in an indent, after a dash or after the colon of a key."""
_LINES_BEFORE: Final = 4
_SWALLOWED: Final = re.compile(r"\n[ ]*(?:- *)?\{?[a-z_]+:(?:[ \n]|$)")
"""A key at the beginning of a line, which no intended text contains."""
_CLOSING: Final = {"{": "}", "[": "]"}
_GLUED: Final = re.compile(r"([A-Za-z_][\w.]*:)([^\s:/]\S*)")

_CUT: Final = re.compile(r" +#(?=[^\s#])")
"""A '#' that begins a comment right behind a text, with no space after it: as in 'ticket #12'."""
_CURLY_VALUE: Final = re.compile(r"[ ]*(?:- +)?(?:[\w.]+: +)?[“”„]")

_SYNTAX: Final = (
    ("found character that cannot start any token", "\t", "a tab is used to indent", "indent with spaces"),
    ("found character that cannot start any token", "@`%", "a text can't begin with this character", _QUOTE),
    ("mapping values are not allowed", "", "a ': ' stands inside a text, or a line is indented wrongly", _QUOTE),
    ("block sequence entries are not allowed", "", "a list cannot begin on the line of its key",
     "put it in quotes if it is a text; else begin the list on the next line"),
    ("could not find expected ':'", "", "a ':' is missing after a key", "write 'key: value'"),
    ("did not find expected key", "", "a key was expected here", "check the indentation and the quotes above"),
    ("did not find expected '-' indicator", "", "a '- ' was expected here", "check the indentation of the list"),
    ("did not find expected ',' or", "", "a ',' or a closing bracket is missing", "check the brackets and quotes"),
    ("found unknown escape character", "", "this escape is unknown", "in double quotes write \\\\ for a backslash"),
    ("found a tab character", "", "a tab is used to indent", "indent with spaces"),
    ("did not find expected <document start>", "", "the line above is not 'key: value'", "write a ': ' after its key"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _SyntaxMistake:
    """A mistake that stops reading: its offset, and the offset where the broken part began, or -1."""

    at: int
    message: str
    hint: str
    began: int = -1
    code: str = "R104"


def _explain_yaml_error(error: yaml.YAMLError, text: str, last: Stretch) -> _SyntaxMistake:
    """Return the mistake behind an error; `last` is the last text or bracket that was read before it."""
    mark, context = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    at = mark.index if mark is not None else int(getattr(error, "position", 0) or 0)
    began = context.index if context is not None and context.line != getattr(mark, "line", context.line) else -1
    return (
        _find_misplaced_blank(text, at)
        or _find_curly_quote(error, text, at)
        or _find_open_quote(error, context)
        or _find_text_after_close(text, at, last)
        or _find_opening_mistake(text, at, _find_previous_line(text, at) if _is_bare_text(error) else began)
        or _describe_known_error(error, text, at, began)
    )


def _find_misplaced_blank(text: str, at: int) -> _SyntaxMistake | None:
    """Return the blank other than a space that made a line unreadable, at an offset or just above it."""
    first = at
    for _ in range(_LINES_BEFORE):
        first = max(0, text.rfind("\n", 0, first))
    end = text.find("\n", at)
    found = list(_MISPLACED.finditer(text[first : end if end >= 0 else len(text)]))
    return _find_odd_blank(text, first + found[-1].start(1)) if found else None


def _find_odd_blank(text: str, start: int, end: int = sys.maxsize) -> _SyntaxMistake | None:
    """Return the first blank within a stretch of a text that only looks like a space; the text is not copied."""
    found = _BLANK.search(text, start, end)
    if found is None:
        return None
    kind = "non-breaking space" if found[0] == "\xa0" else name_of(found[0]).lower()
    message = f"a blank that is no plain space ({kind}, U+{ord(found[0]):04X}) stands here"
    return _SyntaxMistake(found.start(), message, "write a plain space; the two look alike", code="R116")


def _find_curly_quote(error: yaml.YAMLError, text: str, at: int) -> _SyntaxMistake | None:
    """Report a text in curly quotes that a ': ' in it ends, though its writer took it for quoted."""
    if not str(getattr(error, "problem", "")).startswith("mapping values are not allowed"):
        return None
    line = text.rfind("\n", 0, at) + 1
    value = _CURLY_VALUE.match(text, line, at)
    if value is None:
        return None
    hint = "put straight quotes around the whole text; the curly ones may stay inside them"
    return _SyntaxMistake(value.end() - 1, "curly quotes are no quotes here, and the text has a ': '", hint)


def _find_open_quote(error: yaml.YAMLError, context: Any) -> _SyntaxMistake | None:
    """Report a quote that is still open at the end of the file where it opens."""
    if not str(getattr(error, "problem", "")).startswith("found unexpected end of stream") or context is None:
        return None
    return _SyntaxMistake(
        context.index, "the text that begins here is not closed", "close the quote where the text ends"
    )


def _find_text_after_close(text: str, at: int, last: Stretch) -> _SyntaxMistake | None:
    """What directly follows a closing quote or brace: the quote was never closed, or the text goes on after it."""
    start, end, style = last
    between = text[end:at]
    if style == "" or between.strip(" ") or (style is None and text[start : start + 1] not in {"{", "["}):
        return None
    if text[at : at + 1] in {"\n", "\r", ""} or (style is None and text[at] in ",]}"):
        return None
    raw = text[start:end]
    if style is None:
        return _SyntaxMistake(start, f"a text may not begin with '{raw[0]}'", "put the whole text in quotes")
    if _SWALLOWED.search(raw):
        hint = f"close it with {raw[0]}" + (", not with a curly quote" if "”" in raw.split("\n")[0] else "")
        return _SyntaxMistake(start, "the text that begins here is not closed", hint)
    hint = "write '' for an apostrophe in it" if raw[0] == "'" else "put single quotes around the whole text: '...'"
    return _SyntaxMistake(end - 1, "the text goes on after its closing quote", hint)


def _find_opening_mistake(text: str, at: int, began: int) -> _SyntaxMistake | None:
    """A bracket that is closed nowhere, a colon or a dash that nothing parts from what follows."""
    if began >= 0 and text[began] in _CLOSING and text[at : at + 1] != ",":
        return _SyntaxMistake(began, f"this '{text[began]}' is not closed", f"close it with '{_CLOSING[text[began]]}'")
    if re.match(r"-\w", text[at:]):
        return _SyntaxMistake(at, "a space is missing after the '-'", "write '- ' before an entry of a list")
    glued = _GLUED.match(text, began) if began >= 0 else None
    if glued:
        return _SyntaxMistake(
            began, "a space is missing after the ':'", f"write '{glued[1]} {render_excerpt(glued[2], 30)}'"
        )
    return None


def _is_bare_text(error: yaml.YAMLError) -> bool:
    """Whether the first line of the file was read as a text and not as a key."""
    return "<document start>" in str(getattr(error, "problem", ""))


def _find_previous_line(text: str, at: int) -> int:
    """Return where the words of the line before a place begin."""
    before = text[:at].rstrip()
    start = before.rfind("\n") + 1
    return start + len(before[start:]) - len(before[start:].lstrip(" "))


def _describe_known_error(error: yaml.YAMLError, text: str, at: int, began: int) -> _SyntaxMistake:
    character = text[at : at + 1]
    problem = str(getattr(error, "problem", None) or getattr(error, "reason", None) or "this cannot be read")
    for known, characters, message, hint in _SYNTAX:
        if problem.startswith(known) and (not characters or character in characters):
            return _SyntaxMistake(at, message, hint, began)
    return _SyntaxMistake(at, render_excerpt(problem, 100), "this is not YAML", began)


MOST_DEEP: Final = 32
MOST_CHARACTERS: Final = 20_000
MOST_EVENTS: Final = 200_000
MOST_SECONDS: Final = 10.0
"""Processor time that one file may take; the slowest that is within all other limits takes a tenth of it."""
_LOOK_AT_CLOCK: Final = 1_000
_MOST_PROBLEMS: Final = 200
TRUTHS: Final = frozenset({"coffee", "rare", "say", "trap"})
"""Fields that say true: `yes` there is no text that lost its quotes."""
_ENTRY: Final = re.compile(r"\n *-(?= )")
_CONDITIONS: Final = frozenset({"kept", "when"})


def load_document(path: FilePath, name: str | None = None) -> tuple[Document, bytes]:
    """Read a YAML file. Problems are returned in the document's `problems`, never raised."""
    shown = clean_text(name or str(path))
    try:
        content = read_bytes(path)
    except UnreadableError as problem:
        return Document(SourceText(shown, ""), problems=[build_file_diagnostic(shown, problem)]), b""
    return parse_document(content, shown), content


def parse_document(content: bytes | str, name: str, wanted: frozenset[str] = frozenset()) -> Document:
    """Read YAML from bytes or text; `name` stands for the file in messages. Never raises for what is in the file.

    Where top-level keys are `wanted`, reading ends once all of them are known.
    """
    try:
        text = decode_text(content) if isinstance(content, bytes) else content
    except UnreadableError as problem:
        return Document(SourceText(name, problem.before), problems=[build_file_diagnostic(name, problem)])
    reading = _YamlReader(Document(SourceText(name, text)), wanted)
    if not reading.check_characters():
        return reading.document
    reading.document.harmless = "\t" not in text and "\\" not in text and is_normalized("NFC", text)
    try:
        reading.read_events()
    except _StopReadingError:
        reading.document.unread = bool(reading.document.problems)
    except yaml.YAMLError as error:
        reading.report_syntax_error(error)
    return reading.document


class _StopReadingError(Exception):
    """To continue reading would be dangerous or pointless."""


@dataclass(slots=True)
class _Frame:
    """A mapping or list that is being filled; `key` is the key whose value comes next."""

    container: Any
    path: Path
    mapping: bool
    key: Any = None
    key_at: Stretch | None = None
    seen: dict[str, Stretch] = field(default_factory=dict)


class _YamlReader:
    """One pass over the events of a text."""

    def __init__(self, document: Document, wanted: frozenset[str]) -> None:
        self.document = document
        self.wanted = wanted
        self.frames: list[_Frame] = []
        self.documents = 0
        self.last: Stretch = (0, 0, "")

    def read_events(self) -> None:
        """Go through the events; _StopReadingError or a YAMLError ends it early."""
        steps: dict[type, Callable[[Any], None]] = {
            yaml.ScalarEvent: self._read_scalar,
            yaml.MappingStartEvent: self._open_container,
            yaml.SequenceStartEvent: self._open_container,
            yaml.MappingEndEvent: self._close_container,
            yaml.SequenceEndEvent: self._close_container,
            yaml.AliasEvent: self._reject_alias,
            yaml.DocumentStartEvent: self._read_document_start,
        }
        parser = yaml.CSafeLoader(self.document.source.text)
        end = thread_time() + MOST_SECONDS
        for number, event in enumerate(iter(parser.get_event, None)):
            if number % _LOOK_AT_CLOCK == 0 and thread_time() > end:
                place = self._locate_stretch(_extract_stretch(event))
                self._report_problem("R115", place, "the file takes too long to read", "no crisis takes that long")
                raise _StopReadingError
            if number > MOST_EVENTS:
                place = self._locate_stretch(_extract_stretch(event))
                self._report_problem("R115", place, "the file holds too many values", "no crisis is that large")
                return
            step = steps.get(type(event))
            if step is not None:
                step(event)

    def check_characters(self) -> bool:
        """Report characters that are not allowed in a file; return False if there are any."""
        source = self.document.source
        faults = [fault for fault in list_unsafe_characters(source.text) if fault.what != "a tab"]
        for fault in faults[: _MOST_PROBLEMS - 1]:
            message = f"{fault.what} ({fault.code}) in the file"
            self._report_problem("R116", source.locate_stretch(fault.offset), message, "remove it; it is invisible")
        if garbled := find_garbled_text(source.text):
            place = source.locate_stretch(garbled.offset, garbled.offset + len(garbled.shown))
            message = f"letters were saved in a wrong encoding: '{garbled.shown}' was '{garbled.meant}'"
            self._report_problem("R120", place, message, "take the text from where it was right, and save it as UTF-8")
        return not faults

    def report_syntax_error(self, error: yaml.YAMLError) -> None:
        """Report where and why libyaml gave up."""
        self._report_mistake(_explain_yaml_error(error, self.document.source.text, self.last))

    def _report_mistake(self, slip: _SyntaxMistake) -> None:
        """Report a mistake after which the file can't be read."""
        source = self.document.source
        related = (RelatedPlace(source.locate_stretch(slip.began), "it began here"),) if slip.began >= 0 else ()
        self.document.unread = True
        self._report_problem(slip.code, source.locate_stretch(slip.at), slip.message, slip.hint, related)

    def _read_document_start(self, event: Any) -> None:
        self.documents += 1
        if self.documents > 1:
            self._report_problem(
                "R109", self._locate_stretch(_extract_stretch(event)), "a second document begins here", "remove '---'"
            )
            raise _StopReadingError

    def _read_scalar(self, event: Any) -> None:
        value, style = event.value, event.style
        where = self.last = (event.start_mark.index, event.end_mark.index, style)
        if event.anchor is not None or event.tag is not None:
            self._reject_node_properties(event)
        if len(value) > MOST_CHARACTERS:
            self._report_problem(
                "R114", self._locate_stretch(where), "this text is too long", f"at most {MOST_CHARACTERS} characters"
            )
            value = value[:MOST_CHARACTERS]
        frame = self.frames[-1] if self.frames else None
        if frame is not None and frame.mapping and frame.key is None:
            self._read_key(frame, value, where)
        else:
            self._check_swallowed_entry(where)
            self._check_cut_text(value, where)
            self._set_value(value if style else self._parse_plain_scalar(value, where), where)

    def _check_swallowed_entry(self, where: Stretch) -> None:
        """Report a list entry that is indented so far that it becomes part of the text above."""
        swallowed = _ENTRY.search(self.document.source.text, where[0], where[1]) if not where[2] else None
        if swallowed:
            place = self.document.source.locate_stretch(swallowed.end() - 1)
            hint = "indent it like the entry above, or put the text in quotes if the dash belongs to it"
            self._report_problem("R118", place, "this '-' is read as part of the text above", hint)

    def _check_cut_text(self, text: str, where: Stretch) -> None:
        """Report a text without quotes that ends at a '#', as its writer may not have meant."""
        cut = None if where[2] or not any(map(str.isalpha, text)) else _CUT.match(self.document.source.text, where[1])
        if cut:
            place = self.document.source.locate_stretch(cut.end() - 1, cut.end())
            hint = "put the text in quotes if the '#' belongs to it; else write '# ' before a comment"
            self._report_problem("R119", place, "the text ends here: a '#' after a space begins a comment", hint)

    def _read_key(self, frame: _Frame, key: str, where: Stretch) -> None:
        if self.wanted and len(self.frames) == 1 and self.wanted <= frame.container.keys():
            raise _StopReadingError
        frame.key, frame.key_at = key, where
        self._check_key_blanks(key, where)
        if key == "<<":
            self._report_problem(
                "R112", self._locate_stretch(where), "merge keys ('<<') are not allowed", "write the fields out"
            )
        same = key if key.isascii() else normalize("NFC", key)
        first = frame.seen.setdefault(same, where)
        if first is not where:
            self._report_duplicate_key(frame, key, where, first)

    def _check_key_blanks(self, key: str, where: Stretch) -> None:
        """Stop reading at something that only looks like a key, since a space before it is missing."""
        odd = _find_odd_blank(self.document.source.text, *where[:2])
        if odd is not None and not where[2]:
            self._report_mistake(odd)
            raise _StopReadingError
        if key[:1] == "-" and key[1:2].isalpha() and not where[2]:
            self._report_mistake(
                _SyntaxMistake(where[0], "a space is missing after the '-'", f"write '- {render_excerpt(key[1:])}:'")
            )
            raise _StopReadingError

    def _report_duplicate_key(self, frame: _Frame, key: str, where: Stretch, first: Stretch) -> None:
        """Report a duplicate key; if it repeats the first key of a list entry, a dash is probably missing."""
        there = self._locate_stretch(first)
        related = (RelatedPlace(there, "first written here"),)
        message, hint = (
            f"the key '{render_excerpt(key)}' is written twice",
            f"it was first written on line {there.line}",
        )
        anew = next(iter(frame.seen.values())) is first and frame.path[-1:] and isinstance(frame.path[-1], int)
        self._report_problem(
            "R110", self._locate_stretch(where), message, hint + "; is a '- ' missing before it?" * bool(anew), related
        )
        if anew:
            raise _StopReadingError

    def _set_value(self, value: object, where: Stretch) -> None:
        """Store a value in its container; values of duplicate keys and merge keys are dropped."""
        if not self.frames:
            self.document.value = value
            self.document.values[()] = where
            return
        frame = self.frames[-1]
        if not frame.mapping:
            path = (*frame.path, len(frame.container))
            frame.container.append(value)
        else:
            key, frame.key = frame.key, None
            path = (*frame.path, key)
            if path in self.document.keys or key == "<<":
                return
            frame.container[key] = value
            if frame.key_at is not None:
                self.document.keys[path] = frame.key_at
        self.document.values[path] = where

    def _open_container(self, event: Any) -> None:
        where = _extract_stretch(event)
        if event.anchor is not None or event.tag is not None:
            self._reject_node_properties(event)
        mapping = type(event) is yaml.MappingStartEvent
        if len(self.frames) >= MOST_DEEP:
            self._report_problem(
                "R106",
                self._locate_stretch(where),
                f"nested deeper than {MOST_DEEP} levels",
                "a scenario needs about a dozen levels",
            )
            raise _StopReadingError
        parent = self.frames[-1] if self.frames else None
        if parent is not None and parent.mapping and parent.key is None:
            self._report_problem(
                "R113", self._locate_stretch(where), "a key is not text", "a key is one word before a colon"
            )
            raise _StopReadingError
        path = self._build_next_path()
        container: Any = {} if mapping else []
        self._set_value(container, where)
        self.frames.append(_Frame(container, path, mapping))

    def _close_container(self, event: Any) -> None:
        frame = self.frames.pop()
        start, end = self.document.values.get(frame.path, self.last)[0], event.end_mark.index
        if event.start_mark.index < end:  # a bracket closes; where lines end a group there is nothing to see
            self.last = (start, end, None)

    def _reject_alias(self, event: Any) -> None:
        where = _extract_stretch(event)
        self._report_problem(
            "R107",
            self._locate_stretch(where),
            "aliases ('*name') are not allowed",
            "quote it if it is text, else write it out",
        )
        frame = self.frames[-1] if self.frames else None
        if frame is not None and frame.mapping and frame.key is None:
            raise _StopReadingError
        self.document.reported.add(self._build_next_path())
        self._set_value(None, where)

    def _build_next_path(self) -> Path:
        """Return the path of the value that comes next."""
        if not self.frames:
            return ()
        frame = self.frames[-1]
        return (*frame.path, frame.key if frame.mapping else len(frame.container))

    def _reject_node_properties(self, event: Any) -> None:
        """Report anchors and tags; `! 'text'`, which is just text, is accepted."""
        place = self._locate_stretch(_extract_stretch(event))
        if event.anchor is not None:
            self._report_problem("R107", place, "anchors ('&name') are not allowed", _QUOTE + " if it is text")
        if event.tag is not None and not (event.tag == "!" and getattr(event, "style", None)):
            asks = bool(self.frames) and self.frames[-1].key in _CONDITIONS and event.tag[1:2].isalpha()
            hint = f"write 'not {render_excerpt(event.tag[1:])}'" if asks else _QUOTE + " if it is text"
            self._report_problem("R108", place, "tags ('!name') are not allowed", hint)
        self.document.reported.add(self._build_next_path())

    def _parse_plain_scalar(self, text: str, where: Stretch) -> object:
        value = _parse_scalar(text)
        if value is DOUBTFUL:
            return self._report_ambiguous_value(text, where)
        if value is _TOO_LONG:
            self._report_problem(
                "R117", self._locate_stretch(where), "this number is too long", f"at most {MOST_DIGITS} digits"
            )
            return 0
        return value

    def _report_ambiguous_value(self, text: str, where: Stretch) -> object:
        """Report an ambiguous value; for a field that takes `true`, take `yes` as true."""
        self.document.reported.add(self._build_next_path())
        message = f"'{render_excerpt(text)}' can be read in two ways"
        meant = _parse_legacy_bool(text)
        if meant is None or not self.frames or self.frames[-1].key not in TRUTHS:
            self._report_problem("R111", self._locate_stretch(where), message, f'{_QUOTE}: "{render_excerpt(text)}"')
            return text
        self._report_problem(
            "R111", self._locate_stretch(where), message, "write true" if meant else "remove the field"
        )
        return meant

    def _locate_stretch(self, where: Stretch) -> Place:
        return self.document.source.locate_stretch(where[0], where[1])

    def _report_problem(
        self, code: str, place: Place, message: str, hint: str, related: tuple[RelatedPlace, ...] = ()
    ) -> None:
        self.document.problems.append(Diagnostic(place, code, "error", message, hint, related=related))
        if len(self.document.problems) >= _MOST_PROBLEMS:
            raise _StopReadingError


def _extract_stretch(event: Any) -> Stretch:
    return event.start_mark.index, event.end_mark.index, None
