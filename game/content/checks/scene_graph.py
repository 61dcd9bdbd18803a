"""The ways that play can go from scene to scene, ignoring conditions."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from game.content.outline import END, Declaration, Outline, as_fields, as_list, list_branch_targets

Steps = Mapping[str, frozenset[str]]


@dataclass
class SceneGraph:
    """Scenes by id (the first of duplicates) and where each can lead; an unknown target counts as the end."""

    outline: Outline

    @cached_property
    def scenes(self) -> dict[str, Declaration]:
        """The scenes by id, in the order of the file."""
        found: dict[str, Declaration] = {}
        for scene in self.outline.scenes:
            found.setdefault(scene.id, scene)
        return found

    @cached_property
    def steps(self) -> Steps:
        """For each scene those that can follow, including `end`."""
        order = [*list(self.scenes)[1:], END]
        known = {*self.scenes, END}
        return {
            scene_id: frozenset(target if target in known else END for target in _list_targets(scene.raw, default))
            for (scene_id, scene), default in zip(self.scenes.items(), order, strict=True)
        }

    @cached_property
    def reached(self) -> frozenset[str]:
        """The scenes that can be reached from the first."""
        return _compute_closure(self.steps, list(self.scenes)[:1])

    @cached_property
    def ending(self) -> frozenset[str]:
        """The scenes from which the end can be reached."""
        back: dict[str, set[str]] = {}
        for scene, following in self.steps.items():
            for target in following:
                back.setdefault(target, set()).add(scene)
        return _compute_closure({target: frozenset(scenes) for target, scenes in back.items()}, [END])

    @cached_property
    def loops(self) -> frozenset[str]:
        """The scenes that can be played again."""
        return frozenset(scene for scene in self.scenes if scene in _compute_closure(self.steps, self.steps[scene]))

    def find_circle(self, within: frozenset[str]) -> tuple[str, ...]:
        """Return the scenes of some loop within a set of scenes; () if there is none."""
        steps = {scene: self.steps[scene] & within for scene in within}
        for scene in self.scenes:
            if scene in within and scene in _compute_closure(steps, steps[scene]):
                return tuple(one for one in self.scenes if one in _compute_closure(steps, [scene]))
        return ()

    def list_reachable_scenes(self, scene: str) -> frozenset[str]:
        """Return a scene and all that can follow it."""
        return _compute_closure(self.steps, [scene])

    def list_earlier_scenes(self, scene: str) -> frozenset[str]:
        """Return the scenes from which a scene can be reached."""
        return frozenset(one for one in self.scenes if scene in self.list_reachable_scenes(one) and one != scene)

    def list_scenes_within(self, scene: str, steps: int) -> frozenset[str]:
        """Return a scene and those that can be played at most so many scenes after it."""
        front = seen = frozenset({scene})
        for _ in range(steps):
            front = frozenset(target for one in front for target in self.steps.get(one, ())) - seen
            if not front:
                break
            seen |= front
        return seen

    def list_scenes_after(self, scenes: frozenset[str], steps: int) -> frozenset[str]:
        """Return the scenes (and `end`) that can be played at least so many scenes after one of these."""
        front = scenes
        for _ in range(steps):
            front = frozenset(target for scene in front for target in self.steps.get(scene, ()))
        return front.union(*(self.list_reachable_scenes(scene) for scene in front))

    def count_scenes_left(self, scene: str) -> int | None:
        """Return how many scenes can be played after one on the longest path; None if a loop can follow."""
        if self.loops & self.list_reachable_scenes(scene):
            return None
        return self._longest.get(scene, 0)

    @cached_property
    def _longest(self) -> dict[str, int]:
        longest: dict[str, int] = {}
        pending = list(self.scenes)
        while pending:
            scene = pending[-1]
            following = [target for target in self.steps[scene] if target != END and target not in self.loops]
            waiting = [target for target in following if target not in longest]
            if waiting and scene not in longest:
                pending.extend(waiting)
                continue
            pending.pop()
            longest[scene] = max((longest[target] + 1 for target in following), default=0)
        return longest


def _list_targets(scene: dict[str, Any], default: str) -> Iterator[str]:
    own = [target for target, _ in list_branch_targets(scene.get("then"))] or [default]
    options = as_list(as_fields(scene.get("decide")).get("options"))
    for option in options:
        yield from [target for target, _ in list_branch_targets(as_fields(option).get("then"))] or own
    if not options:
        yield from own


def _compute_closure(steps: Steps, starts: list[str] | frozenset[str]) -> frozenset[str]:
    seen = set(starts)
    pending = list(starts)
    while pending:
        for target in steps.get(pending.pop(), frozenset()):
            if target not in seen:
                seen.add(target)
                pending.append(target)
    return frozenset(seen)
