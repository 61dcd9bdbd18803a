"""The journal in everyday use: each answer on the disk before anybody is told so, by authored ids, once, in order."""

import errno
import json
import os

import portalocker
import pytest

from game import atomic_files
from game.playthrough.record import ChairMove, Record
from game.playthrough.saves import journal, journal_format
from game.playthrough.saves.journal import Journal, JournalError, NotSavedError

HEADER = {
    "engine": "0",
    "rules": journal_format.RULES,
    "scenario": "small",
    "digest": "0" * 64,
    "title": {"en": "T"},
    "seed": 1,
    "playthrough": 0,
    "seats": {"ceo": "human", "cto": "partner"},
    "language": "en",
    "difficulty": "standard",
    "opening": [],
}
RECORD = Record(
    ChairMove("ceo", "final", {"option": "pay_neither"}), (ChairMove("cto", "pledge", {"what": "people"}),), "ab12"
)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "saves" / "one.tandem"


@pytest.fixture
def opened(path):
    opened = Journal.create(path, HEADER, clock=lambda: "2026-01-02T03:04:05Z")
    yield opened
    opened.close()


def lines(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_the_header_its_name_and_its_folder_are_on_the_disk_before_it_is_told(path, monkeypatch):
    synced = []
    real = os.fsync
    monkeypatch.setattr(
        atomic_files.os, "fsync", lambda descriptor: (synced.append(os.fstat(descriptor)), real(descriptor))
    )
    created = Journal.create(path, HEADER)
    assert path.stat().st_ino in {status.st_ino for status in synced}
    last = synced[-1]
    assert last.st_ino == path.parent.stat().st_ino
    assert path.parent.parent.stat().st_ino in {status.st_ino for status in synced}
    assert lines(path)[0]["format"] == 1
    created.close()


def test_each_answer_is_one_line_by_authored_ids_and_synced(opened, path, monkeypatch):
    synced = []
    monkeypatch.setattr(atomic_files.os, "fsync", lambda descriptor: synced.append(os.fstat(descriptor).st_size))
    opened.append_record(RECORD)
    assert synced == [path.stat().st_size]
    assert lines(path)[1] == {
        "answer": ["ceo", "final", {"option": "pay_neither"}],
        "partner": [["cto", "pledge", {"what": "people"}]],
        "state": "ab12",
        "scene": "",
        "at": "2026-01-02T03:04:05Z",
        "chain": lines(path)[1]["chain"],
    }


@pytest.mark.parametrize(
    ("seats", "answers", "of_two"),
    [
        ({"ceo": "human", "cto": "partner"}, [], False),
        ({"ceo": "human", "cto": "human"}, [], True),
        ({"ceo": "human", "cto": "partner"}, [["cto", "seat", {"who": "human"}]], True),
        ({"ceo": "human", "cto": "partner"}, [["cto", "seat", {"who": "partner"}]], False),
        ({"ceo": "human", "cto": "partner"}, [["cto", "restate", {"who": "human"}]], False),
        ({"ceo": "human", "cto": "human"}, [["cto", "seat", {"who": "partner"}]], True),
    ],
)
def test_a_save_is_of_two_from_when_a_second_person_sits_down(seats, answers, of_two):
    lines = tuple({"answer": answer} for answer in answers)
    assert journal_format.JournalContents({**HEADER, "seats": seats}, lines).of_two is of_two


def test_what_was_written_is_read_back(opened, path):
    opened.append_record(RECORD)
    opened.append_reflection(2, "I kept it too long: “Hà” \\ \n \u2028 end.")
    opened.append_reflection(2, "I kept it.")
    contents = journal.load_journal(path)
    assert contents.records == (RECORD,)
    assert contents.reflections == {2: "I kept it."}
    assert contents.opening == ()
    assert not contents.torn


def test_text_that_no_file_can_hold_does_not_break_the_save(opened, path):
    opened.append_reflection(0, "broken \udcff text")
    opened.append_record(RECORD)
    assert journal.load_journal(path).records == (RECORD,)


def test_lines_are_only_ever_added(opened, path):
    opened.append_record(RECORD)
    before = path.read_bytes()
    opened.close()
    again, contents = Journal.open(path)
    again.append_record(RECORD)
    again.close()
    assert len(contents.records) == 1
    assert path.read_bytes().startswith(before)
    assert len(journal.load_journal(path).records) == 2


def test_a_journal_is_made_once(opened, path):
    with pytest.raises(NotSavedError):
        Journal.create(path, HEADER)
    assert len(lines(path)) == 1


def test_a_second_writer_is_refused_and_a_reader_is_not(opened, path):
    with pytest.raises(JournalError, match="another window"):
        Journal.open(path)
    assert journal.load_journal(path).header["scenario"] == "small"
    opened.close()
    Journal.open(path)[0].close()


def test_a_tail_that_was_cut_off_is_put_aside_and_play_goes_on_from_there(opened, path):
    opened.append_record(RECORD)
    opened.close()
    whole = path.read_bytes()
    path.write_bytes(whole + b'{"answer":["ceo","fin')
    again, contents = Journal.open(path)
    assert contents.records == (RECORD,)
    assert path.with_name("one.tandem.torn").read_bytes() == b'{"answer":["ceo","fin\n'
    again.append_record(RECORD)
    again.close()
    assert len(journal.load_journal(path).records) == 2


@pytest.mark.parametrize("line", [1, 2, 3])
def test_damage_is_refused_with_the_number_of_its_line(opened, path, line):
    opened.append_record(RECORD)
    opened.append_record(RECORD)
    opened.close()
    rows = path.read_bytes().split(b"\n")
    rows[line - 1] = rows[line - 1].replace(b":", b": ", 1)
    path.write_bytes(b"\n".join(rows))
    for read in (journal.load_journal, Journal.open):
        with pytest.raises(JournalError, match=rf"one\.tandem:{line}: ") as told:
            read(path)
        assert told.value.line == line
    assert path.read_bytes() == b"\n".join(rows)


def test_a_save_that_a_newer_tandem_went_on_with_is_refused_and_left_alone(opened, path):
    opened.append_record(RECORD)
    opened.append({"format": 2})
    opened.close()
    newer = path.read_bytes() + b'{"half'
    path.write_bytes(newer)
    for read in (journal.load_journal, Journal.open):
        with pytest.raises(JournalError, match="newer Tandem"):
            read(path)
    assert path.read_bytes() == newer
    assert not path.with_name("one.tandem.torn").exists()


@pytest.mark.parametrize(
    "content", [b"", b"\n", b"{}\n", b"[1]\n", b"not a save\n", b"\xff\xfe\n", b"[" * 9000 + b"\n"]
)
def test_what_is_no_save_is_told_in_one_sentence(path, content):
    path.parent.mkdir()
    path.write_bytes(content)
    with pytest.raises(JournalError) as told:
        journal.load_journal(path)
    assert "\n" not in str(told.value)


def test_a_save_that_is_not_there_is_told_too(path):
    for read in (journal.load_journal, Journal.open):
        with pytest.raises(JournalError):
            read(path)


def test_a_save_has_two_megabytes_at_most(path):
    path.parent.mkdir()
    for size, told in (
        (2_000_000, "line 1|not a Tandem save"),
        (2_000_001, "too large to be a save|larger than 1953 KB"),
    ):
        path.write_bytes(b"{}\n".ljust(size, b"x"))
        for read in (journal.load_journal, Journal.open):
            with pytest.raises(JournalError, match=told):
                read(path)


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (None, True),
        (portalocker.LockException(OSError(errno.ENOLCK, "no locks")), False),
        (portalocker.LockException(OSError(errno.ENOTSUP, "no locks")), False),
        (portalocker.AlreadyLocked(OSError(errno.EAGAIN, "locked")), BlockingIOError),
        (portalocker.LockException(OSError(errno.EIO, "broken")), OSError),
        (portalocker.LockException("of no error of the system"), OSError),
    ],
)
def test_a_lock_is_taken_or_there_are_none_or_it_is_told_why_not(monkeypatch, answer, outcome):
    def lock(_descriptor, _flags):
        if answer is not None:
            raise answer

    monkeypatch.setattr(journal.portalocker, "lock", lock)
    if isinstance(outcome, bool):
        assert journal.lock_file(0) is outcome
        return
    with pytest.raises(outcome) as told:
        journal.lock_file(0)
    assert outcome is BlockingIOError or told.value.errno == errno.EIO
