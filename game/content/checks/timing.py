"""S, continued: time. What falls due while there is still a scene to come."""

from collections.abc import Iterator
from typing import Any

from game.content.checks.paths import Paths
from game.content.checks.rule import Subject, found
from game.content.diagnostic import Diagnostic
from game.content.outline import Named, fields, items
from game.content.source import Path


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield whatever falls due after the last scene."""
    paths = Paths(subject.outline)
    if not paths.scenes:
        return
    yield from _facts(subject, paths)
    for option in subject.outline.options:
        left = paths.left(option.scene)
        for number, later in enumerate(items(option.raw.get("later"))):
            yield from _beyond(subject, fields(later).get("after"), left, (*option.at, "later", number, "after"))
        yield from _beyond(subject, fields(option.raw.get("promise")).get("due"), left, (*option.at, "promise", "due"))


def _facts(subject: Subject, paths: Paths) -> Iterator[Diagnostic]:
    for fact in subject.outline.facts:
        left = [paths.left(scene) for scene in _chances(fact, paths)]
        longest = None if None in left else max((one for one in left if one is not None), default=None)
        after = fields(fact.raw.get("surfaces")).get("after")
        yield from _beyond(subject, after, longest, (*fact.at, "surfaces", "after"))


def _chances(fact: Named, paths: Paths) -> list[str]:
    """The scenes in which a fact can be said: those that open it, from the one in which its holder learns it."""
    since = fact.raw.get("since")
    reached = paths.onward(since) if isinstance(since, str) and since in paths.scenes else paths.reached
    opening = ((scene_id, scene.raw.get("say")) for scene_id, scene in paths.scenes.items())
    return [scene for scene, say in opening if scene in reached and (say is True or fact.id in items(say))]


def _beyond(subject: Subject, after: Any, left: int | None, at: Path) -> Iterator[Diagnostic]:
    """Where `left` is None there is no last scene to count to."""
    if left is not None and isinstance(after, int) and after > left:
        many = "no scene is" if left == 0 else f"only {left} scene{'s are' if left > 1 else ' is'}"
        yield found("S118", subject.document.place(at), f"{many} left when this is due", "make it shorter, or move it")
