"""The pause: what Esc opens during a game. Everything is saved already.

The pause of two: with the scene to be read again, which the lock and what is behind it do not show.
"""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.containers import Vertical
from textual.widget import Widget

from game.locales import N_, _
from game.tui.toolkit.choices import ChoiceRow, Choices, ListPage
from game.tui.toolkit.content import style_text
from game.tui.toolkit.lines import Paragraph, StoryWidget


class PauseMenuPage(ListPage[str], inherit_bindings=True):
    """Go on, look at the company, settle things, leave. The result is what is to be opened next."""

    CSS_PATH = "../toolkit/dialog.tcss"
    ABOUT: ClassVar[tuple[str, ...]] = (N_("The game stands still. Every decision is saved; leave whenever you like."),)
    WAYS: ClassVar[tuple[str, ...]] = ("go_on", "company", "settings", "help", "seats", "home", "quit")

    def compose_body(self) -> Iterable[Widget]:
        """Yield the heading over the rows."""
        with Vertical(classes="dialog"):
            yield StoryWidget()
            yield Choices(widest=60)

    def update_texts(self) -> None:
        """Show the pause."""
        self.query_one(StoryWidget).show_paragraphs([Paragraph(style_text(_("The game stands still"), "bold $ink"))])
        super().update_texts()

    def build_extra_rows(self) -> Sequence[ChoiceRow]:
        """Return rows after the first, as `WAYS` has them."""
        return ()

    def build_rows(self) -> Sequence[ChoiceRow]:
        """Return the ways on."""
        return [
            ChoiceRow(style_text(_("Go on"))),
            *self.build_extra_rows(),
            ChoiceRow(style_text(_("The company, and what is known"))),
            ChoiceRow(style_text(_("Settings"))),
            ChoiceRow(style_text(_("Help"))),
            ChoiceRow(style_text(_("Somebody gets up, or sits down"))),
            ChoiceRow(style_text(_("Leave for the home page")), gap=True),
            ChoiceRow(style_text(_("Leave the game"))),
        ]

    def choose_row(self, index: int) -> None:
        """Tell what was chosen."""
        self.close_page(self.WAYS[index])


class PairMenuPage(PauseMenuPage, inherit_bindings=True):
    """Go on, read the scene again, look at the company, settle things, leave."""

    CSS_PATH = "../toolkit/dialog.tcss"
    WAYS: ClassVar[tuple[str, ...]] = (PauseMenuPage.WAYS[0], "scene", *PauseMenuPage.WAYS[1:])

    def __init__(self, *, scene: bool) -> None:
        """Tell whether a scene is open."""
        super().__init__()
        self.scene = scene

    def build_extra_rows(self) -> Sequence[ChoiceRow]:
        """Return the row of the scene."""
        return [ChoiceRow(style_text(_("The scene again")), greyed=not self.scene)]
