"""Consequence: what happened, up to three figures that moved and why, what came of earlier things. Enter goes on."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import takewhile
from typing import Final

from textual.content import Content

from game.engine import events as e
from game.engine.state import SIT
from game.engine.stocks import CHAIRS
from game.locales import N_, _, words
from game.playthrough.hindsight import Hindsight
from game.playthrough.prompts import Prompt
from game.playthrough.secrecy import figures
from game.tui.content import NOTHING, ink, join
from game.tui.steps.coach import note
from game.tui.steps.coffee import coffee
from game.tui.steps.reader import Reader
from game.tui.steps.sheet import Sheet, Step
from game.tui.steps.telling import close, private, recount, since
from game.tui.typeset import bar, pad
from game.tui.widgets.choices import NO_DIGIT, Row
from game.tui.widgets.figures import BAR, COUNTED, difference
from game.tui.widgets.story import Paragraph

_LABEL: Final = 21
_CHANGE: Final = 5
_CAUSE: Final = 24
"""The cells of a figure's name, its change and its cause: together with the rest they take one line."""


class Reading(Step):
    """A page to be read; arrows mark a figure, Enter opens its causes or goes on."""

    reads = True
    help: tuple[str, ...] = (
        N_("Enter goes on. Up and down mark a figure, Enter on it shows what moved it."),
        N_("◌ is a sign of something on its way; ↳ is what came of an earlier decision."),
    )

    def __init__(self, reader: Reader, happened: Sequence[e.Event], hindsight: Hindsight | None = None) -> None:
        super().__init__(reader)
        self.happened, self.hindsight = happened, hindsight
        self.changes = figures(happened, filter(reader.is_mine, CHAIRS))

    @property
    def keys(self) -> tuple[str, ...]:  # type: ignore[override]
        """Enter goes on; the arrows find the figures."""
        return ("up", "down", "go_on") if self.changes else ("go_on",)

    def move(self, by: int) -> None:
        """Mark the next figure, or none."""
        steps = [None, *range(len(self.changes))]
        self.caret = steps[(steps.index(self.caret) + by) % len(steps)]

    def point(self, row: int) -> None:
        """Mark the figure that was clicked."""
        self.caret = row

    def figure(self) -> str:
        """Return the marked figure's stock."""
        return self.changes[self.caret].stock if self.caret is not None else ""

    def answer(self, prompt: Prompt) -> Mapping[str, object] | None:  # noqa: ARG002
        """Reading answers nothing."""
        return None

    def sheet(self) -> Sheet:
        """Return the page."""
        rows = [self._row(event) for event in self.changes]
        ask = ink(_("What moved"), "bold $quiet") if rows else NOTHING
        return Sheet(story=list(self.story()), ask=ask, rows=rows, caret=self.caret, note=self.coach())

    def story(self) -> Iterable[Paragraph]:
        """Yield the paragraphs."""
        return ()

    def coach(self) -> Content:
        """Return the coach's line."""
        return NOTHING

    def _row(self, event: e.Changed) -> Row:
        trust = _("You trust {name}", name=self.reader.name(self.reader.other))
        label = trust if "." in event.stock else words.short_stock(event.stock)
        gauge = NOTHING if event.stock in COUNTED else bar(event.after, 100, BAR, "$gauge")
        value = ink(f"{event.after:,}".rjust(7), "$ink")
        change = difference(event.stock, event.after - event.before)
        cause = ink(self._cause(event.cause), "$quiet").truncate(_CAUSE, ellipsis=True)
        row = join(pad(ink(label), _LABEL), pad(gauge, BAR), value, ink("  "), pad(change, _CHANGE), cause)
        return Row(row, digit=NO_DIGIT)

    def _cause(self, name: str) -> str:
        enacted = next((event for event in self.happened if isinstance(event, e.Enacted)), None)
        if enacted is not None and name == f"option:{enacted.scene}.{enacted.option}":
            return _("this decision")
        return self.reader.cause(name)


