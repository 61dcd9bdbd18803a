"""What may stand on a page: the paragraphs, private lines, options and facts that conditions let show together."""

from dataclasses import dataclass
from typing import Final

from game.content.checks.worlds import MOST, World, story_of, worlds
from game.engine.guard import Guard
from game.engine.scenario import END, Fact, Line, Option, Scenario, Scene
from game.engine.stocks import Chair

_PATIENCE: Final = 20_000
"""Worlds of all pages together that are looked at as closely as can be; a crisis has seldom a quarter of it."""
_FEWEST: Final = 32
Told = tuple[tuple[str, ...], tuple[str, ...]]
"""The paths of what everybody reads, and of what one chair does."""


@dataclass(frozen=True)
class Layout:
    """One way in which a scene may stand on a page, by paths of texts and by ids; `facts` are unsaid."""

    lines: tuple[str, ...]
    private: tuple[str, ...]
    options: tuple[str, ...]
    facts: frozenset[str]


class Layouts:
    """The layouts of a crisis, whatever language it is read in; each is found once."""

    def __init__(self, scenario: Scenario) -> None:
        self._scenario = scenario
        self._story = story_of(scenario)
        steps = _steps(scenario)
        self._unsaid = {fact.id: _unsaid(scenario, steps, fact) for fact in scenario.facts.values()}
        self._patience = _PATIENCE
        self._of: dict[tuple[str, Chair], frozenset[Layout]] = {}
        self._after: dict[tuple[str, Chair], frozenset[Told]] = {}

    def of(self, scene: Scene, chair: Chair) -> frozenset[Layout]:
        """Return the layouts of a scene as a chair reads it."""
        if (scene.id, chair) not in self._of:
            self._of[scene.id, chair] = self._found(scene, chair)
        return self._of[scene.id, chair]

    def after(self, option: Option, chair: Chair) -> frozenset[Told]:
        """Return what may be told after an option."""
        if (option.path, chair) not in self._after:
            private = option.private.get(chair, ())
            found = self._worlds([line.when for line in (*option.results, *private)])
            told = frozenset((_shown(option.results, world)[:1], _shown(private, world)) for world in found)
            self._after[option.path, chair] = told
        return self._after[option.path, chair]

    def _found(self, scene: Scene, chair: Chair) -> frozenset[Layout]:
        facts = [self._scenario.facts[fact] for fact in scene.say]
        mine = [fact for fact in facts if fact.held == chair and scene.id in self._unsaid[fact.id]]
        options = [one for one in (scene.decision.options if scene.decision else ()) if not one.synthesis]
        private = scene.private.get(chair, ())
        shown = [line.when for line in (*scene.also, *private)]
        guards = [*shown, *(option.when for option in options), *(fact.when for fact in mine)]
        return frozenset(
            Layout(
                (f"{scene.path}.text", *_shown(scene.also, world)),
                _shown(private, world),
                tuple(one.id for one in options if world.holds(one.when)),
                frozenset(fact.id for fact in mine if world.holds(fact.when) and _kept(world, fact)),
            )
            for world in self._worlds(guards)
        )

    def _worlds(self, guards: list[Guard | None]) -> list[World]:
        """Return the worlds of a page; of a crisis with very many, later pages get a small sample."""
        found = list(worlds(guards, self._story, max(_FEWEST, min(MOST, self._patience))))
        self._patience -= len(found)
        return found


def _shown(lines: tuple[Line, ...], world: World) -> tuple[str, ...]:
    return tuple(line.path for line in lines if world.holds(line.when))


def _kept(world: World, fact: Fact) -> bool:
    return world.values.get(("fact", fact.id), "unsaid") == "unsaid"


def _steps(scenario: Scenario) -> dict[str, frozenset[str]]:
    """Return for each scene those that may follow it."""
    order = [*list(scenario.scenes)[1:], END]
    steps = {}
    for scene, following in zip(scenario.scenes.values(), order, strict=True):
        options = scene.decision.options if scene.decision else ()
        own = {branch.to for branch in scene.then} or {following}
        steps[scene.id] = frozenset().union(*({branch.to for branch in one.then} or own for one in options)) or own
    return {scene: frozenset(targets) - {END} for scene, targets in steps.items()}


def _unsaid(scenario: Scenario, steps: dict[str, frozenset[str]], fact: Fact) -> frozenset[str]:
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
