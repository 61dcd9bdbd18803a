"""A session that stands still: a moment made up so that a page can be drawn which nobody has played to."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from game.content.markup import Span
from game.engine.events import Event, Said
from game.engine.scenario import Decision, Fact, Option, Scenario, Texts
from game.engine.state import SIT, Entry, FactState
from game.engine.stocks import Chair, other
from game.engine.turn import Turn
from game.playthrough.prompts import Choice, Prompt, Reason
from game.playthrough.session import Session
from game.playthrough.setup import Setup
from game.playthrough.view import hints
from game.tui.steps.reader import Reader

DEAREST: Final = 1000
"""The trust that saying what costs face takes at the most, in hundredths."""


def _price(fact: Fact) -> Iterator[Entry]:
    """What saying a fact moves, as far as a page tells it, in its longest form."""
    if fact.cost == "face":
        yield Entry(1, f"{other(fact.held)}.trust", -DEAREST, f"said:{fact.id}")
    yield from (Entry(1, effect.stock, 100 * effect.points, f"said:{fact.id}") for effect in fact.price)


class Still(Session):
    """A session whose moment is set from outside; nothing is answered in it."""

    def __init__(self, scenario: Scenario, texts: Texts, chair: Chair, language: str) -> None:
        """Sit a person in a chair, in a language, with the most help that is given."""
        seats = {chair: "human", other(chair): "partner"}
        super().__init__(scenario, texts, Setup(seats, 0, language=language, difficulty="learner"))  # type: ignore[arg-type]
        self.chair = chair
        self.moment: tuple[Event, ...] = ()
        self._runs: dict[str, tuple[Span, ...]] = {}
        self.given: Reason | None = None

    def stand(self, scene: str, facts: frozenset[str], *events: Event) -> Reader:
        """Stand in a scene with these facts unsaid and these events on the page; return who reads it."""
        known = {fact: FactState(known=1) for fact in facts}
        told = [self.scenario.facts[event.fact] for event in events if isinstance(event, Said)]
        ledger = tuple(entry for fact in told for entry in _price(fact))
        self.state = replace(self.state, scene=scene, facts=known, ledger=ledger)
        self.moment = events
        return Reader(self)

    @property
    def page(self) -> tuple[Event, ...]:
        """Everything of the scene of now."""
        return self.moment

    @property
    def happened(self) -> tuple[Event, ...]:
        """What the last answer led to."""
        return self.moment

    def spans(self, path: str) -> tuple[Span, ...]:
        """Return a text as spans, each made once: the same texts stand on many pages."""
        if path not in self._runs:
            self._runs[path] = super().spans(path)
        return self._runs[path]

    def text(self, path: str) -> str:
        """Return a text without its marks."""
        return "".join(span.text for span in self.spans(path))

    def reason(self, chair: Chair) -> Reason | None:
        """Return the reason that is given."""
        return self.given if chair != self.chair else None

    def asks(self, scene: str, decision: Decision, options: tuple[str, ...], *, final: bool) -> Prompt:
        """Return the question of a scene with some of its options on offer, each with its longest line of hints."""
        offered = [decision.option(option) for option in options]
        sit = (Choice(SIT),) if final and decision.joint and self.scenario.scenes[scene].say else ()
        return Prompt(
            token="",
            kind="final" if final else "first",
            chair=self.chair,
            scene=scene,
            owner=decision.owner,
            choices=(*(self._choice(option) for option in offered), *sit),
            joint=decision.joint,
        )

    def _choice(self, option: Option) -> Choice:
        known = {fact: FactState("said", known=1) for fact in self.scenario.facts}
        turn = Turn(self.scenario, self.luck, replace(self.state, facts=known))
        return Choice(option.id, f"{option.path}.text", hints(turn, (self.chair,), option))
