"""Faces: a portrait of twelve by twelve letters as six rows of half blocks, the mood as its author drew it.

A person without a portrait has none here either; whoever lays out a page leaves the place to somebody else.
"""

from collections.abc import Sequence
from itertools import groupby
from typing import Final, Literal

from textual.content import Content

from game.engine.scenario import Portrait
from game.tui.themes import has_few_colours
from game.tui.toolkit.content import is_same_content, join_contents, style_text, wrap_text
from game.tui.toolkit.lines import LinesWidget

Mood = Literal["warm", "calm", "tense"]
FACE_WIDTH: Final = 12
FACE_HEIGHT: Final = 6

_COLOURS: Final = {
    "h": "#080808", "k": "#3a3a3a", "b": "#303030", "e": "#080808", "m": "#af5f5f",
    "g": "#8a8a8a", "l": "#d7d7ff", "t": "#ffffff", "w": "#eeeeee",
}  # fmt: skip
"""The letters that look the same in every face: hair, brow, eye, mouth, glasses and lens, jewel, collar."""
_TILES: Final = {"ceo": "#875f00", "cto": "#005f5f"}
_TILE: Final = "#3a3a3a"
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
    changed = portrait.moods.get(mood, {})
    rows = [changed.get(number, row) for number, row in enumerate(portrait.face)]
    colours = _COLOURS | dict(zip("cvsd", (*portrait.cloth, *portrait.skin), strict=True))
    colours["."] = _TILES.get(chair, _TILE)
    if few_colours:
        colours |= {**_FEW, "s": _FEW_SKIN, "d": _FEW_SKIN}
    return [_render_row(rows[y], rows[y + 1], colours) for y in range(0, 2 * FACE_HEIGHT, 2)]


def _render_row(upper: str, lower: str, colours: dict[str, str]) -> Content:
    cells = (f"{colours[above]} on {colours[below]}" for above, below in zip(upper, lower, strict=True))
    return join_contents(*(style_text("▀" * len(list(run)), style) for style, run in groupby(cells)))


class Face(LinesWidget):
    """A face with lines under it: a name, and how the person seems."""

    DEFAULT_CSS = "Face { width: 14; height: auto; }"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 -- textual's name
        super().__init__(id=id)
        self.portrait: Portrait | None = None
        self.mood: Mood = "calm"
        self.chair = ""
        self.caption: Sequence[Content] = ()

    def show_face(self, portrait: Portrait, mood: Mood, caption: Sequence[Content] = (), *, chair: str = "") -> None:
        """Show another face, or the same in another mood."""
        shown = (self.portrait, self.mood, self.chair)
        if shown != (portrait, mood, chair) or not is_same_content(self.caption, caption):
            self.portrait, self.mood, self.chair, self.caption = portrait, mood, chair, caption
            self.refresh_rows()

    def render_rows(self, width: int) -> list[Content]:
        """Return the face and the lines under it."""
        if self.portrait is None:
            return []
        few = has_few_colours(self.app.console.color_system)
        face = render_face(self.portrait, self.mood, chair=self.chair, few_colours=few)
        return [*face, *(line for text in self.caption for line in wrap_text(text, width))]
