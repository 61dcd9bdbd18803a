"""What settings, help, the pause, the log and the lock show on a large terminal, and that a small one is as it was."""

from pathlib import Path

import pytest

from game.content.compiler import load_scenario
from game.tui.play.pause import PairMenuPage
from game.tui.play.private_steps import LockStep
from tests.tui.stage import DECIDING, TOGETHER, app, opened, painted, press, preview, showing, table, table_of_two

PACK = Path(__file__).parents[2] / "scenarios"
LARGE, SMALL = (120, 40), (80, 24)

# -- the lock ----------------------------------------------------------------------------------------------------------


@pytest.mark.long
async def test_at_a_large_lock_both_see_whose_turn_it_is_what_is_asked_and_the_bridge(tmp_path):
    async with opened(table_of_two(tmp_path), LARGE) as pilot:
        await press(pilot, "space space")
        assert isinstance(pilot.app.screen.step, LockStep)
        shown = showing(pilot.app)
        assert all(words in shown for words in ("goes next", "Only 1 opens", "THE COMPANY", "THE DAYS SO FAR", "▄▄▄"))
        large = painted(pilot.app)
        await pilot.resize_terminal(*SMALL)
        await pilot.pause()
        assert "THE COMPANY" not in showing(pilot.app)
        await pilot.resize_terminal(*LARGE)
        await pilot.pause()
        assert painted(pilot.app) == large


@pytest.mark.long
async def test_a_large_lock_tells_nothing_of_what_the_first_of_the_two_has_answered(tmp_path):
    seen = []
    for number, answer in enumerate(("1 0 1 2 0 1 2 3 enter", "2 3 2 1 0 enter")):
        async with opened(table_of_two(tmp_path / str(number)), LARGE) as pilot:
            await press(pilot, f"{TOGETHER} space open {answer}")
            assert isinstance(pilot.app.screen.step, LockStep)
            assert pilot.app.screen.step.chair == "cto"
            strips = pilot.app.screen._compositor.render_strips()
            seen.append([[(part.text, part.style) for part in strip] for strip in strips])
    assert seen[0] == seen[1]


# -- the pause ---------------------------------------------------------------------------------------------------------


@pytest.mark.long
async def test_a_large_pause_shows_how_the_play_stands_around_its_menu(tmp_path):
    async with opened(table(tmp_path), LARGE) as pilot:
        await press(pilot, f"{DECIDING} escape down")
        page = pilot.app.screen
        shown = showing(pilot.app)
        stands = ("Where the play stands", "the simulated partner", "saved", "The company", "Between the two")
        assert all(words.casefold() in shown.casefold() for words in stands)
        await pilot.resize_terminal(*SMALL)
        await pilot.pause()
        assert "the simulated partner" not in showing(pilot.app)
        await pilot.resize_terminal(*LARGE)
        await pilot.pause()
        assert page.caret == 1
        await press(pilot, "f2")
        assert "CÔNG TY" in showing(pilot.app)


@pytest.mark.long
async def test_the_pause_of_two_shows_only_what_both_may_see(tmp_path):
    seen = []
    for number, answer in enumerate(("1 0 1 2 0 1 2 3 enter", "2 3 2 1 0 enter")):
        async with opened(table_of_two(tmp_path / str(number)), LARGE) as pilot:
            await press(pilot, f"{TOGETHER} space open {answer} escape")
            assert isinstance(pilot.app.screen, PairMenuPage)
            seen.append(painted(pilot.app))
    assert seen[0] == seen[1]


# -- settings ----------------------------------------------------------------------------------------------------------


