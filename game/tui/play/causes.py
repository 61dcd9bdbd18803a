"""Why a figure is where it is: what was done to it, and the chain of causes behind it, from the model."""

from collections.abc import Iterable, Iterator
from typing import ClassVar, Final

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget

from game.engine.causes import Cause
from game.engine.state import round_half_even
from game.engine.stocks import CHAIRS, STOCKS
from game.locales import N_, _, ngettext, vocabulary
from game.tui.actions import bind
from game.tui.play.steps.reader import ChairReader
from game.tui.toolkit.content import join_contents, style_text
from game.tui.toolkit.figures import render_difference
from game.tui.toolkit.help import ScrollingPage
from game.tui.toolkit.lines import Paragraph, StoryWidget
from game.tui.toolkit.page import Header

LINES: Final = 6
"""The most recent things done to a figure that are listed."""


class CausesPage(ScrollingPage):
    """One figure: its causes as a chain, and the latest lines of the ledger."""

    CSS_PATH = "../toolkit/help.tcss"
    BINDINGS = bind("back", "close", "up", "down", "scroll_up", "scroll_down")
    ABOUT: ClassVar[tuple[str, ...]] = (
        N_("The chain is computed from the model: what pulls the figure up or down now, and what is behind that."),
        N_("Numbers are points against the company as the crisis found it."),
    )

    def __init__(self, reader: ChairReader, stock: str) -> None:
        super().__init__()
        self.reader, self.stock = reader, stock

    def compose_body(self) -> Iterable[Widget]:
        """Yield the text."""
        yield Header()
        with VerticalScroll(id="help"):
            yield StoryWidget()

    def update_texts(self) -> None:
        """Show the chain and the ledger."""
        points = self.reader.session.state.round_to_points(self.stock)
        title = join_contents(
            style_text(self._render_stock_name(self.stock), "bold $ink"), style_text(f"   {points:,}", "$ink")
        )
        self.query_one(Header).show_titles(title, style_text(_("why it is there"), "$quiet"))
        shown = [*self._render_chain(), *self._render_ledger()]
        self.query_one(StoryWidget).show_paragraphs(
            shown or [Paragraph(style_text(_("Nothing has moved it yet."), "$quiet"))]
        )

    def _render_chain(self) -> Iterator[Paragraph]:
        causes = self.reader.session.trace_causes(self.stock)
        if causes:
            yield Paragraph(style_text(_("What pulls at it"), "bold $quiet"))
            yield from self._render_branch(causes, 0)

    def _render_branch(self, causes: tuple[Cause, ...], depth: int) -> Iterator[Paragraph]:
        for cause in causes:
            lead = join_contents(
                style_text("  " * depth + ("← " if depth else "")), _render_points(cause.points), style_text("  ")
            )
            yield Paragraph(style_text(self._render_stock_name(cause.driver), "$ink"), lead=lead, close=True)
            yield from self._render_branch(cause.causes, depth + 1)

    def _render_ledger(self) -> Iterator[Paragraph]:
        entries = [
            entry for entry in self.reader.session.list_ledger_entries(self.stock) if round_half_even(entry.points)
        ]
        if entries:
            yield Paragraph(style_text(_("What was done to it"), "bold $quiet"))
        for entry in entries[-LINES:][::-1]:
            scene = ngettext("scene {n}", "scene {n}", entry.scene)
            lead = join_contents(render_difference(self.stock, round_half_even(entry.points)), style_text("  "))
            yield Paragraph(
                join_contents(
                    style_text(self.reader.render_cause(entry.cause), "$ink"), style_text(f"  {scene}", "$quiet")
                ),
                lead=lead,
                close=True,
            )

    def _render_stock_name(self, stock: str) -> str:
        return (
            vocabulary.name_stock_of_person(stock, {chair: self.reader.render_name(chair) for chair in CHAIRS})
            if stock in STOCKS
            else stock
        )


def _render_points(points: float) -> Content:
    mark = "▴" if points > 0 else "▾"
    return style_text(f"{mark}{abs(points):.1f}".rjust(6), "$gained" if points > 0 else "$lost")
