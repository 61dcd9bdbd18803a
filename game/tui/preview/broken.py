"""What is shown while there is nothing to play yet: what is wrong with the files, anew after each save."""

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widget import Widget

from game.locales import N_, _
from game.tui.actions import bind
from game.tui.content import ink
from game.tui.preview import telling
from game.tui.preview.trial import Trial
from game.tui.screens.help import Scrolling
from game.tui.widgets.header import Header
from game.tui.widgets.story import Paragraph, Story


class Broken(Scrolling, inherit_bindings=False):
    """The problems that keep a crisis from being played."""

    CSS_PATH = "preview.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bind("up", "down", "scroll_up", "scroll_down")
    ABOUT: ClassVar[tuple[str, ...]] = (N_("Mend the file in your editor and save it: play opens by itself."),)

    def __init__(self, trial: Trial) -> None:
        super().__init__()
        self.trial = trial

    def body(self) -> Iterable[Widget]:
        """Yield the text."""
        yield Header()
        with VerticalScroll(id="broken", can_focus=False):
            yield Story()

    def fill(self) -> None:
        """Show what is wrong."""
        self.query_one(Header).show(ink(str(self.trial.path), "bold $ink"), ink(_("Preview"), "$quiet"))
        missing = [Paragraph(one.body, lead=one.lead) for one in telling.notes(self.trial)]
        problems = [Paragraph(one.body, lead=one.lead) for one in telling.problems(self.trial)]
        told = Paragraph(ink(_("It cannot be played yet. Save the mended file, and play opens by itself."), "$ink"))
        self.query_one(Story).show([told, *missing, *problems])
