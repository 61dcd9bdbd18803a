"""The workshop: how a crisis of one's own begins, and where those that were written lie."""

from collections.abc import Iterable
from typing import ClassVar, Final

from textual.containers import VerticalScroll
from textual.widget import Widget

from game.locales import N_, _
from game.playthrough.saves import own_folder
from game.tui.actions import bind
from game.tui.content import ink
from game.tui.screens.help import Scrolling
from game.tui.typeset import pad
from game.tui.widgets.header import Header
from game.tui.widgets.story import Paragraph, Story

STEPS: Final = (
    ("tandem new my-crisis", N_("writes a small crisis that plays, with comments that teach the format")),
    ("tandem preview ./my-crisis", N_("shows it in the game, and comes back to your scene after every save")),
    ("tandem check ./my-crisis --watch", N_("tells all that is wrong with it, with the line and the fix")),
    ("tandem explore ./my-crisis", N_("finds a way to every scene and ending, or proves that there is none")),
    ("tandem demo ./my-crisis --runs 100", N_("lets bots play it, and counts how it ends")),
)
"""The commands of an author, in the order in which they are wanted."""
_COMMAND: Final = 36


class Workshop(Scrolling, inherit_bindings=False):
    """What to type, and the shelf of one's own."""

    CSS_PATH = "help.tcss"
    BINDINGS = bind("back", "close", "up", "down", "scroll_up", "scroll_down")
    ABOUT: ClassVar[tuple[str, ...]] = (
        N_("A crisis is a text file. You need an editor, a terminal and an afternoon."),
    )

    def body(self) -> Iterable[Widget]:
        """Yield the text."""
        yield Header()
        with VerticalScroll(id="help"):
            yield Story()

    def fill(self) -> None:
        """Show the commands."""
        self.query_one(Header).show(ink(_("Workshop"), "bold $ink"))
        says = Paragraph(ink(_("A crisis is a text file. You need an editor, a terminal and an afternoon."), "$ink"))
        steps = [
            Paragraph(ink(_(does), "$quiet"), lead=pad(ink(command, "bold $ceo"), _COMMAND), close=number > 0)
            for number, (command, does) in enumerate(STEPS)
        ]
        own = _("What lies in {folder} stands on the shelf.", folder=own_folder())
        guide = _("docs/authoring.md goes the whole way with you, from an empty folder to two languages.")
        self.query_one(Story).show(
            [says, *steps, Paragraph(ink(own, "$ink")), Paragraph(ink(guide, "$ink"), close=True)]
        )
