"""What the bytes of a journal say: its lines, whether they are what was written, and what is wrong where they are not.

The first line is the header, then comes one line an answer or a reflection. Each line ends in `"chain"`: the hash of
the chain before it and of the bytes of this line, so that no bit of a save can change unseen. A line
`{"format": n}` further down tells that a newer Tandem went on from there in its own format.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from json import dumps, loads
from pathlib import Path
from typing import Any, Final

from game.content.clean import safe
from game.engine.stocks import CHAIRS
from game.locales import _, ngettext
from game.playthrough.ghost import Ghost
from game.playthrough.record import Move, Record
from game.playthrough.seal import place_of, unseal

FORMAT: Final = 1
MOST_BYTES: Final = 2_000_000
_CHAIN_LENGTH: Final = 32
_ROW: Final = re.compile(rb'(\{.*),"chain":"([0-9a-f]{32})"\}', re.DOTALL)

Line = Mapping[str, Any]

UPCASTERS: Final[dict[int, Callable[[Line], Line]]] = {}
"""For each older format the step that makes its lines those of the next one. A step is never changed or taken out."""


class JournalError(Exception):
    """A journal that cannot be read.

    Attributes:
        path: the file.
        line: where it is damaged, from 1; 0 where it is not a line that is wrong.
        why: what is wrong, without the place.
        whole: how many lines before the damage are what was written (the header counts).
    """

    def __init__(self, path: Path, why: str, line: int = 0, whole: int = 0) -> None:
        self.path, self.why, self.line, self.whole = path, why, line, whole
        place = safe(f"{path}:{line}" if line else str(path))
        super().__init__(f"{place}: {why}{self._offer()}")

    def why_and_line(self) -> str:
        """Return what is wrong with the line's number, for where the file is named already."""
        return _("line {n}: {why}", n=self.line, why=self.why) if self.line else self.why

    def _offer(self) -> str:
        if self.whole < 2:
            return ""
        count = ngettext("the line before it is whole", "the {n} lines before it are whole", self.whole)
        return "; " + count + ", " + _("tandem saves rescue {save} copies them", save=safe(self.path.stem))


@dataclass(frozen=True)
class Contents:
    """What a journal holds: its header, the lines after it, and how many bytes of an unfinished line follow.

    `key` opens the answers that are sealed in the lines; `records` has them open.
    """

    header: Line
    lines: tuple[Line, ...]
    torn: int = 0
    key: str = ""

    @property
    def records(self) -> tuple[Record, ...]:
        """The answers, in order."""
        return tuple(_record(line, self.key) for line in self.lines if "answer" in line)

    @property
    def of_two(self) -> bool:
        """Whether two people have sat at this table, at the beginning or since."""
        answers = (line["answer"] for line in self.lines if "answer" in line)
        joined = any(kind == "seat" and answer.get("who") == "human" for _chair, kind, answer in answers)
        return joined or set(self.header["seats"].values()) == {"human"}

    @property
    def reflections(self) -> dict[int, str]:
        """What was written to the questions of the debrief; the last word counts."""
        return {line["reflect"]: line["text"] for line in self.lines if "reflect" in line}

    @property
    def opening(self) -> tuple[Move, ...]:
        """The partner's moves before the first answer."""
        return tuple(Move.from_json(move) for move in self.header["opening"])


@dataclass(frozen=True)
class Reading:
    """A journal as it was read: contents, the chain at its end, how long its whole lines are, its newest format."""

    contents: Contents
    chain: str
    length: int
    version: int


