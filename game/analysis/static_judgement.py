"""What can be told of a crisis without playing it: which option is best in each world, and what gives it away.

Every option is scored in every world (each value that can be drawn, with each goal) and under a high and a low standing
of the two chairs, with all facts known, by what its points and moves are worth over the year. That takes milliseconds,
and agrees closely with what paired forcing finds (`docs/balance.md`). It is a judgement on the numbers, not on the
story: `tandem check --for publish` tells it as errors.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice, product
from math import ceil
from typing import Final

from game.content.checks.extra import StaticFinding
from game.content.checks.rulebook.authoring import FULL_MINUTES
from game.content.yaml.positions import Path
from game.engine import rules
from game.engine.conditions import ParsedCondition, list_names
from game.engine.rng import Rng
from game.engine.scenario import Decision, Effect, Option, Scenario
from game.engine.state import FactState, State, condition_holds
from game.engine.stocks import CHAIRS, DEPARTMENTS, INDEX, Chair

YEAR: Final[Mapping[str, float]] = {
    "culture": 0.15,
    "structure": 0.11,
    "engineering": 0.10,
    "debt": -0.06,
    "product": 0.04,
    "support": 0.035,
    "csat_product": 0.015,
    "csat_service": 0.015,
    "sales": 0.008,
    "marketing": 0.008,
    "finance": 0.008,
    "strain": -0.02,
    "clarity": 0.05,
    "bridge": 0.03,
}
"""What one point now is worth in F over the year after play: the sizing guide's figures (`docs/model.md`)."""

MOVE_WORTH: Final[Mapping[str, float]] = {
    "joint_solve": 1.6,
    "clarify": 1.6,
    "bridge": 1.2,
    "share": 0.9,
    "ask": 0.8,
    "contribute": 0.6,
    "delegate": 0.5,
    "amends": 0.3,
    "appreciate": 0.2,
    "own": 0.1,
    "insist": -0.1,
    "withhold": -0.3,
    "deny": -0.3,
    "second_guess": -0.4,
    "override": -0.85,
    "blame": -1.6,
}
"""What a move at full strength is worth in F, from the same guide."""

HIGH, LOW = 6500, 4200
"""The trust and safety of both chairs where they stand well with each other, and where not; in hundredths."""

MOST_WORLDS: Final = 256
"""Worlds that are looked at; a file from a stranger may draw without end."""

MOSTLY: Final = 0.7
ALONE: Final = 0.75
NEVER_MOST: Final = 0.25
SOLVED_MOST: Final = 0.4
UNEVEN: Final = 2 / 3
LEAST_KEYS: Final = 3
FLIPS: Final = 3 / 8
"""The part of the scenes that each drawn value turns, and of which each chair needs the other's facts."""

NOW: Final = ("csat_product", "csat_service", "sales", "marketing", "finance", "support", "product")
SUMS: Final = (("culture", "structure"), DEPARTMENTS, ("csat_product", "csat_service"))
"""What an ending weighs: how people work together, what gets done, what customers say."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One world under one standing: what was drawn by name, whether the two stand well, and the state of it."""

    draw: Mapping[str, str]
    well: bool
    state: State


@dataclass(frozen=True, slots=True)
class JudgedScene:
    """A decision, and its best option in every cell: with all facts known, and with its owner's alone."""

    at: Path
    id: str
    decision: Decision
    best: tuple[str, ...]
    best_alone: tuple[str, ...]

    @property
    def options(self) -> tuple[Option, ...]:
        """The listed options."""
        return tuple(option for option in self.decision.options if not option.synthesis)


def judge_scenario(scenario: Scenario) -> Iterator[StaticFinding]:
    """Yield what the numbers of a crisis give away, and what they leave without weight; nothing of a short lesson."""
    if scenario.solo_minutes < FULL_MINUTES:
        return
    cells = _build_cells(scenario)
    scenes = [
        _judge_scene(scenario, ("scenes", number), scene.id, scene.decision, cells)
        for number, scene in enumerate(scenario.scenes.values())
        if scene.decision is not None and sum(not option.synthesis for option in scene.decision.options) > 1
    ]
    if not scenes:
        return
    yield from _judge_single_best(scenes)
    yield from _judge_draws(scenario, scenes, cells)
    yield from _judge_never_best(scenes)
    yield from _judge_signs(scenes)
    yield from _judge_fast_points(scenes)
    yield from _judge_owners(scenes)
    yield from _judge_keys(scenario, scenes)
    yield from _judge_standing(scenes)
    yield from _judge_endings(scenario)


def _build_cells(scenario: Scenario) -> tuple[Cell, ...]:
    state, _ = rules.begin_play(scenario, Rng(1, scenario.id))
    goals = {f"{chair}_goal": tuple(goal.id for goal in scenario.cast[chair].goals) for chair in CHAIRS}
    names, values = zip(*{**scenario.draw, **goals}.items(), strict=True)
    worlds = [dict(zip(names, drawn, strict=True)) for drawn in islice(product(*values), MOST_WORLDS)]
    return tuple(Cell(draw, well, _set_world(scenario, state, draw, well)) for draw in worlds for well in (True, False))


