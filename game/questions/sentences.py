"""A question read aloud line by line, and a typed line as the answer: digits and Enter are enough.

What plain mode says around the story is worded here: questions, cues, help, whether a game is saved. A typed question
takes a line to what the session takes, or says what is wrong with it (`MisreadError`).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from game.content.safe_input import parse_whole_number, render_excerpt, render_path
from game.engine.state import SIT
from game.engine.stocks import CHAIRS, Chair
from game.locales import N_, _, ngettext, vocabulary
from game.narration.lines import join_text
from game.narration.voice import Voice
from game.playthrough.pair import PrivateQuestion, Talk
from game.playthrough.prompts import Prompt
from game.playthrough.saves.saved_game import Game
from game.playthrough.session import Session
from game.questions.kinds import build_question
from game.questions.pair import TELLERS, FinalPicks, PrivateForm, TalkQuestion, build_talk_question
from game.questions.question import NO, YES, Answer, Choice, Question

_NUMBERS: Final = re.compile(r"\d+")
_BETWEEN_DIGITS: Final = re.compile(r"[\s,;.]")


class MisreadError(Exception):
    """A line that is no answer to the question; the message says what is."""


class TypedQuestion:
    """A question that one line answers."""

    def __init__(self, voice: Voice, prompt: Prompt) -> None:
        """Ask what a prompt asks: of whoever sits in its chair, or, to onlookers, by name."""
        self.voice, self.prompt = voice, prompt

    @property
    def question(self) -> Question:
        """The question in the current language."""
        return build_question(self.voice, self.prompt)

    def render_lines(self) -> Iterator[str]:
        """Yield the question and what may be answered."""
        yield ""
        yield from self._render_body(self.question)

    def render_cue(self) -> str:
        """Return the short line that the answer is typed behind."""
        question = self.question
        if self.voice.chair is None:
            return _("{name}'s number:", name=self.voice.name_player(question.prompt.chair))
        if "choice" not in question.parts:
            return _("Numbers to say, 0 for none:")
        return _("Number, or Enter to keep yours:") if question.mine else _("Number:")

    def parse_answer(self, line: str) -> Answer:
        """Return the answer that a line gives. MisreadError where it gives none."""
        if re.sub(r"[\d\s,;.]", "", line):
            raise MisreadError(_("Please answer with numbers. ? explains."))
        question, numbers = self.question, _NUMBERS.findall(line)
        if "choice" not in question.parts:
            return _parse_facts(question, numbers)
        if question.prompt.kind == "sit":
            return _parse_yes_or_no(question, numbers)
        if question.mine and not numbers:
            return question.build_answer(question.mine)
        return _parse_choice_parts(question, numbers)

    def _render_body(self, question: Question) -> Iterator[str]:
        yield question.headline
        if "choice" not in question.parts:
            yield from self._render_facts(question)
            return
        if question.mine and question.prompt.kind == "final":
            yield _("Your final pick.")
        elif question.owner:
            yield question.owner
        if question.reminder and not question.intro:
            yield f"{question.reminder}."
        yield from map(join_text, question.intro)
        yield from number_texts([render_choice(choice, question.mine) for choice in question.choices])
        yield from self._render_typing_help(question)

    def _render_facts(self, question: Question) -> Iterator[str]:
        if question.facts:
            yield from number_texts([f"{join_text(fact.text)} ({fact.price})" for fact in question.facts])
            yield _("Enter keeps all of it.")

    def _render_typing_help(self, question: Question) -> Iterator[str]:
        name = self.voice.name_other(question.prompt.chair)
        if "confidence" in question.parts:
            yield _("A number picks an option; type it twice (22) if you're sure.")
            yield _("A second number after a space guesses what {name} picks.", name=name)
        elif "guess" in question.parts:
            yield _("A second number after a space guesses what {name} won't sacrifice.", name=name)


class TypedFinalPicks(TypedQuestion):
    """The final picks of two people at once, each with a key of its own row, in one line."""

    def __init__(self, voice: Voice, prompt: Prompt, waiting: tuple[Chair, ...]) -> None:
        """Ask the chairs that have not picked yet."""
        super().__init__(voice, prompt)
        self.waiting = waiting

    @property
    def picks(self) -> FinalPicks:
        """The picks in the current language."""
        return FinalPicks(self.question, self.waiting)

    def render_lines(self) -> Iterator[str]:
        """Yield the question and both rows of keys."""
        picks = self.picks
        yield ""
        yield picks.question.headline
        yield from map(join_text, picks.question.intro)
        either = _(" or ")
        for number, choice in enumerate(picks.question.choices):
            yield f"{either.join(row[number] for row in picks.keys.values())}: {render_choice(choice)}"
        for chair, row in picks.keys.items():
            yield _("{name} presses {keys}.", name=self.voice.name_player(chair), keys=", ".join(row))

    def render_cue(self) -> str:
        """Return the short line that the keys are typed behind."""
        if len(self.waiting) > 1:
            return _("Three, two, one: both keys, then Enter:")
        return _("{name}'s key, then Enter:", name=self.voice.name_player(self.waiting[0]))

    def parse_picks(self, line: str) -> Mapping[Chair, str]:
        """Return what each pressed. MisreadError where one did not, or pressed another key."""
        typed = [key for key in line if not key.isspace()]
        found = {chair: [key for key in typed if key in row] for chair, row in self.picks.keys.items()}
        if len(typed) != len(self.waiting) or any(len(pressed) != 1 for pressed in found.values()):
            raise MisreadError(_("One key of each, please; nothing was taken."))
        return {chair: self.picks.choose(chair, key) for chair, (key,) in found.items()}


TalkStep = Literal["yes", "again", "on"] | Chair
"""What a line in the talk does: the listener's yes or not yet, on to the final picks, or a chair says something now."""


