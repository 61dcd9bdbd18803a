"""The steps that ask: rows with a mark, the facts that may be said, a guess. Their words are those of `game.questions`.

A digit picks a row; the same digit again, or Backspace, takes it back. The other end of the row of digits (7 8 9 0)
guesses what the other chair picks. A letter says or keeps a fact, and so does Space on it. Arrows only look. Enter
commits what is picked.

`AnswerStep` asks anything short, `SayStep` what to say, `DecideStep` for a first pick or the pick of a chair that
decides alone, `LookBackPromptStep` whether to look back. `RevealStep`, for the final pick, has a
module of its own.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final

from textual.content import Content

from game.engine import events as e
from game.engine.state import SIT, Confidence
from game.locales import current_language, vocabulary
from game.narration.lines import Spans, make_spans
from game.playthrough.pair import list_pick_keys
from game.playthrough.prompts import FactChoice, Prompt
from game.questions import Choice, Question, build_question, explain_dots, list_sayable_facts
from game.questions.kinds import (
    LOOK_BACK_HELP,
    ask_sitting_once_more,
    build_look_back_offer,
    describe_own_guess,
    explain_missing,
    title_held_facts,
)
from game.questions.pair import list_stand_in_notices
from game.tui.actions import ACTIONS
from game.tui.play.paper import FactRow, HeldFacts, Sheet
from game.tui.play.reader import (
    ChairReader,
    render_deliberation,
    render_partner_reason,
    render_pledges,
    render_scene_text,
)
from game.tui.play.steps import ChoiceStep, PlayStep
from game.tui.toolkit.choices import ChoiceRow
from game.tui.toolkit.content import COLUMN, NOTHING, join_contents, render_spans, style_text
from game.tui.toolkit.lines import Paragraph

MOST_TOUCHES: Final = 4
"""How many outcomes stand on the line of an option; the largest come first."""

FACT_LETTERS: Final = "abcde"
"""The letters that say or keep a fact. None of them is a tone key of Telex, which an input method would hold back."""

DOTS: Final[Mapping[Confidence, str]] = {"sure": " ●●", "leaning": " ●○"}
"""How sure a pick is, as a sign."""


@lru_cache(maxsize=1024)
def set_spans(spans: Spans, style: str = "") -> Content:
    """Return the words of a question in a style; the result is cached."""
    return render_spans(spans, style)


@lru_cache(maxsize=1024)
def render_touches(choice: Choice) -> Content:
    """Return the dots of an option: what it touches and how much, never whether for good or ill."""
    parts = [style_text(f"{touch.brief} {'●' * touch.dots}") for touch in choice.touches[:MOST_TOUCHES]]
    return join_contents(*parts, between="  ")


def render_key_range(keys: str) -> str:
    """Return digits as the line of keys has them: a range, in the order of the keyboard."""
    places = sorted("1234567890".index(key) for key in keys)
    first, last = ("1234567890"[place] for place in (places[0], places[-1]))
    return first if first == last else f"{first}-{last}"


# -- the parts of a question ---------------------------------------------------------------------------------


class AskedQuestion:
    """The question of a prompt, built once for each language."""

    def __init__(self, reader: ChairReader, prompt: Prompt, facts: tuple[FactChoice, ...] | None = None) -> None:
        self.reader, self.prompt, self.facts = reader, prompt, facts
        self._built: tuple[str, Question] | None = None

    @property
    def now(self) -> Question:
        """The question in the current language."""
        if self._built is None or self._built[0] != self.language:
            self._built = self.language, build_question(self.reader.voice, self.prompt, self.facts)
        return self._built[1]

    @property
    def language(self) -> str:
        """The languages of the crisis and of the interface: what is built for one is built anew for another."""
        return f"{self.reader.session.language} {current_language()}"

    def render_title(self) -> Content:
        """Return the title in the colour of whose question it is."""
        question = self.now
        return set_spans(question.title, f"bold {self.reader.accent_for(question.speaker)}")


class GuessInput:
    """A guess: the row that is guessed, by the keys that the CTO's final picks have where two people play."""

    def __init__(self, asked: AskedQuestion) -> None:
        self.asked = asked
        self.index: int | None = None

    @property
    def keys(self) -> str:
        """The digits that guess, in the order of the rows; none where nothing is guessed."""
        question = self.asked.now
        return list_pick_keys("cto", len(question.choices)) if "guess" in question.parts else ""

    def take_digit(self, number: int) -> bool:
        """Guess a row by its digit, or take the guess back; return False if the digit guesses nothing."""
        if str(number) not in self.keys:
            return False
        guessed = self.keys.index(str(number))
        self.index = None if self.index == guessed else guessed
        return True

    def render_mark(self, index: int, reader: ChairReader) -> Content | None:
        """Return the mark of a row that is guessed."""
        if index != self.index:
            return None
        return style_text(describe_own_guess(), f"{reader.accent_for(reader.other)}")

    def find_choice(self, question: Question) -> str:
        """Return the choice that is guessed, "" if none is."""
        return "" if self.index is None else question.choices[self.index].id


