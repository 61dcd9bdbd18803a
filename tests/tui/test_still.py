"""What is painted again at a key: what has changed, and nothing else."""

import pytest
from textual._styles_cache import StylesCache

from game.tui.themes import THEMES
from tests.tui.stage import opened, press, table


@pytest.mark.long
async def test_a_digit_paints_the_options_only(tmp_path, monkeypatch):
    painted = []
    original = StylesCache.render_widget

    def noting(self, widget, crop):
        painted.append(type(widget).__name__)
        return original(self, widget, crop)

    for size in ((80, 24), (120, 40)):
        async with opened(table(tmp_path / str(size[0])), size) as pilot:
            await press(pilot, "1 2")
            monkeypatch.setattr(StylesCache, "render_widget", noting)
            painted.clear()
            await press(pilot, "1")
            monkeypatch.setattr(StylesCache, "render_widget", original)
        assert set(painted) == {"Choices"}


@pytest.mark.long
async def test_what_is_kept_is_what_would_be_painted_anew(tmp_path):
    def paint():
        return [list(strip) for strip in game.screen._compositor.render_strips()]

    game = table(tmp_path)
    async with opened(game, (120, 40)) as pilot:
        for keys in ("1", "1 9", "down", "enter enter", "f1", "escape", "f2", "enter", "theme", "size"):
            if keys == "theme":
                game.theme = next(theme.name for theme in THEMES if theme.name != game.theme)
                await pilot.pause()
            elif keys == "size":
                await pilot.resize_terminal(100, 30)
            else:
                await press(pilot, keys)
            kept = paint()
            for widget in game.screen.walk_children(with_self=True):
                widget._set_dirty()
            assert paint() == kept, keys
