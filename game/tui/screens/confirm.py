"""One question before something that cannot be undone."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.containers import Vertical
from textual.widget import Widget

from game.locales import N_, _
from game.tui.content import ink
from game.tui.screens.listing import Listing
from game.tui.widgets.choices import Choices, Row
from game.tui.widgets.story import Paragraph, Story


class Confirm(Listing[bool], inherit_bindings=True):
    """Asks; no is marked, Esc is no."""

    CSS_PATH = "dialog.tcss"
    ABOUT: ClassVar[tuple[str, ...]] = (N_("Nothing happens unless you say yes."),)

    def __init__(self, asked: str, says: str) -> None:
        super().__init__()
        self.asked, self.says = asked, says

    def body(self) -> Iterable[Widget]:
        """Yield the question over its answers."""
        with Vertical(classes="dialog"):
            yield Story()
            yield Choices(widest=60)

    def fill(self) -> None:
        """Show the question."""
        self.query_one(Story).show([Paragraph(ink(self.asked, "bold $ink")), Paragraph(ink(self.says, "$quiet"))])
        super().fill()

    def rows(self) -> Sequence[Row]:
        """Return no and yes."""
        return [Row(ink(_("No, keep it"))), Row(ink(_("Yes, delete it")))]

    def picked(self, index: int) -> None:
        """Answer."""
        self.leave(index == 1)
