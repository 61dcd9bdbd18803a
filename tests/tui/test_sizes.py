"""Any terminal: below 80 by 24 a request for room, never a crash; at 80 by 24 everything has its place."""

import pytest

from game.tui.play.page import PlayPage
from tests.tui.stage import EACH, app, opened, painted, press, preview, settled, showing, table


@pytest.mark.long
@pytest.mark.parametrize("screen", EACH)
async def test_down_to_one_cell_and_back(tmp_path, screen):
    async with opened(screen.begin(tmp_path)) as pilot:
        await press(pilot, screen.keys)
        await settled(pilot)
        before = painted(pilot.app)
        for width, height in ((1, 1), (79, 24), (80, 23), (2, 40), (200, 3)):
            await pilot.resize_terminal(width, height)
            await press(pilot, "pagedown pageup")
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert (painted(pilot.app) == before) is not screen.alone


async def test_where_there_is_no_room_nothing_is_decided_and_leaving_works(tmp_path):
    async with opened(table(tmp_path), (60, 20)) as pilot:
        assert "The game needs 80 by 24 characters." in showing(pilot.app)
        assert "This terminal has 60 by 20." in showing(pilot.app)
        await press(pilot, "1 2 space tab a")
        assert not pilot.app.screen.session.records
        await pilot.press("ctrl+q")
        assert pilot.app._exit
        assert not pilot.app.wants_lines


@pytest.mark.long
@pytest.mark.parametrize("size", [(60, 20), (200, 3), (79, 24), (80, 23)])
async def test_where_there_is_no_room_enter_leaves_for_lines_with_the_game_open_and_nothing_decided(tmp_path, size):
    game = table(tmp_path)
    async with opened(game) as pilot:
        await press(pilot, "enter 1")
        await pilot.resize_terminal(*size)
        await pilot.pause()
        assert "Enter goes on line by line" in showing(game)
        await pilot.press("enter")
        assert game._exit
    assert game.wants_lines
    assert not game.game.is_closed
    assert not game.game.session.records
    game.game.close()


async def test_where_there_is_room_enter_stays_on_the_screen(tmp_path):
    async with opened(table(tmp_path)) as pilot:
        await press(pilot, "enter")
        assert not pilot.app._exit


@pytest.mark.long
async def test_home_without_room_offers_lines_and_a_page_that_has_no_lines_does_not(tmp_path):
    async with opened(app(tmp_path)) as pilot:
        await press(pilot, "end")
        await pilot.resize_terminal(40, 12)
        await pilot.pause()
        assert "Enter plays line by line." in showing(pilot.app)
    async with opened(preview(tmp_path / "preview"), (60, 20)) as pilot:
        assert "The game needs 80 by 24 characters." in showing(pilot.app)
        assert "line by line" not in showing(pilot.app)
        await press(pilot, "enter")
        assert not pilot.app._exit


@pytest.mark.long
@pytest.mark.parametrize("chair", ["ceo", "cto"])
@pytest.mark.parametrize("language", ["en", "vi"])
async def test_at_80_by_24_the_options_are_always_whole(tmp_path, chair, language):
    async with opened(table(tmp_path, chair, language=language)) as pilot:
        for _ in range(60):
            if not isinstance(pilot.app.screen, PlayPage):
                break
            page = pilot.app.screen.query_one("#page")
            assert page.max_scroll_y == 0
            for widget in page.children:
                if widget.display and widget.id != "story":
                    assert page.region.contains_region(widget.region), widget
            await press(pilot, "1 enter")


@pytest.mark.long
async def test_the_company_stands_beside_the_story_where_there_is_room(tmp_path):
    async with opened(table(tmp_path), (109, 34)) as pilot:
        assert not pilot.app.screen.query_one("CompanyPanel").display
        assert pilot.app.screen.query_one("CompanySummary").display
        await pilot.resize_terminal(110, 33)
        await pilot.pause()
        assert not pilot.app.screen.query_one("CompanyPanel").display
        await pilot.resize_terminal(110, 34)
        await pilot.pause()
        assert pilot.app.screen.query_one("CompanyPanel").display
        assert not pilot.app.screen.query_one("CompanySummary").display
        assert "THE COMPANY" in showing(pilot.app)


@pytest.mark.long
async def test_a_long_story_scrolls_and_says_so(tmp_path):
    async with opened(table(tmp_path)) as pilot:
        long = "A sentence that goes on. " * 200
        from game.tui.toolkit.content import style_text
        from game.tui.toolkit.lines import Paragraph

        step = pilot.app.screen.step
        whole = step.build_sheet

        def longer():
            from dataclasses import replace

            return replace(whole(), story=[Paragraph(style_text(long))])

        step.build_sheet = longer
        pilot.app.screen.update_texts()
        await pilot.pause()
        assert "PgDn more text" in showing(pilot.app)
        story = pilot.app.screen.query_one("#story")
        await press(pilot, "pagedown")
        assert story.scroll_y > 0
        assert "Pay neither" in showing(pilot.app)


@pytest.mark.long
@pytest.mark.parametrize("size", [(210, 40), (171, 60), (240, 70)])
async def test_a_page_on_a_huge_terminal_stands_in_its_middle_as_large_as_on_160_by_50(tmp_path, size):
    async with opened(table(tmp_path), size) as pilot:
        await press(pilot, "2")
        rows = painted(pilot.app).split("\n")
        filled = [(len(row) - len(row.lstrip()), len(row.rstrip())) for row in rows if row.strip()]
        left, right = min(start for start, _end in filled), size[0] - max(end for _start, end in filled)
        margin = (size[0] - 160) // 2
        assert margin <= left <= margin + 2
        assert margin <= right <= margin + 3
        above = next(number for number, row in enumerate(rows) if row.strip())
        assert above == (max(0, size[1] - 50) // 2 if size[1] > 54 else 0)
        assert "2" in painted(pilot.app)


@pytest.mark.long
async def test_up_to_170_by_54_a_page_takes_all_there_is(tmp_path):
    async with opened(table(tmp_path), (170, 54)) as pilot:
        rows = painted(pilot.app).split("\n")
        assert rows[0].strip()
        assert rows[-1].strip()
        assert max(len(row.rstrip()) for row in rows) >= 168
