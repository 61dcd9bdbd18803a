"""A web of nodes in columns: a name and a number over a bar, why and whose doing it is; threads in braille between.

A column too crowded for that has nodes of two lines, without the why. Threads run behind the nodes from the right of
one to the left of another. Those of the chain that is open are drawn last and in the ink, so that one follows them with
the eye; its nodes lie on a lighter ground.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from textual.content import Content

from game.tui.toolkit.canvas import Canvas
from game.tui.toolkit.content import NOTHING, align_ends, fit_to_width, join_contents, style_text
from game.tui.toolkit.deviation import ARM, render_deviation

_HEIGHTS: Final = (3, 2)
"""The lines of a node, the roomier first."""
_WIDEST: Final = 28
_NARROWEST: Final = 5
"""Cells between two columns at the least."""
_NUMBER: Final = 4
_EDGE: Final = 2


@dataclass(frozen=True)
class WebNode:
    """A node: what it is called, its number, by how much it moved, whose doing that is.

    Attributes:
        id: its id.
        name: what it is called.
        number: its value as text; "" where it has none.
        change: by how many points it moved.
        moved: the same as it is read.
        style: the style of whoever moved it.
        mover: who that was; its first letter stands for it where there is no room.
        barred: whether its move is shown as a bar.
        why: what moved it, in a few words.
    """

    id: str
    name: str
    number: str = ""
    change: int = 0
    moved: Content = NOTHING
    style: str = "$quiet"
    mover: str = ""
    barred: bool = True
    why: str = ""


@dataclass(frozen=True)
class WebState:
    """What to draw: titled columns of nodes, threads (from, to), and the chain that is open, from its end backwards."""

    titles: Sequence[str]
    columns: Sequence[Sequence[WebNode]]
    threads: Sequence[tuple[str, str]]
    chain: Sequence[str]


@dataclass(frozen=True)
class _Place:
    """Where a node stands: its column, its left and right cells, its first row, and how many it has."""

    column: int
    left: int
    right: int
    row: int
    height: int


def render_web(state: WebState, width: int, height: int) -> list[Content]:
    """Return the web as `height` rows of `width` cells; a title row, then the nodes spread over the rest."""
    places = _place_nodes(state, width, height)
    canvas = Canvas(width, height)
    styles = {node.id: node.style for column in state.columns for node in column if node.change}
    for source, target in state.threads:
        _draw_thread(canvas, places[source], places[target], styles.get(source, "$quiet"))
    for target, source in zip(state.chain, state.chain[1:], strict=False):
        _draw_thread(canvas, places[source], places[target], "$ink")
        _draw_arrow(canvas, places[source], places[target])
    for title, column in zip(state.titles, state.columns, strict=True):
        if column:
            canvas.put_text(places[column[0].id].left, 0, title.upper(), "bold $quiet")
    for column in state.columns:
        for node in column:
            _draw_node(canvas, node, places[node.id], state.chain)
    return canvas.render_rows()


def _place_nodes(state: WebState, width: int, height: int) -> Mapping[str, _Place]:
    columns = len(state.columns)
    each = min(_WIDEST, (width - (columns - 1) * _NARROWEST) // columns)
    gap = (width - columns * each) // max(1, columns - 1)
    places: dict[str, _Place] = {}
    for number, column in enumerate(state.columns):
        left = number * (each + gap)
        room = (height - 1) // max(1, len(column))
        lines = next((lines for lines in _HEIGHTS if lines < room), _HEIGHTS[-1])
        step = max(lines, room)
        spare = (height - 1 - step * (len(column) - 1) - lines) // 2
        for place, node in enumerate(column):
            places[node.id] = _Place(number, left, left + each, 1 + max(0, spare) + place * step, lines)
    return places


def _draw_node(canvas: Canvas, node: WebNode, place: _Place, chain: Sequence[str]) -> None:
    here, marked = node.id in chain, next(iter(chain), "") == node.id
    ground, width = "$caret" if here else "$slate", place.right - place.left
    name = style_text(node.name, "bold $ink" if here else "$ink")
    number = style_text(node.number, "bold $ink" if here else "$ink")
    render = _render_node if place.height > _HEIGHTS[-1] else _render_low_node
    rows = render(node, name, number, width - _EDGE)
    for line, row in enumerate(rows):
        edge = style_text("▸ " if marked and not line else "▌ ", f"bold {node.style}")
        canvas.put_content(place.left, place.row + line, fit_to_width(join_contents(edge, row), width), ground)


def _render_node(node: WebNode, name: Content, number: Content, width: int) -> list[Content]:
    """Return the three lines of a node: name and number, a bar as wide as it, why and whose doing.

    The number stands at the end of a shorter bar where the name needs its place.
    """
    figure = join_contents(number, style_text(" "), node.moved) if node.moved else number
    fits = name.cell_length + figure.cell_length < width
    room = width if fits else width - figure.cell_length - 1
    bar = render_deviation(node.id, node.change, (room - 1) // 2) if node.barred and node.number else NOTHING
    upper = [align_ends(name, figure, width), bar] if fits else [name, align_ends(bar, figure, width)]
    mover = style_text(node.mover, f"bold {node.style}")
    why = fit_to_width(style_text(node.why, "$quiet"), width - mover.cell_length - 1)
    return [*upper, align_ends(why, mover, width)]


def _render_low_node(node: WebNode, name: Content, number: Content, width: int) -> list[Content]:
    """Return the two lines of a node: its name; a bar, its number, and whose doing it is."""
    barred = node.barred and node.number
    bar = render_deviation(node.id, node.change, ARM) if barred else style_text(" " * (2 * ARM + 1))
    lead = join_contents(bar, style_text(" " * (_NUMBER - number.cell_length)), number, style_text(" "), node.moved)
    whole = style_text(node.mover, f"bold {node.style}")
    mover = whole if lead.cell_length + whole.cell_length < width else whole[:1]
    return [name, join_contents(fit_to_width(lead, max(0, width - mover.cell_length)), mover)]


def _draw_thread(canvas: Canvas, source: _Place, target: _Place, style: str) -> None:
    """Draw a curve from the side of one node to the nearer side of another, a bow where they stand below each other."""
    start, end = 4 * source.row + 4, 4 * target.row + 4
    if source.column == target.column:
        _draw_bow(canvas, source, start, end, style)
        return
    forward = source.column < target.column
    left, right = (2 * source.right, 2 * target.left - 1) if forward else (2 * source.left - 1, 2 * target.right)
    steps = max(1, abs(right - left))
    before = start
    for step in range(steps + 1):
        share = step / steps
        y = round(start + (end - start) * share * share * (3 - 2 * share))
        x = left + (step if forward else -step)
        for between in range(min(before, y), max(before, y) + 1) if abs(y - before) > 1 else (y,):
            canvas.put_dot(x, between, style)
        before = y


def _draw_bow(canvas: Canvas, place: _Place, start: int, end: int, style: str) -> None:
    """Draw a bow beside a column: at its right, at its left where it is the last."""
    outward = 1 if 2 * place.right + 4 < 2 * canvas.width else -1
    foot = 2 * place.right if outward > 0 else 2 * place.left - 1
    for y in range(min(start, end), max(start, end) + 1):
        at_end = y in (start, end)
        for reach in range(4) if at_end else (3,):
            canvas.put_dot(foot + outward * reach, y, style)


def _draw_arrow(canvas: Canvas, source: _Place, target: _Place) -> None:
    """Draw the head of an arrow where a thread of the open chain arrives."""
    if source.column < target.column:
        canvas.put_text(target.left - 1, target.row + 1, "▸", "bold $ink")
    elif source.column > target.column:
        canvas.put_text(target.right, target.row + 1, "◂", "bold $ink")
