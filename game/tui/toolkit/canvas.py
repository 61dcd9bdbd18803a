"""Cells to draw on, for the pictures among the widgets: text that is put down, and braille dots behind it."""

from itertools import groupby
from typing import Final

from textual.content import Content

from game.tui.toolkit.content import join_contents, style_text

_BRAILLE: Final = 0x2800
_DOTS: Final = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
"""The bit of each dot of a braille cell, by row and column."""


class Canvas:
    """A rectangle of cells. What is put on a cell replaces what stood there; dots show where nothing else does."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        self._cells: dict[tuple[int, int], tuple[str, str]] = {}
        self._dots: dict[tuple[int, int], tuple[int, str]] = {}

    def put_text(self, x: int, y: int, text: str, style: str) -> None:
        """Put a text from a cell on to the right; every sign in it must be one cell wide."""
        for place, sign in enumerate(text, start=x):
            if 0 <= place < self.width and 0 <= y < self.height:
                self._cells[place, y] = (sign, style)

    def put_content(self, x: int, y: int, content: Content, ground: str) -> None:
        """Put a styled text from a cell on to the right, on a ground; every sign in it must be one cell wide."""
        styles = [""] * len(content.plain)
        for span in content.spans:
            styles[span.start : span.end] = [str(span.style)] * (span.end - span.start)
        for place, (sign, style) in enumerate(zip(content.plain, styles, strict=True)):
            self.put_text(x + place, y, sign, f"{style} on {ground}".strip())

    def put_dot(self, x: int, y: int, style: str) -> None:
        """Set a dot, of which a cell has two by four; the last style in a cell is that of all its dots."""
        cell = (x // 2, y // 4)
        self._dots[cell] = (self._dots.get(cell, (0, ""))[0] | _DOTS[y % 4][x % 2], style)

    def render_rows(self) -> list[Content]:
        """Return the cells line by line."""
        return [self._render_row(y) for y in range(self.height)]

    def _render_row(self, y: int) -> Content:
        runs = groupby((self._find_cell(x, y) for x in range(self.width)), key=lambda cell: cell[1])
        return join_contents(*(style_text("".join(sign for sign, _style in run), style) for style, run in runs))

    def _find_cell(self, x: int, y: int) -> tuple[str, str]:
        if (x, y) in self._cells:
            return self._cells[x, y]
        bits, style = self._dots.get((x, y), (0, ""))
        return (chr(_BRAILLE + bits), style) if bits else (" ", "")


def render_sparkline(values: tuple[int, ...], cells: int, style: str, least_span: int = 8) -> Content:
    """Return values, oldest first, as one row of braille dots over the whole width; arguments as for a curve."""
    return render_curve(values, cells, 1, style, least_span)[0]


def render_curve(values: tuple[int, ...], width: int, height: int, style: str, least_span: int = 8) -> list[Content]:
    """Return values, oldest first, as a curve of braille dots over the whole rectangle.

    Args:
        values: one at least; between two of them the line is straight.
        width: the columns of the rectangle.
        height: its rows.
        style: the style of the dots.
        least_span: the points that the height stands for at least, so that a change of one does not look like a fall.
    """
    low, high = measure_span(values, least_span)
    canvas, last, lowest = Canvas(width, height), 2 * width - 1, 4 * height - 1
    heights = []
    for column in range(2 * width):
        place, part = divmod(column * (len(values) - 1), last)
        after = values[min(place + 1, len(values) - 1)]
        value = values[place] + (after - values[place]) * part / last
        heights.append(round((high - value) / (high - low) * lowest))
    for column, (before, y) in enumerate(zip([heights[0], *heights], heights, strict=False)):
        for dot in (*range(min(before, y) + 1, max(before, y)), y):
            canvas.put_dot(column, dot, style)
    return canvas.render_rows()


def measure_span(values: tuple[int, ...], least_span: int = 8) -> tuple[float, float]:
    """Return the lowest and the highest value that a curve stands between, `least_span` points apart at least."""
    spare = max(0, least_span - (max(values) - min(values)))
    return min(values) - spare / 2, max(values) + spare / 2
