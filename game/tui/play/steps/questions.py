"""A question on the page: rows with a mark, the facts that may be said, a guess. Its words are `game.questions`'.

A digit marks a row, Space says or keeps a fact, g makes the next digit a guess, Enter commits what is marked.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final

from textual.content import Content

from game.engine import events as e
from game.engine.state import Confidence
from game.locales import current_language, vocabulary
from game.narration.lines import Spans, make_spans
from game.playthrough.prompts import FactChoice, Prompt
from game.questions import Choice, Question, build_question, explain_dots, list_sayable_facts
from game.questions.kinds import (
    LOOK_BACK_HELP,
    build_look_back_offer,
    describe_own_guess,
    explain_missing,
    title_held_facts,
)
from game.questions.pair import list_stand_in_notices
from game.tui.play.facts import FactRow, HeldFacts
from game.tui.play.steps.reader import ChairReader
from game.tui.play.steps.sheet import ChoiceStep, PlayStep, Sheet
from game.tui.play.steps.telling import render_deliberation, render_scene_text
from game.tui.toolkit.choices import ChoiceRow
from game.tui.toolkit.content import NOTHING, join_contents, render_spans, style_text
from game.tui.toolkit.lines import Paragraph

MOST_TOUCHES: Final = 4
"""Outcomes on the line of an option; the largest come first."""
DOTS: Final[Mapping[Confidence, str]] = {"sure": " ●●", "leaning": " ●○"}
"""How sure a pick is, as a sign."""


@lru_cache(maxsize=1024)
def set_spans(spans: Spans, style: str = "") -> Content:
    """Return the words of a question in a style; the same words are set once."""
    return render_spans(spans, style)


@lru_cache(maxsize=1024)
def render_touches(choice: Choice) -> Content:
    """Return the dots of an option: what it touches and how much, never whether for good or ill."""
    parts = [style_text(f"{touch.brief} {'●' * touch.dots}") for touch in choice.touches[:MOST_TOUCHES]]
    return join_contents(*parts, between="  ")


class AskedQuestion:
    """The question of a prompt, built once a language."""

    def __init__(self, reader: ChairReader, prompt: Prompt, facts: tuple[FactChoice, ...] | None = None) -> None:
        self.reader, self.prompt, self.facts = reader, prompt, facts
        self._built: tuple[str, Question] | None = None

    @property
    def now(self) -> Question:
        """The question in the language of the moment."""
        language = f"{self.reader.session.language} {current_language()}"
        if self._built is None or self._built[0] != language:
            self._built = language, build_question(self.reader.voice, self.prompt, self.facts)
        return self._built[1]

    def render_title(self) -> Content:
        """Return the title in the colour of whose question it is."""
        question = self.now
        return set_spans(question.title, f"bold {self.reader.accent_for(question.speaker)}")


class GuessInput:
    """A guess under way: the row that is guessed, and whether the next digit is one."""

    def __init__(self) -> None:
        self.index: int | None = None
        self.asking = False

    def toggle_asking(self) -> None:
        """Take the next digit as a guess, or no longer."""
        self.asking = not self.asking

    def take_digit(self, number: int) -> bool:
        """Guess a row by its digit, or take the guess back; False where no guess is asked for."""
        if not self.asking:
            return False
        self.index = None if self.index == number - 1 else number - 1
        self.asking = False
        return True

    def render_mark(self, index: int, reader: ChairReader) -> Content | None:
        """Return the mark of a row that is guessed."""
        if index != self.index:
            return None
        return style_text(describe_own_guess(), f"{reader.accent_for(reader.other)}")

    def find_choice(self, question: Question) -> str:
        """Return the choice that is guessed, "" where none is."""
        return "" if self.index is None else question.choices[self.index].id


class FactSelection:
    """The facts that a chair may say now: the mark, and which of them it will say."""

    def __init__(self, asked: AskedQuestion) -> None:
        self.asked = asked
        self.ids = tuple(fact.id for fact in asked.now.facts)
        self.said: set[str] = set()
        self.caret = 0 if self.ids else None

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

    def build_panel(self) -> HeldFacts | None:
        """Return the panel of what only this chair knows; None where that is nothing."""
        reader = self.asked.reader
        opened = reader.find_opening()
        private = [reader.render_text(path) for path in opened.private.get(reader.chair, ())] if opened else []
        if not private and not self.ids:
            return None
        rows = [
            FactRow(set_spans(fact.text), fact.id in self.said, style_text(fact.price)) for fact in self.asked.now.facts
        ]
        return HeldFacts(style_text(title_held_facts()), private, rows, self.caret)


class QuestionStep(ChoiceStep):
    """A question with a row for each of its choices."""

    def __init__(self, reader: ChairReader, prompt: Prompt, facts: tuple[FactChoice, ...] | None = None) -> None:
        super().__init__(reader)
        self.prompt = prompt
        self.asked = AskedQuestion(reader, prompt, facts)
        self.guesses = GuessInput()

    @property
    def help(self) -> tuple[str, ...]:  # type: ignore[override]
        """What to know about the question."""
        return self.asked.now.help

    def count_rows(self) -> int:
        """Return how many choices there are."""
        return len(self.asked.now.choices)

    def toggle_guessing(self) -> None:
        """Take the next digit as a guess, where a guess is part of the answer."""
        if "guess" in self.asked.now.parts:
            self.guesses.toggle_asking()

    def explain_missing(self) -> str:
        """Return that a choice is missing."""
        return explain_missing(self.prompt.kind) if self.caret is None else ""

    def build_answer(self, prompt: Prompt) -> Mapping[str, object] | None:
        """Return what is marked as the answer."""
        if prompt.token != self.prompt.token or self.caret is None:
            return None
        question = self.asked.now
        return question.build_answer(question.choices[self.caret].id, guess=self.guesses.find_choice(question))


class AnswerStep(QuestionStep):
    """A short question, a row for each answer: pledge, coffee, what holds the other back, sitting down, a last pick."""

    @property
    def keys(self) -> tuple[str, ...]:  # type: ignore[override]
        """The digits answer, or guess."""
        if "guess" not in self.asked.now.parts:
            return ChoiceStep.keys
        return ("guess_pick" if self.guesses.asking else "answer", "up", "down", "guess", "confirm")

    def press_digit(self, number: int) -> None:
        """Answer, or guess."""
        if number <= self.count_rows() and not self.guesses.take_digit(number):
            super().press_digit(number)

    def build_sheet(self) -> Sheet:
        """Return the page."""
        question = self.asked.now
        rows = [
            ChoiceRow(
                set_spans(choice.text),
                set_spans(choice.effect) or render_touches(choice),
                self.guesses.render_mark(index, self.reader) or NOTHING,
            )
            for index, choice in enumerate(question.choices)
        ]
        return Sheet(
            story=[*self._render_story(), *(Paragraph(set_spans(intro)) for intro in question.intro)],
            ask=self.asked.render_title(),
            aside=style_text(question.owner_brief, "$quiet"),
            rows=rows,
            caret=self.caret,
            note=style_text(question.guess, "$ink") if self.guesses.asking else NOTHING,
        )

    def _render_story(self) -> Iterable[Paragraph]:
        """Yield how it came to the question: what was said, picked and answered before it."""
        reader, session = self.reader, self.reader.session
        match self.prompt.kind:
            case "talk" | "sit" | "final":
                yield from render_deliberation(reader, session.happened)
            case "resolve" if reader.voice.chair is None:
                reached = [event for event in session.page if isinstance(event, (e.Finals, e.SatDown))]
                yield from render_deliberation(reader, reached)
                for notice in list_stand_in_notices(reader.voice, session, "final"):
                    yield Paragraph(style_text(notice, "$quiet"), close=True)
            case "resolve":
                finals = [event for event in session.page if isinstance(event, e.Finals)]
                yield from render_deliberation(reader, finals[-1:])
                reasons = [event for event in session.page if isinstance(event, e.ReasonGiven)]
                yield from render_deliberation(reader, reasons)


class SayStep(PlayStep):
    """Say or keep, where nothing else is asked: before one chair alone decides, and when the two sit together."""

    keys: tuple[str, ...] = ("up", "down", "say", "commit")

    def __init__(self, reader: ChairReader, prompt: Prompt) -> None:
        super().__init__(reader)
        self.prompt = prompt
        self.asked = AskedQuestion(reader, prompt, list_sayable_facts(reader.voice, prompt))
        self.facts = FactSelection(self.asked)

    @property
    def help(self) -> tuple[str, ...]:  # type: ignore[override]
        """What to know about the question."""
        return self.asked.now.help

    def move_mark(self, by: int) -> None:
        """Move the mark."""
        self.facts.move_mark(by)

    def toggle_fact(self, fact: int | None = None) -> None:
        """Say or keep a fact."""
        self.facts.toggle_fact(fact)

    def build_sheet(self) -> Sheet:
        """Return the page."""
        reader, question = self.reader, self.asked.now
        sat = self.prompt.kind == "sit_say"
        return Sheet(
            story=render_deliberation(reader, reader.session.happened) if sat else render_scene_text(reader),
            held=self.facts.build_panel(),
            ask=set_spans(question.title, "bold $ink"),
            aside=style_text(question.owner_brief, "$quiet"),
        )

    def build_answer(self, prompt: Prompt) -> Mapping[str, object] | None:
        """Return what is said."""
        return self.asked.now.build_answer(facts=self.facts.said) if prompt.token == self.prompt.token else None


class DecideStep(QuestionStep):
    """A first pick, or the pick of a chair that decides alone: a digit leans, the same digit again is sure."""

    def __init__(self, reader: ChairReader, prompt: Prompt, explain: bool) -> None:
        """Ask a first or final pick; `explain` says whether to explain the dots beside the options."""
        super().__init__(reader, prompt, list_sayable_facts(reader.voice, prompt) if prompt.kind == "first" else ())
        self.sure = False
        self.explain = explain and any(choice.hints for choice in prompt.choices)
        self.facts = FactSelection(self.asked)

    @property
    def keys(self) -> tuple[str, ...]:  # type: ignore[override]
        """What works depends on what there is to say, and on whether a guess is being made."""
        digits = "guess_pick" if self.guesses.asking else ("lean" if self.prompt.joint else "answer")
        facts = ("say",) if self.facts.ids else ()
        guess = ("guess",) if self.prompt.joint else ()
        return (digits, "up", "down", *facts, *guess, "commit")

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

    def build_sheet(self) -> Sheet:
        """Return the page."""
        question = self.asked.now
        return Sheet(
            story=render_scene_text(self.reader),
            held=self.facts.build_panel(),
            ask=self.asked.render_title(),
            aside=style_text(question.owner_brief, "$quiet"),
            rows=[self._build_option_row(index, choice) for index, choice in enumerate(question.choices)],
            caret=self.caret,
            note=self._render_note(question),
        )

    def build_answer(self, prompt: Prompt) -> Mapping[str, object] | None:
        """Return the pick, then what is said in the same breath."""
        if prompt.kind == "say" and prompt.chair == self.prompt.chair and self.prompt.kind == "first":
            return build_question(self.reader.voice, prompt).build_answer(facts=self.facts.said)
        if prompt.kind != self.prompt.kind or prompt.token != self.prompt.token or self.caret is None:
            return None
        question = self.asked.now
        return question.build_answer(
            question.choices[self.caret].id,
            confidence="sure" if self.sure else "leaning",
            guess=self.guesses.find_choice(question),
        )

    def _build_option_row(self, index: int, choice: Choice) -> ChoiceRow:
        guessed = self.guesses.render_mark(index, self.reader)
        marks = [guessed] if guessed else []
        if index == self.caret and self.prompt.joint:
            sure: Confidence = "sure" if self.sure else "leaning"
            marks.append(style_text(vocabulary.describe_confidence(sure).lower() + DOTS[sure], "$soft"))
        return ChoiceRow(set_spans(choice.text), render_touches(choice), join_contents(*marks, between="  "))

    def _render_note(self, question: Question) -> Content:
        if self.guesses.asking:
            return style_text(question.guess, "$ink")
        return style_text(explain_dots(), "$quiet") if self.explain else NOTHING


class LookBackPromptStep(ChoiceStep):
    """The first time that something kept comes out: go on, where the mark stands, or look back at the moment."""

    help = LOOK_BACK_HELP

    def __init__(self, reader: ChairReader, fact: str) -> None:
        super().__init__(reader)
        self.fact = fact
        self.caret = 0

    def count_rows(self) -> int:
        """Return how many ways there are."""
        return 2

    def build_sheet(self) -> Sheet:
        """Return the page."""
        offer = build_look_back_offer(self.reader.voice, self.fact)
        return Sheet(
            story=[Paragraph(set_spans(make_spans(offer.told), "$ink"))],
            ask=set_spans(offer.title, "bold $ink"),
            rows=[ChoiceRow(set_spans(choice.text), set_spans(choice.effect)) for choice in offer.choices],
            caret=self.caret,
        )

    def build_answer(self, prompt: Prompt) -> Mapping[str, object] | None:  # noqa: ARG002
        """Return nothing: nothing is decided here."""
        return None

    def find_fact_to_revisit(self) -> str:
        """Return the fact, where looking back is marked."""
        return self.fact if self.caret == 1 else ""


def find_first_exposed_fact(reader: ChairReader) -> str:
    """Return the fact of this chair that has just come out, where it is the first one that did; else ""."""
    session = reader.session
    told = [event for row in session.story for event in row if isinstance(event, e.Surfaced)]
    own = [event for event in told if event.kept and event.holder == reader.chair]
    return own[0].fact if own and own[0] in session.happened else ""
