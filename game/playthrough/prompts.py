"""The questions a session asks: what a front end gets, and how it is built from what the rules ask.

Prompts are data; texts are named by their paths.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from game.engine import rules
from game.engine.events import Ask
from game.engine.rng import Rng, Stream, hash_slot
from game.engine.scenario import Cost, Scenario
from game.engine.state import SIT, State, hash_state
from game.engine.state_draft import StateDraft
from game.engine.stocks import CHAIRS, Chair, Phase
from game.playthrough.record import ChairMove
from game.playthrough.visibility import Hint, Setting, build_hints, choose_setting

PLEDGE_KINDS: Final = ("pledge", "still")
"""Questions that belong to no scene."""
BETWEEN_SCENES: Final[tuple[Phase, ...]] = (*PLEDGE_KINDS, "coffee")
"""The phases that come between two scenes, before the next one opens."""

PICKS: Final = ("first", "final")


class RefusedError(Exception):
    """An answer that the session refuses: stale, malformed or not on offer. The prompt stands."""


@dataclass(frozen=True, slots=True)
class PromptChoice:
    """Something to pick; `path` names its text, '' where the interface words it (sitting down, modes, ..)."""

    id: str
    path: str = ""
    hints: tuple[Hint, ...] = ()


@dataclass(frozen=True, slots=True)
class FactChoice:
    """A fact that the chair may now say or keep to itself."""

    id: str
    path: str
    cost: Cost


@dataclass(frozen=True, slots=True)
class Prompt:
    """One question to one chair.

    Attributes:
        token: comes back with the answer, so that an answer to an earlier question, or the other chair's, is refused.
        kind: `say` and `sit_say` choose from `facts`, `sit` is yes or no, all other kinds pick from `choices`.
        chair: who is asked.
        scene: the id of the scene.
        owner: who decides where the chairs differ; the decider where one chair decides alone.
        choices: what may be picked, in the order in which it is shown.
        facts: what may be said.
        joint: whether both chairs decide.
        setting: where it is asked. Of two people only this chair may see a `private` question; all others have the
            same words in the same order for both.
    """

    token: str
    kind: Phase
    chair: Chair
    scene: str
    owner: Chair
    choices: tuple[PromptChoice, ...] = ()
    facts: tuple[FactChoice, ...] = ()
    joint: bool = False
    setting: Setting = "open"


def list_asks_in_turn(draft: StateDraft) -> list[Ask]:
    """Return what is asked of people now, at most one thing a chair, in the order in which one screen asks it.

    A chair finishes what it has begun, and two people take turns to begin. What is asked openly waits its turn.
    """
    first = find_first_speaker(draft.state)

    def place(ask: Ask) -> tuple[bool, bool]:
        return ask.chair not in draft.state.inbox, ask.chair != first

    asks = sorted(rules.list_asks(draft.scenario, draft.rng, draft.state), key=place)
    sealed = all(choose_setting(draft.scenario, draft.state, ask) != "open" for ask in asks)
    return asks if sealed else asks[:1]


def find_first_speaker(state: State) -> Chair:
    """Return who of two is asked first and speaks first; they take turns with each scene that both decide."""
    decided = sum(bool(played.first) for played in state.past)
    return CHAIRS[decided % len(CHAIRS)]


def match_ask(scenario: Scenario, rng: Rng, state: State, move: ChairMove) -> Ask:
    """Return the question that a move answers; RefusedError where it is not asked now."""
    for ask in rules.list_asks(scenario, rng, state):
        if (ask.chair, ask.kind) == (move.chair, move.kind):
            return ask
    raise RefusedError(f"{move.chair} is not asked {move.kind!r} now")


def build_prompt(draft: StateDraft, ask: Ask, look: int = 0) -> Prompt:
    """Return the prompt for a question.

    The token is the chair's own: it gives away nothing of what waits sealed for the other chair, and stays good while
    the other answers.

    Args:
        draft: the state that asks.
        ask: the question.
        look: counts the looks at a private view; each has the choices in another order.
    """
    scenario, state = draft.scenario, draft.state
    decision = scenario.scenes[ask.scene].decision
    facts = (scenario.facts[fact] for fact in ask.facts)
    where = choose_setting(scenario, state, ask)
    return Prompt(
        token=f"{ask.chair}-{ask.kind}-{hash_state(replace(state, inbox={}))}",
        kind=ask.kind,
        chair=ask.chair,
        scene=ask.scene,
        owner=decision.owner if decision else ask.chair,
        choices=build_choices(draft, ask, look),
        facts=tuple(FactChoice(fact.id, fact.path, fact.cost) for fact in facts),
        joint=bool(decision and decision.joint),
        setting=where,
    )


def build_choices(draft: StateDraft, ask: Ask, look: int = 0, *, hinted: bool = True) -> tuple[PromptChoice, ...]:
    """Return what may be picked, in the order shown at this look, with the dots that all who read it can foresee.

    Without dots where it is not to be `hinted`: they are most of the work.
    """
    where = choose_setting(draft.scenario, draft.state, ask)
    readers: tuple[Chair, ...] = (ask.chair,) if draft.state.partners or where == "private" else CHAIRS
    names = [*readers, str(look)] if look else readers
    if ask.kind not in PICKS:
        return tuple(map(PromptChoice, _shuffle_choices(draft, ask, names) if look else ask.choices))
    decision = draft.scenario.scenes[ask.scene].decision
    assert decision is not None
    options = [decision.find_option(choice) for choice in _shuffle_choices(draft, ask, names) if choice != SIT]
    choices = [PromptChoice(o.id, f"{o.path}.text", build_hints(draft, readers, o) if hinted else ()) for o in options]
    return (*choices, PromptChoice(SIT)) if SIT in ask.choices else tuple(choices)


def _shuffle_choices(draft: StateDraft, ask: Ask, names: Sequence[str]) -> list[str]:
    visit = 0 if ask.kind in PLEDGE_KINDS else draft.state.visits.get(ask.scene, 0)  # the same in the scene and before
    scene = list(draft.scenario.scenes).index(ask.scene)

    def place(choice: str) -> float:
        return draft.rng.draw_uniform(Stream.ORDER, scene, visit, hash_slot(*names, choice))

    return sorted(ask.choices, key=place)
