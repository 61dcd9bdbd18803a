"""The moments worth talking about, the debrief's questions with the moments they are about, and the coach's note.

Moments are chosen by how much they moved, and at least one of them was handled well if the log has one. Handled well
means behaviour that the log shows (a costly fact said before it came out, sitting down together, a promise kept); it is
never a verdict on a person.

The coach's note is the one thing that a learner is told during play, after a scene. It, too, only points at the log.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from game.debrief.changes import SceneOutcome
from game.debrief.records import FactHistory, build_fact_histories, find_enacted_option
from game.debrief.timeline import PlayedScene, Replay, Timeline
from game.engine.consequences import compute_net_points
from game.engine.events import PromiseSettled
from game.engine.scenario import QuestionKind, Scenario
from game.engine.state import SIT, LedgerEntry, SceneRecord
from game.engine.state_draft import SCALE
from game.engine.stocks import CHAIRS, Chair, other_chair
from game.playthrough.session import Session

MomentKind = Literal[
    "said",
    "surfaced",
    "sat",
    "synthesis",
    "kept",
    "broken",
    "overridden",
    "escalated",
    "blamed",
    "persuaded",
    "vindicated",
    "borne_out",
    "misjudged",
    "unfaithful",
    "credited",
    "decided",
    "guessed",
    "restated",
    "agreed",
    "emptied",
]

MOST: Final = 4
OF_A_KIND: Final = 2
"""At most so many moments are told, and so many of them of one kind."""

EMPTIED: Final = 40.0
PERSUADED: Final = 6.0
SMALL: Final = 1.0
"""What a moment weighs beside its figures: a chair left empty, a mind changed, a right guess or a pick in common."""
HARD_TRIES: Final = 3
LABOURED: Final = 40.0
"""What saying the other's reason weighs where it took so many tries or more: that is to be talked about."""


@dataclass(frozen=True, slots=True)
class DebriefMoment:
    """One logged moment.

    Attributes:
        kind: what happened.
        count, scene: where.
        what: the fact, option or promise's path that it is about.
        chair: who did it; None where both did.
        through: who brought a fact out, who was blamed, the option that a chair had picked before, the scene of the
            decision that a chair had objected to or been sure of, or the pledge that it went against.
        well: whether the log shows a behaviour that is practised here.
        moved: the figures that it moved, in hundredths, the largest first.
        weight: how much that is, in points on the scale of the screen.
    """

    kind: MomentKind
    count: int
    scene: str
    what: str = ""
    chair: Chair | None = None
    through: str = ""
    well: bool = False
    moved: tuple[tuple[str, int], ...] = ()
    weight: float = 0.0


def choose_moments(replay: Replay, timeline: Timeline, outcomes: Sequence[SceneOutcome]) -> tuple[DebriefMoment, ...]:
    """Return up to four moments in the order of play, at least one of them handled well if the log has one."""
    found = sorted(_MomentFinder(replay, timeline, outcomes).list_moments(), key=lambda moment: -moment.weight)
    chosen: list[DebriefMoment] = []
    for moment in found:
        alike = sum(there.kind == moment.kind for there in chosen)
        told = any((there.count, there.what) == (moment.count, moment.what) for there in chosen)
        if len(chosen) < MOST and alike < OF_A_KIND and not told:
            chosen.append(moment)
    return tuple(sorted(_include_one_handled_well(chosen, found), key=lambda moment: moment.count))


def _include_one_handled_well(chosen: list[DebriefMoment], found: Sequence[DebriefMoment]) -> list[DebriefMoment]:
    well = [moment for moment in found if moment.well]
    if not well or any(moment.well for moment in chosen):
        return chosen
    return [*chosen[: MOST - 1], well[0]]


