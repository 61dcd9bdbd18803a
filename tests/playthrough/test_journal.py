"""The journal in everyday use: each answer on the disk before anybody is told so, by authored ids, once, in order."""

import errno
import json
import os
from dataclasses import replace
from pathlib import Path

import portalocker
import pytest

from game import atomic_files
from game.playthrough.record import ChairMove, Record
from game.playthrough.saves import journal, journal_format
from game.playthrough.saves.journal import Journal, JournalError, NotSavedError, ReadOnlyError

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


def fail_with(number):
    """What the system does where it answers with an error of this number."""

    def fail(*_given, **_more):
        raise OSError(number, os.strerror(number))

    return fail


FULL = "the disk is full; make room, and the next decision saves everything"


def test_a_save_on_a_full_disk_is_told_and_leaves_nothing(path, monkeypatch):
    monkeypatch.setattr(atomic_files.os, "write", fail_with(errno.ENOSPC))
    with pytest.raises(NotSavedError) as told:
        Journal.create(path, HEADER)
    assert str(told.value) == FULL
    assert list(path.parent.iterdir()) == []


def test_a_save_on_a_disk_whose_locks_are_broken_is_told_and_leaves_nothing(path, monkeypatch):
    monkeypatch.setattr(journal, "lock_file", fail_with(errno.EIO))
    with pytest.raises(NotSavedError) as told:
        Journal.create(path, HEADER)
    assert str(told.value) == "the disk reports a fault; write to another one"
    assert list(path.parent.iterdir()) == []


def test_a_save_whose_folder_cannot_be_synced_is_told_and_leaves_nothing(path, monkeypatch):
    path.parent.mkdir()
    monkeypatch.setattr(atomic_files, "sync_folder", fail_with(errno.EIO))
    with pytest.raises(NotSavedError) as told:
        Journal.create(path, HEADER)
    assert str(told.value) == "the disk reports a fault; write to another one"
    assert list(path.parent.iterdir()) == []


def test_a_save_on_a_disk_whose_locks_are_broken_is_not_opened(opened, path, monkeypatch):
    opened.close()
    before = path.read_bytes()
    monkeypatch.setattr(journal, "lock_file", fail_with(errno.EIO))
    with pytest.raises(JournalError) as told:
        Journal.open(path)
    assert (told.value.why, told.value.line) == ("the disk reports a fault; write to another one", 0)
    assert path.read_bytes() == before


def test_a_save_that_is_refused_is_let_go_of(opened, path):
    opened.close()
    whole = path.read_bytes()
    path.write_bytes(b"x" + whole)
    with pytest.raises(JournalError):
        Journal.open(path)
    path.write_bytes(whole)
    Journal.open(path)[0].close()


def test_what_is_no_file_is_not_opened_as_a_save(path):
    path.parent.mkdir()
    os.mkfifo(path)
    with pytest.raises(JournalError) as told:
        Journal.open(path)
    assert told.value.why == "this is not a Tandem save"


@pytest.mark.parametrize("number", [errno.EACCES, errno.EPERM, errno.EROFS])
def test_a_save_that_may_only_be_read_is_told_as_that(opened, path, monkeypatch, number):
    monkeypatch.setattr(atomic_files.os, "open", fail_with(number))
    with pytest.raises(ReadOnlyError) as told:
        Journal.open(path)
    assert told.value.why.startswith("the folder can't be written to (")


def test_a_save_that_is_gone_is_not_told_as_one_that_may_only_be_read(path):
    with pytest.raises(JournalError) as told:
        Journal.open(path)
    assert not isinstance(told.value, ReadOnlyError)


