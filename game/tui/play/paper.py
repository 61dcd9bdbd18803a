"""What the page shows at one moment: every part that a step may fill, and how they share the height.

Nothing scrolls but the story. Where the page is short, parts fold in turn: hints and facts first, then the empty
lines, and only then does the story scroll.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from game.narration.consequence import MovedFigures
from game.questions.kinds import name_say_or_keep
from game.tui.play.outcome import LEVELS, USUAL_LEVEL, OutcomeTable
from game.tui.play.outlook import LEAST_WIDTH, OutlookPanel
from game.tui.play.recap import RecapPanel
from game.tui.play.reveal import PickCard, PickCards, RevealedTable, ToldWidget
from game.tui.toolkit.choices import ChoiceRow, Choices
from game.tui.toolkit.content import (
    COLUMN,
    NOTHING,
    add_edge,
    is_same_content,
    join_contents,
    style_text,
    wrap_hanging,
    wrap_text,
)
from game.tui.toolkit.lines import FoldableLines, LinesWidget, Paragraph, StoryWidget
from game.tui.toolkit.still import StillHorizontal, StillVertical

# -- the parts -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class FactRow:
    """A fact as its holder reads it, whether it will be said, what saying it costs, and the letter that says it."""

    text: Content
    said: bool
    cost: Content
    letter: str = ""


@dataclass(frozen=True)
class HeldFacts:
    """What only one chair knows: private lines, its facts, and which of them is looked at, so that Space toggles it."""

    heading: Content = NOTHING
    private: Sequence[Content] = ()
    facts: Sequence[FactRow] = ()
    caret: int | None = None


class FactsWidget(FoldableLines):
    """A heading, private lines, and facts behind their letters, with a mark on the one that Space toggles."""

    class FactClicked(Message):
        """A fact was clicked, in the turn it was shown for."""

        def __init__(self, index: int, turn: str) -> None:
            super().__init__()
            self.index, self.turn = index, turn

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 -- textual's name
        super().__init__(id=id)
        self.held = HeldFacts()
        self.accent = "$ceo"
        self.turn = ""
        self._owners: list[int | None] = []

    def show_facts(self, held: HeldFacts, accent: str, turn: str = "") -> None:
        """Show other facts, or another mark."""
        before = (self.held, self.accent)
        self.held, self.accent, self.turn = held, accent, turn
        if not is_same_content(before, (held, accent)):
            self.refresh_rows()

    def render_foldable_rows(self, width: int, folded: bool) -> list[Content]:
        """Return heading, private lines and facts behind the edge; folded, a fact and its state on one line."""
        column = min(width, COLUMN)
        inner = [self.held.heading.stylize_before(f"bold {self.accent}")]
        for line in self.held.private:
            inner += wrap_text(line, column - 3)
        if self.held.private and self.held.facts and not folded:
            inner.append(NOTHING)
        self._owners = [None] * len(inner)
        for index, fact in enumerate(self.held.facts):
            block = self._render_fact(index, fact, column - 2, folded)
            inner += block
            self._owners += [index] * len(block)
        return add_edge(inner, self.accent, column, "$slate")

    def on_click(self, event: events.Click) -> None:
        """Tell the page which fact was clicked."""
        at = event.get_content_offset(self)
        if at is not None and at.y < len(self._owners) and (index := self._owners[at.y]) is not None:
            self.post_message(self.FactClicked(index, self.turn))

    def _render_fact(self, index: int, fact: FactRow, width: int, folded: bool) -> list[Content]:
        here = index == self.held.caret
        mark = join_contents(
            style_text("▸" if here else " ", f"bold {self.accent}"),
            style_text(f"{fact.letter or '▪'} ", f"bold {self.accent}" if fact.letter else "$quiet"),
        )
        word = style_text(name_say_or_keep(fact.said), f"bold {self.accent if fact.said else '$quiet'}")
        state = join_contents(style_text("  "), word, style_text("   "), fact.cost.stylize_before("$quiet"))
        lines = wrap_hanging(mark, fact.text, width - 1)
        if folded and lines[-1].cell_length + state.cell_length < width:
            return [*lines[:-1], lines[-1] + state]
        return [*lines, state]


class QuestionBar(LinesWidget):
    """One line where both fit, else the words beside it on a line of their own."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 -- textual's name
        super().__init__(id=id)
        self.question: Content = NOTHING
        self.aside: Content = NOTHING

    def show_question(self, question: Content, aside: Content = NOTHING) -> None:
        """Show another question."""
        if not is_same_content((question, aside), (self.question, self.aside)):
            self.question, self.aside = question, aside
            self.refresh_rows()

    def render_rows(self, width: int) -> list[Content]:
        """Return the question as lines."""
        if not self.question:
            return []
        column = min(width, COLUMN)
        whole = self.question + style_text("   ") + self.aside
        if self.aside and whole.cell_length > column:
            return [*wrap_text(self.question, column), *wrap_text(self.aside, column)]
        return wrap_text(whole, column)


