"""The pause: what Esc opens during a game. Everything is saved already."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.containers import Vertical
from textual.widget import Widget

from game.locales import N_, _
from game.tui.content import ink
from game.tui.screens.listing import Listing
from game.tui.widgets.choices import Choices, Row
from game.tui.widgets.story import Paragraph, Story


class Menu(Listing[str], inherit_bindings=True):
    """Go on, look at the company, settle things, leave. The result is what is to be opened next."""

    CSS_PATH = "dialog.tcss"
    ABOUT: ClassVar[tuple[str, ...]] = (N_("The game stands still. Every decision is saved; leave whenever you like."),)
    WAYS: ClassVar[tuple[str, ...]] = ("go_on", "company", "settings", "help", "seats", "home", "quit")

    def body(self) -> Iterable[Widget]:
        """Yield the heading over the rows."""
        with Vertical(classes="dialog"):
            yield Story()
            yield Choices(widest=60)

    def fill(self) -> None:
        """Show the pause."""
        self.query_one(Story).show([Paragraph(ink(_("The game stands still"), "bold $ink"))])
        super().fill()

    def more(self) -> Sequence[Row]:
        """Return rows after the first, as `WAYS` has them."""
        return ()

    def rows(self) -> Sequence[Row]:
        """Return the ways on."""
        return [
            Row(ink(_("Go on"))),
            *self.more(),
            Row(ink(_("The company, and what is known"))),
            Row(ink(_("Settings"))),
            Row(ink(_("Help"))),
            Row(ink(_("Somebody gets up, or sits down"))),
            Row(ink(_("Leave for the home page")), gap=True),
            Row(ink(_("Leave the game"))),
        ]

    def picked(self, index: int) -> None:
        """Tell what was chosen."""
        self.leave(self.WAYS[index])
