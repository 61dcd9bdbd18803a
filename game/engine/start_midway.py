"""A play that begins midway: what is assumed to have come before, and the state that follows from it.

Nothing is assumed beyond the premise, except that each chair has learned its facts of the scenes that can lead there.
Nothing is pending, nothing is promised, nobody remembers anything; scenes are counted from here.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from game.engine.conditions import NUMBERS, Interval
from game.engine.scenario import BUILT_IN_FLAGS, END, Branch, Scenario
from game.engine.state import FactState, SceneRecord, State, condition_holds
from game.engine.stocks import CHAIRS, INDEX, Chair


@dataclass(frozen=True, slots=True)
class Premise:
    """Where a play begins, and what is assumed there.

    Attributes:
        scene: the scene that opens first.
        numbers: stocks in whole points, `week` and `tokens`, where they differ from the start of the crisis.
        flags: flags that have been raised.
        knows: facts that a chair knows beyond those it must have learned; one held by the other chair has been told.
        chose: options that were enacted, by scene: their flags are raised, but nothing else has come of them.
        draw: values that were drawn, where that is not left to the seed.
    """

    scene: str
    numbers: Mapping[str, int] = field(default_factory=dict)
    flags: frozenset[str] = frozenset()
    knows: frozenset[tuple[Chair, str]] = frozenset()
    chose: Mapping[str, str] = field(default_factory=dict)
    draw: Mapping[str, str] = field(default_factory=dict)


def list_flags(scenario: Scenario) -> tuple[str, ...]:
    """Return every flag that an option of a crisis raises, in the author's order, and those that the rules raise."""
    options = (option for scene in scenario.scenes.values() if scene.decision for option in scene.decision.options)
    return tuple(dict.fromkeys((*(flag for option in options for flag in option.flags), *BUILT_IN_FLAGS)))


def find_number_range(name: str) -> Interval | None:
    """Return the smallest and the largest value that a number may be assumed to have; None for an unknown name."""
    return NUMBERS.get(name)


def list_unknown_names(scenario: Scenario, premise: Premise) -> Iterator[tuple[str, str]]:
    """Yield what a premise names that the crisis does not have, as (kind, name)."""
    if premise.scene not in scenario.scenes:
        yield "scene", premise.scene
    yield from (("number", name) for name in premise.numbers if name not in NUMBERS)
    yield from (("flag", name) for name in sorted(premise.flags - set(list_flags(scenario))))
    yield from (("fact", fact) for _chair, fact in sorted(premise.knows) if fact not in scenario.facts)
    yield from (("option", f"{scene}.{option}") for scene, option in _list_unknown_options(scenario, premise.chose))
    for name, value in premise.draw.items():
        if value not in _list_draw_values(scenario, name):
            yield "draw", f"{name}.{value}"


def drop_unknown_names(scenario: Scenario, premise: Premise) -> Premise:
    """Return a premise without the names that the crisis does not have; its scene must exist."""
    strange = dict(_list_unknown_options(scenario, premise.chose))
    return replace(
        premise,
        numbers={name: value for name, value in premise.numbers.items() if name in NUMBERS},
        flags=premise.flags & set(list_flags(scenario)),
        knows=frozenset(known for known in premise.knows if known[1] in scenario.facts),
        chose={scene: option for scene, option in premise.chose.items() if scene not in strange},
        draw={name: value for name, value in premise.draw.items() if value in _list_draw_values(scenario, name)},
    )


def _list_draw_values(scenario: Scenario, name: str) -> tuple[str, ...]:
    for chair in CHAIRS:
        person = scenario.cast[chair]
        if name == f"{chair}_goal":
            return tuple(goal.id for goal in person.goals)
        if name == f"{chair}_persona":
            return person.personas
    return scenario.draw.get(name, ())


def _list_unknown_options(scenario: Scenario, chose: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for scene, option in chose.items():
        decision = scenario.scenes[scene].decision if scene in scenario.scenes else None
        if decision is None or option not in {one.id for one in decision.options}:
            yield scene, option


def list_following_scenes(scenario: Scenario, scene: str) -> frozenset[str]:
    """Return the scenes that may follow a scene, whatever the conditions; the end does not count as one."""
    here = scenario.scenes[scene]
    order = list(scenario.scenes)
    after = order[order.index(scene) + 1 :][:1]
    ways = [option.then for option in here.decision.options] if here.decision else [()]
    found = {target for way in ways for target in _list_branch_targets((*way, *here.then), after)}
    return frozenset(found - {END})


def _list_branch_targets(branches: tuple[Branch, ...], after: list[str]) -> Iterator[str]:
    for branch in branches:
        yield branch.to
        if branch.when is None:
            return
    yield from after


def list_earlier_scenes(scenario: Scenario, scene: str) -> frozenset[str]:
    """Return the scenes that can lead to a scene, itself excluded."""
    found: set[str] = set()
    fresh = {scene}
    while fresh:
        fresh = {one for one in scenario.scenes if one not in found and list_following_scenes(scenario, one) & fresh}
        found |= fresh
    return frozenset(found - {scene})


def apply_premise(scenario: Scenario, state: State, premise: Premise) -> State:
    """Return a state before its first scene with the premise applied, ready to go to the premise's scene."""
    stocks = list(state.stocks)
    for name, value in premise.numbers.items():
        if name in INDEX:
            stocks[INDEX[name]] = 100 * value
    begun = replace(
        state,
        stocks=tuple(stocks),
        opening=tuple(stocks),
        week=premise.numbers.get("week", state.week),
        tokens=premise.numbers.get("tokens", state.tokens),
        draw={**state.draw, **premise.draw},
        visits=dict.fromkeys(premise.chose, 1),
        flags=state.flags | premise.flags | _list_raised_flags(scenario, premise.chose),
        past=tuple(SceneRecord(scene, 0, enacted=option) for scene, option in premise.chose.items()),
    )
    return replace(begun, facts=_build_fact_states(scenario, begun, premise))


def _list_raised_flags(scenario: Scenario, chose: Mapping[str, str]) -> set[str]:
    decisions = ((scenario.scenes[scene].decision, option) for scene, option in chose.items())
    return {flag for decision, option in decisions if decision for flag in decision.find_option(option).flags}


def _build_fact_states(scenario: Scenario, state: State, premise: Premise) -> dict[str, FactState]:
    """Return the facts that each chair must have learned, or knows by the premise; none whose condition fails."""
    earlier, first = list_earlier_scenes(scenario, premise.scene), scenario.first_scene.id
    found: dict[str, FactState] = {}
    for fact in scenario.facts.values():
        out = any((chair, fact.id) in premise.knows for chair in CHAIRS if chair != fact.held)
        learned = out or (fact.held, fact.id) in premise.knows or (fact.since or first) in earlier
        if not learned:
            found[fact.id] = state.facts[fact.id]
        elif condition_holds(fact.when, scenario, state):
            found[fact.id] = FactState("said", known=1, chance=1, out=1) if out else FactState(known=1)
    return found
