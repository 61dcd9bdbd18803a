"""Proofs: what no play of a crisis can reach, which conditions are settled where they are read, and why.

The proofs are sound but not complete: no play reaches what is called unreachable here, whatever is answered and
drawn; nothing is claimed about the rest. `all_plays` follows all plays at once, with an interval for each stock.
"""

from collections.abc import Iterable, Iterator

from game.analysis.reachability.all_plays import (
    Known,
    ReachAnalysis,
    SceneExit,
    analyse_reach,
    find_shadowing_condition,
    join_intervals,
)
from game.analysis.reachability.moment import (
    build_intervals,
    explain_impossible,
    explain_never_true,
    is_always_true,
    is_never_true,
    list_options,
    quote_condition,
    render_values,
)
from game.analysis.reachability.scene_passage import is_due
from game.content.checks.extra import SettledCondition
from game.content.yaml.positions import Path
from game.engine.conditions import Always, ParsedCondition, judge_condition
from game.engine.scenario import BUILT_IN_FLAGS, Branch, Ending, Later, Option, Scenario, Scene

Target = tuple[str, str]
"""Something to reach: `("scene", id)`, `("option", "scene.option")` or `("ending", id)`."""


def list_targets(scenario: Scenario) -> tuple[Target, ...]:
    """Return every scene, option and ending, in the order of the file."""
    found: list[Target] = []
    for scene in scenario.scenes.values():
        found.append(("scene", scene.id))
        found.extend(("option", f"{scene.id}.{option.id}") for option in list_options(scene))
    return (*found, *(("ending", ending.id) for ending in scenario.endings))


def prove_unreachable(scenario: Scenario, reach: ReachAnalysis | None = None) -> dict[Target, str]:
    """Return the targets that no play can reach, each with the reason in words."""
    reach = reach or analyse_reach(scenario)
    closed: dict[Target, str] = {}
    for scene in scenario.scenes.values():
        if scene.id not in reach.asked:
            closed["scene", scene.id] = _explain_no_way(reach, scene.id)
        for option in list_options(scene):
            name = f"{scene.id}.{option.id}"
            if scene.id not in reach.asked:
                closed["option", name] = f"its scene {scene.id} is never reached"
            elif name in reach.shut:
                closed["option", name] = reach.shut[name]
    return closed | dict(_prove_endings(scenario, reach))


def list_possible_endings(scenario: Scenario, known: Known) -> tuple[str, ...]:
    """Return the endings that may be the first to hold if play ends with these values."""
    possible: list[str] = []
    for ending in scenario.endings:
        if not is_never_true(ending.when, known) and _find_shadowing_ending(scenario, ending, known) is None:
            possible.append(ending.id)
        if is_always_true(ending.when, known):
            break
    return tuple(possible)


def _find_shadowing_ending(scenario: Scenario, ending: Ending, known: Known) -> Ending | None:
    """Return the ending before this one whose condition holds wherever its own does."""
    earlier = scenario.endings[: scenario.endings.index(ending)]
    first = (
        find_shadowing_condition(ending.when, [one.when for one in earlier if one.when], known) if ending.when else None
    )
    return next((one for one in earlier if one.when is first), None) if first else None


def _prove_endings(scenario: Scenario, reach: ReachAnalysis) -> Iterator[tuple[Target, str]]:
    possible = {ending for known in reach.finishes.values() for ending in list_possible_endings(scenario, known)}
    possible |= {end.ending for end in scenario.ends}
    known, certain = reach.ended, ""
    for ending in scenario.endings:
        if known is None:
            yield ("ending", ending.id), "no way within reach leads to an end"
        elif ending.id not in possible:
            closed = ending.when is not None and is_never_true(ending.when, known)
            first = None if closed or certain else _find_shadowing_ending(scenario, ending, known)
            why = (
                _explain_closed_ending(ending, known)
                if closed
                else _explain_shadowed_ending(first)
                if first
                else _explain_certain_ending(certain)
            )
            yield ("ending", ending.id), why
        if known is not None and is_always_true(ending.when, known):
            certain = certain or ending.id


def _explain_closed_ending(ending: Ending, known: Known) -> str:
    assert ending.when is not None
    return f"{explain_impossible(ending.when, known)}, over the year after"


def _explain_shadowed_ending(first: Ending) -> str:
    assert first.when is not None
    return f"whenever it holds, {quote_condition(first.when)} of the ending {first.id} before it holds first"


def _explain_certain_ending(certain: str) -> str:
    return (
        f"the ending {certain} before it always holds"
        if certain
        else "wherever play may end, it can never be the first"
    )


def render_doubts(scenario: Scenario, reach: ReachAnalysis, target: Target) -> str:
    """Return in words the conditions that a path to a target would have to meet, with their intervals; '' if none."""
    kind, name = target
    if kind == "ending":
        ending = scenario.find_ending(name)
        asked = [(ending.when if ending else None, reach.ended or {})]
    elif kind == "option":
        scene, _, option = name.partition(".")
        decision = scenario.scenes[scene].decision
        asked = [(decision.find_option(option).when if decision else None, reach.asked.get(scene, {}))]
    else:
        exits = [(branch, out.known) for several in reach.exits.values() for out in several for branch in out.branches]
        asked = [
            (branch.when, known)
            for branch, known in exits
            if branch.to == name and not is_never_true(branch.when, known)
        ]
    told = (f"{quote_condition(guard)}: {render_values(guard, known)}" for guard, known in asked if guard is not None)
    return "; ".join(dict.fromkeys(told))


