"""A save that was cut off or changed: mended where only its last line is unfinished, else refused with the place."""

import errno
import json
import os
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from game.content import safe_input
from game.playthrough.saves import journal, journal_format, list_save_summaries, saved_game
from game.playthrough.saves.journal import JournalError, NotSavedError
from tests.hostile.saves import an_answer, header, rows, sealed, written
from tests.playthrough.test_journal import fail_with


def states(contents: journal.JournalContents) -> list[str]:
    return [record.state for record in contents.records]


def cut(save: Path, length: int, whole: bytes, expected: list[str]) -> None:
    """A save that was cut to a length holds all whole lines; what is left of the last one is put aside."""
    save.write_bytes(whole[:length])
    torn = save.with_name(save.name + ".torn")
    torn.unlink(missing_ok=True)
    complete = whole[:length].count(b"\n")
    if not complete:
        with pytest.raises(JournalError, match="no save"):
            journal.Journal.open(save)
        assert save.read_bytes() == whole[:length]
        return
    opened, contents = journal.Journal.open(save)
    opened.close()
    assert states(contents) == expected[: complete - 1]
    rest = whole[:length][whole[:length].rfind(b"\n") + 1 :]
    assert save.read_bytes() + rest == whole[:length]
    assert (torn.read_bytes() if torn.exists() else b"") == (rest + b"\n" if rest else b"")


@pytest.mark.parametrize("step", [41, pytest.param(1, marks=pytest.mark.long)])
def test_a_save_cut_off_at_any_byte_keeps_every_whole_line(played, expected, step):
    whole = played.read_bytes()
    in_memory = Path("/dev/shm")  # what is asked here has nothing to do with the disk, and thousands of syncs do
    with TemporaryDirectory(dir=in_memory if in_memory.is_dir() else None) as folder:
        for length in range(0, len(whole), step):
            cut(Path(folder) / played.name, length, whole, expected)


def flipped(whole: bytes, at: int, bit: int) -> bytes:
    changed = bytearray(whole)
    changed[at] ^= 1 << bit
    return bytes(changed)


def refuses(save: Path, whole: bytes, at: int, bit: int) -> None:
    """A flipped bit is refused with the number of its line, and the lines before it can be had."""
    number = whole.count(b"\n", 0, at) + 1
    if at == len(whole) - 1:
        reading = journal_format.parse_journal(
            save, flipped(whole, at, bit)
        )  # the last line end: that line is unfinished now
        assert reading.contents.torn
        assert len(reading.contents.lines) == number - 2
        return
    with pytest.raises(JournalError) as refused:
        journal_format.parse_journal(save, flipped(whole, at, bit))
    assert refused.value.line == number
    assert refused.value.whole == number - 1


def test_a_flipped_bit_in_a_byte_is_seen(played):
    whole = played.read_bytes()
    for at in [*range(0, len(whole), 5), len(whole) - 1]:
        refuses(played, whole, at, at % 8)


@pytest.mark.long
def test_every_flipped_bit_of_every_byte_is_seen(played):
    whole = played.read_bytes()
    for at in range(len(whole)):
        for bit in range(8):
            refuses(played, whole, at, bit)


def test_a_damaged_save_is_refused_with_its_line_and_not_touched(played):
    damaged = flipped(played.read_bytes(), played.read_bytes().index(b"\n", 2000) - 60, 3)
    played.write_bytes(damaged)
    with pytest.raises(JournalError, match=rf":{damaged[:2000].count(10) + 1}: damaged: .*tandem saves rescue"):
        saved_game.resume_game(played)
    assert played.read_bytes() == damaged
    assert list(played.parent.glob("*.torn")) == []


def test_all_before_the_damage_can_be_copied_and_played_on(played, expected):
    whole = played.read_bytes()
    fifth = whole.splitlines(keepends=True)[:5]
    played.write_bytes(flipped(whole, len(b"".join(fifth)) + 30, 0))
    copy = journal.rescue_journal(played)
    assert copy.read_bytes() == b"".join(fifth)
    game = saved_game.resume_game(copy)
    assert states(journal.load_journal(copy)) == expected[:4]
    assert game.session.prompt is not None
    game.close()
    assert journal.rescue_journal(played) != copy, "a second rescue takes a name of its own"


