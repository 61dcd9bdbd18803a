"""A game and its save: begun, left at any moment, and gone on with at the same question and the same page."""

import errno
import json
import os
import re
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from game import __version__, atomic_files
from game.content.compiler import load_scenario
from game.content.diagnostic import ScenarioError
from game.playthrough import saves
from game.playthrough.record import DivergedError
from game.playthrough.saves import (
    SaveSummary,
    explain_folder_trouble,
    find_save,
    journal,
    journal_format,
    list_save_ids,
    list_save_summaries,
    saved_game,
)
from game.playthrough.saves.journal import JournalError, NotSavedError
from game.playthrough.saves.verify import (
    SaveVerdict,
    load_scenarios_at,
    render_verdict,
    verify_all_saves,
    verify_save,
)
from game.playthrough.setup import Ghost, Setup
from tests.hostile.saves import digest, header, rows, written
from tests.marks import as_long
from tests.playthrough.players import SEATS, SMALL, plain, play, small
from tests.playthrough.test_journal import fail_with


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "saves"


def start(folder, seats=SEATS[1], **setup):
    game = saved_game.start_game(small(), Setup(seats, 5, **setup), folder)
    assert not game.trouble
    return game


def left(game):
    """Save a game and leave it; return where it lies."""
    game.save()
    game.close()
    return game.path


@pytest.mark.parametrize("seats", as_long(*SEATS))
def test_play_continues_at_the_same_question_on_the_same_page_wherever_it_was_left(folder, seats):
    game = start(folder, seats)
    while game.session.prompt is not None:
        again = saved_game.resume_game(left(game))
        for part in ("prompt", "scene_events", "happened", "state", "seats", "language"):
            assert getattr(again.session, part) == getattr(game.session, part), part
        assert again.saved == len(again.session.records)
        game = again
        game.session.answer(game.session.prompt.token, plain(game.session.prompt))
    ended = saved_game.resume_game(left(game))
    assert ended.session.prompt is None
    assert ended.session.state.ending == game.session.state.ending
    ended.close()


def test_where_no_folder_is_named_saves_lie_in_ones_own(tmp_path, monkeypatch):
    monkeypatch.setenv("TANDEM_HOME", str(tmp_path))
    path = left(start(None))
    assert path.parent == tmp_path / "saves"
    assert [save.path for save in list_save_summaries()] == [path]
    assert list_save_ids() == [path.stem]
    assert find_save("") == find_save(path.stem) == path
    assert [verdict.path for verdict in verify_all_saves()] == [path]
    assert explain_folder_trouble() == ""
    (tmp_path / "saves").rename(tmp_path / "elsewhere")
    (tmp_path / "saves").write_text("a file")
    assert str(tmp_path / "saves") in explain_folder_trouble()


def test_a_link_that_leads_nowhere_is_no_trouble_with_the_folder(folder):
    folder.mkdir()
    (folder / "loop").symlink_to("loop")
    assert explain_folder_trouble(folder) == ""


def test_leaving_writes_what_was_not_saved_yet_and_afterwards_nothing_is(folder):
    game = start(folder)
    for answered in range(3):
        game.session.answer(game.session.prompt.token, plain(game.session.prompt))
        if answered < 2:
            assert game.save() == answered + 1
    assert len(saved_game.load_session(game.path).records) == 2
    game.close()
    assert len(saved_game.load_session(game.path).records) == 3
    game.session.answer(game.session.prompt.token, plain(game.session.prompt))
    assert game.save() == 3
    assert len(saved_game.load_session(game.path).records) == 3


def test_saving_again_adds_nothing(folder):
    game = start(folder)
    play(game.session, until="pledge")
    game.save()
    size = game.path.stat().st_size
    assert game.save() == len(game.session.records)
    assert game.path.stat().st_size == size
    game.close()


def test_a_copy_of_the_crisis_is_kept_so_that_the_original_may_go(folder, tmp_path):
    original = tmp_path / "own"
    original.mkdir()
    for file in SMALL.iterdir():
        (original / file.name).write_bytes(file.read_bytes())
    game = saved_game.start_game(load_scenario(original), Setup(SEATS[1], 5, language="vi"), folder)
    play(game.session, until="first")
    path = left(game)
    for file in original.iterdir():
        file.write_text("gone")
    again = saved_game.resume_game(path)
    assert again.session.prompt == game.session.prompt
    assert again.session.render_text("facts.bonus.told") == game.session.render_text("facts.bonus.told") != ""
    again.close()


