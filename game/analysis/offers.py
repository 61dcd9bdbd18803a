"""What is on offer in a state and what is not, and why: options, ways on from the scene, endings."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from game.engine.calendar import INSOLVENT, year_after
from game.engine.guard import Explanation, Guard, explain
from game.engine.scenario import Option, Scenario
from game.engine.scope import Scope
from game.engine.state import State
from game.engine.stocks import CHAIRS, Chair

Kind = Literal["option", "way", "ending"]


@dataclass(frozen=True, slots=True)
class Need:
    """A fact that a synthesis needs, and which chairs know it now."""

    fact: str
    known_to: tuple[Chair, ...]

    @property
    def met(self) -> bool:
        """Whether both know it."""
        return len(self.known_to) == len(CHAIRS)


@dataclass(frozen=True, slots=True)
class Offer:
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

    kind: Kind
    id: str
    path: str
    open: bool
    condition: str = ""
    why: Explanation | None = None
    behind: str = ""
    needs: tuple[Need, ...] = ()
    tokens: int | None = None


@dataclass(frozen=True, slots=True)
class Offers:
    """All that is on offer in a state, or might be.

    `ways` are in groups by the option after which they are taken ('' for the scene's own); only those with
    conditions. `endings` are judged as if play were over now: by the year that would follow, nothing landed before.
    """

    options: tuple[Offer, ...]
    ways: tuple[tuple[str, tuple[Offer, ...]], ...]
    endings: tuple[Offer, ...]


def offers(scenario: Scenario, state: State) -> Offers:
    """Return what is on offer in the scene of a state, and what is not, and why."""
    now = Scope(scenario, state, state.stocks)
    return Offers(_options(scenario, state, now), tuple(_ways(scenario, state, now)), _endings(scenario, state))


def _options(scenario: Scenario, state: State, now: Scope) -> tuple[Offer, ...]:
    decision = scenario.scenes[state.scene].decision
    return tuple(_option(option, state, now) for option in (decision.options if decision else ()))


def _option(option: Option, state: State, now: Scope) -> Offer:
    why = None if option.when is None else explain(option.when, now)
    condition = "" if option.when is None else option.when.text
    if not option.synthesis:
        return Offer("option", option.id, option.path, why is None or why.holds, condition, why)
    needs = tuple(
        Need(fact, tuple(chair for chair in CHAIRS if now.value(f"knows.{chair}.{fact}"))) for fact in option.needs
    )
    return Offer("option", option.id, option.path, False, condition, why, needs=needs, tokens=state.tokens)


def _ways(scenario: Scenario, state: State, now: Scope) -> Iterable[tuple[str, tuple[Offer, ...]]]:
    scene = scenario.scenes[state.scene]
    owners = [("", scene.path, scene.then)]
    owners += [(option.id, option.path, option.then) for option in (scene.decision.options if scene.decision else ())]
    for owner, path, branches in owners:
        if any(branch.when for branch in branches):
            listed = [(branch.to, f"{path}.then.{number}", branch.when) for number, branch in enumerate(branches)]
            yield owner, _first_of("way", listed, now)


def _endings(scenario: Scenario, state: State) -> tuple[Offer, ...]:
    year = year_after(state)
    listed = [(ending.id, ending.path, ending.when) for ending in scenario.endings]
    return _first_of("ending", listed, Scope(scenario, state, year.means), INSOLVENT if year.broke else "")


def _first_of(
    kind: Kind, listed: Iterable[tuple[str, str, Guard | None]], now: Scope, taken: str = ""
) -> tuple[Offer, ...]:
    """Judge things of which the first that holds is taken; `taken` goes before all of them."""
    found: list[Offer] = []
    for name, path, when in listed:
        why = None if when is None else explain(when, now)
        holds = why is None or why.holds
        condition = "" if when is None else when.text
        found.append(Offer(kind, name, path, holds and not taken, condition, why, taken if holds else ""))
        taken = taken or (name if holds else "")
    return tuple(found)
