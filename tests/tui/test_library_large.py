"""What home, the shelf and the list of saves tell on a large page, and that nothing of it is there on a small one."""

import shutil
from pathlib import Path

import pytest

from game.content.compiler import load_scenario
from game.tui.app import TandemApp
from game.tui.app_services import AppServices
from tests.tui.ink import measure_ink, measure_void
from tests.tui.stage import SIZES, app, crisis, opened, over, painted, press, settled, showing, table_of_two

PACK = Path(__file__).parents[2] / "scenarios"


def shelved(home: Path, **more) -> TandemApp:
    """The game at home with the crises of the pack on its shelf."""
    game = app(home, **more)
    game.services = AppServices([PACK], home / "saves")
    return game


def keep(game: TandemApp) -> None:
    """Save a play, and leave it."""
    game.game.save()
    game.game.close()


def left_off(home: Path, answers: int | None = 6, name: str = "launch-day-red") -> None:
    """Keep a play of a crisis of the pack that goes on, or (None) is over."""
    keep(over(home, answers=answers, seed=3, mode="standard", loaded=load_scenario(PACK / name)))


async def test_home_tells_where_play_was_left_off_and_how_the_two_stand(tmp_path):
    left_off(tmp_path)
    async with opened(shelved(tmp_path), SIZES["large"]) as pilot:
        await settled(pilot)
        seen = showing(pilot.app)
        assert "WHERE YOU LEFT OFF" in seen
        assert "You are Hà, CEO · Dũng is simulated" in seen
        assert "scene 3 of" in seen
        assert "You trust Dũng" in seen
        assert "Dũng seems" in seen
        assert "BETWEEN THE TWO" in seen


async def test_home_of_a_new_player_tells_how_it_goes_and_who_the_two_are(tmp_path):
    async with opened(shelved(tmp_path), SIZES["large"]) as pilot:
        await settled(pilot)
        seen = showing(pilot.app)
        assert "HOW IT GOES" in seen
        assert "Hà, CEO" in seen
        assert "Half of the code is his" in seen
        assert "next: you haven't played it yet" in seen


async def test_after_an_ending_home_tells_it_and_what_to_play_next(tmp_path):
    left_off(tmp_path, answers=None)
    async with opened(shelved(tmp_path), SIZES["large"]) as pilot:
        await settled(pilot)
        seen = showing(pilot.app)
        assert "HOW IT ENDED LAST" in seen
        assert "WHERE YOU LEFT OFF" not in seen
        assert seen.count("next:") == 1


async def test_a_change_of_size_or_language_keeps_the_mark_and_lays_home_out_anew(tmp_path):
    left_off(tmp_path)
    async with opened(shelved(tmp_path)) as pilot:
        await press(pilot, "down down")
        small = painted(pilot.app)
        assert "WHERE YOU LEFT OFF" not in small
        await pilot.resize_terminal(*SIZES["large"])
        await settled(pilot)
        assert "WHERE YOU LEFT OFF" in showing(pilot.app)
        assert pilot.app.screen.caret == 2
        await press(pilot, "f2")
        assert "Bạn tin Dũng" in showing(pilot.app)
        await press(pilot, "f2")
        await pilot.resize_terminal(*SIZES["small"])
        await settled(pilot)
        assert painted(pilot.app) == small


@pytest.mark.parametrize("keys", ["", "4"])
async def test_of_a_play_of_two_only_what_both_may_see_is_told(tmp_path, keys):
    loaded = load_scenario(PACK / "launch-day-red")
    keep(table_of_two(tmp_path, loaded=loaded))
    async with opened(shelved(tmp_path), SIZES["large"]) as pilot:
        await press(pilot, keys)
        await settled(pilot)
        seen = showing(pilot.app)
        assert "Hà and Dũng" in seen
        assert "You trust" not in seen
        for fact in loaded.scenario.facts.values():
            assert loaded.texts.get(f"{fact.path}.text", "en") not in seen


async def test_the_shelf_shows_the_crisis_with_everybody_in_it(tmp_path):
    left_off(tmp_path, answers=None)
    async with opened(shelved(tmp_path), SIZES["large"]) as pilot:
        await press(pilot, "2")
        await settled(pilot)
        seen = showing(pilot.app)
        for part in ("20 min alone, 40 min for", "Half of the code is his", "ALSO THERE", "settlement", "1 of 5"):
            assert part in seen
        await press(pilot, "down down")
        assert "Sơn, CTO until summer" in showing(pilot.app), "who has no portrait is named"


async def test_the_saves_show_what_the_marked_one_holds_and_what_enter_does(tmp_path):
    left_off(tmp_path, answers=None)
    left_off(tmp_path, name="minh-xin-nghi")
    async with opened(shelved(tmp_path), SIZES["large"]) as pilot:
        await press(pilot, "4")
        await settled(pilot)
        open_one = next(at for at, save in enumerate(pilot.app.services.list_saves()) if not save.ending)
        await press(pilot, "down " * open_one)
        assert "go on at scene" in showing(pilot.app)
        await press(pilot, "down")
        seen = showing(pilot.app)
        assert "look back: the ending" in seen
        assert "Said and done so far" in seen
        assert "THE DAYS SO FAR" not in seen


async def test_a_save_whose_crisis_is_gone_leaves_the_list_alone(tmp_path):
    left_off(tmp_path)
    shutil.rmtree(tmp_path / "saves" / "crises")
    async with opened(shelved(tmp_path), SIZES["large"]) as pilot:
        await settled(pilot)
        assert "WHERE YOU LEFT OFF" not in showing(pilot.app)
        await press(pilot, "4")
        await settled(pilot)
        assert "1 save" in showing(pilot.app)


async def test_a_crisis_without_portraits_has_names(tmp_path):
    keep(over(tmp_path, answers=3, loaded=crisis()))
    async with opened(app(tmp_path), SIZES["large"]) as pilot:
        await settled(pilot)
        assert "You trust" in showing(pilot.app)
        await press(pilot, "2")
        await settled(pilot)
        assert "Hà CEO" in showing(pilot.app)


@pytest.mark.long
@pytest.mark.parametrize("language", ["en", "vi"])
@pytest.mark.parametrize(("keys", "void"), [("", 300), ("2", 400), ("4", 400)])
async def test_no_page_of_the_library_is_mostly_empty(tmp_path, language, keys, void):
    left_off(tmp_path, answers=None)
    left_off(tmp_path, name="minh-xin-nghi")
    async with opened(shelved(tmp_path, language=language), SIZES["large"]) as pilot:
        await press(pilot, keys)
        await settled(pilot)
        assert measure_ink(pilot.app) >= 0.3
        assert measure_void(pilot.app) <= void


@pytest.mark.parametrize("keys", ["", "2", "2 1", "3"])
async def test_what_the_two_are_good_at_is_found_out_in_play_and_told_nowhere_before(tmp_path, keys):
    loaded = load_scenario(PACK / "launch-day-red")
    async with opened(shelved(tmp_path), SIZES["large"]) as pilot:
        await press(pilot, keys)
        await settled(pilot)
        seen = showing(pilot.app)
        assert "Half of the code is his" in seen or keys == "3"
        for person in loaded.scenario.cast.values():
            for strength in person.strengths:
                assert loaded.texts.get(f"{person.path}.strengths.{strength}", "en")[:24] not in seen
