"""Figures at a glance, and a figure over the year as a chart.

A row has a name, a bar, a number, a word for it, and the change with a mark. Red is a loss and green a gain, whatever
the direction: strain that rises is a loss, and its mark points up.

The chart draws two lines week by week on braille dots: the year as played (solid) over the year as it was (dotted).
They differ by their pattern, and each is named at its end; colour only helps.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from textual.content import Content

from game.engine.stocks import WORSE_WHEN_HIGH
from game.locales import vocabulary
from game.locales.figures import DOLLARS, Money, format_number
from game.playthrough.visibility import Figure
from game.tui.toolkit.content import NOTHING, fit_to_width, join_contents, render_bar, style_text
from game.tui.toolkit.lines import LinesWidget

BAR: Final = 10
_NAME: Final = 14
_WORD: Final = 11
COUNTED: Final = frozenset({"customers", "cash"})
SCALE_CELLS: Final = 7
END_CELLS: Final = 20
"""Cells to the left of the plot for its scale, and to the right for what each line ends at."""
LEAST_SPAN: Final = 12
"""The points that the chart spans at least, so that a change of one does not look like a fall."""
DOTTED: Final = 6
"""The period of the dotted line, in dots; a third of it is drawn."""
SMOOTH: Final = 4
"""Weeks on either side over which a point of the curve is averaged."""
_BRAILLE: Final = 0x2800
_DOT: Final = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
"""The bit of each dot of a braille cell, by row and column."""


def render_change(figure: Figure, money: Money = DOLLARS) -> Content:
    """Return the change since the scene opened as a mark and a number; nothing if there is none."""
    return render_difference(figure.stock, figure.change, money)


def render_difference(stock: str, points: int, money: Money = DOLLARS) -> Content:
    """Return a change of a stock as a mark and a number, in the colour of gain or loss."""
    if points == 0:
        return NOTHING
    size = money.format_points(stock, abs(points))
    return style_text(f"{'▴' if points > 0 else '▾'}{size}", choose_change_style(stock, points))


def choose_change_style(stock: str, points: int) -> str:
    """Return the colour of a change: of a gain or of a loss."""
    return "$gained" if (points > 0) != (stock in WORSE_WHEN_HIGH) else "$lost"


def render_figure_row(
    figure: Figure,
    width: int,
    money: Money,
    *,
    shown: float | None = None,
    style: str = "$quiet",
    quiet: str = "$quiet",
) -> Content:
    """Return a figure as one line; `shown` is the value that the animation has reached."""
    value = figure.value if shown is None else round(shown)
    number = money.format_figure(figure.stock, value)
    label = fit_to_width(style_text(vocabulary.name_stock_in_row(figure.stock), "$ink"), _NAME)
    if figure.stock in COUNTED:
        gauge = style_text(number.rjust(BAR + 4), "$ink")
    else:
        gauge = join_contents(
            render_bar(figure.value if shown is None else shown, 100, BAR, style), style_text(number.rjust(4), "$ink")
        )
    word = fit_to_width(style_text(vocabulary.describe_band(figure.stock, figure.band), quiet), _WORD)
    row = join_contents(label, style_text(" "), gauge, style_text("  "), word)
    mark = render_change(figure, money)
    return fit_to_width(row, max(0, width - mark.cell_length)) + mark


@dataclass(frozen=True)
class ChartSeries:
    """A figure over the year: one value a week for each line, a label for each end, and how a value is written."""

    played: Sequence[int]
    as_it_was: Sequence[int]
    played_says: Content = NOTHING
    as_it_was_says: Content = NOTHING
    format_value: Callable[[float], str] = format_number


class Chart(LinesWidget):
    """Two lines over one year, and an axis with the names of the quarters."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 -- textual's name
        super().__init__(id=id)
        self.series = ChartSeries((0,), (0,))
        self.quarters: Sequence[str] = ()
        self.height = 6

    def show_series(self, series: ChartSeries, quarters: Sequence[str], height: int) -> None:
        """Show another figure; `height` in lines, without the axis."""
        self.series, self.quarters, self.height = series, quarters, height
        self.refresh_rows()

    def render_rows(self, width: int) -> list[Content]:
        """Return the plot with its scale, and the axis under it."""
        cells = max(8, width - SCALE_CELLS - END_CELLS)
        plot = _BraillePlot(self.series, cells, self.height)
        ends = plot.render_line_ends(self.series)
        rows = [
            join_contents(scale, style_text("│", "$quiet"), row, style_text(" "), fit_to_width(end, END_CELLS - 2))
            for scale, row, end in zip(plot.render_scale(), plot.render_rows(), ends, strict=True)
        ]
        return [*rows, *render_axis(self.quarters, cells)]


