"""The rules of play: what is asked of whom, and what an answer does (`docs/design/`, R1 to R24).

`begin_play` starts a playthrough, `list_asks` says which chair may answer what now, `apply_answer` takes one answer.
An answer waits in the state's inbox until every chair that is asked has answered, so the first to answer has no
advantage.
"""

from collections.abc import Callable, Collection, Mapping
from typing import Final

from game.engine import decision_phase, scene_flow
from game.engine.events import Ask, Event
from game.engine.moves import Wounds
from game.engine.rng import Rng, Stream, hash_slot
from game.engine.scenario import Scenario
from game.engine.scene_flow import go_to_scene
from game.engine.start_midway import Premise, apply_premise
from game.engine.state import FactState, State
from game.engine.state_draft import StateDraft
from game.engine.stocks import CHAIRS, Chair, Phase

Answer = Mapping[str, object]

PHASES: Final[dict[Phase, tuple[Callable[[StateDraft], tuple[Ask, ...]], Callable[[StateDraft], None]]]] = {
    "pledge": (scene_flow.ask_pledge, scene_flow.close_pledge),
    "still": (scene_flow.ask_pledge, scene_flow.close_pledge),
    "stay": (scene_flow.ask_stay, scene_flow.close_stay),
    "coffee": (scene_flow.ask_coffee, scene_flow.close_coffee),
    "first": (decision_phase.ask_first, decision_phase.close_first),
    "say": (decision_phase.ask_say, decision_phase.close_say),
    "final": (decision_phase.ask_final, decision_phase.close_final),
    "sit": (decision_phase.ask_sit, decision_phase.close_sit),
    "sit_say": (decision_phase.ask_sit_say, decision_phase.close_sit_say),
    "pick": (decision_phase.ask_pick, decision_phase.close_pick),
    "resolve": (decision_phase.ask_resolve, decision_phase.close_resolve),
}
"""For each phase: what is still asked, and what happens once everything is answered."""

CONFIDENCES: Final = ("leaning", "sure")


class IllegalAnswerError(Exception):
    """Raised for an answer that the rules do not allow; the message says why."""


def begin_play(
    scenario: Scenario, rng: Rng, partners: frozenset[Chair] = frozenset(), premise: Premise | None = None
) -> tuple[State, tuple[Event, ...]]:
    """Return the state at the first question, and what led to it; with a premise play begins in its scene."""
    state = State(
        stocks=scenario.start,
        partners=partners,
        tokens=scenario.tokens,
        draw=_draw_variables(scenario, rng),
        facts={fact: FactState() for fact in scenario.facts},
        wounds={chair: Wounds() for chair in CHAIRS},
        memory=dict.fromkeys(CHAIRS, 0),
        opening=scenario.start,
    )
    if premise is not None:
        state = apply_premise(scenario, state, premise)
    draft = StateDraft(scenario, rng, state)
    go_to_scene(draft, scenario.first_scene.id if premise is None else premise.scene)
    _close_answered_phases(draft)
    return draft.build_result()


def _draw_variables(scenario: Scenario, rng: Rng) -> dict[str, str]:
    draw = {
        name: values[rng.draw_index(Stream.DRAW, len(values), slot=hash_slot(name))]
        for name, values in scenario.draw.items()
    }
    for chair in CHAIRS:
        personas, goals = scenario.cast[chair].personas, scenario.cast[chair].goals
        draw[f"{chair}_persona"] = personas[rng.draw_index(Stream.PERSONA, len(personas), slot=hash_slot(chair))]
        draw[f"{chair}_goal"] = goals[rng.draw_index(Stream.GOAL, len(goals), slot=hash_slot(chair))].id
    return draw


def list_asks(scenario: Scenario, rng: Rng, state: State) -> tuple[Ask, ...]:
    """Return what is asked now of one chair or of both; nothing once play is over."""
    return list_phase_asks(StateDraft(scenario, rng, state))


def list_phase_asks(draft: StateDraft) -> tuple[Ask, ...]:
    """Return what is asked now of one chair or of both; nothing once play is over."""
    if draft.state.phase == "over":
        return ()
    return PHASES[draft.state.phase][0](draft)


def apply_answer(
    scenario: Scenario, rng: Rng, state: State, ask: Ask, answer: Answer
) -> tuple[State, tuple[Event, ...]]:
    """Return the state after an answer, and what happened.

    Args:
        scenario: the crisis.
        rng: the draws of this playthrough.
        state: the state that asked.
        ask: one of `list_asks(scenario, rng, state)`.
        answer: the fields of that kind of answer (R12).

    Raises:
        IllegalAnswerError: if the rules do not allow this answer.
    """
    draft = StateDraft(scenario, rng, state)
    take_answer(draft, ask, answer)
    return draft.build_result()


def take_answer(draft: StateDraft, ask: Ask, answer: Answer) -> tuple[Ask, ...]:
    """Take an answer into a draft that nothing was done to since it asked; return what is asked next.

    If the draft's stocks are still to be rounded, an option may hang on that: then ask the result anew.

    Raises:
        IllegalAnswerError: if the rules do not allow this answer.
    """
    inbox = draft.state.inbox
    fields = validate_answer(ask, answer)
    fields = scene_flow.name_pledge_fields(fields) if ask.kind in scene_flow.PLEDGE_PHASES else fields
    given = {**inbox.get(ask.chair, {}), **fields}
    draft.replace_fields(inbox={**inbox, ask.chair: given})
    return _close_answered_phases(draft)


