"""The workshop: how a crisis of one's own begins, and where those that were written lie."""

from collections.abc import Iterable
from typing import ClassVar, Final

from textual.containers import VerticalScroll
from textual.widget import Widget

from game.locales import N_, _
from game.playthrough.saves.save_index import locate_own_scenarios
from game.tui.actions import bind
from game.tui.toolkit.content import fit_to_width, style_text
from game.tui.toolkit.help import ScrollingPage
from game.tui.toolkit.lines import Paragraph, StoryWidget
from game.tui.toolkit.page import Header

STEPS: Final = (
    ("tandem new my-crisis", N_("writes a small crisis that plays, with comments that teach the format")),
    ("tandem preview ./my-crisis", N_("shows it in the game, and comes back to your scene after every save")),
    ("tandem check ./my-crisis --watch", N_("tells all that is wrong with it, with the line and the fix")),
    ("tandem explore ./my-crisis", N_("finds a way to every scene and ending, or proves that there is none")),
    ("tandem demo ./my-crisis --runs 100", N_("lets bots play it, and counts how it ends")),
)
"""The commands of an author, in the order in which they are wanted."""
_COMMAND: Final = 36


class WorkshopPage(ScrollingPage, inherit_bindings=False):
    """What to type, and the shelf of one's own."""

    CSS_PATH = "../toolkit/help.tcss"
    BINDINGS = bind("back", "close", "up", "down", "scroll_up", "scroll_down")
    ABOUT: ClassVar[tuple[str, ...]] = (
        N_("A crisis is a text file. You need an editor, a terminal and an afternoon."),
    )

    def compose_body(self) -> Iterable[Widget]:
        """Yield the text."""
        yield Header()
        with VerticalScroll(id="help"):
            yield StoryWidget()

    def update_texts(self) -> None:
        """Show the commands."""
        self.query_one(Header).show_titles(style_text(_("Workshop"), "bold $ink"))
        says = Paragraph(
            style_text(_("A crisis is a text file. You need an editor, a terminal and an afternoon."), "$ink")
        )
        steps = [
            Paragraph(
                style_text(_(does), "$quiet"),
                lead=fit_to_width(style_text(command, "bold $ceo"), _COMMAND),
                close=number > 0,
            )
            for number, (command, does) in enumerate(STEPS)
        ]
        own = _("What lies in {folder} stands on the shelf.", folder=locate_own_scenarios())
        guide = _("docs/authoring.md goes the whole way with you, from an empty folder to two languages.")
        self.query_one(StoryWidget).show_paragraphs(
            [says, *steps, Paragraph(style_text(own, "$ink")), Paragraph(style_text(guide, "$ink"), close=True)]
        )
