"""S, continued: time. What falls due while there is a scene to come, and promises that can turn out either way."""

import re
from collections.abc import Iterator
from typing import Any, Final

from game.content.checks.knowledge import FactTable
from game.content.checks.paths import SceneGraph
from game.content.checks.rule import Subject, build_diagnostic
from game.content.diagnostic import Diagnostic
from game.content.outline import Condition, Declaration, as_fields, as_list
from game.content.yaml.positions import Path
from game.engine.conditions import NUMBERS, judge_condition
from game.engine.scenario import BUILT_IN_FLAGS

_PROMISE: Final = re.compile(r"\b(kept|broken)\.([a-z][a-z0-9_]*)")
_MOST_STEPS: Final = 30


def check_timing(subject: Subject) -> Iterator[Diagnostic]:
    """Yield whatever falls due after the last scene."""
    paths = SceneGraph(subject.outline)
    if not paths.scenes:
        return
    if not subject.lost & {"say", "needs"}:
        yield from _check_surfacing_times(subject, paths, FactTable(subject))
    for option in subject.outline.options:
        left = paths.count_scenes_left(option.scene)
        for number, later in enumerate(as_list(option.raw.get("later"))):
            yield from _check_due_in_time(
                subject, as_fields(later).get("after"), left, (*option.at, "later", number, "after")
            )
        promise = as_fields(option.raw.get("promise"))
        end = None if left is None else left + 1
        yield from _check_due_in_time(subject, promise.get("due"), end, (*option.at, "promise", "due"))
        yield from _check_promise_outcomes(subject, paths, option, promise)
    settled = _list_settling_scenes(subject, paths)
    for condition in subject.outline.conditions:
        yield from _check_unsettled_promises(subject, paths, settled, condition)


def _check_surfacing_times(subject: Subject, paths: SceneGraph, table: FactTable) -> Iterator[Diagnostic]:
    for fact in table.facts.values():
        left = [paths.count_scenes_left(scene) for scene in table.list_keeping_scenes(fact.id)]
        longest = None if None in left else max((one for one in left if one is not None), default=None)
        after = as_fields(fact.raw.get("surfaces")).get("after")
        yield from _check_due_in_time(subject, after, longest, (*fact.at, "surfaces", "after"))


def _check_promise_outcomes(
    subject: Subject, paths: SceneGraph, option: Declaration, promise: dict[str, Any]
) -> Iterator[Diagnostic]:
    """A promise can be kept or broken by what is done before it falls due, as the scene that many later opens."""
    due, kept = promise.get("due"), promise.get("kept")
    guard = subject.guards.get(kept) if isinstance(kept, str) else None
    if guard is None or not isinstance(due, int) or option.scene not in paths.reached:
        return
    playable = paths.list_earlier_scenes(option.scene) | paths.list_scenes_within(option.scene, max(0, due - 1))
    raised = {flag: False for flag, _ in subject.outline.flags}
    for flag, at in subject.outline.flags:
        raised[flag] = raised[flag] or subject.outline.scenes[_extract_index(at)].id in playable
    never = {f"flag.{flag}": (0, 0) for flag, may in raised.items() if not may and flag not in BUILT_IN_FLAGS}
    for one in subject.outline.options:
        if one.scene not in playable:
            never[f"chose.{one.scene}.{one.id}"] = (0, 0)
    holds = judge_condition(guard, {**NUMBERS, **never}).holds
    if holds is not None:
        word = "broken" if holds else "kept"
        place = subject.document.locate_value((*option.at, "promise", "kept"))
        message = f"this promise can never be {word}: nothing that it asks for can happen by then"
        yield build_diagnostic(
            "A126", place, message, "ask for what can be done before it is due, or make 'due' longer"
        )


def _list_settling_scenes(subject: Subject, paths: SceneGraph) -> dict[str, frozenset[str]]:
    """Return by promise the scenes that can open with it kept or broken: so many after the one that makes it."""
    settled: dict[str, frozenset[str]] = {}
    for option in subject.outline.options:
        promise = as_fields(option.raw.get("promise"))
        if isinstance(promise.get("id"), str) and option.scene in paths.reached and isinstance(promise.get("due"), int):
            settled[promise["id"]] = paths.list_scenes_after(
                frozenset({option.scene}), min(promise["due"], _MOST_STEPS)
            )
    return settled


def _check_unsettled_promises(
    subject: Subject, paths: SceneGraph, settled: dict[str, frozenset[str]], condition: Condition
) -> Iterator[Diagnostic]:
    """What rests on how a promise turned out asks nothing before it can have fallen due. At the end all are settled."""
    guard, heard = subject.guards.get(condition.text), _find_reading_scenes(subject, paths, condition)
    if guard is None or not heard:
        return
    early = [match for match in _PROMISE.finditer(condition.text) if not heard & settled.get(match[2], heard)]
    if early and judge_condition(guard, {**NUMBERS, **{match[0]: (0, 0) for match in early}}).holds is not None:
        for match in early:
            place = subject.document.locate_span(condition.at, match.start(), len(match[0]))
            message = f"'{match[0]}' can never hold here: the promise is not due by then"
            yield build_diagnostic(
                "S123", place, message, "ask in a later scene or in an ending, or make 'due' shorter"
            )


def _find_reading_scenes(subject: Subject, paths: SceneGraph, condition: Condition) -> frozenset[str] | None:
    """Return the scenes of play in which a condition is read; None where it is read as play ends, or may be."""
    at, scenes = condition.at, subject.outline.scenes
    if at[0] == "echoes":
        scene = as_fields(as_list(as_fields(subject.document.value).get("echoes"))[_extract_index(at)]).get("scene")
        return paths.reached & {scene} if isinstance(scene, str) else paths.reached
    if at[0] != "scenes" or {"later", "promise"} & set(at) or _extract_index(at) >= len(scenes):
        return None
    return paths.reached & {scenes[_extract_index(at)].id}


def _extract_index(at: Path) -> int:
    return at[1] if isinstance(at[1], int) else 0


def _check_due_in_time(subject: Subject, after: Any, left: int | None, at: Path) -> Iterator[Diagnostic]:
    """Where `left` is None there is no last scene to count to."""
    if left is not None and isinstance(after, int) and after > left:
        many = "no scene is" if left == 0 else f"only {left} scene{'s are' if left > 1 else ' is'}"
        yield build_diagnostic(
            "S118", subject.document.locate_value(at), f"{many} left when this is due", "make it shorter, or move it"
        )