class FactSelection:
    """The facts that a chair may say now: a letter each, which one is looked at, and which of them it will say."""

    def __init__(self, asked: AskedQuestion) -> None:
        self.asked = asked
        self.ids = tuple(fact.id for fact in asked.now.facts)
        self.said: set[str] = set()
        self.look: int | None = 0 if self.ids else None

    @property
    def letters(self) -> str:
        """The letters of the facts; those beyond the last letter have only Space."""
        return FACT_LETTERS[: len(self.ids)]

    def list_keys(self) -> tuple[str, ...]:
        """Return the actions that say or keep a fact now."""
        return (*(("fact",) if self.ids else ()), *(("say",) if self.look is not None else ()))

    def render_keys(self) -> str:
        """Return the letters as they stand on the line of keys, and Space where a fact is looked at."""
        letters = self.letters
        told = f"{letters[0]}-{letters[-1]}" if len(letters) > 2 else " ".join(letters)
        return told if self.look is None else f"{told} " + ACTIONS["say"].label

    def toggle_fact(self, index: int | None) -> None:
        """Say or keep a fact: the one with this number, else the one that is looked at."""
        there = self.look if index is None else index
        if there is not None and there < len(self.ids):
            self.said ^= {self.ids[there]}
            self.look = there

    def move_look(self, by: int) -> None:
        """Look at another fact, the last or the first at most."""
        if self.look is not None:
            self.look = min(max(0, self.look + by), len(self.ids) - 1)

    def build_panel(self) -> HeldFacts | None:
        """Return the panel of what only this chair knows; None if that is nothing."""
        reader = self.asked.reader
        opened = reader.find_opening()
        private = [reader.render_text(path) for path in opened.private.get(reader.chair, ())] if opened else []
        if not private and not self.ids:
            return None
        rows = [
            FactRow(set_spans(fact.text), fact.id in self.said, style_text(fact.price), self.letters[place : place + 1])
            for place, fact in enumerate(self.asked.now.facts)
        ]
        return HeldFacts(style_text(title_held_facts()), private, rows, self.look)


# -- the steps -----------------------------------------------------------------------------------------------


class QuestionStep(ChoiceStep):
    """A question with a row for each of its choices."""

    def __init__(self, reader: ChairReader, prompt: Prompt, facts: tuple[FactChoice, ...] | None = None) -> None:
        super().__init__(reader)
        self.prompt = prompt
        self.asked = AskedQuestion(reader, prompt, facts)
        self.guesses = GuessInput(self.asked)
        self.once_more = False
        """Whether the page asks if sitting down is meant; a second Enter is the yes."""

    @property
    def help(self) -> tuple[str, ...]:  # type: ignore[override]
        """What to know about the question."""
        return self.asked.now.help

    def count_rows(self) -> int:
        """Return how many choices there are."""
        return len(self.asked.now.choices)

    def press_digit(self, number: int) -> None:
        """Guess, pick, or take either back."""
        self.once_more = False
        if not self.guesses.take_digit(number):
            super().press_digit(number)

    def take_back(self) -> None:
        """Take the pick back, and a question whether it is meant with it."""
        self.once_more = False
        super().take_back()

    def explain_missing(self) -> str:
        """Return that a choice is missing."""
        return explain_missing(self.prompt.kind) if self.caret is None else ""

    def ask_once_more(self) -> bool:
        """Return whether Enter has to be pressed once more, because the two would sit down."""
        if self.once_more or self.caret is None or self.asked.now.choices[self.caret].id != SIT:
            return False
        self.once_more = True
        return True

    def render_once_more(self) -> Content:
        """Return what Enter does now, where it was asked once more."""
        voice, prompt = self.reader.voice, self.prompt
        return style_text(ask_sitting_once_more(voice, prompt.chair), "bold $ink") if self.once_more else NOTHING

    def render_key_label(self, action: str) -> str | None:
        """Write the digits of picks and of guesses as far as they work."""
        if action == "guess":
            return render_key_range(self.guesses.keys)
        return super().render_key_label(action)

    def build_answer(self, prompt: Prompt) -> Mapping[str, object] | None:
        """Return what is marked as the answer."""
        if prompt.token != self.prompt.token or self.caret is None:
            return None
        question = self.asked.now
        return question.build_answer(question.choices[self.caret].id, guess=self.guesses.find_choice(question))