def test_a_crisis_is_kept_once_however_many_saves_it_has(folder):
    paths = {left(start(folder)) for _ in range(3)}
    assert len(paths) == 3
    assert len(list(folder.rglob("scenario.yaml"))) == 1


@pytest.mark.parametrize("harm", ["gone", "changed", "broken"])
def test_without_the_crisis_as_it_was_a_save_is_refused_by_name(folder, harm):
    path = left(start(folder))
    (copy,) = folder.rglob("scenario.yaml")
    if harm == "gone":
        copy.unlink()
    else:
        copy.write_bytes(copy.read_bytes() + b"# mine\n" if harm == "changed" else b"{")
    for use in (saved_game.resume_game, saved_game.load_session):
        with pytest.raises(JournalError, match="crisis"):
            use(path)


def test_where_no_folder_can_be_play_goes_on_and_says_that_it_is_not_saved(tmp_path):
    (tmp_path / "file").write_text("x")
    game = saved_game.start_game(small(), Setup(SEATS[1], 5), tmp_path / "file" / "saves")
    assert game.trouble
    assert (game.path, game.saved, game.not_saved) == (None, 0, game.trouble)
    game.session.answer(game.session.prompt.token, plain(game.session.prompt))
    with pytest.raises(NotSavedError):
        game.save()
    assert len(game.session.records) == 1


def test_a_save_that_is_being_played_is_not_opened_twice(folder):
    game = start(folder)
    with pytest.raises(JournalError, match="another window"):
        saved_game.resume_game(game.path)
    assert saved_game.load_session(game.path).state == game.session.state
    game.close()


def test_an_answer_that_was_changed_with_care_is_still_seen(folder, monkeypatch):
    game = start(folder)
    game.session.answer(game.session.prompt.token, {"option": "pay_first"})
    record = game.session.records[0]
    game.session.records[0] = replace(record, move=replace(record.move, answer={"option": "pay_neither"}))
    path = left(game)
    with pytest.raises(DivergedError) as told:
        saved_game.resume_game(path)
    assert told.value.answers == 0


def test_what_was_written_to_the_debriefs_questions_is_kept(folder):
    game = start(folder)
    play(game.session)
    game.session.add_reflection(0, "Nobody knew of the second run.")
    game.save()
    game.session.add_reflection(0, "I knew of the second run.")
    assert saved_game.load_session(left(game)).reflections == {0: "I knew of the second run."}


def test_the_shelf_of_saves_tells_the_newest_first_and_how_far_each_is(folder):
    first = start(folder)
    play(first.session)
    finished = left(first)
    second = start(folder, SEATS[0])
    second.session.answer(second.session.prompt.token, plain(second.session.prompt))
    going = left(second)
    (folder / "broken.tandem").write_text("x")
    shelf = {save.path: save for save in list_save_summaries(folder)}
    assert shelf[finished].ending == first.session.state.ending
    assert (shelf[going].ending, shelf[going].answers) == ("", 1)
    assert shelf[going].seats == SEATS[0]
    assert shelf[going].title["vi"]
    assert shelf[folder / "broken.tandem"].trouble
    assert find_save("", folder) == going
    assert find_save(finished.stem, folder) == finished
    assert find_save("../../etc/passwd", folder) != finished
    assert find_save("no-such-save", folder) is None


def test_no_folder_is_an_empty_shelf(folder):
    assert list_save_summaries(folder) == ()
    assert find_save("", folder) is None


def test_without_a_chosen_home_saves_lie_in_the_checkout_or_in_the_users_data(tmp_path, monkeypatch):
    monkeypatch.delenv("TANDEM_HOME", raising=False)
    checkout = tmp_path / "checkout"
    monkeypatch.setattr(saves, "__file__", str(checkout / "game" / "playthrough" / "saves" / "__init__.py"))
    monkeypatch.setattr(saves, "locate_data_folder", lambda: tmp_path / "data")
    elsewhere, here = tmp_path / "data" / "saves", checkout / "saves"
    assert saves.locate_saves_folder() == elsewhere
    (checkout / "scenarios").mkdir(parents=True)
    assert saves.locate_saves_folder() == elsewhere
    (checkout / "pyproject.toml").write_text("")
    assert saves.locate_saves_folder() == here
    assert saves.locate_own_scenarios() == checkout / "my-scenarios"
    (checkout / "scenarios").rmdir()
    assert saves.locate_saves_folder() == elsewhere
    monkeypatch.setenv("TANDEM_HOME", str(tmp_path / "chosen"))
    assert saves.locate_saves_folder() == tmp_path / "chosen" / "saves"


