"""One prompt as a question with numbered answers, and a typed line as an answer. Digits and Enter are enough."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from game.engine.state import SIT
from game.engine.stocks import other_chair
from game.locales import _, vocabulary
from game.narration.voice import Voice
from game.playthrough.pair import find_standing_pick
from game.playthrough.prompts import FactChoice, Hint, Prompt, PromptChoice

Answer = Mapping[str, object]

_NUMBERS: Final = re.compile(r"\d+")


class MisreadError(Exception):
    """A line that is no answer to the question; the message says what is."""


class PlainQuestion:
    """A prompt, ready to be read aloud and answered.

    `mine` is the chair's own first pick, which Enter keeps at the final pick; '' where there is none.
    """

    def __init__(self, prompt: Prompt, teller: Voice, mine: str = "") -> None:
        self.prompt = prompt
        self.teller = teller
        self.mine = mine

    def render_lines(self) -> Iterator[str]:
        """Yield the question and what may be answered."""
        yield ""
        yield from ASKED[self.prompt.kind](self)

    def render_headline(self) -> str:
        """Return the question itself."""
        return next(ASKED[self.prompt.kind](self))

    def render_cue(self) -> str:
        """Return the short line that the answer is typed behind."""
        if self.prompt.kind in ("say", "sit_say"):
            return _("Numbers to say, 0 for none:")
        if self.prompt.kind == "final" and self.mine:
            return _("Number, or Enter to keep yours:")
        return _("Number:")

    def parse_answer(self, line: str) -> Answer:
        """Return the answer that a line gives. MisreadError where it gives none."""
        numbers = _NUMBERS.findall(line)
        if re.sub(r"[\d\s,;.]", "", line):
            raise MisreadError(_("Please answer with numbers. ? explains."))
        return READ[self.prompt.kind](self, numbers)

    def number_texts(self, texts: list[str]) -> Iterator[str]:
        """Yield answers, each behind its number."""
        for number, text in enumerate(texts, start=1):
            yield f"{number}. {text}"

    def parse_single_choice(self, numbers: list[str]) -> str:
        """Return the id of the one choice that was named."""
        if len(numbers) != 1:
            raise MisreadError(_("One number, please: 1 to {most}.", most=len(self.prompt.choices)))
        return self.parse_choice(numbers[0])

    def parse_choice(self, number: str) -> str:
        """Return the id of a choice by its number."""
        if not 1 <= int(number) <= len(self.prompt.choices):
            raise MisreadError(_("There is no {number}; 1 to {most}.", number=number, most=len(self.prompt.choices)))
        return self.prompt.choices[int(number) - 1].id


def _render_option(question: PlainQuestion, choice: PromptChoice) -> str:
    if choice.id == SIT:
        return _("Sit down together first.")
    text = question.teller.render_text(choice.path)
    if choice.id == question.mine:
        text = _("{text} (your first pick)", text=text)
    touched = [
        f"{vocabulary.name_stock(hint.outcome)} {vocabulary.describe_dots(hint.dots)}"
        for hint in list_shown_hints(question.teller, choice)
    ]
    return _("{text} Touches: {outcomes}.", text=text, outcomes="; ".join(touched)) if touched else text


def list_shown_hints(teller: Voice, choice: PromptChoice) -> tuple[Hint, ...]:
    """Return the hints of a choice; the expert gets none."""
    return () if teller.game.setup.difficulty == "expert" else choice.hints


def _render_options(question: PlainQuestion) -> Iterator[str]:
    yield from question.number_texts([_render_option(question, choice) for choice in question.prompt.choices])


def _render_scene_ask(question: PlainQuestion) -> str:
    scene = question.teller.game.scenario.scenes[question.prompt.scene]
    return question.teller.render_text(scene.path + ".ask")


def _render_owner(question: PlainQuestion) -> str:
    prompt = question.prompt
    if prompt.chair == prompt.owner:
        return _("If you two differ, the decision is yours.") if prompt.joint else _("You decide this alone.")
    return _("If you two differ, {name} decides.", name=question.teller.name_person(prompt.owner))


def _render_first_question(question: PlainQuestion) -> Iterator[str]:
    yield _render_scene_ask(question)
    yield _render_owner(question)
    yield from _render_options(question)
    name = question.teller.name_person(other_chair(question.prompt.chair))
    yield _("A number leans to an option; twice the number (22) means you are sure.")
    yield _("A second number after a space is your guess of what {name} picks.", name=name)


def _render_final_question(question: PlainQuestion) -> Iterator[str]:
    yield _render_scene_ask(question)
    yield _("Your final pick.") if question.mine else _render_owner(question)
    yield from _render_options(question)


def _render_fact_choice(question: PlainQuestion, fact: FactChoice) -> str:
    text = question.teller.render_text(fact.path + ".text")
    return f"{text} ({vocabulary.describe_fact_cost(fact.cost)})"


def _render_say_question(question: PlainQuestion) -> Iterator[str]:
    if not question.prompt.facts:
        yield _("You hold nothing that could be said here. Enter goes on.")
        return
    if question.prompt.kind == "sit_say":
        yield _("You sit together. Only you know this; say it now?")
    else:
        yield _("Only you know this. What do you say?")
    yield from question.number_texts([_render_fact_choice(question, fact) for fact in question.prompt.facts])
    yield _("Enter keeps all of it.")


def _render_sit_question(question: PlainQuestion) -> Iterator[str]:
    name = question.teller.name_person(other_chair(question.prompt.chair))
    yield _("{name} asks you to sit down together before anything is decided.", name=name)
    yield from question.number_texts([_("Yes, sit down."), render_decline(question)])


def render_decline(question: PlainQuestion) -> str:
    """Return the answer that does not sit down, and what then becomes of the other's wish."""
    teller, name = question.teller, question.teller.name_person(other_chair(question.prompt.chair))
    first = find_standing_pick(teller.game.state)
    if not first:
        return _("No, decide now; {name} picks once more.", name=name)
    text = teller.render_option(question.prompt.scene, first)
    return _("No, decide now; {name}'s first pick stands: {text}", name=name, text=text)


