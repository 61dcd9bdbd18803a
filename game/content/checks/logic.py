"""What conditions can mean together: the states they tell apart, and proofs that they can never hold at once.

States: draws, choices, facts, flags and figures, taken together. Two texts that exclude each other never appear on
one page, so what a page needs is measured in each such world. A world is made up, not played; whether play can lead
to it is a question for `tandem explore`.

Proofs: a condition is split into cases, each a list of flags that hold or don't and of sums with a bound. A case is
impossible when a flag would have to be both, when two flags exclude each other (two values of a draw, two pledges of
one chair, a fact said and surfaced), or when the bounds of a sum leave no number. A condition with too many cases is
never proven.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product
from math import gcd, prod
from typing import Final

from game.content.checks.scene_graph import SceneGraph
from game.content.outline import Outline
from game.engine.conditions import NUMBERS, Interval, ParsedCondition, evaluate_condition, list_names
from game.engine.conditions.tree import (
    Absolute,
    Always,
    Arithmetic,
    ComparisonChain,
    Constant,
    Extreme,
    FlagName,
    Junction,
    Negative,
    Not,
    Number,
    NumberName,
    Relation,
    Truth,
    compute_interval,
    render_condition,
)
from game.engine.scenario import PLEDGES, Scenario
from game.engine.stocks import CHAIRS

MOST_WORLDS: Final = 1024
"""How many worlds are examined; of more, an evenly spread sample of this size is taken."""
_STRIDE: Final = 2_654_435_761
"""A prime: stepping by it visits every world, with very different ones in a row."""

Chosen = tuple[str, str]
"""A scene and the option that was chosen in it."""
Variable = tuple[str, ...]
Value = int | str | None
Domain = tuple[Value, ...]

_KEYED: Final = {"draw": 1, "chose": 1, "picked": 2, "pledge": 1}
"""Names whose last part is a value, and how many parts before it name the variable."""
_SETTLED: Final = {"said": "fact", "surfaced": "fact", "knows": "fact", "kept": "promise", "broken": "promise"}


@dataclass(frozen=True)
class StateSpace:
    """The ingredients of worlds: values by draw, options by scene, options that set each flag, holders of facts."""

    draws: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    options: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    raisers: Mapping[str, frozenset[Chosen]] = field(default_factory=dict)
    holders: Mapping[str, str] = field(default_factory=dict)


def build_state_space(scenario: Scenario) -> StateSpace:
    """Return the state space of a compiled crisis."""
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
    """Return the state space of the draws alone, for a crisis that may still have errors."""
    goals = {f"{chair}_goal": tuple(names) for chair, names in outline.goals.items()}
    return StateSpace({**{name: tuple(values) for name, values in outline.draws.items()}, **goals})


@dataclass(frozen=True)
class World:
    """One state: a value for each name that the conditions read."""

    story: StateSpace
    values: Mapping[Variable, Value]

    def look_up(self, name: str) -> int | bool:
        """Return the value of a name in this world."""
        head, _, rest = name.partition(".")
        if head == "flag" and rest in self.story.raisers:
            return any(self.values["chose", scene] == option for scene, option in self.story.raisers[rest])
        variable, wanted = _parse_variable(name)
        found = self.values[variable]
        if head == "knows":
            return self.story.holders.get(variable[1]) == rest.partition(".")[0] or found != "unsaid"
        return found == wanted if wanted else int(found or 0)

    def satisfies(self, guard: ParsedCondition | None) -> bool:
        """Return whether a condition holds in this world; no condition always holds."""
        return guard is None or evaluate_condition(guard, self)


def list_worlds(
    guards: Iterable[ParsedCondition | None], story: StateSpace, most: int = MOST_WORLDS
) -> Iterator[World]:
    """Yield every state that these conditions can tell apart; of more than `most`, a sample."""
    read = [guard for guard in guards if guard is not None]
    marks = frozenset().union(*(_list_constants(guard.tree) for guard in read))
    domains: dict[Variable, Domain] = {}
    for name in sorted(frozenset().union(*(list_names(guard) for guard in read))):
        domains.update(_list_domains(name, story, marks))
    for values in _sample_combinations(tuple(domains.values()), most):
        yield World(story, dict(zip(domains, values, strict=True)))


def can_hold_together(guards: Iterable[ParsedCondition | None], story: StateSpace) -> bool:
    """Return whether some state satisfies all of these conditions; True, too, if there are too many to try."""
    asked = list(guards)
    tried = 0
    for world in list_worlds(asked, story):
        tried += 1
        if all(world.satisfies(guard) for guard in asked):
            return True
    return tried >= MOST_WORLDS


def _sample_combinations(domains: tuple[Domain, ...], most: int) -> Iterator[tuple[Value, ...]]:
    """Yield the combinations of values; of too many, a sample that is always the same."""
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
    """Return the variable behind a name, and the value at which it holds; '' for a figure or a plain flag."""
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
    """Return the values of a figure at which a comparison can change; for a flag, both values."""
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


ONCE: Final = "(once)"
"""Marks that no scene is played twice; no condition can contain this name."""
_MOST_CASES: Final = 400
_ALWAYS: Final = {"draw": 1, "pledge": 1}
_IN_A_SCENE: Final = {"chose": 1, "picked": 2}
"""Names whose last part is a value, and how many parts before it name the variable."""
_TURNS_OUT: Final = {"said": "fact", "surfaced": "fact", "kept": "promise", "broken": "promise"}
_OPPOSITE: Final[Mapping[Relation, Relation]] = {
    "<": ">=", "<=": ">", ">": "<=", ">=": "<", "==": "!=", "!=": "==",
}  # fmt: skip

Form = tuple[tuple[str, int], ...]
"""A sum: each number in it, with its factor."""
Known = Mapping[str, Interval]


@dataclass(frozen=True, slots=True)
class _FlagClause:
    """A flag that holds in a case, or doesn't."""

    name: str
    holds: bool


