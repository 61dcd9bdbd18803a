"""The web of causes as a page shows it: nodes and threads, what the colours mean, and the open chain in sentences."""

from collections.abc import Mapping, Sequence
from typing import Final

from textual.content import Content

from game.engine.stocks import CHAIRS
from game.locales.figures import Money
from game.narration.cause_web import (
    describe_node,
    list_movers,
    name_chain_part,
    name_columns,
    name_mover,
    name_movers,
    name_node,
)
from game.narration.company import FigureExplanation
from game.narration.voice import Voice
from game.playthrough.cause_web import CauseNode, CauseWeb, Mover
from game.playthrough.hindsight import Hindsight
from game.playthrough.session import Session
from game.tui.toolkit.canvas import measure_span, render_courses
from game.tui.toolkit.content import NOTHING, join_contents, render_title, style_text, wrap_hanging, wrap_text
from game.tui.toolkit.figures import COUNTED, render_difference
from game.tui.toolkit.web import WebNode, WebState

LEAST_WEB: Final = 22
"""The rows that the web takes at the least: ten nodes below each other, and their title."""
_STYLES: Final[Mapping[Mover, str]] = {
    "ceo": "$ceo",
    "cto": "$cto",
    "both": "$gained",
    "time": "$time",
    "nobody": "$quiet",
}
_ENTRIES: Final = 4
_CURVE: Final = 7
"""The rows of a course."""
TOLD: Final = 8
"""The rows below the web: what the colours mean, and the open chain, as long as it usually is."""


def build_web_state(
    voice: Voice, session: Session, web: CauseWeb, chain: Sequence[str], then: Hindsight | None = None
) -> WebState:
    """Return what is drawn of a web as it stands, or stood `then`, with one chain of causes open."""
    return WebState(
        name_columns(),
        tuple(
            tuple(_build_node(voice, node, describe_node(voice, session, web, node, then)) for node in column)
            for column in web.columns
        ),
        web.threads,
        chain,
    )


def _build_node(voice: Voice, node: CauseNode, why: str) -> WebNode:
    money = voice.money
    return WebNode(
        id=node.stock,
        name=name_node(voice, node),
        number="" if node.value is None else money.format_points(node.stock, node.value),
        change=node.change,
        moved=render_difference(node.stock, node.change, money),
        style=_STYLES[node.mover],
        mover="◆" if node.mover == "both" else name_mover(voice, node.mover) if node.mover in CHAIRS else "",
        barred=node.stock not in COUNTED,
        why=why,
    )


def render_movers(voice: Voice) -> Content:
    """Return what the colours of the nodes stand for, in one line."""
    parts = [
        join_contents(style_text("▌", _STYLES[mover]), style_text(f"{name}{' ◆' if mover == 'both' else ''}", "$quiet"))
        for mover, name in list_movers(voice)
    ]
    return join_contents(style_text(name_movers() + "  ", "bold $quiet"), *parts, between="  ")


def render_chain_title(voice: Voice, told: FigureExplanation, stock: str, width: int) -> Content:
    """Return the title over what is told of a figure: its name, how it stands, by how much it has moved."""
    head = join_contents(
        style_text(f"{told.value} ", "bold $ink"),
        render_difference(stock, told.change, voice.money),
        style_text(f" – {name_chain_part()}", "$quiet"),
    )
    return render_title(told.name, width, head)


def render_open_chain(voice: Voice, told: FigureExplanation, stock: str, width: int) -> list[Content]:
    """Return the figure whose chain is open, how it came to this in sentences, and what was done to it."""
    sentences = [sentence for sentence in (told.told, told.moved) if sentence]
    links = [sentence for sentence in (told.depends, told.feeds) if sentence]
    rows = [render_chain_title(voice, told, stock, width)]
    rows += wrap_text(style_text(" ".join(sentences) or told.untouched, "$ink"), width)
    rows += wrap_text(join_contents(*_list_entries(voice, told, stock, _ENTRIES), between="   "), width)
    return [*rows, *wrap_text(style_text(" ".join(links), "$quiet"), width)]


def render_reasons(voice: Voice, told: FigureExplanation, stock: str, width: int) -> list[Content]:
    """Return why a figure is where it is, below each other: sentences, what was done to it, what it depends on."""
    sentences = " ".join(sentence for sentence in (told.told, told.moved) if sentence)
    rows = [*wrap_text(style_text(sentences or told.untouched, "$ink"), width)]
    if told.entries:
        rows += [NOTHING, style_text(told.entries_title, "bold $quiet")]
        for entry in _list_entries(voice, told, stock, len(told.entries)):
            rows += wrap_hanging(NOTHING, entry, width)
    links = [row for line in (told.depends, told.feeds) if line for row in wrap_text(style_text(line, "$quiet"), width)]
    return [*rows, NOTHING, *links] if links else rows


def _list_entries(voice: Voice, told: FigureExplanation, stock: str, most: int) -> Sequence[Content]:
    return [
        join_contents(
            render_difference(stock, entry.points, voice.money),
            style_text(f" {entry.cause}", "$ink"),
            style_text(f" ({entry.when})", "$quiet"),
        )
        for entry in told.entries[:most]
    ]


def render_course(
    course: tuple[int, ...], times: Sequence[str], width: int, money: Money, stock: str, *, height: int = _CURVE
) -> list[Content]:
    """Return a figure's course from scene to scene as a curve, between the numbers of its height and the scenes' times.

    Args:
        course: its value as each scene opened, and now.
        times: when the scenes were, as far as they were played.
        width: the cells.
        money: how money is shown.
        stock: the figure.
        height: the rows of the curve.
    """
    low, high = measure_span(course)
    numbers = [money.format_points(stock, round(high)), money.format_points(stock, round(low))]
    scale = max(map(len, numbers)) + 1
    curve = render_courses([(course, "$time")], width - scale - 1, height)
    labels = [numbers[0], *[""] * (height - 2), numbers[1]]
    axis = style_text("│", "$quiet")
    rows = [
        join_contents(style_text(label.rjust(scale - 1) + " ", "$quiet"), axis, row)
        for label, row in zip(labels, curve, strict=True)
    ]
    values = [money.format_points(stock, value) for value in course]
    places = [1 + number * (width - scale - 2) // max(1, len(course) - 1) for number in range(len(course))]
    below = [
        "└" + "".join("┴" if cell in places else "─" for cell in range(1, width - scale)),
        _put_at_places(times, places, width - scale),
        _put_at_places(values, places, width - scale),
    ]
    return [*rows, *(style_text(" " * scale + line, "$quiet") for line in below)]


def _put_at_places(texts: Sequence[str], places: Sequence[int], width: int) -> str:
    """Return a line with each text at its place, moved in where it would leave the line, as far as there is room."""
    line = ""
    for text, place in zip(texts, places, strict=False):
        start = min(place, width - len(text))
        if start >= len(line) + bool(line):
            line = line.ljust(start) + text
    return line