def test_a_save_is_listed_with_all_that_a_page_shows_of_it(folder):
    game = start(folder, SEATS[1], players={"ceo": "Linh"}, ghost=Ghost("cto", "an-earlier-one"))
    play(game.session, until="first")
    path = left(game)
    (listed,) = list_save_summaries(folder)
    when = json.loads(path.read_text(encoding="utf-8").splitlines()[-1])["at"]
    assert listed == SaveSummary(
        id=path.stem,
        path=path,
        scenario="small",
        title={language: small().texts.get("title", language) for language in small().texts.languages},
        seats=SEATS[1],
        when=when,
        answers=len(game.session.records),
        ending="",
        scene=game.session.state.scene,
        players={"ceo": "Linh"},
        ghost="an-earlier-one",
        trouble="",
        remedy="",
        intact=True,
        rescuable=False,
    )


def test_a_save_without_an_answer_is_listed_at_its_first_scene(folder):
    game = start(folder)
    left(game)
    (listed,) = list_save_summaries(folder)
    assert (listed.answers, listed.scene, listed.ending, listed.trouble) == (0, game.session.state.scene, "", "")
    assert listed.when == json.loads(game.path.read_text(encoding="utf-8"))["at"]


def test_a_save_that_cannot_be_read_is_listed_with_what_is_known_of_it(folder):
    game = start(folder)
    play(game.session, until="first")
    path = left(game)
    rows = path.read_bytes().splitlines(keepends=True)
    assert len(rows) == 3
    at = json.loads(rows[-1])["at"]
    path.write_bytes(b"".join(rows[:2]) + b"x" + b"".join(rows[2:]))
    (listed,) = list_save_summaries(folder)
    remedy = f"the 2 lines before it are intact, tandem saves rescue {path.stem} copies them"
    assert listed == SaveSummary(
        id=path.stem,
        path=path,
        scenario="",
        title={},
        seats={},
        when=at,
        answers=0,
        ending="",
        trouble="line 3: damaged: this line was changed",
        scene="",
        players={},
        ghost="",
        intact=False,
        remedy=remedy,
        rescuable=True,
    )
    path.write_bytes(b"x")
    os.utime(path, (0, 86_400))
    (listed,) = list_save_summaries(folder)
    assert (listed.when, listed.rescuable) == ("1970-01-02T00:00:00Z", False)
    assert listed.trouble == "line 1: there is no save in this file"


def test_a_file_whose_time_cannot_be_told_is_listed_without_one(folder, monkeypatch):
    folder.mkdir()
    (folder / "x.tandem").write_text("x")
    monkeypatch.setattr(Path, "lstat", fail_with(errno.EIO))
    (listed,) = list_save_summaries(folder)
    assert (listed.id, listed.when) == ("x", "")


def test_only_files_that_are_called_saves_are_listed_and_a_folder_is_none(folder):
    path = left(start(folder))
    (folder / "letter.txt").write_text("x")
    (folder / "old.tandem").mkdir()
    (folder / "b.tandem").write_text("x")
    (folder / "a.tandem").write_text("x")
    (folder / "link.tandem").symlink_to("old.tandem")
    assert list_save_ids(folder) == sorted([path.stem, "a", "b", "link"])
    assert len(list_save_summaries(folder)) == 4
    assert list_save_ids(folder / "none") == []


def line(chain="", **body):
    return journal_format.encode_line(chain, body)[0]


def test_the_newest_save_is_the_one_whose_last_line_is_and_of_two_of_a_moment_the_one_that_follows(folder):
    folder.mkdir()
    early, late = "2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z"
    (folder / "a.tandem").write_bytes(line(at=late) + line(at=early))
    (folder / "b.tandem").write_bytes(line(at=early) + line(at=late))
    (folder / "c.tandem").write_bytes(line(at=early, after=late))
    (folder / "d.tandem").write_bytes(line(at=late, after=early))
    (folder / "e.tandem").write_bytes(line(at=early, after=late))
    (folder / "0.tandem").write_bytes(line(at=late, after=late))
    assert [save.id for save in list_save_summaries(folder)] == ["e", "c", "d", "b", "0", "a"]
    assert saves.find_newest_moment(folder) == late
    assert saves.find_newest_moment(folder / "none") == ""


