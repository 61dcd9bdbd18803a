"""The ending: how it ended, the year after against the company as it was, words beside deeds."""

import re

import pytest

from game.content.compiler import load_scenario
from game.debrief.look_back import look_back
from game.locales import vocabulary
from game.narration.debrief.ending import list_year_figures
from game.narration.voice import Voice
from game.playthrough.saves import saved_game
from game.tui.toolkit.figures import (
    END_CELLS,
    SCALE_CELLS,
    Chart,
    ChartSeries,
    compute_bounds,
    render_axis,
    smooth_values,
)
from tests.marks import as_long
from tests.tui.ink import measure_ink, measure_void
from tests.tui.stage import BOTH, SCENARIOS, SIZES, app, opened, over, painted, press, settled, showing


def name(pilot) -> str:
    return type(pilot.app.screen).__name__


@pytest.mark.long
@pytest.mark.parametrize("language", BOTH)
@pytest.mark.parametrize("size", ["small", *as_long("large")])
def test_page(snap_compare, tmp_path, size, language):
    assert snap_compare(over(tmp_path, language=language), terminal_size=SIZES[size])


async def test_it_tells_the_ending_with_four_voices_and_leaves_for_home(tmp_path):
    game = over(tmp_path)
    session = game.game.session
    async with opened(game, (120, 40)) as pilot:
        assert name(pilot) == "EndingPage"
        seen = showing(game)
        assert session.render_text(f"endings.{session.state.ending}.title") in seen
        for quarter in session.epilogue.quarters:
            assert session.names[quarter.who] in seen
            assert session.render_text(quarter.path).split(".")[0][:12] in seen
        await press(pilot, "escape")
        assert name(pilot) == "HomePage"
        assert game.services.list_saves()[0].ending == session.state.ending


@pytest.mark.long
async def test_the_arrows_leaf_through_every_outcome_and_come_round(tmp_path):
    game = over(tmp_path)
    async with opened(game) as pilot:
        page = pilot.app.screen
        seen = []
        for _ in page.figures:
            stock = page.figures[page.shown]
            assert vocabulary.name_stock(stock) in showing(game)
            seen.append(stock)
            await press(pilot, "right")
        assert len(set(seen)) == 12
        assert page.figures[page.shown] == seen[0]
        await press(pilot, "left")
        assert page.figures[page.shown] == seen[-1]


@pytest.mark.long
async def test_the_first_figure_is_the_one_that_the_play_moved_most(tmp_path):
    game = over(tmp_path, bot="blame")
    async with opened(game) as pilot:
        year, page = game.game.session.epilogue, pilot.app.screen

        def apart(stock):
            played, was = year.list_stock_weeks(stock)
            scale = {"customers": 10, "cash": 20}.get(stock, 1)
            return abs(sum(played) - sum(was)) / scale

        assert apart(page.figures[0]) == max(map(apart, page.figures))


@pytest.mark.long
async def test_pledges_stand_beside_deeds(tmp_path):
    game = over(tmp_path)
    async with opened(game, (120, 40)) as pilot:
        seen = showing(game)
        for said in look_back(game.game.session).pledges:
            assert f"{game.game.session.names[said.chair]} would not sacrifice" in seen
            for deed in said.deeds:
                assert f"scene {deed.count}: " in seen
        assert pilot.app.screen.query_one("#ending").max_scroll_y == 0


@pytest.mark.long
async def test_on_a_small_screen_the_deeds_are_a_page_away(tmp_path):
    async with opened(over(tmp_path)) as pilot:
        assert "PgDn more text" in showing(pilot.app)
        await press(pilot, "pagedown pagedown")
        assert "Dũng would not sacrifice" in showing(pilot.app)
        assert "against it." in showing(pilot.app)


@pytest.mark.long
async def test_a_saved_game_that_is_over_opens_at_its_ending(tmp_path):
    game = over(tmp_path)
    game.game.save()
    game.game.close()
    async with opened(app(tmp_path)) as pilot:
        await press(pilot, "4 1")
        await settled(pilot)
        assert name(pilot) == "EndingPage"


@pytest.mark.long
async def test_nothing_is_lost_where_the_last_answer_was_not_on_disk_yet(tmp_path):
    game = over(tmp_path)
    answers = len(game.game.session.records)
    path = game.game.path
    async with opened(game) as pilot:
        await press(pilot, "escape")
    assert len(saved_game.load_session(path).records) == answers


def braille(rows: list[str], bit_rows: int = 4) -> set[tuple[int, int]]:
    """The dots that are set, by column and row."""
    bits = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
    return {
        (2 * x + dx, bit_rows * y + dy)
        for y, row in enumerate(rows)
        for x, cell in enumerate(row)
        if 0x2800 <= ord(cell) < 0x2900
        for dy, pair in enumerate(bits)
        for dx, bit in enumerate(pair)
        if ord(cell) - 0x2800 & bit
    }