def _set_world(scenario: Scenario, state: State, draw: Mapping[str, str], well: bool) -> State:
    """Return a state of a world in which every fact that exists there is known to both."""
    stocks = list(state.stocks)
    for chair in CHAIRS:
        for what in ("trust", "safety"):
            stocks[INDEX[f"{chair}.{what}"]] = HIGH if well else LOW
    drawn = replace(state, draw={**state.draw, **draw}, stocks=tuple(stocks))
    there = [fact for fact in scenario.facts.values() if condition_holds(fact.when, scenario, drawn)]
    return replace(drawn, facts={fact.id: FactState("said", 1, 1, False, 1) for fact in there})


def _judge_scene(scenario: Scenario, at: Path, name: str, decision: Decision, cells: Sequence[Cell]) -> JudgedScene:
    every = tuple(_find_best(scenario, decision, cell, CHAIRS) for cell in cells)
    alone = tuple(_find_best(scenario, decision, cell, (decision.owner,)) for cell in cells)
    return JudgedScene(at, name, decision, every, alone)


def _find_best(scenario: Scenario, decision: Decision, cell: Cell, knowing: Sequence[Chair]) -> str:
    """Return the best listed option in a cell for somebody who knows what these chairs hold; the first of equals."""
    listed = [option for option in decision.options if not option.synthesis]
    offered = [option for option in listed if condition_holds(option.when, scenario, cell.state)] or listed
    return max(offered, key=lambda option: _score_option(scenario, option, cell, knowing)).id


def _score_option(scenario: Scenario, option: Option, cell: Cell, knowing: Sequence[Chair]) -> float:
    landing = [later for later in option.later if condition_holds(later.when, scenario, cell.state)]
    effects = (*option.effects, *(effect for later in landing for effect in later.effects))
    value = sum(
        YEAR.get(effect.stock, 0.0) * effect.points for effect in effects if _is_seen(scenario, effect, cell, knowing)
    )
    return value + sum(MOVE_WORTH.get(move.name, 0.0) * move.strength for move in option.moves)


def _is_seen(scenario: Scenario, effect: Effect, cell: Cell, knowing: Sequence[Chair]) -> bool:
    """Tell whether an effect can be foreseen: it has no hidden reason, or one that one of these chairs holds here."""
    if not condition_holds(effect.when, scenario, cell.state):
        return False
    if effect.because is None:
        return True
    return effect.because in cell.state.facts and scenario.facts[effect.because].held in knowing


def _count_share(best: Sequence[str]) -> tuple[str, float]:
    option, count = Counter(best).most_common(1)[0]
    return option, count / len(best)


def _list_names(names: Iterable[str], most: int = 3) -> str:
    found = list(names)
    more = f" and {len(found) - most} more" if len(found) > most else ""
    return ", ".join(f"'{name}'" for name in found[:most]) + more


def _judge_single_best(scenes: Sequence[JudgedScene]) -> Iterator[StaticFinding]:
    mains = {scene.id: _count_share(scene.best) for scene in scenes}
    closed = {name: option for name, (option, share) in mains.items() if share > MOSTLY}
    if len(closed) > len(scenes) / 4:
        told = _list_names(f"{name}.{option}" for name, option in closed.items())
        first = next(scene for scene in scenes if scene.id in closed)
        message = f"in {len(closed)} of {len(scenes)} scenes one option is best in over 70 % of the worlds: {told}"
        yield StaticFinding("A130", first.at, message, "let what is drawn, or how they stand, make another one right")


def _judge_draws(scenario: Scenario, scenes: Sequence[JudgedScene], cells: Sequence[Cell]) -> Iterator[StaticFinding]:
    wanted = ceil(FLIPS * len(scenes))
    for name, values in scenario.draw.items():
        for value in values if len(values) > 1 else ():
            flips = sum(_is_flipped(scene, cells, name, value) for scene in scenes)
            if flips < wanted:
                message = f"'{name}: {value}' makes another option best in {flips} of {len(scenes)} scenes"
                yield StaticFinding("A131", ("draw", name), message, f"let it turn {wanted} scenes")


def _is_flipped(scene: JudgedScene, cells: Sequence[Cell], name: str, value: str) -> bool:
    here = [best for best, cell in zip(scene.best, cells, strict=True) if cell.draw[name] == value]
    there = [best for best, cell in zip(scene.best, cells, strict=True) if cell.draw[name] != value]
    return bool(here and there) and _count_share(here)[0] != _count_share(there)[0]


def _judge_never_best(scenes: Sequence[JudgedScene]) -> Iterator[StaticFinding]:
    listed = [(scene, option.id) for scene in scenes for option in scene.options]
    never = [(scene, option) for scene, option in listed if option not in scene.best]
    if len(never) > NEVER_MOST * len(listed):
        told = _list_names(f"{scene.id}.{option}" for scene, option in never)
        message = f"{len(never)} of {len(listed)} options are best in no world: {told}"
        yield StaticFinding(
            "A132", never[0][0].at, message, "a good person should be right to pick each of them somewhere"
        )


