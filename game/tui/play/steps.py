"""The steps of the play page: what it shows at one moment, and what a key does then.

`PlayStep` and `ChoiceStep` are what every step derives from. Here are also the steps that are read: what came of a
decision, a scene in which nothing is asked, what happened between two scenes, and notices. `build_reading_steps` makes
them of what has happened. Steps that ask are in `question_steps`, those of two people in `pair_steps` and
`private_steps`.

A step knows no widget and no screen; it holds ids only and looks words up when it is asked for its sheet.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, takewhile
from typing import Final

from textual.content import Content

from game.engine import events as e
from game.engine.state import SIT
from game.engine.stocks import CHAIRS
from game.locales import N_, _
from game.narration.consequence import account_for_changes
from game.narration.debrief import moments
from game.narration.events import narrate_decision, narrate_events, narrate_outcome
from game.narration.introduction import narrate_empty_seat, narrate_ghost
from game.playthrough.hindsight import Hindsight, join_changes, list_arrivals, see_arrival, see_coffee, see_deliberation
from game.playthrough.prompts import Prompt
from game.playthrough.visibility import select_seen_changes
from game.tui.play.paper import Sheet
from game.tui.play.reader import (
    ChairReader,
    lay_out_lines,
    render_aftermath,
    render_deliberation,
    render_opening,
    render_pledges,
)
from game.tui.toolkit.content import NOTHING, join_contents, render_spans, style_text
from game.tui.toolkit.lines import Paragraph


class PlayStep:
    """One state of the play page. `keys` are the ids of the actions that work in it."""

    keys: tuple[str, ...] = ()
    help: tuple[str, ...] = ()
    reads = False
    """Whether Enter first scrolls through a story that is longer than the screen."""
    whole = False
    """Whether the page has the whole screen: the figures of the company are part of it."""
    spread = False
    """Whether the page is spread out where there is room, over the place of the company too."""
    hindsight: Hindsight | None = None
    """The moment that the page belongs to, if play has gone on since."""

    def __init__(self, reader: ChairReader) -> None:
        self.reader = reader
        self.caret: int | None = None
        self.look: int | None = None
        """The row that the arrows have come to; looking picks nothing."""

    def build_sheet(self) -> Sheet:
        """Return the page in the current language."""
        raise NotImplementedError

    def press_digit(self, number: int) -> None:
        """Take a digit, if the step takes any."""

    def take_back(self) -> None:
        """Take the last digit back."""

    def restore_pick(self) -> None:
        """Give back what `take_back` has just taken: an input method pressed it, not the player."""

    def move_mark(self, by: int) -> None:
        """Move the mark, if there is one."""

    def click_row(self, row: int) -> None:
        """Treat a click on a row as its digit."""
        self.press_digit(row + 1)

    def toggle_fact(self, fact: int | None = None) -> None:
        """Say or keep a fact: the one with this number, else the one that is looked at."""

    def find_marked_stock(self) -> str:
        """Return the stock of the marked figure, '' if none is marked."""
        return ""

    def unmark(self) -> None:
        """Mark no figure."""

    def find_fact_to_revisit(self) -> str:
        """Return the fact that Enter looks back at, '' if Enter goes on."""
        return ""

    def explain_missing(self) -> str:
        """Return what is still missing before Enter can commit, '' if nothing is."""
        return ""

    def ask_once_more(self) -> bool:
        """Return whether Enter has to be pressed once more, and from now on say so on the page."""
        return False

    def build_answer(self, prompt: Prompt) -> Mapping[str, object] | None:
        """Return the answer to a prompt; None for a prompt that this step does not answer."""
        raise NotImplementedError

    def render_key_label(self, action: str) -> str | None:  # noqa: ARG002
        """Return how this step writes the keys of an action; None for the usual way."""
        return None


class ChoiceStep(PlayStep):
    """A step with rows: a digit picks one, the same digit again or Backspace takes it back, Enter confirms.

    Arrows look at a row and pick nothing.
    """

    standing: int | None = None
    """The row that Enter confirms while no digit was pressed; None where a digit is needed."""

    def __init__(self, reader: ChairReader) -> None:
        super().__init__(reader)
        self._taken: tuple[int | None, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:  # type: ignore[override]
        """Digits answer; there is something to take back where one was pressed."""
        return ("answer", "up", "down", *self.list_taking_back(), "confirm")

    def list_taking_back(self) -> tuple[str, ...]:
        """Return the action that takes a digit back, if there is one to take back."""
        return ("take_back",) if self.caret != self.standing else ()

    def count_rows(self) -> int:
        """Return how many rows there are."""
        raise NotImplementedError

    def press_digit(self, number: int) -> None:
        """Pick the row with this number; if it is picked, take it back."""
        if 1 <= number <= self.count_rows():
            self._taken = ()
            self.caret = self.standing if self.caret == number - 1 else number - 1
            self.look = None

    def take_back(self) -> None:
        """Take the pick back."""
        self._taken, self.caret = (self.caret,), self.standing

    def restore_pick(self) -> None:
        """Pick again what was just taken back."""
        if self._taken:
            self.caret, self._taken = self._taken[0], ()

    def move_mark(self, by: int) -> None:
        """Look at the next row, or the one before."""
        if self.count_rows():
            first = (0 if by > 0 else self.count_rows() - 1) if self.caret is None else self.caret + by
            self.look = (first if self.look is None else self.look + by) % self.count_rows()

    def render_key_label(self, action: str) -> str | None:
        """Write the digits as a range up to the last that works."""
        return f"1-{self.count_rows()}" if action in {"answer", "lean", "change"} else None


# -- what came of a decision ---------------------------------------------------------------------------------


class ReadingStep(PlayStep):
    """A page to be read; arrows mark a figure, Enter opens its causes or goes on, Space goes on."""

    reads = True
    help: tuple[str, ...] = (
        N_("Enter or Space goes on. Up and down mark a figure, Enter on it shows what moved it."),
        N_("◌ is a sign of something on its way; ↳ is what came of an earlier decision."),
    )

    def __init__(self, reader: ChairReader, happened: Sequence[e.Event], hindsight: Hindsight | None = None) -> None:
        super().__init__(reader)
        self.happened, self.hindsight = happened, hindsight
        self.changes = select_seen_changes(happened, filter(reader.is_mine, CHAIRS))

    @property
    def whole(self) -> bool:  # type: ignore[override]
        """The figures that have moved stand on the page itself."""
        return bool(self.changes)

    @property
    def keys(self) -> tuple[str, ...]:  # type: ignore[override]
        """Enter and Space go on; the arrows mark figures, if there are any, and Enter opens the marked one."""
        if not self.changes:
            return ("turn",)
        return ("up", "down", "turn", *(("why",) if self.caret is not None else ()))

    def render_key_label(self, action: str) -> str | None:
        """Leave Space to go on where Enter opens a figure."""
        return "space" if action == "turn" and self.caret is not None else None

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

    def unmark(self) -> None:
        """Mark no figure."""
        self.caret = None

    def build_answer(self, prompt: Prompt) -> Mapping[str, object] | None:  # noqa: ARG002
        """Reading answers nothing."""
        return None

    def build_sheet(self) -> Sheet:
        """Return the page."""
        reader = self.reader
        moved = account_for_changes(reader.voice, reader.session, self.happened, self.changes, self.hindsight)
        return Sheet(
            story=list(self.render_story()),
            ask=NOTHING if moved.figures else style_text(moved.carried, "$quiet"),
            moved=moved,
            caret=self.caret,
            note=self.render_coach_note(),
        )

    def render_story(self) -> Iterable[Paragraph]:
        """Yield the paragraphs."""
        return ()

    def render_coach_note(self) -> Content:
        """Return the coach's line."""
        return NOTHING


