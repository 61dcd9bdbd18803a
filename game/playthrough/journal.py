"""The save: one append-only file of JSON lines, each chained to the one before by its hash.

A line is written in one piece and synced to the disk before anybody is told that it is saved. A line that was cut
off by a crash is moved aside when the journal is opened again; any other damage is refused with its line number.
The clock is read here, at the edge; nothing that play depends on knows it.
"""

import errno
import os
import stat
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, Self

from game.content.clean import safe
from game.content.files import UnreadableError, read_bytes
from game.locales import _
from game.playthrough import durable, lines
from game.playthrough.lines import FORMAT, MOST_BYTES, Contents, JournalError, Line
from game.playthrough.locking import lock
from game.playthrough.record import Move, Record
from game.playthrough.seal import place_of, seal

TORN: Final = ".torn"
RESCUED: Final = "-rescued"
MOMENT: Final = "%Y-%m-%dT%H:%M:%SZ"
_NOT_WRITABLE: Final = {errno.EACCES, errno.EPERM, errno.EROFS}
_OPEN: Final = os.O_RDWR | os.O_APPEND | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
_PLAIN: Final = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)


class ReadOnlyError(JournalError):
    """A journal that may be read and not written."""


class NotSavedError(Exception):
    """The disk did not take an answer; play may go on, but it is not saved."""


def now() -> str:
    """Return the time in UTC, to the second."""
    return datetime.now(UTC).strftime(MOMENT)


class Journal:
    """A journal that is open for writing, and locked against a second writer."""

    def __init__(
        self, path: Path, descriptor: int, chain: str, clock: Callable[[], str] = now, *, key: str = ""
    ) -> None:
        """Take over a descriptor at the end of a whole journal; use `create` or `open`."""
        self.path = path
        self._descriptor: int | None = descriptor
        self._chain = chain
        self._key = key
        self._clock = clock

    @classmethod
    def create(cls, path: Path, header: Line, clock: Callable[[], str] = now) -> Self:
        """Create a journal that did not exist, with its header durable.

        Raises:
            NotSavedError: if the folder or the file cannot be written; nothing is left behind.
        """
        try:
            durable.make_folder(path.parent)
            descriptor = os.open(path, _OPEN | os.O_CREAT | os.O_EXCL, 0o600)
        except OSError as error:
            raise NotSavedError(why(error)) from error
        journal = cls(path, descriptor, "", clock)
        try:
            lock(descriptor)
            journal.append({"format": FORMAT, **header})
            durable.sync_folder(path.parent)
        except (OSError, NotSavedError) as error:
            journal.close()
            with suppress(OSError):
                path.unlink()
            raise error if isinstance(error, NotSavedError) else NotSavedError(why(error)) from error
        return journal

    @classmethod
    def open(cls, path: Path, clock: Callable[[], str] = now) -> tuple[Self, Contents]:
        """Open a journal to go on with it; an unterminated last line is moved to `<name>.torn`.

        Raises:
            ReadOnlyError: if it may only be read.
            JournalError: if it is damaged elsewhere, too new, or held by another program; it is not touched then.
        """
        descriptor = _opened(path)
        try:
            _take(path, descriptor)
            data = _all_of(path, descriptor)
            reading = lines.read_lines(path, data)
            if reading.contents.torn:
                _set_aside(path, descriptor, data[reading.length :])
            journal = cls(path, descriptor, reading.chain, clock, key=reading.contents.key)
            if reading.version < FORMAT:
                journal.append({"format": FORMAT})
        except NotSavedError as error:
            os.close(descriptor)
            raise JournalError(path, str(error)) from error
        except BaseException:
            os.close(descriptor)
            raise
        return journal, reading.contents

    def append(self, line: Line) -> None:
        """Write a line and wait until the disk has it.

        Raises:
            NotSavedError: if it has not; the file is as long as before, and the journal takes no more lines.
                Open it anew to try again: a descriptor that failed once may say "written" where nothing is.
        """
        if self._descriptor is None:
            raise NotSavedError(_("the save is not open any more"))
        data, chain = lines.written(self._chain, {**line, "at": self._clock()})
        try:
            before = self._length(len(data))
            try:
                durable.write(self._descriptor, data)
            except OSError:
                with suppress(OSError):
                    os.ftruncate(self._descriptor, before)
                raise
        except BaseException as error:
            self.close()
            if isinstance(error, OSError):
                raise NotSavedError(why(error)) from error
            raise
        self._chain, self._key = chain, self._key or chain

    def _length(self, more: int) -> int:
        """Return how long the file is; OSError if it is no longer where it was, or would become too long."""
        assert self._descriptor is not None
        ours = os.fstat(self._descriptor)
        if not os.path.samestat(ours, self.path.stat()):
            raise OSError(errno.ENOENT, os.strerror(errno.ENOENT))
        if ours.st_size + more > MOST_BYTES:
            raise OSError(errno.EFBIG, os.strerror(errno.EFBIG))
        return ours.st_size

    def record(self, record: Record) -> None:
        """Write an answer with the partner's moves that followed, sealed where it is; NotSavedError as `append`."""
        move = self._shut(record.move, record.state) if record.sealed else record.move
        partner = list(record.partner)
        if record.hidden:
            partner = [self._shut(there, place_of(record.state, n)) for n, there in enumerate(partner)]
        stands = {"ending": record.ending} if record.ending else {"scene": record.scene}
        written = [there.as_json() for there in partner]
        self.append({"answer": move.as_json(), "partner": written, "state": record.state, **stands})

    def _shut(self, move: Move, place: str) -> Move:
        return replace(move, answer={"sealed": seal(self._key, place, move.answer)})

    def reflect(self, question: int, text: str) -> None:
        """Write what a player answered to a question of the debrief; NotSavedError as `append`."""
        self.append({"reflect": question, "text": text})

    def close(self) -> None:
        """Let the file go, and its lock with it; closing twice does nothing."""
        if self._descriptor is not None:
            descriptor, self._descriptor = self._descriptor, None
            with suppress(OSError):
                os.close(descriptor)


