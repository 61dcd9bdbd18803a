"""Why a figure is where it is: what was done to it, and the chain of causes behind it, from the model."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, ClassVar, Final

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget

from game.engine.state import round_half_even
from game.engine.stocks import CHAIRS, STOCKS
from game.locales import N_, _, ngettext, words
from game.tui.actions import bind
from game.tui.content import ink, join
from game.tui.screens.help import Scrolling
from game.tui.steps.reader import Reader
from game.tui.widgets.figures import difference
from game.tui.widgets.header import Header
from game.tui.widgets.story import Paragraph, Story

if TYPE_CHECKING:
    from game.engine.causes import Cause

LINES: Final = 6
"""The most recent things done to a figure that are listed."""


class Causes(Scrolling):
    """One figure: its causes as a chain, and the latest lines of the ledger."""

    CSS_PATH = "help.tcss"
    BINDINGS = bind("back", "close", "up", "down", "scroll_up", "scroll_down")
    ABOUT: ClassVar[tuple[str, ...]] = (
        N_("The chain is computed from the model: what pulls the figure up or down now, and what is behind that."),
        N_("Numbers are points against the company as the crisis found it."),
    )

    def __init__(self, reader: Reader, stock: str) -> None:
        super().__init__()
        self.reader, self.stock = reader, stock

    def body(self) -> Iterable[Widget]:
        """Yield the text."""
        yield Header()
        with VerticalScroll(id="help"):
            yield Story()

    def fill(self) -> None:
        """Show the chain and the ledger."""
        points = self.reader.session.state.points(self.stock)
        title = join(ink(self._called(self.stock), "bold $ink"), ink(f"   {points:,}", "$ink"))
        self.query_one(Header).show(title, ink(_("why it is there"), "$quiet"))
        shown = [*self._chain(), *self._ledger()]
        self.query_one(Story).show(shown or [Paragraph(ink(_("Nothing has moved it yet."), "$quiet"))])

    def _chain(self) -> Iterator[Paragraph]:
        causes = self.reader.session.causes(self.stock)
        if causes:
            yield Paragraph(ink(_("What pulls at it"), "bold $quiet"))
            yield from self._branch(causes, 0)

    def _branch(self, causes: "tuple[Cause, ...]", depth: int) -> Iterator[Paragraph]:
        for cause in causes:
            lead = join(ink("  " * depth + ("← " if depth else "")), _points(cause.points), ink("  "))
            yield Paragraph(ink(self._called(cause.driver), "$ink"), lead=lead, close=True)
            yield from self._branch(cause.causes, depth + 1)

    def _ledger(self) -> Iterator[Paragraph]:
        entries = [entry for entry in self.reader.session.ledger(self.stock) if round_half_even(entry.points)]
        if entries:
            yield Paragraph(ink(_("What was done to it"), "bold $quiet"))
        for entry in entries[-LINES:][::-1]:
            scene = ngettext("scene {n}", "scene {n}", entry.scene)
            lead = join(difference(self.stock, round_half_even(entry.points)), ink("  "))
            yield Paragraph(
                join(ink(self.reader.cause(entry.cause), "$ink"), ink(f"  {scene}", "$quiet")), lead=lead, close=True
            )

    def _called(self, stock: str) -> str:
        return words.stock_of(stock, {chair: self.reader.name(chair) for chair in CHAIRS}) if stock in STOCKS else stock


def _points(points: float) -> Content:
    mark = "▴" if points > 0 else "▾"
    return ink(f"{mark}{abs(points):.1f}".rjust(6), "$gained" if points > 0 else "$lost")
