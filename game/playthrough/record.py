"""What a playthrough records: each answer of a person, with the partner's moves that followed it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, cast, get_args

from game.engine.stocks import CHAIRS, Chair, Phase, other_chair

Answer = Mapping[str, object]
MoveKind = Phase | Literal["seat", "tell", "restate"]
"""A kind of question; or `tell`: one of two people tells facts in the talk, `{"facts": [id, ..]}`; or `restate`: it has
said there why the other picked otherwise, and the other said yes, `{"tries": n}`; or `seat`: somebody takes or leaves a
chair, `{"who": "human" | "partner"}`.

With `"anew": true` whoever takes a chair is asked again what the partner had already answered there unseen. Older saves
do not have that word; there the partner's answer stood.
"""

UNASKED: Final = ("seat", "tell", "restate")
"""The kinds of moves that answer no question."""
KINDS: Final = (*get_args(Phase), *UNASKED, "talk")
"""The kinds of moves that a save may hold; `talk` only where it was played under the first rules."""
EXCHANGE: Final = "exchange"
"""The value of `who` where the only person and the partner exchange chairs; only rehearsals do that."""


class DivergedError(Exception):
    """A replay that does not reach the recorded states.

    Attributes:
        answers: how many answers it could follow.
    """

    def __init__(self, answers: int, why: str) -> None:
        super().__init__(why)
        self.answers = answers


@dataclass(frozen=True, slots=True)
class ChairMove:
    """One answer of one chair to one question, or a change of who sits in that chair."""

    chair: Chair
    kind: MoveKind
    answer: Answer

    @property
    def asked(self) -> bool:
        """Whether it answers a question; seats are changed and people talk by their own choice."""
        return self.kind not in UNASKED

    @property
    def told(self) -> tuple[str, ...]:
        """The facts that are told in a talk; none where the move is not one of these."""
        facts = self.answer.get("facts")
        return tuple(map(str, facts)) if self.kind == "tell" and isinstance(facts, Sequence) else ()

    @property
    def tries(self) -> int:
        """How often it took until the other said yes to a restating; 0 where the move is none."""
        tries = self.answer.get("tries")
        return tries if self.kind == "restate" and isinstance(tries, int) else 0

    def compute_partners(self, before: frozenset[Chair]) -> frozenset[Chair]:
        """Return the partner's chairs after this change of seats."""
        if self._exchanged:
            return frozenset({other_chair(self.chair)})
        left = before - {self.chair}
        return left | {self.chair} if self.answer.get("who") == "partner" else left

    @property
    def anew(self) -> tuple[Chair, ...]:
        """The chairs that are asked again as somebody sits down; both where chairs are exchanged."""
        if self._exchanged:
            return CHAIRS
        return (self.chair,) if self.kind == "seat" and self.answer.get("anew") is True else ()

    @property
    def _exchanged(self) -> bool:
        return self.kind == "seat" and self.answer.get("who") == EXCHANGE

    def as_json(self) -> list[object]:
        """Return the move as a list for the journal."""
        return [self.chair, self.kind, dict(self.answer)]

    @classmethod
    def from_json(cls, value: object) -> "ChairMove":
        """Read a move back; ValueError if the value is none."""
        match value:
            case [str(chair), str(kind), dict(answer)] if chair in CHAIRS and kind in KINDS:
                return cls(chair, cast(MoveKind, kind), answer)
        raise ValueError(f"not an answer: {value!r}")


@dataclass(frozen=True, slots=True)
class Record:
    """A person's answer, the partner's moves that followed, and the state they led to.

    Attributes:
        move: the answer.
        partner: the partner's moves, in order.
        state: the hash of the state that follows.
        ending: the id of the ending; '' while play goes on.
        scene: the id of the scene where play stands now, for lists of saves.
        sealed: whether the other person did not see the answer; it is not saved in clear.
        hidden: whether two people have played, so that the partner's moves are not for both; nor are those.
    """

    move: ChairMove
    partner: tuple[ChairMove, ...]
    state: str
    ending: str = ""
    scene: str = ""
    sealed: bool = False
    hidden: bool = False
