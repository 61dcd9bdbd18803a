"""Figures as rows that show how far each has come from where it began.

A row has a name, a bar on both sides of a line that stands for the start, a number, the change with its sign, the
course from scene to scene, and a word. Right is always more; red is a loss and green a gain, so that strain which
rises stands at the right in red. A change shows by its side and its sign, never by its colour alone.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from textual.content import Content

from game.locales.figures import DOLLARS, Money
from game.tui.toolkit.canvas import render_sparkline
from game.tui.toolkit.content import fit_to_width, join_contents, style_text
from game.tui.toolkit.figures import choose_change_style, render_difference

ARM: Final = 4
"""The cells of a bar on either side of the start."""
POINTS: Final = 2
"""The points that half a cell stands for, the same for every figure; a part of it counts in full."""
_SPARK: Final = 4
_CHANGE: Final = 3


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
        money: how the game shows money.
    """

    stock: str
    name: str
    number: str
    change: int
    course: tuple[int, ...]
    word: str
    counted: bool = False
    money: Money = DOLLARS


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
    """The widths of the columns that all rows of a table share; the course is left out where there is no room."""

    name: int
    number: int
    change: int
    word: int
    course: bool


def measure_columns(trends: Iterable[Trend], width: int) -> TrendColumns:
    """Return the columns of a table of trends; where it would be too wide the course goes, then names are cut."""
    table = list(trends)
    name = _find_widest(one.name for one in table)
    number = _find_widest(one.number for one in table if not one.counted)
    word = _find_widest(one.word for one in table)
    change = max(_CHANGE, *(_render_change(one).cell_length for one in table if not one.counted))
    free = width - name - number - change - word - (2 * ARM + 1) - 4
    course = free >= _SPARK + 1
    return TrendColumns(name + min(0, free), number, change, word, course)


def _render_change(trend: Trend) -> Content:
    return render_difference(trend.stock, trend.change, trend.money)


def _find_widest(texts: Iterable[str]) -> int:
    return max((style_text(text).cell_length for text in texts), default=0)


def render_trends(trends: Iterable[Trend], width: int) -> list[Content]:
    """Return figures as rows of one table."""
    table = list(trends)
    columns = measure_columns(table, width)
    return [render_trend(trend, columns) for trend in table]


def render_trend(trend: Trend, columns: TrendColumns, *, shown: float | None = None) -> Content:
    """Return a figure as one row; `shown` is the distance from the start that an animation has reached."""
    number, change = style_text(trend.number, "bold $ink"), _render_change(trend)
    room = 2 * ARM + 1 + 1 + columns.number
    if trend.counted:
        longer = max(0, change.cell_length - columns.change)  # a change of money reaches into the place of the bar
        bar = style_text(" " * (room - longer - number.cell_length)) + number
    else:
        deviation = render_deviation(trend.stock, trend.change if shown is None else shown)
        bar = join_contents(deviation, style_text(" " * (room - 2 * ARM - 1 - number.cell_length)), number)
        longer = 0
    parts = [
        fit_to_width(style_text(trend.name, "$ink"), columns.name),
        bar,
        fit_to_width(change, columns.change + longer),
        *([render_sparkline(trend.course, _SPARK, "$time")] if columns.course else []),
        style_text(trend.word, "$quiet"),
    ]
    return join_contents(*parts, between=" ")
