"""A save that was cut off or changed: mended where only its last line is unfinished, else refused with the place."""

import json
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from game.playthrough.saves import journal, journal_format, saved_game
from game.playthrough.saves.journal import JournalError


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
