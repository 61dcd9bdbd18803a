"""Hostile saves among one's own, harmless-looking crises on the shelf: every page that shows them stays itself."""

import shutil
from pathlib import Path

import pytest

from game.preview.trial import FileWatch, Trial
from game.tui.preview.app import PreviewApp
from game.tui.toolkit.page import PairSetupRequest
from tests.hostile import corpus, saves
from tests.hostile.test_hostile import CONTROL
from tests.tui.conftest import only_safe_text  # noqa: F401 -- a fixture that every test here uses
from tests.tui.stage import SCENARIOS, app, opened, painted, press, settled

EVIL = "ok\x1b[2J\u202e\x9b\u200bend"
"""A name that clears the screen and turns text around."""


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


@pytest.mark.long
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
    game.services.shelves = [tmp_path / "shelf"]
    async with opened(game, (120, 40)) as pilot:
        await press(pilot, "2")
        await unharmed(pilot)
        for _ in corpus.HARMLESS:
            await press(pilot, "down")
            await unharmed(pilot)


@pytest.mark.long
async def test_a_save_whose_file_has_a_hostile_name_is_listed_and_opened_as_text(tmp_path):
    gathered(tmp_path / "made", tmp_path / "home", {"save": saves.HARMLESS[FIRST]})
    whole = tmp_path / "home" / "saves" / "save.tandem"
    (tmp_path / "home" / "saves" / f"{EVIL}.tandem").write_bytes(whole.read_bytes()[:-9])
    async with opened(app(tmp_path / "home")) as pilot:
        for keys in ("4", "f4", "1", "escape", "escape", "down", "f4", "4", "escape"):
            await press(pilot, keys)
            await unharmed(pilot)


@pytest.mark.long
async def test_a_zip_with_a_hostile_name_is_offered_and_refused_as_text(tmp_path, monkeypatch):
    folder = tmp_path / EVIL
    folder.mkdir()
    (folder / f"{EVIL}.zip").write_bytes(b"PK\x03\x04")
    monkeypatch.chdir(folder)
    async with opened(app(tmp_path / "home"), (120, 40)) as pilot:
        await press(pilot, "4 f5")
        assert "okend.zip" in " ".join((await unharmed(pilot)).split()).replace("[2J", "")
        await press(pilot, "1")
        await unharmed(pilot)


async def test_a_home_with_a_hostile_name_is_named_as_text(tmp_path, monkeypatch):
    home = tmp_path / EVIL
    monkeypatch.setenv("TANDEM_HOME", str(home))
    async with opened(app(home), (120, 40)) as pilot:
        for keys in ("5", "escape", "6"):
            await press(pilot, keys)
            assert "Kept in" in (await unharmed(pilot)) or keys != "6"


async def test_names_from_the_command_line_and_typed_ones_are_cleaned_as_they_come_in(tmp_path):
    game = app(tmp_path / "home")
    game.request = PairSetupRequest((EVIL, EVIL))
    async with opened(game) as pilot:
        await unharmed(pilot)
        assert CONTROL.search(game.screen.query_one("#name-ceo").value) is None
        await press(pilot, "enter enter enter")
        await unharmed(pilot)
        assert set(game.game.session.setup.players.values()) == {"ok[2Jend"}


@pytest.mark.long
async def test_the_language_that_a_crisis_says_of_itself_is_text(tmp_path):
    text = (SCENARIOS / "small" / "scenario.yaml").read_text(encoding="utf-8")
    assert "language: en" in text
    place = _made(tmp_path / "shelf" / "small")
    quoted = EVIL.encode("unicode_escape").decode().replace("\\x9b", "\\u009b")
    (place / "scenario.yaml").write_text(text.replace("language: en", f'language: "{quoted}"'), encoding="utf-8")
    game = app(tmp_path / "home")
    game.services.shelves = [tmp_path / "shelf"]
    async with opened(game, (120, 40)) as pilot:
        await press(pilot, "2")
        assert "ok" in (await unharmed(pilot))


async def test_a_crisis_in_a_folder_with_a_hostile_name_is_previewed(tmp_path):
    place = _made(tmp_path / EVIL)
    (place / "scenario.yaml").write_text("id: small\n", encoding="utf-8")
    trial = Trial(place)
    trial.apply_manuscript(trial.load_manuscript())
    game = PreviewApp(trial, FileWatch(tuple), every=None, folder=tmp_path)
    async with opened(game, (120, 40)) as pilot:
        await unharmed(pilot)


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True)
    return folder
