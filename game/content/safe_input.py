"""Text and files from outside the game, made safe before anything else sees them.

A terminal obeys what it is sent: an escape sequence in a title could set the clipboard, a bidirectional override
could reorder a sentence. So text is cleaned once, here, and every other module may trust it: NFC, no control
characters but newline, nothing invisible, nothing that changes the direction of text. A scenario file reports what
was found as an error with its place; inputs and saves take the cleaned text silently.

Files may belong to strangers too. `read_bytes` never follows a link, never opens a pipe or a device, and never
reads more than its limit; `decode_text` accepts UTF-8 only.
"""

import errno
import os
import re
import stat
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
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
    """Text made safe, and what had to be removed from it."""

    text: str
    faults: tuple[UnsafeCharacter, ...] = ()


def clean_and_report(text: str) -> CleanedText:
    """Make text from outside safe to show, in NFC, and report what was wrong with it.

    Line ends become newlines, tabs become spaces; other unsafe characters are taken out. Cleaning twice
    changes nothing more. Decomposed accents (NFD) are composed without being reported.
    """
    if text.isascii() and text.isprintable():
        return CleanedText(text)
    safe = remove_unsafe_characters(text)
    faults = () if safe == text else tuple(list_unsafe_characters(text))
    return CleanedText(unicodedata.normalize("NFC", safe), faults)


def remove_unsafe_characters(text: str) -> str:
    """Return a text as `clean_text` does, but with its letters composed as they are.

    That is for a text with escapes in it, where an accent would be composed with the letter of an escape before it.
    """
    whole = _BREAKS.sub("\n", text) if "\r" in text else text
    return _UNSAFE.sub(_substitute_character, whole)


def list_unsafe_characters(text: str) -> Iterator[UnsafeCharacter]:
    """Yield the unsafe characters of a text in order."""
    return (_build_unsafe_character(match) for match in _UNSAFE.finditer(text) if match[0] != "\r")


def is_safe(text: str) -> bool:
    """Whether cleaning would take nothing out of a text."""
    return not _UNSAFE.search(text)


def clean_text(text: str) -> str:
    """Return only the cleaned text, for inputs, saves and everything that is echoed."""
    return clean_and_report(text).text


def render_path(path: Path | str) -> str:
    """Return a path as a message may name it: safe, on one line. Whoever sent a file may have named it."""
    return clean_text(str(path)).replace("\n", " ")


def render_excerpt(text: str, most: int = 60) -> str:
    """Return a text as a message can quote it: safe, on one line, at most `most` characters."""
    line = " ".join(clean_text(text[: most * 4]).split())
    return line if len(line) <= most and len(text) <= most * 4 else line[: most - 1] + "…"


def _substitute_character(match: re.Match[str]) -> str:
    return _STANDS_FOR.get(match[0], "")


def _build_unsafe_character(match: re.Match[str]) -> UnsafeCharacter:
    character = match[0]
    what = next(name for name, members in _FAMILIES if re.match(f"[{members}]", character))
    return UnsafeCharacter(match.start(), f"U+{ord(character):04X}", what)


_DEVICES: Final = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10))}
)


_MOST_DIGITS: Final = 12


def parse_whole_number(text: str) -> int | None:
    """Return the number that digits are; None for anything else, and for more digits than any number here has.

    Digits are those of any script, such as the wide ones of some keyboards. Python itself refuses to turn some
    thousands of them into a number.
    """
    return int(text) if text.isdecimal() and len(text) <= _MOST_DIGITS else None


def is_device_name(name: str) -> bool:
    """Whether Windows takes a file or folder of this name for a device, whatever its case and ending."""
    return name.partition(".")[0].strip().lower() in _DEVICES


MOST_BYTES: Final = 2 * 1024 * 1024
_BOM: Final = b"\xef\xbb\xbf"
_OTHER_ENCODINGS: Final = (b"\xff\xfe", b"\xfe\xff")
_WIDE: Final = re.compile(rb"(?:[\t\n\r -~]\0){2}|(?:\0[\t\n\r -~]){2}")
"""Plain letters with a zero byte between them, the mark of UTF-16."""
_HEAD: Final = 1024
_FEW: Final = 0.9
"""A file whose beginning has a smaller share of printable bytes is not text."""


_OTHER_ENDINGS: Final = (".yml", ".yaml", ".yaml.txt", ".yml.txt", ".txt", ".json")


def find_similar_name(path: Path) -> str:
    """Return the name of a file that was probably meant to have the name of `path`; '' where there is none."""
    try:
        names = sorted(os.listdir(path.parent))  # noqa: PTH208 -- names are all that is wanted
    except OSError:
        return ""
    wanted = [path.stem + ending for ending in _OTHER_ENDINGS]
    return next((name for name in names if name.lower() in wanted and name != path.name), "")


_GARBLED: Final = re.compile(
    "[\u00c3-\u00c6\u00e1\u00e2][\u0080-\u00bf\u0152-\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]+"
)
"""The bytes of a letter in UTF-8, each shown as a letter of Windows-1252: what begins one, and what goes on."""
_MEANT: Final = re.compile("[\u00c0-\u00ffĂăĐđĨĩŨũƠơƯư\u1ea0-\u1ef9\u2013-\u2026]")