def test_a_file_without_a_moment_is_as_old_as_the_disk_says(folder):
    folder.mkdir()
    (folder / "dated.tandem").write_bytes(line(at="2020-01-01T00:00:00Z"))
    (folder / "letter.tandem").write_text("x")
    for seconds, first in ((0, "dated"), (1_600_000_000, "letter")):
        os.utime(folder / "letter.tandem", (0, seconds))
        assert list_save_summaries(folder)[0].id == first
    assert saves.find_newest_moment(folder) == "2020-01-01T00:00:00Z"
    (folder / "another.tandem").write_text("x")
    os.utime(folder / "another.tandem", (0, 1_600_000_000))
    assert [save.id for save in list_save_summaries(folder)] == ["letter", "another", "dated"]


def test_a_file_that_cannot_be_read_does_not_hide_the_newest_moment(folder):
    folder.mkdir()
    (folder / "a.tandem").symlink_to("nowhere")
    (folder / "b.tandem").write_bytes(line(at="2020-01-01T00:00:00Z"))
    (folder / "c.tandem").symlink_to("nowhere")
    assert saves.find_newest_moment(folder) == "2020-01-01T00:00:00Z"


def test_a_folder_of_saves_that_cannot_be_looked_into_is_told_with_why(folder, monkeypatch):
    assert explain_folder_trouble(folder) == ""
    folder.mkdir()
    assert explain_folder_trouble(folder) == ""
    why = "there is no permission for it; check who owns the folder and the file"
    entry = SimpleNamespace(stat=fail_with(errno.EACCES))
    for scan in (fail_with(errno.EACCES), lambda _folder: nullcontext([entry])):
        monkeypatch.setattr(saves.os, "scandir", scan)
        assert explain_folder_trouble(folder) == f"the saves in {folder} can't be read: {why}"


def test_what_is_continued_is_neither_finished_nor_in_trouble(folder):
    ended = start(folder)
    play(ended.session)
    left(ended)
    assert find_save("", folder) is None
    whole = start(folder, SEATS[2])
    going = left(whole)
    (folder / "zz.tandem").write_text("x")
    assert find_save("", folder) == going


def test_a_save_is_found_by_its_id_its_file_or_its_place(folder, tmp_path, monkeypatch):
    path = left(start(folder))
    outside = tmp_path / "sent.tandem"
    outside.write_bytes(path.read_bytes())
    for name in (path.stem, path.name):
        assert find_save(name, folder) == path
    assert find_save(str(outside), folder) == outside
    assert find_save(str(folder), folder) is None
    monkeypatch.setenv("TANDEM_HOME", str(folder.parent))
    assert find_save(path.stem) == path
    assert find_save(path.stem, tmp_path / "other") is None


def test_who_sits_where_is_told_by_the_last_change_of_seats(folder):
    game = start(folder, SEATS[0])
    game.session.change_seat("cto", "partner")
    game.session.change_seat("cto", "human")
    game.session.change_seat("ceo", "partner")
    left(game)
    (listed,) = list_save_summaries(folder)
    assert listed.seats == {"ceo": "partner", "cto": "human"}


def test_what_a_disk_cannot_do_is_told_in_a_sentence_each(folder, monkeypatch):
    assert start(folder).lacking == ()
    locks = "This disk can't lock files: don't open this save in a second window."
    syncs = "This disk doesn't confirm what it has written: after a power cut, the last decisions may be gone."
    with monkeypatch.context() as patch:
        patch.setattr(journal, "lock_file", lambda _descriptor: False)
        game = start(folder)
        assert game.lacking == (locks,)
        patch.setattr(atomic_files.os, "fsync", fail_with(errno.EINVAL))
        assert start(folder).lacking == (locks, syncs)
    game.close()
    assert game.lacking == ()
    monkeypatch.setattr(atomic_files.os, "fsync", fail_with(errno.EINVAL))
    assert start(folder).lacking == (syncs,)