class ConsequenceStep(ReadingStep):
    """What came of a decision."""

    def render_story(self) -> Iterable[Paragraph]:
        """Yield how it was reached, what happened, what is on its way, and what came of earlier decisions."""
        enacted = next((event for event in self.happened if isinstance(event, e.Enacted)), None)
        before = list(takewhile(lambda event: event is not enacted, self.happened))
        decision = list(narrate_decision(self.reader.voice, self.happened, enacted)) if enacted is not None else []
        told = [event for event in before if not self._is_repeated_below(event, enacted)]
        yield from render_deliberation(self.reader, told, decision)
        yield from lay_out_lines(self.reader, decision)
        yield from self._render_what_followed()

    def render_coach_note(self) -> Content:
        """Return the coach's line, in learner mode."""
        return render_coach_note(self.reader)

    def _is_repeated_below(self, event: e.Event, enacted: e.Enacted | None) -> bool:
        """Return whether final picks say nothing new: one was enacted, the other asked to sit down."""
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
        """Yield its text, and what weighs on the simulated partner."""
        yield from render_opening(self.reader, self.opened)
        weighs = [event for event in self.happened if isinstance(event, e.CircumstanceShown)]
        yield from lay_out_lines(self.reader, narrate_events(self.reader.voice, weighs))
        yield from render_aftermath(self.reader, self.happened)


