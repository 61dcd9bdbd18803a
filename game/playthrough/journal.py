"""The save: one append-only file of JSON lines, each chained to the one before by its hash.

A line is written in one piece and synced to the disk before anybody is told that it is saved. A line that was cut
off by a crash is moved aside when the journal is opened again; any other damage is refused with its line number.
The clock is read here, at the edge; nothing that play depends on knows it.
"""

import errno
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from json import JSONDecodeError, dumps, loads
from pathlib import Path
from typing import Any, Final, Self

from game.playthrough.locking import lock
from game.playthrough.record import Move, Record

FORMAT: Final = 1
CHAIN_LENGTH: Final = 32
MOST_BYTES: Final = 8_000_000

Line = Mapping[str, Any]


class JournalError(Exception):
    """A journal that cannot be read: where, what is wrong, and how many lines before it are whole."""

    def __init__(self, path: Path, why: str, line: int = 0) -> None:
        super().__init__(f"{path}:{line}: {why}" if line else f"{path}: {why}")
        self.path = path
        self.line = line


class NotSavedError(Exception):
    """The disk did not take an answer; play may go on, but it is not saved."""


def now() -> str:
    """Return the time in UTC, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@dataclass(frozen=True)
class Contents:
    """What a journal holds: its header, and the lines after it."""

    header: Line
    lines: tuple[Line, ...]

    @property
    def records(self) -> tuple[Record, ...]:
        """The answers, in order."""
        return tuple(_record(line) for line in self.lines if "answer" in line)

    @property
    def reflections(self) -> dict[int, str]:
        """What was written to the questions of the debrief; the last word counts."""
        return {line["reflect"]: line["text"] for line in self.lines if "reflect" in line}

    @property
    def opening(self) -> tuple[Move, ...]:
        """The partner's moves before the first answer."""
        return tuple(Move.from_json(move) for move in self.header.get("opening", ()))


class Journal:
    """A journal that is open for writing, and locked against a second writer."""

    def __init__(self, path: Path, descriptor: int, chain: str, clock: Callable[[], str] = now) -> None:
        """Take over a descriptor at the end of a whole journal; use `create` or `open`."""
        self.path = path
        self._descriptor = descriptor
        self._chain = chain
        self._clock = clock

    @classmethod
    def create(cls, path: Path, header: Line, clock: Callable[[], str] = now) -> Self:
        """Create a journal that did not exist, with its header durable.

        Raises:
            NotSavedError: if the folder or the file cannot be written.
        """
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_APPEND, 0o600)
            lock(descriptor)
            journal = cls(path, descriptor, "", clock)
            journal.append({"format": FORMAT, **header})
            _sync_folder(path.parent)
        except OSError as error:
            raise NotSavedError(_why(error)) from error
        return journal

    @classmethod
    def open(cls, path: Path, clock: Callable[[], str] = now) -> tuple[Self, Contents]:
        """Open a journal to go on with it; a torn last line is moved to `<name>.torn`.

        Raises:
            JournalError: if it is damaged elsewhere, too new, or held by another program.
        """
        try:
            descriptor = os.open(path, os.O_RDWR | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0))
        except OSError as error:
            raise JournalError(path, _why(error)) from error
        try:
            lock(descriptor)
            whole = _mend_tail(path, descriptor)
            contents, chain = _parse(path, whole)
        except BlockingIOError as error:
            os.close(descriptor)
            raise JournalError(path, "another window is playing this save") from error
        except BaseException:
            os.close(descriptor)
            raise
        return cls(path, descriptor, chain, clock), contents

    def append(self, line: Line) -> None:
        """Write a line and wait until the disk has it.

        Raises:
            NotSavedError: if it has not; the file is as long as before.
        """
        body = {**line, "at": self._clock()}
        chain = _link(self._chain, body)
        data = (dumps({**body, "chain": chain}, ensure_ascii=False, separators=(",", ":")) + "\n").encode()
        before = os.fstat(self._descriptor).st_size
        try:
            _write(self._descriptor, data)
        except OSError as error:
            with suppress(OSError):
                os.ftruncate(self._descriptor, before)
            raise NotSavedError(_why(error)) from error
        self._chain = chain

    def record(self, record: Record) -> None:
        """Write an answer with the partner's moves that followed; NotSavedError as `append`."""
        partner = [move.as_json() for move in record.partner]
        over = {"ending": record.ending} if record.ending else {}
        self.append({"answer": record.move.as_json(), "partner": partner, "state": record.state, **over})

    def reflect(self, question: int, text: str) -> None:
        """Write what a player answered to a question of the debrief; NotSavedError as `append`."""
        self.append({"reflect": question, "text": text})

    def close(self) -> None:
        """Let the file go, and its lock with it."""
        os.close(self._descriptor)


