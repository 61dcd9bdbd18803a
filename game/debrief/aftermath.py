"""What a scene led to later: what its decision set off, and what was kept in it and came out; and how the two looked.

Both are read from the log. What came down as play ended has no scene of its own.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from game.debrief.records import FactHistory
from game.debrief.timeline import LandedEffect, Replay, Timeline
from game.engine.stocks import CHAIRS, Chair
from game.playthrough.progress import Mood, read_mood


@dataclass(frozen=True, slots=True)
class Consequence:
    """Something that came down later: in the scene of a count, from 1, or as play ended (None)."""

    count: int | None
    what: LandedEffect | FactHistory


def list_consequences(timeline: Timeline, histories: tuple[FactHistory, ...], count: int) -> tuple[Consequence, ...]:
    """Return what came later of the scene of a count, in the order in which it came."""
    found = [*_list_landings(timeline, count), *_list_disclosures(timeline, histories, count)]
    last = len(timeline.scenes) + 1
    return tuple(sorted(found, key=lambda one: one.count or last))


def _list_landings(timeline: Timeline, count: int) -> Iterator[Consequence]:
    for scene in timeline.scenes:
        yield from (Consequence(scene.count, landed) for landed in scene.landed if landed.origin == count)
    yield from (Consequence(None, landed) for landed in timeline.closing.landed if landed.origin == count)


def _list_disclosures(timeline: Timeline, histories: tuple[FactHistory, ...], count: int) -> Iterator[Consequence]:
    kept = timeline.find_scene(count).played.kept
    for history in histories:
        if history.status == "surfaced" and history.fact in kept:
            yield Consequence(None if history.at_end else history.out, history)


def list_moods(replay: Replay) -> tuple[Mapping[Chair, Mood], ...]:
    """Return what the two faces showed as each scene was left, in the order played."""
    left = {step.before.count: step.after for step in replay.steps}
    last = max([replay.last.count, *left])
    states = (left.get(count, replay.last) for count in range(1, last + 1))
    return tuple(
        {chair: read_mood(state.stocks, chair, broken=state.wounds[chair].breach is not None) for chair in CHAIRS}
        for state in states
    )
