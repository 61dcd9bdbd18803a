"""What may stand on a page: the paragraphs, private lines, options and facts that conditions let show together."""

from dataclasses import dataclass
from typing import Final

from game.content.checks.worlds import MOST, World, build_state_space, list_worlds
from game.engine.conditions import ParsedCondition
from game.engine.scenario import END, Fact, Line, Option, Scenario, Scene
from game.engine.stocks import Chair

_PATIENCE: Final = 20_000
"""Worlds of all pages together that are looked at as closely as can be; a crisis has seldom a quarter of it."""
_FEWEST: Final = 32
Told = tuple[tuple[str, ...], tuple[str, ...]]
"""The paths of what everybody reads, and of what one chair does."""


@dataclass(frozen=True)
class SceneLayout:
    """One way in which a scene may stand on a page, by paths of texts and by ids; `facts` are unsaid."""

    lines: tuple[str, ...]
    private: tuple[str, ...]
    options: tuple[str, ...]
    facts: frozenset[str]


class SceneLayouts:
    """The layouts of a crisis, whatever language it is read in; each is found once."""

    def __init__(self, scenario: Scenario) -> None:
        self._scenario = scenario
        self._story = build_state_space(scenario)
        steps = _map_next_scenes(scenario)
        self._unsaid = {fact.id: _find_unsaid_scenes(scenario, steps, fact) for fact in scenario.facts.values()}
        self._patience = _PATIENCE
        self._of: dict[tuple[str, Chair], frozenset[SceneLayout]] = {}
        self._after: dict[tuple[str, Chair], frozenset[Told]] = {}

    def list_layouts(self, scene: Scene, chair: Chair) -> frozenset[SceneLayout]:
        """Return the layouts of a scene as a chair reads it."""
        if (scene.id, chair) not in self._of:
            self._of[scene.id, chair] = self._build_layouts(scene, chair)
        return self._of[scene.id, chair]

    def list_texts_after(self, option: Option, chair: Chair) -> frozenset[Told]:
        """Return what may be told after an option."""
        if (option.path, chair) not in self._after:
            private = option.private.get(chair, ())
            found = self._list_worlds([line.when for line in (*option.results, *private)])
            told = frozenset(
                (_list_shown_paths(option.results, world)[:1], _list_shown_paths(private, world)) for world in found
            )
            self._after[option.path, chair] = told
        return self._after[option.path, chair]

    def _build_layouts(self, scene: Scene, chair: Chair) -> frozenset[SceneLayout]:
        facts = [self._scenario.facts[fact] for fact in scene.say]
        mine = [fact for fact in facts if fact.held == chair and scene.id in self._unsaid[fact.id]]
        options = [one for one in (scene.decision.options if scene.decision else ()) if not one.synthesis]
        private = scene.private.get(chair, ())
        shown = [line.when for line in (*scene.also, *private)]
        guards = [*shown, *(option.when for option in options), *(fact.when for fact in mine)]
        return frozenset(
            SceneLayout(
                (f"{scene.path}.text", *_list_shown_paths(scene.also, world)),
                _list_shown_paths(private, world),
                tuple(one.id for one in options if world.satisfies(one.when)),
                frozenset(fact.id for fact in mine if world.satisfies(fact.when) and _is_unsaid_in(world, fact)),
            )
            for world in self._list_worlds(guards)
        )

    def _list_worlds(self, guards: list[ParsedCondition | None]) -> list[World]:
        """Return the worlds of a page; of a crisis with very many, later pages get a small sample."""
        found = list(list_worlds(guards, self._story, max(_FEWEST, min(MOST, self._patience))))
        self._patience -= len(found)
        return found


def _list_shown_paths(lines: tuple[Line, ...], world: World) -> tuple[str, ...]:
    return tuple(line.path for line in lines if world.satisfies(line.when))


def _is_unsaid_in(world: World, fact: Fact) -> bool:
    return world.values.get(("fact", fact.id), "unsaid") == "unsaid"


def _map_next_scenes(scenario: Scenario) -> dict[str, frozenset[str]]:
    """Return for each scene those that may follow it."""
    order = [*list(scenario.scenes)[1:], END]
    steps = {}
    for scene, following in zip(scenario.scenes.values(), order, strict=True):
        options = scene.decision.options if scene.decision else ()
        own = {branch.to for branch in scene.then} or {following}
        steps[scene.id] = frozenset().union(*({branch.to for branch in one.then} or own for one in options)) or own
    return {scene: frozenset(targets) - {END} for scene, targets in steps.items()}


def _find_unsaid_scenes(scenario: Scenario, steps: dict[str, frozenset[str]], fact: Fact) -> frozenset[str]:
    """Return the scenes in which a fact may be known to its holder alone: learned, and not yet out by itself."""
    after = fact.surfaces.after if fact.surfaces else None
    first = scenario.first_scene.id
    pending = [(first, fact.since is None, 0)]
    seen = set()
    found = set()
    while pending:
        step = scene, learned, count = pending.pop()
        if step in seen or (after is not None and count > after):
            continue
        seen.add(step)
        learned = learned or fact.since == scene
        if learned:
            found.add(scene)
        chance = count > 0 or (learned and fact.id in scenario.scenes[scene].say)
        counted = 0 if after is None or not chance else count + 1
        pending += [(target, learned, counted) for target in steps[scene]]
    return frozenset(found)