class IntervalStep(ReadingStep):
    """Between two scenes: pledges read aloud, what came of coffees, and of earlier decisions."""

    def render_story(self) -> Iterable[Paragraph]:
        """Yield what was learned."""
        yield from render_pledges(self.reader, self.happened)
        coffees = [event for event in self.happened if isinstance(event, e.CoffeeTaken)]
        yield from lay_out_lines(self.reader, narrate_events(self.reader.voice, coffees))
        yield from render_aftermath(self.reader, self.happened)


def render_coach_note(reader: ChairReader) -> Content:
    """Return the line for the scene that was just played; nothing where there is none."""
    line = moments.render_coach_note(reader.session, reader.chair)
    return join_contents(style_text("◇ ", "$gained"), style_text(line, "$quiet")) if line else NOTHING


# -- notices -------------------------------------------------------------------------------------------------


class SeatChangeNoticeStep(PlayStep):
    """The notice that the partner sits in the other chair from here on."""

    keys: tuple[str, ...] = ("turn",)
    help = (N_("Somebody stopped playing; the simulated partner has that chair. F6 gives it back."),)

    def build_sheet(self) -> Sheet:
        """Return the page."""
        told = narrate_empty_seat(self.reader.voice, self.reader.chair).text
        away = _("Whoever stopped playing looks away now. F6 gives the chair back.")
        return Sheet(story=[Paragraph(style_text(told, "bold $ink")), Paragraph(style_text(away, "$ink"))])

    def build_answer(self, prompt: Prompt) -> Mapping[str, object] | None:  # noqa: ARG002
        """Nothing is asked."""
        return None


class GhostNoticeStep(PlayStep):
    """The notice that earlier answers are played back in the other chair."""

    keys: tuple[str, ...] = ("turn",)
    help = (N_("Across the table somebody's earlier answers are played back; looking back tells which they were."),)

    def build_sheet(self) -> Sheet:
        """Return the page."""
        told, otherwise = narrate_ghost(self.reader.voice, self.reader.chair)
        return Sheet(
            story=[Paragraph(style_text(told.text, "bold $ink")), Paragraph(style_text(otherwise.text, "$ink"))]
        )

    def build_answer(self, prompt: Prompt) -> Mapping[str, object] | None:  # noqa: ARG002
        """Nothing is asked."""
        return None


class GameOverStep(PlayStep):
    """The ending's title and text."""

    keys: tuple[str, ...] = ("turn",)
    help = (N_("Play is over. Look back at it from the home page."),)

    def build_sheet(self) -> Sheet:
        """Return the page."""
        told = (event for events in self.reader.session.story for event in events if isinstance(event, e.Ended))
        title, *rest = narrate_outcome(self.reader.voice, next(told))
        return Sheet(story=[Paragraph(render_spans(title.spans, "bold $ink")), *lay_out_lines(self.reader, rest)])

    def build_answer(self, prompt: Prompt) -> Mapping[str, object] | None:  # noqa: ARG002
        """Nothing is asked any more."""
        return None


# -- from what happened to the steps that tell it ------------------------------------------------------------

_CAME: Final = (e.LeavingWarned, e.Landed, e.Surfaced, e.PromiseSettled, e.EchoHeard)

_CLOSES: Final = (e.Enacted, e.ChairEmptied, e.Ended)


@dataclass(frozen=True)
class ReadingStepTypes:
    """The classes of the pages that tell what happened, which differ between one person and two."""

    consequence: type[ConsequenceStep] = ConsequenceStep
    interlude: type[InterludeStep] = InterludeStep
    interval: type[IntervalStep] = IntervalStep


ALONE: Final = ReadingStepTypes()


