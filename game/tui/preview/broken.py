"""What is shown while there is nothing to play yet: what is wrong with the files, anew after each save."""

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widget import Widget

from game.locales import N_, _
from game.preview.trial import Trial
from game.tui.actions import bind
from game.tui.preview import telling
from game.tui.toolkit.content import style_text
from game.tui.toolkit.help import ScrollingPage
from game.tui.toolkit.lines import Paragraph, StoryWidget
from game.tui.toolkit.page import Header


class BrokenFilesPage(ScrollingPage, inherit_bindings=False):
    """The problems that keep a crisis from being played."""

    CSS_PATH = "preview.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bind("up", "down", "scroll_up", "scroll_down")
    ABOUT: ClassVar[tuple[str, ...]] = (N_("Mend the file in your editor and save it: play opens by itself."),)

    def __init__(self, trial: Trial) -> None:
        super().__init__()
        self.trial = trial

    def compose_body(self) -> Iterable[Widget]:
        """Yield the text."""
        yield Header()
        with VerticalScroll(id="broken", can_focus=False):
            yield StoryWidget()

    def update_texts(self) -> None:
        """Show what is wrong."""
        self.query_one(Header).show_titles(
            style_text(str(self.trial.path), "bold $ink"), style_text(_("Preview"), "$quiet")
        )
        missing = [Paragraph(one.body, lead=one.lead) for one in telling.render_replay_notes(self.trial)]
        problems = [Paragraph(one.body, lead=one.lead) for one in telling.render_problems(self.trial)]
        told = Paragraph(
            style_text(_("It cannot be played yet. Save the mended file, and play opens by itself."), "$ink")
        )
        self.query_one(StoryWidget).show_paragraphs([told, *missing, *problems])