@pytest.mark.parametrize(
    ("numbers", "told"),
    [
        ((errno.ENOSPC, errno.EDQUOT, errno.EFBIG), FULL),
        (
            (errno.ENOENT, errno.ENOTDIR, errno.ESTALE),
            "the folder or the file is gone ({why}); the next decision tries to create it again",
        ),
        (
            (errno.EACCES, errno.EPERM, errno.EROFS),
            "the folder can't be written to ({why}); TANDEM_HOME can name another one",
        ),
        ((errno.EIO, errno.EISDIR, errno.EMFILE), "{why}"),
    ],
)
def test_why_nothing_is_saved_is_told_with_what_to_do(numbers, told):
    for number in numbers:
        error = OSError(number, os.strerror(number))
        assert journal.explain_save_error(error) == told.format(why=atomic_files.explain_os_error(error))


def test_a_save_that_was_closed_takes_no_more_lines(opened, path):
    before = path.read_bytes()
    opened.close()
    opened.close()
    with pytest.raises(NotSavedError) as told:
        opened.append_record(RECORD)
    assert str(told.value) == "the save is no longer open"
    assert path.read_bytes() == before


def test_after_an_interrupt_in_the_middle_of_a_line_the_save_takes_no_more(opened, monkeypatch):
    def interrupt(_descriptor, _data):
        raise KeyboardInterrupt

    monkeypatch.setattr(atomic_files, "write_and_sync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        opened.append_record(RECORD)
    with pytest.raises(NotSavedError, match="no longer open"):
        opened.append_record(RECORD)


@pytest.mark.parametrize("fits", [True, False])
def test_a_save_grows_to_the_size_that_can_be_read_back_and_no_further(opened, path, monkeypatch, fits):
    before = path.stat().st_size
    opened.append_record(RECORD)
    line = path.stat().st_size - before
    monkeypatch.setattr(journal, "MOST_BYTES", before + 2 * line - (not fits))
    if fits:
        opened.append_record(RECORD)
        assert path.stat().st_size == before + 2 * line
        return
    with pytest.raises(NotSavedError) as told:
        opened.append_record(RECORD)
    assert str(told.value) == FULL
    assert path.stat().st_size == before + line


def test_a_save_that_was_replaced_under_ones_hands_takes_no_more(opened, path):
    path.unlink()
    path.write_bytes(b"another")
    with pytest.raises(NotSavedError) as told:
        opened.append_record(RECORD)
    assert "is gone (there is no such folder or file)" in str(told.value)
    assert path.read_bytes() == b"another"


def test_a_line_that_the_disk_took_in_part_is_taken_back(opened, path, monkeypatch):
    before = path.read_bytes()
    monkeypatch.setattr(atomic_files.os, "fsync", fail_with(errno.EIO))
    with pytest.raises(NotSavedError):
        opened.append_record(RECORD)
    assert path.read_bytes() == before


def test_a_disk_that_cannot_confirm_once_is_not_trusted_again(opened, monkeypatch):
    assert (opened.locked, opened.synced) == (True, True)
    with monkeypatch.context() as patch:
        patch.setattr(atomic_files.os, "fsync", fail_with(errno.EINVAL))
        opened.append_record(RECORD)
    opened.append_record(RECORD)
    assert opened.synced is False


@pytest.mark.parametrize("locks", [True, False])
def test_whether_a_second_window_is_kept_out_is_known_of_a_new_save_and_of_an_old_one(path, monkeypatch, locks):
    monkeypatch.setattr(journal, "lock_file", lambda _descriptor: locks)
    created = Journal.create(path, HEADER)
    created.close()
    again, _contents = Journal.open(path)
    again.close()
    assert (created.locked, again.locked) == (locks, locks)


def test_each_line_says_what_moment_it_follows_while_the_clock_is_behind(path):
    moments = iter(["2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z", "2026-01-03T00:00:00Z"])
    opened = Journal.create(path, HEADER, lambda: next(moments), after="2026-01-02T00:00:00Z")
    opened.append_reflection(0, "x")
    opened.append_reflection(0, "y")
    opened.close()
    told = [(line["at"][8:10], line.get("after")) for line in lines(path)]
    assert told == [("01", "2026-01-02T00:00:00Z"), ("02", None), ("03", None)]


def test_an_ending_is_written_in_the_place_of_a_scene(opened, path):
    opened.append_record(replace(RECORD, scene="standup"))
    opened.append_record(replace(RECORD, scene="standup", ending="calm"))
    assert [(line.get("scene"), line.get("ending")) for line in lines(path)[1:]] == [("standup", None), (None, "calm")]
    assert [(one.scene, one.ending) for one in journal.load_journal(path).records] == [("standup", ""), ("", "calm")]


@pytest.mark.parametrize(("sealed", "hidden"), [(True, False), (False, True), (True, True)])
def test_what_is_for_one_person_alone_is_sealed_and_opens_when_it_is_read_back(opened, path, sealed, hidden):
    pledge = ChairMove("cto", "pledge", {"what": "cash"})
    record = replace(RECORD, partner=(*RECORD.partner, pledge), sealed=sealed, hidden=hidden)
    opened.append_record(record)
    opened.append_record(record)
    opened.close()
    again, _contents = Journal.open(path)
    again.append_record(record)
    again.close()
    written = lines(path)[1:]
    for line in written:
        assert (line["answer"][2].keys() == {"sealed"}) is sealed
        assert [move[2].keys() == {"sealed"} for move in line["partner"]] == [hidden, hidden]
    assert [line["answer"] for line in written] == [written[0]["answer"]] * 3, "the key stays"
    assert journal.load_journal(path).records == (record, record, record)
    if hidden:
        assert written[0]["partner"][0][2] != written[0]["partner"][1][2]


def test_a_save_longer_than_one_reading_is_opened_whole(opened, path):
    for _ in range(3):
        opened.append_reflection(0, "x" * 30_000)
    opened.append_record(RECORD)
    opened.close()
    assert path.stat().st_size > 1 << 16
    path.write_bytes(path.read_bytes() + b"{torn")
    whole = path.read_bytes()
    again, contents = Journal.open(path)
    again.close()
    assert (contents.records, contents.torn) == ((RECORD,), 5)
    assert path.read_bytes() == whole[:-5]


def test_a_new_save_is_for_its_owner_alone(opened, path):
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    "number", [errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EINVAL], ids=errno.errorcode.get
)
def test_whatever_a_disk_without_locks_answers_it_is_played_on(monkeypatch, number):
    def lock(_descriptor, _flags):
        raise portalocker.LockException from OSError(number, os.strerror(number))

    monkeypatch.setattr(journal.portalocker, "lock", lock)
    assert journal.lock_file(0) is False


