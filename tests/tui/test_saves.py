"""The page of saves: what can be done with one beside playing it, as the command line can."""

import shutil
from contextlib import asynccontextmanager
from pathlib import Path
from threading import Event

import pytest

from game import atomic_files
from game.playthrough.saves import journal, saved_game
from tests.tui.stage import BOTH, SCENARIOS, app, opened, over, press, settled, showing, table


async def kept(home: Path, answers: int | None = 3, **more):
    """A save of so many answers, and the game at home."""
    table = over(home, answers=answers, **more).game
    table.save()
    table.close()
    return table.path


def name(pilot) -> str:
    return type(pilot.app.screen).__name__


@pytest.mark.long
@pytest.mark.parametrize("language", BOTH)
async def test_f4_tells_what_can_be_done_with_a_save(tmp_path, language):
    await kept(tmp_path)
    async with opened(app(tmp_path, language=language)) as pilot:
        await press(pilot, "4 f4")
        assert name(pilot) == "SaveActionsPage"
        assert {"en": "Export it as a zip", "vi": "zip"}[language] in showing(pilot.app)
        await press(pilot, "escape")
        assert name(pilot) == "SavesPage"


async def test_a_save_is_verified(tmp_path):
    save = await kept(tmp_path)
    async with opened(app(tmp_path)) as pilot:
        await press(pilot, "4 f4 2")
        assert "same: all 3 answers lead where they led" in showing(pilot.app)
        shutil.rmtree(save.parent / "crises")
        await press(pilot, "2")
        assert "refused: the copy of the crisis" in showing(pilot.app)


@pytest.mark.long
async def test_a_save_is_exported_deleted_and_taken_in_again(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    save = await kept(tmp_path)
    async with opened(app(tmp_path)) as pilot:
        await press(pilot, "4 f4 3")
        assert "exported" in showing(pilot.app)
        await press(pilot, "4 2")
        assert not save.exists()
        await press(pilot, "f5")
        assert f"{save.stem}.zip" in showing(pilot.app)
        await press(pilot, "1")
        assert save.exists()
        assert "1 save" in showing(pilot.app)


@pytest.mark.long
async def test_a_zip_that_is_none_is_refused_on_the_bottom_line(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    await kept(tmp_path)
    (tmp_path / "letter.zip").write_bytes(b"PK but not really")
    async with opened(app(tmp_path)) as pilot:
        await press(pilot, "4 f5 1")
        assert "this is not an exported save" in showing(pilot.app)


async def test_without_a_zip_it_is_said_where_one_is_looked_for(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    async with opened(app(tmp_path)) as pilot:
        await press(pilot, "4 f5")
        assert "tandem saves import FILE" in showing(pilot.app)


async def test_all_before_the_damage_is_rescued(tmp_path):
    save = await kept(tmp_path)
    save.write_bytes(save.read_bytes().replace(b"pledge", b"plegde", 1))
    async with opened(app(tmp_path)) as pilot:
        await press(pilot, "4 1")
        assert name(pilot) == "SaveActionsPage"
        await press(pilot, "1")
        assert "2 saves" in showing(pilot.app)
        assert any(not one.trouble for one in pilot.app.services.list_saves())


@pytest.mark.long
async def test_a_crisis_that_was_edited_is_tried_as_a_save_of_its_own(tmp_path):
    save = await kept(tmp_path)
    before = save.read_bytes()
    shelf = tmp_path / "shelf" / "small"
    shutil.copytree(SCENARIOS / "small", shelf)
    source = (shelf / "scenario.yaml").read_text(encoding="utf-8")
    other = source.replace("company: {culture: 50", "company: {culture: 20")
    (shelf / "scenario.yaml").write_text(other, encoding="utf-8")
    game = app(tmp_path)
    game.services.shelves = [shelf.parent]
    async with opened(game) as pilot:
        await press(pilot, "4 f4")
        assert "Try it with the crisis as it is now" in showing(pilot.app)
        await press(pilot, "2")
        await settled(pilot)
        assert name(pilot) == "SoloPlayPage"
        assert "they part at answer 1 of 3" in showing(pilot.app)
    assert save.read_bytes() == before
    assert len(list(save.parent.glob("*.tandem"))) == 2


@pytest.mark.long
async def test_a_line_that_was_cut_off_is_told_at_the_table(tmp_path):
    save = await kept(tmp_path)
    save.write_bytes(save.read_bytes()[:-7])
    async with opened(app(tmp_path)) as pilot:
        await press(pilot, "4 1")
        await pilot.pause()
        assert "was cut off" in showing(pilot.app)
        assert "a file ending in .torn keeps it" in showing(pilot.app)
    assert save.with_name(save.name + ".torn").exists()


@pytest.mark.long
async def test_where_nothing_can_be_saved_it_is_told_and_play_goes_on(tmp_path):
    (tmp_path / "saves").write_text("a file is in the way")
    async with opened(table(tmp_path)) as pilot:
        await pilot.pause()
        assert "Nothing is being saved" in showing(pilot.app)
        assert "not saved" in showing(pilot.app)
        await press(pilot, "1 enter")
        await settled(pilot)
        assert "not saved" in showing(pilot.app)
        (tmp_path / "saves").unlink()
        await press(pilot, "enter 1 enter")
        await settled(pilot)
        assert "saved ✓" in showing(pilot.app)
    assert pilot.app.services.list_saves()[0].answers == 2


@asynccontextmanager
async def stuck_disk(home, monkeypatch):
    """A game in which more was answered than a slow disk has taken; it takes the rest when it is let go."""
    let_go, written = Event(), atomic_files.write_and_sync

    def slow(descriptor, data):
        let_go.wait(10)
        return written(descriptor, data)

    async with opened(table(home, mode="standard")) as pilot:
        monkeypatch.setattr(atomic_files, "write_and_sync", slow)
        for key in ("1", "enter", "enter", "1", "enter", "enter", "1", "enter"):
            await pilot.press(key)
            await pilot.pause()
        assert len(pilot.app.game.session.records) > pilot.app.game.saved + 1
        yield pilot, let_go


@pytest.mark.long
async def test_whoever_quits_while_the_disk_is_slow_loses_nothing(tmp_path, monkeypatch):
    async with stuck_disk(tmp_path, monkeypatch) as (pilot, let_go):
        game = pilot.app.game
        let_go.set()
        await pilot.press("ctrl+q")
    assert len(journal.load_journal(game.path).records) == len(game.session.records)


@pytest.mark.long
async def test_who_goes_home_while_the_disk_is_slow_can_go_on_at_once(tmp_path, monkeypatch):
    async with stuck_disk(tmp_path, monkeypatch) as (pilot, let_go):
        game = pilot.app.game
        let_go.set()
        pilot.app.screen.leave_game()
        await settled(pilot)
        again = saved_game.resume_game(game.path)
        again.close()
    assert again.session.state == game.session.state
