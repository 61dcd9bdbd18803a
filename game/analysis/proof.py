"""What can never be reached in a crisis, and why: intervals over conditions, grown from the first scene on.

Sound and not complete: what is called closed here no play can reach, whatever is answered and drawn; of all else
nothing is said. Stocks may take any value of their scale; a flag is open once something within reach can raise it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from game.engine.guard import NUMBERS, Guard, Interval, bounds
from game.engine.scenario import END, PLEDGES, Branch, Fact, Option, Scenario, Scene
from game.engine.stocks import CHAIRS

Target = tuple[str, str]
"""What is looked for: `("scene", id)`, `("option", "scene.option")` or `("ending", id)`."""

BUILT_IN: tuple[str, ...] = ("chair_empty", "checkin_ceo", "checkin_cto")


def targets(scenario: Scenario) -> tuple[Target, ...]:
    """Return every scene, option and ending, in the order of the file."""
    found: list[Target] = []
    for scene in scenario.scenes.values():
        found.append(("scene", scene.id))
        found.extend(("option", f"{scene.id}.{option.id}") for option in options_of(scene))
    return (*found, *(("ending", ending.id) for ending in scenario.endings))


def options_of(scene: Scene) -> tuple[Option, ...]:
    """Return the options of a scene; none where nothing is decided."""
    return scene.decision.options if scene.decision else ()


def proofs(scenario: Scenario) -> dict[Target, str]:
    """Return the targets that no play can reach, each with the reason."""
    reach = _Reach(scenario)
    reach.grow()
    return dict(reach.closed())


@dataclass
class _Reach:
    """Scenes and options that may be reached, so far as is known; it only grows."""

    scenario: Scenario
    scenes: set[str] = field(default_factory=set)
    options: set[str] = field(default_factory=set)

    def grow(self) -> None:
        """Follow every way that is not proven closed, until nothing is added."""
        self.scenes.add(self.scenario.first_scene.id)
        size = 0
        while size != len(self.scenes) + len(self.options):
            size = len(self.scenes) + len(self.options)
            intervals = self.intervals()
            for scene in [self.scenario.scenes[name] for name in self.scenario.scenes if name in self.scenes]:
                open_ones = [option for option in options_of(scene) if not self.shut(scene, option, intervals)]
                self.options.update(f"{scene.id}.{option.id}" for option in open_ones)
                for branches in [(*one.then, *scene.then) for one in open_ones] or [scene.then]:
                    self.scenes.update(to for to in self._ways(scene, branches, intervals) if to != END)

    def intervals(self) -> dict[str, Interval]:
        """The values that each name may have; what nothing within reach can raise is certainly not so."""
        scenario = self.scenario
        names = dict(NUMBERS)
        made = [option for _scene, option in self._reached()]
        raised = {flag for option in made for flag in option.flags} | set(BUILT_IN)
        every = {flag for scene in scenario.scenes.values() for option in options_of(scene) for flag in option.flags}
        names |= {f"flag.{flag}": (0, int(flag in raised)) for flag in every | raised}
        promised = {option.promise.id for option in made if option.promise}
        for scene in scenario.scenes.values():
            for option in options_of(scene):
                possible = (0, int(f"{scene.id}.{option.id}" in self.options))
                names[f"chose.{scene.id}.{option.id}"] = possible
                names |= {f"picked.{chair}.{scene.id}.{option.id}": possible for chair in CHAIRS}
                if option.promise:
                    names |= {f"{how}.{option.promise.id}": (0, int(option.promise.id in promised)) for how in _HOW}
        for fact in scenario.facts.values():
            known = (0, int(self.learned(fact, names)))
            names |= {f"{how}.{fact.id}": known for how in ("said", "surfaced", "knows.ceo", "knows.cto")}
        return names | {f"pledge.{chair}.{what}": (0, 1) for chair in CHAIRS for what in PLEDGES}

    def learned(self, fact: Fact, intervals: Mapping[str, Interval]) -> bool:
        """Whether a chair may come to hold a fact."""
        return (fact.since is None or fact.since in self.scenes) and not _never(fact.when, intervals)

    def shut(self, scene: Scene, option: Option, intervals: Mapping[str, Interval]) -> str:
        """Return why an option can never be enacted in a scene that is reached; '' where it may be."""
        if scene.decision and scene.decision.joint and scene.decision.board == option.id:
            return ""  # the board chooses it whether or not it is on offer
        if _never(option.when, intervals):
            return _because(option.when, intervals)
        if option.synthesis and scene.decision and not scene.decision.joint:
            return "a synthesis, and only one chair decides here"
        unknown = [fact for fact in option.needs if not self.learned(self.scenario.facts[fact], intervals)]
        return f"needs the fact {unknown[0]}, which nobody can learn" if unknown else ""

    def _reached(self) -> Iterator[tuple[Scene, Option]]:
        for scene in self.scenario.scenes.values():
            yield from ((scene, option) for option in options_of(scene) if f"{scene.id}.{option.id}" in self.options)

    def _ways(self, scene: Scene, branches: tuple[Branch, ...], intervals: Mapping[str, Interval]) -> Iterator[str]:
        for branch in branches:
            holds = True if branch.when is None else bounds(branch.when, intervals).holds
            if holds is not False:
                yield branch.to
            if holds is True:
                return
        order = [*self.scenario.scenes, END]
        yield order[order.index(scene.id) + 1]

    def closed(self) -> Iterator[tuple[Target, str]]:
        """Yield what is out of reach, with the reason."""
        intervals = self.intervals()
        for scene in self.scenario.scenes.values():
            if scene.id not in self.scenes:
                yield ("scene", scene.id), self._no_way(scene.id, intervals)
            for option in options_of(scene):
                why = self.shut(scene, option, intervals)
                if scene.id not in self.scenes:
                    why = f"its scene {scene.id} is never reached"
                if why:
                    yield ("option", f"{scene.id}.{option.id}"), why
        certain = ""
        for ending in self.scenario.endings:
            if certain:
                yield ("ending", ending.id), f"the ending {certain} before it always holds"
            elif _never(ending.when, intervals):
                yield ("ending", ending.id), _because(ending.when, intervals)
            elif ending.when is None or bounds(ending.when, intervals).holds:
                certain = ending.id

    def _no_way(self, target: str, intervals: Mapping[str, Interval]) -> str:
        conditions = [
            f"from {scene.id}: {_because(branch.when, intervals)}"
            for scene in self.scenario.scenes.values()
            if scene.id in self.scenes
            for branch in (*(way for option in options_of(scene) for way in option.then), *scene.then)
            if branch.to == target and _never(branch.when, intervals)
        ]
        return "; ".join(dict.fromkeys(conditions)) or "no way within reach leads here"


_HOW = ("kept", "broken")


def _never(guard: Guard | None, intervals: Mapping[str, Interval]) -> bool:
    return guard is not None and bounds(guard, intervals).holds is False


def _because(guard: Guard | None, intervals: Mapping[str, Interval]) -> str:
    """The condition, with the interval of each name that proves it."""
    assert guard is not None
    rests = sorted(bounds(guard, intervals).names)
    spans = ", ".join(f"{name} {_span(*intervals.get(name, (0, 1)))}" for name in rests)
    return f"'{' '.join(guard.text.split())}' can never hold" + (f": {spans}" if spans else "")


def _span(low: int, high: int) -> str:
    if (low, high) == (0, 0):
        return "is never so"
    return f"is {low}" if low == high else f"lies in {low}..{high}"