# -- the sheet, and the paper that shows it ------------------------------------------------------------------


@dataclass(frozen=True)
class Sheet:
    """The page, from top to bottom; what is empty is not shown."""

    story: Sequence[Paragraph] = ()
    cards: Sequence[PickCard] = ()
    told: Sequence[Paragraph] = ()
    table: RevealedTable | None = None
    """What takes the place of `cards` and `told` where there is room for it."""
    held: HeldFacts | None = None
    ask: Content = NOTHING
    aside: Content = NOTHING
    rows: Sequence[ChoiceRow] = ()
    caret: int | None = None
    look: int | None = None
    moved: MovedFigures | None = None
    note: Content = NOTHING
    reminder: Content = NOTHING
    """What stands in the place of the note where there is room for it: F3 says it too."""


LEAST: Final = 3
"""Lines that the story has however short the page is."""
BESIDE: Final = 48
"""Cells left to what stands beside the parts under the story: the company's width, here and in play.tcss."""

_TIGHTEST: Final = len(LEVELS) - 1
_MANNERS: Final = (
    *((False, False, False, level) for level in range(_TIGHTEST + 1)),
    (True, False, False, _TIGHTEST),
    (True, True, False, _TIGHTEST),
    (True, True, True, _TIGHTEST),
)
"""How the parts may be set, roomiest first: hints and facts folded, margins tight, the story's empty lines left out;
and the level of the figures that have moved."""


