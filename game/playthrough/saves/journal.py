"""A save is a journal: one append-only file of JSON lines, each chained to the one before by its hash.

A line is written in one piece and synced to the disk before anybody is told that it is saved. A line that a crash cut
off is set aside when the journal is opened again; any other damage is refused with its line number. The time of each
line is read here; nothing that play depends on knows it.

A save has one writer at a time. The system releases the lock by itself when the program ends, however it ends.
`journal_format` says what the lines mean.
"""

import errno
import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, Self

import portalocker

from game import atomic_files
from game.locales import _
from game.playthrough.record import ChairMove, Record
from game.playthrough.saves import journal_format
from game.playthrough.saves.journal_format import (
    FORMAT,
    MOMENT,
    MOST_BYTES,
    JournalContents,
    JournalError,
    JournalLine,
    build_partner_place,
    load_journal,
    load_journal_bytes,
    seal_answer,
)


def lock_file(descriptor: int) -> bool:
    """Lock an open file, or raise BlockingIOError at once; return False where the file system has no locks.

    Raises:
        OSError: where it has them, and something else is wrong.
    """
    flags = portalocker.LockFlags.EXCLUSIVE | portalocker.LockFlags.NON_BLOCKING
    try:
        portalocker.lock(descriptor, flags)
    except portalocker.AlreadyLocked as error:
        raise BlockingIOError from error
    except portalocker.LockException as error:
        cause = _find_cause(error)
        if cause is None or cause.errno not in _NO_LOCKS:
            raise cause or OSError(errno.EIO, os.strerror(errno.EIO)) from error
        return False
    return True


def _find_cause(error: BaseException) -> OSError | None:
    """Return what the system answered, which the library keeps as an argument of its own error."""
    return next((found for found in (*error.args, error.__cause__) if isinstance(found, OSError)), None)


TORN: Final = ".torn"
RESCUED: Final = "-rescued"
_NOT_WRITABLE: Final = {errno.EACCES, errno.EPERM, errno.EROFS}
_NO_LOCKS: Final = {errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EINVAL}
"""What file systems answer that have no locks: NFS without its lock service, sshfs, some phones."""


class ReadOnlyError(JournalError):
    """A journal that may be read but not written."""


class NotSavedError(Exception):
    """An answer could not be written to the disk; play may go on, but is not saved."""


def format_utc_now() -> str:
    """Return the time in UTC, to the second."""
    return datetime.now(UTC).strftime(MOMENT)


