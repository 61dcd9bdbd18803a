"""Consequence: what happened, up to three figures that moved and why, what came of earlier things. Enter goes on."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import takewhile
from typing import Final

from textual.content import Content

from game.engine import events as e
from game.engine.state import SIT
from game.engine.stocks import CHAIRS
from game.locales import N_
from game.narration.company import describe_cause_briefly, name_own_figure, title_changes
from game.narration.events import narrate_decision, narrate_events
from game.playthrough.prompts import Prompt
from game.playthrough.visibility import Hindsight, select_main_changes
from game.tui.play.steps.notices import render_coach_note
from game.tui.play.steps.reader import ChairReader
from game.tui.play.steps.sheet import PlayStep, Sheet
from game.tui.play.steps.telling import lay_out_lines, render_aftermath, render_deliberation, render_opening
from game.tui.toolkit.choices import NO_DIGIT, ChoiceRow
from game.tui.toolkit.content import NOTHING, fit_to_width, join_contents, render_bar, style_text
from game.tui.toolkit.figures import BAR, COUNTED, render_difference
from game.tui.toolkit.lines import Paragraph

_LABEL: Final = 21
_CHANGE: Final = 5
_CAUSE: Final = 24
"""The cells of a figure's name, its change and its cause: together with the rest they take one line."""


class ReadingStep(PlayStep):
    """A page to be read; arrows mark a figure, Enter opens its causes or goes on."""

    reads = True
    help: tuple[str, ...] = (
        N_("Enter goes on. Up and down mark a figure, Enter on it shows what moved it."),
        N_("◌ is a sign of something on its way; ↳ is what came of an earlier decision."),
    )

    def __init__(self, reader: ChairReader, happened: Sequence[e.Event], hindsight: Hindsight | None = None) -> None:
        super().__init__(reader)
        self.happened, self.hindsight = happened, hindsight
        self.changes = select_main_changes(happened, filter(reader.is_mine, CHAIRS))

    @property
    def keys(self) -> tuple[str, ...]:  # type: ignore[override]
        """Enter goes on; the arrows find the figures."""
        return ("up", "down", "go_on") if self.changes else ("go_on",)

    def move_mark(self, by: int) -> None:
        """Mark the next figure, or none."""
        steps = [None, *range(len(self.changes))]
        self.caret = steps[(steps.index(self.caret) + by) % len(steps)]

    def click_row(self, row: int) -> None:
        """Mark the figure that was clicked."""
        self.caret = row

    def find_marked_stock(self) -> str:
        """Return the marked figure's stock."""
        return self.changes[self.caret].stock if self.caret is not None else ""

    def build_answer(self, prompt: Prompt) -> Mapping[str, object] | None:  # noqa: ARG002
        """Reading answers nothing."""
        return None

    def build_sheet(self) -> Sheet:
        """Return the page."""
        rows = [self._build_figure_row(event) for event in self.changes]
        ask = style_text(title_changes(), "bold $quiet") if rows else NOTHING
        return Sheet(
            story=list(self.render_story()), ask=ask, rows=rows, caret=self.caret, note=self.render_coach_note()
        )

    def render_story(self) -> Iterable[Paragraph]:
        """Yield the paragraphs."""
        return ()

    def render_coach_note(self) -> Content:
        """Return the coach's line."""
        return NOTHING

    def _build_figure_row(self, event: e.Changed) -> ChoiceRow:
        label = name_own_figure(self.reader.voice, event.stock)
        gauge = NOTHING if event.stock in COUNTED else render_bar(event.after, 100, BAR, "$gauge")
        value = style_text(f"{event.after:,}".rjust(7), "$ink")
        change = render_difference(event.stock, event.after - event.before)
        cause = style_text(self._render_cause(event.cause), "$quiet").truncate(_CAUSE, ellipsis=True)
        row = join_contents(
            fit_to_width(style_text(label), _LABEL),
            fit_to_width(gauge, BAR),
            value,
            style_text("  "),
            fit_to_width(change, _CHANGE),
            cause,
        )
        return ChoiceRow(row, digit=NO_DIGIT)

    def _render_cause(self, name: str) -> str:
        enacted = next((event for event in self.happened if isinstance(event, e.Enacted)), None)
        return describe_cause_briefly(self.reader.voice, name, enacted)


class ConsequenceStep(ReadingStep):
    """After a decision."""

    def render_story(self) -> Iterable[Paragraph]:
        """Yield how it was reached, what happened, what is on its way, and what came of earlier things."""
        enacted = next((event for event in self.happened if isinstance(event, e.Enacted)), None)
        before = list(takewhile(lambda event: event is not enacted, self.happened))
        yield from render_deliberation(
            self.reader, [event for event in before if not self._is_repeated_below(event, enacted)]
        )
        if enacted is not None:
            yield from lay_out_lines(self.reader, narrate_decision(self.reader.voice, self.happened, enacted))
        yield from self._render_what_followed()

    def render_coach_note(self) -> Content:
        """Return the coach's line, in learner mode."""
        return render_coach_note(self.reader)

    def _is_repeated_below(self, event: e.Event, enacted: e.Enacted | None) -> bool:
        """Whether final picks tell nothing new: one is what was done, the other asked to sit down."""
        if not isinstance(event, e.Finals) or enacted is None:
            return False
        return SIT in event.final.values() and not set(event.final.values()) - {SIT, enacted.option}

    def _render_what_followed(self) -> Iterable[Paragraph]:
        for kind in (e.WeekPassed, e.ChairEmptied):
            told = [event for event in self.happened if isinstance(event, kind)]
            yield from lay_out_lines(self.reader, narrate_events(self.reader.voice, told))
        yield from render_aftermath(self.reader, self.happened)


class InterludeStep(ReadingStep):
    """A scene in which nothing is asked."""

    def __init__(
        self,
        reader: ChairReader,
        opened: e.SceneOpened,
        happened: Sequence[e.Event],
        hindsight: Hindsight | None = None,
    ) -> None:
        super().__init__(reader, happened, hindsight)
        self.opened = opened

    def render_story(self) -> Iterable[Paragraph]:
        """Yield its text."""
        yield from render_opening(self.reader, self.opened)
        yield from render_aftermath(self.reader, self.happened)


class IntervalStep(ReadingStep):
    """Between two scenes: what came of coffees, and of earlier decisions."""

    def render_story(self) -> Iterable[Paragraph]:
        """Yield what was learned."""
        coffees = [event for event in self.happened if isinstance(event, e.CoffeeTaken)]
        yield from lay_out_lines(self.reader, narrate_events(self.reader.voice, coffees))
        yield from render_aftermath(self.reader, self.happened)
