"""Faces: a portrait of twelve by twelve letters as six rows of half blocks, the mood as its author drew it.

Who has no portrait has no face: a page gives that place to somebody else.
"""

from itertools import groupby
from typing import Final

from textual.content import Content

from game.engine.scenario import Portrait
from game.playthrough.progress import Mood
from game.tui.toolkit.content import join_contents, style_text

FACE_WIDTH: Final = 12
FACE_HEIGHT: Final = 6
LARGE_FACE_WIDTH: Final = 24
LARGE_FACE_HEIGHT: Final = 12

_COLOURS: Final = {
    "h": "#080808", "k": "#3a3a3a", "b": "#303030", "e": "#080808", "m": "#af5f5f",
    "g": "#8a8a8a", "l": "#d7d7ff", "t": "#ffffff", "w": "#eeeeee",
}  # fmt: skip
"""The letters that look the same in every face: hair, brow, eye, mouth, glasses and lens, jewel, collar."""
_TILES: Final = {"ceo": "#875f00", "cto": "#005f5f"}
_TILE: Final = "#3a3a3a"
_GREY: Final = 0.55
"""How light a face is of which the colour is taken."""
_FEW: Final = {"h": "#000000", "k": "#000000", "b": "#000000", "e": "#000000"}
_FEW_SKIN: Final = "#aa5500"
"""In 16 colours two tones of skin fall to white and grey: one brown does for all."""


def render_face(portrait: Portrait, mood: Mood, *, chair: str = "", few_colours: bool = False) -> list[Content]:
    """Return a face as six rows of twelve cells.

    Args:
        portrait: the letters.
        mood: which rows to change; `calm` changes none.
        chair: whose tile it is, "" for somebody beside the two.
        few_colours: whether the terminal has 16 colours only.
    """
    rows, colours = _choose_colours(portrait, mood, chair, few_colours)
    return [_render_row(rows[y], rows[y + 1], colours) for y in range(0, 2 * FACE_HEIGHT, 2)]


def render_large_face(
    portrait: Portrait, mood: Mood, *, chair: str = "", few_colours: bool = False, grey: bool = False
) -> list[Content]:
    """Return a face at twice its size, twelve rows of 24 cells; `grey` is somebody who looks away."""
    rows, colours = _choose_colours(portrait, mood, chair, few_colours)
    colours = {letter: _turn_grey(colour) for letter, colour in colours.items()} if grey else colours
    wide = ("".join(letter * 2 for letter in row) for row in rows)
    return [_render_row(row, row, colours) for row in wide]


def _choose_colours(portrait: Portrait, mood: Mood, chair: str, few_colours: bool) -> tuple[list[str], dict[str, str]]:
    """Return the twelve rows of letters in a mood, and the colour of each letter."""
    changed = portrait.moods.get(mood, {})
    rows = [changed.get(number, row) for number, row in enumerate(portrait.face)]
    colours = _COLOURS | dict(zip("cvsd", (*portrait.cloth, *portrait.skin), strict=True))
    colours["."] = _TILES.get(chair, _TILE)
    if few_colours:
        colours |= {**_FEW, "s": _FEW_SKIN, "d": _FEW_SKIN}
    return rows, colours


def _turn_grey(colour: str) -> str:
    """Return the grey of a colour, darker than it is."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    light = round((0.3 * red + 0.59 * green + 0.11 * blue) * _GREY)
    return f"#{light:02x}{light:02x}{light:02x}"


def _render_row(upper: str, lower: str, colours: dict[str, str]) -> Content:
    cells = (f"{colours[above]} on {colours[below]}" for above, below in zip(upper, lower, strict=True))
    return join_contents(*(style_text("▀" * len(list(run)), style) for style, run in groupby(cells)))
