"""What is written down of a playthrough: one record an answer, with the partner's moves that followed it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, cast, get_args

from game.engine.stocks import CHAIRS, Chair, Phase, other_chair

Answer = Mapping[str, object]
MoveKind = Phase | Literal["seat"]
"""A kind of question; `seat` is no question: somebody takes a chair or leaves it, `{"who": "human" | "partner"}`.

Who takes one is asked `anew` what the partner had answered there unseen; in a save without that word its answer held.
"""

KINDS: Final = (*get_args(Phase), "seat")
EXCHANGE: Final = "exchange"
"""Who takes a chair where the one person changes to it, and the partner to the other: in a play for trying out."""


class DivergedError(Exception):
    """A replay does not reach what was written down; `answers` tells how many answers it could follow."""

    def __init__(self, answers: int, why: str) -> None:
        super().__init__(why)
        self.answers = answers


@dataclass(frozen=True, slots=True)
class ChairMove:
    """One answer of one chair to one question, or who sits in that chair from here on."""

    chair: Chair
    kind: MoveKind
    answer: Answer

    def compute_partners(self, before: frozenset[Chair]) -> frozenset[Chair]:
        """Return the chairs of the simulated partner once somebody has taken a chair or left it."""
        if self._exchanged:
            return frozenset({other_chair(self.chair)})
        left = before - {self.chair}
        return left | {self.chair} if self.answer.get("who") == "partner" else left

    @property
    def anew(self) -> tuple[Chair, ...]:
        """The chairs that are asked anew as somebody sits down: both, where the one person sees the other side."""
        if self._exchanged:
            return CHAIRS
        return (self.chair,) if self.kind == "seat" and self.answer.get("anew") is True else ()

    @property
    def _exchanged(self) -> bool:
        return self.kind == "seat" and self.answer.get("who") == EXCHANGE

    def as_json(self) -> list[object]:
        """Return it as a list for the journal."""
        return [self.chair, self.kind, dict(self.answer)]

    @classmethod
    def from_json(cls, value: object) -> "ChairMove":
        """Read it back; ValueError if it is not one."""
        match value:
            case [str(chair), str(kind), dict(answer)] if chair in CHAIRS and kind in KINDS:
                return cls(chair, cast(MoveKind, kind), answer)
        raise ValueError(f"not an answer: {value!r}")


@dataclass(frozen=True, slots=True)
class Record:
    """A person's answer, the partner's moves that followed, the hash of the state they led to, and how it ended.

    `scene` is where play stands then, for lists. `sealed` tells that the other person did not see the answer, `hidden`
    that two people have played, so that what the partner did in a chair is not for both: neither is written in clear.
    """

    move: ChairMove
    partner: tuple[ChairMove, ...]
    state: str
    ending: str = ""
    scene: str = ""
    sealed: bool = False
    hidden: bool = False