class _MomentFinder:
    """All moments of a playthrough, each with what the ledger says it moved."""

    def __init__(self, replay: Replay, timeline: Timeline, outcomes: Sequence[SceneOutcome]) -> None:
        self.scenario: Scenario = replay.scenario
        self.outcomes = outcomes
        self.ledger = replay.last.ledger
        self.state = replay.last
        self.timeline = timeline
        self.histories = build_fact_histories(replay, timeline)

    def list_moments(self) -> Iterator[DebriefMoment]:
        for scene in self.timeline.scenes:
            yield from self._list_coffee_moments(scene)
            yield from self._list_talk_moments(scene)
            yield from self._list_decision_moments(scene)
            yield from self._list_vindicated_moments(scene)
            yield from self._list_judged_moments(scene)
            yield from self._list_promise_moments(scene, scene.settled)
        if self.timeline.scenes:
            yield from self._list_promise_moments(self.timeline.scenes[-1], self.timeline.closing.settled)
        for history in self.histories:
            yield from self._list_fact_moments(history)

    def _weigh_moment(
        self, moment: DebriefMoment, *causes: str, at_least: float = 0.0, by: Chair | None = None
    ) -> DebriefMoment:
        """Return a moment with what these causes moved in its scene; `by` counts only what one chair did."""
        here = (entry for entry in self.ledger if entry.scene == moment.count and entry.cause in causes)
        moved = _sum_moved_figures(entry for entry in here if by in (None, entry.by))
        weight = sum(abs(points) / 100 / SCALE.get(stock, 1) for stock, points in moved)
        return replace(moment, moved=moved, weight=max(weight, at_least))

    def _list_fact_moments(self, history: FactHistory) -> Iterator[DebriefMoment]:
        if history.status == "unsaid":
            return
        scene = self.timeline.find_scene(history.out).id
        moment = DebriefMoment("said", history.out, scene, history.fact, history.holder)
        if history.status == "said":
            well = history.cost == "face" or (history.cost == "confidential" and self._is_fact_decisive(history.fact))
            yield self._weigh_moment(replace(moment, well=well), f"said:{history.fact}", at_least=SMALL)
        else:
            moment = replace(moment, kind="surfaced", through=history.through)
            yield self._weigh_moment(moment, f"surfaced:{history.fact}")

    def _is_fact_decisive(self, fact: str) -> bool:
        """Whether a decision turned on it: an option is worth more or less, or opens, by this fact."""
        decisions = (scene.decision for scene in self.scenario.scenes.values() if scene.decision)
        options = [option for decision in decisions for option in decision.options]
        effects = [e for option in options for e in (*option.effects, *(e for la in option.later for e in la.effects))]
        return any(fact in option.needs for option in options) or any(effect.because == fact for effect in effects)

    def _list_coffee_moments(self, scene: PlayedScene) -> Iterator[DebriefMoment]:
        for coffee in scene.before.coffees:
            if coffee.what == "credit" and coffee.about:
                moment = DebriefMoment("credited", scene.count, scene.id, coffee.about, coffee.chair, well=True)
                yield self._weigh_moment(moment, "move:appreciate", by=coffee.chair)

    def _list_talk_moments(self, scene: PlayedScene) -> Iterator[DebriefMoment]:
        if scene.sat is not None and scene.sat.accepted:
            option = find_enacted_option(self.scenario, scene)
            kind: MomentKind = "synthesis" if option is not None and option.synthesis else "sat"
            what, asker = scene.played.enacted, scene.sat.asker
            sat = DebriefMoment(kind, scene.count, scene.id, what, asker, well=True)
            yield self._weigh_moment(sat, "move:sit", *(_build_option_causes(scene) if kind == "synthesis" else ()))
        if scene.restated is not None:
            chair, tries = scene.restated.chair, scene.restated.tries
            said = DebriefMoment("restated", scene.count, scene.id, f"try {tries}", chair, str(tries), well=True)
            least = LABOURED if tries >= HARD_TRIES else SMALL
            yield self._weigh_moment(said, "move:restated", at_least=least, by=chair)
        for chair in CHAIRS:
            yield from self._list_pick_moments(scene, chair)

    def _list_pick_moments(self, scene: PlayedScene, chair: Chair) -> Iterator[DebriefMoment]:
        played = scene.played
        first, final = played.first.get(chair), played.final.get(chair)
        told = [fact for fact in played.said if self.scenario.facts[fact].held == other_chair(chair)]
        if first and told and final not in (None, SIT, first):
            moment = DebriefMoment("persuaded", scene.count, scene.id, final, chair, first, well=True)
            yield self._weigh_moment(moment, "move:came_round", at_least=PERSUADED, by=chair)
        if scene.is_guess_right(chair):
            moment = DebriefMoment("guessed", scene.count, scene.id, played.guess[chair], chair, well=True)
            yield self._weigh_moment(moment, "move:guessed_right", at_least=SMALL, by=chair)
        if chair == "ceo" and first and len(set(played.first.values())) == 1:
            moment = DebriefMoment("agreed", scene.count, scene.id, first, well=True)
            yield self._weigh_moment(moment, "move:agreed", at_least=SMALL / 2)

    def _list_decision_moments(self, scene: PlayedScene) -> Iterator[DebriefMoment]:
        option = find_enacted_option(self.scenario, scene)
        if option is None or scene.enacted is None:
            return
        here = DebriefMoment("decided", scene.count, scene.id, option.id, scene.enacted.decider)
        yield self._weigh_moment(here, *_build_option_causes(scene))
        if scene.resolved is not None and scene.resolved.mode in ("override", "escalate"):
            kind: MomentKind = "overridden" if scene.resolved.mode == "override" else "escalated"
            done = replace(here, kind=kind, chair=scene.resolved.by)
            yield self._weigh_moment(done, f"move:{scene.resolved.mode}", *_build_option_causes(scene))
        for move in option.moves:
            if move.name == "blame":
                blamed = replace(here, kind="blamed", through=move.on or other_chair(scene.enacted.actor))
                yield self._weigh_moment(blamed, "move:blame", "move:blame_person", *_build_option_causes(scene))
        faithless = self.outcomes[scene.count - 1].unfaithful
        if faithless is not None:
            broken = replace(here, kind="unfaithful", chair=faithless, through=self._find_pledge(scene, faithless))
            yield self._weigh_moment(broken, "move:unfaithful", *_build_option_causes(scene))
        if scene.emptied:
            yield DebriefMoment("emptied", scene.count, scene.id, chair="cto", weight=EMPTIED)

    def _list_promise_moments(self, scene: PlayedScene, settled: tuple[PromiseSettled, ...]) -> Iterator[DebriefMoment]:
        for event in settled:
            if event.status in ("kept", "broken"):
                kind: MomentKind = "kept" if event.status == "kept" else "broken"
                moment = DebriefMoment(kind, scene.count, scene.id, event.path, event.by, well=kind == "kept")
                yield self._weigh_moment(moment, f"move:{event.status}")

    def _list_vindicated_moments(self, scene: PlayedScene) -> Iterator[DebriefMoment]:
        for landing in scene.landed:
            origin = self.timeline.find_scene(landing.origin)
            if (
                origin.resolved is not None
                and origin.resolved.mode == "object"
                and compute_net_points(landing.effects) < 0
            ):
                by, where = origin.resolved.by, landing.scene
                right = DebriefMoment("vindicated", scene.count, scene.id, landing.option, by, where, well=True)
                yield self._weigh_moment(right, f"later:{landing.path}")

    def _list_judged_moments(self, scene: PlayedScene) -> Iterator[DebriefMoment]:
        for judged in self.outcomes[scene.count - 1].judged:
            origin = self.timeline.find_scene(judged.origin)
            kind: MomentKind = "borne_out" if judged.right else "misjudged"
            what = origin.played.enacted
            moment = DebriefMoment(kind, scene.count, scene.id, what, judged.chair, origin.id)
            yield self._weigh_moment(moment, f"move:{kind}", by=judged.chair)

    def _find_pledge(self, scene: PlayedScene, chair: Chair) -> str:
        """Return what a chair had last pledged as it decided in a scene."""
        before = (pledged for there in self.timeline.scenes[: scene.count] for pledged in there.before.pledged)
        return [pledged.what for pledged in before if pledged.chair == chair][-1]


