"""What is on offer in a state and what is not, and why: options, ways on from the scene, endings."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from game.engine.conditions import ConditionExplanation, ParsedCondition, explain_condition
from game.engine.scenario import Option, Scenario
from game.engine.scene_flow import INSOLVENT, summarize_epilogue
from game.engine.state import State, StateScope
from game.engine.stocks import CHAIRS, Chair

OfferKind = Literal["option", "way", "ending"]


@dataclass(frozen=True, slots=True)
class SynthesisNeed:
    """A fact that a synthesis needs, and which chairs know it now."""

    fact: str
    known_to: tuple[Chair, ...]

    @property
    def met(self) -> bool:
        """Whether both know it."""
        return len(self.known_to) == len(CHAIRS)


@dataclass(frozen=True, slots=True)
class OfferStatus:
    """Something that may be on offer: an option, a scene that may follow, an ending.

    Attributes:
        kind: which of them.
        id: the option, the scene or the ending.
        path: at what its condition stands in the crisis.
        open: whether it is on offer now; of ways and endings, whether it is the one that would be taken.
        condition: its condition as written; '' where it has none.
        why: what its condition comes to now; None where it has none.
        behind: the one before it that holds already, where only that keeps it from being taken.
        needs: the facts that both must know, of an option that only sitting together opens.
        tokens: how often the two can still sit down, of such an option; else None.
    """

    kind: OfferKind
    id: str
    path: str
    open: bool
    condition: str = ""
    why: ConditionExplanation | None = None
    behind: str = ""
    needs: tuple[SynthesisNeed, ...] = ()
    tokens: int | None = None


@dataclass(frozen=True, slots=True)
class SceneOffers:
    """All that is on offer in a state, or might be.

    `ways` are in groups by the option after which they are taken ('' for the scene's own); only those with
    conditions. `endings` are judged as if play were over now: by the year that would follow, nothing landed before.
    """

    options: tuple[OfferStatus, ...]
    ways: tuple[tuple[str, tuple[OfferStatus, ...]], ...]
    endings: tuple[OfferStatus, ...]


def judge_offers(scenario: Scenario, state: State) -> SceneOffers:
    """Return what is on offer in the scene of a state, and what is not, and why."""
    now = StateScope(scenario, state, state.stocks)
    return SceneOffers(
        _judge_options(scenario, state, now), tuple(_judge_ways(scenario, state, now)), _judge_endings(scenario, state)
    )


def _judge_options(scenario: Scenario, state: State, now: StateScope) -> tuple[OfferStatus, ...]:
    decision = scenario.scenes[state.scene].decision
    return tuple(_judge_option(option, state, now) for option in (decision.options if decision else ()))


def _judge_option(option: Option, state: State, now: StateScope) -> OfferStatus:
    why = None if option.when is None else explain_condition(option.when, now)
    condition = "" if option.when is None else option.when.text
    if not option.synthesis:
        return OfferStatus("option", option.id, option.path, why is None or why.holds, condition, why)
    needs = tuple(
        SynthesisNeed(fact, tuple(chair for chair in CHAIRS if now.look_up(f"knows.{chair}.{fact}")))
        for fact in option.needs
    )
    return OfferStatus("option", option.id, option.path, False, condition, why, needs=needs, tokens=state.tokens)


def _judge_ways(scenario: Scenario, state: State, now: StateScope) -> Iterable[tuple[str, tuple[OfferStatus, ...]]]:
    scene = scenario.scenes[state.scene]
    owners = [("", scene.path, scene.then)]
    owners += [(option.id, option.path, option.then) for option in (scene.decision.options if scene.decision else ())]
    for owner, path, branches in owners:
        if any(branch.when for branch in branches):
            listed = [(branch.to, f"{path}.then.{number}", branch.when) for number, branch in enumerate(branches)]
            yield owner, _judge_first_match("way", listed, now)


def _judge_endings(scenario: Scenario, state: State) -> tuple[OfferStatus, ...]:
    year = summarize_epilogue(state)
    listed = [(ending.id, ending.path, ending.when) for ending in scenario.endings]
    return _judge_first_match(
        "ending", listed, StateScope(scenario, state, year.means), INSOLVENT if year.broke else ""
    )


def _judge_first_match(
    kind: OfferKind, listed: Iterable[tuple[str, str, ParsedCondition | None]], now: StateScope, taken: str = ""
) -> tuple[OfferStatus, ...]:
    """Judge things of which the first that holds is taken; `taken` goes before all of them."""
    found: list[OfferStatus] = []
    for name, path, when in listed:
        why = None if when is None else explain_condition(when, now)
        holds = why is None or why.holds
        condition = "" if when is None else when.text
        found.append(OfferStatus(kind, name, path, holds and not taken, condition, why, taken if holds else ""))
        taken = taken or (name if holds else "")
    return tuple(found)
