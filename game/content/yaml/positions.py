"""Places in a text file: from any value back to the line and the characters it was written with.

`Document` is what the reader returns: plain values, and where each of them was written.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

from game.content.diagnostic import Diagnostic, Place
from game.content.safe_input import UnreadableError

Path = tuple[str | int, ...]
Stretch = tuple[int, int, str | None]
"""Where something was written: start and end as offsets into the source, and the YAML style of a text.

The style is `''` for plain, else `'`, `"`, `|` or `>`; None for a group of fields or a list. (A bare tuple: a file
has thousands, and making them is a good part of reading.)
"""

_LINE: Final = re.compile(r"\r\n|\n|\r")
_ESCAPES: Final = {
    "0": "\0", "a": "\a", "b": "\b", "t": "\t", "\t": "\t", "n": "\n", "v": "\v", "f": "\f", "r": "\r", "e": "\x1b",
    " ": " ", '"': '"', "/": "/", "\\": "\\", "N": "\x85", "_": "\xa0", "L": "\u2028", "P": "\u2029",
}  # fmt: skip
_HEX: Final = {"x": 2, "u": 4, "U": 8}


@dataclass
class SourceText:
    """The text of a file and its name."""

    name: str
    text: str

    @cached_property
    def _starts(self) -> list[int]:
        """The offsets at which lines begin."""
        return [0, *(match.end() for match in _LINE.finditer(self.text))]

    def extract_line(self, number: int) -> str:
        """Return a line by its number (from 1), without its line end; '' if there is none."""
        if not 1 <= number <= len(self._starts):
            return ""
        start = self._starts[number - 1]
        end = self._starts[number] if number < len(self._starts) else len(self.text)
        return self.text[start:end].rstrip("\r\n")

    def locate_stretch(self, start: int, end: int | None = None) -> Place:
        """Return the place of a stretch of the text; a stretch over several lines is cut after the first."""
        start = max(0, min(start, len(self.text)))
        number = bisect_right(self._starts, start)
        column = start - self._starts[number - 1] + 1
        room = len(self.extract_line(number)) - column + 1
        wanted = 1 if end is None else end - start
        return Place(self.name, number, column, max(1, min(wanted, room)))

    def locate_span(self, stretch: Stretch, value: str, offset: int, length: int = 1) -> Place:
        """Return the place of `value[offset : offset + length]`, for a value that was written at `stretch`.

        Quotes, escapes, folded lines and blocks are resolved; if that fails, the place of the whole value is returned.
        """
        offsets = _map_offsets(self.text, stretch, value)
        if offsets is None or not value:
            return self.locate_stretch(stretch[0], stretch[1])
        first = offsets[min(offset, len(offsets) - 1)] + max(0, offset - len(offsets) + 1)
        last = offsets[min(offset + max(length, 1), len(offsets)) - 1]
        return self.locate_stretch(first, max(first, last) + 1)


def _map_offsets(text: str, stretch: Stretch, value: str) -> list[int] | None:
    """Return the source offset of each character of a value; None if the two can't be aligned."""
    start, end, style = stretch
    raw = text[start:end]
    if style in {"|", ">"}:
        head = len(raw) - len(raw[raw.find("\n") + 1 :])
        written = _scan_plain(raw, head, len(raw))
    elif style == '"':
        written = _scan_double_quoted(raw)
    elif style == "'":
        written = _scan_single_quoted(raw)
    else:
        written = _scan_plain(raw, 0, len(raw))
    return _align_characters(list(written), value, start)


def _align_characters(written: list[tuple[str, int]], value: str, start: int) -> list[int] | None:
    """Align a value with the characters as written; white space may differ, since folding and indents change it."""
    offsets: list[int] = []
    at = 0
    for character in value:
        if character.isspace():
            offsets.append(start + (written[at][1] if at < len(written) else offsets[-1] - start if offsets else 0))
            if at < len(written) and written[at][0] == character:
                at += 1
            continue
        while at < len(written) and written[at][0] != character and written[at][0].isspace():
            at += 1
        if at == len(written) or written[at][0] != character:
            return None
        offsets.append(start + written[at][1])
        at += 1
    return offsets