def test_a_whole_save_needs_no_rescue_and_a_damaged_header_leaves_nothing_to_rescue(played):
    with pytest.raises(JournalError, match="nothing is damaged"):
        journal.rescue_journal(played)
    played.write_bytes(flipped(played.read_bytes(), 20, 1))
    with pytest.raises(JournalError) as refused:
        journal.rescue_journal(played)
    assert refused.value.line == 1


def test_a_line_that_was_cut_off_is_told_and_kept_and_later_ones_join_it(played):
    for number in (1, 2):
        played.write_bytes(played.read_bytes()[:-5])
        game = saved_game.resume_game(played)
        game.close()
        assert game.torn == played.with_name(played.name + ".torn")
        assert game.torn.read_bytes().count(b"\n") == number


def test_a_file_that_is_no_save_is_left_as_it_is(tmp_path):
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear Lan,\nthe last line has no end")
    with pytest.raises(JournalError, match="not a Tandem save"):
        saved_game.resume_game(letter)
    assert letter.read_text().endswith("has no end")
    assert list(tmp_path.iterdir()) == [letter]


@pytest.mark.parametrize(("version", "why"), [(2, "newer Tandem"), (0, "not a Tandem save"), (True, "not a Tandem")])
def test_a_format_that_is_not_ours_is_refused_and_not_touched(tmp_path, version, why):
    save = tmp_path / "other.tandem"
    first, chain = journal_format.encode_line("", {"format": version, "someday": "otherwise"})
    save.write_bytes(first + journal_format.encode_line(chain, {"x": 1})[0] + b'{"unfinished')
    before = save.read_bytes()
    with pytest.raises(JournalError, match=why):
        saved_game.resume_game(save)
    assert save.read_bytes() == before
    assert list(tmp_path.iterdir()) == [save]


def test_the_chain_can_be_recomputed_from_the_file_alone(played):
    chain = b""
    for row in played.read_bytes().splitlines():
        start, _, end = row.rpartition(b',"chain":"')
        assert end == sha256(chain + b"\n" + start).hexdigest()[:32].encode() + b'"}'
        chain = json.loads(row)["chain"].encode()


NO_LINE = "damaged: this is not a line of a save"
GHOST = {"chair": "cto", "save": "one", "given": []}


@pytest.mark.parametrize("field", sorted(header().keys() - {"format", "engine", "rules", "logic"}))
def test_a_header_that_lacks_what_every_game_has_is_refused(tmp_path, field):
    with pytest.raises(JournalError) as refused:
        journal_format.parse_journal(tmp_path / "save.tandem", rows(header(**{field: None})))
    assert (refused.value.line, refused.value.whole, refused.value.why) == (1, 0, NO_LINE)
    assert refused.value.remedy == "tandem saves delete save removes it"


@pytest.mark.parametrize(
    "wrong",
    [
        {"digest": "../../../etc"},
        {"digest": "0" * 63},
        {"title": ["x"]},
        {"title": {"en": 3}},
        {"seed": "seven"},
        {"playthrough": "first"},
        {"seats": {"ceo": "cat", "cto": "partner"}},
        {"seats": {"ceo": "human", "cto": "cat"}},
        {"seats": {"ceo": "human"}},
        {"difficulty": "impossible"},
        {"opening": [3]},
        {"opening": {}},
        {"rules": 0},
        {"rules": True},
        {"rules": "3"},
        {"players": ["x"]},
        {"players": {"cfo": "Linh"}},
        {"players": {"ceo": 3}},
        {"ghost": 3},
        {"ghost": {**GHOST, "chair": "cfo"}},
        {"ghost": {**GHOST, "given": [["morning", 1, "x"]]}},
    ],
    ids=str,
)
def test_a_header_that_says_what_no_game_is_refused(tmp_path, wrong):
    with pytest.raises(JournalError) as refused:
        journal_format.parse_journal(tmp_path / "save.tandem", rows(header(**wrong)))
    assert (refused.value.line, refused.value.whole, refused.value.why) == (1, 0, NO_LINE)