def read(path: Path) -> Contents:
    """Return what a journal holds, without locking or mending it; a torn last line is passed over.

    Raises:
        JournalError: if it cannot be read, is damaged before its last line, or too new.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise JournalError(path, _why(error)) from error
    return _parse(path, data[: data.rfind(b"\n") + 1])[0]


def header(path: Path) -> Line:
    """Return the first line of a journal, for a list of saves; JournalError if it is none."""
    try:
        with path.open("rb") as file:
            first = file.readline(MOST_BYTES)
    except OSError as error:
        raise JournalError(path, _why(error)) from error
    return _checked_header(path, _line(path, 1, first))


def _parse(path: Path, data: bytes) -> tuple[Contents, str]:
    if len(data) > MOST_BYTES:
        raise JournalError(path, "too large to be a save")
    lines: list[Line] = []
    chain = ""
    for number, row in enumerate(data.splitlines(), start=1):
        line = dict(_line(path, number, row))
        written = line.pop("chain", None)
        chain = _link(chain, line)
        if written != chain:
            raise JournalError(path, "damaged: this line is not what was written", number)
        lines.append(line)
    if not lines:
        raise JournalError(path, "empty: there is no save in it", 1)
    return Contents(_checked_header(path, lines[0]), tuple(lines[1:])), chain


def _line(path: Path, number: int, row: bytes) -> Line:
    try:
        line = loads(row.decode())
    except (UnicodeDecodeError, JSONDecodeError, RecursionError) as error:
        raise JournalError(path, "damaged: not a line of a save", number) from error
    if not isinstance(line, dict):
        raise JournalError(path, "damaged: not a line of a save", number)
    return line


def _checked_header(path: Path, line: Line) -> Line:
    version = line.get("format")
    if not isinstance(version, int) or version < 1:
        raise JournalError(path, "not a save of Tandem", 1)
    if version > FORMAT:
        raise JournalError(path, f"written by a newer Tandem (format {version}); update to read it", 1)
    return line


def _link(chain: str, body: Line) -> str:
    canonical = dumps(body, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return sha256(f"{chain}\n{canonical}".encode()).hexdigest()[:CHAIN_LENGTH]


def _record(line: Line) -> Record:
    return Record(
        Move.from_json(line["answer"]),
        tuple(Move.from_json(move) for move in line.get("partner", ())),
        str(line.get("state", "")),
        str(line.get("ending", "")),
    )


def _write(descriptor: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        written = os.write(descriptor, view)
        if written == 0:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        view = view[written:]
    os.fsync(descriptor)


def _mend_tail(path: Path, descriptor: int) -> bytes:
    data = b"".join(_blocks(descriptor))
    end = data.rfind(b"\n") + 1
    if end < len(data):
        torn = path.with_name(path.name + ".torn")
        torn.write_bytes(data[end:])
        os.ftruncate(descriptor, end)
        os.fsync(descriptor)
    return data[:end]


def _blocks(descriptor: int) -> Iterator[bytes]:
    os.lseek(descriptor, 0, os.SEEK_SET)
    while block := os.read(descriptor, 1 << 16):
        yield block


def _sync_folder(folder: Path) -> None:
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _why(error: OSError) -> str:
    return error.strerror or type(error).__name__
