"""The sheet of the moment on the page: every part that a step may fill, and how they share the height.

Nothing scrolls but the story. Where the page is short, parts fold in turn: hints and facts first, then the empty
lines, and only then does the story scroll.
"""

from collections.abc import Iterator
from typing import Final

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.widget import Widget

from game.tui.steps.sheet import Sheet
from game.tui.widgets.ask import Ask
from game.tui.widgets.choices import Choices
from game.tui.widgets.facts import Facts
from game.tui.widgets.lines import Foldable, Lines
from game.tui.widgets.picks import Picks
from game.tui.widgets.story import Paragraph, Story

LEAST: Final = 3
"""Lines that the story has however short the page is."""
_MANNERS: Final = ((False, False, False), (True, False, False), (True, True, False), (True, True, True))
"""How the parts may be set, roomiest first: hints and facts folded, margins tight, the story's empty lines left out."""


class Paper(Vertical):
    """The column that shows a sheet."""

    def __init__(self) -> None:
        super().__init__(id="page")
        self.story = VerticalScroll(id="story", can_focus=False)
        self.text, self.picks, self.told = Story(id="text"), Picks(), Story(id="told")
        self.facts, self.ask, self.choices, self.note = Facts(), Ask(), Choices(), Story(id="note")
        self.long = False
        """Whether the story is longer than what is seen of it."""

    def compose(self) -> ComposeResult:
        """Yield the parts; what a sheet leaves empty is hidden."""
        with self.story:
            yield self.text
            yield self.picks
            yield self.told
        yield self.facts
        yield self.ask
        yield self.choices
        yield self.note

    def show(self, sheet: Sheet, accent: str, turn: str) -> None:
        """Show a sheet, for a turn, in a chair's accent."""
        self.text.show(sheet.story)
        self.picks.show(sheet.cards)
        self.told.show(sheet.told)
        self.picks.set_class(not sheet.told, "-last")
        self.ask.show(sheet.ask, sheet.aside)
        self.choices.show(sheet.rows, sheet.caret, turn, accent)
        self.note.show([Paragraph(sheet.note)] if sheet.note else [])
        if sheet.held is not None:
            self.facts.show(sheet.held, accent, turn)
        for part, content in self._filled(sheet):
            if part.display != bool(content):
                part.display = bool(content)

    def _filled(self, sheet: Sheet) -> Iterator[tuple[Widget, object]]:
        yield self.text, sheet.story
        yield self.picks, sheet.cards
        yield self.told, sheet.told
        yield self.story, sheet.story or sheet.cards or sheet.told
        yield self.facts, sheet.held
        yield self.ask, sheet.ask
        yield self.choices, sheet.rows
        yield self.note, sheet.note

    def shape(self, width: int) -> tuple[int, ...]:
        """Return the height of every part in its manner of now, -1 for one that is hidden."""
        parts = [part for part in (*self.story.children, *self.children) if isinstance(part, Lines)]
        return tuple(len(part.at_width(width)) if part.display else -1 for part in parts)

    def fit(self, width: int, height: int) -> None:
        """Set the parts in the roomiest manner that fits; the story has what is left."""
        for folded, tight, dense in _MANNERS:
            wanted, left = self._wanted(width, tight, dense), height - self.below(width, folded, tight)
            if wanted <= left:
                break
        self.choices.fold(folded)
        self.facts.fold(folded)
        self.told.fold(tight)
        self.text.fold(dense)
        self.set_class(tight, "-tight")
        self.long = self.story.display and wanted > max(LEAST, left)
        self._share(min(wanted, max(LEAST, left)))

    @property
    def unread(self) -> bool:
        """Whether something of the story is still below what is seen."""
        return self.long and self.story.scroll_offset.y < self.story.max_scroll_y

    def turn_page(self, by: int) -> None:
        """Scroll the story by a page."""
        self.story.scroll_relative(y=by * max(1, self.story.size.height - 1), animate=False)

    def _share(self, lines: int) -> None:
        if self.story.styles.height is None or self.story.styles.height.value != lines:
            self.story.styles.height = lines

    def _wanted(self, width: int, tight: bool, dense: bool) -> int:
        """Return the lines of the story, and an empty one between its parts."""
        manners = ((self.text, dense), (self.picks, False), (self.told, tight))
        heights = [_height(part, width, folded) for part, folded in manners if part.display]
        return sum(heights) + max(0, len(heights) - 1)

    def below(self, width: int, folded: bool, tight: bool) -> int:
        """Return the lines under the story: each block and the empty line before it."""
        blocks = [block for block in (self.facts, self.ask, self.choices, self.note) if block.display]
        return sum(_height(block, width, folded) + 1 for block in blocks) + (0 if tight else 1)


def _height(part: Lines, width: int, folded: bool) -> int:
    return part.height_at(width, folded) if isinstance(part, Foldable) else len(part.at_width(width))
