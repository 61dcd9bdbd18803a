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
"""Where a question comes up: scene, how often it has been entered, phase of the rules, kind."""


def locate_ask(state: "State", ask: "Ask") -> AskPlace:
    """Return where a question comes up; a pledge belongs to no scene and no phase of one."""
    if ask.kind in ("pledge", "still"):
        return "", 0, ask.kind, ask.kind
    return ask.scene, state.visits.get(ask.scene, 0), state.phase, ask.kind


@dataclass(frozen=True, slots=True)
class GhostAnswer:
    """What a question offered, and what was answered."""

    offered: frozenset[str]
    answer: Answer


@dataclass(frozen=True, slots=True)
class PlayedBackAnswer:
    """An answer that the ghost gave; `count` is the number of the scene as played."""

    chair: Chair
    kind: str
    scene: str
    count: int


@dataclass(frozen=True, slots=True)
class Ghost:
    """A person's answers in a chair in an earlier playthrough, whose save has the id `save`."""

    chair: Chair
    save: str
    given: Mapping[AskPlace, GhostAnswer] = field(default_factory=dict)

    def find_answer(self, state: "State", ask: "Ask") -> Answer | None:
        """Return the earlier answer to the same question with the same choices; None where there is none."""
        given = self.given.get(locate_ask(state, ask)) if ask.chair == self.chair else None
        return given.answer if given is not None and given.offered == list_offered_ids(ask) else None

    def is_own_move(self, state: "State", move: ChairMove, ask: "Ask") -> bool:
        """Tell whether a move is the ghost's own answer to a question."""
        own = self.find_answer(state, ask)
        return own is not None and _normalize_answer(own) == _normalize_answer(move.answer)

    def as_json(self) -> dict[str, Any]:
        """Return the ghost as JSON for the header of a journal."""
        given = [[*place, sorted(there.offered), dict(there.answer)] for place, there in self.given.items()]
        return {"chair": self.chair, "save": self.save, "given": given}

    @classmethod
    def from_json(cls, value: object) -> "Ghost":
        """Read a ghost back; ValueError if the value is none."""
        match value:
            case {"chair": str(chair), "save": str(save), "given": list(given)} if chair in CHAIRS:
                return cls("ceo" if chair == "ceo" else "cto", save, dict(map(_parse_ghost_answer, given)))
        raise ValueError(f"not a ghost: {value!r}")


def _parse_ghost_answer(value: object) -> tuple[AskPlace, GhostAnswer]:
    match value:
        case [str(scene), int(visit), str(phase), str(kind), list(offered), dict(answer)]:
            return (scene, visit, phase, kind), GhostAnswer(frozenset(map(str, offered)), _normalize_answer(answer))
    raise ValueError(f"not an answer of a ghost: {value!r}")


def list_offered_ids(ask: "Ask") -> frozenset[str]:
    """Return the ids of all choices and facts that a question offers."""
    return frozenset((*ask.choices, *ask.facts))


def _normalize_answer(answer: Answer) -> dict[str, object]:
    """Return an answer with tuples for the lists that JSON made of them."""
    return {name: tuple(value) if isinstance(value, list) else value for name, value in answer.items()}


@dataclass(frozen=True, slots=True)
class Setup:
    """What is decided before the first scene; it goes into the journal's header.

    Attributes:
        seats: who sits in each chair.
        seed: any integer.
        playthrough: counts the playthroughs with this seed, from 0.
        language: the language of the texts at the start.
        difficulty: how much help is given.
        players: the names that the people in the chairs gave, if any.
        ghost: whose earlier answers are played back in the partner's chair, if anybody's.
        premise: where play begins and what is assumed there, for trying a scenario out; never saved.
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
        """The chairs of people, or of programs that play as people, CEO first."""
        return tuple(chair for chair in CHAIRS if self.seats[chair] == "human")


def build_swapped_setup(setup: Setup) -> Setup:
    """Return the setup of the same playthrough, with the same luck, and the chairs exchanged."""
    seats = {chair: setup.seats[other_chair(chair)] for chair in CHAIRS}
    players = {other_chair(chair): name for chair, name in setup.players.items()}
    return replace(setup, seats=seats, players=players, ghost=None)