def _sum_today(option: Option) -> int:
    return sum(effect.points for effect in option.effects if effect.stock in NOW and effect.because is None)


def _judge_signs(scenes: Sequence[JudgedScene]) -> Iterator[StaticFinding]:
    for word, choose in (("least", min), ("most", max)):
        solved = []
        for scene in scenes:
            shown = choose(scene.options, key=_sum_today).id
            if sum(best == shown for best in scene.best) > len(scene.best) / 2:
                solved.append(f"{scene.id}.{shown}")
        if len(solved) > SOLVED_MOST * len(scenes):
            message = (
                f"in {len(solved)} of {len(scenes)} scenes the option that gains {word} today is the best: "
                + _list_names(solved)
            )
            yield StaticFinding("A133", scenes[0].at, message, "turn the signs of what shows today round")


def _judge_fast_points(scenes: Sequence[JudgedScene]) -> Iterator[StaticFinding]:
    uneven = []
    for scene in scenes:
        sizes = [
            sum(abs(effect.points) for effect in option.effects if effect.stock in NOW)
            for option in scene.options
            if not any(move.name == "blame" for move in option.moves)
        ]
        if sizes and max(sizes) - min(sizes) > 1:
            uneven.append((scene, max(sizes) - min(sizes)))
    if uneven:
        told = _list_names(f"{scene.id} ({apart})" for scene, apart in uneven)
        message = f"in {len(uneven)} scenes what shows today differs by more than a point between options: {told}"
        yield StaticFinding("A134", uneven[0][0].at, message, "let their points on what shows today add up alike")


def _judge_owners(scenes: Sequence[JudgedScene]) -> Iterator[StaticFinding]:
    joint = [scene for scene in scenes if scene.decision.joint]
    needing = [scene for scene in joint if _compute_alone_share(scene) <= ALONE]
    wanted = min(len(joint), ceil(FLIPS * len(scenes)))
    if len(needing) < wanted:
        message = f"in {len(needing)} of {len(joint)} decisions of both the owner needs what the other knows"
        place = next(scene for scene in joint if scene not in needing)
        yield StaticFinding(
            "A135", place.at, message, f"let the keys of {wanted} lie with the chair that does not own them"
        )


def _compute_alone_share(scene: JudgedScene) -> float:
    pairs = zip(scene.best, scene.best_alone, strict=True)
    return sum(every == alone for every, alone in pairs) / len(scene.best)


def _judge_keys(scenario: Scenario, scenes: Sequence[JudgedScene]) -> Iterator[StaticFinding]:
    keys = set()
    for scene in scenes:
        for option in scene.decision.options:
            effects = (*option.effects, *(effect for later in option.later for effect in later.effects))
            keys |= {*option.needs, *(effect.because for effect in effects if effect.because)}
    held = Counter(scenario.facts[fact].held for fact in keys if fact in scenario.facts)
    if len(keys) >= LEAST_KEYS and max(held.values()) > UNEVEN * len(keys):
        chair = max(held, key=lambda one: held[one])
        message = f"of {len(keys)} facts that decide something the {chair.upper()} holds {held[chair]}"
        yield StaticFinding("A136", ("facts",), message, "share what decides more evenly between the two chairs")


def _judge_standing(scenes: Sequence[JudgedScene]) -> Iterator[StaticFinding]:
    read = {
        name
        for scene in scenes
        for option in scene.decision.options
        for condition in _iter_conditions(option)
        for name in list_names(condition)
    }
    for chair in CHAIRS:
        if not any(name.startswith((f"{chair}.trust", f"{chair}.safety", f"{chair}.freedom")) for name in read):
            message = f"how the {chair.upper()} stands to the other opens no option and lands no effect"
            yield StaticFinding("A137", ("scenes",), message, "ask for its trust or safety in a 'when'")


def _iter_conditions(option: Option) -> Iterator[ParsedCondition]:
    """Yield what an option asks for to be offered, and for each of its effects to come about."""
    effects = (*option.effects, *(effect for later in option.later for effect in later.effects))
    asked = (option.when, *(later.when for later in option.later), *(effect.when for effect in effects))
    yield from (condition for condition in asked if condition is not None)


def _judge_endings(scenario: Scenario) -> Iterator[StaticFinding]:
    asked = {ending.id: list_names(ending.when) for ending in scenario.endings if ending.when is not None}
    every = {name for names in asked.values() for name in names}
    if missing := [stock for group in SUMS for stock in group if stock not in every]:
        message = f"no ending asks for {_list_names(missing, 4)}"
        yield StaticFinding("A138", ("endings",), message, "weigh each department and both satisfactions in an ending")
    for number, ending in enumerate(scenario.endings[:-1]):
        weighed = asked.get(ending.id, frozenset())
        # Money that has run out ends anything, however well the rest stands.
        if "cash" not in weighed and not all(any(stock in weighed for stock in group) for group in SUMS):
            message = f"'{ending.id}' does not weigh people, departments and customers together"
            yield StaticFinding("A139", ("endings", number), message, "ask for a sum of each of the three")