def test_a_game_knows_its_crisis_and_its_file(folder):
    game = start(folder)
    assert (game.digest, game.loaded, game.torn, game.is_closed) == (small().digest, small(), None, False)
    path = left(game)
    assert game.is_closed
    assert re.fullmatch(r"\d{8}-\d{6}-small-[0-9a-f]{6}\.tandem", path.name)
    assert (path.parent, game.not_saved, game.trouble) == (folder, "", "")


def test_a_header_says_how_the_game_began(folder):
    game = start(folder, SEATS[2], playthrough=2, language="vi", difficulty="expert", players={"cto": "An"})
    header = json.loads(left(game).read_text(encoding="utf-8").splitlines()[0])
    chain, at = header.pop("chain"), header.pop("at")
    assert (len(chain), len(at)) == (32, 20)
    assert header == {
        "format": 1,
        "engine": __version__,
        "rules": journal_format.RULES,
        "scenario": "small",
        "digest": small().digest,
        "logic": small().scenario.logic,
        "title": {language: small().texts.get("title", language) for language in small().texts.languages},
        "seed": 5,
        "playthrough": 2,
        "seats": SEATS[2],
        "language": "vi",
        "difficulty": "expert",
        "scene": "standup",
        "opening": [move.as_json() for move in game.session.opening],
        "players": {"cto": "An"},
    }
    again = saved_game.load_session(game.path)
    assert (again.setup, again.opening) == (game.session.setup, game.session.opening)


def test_why_nothing_is_saved_is_told_until_it_is(folder, monkeypatch):
    game = start(folder)
    game.session.answer(game.session.prompt.token, plain(game.session.prompt))
    full = "the disk is full; make room, and the next decision saves everything"
    with monkeypatch.context() as patch:
        patch.setattr(atomic_files.os, "write", fail_with(errno.ENOSPC))
        with pytest.raises(NotSavedError):
            game.save()
        assert (game.trouble, game.not_saved, game.saved, game.lacking) == (full, full, 0, ())
    assert game.save() == 1
    assert (game.trouble, game.not_saved) == ("", "")
    game.close()


def test_a_write_that_fails_once_is_tried_again_at_once(folder, monkeypatch):
    game, real, tried = start(folder), os.write, []
    game.session.answer(game.session.prompt.token, plain(game.session.prompt))

    def write(descriptor, data):
        tried.append(len(data))
        if len(tried) == 1:
            raise OSError(errno.EIO, "x")
        return real(descriptor, data)

    monkeypatch.setattr(atomic_files.os, "write", write)
    assert game.save() == 1
    assert (len(tried), game.trouble) == (2, "")
    game.close()
    assert len(saved_game.load_session(game.path).records) == 1


def test_leaving_on_a_full_disk_tells_why_and_lets_the_save_go(folder, monkeypatch):
    game = start(folder)
    game.session.answer(game.session.prompt.token, plain(game.session.prompt))
    with monkeypatch.context() as patch:
        patch.setattr(atomic_files.os, "write", fail_with(errno.ENOSPC))
        game.close()
    assert game.trouble == game.not_saved == "the disk is full; make room, and the next decision saves everything"
    assert game.is_closed
    saved_game.resume_game(game.path).close()


def test_leaving_writes_a_last_thought_too(folder):
    game = start(folder)
    play(game.session)
    game.save()
    game.session.add_reflection(1, "I waited.")
    game.close()
    again = saved_game.resume_game(game.path)
    assert (again.session.reflections, again.torn) == ({1: "I waited."}, None)
    size = game.path.stat().st_size
    again.save()
    assert game.path.stat().st_size == size, "what is written there already is not written twice"
    again.session.add_reflection(1, "I waited too long.")
    again.save()
    size = game.path.stat().st_size
    again.save()
    again.close()
    assert game.path.stat().st_size == size


def test_a_save_that_may_only_be_read_is_played_on_and_says_why(folder, monkeypatch):
    game = start(folder)
    play(game.session, until="first")
    path = left(game)
    path.write_bytes(path.read_bytes() + b'{"half')
    real = journal.atomic_files.open_for_append

    def refuse(place, **how):
        if place == path:
            raise OSError(errno.EROFS, "x")
        return real(place, **how)

    monkeypatch.setattr(journal.atomic_files, "open_for_append", refuse)
    again = saved_game.resume_game(path)
    why = (
        "the folder can't be written to (this disk can only be read, not written to); TANDEM_HOME can name another one"
    )
    assert (again.trouble, again.torn, again.path, again.lacking) == (why, None, path, ())
    assert (again.saved, again.not_saved) == (len(game.session.records), "")
    assert again.session.state == game.session.state


