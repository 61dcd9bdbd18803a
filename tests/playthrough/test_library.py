"""A game and its save: begun, left at any moment, and gone on with at the same question and the same page."""

from dataclasses import replace

import pytest

from game.content.compiler import load_scenario
from game.playthrough.record import DivergedError
from game.playthrough.saves import (
    explain_folder_trouble,
    find_save,
    list_save_ids,
    list_save_summaries,
    saved_game,
)
from game.playthrough.saves.journal import JournalError, NotSavedError
from game.playthrough.saves.verify import verify_all_saves
from game.playthrough.setup import Setup
from tests.marks import as_long
from tests.playthrough.players import SEATS, SMALL, plain, play, small


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
    assert (game.path, game.saved) == (None, 0)
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
