"""What is said and decided, and what comes of it: at once, and scenes later (R3, R7 to R9, R11).

An option that is enacted makes its moves, has its effects, may promise something and set off later effects. A fact
is learned, said or kept, and a kept one comes out in the end. What was set off earlier comes due as a scene opens.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from math import fsum
from typing import Final

from game.engine.conditions import list_names
from game.engine.events import Enacted, Landed, Learned, PromiseSettled, Resolved, Said, Surfaced
from game.engine.moves import MOVES
from game.engine.scenario import Decision, Effect, Fact, Later, Move, Option, Promise, Scene
from game.engine.state import (
    DeferredDecision,
    FactState,
    Mode,
    PendingEffects,
    PromiseState,
    PromiseStatus,
    list_first_shown_line,
    list_shown_lines,
)
from game.engine.state_draft import SCALE, StateDraft
from game.engine.stocks import CHAIRS, INDEX, WORSE_WHEN_HIGH, Chair, other_chair

FACE_TRUST: Final = -5.0
FACE_SAFETY: Final = -4.0
"""What saying a fact that costs face takes from the other's trust and from one's own safety, at mid-scale."""
KEPT_GAP: Final = 4.0
"""What a fact kept for the first time at a chance adds to the other's gap, once a chair a scene."""


def learn_facts(turn: StateDraft, scene: str) -> None:
    """Let each chair learn the facts of a scene as it opens; those whose draw did not come never exist."""
    first = turn.scenario.first_scene.id
    for fact in turn.scenario.facts.values():
        status = turn.state.facts.get(fact.id)
        if status is None or status.known or (fact.since or first) != scene:
            continue
        if turn.holds(fact.when):
            _replace_fact_state(turn, fact, replace(status, known=turn.state.count))
            if turn.state.count > 1:
                turn.record_events(Learned(fact.id, fact.held))
        else:
            turn.replace_fields(facts={key: value for key, value in turn.state.facts.items() if key != fact.id})


def list_open_facts(turn: StateDraft, chair: Chair, scene: str) -> tuple[str, ...]:
    """Return the facts that a chair may say in a scene: its own, learned, unsaid and opened there."""
    facts = turn.scenario.facts
    return tuple(
        fact for fact in turn.scenario.scenes[scene].say if facts[fact].held == chair and is_sayable(turn, fact)
    )


def is_sayable(turn: StateDraft, fact: str) -> bool:
    """Tell whether a fact is one that its holder knows and the other does not."""
    status = turn.state.facts.get(fact)
    return status is not None and status.known > 0 and status.status == "unsaid"


def say_facts(
    turn: StateDraft, chair: Chair, said: tuple[str, ...], offered: tuple[str, ...], *, halved: bool = False
) -> None:
    """Let a chair say some of the facts on offer and keep the others; `halved` counts the good of it by half (R9)."""
    for fact_id in said:
        _say_fact(turn, turn.scenario.facts[fact_id])
    earlier = set(turn.state.now.said)
    if said and not any(turn.scenario.facts[fact].held == chair for fact in earlier):
        turn.apply_move("share", chair, halved=halved, without_gap=True)
        turn.remember_move(chair, "share")
    _keep_facts(turn, chair, tuple(fact for fact in offered if fact not in said))
    turn.replace_fields(now=replace(turn.state.now, said=(*turn.state.now.said, *said)))


def _say_fact(turn: StateDraft, fact: Fact) -> None:
    cause = f"said:{fact.id}"
    status = turn.state.facts[fact.id]
    chance = status.chance or turn.state.count
    _replace_fact_state(turn, fact, replace(status, status="said", chance=chance, out=turn.state.count))
    turn.shift_stock(f"{other_chair(fact.held)}.gap", -fact.weight, cause, fact.held)
    if fact.cost == "face":
        _lose_face(turn, fact.held, cause)
    turn.apply_effects(fact.price, cause)
    turn.record_events(Said(fact.id, fact.held))


