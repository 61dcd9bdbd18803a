"""S, continued: time. What falls due while there is a scene to come, and promises that can turn out either way."""

import re
from collections.abc import Iterator
from typing import Any, Final

from game.content.checks.knowledge import Table
from game.content.checks.paths import Paths
from game.content.checks.rule import Subject, found
from game.content.diagnostic import Diagnostic
from game.content.outline import Condition, Named, fields, items
from game.content.source import Path
from game.engine.guard import NUMBERS, bounds
from game.engine.scenario import BUILT_IN_FLAGS

_PROMISE: Final = re.compile(r"\b(kept|broken)\.([a-z][a-z0-9_]*)")
_MOST_STEPS: Final = 30


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield whatever falls due after the last scene."""
    paths = Paths(subject.outline)
    if not paths.scenes:
        return
    if not subject.lost & {"say", "needs"}:
        yield from _facts(subject, paths, Table(subject))
    for option in subject.outline.options:
        left = paths.left(option.scene)
        for number, later in enumerate(items(option.raw.get("later"))):
            yield from _beyond(subject, fields(later).get("after"), left, (*option.at, "later", number, "after"))
        promise = fields(option.raw.get("promise"))
        end = None if left is None else left + 1
        yield from _beyond(subject, promise.get("due"), end, (*option.at, "promise", "due"))
        yield from _settled(subject, paths, option, promise)
    settled = _settled_by(subject, paths)
    for condition in subject.outline.conditions:
        yield from _unsettled(subject, paths, settled, condition)


def _facts(subject: Subject, paths: Paths, table: Table) -> Iterator[Diagnostic]:
    for fact in table.facts.values():
        left = [paths.left(scene) for scene in table.kept(fact.id)]
        longest = None if None in left else max((one for one in left if one is not None), default=None)
        after = fields(fact.raw.get("surfaces")).get("after")
        yield from _beyond(subject, after, longest, (*fact.at, "surfaces", "after"))


def _settled(subject: Subject, paths: Paths, option: Named, promise: dict[str, Any]) -> Iterator[Diagnostic]:
    """A promise can be kept or broken by what is done before it falls due, as the scene that many later opens."""
    due, kept = promise.get("due"), promise.get("kept")
    guard = subject.guards.get(kept) if isinstance(kept, str) else None
    if guard is None or not isinstance(due, int) or option.scene not in paths.reached:
        return
    playable = paths.before(option.scene) | paths.within(option.scene, max(0, due - 1))
    raised = {flag: False for flag, _ in subject.outline.flags}
    for flag, at in subject.outline.flags:
        raised[flag] = raised[flag] or subject.outline.scenes[_index(at)].id in playable
    never = {f"flag.{flag}": (0, 0) for flag, may in raised.items() if not may and flag not in BUILT_IN_FLAGS}
    for one in subject.outline.options:
        if one.scene not in playable:
            never[f"chose.{one.scene}.{one.id}"] = (0, 0)
    holds = bounds(guard, {**NUMBERS, **never}).holds
    if holds is not None:
        word = "broken" if holds else "kept"
        place = subject.document.place((*option.at, "promise", "kept"))
        message = f"this promise can never be {word}: nothing that it asks for can happen by then"
        yield found("A126", place, message, "ask for what can be done before it is due, or make 'due' longer")


def _settled_by(subject: Subject, paths: Paths) -> dict[str, frozenset[str]]:
    """Return by promise the scenes that can open with it kept or broken: so many after the one that makes it."""
    settled: dict[str, frozenset[str]] = {}
    for option in subject.outline.options:
        promise = fields(option.raw.get("promise"))
        if isinstance(promise.get("id"), str) and option.scene in paths.reached and isinstance(promise.get("due"), int):
            settled[promise["id"]] = paths.after(frozenset({option.scene}), min(promise["due"], _MOST_STEPS))
    return settled


def _unsettled(
    subject: Subject, paths: Paths, settled: dict[str, frozenset[str]], condition: Condition
) -> Iterator[Diagnostic]:
    """What rests on how a promise turned out asks nothing before it can have fallen due. At the end all are settled."""
    guard, heard = subject.guards.get(condition.text), _heard(subject, paths, condition)
    if guard is None or not heard:
        return
    early = [match for match in _PROMISE.finditer(condition.text) if not heard & settled.get(match[2], heard)]
    if early and bounds(guard, {**NUMBERS, **{match[0]: (0, 0) for match in early}}).holds is not None:
        for match in early:
            place = subject.document.inside(condition.at, match.start(), len(match[0]))
            message = f"'{match[0]}' can never hold here: the promise is not due by then"
            yield found("S123", place, message, "ask in a later scene or in an ending, or make 'due' shorter")


def _heard(subject: Subject, paths: Paths, condition: Condition) -> frozenset[str] | None:
    """Return the scenes of play in which a condition is read; None where it is read as play ends, or may be."""
    at, scenes = condition.at, subject.outline.scenes
    if at[0] == "echoes":
        scene = fields(items(fields(subject.document.value).get("echoes"))[_index(at)]).get("scene")
        return paths.reached & {scene} if isinstance(scene, str) else paths.reached
    if at[0] != "scenes" or {"later", "promise"} & set(at) or _index(at) >= len(scenes):
        return None
    return paths.reached & {scenes[_index(at)].id}


def _index(at: Path) -> int:
    return at[1] if isinstance(at[1], int) else 0


def _beyond(subject: Subject, after: Any, left: int | None, at: Path) -> Iterator[Diagnostic]:
    """Where `left` is None there is no last scene to count to."""
    if left is not None and isinstance(after, int) and after > left:
        many = "no scene is" if left == 0 else f"only {left} scene{'s are' if left > 1 else ' is'}"
        yield found("S118", subject.document.place(at), f"{many} left when this is due", "make it shorter, or move it")
