"""One prompt as a question with numbered answers, and a typed line as an answer. Digits and Enter are enough."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from game.engine.state import SIT
from game.engine.stocks import other
from game.locales import _, words
from game.plain.teller import Teller
from game.playthrough.prompts import Choice, FactChoice, Hint, Prompt
from game.playthrough.together import stands

Answer = Mapping[str, object]

_NUMBERS: Final = re.compile(r"\d+")


class MisreadError(Exception):
    """A line that is no answer to the question; the message says what is."""


class Question:
    """A prompt, ready to be read aloud and answered.

    `mine` is the chair's own first pick, which Enter keeps at the final pick; '' where there is none.
    """

    def __init__(self, prompt: Prompt, teller: Teller, mine: str = "") -> None:
        self.prompt = prompt
        self.teller = teller
        self.mine = mine

    def lines(self) -> Iterator[str]:
        """Yield the question and what may be answered."""
        yield ""
        yield from ASKED[self.prompt.kind](self)

    def headline(self) -> str:
        """Return the question itself."""
        return next(ASKED[self.prompt.kind](self))

    def cue(self) -> str:
        """Return the short line that the answer is typed behind."""
        if self.prompt.kind in ("say", "sit_say"):
            return _("Numbers to say, 0 for none:")
        if self.prompt.kind == "final" and self.mine:
            return _("Number, or Enter to keep yours:")
        return _("Number:")

    def read(self, line: str) -> Answer:
        """Return the answer that a line gives. MisreadError where it gives none."""
        numbers = _NUMBERS.findall(line)
        if re.sub(r"[\d\s,;.]", "", line):
            raise MisreadError(_("Please answer with numbers. ? explains."))
        return READ[self.prompt.kind](self, numbers)

    def numbered(self, texts: list[str]) -> Iterator[str]:
        """Yield answers, each behind its number."""
        for number, text in enumerate(texts, start=1):
            yield f"{number}. {text}"

    def one(self, numbers: list[str]) -> str:
        """Return the id of the one choice that was named."""
        if len(numbers) != 1:
            raise MisreadError(_("One number, please: 1 to {most}.", most=len(self.prompt.choices)))
        return self.choice(numbers[0])

    def choice(self, number: str) -> str:
        """Return the id of a choice by its number."""
        if not 1 <= int(number) <= len(self.prompt.choices):
            raise MisreadError(_("There is no {number}; 1 to {most}.", number=number, most=len(self.prompt.choices)))
        return self.prompt.choices[int(number) - 1].id


def _option(question: Question, choice: Choice) -> str:
    if choice.id == SIT:
        return _("Sit down together first.")
    text = question.teller.text(choice.path)
    if choice.id == question.mine:
        text = _("{text} (your first pick)", text=text)
    touched = [f"{words.stock(hint.outcome)} {words.dots(hint.dots)}" for hint in shown(question.teller, choice)]
    return _("{text} Touches: {outcomes}.", text=text, outcomes="; ".join(touched)) if touched else text


def shown(teller: Teller, choice: Choice) -> tuple[Hint, ...]:
    """Return the hints of a choice; the expert gets none."""
    return () if teller.game.setup.difficulty == "expert" else choice.hints


def _options(question: Question) -> Iterator[str]:
    yield from question.numbered([_option(question, choice) for choice in question.prompt.choices])


def _ask_of_scene(question: Question) -> str:
    scene = question.teller.game.scenario.scenes[question.prompt.scene]
    return question.teller.text(scene.path + ".ask")


def _owner(question: Question) -> str:
    prompt = question.prompt
    if prompt.chair == prompt.owner:
        return _("If you two differ, the decision is yours.") if prompt.joint else _("You decide this alone.")
    return _("If you two differ, {name} decides.", name=question.teller.name(prompt.owner))


def _first(question: Question) -> Iterator[str]:
    yield _ask_of_scene(question)
    yield _owner(question)
    yield from _options(question)
    name = question.teller.name(other(question.prompt.chair))
    yield _("A number leans to an option; twice the number (22) means you are sure.")
    yield _("A second number after a space is your guess of what {name} picks.", name=name)


def _final(question: Question) -> Iterator[str]:
    yield _ask_of_scene(question)
    yield _("Your final pick.") if question.mine else _owner(question)
    yield from _options(question)


def _fact(question: Question, fact: FactChoice) -> str:
    text = question.teller.text(fact.path + ".text")
    return f"{text} ({words.cost(fact.cost)})"


def _say(question: Question) -> Iterator[str]:
    if not question.prompt.facts:
        yield _("You hold nothing that could be said here. Enter goes on.")
        return
    if question.prompt.kind == "sit_say":
        yield _("You sit together. Only you know this; say it now?")
    else:
        yield _("Only you know this. What do you say?")
    yield from question.numbered([_fact(question, fact) for fact in question.prompt.facts])
    yield _("Enter keeps all of it.")


def _sit(question: Question) -> Iterator[str]:
    name = question.teller.name(other(question.prompt.chair))
    yield _("{name} asks you to sit down together before anything is decided.", name=name)
    yield from question.numbered([_("Yes, sit down."), declined(question)])


def declined(question: Question) -> str:
    """Return the answer that does not sit down, and what then becomes of the other's wish."""
    teller, name = question.teller, question.teller.name(other(question.prompt.chair))
    first = stands(teller.game.state)
    if not first:
        return _("No, decide now; {name} picks once more.", name=name)
    text = teller.option(question.prompt.scene, first)
    return _("No, decide now; {name}'s first pick stands: {text}", name=name, text=text)


