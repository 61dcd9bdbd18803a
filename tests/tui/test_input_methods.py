"""Vietnamese input methods hold r, s, f, x and j back, and send a letter, a backspace and the accented letter."""

import pytest

from game.tui.actions import ACTIONS
from tests.tui.stage import SCREENS, opened, painted, press, settled, showing, table

COMMITS = {"commit", "confirm", "keep", "go_on", "choose", "lean", "answer", "change", "say", "pick", "back", "delete"}
UNIKEY = ("d", "backspace", "đ", "a", "backspace", "á", "r", "s", "f", "x", "j", "w", "backspace", "ư")


def test_no_commit_hangs_on_a_letter():
    for name in COMMITS:
        assert not [key for key in ACTIONS[name].keys.split(",") if len(key) == 1 and key.isalpha()]


PAGES = [screen for screen in SCREENS if screen.name in {"home", "decide", "reveal", "resolve", "consequence"}]


@pytest.mark.parametrize(
    "screen",
    [
        pytest.param(page, id=page.name, marks=() if page.name in {"home", "decide"} else pytest.mark.long)
        for page in PAGES
    ],
)
async def test_what_an_input_method_types_changes_nothing(tmp_path, screen):
    async with opened(screen.begin(tmp_path)) as pilot:
        await press(pilot, screen.keys)
        await settled(pilot)
        before = painted(pilot.app)
        await pilot.press(*UNIKEY)
        await pilot.pause()
        assert painted(pilot.app) == before


async def test_a_name_typed_through_unikey_is_found(tmp_path):
    async with opened(table(tmp_path, language="vi")) as pilot:
        await press(pilot, "ctrl+p")
        await pilot.press("m", "a", "u", "backspace", "backspace", "à", "u")
        await pilot.pause()
        assert "Màu: Tối" in showing(pilot.app)