class Consequence(Reading):
    """After a decision."""

    def story(self) -> Iterable[Paragraph]:
        """Yield how it was reached, what happened, what is on its way, and what came of earlier things."""
        enacted = next((event for event in self.happened if isinstance(event, e.Enacted)), None)
        before = list(takewhile(lambda event: event is not enacted, self.happened))
        yield from recount(self.reader, [event for event in before if not self._said_below(event, enacted)])
        if enacted is not None:
            yield from self._enacted(enacted)
        yield from self._rest()

    def coach(self) -> Content:
        """Return the coach's line, in learner mode."""
        return note(self.reader)

    def _enacted(self, event: e.Enacted) -> Iterable[Paragraph]:
        who, colour = self._whose(event)
        option = self.reader.option(event.scene, event.option, "bold $ink")
        yield Paragraph(option, lead=ink(f"{who}  ", f"bold {colour}"))
        yield from (Paragraph(self.reader.tell(path)) for path in event.lines)
        yield from private(self.reader, event.private.get(self.reader.chair, ()))
        cues = [Paragraph(self.reader.tell(path, "$quiet"), lead=ink("◌ ", "$quiet")) for path in event.cues]
        yield from close([*cues, *self._promised(event)])

    def _whose(self, event: e.Enacted) -> tuple[str, str]:
        """Return whose decision it is, and the colour: of both, of the board, or of who had the last word."""
        finals = [found.final for found in self.happened if isinstance(found, e.Finals)]
        modes = [found.mode for found in self.happened if isinstance(found, e.Resolved)]
        sat = self.reader.session.option(event.scene, event.option).synthesis
        if sat or any(len(final) > 1 and len(set(final.values())) == 1 for final in finals):
            return _("Both"), "$gained"
        if "escalate" in modes:
            return _("The board"), "$ink"
        return self.reader.who(event.decider), self.reader.colour(event.decider)

    def _said_below(self, event: e.Event, enacted: e.Enacted | None) -> bool:
        """Whether final picks tell nothing new: one is what was done, the other asked to sit down."""
        if not isinstance(event, e.Finals) or enacted is None:
            return False
        return SIT in event.final.values() and not set(event.final.values()) - {SIT, enacted.option}

    def _promised(self, event: e.Enacted) -> Iterable[Paragraph]:
        made = self.reader.session.option(event.scene, event.option).promise
        if made is not None:
            name = _("{name} promises", name=self.reader.name(made.by))
            path = f"scenes.{event.scene}.options.{event.option}.promise.text"
            yield Paragraph(self.reader.tell(path), lead=ink(f"◇ {name}  ", self.reader.colour(made.by)))

    def _rest(self) -> Iterable[Paragraph]:
        weeks = sum(isinstance(event, e.WeekPassed) for event in self.happened)
        if weeks:
            yield Paragraph(ink(_("{weeks} pass.", weeks=words.weeks(weeks)), "$quiet"))
        name = self.reader.name("cto")
        for event in self.happened:
            if isinstance(event, e.ChairEmptied):
                told = _(
                    "{name} has handed in the badge. The CTO's chair is empty, and will be for half a year.", name=name
                )
                yield Paragraph(ink(told, "$lost"))
        yield from since(self.reader, self.happened)


class Interlude(Reading):
    """A scene in which nothing is asked."""

    def __init__(
        self,
        reader: Reader,
        opened: e.SceneOpened,
        happened: Sequence[e.Event],
        hindsight: Hindsight | None = None,
    ) -> None:
        super().__init__(reader, happened, hindsight)
        self.opened = opened

    def story(self) -> Iterable[Paragraph]:
        """Yield its text."""
        yield from (Paragraph(self.reader.tell(path)) for path in self.opened.lines)
        yield from private(self.reader, self.opened.private.get(self.reader.chair, ()))
        yield from since(self.reader, self.happened)


class Interval(Reading):
    """Between two scenes: what came of coffees, and of earlier decisions."""

    def story(self) -> Iterable[Paragraph]:
        """Yield what was learned."""
        for event in self.happened:
            if isinstance(event, e.CoffeeTaken):
                yield from coffee(self.reader, event)
        yield from since(self.reader, self.happened)