def render_axis(names: Sequence[str], cells: int) -> list[Content]:
    """Return the axis with a mark at the end of each quarter, and under it the names, right-aligned to the marks."""
    marks = [round((number + 1) * (cells - 1) / len(names)) for number in range(len(names))] if names else []
    line = "".join("┴" if cell in marks else "─" for cell in range(cells))
    under, at = NOTHING, 0
    for mark, name in zip(marks, names, strict=True):
        label = style_text(name, "$quiet")
        under += style_text(" " * max(0, mark + 1 - at - label.cell_length)) + label
        at = under.cell_length
    margin = style_text(" " * (SCALE_CELLS - 1))
    return [join_contents(margin, style_text("└" + line, "$quiet")), join_contents(margin, style_text(" "), under)]


class _BraillePlot:
    """The braille dots of two lines: which are set, and by which line."""

    def __init__(self, series: ChartSeries, cells: int, height: int) -> None:
        self.cells, self.height = cells, height
        self.format_value = series.format_value
        self.low, self.high = compute_bounds((*series.played, *series.as_it_was))
        self.played = self._compute_dots(series.played)
        self.was = {dot for dot in self._compute_dots(series.as_it_was, through=False) if dot[0] % DOTTED < DOTTED // 3}

    def _compute_row(self, value: float) -> int:
        """Return the dot's row, 0 at the top."""
        share = (value - self.low) / (self.high - self.low)
        return round((1 - share) * (self.height * 4 - 1))

    def _compute_dots(self, values: Sequence[float], *, through: bool = True) -> set[tuple[int, int]]:
        values, columns = smooth_values(values), self.cells * 2
        rows = [self._compute_row(_interpolate_value(values, column / (columns - 1))) for column in range(columns)]
        dots = set(enumerate(rows))
        for column in range(1, columns if through else 0):
            low, high = sorted(rows[column - 1 : column + 1])
            dots |= {(column, row) for row in range(low + 1, high)}
        return dots

    def render_rows(self) -> Iterator[Content]:
        """Yield the plot line by line."""
        for row in range(self.height):
            cells = [self._render_cell(column, row) for column in range(self.cells)]
            runs = groupby(cells, key=lambda cell: cell[1])
            yield join_contents(*(style_text("".join(mark for mark, _style in run), style) for style, run in runs))

    def _render_cell(self, column: int, row: int) -> tuple[str, str]:
        spots = [(2 * column + x, 4 * row + y, bit) for y, bits in enumerate(_DOT) for x, bit in enumerate(bits)]
        played = sum(bit for x, y, bit in spots if (x, y) in self.played)
        was = sum(bit for x, y, bit in spots if (x, y) in self.was)
        if played:
            return chr(_BRAILLE + played), "$ink"
        return (chr(_BRAILLE + was), "$quiet") if was else (" ", "")

    def render_scale(self) -> Iterator[Content]:
        """Yield the scale for each line: the highest value at the top, the lowest at the bottom."""
        for row in range(self.height):
            value = {0: self.high, self.height - 1: self.low}.get(row)
            text = "" if value is None else self.format_value(value)
            yield style_text(text.rjust(SCALE_CELLS - 1), "$quiet")

    def render_line_ends(self, series: ChartSeries) -> list[Content]:
        """Return the labels at the right, each at the height where its line ends, never both in one row."""
        at, was = self._compute_row(series.played[-1]) // 4, self._compute_row(series.as_it_was[-1]) // 4
        if at == was:
            below = series.as_it_was[-1] <= series.played[-1]
            was += 1 if (below and at < self.height - 1) or at == 0 else -1
        ends = [NOTHING] * self.height
        ends[at], ends[was] = series.played_says, series.as_it_was_says
        return ends


def smooth_values(values: Sequence[float]) -> list[float]:
    """Return rounded values as a smooth curve, averaged over a few weeks around each."""
    near = (values[max(0, week - SMOOTH) : week + SMOOTH + 1] for week in range(len(values)))
    return [sum(around) / len(around) for around in near]


def _interpolate_value(values: Sequence[float], share: float) -> float:
    place = share * (len(values) - 1)
    before = min(int(place), len(values) - 1)
    after = min(before + 1, len(values) - 1)
    return values[before] + (values[after] - values[before]) * (place - before)


def compute_bounds(values: Sequence[int]) -> tuple[int, int]:
    """Return the bounds of a scale that contains all values, rounded to steps that read well."""
    low, high = min(values), max(values)
    step = 1 if high - low <= LEAST_SPAN * 4 else 5 if high - low <= 100 else 50
    spare = max(0, LEAST_SPAN - (high - low))
    low, high = low - spare // 2, high + (spare + 1) // 2
    return low // step * step, -(-high // step) * step