class Journal:
    """A journal that is open for writing, and locked against a second writer.

    Attributes:
        path: the file.
        locked: whether a second writer is kept out; not every file system has locks.
        synced: whether the disk has confirmed every line; not every file system can be asked.
    """

    def __init__(
        self, path: Path, descriptor: int, chain: str, clock: Callable[[], str] = format_utc_now, *, key: str = "",
        after: str = "",
    ) -> None:  # fmt: skip
        """Take over a descriptor at the end of an intact journal; use `create` or `open` instead.

        `after` is the newest moment that any save tells. While the clock is behind it, each line says so.
        """
        self.path = path
        self.locked = True
        self.synced = True
        self._descriptor: int | None = descriptor
        self._chain = chain
        self._key = key
        self._clock = clock
        self._after = after

    @classmethod
    def create(
        cls, path: Path, header: JournalLine, clock: Callable[[], str] = format_utc_now, after: str = ""
    ) -> Self:
        """Create a new journal, with its header on the disk.

        Raises:
            NotSavedError: if the folder or the file cannot be written; nothing is left behind.
        """
        try:
            atomic_files.make_folder(path.parent)
            descriptor = atomic_files.open_for_append(path, new=True)
        except OSError as error:
            raise NotSavedError(explain_save_error(error)) from error
        journal = cls(path, descriptor, "", clock, after=after)
        try:
            journal.locked = lock_file(descriptor)
            journal.append({"format": FORMAT, **header})
            atomic_files.sync_folder(path.parent)
        except (OSError, NotSavedError) as error:
            journal.close()
            with suppress(OSError):
                path.unlink()
            raise error if isinstance(error, NotSavedError) else NotSavedError(explain_save_error(error)) from error
        return journal

    @classmethod
    def open(
        cls, path: Path, clock: Callable[[], str] = format_utc_now, after: str = ""
    ) -> tuple[Self, JournalContents]:
        """Open a journal to continue it; an unterminated last line is moved to `<name>.torn`.

        Raises:
            ReadOnlyError: if it may only be read.
            OtherRulesError: if it was played under other rules of play.
            JournalError: if it is damaged elsewhere, too new, or locked by another program; it is not touched then.
        """
        descriptor = _open_for_append(path)
        try:
            locked = _lock_save(path, descriptor)
            data = _read_all_bytes(path, descriptor)
            reading = journal_format.parse_journal(path, data)
            journal_format.refuse_other_rules(path, reading.contents)
            if reading.contents.torn:
                _set_torn_line_aside(path, descriptor, data[reading.length :])
        except BaseException:
            os.close(descriptor)
            raise
        journal = cls(path, descriptor, reading.chain, clock, key=reading.contents.key, after=after)
        journal.locked = locked
        if reading.version < FORMAT:
            try:
                journal.append({"format": FORMAT})
            except NotSavedError as error:
                raise JournalError(path, str(error)) from error
        return journal, reading.contents

    def append(self, line: JournalLine) -> None:
        """Write a line and wait until the disk has it.

        Raises:
            NotSavedError: if that fails; the file is as long as before, and the journal takes no more lines.
                Reopen it to try again: a descriptor that failed once may report success for lost data.
        """
        if self._descriptor is None:
            raise NotSavedError(_("the save is no longer open"))
        now = self._clock()
        late = {"after": self._after} if self._after > now else {}
        data, chain = journal_format.encode_line(self._chain, {**line, "at": now, **late})
        try:
            before = self._measure_file(len(data))
            try:
                self.synced &= atomic_files.write_and_sync(self._descriptor, data)
            except OSError:
                with suppress(OSError):
                    os.ftruncate(self._descriptor, before)
                raise
        except BaseException as error:
            self.close()
            if isinstance(error, OSError):
                raise NotSavedError(explain_save_error(error)) from error
            raise
        self._chain, self._key = chain, self._key or chain

    def _measure_file(self, more: int) -> int:
        """Return the length of the file; OSError if it is no longer where it was, or `more` bytes make it too long."""
        assert self._descriptor is not None
        ours = os.fstat(self._descriptor)
        if not os.path.samestat(ours, self.path.stat()):
            raise OSError(errno.ENOENT, os.strerror(errno.ENOENT))
        if ours.st_size + more > MOST_BYTES:
            raise OSError(errno.EFBIG, os.strerror(errno.EFBIG))
        return ours.st_size

    def append_record(self, record: Record) -> None:
        """Write an answer with the partner's moves that followed, sealed where they are private; errors as `append`."""
        move = self._seal_move(record.move, record.state) if record.sealed else record.move
        partner = list(record.partner)
        if record.hidden:
            partner = [self._seal_move(there, build_partner_place(record.state, n)) for n, there in enumerate(partner)]
        stands = {"ending": record.ending} if record.ending else {"scene": record.scene}
        written = [there.as_json() for there in partner]
        self.append({"answer": move.as_json(), "partner": written, "state": record.state, **stands})

    def _seal_move(self, move: ChairMove, place: str) -> ChairMove:
        return replace(move, answer={"sealed": seal_answer(self._key, place, move.answer)})

    def append_reflection(self, question: int, text: str) -> None:
        """Write a player's answer to a question of the debrief; errors as `append`."""
        self.append({"reflect": question, "text": text})

    def close(self) -> None:
        """Close the file, which releases its lock; closing twice does nothing."""
        if self._descriptor is not None:
            descriptor, self._descriptor = self._descriptor, None
            with suppress(OSError):
                os.close(descriptor)


