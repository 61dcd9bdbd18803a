"""Figures at a glance: name, bar, number, a word, the change with a mark. Bars of one length, numbers right-aligned.

A red mark is a loss and a green one a gain, whatever the direction: strain that rises is lost, and its mark points up.
"""

from collections.abc import Sequence
from typing import Final

from textual.content import Content

from game.engine.stocks import WORSE_WHEN_HIGH
from game.locales import _, words
from game.playthrough.prompts import Figure
from game.tui.content import NOTHING, ink, join
from game.tui.typeset import bar, pad

BAR: Final = 10
_NAME: Final = 14
_WORD: Final = 11
COUNTED: Final = frozenset({"customers", "cash"})


def change(figure: Figure) -> Content:
    """Return the change since the scene opened as a mark and a number, nothing where there is none."""
    return difference(figure.stock, figure.change)


def difference(stock: str, points: int) -> Content:
    """Return a change of a stock as a mark and a number, in the colour of gain or loss."""
    if points == 0:
        return NOTHING
    better = (points > 0) != (stock in WORSE_WHEN_HIGH)
    mark = "▴" if points > 0 else "▾"
    return ink(f"{mark}{abs(points)}", "$gained" if better else "$lost")


def number(figure: Figure, value: float | None = None) -> str:
    """Return the number of a figure as it is written: cash in thousand dollars, the rest plain."""
    points = figure.value if value is None else round(value)
    return f"{points:,} k$" if figure.stock == "cash" else f"{points:,}"


def name(stock: str) -> str:
    """Return a stock's name under its heading, where the heading says half of it."""
    if stock == "csat_product":
        return _("With product")
    if stock == "csat_service":
        return _("With service")
    return words.short_stock(stock)


def figure_row(
    figure: Figure, width: int, shown: float | None = None, style: str = "$gauge", quiet: str = "$quiet"
) -> Content:
    """Return a figure as one line; `shown` is the value that bar and number have reached on their way."""
    value = figure.value if shown is None else shown
    label = pad(ink(name(figure.stock), "$ink"), _NAME)
    if figure.stock in COUNTED:
        gauge = ink(number(figure, value).rjust(BAR + 4), "$ink")
    else:
        gauge = join(bar(value, 100, BAR, style), ink(number(figure, value).rjust(4), "$ink"))
    word = pad(ink(words.band(figure.stock, figure.band), quiet), _WORD)
    row = join(label, ink(" "), gauge, ink("  "), word)
    mark = change(figure)
    return pad(row, max(0, width - mark.cell_length)) + mark


def by_name(figures: Sequence[Figure]) -> dict[str, Figure]:
    """Return figures by their stock."""
    return {figure.stock: figure for figure in figures}
