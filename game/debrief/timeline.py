"""The scenes as they were played: what each chair knew, picked and guessed, and what came of it.

Everything is taken from the log of a playthrough (`replay`); scenes are counted from 1 as they were played.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from game.debrief.partner_reasons import WeighedPick, build_weighed_pick
from game.debrief.replay import Replay, ReplayStep
from game.engine import events as told
from game.engine.events import Event
from game.engine.scenario import Effect, Scenario
from game.engine.state import SceneRecord, State
from game.engine.stocks import CHAIRS, Chair, other_chair
from game.playthrough.record import ChairMove


@dataclass(frozen=True, slots=True)
class LandedEffect:
    """A later effect that came down in a scene, and the decision that set it off: scene `origin`, `scene.option`."""

    path: str
    origin: int
    scene: str
    option: str
    effects: tuple[Effect, ...]


@dataclass(frozen=True, slots=True)
class SceneKnowledge:
    """What the chairs knew as a scene opened: facts that one of them alone knew, and facts that both did."""

    alone: Mapping[Chair, tuple[str, ...]] = field(default_factory=dict)
    shared: tuple[str, ...] = ()
    gap: Mapping[Chair, int] = field(default_factory=dict)
    """What each chair did not know, in whole points."""


@dataclass(frozen=True, slots=True)
class BetweenScenes:
    """What was done between two scenes, before this one: pledges and coffees.

    `stood_in` are the chairs, else a person's, whose pledge was the simulated partner's.
    """

    pledged: tuple[told.Pledged, ...] = ()
    coffees: tuple[told.CoffeeTaken, ...] = ()
    stood_in: frozenset[Chair] = frozenset()


@dataclass(frozen=True, slots=True)
class PlayedScene:
    """One scene as it was played. `picks` has what each chair picked, guessed, said and kept."""

    played: SceneRecord
    knew: SceneKnowledge = SceneKnowledge()
    before: BetweenScenes = BetweenScenes()
    echoes: tuple[told.EchoHeard, ...] = ()
    landed: tuple[LandedEffect, ...] = ()
    learned: tuple[told.Learned, ...] = ()
    surfaced: tuple[told.Surfaced, ...] = ()
    settled: tuple[told.PromiseSettled, ...] = ()
    reason: told.ReasonGiven | None = None
    sat: told.SatDown | None = None
    resolved: told.Resolved | None = None
    enacted: told.Enacted | None = None
    changed: tuple[told.Changed, ...] = ()
    weighings: tuple[WeighedPick, ...] = ()
    weeks: int = 0
    emptied: bool = False
    """Whether the CTO left in its weeks."""
    stood_in: frozenset[Chair] = frozenset()
    """The chairs, else a person's, in which the simulated partner answered here."""

    @property
    def id(self) -> str:
        """The scene's id."""
        return self.played.scene

    @property
    def count(self) -> int:
        """Which scene it was, from 1."""
        return self.played.count

    def is_guess_right(self, chair: Chair) -> bool | None:
        """Whether a chair guessed the other's first pick; None where it made no guess."""
        guess = self.played.guess.get(chair)
        return None if guess is None else guess == self.played.first.get(other_chair(chair))

    @property
    def differed(self) -> bool:
        """Whether the final picks were two."""
        return len(set(self.played.final.values())) > 1

    def find_weighed_pick(self, chair: Chair) -> WeighedPick | None:
        """Return why the simulated partner made its last pick here; None for a person's chair."""
        return next((w for w in reversed(self.weighings) if w.chair == chair), None)


@dataclass(frozen=True, slots=True)
class Closing:
    """What still came down as play ended, and how it ended ('' while it goes on)."""

    landed: tuple[LandedEffect, ...] = ()
    surfaced: tuple[told.Surfaced, ...] = ()
    settled: tuple[told.PromiseSettled, ...] = ()
    leaving: int = 0
    """The week of the year after in which the CTO leaves; 0 where the chair is kept."""
    ending: str = ""
    tier: str = ""


@dataclass(frozen=True, slots=True)
class Timeline:
    """The scenes of a playthrough, in the order they were played, and its end."""

    scenes: tuple[PlayedScene, ...]
    closing: Closing = Closing()

    def find_scene(self, count: int) -> PlayedScene:
        """Return the scene of a count, from 1."""
        return self.scenes[count - 1]


def build_timeline(played: Replay) -> Timeline:
    """Return the scenes of a playthrough, the one of now included."""
    writing = _TimelineBuilder(played.scenario, _find_human_chairs(played))
    writing.add_events(played.opening, played.events)
    for step in played.steps:
        writing.add_step(step)
    return writing.finish_timeline(played.last)


def _find_human_chairs(played: Replay) -> frozenset[Chair]:
    """The chairs in which a person sat at some time."""
    partners = [played.opening.partners, *(step.after.partners for step in played.steps)]
    return frozenset(chair for chair in CHAIRS if any(chair not in there for there in partners))