@dataclass(frozen=True, slots=True)
class GarbledText:
    """Letters that were saved in the wrong encoding: the first of them, where it is, and what it was."""

    offset: int
    shown: str
    meant: str


def find_garbled_text(text: str) -> GarbledText | None:
    """Return the first letter of a text that was read as Windows-1252 and written as UTF-8; None where none is.

    One alone may be meant; French quotes around a capital look alike.
    """
    found: GarbledText | None = None
    for match in _GARBLED.finditer(text):
        meant = _restore_garbled(match[0])
        if _MEANT.fullmatch(meant):
            if found is not None:
                return found
            found = GarbledText(match.start(), match[0], meant)
    return None


def _restore_garbled(shown: str) -> str:
    """Return the letter whose bytes are shown one by one; '' where they are none."""
    with suppress(UnicodeError):
        return b"".join(bytes([ord(one)]) if ord(one) < 256 else one.encode("cp1252") for one in shown).decode()
    return ""


def strip_accents(text: str) -> str:
    """Return a text with the plain letters of its accented ones, `đ` included."""
    parts = unicodedata.normalize("NFD", text).replace("đ", "d").replace("Đ", "D")
    return "".join(one for one in parts if not unicodedata.combining(one))


_FLAGS: Final = os.O_RDONLY | sum(
    getattr(os, name, 0) for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC", "O_BINARY")
)


class UnreadableError(Exception):
    """A file that can't or may not be read.

    Attributes:
        code: the code of the rule.
        message: what is wrong.
        hint: how to mend it.
        before: the text before the offending byte, from which line and column follow.
        number: what the system answered, an errno; 0 where it was not asked.
    """

    def __init__(self, code: str, message: str, hint: str, before: str = "", number: int = 0) -> None:
        super().__init__(message)
        self.number = number
        self.code = code
        self.message = message
        self.hint = hint
        self.before = before


def read_bytes(path: Path, most: int = MOST_BYTES) -> bytes:
    """Return the bytes of a regular file of at most `most` bytes.

    Raises UnreadableError R101 where it cannot be opened or is no regular file, R102 where it is too large.
    """
    try:
        descriptor = os.open(path, _FLAGS)
        try:
            content = _read_descriptor(descriptor, most)
        finally:
            os.close(descriptor)
    except (OSError, ValueError) as error:
        if isinstance(error, FileNotFoundError) and path.parent.is_dir():
            similar = find_similar_name(path)
            hint = (
                f"rename {render_path(similar)} to {render_path(path.name)}"
                if similar
                else "name the folder of a crisis; `tandem new` makes one"
            )
            raise UnreadableError("R101", f"there is no {render_path(path.name)} in this folder", hint) from None
        number = (error.errno or 0) if isinstance(error, OSError) else 0
        hint = "check the path and its permissions"
        raise UnreadableError("R101", _explain_open_error(error), hint, number=number) from None
    if len(content) > most:
        raise UnreadableError("R102", f"the file is larger than {most // 1024} KB", "split the crisis, or shorten it")
    return content


def _read_descriptor(descriptor: int, most: int) -> bytes:
    """Read at most one byte more than allowed, enough to know that a file is too large."""
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        raise UnreadableError("R101", "this is not a regular file", "a scenario is a plain text file")
    pieces: list[bytes] = []
    room = most + 1
    try:
        while room > 0 and (piece := os.read(descriptor, room)):
            pieces.append(piece)
            room -= len(piece)
    except PermissionError:  # on Windows, where a lock keeps readers out too
        why, hint = "another program is using the file", "close it there and try again"
        raise UnreadableError("R101", why, hint, number=errno.EBUSY) from None
    return b"".join(pieces)


def decode_text(content: bytes) -> str:
    """Return bytes as text, without a byte order mark. Raises UnreadableError R103 for any encoding but UTF-8."""
    if content.startswith(_OTHER_ENCODINGS) or _WIDE.match(content):
        raise UnreadableError("R103", "the file is in UTF-16, not in UTF-8", "save it as UTF-8")
    if b"\0" in content[:_HEAD] and not _is_text(content):
        raise UnreadableError("R103", "this is not a text file", "a scenario is a plain text file in UTF-8")
    body = content.removeprefix(_BOM)
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        before = body[: error.start].decode("utf-8")
        wrong = f"byte 0x{body[error.start]:02X} is not UTF-8"
        raise UnreadableError("R103", wrong, "save the file as UTF-8", before) from None


def _is_text(content: bytes) -> bool:
    head = content[:_HEAD]
    return sum(byte >= ord(" ") or byte in b"\t\n\r" for byte in head) >= _FEW * len(head)


def _explain_open_error(error: OSError | ValueError) -> str:
    if not isinstance(error, OSError):
        return "this is not a file name"
    if error.errno in {errno.ELOOP, errno.EMLINK}:
        return "this is a symbolic link, which is not followed"
    return f"the file cannot be opened: {(error.strerror or 'unknown reason').lower()}"
