"""How a playthrough is set up: who sits where, the seed, the language, how much help, and whether a ghost plays.

A ghost plays back a person's earlier answers in a chair, wherever the same question comes up again: in the same scene,
with the same choices. Everywhere else the simulated partner answers for that chair. Which answers were the ghost's
follows from the setup alone, so saves need not record it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal

from game.engine.stocks import CHAIRS, Chair, other_chair
from game.playthrough.record import Answer, ChairMove

if TYPE_CHECKING:  # a list of saves reads ghosts, and must not load the engine
    from game.engine.events import Ask
    from game.engine.start_midway import Premise
    from game.engine.state import State

SeatKind = Literal["human", "partner"]


Difficulty = Literal["learner", "standard", "expert"]


AskPlace = tuple[str, int, str, str]
"""Where a question stands: scene, how often it was entered, phase of the rules, kind."""


def locate_ask(state: "State", ask: "Ask") -> AskPlace:
    """Return where a question stands; a pledge belongs to no scene."""
    scene = "" if ask.kind in ("pledge", "still") else ask.scene
    return scene, state.visits.get(scene, 0), state.phase, ask.kind


@dataclass(frozen=True, slots=True)
class GhostAnswer:
    """What was on offer at a place, and what was answered."""

    offered: frozenset[str]
    answer: Answer


@dataclass(frozen=True, slots=True)
class PlayedBackAnswer:
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
    given: Mapping[AskPlace, GhostAnswer] = field(default_factory=dict)

    def find_answer(self, state: "State", ask: "Ask") -> Answer | None:
        """Return what was answered to the same question; None where it was never asked like this."""
        given = self.given.get(locate_ask(state, ask)) if ask.chair == self.chair else None
        return given.answer if given is not None and given.offered == list_offered_ids(ask) else None

    def is_own_move(self, state: "State", move: ChairMove, ask: "Ask") -> bool:
        """Tell whether a move is the ghost's own answer to a question."""
        own = self.find_answer(state, ask)
        return own is not None and _normalize_answer(own) == _normalize_answer(move.answer)

    def as_json(self) -> dict[str, Any]:
        """Return it for the header of a journal."""
        rows = [[*place, sorted(there.offered), dict(there.answer)] for place, there in self.given.items()]
        return {"chair": self.chair, "save": self.save, "given": rows}

    @classmethod
    def from_json(cls, value: object) -> "Ghost":
        """Read it back; ValueError if it is not one."""
        match value:
            case {"chair": str(chair), "save": str(save), "given": list(rows)} if chair in CHAIRS:
                return cls("ceo" if chair == "ceo" else "cto", save, dict(map(_parse_ghost_answer, rows)))
        raise ValueError(f"not a ghost: {value!r}")


def _parse_ghost_answer(row: object) -> tuple[AskPlace, GhostAnswer]:
    match row:
        case [str(scene), int(visit), str(phase), str(kind), list(offered), dict(answer)]:
            return (scene, visit, phase, kind), GhostAnswer(frozenset(map(str, offered)), _normalize_answer(answer))
    raise ValueError(f"not an answer of a ghost: {row!r}")


def list_offered_ids(ask: "Ask") -> frozenset[str]:
    """Return everything that may be picked or said in answer to a question."""
    return frozenset((*ask.choices, *ask.facts))


def _normalize_answer(answer: Answer) -> dict[str, object]:
    """The fields of an answer, the same whether it was written down or not: a save has lists for tuples."""
    return {name: tuple(value) if isinstance(value, list) else value for name, value in answer.items()}


@dataclass(frozen=True, slots=True)
class Setup:
    """What is decided before the first scene; it goes into the journal's header.

    Attributes:
        seats: who sits in each chair.
        seed: any integer.
        playthrough: which play with this seed it is, 0, 1, ...
        language: the language of the texts at the start.
        difficulty: how much help is given.
        players: the names of the people in the chairs, where they gave any.
        ghost: whose earlier answers are played back across the table, where any are.
        premise: where play begins and what is assumed there, for trying a crisis out; no journal knows of it.
    """

    seats: Mapping[Chair, SeatKind]
    seed: int
    playthrough: int = 0
    language: str = "en"
    difficulty: Difficulty = "standard"
    players: Mapping[Chair, str] = field(default_factory=dict)
    ghost: Ghost | None = None
    premise: "Premise | None" = None

    @property
    def partners(self) -> frozenset[Chair]:
        """The chairs that the simulated partner sits in."""
        return frozenset(chair for chair in CHAIRS if self.seats[chair] == "partner")

    @property
    def people(self) -> tuple[Chair, ...]:
        """The chairs that people (or programs in their place) sit in, CEO first."""
        return tuple(chair for chair in CHAIRS if self.seats[chair] == "human")


def build_swapped_setup(setup: Setup) -> Setup:
    """Return the setup of the same play with the chairs exchanged: the same luck, seen from the other side."""
    seats = {chair: setup.seats[other_chair(chair)] for chair in CHAIRS}
    players = {other_chair(chair): name for chair, name in setup.players.items()}
    return replace(setup, seats=seats, players=players, ghost=None)
