"""Saves of every format there has been are read, followed and gone on with; a change of format loses none of them."""

import errno
import json
import os
import shutil
from pathlib import Path

import pytest

from game.playthrough.saves import journal, journal_format, saved_game, verify
from game.playthrough.saves.journal import JournalError
from tests.faults import player
from tests.saves.make import name_folder

CORPUS = Path(__file__).parents[1] / "saves"
EXPECTED = {
    path.parent / f"{name}.tandem": expected
    for path in sorted(CORPUS.glob("format-*/expected.json"))
    for name, expected in json.loads(path.read_text()).items()
}


def test_there_is_a_corpus_of_every_format_and_version_of_the_rules():
    """The formats that there have been with the rules of their day: later rules came without a new format."""
    assert journal_format.FORMAT == 1
    assert {path.parent.name for path in EXPECTED} == {
        name_folder(1, rules) for rules in range(1, journal_format.RULES + 1)
    }


def test_a_save_of_the_corpus_says_which_rules_it_was_played_under():
    for save in EXPECTED:
        assert save.parent.name == name_folder(1, journal.load_journal(save).rules)


@pytest.mark.parametrize(
    "save",
    [save for save in EXPECTED if save.parent.name == name_folder(1, journal_format.RULES)],
    ids=lambda path: path.stem,
)
def test_a_save_of_todays_rules_is_gone_on_with(save, tmp_path):
    folder = shutil.copytree(save.parent, tmp_path / "saves")
    game = saved_game.resume_game(folder / save.name)
    assert len(game.session.records) == EXPECTED[save]["answers"]
    assert game.session.state.ending == EXPECTED[save]["ending"]
    assert (game.session.prompt is None) == bool(EXPECTED[save]["ending"])
    game.close()


@pytest.mark.parametrize("save", EXPECTED, ids=lambda path: path.stem)
def test_a_save_from_an_earlier_day_is_read_whole(save):
    expected = EXPECTED[save]
    contents = journal.load_journal(save)
    assert len(contents.records) == expected["answers"]
    assert next((record.ending for record in contents.records if record.ending), "") == expected["ending"]


@pytest.mark.parametrize("save", EXPECTED, ids=lambda path: path.stem)
def test_a_save_from_an_earlier_day_still_leads_where_it_led(save):
    """Where the rules of play change on purpose, its outcome in `expected.json` becomes `moved`, in the open."""
    verdict = verify.verify_save(save)
    assert (verdict.outcome, verdict.why) == (EXPECTED[save]["outcome"], verdict.why)


@pytest.fixture
def next_format(monkeypatch):
    """A Tandem whose format 2 calls the time of a line `when`, and reads format 1 by an upcaster."""

    def upcast(line):
        return {**line, "when": line["at"]}

    monkeypatch.setattr(journal_format, "FORMAT", 2)
    monkeypatch.setattr(journal, "FORMAT", 2)
    monkeypatch.setitem(journal_format.UPCASTERS, 1, upcast)


def test_an_older_save_is_read_by_upcasters_and_not_touched_by_reading(played, expected, next_format):
    before = played.read_bytes()
    contents = journal.load_journal(played)
    assert [record.state for record in contents.records] == expected
    assert all(line["when"] == line["at"] for line in (contents.header, *contents.lines))
    assert played.read_bytes() == before


def test_an_older_save_is_gone_on_with_in_the_new_format(game, expected, next_format, request):
    before = game.path.read_bytes()
    game.close()
    newer = saved_game.resume_game(game.path)
    player.answer(newer.session)
    newer.save()
    newer.close()
    whole = game.path.read_bytes()
    assert whole.startswith(before), "what was written stays as it is"
    contents = journal.load_journal(game.path)
    assert contents.lines[0]["format"] == 2
    assert [record.state for record in contents.records] == expected[:1]
    request.getfixturevalue("monkeypatch").undo()
    with pytest.raises(JournalError, match="newer Tandem"):
        saved_game.resume_game(game.path)
    assert game.path.read_bytes() == whole, "the older program leaves it alone"


def test_a_format_before_the_first_is_refused(played, tmp_path):
    rows = played.read_bytes().split(b"\n")
    old = tmp_path / "old.tandem"
    first, _chain = journal_format.encode_line("", {"format": 0, "v": "prototype"})
    old.write_bytes(first + b"\n".join(rows[1:]))
    with pytest.raises(JournalError, match=r":1: this is not a Tandem save"):
        saved_game.resume_game(old)


def test_what_is_no_file_is_no_save(tmp_path):
    (tmp_path / "folder.tandem").mkdir()
    with pytest.raises(JournalError, match="this is not a Tandem save"):
        journal.load_journal(tmp_path / "folder.tandem")


def test_a_save_without_answers_whose_beginning_is_another_is_told_as_moved(tmp_path):
    from tests.hostile.saves import header, rows, written

    save = written(rows(header(opening=[["cto", "final", {"option": "pay_first"}]])))(tmp_path)
    verdict = verify.verify_save(save)
    assert (verdict.outcome, verdict.answers) == ("moved", 0)
    assert "the partner" in verify.render_verdict(verdict)


def test_the_corpus_is_made_by_the_program_itself(tmp_path):
    from tests.saves.make import play, wanted

    made = next(one for one in wanted() if one.name == "small-as-ceo")
    game = play(made, tmp_path)
    assert game.session.state.ending
    shutil.rmtree(tmp_path)


def test_an_older_save_that_cannot_take_the_new_format_is_told_and_stays(game, next_format, monkeypatch):
    before = game.path.read_bytes()
    game.close()
    full = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def write(_descriptor, _data):
        raise full

    with monkeypatch.context() as patch:
        patch.setattr(journal.atomic_files, "write_and_sync", write)
        with pytest.raises(JournalError) as told:
            journal.Journal.open(game.path)
    assert told.value.why == "the disk is full; make room, and the next decision saves everything"
    assert game.path.read_bytes() == before
    journal.Journal.open(game.path)[0].close()