def _build_option_causes(scene: PlayedScene) -> tuple[str, ...]:
    """Return the causes of what a decision did at once: as it was written, and as it was carried out (R17)."""
    return tuple(f"{kind}:{scene.id}.{scene.played.enacted}" for kind in ("option", "carried"))


def _sum_moved_figures(entries: Iterator[LedgerEntry]) -> tuple[tuple[str, int], ...]:
    totals: dict[str, int] = {}
    for entry in entries:
        totals[entry.stock] = totals.get(entry.stock, 0) + entry.points
    shown = [(stock, points) for stock, points in totals.items() if points]
    return tuple(sorted(shown, key=lambda moved: -abs(moved[1]) / SCALE.get(moved[0], 1)))


# -- questions ----------------------------------------------------------------------------------------------


FACTS_CITED: Final = 2
KINDS: Final[tuple[QuestionKind, ...]] = ("facts", "frame", "counterfactual", "transfer")
"""Asked in the interface's own words where a scenario brings no questions."""


@dataclass(frozen=True, slots=True)
class CitedDecision:
    """A decision with the options that stood beside it."""

    scene: PlayedScene
    enacted: str
    beside: tuple[str, ...]


Citation = FactHistory | PlayedScene | CitedDecision | DebriefMoment


@dataclass(frozen=True, slots=True)
class CitedQuestion:
    """A question of the debrief: its number from 0, its kind, its text's path ('' for the interface's own words).

    `cites` is what the log says to it.
    """

    number: int
    kind: QuestionKind
    path: str
    cites: tuple[Citation, ...]


def build_cited_questions(
    scenario: Scenario, timeline: Timeline, histories: Sequence[FactHistory], moments: Sequence[DebriefMoment]
) -> tuple[CitedQuestion, ...]:
    """Return the scenario's questions with what the log of this playthrough says to each."""
    asked = [(question.kind, question.path) for question in scenario.questions] or [(kind, "") for kind in KINDS]
    return tuple(
        CitedQuestion(number, kind, path, _choose_citations(kind, scenario, timeline, histories, moments))
        for number, (kind, path) in enumerate(asked)
    )


