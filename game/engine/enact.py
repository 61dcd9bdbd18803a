"""A decision becomes real: the resolution's move, the option's moves, effects, flags, promises (R7 to R9)."""

from dataclasses import replace
from typing import Final

from game.engine.conditions import list_names
from game.engine.conditions.evaluate import list_first_shown_line, list_shown_lines
from game.engine.current_decision import MoveInstance, iter_option_moves
from game.engine.events import Enacted, Resolved
from game.engine.facts import say_facts
from game.engine.landing import close_promise
from game.engine.moves import MOVES
from game.engine.scenario import Decision, Later, Option, Promise, Scene
from game.engine.state import DeferredDecision, Mode, PendingEffects, PromiseState
from game.engine.state_draft import StateDraft
from game.engine.stocks import CHAIRS, Chair, other_chair

DEFER_BINDS: Final = 3
"""For so many scenes after deferring, blame about that decision counts double (R7)."""


def resolve_difference(turn: StateDraft, decision: Decision, mode: Mode) -> str:
    """Let the chair that is not the owner answer a difference; return the id of the option that is enacted."""
    answering = other_chair(decision.owner)
    turn.record_events(Resolved(answering, mode))
    final = turn.state.now.final
    match mode:
        case "defer":
            turn.apply_move("defer", answering)
            turn.remember_move(answering, "defer")
            turn.replace_fields(deferred=(*turn.state.deferred, DeferredDecision(answering, turn.state.count)))
        case "object":
            turn.apply_move("insist", decision.owner)
            turn.remember_move(decision.owner, "insist")
            turn.apply_move("object", answering)
            turn.remember_move(answering, "object")
        case "escalate":
            turn.apply_move("escalate", answering)
            turn.remember_move(answering, "escalate")
            assert decision.board is not None
            return decision.board
        case "override":
            turn.apply_move("override", answering)
            turn.remember_move(answering, "override")
            return final[answering]
    return final[decision.owner]


def enact_option(turn: StateDraft, scene: Scene, option: Option, mode: Mode | None = None) -> None:
    """Make an option real.

    Args:
        turn: the answer under way.
        scene: the scene it belongs to.
        option: what is enacted.
        mode: how a difference was resolved, where there was one.
    """
    decision = scene.decision
    assert decision is not None
    cause = f"option:{scene.id}.{option.id}"
    decider: Chair = "ceo" if mode == "override" else decision.owner
    actor = option.actor or decider
    halved = mode in ("object", "escalate", "override")
    _apply_option_moves(turn, option, actor, halved)
    turn.apply_effects(option.effects, cause)
    turn.replace_fields(flags=turn.state.flags | set(option.flags))
    _apply_option_promise(turn, option, halved)
    _schedule_later_effects(turn, scene, option, objected=mode == "object")
    turn.replace_fields(now=replace(turn.state.now, mode=mode, enacted=option.id))
    turn.record_events(_build_enacted_event(turn, scene, option, decider, actor))


def _apply_option_moves(turn: StateDraft, option: Option, actor: Chair, halved: bool) -> None:
    received: dict[Chair, float] = {}
    for made in iter_option_moves(turn, option, actor):
        if made.fact is not None:
            say_facts(turn, made.by, (made.fact,), (made.fact,), halved=halved)
            continue
        _apply_move_instance(turn, made, halved)
        if made.name != "withhold":
            for chair in CHAIRS if MOVES[made.name].both else (other_chair(actor),):
                received[chair] = received.get(chair, 0.0) + compute_kindness(made)
    for chair, kind in received.items():
        turn.remember_treatment(chair, kind)


def compute_kindness(made: MoveInstance) -> float:
    """Return how kind a move is, -1..1 before it is added to others: the strength counts by half."""
    return MOVES[made.name].kind * (0.5 + 0.5 * made.strength)


def _apply_move_instance(turn: StateDraft, made: MoveInstance, halved: bool) -> None:
    if made.name == "blame" and _has_deferred_lately(turn, made.by):
        turn.apply_move(made.name, made.by, strength=2 * made.strength, halved=halved, as_kind="integrity")
    else:
        turn.apply_move(made.name, made.by, strength=made.strength, halved=halved)


def _has_deferred_lately(turn: StateDraft, chair: Chair) -> bool:
    return any(d.by == chair and 0 < turn.state.count - d.scene <= DEFER_BINDS for d in turn.state.deferred)


def _apply_option_promise(turn: StateDraft, option: Option, halved: bool) -> None:
    if option.renegotiates is not None:
        for promise in turn.state.promises:
            if promise.id == option.renegotiates and promise.status == "open":
                close_promise(turn, promise, "renegotiated")
                turn.apply_move("renegotiated", promise.by)
    made = option.promise
    if made is not None:
        turn.replace_fields(promises=(*turn.state.promises, _build_promise_state(turn, option, made)))
        turn.apply_move("promise", made.by, halved=halved)
        turn.remember_move(made.by, "promise")


def _build_promise_state(turn: StateDraft, option: Option, made: Promise) -> PromiseState:
    count = turn.state.count
    return PromiseState(made.id, f"{option.path}.promise.text", made.by, count, count + made.due, made.kept)


def _schedule_later_effects(turn: StateDraft, scene: Scene, option: Option, objected: bool) -> None:
    count = turn.state.count
    fresh = tuple(
        PendingEffects(
            later.path,
            count + later.after,
            later.effects,
            scene.id,
            option.id,
            later.when,
            later.cued,
            count,
            objected,
        )
        for later in option.later
        if _can_still_land(turn, later)
    )
    turn.replace_fields(pending=(*turn.state.pending, *fresh))


def _can_still_land(turn: StateDraft, later: Later) -> bool:
    """Tell whether it can still land: a condition on the draw alone is settled, and casts no cue where it fails."""
    drawn = later.when is not None and all(name.startswith("draw.") for name in list_names(later.when))
    return not drawn or turn.holds(later.when)


def _build_enacted_event(turn: StateDraft, scene: Scene, option: Option, decider: Chair, actor: Chair) -> Enacted:
    lines = list_first_shown_line(option.results, turn.scenario, turn.state)
    private = {chair: list_shown_lines(texts, turn.scenario, turn.state) for chair, texts in option.private.items()}
    cues = tuple(f"{later.path}.cue" for later in option.later if later.cued and _can_still_land(turn, later))
    return Enacted(scene.id, option.id, decider, actor, lines, private, cues)
