"""Which conditions of a crisis are settled where they are read: no play meets them, or every play does.

Sound and not complete, as the intervals of `all_plays` are. Of scenes that no play reaches nothing is told.
"""

from collections.abc import Iterable, Iterator

from game.analysis.reachability.all_plays import Known, ReachAnalysis, analyse_reach, join_intervals
from game.analysis.reachability.moment import build_intervals, is_always_true, is_never_true
from game.analysis.reachability.reasons import explain_never_true, render_values
from game.analysis.reachability.scene_passage import is_due
from game.content.checks.reach import SettledCondition
from game.content.yaml.positions import Path
from game.engine.conditions import Always, ParsedCondition, judge_condition
from game.engine.scenario import BUILT_IN_FLAGS, Branch, Later, Option, Scenario, Scene


def list_settled_conditions(scenario: Scenario) -> Iterator[SettledCondition]:
    """Yield the settled conditions of scenes, options, ways, facts, echoes, voices and endings, part by part."""
    found = analyse_reach(scenario)
    for number, scene in enumerate(scenario.scenes.values()):
        if scene.id in found.asked:
            yield from _judge_scene(found, scene, ("scenes", number))
    for fact in scenario.facts.values():
        learned = found.openings.get(fact.since or scenario.first_scene.id)
        yield from _judge_condition(
            fact.when, [build_intervals(scenario, learned[1])] if learned else [], ("facts", fact.id)
        )
    for number, echo in enumerate(scenario.echoes):
        heard = [known for scene, known in found.asked.items() if echo.scene in (None, scene)]
        yield from _judge_condition(echo.when, heard, ("echoes", number))
    for number, voice in enumerate(scenario.voices):
        heard = [_allow_either_cto(quarters[voice.quarter - 1]) for quarters in found.quarters.values()]
        yield from _judge_condition(voice.when, heard, ("voices", number))
    for number, ending in enumerate(scenario.endings):
        yield from _judge_condition(ending.when, list(found.finishes.values()), ("endings", number))


def _judge_scene(found: ReachAnalysis, scene: Scene, at: Path) -> Iterator[SettledCondition]:
    """What is read while a scene asks, and as it is left."""
    known = [found.asked[scene.id]]
    for number, line in enumerate(scene.also):
        yield from _judge_condition(line.when, known, (*at, "also", number))
    for chair, lines in scene.private.items():
        for number, line in enumerate(lines):
            yield from _judge_condition(line.when, known, (*at, "private", chair, number))
    options = scene.decision.options if scene.decision else ()
    for number, option in enumerate(options):
        there = (*at, "decide", "options", number)
        yield from _judge_condition(option.when, known, there)
        yield from _judge_branches(found, scene, option, option.then, (*there, "then"))
        yield from _judge_after_option(found, scene, option, there)
    yield from _judge_branches(found, scene, None, scene.then, (*at, "then"))


def _judge_after_option(found: ReachAnalysis, scene: Scene, option: Option, at: Path) -> Iterator[SettledCondition]:
    """What is read once an option was enacted: as its consequence is told, and as what it set off lands."""
    name = f"{scene.id}.{option.id}"
    told = [found.results[name]] if name in found.results else []
    for number, line in enumerate(option.results):
        yield from _judge_condition(line.when, told, (*at, "result", number))
    for number, later in enumerate(option.later):
        landing = list(_list_landing_intervals(found, scene, option, later)) if later.when else []
        yield from _judge_condition(later.when, landing, (*at, "later", number))


def _list_landing_intervals(found: ReachAnalysis, scene: Scene, option: Option, later: Later) -> Iterator[Known]:
    """Yield what each name may be wherever something may land."""
    moments = [(before, False) for before, _ in found.openings.values()] + [(end, True) for end in found.closings]
    for moment, over in moments:
        chosen = f"chose.{scene.id}.{option.id}" in moment.may
        if chosen and is_due(later.after, moment.since.get(scene.id, frozenset()), over):
            yield build_intervals(found.scenario, moment)


def _judge_branches(
    found: ReachAnalysis, scene: Scene, option: Option | None, branches: tuple[Branch, ...], at: Path
) -> Iterator[SettledCondition]:
    """A way is looked at after the option that it belongs to; one of a scene after each that has none of its own."""
    exits = [
        out
        for out in found.ways[scene.id]
        if out.option is option or (option is None and _falls_through_to_scene(out.option))
    ]
    for number, branch in enumerate(branches):
        yield from _judge_condition(branch.when, [out.known for out in exits], (*at, number))


def _falls_through_to_scene(option: Option | None) -> bool:
    """Whether the ways of the scene are read after an option: none of its own is open to all."""
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
    """Return what all moments together prove it by; '' where each has a reason of its own."""
    if judge_condition(guard, known).holds is not None:
        return render_values(guard, known)
    return explain_never_true(guard, known) if is_never_true(guard, known) else ""


def _allow_either_cto(known: Known) -> Known:
    """In the year after the CTO may leave as well."""
    return {**known, **{f"flag.{flag}": (0, 1) for flag in BUILT_IN_FLAGS}}