class TypedTalk(TypedQuestion):
    """The talk of two people: one restates the other's reason, and either may say something now.

    Attributes:
        session: the game.
        talk: what there is to talk about now.
        tries: at which try the restating is.
    """

    def __init__(self, voice: Voice, prompt: Prompt, session: Session, talk: Talk, tries: int) -> None:
        super().__init__(voice, prompt)
        self.session, self.talk, self.tries = session, talk, tries

    @property
    def asked(self) -> TalkQuestion:
        """The talk in the current language."""
        return build_talk_question(self.voice, self.session, self.talk)

    @property
    def ends(self) -> bool:
        """Whether there is nothing left to type before the final picks."""
        return self.talk.understood and not self.session.tellers

    def render_lines(self) -> Iterator[str]:
        """Yield what to talk about, and which numbers answer."""
        asked = self.asked
        yield ""
        if self.tries > 1 and not self.talk.understood:
            yield asked.again
        yield f"{join_text(asked.title)} {join_text(asked.objection)}".rstrip()
        yield from map(join_text, (choice.text for choice in asked.choices))
        if asked.tellers:
            names = (f"{number} {self.voice.name_player(chair)}" for number, chair in self._list_tellers(asked))
            yield f"{', '.join(names)}: {asked.telling}."
        if asked.understood:
            yield asked.understood

    def render_cue(self) -> str:
        """Return the short line that a number is typed behind."""
        return _("Enter for the final picks, or a number:") if self.talk.understood else _("Number:")

    def parse_step(self, line: str) -> TalkStep:
        """Return what a line does. MisreadError where it does nothing."""
        typed = line.strip()
        steps: dict[str, TalkStep] = {str(number): chair for number, chair in self._list_tellers(self.asked)}
        steps |= {"": "on"} if self.talk.understood else {"1": "yes", "2": "again"}
        if typed not in steps:
            numbers = [step for step in steps if step]
            raise MisreadError(
                _("There is no {number}; there are {numbers}.", number=typed, numbers=", ".join(numbers))
            )
        return steps[typed]

    def _list_tellers(self, asked: TalkQuestion) -> Iterator[tuple[int, Chair]]:
        return ((TELLERS[chair], chair) for chair in asked.tellers)


