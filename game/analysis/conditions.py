"""Which conditions of a crisis are settled where they are read: no play meets them, or every play does.

Sound and not complete, as the intervals of `travel` are. Of scenes that no play reaches nothing is told.
"""

from collections.abc import Iterable, Iterator

from game.analysis.moment import always, intervals, never
from game.analysis.passage import due
from game.analysis.reasons import values, why_never
from game.analysis.travel import Known, Travel, either, travel
from game.content.checks.reach import Settled
from game.content.source import Path
from game.engine.guard import Always, Guard, bounds
from game.engine.scenario import BUILT_IN_FLAGS, Branch, Later, Option, Scenario, Scene


def settled(scenario: Scenario) -> Iterator[Settled]:
    """Yield the settled conditions of scenes, options, ways, facts, echoes, voices and endings, part by part."""
    found = travel(scenario)
    for number, scene in enumerate(scenario.scenes.values()):
        if scene.id in found.asked:
            yield from _of_scene(found, scene, ("scenes", number))
    for fact in scenario.facts.values():
        learned = found.openings.get(fact.since or scenario.first_scene.id)
        yield from _judged(fact.when, [intervals(scenario, learned[1])] if learned else [], ("facts", fact.id))
    for number, echo in enumerate(scenario.echoes):
        heard = [known for scene, known in found.asked.items() if echo.scene in (None, scene)]
        yield from _judged(echo.when, heard, ("echoes", number))
    for number, voice in enumerate(scenario.voices):
        heard = [_whoever_sits(quarters[voice.quarter - 1]) for quarters in found.quarters.values()]
        yield from _judged(voice.when, heard, ("voices", number))
    for number, ending in enumerate(scenario.endings):
        yield from _judged(ending.when, list(found.finishes.values()), ("endings", number))


def _of_scene(found: Travel, scene: Scene, at: Path) -> Iterator[Settled]:
    """What is read while a scene asks, and as it is left."""
    known = [found.asked[scene.id]]
    for number, line in enumerate(scene.also):
        yield from _judged(line.when, known, (*at, "also", number))
    for chair, lines in scene.private.items():
        for number, line in enumerate(lines):
            yield from _judged(line.when, known, (*at, "private", chair, number))
    options = scene.decision.options if scene.decision else ()
    for number, option in enumerate(options):
        there = (*at, "decide", "options", number)
        yield from _judged(option.when, known, there)
        yield from _ways(found, scene, option, option.then, (*there, "then"))
        yield from _after(found, scene, option, there)
    yield from _ways(found, scene, None, scene.then, (*at, "then"))


def _after(found: Travel, scene: Scene, option: Option, at: Path) -> Iterator[Settled]:
    """What is read once an option was enacted: as its consequence is told, and as what it set off lands."""
    name = f"{scene.id}.{option.id}"
    told = [found.results[name]] if name in found.results else []
    for number, line in enumerate(option.results):
        yield from _judged(line.when, told, (*at, "result", number))
    for number, later in enumerate(option.later):
        landing = list(_landings(found, scene, option, later)) if later.when else []
        yield from _judged(later.when, landing, (*at, "later", number))


def _landings(found: Travel, scene: Scene, option: Option, later: Later) -> Iterator[Known]:
    """Yield what each name may be wherever something may land."""
    moments = [(before, False) for before, _ in found.openings.values()] + [(end, True) for end in found.closings]
    for moment, over in moments:
        chosen = f"chose.{scene.id}.{option.id}" in moment.may
        if chosen and due(later.after, moment.since.get(scene.id, frozenset()), over):
            yield intervals(found.scenario, moment)


def _ways(
    found: Travel, scene: Scene, option: Option | None, branches: tuple[Branch, ...], at: Path
) -> Iterator[Settled]:
    """A way is looked at after the option that it belongs to; one of a scene after each that has none of its own."""
    exits = [out for out in found.ways[scene.id] if out.option is option or (option is None and _goes_on(out.option))]
    for number, branch in enumerate(branches):
        yield from _judged(branch.when, [out.known for out in exits], (*at, number))


def _goes_on(option: Option | None) -> bool:
    """Whether the ways of the scene are read after an option: none of its own is open to all."""
    return option is None or all(branch.when is not None for branch in option.then)


def _judged(guard: Guard | None, moments: Iterable[Known], at: Path) -> Iterator[Settled]:
    read = list(moments)
    if guard is None or isinstance(guard.tree, Always) or not read:
        return
    if all(never(guard, known) for known in read):
        yield Settled((*at, "when"), False, _why(guard, either(read)))
    elif all(always(guard, known) for known in read):
        yield Settled((*at, "when"), True, _why(guard, either(read)))


def _why(guard: Guard, known: Known) -> str:
    """Return what all moments together prove it by; '' where each has a reason of its own."""
    if bounds(guard, known).holds is not None:
        return values(guard, known)
    return why_never(guard, known) if never(guard, known) else ""


def _whoever_sits(known: Known) -> Known:
    """In the year after the CTO may leave as well."""
    return {**known, **{f"flag.{flag}": (0, 1) for flag in BUILT_IN_FLAGS}}
