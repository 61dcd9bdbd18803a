"""A playthrough taken apart: its steps, the simulated partner's reasons, and the scenes as they were played.

Nothing is stored for the debrief during play. `replay_session` plays the answers again from the start, so a debrief
can be made of any save, and the partner's terms are those of the moment of its choice. `build_timeline` groups the
steps into scenes, counted from 1 in the order they were played.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import floor
from typing import cast

from game.engine import events as told
from game.engine import rules
from game.engine.events import Event
from game.engine.partner import WeighedChoice, map_term_to_reason, weigh_options
from game.engine.preferences import UtilityTerms
from game.engine.scenario import Effect, Scenario
from game.engine.state import SceneRecord, State
from game.engine.state_draft import StateDraft
from game.engine.stocks import CHAIRS, Chair, Phase, other_chair
from game.playthrough.hindsight import list_arrivals
from game.playthrough.prompts import PICKS, match_ask
from game.playthrough.record import ChairMove
from game.playthrough.session import Session


@dataclass(frozen=True, slots=True)
class ReplayStep:
    """One answer, or somebody who takes a chair or leaves it.

    `weighed` is how the simulated partner saw its options, where it picked one of them; `back` tells that the move was
    a ghost's: what a person once answered in that chair.
    """

    before: State
    move: ChairMove
    after: State
    events: tuple[Event, ...]
    weighed: WeighedChoice | None = None
    back: bool = False


@dataclass(frozen=True, slots=True)
class Replay:
    """A playthrough: how it opened, and every answer of either chair in the order they were given."""

    scenario: Scenario
    opening: State
    events: tuple[Event, ...]
    steps: tuple[ReplayStep, ...]

    @property
    def last(self) -> State:
        """The state after the last answer."""
        return self.steps[-1].after if self.steps else self.opening


def replay_session(session: Session) -> Replay:
    """Return the steps of a session, played again from its records; the session itself is not touched."""
    scenario, rng = session.scenario, session.rng
    opening, events = rules.begin_play(scenario, rng, session.setup.partners, session.setup.premise)
    steps: list[ReplayStep] = []
    state = opening
    for move in _list_moves(session):
        steps.append(_replay_move(session, state, move))
        state = steps[-1].after
    return Replay(scenario, opening, events, tuple(steps))


def _list_moves(session: Session) -> Iterator[ChairMove]:
    yield from session.opening
    for record in session.records:
        yield record.move
        yield from record.partner


def _replay_move(session: Session, state: State, move: ChairMove) -> ReplayStep:
    scenario, rng, ghost = session.scenario, session.rng, session.setup.ghost
    if move.kind == "seat":
        return ReplayStep(
            state, move, *rules.change_partners(scenario, rng, state, move.compute_partners(state.partners), move.anew)
        )
    if move.kind == "tell":
        return ReplayStep(state, move, *rules.tell_facts(scenario, rng, state, move.chair, move.told))
    if move.kind == "restate":
        return ReplayStep(state, move, *rules.restate_reason(scenario, rng, state, move.chair, move.tries))
    ask = match_ask(scenario, rng, state, move)
    after, events = rules.apply_answer(scenario, rng, state, ask, move.answer)
    back = ghost is not None and ghost.is_own_move(state, move, ask)
    picked = move.kind in PICKS and move.chair in state.partners and not back
    weighed = weigh_options(StateDraft(scenario, rng, state), move.chair) if picked else None
    return ReplayStep(state, move, after, events, weighed, back)


Parts = tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class OptionTerms:
    """What drew the partner to an option: (term, size) in units of utility, in the order of the model."""

    option: str
    terms: Parts

    @property
    def total(self) -> float:
        """The sum of the terms; the option with the largest was picked."""
        return sum(size for _, size in self.terms)


@dataclass(frozen=True, slots=True)
class WeighedPick:
    """One pick of the simulated partner: `stage` is `first` or `final`, `options` come best first.

    `why` are the differences of the terms to the runner-up, the largest first: they sum to the lead.
    """

    chair: Chair
    stage: Phase
    options: tuple[OptionTerms, ...]
    why: Parts

    @property
    def picked(self) -> str:
        """What it picked."""
        return self.options[0].option

    @property
    def over(self) -> str:
        """The runner-up; '' where there was no other option."""
        return self.options[1].option if len(self.options) > 1 else ""

    @property
    def lead(self) -> float:
        """How far the pick was ahead of the runner-up."""
        return sum(size for _, size in self.why)


def build_weighed_pick(chair: Chair, stage: Phase, weighed: WeighedChoice) -> WeighedPick:
    """Return a pick with the terms of every option."""
    ranked = tuple(_build_option_terms(weighed, index) for index in weighed.ranking)
    why = _subtract_terms(ranked[0].terms, ranked[1].terms) if len(ranked) > 1 else ()
    return WeighedPick(chair, stage, ranked, why)


def _build_option_terms(weighed: WeighedChoice, index: int) -> OptionTerms:
    sizes: dict[str, float] = {}
    for term, size in zip(UtilityTerms._fields, weighed.terms[index], strict=True):
        sizes[map_term_to_reason(term)] = sizes.get(map_term_to_reason(term), 0.0) + size
    sizes["chance"] = weighed.gumbels[index] / weighed.persona.precision
    return OptionTerms(weighed.prospects[index].id, tuple(sizes.items()))


def _subtract_terms(here: Parts, there: Parts) -> Parts:
    parts = [(term, size - other) for (term, size), (_, other) in zip(here, there, strict=True)]
    return tuple(sorted(parts, key=lambda part: -part[1]))


def round_to_sum(sizes: Sequence[float], scale: int = 100) -> tuple[int, ...]:
    """Return numbers as whole parts of 1/scale whose sum is the rounded sum: the largest remainders are rounded up."""
    whole = [floor(size * scale) for size in sizes]
    short = round(sum(sizes) * scale) - sum(whole)
    by_rest = sorted(range(len(whole)), key=lambda index: whole[index] - sizes[index] * scale)
    for index in by_rest[:short]:
        whole[index] += 1
    return tuple(whole)


@dataclass(frozen=True, slots=True)
class LandedEffect:
    """A later effect that came down in a scene, and the decision that set it off: scene `origin`, `scene.option`.

    `moved` is by how many whole points it moved each figure, with the trust that it cost or earned.
    """

    path: str
    origin: int
    scene: str
    option: str
    effects: tuple[Effect, ...]
    moved: Mapping[str, int] = field(default_factory=dict)


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

    `stood_in` are the chairs of people who were away, so that the simulated partner pledged for them.
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
    partner: tuple[told.MindChanged | told.CircumstanceShown | told.FactAnswered, ...] = ()
    """What the simulated partner showed and said of itself."""
    restated: told.Restated | None = None
    """How one of two people said the other's reason in the talk, where they differed."""
    sat: told.SatDown | None = None
    resolved: told.Resolved | None = None
    enacted: told.Enacted | None = None
    changed: tuple[told.Changed, ...] = ()
    """How the figures changed once everything due had landed, until the scene was left."""
    arrived: tuple[told.Changed, ...] = ()
    """How they had changed before, from how the scene before was left: what landed and came out as this one opened."""
    weighings: tuple[WeighedPick, ...] = ()
    weeks: int = 0
    emptied: bool = False
    """Whether the CTO left in its weeks."""
    stood_in: frozenset[Chair] = frozenset()
    """The chairs of people who were away, so that the simulated partner answered for them here."""

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


