"""Cells to draw on, for the pictures among the widgets: text that is put down, and braille dots behind it."""

from collections.abc import Sequence
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


Course = tuple[Sequence[int], str]
"""Values, the oldest first, one at least, and the style of their line."""


def render_courses(courses: Sequence[Course], width: int, height: int, least_span: int = 8) -> list[Content]:
    """Return courses on one scale as rows of braille dots over the whole width; a later one lies over an earlier one.

    Between two values a line is straight.

    Args:
        courses: what to draw.
        width: the cells of a row.
        height: the rows.
        least_span: the points that the height stands for at least, so that a change of one does not look like a fall.
    """
    low, high = measure_span([value for course, _style in courses for value in course], least_span)
    canvas = Canvas(width, height)
    for course, style in courses:
        above: int | None = None
        for column in range(2 * width):
            row = round((high - _interpolate(course, column, 2 * width - 1)) / (high - low) * (4 * height - 1))
            first = row if above is None or height == 1 else above + (row > above) - (row < above)
            for dot in range(min(first, row), max(first, row) + 1):
                canvas.put_dot(column, dot, style)
            above = row
    return canvas.render_rows()


def measure_span(values: Sequence[int], least_span: int = 8) -> tuple[float, float]:
    """Return the lowest and the highest value that courses stand between, `least_span` points apart at least."""
    spare = max(0, least_span - (max(values) - min(values)))
    return min(values) - spare / 2, max(values) + spare / 2


def _interpolate(values: Sequence[int], column: int, last: int) -> float:
    """Return the value at a column, 0 to `last`, of a line through values at equal distances."""
    before, part = divmod(column * (len(values) - 1), last)
    after = values[min(before + 1, len(values) - 1)]
    return values[before] + (after - values[before]) * part / last


def render_sparkline(values: tuple[int, ...], cells: int, style: str, least_span: int = 8) -> Content:
    """Return values, oldest first, as one row of braille dots over the whole width; see `render_courses`."""
    return render_courses([(values, style)], cells, 1, least_span)[0]


_BLOCKS: Final = " ▁▂▃▄▅▆▇█"


def render_steps(values: Sequence[int], most: int, width: int, height: int, style: str) -> list[Content]:
    """Return values as a surface of blocks in eighths of a row, each as wide as the next.

    Args:
        values: from 0, oldest first.
        most: the value that is as high as the whole.
        width: the cells of a row.
        height: the rows.
        style: the style of the blocks.
    """
    eighths = [max(1, min(8 * height, round(value / most * 8 * height))) for value in values]
    columns = [eighths[min(len(values) - 1, cell * len(values) // width)] for cell in range(width)]
    return [
        style_text("".join(_BLOCKS[max(0, min(8, column - 8 * row))] for column in columns), style)
        for row in reversed(range(height))
    ]
