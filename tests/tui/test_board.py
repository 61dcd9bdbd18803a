"""The board on the pages of play: what everybody sees of the two, of the figures, of the days, and what nobody does."""

import re
from pathlib import Path

import pytest

from game.content.compiler import load_scenario
from game.narration.board import build_board, render_board
from game.narration.voice import Voice
from game.playthrough.session import Session
from game.playthrough.setup import Setup
from game.tui.play.page import PlayPage
from game.tui.play.private_steps import PrivateStep
from tests.marks import as_long
from tests.tui.ink import measure_ink, measure_void
from tests.tui.stage import DECIDING, TOGETHER, opened, painted, press, showing, table, table_of_two

PACK = Path(__file__).parents[2] / "scenarios"
LEAST_INK, LARGEST_VOID = 0.30, 330
"""The share of cells with a sign on a page of the pack at 120 by 40, and the cells of the largest rectangle without."""
EARLY, EARLY_INK, EARLY_VOID = 5, 0.28, 420
"""The first pages of a game, and what holds of them: little was said and done yet that could stand beside them."""


def board_rows(game) -> list[str]:
    """The rows of the board, from its first title on."""
    rows = painted(game).split("\n")
    first = next(number for number, row in enumerate(rows) if "─ BETWEEN THE TWO" in row)
    return rows[first:]


# -- on a large terminal -------------------------------------------------------------------------------------


@pytest.mark.long
async def test_the_board_stands_under_story_and_company_and_says_nothing_of_what_is_ahead(tmp_path):
    async with opened(table(tmp_path), (120, 40)) as pilot:
        await press(pilot, DECIDING)
        rows = board_rows(pilot.app)
        whole = "\n".join(rows)
        assert "THE DAYS SO FAR" in whole
        assert "you are here" in whole
        scenario = pilot.app.screen.session.scenario
        times = {pilot.app.screen.session.render_text(f"scenes.{scene}.at") for scene in scenario.scenes}
        played = {pilot.app.screen.session.render_text(f"scenes.{one.scene}.at") for one in played_scenes(pilot.app)}
        assert all(time in whole for time in played if time)
        assert not [time for time in times - played if time and time in whole]


def played_scenes(game):
    state = game.screen.session.state
    return [*state.past, state.now]


@pytest.mark.long
async def test_ones_own_trust_is_a_number_and_the_others_fifths(tmp_path):
    async with opened(table(tmp_path), (120, 40)) as pilot:
        await press(pilot, DECIDING)
        session = pilot.app.screen.session
        whole = "\n".join(board_rows(pilot.app))
        trust = session.build_view("ceo").trust.value
        assert re.search(rf"\w+ {trust} ▄", whole)
        assert re.search(r"▄ [1-5]/5 \w+", whole)


@pytest.mark.long
async def test_another_size_loses_nothing(tmp_path):
    async with opened(table(tmp_path), (120, 40)) as pilot:
        await press(pilot, f"{DECIDING} 2 space")
        large = painted(pilot.app)
        for size in ((80, 24), (160, 50), (120, 40)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert pilot.app.screen.step.caret == 1
            assert "▸ 2" in re.sub(" +", " ", painted(pilot.app))
        assert painted(pilot.app) == large


@pytest.mark.long
async def test_from_150_by_46_there_is_a_column_for_who_knows_what(tmp_path):
    async with opened(table(tmp_path), (150, 46)) as pilot:
        await press(pilot, DECIDING)
        assert "WHO KNOWS WHAT" in showing(pilot.app)
        await pilot.resize_terminal(149, 46)
        await pilot.pause()
        assert "WHO KNOWS WHAT" not in showing(pilot.app)


@pytest.mark.long
async def test_before_both_have_answered_the_board_shows_nothing_of_what_one_has(tmp_path):
    seen = []
    for number, answer in enumerate(("1 0 1 2 0 1 2 3 enter", "2 3 2 1 0 enter")):
        async with opened(table_of_two(tmp_path / str(number)), (120, 40)) as pilot:
            await press(pilot, f"{TOGETHER} space open {answer} open")
            assert isinstance(pilot.app.screen.step, PrivateStep)
            seen.append(board_rows(pilot.app))
    assert seen[0] == seen[1]


# -- on a small one ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["vi", *as_long("en")])
async def test_a_small_terminal_has_the_bridge_in_a_line_and_ten_figures_in_two(tmp_path, language):
    async with opened(table(tmp_path, language=language), (80, 24)) as pilot:
        rows = painted(pilot.app).split("\n")
        if language == "en":  # the Vietnamese page needs the line
            assert "◆ ◆" in next(row for row in rows if "▄▄" in row).replace("·", " ")
        figures = rows[-3:-1]
        assert [len(re.findall(r" \d+", row)) for row in figures] == [5, 5]
        assert not any("…" in row for row in figures)


# -- line by line --------------------------------------------------------------------------------------------


def test_each_thing_of_the_board_is_a_sentence_too():
    loaded = load_scenario(PACK / "launch-day-red")
    session = Session(loaded.scenario, loaded.texts, Setup({"ceo": "human", "cto": "partner"}, 3))
    voice = Voice.to_chair(session, "ceo")
    lines = list(render_board(build_board(voice, session, session.build_view("ceo"))))
    assert "Dũng, reserved." in lines
    assert any(line.startswith("- 09:07, you are here: ") for line in lines)


# -- how full a page is --------------------------------------------------------------------------------------


@pytest.mark.long
@pytest.mark.parametrize(
    ("crisis", "language", "chair"),
    [("launch-day-red", "en", "ceo"), ("the-third-candidate", "vi", "cto"), ("minh-xin-nghi", "vi", "ceo")],
)
async def test_no_page_of_a_game_is_mostly_empty(tmp_path, crisis, language, chair):
    loaded = load_scenario(PACK / crisis)
    game = table(tmp_path, chair, language=language, seed=3, mode="standard", loaded=loaded)
    async with opened(game, (120, 40)) as pilot:
        for number in range(60):
            if not isinstance(game.screen, PlayPage):
                break
            inked, void = measure_ink(game), measure_void(game)
            where = f"page {number}, {type(game.screen.step).__name__}"
            least, largest = (EARLY_INK, EARLY_VOID) if number < EARLY else (LEAST_INK, LARGEST_VOID)
            assert inked >= least, f"{where}: {inked:.3f}"
            assert void <= largest, f"{where}: {void}"
            await press(pilot, "1 enter" if game.screen.step.explain_missing() else "enter")
