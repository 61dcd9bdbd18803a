"""Two lines of play side by side: as it was played, and as it would have gone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Final

from game.debrief.whatif import Branch
from game.engine import events as told
from game.engine.events import Event
from game.engine.model import composite, from_hundredths
from game.engine.state import Played, State
from game.engine.stocks import CHAIRS, OUTCOMES
from game.engine.turn import SCALE
from game.playthrough.session import Session

COMPARED: Final = (*(f"{chair}.trust" for chair in CHAIRS), *OUTCOMES)

Happening = (
    told.SceneOpened
    | told.Said
    | told.Landed
    | told.Surfaced
    | told.PromiseSettled
    | told.EchoHeard
    | told.SatDown
    | told.Resolved
    | told.Enacted
    | told.ChairEmptied
    | told.Ended
)
"""What counts as a difference: what people said and did and what came of it, not figures that moved."""

_TELLING: Final[dict[type, tuple[str, ...]]] = {
    told.SceneOpened: ("scene",),
    told.Said: ("fact",),
    told.Landed: ("path",),
    told.Surfaced: ("fact",),
    told.PromiseSettled: ("promise", "status"),
    told.EchoHeard: ("path",),
    told.SatDown: ("accepted",),
    told.Resolved: ("by", "mode"),
    told.Enacted: ("scene", "option"),
    told.ChairEmptied: (),
    told.Ended: ("ending",),
}
"""What makes two happenings the same."""


@dataclass(frozen=True, slots=True)
class Reached:
    """What a line came to: the ending ('' while play goes on), F, and each outcome in whole points.

    Over the year after play where it is over, else as things stand.
    """

    ending: str
    f: float
    figures: dict[str, int]


@dataclass(frozen=True, slots=True)
class Difference:
    """What happened in the scene of a count on one line only, in the order it happened."""

    count: int
    played: tuple[Happening, ...]
    otherwise: tuple[Happening, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Both lines.

    Attributes:
        played, otherwise: what each came to.
        differences: scene by scene what happened on one line only; empty where nothing came differently.
        scenes: the scenes of both lines beside each other; None where one has ended.
        branched: the scene of the changed answer.
    """

    played: Reached
    otherwise: Reached
    differences: tuple[Difference, ...]
    scenes: tuple[tuple[Played | None, Played | None], ...]
    branched: int

    @property
    def first(self) -> Difference | None:
        """The first scene in which anything came differently."""
        return next(iter(self.differences), None)

    @property
    def changes(self) -> tuple[tuple[str, int, int], ...]:
        """The figures that differ: (stock, as played, otherwise), the largest difference first."""
        pairs = [(stock, value, self.otherwise.figures[stock]) for stock, value in self.played.figures.items()]
        differing = [pair for pair in pairs if pair[1] != pair[2]]
        return tuple(sorted(differing, key=_size))


def _size(pair: tuple[str, int, int]) -> float:
    return -abs(pair[2] - pair[1]) / SCALE.get(pair[0], 1)


def compare(session: Session, other: Branch) -> Comparison:
    """Return a playthrough beside the same with one answer changed."""
    return Comparison(
        played=reached(session),
        otherwise=reached(other.session),
        differences=tuple(_differences(session, other)),
        scenes=tuple(zip_longest(_scenes(session.state), _scenes(other.session.state))),
        branched=other.count,
    )


def reached(session: Session) -> Reached:
    """Return what a playthrough came to."""
    year = session.epilogue
    if year is not None:
        return Reached(session.state.ending, year.f, {stock: year.means[stock] for stock in COMPARED})
    now = composite(from_hundredths(session.state.stocks))
    return Reached("", now, {stock: session.state.points(stock) for stock in COMPARED})


def _scenes(state: State) -> tuple[Played, ...]:
    open_now = all(played.count < state.now.count for played in state.past)
    return (*state.past, state.now) if open_now else state.past


def _differences(session: Session, other: Branch) -> Iterator[Difference]:
    played, otherwise = (_by_scene(line.story) for line in (session, other.session))
    for count in sorted(played.keys() | otherwise.keys()):
        here, there = played.get(count, ()), otherwise.get(count, ())
        known, else_known = set(map(_key, here)), set(map(_key, there))
        lost = tuple(event for event in here if _key(event) not in else_known)
        won = tuple(event for event in there if _key(event) not in known)
        if lost or won:
            yield Difference(count, lost, won)


def _by_scene(story: Sequence[tuple[Event, ...]]) -> dict[int, tuple[Happening, ...]]:
    scenes: dict[int, tuple[Happening, ...]] = {}
    count = 0
    for event in (event for row in story for event in row):
        count = event.count if isinstance(event, told.SceneOpened) else count
        if isinstance(event, Happening):
            scenes[count] = (*scenes.get(count, ()), event)
    return scenes


def _key(event: Happening) -> tuple[object, ...]:
    return type(event), *(getattr(event, name) for name in _TELLING[type(event)])