@pytest.mark.long
async def test_large_settings_explain_every_value_and_show_the_theme_that_is_on(tmp_path):
    async with opened(app(tmp_path), LARGE) as pilot:
        await press(pilot, "6 down")
        shown = showing(pilot.app)
        for words in (
            "no dots: nothing tells",
            "no comment until you look back",
            "dark letters on a white page",
            "Games in",
        ):
            assert words in shown
        assert "THE THEMES SIDE BY SIDE" in shown
        before = painted_styles(pilot.app)
        await press(pilot, "right")
        assert pilot.app.theme == "light"
        assert "● Light" in showing(pilot.app)
        assert painted_styles(pilot.app) != before
        await pilot.resize_terminal(*SMALL)
        await pilot.pause()
        assert "no dots" not in showing(pilot.app)
        assert pilot.app.screen.caret == 1


def painted_styles(game):
    """The styles of the right half of the screen, line by line."""
    strips = game.screen._compositor.render_strips()
    return [[part.style for part in strip.crop(strip.cell_length // 2)] for strip in strips]


# -- help --------------------------------------------------------------------------------------------------------------


@pytest.mark.long
async def test_large_help_stands_in_columns_and_tells_before_a_scene_what_its_signs_mean(tmp_path):
    async with opened(app(tmp_path), LARGE) as pilot:
        await press(pilot, "f1")
        first = next(row for row in painted(pilot.app).split("\n") if "KEYS ON THIS PAGE" in row)
        assert "HOW IT GOES HERE" in first
        assert "KEYS IN A SCENE" in showing(pilot.app)
        assert "PgDn" not in showing(pilot.app)
        await pilot.resize_terminal(*SMALL)
        await pilot.pause()
        assert "KEYS IN A SCENE" not in showing(pilot.app)


@pytest.mark.long
async def test_large_help_of_a_play_shows_who_is_who_where_there_is_room(tmp_path):
    loaded = load_scenario(PACK / "the-third-candidate")
    async with opened(table(tmp_path, loaded=loaded), (160, 50)) as pilot:
        await press(pilot, "f1")
        rows = painted(pilot.app).split("\n")
        assert sum(row.count("▀" * 12) for row in rows) >= 36
        assert "KEYS IN A SCENE" not in showing(pilot.app)


# -- where a preview begins --------------------------------------------------------------------------------------------


@pytest.mark.long
async def test_a_large_list_of_scenes_shows_the_marked_one_with_what_its_options_do(tmp_path):
    async with opened(preview(tmp_path), LARGE) as pilot:
        await press(pilot, "f7")
        shown = showing(pilot.app)
        assert all(words in shown for words in ("pay_neither", "csat_service +2", "Hà decides alone.", "LEADS TO"))
        await press(pilot, "down")
        assert "pay_neither" not in showing(pilot.app)
        await press(pilot, "up up")
        assert "FIGURES AGAINST THE START OF THE CRISIS" in showing(pilot.app)
        await pilot.resize_terminal(*SMALL)
        await pilot.pause()
        assert "FIGURES AGAINST" not in showing(pilot.app)


@pytest.mark.long
async def test_large_assumptions_show_what_becomes_of_the_figures_and_of_what_is_on_offer(tmp_path):
    async with opened(preview(tmp_path), LARGE) as pilot:
        await press(pilot, "f7 3 enter down 7 1")
        row = next(row for row in painted(pilot.app).split("\n") if "Hà's trust in Dũng" in row)
        assert "71" in row
        assert "▴23" in row
        assert "WHAT AFTERNOON WOULD OFFER" in showing(pilot.app)


# -- the log -----------------------------------------------------------------------------------------------------------


@pytest.mark.long
async def test_a_large_log_has_scenes_at_the_left_and_what_moved_at_the_right(tmp_path):
    async with opened(table(tmp_path), LARGE) as pilot:
        await press(pilot, f"{DECIDING} l")
        rows = painted(pilot.app).split("\n")
        assert any(row.lstrip().startswith("Scene 1 of") and len(row.rstrip()) > 50 for row in rows)
        assert any("▴" in row[80:] or "▾" in row[80:] for row in rows)
        await pilot.resize_terminal(*SMALL)
        await pilot.pause()
        assert not any("▴" in row or "▾" in row for row in painted(pilot.app).split("\n"))
