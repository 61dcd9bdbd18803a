"""A decision becomes real: the resolution's move, the option's moves, effects, flags, promises (R7 to R9)."""

from dataclasses import replace
from typing import Final

from game.engine.asking import Made, moves_of
from game.engine.events import Enacted, Resolved
from game.engine.facts import say
from game.engine.guard import names
from game.engine.landing import close_promise
from game.engine.moves import MOVES
from game.engine.scenario import Decision, Later, Option, Promise, Scene
from game.engine.scope import first_showing, showing
from game.engine.state import Deferred, Mode, Pending, PromiseState
from game.engine.stocks import CHAIRS, Chair, other
from game.engine.turn import Turn

DEFER_BINDS: Final = 3
"""For so many scenes after deferring, blame about that decision counts double (R7)."""


def resolve(turn: Turn, decision: Decision, mode: Mode) -> str:
    """Let the chair that is not the owner answer a difference; return the id of the option that is enacted."""
    answering = other(decision.owner)
    turn.tell(Resolved(answering, mode))
    final = turn.state.now.final
    match mode:
        case "defer":
            turn.move("defer", answering)
            turn.treat(answering, "defer")
            turn.put(deferred=(*turn.state.deferred, Deferred(answering, turn.state.count)))
        case "object":
            turn.move("insist", decision.owner)
            turn.treat(decision.owner, "insist")
            turn.move("object", answering)
            turn.treat(answering, "object")
        case "escalate":
            turn.move("escalate", answering)
            turn.treat(answering, "escalate")
            assert decision.board is not None
            return decision.board
        case "override":
            turn.move("override", answering)
            turn.treat(answering, "override")
            return final[answering]
    return final[decision.owner]


def enact(turn: Turn, scene: Scene, option: Option, mode: Mode | None = None) -> None:
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
    _make_moves(turn, option, actor, halved)
    turn.affect(option.effects, cause)
    turn.put(flags=turn.state.flags | set(option.flags))
    _promise(turn, option, halved)
    _set_off(turn, scene, option, objected=mode == "object")
    turn.put(now=replace(turn.state.now, mode=mode, enacted=option.id))
    turn.tell(_consequence(turn, scene, option, decider, actor))


def _make_moves(turn: Turn, option: Option, actor: Chair, halved: bool) -> None:
    received: dict[Chair, float] = {}
    for made in moves_of(turn, option, actor):
        if made.fact is not None:
            say(turn, made.by, (made.fact,), (made.fact,), halved=halved)
            continue
        _make(turn, made, halved)
        if made.name != "withhold":
            for chair in CHAIRS if MOVES[made.name].both else (other(actor),):
                received[chair] = received.get(chair, 0.0) + felt(made)
    for chair, kind in received.items():
        turn.remember(chair, kind)


def felt(made: Made) -> float:
    """Return how kind a move is, -1..1 before it is added to others: the strength counts by half."""
    return MOVES[made.name].kind * (0.5 + 0.5 * made.strength)


def _make(turn: Turn, made: Made, halved: bool) -> None:
    if made.name == "blame" and _deferred_lately(turn, made.by):
        turn.move(made.name, made.by, strength=2 * made.strength, halved=halved, as_kind="integrity")
    else:
        turn.move(made.name, made.by, strength=made.strength, halved=halved)


def _deferred_lately(turn: Turn, chair: Chair) -> bool:
    return any(d.by == chair and 0 < turn.state.count - d.scene <= DEFER_BINDS for d in turn.state.deferred)


def _promise(turn: Turn, option: Option, halved: bool) -> None:
    if option.renegotiates is not None:
        for promise in turn.state.promises:
            if promise.id == option.renegotiates and promise.status == "open":
                close_promise(turn, promise, "renegotiated")
                turn.move("renegotiated", promise.by)
    made = option.promise
    if made is not None:
        turn.put(promises=(*turn.state.promises, _open(turn, option, made)))
        turn.move("promise", made.by, halved=halved)
        turn.treat(made.by, "promise")


def _open(turn: Turn, option: Option, made: Promise) -> PromiseState:
    count = turn.state.count
    return PromiseState(made.id, f"{option.path}.promise.text", made.by, count, count + made.due, made.kept)


def _set_off(turn: Turn, scene: Scene, option: Option, objected: bool) -> None:
    count = turn.state.count
    fresh = tuple(
        Pending(
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
        if _may_come(turn, later)
    )
    turn.put(pending=(*turn.state.pending, *fresh))


def _may_come(turn: Turn, later: Later) -> bool:
    """Tell whether it can still land: a condition on the draw alone is settled, and casts no cue where it fails."""
    drawn = later.when is not None and all(name.startswith("draw.") for name in names(later.when))
    return not drawn or turn.holds(later.when)


def _consequence(turn: Turn, scene: Scene, option: Option, decider: Chair, actor: Chair) -> Enacted:
    lines = first_showing(option.results, turn.scenario, turn.state)
    private = {chair: showing(texts, turn.scenario, turn.state) for chair, texts in option.private.items()}
    cues = tuple(f"{later.path}.cue" for later in option.later if later.cued and _may_come(turn, later))
    return Enacted(scene.id, option.id, decider, actor, lines, private, cues)