def build_timeline(replay: Replay) -> Timeline:
    """Return the scenes of a playthrough, the one of now included."""
    writing = _TimelineBuilder(replay.scenario, _find_human_chairs(replay))
    writing.add_events(replay.opening, replay.events)
    for step in replay.steps:
        writing.add_step(step)
    return writing.finish_timeline(replay.last)


def _find_human_chairs(replay: Replay) -> frozenset[Chair]:
    """Return the chairs in which a person sat at some time."""
    partners = [replay.opening.partners, *(step.after.partners for step in replay.steps)]
    return frozenset(chair for chair in CHAIRS if any(chair not in there for there in partners))


class _TimelineBuilder:
    """A timeline under way: the scene that is open, and what was done before it opened."""

    def __init__(self, scenario: Scenario, people: frozenset[Chair]) -> None:
        self.scenario, self.people = scenario, people
        self.scenes: list[PlayedScene] = []
        self.between = BetweenScenes()
        self.closing = Closing()
        self.left = True
        self.deciding = False

    def add_step(self, step: ReplayStep) -> None:
        if step.weighed is not None and step.move.asked:
            why = build_weighed_pick(step.move.chair, cast(Phase, step.move.kind), step.weighed)
            self._update_scene(weighings=(*self.scenes[-1].weighings, why))
        if step.move.asked and step.move.chair in step.before.partners & self.people:
            self._mark_stand_in(step)
        self.deciding = step.before.phase == "first"
        self.add_events(step.after, step.events)

    def _mark_stand_in(self, step: ReplayStep) -> None:
        """Note that the partner answered in a chair that is a person's at other times; a coffee decides nothing."""
        move = step.move
        if move.kind in ("coffee", "stay"):
            return
        if move.kind in ("pledge", "still") and step.before.phase == "first":
            before = self.scenes[-1].before
            self._update_scene(before=replace(before, stood_in=before.stood_in | {move.chair}))
        elif move.kind in ("pledge", "still"):
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
        """Return a scene with its picks and what was known as it opened, from when facts were learned and came out."""
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
                record, arrived = SceneRecord(event.scene, event.count), list_arrivals(event, self.between.coffees)
                self.scenes.append(PlayedScene(record, SceneKnowledge(gap=gap), self.between, arrived=arrived))
                self.between, self.left = BetweenScenes(), False
            case told.Pledged() if self.deciding:
                before = self.scenes[-1].before
                self._update_scene(before=replace(before, pledged=(*before.pledged, event)))
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

    def _add_meeting(self, event: told.Restated | told.SatDown | told.Resolved) -> None:
        match event:
            case told.Restated():
                self._update_scene(restated=event)
            case told.SatDown():
                self._update_scene(sat=event)
            case told.Resolved():
                self._update_scene(resolved=event)

    def _add_scene_event(self, event: Event) -> None:
        now = self.scenes[-1]
        match event:
            case told.EchoHeard():
                self._update_scene(echoes=(*now.echoes, event))
            case told.Learned():
                self._update_scene(learned=(*now.learned, event))
            case told.MindChanged() | told.CircumstanceShown() | told.FactAnswered():
                self._update_scene(partner=(*now.partner, event))
            case told.Restated() | told.SatDown() | told.Resolved():
                self._add_meeting(event)
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
        """Undo a change of the gaps in a scene that asks nothing: the state at its opening is that after it."""
        if self.scenario.scenes[now.id].decision is not None:
            return now.knew
        gap = {chair: event.before for chair in CHAIRS if event.stock == f"{chair}.gap"}
        return replace(now.knew, gap={**now.knew.gap, **gap})

    def _add_outcome(self, event: told.Landed | told.Surfaced | told.PromiseSettled) -> None:
        """Add what came of something earlier: to the open scene, or to the end of play once the last scene is left."""
        where = self.closing if self.left else self.scenes[-1]
        match event:
            case told.Landed():
                landing = LandedEffect(event.path, event.made, event.scene, event.option, event.effects, event.moved)
                fields: dict[str, object] = {"landed": (*where.landed, landing)}
            case told.Surfaced():
                fields = {"surfaced": (*where.surfaced, event)}
            case told.PromiseSettled():
                fields = {"settled": (*where.settled, event)}
        if self.left:
            self.closing = replace(self.closing, **fields)  # type: ignore[arg-type]
        else:
            self._update_scene(**fields)
