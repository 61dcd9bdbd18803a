"""Two people at one screen: private views, what they talk about, the keys of their final picks, their names.

A private view is answered with digits, and asks the same of both chairs; a guess may be skipped with 0. A fact is kept
unless its own digit says it: so keeping one takes as many keys as holding none, and what is said is read aloud as both
have answered.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from game.engine.consequences import list_open_facts
from game.engine.decision_phase import list_tellable_facts
from game.engine.scenario import Scenario
from game.engine.state import SIT, State
from game.engine.state_draft import StateDraft
from game.engine.stocks import CHAIRS, Chair, Phase, other_chair
from game.locales import _, vocabulary
from game.playthrough.prompts import PLEDGE_KINDS, FactChoice, Prompt, find_first_speaker
from game.playthrough.visibility import ChairView, PrivateLine, build_chair_view

KEYS: Final[Mapping[Chair, str]] = {"ceo": "12345", "cto": "78906"}
"""The keys of the final picks in the order of the choices: the CEO's at the left end of the row of digits, the CTO's at
the right, always in the same places. A fifth choice lies in the middle: 5 and 6."""

UNLOCKING: Final[Mapping[Chair, str]] = {"ceo": "1", "cto": "0"}
"""The key that opens a chair's private view, at its own end of the row of digits: 1 and 0."""

IDLE: Final = 90
"""Seconds without a key after which a private view closes."""

WARNED: Final = 10
"""The last of these seconds, in which a warning is shown."""

THOUGHTS: Final = 6
"""How many questions there are to think about while the other is alone with the screen."""

TWO: Final = 2
"""How many answers there are to how sure one is."""

SAYS: Final = ("say", "sit_say")


@dataclass(frozen=True, slots=True)
class Talk:
    """What two people talk about between the reveal and their final picks.

    Where they agree, `speaker` voices the best objection; `objection` is the path of its text, '' where the author
    wrote none and the speaker has to find one. Where they differ, `speaker` restates why `listener` picks as it does
    until `listener` agrees that this is why; `understood` tells that it has.
    """

    agreed: bool
    speaker: Chair
    listener: Chair
    picks: Mapping[Chair, str]
    objection: str = ""
    understood: bool = False


@dataclass(frozen=True, slots=True)
class PrivateView:
    """What waits behind the lock for one chair.

    Attributes:
        prompt: its question, with the options in an order that only this look has.
        pledge: the question about its pledge, which is answered behind the same lock before the pick; None where it is
            not due, or is the only question.
        lines: what came up for this chair since it was last alone with the screen, in order.
        view: what it may see.
        says: whether committing this view also says facts, because `say` follows the first pick.
        telling: whether it is opened in the talk, to tell something that was kept.
        facts: what it may say then, or what the question offers.
        met: whether this chair has committed a private view before, and so knows what it wants.
        goal: the text path of what it wants.
        obstacle: the text path of what is in the way.
        stake: the text path of what it has at stake.
    """

    prompt: Prompt
    lines: tuple[PrivateLine, ...]
    view: ChairView
    says: bool
    facts: tuple[FactChoice, ...]
    met: bool
    goal: str
    obstacle: str
    stake: str
    telling: bool = False
    pledge: Prompt | None = None


@dataclass(frozen=True)
class PrivateQuestion:
    """One digit to type: `kind` is pick, sure or guess; 1 to `most` answer it, and 0 skips it where `none`.

    `about` is the kind of prompt that it belongs to: a private view may ask for a pledge before the pick.
    """

    kind: str
    most: int
    about: Phase
    none: bool = False

    def accepts_digit(self, number: int) -> bool:
        """Return whether a digit answers the question."""
        return 1 <= number <= self.most or (number == 0 and self.none)


GivenDigits = Sequence[int | None]
"""The digit for each question, None where none has been typed yet."""