@dataclass(frozen=True, slots=True)
class _SumClause:
    """A sum with its bounds in a case; `spans` are the ranges of its numbers."""

    form: Form
    low: int
    high: int
    spans: tuple[Interval, ...]


Clause = _FlagClause | _SumClause
Case = tuple[Clause, ...]
_FAR: Final = 2**40


def build_known_ranges(outline: Outline) -> Known:
    """Return the possible values of names: figures by their scale, one value of each draw."""
    draws = {f"draw.{name}.{value}": (0, 1) for name, values in outline.draws.items() for value in values}
    goals = {f"draw.{chair}_goal.{goal}": (0, 1) for chair, goals in outline.goals.items() for goal in goals}
    own = {
        f"knows.{fact.raw.get('held')}.{fact.id}": (1, 1)
        for fact in outline.facts
        if fact.raw.get("since") is None and fact.raw.get("when") is None
    }
    once = {} if SceneGraph(outline).loops else {ONCE: (1, 1)}
    return {**NUMBERS, **draws, **goals, **own, **once}


def find_constant_truth(guard: ParsedCondition, known: Known = NUMBERS) -> bool | None:
    """Return whether a condition provably always holds (True) or never does (False); None if neither is proven."""
    if is_contradictory([guard.tree], known):
        return False
    return True if is_contradictory([Not(guard.tree)], known) else None


def is_shadowed(guard: ParsedCondition, earlier: ParsedCondition, known: Known = NUMBERS) -> bool:
    """Whether an earlier condition provably holds whenever this one does."""
    return is_contradictory([guard.tree, Not(earlier.tree)], known)


def is_contradictory(truths: Iterable[Truth], known: Known = NUMBERS) -> bool:
    """Whether these provably never hold together, given the intervals of names; flags may be open."""
    try:
        cases = _conjoin_cases([_list_cases(truth, True, known) for truth in truths])
    except _TooManyCasesError:
        return False
    return not any(_is_case_possible(case, known) for case in cases)


class _TooManyCasesError(Exception):
    """The condition has more cases than are examined."""


def _list_cases(node: Truth, holds: bool, known: Known) -> list[Case]:
    """Return the cases in which a condition holds, or in which it doesn't."""
    match node:
        case Always():
            return [()] if holds else []
        case FlagName(name):
            return [(_FlagClause(name, holds),)]
        case Not(of):
            return _list_cases(of, not holds, known)
        case Junction(word, parts):
            several = [_list_cases(part, holds, known) for part in parts]
            return _conjoin_cases(several) if (word == "and") is holds else _disjoin_cases(several)
        case ComparisonChain():
            links = [
                _build_comparison_cases(a, how if holds else _OPPOSITE[how], b, known)
                for a, how, b in node.list_links()
            ]
            return _conjoin_cases(links) if holds else _disjoin_cases(links)


def _conjoin_cases(several: list[list[Case]]) -> list[Case]:
    count = 1
    for cases in several:
        count *= len(cases)
    if count > _MOST_CASES:
        raise _TooManyCasesError
    return [tuple(clause for case in chosen for clause in case) for chosen in product(*several)]


def _disjoin_cases(several: list[list[Case]]) -> list[Case]:
    cases = [case for some in several for case in some]
    if len(cases) > _MOST_CASES:
        raise _TooManyCasesError
    return cases


def _build_comparison_cases(left: Number, how: Relation, right: Number, known: Known) -> list[Case]:
    """Return a comparison as bounds on the difference of its sides; `!=` gives two cases."""
    terms: dict[str, int] = {}
    spans: dict[str, Interval] = {}
    constant = _add_to_sum(left, 1, terms, spans, known) + _add_to_sum(right, -1, terms, spans, known)
    line = _SumNormalizer(dict(sorted((name, often) for name, often in terms.items() if often)), spans)
    match how:
        case "<":
            bounds = [(-_FAR, -constant - 1)]
        case "<=":
            bounds = [(-_FAR, -constant)]
        case ">":
            bounds = [(-constant + 1, _FAR)]
        case ">=":
            bounds = [(-constant, _FAR)]
        case "==":
            bounds = [(-constant, -constant)]
        case _:
            bounds = [(-_FAR, -constant - 1), (-constant + 1, _FAR)]
    return [(line(low, high),) for low, high in bounds]


