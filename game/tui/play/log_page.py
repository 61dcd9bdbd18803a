"""The log of the play, which `l` opens: what was told so far, the newest at the end, where the page opens."""

from collections.abc import Iterable
from typing import ClassVar, Final

from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget

from game.engine.stocks import CHAIRS
from game.locales import N_, vocabulary
from game.locales.figures import Money
from game.narration.lines import FigureChange
from game.narration.log import LogLine, LogPart, name_log, narrate_log, tell_empty_log
from game.tui.actions import bind
from game.tui.play.reader import ChairReader
from game.tui.toolkit.content import COLUMN, NOTHING, fit_to_width, join_contents, style_text, wrap_hanging, wrap_text
from game.tui.toolkit.figures import render_difference
from game.tui.toolkit.help import ScrollingPage
from game.tui.toolkit.lines import DrawnLines, Paragraph, StoryWidget
from game.tui.toolkit.page import Header

_WHEN: Final = 18
_MOVED: Final = 30
_GAP: Final = 3
"""The cells of the columns for the scene and for what moved, and those between two."""


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
            yield DrawnLines()

    def on_mount(self) -> None:
        """Begin at the end."""
        self.call_after_refresh(lambda: self.query_one(VerticalScroll).scroll_end(animate=False))

    def update_texts(self) -> None:
        """Show the log in the language of the moment."""
        self.query_one(Header).show_titles(style_text(name_log(), "bold $ink"))
        parts = list(narrate_log(self.reader.voice, self.reader.session, unread=self.unread))
        story, columns = self.query_one(StoryWidget), self.query_one(DrawnLines)
        wide = self.is_large and bool(parts)
        story.display, columns.display = not wide, wide
        if wide:
            columns.show_drawing(lambda width: [row for part in parts for row in self._render_part(part, width)])
            return
        paragraphs: list[Paragraph] = []
        for part in parts:
            title = [Paragraph(style_text(part.title, "bold $quiet"))] if part.title else []
            lines = [
                Paragraph(style_text(line, "$ink"), close=bool(title) or place > 0)
                for place, line in enumerate(part.lines)
            ]
            paragraphs += [*title, *lines]
        nothing = Paragraph(style_text(tell_empty_log(), "$quiet"))
        story.show_paragraphs(paragraphs or [nothing])

    def on_resize(self) -> None:
        """Set the log in columns where there is room for them."""
        if self.is_mounted:
            self.update_texts()

    def _render_part(self, part: LogPart, width: int) -> list[Content]:
        """Return a scene in three columns: which it is, what was told, and what moved with it."""
        middle = min(COLUMN, width - _WHEN - _MOVED - 2 * _GAP)
        told: list[Content] = []
        moved: list[Content] = []
        for line in part.told:
            if line.text:
                moved += [NOTHING] * (len(told) - len(moved))
                told += [NOTHING] * (len(moved) - len(told))
                told += _render_line(line, middle)
            moved += [row for figure in line.figures for row in _render_moved(self.reader, figure)]
        when = wrap_text(style_text(part.title, "bold $quiet"), _WHEN) if part.title else []
        when += wrap_text(style_text(part.about, "$quiet"), _WHEN) if part.about else []
        height = max(len(told), len(moved), len(when)) + 1
        return [
            join_contents(
                *(
                    fit_to_width(column[row] if row < len(column) else NOTHING, cells)
                    for column, cells in ((when, _WHEN), (told, middle), (moved, _MOVED))
                ),
                between=" " * _GAP,
            )
            for row in range(height)
        ]

    def action_close_log(self) -> None:
        """Close the log with the key that opened it."""
        self.close_page()


def _render_line(line: LogLine, width: int) -> list[Content]:
    """Return a sentence behind a sign in the colour of the chair whose it is."""
    sign = style_text("● ", f"${line.speaker}") if line.speaker in CHAIRS else style_text("  ")
    return wrap_hanging(sign, style_text(line.text, "$ink"), width)


def _render_moved(reader: ChairReader, figure: FigureChange) -> list[Content]:
    """Return a figure that moved: its name, by how much, where it is now and what moved it, where that is told."""
    money: Money = reader.voice.money
    name = style_text(f"{reader.voice.name_figure_briefly(figure.stock)} ", "$quiet")
    after = (
        style_text(f" {money.format_figure(figure.stock, figure.after)}", "bold $ink")
        if figure.after is not None
        else NOTHING
    )
    told = join_contents(name, render_difference(figure.stock, figure.by, money), after)
    parts = (
        join_contents(
            style_text(f"{vocabulary.name_part(part, briefly=True)} ", "$quiet"),
            render_difference(figure.stock, by, money),
        )
        for part, by in figure.parts
    )
    causes = join_contents(*parts, between="  ")
    return [*wrap_text(told, _MOVED), *(wrap_hanging(style_text("  "), causes, _MOVED) if causes else [])]