def _lose_face(turn: StateDraft, holder: Chair, cause: str) -> None:
    for stock, points in ((f"{other_chair(holder)}.trust", FACE_TRUST), (f"{holder}.safety", FACE_SAFETY)):
        turn.shift_stock(stock, points * turn.stocks[INDEX[stock]] / 50, cause, holder)


def _keep_facts(turn: StateDraft, chair: Chair, kept: tuple[str, ...]) -> None:
    fresh = [fact for fact in kept if not turn.state.facts[fact].kept]
    for fact in fresh:
        status = turn.state.facts[fact]
        _replace_fact_state(
            turn,
            turn.scenario.facts[fact],
            replace(status, kept=True, chance=status.chance or turn.state.count),
        )
    already = {turn.scenario.facts[fact].held for fact in turn.state.now.kept}
    if fresh and chair not in already:
        turn.shift_stock(f"{other_chair(chair)}.gap", KEPT_GAP, "move:withhold", chair)
    turn.replace_fields(now=replace(turn.state.now, kept=(*turn.state.now.kept, *fresh)))


def surface_due_facts(turn: StateDraft) -> None:
    """Let the kept facts come out whose time it is."""
    for fact in turn.scenario.facts.values():
        status = turn.state.facts.get(fact.id)
        if fact.surfaces is None or status is None or status.status != "unsaid" or not status.chance:
            continue
        if turn.state.count >= status.chance + fact.surfaces.after:
            _surface_fact(turn, fact, status)


def surface_all_facts(turn: StateDraft) -> None:
    """Let everything come out that was still on its way as play ended (R11)."""
    for fact in turn.scenario.facts.values():
        status = turn.state.facts.get(fact.id)
        if fact.surfaces and status is not None and status.status == "unsaid" and status.chance:
            _surface_fact(turn, fact, status)


def _surface_fact(turn: StateDraft, fact: Fact, status: FactState) -> None:
    assert fact.surfaces is not None
    cause = f"surfaced:{fact.id}"
    _replace_fact_state(turn, fact, replace(status, status="surfaced", out=turn.state.count))
    turn.shift_stock(f"{other_chair(fact.held)}.gap", -fact.weight, cause, fact.held)
    turn.apply_effects(fact.surfaces.effects, cause)
    if status.kept:
        name = "slip" if fact.cost == "confidential" else "found_out"
        turn.apply_move(name, fact.held, cause, without_gap=True)
        turn.remember_move(fact.held, name)
    turn.record_events(Surfaced(fact.id, fact.held, fact.surfaces.by, status.kept, fact.surfaces.effects))


def _replace_fact_state(turn: StateDraft, fact: Fact, status: FactState) -> None:
    turn.replace_fields(facts={**turn.state.facts, fact.id: status})


def are_known_to_both(turn: StateDraft, facts: tuple[str, ...]) -> bool:
    """Tell whether both chairs know all of these facts."""
    return all(
        fact in turn.state.facts and turn.state.knows_fact(chair, fact, turn.scenario.facts[fact].held)
        for fact in facts
        for chair in CHAIRS
    )


def land_due_effects(turn: StateDraft, everything: bool = False) -> None:
    """Let the later effects land that are due now (all of them, as play ends)."""
    due = [pending for pending in turn.state.pending if everything or pending.due <= turn.state.count]
    turn.replace_fields(pending=tuple(pending for pending in turn.state.pending if pending not in due))
    for pending in sorted(due, key=lambda pending: _find_story_position(turn, pending)):
        if turn.holds(pending.when):
            _land_effects(turn, pending)


def _find_story_position(turn: StateDraft, pending: PendingEffects) -> tuple[int, int]:
    """Where the author wrote it: scene and option by number."""
    decision = turn.scenario.scenes[pending.scene].decision
    options = [option.id for option in decision.options] if decision else []
    return list(turn.scenario.scenes).index(pending.scene), options.index(pending.option)