class AnswerStep(QuestionStep):
    """A short question, a row for each answer: pledge, coffee, sitting down, how a difference ends, a last pick."""

    def __init__(self, reader: ChairReader, prompt: Prompt) -> None:
        super().__init__(reader, prompt)
        before = self.asked.now.mine if prompt.kind == "still" else ""
        self.caret = self.standing = self.asked.now.find_choice(before) if before else None

    @property
    def keys(self) -> tuple[str, ...]:  # type: ignore[override]
        """The keys: digits answer; some guess, where a guess is part of the answer."""
        guess = ("guess",) if self.guesses.keys else ()
        return ("answer", *guess, "up", "down", *self.list_taking_back(), "confirm")

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
            look=self.look,
            note=self.render_once_more(),
        )

    def _render_story(self) -> Iterable[Paragraph]:
        """Yield how it came to the question: what was said, picked and answered before it."""
        reader, session = self.reader, self.reader.session
        match self.prompt.kind:
            case "coffee":
                yield from render_pledges(reader, session.happened)
            case "sit" | "final":
                yield from render_deliberation(reader, session.happened)
            case "resolve" if reader.voice.chair is None:
                reached = [event for event in session.scene_events if isinstance(event, (e.Finals, e.SatDown))]
                yield from render_deliberation(reader, reached)
                for notice in list_stand_in_notices(reader.voice, session, "final"):
                    yield Paragraph(style_text(notice, "$quiet"), close=True)
            case "resolve":
                finals = [event for event in session.scene_events if isinstance(event, e.Finals)]
                yield from render_deliberation(reader, finals[-1:])
                yield from render_partner_reason(reader)


