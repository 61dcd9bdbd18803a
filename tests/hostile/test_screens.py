"""Hostile saves among one's own, harmless-looking crises on the shelf: every page that shows them stays itself."""

import shutil
from pathlib import Path

import pytest

from tests.hostile import corpus, saves
from tests.hostile.test_hostile import CONTROL
from tests.tui.stage import app, opened, painted, press, settled


def clickable(game) -> bool:
    strips = game.screen._compositor.render_strips()
    return any("@click" in (segment.style.meta if segment.style else {}) for strip in strips for segment in strip)


def gathered(folder: Path, home: Path, wanted: dict) -> None:
    """Put saves, each with the copy of its crisis, into one home."""
    for name, write in wanted.items():
        place = folder / name
        place.mkdir(parents=True)
        save = write(place)
        if save.is_file() and save.stat().st_size < 100_000:
            (home / "saves").mkdir(parents=True, exist_ok=True)
            shutil.copyfile(save, home / "saves" / f"{name}.tandem")
            if (place / "crises").exists():
                shutil.copytree(place / "crises", home / "saves" / "crises", dirs_exist_ok=True)


async def unharmed(pilot) -> str:
    await settled(pilot)
    shown = painted(pilot.app)
    assert not CONTROL.search(shown.replace("\n", "")), ascii(CONTROL.findall(shown))
    assert not clickable(pilot.app)
    assert pilot.app._exception is None
    return shown


async def test_the_page_of_saves_lists_hostile_ones_with_their_reasons(tmp_path):
    gathered(tmp_path / "made", tmp_path / "home", saves.CASES)
    async with opened(app(tmp_path / "home"), (120, 40)) as pilot:
        await press(pilot, "4")
        shown = await unharmed(pilot)
        assert shown.count("damaged") > 3
        for _ in range(6):
            await press(pilot, "pagedown enter")
            await unharmed(pilot)


FIRST, *OTHERS = saves.HARMLESS


@pytest.mark.parametrize("name", [FIRST, *(pytest.param(name, marks=pytest.mark.long) for name in OTHERS)])
async def test_a_save_of_a_stranger_is_gone_on_with_and_does_nothing(tmp_path, name):
    gathered(tmp_path / "made", tmp_path / "home", {name: saves.HARMLESS[name]})
    async with opened(app(tmp_path / "home")) as pilot:
        for keys in ("4", "1", "1 enter", "enter"):
            await press(pilot, keys)
            await unharmed(pilot)
        assert type(pilot.app.screen).__name__ == "SoloPlayPage"


@pytest.mark.long
async def test_crises_that_try_something_stand_on_the_shelf_as_text(tmp_path):
    for name, content in corpus.HARMLESS.items():
        corpus.text(content)(_made(tmp_path / "shelf" / name))
    game = app(tmp_path / "home")
    game.desk.shelves = [tmp_path / "shelf"]
    async with opened(game, (120, 40)) as pilot:
        await press(pilot, "2")
        await unharmed(pilot)
        for _ in corpus.HARMLESS:
            await press(pilot, "down")
            await unharmed(pilot)


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True)
    return folder
