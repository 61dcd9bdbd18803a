"""Where a play begins: at the beginning, or at any scene, with figures, flags and facts assumed that led there.

Beside both lists a large page shows what is marked, and what it would mean.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import ClassVar

from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widget import Widget

from game.engine.start_midway import Premise, find_number_range, list_flags
from game.engine.stocks import STOCKS, other_chair
from game.locales import N_, _, current_language, vocabulary
from game.preview.rehearsal import Rehearsal
from game.preview.trial import Trial
from game.tui.actions import bind
from game.tui.preview.sketches import (
    render_assumed,
    render_beginning,
    render_people,
    render_scene,
    render_scene_place,
)
from game.tui.toolkit.choices import NO_DIGIT, ChoiceRow, Choices, ListPage
from game.tui.toolkit.content import style_text
from game.tui.toolkit.lines import DrawnLines
from game.tui.toolkit.page import Header

_FIRST_WORDS = 60

_WIDEST = 48

NUMBERS = (*STOCKS, "week", "tokens")


class StartScenePage(ListPage[bool], inherit_bindings=True):
    """The scenes in the order of the file; the result is whether play starts again."""

    CSS_PATH = "preview.tcss"
    SCROLLED = "#sketch"
    ABOUT: ClassVar[tuple[str, ...]] = (
        N_("Pick a scene to begin there. Its state is a true one of the rules; what came before is assumed."),
    )

    def __init__(self, trial: Trial) -> None:
        super().__init__()
        assert trial.session is not None
        self.trial = trial
        self.session = trial.session
        self.scenes = list(self.session.scenario.scenes)
        self.caret = 1 + self.scenes.index(self.session.state.scene)

    def compose_body(self) -> Iterable[Widget]:
        """Yield the list, with the marked scene beside it and its place under it."""
        yield Header()
        with Horizontal(id="start"):
            with Vertical(id="list"):
                with VerticalScroll(id="scenes", can_focus=False):
                    yield Choices()
                yield DrawnLines(id="place")
            with VerticalScroll(id="sketch", can_focus=False):
                yield DrawnLines()

    def update_texts(self) -> None:
        """Show the scenes."""
        self.session.language = current_language()
        self.query_one(Header).show_titles(style_text(_("Begin where?"), "bold $ink"))
        super().update_texts()
        self._show_sketch()
        self.call_after_refresh(self.move_caret, self.caret)

    def follow_caret(self) -> None:
        """Show the marked scene."""
        self._show_sketch()

    def on_resize(self) -> None:
        """Show the marked scene where there is room."""
        if self.is_mounted:
            self._show_sketch()

    def _show_sketch(self) -> None:
        self.set_class(self.is_large, "-large")
        if not self.is_large:
            return
        place, sketch = self.query_one("#place", DrawnLines), self.query_one("#sketch DrawnLines", DrawnLines)
        session = self.session
        if self.caret:
            scene = session.scenario.scenes[self.scenes[self.caret - 1]]
            place.show_drawing(lambda width: render_scene_place(session, scene, width))
            sketch.show_drawing(lambda width: render_scene(session, scene, width))
        else:
            place.show_drawing(lambda width: render_people(session, width))
            sketch.show_drawing(lambda width: render_beginning(session, width))

    def build_rows(self) -> Sequence[ChoiceRow]:
        """Return a row for the beginning, and one for each scene with its first words."""
        rows = [ChoiceRow(style_text(_("From the beginning")), digit="·")]
        for number, scene in enumerate(self.scenes):
            words = " ".join(self.session.render_text(f"{self.session.scenario.scenes[scene].path}.text").split())
            rows.append(
                ChoiceRow(
                    style_text(scene), style_text(words[:_FIRST_WORDS] + "…"), digit=str(number + 1), gap=number == 0
                )
            )
        return rows

    def action_digit(self, digit: str) -> None:
        """Go to the scene with this number."""
        if int(digit) <= len(self.scenes):
            self.move_caret(int(digit))

    def choose_row(self, index: int) -> None:
        """Begin at the beginning, or ask what is assumed."""
        if index:
            self.open_page(AssumptionsPage(self.trial, Premise(self.scenes[index - 1])), self._leave_if_begun)
        else:
            self.trial.start_anew(None)
            self.close_page(True)

    def _leave_if_begun(self, begun: bool | None) -> None:
        if begun:
            self.close_page(True)


class AssumptionsPage(ListPage[bool], inherit_bindings=True):
    """A row for each thing that may be assumed; the result is whether play starts with it."""

    CSS_PATH = "preview.tcss"
    SCROLLED = "#sketch"
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
        self.flags = list(list_flags(self.session.scenario))
        self.facts = list(self.session.scenario.facts)
        self._typing = False

    def compose_body(self) -> Iterable[Widget]:
        """Yield the rows, and beside them what they would mean."""
        yield Header()
        with Horizontal(id="start"):
            with VerticalScroll(id="scenes", can_focus=False):
                yield Choices(widest=_WIDEST)
            with VerticalScroll(id="sketch", can_focus=False):
                yield DrawnLines()

    def update_texts(self) -> None:
        """Show what is assumed."""
        title = _("Begin at {scene}: what is assumed?", scene=self.premise.scene)
        self.query_one(Header).show_titles(
            style_text(title, "bold $ink"), style_text(_("all else as the crisis begins"), "$quiet")
        )
        super().update_texts()
        self._show_sketch()

    def on_resize(self) -> None:
        """Show what is assumed where there is room."""
        if self.is_mounted:
            self._show_sketch()

    def _show_sketch(self) -> None:
        self.set_class(self.is_large, "-large")
        if self.is_large:
            session, premise = self.session, self.premise
            self.query_one("#sketch DrawnLines", DrawnLines).show_drawing(
                lambda width: render_assumed(session, premise, width)
            )

    def follow_caret(self) -> None:
        """Take the next digit as the start of a new figure."""
        self._typing = False

    def build_rows(self) -> Sequence[ChoiceRow]:
        """Return the row that begins, then figures, flags and facts."""
        rows = [ChoiceRow(style_text(_("Begin here")), digit=NO_DIGIT)]
        for number, name in enumerate(NUMBERS):
            set_here = name in self.premise.numbers
            value = style_text(str(self._read_number(name)).rjust(6), "bold $ceo" if set_here else "$quiet")
            rows.append(ChoiceRow(style_text(name), note=value, digit=NO_DIGIT, gap=number == 0))
        for number, flag in enumerate(self.flags):
            rows.append(self._build_toggle_row(f"flag.{flag}", flag in self.premise.flags, number == 0))
        for number, fact in enumerate(self.facts):
            known = (self._find_hearer(fact), fact) in self.premise.knows
            name = _("{chair} has heard {fact}", chair=vocabulary.name_chair(self._find_hearer(fact)), fact=fact)
            rows.append(self._build_toggle_row(name, known, number == 0))
        return rows

    def _build_toggle_row(self, name: str, on: bool, gap: bool) -> ChoiceRow:
        mark = style_text(("● " + _("yes")) if on else ("○ " + _("no")), "bold $ceo" if on else "$quiet")
        return ChoiceRow(style_text(name), note=mark, digit=NO_DIGIT, gap=gap)

    def _find_hearer(self, fact: str) -> "str":
        return other_chair(self.session.scenario.facts[fact].held)

    def _read_number(self, name: str) -> int:
        given = self.premise.numbers.get(name)
        return self._build_start_numbers()[name] if given is None else given

    def _build_start_numbers(self) -> Mapping[str, int]:
        scenario = self.session.scenario
        start = {name: round(points / 100) for name, points in zip(STOCKS, scenario.start, strict=True)}
        return {**start, "week": 0, "tokens": scenario.tokens}

    def choose_row(self, index: int) -> None:
        """Begin, from the first row or a figure; otherwise toggle a flag or a fact."""
        flag, fact = index - 1 - len(NUMBERS), index - 1 - len(NUMBERS) - len(self.flags)
        if index <= len(NUMBERS):
            self.trial.start_anew(self.premise)
            self.close_page(True)
        elif fact >= 0:
            name = self.facts[fact]
            self._change_premise(knows=self.premise.knows ^ {(self._find_hearer(name), name)})
        elif flag >= 0:
            self._change_premise(flags=self.premise.flags ^ {self.flags[flag]})

    def _change_premise(self, **changes: object) -> None:
        self.premise = replace(self.premise, **changes)  # type: ignore[arg-type]
        typing = self._typing
        self.update_texts()
        self._typing = typing

    @property
    def _marked(self) -> str:
        """The name of the marked figure, '' if none is marked."""
        return NUMBERS[self.caret - 1] if 1 <= self.caret <= len(NUMBERS) else ""

    def _set_number(self, value: int) -> None:
        name = self._marked
        low, high = find_number_range(name) or (0, 0)
        self._change_premise(numbers={**self.premise.numbers, name: min(max(value, low), high)})

    def action_type(self, digit: str) -> None:
        """Type a digit of the figure that is marked."""
        if self._marked:
            before = self._read_number(self._marked) if self._typing else 0
            self._typing = True
            self._set_number(before * 10 + int(digit))

    def action_left(self) -> None:
        """Lower the marked figure by one."""
        if self._marked:
            self._set_number(self._read_number(self._marked) - 1)

    def action_right(self) -> None:
        """Raise the marked figure by one."""
        if self._marked:
            self._set_number(self._read_number(self._marked) + 1)

    def action_no_figure(self) -> None:
        """Put the marked figure back to what the crisis starts with."""
        if self._marked:
            numbers = {name: value for name, value in self.premise.numbers.items() if name != self._marked}
            self._change_premise(numbers=numbers)
