"""A text file with its places: lines for messages, and from any value back to the characters it was written with."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from game.content.diagnostic import Place

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
class Source:
    """The text of a file and its name."""

    name: str
    text: str

    @cached_property
    def _starts(self) -> list[int]:
        """The offsets at which lines begin."""
        return [0, *(match.end() for match in _LINE.finditer(self.text))]

    def line(self, number: int) -> str:
        """Return a line by its number from 1, without its end; '' where there is none."""
        if not 1 <= number <= len(self._starts):
            return ""
        start = self._starts[number - 1]
        end = self._starts[number] if number < len(self._starts) else len(self.text)
        return self.text[start:end].rstrip("\r\n")

    def place(self, start: int, end: int | None = None) -> Place:
        """Return the place of a stretch of the text; one that runs over several lines is cut at the first."""
        start = max(0, min(start, len(self.text)))
        number = bisect_right(self._starts, start)
        column = start - self._starts[number - 1] + 1
        room = len(self.line(number)) - column + 1
        wanted = 1 if end is None else end - start
        return Place(self.name, number, column, max(1, min(wanted, room)))

    def inside(self, stretch: Stretch, value: str, offset: int, length: int = 1) -> Place:
        """Return the place of `value[offset : offset + length]`, for a value that was written at `stretch`.

        Quotes, escapes, folded lines and blocks are followed; where that fails, the start of the value stands.
        """
        offsets = _offsets(self.text, stretch, value)
        if offsets is None or not value:
            return self.place(stretch[0], stretch[1])
        first = offsets[min(offset, len(offsets) - 1)] + max(0, offset - len(offsets) + 1)
        last = offsets[min(offset + max(length, 1), len(offsets)) - 1]
        return self.place(first, max(first, last) + 1)


def _offsets(text: str, stretch: Stretch, value: str) -> list[int] | None:
    """For each character of a value the offset where it was written; None where the two cannot be brought together."""
    start, end, style = stretch
    raw = text[start:end]
    if style in {"|", ">"}:
        head = len(raw) - len(raw[raw.find("\n") + 1 :])
        written = _plain(raw, head, len(raw))
    elif style == '"':
        written = _double(raw)
    elif style == "'":
        written = _single(raw)
    else:
        written = _plain(raw, 0, len(raw))
    return _aligned(list(written), value, start)


def _aligned(written: list[tuple[str, int]], value: str, start: int) -> list[int] | None:
    """Match a value against the characters as written, white space freely, since folding and indents change it."""
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


def _plain(raw: str, start: int, end: int) -> Iterator[tuple[str, int]]:
    for at in range(start, end):
        yield raw[at], at


def _single(raw: str) -> Iterator[tuple[str, int]]:
    at = 1
    while at < len(raw) - 1:
        yield raw[at], at
        at += 2 if raw.startswith("''", at) else 1


def _double(raw: str) -> Iterator[tuple[str, int]]:
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
