"""One question before something that cannot be undone."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.containers import Vertical
from textual.widget import Widget

from game.locales import N_, _
from game.tui.toolkit.choices import ChoiceRow, Choices
from game.tui.toolkit.content import style_text
from game.tui.toolkit.listing import ListPage
from game.tui.toolkit.story import Paragraph, StoryWidget


class ConfirmPage(ListPage[bool], inherit_bindings=True):
    """Asks; no is marked, Esc is no."""

    CSS_PATH = "dialog.tcss"
    ABOUT: ClassVar[tuple[str, ...]] = (N_("Nothing happens unless you say yes."),)

    def __init__(self, asked: str, says: str) -> None:
        super().__init__()
        self.asked, self.says = asked, says

    def compose_body(self) -> Iterable[Widget]:
        """Yield the question over its answers."""
        with Vertical(classes="dialog"):
            yield StoryWidget()
            yield Choices(widest=60)

    def update_texts(self) -> None:
        """Show the question."""
        self.query_one(StoryWidget).show_paragraphs(
            [Paragraph(style_text(self.asked, "bold $ink")), Paragraph(style_text(self.says, "$quiet"))]
        )
        super().update_texts()

    def build_rows(self) -> Sequence[ChoiceRow]:
        """Return no and yes."""
        return [ChoiceRow(style_text(_("No, keep it"))), ChoiceRow(style_text(_("Yes, delete it")))]

    def choose_row(self, index: int) -> None:
        """Answer."""
        self.close_page(index == 1)
