"""What can never be reached in a crisis, and why: the first condition that no play can meet, with what it could be.

Sound and not complete: what is called closed here no play can reach, whatever is answered and drawn; of all else
nothing is said. `all_plays` follows all plays at once, with an interval for each stock.
"""

from collections.abc import Iterator

from game.analysis.reachability.all_plays import (
    Known,
    ReachAnalysis,
    SceneExit,
    analyse_reach,
    find_shadowing_condition,
)
from game.analysis.reachability.moment import is_always_true, is_never_true, list_options
from game.analysis.reachability.reasons import explain_impossible, quote_condition, render_values
from game.engine.conditions import ParsedCondition
from game.engine.scenario import Ending, Scenario

Target = tuple[str, str]
"""What is looked for: `("scene", id)`, `("option", "scene.option")` or `("ending", id)`."""


def list_targets(scenario: Scenario) -> tuple[Target, ...]:
    """Return every scene, option and ending, in the order of the file."""
    found: list[Target] = []
    for scene in scenario.scenes.values():
        found.append(("scene", scene.id))
        found.extend(("option", f"{scene.id}.{option.id}") for option in list_options(scene))
    return (*found, *(("ending", ending.id) for ending in scenario.endings))


def prove_unreachable(scenario: Scenario, found: ReachAnalysis | None = None) -> dict[Target, str]:
    """Return the targets that no play can reach, each with the reason."""
    found = found or analyse_reach(scenario)
    closed: dict[Target, str] = {}
    for scene in scenario.scenes.values():
        if scene.id not in found.asked:
            closed["scene", scene.id] = _explain_no_way(found, scene.id)
        for option in list_options(scene):
            name = f"{scene.id}.{option.id}"
            if scene.id not in found.asked:
                closed["option", name] = f"its scene {scene.id} is never reached"
            elif name in found.shut:
                closed["option", name] = found.shut[name]
    return closed | dict(_prove_endings(scenario, found))


def list_possible_endings(scenario: Scenario, known: Known) -> tuple[str, ...]:
    """Return the endings that may be the first to hold where play ends with these values."""
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


def _prove_endings(scenario: Scenario, found: ReachAnalysis) -> Iterator[tuple[Target, str]]:
    possible = {ending for known in found.finishes.values() for ending in list_possible_endings(scenario, known)}
    known, certain = found.ended, ""
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


def render_doubts(scenario: Scenario, found: ReachAnalysis, target: Target) -> str:
    """Return the conditions that a way to a target would have to meet, with what their names may be; '' for none."""
    kind, name = target
    if kind == "ending":
        ending = scenario.find_ending(name)
        asked = [(ending.when if ending else None, found.ended or {})]
    elif kind == "option":
        scene, _, option = name.partition(".")
        decision = scenario.scenes[scene].decision
        asked = [(decision.find_option(option).when if decision else None, found.asked.get(scene, {}))]
    else:
        exits = [(branch, out.known) for several in found.ways.values() for out in several for branch in out.branches]
        asked = [
            (branch.when, known)
            for branch, known in exits
            if branch.to == name and not is_never_true(branch.when, known)
        ]
    told = (f"{quote_condition(guard)}: {render_values(guard, known)}" for guard, known in asked if guard is not None)
    return "; ".join(dict.fromkeys(told))


def _explain_no_way(found: ReachAnalysis, target: str) -> str:
    exits = [(scene, out) for scene, several in found.ways.items() for out in several]
    told = (
        f"from {scene}: {why}"
        for scene, out in exits
        for number, branch in enumerate(out.branches)
        if branch.to == target and branch.when is not None and (why := _explain_closed_branch(out, number, branch.when))
    )
    return "; ".join(dict.fromkeys(told)) or "no way within reach leads here"


def _explain_closed_branch(out: SceneExit, number: int, when: ParsedCondition) -> str:
    """Return why a way is never taken; '' where it may be."""
    if is_never_true(when, out.known):
        return explain_impossible(when, out.known)
    first = find_shadowing_condition(when, [branch.when for branch in out.branches[:number] if branch.when], out.known)
    return f"whenever {quote_condition(when)} holds, {quote_condition(first)} before it holds first" if first else ""
