"""Somebody's earlier answers in a chair, to be played back across the table.

A ghost answers for a chair as a person once did, wherever the same question is asked: in the same scene, with the same
things on offer. Elsewhere the simulated partner answers for it. What was the ghost's can always be told again, from
the setup alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from game.engine.events import Ask
from game.engine.state import State
from game.engine.stocks import CHAIRS, Chair
from game.playthrough.record import Answer, ChairMove

AskPlace = tuple[str, int, str, str]
"""Where a question stands: scene, how often it was entered, phase of the rules, kind."""


def locate_ask(state: State, ask: Ask) -> AskPlace:
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

    def find_answer(self, state: State, ask: Ask) -> Answer | None:
        """Return what was answered to the same question; None where it was never asked like this."""
        given = self.given.get(locate_ask(state, ask)) if ask.chair == self.chair else None
        return given.answer if given is not None and given.offered == list_offered_ids(ask) else None

    def is_own_move(self, state: State, move: ChairMove, ask: Ask) -> bool:
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


def list_offered_ids(ask: Ask) -> frozenset[str]:
    """Return everything that may be picked or said in answer to a question."""
    return frozenset((*ask.choices, *ask.facts))


def _normalize_answer(answer: Answer) -> dict[str, object]:
    """The fields of an answer, the same whether it was written down or not: a save has lists for tuples."""
    return {name: tuple(value) if isinstance(value, list) else value for name, value in answer.items()}
