"""Opening a stranger's file: never a link, a pipe or a device, never more than its cap, always UTF-8."""

import errno
import os
import re
import stat
from pathlib import Path
from typing import Final

MOST_BYTES: Final = 2 * 1024 * 1024
_BOM: Final = b"\xef\xbb\xbf"
_OTHER_ENCODINGS: Final = (b"\xff\xfe", b"\xfe\xff")
_WIDE: Final = re.compile(rb"(?:[\t\n\r -~]\0){2}|(?:\0[\t\n\r -~]){2}")
"""Plain letters, each with an empty byte beside it."""
_HEAD: Final = 1024
_FEW: Final = 0.9
"""Less than this share of a file's beginning in letters, and it is no text."""


_FLAGS: Final = os.O_RDONLY | sum(
    getattr(os, name, 0) for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC", "O_BINARY")
)


class UnreadableError(Exception):
    """A file that is not read.

    Attributes:
        code: of the rule.
        message: what is wrong.
        hint: how to mend it.
        before: the text before the offending byte, from which line and column follow.
    """

    def __init__(self, code: str, message: str, hint: str, before: str = "") -> None:
        super().__init__(message)
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
            hint = "name the folder of a crisis; `tandem new` makes one"
            raise UnreadableError("R101", f"there is no {path.name} in this folder", hint) from None
        raise UnreadableError("R101", _explain_open_error(error), "check the path and its permissions") from None
    if len(content) > most:
        raise UnreadableError("R102", f"the file is larger than {most // 1024} KB", "split the crisis, or shorten it")
    return content


def _read_descriptor(descriptor: int, most: int) -> bytes:
    """One byte more than allowed is enough to know that a file is too large."""
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        raise UnreadableError("R101", "this is not a regular file", "a scenario is a plain text file")
    pieces: list[bytes] = []
    room = most + 1
    while room > 0 and (piece := os.read(descriptor, room)):
        pieces.append(piece)
        room -= len(piece)
    return b"".join(pieces)


def decode_text(content: bytes) -> str:
    """Return bytes as text, without a byte order mark. Raises UnreadableError R103 for any encoding but UTF-8."""
    if content.startswith(_OTHER_ENCODINGS) or _WIDE.match(content):
        raise UnreadableError("R103", "the file is in UTF-16, not in UTF-8", "save it as UTF-8")
    if b"\0" in content[:_HEAD] and not _is_text(content):
        raise UnreadableError("R103", "this is no text file", "a scenario is a plain text file in UTF-8")
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
        return "this is no name of a file"
    if error.errno in {errno.ELOOP, errno.EMLINK}:
        return "this is a symbolic link, which is not followed"
    return f"the file cannot be opened: {(error.strerror or 'unknown reason').lower()}"
