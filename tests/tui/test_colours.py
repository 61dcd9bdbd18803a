"""Contrast, measured on the cells that are painted; and no meaning that needs a colour."""

import pytest
from rich.color import Color, ColorSystem
from textual.color import Color as Shade

from game.tui.themes import FEW_COLOURS, THEMES
from tests.tui.stage import EACH, app, opened, painted, press, settled, table

ORNAMENT = set(" █▉▊▋▌▍▎▏·▐▀▄▖▗▁▂▃▅▆▇╸╺━")
FAINT_ORNAMENT = set("─│") | {chr(sign) for sign in range(0x2800, 0x2900)}
"""Signs that may stand in the faint colour: lines, and dots of the pictures."""
LEAST = {"dark": 4.5, "light": 4.5, "contrast": 7.0}
SYSTEMS = {"24 bit": ColorSystem.TRUECOLOR, "256": ColorSystem.EIGHT_BIT, "16": ColorSystem.STANDARD}


def ratio(one: Shade, two: Shade) -> float:
    """The contrast of WCAG 2."""
    light, dark = sorted((_luminance(one), _luminance(two)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Shade) -> float:
    parts = [value / 255 for value in colour.rgb]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def shown_in(system: ColorSystem, colour: Color | None, fallback: str) -> Shade:
    """A colour as a terminal of this kind shows it."""
    wanted = Shade.parse(fallback).rich_color if colour is None else colour
    return Shade(*wanted.downgrade(system).get_truecolor())


def weakest(game, theme, system=ColorSystem.TRUECOLOR) -> tuple[float, str]:
    """The lowest contrast among the painted cells that carry meaning, and what stands there."""
    surfaces = {one.name: {one.variables[what] for what in ("paper", "slate", "caret")} for one in THEMES}
    sampled = set().union(*surfaces.values()) - surfaces[theme.name]  # settings show each theme on its own surface
    found = []
    faint = Shade.parse(theme.variables["faint"])
    for strip in game.screen._compositor.render_strips():
        for segment in strip:
            if segment.style is None or not set(segment.text) - ORNAMENT:
                continue
            is_faint = segment.style.color is not None and Shade.from_rich_color(segment.style.color) == faint
            if is_faint and not set(segment.text) - ORNAMENT - FAINT_ORNAMENT:
                continue
            if segment.style.bgcolor is not None and segment.style.bgcolor.name in sampled:
                continue
            ink = shown_in(system, segment.style.color, theme.foreground)
            ground = shown_in(system, segment.style.bgcolor, theme.background)
            if segment.style.reverse:
                ink, ground = ground, ink
            found.append((ratio(ink, ground), segment.text))
    return min(found)


@pytest.mark.long
@pytest.mark.parametrize("screen", EACH)
async def test_every_painted_word_can_be_read_in_every_theme(tmp_path, screen):
    async with opened(screen.begin(tmp_path), (120, 40)) as pilot:
        await press(pilot, screen.keys)
        await settled(pilot)
        for theme in THEMES:
            pilot.app.theme = theme.name
            await pilot.pause()
            for name, system in SYSTEMS.items():
                if name == "16" and theme.name not in FEW_COLOURS:
                    continue
                least, text = weakest(pilot.app, theme, system)
                wanted = 4.5 if name == "16" else LEAST[theme.name]
                assert least >= wanted, f"{theme.name}, {name} colours: {least:.2f}: {text!r}"


@pytest.mark.long
async def test_without_colour_the_same_words_and_marks_stand_there(tmp_path, monkeypatch):
    keys = "1 enter enter 1 enter enter 2 enter"
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


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_the_meanings_of_colours_stay_apart_however_many_colours_a_terminal_has(theme):
    meanings = ("ceo", "cto", "lost", "gained")
    for name, system in SYSTEMS.items():
        if name != "16" or theme.name in FEW_COLOURS:
            shown = {shown_in(system, None, theme.variables[what]) for what in (*meanings, "ink")}
            assert len(shown) == 5, name


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_a_surface_of_256_colours_is_no_hue_and_no_darker_than_the_page(theme):
    shades = [shown_in(ColorSystem.EIGHT_BIT, None, theme.variables[what]) for what in ("paper", "slate", "caret")]
    assert all(max(shade.rgb) - min(shade.rgb) == 0 for shade in shades)
    steps = [sum(shade.rgb) for shade in shades]
    assert steps in (sorted(steps), sorted(steps, reverse=True))


@pytest.mark.long
async def test_a_terminal_of_16_colours_is_offered_only_what_it_can_show(tmp_path, monkeypatch):
    begun = app(tmp_path, theme="light")
    monkeypatch.setattr(type(begun.console), "color_system", property(lambda _console: "standard"))
    begun = app(tmp_path, theme="light")
    async with opened(begun) as pilot:
        assert begun.theme == "dark"
        await press(pilot, "6 down")
        seen = set()
        for _ in range(3):
            await press(pilot, "right")
            seen.add(begun.theme)
        assert seen == {"dark", "contrast"}