def test_a_save_that_no_longer_leads_there_is_let_go_of(folder):
    game = start(folder)
    game.session.answer(game.session.prompt.token, plain(game.session.prompt))
    game.session.records[0] = replace(game.session.records[0], state="0")
    path = left(game)
    for _ in range(2):
        with pytest.raises(DivergedError):
            saved_game.resume_game(path)


def test_a_copy_of_the_crisis_that_was_changed_is_told_apart_from_one_that_is_gone(folder):
    path = left(start(folder))
    copy = saved_game.locate_scenario_copy(folder, small().digest)
    (copy / "scenario.yaml").write_bytes(small().source + b"#")
    start_of = "the copy of the crisis that this save was played with"
    for why in (f"{start_of} was changed in {copy}", f"{start_of} is gone from {copy}"):
        with pytest.raises(JournalError) as refused:
            saved_game.load_session(path)
        assert refused.value.why == why
        (copy / "scenario.yaml").unlink(missing_ok=True)
    left(start(folder))
    assert (copy / "scenario.yaml").read_bytes() == small().source
    saved_game.load_session(path)


def test_a_crisis_that_this_version_cannot_play_is_told_with_why(tmp_path):
    save = written(rows(header(digest=digest(b"{"))), b"{")(tmp_path)
    with pytest.raises(JournalError) as refused:
        saved_game.load_session(save)
    assert refused.value.why.startswith("this version can't play the crisis of this save: ")
    assert "scenario.yaml:1:" in refused.value.why


def test_of_the_copies_only_translations_are_read_and_only_so_many(folder, monkeypatch):
    path = left(start(folder))
    copy = saved_game.locate_scenario_copy(folder, small().digest)
    for name in ("notes", "x", "VI"):
        (copy / f"{name}.po").write_text("nonsense")
    contents = journal.load_journal(path)
    source, translations = saved_game.load_copied_files(path, contents)
    assert (source, translations) == (small().source, dict(small().translations))
    (copy / "aa.po").write_bytes(b"")
    monkeypatch.setattr(saved_game, "MOST_LANGUAGES", 1)
    assert saved_game.load_copied_files(path, contents)[1] == {"aa": b""}


def test_a_decision_is_tried_again_from_where_its_scene_opened_in_a_save_of_its_own(folder):
    game = start(folder)
    play(game.session)
    before = left(game).read_bytes()
    for count in (1, 2, 3):
        again = saved_game.retry_decision(game, count, folder)
        assert (again.session.state.count, again.session.in_scene, again.trouble) == (count, True, "")
        told = [record.state for record in again.session.records]
        assert told == [record.state for record in game.session.records[: len(told)]]
        earlier = game.session.build_restart()
        for record in game.session.records[: max(0, len(told) - 1)]:
            earlier.follow_record(record)
        assert not told or earlier.state.count < count or not earlier.in_scene
        assert again.path not in (None, game.path)
        again.close()
    assert game.path.read_bytes() == before


def edited(tmp_path, old, new):
    """The small crisis with one stretch of text replaced."""
    place = tmp_path / "edited" / "small"
    place.mkdir(parents=True)
    text = (SMALL / "scenario.yaml").read_text(encoding="utf-8")
    assert old in text
    (place / "scenario.yaml").write_text(text.replace(old, new), encoding="utf-8")
    return place


def test_a_save_tried_in_an_edited_crisis_stands_before_the_decision_where_they_part(folder, tmp_path):
    game = start(folder, SEATS[0])
    play(game.session, first="void_by_hand", final="void_by_hand", say=["bonus"])
    game.session.add_reflection(0, "x")
    path = left(game)
    before = path.read_bytes()
    whole, parted = saved_game.retry_save(path, small())
    assert (parted, whole.session.reflections, whole.saved) == (None, {0: "x"}, len(game.session.records))
    whole.close()
    changed = load_scenario(edited(tmp_path, "void_by_hand", "void_in_time"))
    again, parted = saved_game.retry_save(path, changed)
    assert str(parted) == "the answer that was given then is not on offer now"
    assert 0 < parted.answers == len(again.session.records) == again.saved
    assert game.session.records[parted.answers].move.answer == {"option": "void_by_hand"}
    assert (again.session.reflections, again.trouble, again.path.parent) == ({}, "", folder)
    again.close()
    assert path.read_bytes() == before