@dataclass(frozen=True, slots=True)
class GivenPart:
    """What a line of digits answers: a digit for each thing that is asked, and the places of the facts it says."""

    digits: tuple[int, ...]
    said: frozenset[int] = frozenset()


class TypedDigits(TypedQuestion):
    """A part of a private view that one line of digits answers, one digit for each thing that is asked.

    The last part also takes the digit of each fact that is said.
    """

    def __init__(self, form: PrivateForm, asked: Sequence[PrivateQuestion], *, last: bool = True) -> None:
        """Ask the questions in `asked`, all of which belong to one prompt."""
        pledge = form.private.pledge
        about = pledge if pledge is not None and asked and asked[0].about == pledge.kind else form.private.prompt
        super().__init__(form.voice, about)
        self.form, self.asked, self.slots = form, asked, form.slots if last else 0

    def render_lines(self) -> Iterator[str]:
        """Yield the question, the answers, and what each digit is."""
        yield ""
        if self.asked:
            yield from super()._render_body(self.question)
        if self.slots:
            yield self.form.facts_title
            yield from number_texts([slot.label for slot in self.form.list_slots()])
            yield self._explain_facts()

    def _explain_facts(self) -> str:
        if self.asked:
            return _("Then, in the same line, the digit of each fact that you say; without any you keep them all.")
        return _("The digit of each fact that you say; Enter alone keeps them all.")

    def render_cue(self) -> str:
        """Return the short line that the digits are typed behind."""
        if not self.asked:
            return _("Digits, then Enter:") if self.slots else _("Enter, once you have read it:")
        if self.slots:
            return ngettext("{n} digit, then facts:", "{n} digits, then facts:", len(self.asked))
        return ngettext("{n} digit:", "{n} digits:", len(self.asked))

    def parse_digits(self, line: str) -> GivenPart:
        """Return what a line answers. MisreadError where digits are missing, or one answers nothing."""
        read = map(parse_whole_number, _BETWEEN_DIGITS.sub("", line))
        typed = [digit for digit in read if digit is not None]
        given, facts = typed[: len(self.asked)], typed[len(self.asked) :]
        if len(given) < len(self.asked) or (facts and not self.slots) or re.search(r"[^\d\s,;.]", line):
            raise MisreadError(ngettext("{n} digit, please.", "{n} digits, please.", len(self.asked)))
        for place, (asked, digit) in enumerate(zip(self.asked, given, strict=True), start=1):
            if not asked.accepts_digit(digit):
                least = 0 if asked.none else 1
                raise MisreadError(_("Digit {n} is {least} to {most}.", n=place, least=least, most=asked.most))
        if any(not 1 <= fact <= self.slots for fact in facts):
            raise MisreadError(ngettext("There is {n} fact to say.", "There are {n} facts to say.", self.slots))
        return GivenPart(tuple(given), frozenset(fact - 1 for fact in facts))

    def _render_typing_help(self, question: Question) -> Iterator[str]:
        name = self.voice.name_other(question.prompt.chair)
        match [asked.kind for asked in self.asked]:
            case ["pick", "sure", "guess"]:
                text = _("Three digits: your pick; 1 leaning or 2 sure; what {name} picks, 0 for no idea.", name=name)
                yield text + " " + _("120 picks 1, is sure, and guesses nothing.")
            case ["pick", "guess"]:
                yield _("Two digits: your answer; what {name} will not sacrifice, 0 for no idea.", name=name)
            case _:
                yield _("One digit: your pick.")


def build_typed_digits(form: PrivateForm) -> Iterator[TypedDigits]:
    """Yield the parts of a private view, each answered by one line."""
    *before, last = form.list_parts() or ((),)
    yield from (TypedDigits(form, asked, last=False) for asked in before)
    yield TypedDigits(form, last)