@pytest.mark.parametrize(
    "right", [{"rules": None}, {"rules": 1}, {"players": {"ceo": "Linh", "cto": "An"}, "ghost": GHOST}], ids=str
)
def test_a_header_need_not_name_its_rules_or_anybody(tmp_path, right):
    contents = journal_format.parse_journal(tmp_path / "save.tandem", rows(header(**right))).contents
    assert contents.rules == (right.get("rules", journal_format.RULES) or 1)
    assert contents.header.get("players", {}) == right.get("players", {})


@pytest.mark.parametrize("difficulty", ["learner", "standard", "expert"])
def test_a_header_of_any_difficulty_and_seating_is_a_header(tmp_path, difficulty):
    for seats in ({"ceo": "human", "cto": "human"}, {"ceo": "partner", "cto": "human"}):
        whole = rows(header(difficulty=difficulty, seats=seats))
        found = journal_format.parse_journal(tmp_path / "save.tandem", whole).contents.header
        assert (found["difficulty"], found["seats"]) == (difficulty, seats)


@pytest.mark.parametrize(
    "line",
    [
        an_answer(answer="yes"),
        an_answer(answer=["cfo", "final", {}]),
        an_answer(answer=["ceo", "shoot", {}]),
        an_answer(answer=["ceo", "final", {"sealed": "%%%"}]),
        an_answer(partner=None),
        an_answer(partner=[7]),
        an_answer(state=None),
        an_answer(at=None),
        {"reflect": [1], "text": "x", "at": "2026"},
        {"reflect": 1, "text": 2, "at": "2026"},
        {"reflect": 1, "text": "x"},
        {"evil": 1, "at": "2026"},
        b'{"reflect":' + b"9" * 5000 + b',"text":"x"',
        b'{"answer":' + b"[" * 100_000 + b"]" * 100_000,
        b'{"answer"',
    ],
    ids=lambda line: str(line)[:40],
)
def test_a_line_that_is_whole_and_says_nothing_of_a_game_is_refused_with_its_number(tmp_path, line):
    sound = {"reflect": 0, "text": "x", "at": "2026"}
    with pytest.raises(JournalError) as refused:
        journal_format.parse_journal(tmp_path / "my save.tandem", rows(header(), sound, line))
    assert (refused.value.line, refused.value.whole, refused.value.why) == (3, 2, NO_LINE)
    rescue = "the 2 lines before it are intact, tandem saves rescue 'my save' copies them"
    assert str(refused.value) == f"{tmp_path / 'my save.tandem'}:3: {NO_LINE}; {rescue}"


@pytest.mark.parametrize("content", [b"[1]", b'"x"', b'{"a":' + b"[" * 100_000 + b"]" * 100_000 + b"}", b"\xff{}"])
def test_a_sealed_answer_that_opens_to_none_is_refused(tmp_path, content):
    with pytest.raises(JournalError) as refused:
        journal.load_journal(written(sealed(content))(tmp_path))
    assert (refused.value.line, refused.value.whole, refused.value.why) == (2, 1, NO_LINE)
    assert refused.value.remedy == "tandem saves delete save removes it"


def test_a_sealed_answer_is_read_as_safe_text_and_a_move_with_more_in_it_is_not_sealed(tmp_path):
    (record,) = journal.load_journal(written(sealed(b'{"option":"pay\\u001b_first"}'))(tmp_path)).records
    assert (record.move.answer, record.sealed, record.hidden) == ({"option": "pay_first"}, True, False)
    more = {"sealed": "%%%", "option": "pay_first"}
    contents = journal_format.parse_journal(
        tmp_path / "save.tandem", rows(header(), an_answer(answer=["ceo", "final", more]))
    ).contents
    assert [(record.move.answer, record.sealed) for record in contents.records] == [(more, False)]


def test_what_a_stranger_wrote_is_read_without_what_commands_a_terminal(tmp_path):
    said = {"reflect": 0, "text": "a\x7fb\x9b", "at": "2026"}
    listed = an_answer(answer=["ceo", "say", {"facts": ["bo\u202enus"], "x\u200b": 1}])
    contents = journal_format.parse_journal(
        tmp_path / "save.tandem", rows(header(title={"en\x9b": "x\x1b[2J"}), said, listed)
    ).contents
    assert contents.header["title"] == {"en": "x[2J"}
    assert contents.reflections == {0: "ab"}
    assert contents.records[0].move.answer == {"facts": ["bonus"], "x": 1}