def build_reading_steps(reader: ChairReader, told: ReadingStepTypes = ALONE) -> list[PlayStep]:
    """Return the pages to read before the question: consequences, scenes that ask nothing, intervals.

    Each begins with the figures that the one before ended with. What landed as the scene of now opened is told with the
    consequence that it follows, or in an interval, and not once more as that scene is left.
    """
    happened = reader.session.happened
    before, *scenes = _split_by_scene(happened)
    opened = [_require_opening(scene) for scene in scenes]
    here = scenes.pop() if scenes and reader.session.in_scene else []
    came = [event for event in here if isinstance(event, _CAME)]
    coffees = [event for event in before if isinstance(event, e.CoffeeTaken)]
    steps: list[PlayStep] = []
    if any(isinstance(event, _CLOSES) for event in before):
        if came and not scenes:
            steps.append(_build_arriving_step(reader, before, here, told))
            came = []
        else:
            steps.append(told.consequence(reader, before, _build_hindsight(reader, before, opened, [*scenes, here])))
    if coffees and scenes:
        drunk = see_coffee(opened[0], coffees, [*chain(*scenes), *here])
        steps.append(told.interval(reader, coffees, drunk))
        opened[0] = replace(opened[0], stocks=drunk.stocks or opened[0].stocks)
    for number, scene in enumerate(scenes):
        rest = [*scenes[number + 1 :], here]
        steps += _build_silent_scene_steps(reader, scene, opened[number:], rest, told)
    pledged = [event for event in before if isinstance(event, e.Pledged)]
    if pledged and not opened:  # made with the first picks: what those brought is still to be told
        opening, later = _require_opening(reader.session.scene_events), before[before.index(pledged[-1]) + 1 :]
        steps.append(told.interval(reader, pledged, see_deliberation(opening, (), later)))
        pledged = []
    if came or pledged or (coffees and not scenes):
        page = [*pledged, *coffees, *came] if not scenes else [*pledged, *came]
        later = [event for event in here if event not in came]
        steps.append(told.interval(reader, page, see_arrival(opened[-1], later)))
    return steps


def _build_arriving_step(
    reader: ChairReader, before: Sequence[e.Event], here: Sequence[e.Event], told: ReadingStepTypes
) -> PlayStep:
    """Return the page of a consequence that also tells what landed as the scene of now opened."""
    opened = _require_opening(here)
    changes = join_changes((event for event in before if isinstance(event, e.Changed)), list_arrivals(opened))
    kept = (event for event in before if not isinstance(event, e.Changed))
    page = [*kept, *changes, *(event for event in here if isinstance(event, _CAME))]
    seen = _build_hindsight(reader, page, [opened], [[event for event in here if not isinstance(event, _CAME)]])
    return told.consequence(reader, page, replace(seen, stocks=opened.arrived))


def _build_silent_scene_steps(
    reader: ChairReader,
    scene: Sequence[e.Event],
    openings: Sequence[e.SceneOpened],
    rest: Sequence[Sequence[e.Event]],
    told: ReadingStepTypes,
) -> list[PlayStep]:
    """Return the pages of a scene in which this chair was asked nothing, and of what the other decided.

    `openings` are its own and those of the scenes that have opened since.
    """
    opened, *following = openings
    decided = next((number for number, event in enumerate(scene) if isinstance(event, (e.Finals, e.Enacted))), None)
    if decided is None:
        changes = join_changes(list_arrivals(opened), (event for event in scene if isinstance(event, e.Changed)))
        page = [*(event for event in scene if not isinstance(event, e.Changed)), *changes]
        return [told.interlude(reader, opened, page, _build_hindsight(reader, page, following, rest))]
    return [
        told.interlude(
            reader, opened, scene[:decided], see_arrival(opened, [*scene[decided:], *chain.from_iterable(rest)])
        ),
        told.consequence(reader, scene[decided:], _build_hindsight(reader, scene, following, rest)),
    ]


def _build_hindsight(
    reader: ChairReader,
    page: Sequence[e.Event],
    following: Sequence[e.SceneOpened],
    rest: Sequence[Sequence[e.Event]],
) -> Hindsight:
    """Return the moment that the page of a scene left behind belongs to: the company as the next found it."""
    moved = {event.stock: event.after - event.before for event in page if isinstance(event, e.Changed)}
    last = reader.session.state.past[-1]
    scene_id, count = last.scene, last.count
    if following:
        count = following[0].count - 1
        scene_id = next(played.scene for played in reader.session.state.past if played.count == count)
    stocks = following[0].stocks if following else None
    return Hindsight(scene_id, count, stocks, moved, tuple(chain.from_iterable(rest)))


def _split_by_scene(happened: Sequence[e.Event]) -> list[list[e.Event]]:
    """Return the events split where scenes open; the first part is what came before the first opening."""
    parts: list[list[e.Event]] = [[]]
    for event in happened:
        if isinstance(event, e.SceneOpened):
            parts.append([])
        parts[-1].append(event)
    return parts


def _require_opening(scene: Sequence[e.Event]) -> e.SceneOpened:
    assert isinstance(scene[0], e.SceneOpened)
    return scene[0]
