"""The same crisis again from the other side: with the seats exchanged, and with one's earlier answers across the table.

A ghost answers for a chair as a person once did, wherever the same question is asked: in the same scene, with the same
things on offer. Elsewhere the simulated partner answers for it. What was the ghost's can always be told again, from
the setup alone.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

from game.engine import rules
from game.engine.events import Ask
from game.engine.state import State
from game.engine.stocks import CHAIRS, Chair, other
from game.playthrough.record import Answer, Move

if TYPE_CHECKING:
    from game.playthrough.session import Session
    from game.playthrough.setup import Setup

BETWEEN: Final = ("pledge", "still", "coffee")

Place = tuple[str, int, str, str]
"""Where a question stands: scene, how often it was entered, phase of the rules, kind."""


def place_of(state: State, ask: Ask) -> Place:
    """Return where a question stands; a pledge belongs to no scene."""
    scene = "" if ask.kind in ("pledge", "still") else ask.scene
    return scene, state.visits.get(scene, 0), state.phase, ask.kind


@dataclass(frozen=True, slots=True)
class Given:
    """What was on offer at a place, and what was answered."""

    offered: frozenset[str]
    answer: Answer


@dataclass(frozen=True, slots=True)
class PlayedBack:
    """An answer that the ghost gave, in the scene of count `count`."""

    chair: Chair
    kind: str
    scene: str
    count: int


@dataclass(frozen=True, slots=True)
class Ghost:
    """A person's answers in a chair, from an earlier playthrough (`save` is its id)."""

    chair: Chair
    save: str
    given: Mapping[Place, Given] = field(default_factory=dict)

    def answer(self, state: State, ask: Ask) -> Answer | None:
        """Return what was answered to the same question; None where it was never asked like this."""
        given = self.given.get(place_of(state, ask)) if ask.chair == self.chair else None
        return given.answer if given is not None and given.offered == _offered(ask) else None

    def gave(self, state: State, move: Move, ask: Ask) -> bool:
        """Tell whether a move is the ghost's own answer to a question."""
        own = self.answer(state, ask)
        return own is not None and rules.checked(ask, own) == rules.checked(ask, move.answer)

    def as_json(self) -> dict[str, Any]:
        """Return it for the header of a journal."""
        rows = [[*place, sorted(there.offered), dict(there.answer)] for place, there in self.given.items()]
        return {"chair": self.chair, "save": self.save, "given": rows}

    @classmethod
    def from_json(cls, value: object) -> "Ghost":
        """Read it back; ValueError if it is not one."""
        match value:
            case {"chair": str(chair), "save": str(save), "given": list(rows)} if chair in CHAIRS:
                return cls("ceo" if chair == "ceo" else "cto", save, dict(map(_row, rows)))
        raise ValueError(f"not a ghost: {value!r}")


def _row(row: object) -> tuple[Place, Given]:
    match row:
        case [str(scene), int(visit), str(phase), str(kind), list(offered), dict(answer)]:
            return (scene, visit, phase, kind), Given(frozenset(map(str, offered)), answer)
    raise ValueError(f"not an answer of a ghost: {row!r}")


def _offered(ask: Ask) -> frozenset[str]:
    return frozenset((*ask.choices, *ask.facts))


def ghost_of(session: "Session", chair: Chair, save: str = "") -> Ghost:
    """Return the ghost of whoever sat in a chair in an earlier playthrough; of the partner's moves nothing is kept."""
    return Ghost(chair, save, dict(_given(session, chair)))


def _given(session: "Session", chair: Chair) -> Iterator[tuple[Place, Given]]:
    for state, ask, move in _steps(session):
        if move.chair == chair:
            yield place_of(state, ask), Given(_offered(ask), move.answer)


def _steps(session: "Session") -> Iterator[tuple[State, Ask, Move]]:
    """Every answer of a person with the state and the question before it."""
    again = session.again()
    for record in session.records:
        asks: Iterable[Ask] = rules.asks(again.scenario, again.luck, again.state)
        asked = next((a for a in asks if (a.chair, a.kind) == (record.move.chair, record.move.kind)), None)
        if asked is not None:
            yield again.state, asked, record.move
        again.follow(record)


def swapped(setup: "Setup") -> "Setup":
    """Return the setup of the same play with the chairs exchanged: the same luck, seen from the other side."""
    seats = {chair: setup.seats[other(chair)] for chair in CHAIRS}
    players = {other(chair): name for chair, name in setup.players.items()}
    return replace(setup, seats=seats, players=players, ghost=None)


def haunted(session: "Session", chair: Chair, save: str = "") -> "Setup":
    """Return the setup of a play in `chair`, opposite the ghost of whoever sat across it then, with the same luck."""
    across = other(chair)
    seats = {**session.setup.seats, chair: "human", across: "partner"}
    return replace(session.setup, seats=seats, players={}, ghost=ghost_of(session, across, save))