def list_player_names(cast: Mapping[str, str], given: Mapping[Chair, str]) -> Mapping[Chair, str]:
    """Return a name for each chair's player: the one they gave, else the name of the character they play.

    The chair is added where the other player or anybody in the story has the same name.

    Args:
        cast: the names of the characters by id, the chairs among them.
        given: the names that players gave.
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
    draft: StateDraft,
    prompt: Prompt,
    lines: tuple[PrivateLine, ...],
    met: bool = False,
    pledge: Prompt | None = None,
) -> PrivateView:
    """Return what waits behind the lock for the chair of a prompt, with the `pledge` that is asked for before it."""
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
        met=met,
        goal=person.find_drawn_goal(state.draw).path,
        obstacle=f"{person.path}.obstacle",
        stake=f"{person.path}.stake",
        pledge=pledge,
    )


def list_tellable_choices(draft: StateDraft, chair: Chair) -> tuple[FactChoice, ...]:
    """Return the facts that a chair may still tell while two people talk, as choices."""
    held = (draft.scenario.facts[fact] for fact in list_tellable_facts(draft, chair))
    return tuple(FactChoice(fact.id, fact.path, fact.cost) for fact in held)


def build_telling_view(
    draft: StateDraft, chair: Chair, lines: tuple[PrivateLine, ...], met: bool = False
) -> PrivateView:
    """Return the view in which a chair says something while two people talk."""
    decision = draft.scenario.scenes[draft.state.scene].decision
    assert decision is not None
    facts = list_tellable_choices(draft, chair)
    prompt = Prompt("", "say", chair, draft.state.scene, decision.owner, facts=facts, joint=True, setting="private")
    return replace(build_private_view(draft, prompt, lines, met), telling=True)


def build_private_questions(prompt: Prompt, pledge: Prompt | None = None) -> tuple[PrivateQuestion, ...]:
    """Return what a private view asks for in digits, in order; it is the same for both chairs."""
    before = () if pledge is None else build_private_questions(pledge)
    kind, options = prompt.kind, len(prompt.choices)
    pick, guess = PrivateQuestion("pick", options, kind), PrivateQuestion("guess", options, kind, none=True)
    match kind:
        case "first":
            return *before, pick, PrivateQuestion("sure", TWO, kind), guess
        case "pledge" | "still":
            return pick, guess
        case "say" | "sit_say":
            return ()
    return (pick,)


def build_pick_answer(prompt: Prompt, questions: Sequence[PrivateQuestion], given: GivenDigits) -> Mapping[str, object]:
    """Return the answer to a prompt without its facts."""
    digits = {asked.kind: number for asked, number in zip(questions, given, strict=True) if asked.about == prompt.kind}
    pick, guess = digits.get("pick"), digits.get("guess")
    assert pick is not None
    return {
        "what" if prompt.kind in PLEDGE_KINDS else "option": prompt.choices[pick - 1].id,
        **({"confidence": "sure" if digits["sure"] == TWO else "leaning"} if "sure" in digits else {}),
        **({"guess": prompt.choices[guess - 1].id} if guess else {}),
    }


def find_standing_pick(state: State) -> str:
    """Return what stands for the chair that asked to sit down if the other refuses: its first pick.

    '' where that is no longer on offer.
    """
    asker = next(chair for chair, pick in state.now.final.items() if pick == SIT)
    first = state.now.first.get(asker, "")
    return first if first in state.now.offered else ""


def find_talk(scenario: Scenario, state: State, *, understood: bool = False) -> Talk | None:
    """Return what there is to talk about before the final picks; None at any other time.

    Args:
        scenario: the crisis.
        state: the state of the moment.
        understood: whether the listener has said yes where they differ.
    """
    first = state.now.first
    if state.phase != "final" or state.partners or not first:
        return None
    speaker = find_first_speaker(state)
    agreed = len(set(first.values())) == 1
    objection = _find_talk_objection(scenario, state) if agreed else ""
    return Talk(agreed, speaker, other_chair(speaker), dict(first), objection, agreed or understood)


def _find_talk_objection(scenario: Scenario, state: State) -> str:
    decision = scenario.scenes[state.scene].decision
    option = decision.find_option(next(iter(state.now.first.values()))) if decision else None
    return f"{option.path}.objection" if option is not None and option.objected else ""


def list_pick_keys(chair: Chair, choices: int) -> str:
    """Return the keys of a chair for a number of choices, in their order; ValueError if there are not 1 to 5."""
    if not 1 <= choices <= len(KEYS[chair]):
        raise ValueError(f"there are keys for 1 to 5 choices, not for {choices}")
    return KEYS[chair][:choices]
