"""How much of a crisis is each chair's: the decisions that are its own, the facts that it holds and what they weigh."""

from dataclasses import dataclass

from game.engine.scenario import Scenario
from game.engine.stocks import CHAIRS, Chair


@dataclass(frozen=True, slots=True)
class Share:
    """One chair's share. `owns` are the decisions that it has the last word on, `alone` those nobody else is asked."""

    chair: Chair
    owns: int
    alone: int
    facts: int
    weight: int
    of_decisions: int
    of_facts: int
    of_weight: int

    @property
    def decides(self) -> float:
        """The part of all decisions that this chair has the last word on, 0..1."""
        return self.owns / self.of_decisions if self.of_decisions else 0.0

    @property
    def knows(self) -> float:
        """The part of all that one chair alone knows that this chair holds, by weight, 0..1."""
        return self.weight / self.of_weight if self.of_weight else 0.0


def shares(scenario: Scenario) -> tuple[Share, Share]:
    """Return both chairs' shares of a crisis, CEO first."""
    ceo, cto = (_share(scenario, chair) for chair in CHAIRS)
    return ceo, cto


def _share(scenario: Scenario, chair: Chair) -> Share:
    decisions = [scene.decision for scene in scenario.scenes.values() if scene.decision]
    facts = list(scenario.facts.values())
    held = [fact for fact in facts if fact.held == chair]
    return Share(
        chair=chair,
        owns=sum(decision.owner == chair for decision in decisions),
        alone=sum(decision.by == chair for decision in decisions),
        facts=len(held),
        weight=sum(fact.weight for fact in held),
        of_decisions=len(decisions),
        of_facts=len(facts),
        of_weight=sum(fact.weight for fact in facts),
    )
