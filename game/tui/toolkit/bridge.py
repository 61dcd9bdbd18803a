"""The bridge between the two: how far each trusts the other, what was said, what is broken, and the tokens left.

Each half is as long as the trust that its chair has in the other; a fact that it told lays a plank at the end. The
middle holds the tokens with which the two can sit down together. Where there is no room for the picture, the same
stands in one line.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi
from typing import Final

from textual.content import Content

from game.engine.stocks import Chair
from game.tui.toolkit.canvas import Canvas
from game.tui.toolkit.content import join_contents, style_text

BRIDGE_HEIGHT: Final = 6
_DECK: Final = 3
"""The row of the deck; the cable hangs above it, the piers stand below."""
_DEEPEST: Final = 11
"""The dot row of the cable's lowest point."""
_PLANKS: Final = 25
"""A plank is this part of the whole span."""
_BROKEN: Final = "╳╳"


@dataclass(frozen=True)
class BridgeEnd:
    """One chair's half of the bridge.

    Attributes:
        chair: whose it is.
        name: who sits there.
        trust: its trust in the other, 0 to 100; where only fifths may be seen, those in points.
        start: the same as play began.
        figure: the trust as it is read, a number or fifths.
        planks: how many facts it has told.
        broken: whether it bears an open breach.
    """

    chair: Chair
    name: str
    trust: int
    start: int
    figure: str
    planks: int = 0
    broken: bool = False


@dataclass(frozen=True)
class BridgeState:
    """Both halves, and how many tokens are left of those at the start."""

    left: BridgeEnd
    right: BridgeEnd
    tokens: int
    tokens_most: int


def render_bridge(state: BridgeState, width: int, legend: Sequence[str] = ()) -> list[Content]:
    """Return the bridge as six rows: three of the cable, the deck, the piers, the water.

    Args:
        state: what to draw.
        width: the cells from pier to pier.
        legend: up to two lines over the middle, where the cable hangs low.
    """
    canvas = Canvas(width, BRIDGE_HEIGHT)
    for x, depth in enumerate(_measure_cable(width)):
        canvas.put_dot(x, depth, "$faint")
        canvas.put_dot(x, 4 * (BRIDGE_HEIGHT - 1) + 1 + round(cos(2 * pi * x / 18)), "$time")
    _draw_half(canvas, state.left, mirrored=False)
    _draw_half(canvas, state.right, mirrored=True)
    _draw_tokens(canvas, state)
    for row, text in enumerate(legend):
        length = style_text(text).cell_length
        canvas.put_text((width - length) // 2, row, text, "$quiet")
    return canvas.render_rows()


def has_room_for_legend(legend: Sequence[str], width: int) -> bool:
    """Tell whether the lines of a legend fit over the cable of a bridge so wide, each where the cable is lower."""
    depths = _measure_cable(width)
    rooms = [sum(depth >= 4 * (row + 1) for depth in depths) // 2 - 4 for row in range(len(legend))]
    return all(style_text(text).cell_length <= room for text, room in zip(legend, rooms, strict=True))


def _measure_cable(width: int) -> list[int]:
    """Return how deep the cable hangs, in dots, four a row, at each half cell of a bridge so wide."""
    hangs = (cos(pi * (x / (2 * width - 1) - 0.5)) for x in range(2 * width))
    return [round(_DEEPEST * hang**0.8) if hang > 0 else 0 for hang in hangs]


def _draw_half(canvas: Canvas, end: BridgeEnd, *, mirrored: bool) -> None:
    half = canvas.width // 2

    def put(x: int, y: int, text: str, style: str) -> None:
        canvas.put_text(canvas.width - x - len(text) if mirrored else x, y, text, style)

    deck, planks = _measure_half(end, canvas.width)
    put(0, _DECK, "▄" * deck, f"${end.chair}")
    put(deck, _DECK, "▄" * planks, "$gained")
    put(deck + planks, _DECK, "·" * (half - deck - planks), "$faint")
    for pier in range(half // 7, deck + planks, max(3, half // 4)):
        put(pier, _DECK + 1, "│", "$faint")
    put(0, _DECK + 1, "│", "$quiet")
    put(min(max(0, round(end.start * half / 100) - 1), half - 1), _DECK + 1, "┃", "$quiet")
    if end.broken:
        put(max(0, deck * 3 // 5 - 1), _DECK, _BROKEN, "bold $lost")


def _measure_half(end: BridgeEnd, span: int) -> tuple[int, int]:
    """Return the cells of a half's deck and of its planks."""
    half = span // 2
    deck = min(half, max(1, round(end.trust * half / 100)))
    return deck, min(half - deck, round(end.planks * span / _PLANKS))


def list_tokens(state: BridgeState) -> list[tuple[str, str]]:
    """Return the tokens, those spent last, each with its style."""
    spent = max(0, state.tokens_most - state.tokens)
    return [("◆", "bold $gained")] * state.tokens + [("◇", "$quiet")] * spent


def _draw_tokens(canvas: Canvas, state: BridgeState) -> None:
    tokens = list_tokens(state)
    start = canvas.width // 2 - len(tokens) + len(tokens) % 2
    for number, (sign, style) in enumerate(tokens):
        canvas.put_text(start + 2 * number, _DECK, sign, style)


def render_bridge_line(state: BridgeState, width: int) -> Content:
    """Return the bridge as one line: both names with their trust, and the deck between them."""
    left = join_contents(
        style_text(f"{state.left.name} {state.left.figure}", f"bold ${state.left.chair}"), style_text(" ")
    )
    right = join_contents(
        style_text(" "), style_text(f"{state.right.figure} {state.right.name}", f"bold ${state.right.chair}")
    )
    span = max(16, width - left.cell_length - right.cell_length)
    canvas = Canvas(span, _DECK + 2)
    _draw_half(canvas, state.left, mirrored=False)
    _draw_half(canvas, state.right, mirrored=True)
    _draw_tokens(canvas, state)
    return join_contents(left, canvas.render_rows()[_DECK], right)
