"""Figures as rows that show how far each has come from where it began.

A row has a name, a bar on both sides of a line that stands for the start, a number, the change with its sign, the
course from scene to scene, and a word. Right is always more; red is a loss and green a gain, so that strain which
rises stands at the right in red. A change shows by its side and its sign, never by its colour alone.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from textual.content import Content

from game.tui.toolkit.canvas import render_sparkline
from game.tui.toolkit.content import fit_to_width, join_contents, style_text
from game.tui.toolkit.figures import choose_change_style, render_difference

ARM: Final = 4
"""The cells of a bar on either side of the start."""
POINTS: Final = 2
"""The points that half a cell stands for, the same for every figure; a part of it counts in full."""
_SPARK: Final = 4
_CHANGE: Final = 4
_GAP: Final = 2


@dataclass(frozen=True)
class Trend:
    """A figure and its course.

    Attributes:
        stock: its id.
        name: what it is called.
        number: its value as text.
        change: by how many points it differs from where it began.
        course: its value at the end of each scene, the latest last.
        word: what the value means.
        counted: whether it counts something; such figures have no bar.
    """

    stock: str
    name: str
    number: str
    change: int
    course: tuple[int, ...]
    word: str
    counted: bool = False


def render_deviation(stock: str, points: float, arm: int = ARM) -> Content:
    """Return how far a stock is from its start as a bar of `2 * arm + 1` cells, an arrow where it is longer.

    Args:
        stock: the stock, which tells whether more is better.
        points: the distance from the start.
        arm: the cells on either side.
    """
    halves = -(-abs(round(points, 6)) // POINTS)
    longer, halves = halves > 2 * arm, int(min(halves, 2 * arm))
    whole, half = divmod(halves, 2)
    right = points > 0
    bar = "▄" * whole + ("▖" if right else "▗") * half
    bar = bar[:-1] + ("▸" if right else "◂") if longer else bar
    rest = style_text("·" * (arm - len(bar)), "$faint")
    style = choose_change_style(stock, 1 if right else -1)
    centre, empty = style_text("│", "$quiet"), style_text("·" * arm, "$faint")
    if right:
        return join_contents(empty, centre, style_text(bar, style), rest)
    return join_contents(rest, style_text(bar[::-1], style), centre, empty)


@dataclass(frozen=True)
class TrendColumns:
    """The widths of the columns that all rows of a table share."""

    name: int
    number: int
    word: int

    @property
    def course(self) -> int:
        """The cell at which the line of the start stands."""
        return self.name + 1 + ARM


def measure_columns(trends: Iterable[Trend], width: int) -> TrendColumns:
    """Return the columns of a table of trends; where it would be too wide, names are cut before words."""
    table = list(trends)
    name, number, word = (
        max((style_text(text).cell_length for text in texts), default=0)
        for texts in (
            [one.name for one in table],
            [one.number for one in table if not one.counted],
            [one.word for one in table],
        )
    )
    over = name + number + word + (1 + 2 * ARM + 1) + 1 + _CHANGE + _SPARK + 2 * _GAP - width
    return TrendColumns(max(4, name - max(0, over)), number, word)


def render_trend(trend: Trend, columns: TrendColumns, *, shown: float | None = None) -> Content:
    """Return a figure as one row; `shown` is the distance from the start that an animation has reached."""
    change = trend.change if shown is None else shown
    name = fit_to_width(style_text(trend.name, "$ink"), columns.name)
    number = style_text(trend.number, "bold $ink")
    room = 1 + 2 * ARM + 1 + 1 + columns.number
    if trend.counted:
        bar = style_text(" " * (room - number.cell_length)) + number
    else:
        bar = join_contents(
            style_text(" "),
            render_deviation(trend.stock, change),
            style_text(" " * (1 + columns.number - number.cell_length)),
            number,
        )
    return join_contents(
        name,
        bar,
        style_text(" "),
        fit_to_width(render_difference(trend.stock, trend.change), _CHANGE),
        style_text(" "),
        render_sparkline(trend.course, _SPARK, "$time"),
        style_text(" " * _GAP),
        style_text(trend.word, "$quiet"),
    )


def render_trend_table(trends: Sequence[Trend], width: int) -> list[Content]:
    """Return figures as rows with common columns."""
    columns = measure_columns(trends, width)
    return [render_trend(trend, columns) for trend in trends]
