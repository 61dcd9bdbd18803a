"""What moved each figure, scene by scene and from start to end, in parts that add up to the change on the screen.

A change is told on one base: from how the scene before was left to how this one was left, so that the changes of all
scenes add up to that of the whole play. Its parts are read from the ledger (R17, R18, R25): what the decision did as it
was written, what carrying it out added or took, what landed from earlier, what the two said and did to each other, and
what time did. They are whole points; what rounding leaves over goes to the part that is nearest to it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, get_args

from game.debrief.timeline import PlayedScene, Replay, Timeline
from game.engine.consequences import JUDGED_FROM, CarriedReason, compute_net_points, list_carried_reasons
from game.engine.events import Enacted, Event, SceneOpened
from game.engine.scenario import Option, Scenario
from game.engine.state import LedgerEntry, State, round_half_even
from game.engine.state_draft import SCALE
from game.engine.stocks import CHAIRS, STOCKS, Chair, Phase, other_chair

ChangeSource = Literal["decided", "carried", "landed", "between", "time"]
"""The decision as written, how it was carried out, what landed, what the two did to each other, and time."""

SOURCES: Final[tuple[ChangeSource, ...]] = get_args(ChangeSource)

_SOURCE_OF_KIND: Final[Mapping[str, ChangeSource]] = {
    "option": "decided",
    "carried": "carried",
    "later": "landed",
    "surfaced": "landed",
    "weeks": "time",
}
"""By the kind of a cause in the ledger; the rest is between the two."""
_LANDED_MOVES: Final = frozenset({"kept", "broken", "borne_out", "misjudged"})
"""Moves that nobody makes in a scene: something earlier makes them as it falls due."""
_MOVES_OF_DECISION: Final = ("promise", "renegotiated", "unfaithful")
"""Moves that an option makes without naming them."""
_INTERLUDES: Final[frozenset[Phase]] = frozenset({"pledge", "still", "stay", "coffee"})


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
    left = _list_stocks_as_left(replay)
    moved = tuple(_list_attributed_entries(replay))
    named, judged = set(replay.opening.named), _list_judgements(replay, timeline)
    found: list[SceneOutcome] = []
    for scene in timeline.scenes:
        named |= {f"{other_chair(coffee.chair)}.{coffee.strength}" for coffee in scene.before.coffees}
        here = [(source, entry) for source, entry in moved if entry.scene == scene.count]
        broke = [entry.by for _source, entry in here if entry.cause == "move:unfaithful"]
        found.append(
            SceneOutcome(
                changes=split_changes(here, left[scene.count - 1], left[scene.count]),
                carried=_explain_carrying(replay.scenario, scene, named),
                judged=tuple(judgement for count, judgement in judged if count == scene.count),
                unfaithful=broke[0] if broke else None,
            )
        )
    return tuple(found)


def build_whole_changes(replay: Replay) -> tuple[ChangeSplit, ...]:
    """Return how every figure changed from the start of play to now."""
    left = _list_stocks_as_left(replay)
    return split_changes(tuple(_list_attributed_entries(replay)), left[0], left[-1])


def split_changes(
    entries: Sequence[tuple[ChangeSource, LedgerEntry]], before: Sequence[int], after: Sequence[int]
) -> tuple[ChangeSplit, ...]:
    """Return the changes that show between two rows of stocks in hundredths, the largest first, by what moved them."""
    totals: dict[str, dict[ChangeSource, int]] = {}
    for source, entry in entries:
        of_stock = totals.setdefault(entry.stock, dict.fromkeys(SOURCES, 0))
        of_stock[source] += entry.points
    found = []
    for stock, was, now in zip(STOCKS, map(round_half_even, before), map(round_half_even, after), strict=True):
        if was != now:
            parts = {source: points for source, points in totals.get(stock, {}).items() if points} or {"time": 0}
            whole = apportion_points(tuple(parts.values()), now - was)
            shown = tuple((source, points) for source, points in zip(parts, whole, strict=True) if points)
            found.append(ChangeSplit(stock, was, now, shown))
    return tuple(sorted(found, key=lambda change: -abs(change.points) / SCALE.get(change.stock, 1)))


def apportion_points(hundredths: Sequence[int], total: int) -> tuple[int, ...]:
    """Return parts in whole points that add up to `total`, each as near to its hundredths as that allows."""
    whole = [round_half_even(part) for part in hundredths]
    step = 1 if total > sum(whole) else -1
    while sum(whole) != total:
        short = [(part - 100 * points) * step for part, points in zip(hundredths, whole, strict=True)]
        whole[short.index(max(short))] += step
    return tuple(whole)


def _list_stocks_as_left(replay: Replay) -> tuple[tuple[int, ...], ...]:
    """Return the stocks in hundredths as play began and as each scene was left, the one of now as it stands."""
    left: dict[int, tuple[int, ...]] = {}
    for state, happened in _list_moments(replay):
        for event in happened:
            if isinstance(event, SceneOpened):
                left.setdefault(event.count - 1, event.stocks)
        if state.phase in _INTERLUDES:
            left.setdefault(state.count, state.stocks)
    left[replay.last.count] = replay.last.stocks
    return tuple(left[count] for count in range(replay.last.count + 1))


def _list_moments(replay: Replay) -> Iterator[tuple[State, tuple[Event, ...]]]:
    yield replay.opening, replay.events
    for step in replay.steps:
        yield step.after, step.events


def _list_attributed_entries(replay: Replay) -> Iterator[tuple[ChangeSource, LedgerEntry]]:
    """Yield every line of the ledger with what it counts as; a move that an option makes is the decision's doing."""
    yield from ((_find_source(entry.cause), entry) for entry in replay.opening.ledger)
    for step in replay.steps:
        own = _list_option_moves(replay.scenario, step.events)
        for entry in step.after.ledger[len(step.before.ledger) :]:
            yield "decided" if entry.cause in own else _find_source(entry.cause), entry


def _find_source(cause: str) -> ChangeSource:
    kind, _colon, what = cause.partition(":")
    if kind == "move" and what in _LANDED_MOVES:
        return "landed"
    return _SOURCE_OF_KIND.get(kind, "between")


def _list_option_moves(scenario: Scenario, happened: Sequence[Event]) -> frozenset[str]:
    """Return the causes of the moves that what was enacted in a step made; a fact that it tells was said."""
    moves: set[str] = set()
    for event in happened:
        if isinstance(event, Enacted):
            moves |= {f"move:{name}" for name in _MOVES_OF_DECISION}
            named = [move.name for move in _find_option(scenario, event.scene, event.option).moves if move.fact is None]
            moves |= {f"move:{name}" for name in named}
            moves |= {"move:blame_person"} if "blame" in named else set()
    return frozenset(moves)


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