def test_a_verdict_says_how_far_a_save_follows_and_why_no_further(folder, tmp_path):
    game = start(folder, SEATS[1])
    play(game.session, final="pay_first", first="void_by_hand")
    count, path = len(game.session.records), left(game)
    same = verify_save(path)
    assert same == SaveVerdict(path, "same", count, count, "", "", "", "")
    assert render_verdict(same) == f"same: all {count} answers lead where they led"
    at = next(n for n, record in enumerate(game.session.records) if record.move.kind == "first")
    place = edited(tmp_path, "void_by_hand", "void_in_time")
    (moved,) = verify_all_saves(folder, place)
    scene = game.session.records[at - 1].scene
    assert moved == SaveVerdict(path, "moved", count, at, "ceo", "first", scene, moved.why)
    assert render_verdict(moved) == (
        f"moved: they part at answer {at + 1} of {count} (CEO, first, scene {scene}): {moved.why}"
    )
    assert "'void_by_hand' is not on offer" in moved.why
    (place / "scenario.yaml").write_text("id: small\nlanguage: en\ntitle: T\n")
    (refused,) = verify_all_saves(folder, place)
    assert (refused.outcome, refused.answers, refused.followed) == ("refused", count, 0)
    assert render_verdict(refused).startswith("refused: the edited crisis can't be played: ")
    (place / "scenario.yaml").write_text("{")
    (refused,) = verify_all_saves(folder, place)
    assert (refused.answers, refused.why) == (count, "the edited crisis can't be played: " + refused.why[35:])


def test_a_crisis_that_says_no_id_counts_under_the_name_of_its_folder(tmp_path):
    for name, text in (("one", "id: small\nlanguage: en\ntitle: T\n"), ("two", "{")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "scenario.yaml").write_text(text)
    found = load_scenarios_at(tmp_path)
    assert {name: type(error) for name, error in found.items()} == {"small": ScenarioError, "two": ScenarioError}
    assert load_scenarios_at(SMALL)["small"].scenario == small().scenario


def test_a_save_that_cannot_be_read_is_refused_with_its_line(folder):
    path = left(start(folder))
    path.write_bytes(path.read_bytes() + b"x\n")
    verdict = verify_save(path)
    assert verdict == SaveVerdict(path, "refused", 0, 0, "", "", "", "line 2: damaged: this line was changed")
    assert render_verdict(verdict) == "refused: line 2: damaged: this line was changed"


def test_what_a_disk_lost_between_two_tries_is_written_again(folder, monkeypatch):
    game = start(folder)
    for _ in range(2):
        game.session.answer(game.session.prompt.token, plain(game.session.prompt))
        assert game.save() == len(game.session.records)
    game.session.answer(game.session.prompt.token, plain(game.session.prompt))
    with monkeypatch.context() as patch:
        patch.setattr(atomic_files.os, "write", fail_with(errno.EIO))
        with pytest.raises(NotSavedError):
            game.save()
    rows = game.path.read_bytes().splitlines(keepends=True)
    game.path.write_bytes(b"".join(rows[:2]) + rows[2][:9])
    assert game.save() == 3
    game.close()
    assert game.torn == game.path.with_name(game.path.name + ".torn")
    assert saved_game.load_session(game.path).state == game.session.state


def test_a_story_that_another_window_went_on_with_is_let_go_of(folder, monkeypatch):
    game = start(folder)
    game.session.answer(game.session.prompt.token, plain(game.session.prompt))
    with monkeypatch.context() as patch:
        patch.setattr(atomic_files.os, "write", fail_with(errno.EIO))
        with pytest.raises(NotSavedError):
            game.save()
    theirs, place = saved_game.resume_game(game.path), game.path
    theirs.session.answer(theirs.session.prompt.token, {"option": "we_are_looking"})
    left(theirs)
    assert game.save() == 1
    assert game.path != place
    saved_game.resume_game(place).close()
    game.close()
    assert len(list_save_ids(folder)) == 2


def test_seeds_that_nobody_asked_for_differ_and_can_be_typed():
    seeds = {saved_game.generate_seed() for _ in range(20)}
    assert len(seeds) > 15
    assert all(0 <= seed < 2**31 for seed in seeds)
