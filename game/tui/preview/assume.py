"""What is assumed where a play begins in the middle: figures, flags, and the facts that the other chair has heard."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import ClassVar

from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widget import Widget

from game.engine.premise import Premise, flags_of, range_of
from game.engine.stocks import STOCKS, other
from game.locales import N_, _, words
from game.playthrough.rehearsal import Rehearsal
from game.tui.actions import bind
from game.tui.content import ink
from game.tui.preview.trial import Trial
from game.tui.screens.listing import Listing
from game.tui.widgets.choices import NO_DIGIT, Choices, Row
from game.tui.widgets.header import Header

_WIDEST = 48
NUMBERS = (*STOCKS, "week", "tokens")


class Assume(Listing[bool], inherit_bindings=True):
    """A row for each thing that may be assumed; the result tells whether play begins with it."""

    CSS_PATH = "preview.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bind("type_figure", "less", "more", "no_figure")
    ABOUT: ClassVar[tuple[str, ...]] = (
        N_("Type a figure, or change it with left and right; Enter raises a flag or says a fact."),
        N_("The first row begins, and so does Enter on a figure. What you leave alone is as the crisis begins."),
    )

    def __init__(self, trial: Trial, premise: Premise) -> None:
        super().__init__()
        assert trial.session is not None
        self.trial = trial
        self.session: Rehearsal = trial.session
        before = trial.premise
        self.premise = replace(before, scene=premise.scene) if before is not None else premise
        self.flags = list(flags_of(self.session.scenario))
        self.facts = list(self.session.scenario.facts)
        self._typing = False

    def body(self) -> Iterable[Widget]:
        """Yield the rows."""
        yield Header()
        with VerticalScroll(id="scenes", can_focus=False):
            yield Choices(widest=_WIDEST)

    def fill(self) -> None:
        """Show what is assumed."""
        title = _("Begin at {scene}: what is assumed?", scene=self.premise.scene)
        self.query_one(Header).show(ink(title, "bold $ink"), ink(_("all else as the crisis begins"), "$quiet"))
        super().fill()

    def moved(self) -> None:
        """What is typed next is a new figure."""
        self._typing = False

    def rows(self) -> Sequence[Row]:
        """Return the beginning, then figures, flags and facts."""
        rows = [Row(ink(_("Begin here")), digit=NO_DIGIT)]
        for number, name in enumerate(NUMBERS):
            set_here = name in self.premise.numbers
            value = ink(str(self._number(name)).rjust(6), "bold $ceo" if set_here else "$quiet")
            rows.append(Row(ink(name), note=value, digit=NO_DIGIT, gap=number == 0))
        for number, flag in enumerate(self.flags):
            rows.append(self._toggled(f"flag.{flag}", flag in self.premise.flags, number == 0))
        for number, fact in enumerate(self.facts):
            known = (self._hearer(fact), fact) in self.premise.knows
            name = _("{chair} has heard {fact}", chair=words.chair(self._hearer(fact)), fact=fact)
            rows.append(self._toggled(name, known, number == 0))
        return rows

    def _toggled(self, name: str, on: bool, gap: bool) -> Row:
        mark = ink(("● " + _("yes")) if on else ("○ " + _("no")), "bold $ceo" if on else "$quiet")
        return Row(ink(name), note=mark, digit=NO_DIGIT, gap=gap)

    def _hearer(self, fact: str) -> "str":
        return other(self.session.scenario.facts[fact].held)

    def _number(self, name: str) -> int:
        given = self.premise.numbers.get(name)
        return self._at_the_beginning()[name] if given is None else given

    def _at_the_beginning(self) -> Mapping[str, int]:
        scenario = self.session.scenario
        start = {name: round(points / 100) for name, points in zip(STOCKS, scenario.start, strict=True)}
        return {**start, "week": 0, "tokens": scenario.tokens}

    def picked(self, index: int) -> None:
        """Begin, from the first row or a figure; or raise a flag, or say a fact."""
        flag, fact = index - 1 - len(NUMBERS), index - 1 - len(NUMBERS) - len(self.flags)
        if index <= len(NUMBERS):
            self.trial.begin(self.premise)
            self.leave(True)
        elif fact >= 0:
            name = self.facts[fact]
            self._assume(knows=self.premise.knows ^ {(self._hearer(name), name)})
        elif flag >= 0:
            self._assume(flags=self.premise.flags ^ {self.flags[flag]})

    def _assume(self, **changes: object) -> None:
        self.premise = replace(self.premise, **changes)  # type: ignore[arg-type]
        typing = self._typing
        self.fill()
        self._typing = typing

    @property
    def _marked(self) -> str:
        """The figure that is marked, '' where none is."""
        return NUMBERS[self.caret - 1] if 1 <= self.caret <= len(NUMBERS) else ""

    def _set(self, value: int) -> None:
        name = self._marked
        low, high = range_of(name) or (0, 0)
        self._assume(numbers={**self.premise.numbers, name: min(max(value, low), high)})

    def action_type(self, digit: str) -> None:
        """Type a digit of the figure that is marked."""
        if self._marked:
            before = self._number(self._marked) if self._typing else 0
            self._typing = True
            self._set(before * 10 + int(digit))

    def action_left(self) -> None:
        """One less."""
        if self._marked:
            self._set(self._number(self._marked) - 1)

    def action_right(self) -> None:
        """One more."""
        if self._marked:
            self._set(self._number(self._marked) + 1)

    def action_no_figure(self) -> None:
        """Leave the figure as the crisis begins."""
        if self._marked:
            numbers = {name: value for name, value in self.premise.numbers.items() if name != self._marked}
            self._assume(numbers=numbers)