def _talk(question: Question) -> Iterator[str]:
    name = question.teller.name(other(question.prompt.chair))
    yield _("What is holding {name} back?", name=name)
    yield from question.numbered([words.term(choice.id, name) for choice in question.prompt.choices])


def _resolve(question: Question) -> Iterator[str]:
    name = question.teller.name(question.prompt.owner)
    yield _("You differ, and {name} decides. What do you do?", name=name)
    yield from question.numbered([words.mode(choice.id, name) for choice in question.prompt.choices])


def _coffee(question: Question) -> Iterator[str]:
    name = question.teller.name(other(question.prompt.chair))
    yield _("There is time for one coffee. What do you do with it?")
    yield from question.numbered([words.coffee(choice.id, name) for choice in question.prompt.choices])


def _pledge(question: Question) -> Iterator[str]:
    if question.prompt.kind == "still":
        yield _("Still the same? What will you not sacrifice, whatever comes?")
    else:
        yield _("Before it goes on: what will you not sacrifice, whatever comes?")
    yield from question.numbered([words.pledge(choice.id) for choice in question.prompt.choices])
    name = question.teller.name(other(question.prompt.chair))
    yield _("A second number after a space is your guess of what {name} will not sacrifice.", name=name)


def _read_pledge(question: Question, numbers: list[str]) -> Answer:
    if len(numbers) != 2:
        return {"what": question.one(numbers)}
    return {"what": question.choice(numbers[0]), "guess": question.choice(numbers[1])}


def _read_first(question: Question, numbers: list[str]) -> Answer:
    if not 1 <= len(numbers) <= 2:
        return {"option": question.one(numbers)}
    pick = numbers[0]
    sure = len(pick) == 2 and pick[0] == pick[1]
    answer = {"option": question.choice(pick[0] if sure else pick), "confidence": "sure" if sure else "leaning"}
    return {**answer, "guess": question.choice(numbers[1])} if len(numbers) == 2 else answer


def _read_final(question: Question, numbers: list[str]) -> Answer:
    return {"option": question.mine if question.mine and not numbers else question.one(numbers)}


def _read_facts(question: Question, numbers: list[str]) -> Answer:
    facts = question.prompt.facts
    if numbers in ([], ["0"]):
        return {"facts": []}
    if not all(1 <= int(number) <= len(facts) for number in numbers):
        raise MisreadError(_("Numbers from 1 to {most}, or 0 for none.", most=len(facts)))
    return {"facts": [facts[position - 1].id for position in sorted({int(number) for number in numbers})]}


def _read_sit(_question: Question, numbers: list[str]) -> Answer:
    if numbers not in (["1"], ["2"]):
        raise MisreadError(_("1 for yes, 2 for no."))
    return {"accept": numbers == ["1"]}


def _read(field: str) -> Callable[[Question, list[str]], Answer]:
    return lambda question, numbers: {field: question.one(numbers)}


ASKED: Final[Mapping[str, Callable[[Question], Iterator[str]]]] = {
    "pledge": _pledge,
    "still": _pledge,
    "first": _first,
    "say": _say,
    "final": _final,
    "sit": _sit,
    "sit_say": _say,
    "talk": _talk,
    "resolve": _resolve,
    "coffee": _coffee,
}

READ: Final[Mapping[str, Callable[[Question, list[str]], Answer]]] = {
    "pledge": _read_pledge,
    "still": _read_pledge,
    "first": _read_first,
    "say": _read_facts,
    "final": _read_final,
    "sit": _read_sit,
    "sit_say": _read_facts,
    "talk": _read("reason"),
    "resolve": _read("mode"),
    "coffee": _read("what"),
}
