"""The format of a journal: what its lines mean, whether they are intact, and what is wrong where they are not.

The first line is the header; each line after it is an answer or a reflection. Each line ends in `"chain"`: the hash of
the chain before it and of the bytes of this line, so that no bit of a save can change unnoticed. A line
`{"format": n}` further down says that a newer Tandem continued the save in its own format.

Answers that the other person has not seen are sealed, so that nobody reads them by accident in the file, a list or a
log. The key follows from the first line of the save: this is no protection from somebody who wants to know.
"""

import errno
import os
import re
import shlex
import sys
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import blake2b, sha256
from json import dumps, loads
from pathlib import Path
from typing import Any, Final

from game import atomic_files
from game.content.safe_input import UnreadableError, clean_text, read_bytes, render_path
from game.engine.stocks import CHAIRS
from game.locales import _, ngettext
from game.playthrough.record import Answer, ChairMove, Record
from game.playthrough.setup import Ghost

BLOCK: Final = 512
"""Answers are padded to this many bytes, so that their length gives nothing away."""


def build_partner_place(state: str, number: int) -> str:
    """Return the sealing place of a partner's move, by its number among those that followed one answer."""
    return f"{state}.{number}"


def seal_answer(key: str, place: str, answer: Answer) -> str:
    """Return an answer sealed with the key of its playthrough; `place` is unique to the answer in its save."""
    plain = dumps(dict(answer), ensure_ascii=False, separators=(",", ":")).encode()
    return b64encode(_xor_with_stream(key, place, plain + b" " * (-len(plain) % BLOCK))).decode()


def unseal_answer(key: str, place: str, sealed: str) -> dict[str, Any]:
    """Return the sealed answer; ValueError where it is none."""
    try:
        answer = loads(_xor_with_stream(key, place, b64decode(sealed, validate=True)))
    except RecursionError:
        raise ValueError("not a sealed answer") from None
    if not isinstance(answer, dict):
        raise ValueError("not a sealed answer")
    return answer


def _xor_with_stream(key: str, place: str, data: bytes) -> bytes:
    return bytes(byte ^ other for byte, other in zip(data, _generate_key_stream(key, place), strict=False))


def _generate_key_stream(key: str, place: str) -> Iterator[int]:
    number = 0
    while True:
        yield from blake2b(f"{place}:{number}".encode(), key=key.encode()).digest()
        number += 1


FORMAT: Final = 1
MOMENT: Final = "%Y-%m-%dT%H:%M:%SZ"
MOST_BYTES: Final = 2_000_000
_CHAIN_LENGTH: Final = 32
_ROW: Final = re.compile(rb'(\{.*),"chain":"([0-9a-f]{32})"\}', re.DOTALL)

JournalLine = Mapping[str, Any]

UPCASTERS: Final[dict[int, Callable[[JournalLine], JournalLine]]] = {}
"""For each older format, the step that turns its lines into those of the next. Steps are never changed or removed."""


class JournalError(Exception):
    """A journal that cannot be read.

    Attributes:
        path: the file.
        line: where it is damaged, from 1; 0 where it is not a line that is wrong.
        why: what is wrong, without the place.
        whole: how many lines before the damage are intact, the header included.
        remedy: the one thing to do about it; '' where `why` says it, or there is none.
    """

    def __init__(self, path: Path, why: str, line: int = 0, whole: int = 0, remedy: str = "") -> None:
        self.path, self.why, self.line, self.whole = path, why, line, whole
        self.remedy = self._offer_rescue() if self.whole > 1 else remedy
        place = f"{render_path(path)}:{line}" if line else render_path(path)
        super().__init__(f"{place}: {why}" + (f"; {self.remedy}" if self.remedy else ""))

    def describe_with_line(self) -> str:
        """Return what is wrong, with the line's number but without the file."""
        return _("line {n}: {why}", n=self.line, why=self.why) if self.line else self.why

    def _offer_rescue(self) -> str:
        count = ngettext("the line before it is intact", "the {n} lines before it are intact", self.whole)
        return count + ", " + _("tandem saves rescue {save} copies them", save=_quote_for_shell(self.path.stem))


def _quote_for_shell(name: Path | str) -> str:
    """Return a name as it is typed behind a command."""
    return shlex.quote(render_path(name))


def _offer_delete(path: Path) -> str:
    return _("tandem saves delete {save} removes it", save=_quote_for_shell(path.stem))


RULES: Final = 3
"""The version of the rules of play; a save that was played under others is never played on."""


class OtherRulesError(JournalError):
    """A save that was played under other rules than today's: it can be listed, shown and exported, not played on."""


def explain_other_rules(rules: int) -> str:
    """Return why a save of another version of the rules is not played; '' where it is today's."""
    if rules == RULES:
        return ""
    if rules > RULES:
        return _("played under newer rules; update Tandem to play it on")
    return _("played under earlier rules; it can be shown and exported, but not played on")