@pytest.mark.parametrize("text", ["a\x1bb", "a\x7fb", "a\x9bb", "a\u202eb"], ids=ascii)
@pytest.mark.parametrize("escaped", [False, True])
def test_one_such_letter_is_enough_however_it_is_written(tmp_path, text, escaped):
    said = json.dumps({"reflect": 0, "text": text, "at": "2026"}, ensure_ascii=escaped).encode()[:-1]
    contents = journal_format.parse_journal(tmp_path / "save.tandem", rows(header(), said)).contents
    assert contents.reflections == {0: "ab"}


def test_a_sealed_answer_has_the_length_of_the_longest_that_fits():
    assert {len(journal_format.seal_answer("k", "0", {"say": "x" * n})) for n in (0, 9, 500)} == {684}


def test_a_line_of_two_people_opens_with_the_key_of_its_first_line(tmp_path):
    first = rows(header())
    key = first[-35:-3].decode()
    shut = {"sealed": journal_format.seal_answer(key, "0.1", {"what": "cash"})}
    line = an_answer(partner=[["cto", "pledge", {"what": "people"}], ["cto", "first", shut]], ending="over", scene="a")
    (record,) = journal_format.parse_journal(tmp_path / "save.tandem", rows(header(), line)).contents.records
    assert [move.answer for move in record.partner] == [{"what": "people"}, {"what": "cash"}]
    assert (record.sealed, record.hidden, record.ending, record.scene) == (False, True, "over", "a")


def test_one_whole_line_is_no_more_than_one_line_to_rescue(tmp_path):
    save = written(rows(header()) + b"{}\n")(tmp_path)
    with pytest.raises(JournalError) as refused:
        journal.load_journal(save)
    assert (refused.value.whole, refused.value.remedy) == (1, "tandem saves delete save removes it")
    copy = journal.rescue_journal(save)
    assert (copy.name, copy.read_bytes()) == ("save-rescued.tandem", rows(header()))
    assert journal.rescue_journal(save).name == "save-rescued-2.tandem"
    assert journal.rescue_journal(save).name == "save-rescued-3.tandem"


def test_a_torn_line_is_left_out_of_the_copy(played):
    whole = played.read_bytes()
    played.write_bytes(whole + b'{"half')
    copy = journal.rescue_journal(played)
    assert (copy.name, copy.read_bytes()) == (f"{played.stem}-rescued.tandem", whole)
    assert played.read_bytes() == whole + b'{"half'


def test_a_copy_that_cannot_be_written_is_told_and_the_damaged_save_stays(played, monkeypatch):
    damaged = flipped(played.read_bytes(), len(played.read_bytes()) - 60, 0)
    played.write_bytes(damaged)
    monkeypatch.setattr(journal.atomic_files, "write_and_sync", fail_with(errno.ENOSPC))
    with pytest.raises(NotSavedError) as told:
        journal.rescue_journal(played)
    assert str(told.value) == "the disk is full; make room, and the next decision saves everything"
    assert [file for file in played.parent.iterdir() if file.is_file()] == [played]
    assert played.read_bytes() == damaged


def test_a_torn_line_that_cannot_be_set_aside_stays_where_it_is(played):
    torn = played.read_bytes() + b'{"half'
    played.write_bytes(torn)
    played.with_name(played.name + ".torn").mkdir()
    with pytest.raises(JournalError) as refused:
        journal.Journal.open(played)
    why = "its last line was cut off and cannot be set aside (a folder lies where the file should be)"
    assert (refused.value.why, refused.value.line) == (why, 0)
    assert played.read_bytes() == torn


@pytest.mark.parametrize(
    ("rules", "why"),
    [
        (journal_format.RULES + 1, "played under newer rules; update Tandem to play it on"),
        (journal_format.RULES - 1, "played under earlier rules; it can be shown and exported, but not played on"),
    ],
)
def test_a_save_of_other_rules_is_told_as_newer_or_earlier(tmp_path, rules, why):
    save = written(rows(header(rules=rules)))(tmp_path)
    for use in (journal.Journal.open, saved_game.resume_game, saved_game.load_session):
        with pytest.raises(journal_format.OtherRulesError) as refused:
            use(save)
        assert refused.value.why == why
    assert journal.load_journal(save).rules == rules