def _add_to_sum(node: Number, sign: int, terms: dict[str, int], spans: dict[str, Interval], known: Known) -> int:
    """Add a number to the terms of a sum, and return its constant part; anything but a sum is one term."""
    match node:
        case Constant(value):
            return sign * value
        case Negative(of):
            return _add_to_sum(of, -sign, terms, spans, known)
        case Arithmetic("+", left, right):
            return _add_to_sum(left, sign, terms, spans, known) + _add_to_sum(right, sign, terms, spans, known)
        case Arithmetic("-", left, right):
            return _add_to_sum(left, sign, terms, spans, known) + _add_to_sum(right, -sign, terms, spans, known)
        case Arithmetic("*", Constant(times), of) | Arithmetic("*", of, Constant(times)):
            return _add_to_sum(of, sign * times, terms, spans, known)
    name = node.name if isinstance(node, NumberName) else render_condition(node)
    terms[name] = terms.get(name, 0) + sign
    spans[name] = compute_interval(node, known)
    return 0


@dataclass(frozen=True, slots=True)
class _SumNormalizer:
    """Brings sums into normal form: names sorted, the first factor positive, no common factor."""

    terms: Mapping[str, int]
    spans: Mapping[str, Interval]

    def __call__(self, low: int, high: int) -> _SumClause:
        factor = gcd(*self.terms.values()) or 1
        if self.terms and next(iter(self.terms.values())) < 0:
            factor, low, high = -factor, -high, -low
        size = abs(factor)
        form = tuple((name, often // factor) for name, often in self.terms.items())
        return _SumClause(form, -(-low // size), high // size, tuple(self.spans[name] for name, _ in form))


def _is_case_possible(case: Case, known: Known) -> bool:
    flags: dict[str, bool] = {}
    lines: dict[Form, _SumClause] = {}
    for clause in case:
        if isinstance(clause, _FlagClause):
            if flags.setdefault(clause.name, clause.holds) is not clause.holds:
                return False
            continue
        before = lines.get(clause.form, clause)
        lines[clause.form] = _SumClause(
            clause.form, max(before.low, clause.low), min(before.high, clause.high), clause.spans
        )
    return _are_flags_possible(flags, known) and _are_sums_possible(lines)


def _are_flags_possible(flags: Mapping[str, bool], known: Known) -> bool:
    for name, holds in flags.items():
        low, high = known.get(name, (0, 1))
        if not low <= holds <= high:
            return False
    held = [group for name, holds in flags.items() if holds and (group := _find_exclusive_group(name, known))]
    return len(held) == len(set(held)) and not any(
        _is_draw_exhausted(group, flags, known) for group in _list_draw_groups(flags, known)
    )


def _find_exclusive_group(name: str, known: Known) -> tuple[str, ...] | None:
    """Return the variable of which a flag is one value; None for an independent flag."""
    head, *rest = name.split(".")
    if head in _ALWAYS:
        return (head, *rest[: _ALWAYS[head]])
    if head in _TURNS_OUT and (ONCE in known or _TURNS_OUT[head] == "fact"):
        return (_TURNS_OUT[head], *rest)
    return (head, *rest[: _IN_A_SCENE[head]]) if head in _IN_A_SCENE and ONCE in known else None


def _list_draw_groups(flags: Iterable[str], known: Known) -> Iterator[tuple[str, ...]]:
    yield from {group for name in flags if (group := _find_exclusive_group(name, known)) and group[0] == "draw"}


def _is_draw_exhausted(draw: tuple[str, ...], flags: Mapping[str, bool], known: Known) -> bool:
    """Whether a draw has no value left, if all its values are known."""
    values = [name for name in known if name.startswith(f"draw.{draw[1]}.")]
    return bool(values) and all(flags.get(name) is False for name in values)


def _are_sums_possible(lines: Mapping[Form, _SumClause]) -> bool:
    """Check each sum by itself, with single numbers narrowed by their own bounds."""
    alone: dict[str, Interval] = {}
    for line in lines.values():
        for (name, _), interval in zip(line.form, line.spans, strict=True):
            alone.setdefault(name, interval)
    for line in lines.values():
        if len(line.form) == 1 and line.form[0][1] == 1:
            low, high = alone[line.form[0][0]]
            alone[line.form[0][0]] = (max(low, line.low), min(high, line.high))
    return all(_is_sum_possible(line, alone) for line in lines.values())


def _is_sum_possible(line: _SumClause, alone: Mapping[str, Interval]) -> bool:
    ends = [sorted((often * alone[name][0], often * alone[name][1])) for name, often in line.form]
    least, most = sum(low for low, _ in ends), sum(high for _, high in ends)
    return max(least, line.low) <= min(most, line.high) and all(low <= high for low, high in alone.values())
