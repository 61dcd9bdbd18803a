"""The one door through which text from outside comes in: files, inputs and saves.

A terminal obeys what it is sent: an escape sequence in a title could set the clipboard, a bidirectional override
could turn a sentence round. So text is made safe once, here, and every other part may trust it. What remains is
NFC text without control characters (newline apart), without invisible or direction-changing characters.
Scenario files report what was found as an error with its place; inputs and saves take the cleaned text silently.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_FAMILIES: Final[tuple[tuple[str, str], ...]] = (
    ("an escape character", "\x1b"),
    ("a tab", "\t"),
    ("a control character", "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f"),
    ("a line or paragraph separator", "\x85\u2028\u2029"),
    ("a character that changes the direction of text", "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"),
    (
        "an invisible character",
        "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200d\u2060-\u2065\u206a-\u206f\u3164\ufe00-\ufe0f"
        "\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff",
    ),
    ("half of a character", "\ud800-\udfff"),
    ("a code that is no character", "\ufdd0-\ufdef\ufffe\uffff\U0001fffe\U0001ffff\U0010fffe\U0010ffff"),
)
_UNSAFE: Final = re.compile("[" + "".join(members for _, members in _FAMILIES) + "]")
_NAMED: Final = tuple((name, re.compile(f"[{members}]")) for name, members in _FAMILIES)
_BREAKS: Final = re.compile("\r\n?")
_STANDS_FOR: Final = {"\t": " ", "\x85": "\n", "\u2028": "\n", "\u2029": "\n"}


@dataclass(frozen=True, slots=True)
class UnsafeCharacter:
    """An unsafe character: its offset in the text as it came, its code (`U+202E`) and what it is."""

    offset: int
    code: str
    what: str


@dataclass(frozen=True, slots=True)
class CleanedText:
    """Text made safe, and what had to be taken out of it."""

    text: str
    faults: tuple[UnsafeCharacter, ...] = ()


def clean_and_report(text: str) -> CleanedText:
    """Make text from outside safe to show, in NFC, and tell what was wrong with it.

    Line ends become newlines, tabs become spaces; other unsafe characters are taken out. Cleaning twice
    changes nothing more. Spelling accents as separate marks (NFD) is mended without being called a fault.
    """
    if text.isascii() and text.isprintable():
        return CleanedText(text)
    whole = _BREAKS.sub("\n", text) if "\r" in text else text
    if not _UNSAFE.search(whole):
        return CleanedText(unicodedata.normalize("NFC", whole))
    return CleanedText(
        unicodedata.normalize("NFC", _UNSAFE.sub(_substitute_character, whole)), tuple(list_unsafe_characters(text))
    )


def list_unsafe_characters(text: str) -> Iterator[UnsafeCharacter]:
    """Yield the unsafe characters of a text in order."""
    return (_build_unsafe_character(match) for match in _UNSAFE.finditer(text) if match[0] != "\r")


def clean_text(text: str) -> str:
    """Return the cleaned text alone, for inputs, saves and everything that is echoed."""
    return clean_and_report(text).text


def render_excerpt(text: str, most: int = 60) -> str:
    """Return a text as a message may quote it: safe, on one line, at most so many characters."""
    line = " ".join(clean_text(text[: most * 4]).split())
    return line if len(line) <= most and len(text) <= most * 4 else line[: most - 1] + "…"


def _substitute_character(match: re.Match[str]) -> str:
    return _STANDS_FOR.get(match[0], "")


def _build_unsafe_character(match: re.Match[str]) -> UnsafeCharacter:
    character = match[0]
    what = next(name for name, members in _NAMED if members.match(character))
    return UnsafeCharacter(match.start(), f"U+{ord(character):04X}", what)
