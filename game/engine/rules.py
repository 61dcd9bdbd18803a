"""The rules of play: what is asked of whom, and what an answer does (`design.md` section 3).

`begin` starts a playthrough, `asks` tells which chairs may answer what now, `step` takes one answer. An answer waits
in the state's inbox until every chair that is asked has given its own, so no order of answering is an advantage.
"""

from collections.abc import Callable, Collection, Mapping
from typing import Final

from game.engine import interludes, phases
from game.engine.chance import Luck, Stream, slot_of
from game.engine.events import Ask, Event
from game.engine.flow import arrive
from game.engine.premise import Premise, supposed
from game.engine.relationship import Wounds
from game.engine.scenario import Scenario
from game.engine.state import FactState, Phase, State
from game.engine.stocks import CHAIRS, Chair
from game.engine.turn import Turn

Answer = Mapping[str, object]

PHASES: Final[dict[Phase, tuple[Callable[[Turn], tuple[Ask, ...]], Callable[[Turn], None]]]] = {
    "pledge": (interludes.ask_pledge, interludes.close_pledge),
    "still": (interludes.ask_pledge, interludes.close_pledge),
    "coffee": (interludes.ask_coffee, interludes.close_coffee),
    "first": (phases.ask_first, phases.close_first),
    "say": (phases.ask_say, phases.close_say),
    "final": (phases.ask_final, phases.close_final),
    "sit": (phases.ask_sit, phases.close_sit),
    "sit_say": (phases.ask_sit_say, phases.close_sit_say),
    "pick": (phases.ask_pick, phases.close_pick),
    "talk": (phases.ask_talk, phases.close_talk),
    "resolve": (phases.ask_resolve, phases.close_resolve),
}
"""For each phase: what is still asked, and what happens once all of it has been answered."""

CONFIDENCES: Final = ("leaning", "sure")


class IllegalError(Exception):
    """An answer that the rules do not allow; the message says why."""


def begin(
    scenario: Scenario, luck: Luck, partners: frozenset[Chair] = frozenset(), premise: Premise | None = None
) -> tuple[State, tuple[Event, ...]]:
    """Return the state at the first question, and what led to it; with a premise play begins in its scene."""
    state = State(
        stocks=scenario.start,
        partners=partners,
        tokens=scenario.tokens,
        draw=_draw(scenario, luck),
        facts={fact: FactState() for fact in scenario.facts},
        wounds={chair: Wounds() for chair in CHAIRS},
        memory=dict.fromkeys(CHAIRS, 0),
        opening=scenario.start,
    )
    if premise is not None:
        state = supposed(scenario, state, premise)
    turn = Turn(scenario, luck, state)
    arrive(turn, scenario.first_scene.id if premise is None else premise.scene)
    _pass_unasked(turn)
    return turn.settle()


def _draw(scenario: Scenario, luck: Luck) -> dict[str, str]:
    draw = {
        name: values[luck.pick(Stream.DRAW, len(values), slot=slot_of(name))] for name, values in scenario.draw.items()
    }
    for chair in CHAIRS:
        personas, goals = scenario.cast[chair].personas, scenario.cast[chair].goals
        draw[f"{chair}_persona"] = personas[luck.pick(Stream.PERSONA, len(personas), slot=slot_of(chair))]
        draw[f"{chair}_goal"] = goals[luck.pick(Stream.GOAL, len(goals), slot=slot_of(chair))].id
    return draw


def asks(scenario: Scenario, luck: Luck, state: State) -> tuple[Ask, ...]:
    """Return what is asked now, of one chair or of both; empty when play is over."""
    return _asks(Turn(scenario, luck, state))


def _asks(turn: Turn) -> tuple[Ask, ...]:
    if turn.state.phase == "over":
        return ()
    return PHASES[turn.state.phase][0](turn)