class _TimelineBuilder:
    """A timeline under way: the scene that is open, and what was done before it opened."""

    def __init__(self, scenario: Scenario, people: frozenset[Chair]) -> None:
        self.scenario, self.people = scenario, people
        self.scenes: list[PlayedScene] = []
        self.between = BetweenScenes()
        self.closing = Closing()
        self.left = True

    def add_step(self, step: ReplayStep) -> None:
        if step.weighed is not None and step.move.kind != "seat":
            why = build_weighed_pick(step.move.chair, step.move.kind, step.weighed)
            self._update_scene(weighings=(*self.scenes[-1].weighings, why))
        if step.move.kind != "seat" and step.move.chair in step.before.partners & self.people:
            self._mark_stand_in(step.move)
        self.add_events(step.after, step.events)

    def _mark_stand_in(self, move: ChairMove) -> None:
        """The partner answers in a chair that is a person's at other times."""
        if move.kind in ("pledge", "still"):
            self.between = replace(self.between, stood_in=self.between.stood_in | {move.chair})
        else:
            self._update_scene(stood_in=self.scenes[-1].stood_in | {move.chair})

    def add_events(self, state: State, happened: Iterable[Event]) -> None:
        for event in happened:
            self._add_event(state, event)

    def finish_timeline(self, last: State) -> Timeline:
        by_count = {played.count: played for played in (last.now, *last.past)}
        return Timeline(
            tuple(self._complete_scene(scene, by_count[scene.count], last) for scene in self.scenes), self.closing
        )

    def _complete_scene(self, scene: PlayedScene, played: SceneRecord, last: State) -> PlayedScene:
        """The scene with its picks, and with what was known as it opened: facts keep when they were learned and out."""
        here = {event.fact for event in scene.surfaced}
        known = [fact for fact, status in last.facts.items() if 0 < status.known <= scene.count]
        shared = [fact for fact in known if 0 < last.facts[fact].out < scene.count or fact in here]
        held = {fact: self.scenario.facts[fact].held for fact in known if fact not in shared}
        alone = {chair: tuple(fact for fact, holder in held.items() if holder == chair) for chair in CHAIRS}
        return replace(scene, played=played, knew=SceneKnowledge(alone, tuple(shared), scene.knew.gap))

    def _update_scene(self, **fields: object) -> None:
        self.scenes[-1] = replace(self.scenes[-1], **fields)  # type: ignore[arg-type]

    def _add_event(self, state: State, event: Event) -> None:
        match event:
            case told.SceneOpened():
                gap = {chair: state.round_to_points(f"{chair}.gap") for chair in CHAIRS}
                self.scenes.append(
                    PlayedScene(SceneRecord(event.scene, event.count), SceneKnowledge(gap=gap), self.between)
                )
                self.between, self.left = BetweenScenes(), False
            case told.Pledged():
                self.between = replace(self.between, pledged=(*self.between.pledged, event))
            case told.CoffeeTaken():
                self.between = replace(self.between, coffees=(*self.between.coffees, event))
            case told.Landed() | told.Surfaced() | told.PromiseSettled():
                self._add_outcome(event)
            case told.ChairEmptied() if event.week > state.week:
                self.closing = replace(self.closing, leaving=event.week - state.week)
            case told.Ended():
                self.closing = replace(self.closing, ending=event.ending, tier=event.tier)
            case _:
                self._add_scene_event(event)

    def _add_scene_event(self, event: Event) -> None:
        now = self.scenes[-1]
        match event:
            case told.EchoHeard():
                self._update_scene(echoes=(*now.echoes, event))
            case told.Learned():
                self._update_scene(learned=(*now.learned, event))
            case told.ReasonGiven():
                self._update_scene(reason=event)
            case told.SatDown():
                self._update_scene(sat=event)
            case told.Resolved():
                self._update_scene(resolved=event)
            case told.Enacted():
                self._update_scene(enacted=event)
                self.left = True
            case told.ChairEmptied():
                self._update_scene(emptied=True)
            case told.WeekPassed():
                self._update_scene(weeks=now.weeks + 1)
                self.left = True
            case told.Changed():
                self._update_scene(changed=(*now.changed, event), knew=self._restore_opening_gap(now, event))
                self.left = True

    def _restore_opening_gap(self, now: PlayedScene, event: told.Changed) -> SceneKnowledge:
        """A scene that asks nothing is left within the answer that opened it: its gaps are those before it."""
        if self.scenario.scenes[now.id].decision is not None:
            return now.knew
        gap = {chair: event.before for chair in CHAIRS if event.stock == f"{chair}.gap"}
        return replace(now.knew, gap={**now.knew.gap, **gap})

    def _add_outcome(self, event: told.Landed | told.Surfaced | told.PromiseSettled) -> None:
        """What comes out after a scene is left belongs to the end of play."""
        where = self.closing if self.left else self.scenes[-1]
        match event:
            case told.Landed():
                landing = LandedEffect(event.path, event.made, event.scene, event.option, event.effects)
                fields: dict[str, object] = {"landed": (*where.landed, landing)}
            case told.Surfaced():
                fields = {"surfaced": (*where.surfaced, event)}
            case told.PromiseSettled():
                fields = {"settled": (*where.settled, event)}
        if self.left:
            self.closing = replace(self.closing, **fields)  # type: ignore[arg-type]
        else:
            self._update_scene(**fields)