def test_a_line_that_is_set_aside_is_on_the_disk_before_it_is_taken_out_of_the_save(opened, path, monkeypatch):
    opened.close()
    path.write_bytes(path.read_bytes() + b"{torn")
    size, done = path.stat().st_size, []
    monkeypatch.setattr(atomic_files, "sync_file", lambda _descriptor: done.append(path.stat().st_size) or True)
    monkeypatch.setattr(atomic_files, "sync_folder", lambda folder: done.append((folder, path.stat().st_size)))
    Journal.open(path)[0].close()
    assert done == [size, (path.parent, size), size - 5]


OPEN = Path("/proc/self/fd")


@pytest.mark.skipif(not OPEN.is_dir(), reason="what is open is seen through /proc")
def test_no_file_stays_open_behind_a_save_that_was_closed_or_refused(path, monkeypatch):
    path.parent.mkdir()
    before = len(list(OPEN.iterdir()))
    with monkeypatch.context() as patch:
        patch.setattr(atomic_files, "sync_folder", fail_with(errno.EIO))
        with pytest.raises(NotSavedError):
            Journal.create(path, HEADER)
    assert len(list(OPEN.iterdir())) <= before
    Journal.create(path, HEADER).close()
    path.write_bytes(path.read_bytes() + b"{torn")
    Journal.open(path)[0].close()
    assert len(list(OPEN.iterdir())) <= before
    path.write_bytes(b"x" + path.read_bytes())
    with pytest.raises(JournalError):
        Journal.open(path)
    assert len(list(OPEN.iterdir())) <= before
