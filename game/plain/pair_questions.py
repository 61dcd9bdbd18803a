"""What two people read together line by line: questions put to one by name, the finals of both, how things stand.

What one of two people answers alone, line by line: as many digits for either chair, whatever it holds.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import Final, TextIO

from game.engine.state import SIT
from game.engine.stocks import CHAIRS, Chair, other_chair
from game.locales import _, ngettext, vocabulary
from game.narration.voice import Voice
from game.plain import figures
from game.plain.solo_questions import ASKED, Answer, MisreadError, PlainQuestion, list_shown_hints, render_decline
from game.playthrough.pair import PrivateView, SharedView, list_pick_keys
from game.playthrough.private_answers import PLEDGES, SAYS, PrivateQuestion
from game.playthrough.prompts import PromptChoice
from game.playthrough.visibility import BETWEEN


class DigitsQuestion(PlainQuestion):
    """A part of a private view that one line of digits answers, one for each thing that is asked."""

    def __init__(self, private: PrivateView, teller: Voice, row: Sequence[PrivateQuestion]) -> None:
        super().__init__(private.prompt, teller)
        self.private, self.row = private, row

    def render_cue(self) -> str:
        """Return the short line that the digits are typed behind."""
        return ngettext("{n} digit:", "{n} digits:", len(self.row))

    def parse_digits(self, line: str) -> list[int]:
        """Return the digits of a line. MisreadError where there are more or fewer, or one answers nothing."""
        typed = [int(digit) for digit in re.sub(r"[\s,;.]", "", line) if digit.isascii() and digit.isdigit()]
        if len(typed) != len(self.row) or re.search(r"[^\d\s,;.]", line):
            raise MisreadError(ngettext("{n} digit, please.", "{n} digits, please.", len(self.row)))
        for place, (asked, digit) in enumerate(zip(self.row, typed, strict=True), start=1):
            if not asked.accepts_digit(digit):
                least = 0 if asked.none else 1
                raise MisreadError(_("Digit {n} is {least} to {most}.", n=place, least=least, most=asked.most))
        return typed


class PickQuestion(DigitsQuestion):
    """The pick, with how sure it is and a guess, where they are asked."""

    def render_lines(self) -> Iterator[str]:
        """Yield the question, the answers, and what each digit is."""
        yield ""
        asked = list(ASKED[self.prompt.kind](self))
        options = len(self.prompt.choices)
        head = 1 if self.prompt.kind in PLEDGES else 2
        yield from asked[: head + options]
        yield self._render_digit_help()

    def _render_digit_help(self) -> str:
        name = self.teller.name_person(other_chair(self.prompt.chair))
        match [asked.kind for asked in self.row]:
            case ["pick", "sure", "guess"]:
                text = _("Three digits: your pick; 1 leaning or 2 sure; what {name} picks, 0 for no idea.", name=name)
                return text + " " + _("120 picks 1, is sure, and guesses nothing.")
            case ["pick", "guess"]:
                return _("Two digits: your answer; what {name} will not sacrifice, 0 for no idea.", name=name)
        return _("One digit: your pick.")


class FactsQuestion(DigitsQuestion):
    """A digit for each of as many facts as the chair with more of them could say."""

    def render_lines(self) -> Iterator[str]:
        """Yield the facts, and lines for those that there are not."""
        yield ""
        sit = self.prompt.kind == "sit_say"
        yield _("You sit together. What do you say now?") if sit else _("What do you say here?")
        facts = self.private.facts
        told = [
            f"{self.teller.render_text(fact.path + '.label')} ({vocabulary.describe_fact_cost(fact.cost)})"
            for fact in facts
        ]
        missing = len(self.row) - len(facts)
        yield from self.number_texts([*told, *[_("Nothing more to say here; a digit all the same.")] * missing])
        yield _("A digit for each of them: 1 says it, 2 keeps it.")


def build_digits_questions(
    private: PrivateView, teller: Voice, row: Sequence[PrivateQuestion]
) -> Iterator[DigitsQuestion]:
    """Yield the questions of a private view, each answered by one line."""
    picks = [asked for asked in row if asked.kind != "fact"]
    facts = [asked for asked in row if asked.kind == "fact"]
    if picks and private.prompt.kind not in SAYS:
        yield PickQuestion(private, teller, picks)
    if facts:
        yield FactsQuestion(private, teller, facts)


class SharedQuestion(PlainQuestion):
    """A question that both read and one answers; it speaks of people by name."""

    def render_lines(self) -> Iterator[str]:
        """Yield the question and what may be answered."""
        yield ""
        yield from TABLE[self.prompt.kind](self)

    def render_headline(self) -> str:
        """Return the question itself."""
        return next(TABLE[self.prompt.kind](self))

    def render_cue(self) -> str:
        """Return the short line that the answer is typed behind."""
        return _("{name}'s number:", name=self.teller.name_person(self.prompt.chair))

    def render_option(self, choice: PromptChoice) -> str:
        """Return an option with what it touches."""
        if choice.id == SIT:
            return _("Sit down together first.")
        text = self.teller.render_text(choice.path)
        touched = [
            f"{self._name_outcome(hint.outcome)} {vocabulary.describe_dots(hint.dots)}"
            for hint in list_shown_hints(self.teller, choice)
        ]
        return _("{text} Touches: {outcomes}.", text=text, outcomes="; ".join(touched)) if touched else text

    def _name_outcome(self, outcome: str) -> str:
        if outcome == BETWEEN:
            return _("Between {ceo} and {cto}", **self.teller.chair_names)
        return vocabulary.name_stock(outcome)


class FinalPicksQuestion(SharedQuestion):
    """The final picks of both at once: the CEO's keys from the left of the row, the CTO's up to its right end."""

    def __init__(self, question: PlainQuestion, waiting: tuple[Chair, ...]) -> None:
        super().__init__(question.prompt, question.teller)
        self.waiting = waiting
        self.keys = {chair: list_pick_keys(chair, len(self.prompt.choices)) for chair in waiting}

    def render_lines(self) -> Iterator[str]:
        """Yield the question and both rows of keys."""
        yield ""
        yield _render_shared_scene_ask(self)
        for number, choice in enumerate(self.prompt.choices):
            yield f"{_(' or ').join(row[number] for row in self.keys.values())}: {self.render_option(choice)}"
        for chair, row in self.keys.items():
            yield _("{name} presses {keys}.", name=self.teller.name_person(chair), keys=", ".join(row))

    def render_cue(self) -> str:
        """Return the short line that the keys are typed behind."""
        if len(self.waiting) > 1:
            return _("Three, two, one: both keys, then Enter:")
        return _("{name}'s key, then Enter:", name=self.teller.name_person(self.waiting[0]))

    def parse_picks(self, line: str) -> Mapping[Chair, str]:
        """Return what each pressed. MisreadError where one did not, or pressed another key."""
        typed = [key for key in line if not key.isspace()]
        found = {chair: [key for key in typed if key in row] for chair, row in self.keys.items()}
        if len(typed) != len(self.waiting) or any(len(pressed) != 1 for pressed in found.values()):
            raise MisreadError(_("One key of each, please; nothing was taken."))
        return {chair: self.prompt.choices[self.keys[chair].index(key)].id for chair, (key,) in found.items()}

    def parse_answer(self, line: str) -> Answer:
        """Take the keys for what they are: `picks` reads them."""
        raise NotImplementedError(line)


def _render_shared_scene_ask(question: PlainQuestion) -> str:
    scene = question.teller.game.scenario.scenes[question.prompt.scene]
    return question.teller.render_text(scene.path + ".ask")


def _render_shared_final_question(question: SharedQuestion) -> Iterator[str]:
    yield _render_shared_scene_ask(question)
    yield _("{name} decides.", name=question.teller.name_person(question.prompt.chair))
    yield from question.number_texts([question.render_option(choice) for choice in question.prompt.choices])


def _render_shared_sit_question(question: SharedQuestion) -> Iterator[str]:
    asked, asking = question.prompt.chair, other_chair(question.prompt.chair)
    names = {"asking": question.teller.name_person(asking), "asked": question.teller.name_person(asked)}
    yield _("{asking} asks {asked} to sit down together before anything is decided.", **names)
    yield from question.number_texts([_("Yes, sit down."), render_decline(question)])


def _render_shared_resolve_question(question: SharedQuestion) -> Iterator[str]:
    owner, name = question.teller.name_person(question.prompt.owner), question.teller.name_person(question.prompt.chair)
    yield _("They differ, and {owner} decides. What does {name} do?", owner=owner, name=name)
    yield from question.number_texts(
        [vocabulary.describe_resolution(choice.id, owner) for choice in question.prompt.choices]
    )


def _render_shared_coffee_question(question: SharedQuestion) -> Iterator[str]:
    name, across = (
        question.teller.name_person(chair) for chair in (question.prompt.chair, other_chair(question.prompt.chair))
    )
    yield _("There is time for one coffee. What does {name} do with it?", name=name)
    yield from question.number_texts(
        [vocabulary.describe_coffee_choice(choice.id, across) for choice in question.prompt.choices]
    )


TABLE: Final[Mapping[str, Callable[[SharedQuestion], Iterator[str]]]] = {
    "final": _render_shared_final_question,
    "sit": _render_shared_sit_question,
    "resolve": _render_shared_resolve_question,
    "coffee": _render_shared_coffee_question,
}
"""What is asked in the open of two people."""


def render_shared_view(table: SharedView, teller: Voice) -> Iterator[str]:
    """Yield how things stand, as far as both may see it."""
    yield ""
    yield _("The company, week {week}", week=table.week)
    for figure in table.figures:
        yield figures.render_figure(vocabulary.name_stock(figure.stock), figure)
    said = [f"{path}.told" for chair in CHAIRS for holder, path in table.said if holder == chair]
    yield from figures.render_titled_list(_("Both know"), said, teller)
    yield from figures.render_titled_list(_("On its way"), list(table.cues), teller)
    yield from figures.render_titled_list(_("Promised"), list(table.promises), teller)
    yield _("Times left to sit down together: {n} of {most}.", n=table.tokens, most=table.tokens_most)
    yield ""


@contextmanager
def hide_typed_keys(source: TextIO) -> Iterator[bool]:
    """Let what is typed not be shown, where a terminal can do that, and tell whether it is so."""
    try:
        import termios
    except ImportError:  # no terminal of that kind on this system
        yield False
        return
    try:
        descriptor = source.fileno()
        before = termios.tcgetattr(descriptor)
    except (termios.error, OSError, ValueError):
        yield False
        return
    hidden = [*before[:3], before[3] & ~termios.ECHO, *before[4:]]
    try:
        termios.tcsetattr(descriptor, termios.TCSADRAIN, hidden)
        yield True
    finally:
        with suppress(termios.error):
            termios.tcsetattr(descriptor, termios.TCSADRAIN, before)
