"""How two people played together: who spoke first, whose first pick stood at last, what was said, who guessed right.

Counts only, the same for both chairs; what they mean is for the two to say. Scenes in which the simulated partner sat
at the table are left out. And opposite a ghost: which of its moves were a person's, and which the model's.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from game.debrief.replay import Replay
from game.debrief.timeline import PlayedScene, Timeline
from game.engine.stocks import CHAIRS, Chair


@dataclass(frozen=True, slots=True)
class PersonTally:
    """What one of two people did, over the scenes that both decided.

    Attributes:
        chair: which of them.
        spoke_first: in how many scenes it was asked first.
        stood: in how many scenes what both settled on was its first pick.
        said, kept: how many facts it said, and kept at every chance.
        right, guesses: how many of its guesses were right, of how many.
    """

    chair: Chair
    spoke_first: int
    stood: int
    said: int
    kept: int
    right: int
    guesses: int


@dataclass(frozen=True, slots=True)
class PairPlay:
    """How two people played: `scenes` that both decided, and the part of each, CEO first."""

    scenes: int
    parts: tuple[PersonTally, ...]


@dataclass(frozen=True, slots=True)
class OpponentMove:
    """A move across the table opposite a ghost: the person's own of then, or the model's."""

    count: int
    chair: Chair
    kind: str
    own: bool


def build_pair_play(played: Replay, line: Timeline) -> PairPlay | None:
    """Return how two people played; None where they never decided anything together."""
    begun = dict(_list_first_pickers(played))
    scenes = [s for s in line.scenes if s.count in begun and s.played.enacted and not s.stood_in]
    if not scenes:
        return None
    return PairPlay(len(scenes), tuple(_build_person_tally(played, scenes, begun, chair) for chair in CHAIRS))


def list_opponent_moves(played: Replay) -> tuple[OpponentMove, ...]:
    """Return every move that was made opposite a ghost; empty where there was none."""
    moves = [
        OpponentMove(step.before.count, step.move.chair, step.move.kind, step.back)
        for step in played.steps
        if step.move.chair in step.before.partners and step.move.kind != "seat"
    ]
    return tuple(moves) if any(step.back for step in played.steps) else ()


def _list_first_pickers(played: Replay) -> Iterator[tuple[int, Chair]]:
    """For each scene that two people decided, by its count, who picked first."""
    for step in reversed(played.steps):
        if step.move.kind == "first" and not step.before.partners:
            yield step.before.count, step.move.chair


def _build_person_tally(
    played: Replay, scenes: list[PlayedScene], begun: dict[int, Chair], chair: Chair
) -> PersonTally:
    facts = played.scenario.facts
    said = {fact for scene in scenes for fact in scene.played.said if facts[fact].held == chair}
    kept = {fact for scene in scenes for fact in scene.played.kept if facts[fact].held == chair} - said
    guesses = [right for scene in scenes if (right := scene.is_guess_right(chair)) is not None]
    return PersonTally(
        chair=chair,
        spoke_first=sum(begun[scene.count] == chair for scene in scenes),
        stood=sum(_find_settled_options(scene) == {scene.played.first[chair]} for scene in scenes),
        said=len(said),
        kept=len(kept),
        right=sum(guesses),
        guesses=len(guesses),
    )


def _find_settled_options(scene: PlayedScene) -> set[str]:
    """What both settled on: their final picks, or what they decided once they had sat down."""
    sat = scene.sat is not None and scene.sat.accepted
    return {scene.played.enacted} if sat else set(scene.played.final.values())
