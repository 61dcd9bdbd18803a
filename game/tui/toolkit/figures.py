"""Figures at a glance: name, bar, number, a word, the change with a mark. Bars of one length, numbers right-aligned.

A red mark is a loss and a green one a gain, whatever the direction: strain that rises is lost, and its mark points up.
"""

from collections.abc import Sequence
from typing import Final

from textual.content import Content

from game.engine.stocks import WORSE_WHEN_HIGH
from game.locales import _, vocabulary
from game.playthrough.prompts import Figure
from game.tui.toolkit.content import NOTHING, join_contents, style_text
from game.tui.toolkit.typeset import fit_to_width, render_bar

BAR: Final = 10
_NAME: Final = 14
_WORD: Final = 11
COUNTED: Final = frozenset({"customers", "cash"})


def render_change(figure: Figure) -> Content:
    """Return the change since the scene opened as a mark and a number, nothing where there is none."""
    return render_difference(figure.stock, figure.change)


def render_difference(stock: str, points: int) -> Content:
    """Return a change of a stock as a mark and a number, in the colour of gain or loss."""
    if points == 0:
        return NOTHING
    better = (points > 0) != (stock in WORSE_WHEN_HIGH)
    mark = "▴" if points > 0 else "▾"
    return style_text(f"{mark}{abs(points)}", "$gained" if better else "$lost")


def format_number(figure: Figure, value: float | None = None) -> str:
    """Return the number of a figure as it is written: cash in thousand dollars, the rest plain."""
    points = figure.value if value is None else round(value)
    return f"{points:,} k$" if figure.stock == "cash" else f"{points:,}"


def render_stock_name(stock: str) -> str:
    """Return a stock's name under its heading, where the heading says half of it."""
    if stock == "csat_product":
        return _("With product")
    if stock == "csat_service":
        return _("With service")
    return vocabulary.name_stock_briefly(stock)


def render_figure_row(
    figure: Figure, width: int, shown: float | None = None, style: str = "$gauge", quiet: str = "$quiet"
) -> Content:
    """Return a figure as one line; `shown` is the value that bar and number have reached on their way."""
    value = figure.value if shown is None else shown
    label = fit_to_width(style_text(render_stock_name(figure.stock), "$ink"), _NAME)
    if figure.stock in COUNTED:
        gauge = style_text(format_number(figure, value).rjust(BAR + 4), "$ink")
    else:
        gauge = join_contents(
            render_bar(value, 100, BAR, style), style_text(format_number(figure, value).rjust(4), "$ink")
        )
    word = fit_to_width(style_text(vocabulary.describe_band(figure.stock, figure.band), quiet), _WORD)
    row = join_contents(label, style_text(" "), gauge, style_text("  "), word)
    mark = render_change(figure)
    return fit_to_width(row, max(0, width - mark.cell_length)) + mark


def index_figures(figures: Sequence[Figure]) -> dict[str, Figure]:
    """Return figures by their stock."""
    return {figure.stock: figure for figure in figures}
