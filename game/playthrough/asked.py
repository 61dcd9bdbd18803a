"""A question of the rules as a front end shows it: its choices in a drawn order, with hints, and who may see it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from game.engine import rules
from game.engine.chance import Luck, Stream, slot_of
from game.engine.events import Ask
from game.engine.scenario import Scenario
from game.engine.state import SIT, State
from game.engine.stocks import CHAIRS, Chair
from game.engine.turn import Turn
from game.playthrough.prompts import Choice, FactChoice, Prompt, RefusedError
from game.playthrough.record import Move, state_hash
from game.playthrough.secrecy import setting
from game.playthrough.together import first_to_speak
from game.playthrough.view import hints

PICKS: Final = ("first", "final")


def next_ask(turn: Turn) -> Ask | None:
    """Return what a person is asked next: what a chair has begun it finishes, and two people begin in turn."""
    asks = rules.asks(turn.scenario, turn.luck, turn.state)
    begun = [ask for ask in asks if ask.kind == "say" and ask.chair in turn.state.inbox]
    first = first_to_speak(turn.state)
    return min(begun or asks, key=lambda ask: ask.chair != first, default=None)


def ask_for(scenario: Scenario, luck: Luck, state: State, move: Move) -> Ask:
    """Return the question that a move answers; RefusedError where it is not asked."""
    for ask in rules.asks(scenario, luck, state):
        if (ask.chair, ask.kind) == (move.chair, move.kind):
            return ask
    raise RefusedError(f"{move.chair} is not asked {move.kind!r} now")


def prompt_of(turn: Turn, ask: Ask, answers: int, look: int = 0) -> Prompt:
    """Return the prompt for a question, after so many answers; each look behind the lock draws its own order.

    The token tells nothing of what waits sealed for the other chair.
    """
    scenario, state = turn.scenario, turn.state
    decision = scenario.scenes[ask.scene].decision
    facts = (scenario.facts[fact] for fact in ask.facts)
    where = setting(scenario, state, ask)
    readers = (ask.chair,) if state.partners or where == "private" else CHAIRS
    return Prompt(
        token=f"{answers}-{state_hash(replace(state, inbox={}))}",
        kind=ask.kind,
        chair=ask.chair,
        scene=ask.scene,
        owner=decision.owner if decision else ask.chair,
        choices=_choices(turn, ask, readers, look),
        facts=tuple(FactChoice(fact.id, fact.path, fact.cost) for fact in facts),
        joint=bool(decision and decision.joint),
        setting=where,
    )


def _choices(turn: Turn, ask: Ask, readers: tuple[Chair, ...], look: int) -> tuple[Choice, ...]:
    names = [*readers, str(look)] if look else readers
    if ask.kind not in PICKS:
        return tuple(map(Choice, _shuffled(turn, ask, names) if look else ask.choices))
    decision = turn.scenario.scenes[ask.scene].decision
    assert decision is not None
    options = [decision.option(choice) for choice in _shuffled(turn, ask, names) if choice != SIT]
    choices = [Choice(o.id, f"{o.path}.text", hints(turn, readers, o)) for o in options]
    return (*choices, Choice(SIT)) if SIT in ask.choices else tuple(choices)


def _shuffled(turn: Turn, ask: Ask, names: Sequence[str]) -> list[str]:
    visit = turn.state.visits.get(ask.scene, 0)
    scene = list(turn.scenario.scenes).index(ask.scene)

    def place(choice: str) -> float:
        return turn.luck.uniform(Stream.ORDER, scene, visit, slot_of(*names, choice))

    return sorted(ask.choices, key=place)