def refuse_other_rules(path: Path, contents: "JournalContents") -> None:
    """Raise OtherRulesError where a save was not played under today's rules."""
    if why := explain_other_rules(contents.rules):
        raise OtherRulesError(path, why)


@dataclass(frozen=True)
class JournalContents:
    """What a journal holds.

    Attributes:
        header: the first line.
        lines: the lines after it.
        torn: how many bytes of an unfinished line follow.
        key: unseals the answers in the lines; `records` has them unsealed.
    """

    header: JournalLine
    lines: tuple[JournalLine, ...]
    torn: int = 0
    key: str = ""

    @property
    def rules(self) -> int:
        """The version of the rules of play that it was played under; the first ones did not say."""
        return int(self.header.get("rules", 1))

    @property
    def records(self) -> tuple[Record, ...]:
        """The answers, in order."""
        return tuple(_parse_record(line, self.key) for line in self.lines if "answer" in line)

    @property
    def of_two(self) -> bool:
        """Whether two people have ever played in this save."""
        answers = (line["answer"] for line in self.lines if "answer" in line)
        joined = any(kind == "seat" and answer.get("who") == "human" for _chair, kind, answer in answers)
        return joined or set(self.header["seats"].values()) == {"human"}

    @property
    def reflections(self) -> dict[int, str]:
        """The answers to the questions of the debrief; the last one to each counts."""
        return {line["reflect"]: line["text"] for line in self.lines if "reflect" in line}

    @property
    def opening(self) -> tuple[ChairMove, ...]:
        """The partner's moves before the first answer."""
        return tuple(ChairMove.from_json(move) for move in self.header["opening"])


@dataclass(frozen=True)
class ParsedJournal:
    """A parsed journal: contents, the chain at its end, the length of its intact lines, its newest format."""

    contents: JournalContents
    chain: str
    length: int
    version: int