class SayStep(PlayStep):
    """Say or keep, where nothing else is asked: before one chair alone decides, and when the two sit together."""

    def __init__(self, reader: ChairReader, prompt: Prompt) -> None:
        super().__init__(reader)
        self.prompt = prompt
        self.asked = AskedQuestion(reader, prompt, list_sayable_facts(reader.voice, prompt))
        self.facts = FactSelection(self.asked)

    @property
    def keys(self) -> tuple[str, ...]:  # type: ignore[override]
        """Letters and Space say or keep; only Enter where there is nothing to say."""
        if not self.facts.ids:
            return ("turn",)
        return (*self.facts.list_keys(), "up", "down", "commit")

    @property
    def help(self) -> tuple[str, ...]:  # type: ignore[override]
        """What to know about the question."""
        return self.asked.now.help

    def move_mark(self, by: int) -> None:
        """Look at another fact."""
        self.facts.move_look(by)

    def toggle_fact(self, fact: int | None = None) -> None:
        """Say or keep a fact."""
        self.facts.toggle_fact(fact)

    def render_key_label(self, action: str) -> str | None:
        """Write the letters of the facts."""
        return self.facts.render_keys() if action == "fact" else None

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
    """A first pick, or the pick of a chair that decides alone.

    A digit leans, the same digit again is sure, and once more takes the pick back.
    """

    def __init__(self, reader: ChairReader, prompt: Prompt, explain: bool) -> None:
        """Ask a first or final pick; `explain` says whether to explain the dots beside the options."""
        super().__init__(reader, prompt, list_sayable_facts(reader.voice, prompt) if prompt.kind == "first" else ())
        self.sure = False
        self.explain = explain and any(choice.hints for choice in prompt.choices)
        self.facts = FactSelection(self.asked)
        self._was_sure = False
        self._story: tuple[str, list[Paragraph]] = ("", [])

    @property
    def keys(self) -> tuple[str, ...]:  # type: ignore[override]
        """The keys that work, which depend on what there is to say, to guess and to take back."""
        digits = "lean" if self.prompt.joint else "answer"
        guess = ("guess",) if self.guesses.keys else ()
        return (digits, *guess, *self.facts.list_keys(), "up", "down", *self.list_taking_back(), "commit")

    def press_digit(self, number: int) -> None:
        """Lean, be sure, take it back, or guess."""
        if self.prompt.joint and self.caret == number - 1 and not self.sure:
            self.sure = True
            return
        super().press_digit(number)
        self.sure = self.sure and str(number) in self.guesses.keys

    def take_back(self) -> None:
        """Take the pick back, and how sure it was."""
        self._was_sure = self.sure
        super().take_back()
        self.sure = False

    def restore_pick(self) -> None:
        """Pick again what was just taken back, as surely as before."""
        self.sure = self._was_sure if self._taken else self.sure
        super().restore_pick()

    def move_mark(self, by: int) -> None:
        """Look at the facts, then at the options."""
        facts, last = len(self.facts.ids), len(self.facts.ids) + self.count_rows() - 1
        before = self.facts.look if self.facts.look is not None else facts + self.look if self.look is not None else -1
        there = min(max(0, before + by), last)
        self.facts.look, self.look = (there, None) if there < facts else (None, there - facts)

    def toggle_fact(self, fact: int | None = None) -> None:
        """Say or keep a fact."""
        self.facts.toggle_fact(fact)
        self.look = None if self.facts.look is not None else self.look

    def render_key_label(self, action: str) -> str | None:
        """Write the letters of the facts, and the digits."""
        return self.facts.render_keys() if action == "fact" else super().render_key_label(action)

    def build_sheet(self) -> Sheet:
        """Return the page."""
        question = self.asked.now
        return Sheet(
            story=self._render_story(),
            held=self.facts.build_panel(),
            ask=self.asked.render_title(),
            aside=self._render_aside(question),
            rows=[self._build_option_row(index, choice) for index, choice in enumerate(question.choices)],
            caret=self.caret,
            look=self.look,
            note=style_text(explain_dots() if self.explain else "", "$quiet"),
            reminder=style_text(self._render_reminder_below(question), "$quiet"),
        )

    def build_answer(self, prompt: Prompt) -> Mapping[str, object] | None:
        """Return the pick, or what is said along with it, whichever the prompt asks for."""
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
            marks.append(style_text(vocabulary.describe_confidence(sure).lower() + DOTS[sure], "$quiet"))
        return ChoiceRow(set_spans(choice.text), render_touches(choice), join_contents(*marks, between="  "))

    def _render_story(self) -> list[Paragraph]:
        """Return what stands over the question: the same at every key, so that it is laid out once a language."""
        if self._story[0] != self.asked.language:
            self._story = self.asked.language, [*render_scene_text(self.reader), *self._render_answers()]
        return self._story[1]

    def _render_answers(self) -> Iterable[Paragraph]:
        """Yield what was said before one chair decides alone, and how it was answered."""
        if self.prompt.kind == "final":
            happened = self.reader.session.happened
            said = [event for event in happened if isinstance(event, (e.Said, e.FactAnswered))]
            yield from render_deliberation(self.reader, said)

    def _render_aside(self, question: Question) -> Content:
        """Return who decides, and what was pledged and promised where there is room on the line."""
        beside = "" if self._render_reminder_below(question) else question.reminder
        parts = (style_text(part, "$quiet") for part in (question.owner_brief, beside) if part)
        return join_contents(*parts, between="   ")

    def _render_reminder_below(self, question: Question) -> str:
        """Return what was pledged and promised where there is no room for it beside the question."""
        beside = style_text(f"{question.owner_brief}   {question.reminder}").cell_length
        room = COLUMN - self.asked.render_title().cell_length - 3
        return question.reminder if beside > room else ""


class LookBackPromptStep(ChoiceStep):
    """The first time that something kept comes out: go on, where the mark stands, or look back at the moment."""

    help = LOOK_BACK_HELP

    def __init__(self, reader: ChairReader, fact: str) -> None:
        super().__init__(reader)
        self.fact = fact
        self.caret = self.standing = 0

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
            look=self.look,
        )

    def build_answer(self, prompt: Prompt) -> Mapping[str, object] | None:  # noqa: ARG002
        """Return nothing: nothing is decided here."""
        return None

    def find_fact_to_revisit(self) -> str:
        """Return the fact, if looking back is marked; else ''."""
        return self.fact if self.caret == 1 else ""


def find_first_exposed_fact(reader: ChairReader) -> str:
    """Return the fact of this chair that has just come out, where it is the first one that did; else ""."""
    session = reader.session
    told = [event for row in session.story for event in row if isinstance(event, e.Surfaced)]
    own = [event for event in told if event.kept and event.holder == reader.chair]
    return own[0].fact if own and own[0] in session.happened else ""