def read(path: Path) -> Contents:
    """Return what a journal holds, without locking or mending it; an unterminated last line is passed over.

    Raises:
        JournalError: if it cannot be read, is damaged before its last line, or too new.
    """
    return lines.read_lines(path, data_of(path)).contents


def rescue(path: Path) -> Path:
    """Copy every line before the damage to a new save beside it and return its path; the damaged one is not touched.

    Raises:
        JournalError: if nothing is damaged, or nothing is whole.
        NotSavedError: if the copy cannot be written.
    """
    data = data_of(path)
    try:
        reading = lines.read_lines(path, data)
    except JournalError as error:
        if error.whole < 1:
            raise
        whole = b"".join(row + b"\n" for row in data.split(b"\n")[: error.whole])
    else:
        if not reading.contents.torn:
            raise JournalError(path, _("nothing is damaged here"))
        whole = data[: reading.length]
    copy = next(name for name in _names(path) if not name.exists())
    try:
        durable.put(copy, whole)
    except OSError as error:
        raise NotSavedError(why(error)) from error
    return copy


def _names(path: Path) -> "list[Path]":
    numbers = ["", *(f"-{number}" for number in range(2, 1000))]
    return [path.with_name(f"{path.stem}{RESCUED}{number}{path.suffix}") for number in numbers]


def data_of(path: Path) -> bytes:
    """Return the bytes of a journal; JournalError where it is no regular file, a link, or too large."""
    try:
        return read_bytes(path, MOST_BYTES)
    except UnreadableError as error:
        raise JournalError(path, safe(error.message)) from error


def _opened(path: Path) -> int:
    try:
        return os.open(path, _OPEN | _PLAIN)
    except OSError as error:
        kind = ReadOnlyError if error.errno in _NOT_WRITABLE else JournalError
        raise kind(path, why(error)) from error


def _take(path: Path, descriptor: int) -> None:
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        raise JournalError(path, _("this is no save of Tandem"))
    try:
        lock(descriptor)
    except BlockingIOError as error:
        raise JournalError(path, _("another window is playing this save; go on there, or close it first")) from error
    except OSError as error:
        raise JournalError(path, why(error)) from error


def _all_of(path: Path, descriptor: int) -> bytes:
    if os.fstat(descriptor).st_size > MOST_BYTES:
        raise JournalError(path, _("too large to be a save"))
    os.lseek(descriptor, 0, os.SEEK_SET)
    blocks = []
    while block := os.read(descriptor, 1 << 16):
        blocks.append(block)
    return b"".join(blocks)


def _set_aside(path: Path, descriptor: int, torn: bytes) -> None:
    """Add what was cut off to `<name>.torn`, and only then cut it off here."""
    aside = path.with_name(path.name + TORN)
    try:
        kept = os.open(aside, os.O_WRONLY | os.O_APPEND | os.O_CREAT | _PLAIN | getattr(os, "O_BINARY", 0), 0o600)
        try:
            durable.write(kept, torn + b"\n")
        finally:
            os.close(kept)
        durable.sync_folder(path.parent)
        os.ftruncate(descriptor, len(_all_of(path, descriptor)) - len(torn))
        durable.sync(descriptor)
    except OSError as error:
        reason = _("its last line was cut off and cannot be set aside ({why})", why=why(error))
        raise JournalError(path, reason) from error


def why(error: OSError) -> str:
    """Return what the system says, and what a player can do about it."""
    said = error.strerror
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT | errno.EFBIG:
            return _("the disk is full; make room, and the next decision saves everything")
        case errno.ENOENT | errno.ENOTDIR | errno.ESTALE:
            return _("the folder or the file is gone ({why}); the next decision tries to make it anew", why=said)
        case errno.EACCES | errno.EPERM | errno.EROFS:
            return _("the folder may not be written ({why}); TANDEM_HOME can name another one", why=said)
    return said or str(error) or type(error).__name__


__all__ = [
    "MOMENT", "Contents", "Journal", "JournalError", "Line", "NotSavedError", "ReadOnlyError", "data_of", "now", "read",
    "rescue", "why",
]  # fmt: skip
