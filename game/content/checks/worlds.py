"""The states that conditions can tell apart: draws, choices, facts, flags and figures, taken together.

Two texts that exclude each other never stand on one page, so what a page needs is measured in each such world. A
world is made up, not played: whether play can lead to it is for `tandem explore`.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product
from math import prod
from typing import Final

from game.content.outline import Outline
from game.engine.conditions import NUMBERS, ParsedCondition, evaluate_condition, list_names
from game.engine.conditions.tree import (
    Absolute,
    Arithmetic,
    ComparisonChain,
    Constant,
    Extreme,
    Junction,
    Negative,
    Not,
)
from game.engine.scenario import PLEDGES, Scenario
from game.engine.stocks import CHAIRS

MOST: Final = 1024
"""Worlds that are looked at; where conditions tell more apart, that many are taken from all over them."""
_STRIDE: Final = 2_654_435_761
"""A prime: steps of it come to every world, and to very different ones in turn."""

Chosen = tuple[str, str]
"""A scene and the option that was enacted in it."""
Variable = tuple[str, ...]
Value = int | str | None
Domain = tuple[Value, ...]

_KEYED: Final = {"draw": 1, "chose": 1, "picked": 2, "pledge": 1}
"""Names whose last part is one of several values, and how many parts name what has the value."""
_SETTLED: Final = {"said": "fact", "surfaced": "fact", "knows": "fact", "kept": "promise", "broken": "promise"}


@dataclass(frozen=True)
class StateSpace:
    """What worlds of a crisis are made of: values by draw, options by scene, who raises a flag, who holds a fact."""

    draws: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    options: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    raisers: Mapping[str, frozenset[Chosen]] = field(default_factory=dict)
    holders: Mapping[str, str] = field(default_factory=dict)


def build_state_space(scenario: Scenario) -> StateSpace:
    """Return what the worlds of a compiled crisis are made of."""
    raisers: dict[str, set[Chosen]] = {}
    for scene in scenario.scenes.values():
        for option in scene.decision.options if scene.decision else ():
            for flag in option.flags:
                raisers.setdefault(flag, set()).add((scene.id, option.id))
    goals = {f"{chair}_goal": tuple(goal.id for goal in scenario.cast[chair].goals) for chair in CHAIRS}
    decided = {one.id: one.decision.options for one in scenario.scenes.values() if one.decision}
    return StateSpace(
        draws={**scenario.draw, **goals},
        options={scene: tuple(option.id for option in options) for scene, options in decided.items()},
        raisers={flag: frozenset(chosen) for flag, chosen in raisers.items()},
        holders={fact.id: fact.held for fact in scenario.facts.values()},
    )


def build_draw_space(outline: Outline) -> StateSpace:
    """Return the draws of a crisis that may not be sound yet."""
    goals = {f"{chair}_goal": tuple(names) for chair, names in outline.goals.items()}
    return StateSpace({**{name: tuple(values) for name, values in outline.draws.items()}, **goals})


@dataclass(frozen=True)
class World:
    """One state: each name that the conditions read has a value."""

    story: StateSpace
    values: Mapping[Variable, Value]

    def look_up(self, name: str) -> int | bool:
        """Return what a name stands for in this world."""
        head, _, rest = name.partition(".")
        if head == "flag" and rest in self.story.raisers:
            return any(self.values["chose", scene] == option for scene, option in self.story.raisers[rest])
        variable, wanted = _parse_variable(name)
        found = self.values[variable]
        if head == "knows":
            return self.story.holders.get(variable[1]) == rest.partition(".")[0] or found != "unsaid"
        return found == wanted if wanted else int(found or 0)

    def satisfies(self, guard: ParsedCondition | None) -> bool:
        """Tell whether a condition holds here; always, where there is none."""
        return guard is None or evaluate_condition(guard, self)


def list_worlds(guards: Iterable[ParsedCondition | None], story: StateSpace, most: int = MOST) -> Iterator[World]:
    """Yield every state that these conditions can tell apart; of more than `most` of them a sample of so many."""
    read = [guard for guard in guards if guard is not None]
    marks = frozenset().union(*(_list_constants(guard.tree) for guard in read))
    domains: dict[Variable, Domain] = {}
    for name in sorted(frozenset().union(*(list_names(guard) for guard in read))):
        domains.update(_list_domains(name, story, marks))
    for values in _sample_combinations(tuple(domains.values()), most):
        yield World(story, dict(zip(domains, values, strict=True)))


def can_hold_together(guards: Iterable[ParsedCondition | None], story: StateSpace) -> bool:
    """Tell whether some state holds all of these conditions; True as well where there are too many to try."""
    asked = list(guards)
    tried = 0
    for world in list_worlds(asked, story):
        tried += 1
        if all(world.satisfies(guard) for guard in asked):
            return True
    return tried >= MOST


def _sample_combinations(domains: tuple[Domain, ...], most: int) -> Iterator[tuple[Value, ...]]:
    """Yield the combinations of values; of too many a sample that is the same each time."""
    count = prod(map(len, domains))
    if count <= most:
        yield from product(*domains)
        return
    for number in range(most):
        left, values = number * _STRIDE % count, []
        for domain in domains:
            left, place = divmod(left, len(domain))
            values.append(domain[place])
        yield tuple(values)


def _parse_variable(name: str) -> tuple[Variable, str]:
    """Return what decides a name, and the value at which it holds; '' for one that is a figure or a plain flag."""
    head, *rest = name.split(".")
    if head in _KEYED:
        return (head, *rest[: _KEYED[head]]), ".".join(rest[_KEYED[head] :])
    if head in _SETTLED:
        return (_SETTLED[head], rest[-1]), head
    return (name,), ""


def _list_domains(name: str, story: StateSpace, marks: frozenset[int]) -> Iterator[tuple[Variable, Domain]]:
    """Yield the variables behind a name, each with the values that matter."""
    head, _, rest = name.partition(".")
    if head == "flag" and rest in story.raisers:
        for scene, option in sorted(story.raisers[rest]):
            yield ("chose", scene), (None, *story.options.get(scene, (option,)))
        return
    variable, wanted = _parse_variable(name)
    match variable:
        case ("draw", drawn):
            yield variable, story.draws.get(drawn) or (wanted, None)
        case ("chose" | "picked", *_, scene):
            yield variable, (None, *story.options.get(scene, (wanted,)))
        case ("pledge", _):
            yield variable, (None, *PLEDGES)
        case ("fact", _):
            yield variable, ("unsaid", "said", "surfaced")
        case ("promise", _):
            yield variable, (None, "kept", "broken")
        case _:
            yield variable, _list_turning_values(name, marks)


def _list_turning_values(name: str, marks: frozenset[int]) -> tuple[int, ...]:
    """The values of a figure at which a comparison can turn; of a flag both."""
    if name not in NUMBERS:
        return (0, 1)
    low, high = NUMBERS[name]
    near = {mark + step for mark in marks for step in (-1, 0, 1)}
    return tuple(sorted({low, high, *(value for value in near if low <= value <= high)}))


def _list_constants(node: object) -> frozenset[int]:
    match node:
        case Constant(value):
            return frozenset({value})
        case Not(of) | Negative(of) | Absolute(of):
            return _list_constants(of)
        case Junction(_, parts) | Extreme(_, parts) | ComparisonChain(parts):
            return frozenset().union(*(_list_constants(part) for part in parts))
        case Arithmetic(_, left, right):
            return _list_constants(left) | _list_constants(right)
        case _:
            return frozenset()
