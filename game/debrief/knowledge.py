"""Who knew what, when: the course of every fact through the scenes, and how wide the gap of each chair was."""

from dataclasses import dataclass
from typing import Literal

from game.debrief.timeline import Replay, Timeline
from game.engine.scenario import Cost
from game.engine.state import FactStatus
from game.engine.stocks import CHAIRS, Chair

Knowing = Literal["alone", "shared", "surfaced"]
"""The holder alone; both, for it was said; both, for it came out."""


@dataclass(frozen=True, slots=True)
class KnowledgeSpan:
    """How a fact was known between two moments, in scenes: 0 is the start of play, 1.5 the middle of scene 2."""

    knowing: Knowing
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class FactHistory:
    """What became of one fact.

    Attributes:
        fact, holder, cost, weight: which fact it is.
        known: the scene in which its holder learned it, from 1.
        chance: the scene in which it could first be said; 0 where there was none.
        status: what became of it.
        out: the scene in which the other chair came to know it; 0 while it has not.
        kept: whether it was kept at a chance.
        through: who brought it out: the holder, a person of the cast, '' while it is unsaid.
        at_end: whether it came out only as play ended.
        spans: how it was known, one after the other.
    """

    fact: str
    holder: Chair
    cost: Cost
    weight: int
    known: int
    chance: int
    status: FactStatus
    out: int
    kept: bool
    through: str
    at_end: bool
    spans: tuple[KnowledgeSpan, ...]

    @property
    def held(self) -> int:
        """Through how many scenes it was kept, from the first chance to say it; 0 where it was said at once."""
        return self.out - self.chance if self.out and self.chance else 0

    @property
    def turned(self) -> float | None:
        """When it became known to both, in scenes from the start; None while it has not."""
        return self.spans[-1].start if self.out else None


@dataclass(frozen=True, slots=True)
class KnowledgeGap:
    """What one chair did not know, in whole points: as each scene opened, and at last."""

    chair: Chair
    points: tuple[int, ...]


def build_fact_histories(replay: Replay, timeline: Timeline) -> tuple[FactHistory, ...]:
    """Return the course of every fact that a chair came to hold, in the author's order."""
    facts = replay.last.facts
    return tuple(
        _build_fact_history(replay, timeline, fact)
        for fact in replay.scenario.facts
        if fact in facts and facts[fact].known
    )


def build_knowledge_gaps(replay: Replay, timeline: Timeline) -> tuple[KnowledgeGap, ...]:
    """Return both chairs' gaps, CEO first."""
    return tuple(
        KnowledgeGap(
            chair, (*(scene.knew.gap[chair] for scene in timeline.scenes), replay.last.round_to_points(f"{chair}.gap"))
        )
        for chair in CHAIRS
    )


def _build_fact_history(replay: Replay, timeline: Timeline, fact_id: str) -> FactHistory:
    fact, status = replay.scenario.facts[fact_id], replay.last.facts[fact_id]
    at_end = any(event.fact == fact_id for event in timeline.closing.surfaced)
    surfaced = fact.surfaces.by if fact.surfaces else ""
    return FactHistory(
        fact=fact_id,
        holder=fact.held,
        cost=fact.cost,
        weight=fact.weight,
        known=status.known,
        chance=status.chance,
        status=status.status,
        out=status.out,
        kept=status.kept,
        through={"unsaid": "", "said": fact.held, "surfaced": surfaced}[status.status],
        at_end=at_end,
        spans=_build_spans(
            status.status,
            status.known - 1.0,
            _compute_disclosure_time(status.status, status.out, at_end),
            len(timeline.scenes),
        ),
    )


def _compute_disclosure_time(status: FactStatus, out: int, at_end: bool) -> float:
    """A fact is said in the middle of a scene, comes out as one opens, or as the last one has been played."""
    if status == "said":
        return out - 0.5
    return float(out) if at_end else out - 1.0


def _build_spans(status: FactStatus, known: float, turned: float, end: float) -> tuple[KnowledgeSpan, ...]:
    match status:
        case "unsaid":
            return (KnowledgeSpan("alone", known, end),)
        case "said":
            return KnowledgeSpan("alone", known, turned), KnowledgeSpan("shared", turned, end)
    return KnowledgeSpan("alone", known, turned), KnowledgeSpan("surfaced", turned, end)