def step(scenario: Scenario, luck: Luck, state: State, ask: Ask, answer: Answer) -> tuple[State, tuple[Event, ...]]:
    """Return the state after an answer, and what happened.

    Args:
        scenario: the crisis.
        luck: the draws of this playthrough.
        state: the state that asked.
        ask: one of `asks(scenario, luck, state)`.
        answer: the fields of that kind of answer (R12).

    Raises:
        IllegalError: if the answer is not one that may be given.
    """
    turn = Turn(scenario, luck, state)
    given = {**state.inbox.get(ask.chair, {}), **checked(ask, answer)}
    turn.put(inbox={**state.inbox, ask.chair: given})
    _pass_unasked(turn)
    return turn.settle()


def reseat(
    scenario: Scenario, luck: Luck, state: State, partners: frozenset[Chair], anew: Collection[Chair] = ()
) -> tuple[State, tuple[Event, ...]]:
    """Return the state with the simulated partner in other chairs from here on, and what follows where that is all.

    What a chair has answered and the other has not stays answered, but for the chairs that are asked `anew`: nobody
    who sits down is bound by what the partner answered there and no one has seen. What is asked only of a person with
    a partner (what is holding it back) is asked no more once there is none.
    """
    turn = Turn(scenario, luck, state)
    turn.put(partners=partners, inbox={chair: given for chair, given in state.inbox.items() if chair not in anew})
    if state.phase == "talk" and len(partners) != 1:
        turn.put(phase="resolve", inbox={})
    _pass_unasked(turn)
    return turn.settle()


def _pass_unasked(turn: Turn) -> None:
    while turn.state.phase != "over" and not _asks(turn):
        PHASES[turn.state.phase][1](turn)


def checked(ask: Ask, answer: object) -> Answer:
    """Return the fields of an answer, cleaned of nothing and with nothing more than the kind has.

    Raises:
        IllegalError: if a field is missing, unknown, or not on offer.
    """
    if not isinstance(answer, Mapping):
        raise IllegalError(f"an answer is a group of fields, not {answer!r}")
    match ask.kind:
        case "first":
            _only(answer, "option", "confidence", "guess")
            return _first(ask, answer)
        case "final":
            _only(answer, "option")
            return {"option": _one_of(answer.get("option"), ask.choices)}
        case "say" | "sit_say":
            _only(answer, "facts")
            return {"facts": _facts(answer.get("facts"), ask.facts)}
        case "pledge" | "still":
            _only(answer, "what", "guess")
            guess = {} if answer.get("guess") is None else {"guess": _one_of(answer["guess"], ask.choices)}
            return {"what": _one_of(answer.get("what"), ask.choices), **guess}
        case "sit":
            _only(answer, "accept")
            if not isinstance(answer.get("accept"), bool):
                raise IllegalError("accept must be true or false")
            return {"accept": answer["accept"]}
    field = {"talk": "reason", "resolve": "mode"}.get(ask.kind, "what")
    _only(answer, field)
    return {field: _one_of(answer.get(field), ask.choices)}


def _first(ask: Ask, answer: Answer) -> Answer:
    given = {"option": _one_of(answer.get("option"), ask.choices)}
    if "confidence" in answer:
        given["confidence"] = _one_of(answer["confidence"], CONFIDENCES)
    if answer.get("guess") is not None:
        given["guess"] = _one_of(answer["guess"], ask.choices)
    return given


def _only(answer: Answer, *fields: str) -> None:
    for name in answer:
        if name not in fields:
            raise IllegalError(f"unknown field {name!r}; the fields are {', '.join(fields)}")


def _one_of(value: object, choices: tuple[str, ...]) -> str:
    if not isinstance(value, str) or value not in choices:
        raise IllegalError(f"{value!r} is not on offer; choose one of {', '.join(choices)}")
    return value


def _facts(value: object, offered: tuple[str, ...]) -> tuple[str, ...]:
    if not isinstance(value, list | tuple):
        raise IllegalError("facts must be a list")
    said = [_one_of(fact, offered) for fact in value]
    return tuple(fact for fact in offered if fact in said)