def render_private_brief(form: PrivateForm, now: int) -> Iterator[str]:
    """Yield what a chair reads when it is alone: who it is, what came up for it, what it alone knows.

    `now` counts the current scene; what came up earlier says since when.
    """
    voice, chair = form.voice, form.private.prompt.chair
    if not form.private.met:
        yield _("You are {name}, {chair}.", name=voice.name_person(chair), chair=vocabulary.name_chair(chair))
        for want in form.list_wants():
            yield f"{want.label}: {join_text(want.text)}"
    for line in form.private.lines:
        text = voice.render_text(line.path)
        if line.kind == "learned":
            continue
        if line.count == now:
            yield _("To you alone: {text}", text=text)
        else:
            yield _("To you alone, since scene {n}: {text}", n=line.count, text=text)
    for fact in form.list_held_facts(asked=True):
        yield _("Only you know: {text}", text=join_text(fact))


def number_texts(texts: Sequence[str]) -> Iterator[str]:
    """Yield answers, each behind its number."""
    for number, text in enumerate(texts, start=1):
        yield f"{number}. {text}"


def render_choice(choice: Choice, mine: str = "") -> str:
    """Return a choice with what it touches in words; `mine` is the id of the one that was picked first."""
    text = join_text(choice.text)
    if choice.id == SIT:
        return text
    if choice.id == mine:
        text = _("{text} (your first pick)", text=text)
    touched = "; ".join(f"{touch.name} {vocabulary.describe_dots(touch.dots)}" for touch in choice.touches)
    return _("{text} Affects: {outcomes}.", text=text, outcomes=touched) if touched else text


def _parse_choice_parts(question: Question, numbers: list[str]) -> Answer:
    """Return the answer of a choice, with how sure it is and a guess where the question has those parts."""
    if "guess" not in question.parts or not 1 <= len(numbers) <= 2:
        return question.build_answer(_parse_single_choice(question, numbers))
    pick = numbers[0]
    sure = "confidence" in question.parts and len(pick) == 2 and pick[0] == pick[1]
    choice = _parse_choice(question, pick[0] if sure else pick)
    guess = _parse_choice(question, numbers[1]) if len(numbers) == 2 else ""
    return question.build_answer(choice, confidence="sure" if sure else "leaning", guess=guess)


def _parse_single_choice(question: Question, numbers: list[str]) -> str:
    if len(numbers) != 1:
        raise MisreadError(_("One number, please: 1 to {most}.", most=len(question.choices)))
    return _parse_choice(question, numbers[0])


def _parse_choice(question: Question, digits: str) -> str:
    number = parse_whole_number(digits) or 0
    if not 1 <= number <= len(question.choices):
        shown = render_excerpt(digits, _MOST_SHOWN_DIGITS)
        raise MisreadError(_("There is no {number}; 1 to {most}.", number=shown, most=len(question.choices)))
    return question.choices[number - 1].id


_MOST_SHOWN_DIGITS: Final = 12


def _parse_facts(question: Question, numbers: list[str]) -> Answer:
    if numbers in ([], ["0"]):
        return question.build_answer()
    chosen = [parse_whole_number(digits) or 0 for digits in numbers]
    if not all(1 <= number <= len(question.facts) for number in chosen):
        raise MisreadError(_("Numbers from 1 to {most}, or 0 for none.", most=len(question.facts)))
    return question.build_answer(facts=[question.facts[number - 1].id for number in chosen])


def _parse_yes_or_no(question: Question, numbers: list[str]) -> Answer:
    if numbers not in (["1"], ["2"]):
        raise MisreadError(_("1 for yes, 2 for no."))
    return question.build_answer(YES if numbers == ["1"] else NO)


# -- what is said around the questions -----------------------------------------------------------------------


