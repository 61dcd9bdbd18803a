"""The names and texts of one scenario in one language, for sentences about a playthrough."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from game.content.markup import render_plain
from game.engine.scenario import Scenario, Texts
from game.engine.stocks import CHAIRS, Chair, other_chair
from game.locales import _, vocabulary

_OPENING: Final = ("“", "‘", "«", '"', "*")
_SENTENCE: Final = 90


@dataclass(frozen=True)
class DebriefNarrator:
    """The names and texts that a sentence needs.

    `language` is that of the scenario's texts; the interface's own words are in the language of the moment.
    """

    scenario: Scenario
    texts: Texts
    language: str

    @cached_property
    def people(self) -> Mapping[str, str]:
        """The names of the cast."""
        return {
            person.id: self.texts.get(f"{person.path}.name", self.language) for person in self.scenario.cast.values()
        }

    @cached_property
    def chairs(self) -> Mapping[str, str]:
        """The names of the two who sit in the chairs."""
        return {chair: self.people[chair] for chair in CHAIRS}

    def render_text(self, path: str) -> str:
        """Return a text without its marks, the names in place."""
        return render_plain(self.texts.get(path, self.language), self.people)

    def name_person(self, person: str | None) -> str:
        """Return a person's name, or `both`."""
        return self.people[person] if person else _("both")

    def name_other(self, chair: Chair) -> str:
        """Return the name of the one across the table."""
        return self.people[other_chair(chair)]

    def name_fact(self, fact: str) -> str:
        """Return a fact's label."""
        return self.render_text(f"{self.scenario.facts[fact].path}.label")

    def name_facts(self, facts: tuple[str, ...]) -> str:
        """Return the labels of facts in a row."""
        return ", ".join(self.name_fact(fact) for fact in facts)

    def render_option(self, scene: str, option: str) -> str:
        """Return an option as a person would say it, in quotation marks."""
        decision = self.scenario.scenes[scene].decision
        if decision is None or option not in [there.id for there in decision.options]:
            return _("to sit down together") if option == "sit" else option
        return quote_text(self.render_text(f"{decision.find_option(option).path}.text"))

    def name_scene(self, scene: str) -> str:
        """Return what a scene is about: its question, or how it begins."""
        here = self.scenario.scenes[scene]
        return (
            self.render_text(f"{here.path}.ask")
            if here.decision
            else extract_first_sentence(self.render_text(f"{here.path}.text"))
        )

    def name_ending(self, ending: str) -> str:
        """Return an ending's title."""
        found = self.scenario.find_ending(ending)
        return self.render_text(f"{found.path}.title") if found else _("Insolvent")

    def name_stock(self, stock: str) -> str:
        """Return a stock's name with the person it belongs to."""
        return vocabulary.name_stock_of_person(stock, self.chairs)

    def name_stock_briefly(self, stock: str) -> str:
        """Return a stock's name where room is scarce, with the person it belongs to."""
        return self.name_stock(stock) if "." in stock else vocabulary.name_stock_briefly(stock)

    def name_both(self, players: Mapping[Chair, str]) -> str:
        """Return the names of the two, each with the name of the player in that chair where one was given."""
        named = [self.people[chair] + (f" ({players[chair]})" if players.get(chair) else "") for chair in CHAIRS]
        return _("{one} and {two}", one=named[0], two=named[1])

    def render_stock_change(self, stock: str, points: int) -> str:
        """Return a stock and by how many whole points it moved."""
        return f"{self.name_stock(stock)} {render_signed(points)}"

    def render_cause(self, cause: str) -> str:
        """Return what moved a figure."""
        return vocabulary.describe_cause(cause, self.render_text)


def label_scene(count: int) -> str:
    """Return the label of a scene by its number, from 1."""
    return _("Scene {n}", n=count)


def quote_text(text: str) -> str:
    """Return a text in quotation marks, unless it brings its own."""
    text = text.strip()
    return text if text.startswith(_OPENING) else f"“{text}”"


def render_signed(points: float, digits: int = 0) -> str:
    """Return a number with its sign; the minus is as wide as the plus."""
    mark = "−" if points < 0 else "+"
    return f"{mark}{abs(points):.{digits}f}" if round(abs(points), digits) else f"±{0:.{digits}f}"


def extract_first_sentence(text: str) -> str:
    """Return how a text begins: its first sentence, shortened where it is long."""
    line = text.strip().split("\n")[0]
    ends = [at + 1 for mark in (". ", "? ", "! ") if (at := line.find(mark)) > 0]
    sentence = line[: min(ends)] if ends else line
    return sentence if len(sentence) <= _SENTENCE else sentence[: _SENTENCE - 1].rstrip() + "…"