def _land_effects(turn: StateDraft, pending: PendingEffects) -> None:
    cause = f"later:{pending.path}"
    turn.apply_effects(pending.effects, cause)
    turn.record_events(Landed(pending.path, pending.scene, pending.option, pending.effects, pending.made))
    decision = turn.scenario.scenes[pending.scene].decision
    if pending.objected and decision is not None and compute_net_points(pending.effects) < 0:
        turn.apply_move("vindicated", other_chair(decision.owner), cause)


def compute_net_points(effects: Iterable[Effect]) -> float:
    """Return what effects add up to, in points: gains less losses, customers and cash on the scale of the screen."""
    return fsum(
        (-1 if effect.stock in WORSE_WHEN_HIGH else 1) * effect.points / SCALE.get(effect.stock, 1)
        for effect in effects
    )


def settle_promises(turn: StateDraft, everything: bool = False) -> None:
    """Keep or break the promises that fall due now (all that are open, as play ends)."""
    for promise in turn.state.promises:
        if promise.status == "open" and (everything or promise.due <= turn.state.count):
            _settle_promise(turn, promise)


def _settle_promise(turn: StateDraft, promise: PromiseState) -> None:
    if turn.holds(promise.kept):
        close_promise(turn, promise, "kept")
        turn.apply_move("kept", promise.by)
        turn.remember_move(promise.by, "kept")
        return
    earlier = any(p.by == promise.by and p.status == "broken" for p in turn.state.promises)
    close_promise(turn, promise, "broken")
    turn.apply_move("broken", promise.by, scar=earlier)
    turn.remember_move(promise.by, "broken")


def close_promise(turn: StateDraft, promise: PromiseState, status: PromiseStatus) -> None:
    """Write down how a promise ended."""
    done = replace(promise, status=status)
    turn.replace_fields(promises=tuple(done if p is promise else p for p in turn.state.promises))
    turn.record_events(PromiseSettled(promise.id, promise.by, status, promise.path))


def current_scene(turn: StateDraft) -> Scene:
    """Return the scene of now."""
    return turn.scenario.scenes[turn.state.scene]


def current_decision(turn: StateDraft) -> Decision:
    """Return the decision of now; only phases that have one ask for it."""
    decision = current_scene(turn).decision
    assert decision is not None
    return decision


def list_offered_options(turn: StateDraft) -> tuple[str, ...]:
    """Return the options on offer: those whose condition holds; a synthesis is never listed (R6)."""
    options = current_decision(turn).options
    return tuple(option.id for option in options if not option.synthesis and turn.holds(option.when))


def list_unanswered_chairs(turn: StateDraft, chairs: tuple[Chair, ...]) -> tuple[Chair, ...]:
    """Return those of the chairs that have not answered in this phase."""
    return tuple(chair for chair in chairs if chair not in turn.state.inbox)


@dataclass(frozen=True, slots=True)
class MoveInstance:
    """A move as an option makes it now: its row in the table, its strength, by whom, and the fact that it says."""

    name: str
    strength: float
    by: Chair
    fact: str | None = None


def resolve_move_name(move: Move, actor: Chair) -> str:
    """Return the row of the table that a move is: blame on somebody else in the room is one of its own (R9)."""
    third = move.name == "blame" and move.on not in (None, other_chair(actor))
    return "blame_person" if third else move.name


def iter_option_moves(turn: StateDraft, option: Option, actor: Chair) -> Iterator[MoveInstance]:
    """Yield the moves of an option one by one, each as the state then is.

    A fact is said by its holder, and only once (R3); checking that was agreed over a coffee second-guesses
    nobody (R14).
    """
    for move in option.moves:
        if move.fact is not None:
            if is_sayable(turn, move.fact):
                yield MoveInstance(move.name, move.strength, turn.scenario.facts[move.fact].held, move.fact)
        elif move.name != "second_guess" or f"checkin_{actor}" not in turn.state.flags:
            yield MoveInstance(resolve_move_name(move, actor), move.strength, actor)


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