def encode_line(chain: str, body: JournalLine) -> tuple[bytes, str]:
    """Return the bytes of a line that follows `chain`, line end included, and the chain that it leads to."""
    start = dumps(body, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")[:-1]
    following = _hash_link(chain, start)
    return start + f',"chain":"{following}"}}\n'.encode(), following


def parse_journal(path: Path, data: bytes) -> ParsedJournal:
    """Parse the bytes of a journal; an unterminated last line is skipped, and its bytes are counted.

    Raises:
        JournalError: if a line is damaged, or the format is unknown or newer than this program.
    """
    end = data.rfind(b"\n") + 1
    rows = data[:end].split(b"\n")[:-1]
    if not rows:
        raise JournalError(path, _("there is no save in this file"), 1, remedy=_offer_delete(path))
    lines: list[JournalLine] = []
    chain, version, key = "", 0, ""
    for number, row in enumerate(rows, start=1):
        line, chain = _parse_chained_line(path, number, row, chain)
        key = key or chain
        if number == 1 or "format" in line:
            version = _parse_format_version(path, number, line)
        lines.append(_validate_line(path, number, _upcast_line(line, version), key))
    return ParsedJournal(JournalContents(lines[0], tuple(lines[1:]), len(data) - end, key), chain, end, version)


def _parse_chained_line(path: Path, number: int, row: bytes, chain: str) -> tuple[JournalLine, str]:
    parts = _ROW.fullmatch(row)
    following = _hash_link(chain, parts[1]) if parts else ""
    if parts is None or following != parts[2].decode():
        not_ours = number == 1 and not row.startswith(b'{"format":')
        why = _("this is not a Tandem save") if not_ours else _("damaged: this line was changed")
        remedy = _offer_move(path) if not_ours else _offer_delete(path)
        raise JournalError(path, why, number, number - 1, remedy)
    try:
        line = loads(parts[1] + b"}")
        if not _is_plain_ascii(parts[1]):
            line = _sanitize_value(line)
    except (ValueError, RecursionError):
        why = _("damaged: this is not a line of a save")
        raise JournalError(path, why, number, number - 1, _offer_delete(path)) from None
    return line, following


def _hash_link(chain: str, start: bytes) -> str:
    return sha256(chain.encode() + b"\n" + start).hexdigest()[:_CHAIN_LENGTH]


def _is_plain_ascii(row: bytes) -> bool:
    """Return whether a line has nothing unsafe in it; of control characters JSON allows only DEL unescaped."""
    return row.isascii() and b"\\" not in row and b"\x7f" not in row


def _sanitize_value(value: Any) -> Any:
    """Return a value with safe texts: a save may come from a stranger."""
    match value:
        case str():
            return clean_text(value)
        case list():
            return [_sanitize_value(one) for one in value]
        case dict():
            return {clean_text(key): _sanitize_value(one) for key, one in value.items()}
    return value


def _parse_format_version(path: Path, number: int, line: JournalLine) -> int:
    version = line.get("format")
    if type(version) is not int or version < 1:
        raise JournalError(path, _("this is not a Tandem save"), number, number - 1, _offer_move(path))
    if version > FORMAT:
        why = _("written by a newer Tandem (format {version}); it is left as it is, update to read it", version=version)
        raise JournalError(path, why, number)
    return version


def _upcast_line(line: JournalLine, version: int) -> JournalLine:
    for step in range(version, FORMAT):
        line = UPCASTERS[step](line)
    return line


def _validate_line(path: Path, number: int, line: JournalLine, key: str) -> JournalLine:
    try:
        if number == 1:
            _validate_header(line)
        else:
            _validate_entry(line, key)
    except (ValueError, TypeError, KeyError, RecursionError):
        why = _("damaged: this is not a line of a save")
        raise JournalError(path, why, number, number - 1, _offer_delete(path)) from None
    return line


def _validate_header(line: JournalLine) -> None:
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
            _validate_moves(opening)
            _validate_players(line)
            if type(line.get("rules", 1)) is not int or line.get("rules", 1) < 1:
                raise ValueError(line)
        case _:
            raise ValueError(line)


def _validate_players(line: JournalLine) -> None:
    """Check the names of the people and the ghost, both optional; ValueError where they are wrong."""
    match line.get("players", {}):
        case dict(players) if all(chair in CHAIRS and isinstance(name, str) for chair, name in players.items()):
            pass
        case other:
            raise ValueError(other)
    if "ghost" in line:
        Ghost.from_json(line["ghost"])


def _validate_entry(line: JournalLine, key: str) -> None:
    match line:
        case {"answer": _, "partner": list(), "state": str(), "at": str()}:
            _parse_record(line, key)
        case {"reflect": int(), "text": str(), "at": str()} | {"format": int(), "at": str()}:
            pass
        case _:
            raise ValueError(line)


def _validate_moves(moves: list[object]) -> None:
    for move in moves:
        ChairMove.from_json(move)


def _parse_record(line: JournalLine, key: str) -> Record:
    state = line["state"]
    move, sealed = _parse_move(line["answer"], key, state)
    partner = [
        _parse_move(there, key, build_partner_place(state, number)) for number, there in enumerate(line["partner"])
    ]
    ending, scene = str(line.get("ending", "")), str(line.get("scene", ""))
    hidden = any(shut for _there, shut in partner)
    return Record(move, tuple(there for there, _shut in partner), state, ending, scene, sealed, hidden)


def _parse_move(value: object, key: str, place: str) -> tuple[ChairMove, bool]:
    """Return a move unsealed, and whether it was sealed."""
    move = ChairMove.from_json(value)
    match move.answer:
        case {"sealed": str(sealed), **rest} if not rest:
            return replace(move, answer=_sanitize_value(unseal_answer(key, place, sealed))), True
    return move, False


def load_journal(path: Path) -> JournalContents:
    """Return what a journal holds, without locking or repairing it; an unterminated last line is skipped.

    Raises:
        JournalError: if it cannot be read, is damaged before its last line, or too new.
    """
    return parse_journal(path, load_journal_bytes(path)).contents


def load_journal_bytes(path: Path) -> bytes:
    """Return the bytes of a journal; JournalError where it may not be read, or is no regular file of a save's size."""
    try:
        return read_bytes(path, MOST_BYTES)
    except UnreadableError as error:
        raise _explain_unreadable_journal(path, error) from error


def _explain_unreadable_journal(path: Path, error: UnreadableError) -> JournalError:
    """Return why a file is not read as a save, with what to do about it."""
    match error.number:
        case errno.EACCES | errno.EPERM:
            why, remedy = _explain_missing_right(path)
            return JournalError(path, why, remedy=remedy)
        case errno.ELOOP | errno.EMLINK:
            return JournalError(path, _("this is a link, and links are not followed"), remedy=_offer_move(path))
        case 0 if error.code == "R102":
            return JournalError(path, _("too large to be a save"), remedy=_offer_move(path))
        case 0:
            return JournalError(path, _("this is not a Tandem save"), remedy=_offer_move(path))
    return JournalError(path, atomic_files.explain_os_error(OSError(error.number, os.strerror(error.number))))


def _offer_move(path: Path) -> str:
    return _("move {file} out of the folder of saves", file=render_path(path.name))


def _explain_missing_right(path: Path) -> tuple[str, str]:
    """Return why the system does not let the user read a file, and what gives the right to."""
    file = _quote_for_shell(path)
    if sys.platform == "win32":
        return _("it may not be read"), ""
    try:
        mine = path.lstat().st_uid == os.geteuid()
    except OSError:  # what may not be entered is the folder
        return _("it may not be read"), _("chmod u+rwx {folder} opens its folder", folder=_quote_for_shell(path.parent))
    if mine:
        return _("it may not be read"), _("chmod u+rw {file} makes it readable", file=file)
    return _("it belongs to another user"), _("sudo chown $USER {file} makes it yours", file=file)