Phrase = Literal[
    "keys",
    "keys of two",
    "cards",
    "player alone",
    "number",
    "debrief",
    "reflection",
    "thought",
    "done",
    "closing",
    "cleared",
    "empty seat",
    "last seat",
    "to lines",
    "no room",
    "not saved",
    "never saved",
    "saved again",
]
_PHRASES: Final[Mapping[Phrase, str]] = {
    "keys": N_("Answer with a number and Enter. ? helps, s tells the figures, l changes the language, q leaves."),
    "keys of two": N_(
        "Answer with a number and Enter. ? helps, s tells the figures, p reads the page again, q leaves."
    ),
    "cards": N_("On paper or by ear: {command} prints what each chair alone may read."),
    "player alone": N_("{name} presses Enter:"),
    "number": N_("Number:"),
    "debrief": N_("Enter to look back, q to leave:"),
    "reflection": N_("Your words, or Enter to go on:"),
    "thought": N_("A thought: {text}"),
    "done": N_("{name} is done."),
    "closing": N_("It closes in {n} seconds; Enter keeps it open."),
    "to lines": N_("Line by line from here on: the same game, the same save. f and Enter go back to the full screen."),
    "no room": N_("This terminal has {width} by {height}; the full screen needs 80 by 24."),
    "cleared": N_("(Here the screen is cleared.)"),
    "empty seat": N_("Whoever stopped playing looks away now. c gives the chair back."),
    "last seat": N_("Somebody has to keep playing; q leaves the game."),
    "not saved": N_("Not saved: {why}"),
    "never saved": N_("This game cannot be saved: {why}"),
    "saved again": N_("Everything is saved again."),
}
"""What is said and asked between the questions."""


def render_phrase(phrase: Phrase, **values: object) -> str:
    """Return a sentence or a cue that is no question of the game, with its values in place."""
    return _(_PHRASES[phrase], **values)


def render_help(voice: Voice, *, screen: bool = False) -> Iterator[str]:
    """Yield how the game is answered, and the words that the scenario explains; `screen` tells how to go to it."""
    yield ""
    yield _("Type the number of an answer and press Enter.")
    yield _("s: how the company stands, what you know, what is on its way.")
    yield _("log: everything that has happened so far. back: what your last answer led to, once more.")
    yield _("l: the other language, from here on.")
    yield _("c: change who is playing; the simulated partner takes a chair, or gives it back.")
    if screen:
        yield _("f: the full screen, where the window has 80 by 24 characters.")
    yield _("q: leave. Every decision is saved; tandem continue picks up at the same question.")
    yield _("A little, clearly, a great deal: how much an option affects something, never whether for better or worse.")
    yield _("What you keep to yourself may come out later, through somebody else.")
    if voice.chair is None:
        yield from _render_pair_help()
    yield from _render_glossary(voice)


def _render_pair_help() -> Iterator[str]:
    yield _("p: what happened since the scene began, once more.")
    yield _("Before a private view the screen is cleared, and after it. Who waits looks away.")
    yield _("At the final picks both press a key before Enter; where the terminal can, keys are not shown.")


def _render_glossary(voice: Voice) -> Iterator[str]:
    terms = voice.game.scenario.terms
    if terms:
        yield ""
        yield _("Words")
    for number in range(len(terms)):
        yield f"{voice.render_text(f'glossary.{number}.term')}: {voice.render_text(f'glossary.{number}.text')}"


def render_seat_choices(session: Session, voice: Voice) -> Iterator[str]:
    """Yield who may get up or sit down, by number: 1 for the CEO, 2 for the CTO."""
    yield ""
    for number, chair in enumerate(CHAIRS, start=1):
        who = {"number": number, "name": voice.name_person(chair)}
        if session.seats[chair] == "human":
            yield _("{number}. {name}'s player leaves; the simulated partner takes the chair.", **who)
        else:
            yield _("{number}. Somebody takes {name}'s chair from the simulated partner.", **who)
    yield _("0. No change.")


def render_leave_notice(game: Game) -> str:
    """Return what became of a game that is left, and how to come back to it."""
    if not game.session.records:
        return _("Nothing was decided, and nothing is saved.")
    if game.path is None or game.saved < len(game.session.records):
        return render_phrase("not saved", why=game.trouble)
    save = render_path(game.path.stem)
    if game.session.prompt is None:
        return _("Saved. Look back with: tandem debrief {save}", save=save)
    return _("Saved. Continue with: tandem continue {save}", save=save)
