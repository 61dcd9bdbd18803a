"""The web of causes as a page shows it: nodes and threads, what the colours mean, and the open chain in sentences."""

from collections.abc import Mapping, Sequence
from typing import Final

from textual.content import Content

from game.engine.stocks import CHAIRS
from game.narration.cause_web import list_movers, name_chain_part, name_columns, name_mover, name_movers, name_node
from game.narration.company import FigureExplanation
from game.narration.voice import Voice
from game.playthrough.cause_web import CauseNode, CauseWeb, Mover
from game.tui.toolkit.content import NOTHING, join_contents, render_title, style_text, wrap_text
from game.tui.toolkit.figures import COUNTED, render_difference
from game.tui.toolkit.web import WebNode, WebState

WEB_SIZE: Final = (110, 34)
"""The columns and rows of a page from which the web is drawn."""
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
TOLD: Final = 7
"""The rows below the web: what the colours mean, and the open chain, as long as it usually is."""


def build_web_state(voice: Voice, web: CauseWeb, chain: Sequence[str]) -> WebState:
    """Return what is drawn of a web, with one chain of causes open."""
    return WebState(
        name_columns(),
        tuple(tuple(_build_node(voice, node) for node in column) for column in web.columns),
        web.threads,
        chain,
    )


def _build_node(voice: Voice, node: CauseNode) -> WebNode:
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
    )


def render_movers(voice: Voice) -> Content:
    """Return what the colours of the nodes stand for, in one line."""
    parts = [
        join_contents(style_text("▌", _STYLES[mover]), style_text(f"{name}{' ◆' if mover == 'both' else ''}", "$quiet"))
        for mover, name in list_movers(voice)
    ]
    return join_contents(style_text(name_movers() + "  ", "bold $quiet"), *parts, between="  ")


def render_open_chain(
    voice: Voice, told: FigureExplanation, stock: str, width: int, *, titled: bool = False
) -> list[Content]:
    """Return the figure whose chain is open, how it came to this in sentences, and what was done to it, `titled`."""
    head = join_contents(
        style_text(f"{told.value} ", "bold $ink"),
        render_difference(stock, told.change, voice.money),
        style_text(f" – {name_chain_part()}", "$quiet"),
    )
    sentences = [sentence for sentence in (told.told, told.moved) if sentence]
    rows = [render_title(told.name, width, head)]
    rows += wrap_text(style_text(" ".join(sentences) or told.untouched, "$ink"), width)
    rows += [style_text(told.entries_title, "bold $quiet")] if titled and told.entries else []
    return [*rows, *wrap_text(_render_entries(voice, told, stock), width)]


def _render_entries(voice: Voice, told: FigureExplanation, stock: str) -> Content:
    entries: Sequence[Content] = [
        join_contents(
            render_difference(stock, entry.points, voice.money),
            style_text(f" {entry.cause}", "$ink"),
            style_text(f" ({entry.when})", "$quiet"),
        )
        for entry in told.entries[:_ENTRIES]
    ]
    return join_contents(*entries, between="   ") if entries else NOTHING