def chart(played, was, height=6, width=SCALE_CELLS + 40 + END_CELLS):
    widget = Chart()
    widget.series, widget.quarters, widget.height = ChartSeries(played, was), ("a", "b", "c", "d"), height
    return [row.plain for row in widget.render_rows(width)]


def test_a_line_that_rises_is_drawn_through_from_its_lowest_dot_to_its_highest():
    rows = chart(list(range(20, 73)), [20] * 53)
    plot = [row[SCALE_CELLS : SCALE_CELLS + 40] for row in rows[:6]]
    dots = braille(plot)
    line = {x: min(y for a, y in dots if a == x) for x in range(80)}
    assert line[0] > line[40] > line[79]
    assert all(line[x] >= line[x + 1] for x in range(79))
    assert line[79] <= 2


def test_the_company_as_it_was_is_dotted_so_that_no_colour_is_needed():
    rows = chart([70] * 53, [30] * 53)
    dots = braille([row[SCALE_CELLS : SCALE_CELLS + 40] for row in rows[:6]])
    upper, lower = {x for x, y in dots if y < 12}, {x for x, y in dots if y >= 12}
    assert len(upper) == 80
    assert 20 <= len(lower) <= 40


def test_the_scale_holds_every_value_and_spans_enough_to_be_read():
    for values in ([50, 50, 50], [48, 61], [3, 97], [1180, 1420], [-40, 10]):
        low, high = compute_bounds(values)
        assert low <= min(values)
        assert high >= max(values)
        assert high - low >= 12


def test_the_curve_keeps_to_what_was_measured():
    values = [50, 50, 51, 51, 51, 52, 50, 49, 49, 49, 48]
    assert all(abs(drawn - real) <= 2 for drawn, real in zip(smooth_values(values), values, strict=True))
    assert smooth_values([40] * 53) == [40] * 53


def test_each_quarters_name_ends_at_its_mark():
    line, under = render_axis(("3 months", "half a year", "9 months", "a year"), 60)
    marks = [x for x, cell in enumerate(line.plain) if cell == "┴"]
    assert len(marks) == 4
    assert [
        under.plain.rindex(label) + len(label) - 1 for label in ("3 months", "half a year", "9 months", "a year")
    ] == marks


@pytest.mark.long
async def test_two_lines_that_end_at_one_height_keep_both_names(tmp_path):
    game = over(tmp_path)
    async with opened(game) as pilot:
        for _ in pilot.app.screen.figures:
            seen = painted(game)
            assert "as played" in seen
            assert "as it was" in seen
            await press(pilot, "right")


SHIPPED = SCENARIOS.parents[1] / "scenarios"
ENDED = [
    ("launch-day-red", "en"),
    *(pytest.param(*one, marks=pytest.mark.long) for one in (("launch-day-red", "vi"), ("the-third-candidate", "vi"))),
]


@pytest.mark.long
@pytest.mark.parametrize(("crisis", "language"), ENDED)
async def test_a_large_screen_shows_every_figure_of_the_year_and_everybody_who_speaks(tmp_path, crisis, language):
    game = over(tmp_path, language=language, loaded=load_scenario(SHIPPED / crisis), mode="standard")
    year = game.game.session.epilogue
    async with opened(game, (120, 40)) as pilot:
        seen = painted(game)
        for figure in list_year_figures(Voice.by_name(game.game.session), year):
            assert re.search(
                rf"{figure.name} +{re.escape(figure.money.format_points(figure.stock, figure.ends))}", seen
            )
        plots = [line for line in seen.splitlines() if sum(0x2800 < ord(cell) < 0x2900 for cell in line) > 40]
        assert len(plots) >= 4
        assert seen.count("▀" * 12) >= 6 * 4
        assert measure_ink(pilot.app) >= 0.34
        assert measure_void(pilot.app) <= 300
        assert not pilot.app.screen.query_one(Chart).display


@pytest.mark.long
async def test_the_arrows_show_one_figure_large_and_at_last_all_of_them_again(tmp_path):
    game = over(tmp_path)
    async with opened(game, (120, 40)) as pilot:
        page, whole = pilot.app.screen, painted(game)
        for stock in page.figures:
            await press(pilot, "right")
            assert page.query_one(Chart).display
            assert f"◂ {vocabulary.name_stock(stock)} ▸" in showing(game)
        await press(pilot, "right")
        assert painted(game) == whole
        await press(pilot, "left right")
        assert painted(game) == whole
        await pilot.resize_terminal(80, 24)
        await settled(pilot)
        assert f"◂ {vocabulary.name_stock(page.figures[0])} ▸" in showing(game)