def _explain_no_way(reach: ReachAnalysis, target: str) -> str:
    exits = [(scene, out) for scene, several in reach.exits.items() for out in several]
    told = (
        f"from {scene}: {why}"
        for scene, out in exits
        for number, branch in enumerate(out.branches)
        if branch.to == target and branch.when is not None and (why := _explain_closed_branch(out, number, branch.when))
    )
    return "; ".join(dict.fromkeys(told)) or "no way within reach leads here"


def _explain_closed_branch(out: SceneExit, number: int, when: ParsedCondition) -> str:
    """Return why a branch is never taken; '' if it may be."""
    if is_never_true(when, out.known):
        return explain_impossible(when, out.known)
    first = find_shadowing_condition(when, [branch.when for branch in out.branches[:number] if branch.when], out.known)
    return f"whenever {quote_condition(when)} holds, {quote_condition(first)} before it holds first" if first else ""


def list_settled_conditions(scenario: Scenario) -> Iterator[SettledCondition]:
    """Yield the conditions that never hold, or always do, where they are read, in all parts of a scenario."""
    reach = analyse_reach(scenario)
    for number, scene in enumerate(scenario.scenes.values()):
        if scene.id in reach.asked:
            yield from _judge_scene(reach, scene, ("scenes", number))
    for fact in scenario.facts.values():
        learned = reach.openings.get(fact.since or scenario.first_scene.id)
        yield from _judge_condition(
            fact.when, [build_intervals(scenario, learned[1])] if learned else [], ("facts", fact.id)
        )
    for number, echo in enumerate(scenario.echoes):
        heard = [known for scene, known in reach.asked.items() if echo.scene in (None, scene)]
        yield from _judge_condition(echo.when, heard, ("echoes", number))
    for number, voice in enumerate(scenario.voices):
        heard = [_allow_either_cto(quarters[voice.quarter - 1]) for quarters in reach.quarters.values()]
        yield from _judge_condition(voice.when, heard, ("voices", number))
    for number, ending in enumerate(scenario.endings):
        yield from _judge_condition(ending.when, list(reach.finishes.values()), ("endings", number))


def _judge_scene(reach: ReachAnalysis, scene: Scene, at: Path) -> Iterator[SettledCondition]:
    """Judge what is read while a scene asks, and as it is left."""
    known = [reach.asked[scene.id]]
    for number, line in enumerate(scene.also):
        yield from _judge_condition(line.when, known, (*at, "also", number))
    for chair, lines in scene.private.items():
        for number, line in enumerate(lines):
            yield from _judge_condition(line.when, known, (*at, "private", chair, number))
    options = scene.decision.options if scene.decision else ()
    for number, option in enumerate(options):
        there = (*at, "decide", "options", number)
        yield from _judge_condition(option.when, known, there)
        yield from _judge_branches(reach, scene, option, option.then, (*there, "then"))
        yield from _judge_after_option(reach, scene, option, there)
    yield from _judge_branches(reach, scene, None, scene.then, (*at, "then"))


def _judge_after_option(reach: ReachAnalysis, scene: Scene, option: Option, at: Path) -> Iterator[SettledCondition]:
    """Judge what is read once an option was enacted: as its consequence is told, and as its later effects land."""
    name = f"{scene.id}.{option.id}"
    told = [reach.results[name]] if name in reach.results else []
    for number, line in enumerate(option.results):
        yield from _judge_condition(line.when, told, (*at, "result", number))
    for number, later in enumerate(option.later):
        landing = list(_list_landing_intervals(reach, scene, option, later)) if later.when else []
        yield from _judge_condition(later.when, landing, (*at, "later", number))


def _list_landing_intervals(reach: ReachAnalysis, scene: Scene, option: Option, later: Later) -> Iterator[Known]:
    """Yield the intervals of all names at each moment at which a later effect may land."""
    moments = [(before, False) for before, _ in reach.openings.values()] + [(end, True) for end in reach.closings]
    for moment, over in moments:
        chosen = f"chose.{scene.id}.{option.id}" in moment.may
        if chosen and is_due(later.after, moment.since.get(scene.id, frozenset()), over):
            yield build_intervals(reach.scenario, moment)


def _judge_branches(
    reach: ReachAnalysis, scene: Scene, option: Option | None, branches: tuple[Branch, ...], at: Path
) -> Iterator[SettledCondition]:
    """Judge branches after the option that they belong to; those of a scene after each option that may fall through."""
    exits = [
        out
        for out in reach.exits[scene.id]
        if out.option is option or (option is None and _falls_through_to_scene(out.option))
    ]
    for number, branch in enumerate(branches):
        yield from _judge_condition(branch.when, [out.known for out in exits], (*at, number))


def _falls_through_to_scene(option: Option | None) -> bool:
    """Tell whether the scene's branches are read after an option: none of its own is unconditional."""
    return option is None or all(branch.when is not None for branch in option.then)


def _judge_condition(guard: ParsedCondition | None, moments: Iterable[Known], at: Path) -> Iterator[SettledCondition]:
    read = list(moments)
    if guard is None or isinstance(guard.tree, Always) or not read:
        return
    if all(is_never_true(guard, known) for known in read):
        yield SettledCondition((*at, "when"), False, _explain_settled(guard, join_intervals(read)))
    elif all(is_always_true(guard, known) for known in read):
        yield SettledCondition((*at, "when"), True, _explain_settled(guard, join_intervals(read)))


def _explain_settled(guard: ParsedCondition, known: Known) -> str:
    """Return what proves a condition at all moments together; '' if each has a reason of its own."""
    if judge_condition(guard, known).holds is not None:
        return render_values(guard, known)
    return explain_never_true(guard, known) if is_never_true(guard, known) else ""


def _allow_either_cto(known: Known) -> Known:
    """Return the intervals with built-in flags open: in the year after play the CTO may leave too."""
    return {**known, **{f"flag.{flag}": (0, 1) for flag in BUILT_IN_FLAGS}}
