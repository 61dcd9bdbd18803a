"""A session that stands still: a moment made up so that a page can be drawn which nobody has played to."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from game.content.markup import TextSpan
from game.engine.events import Event, Said
from game.engine.scenario import Decision, Fact, Option, Scenario, Texts
from game.engine.state import SIT, FactState, LedgerEntry
from game.engine.state_draft import StateDraft
from game.engine.stocks import Chair, other_chair
from game.playthrough.prompts import FactChoice, PickReason, Prompt, PromptChoice
from game.playthrough.session import Session
from game.playthrough.setup import Setup
from game.playthrough.visibility import build_hints
from game.tui.play.steps.reader import ChairReader

DEAREST: Final = 1000
"""The trust that saying what costs face takes at the most, in hundredths."""


def _list_price_entries(fact: Fact) -> Iterator[LedgerEntry]:
    """What saying a fact moves, as far as a page tells it, in its longest form."""
    if fact.cost == "face":
        yield LedgerEntry(1, f"{other_chair(fact.held)}.trust", -DEAREST, f"said:{fact.id}")
    yield from (LedgerEntry(1, effect.stock, 100 * effect.points, f"said:{fact.id}") for effect in fact.price)


class FrozenSession(Session):
    """A session whose moment is set from outside; nothing is answered in it."""

    def __init__(self, scenario: Scenario, texts: Texts, chair: Chair, language: str) -> None:
        """Sit a person in a chair, in a language, with the most help that is given."""
        seats = {chair: "human", other_chair(chair): "partner"}
        super().__init__(scenario, texts, Setup(seats, 0, language=language, difficulty="learner"))  # type: ignore[arg-type]
        self.chair = chair
        self.moment: tuple[Event, ...] = ()
        self._runs: dict[str, tuple[TextSpan, ...]] = {}
        self.given: PickReason | None = None

    def stand_in_scene(self, scene: str, facts: frozenset[str], *events: Event) -> ChairReader:
        """Stand in a scene with these facts unsaid and these events on the page; return who reads it."""
        known = {fact: FactState(known=1) for fact in facts}
        told = [self.scenario.facts[event.fact] for event in events if isinstance(event, Said)]
        ledger = tuple(entry for fact in told for entry in _list_price_entries(fact))
        self.state = replace(self.state, scene=scene, facts=known, ledger=ledger)
        self.moment = events
        return ChairReader(self)

    @property
    def page(self) -> tuple[Event, ...]:
        """Everything of the scene of now."""
        return self.moment

    @property
    def happened(self) -> tuple[Event, ...]:
        """What the last answer led to."""
        return self.moment

    def render_spans(self, path: str) -> tuple[TextSpan, ...]:
        """Return a text as spans, each made once: the same texts stand on many pages."""
        if path not in self._runs:
            self._runs[path] = super().render_spans(path)
        return self._runs[path]

    def render_text(self, path: str) -> str:
        """Return a text without its marks."""
        return "".join(span.text for span in self.render_spans(path))

    def explain_partner_pick(self, chair: Chair) -> PickReason | None:
        """Return the reason that is given."""
        return self.given if chair != self.chair else None

    def build_open_prompt(self, scene: str, decision: Decision, options: tuple[str, ...], *, final: bool) -> Prompt:
        """Return the question of a scene with some of its options on offer, each with its longest line of hints."""
        offered = [decision.find_option(option) for option in options]
        sit = (PromptChoice(SIT),) if final and decision.joint and self.scenario.scenes[scene].say else ()
        return Prompt(
            token="",
            kind="final" if final else "first",
            chair=self.chair,
            scene=scene,
            owner=decision.owner,
            choices=(*(self._build_hinted_choice(option) for option in offered), *sit),
            joint=decision.joint,
        )

    def build_say_prompt(self, scene: str, decision: Decision, facts: frozenset[str]) -> Prompt:
        """Return the question what of these facts is said before one chair alone decides."""
        offered = (fact for fact in self.scenario.facts.values() if fact.id in facts)
        return Prompt(
            token="",
            kind="say",
            chair=self.chair,
            scene=scene,
            owner=decision.owner,
            facts=tuple(FactChoice(fact.id, fact.path, fact.cost) for fact in offered),
        )

    def _build_hinted_choice(self, option: Option) -> PromptChoice:
        known = {fact: FactState("said", known=1) for fact in self.scenario.facts}
        turn = StateDraft(self.scenario, self.luck, replace(self.state, facts=known))
        return PromptChoice(option.id, f"{option.path}.text", build_hints(turn, (self.chair,), option))
