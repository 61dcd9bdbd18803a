"""Contrast, measured on the cells that are painted; and no meaning that needs a colour."""

import pytest
from rich.color import Color
from textual.color import Color as Shade

from game.tui.themes import THEMES
from tests.tui.stage import EACH, opened, painted, press, settled, table

ORNAMENT = set(" █▉▊▋▌▍▎▏·▐▀▄▁▂▃▅▆▇╸╺━")
LEAST = {"dark": 4.5, "light": 4.5, "contrast": 7.0}


def ratio(one: Shade, two: Shade) -> float:
    """The contrast of WCAG 2."""
    light, dark = sorted((_luminance(one), _luminance(two)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Shade) -> float:
    parts = [value / 255 for value in colour.rgb]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _shade(colour: Color | None, fallback: str) -> Shade:
    return Shade.parse(fallback) if colour is None else Shade.from_rich_color(colour)


def weakest(app, theme) -> tuple[float, str]:
    """The lowest contrast among the painted cells that carry meaning, and what stands there."""
    found = []
    for strip in app.screen._compositor.render_strips():
        for segment in strip:
            if segment.style is None or not set(segment.text) - ORNAMENT:
                continue
            ink = _shade(segment.style.color, theme.foreground)
            ground = _shade(segment.style.bgcolor, theme.background)
            if segment.style.reverse:
                ink, ground = ground, ink
            found.append((ratio(ink, ground), segment.text))
    return min(found)


@pytest.mark.parametrize("screen", EACH)
async def test_every_painted_word_can_be_read_in_every_theme(tmp_path, screen):
    async with opened(screen.begin(tmp_path), (120, 40)) as pilot:
        await press(pilot, screen.keys)
        await settled(pilot)
        for theme in THEMES:
            pilot.app.theme = theme.name
            await pilot.pause()
            least, text = weakest(pilot.app, theme)
            assert least >= LEAST[theme.name], f"{theme.name} {least:.2f}: {text!r}"


@pytest.mark.long
async def test_without_colour_the_same_words_and_marks_stand_there(tmp_path, monkeypatch):
    keys = "1 enter enter 1 enter 2 enter"
    async with opened(table(tmp_path / "a")) as pilot:
        await press(pilot, keys)
        coloured = painted(pilot.app)
    monkeypatch.setenv("NO_COLOR", "1")
    async with opened(table(tmp_path / "b")) as pilot:
        await press(pilot, keys)
        assert painted(pilot.app) == coloured
        assert "▸ 2" in coloured


def test_gains_and_losses_differ_by_their_mark_not_only_by_their_colour():
    from game.tui.toolkit.figures import render_difference

    assert render_difference("sales", 3).plain == "▴3"
    assert render_difference("sales", -3).plain == "▾3"
    assert render_difference("sales", 0).plain == ""
    rising_debt, falling_debt = render_difference("debt", 3), render_difference("debt", -3)
    assert [span.style for span in (*rising_debt.spans, *falling_debt.spans)] == ["$lost", "$gained"]
