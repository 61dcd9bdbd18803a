"""What two people answer when they are alone with the screen: a row of digits, the same for both chairs.

As many facts are asked about as the chair with more of them could say, and a guess may be left out with 0, so neither
the number of keys nor their places tell what a chair holds or thinks.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from game.engine.consequences import list_open_facts
from game.engine.decision_phase import list_sit_down_facts
from game.engine.state_draft import StateDraft
from game.engine.stocks import CHAIRS
from game.playthrough.prompts import FactChoice, Prompt
from game.playthrough.session import Session

TWO: Final = 2
"""Answers to how sure one is, and to whether a fact is said."""
PLEDGES: Final = ("pledge", "still")
SAYS: Final = ("say", "sit_say")


@dataclass(frozen=True)
class PrivateQuestion:
    """One question of the row: `kind` is pick, sure, guess or fact; 1 to `most` answer it, and 0 where `none`."""

    kind: str
    most: int
    none: bool = False
    slot: int = 0

    def accepts_digit(self, number: int) -> bool:
        """Whether a digit answers it."""
        return 1 <= number <= self.most or (number == 0 and self.none)


GivenDigits = Sequence[int | None]
"""The digit for each question of a row, None where it has none yet."""


def count_fact_slots(session: Session, prompt: Prompt) -> int:
    """Return how many facts either chair is asked about: as many as the one with more of them could say here.

    It does not change while the two answer: what one says is out only when both have answered.
    """
    if prompt.kind not in ("first", *SAYS):
        return 0
    turn = StateDraft(session.scenario, session.luck, session.state)
    if prompt.kind == "sit_say":
        return max(len(list_sit_down_facts(turn, chair)) for chair in CHAIRS)
    return max(len(list_open_facts(turn, chair, prompt.scene)) for chair in CHAIRS)


def build_private_questions(prompt: Prompt, slots: int) -> tuple[PrivateQuestion, ...]:
    """Return what is asked in one private view, in order: the same for both chairs."""
    options = len(prompt.choices)
    facts = tuple(PrivateQuestion("fact", TWO, slot=slot) for slot in range(slots))
    match prompt.kind:
        case "first":
            return (
                PrivateQuestion("pick", options),
                PrivateQuestion("sure", TWO),
                PrivateQuestion("guess", options, none=True),
                *facts,
            )
        case "pledge" | "still":
            return PrivateQuestion("pick", options), PrivateQuestion("guess", options, none=True)
        case "say" | "sit_say":
            return facts
    return (PrivateQuestion("pick", options),)


def build_pick_answer(prompt: Prompt, row: Sequence[PrivateQuestion], given: GivenDigits) -> Mapping[str, object]:
    """Return everything but the facts, as an answer to the prompt."""
    digits = {asked.kind: number for asked, number in zip(row, given, strict=True)}
    pick, guess = digits.get("pick"), digits.get("guess")
    assert pick is not None
    return {
        "what" if prompt.kind in PLEDGES else "option": prompt.choices[pick - 1].id,
        **({"confidence": "sure" if digits["sure"] == TWO else "leaning"} if "sure" in digits else {}),
        **({"guess": prompt.choices[guess - 1].id} if guess else {}),
    }


def list_said_facts(facts: Sequence[FactChoice], row: Sequence[PrivateQuestion], given: GivenDigits) -> list[str]:
    """Return the facts that are said."""
    chosen = {asked.slot for asked, number in zip(row, given, strict=True) if asked.kind == "fact" and number == 1}
    return [fact.id for slot, fact in enumerate(facts) if slot in chosen]