class Paper(StillVertical):
    """The column that shows a sheet."""

    def __init__(self) -> None:
        super().__init__(id="page")
        self.story = VerticalScroll(id="story", can_focus=False)
        self.text, self.picks, self.told = StoryWidget(id="text"), PickCards(), ToldWidget(id="told")
        self.facts, self.ask, self.choices, self.note = FactsWidget(), QuestionBar(), Choices(), StoryWidget(id="note")
        self.outcome, self.recap, self.outlook = OutcomeTable(), RecapPanel(), OutlookPanel()
        self.long = False
        """Whether the story is longer than what is seen of it."""
        self.top = 0
        """The line of the page on which what stands under the story begins."""
        self._reminds = False
        self._beside = 0

    def compose(self) -> ComposeResult:
        """Yield the parts; what a sheet leaves empty is hidden."""
        with StillHorizontal(id="top"):
            with self.story:
                yield self.text
                yield self.picks
                yield self.told
            yield self.outlook
        yield self.facts
        yield self.ask
        yield self.choices
        yield self.outcome
        yield self.note
        yield self.recap

    def show_sheet(self, sheet: Sheet, accent: str, turn: str) -> None:
        """Show a sheet, for a turn, in a chair's accent."""
        self.text.show_paragraphs(sheet.story)
        self.picks.show_cards(sheet.cards, sheet.table)
        self.told.show_paragraphs(sheet.told)
        self.told.show_less(sheet.table.rest if sheet.table else None)
        self.ask.show_question(sheet.ask, sheet.aside)
        self.choices.spread = sheet.table is not None
        self.choices.show_rows(sheet.rows, sheet.caret, turn, accent, sheet.look)
        self.outcome.show_figures(sheet.moved, sheet.caret if sheet.moved else None, accent, turn)
        last = sheet.note or sheet.reminder
        self.note.show_paragraphs([Paragraph(last)] if last else [])
        self._reminds = bool(sheet.reminder and not sheet.note)
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
        yield self.outcome, sheet.moved and sheet.moved.figures
        yield self.note, sheet.note or sheet.reminder

    def leave_room_beside(self, rows: int) -> None:
        """Leave the right side of what stands under the story to something of so many rows; 0 takes it back."""
        self.set_class(rows > 0, "-beside")
        self._beside = rows

    def measure_shape(self, width: int) -> tuple[int, ...]:
        """Return the height of every part in its manner of now, -1 for one that is hidden."""
        below = self._measure_width_below(width)
        upper = [(part, width) for part in self.story.children if isinstance(part, LinesWidget)]
        parts = [*upper, *((part, below) for part in self.children if isinstance(part, LinesWidget))]
        return tuple(len(part.render_cached_rows(room)) if part.display else -1 for part, room in parts)

    def measure_wanted(self, width: int, *, folded: bool, tight: bool) -> int:
        """Return the lines that all parts but a reminder take, folded or not, with margins tight or not."""
        level = _TIGHTEST if folded else USUAL_LEVEL
        self._show_reminder(shown=False)
        return self._measure_story(width, tight, dense=False) + self.measure_below(width, folded, tight, level)

    def fit_parts(self, width: int, height: int, *, recap: bool = False, remind: bool = True) -> None:
        """Set the parts in the roomiest manner that fits; the story has what is left, and `recap` what it leaves."""
        self._show_reminder(shown=remind)
        (folded, tight, dense, level), wanted, left = self._find_manner(width, height)
        if self._reminds and remind and wanted > left:
            self._show_reminder(shown=False)
            (folded, tight, dense, level), wanted, left = self._find_manner(width, height)
        self.outcome.set_level(level)
        self.choices.set_folded(folded)
        self.facts.set_folded(folded)
        self.told.set_folded(tight)
        self.text.set_folded(dense)
        self.picks.set_class(not (self.told.display and _measure_part(self.told, width, tight)), "-last")
        self.set_class(tight, "-tight")
        self.long = self.story.display and wanted > max(LEAST, left)
        lines = min(wanted, max(LEAST, left))
        self._set_story_height(lines)
        self.top = lines + (1 if tight else 2)
        wanted = max(wanted, self._fit_outlook(width, lines, left))
        answers = self._measure_answers(width, folded, tight, level)
        spare = left - wanted + self.measure_below(width, folded, tight, level) - answers
        self.recap.set_height(max(0, spare) if recap else 0)

    def _show_reminder(self, *, shown: bool) -> None:
        if self._reminds and self.note.display != shown:
            self.note.display = shown

    def _find_manner(self, width: int, height: int) -> tuple[tuple[bool, bool, bool, int], int, int]:
        """Return the roomiest manner that fits, else the tightest; the lines the story wants, and those it has."""
        for manner in _MANNERS:
            folded, tight, dense, level = manner
            wanted = self._measure_story(width, tight, dense)
            left = height - self.measure_below(width, folded, tight, level)
            left += int(tight and self.note.display)  # which stands close below the choices then
            if wanted <= left:
                break
        return manner, wanted, left

    def _fit_outlook(self, width: int, story: int, left: int) -> int:
        """Give what stands beside the story what it wants of the lines that are left; return how many it takes."""
        shown = width >= LEAST_WIDTH and self.outlook.board is not None and self.outcome.display
        if self.outlook.display != shown:
            self.outlook.display = shown
        if not shown:
            return 0
        self.outlook.set_height(min(max(story, left), max(story, self.outlook.measure_wanted())))
        return len(self.outlook.render_cached_rows(OutlookPanel.WIDTH))

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
        heights = [height for height in heights if height]
        return sum(heights) + max(0, len(heights) - 1)

    def measure_below(self, width: int, folded: bool, tight: bool, level: int = _TIGHTEST) -> int:
        """Return the lines under the story, with whatever stands beside them."""
        answers = self._measure_answers(width, folded, tight, level)
        return max(answers, self._beside + (1 if tight else 2)) if self._beside else answers

    def _measure_answers(self, width: int, folded: bool, tight: bool, level: int) -> int:
        """Return the lines of the parts under the story: each block and the empty line before it."""
        blocks = [block for block in (self.facts, self.ask, self.choices, self.note) if block.display]
        width = self._measure_width_below(width)
        outcome = self.outcome.measure_level(width, level) + 1 if self.outcome.display else 0
        return outcome + sum(_measure_part(block, width, folded) + 1 for block in blocks) + (0 if tight else 1)

    def _measure_width_below(self, width: int) -> int:
        """Return the cells that the parts under the story have."""
        return width - BESIDE if self._beside else width


def _measure_part(part: LinesWidget, width: int, folded: bool) -> int:
    return (
        part.measure_height(width, folded) if isinstance(part, FoldableLines) else len(part.render_cached_rows(width))
    )