def refuse_to_read(monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    monkeypatch.setattr(safe_input.os, "open", fail_with(number))


@pytest.mark.parametrize("number", [errno.EACCES, errno.EPERM])
def test_a_save_that_may_not_be_read_is_told_with_what_opens_it(played, monkeypatch, number):
    name = played.rename(played.with_name("my save.tandem"))
    refuse_to_read(monkeypatch, number)

    def told() -> tuple[str, str]:
        with pytest.raises(JournalError) as refused:
            journal.load_journal(name)
        assert (refused.value.line, refused.value.whole) == (0, 0)
        return refused.value.why, refused.value.remedy

    assert told() == ("it may not be read", f"chmod u+rw '{name}' makes it readable")
    with monkeypatch.context() as patch:
        patch.setattr(journal_format.os, "geteuid", lambda: name.stat().st_uid + 1)
        assert told() == ("it belongs to another user", f"sudo chown $USER '{name}' makes it yours")
    with monkeypatch.context() as patch:
        patch.setattr(Path, "lstat", fail_with(errno.EACCES))
        assert told() == ("it may not be read", f"chmod u+rwx {name.parent} opens its folder")
    with monkeypatch.context() as patch:
        patch.setattr(journal_format.sys, "platform", "win32")
        assert told() == ("it may not be read", "")


def test_a_save_on_a_disk_with_a_fault_is_told_as_that(played, monkeypatch):
    refuse_to_read(monkeypatch, errno.EIO)
    with pytest.raises(JournalError) as refused:
        journal.load_journal(played)
    assert (refused.value.why, refused.value.remedy) == ("the disk reports a fault; write to another one", "")


@pytest.mark.parametrize(
    ("lay", "why"),
    [
        (lambda place: place.mkdir(), "this is not a Tandem save"),
        (getattr(os, "mkfifo", Path.mkdir), "this is not a Tandem save"),
        (lambda place: place.symlink_to("elsewhere"), "this is a link, and links are not followed"),
        (lambda place: place.write_bytes(b"x" * 2_000_001), "too large to be a save"),
    ],
)
def test_what_is_no_save_of_ours_is_to_be_moved_out_of_the_folder(tmp_path, lay, why):
    lay(tmp_path / "odd.tandem")
    with pytest.raises(JournalError) as refused:
        journal.load_journal(tmp_path / "odd.tandem")
    assert str(refused.value) == f"{tmp_path / 'odd.tandem'}: {why}; move odd.tandem out of the folder of saves"


@pytest.mark.parametrize(
    ("first", "why", "remedy"),
    [
        (b"", "there is no save in this file", "tandem saves delete save removes it"),
        (b"{}\n", "this is not a Tandem save", "move save.tandem out of the folder of saves"),
        (rows({"format": 0}), "this is not a Tandem save", "move save.tandem out of the folder of saves"),
        (rows({"format": True}), "this is not a Tandem save", "move save.tandem out of the folder of saves"),
        (rows({"form": 1}), "this is not a Tandem save", "move save.tandem out of the folder of saves"),
        (
            rows(header()).replace(b"small", b"smell"),
            "damaged: this line was changed",
            "tandem saves delete save removes it",
        ),
    ],
    ids=lambda given: str(given)[:20],
)
def test_a_first_line_that_is_none_is_told_with_the_one_thing_to_do(tmp_path, first, why, remedy):
    with pytest.raises(JournalError) as refused:
        journal_format.parse_journal(tmp_path / "save.tandem", first)
    assert (refused.value.line, refused.value.whole, refused.value.why, refused.value.remedy) == (1, 0, why, remedy)


def test_what_a_newer_tandem_wrote_is_not_rescued_and_nothing_is_offered(tmp_path):
    save = written(rows(header(), {"format": 2, "at": "2026"}))(tmp_path)
    with pytest.raises(JournalError) as refused:
        journal.rescue_journal(save)
    newer = "written by a newer Tandem (format 2); it is left as it is, update to read it"
    assert str(refused.value) == f"{save}:2: {newer}"
    assert refused.value.describe_with_line() == f"line 2: {newer}"
    (listed,) = list_save_summaries(tmp_path)
    assert (listed.trouble, listed.remedy, listed.rescuable) == (f"line 2: {newer}", "", False)
    assert [file.name for file in tmp_path.iterdir() if file.is_file()] == ["save.tandem"]
