"""Decide: the story, what only you know, the options. A digit leans, the same digit again is sure."""

from collections.abc import Mapping
from typing import cast

from textual.content import Content

from game.engine.state import Confidence
from game.locales import N_, _, vocabulary
from game.playthrough.prompts import Prompt
from game.tui.play.facts import FactRow, HeldFacts
from game.tui.play.steps.guess import GuessInput
from game.tui.play.steps.hints import explain_dots, render_hint_line
from game.tui.play.steps.reader import ChairReader
from game.tui.play.steps.sheet import ChoiceStep, Sheet
from game.tui.play.steps.telling import render_scene_text
from game.tui.toolkit.choices import ChoiceRow
from game.tui.toolkit.content import NOTHING, join_contents, style_text

HELP = (
    N_("A digit leans to an option; the same digit again says that you are sure. Enter commits."),
    N_("Space says or keeps the marked fact; up and down move the mark. What is kept may come out later, and worse."),
    N_("g, then a digit, guesses what the other will pick. It costs nothing and touches no number."),
)


class FactSelection:
    """The facts that a chair may say now: the mark, and which of them it will say."""

    def __init__(self, reader: ChairReader, ids: tuple[str, ...]) -> None:
        self.reader, self.ids = reader, ids
        self.said: set[str] = set()
        self.caret = 0 if ids else None

    def toggle_fact(self, index: int | None) -> None:
        """Say or keep a fact: the one with this number, else the marked one."""
        self.caret = self.caret if index is None else index
        if self.caret is not None:
            self.said ^= {self.ids[self.caret]}

    def move_mark(self, by: int) -> bool:
        """Move the mark; False where it would leave the facts."""
        if self.caret is None or not 0 <= self.caret + by < len(self.ids):
            return False
        self.caret += by
        return True

    def build_rows(self) -> list[FactRow]:
        """Return the facts as the panel shows them."""
        facts = self.reader.session.scenario.facts
        return [
            FactRow(
                self.reader.render_text(f"{facts[fact].path}.text"),
                fact in self.said,
                style_text(vocabulary.describe_fact_cost(facts[fact].cost)),
            )
            for fact in self.ids
        ]

    def build_answer(self, prompt: Prompt) -> Mapping[str, object]:
        """Return what is said, as an answer."""
        return {"facts": [fact.id for fact in prompt.facts if fact.id in self.said]}


def list_sayable_facts(reader: ChairReader, prompt: Prompt) -> tuple[str, ...]:
    """Return the facts that this chair can say in the scene of the prompt, before it is asked for them."""
    if prompt.facts:
        return tuple(fact.id for fact in prompt.facts)
    opened = reader.session.scenario.scenes[prompt.scene].say
    held = reader.session.build_view(reader.chair).facts
    return tuple(fact.id for fact in held if fact.id in opened and fact.status == "unsaid")


def build_private_facts(reader: ChairReader, facts: FactSelection) -> HeldFacts | None:
    """Return the panel of what only this chair knows; None where that is nothing."""
    opened = reader.find_opening()
    private = [reader.render_text(path) for path in opened.private.get(reader.chair, ())] if opened else []
    if not private and not facts.ids:
        return None
    return HeldFacts(style_text(_("Only you know")), private, facts.build_rows(), facts.caret)


def render_scene_question(reader: ChairReader, prompt: Prompt) -> Content:
    """Return the question of the scene in the colour of who decides."""
    path = f"{reader.session.scenario.scenes[prompt.scene].path}.ask"
    return reader.render_text(path, f"bold {reader.accent_for(prompt.owner)}")


def _render_who_decides(reader: ChairReader, prompt: Prompt) -> str:
    if not prompt.joint:
        return _("yours alone to decide")
    name = reader.render_name(reader.other)
    if prompt.owner == reader.chair:
        return _("you decide · {name} leans too", name=name)
    return _("{name} decides · you lean first", name=name)


