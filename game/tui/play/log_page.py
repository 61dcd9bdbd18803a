"""The log of the play, which `l` opens: what was told so far, the newest at the end, where the page opens."""

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widget import Widget

from game.locales import N_
from game.narration.log import name_log, narrate_log, tell_empty_log
from game.tui.actions import bind
from game.tui.play.reader import ChairReader
from game.tui.toolkit.content import style_text
from game.tui.toolkit.help import ScrollingPage
from game.tui.toolkit.lines import Paragraph, StoryWidget
from game.tui.toolkit.page import Header


class LogPage(ScrollingPage, inherit_bindings=False):
    """Everything that the reader was told, scene by scene."""

    CSS_PATH = "log_page.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bind("close_log", "back", "close", "up", "down", "scroll_up", "scroll_down")
    ABOUT: ClassVar[tuple[str, ...]] = (
        N_("What was said, decided and came of it so far. Nothing here can be changed."),
    )

    def __init__(self, reader: ChairReader, *, unread: bool) -> None:
        """Read the log of a reader; `unread` leaves out what is still to be read on the page below."""
        super().__init__()
        self.reader, self.unread = reader, unread

    def compose_body(self) -> Iterable[Widget]:
        """Yield the text."""
        yield Header()
        with VerticalScroll(id="log", can_focus=False):
            yield StoryWidget()

    def on_mount(self) -> None:
        """Begin at the end."""
        self.call_after_refresh(lambda: self.query_one(VerticalScroll).scroll_end(animate=False))

    def update_texts(self) -> None:
        """Show the log in the language of the moment."""
        self.query_one(Header).show_titles(style_text(name_log(), "bold $ink"))
        paragraphs: list[Paragraph] = []
        for part in narrate_log(self.reader.voice, self.reader.session, unread=self.unread):
            title = [Paragraph(style_text(part.title, "bold $quiet"))] if part.title else []
            lines = [
                Paragraph(style_text(line, "$ink"), close=bool(title) or place > 0)
                for place, line in enumerate(part.lines)
            ]
            paragraphs += [*title, *lines]
        nothing = Paragraph(style_text(tell_empty_log(), "$quiet"))
        self.query_one(StoryWidget).show_paragraphs(paragraphs or [nothing])

    def action_close_log(self) -> None:
        """Close the log with the key that opened it."""
        self.close_page()