def change_partners(
    scenario: Scenario, rng: Rng, state: State, partners: frozenset[Chair], anew: Collection[Chair] = ()
) -> tuple[State, tuple[Event, ...]]:
    """Return the state with the simulated partner in other chairs from here on, and what happens if all have answered.

    What a chair has answered and the other has not stays answered, but for the chairs that are asked `anew`: nobody
    who sits down is bound by what the partner answered there and no one has seen.
    """
    draft = StateDraft(scenario, rng, state)
    draft.replace_fields(
        partners=partners, inbox={chair: given for chair, given in state.inbox.items() if chair not in anew}
    )
    _close_answered_phases(draft)
    return draft.build_result()


def tell_facts(
    scenario: Scenario, rng: Rng, state: State, chair: Chair, facts: tuple[str, ...]
) -> tuple[State, tuple[Event, ...]]:
    """Return the state after one of two people has told facts while they talk, and what happened.

    Raises:
        IllegalAnswerError: if a fact can't be told there now; nothing has changed.
    """
    draft = StateDraft(scenario, rng, state)
    tellable = decision_phase.list_tellable_facts(draft, chair)
    if not facts or len(set(facts)) != len(facts) or not set(facts) <= set(tellable):
        raise IllegalAnswerError(f"{chair} can tell {list(tellable)} now, not {list(facts)}")
    decision_phase.tell_facts(draft, chair, facts)
    return draft.build_result()


def restate_reason(
    scenario: Scenario, rng: Rng, state: State, speaker: Chair, tries: int
) -> tuple[State, tuple[Event, ...]]:
    """Return the state after the other of two people said yes to how the speaker told its reason, and what happened.

    Args:
        scenario: the crisis.
        rng: the draws of this playthrough.
        state: the state in which two people talk, their first picks being different.
        speaker: who said why the other picked otherwise.
        tries: how often it took, 1 or more.

    Raises:
        IllegalAnswerError: if there is no such talk, or no such number of tries; nothing has changed.
    """
    draft = StateDraft(scenario, rng, state)
    if state.phase != "final" or state.partners or len(set(state.now.first.values())) < len(CHAIRS) or tries < 1:
        raise IllegalAnswerError("there is no difference to be restated now")
    decision_phase.restate_reason(draft, speaker, tries)
    return draft.build_result()


def _close_answered_phases(draft: StateDraft) -> tuple[Ask, ...]:
    """Close one phase after the other until something is asked, and return that; nothing once play is over."""
    while not (asks := list_phase_asks(draft)) and draft.state.phase != "over":
        PHASES[draft.state.phase][1](draft)
    return asks


def validate_answer(ask: Ask, answer: object) -> Answer:
    """Return the fields of an answer, none of them changed, once they are found to be those of its kind.

    Raises:
        IllegalAnswerError: if a field is missing, unknown, or not on offer.
    """
    if not isinstance(answer, Mapping):
        raise IllegalAnswerError(f"an answer is a group of fields, not {answer!r}")
    match ask.kind:
        case "first":
            _refuse_unknown_fields(answer, "option", "confidence", "guess")
            return _validate_first_pick(ask, answer)
        case "final":
            _refuse_unknown_fields(answer, "option")
            return {"option": _validate_choice(answer.get("option"), ask.choices)}
        case "say" | "sit_say":
            _refuse_unknown_fields(answer, "facts")
            return {"facts": _validate_facts(answer.get("facts"), ask.facts)}
        case "pledge" | "still":
            _refuse_unknown_fields(answer, "what", "guess")
            guess = {} if answer.get("guess") is None else {"guess": _validate_choice(answer["guess"], ask.choices)}
            return {"what": _validate_choice(answer.get("what"), ask.choices), **guess}
        case "sit":
            _refuse_unknown_fields(answer, "accept")
            if not isinstance(answer.get("accept"), bool):
                raise IllegalAnswerError("accept must be true or false")
            return {"accept": answer["accept"]}
    field = "mode" if ask.kind == "resolve" else "what"
    _refuse_unknown_fields(answer, field)
    return {field: _validate_choice(answer.get(field), ask.choices)}


def _validate_first_pick(ask: Ask, answer: Answer) -> Answer:
    given = {"option": _validate_choice(answer.get("option"), ask.choices)}
    if "confidence" in answer:
        given["confidence"] = _validate_choice(answer["confidence"], CONFIDENCES)
    if answer.get("guess") is not None:
        given["guess"] = _validate_choice(answer["guess"], ask.choices)
    return given


def _refuse_unknown_fields(answer: Answer, *fields: str) -> None:
    for name in answer:
        if name not in fields:
            raise IllegalAnswerError(f"unknown field {name!r}; the fields are {', '.join(fields)}")


def _validate_choice(value: object, choices: tuple[str, ...]) -> str:
    if not isinstance(value, str) or value not in choices:
        raise IllegalAnswerError(f"{value!r} is not on offer; choose one of {', '.join(choices)}")
    return value


def _validate_facts(value: object, offered: tuple[str, ...]) -> tuple[str, ...]:
    if not isinstance(value, list | tuple):
        raise IllegalAnswerError("facts must be a list")
    said = [_validate_choice(fact, offered) for fact in value]
    return tuple(fact for fact in offered if fact in said)
