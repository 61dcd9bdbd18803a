"""Two people at one screen: private views, what they talk about, the keys of their final picks, their names.

A private view is answered with digits, and asks the same of both chairs: as many facts are asked about as the chair
with more of them could say, and a guess may be skipped with 0. So neither the number of keys nor their places give
away what a chair holds or thinks.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from game.engine.consequences import list_open_facts
from game.engine.decision_phase import list_sit_down_facts
from game.engine.scenario import Scenario
from game.engine.state import SIT, State
from game.engine.state_draft import StateDraft
from game.engine.stocks import CHAIRS, Chair, other_chair
from game.locales import _, vocabulary
from game.playthrough.prompts import PLEDGE_KINDS, FactChoice, Prompt, find_first_speaker
from game.playthrough.visibility import ChairView, PrivateLine, build_chair_view

TWO: Final = 2
"""Answers to how sure one is, and to whether a fact is said."""
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


def count_fact_slots(draft: StateDraft, prompt: Prompt) -> int:
    """Return how many facts either chair is asked about: as many as the one with more of them could say here.

    It does not change while the two answer: what one says is out only when both have answered.
    """
    if prompt.kind not in ("first", *SAYS):
        return 0
    if prompt.kind == "sit_say":
        return max(len(list_sit_down_facts(draft, chair)) for chair in CHAIRS)
    return max(len(list_open_facts(draft, chair, prompt.scene)) for chair in CHAIRS)


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


def build_pick_answer(prompt: Prompt, questions: Sequence[PrivateQuestion], given: GivenDigits) -> Mapping[str, object]:
    """Return everything but the facts, as an answer to the prompt."""
    digits = {asked.kind: number for asked, number in zip(questions, given, strict=True)}
    pick, guess = digits.get("pick"), digits.get("guess")
    assert pick is not None
    return {
        "what" if prompt.kind in PLEDGE_KINDS else "option": prompt.choices[pick - 1].id,
        **({"confidence": "sure" if digits["sure"] == TWO else "leaning"} if "sure" in digits else {}),
        **({"guess": prompt.choices[guess - 1].id} if guess else {}),
    }


def list_said_facts(facts: Sequence[FactChoice], questions: Sequence[PrivateQuestion], given: GivenDigits) -> list[str]:
    """Return the facts that are said."""
    chosen = {
        asked.slot for asked, number in zip(questions, given, strict=True) if asked.kind == "fact" and number == 1
    }
    return [fact.id for slot, fact in enumerate(facts) if slot in chosen]


KEYS: Final[Mapping[Chair, str]] = {"ceo": "12345", "cto": "67890"}
"""The keys of the final picks: the CEO's from the left, the CTO's up to the right end (three options: 1 2 3, 8 9 0)."""

IDLE: Final = 90
"""Seconds without a key after which a private view closes."""
WARNED: Final = 10
"""The last seconds of them, which are shown."""

THOUGHTS: Final = 6
"""How many questions to think about there are (`phrase_thought`)."""


@dataclass(frozen=True, slots=True)
class Talk:
    """What two people talk about between the reveal and their final picks.

    Where they agree, `speaker` voices the best objection (`objection` is the path of its text; '' where the author
    wrote none: then the speaker looks for one). Where they differ, `speaker` restates why `listener` picks as it does,
    until `listener` says yes.
    """

    agreed: bool
    speaker: Chair
    listener: Chair
    picks: Mapping[Chair, str]
    objection: str = ""


@dataclass(frozen=True, slots=True)
class PrivateView:
    """What waits behind the lock for one chair.

    Attributes:
        prompt: its question, the options in an order of this look alone.
        lines: what came up for this chair since it was last alone with the screen, in order.
        view: what it may see.
        says: whether this view also commits what is said: after the first pick the same chair is asked `say`.
        facts: what it may say then, or what the question offers.
        slots: how many facts either chair is asked about.
        met: whether this chair has committed a private view before: then it knows what it wants.
        goal, obstacle, stake: paths of what it wants, what is in the way and what it has at stake ('' where none).
    """

    prompt: Prompt
    lines: tuple[PrivateLine, ...]
    view: ChairView
    says: bool
    facts: tuple[FactChoice, ...]
    slots: int
    met: bool
    goal: str
    obstacle: str
    stake: str


def list_player_names(cast: Mapping[str, str], given: Mapping[Chair, str]) -> Mapping[Chair, str]:
    """Return a name for each chair's player: the one they gave, or that of the character they play.

    The chair is added where the other player, or anybody else in the story, has the same name.

    Args:
        cast: the names of the characters by id, the chairs among them.
        given: the names that players gave, for the chairs where they did.
    """
    return {chair: _choose_player_name(cast, given, chair) for chair in CHAIRS}


def _choose_player_name(cast: Mapping[str, str], given: Mapping[Chair, str], chair: Chair) -> str:
    name = given.get(chair)
    if not name:
        return cast[chair]
    others = [given.get(other_chair(chair), ""), *(known for person, known in cast.items() if person != chair)]
    if name.casefold() in map(str.casefold, others):
        return _("{name} ({chair})", name=name, chair=vocabulary.name_chair(chair))
    return name


def build_private_view(
    draft: StateDraft, prompt: Prompt, lines: tuple[PrivateLine, ...], met: bool = False
) -> PrivateView:
    """Return what waits behind the lock for the chair of a prompt."""
    scenario, state, chair = draft.scenario, draft.state, prompt.chair
    person = scenario.cast[chair]
    facts = prompt.facts
    if prompt.kind == "first":
        held = (scenario.facts[fact] for fact in list_open_facts(draft, chair, prompt.scene))
        facts = tuple(FactChoice(fact.id, fact.path, fact.cost) for fact in held)
    return PrivateView(
        prompt=prompt,
        lines=lines,
        view=build_chair_view(scenario, state, chair),
        says=prompt.kind == "first" and bool(scenario.scenes[prompt.scene].say),
        facts=facts,
        slots=count_fact_slots(draft, prompt),
        met=met,
        goal=person.find_drawn_goal(state.draw).path,
        obstacle=f"{person.path}.obstacle",
        stake=f"{person.path}.stake",
    )


def find_standing_pick(state: State) -> str:
    """Return what is decided for the asker where the other does not sit down: its first pick; '' where that is gone."""
    asker = next(chair for chair, pick in state.now.final.items() if pick == SIT)
    first = state.now.first.get(asker, "")
    return first if first in state.now.offered else ""


def find_talk(scenario: Scenario, state: State) -> Talk | None:
    """Return what there is to talk about before the final picks; None where nothing was picked or all is final."""
    first = state.now.first
    if state.phase != "final" or state.partners or not first:
        return None
    speaker = find_first_speaker(state)
    agreed = len(set(first.values())) == 1
    return Talk(
        agreed, speaker, other_chair(speaker), dict(first), _find_talk_objection(scenario, state) if agreed else ""
    )


def _find_talk_objection(scenario: Scenario, state: State) -> str:
    decision = scenario.scenes[state.scene].decision
    option = decision.find_option(next(iter(state.now.first.values()))) if decision else None
    return f"{option.path}.objection" if option is not None and option.objected else ""


def list_pick_keys(chair: Chair, choices: int) -> str:
    """Return the keys of a chair for so many choices, 1 to 5, in the order of the choices."""
    if not 1 <= choices <= len(KEYS[chair]):
        raise ValueError(f"there are keys for 1 to 5 choices, not for {choices}")
    return KEYS[chair][:choices] if chair == "ceo" else KEYS[chair][-choices:]