def _choose_citations(
    kind: QuestionKind,
    scenario: Scenario,
    timeline: Timeline,
    histories: Sequence[FactHistory],
    moments: Sequence[DebriefMoment],
) -> tuple[Citation, ...]:
    match kind:
        case "facts":
            return tuple(sorted(histories, key=_rank_fact)[:FACTS_CITED])
        case "frame":
            return tuple(sorted(timeline.scenes, key=_rank_scene)[:1])
        case "counterfactual":
            return _find_cited_decision(scenario, timeline, moments)
    well = [moment for moment in moments if moment.well] or list(moments)
    return tuple(sorted(well, key=lambda moment: -moment.weight)[:1])


def _rank_fact(history: FactHistory) -> tuple[int, int]:
    """What came out first, then what was held the longest, then what weighs most."""
    return -history.held - 10 * (history.status == "surfaced"), -history.weight


def _rank_scene(scene: PlayedScene) -> tuple[bool, int]:
    """Scenes in which the chairs wanted different things first, and of them where each knew most alone."""
    return len(set(scene.played.first.values())) < 2, -sum(map(len, scene.knew.alone.values()))


def _find_cited_decision(
    scenario: Scenario, timeline: Timeline, moments: Sequence[DebriefMoment]
) -> tuple[Citation, ...]:
    heaviest = sorted(moments, key=lambda moment: -moment.weight)
    for scene in (*(timeline.find_scene(moment.count) for moment in heaviest), *timeline.scenes):
        taken, decision = find_enacted_option(scenario, scene), scenario.scenes[scene.id].decision
        if taken is not None and decision is not None:
            beside = tuple(o.id for o in decision.options if o.id != taken.id and not o.synthesis)
            return (CitedDecision(scene, taken.id, beside),)
    return ()


# -- the coach's note ---------------------------------------------------------------------------------------


CoachTopic = Literal[
    "changed_mind", "right_guess", "wrong_guess", "kept_apart", "kept", "costly_fact", "deferred", "objected"
]
"""`kept_apart` is a fact that was kept while the two differed to the end."""


@dataclass(frozen=True, slots=True)
class CoachNote:
    """One thing worth a learner's thought: its topic, the chair that it is for, the fact that it is about or ""."""

    topic: CoachTopic
    chair: Chair
    fact: str = ""


def find_coach_note(session: Session, chair: Chair) -> CoachNote | None:
    """Return what is worth a learner's thought about the scene just played.

    None outside learner mode, before the first scene is over, and where the log has nothing to say.
    """
    past = session.state.past
    if session.setup.difficulty != "learner" or not past:
        return None
    return next((note for rule in _COACH_RULES if (note := rule(session, chair, past[-1]))), None)


def _note_changed_mind(session: Session, chair: Chair, scene: SceneRecord) -> CoachNote | None:
    other = other_chair(chair)
    moved = other in scene.final and scene.first.get(other) != scene.final[other]
    said = _list_facts_held_by(session, scene.said, chair)
    if moved and said and scene.final[other] in scene.first.values():
        return CoachNote("changed_mind", chair, said[0])
    return None


def _note_guess(_session: Session, chair: Chair, scene: SceneRecord) -> CoachNote | None:
    guess, other = scene.guess.get(chair), other_chair(chair)
    if guess is None or other not in scene.first:
        return None
    return CoachNote("right_guess" if guess == scene.first[other] else "wrong_guess", chair)


def _note_kept_fact(session: Session, chair: Chair, scene: SceneRecord) -> CoachNote | None:
    kept = [fact for fact in _list_facts_held_by(session, scene.kept, chair) if fact not in scene.said]
    if not kept:
        return None
    return CoachNote("kept_apart" if len(set(scene.final.values())) > 1 else "kept", chair, kept[0])


def _note_costly_fact(session: Session, chair: Chair, scene: SceneRecord) -> CoachNote | None:
    said = _list_facts_held_by(session, scene.said, chair)
    costly = [fact for fact in said if session.scenario.facts[fact].cost != "free"]
    return CoachNote("costly_fact", chair, costly[0]) if costly else None


def _note_resolution(session: Session, chair: Chair, scene: SceneRecord) -> CoachNote | None:
    decision = session.scenario.scenes[scene.scene].decision
    if scene.mode == "defer":
        return None if decision is None or decision.owner == chair else CoachNote("deferred", chair)
    return CoachNote("objected", chair) if scene.mode == "object" else None


def _list_facts_held_by(session: Session, facts: tuple[str, ...], chair: Chair) -> list[str]:
    return [fact for fact in facts if session.scenario.facts[fact].held == chair]


_COACH_RULES: Final[tuple[Callable[[Session, Chair, SceneRecord], CoachNote | None], ...]] = (
    _note_changed_mind,
    _note_guess,
    _note_kept_fact,
    _note_costly_fact,
    _note_resolution,
)