class DecideStep(ChoiceStep):
    """A first pick, or the pick of a chair that decides alone."""

    help = HELP

    def __init__(self, reader: ChairReader, prompt: Prompt, explain: bool) -> None:
        super().__init__(reader)
        self.prompt = prompt
        self.sure = False
        self.guesses = GuessInput()
        self.explain = explain and any(choice.hints for choice in prompt.choices)
        self.facts = FactSelection(reader, list_sayable_facts(reader, prompt) if prompt.kind == "first" else ())

    @property
    def keys(self) -> tuple[str, ...]:  # type: ignore[override]
        """What works depends on what there is to say, and on whether a guess is being made."""
        digits = "guess_pick" if self.guesses.asking else ("lean" if self.prompt.joint else "answer")
        facts = ("say",) if self.facts.ids else ()
        guess = ("guess",) if self.prompt.joint else ()
        return (digits, "up", "down", *facts, *guess, "commit")

    def count_rows(self) -> int:
        """Return how many options there are."""
        return len(self.prompt.choices)

    def press_digit(self, number: int) -> None:
        """Lean, be sure, or guess."""
        if number > self.count_rows():
            return
        if not self.guesses.take_digit(number):
            self.sure = self.caret == number - 1 and not self.sure and self.prompt.joint
            self.caret = number - 1

    def move_mark(self, by: int) -> None:
        """Move through the facts first, then through the options; the option one stands on is leaned to."""
        if self.caret is None and self.facts.move_mark(by):
            return
        if self.caret == 0 and by < 0 and self.facts.ids:
            self.caret = None
            return
        there = 0 if self.caret is None else min(max(self.caret + by, 0), self.count_rows() - 1)
        self.sure = self.sure and there == self.caret
        self.caret = there

    def toggle_fact(self, fact: int | None = None) -> None:
        """Say or keep a fact."""
        self.facts.toggle_fact(fact)

    def toggle_guessing(self) -> None:
        """The next digit is a guess."""
        self.guesses.toggle_asking()

    def explain_missing(self) -> str:
        """A pick is missing."""
        return _("Lean to an option first: press its digit.") if self.caret is None else ""

    def build_sheet(self) -> Sheet:
        """Return the page."""
        reader = self.reader
        return Sheet(
            story=render_scene_text(reader),
            held=build_private_facts(reader, self.facts),
            ask=render_scene_question(reader, self.prompt),
            aside=style_text(_render_who_decides(reader, self.prompt), "$quiet"),
            rows=[self._build_option_row(index) for index in range(self.count_rows())],
            caret=self.caret,
            note=self._render_note(),
        )

    def build_answer(self, prompt: Prompt) -> Mapping[str, object] | None:
        """Answer the pick, then what is said in the same breath."""
        if prompt.kind == "say" and prompt.chair == self.prompt.chair and self.prompt.kind == "first":
            return self.facts.build_answer(prompt)
        if prompt.kind != self.prompt.kind or prompt.token != self.prompt.token or self.caret is None:
            return None
        picked = prompt.choices[self.caret].id
        if prompt.kind == "final":
            return {"option": picked}
        confidence: Confidence = "sure" if self.sure else "leaning"
        guessed = self.guesses.index
        guess = {} if guessed is None else {"guess": prompt.choices[guessed].id}
        return cast("Mapping[str, object]", {"option": picked, "confidence": confidence, **guess})

    def _build_option_row(self, index: int) -> ChoiceRow:
        choice = self.prompt.choices[index]
        guessed = self.guesses.render_mark(index, self.reader)
        marks = [guessed] if guessed else []
        if index == self.caret and self.prompt.joint:
            marks.append(
                style_text(
                    vocabulary.describe_confidence("sure" if self.sure else "leaning").lower()
                    + (" ●●" if self.sure else " ●○"),
                    "$soft",
                )
            )
        return ChoiceRow(
            self.reader.render_text(choice.path),
            render_hint_line(choice, self.reader),
            join_contents(*marks, between="  "),
        )

    def _render_note(self) -> Content:
        if self.guesses.asking:
            return style_text(
                _("What will {name} pick? Press its digit.", name=self.reader.render_name(self.reader.other)), "$ink"
            )
        return style_text(explain_dots(), "$quiet") if self.explain else NOTHING
