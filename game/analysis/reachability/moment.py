"""What may hold at a moment in some play and what holds in every play that gets there, as data and in words.

A moment stands for all plays that reach it, whoever sits in the chairs and whatever is drawn: their stocks, the names
of conditions, the scenes behind them. A condition that is settled there is explained by the intervals of its names.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from game.analysis.reachability.intervals import StockSpans, compute_hull
from game.content.checks.logic import ONCE, find_constant_truth
from game.engine.conditions import NUMBERS, Interval, ParsedCondition, judge_condition, list_names
from game.engine.scenario import BUILT_IN_FLAGS, Option, Scenario, Scene
from game.engine.stocks import CHAIRS, STOCKS

FARTHEST = 31
"""The most scenes ahead in which anything that an option sets off can come due."""


@dataclass(frozen=True, slots=True)
class ReachableMoment:
    """All plays that reach a moment, taken together.

    Attributes:
        spans: the stocks.
        may: the names of conditions that may hold; no other name that the scenario declares does.
        must: the names that hold in every play here.
        since: the scenes that may lie behind, each with how many scenes ago it may have been played.
        week: the least and the most weeks that may have passed.
        again: whether a scene may be played more than once.
    """

    spans: StockSpans
    may: frozenset[str] = frozenset()
    must: frozenset[str] = frozenset()
    since: Mapping[str, frozenset[int]] = field(default_factory=dict)
    week: Interval = (0, 0)
    again: bool = False

    def with_names(self, *names: str, certain: bool = False) -> "ReachableMoment":
        """Return the moment with more names that may hold, or, if `certain`, that do."""
        return replace(self, may=self.may | set(names), must=self.must | set(names) if certain else self.must)

    def with_spans(self, spans: StockSpans) -> "ReachableMoment":
        """Return the moment with other spans."""
        return replace(self, spans=spans)

    def at_next_scene(self, scene: str) -> "ReachableMoment":
        """Return the moment as the scene after `scene` opens."""
        since = {name: frozenset(ago + 1 for ago in agos if ago < FARTHEST) for name, agos in self.since.items()}
        return replace(self, since={**since, scene: since.get(scene, frozenset()) | {1}})


def join_moments(moments: Iterable[ReachableMoment]) -> ReachableMoment:
    """Return one moment that stands for all plays of several."""
    several = list(moments)
    behind = dict.fromkeys(name for one in several for name in one.since)
    return ReachableMoment(
        compute_hull(*(one.spans for one in several)),
        frozenset().union(*(one.may for one in several)),
        frozenset.intersection(*(one.must for one in several)),
        {name: frozenset().union(*(one.since.get(name, frozenset()) for one in several)) for name in behind},
        (min(one.week[0] for one in several), max(one.week[1] for one in several)),
        any(one.again for one in several),
    )


def list_options(scene: Scene) -> tuple[Option, ...]:
    """Return the options of a scene; none if it has no decision."""
    return scene.decision.options if scene.decision else ()


def list_declared_names(scenario: Scenario) -> Iterator[str]:
    """Yield every name that holds only once something in this scenario has brought it about."""
    yield from (f"flag.{flag}" for flag in BUILT_IN_FLAGS)
    for scene in scenario.scenes.values():
        for option in list_options(scene):
            yield from (f"flag.{flag}" for flag in option.flags)
            yield f"chose.{scene.id}.{option.id}"
            yield from (f"picked.{chair}.{scene.id}.{option.id}" for chair in CHAIRS)
            if option.promise:
                yield from (f"{how}.{option.promise.id}" for how in ("kept", "broken"))
    for fact in scenario.facts:
        yield from (f"{how}.{fact}" for how in ("said", "surfaced", "knows.ceo", "knows.cto"))


def build_intervals(scenario: Scenario, moment: ReachableMoment) -> dict[str, Interval]:
    """Return the interval of each name of a condition at a moment."""
    flags = {name: (int(name in moment.must), int(name in moment.may)) for name in list_declared_names(scenario)}
    stocks = {stock: moment.spans.round_to_shown(stock) for stock in STOCKS}
    once = {} if moment.again else {ONCE: (1, 1)}
    behind = {name_earlier_scene(scene): (1, 1) for scene in moment.since}
    told = {**NUMBERS, **build_draw_intervals(scenario), **flags, **stocks, **once, **behind}
    return {**told, "tokens": (0, scenario.tokens), "week": moment.week}


def name_earlier_scene(scene: str) -> str:
    """Return the name that says that a scene may have been played before. No condition can use it."""
    return f"(behind {scene})"


def build_draw_intervals(scenario: Scenario) -> dict[str, Interval]:
    """Return the names of everything that is drawn; each may hold or not."""
    draws = {f"draw.{name}.{value}": (0, 1) for name, values in scenario.draw.items() for value in values}
    goals = {f"draw.{chair}_goal.{goal.id}": (0, 1) for chair in CHAIRS for goal in scenario.cast[chair].goals}
    return {**draws, **goals}


def is_never_true(guard: ParsedCondition | None, known: Mapping[str, Interval]) -> bool:
    """Tell whether a condition is proven never to hold."""
    return guard is not None and (
        judge_condition(guard, known).holds is False or find_constant_truth(guard, known) is False
    )


def is_always_true(guard: ParsedCondition | None, known: Mapping[str, Interval]) -> bool:
    """Tell whether a condition is proven to hold always."""
    return guard is None or judge_condition(guard, known).holds is True or find_constant_truth(guard, known) is True


Known = Mapping[str, Interval]


def explain_impossible(guard: ParsedCondition, known: Known) -> str:
    """Return a sentence: a condition never holds, with the interval of each name that proves it."""
    return f"{quote_condition(guard)} can never hold: {explain_never_true(guard, known)}"


def explain_never_true(guard: ParsedCondition, known: Known) -> str:
    """Return what proves that a condition never holds: a name's interval, or that its parts exclude each other."""
    if judge_condition(guard, known).holds is not None:
        return render_values(guard, known)
    chosen = any(name.startswith("chose.") for name in list_names(guard))
    return "of a scene that is played once only one option is chosen" if chosen else "its parts exclude each other"


def quote_condition(guard: ParsedCondition) -> str:
    """Return a condition as it was written, on one line."""
    return f"'{' '.join(guard.text.split())}'"


def render_values(guard: ParsedCondition, known: Known) -> str:
    """Return the interval of each name that proves a condition, or leaves it open, in words."""
    rests = sorted(judge_condition(guard, known).names)
    return ", ".join(dict.fromkeys(_render_value(name, *known.get(name, (0, 1)), known) for name in rests))


def _render_value(name: str, low: int, high: int, known: Known) -> str:
    if name in NUMBERS:
        return f"{name} is {low}" if low == high else f"{name} lies in {low}..{high}"
    head, *parts = name.split(".")
    if not high and head in {"chose", "picked"} and name_earlier_scene(parts[-2]) not in known:
        return f"'{parts[-2]}' is not played before this"
    return f"{name} " + ("is always so" if low else "may be so or not" if high else "is never so")