def rescue_journal(path: Path) -> Path:
    """Copy every line before the damage to a new save beside the damaged one, which is not touched; return its path.

    Raises:
        JournalError: if nothing is damaged, or no line is intact.
        NotSavedError: if the copy cannot be written.
    """
    data = load_journal_bytes(path)
    try:
        reading = journal_format.parse_journal(path, data)
    except JournalError as error:
        if error.whole < 1:
            raise
        whole = b"".join(row + b"\n" for row in data.split(b"\n")[: error.whole])
    else:
        if not reading.contents.torn:
            raise JournalError(path, _("nothing is damaged here"))
        whole = data[: reading.length]
    copy = next(name for name in _list_rescue_paths(path) if not name.exists())
    try:
        atomic_files.write_atomically(copy, whole)
    except OSError as error:
        raise NotSavedError(explain_save_error(error)) from error
    return copy


def _list_rescue_paths(path: Path) -> "list[Path]":
    numbers = ["", *(f"-{number}" for number in range(2, 1000))]
    return [path.with_name(f"{path.stem}{RESCUED}{number}{path.suffix}") for number in numbers]


def _open_for_append(path: Path) -> int:
    try:
        return atomic_files.open_for_append(path)
    except FileExistsError as error:
        raise JournalError(path, _("this is not a Tandem save")) from error
    except OSError as error:
        kind = ReadOnlyError if error.errno in _NOT_WRITABLE else JournalError
        raise kind(path, explain_save_error(error)) from error


def _lock_save(path: Path, descriptor: int) -> bool:
    try:
        return lock_file(descriptor)
    except BlockingIOError as error:
        raise JournalError(path, _("another window is playing this save; go on there, or close it first")) from error
    except OSError as error:
        raise JournalError(path, explain_save_error(error)) from error


def _read_all_bytes(path: Path, descriptor: int) -> bytes:
    if os.fstat(descriptor).st_size > MOST_BYTES:
        raise JournalError(path, _("too large to be a save"))
    os.lseek(descriptor, 0, os.SEEK_SET)
    blocks = []
    while block := os.read(descriptor, 1 << 16):
        blocks.append(block)
    return b"".join(blocks)


def _set_torn_line_aside(path: Path, descriptor: int, torn: bytes) -> None:
    """Copy the torn line to `<name>.torn`, and only then remove it from the journal."""
    aside = path.with_name(path.name + TORN)
    try:
        kept = atomic_files.open_for_append(aside, new=True, may_be_there=True)
        try:
            atomic_files.write_and_sync(kept, torn + b"\n")
        finally:
            os.close(kept)
        atomic_files.sync_folder(path.parent)
        os.ftruncate(descriptor, len(_read_all_bytes(path, descriptor)) - len(torn))
        atomic_files.sync_file(descriptor)
    except OSError as error:
        reason = _("its last line was cut off and cannot be set aside ({why})", why=explain_save_error(error))
        raise JournalError(path, reason) from error


def explain_save_error(error: OSError) -> str:
    """Return why a save can't be written, and what a player can do about it."""
    why = atomic_files.explain_os_error(error)
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT | errno.EFBIG:
            return _("the disk is full; make room, and the next decision saves everything")
        case errno.ENOENT | errno.ENOTDIR | errno.ESTALE:
            return _("the folder or the file is gone ({why}); the next decision tries to create it again", why=why)
        case errno.EACCES | errno.EPERM | errno.EROFS:
            return _("the folder can't be written to ({why}); TANDEM_HOME can name another one", why=why)
    return why


__all__ = [
    "MOMENT",
    "Journal",
    "JournalContents",
    "JournalError",
    "JournalLine",
    "NotSavedError",
    "ReadOnlyError",
    "explain_save_error",
    "format_utc_now",
    "load_journal",
    "load_journal_bytes",
    "rescue_journal",
]