def _render_talk_question(question: PlainQuestion) -> Iterator[str]:
    name = question.teller.name_person(other_chair(question.prompt.chair))
    yield _("What is holding {name} back?", name=name)
    yield from question.number_texts([vocabulary.describe_term(choice.id, name) for choice in question.prompt.choices])


def _render_resolve_question(question: PlainQuestion) -> Iterator[str]:
    name = question.teller.name_person(question.prompt.owner)
    yield _("You differ, and {name} decides. What do you do?", name=name)
    yield from question.number_texts(
        [vocabulary.describe_resolution(choice.id, name) for choice in question.prompt.choices]
    )


def _render_coffee_question(question: PlainQuestion) -> Iterator[str]:
    name = question.teller.name_person(other_chair(question.prompt.chair))
    yield _("There is time for one coffee. What do you do with it?")
    yield from question.number_texts(
        [vocabulary.describe_coffee_choice(choice.id, name) for choice in question.prompt.choices]
    )


def _render_pledge_question(question: PlainQuestion) -> Iterator[str]:
    if question.prompt.kind == "still":
        yield _("Still the same? What will you not sacrifice, whatever comes?")
    else:
        yield _("Before it goes on: what will you not sacrifice, whatever comes?")
    yield from question.number_texts([vocabulary.describe_pledge(choice.id) for choice in question.prompt.choices])
    name = question.teller.name_person(other_chair(question.prompt.chair))
    yield _("A second number after a space is your guess of what {name} will not sacrifice.", name=name)


def _parse_pledge(question: PlainQuestion, numbers: list[str]) -> Answer:
    if len(numbers) != 2:
        return {"what": question.parse_single_choice(numbers)}
    return {"what": question.parse_choice(numbers[0]), "guess": question.parse_choice(numbers[1])}


def _parse_first_pick(question: PlainQuestion, numbers: list[str]) -> Answer:
    if not 1 <= len(numbers) <= 2:
        return {"option": question.parse_single_choice(numbers)}
    pick = numbers[0]
    sure = len(pick) == 2 and pick[0] == pick[1]
    answer = {"option": question.parse_choice(pick[0] if sure else pick), "confidence": "sure" if sure else "leaning"}
    return {**answer, "guess": question.parse_choice(numbers[1])} if len(numbers) == 2 else answer


def _parse_final_pick(question: PlainQuestion, numbers: list[str]) -> Answer:
    return {"option": question.mine if question.mine and not numbers else question.parse_single_choice(numbers)}


def _parse_facts(question: PlainQuestion, numbers: list[str]) -> Answer:
    facts = question.prompt.facts
    if numbers in ([], ["0"]):
        return {"facts": []}
    if not all(1 <= int(number) <= len(facts) for number in numbers):
        raise MisreadError(_("Numbers from 1 to {most}, or 0 for none.", most=len(facts)))
    return {"facts": [facts[position - 1].id for position in sorted({int(number) for number in numbers})]}


def _parse_sit(_question: PlainQuestion, numbers: list[str]) -> Answer:
    if numbers not in (["1"], ["2"]):
        raise MisreadError(_("1 for yes, 2 for no."))
    return {"accept": numbers == ["1"]}


def _build_choice_parser(field: str) -> Callable[[PlainQuestion, list[str]], Answer]:
    return lambda question, numbers: {field: question.parse_single_choice(numbers)}


ASKED: Final[Mapping[str, Callable[[PlainQuestion], Iterator[str]]]] = {
    "pledge": _render_pledge_question,
    "still": _render_pledge_question,
    "first": _render_first_question,
    "say": _render_say_question,
    "final": _render_final_question,
    "sit": _render_sit_question,
    "sit_say": _render_say_question,
    "talk": _render_talk_question,
    "resolve": _render_resolve_question,
    "coffee": _render_coffee_question,
}

READ: Final[Mapping[str, Callable[[PlainQuestion, list[str]], Answer]]] = {
    "pledge": _parse_pledge,
    "still": _parse_pledge,
    "first": _parse_first_pick,
    "say": _parse_facts,
    "final": _parse_final_pick,
    "sit": _parse_sit,
    "sit_say": _parse_facts,
    "talk": _build_choice_parser("reason"),
    "resolve": _build_choice_parser("mode"),
    "coffee": _build_choice_parser("what"),
}
