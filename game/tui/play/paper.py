"""The sheet of the moment on the page: every part that a step may fill, and how they share the height.

Nothing scrolls but the story. Where the page is short, parts fold in turn: hints and facts first, then the empty
lines, and only then does the story scroll.
"""

from collections.abc import Iterator
from typing import Final

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.widget import Widget

from game.tui.play.facts import FactsWidget
from game.tui.play.picks import PickCards
from game.tui.play.question_bar import QuestionBar
from game.tui.play.steps.sheet import Sheet
from game.tui.toolkit.choices import Choices
from game.tui.toolkit.lines import FoldableLines, LinesWidget, Paragraph, StoryWidget

LEAST: Final = 3
"""Lines that the story has however short the page is."""
_MANNERS: Final = ((False, False, False), (True, False, False), (True, True, False), (True, True, True))
"""How the parts may be set, roomiest first: hints and facts folded, margins tight, the story's empty lines left out."""


class Paper(Vertical):
    """The column that shows a sheet."""

    def __init__(self) -> None:
        super().__init__(id="page")
        self.story = VerticalScroll(id="story", can_focus=False)
        self.text, self.picks, self.told = StoryWidget(id="text"), PickCards(), StoryWidget(id="told")
        self.facts, self.ask, self.choices, self.note = FactsWidget(), QuestionBar(), Choices(), StoryWidget(id="note")
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

    def show_sheet(self, sheet: Sheet, accent: str, turn: str) -> None:
        """Show a sheet, for a turn, in a chair's accent."""
        self.text.show_paragraphs(sheet.story)
        self.picks.show_cards(sheet.cards)
        self.told.show_paragraphs(sheet.told)
        self.picks.set_class(not sheet.told, "-last")
        self.ask.show_question(sheet.ask, sheet.aside)
        self.choices.show_rows(sheet.rows, sheet.caret, turn, accent)
        self.note.show_paragraphs([Paragraph(sheet.note)] if sheet.note else [])
        if sheet.held is not None:
            self.facts.show_facts(sheet.held, accent, turn)
        for part, content in self._list_part_contents(sheet):
            if part.display != bool(content):
                part.display = bool(content)

    def _list_part_contents(self, sheet: Sheet) -> Iterator[tuple[Widget, object]]:
        yield self.text, sheet.story
        yield self.picks, sheet.cards
        yield self.told, sheet.told
        yield self.story, sheet.story or sheet.cards or sheet.told
        yield self.facts, sheet.held
        yield self.ask, sheet.ask
        yield self.choices, sheet.rows
        yield self.note, sheet.note

    def measure_shape(self, width: int) -> tuple[int, ...]:
        """Return the height of every part in its manner of now, -1 for one that is hidden."""
        parts = [part for part in (*self.story.children, *self.children) if isinstance(part, LinesWidget)]
        return tuple(len(part.render_cached_rows(width)) if part.display else -1 for part in parts)

    def fit_parts(self, width: int, height: int) -> None:
        """Set the parts in the roomiest manner that fits; the story has what is left."""
        for folded, tight, dense in _MANNERS:
            wanted, left = self._measure_story(width, tight, dense), height - self.measure_below(width, folded, tight)
            if wanted <= left:
                break
        self.choices.set_folded(folded)
        self.facts.set_folded(folded)
        self.told.set_folded(tight)
        self.text.set_folded(dense)
        self.set_class(tight, "-tight")
        self.long = self.story.display and wanted > max(LEAST, left)
        self._set_story_height(min(wanted, max(LEAST, left)))

    @property
    def unread(self) -> bool:
        """Whether something of the story is still below what is seen."""
        return self.long and self.story.scroll_offset.y < self.story.max_scroll_y

    def turn_page(self, by: int) -> None:
        """Scroll the story by a page."""
        self.story.scroll_relative(y=by * max(1, self.story.size.height - 1), animate=False)

    def _set_story_height(self, lines: int) -> None:
        if self.story.styles.height is None or self.story.styles.height.value != lines:
            self.story.styles.height = lines

    def _measure_story(self, width: int, tight: bool, dense: bool) -> int:
        """Return the lines of the story, and an empty one between its parts."""
        manners = ((self.text, dense), (self.picks, False), (self.told, tight))
        heights = [_measure_part(part, width, folded) for part, folded in manners if part.display]
        return sum(heights) + max(0, len(heights) - 1)

    def measure_below(self, width: int, folded: bool, tight: bool) -> int:
        """Return the lines under the story: each block and the empty line before it."""
        blocks = [block for block in (self.facts, self.ask, self.choices, self.note) if block.display]
        return sum(_measure_part(block, width, folded) + 1 for block in blocks) + (0 if tight else 1)


def _measure_part(part: LinesWidget, width: int, folded: bool) -> int:
    return (
        part.measure_height(width, folded) if isinstance(part, FoldableLines) else len(part.render_cached_rows(width))
    )
