"""The bottom line: the keys that work now, and whether the last decision is saved."""

from collections.abc import Sequence
from typing import Final

from textual import events
from textual.content import Content
from textual.message import Message
from textual.timer import Timer

from game.tui.toolkit.content import NOTHING, is_same_content, join_contents, style_text
from game.tui.toolkit.lines import LinesWidget
from game.tui.toolkit.typeset import align_ends

NOTICE: Final = 4.0
"""Seconds that a notice stays."""


class KeysLine(LinesWidget):
    """Keys as (label, description, action to run on a click), then a word at the right end."""

    DEFAULT_CSS = "KeysLine { height: 1; background: $slate; padding: 0 1; }"

    class KeyClicked(Message):
        """A key was clicked; `key` is what Textual would call it."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    def __init__(self) -> None:
        super().__init__()
        self.keys: Sequence[tuple[str, str, str]] = ()
        self.state: Content = NOTHING
        self.notice: Content = NOTHING
        self._ending: Timer | None = None
        self._places: list[tuple[int, int, str]] = []

    def show_keys(self, keys: Sequence[tuple[str, str, str]], state: Content) -> None:
        """Show other keys, and what the right end says."""
        if not is_same_content((keys, state), (self.keys, self.state)):
            self.keys, self.state = keys, state
            self.refresh_rows()

    def show_notice(self, notice: Content) -> None:
        """Show a notice in place of the keys for a few seconds; a later one takes its place and its time."""
        if self._ending is not None:
            self._ending.stop()
        self.notice = notice
        self._ending = self.set_timer(NOTICE, self.clear_notice)
        self.refresh_rows()

    def clear_notice(self) -> None:
        """Show the keys again: the notice has been there long enough, or the page that it was about is gone."""
        if self._ending is not None:
            self._ending.stop()
            self.notice, self._ending = NOTHING, None
            self.refresh_rows()

    def render_rows(self, width: int) -> list[Content]:
        """Return the one line; keys that do not fit are left out from the right, never cut."""
        if self.notice:
            return [align_ends(self.notice, self.state, width)]
        room = width - self.state.cell_length - 2
        line, self._places = NOTHING, []
        for label, description, key in self.keys:
            piece = join_contents(
                style_text("  " if line else ""),
                style_text(label, "bold $ceo"),
                style_text(f" {description}", "$quiet"),
            )
            if line.cell_length + piece.cell_length > room:
                break
            self._places.append((line.cell_length, line.cell_length + piece.cell_length, key))
            line += piece
        return [align_ends(line, self.state, width)]

    def on_click(self, event: events.Click) -> None:
        """A click on a key is the key."""
        at = event.get_content_offset(self)
        for start, end, key in self._places:
            if at is not None and start <= at.x < end:
                self.post_message(self.KeyClicked(key))