def written(chain: str, body: Line) -> tuple[bytes, str]:
    """Return a line as it is written after `chain`, with its line end, and the chain that it leads to."""
    start = dumps(body, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")[:-1]
    following = _link(chain, start)
    return start + f',"chain":"{following}"}}\n'.encode(), following


def read_lines(path: Path, data: bytes) -> Reading:
    """Return what a journal's bytes say; an unterminated last line is passed over and counted.

    Raises:
        JournalError: if a line is not what was written, the format is newer than this program, or none is known.
    """
    end = data.rfind(b"\n") + 1
    rows = data[:end].split(b"\n")[:-1]
    if not rows:
        raise JournalError(path, _("there is no save in this file"), 1)
    lines: list[Line] = []
    chain, version, key = "", 0, ""
    for number, row in enumerate(rows, start=1):
        line, chain = _unchained(path, number, row, chain)
        key = key or chain
        if number == 1 or "format" in line:
            version = _version(path, number, line)
        lines.append(_checked(path, number, _upcast(line, version), key))
    return Reading(Contents(lines[0], tuple(lines[1:]), len(data) - end, key), chain, end, version)


def _unchained(path: Path, number: int, row: bytes, chain: str) -> tuple[Line, str]:
    parts = _ROW.fullmatch(row)
    following = _link(chain, parts[1]) if parts else ""
    if parts is None or following != parts[2].decode():
        not_ours = number == 1 and not row.startswith(b'{"format":')
        why = _("this is no save of Tandem") if not_ours else _("damaged: this line is not what was written")
        raise JournalError(path, why, number, number - 1)
    try:
        line = loads(parts[1] + b"}")
        if not _is_plain(parts[1]):
            line = _clean(line)
    except (ValueError, RecursionError):
        raise JournalError(path, _("damaged: this is no line of a save"), number, number - 1) from None
    return line, following


def _link(chain: str, start: bytes) -> str:
    return sha256(chain.encode() + b"\n" + start).hexdigest()[:_CHAIN_LENGTH]


def _is_plain(row: bytes) -> bool:
    """Whether there is nothing in a line that could be unsafe: JSON itself lets no control character stand but DEL."""
    return row.isascii() and b"\\" not in row and b"\x7f" not in row


def _clean(value: Any) -> Any:
    """A save may come from a stranger: its texts are made safe like those of every other file."""
    match value:
        case str():
            return safe(value)
        case list():
            return [_clean(one) for one in value]
        case dict():
            return {safe(key): _clean(one) for key, one in value.items()}
    return value


def _version(path: Path, number: int, line: Line) -> int:
    version = line.get("format")
    if type(version) is not int or version < 1:
        raise JournalError(path, _("this is no save of Tandem"), number, number - 1)
    if version > FORMAT:
        why = _("written by a newer Tandem (format {version}); it is left as it is, update to read it", version=version)
        raise JournalError(path, why, number)
    return version


def _upcast(line: Line, version: int) -> Line:
    for step in range(version, FORMAT):
        line = UPCASTERS[step](line)
    return line


def _checked(path: Path, number: int, line: Line, key: str) -> Line:
    try:
        if number == 1:
            _check_header(line)
        else:
            _check_line(line, key)
    except (ValueError, TypeError, KeyError, RecursionError):
        raise JournalError(path, _("damaged: this is no line of a save"), number, number - 1) from None
    return line


def _check_header(line: Line) -> None:
    match line:
        case {
            "scenario": str(),
            "digest": str(digest),
            "title": dict(title),
            "seed": int(),
            "playthrough": int(),
            "seats": {"ceo": "human" | "partner", "cto": "human" | "partner"},
            "language": str(),
            "difficulty": "learner" | "standard" | "expert",
            "opening": list(opening),
            "at": str(),
        } if re.fullmatch(r"[0-9a-f]{64}", digest) and all(isinstance(text, str) for text in title.values()):
            _check_moves(opening)
            _check_people(line)
        case _:
            raise ValueError(line)


def _check_people(line: Line) -> None:
    """The names of the people in the chairs, and a ghost: there where there are any."""
    match line.get("players", {}):
        case dict(players) if all(chair in CHAIRS and isinstance(name, str) for chair, name in players.items()):
            pass
        case other:
            raise ValueError(other)
    if "ghost" in line:
        Ghost.from_json(line["ghost"])


def _check_line(line: Line, key: str) -> None:
    match line:
        case {"answer": _, "partner": list(), "state": str(), "at": str()}:
            _record(line, key)
        case {"reflect": int(), "text": str(), "at": str()} | {"format": int(), "at": str()}:
            pass
        case _:
            raise ValueError(line)


def _check_moves(moves: list[object]) -> None:
    for move in moves:
        Move.from_json(move)


def _record(line: Line, key: str) -> Record:
    state = line["state"]
    move, sealed = _move(line["answer"], key, state)
    partner = [_move(there, key, place_of(state, number)) for number, there in enumerate(line["partner"])]
    ending, scene = str(line.get("ending", "")), str(line.get("scene", ""))
    hidden = any(shut for _there, shut in partner)
    return Record(move, tuple(there for there, _shut in partner), state, ending, scene, sealed, hidden)


def _move(value: object, key: str, place: str) -> tuple[Move, bool]:
    """Return a move as it was made, and whether it was sealed."""
    move = Move.from_json(value)
    match move.answer:
        case {"sealed": str(sealed), **rest} if not rest:
            return replace(move, answer=_clean(unseal(key, place, sealed))), True
    return move, False
