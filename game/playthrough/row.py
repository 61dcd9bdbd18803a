"""What two people answer when they are alone with the screen: a row of digits, the same for both chairs.

As many facts are asked about as the chair with more of them could say, and a guess may be left out with 0, so neither
the number of keys nor their places tell what a chair holds or thinks.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from game.engine.facts import on_table
from game.engine.phases import on_second_table
from game.engine.stocks import CHAIRS
from game.engine.turn import Turn
from game.playthrough.prompts import FactChoice, Prompt
from game.playthrough.session import Session

TWO: Final = 2
"""Answers to how sure one is, and to whether a fact is said."""
PLEDGES: Final = ("pledge", "still")
SAYS: Final = ("say", "sit_say")


@dataclass(frozen=True)
class Asked:
    """One question of the row: `kind` is pick, sure, guess or fact; 1 to `most` answer it, and 0 where `none`."""

    kind: str
    most: int
    none: bool = False
    slot: int = 0

    def takes(self, number: int) -> bool:
        """Whether a digit answers it."""
        return 1 <= number <= self.most or (number == 0 and self.none)


Given = Sequence[int | None]
"""The digit for each question of a row, None where it has none yet."""


def slots_of(session: Session, prompt: Prompt) -> int:
    """Return how many facts either chair is asked about: as many as the one with more of them could say here.

    It does not change while the two answer: what one says is out only when both have answered.
    """
    if prompt.kind not in ("first", *SAYS):
        return 0
    turn = Turn(session.scenario, session.luck, session.state)
    if prompt.kind == "sit_say":
        return max(len(on_second_table(turn, chair)) for chair in CHAIRS)
    return max(len(on_table(turn, chair, prompt.scene)) for chair in CHAIRS)


def row_of(prompt: Prompt, slots: int) -> tuple[Asked, ...]:
    """Return what is asked in one private view, in order: the same for both chairs."""
    options = len(prompt.choices)
    facts = tuple(Asked("fact", TWO, slot=slot) for slot in range(slots))
    match prompt.kind:
        case "first":
            return Asked("pick", options), Asked("sure", TWO), Asked("guess", options, none=True), *facts
        case "pledge" | "still":
            return Asked("pick", options), Asked("guess", options, none=True)
        case "say" | "sit_say":
            return facts
    return (Asked("pick", options),)


def picked(prompt: Prompt, row: Sequence[Asked], given: Given) -> Mapping[str, object]:
    """Return everything but the facts, as an answer to the prompt."""
    digits = {asked.kind: number for asked, number in zip(row, given, strict=True)}
    pick, guess = digits.get("pick"), digits.get("guess")
    assert pick is not None
    return {
        "what" if prompt.kind in PLEDGES else "option": prompt.choices[pick - 1].id,
        **({"confidence": "sure" if digits["sure"] == TWO else "leaning"} if "sure" in digits else {}),
        **({"guess": prompt.choices[guess - 1].id} if guess else {}),
    }


def said(facts: Sequence[FactChoice], row: Sequence[Asked], given: Given) -> list[str]:
    """Return the facts that are said."""
    chosen = {asked.slot for asked, number in zip(row, given, strict=True) if asked.kind == "fact" and number == 1}
    return [fact.id for slot, fact in enumerate(facts) if slot in chosen]
