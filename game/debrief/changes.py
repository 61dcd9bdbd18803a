"""What moved each figure, scene by scene and from start to end, in parts that add up to the change on the screen.

A scene's changes begin where the scene before was left and end where this one is: a coffee and what landed come first,
then what the engine tells of the scene itself (R2). Of the decision this tells more: what it did as it was written,
what carrying it out added or took (R17), and what the two did to each other over it. These are read from the ledger, in
whole points that add up to the engine's.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal, get_args

from game.debrief.timeline import PlayedScene, Replay, Timeline
from game.engine.consequences import JUDGED_FROM, CarriedReason, compute_net_points, list_carried_reasons
from game.engine.events import Changed, Enacted
from game.engine.scenario import Option, Scenario
from game.engine.state import LedgerEntry, round_half_even
from game.engine.state_draft import SCALE
from game.engine.stocks import CHAIRS, STOCKS, Chair, other_chair
from game.playthrough.hindsight import join_changes

ChangeSource = Literal["coffee", "landed", "said", "decided", "carried", "met", "time", "empty"]
"""A coffee, what landed, what was said, the decision as written, how it was carried out, how the two met over it, time,
and a CTO who goes."""

SOURCES: Final[tuple[ChangeSource, ...]] = get_args(ChangeSource)

_MOVES_OF_DECISION: Final = ("promise", "renegotiated", "unfaithful")
"""Moves that an option makes without naming them."""
MEETING_MOVES: Final = frozenset(
    f"move:{name}"
    for name in (
        "guessed_right",
        "restated",
        "agreed",
        "came_round",
        "sit",
        "defer",
        "insist",
        "object",
        "escalate",
        "override",
    )
)
"""What the two do to each other over a decision, by the causes of the ledger."""


@dataclass(frozen=True, slots=True)
class ChangeSplit:
    """How a figure changed, in whole points as the screen shows them, and what moved it.

    `parts` are in the order of `SOURCES`, without those that moved nothing; they add up to `points`.
    """

    stock: str
    before: int
    after: int
    parts: tuple[tuple[ChangeSource, int], ...]

    @property
    def points(self) -> int:
        """By how much it changed."""
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class CarriedOut:
    """How well the two carried out a decision, 0..100, and what made it so (R17).

    `aligned` is how far the two pulled one way; None where the sum was held within 0..100, which hides it.
    """

    points: int
    aligned: int | None
    reasons: tuple[tuple[CarriedReason, int], ...]


@dataclass(frozen=True, slots=True)
class SureJudgement:
    """What time made of a pick that a chair had been sure of, in the scene of count `origin` (R18)."""

    chair: Chair
    origin: int
    right: bool


@dataclass(frozen=True, slots=True)
class SceneOutcome:
    """What came of one scene.

    Attributes:
        changes: the figures that changed, the largest change first.
        carried: how well its decision was carried out; None where there was none.
        judged: whose sure picks time judged as the scene opened; those as play ended stand with the last scene.
        unfaithful: the chair that went against its own pledge here (R21).
    """

    changes: tuple[ChangeSplit, ...] = ()
    carried: CarriedOut | None = None
    judged: tuple[SureJudgement, ...] = ()
    unfaithful: Chair | None = None


def build_scene_outcomes(replay: Replay, timeline: Timeline) -> tuple[SceneOutcome, ...]:
    """Return what came of each scene, in the order of the timeline."""
    named, judged = set(replay.opening.named), _list_judgements(replay, timeline)
    logged = tuple(_list_decision_entries(replay))
    found: list[SceneOutcome] = []
    for scene in timeline.scenes:
        named |= {f"{other_chair(taken.chair)}.{taken.strength}" for taken in scene.before.coffees if taken.right}
        entries = [entry for entry in logged if entry.scene == scene.count]
        broke = [entry.by for entry in entries if entry.cause == "move:unfaithful"]
        found.append(
            SceneOutcome(
                changes=_split_changes(replay.scenario, scene, entries),
                carried=_explain_carrying(replay.scenario, scene, named),
                judged=tuple(judgement for count, judgement in judged if count == scene.count),
                unfaithful=broke[0] if broke else None,
            )
        )
    return tuple(found)


def _list_decision_entries(replay: Replay) -> Iterator[LedgerEntry]:
    """Yield the lines that the ledger got with the answers that made an option real, and those of how the two met."""
    for step in replay.steps:
        enacting = any(isinstance(event, Enacted) for event in step.events)
        for entry in step.after.ledger[len(step.before.ledger) :]:
            if enacting or entry.cause in MEETING_MOVES:
                yield entry


def sum_changes(outcomes: Sequence[SceneOutcome]) -> tuple[ChangeSplit, ...]:
    """Return how every figure changed over scenes that follow each other, the largest change first."""
    totals: dict[str, dict[ChangeSource, int]] = {stock: dict.fromkeys(SOURCES, 0) for stock in STOCKS}
    found: dict[str, ChangeSplit] = {}
    for change in (change for outcome in outcomes for change in outcome.changes):
        for source, points in change.parts:
            totals[change.stock][source] += points
        parts = tuple((source, points) for source, points in totals[change.stock].items() if points)
        before = found[change.stock].before if change.stock in found else change.before
        found[change.stock] = ChangeSplit(change.stock, before, change.after, parts)
    moved = (change for change in found.values() if change.points)
    return tuple(sorted(moved, key=lambda change: -abs(change.points) / SCALE.get(change.stock, 1)))


def _split_changes(scenario: Scenario, scene: PlayedScene, entries: Sequence[LedgerEntry]) -> tuple[ChangeSplit, ...]:
    changes = join_changes(scene.arrived, scene.changed)
    return tuple(_split_change(scenario, scene, change, entries) for change in changes)


def _split_change(
    scenario: Scenario, scene: PlayedScene, change: Changed, entries: Sequence[LedgerEntry]
) -> ChangeSplit:
    parts: dict[ChangeSource, int] = dict.fromkeys(SOURCES, 0)
    for part, points in change.parts.items():
        if part == "decision":
            parts |= _split_decision(scenario, scene, points, [e for e in entries if e.stock == change.stock])
        else:
            parts[part] = points
    shown = tuple((source, points) for source, points in parts.items() if points)
    return ChangeSplit(change.stock, change.before, change.after, shown)


def _split_decision(
    scenario: Scenario, scene: PlayedScene, points: int, entries: Sequence[LedgerEntry]
) -> dict[ChangeSource, int]:
    """Split what a decision moved one figure by, in whole points; the ledger tells it in hundredths."""
    moved: dict[ChangeSource, int] = dict.fromkeys(("decided", "carried", "met"), 0)
    written = list_causes_of_option(scenario, scene.id, scene.played.enacted) if scene.enacted is not None else ()
    for entry in entries:
        if entry.cause in written:
            moved["decided"] += entry.points
        elif entry.cause.startswith("carried:"):
            moved["carried"] += entry.points
        elif entry.cause in MEETING_MOVES:
            moved["met"] += entry.points
    told = {source: part for source, part in moved.items() if part} or {"decided": 0}
    return dict(zip(told, apportion_points(tuple(told.values()), points), strict=True))


def apportion_points(hundredths: Sequence[int], total: int) -> tuple[int, ...]:
    """Return parts in whole points that add up to `total`, each as near to its hundredths as that allows."""
    whole = [round_half_even(part) for part in hundredths]
    step = 1 if total > sum(whole) else -1
    while sum(whole) != total:
        short = [(part - 100 * points) * step for part, points in zip(hundredths, whole, strict=True)]
        whole[short.index(max(short))] += step
    return tuple(whole)


def list_causes_of_option(scenario: Scenario, scene: str, option: str) -> frozenset[str]:
    """Return the causes of the ledger that an option has as it is written; a fact that it tells was said."""
    named = [move.name for move in _find_option(scenario, scene, option).moves if move.fact is None]
    blame = ["blame_person"] if "blame" in named else []
    moves = (f"move:{name}" for name in (*named, *blame, *_MOVES_OF_DECISION))
    return frozenset((f"option:{scene}.{option}", *moves))


def _find_option(scenario: Scenario, scene: str, option: str) -> Option:
    decision = scenario.scenes[scene].decision
    assert decision is not None
    return decision.find_option(option)


def _explain_carrying(scenario: Scenario, scene: PlayedScene, named: set[str]) -> CarriedOut | None:
    if scene.enacted is None:
        return None
    relies_on = _find_option(scenario, scene.id, scene.played.enacted).relies_on
    relied = any(f"{chair}.{relies_on}" in named for chair in CHAIRS)
    found = list_carried_reasons(scene.played, scene.played.mode, relied=relied)
    reasons = tuple((reason, round(points)) for reason, points in found)
    carried = scene.enacted.carried
    aligned = carried - sum(points for _reason, points in reasons)
    return CarriedOut(carried, aligned if 0 < carried < 100 else None, reasons)


def _list_judgements(replay: Replay, timeline: Timeline) -> list[tuple[int, SureJudgement]]:
    """Return whom time judged by what landed, each with the scene in which it did: once a decision (R18)."""
    judged: dict[int, list[tuple[int, SureJudgement]]] = {}
    there = [(scene.count, scene.landed) for scene in timeline.scenes]
    for count, landings in (*there, (len(timeline.scenes), timeline.closing.landed)):
        for landing in landings:
            net = compute_net_points(landing.effects)
            if abs(net) < JUDGED_FROM or landing.origin in judged or landing.origin not in replay.last.judged:
                continue
            origin = timeline.find_scene(landing.origin).played
            judged[landing.origin] = [
                (count, SureJudgement(chair, landing.origin, net > 0))
                for chair in CHAIRS
                if origin.confidence.get(chair) == "sure" and origin.first.get(chair) == landing.option
            ]
    return [judgement for there in judged.values() for judgement in there]