def _scan_plain(raw: str, start: int, end: int) -> Iterator[tuple[str, int]]:
    for at in range(start, end):
        yield raw[at], at


def _scan_single_quoted(raw: str) -> Iterator[tuple[str, int]]:
    at = 1
    while at < len(raw) - 1:
        yield raw[at], at
        at += 2 if raw.startswith("''", at) else 1


def _scan_double_quoted(raw: str) -> Iterator[tuple[str, int]]:
    at = 1
    while at < len(raw) - 1:
        if raw[at] != "\\":
            yield raw[at], at
            at += 1
            continue
        mark = raw[at + 1]
        digits = _HEX.get(mark, 0)
        if digits:
            yield chr(int(raw[at + 2 : at + 2 + digits], 16)), at
        elif mark in _ESCAPES:
            yield _ESCAPES[mark], at
        at += 2 + digits


@dataclass(slots=True)
class Document:
    """The content of a file: plain values, and where every key and value was written, by path.

    `harmless` means that every text is safe and in NFC, so that nothing needs cleaning.
    """

    source: SourceText
    value: Any = None
    keys: dict[Path, Stretch] = field(default_factory=dict)
    values: dict[Path, Stretch] = field(default_factory=dict)
    problems: list[Diagnostic] = field(default_factory=list)
    harmless: bool = False
    unread: bool = False
    """It was not read to its end, so nothing can be said about what is missing."""
    reported: set[Path] = field(default_factory=set)
    """Values that already have a problem, so that no further one is reported for them."""

    def locate_value(self, path: Path) -> Place:
        """Return the place of a value (of its key, for a group or list), or of the nearest value above it."""
        for length in range(len(path), -1, -1):
            at = path[:length]
            where = self.values.get(at)
            if where is not None and where[2] is None:
                return self.locate_key(at) if at in self.keys else self.source.locate_stretch(where[0])
            if where is not None:
                return self.source.locate_stretch(where[0], where[1])
        return self.source.locate_stretch(0)

    def locate_key(self, path: Path) -> Place:
        """Return the place of the key at a path; in a list, that of the value."""
        where = self.keys.get(path)
        return self.locate_value(path) if where is None else self.source.locate_stretch(where[0], where[1])

    def locate_span(self, path: Path, offset: int, length: int = 1) -> Place:
        """Return the place of some characters within the text at a path."""
        where, value = self.values.get(path), self.find_value(path)
        if where is None or not isinstance(value, str):
            return self.locate_value(path)
        return self.source.locate_span(where, value, offset, length)

    def rename_key(self, path: Path, name: str) -> None:
        """Rename a misspelled key to the one that was meant, so that it is reported once; it keeps its position."""
        group = self.find_value(path[:-1])
        below = list(_list_paths(group[path[-1]], path))
        renamed = [(name if key == path[-1] else key, value) for key, value in group.items()]
        group.clear()
        group.update(renamed)
        for places in (self.keys, self.values):
            for one in below:
                if one in places:
                    places[(*path[:-1], name, *one[len(path) :])] = places.pop(one)

    def replace_value(self, path: Path, value: Any) -> None:
        """Replace a value by the intended one; everything below it gets the place of the whole."""
        self.find_value(path[:-1])[path[-1]] = value
        self.reported.add(path)

    def find_value(self, path: Path) -> Any:
        """Return the value at a path; None where there is none."""
        value = self.value
        for part in path:
            held = part in value if isinstance(value, dict) else isinstance(value, list) and part in range(len(value))
            value = value[part] if held else None
        return value


def _list_paths(value: Any, path: Path) -> Iterator[Path]:
    """Yield the path of a value, then those of everything inside it."""
    yield path
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for part, one in inner:
        yield from _list_paths(one, (*path, part))


def build_file_diagnostic(name: str, problem: UnreadableError) -> Diagnostic:
    """Return an unreadable file as a diagnostic."""
    place = SourceText(name, problem.before).locate_stretch(len(problem.before)) if problem.before else Place(name)
    return Diagnostic(place, problem.code, "error", problem.message, problem.hint)
