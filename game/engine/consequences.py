"""What is said and decided, and what comes of it: at once, and scenes later (R3, R7 to R9, R11).

An option that is enacted makes its moves, has its effects, may promise something and set off later effects. A fact
is learned, said or kept, and a kept one comes out in the end. What was set off earlier comes due as a scene opens.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from math import fsum
from typing import Final, Literal

from game.engine.events import Enacted, Landed, Learned, PromiseSettled, Resolved, Said, Surfaced
from game.engine.model import build_company, compute_alignment
from game.engine.moves import MOVES
from game.engine.scenario import Decision, Effect, Fact, Later, Move, Option, Pledge, Promise, Scene
from game.engine.speech import speak
from game.engine.state import (
    DeferredDecision,
    FactState,
    Mode,
    PendingEffects,
    PromiseState,
    PromiseStatus,
    SceneRecord,
    list_first_shown_line,
    list_shown_lines,
)
from game.engine.state_draft import SCALE, StateDraft, scale_effect
from game.engine.stocks import CHAIRS, INDEX, WORSE_WHEN_HIGH, Chair, other_chair

FACE_TRUST: Final = -5.0
FACE_SAFETY: Final = -4.0
"""What saying a fact that costs face takes from the other's trust and from one's own safety, at mid-scale."""

CarriedReason = Mode | Literal["sat", "agreed", "came_round", "guessed", "relied"]
"""What makes a decision be carried out better or worse than the two pull one way (R17)."""

JUDGED_FROM: Final = 2.0
"""From how many points, net, a later effect tells that a sure pick was right or wrong (R18)."""
CARRIED: Final[Mapping[Mode, float]] = {"defer": 0.0, "object": -5.0, "escalate": -15.0, "override": -25.0}
"""What an answer to a difference adds to how well a decision is carried out (R17)."""
CARRIED_RELIED: Final = 8.0
"""What it adds that an option relies on a strength that has been named (R27)."""
CARRIED_TOGETHER, CARRIED_CAME_ROUND, CARRIED_GUESSED = 15.0, 10.0, 8.0
"""What it adds that both picked the same first or sat down; that one came round; each right guess of a first pick."""
UNFAITHFUL_FROM: Final = -5.0
"""From which net on the stocks of one's own pledge an act breaks it (R21)."""
KEPT_GAP: Final = 4.0
"""Points added to the other's gap when facts are first kept although they could be told; once a chair a scene."""


def learn_facts(draft: StateDraft, scene: str) -> None:
    """Let each chair learn the facts of a scene as it opens; a fact whose condition fails then never exists."""
    first = draft.scenario.first_scene.id
    for fact in draft.scenario.facts.values():
        if (fact.since or first) != scene:
            continue
        status = draft.state.facts.get(fact.id)
        if status is None or status.known:
            continue
        if draft.holds(fact.when):
            _replace_fact_state(
                draft, fact, FactState(status.status, draft.state.count, status.chance, status.kept, status.out)
            )
            if draft.state.count > 1:
                draft.record_events(Learned(fact.id, fact.held))
        else:
            draft.replace_fields(facts={key: value for key, value in draft.state.facts.items() if key != fact.id})


def list_open_facts(draft: StateDraft, chair: Chair, scene: str) -> tuple[str, ...]:
    """Return the facts that a chair may tell in a scene: its own, already learned, untold, and opened there."""
    facts = draft.scenario.facts
    return tuple(
        fact for fact in draft.scenario.scenes[scene].say if facts[fact].held == chair and is_sayable(draft, fact)
    )


def is_sayable(draft: StateDraft, fact: str) -> bool:
    """Tell whether the holder of a fact knows it and the other chair does not."""
    status = draft.state.facts.get(fact)
    return status is not None and status.known > 0 and status.status == "unsaid"


def say_facts(
    draft: StateDraft,
    chair: Chair,
    said: tuple[str, ...],
    offered: tuple[str, ...],
    *,
    halved: bool = False,
    answer: Callable[[str], None] | None = None,
) -> None:
    """Let a chair tell some of the facts on offer and keep the rest.

    Args:
        draft: the answer under way.
        chair: who tells.
        said: what it tells, in this order.
        offered: what it might have told.
        halved: whether half of the good it does counts (R9).
        answer: called with each fact as it has been told, so that the other speaks before the next one is.
    """
    for fact_id in said:
        _say_fact(draft, draft.scenario.facts[fact_id])
        if answer is not None:
            answer(fact_id)
    earlier = set(draft.state.now.said)
    if said and not any(draft.scenario.facts[fact].held == chair for fact in earlier):
        draft.apply_move("share", chair, halved=halved, without_gap=True)
        draft.remember_move(chair, "share")
    _keep_facts(draft, chair, tuple(fact for fact in offered if fact not in said))
    if said:
        draft.replace_now(said=(*draft.state.now.said, *said))


def _say_fact(draft: StateDraft, fact: Fact) -> None:
    cause = f"said:{fact.id}"
    before = draft.list_hundredths()
    status = draft.state.facts[fact.id]
    chance = status.chance or draft.state.count
    _replace_fact_state(draft, fact, replace(status, status="said", chance=chance, out=draft.state.count))
    draft.shift_stock(f"{other_chair(fact.held)}.gap", -fact.weight, cause, fact.held)
    if fact.cost == "face":
        _lose_face(draft, fact.held, cause)
    draft.apply_effects(fact.price, cause)
    draft.record_events(Said(fact.id, fact.held, draft.list_moved(before)))


def _lose_face(draft: StateDraft, holder: Chair, cause: str) -> None:
    for stock, points in ((f"{other_chair(holder)}.trust", FACE_TRUST), (f"{holder}.safety", FACE_SAFETY)):
        draft.shift_stock(stock, points * draft.stocks[INDEX[stock]] / 50, cause, holder)


def _keep_facts(draft: StateDraft, chair: Chair, kept: tuple[str, ...]) -> None:
    fresh = [fact for fact in kept if not draft.state.facts[fact].kept]
    for fact in fresh:
        status = draft.state.facts[fact]
        _replace_fact_state(
            draft,
            draft.scenario.facts[fact],
            FactState(status.status, status.known, status.chance or draft.state.count, True, status.out),
        )
    already = {draft.scenario.facts[fact].held for fact in draft.state.now.kept}
    if fresh and chair not in already:
        draft.shift_stock(f"{other_chair(chair)}.gap", KEPT_GAP, "move:withhold", chair)
    if fresh:
        draft.replace_now(kept=(*draft.state.now.kept, *fresh))


def surface_due_facts(draft: StateDraft) -> None:
    """Let the facts come out that are due and still untold."""
    for fact in draft.scenario.facts.values():
        if fact.surfaces is None:
            continue
        status = draft.state.facts.get(fact.id)
        if status is None or status.status != "unsaid" or not status.chance:
            continue
        if draft.state.count >= status.chance + fact.surfaces.after:
            _surface_fact(draft, fact, status)


def surface_all_facts(draft: StateDraft) -> None:
    """Let every fact come out that was still to surface as play ended (R11)."""
    for fact in draft.scenario.facts.values():
        status = draft.state.facts.get(fact.id)
        if fact.surfaces and status is not None and status.status == "unsaid" and status.chance:
            _surface_fact(draft, fact, status)


def _surface_fact(draft: StateDraft, fact: Fact, status: FactState) -> None:
    assert fact.surfaces is not None
    cause = f"surfaced:{fact.id}"
    before = draft.list_hundredths()
    _replace_fact_state(draft, fact, replace(status, status="surfaced", out=draft.state.count))
    draft.shift_stock(f"{other_chair(fact.held)}.gap", -fact.weight, cause, fact.held)
    effects = draft.list_real_effects(fact.surfaces.effects)
    draft.apply_effects(effects, cause)
    if status.kept:
        name = "slip" if fact.cost == "confidential" else "found_out"
        draft.apply_move(name, fact.held, cause, without_gap=True)
        draft.remember_move(fact.held, name)
    moved = draft.list_moved(before)
    draft.record_events(Surfaced(fact.id, fact.held, fact.surfaces.by, status.kept, effects, moved))


def _replace_fact_state(draft: StateDraft, fact: Fact, status: FactState) -> None:
    draft.replace_fields(facts={**draft.state.facts, fact.id: status})


def are_known_to_both(draft: StateDraft, facts: tuple[str, ...]) -> bool:
    """Tell whether both chairs know all of these facts."""
    return all(
        fact in draft.state.facts and draft.state.knows_fact(chair, fact, draft.scenario.facts[fact].held)
        for fact in facts
        for chair in CHAIRS
    )


def land_due_effects(draft: StateDraft, everything: bool = False) -> None:
    """Let the later effects land that are due now, or `everything` as play ends."""
    due = [pending for pending in draft.state.pending if everything or pending.due <= draft.state.count]
    draft.replace_fields(pending=tuple(pending for pending in draft.state.pending if pending not in due))
    for pending in sorted(due, key=lambda pending: _find_story_position(draft, pending)):
        if draft.holds(pending.when):
            _land_effects(draft, pending)


def _find_story_position(draft: StateDraft, pending: PendingEffects) -> tuple[int, int]:
    """Return the place of its scene and its option in the file: what lands at once lands in that order."""
    decision = draft.scenario.scenes[pending.scene].decision
    options = [option.id for option in decision.options] if decision else []
    return list(draft.scenario.scenes).index(pending.scene), options.index(pending.option)


def _land_effects(draft: StateDraft, pending: PendingEffects) -> None:
    """Land what was set off, as well as the two pull one way by now (R17).

    Nothing lands where none of its effects comes about by now (R25).
    """
    real = draft.list_real_effects(pending.effects)
    if pending.effects and not real:
        return
    cause = f"later:{pending.path}"
    before = draft.list_hundredths()
    carried = compute_alignment(build_company(draft.stocks))
    effects = tuple(scale_effect(effect, carried) for effect in real)
    draft.apply_effects(effects, cause)
    net = compute_net_points(effects)
    decision = draft.scenario.scenes[pending.scene].decision
    if pending.objected and decision is not None and net < 0:
        draft.apply_move("vindicated", other_chair(decision.owner), cause)
    _judge_sure_picks(draft, pending, net)
    moved = draft.list_moved(before)
    draft.record_events(Landed(pending.path, pending.scene, pending.option, effects, pending.made, moved))


def _judge_sure_picks(draft: StateDraft, pending: PendingEffects, net: float) -> None:
    """Let time judge, once, who was sure of what was enacted: the other trusts more, or less (R18)."""
    if abs(net) < JUDGED_FROM or pending.made in draft.state.judged:
        return
    record = next((p for p in (*draft.state.past, draft.state.now) if p.count == pending.made), None)
    if record is None:
        return
    for chair in CHAIRS:
        if record.confidence.get(chair) == "sure" and record.first.get(chair) == pending.option:
            name = "borne_out" if net > 0 else "misjudged"
            draft.apply_move(name, chair, f"move:{name}")
            draft.replace_fields(judged=draft.state.judged | {pending.made})


PLEDGED_STOCKS: Final[dict[Pledge, tuple[str, ...]]] = {
    "customers": ("csat_product", "csat_service", "customers"),
    "people": ("culture", "strain", "engineering"),
    "cash": ("cash", "sales", "finance"),
}
"""Which stocks tell whether deeds went with a pledge."""


def list_option_effects(option: Option) -> tuple[Effect, ...]:
    """Return the effects of an option, those of now and those that may land later."""
    return (*option.effects, *(effect for later in option.later for effect in later.effects))


def list_foreseen_effects(draft: StateDraft, chair: Chair, option: Option) -> tuple[Effect, ...]:
    """Return the effects of an option, now and later, that a chair can foresee with what it knows (R4).

    An effect whose condition fails as things stand is not foreseen, nor is what is never set off in this play (R25).
    """
    known = list_known_facts(draft, chair)
    clear = draft.recall_from(
        known,
        ("clear", chair, option.path),
        lambda: [e for e in _list_coming_effects(draft, option) if e.because is None or e.because in known],
    )
    return tuple([effect for effect in clear if effect.when is None or draft.holds(effect.when)])


def _list_coming_effects(draft: StateDraft, option: Option) -> tuple[Effect, ...]:
    """Return the effects of an option, now and later, that can come about in this play at all."""
    known = draft.settled.coming
    listed = known.get(option.path)
    if listed is None or listed[0] is not option:
        later = (effect for later in option.later if _can_still_land(draft, later) for effect in later.effects)
        listed = option, tuple(effect for effect in (*option.effects, *later) if draft.can_happen(effect))
        known[option.path] = listed
    return listed[1]


def list_known_facts(draft: StateDraft, chair: Chair) -> frozenset[str]:
    """Return the facts that a chair knows by now."""
    state, facts = draft.state, draft.scenario.facts
    return draft.recall_from(
        state.facts,
        ("known", chair),
        lambda: frozenset([fact for fact in state.facts if state.knows_fact(chair, fact, facts[fact].held)]),
    )


def compute_net_points(effects: Iterable[Effect]) -> float:
    """Return gains less losses in points; customers and cash count by `SCALE`, and a rise of what is bad as a loss."""
    return fsum(
        (-1 if effect.stock in WORSE_WHEN_HIGH else 1) * effect.points / SCALE.get(effect.stock, 1)
        for effect in effects
    )


def settle_promises(draft: StateDraft, everything: bool = False) -> None:
    """Settle as kept or broken the promises that are due now, or `everything` as play ends."""
    for promise in draft.state.promises:
        if promise.status == "open" and (everything or promise.due <= draft.state.count):
            _settle_promise(draft, promise)


def _settle_promise(draft: StateDraft, promise: PromiseState) -> None:
    status: PromiseStatus = "kept" if draft.holds(promise.kept) else "broken"
    earlier = any(p.by == promise.by and p.status == "broken" for p in draft.state.promises)
    close_promise(draft, promise, status, scar=earlier if status == "broken" else None)
    draft.remember_move(promise.by, status)


def close_promise(draft: StateDraft, promise: PromiseState, status: PromiseStatus, scar: bool | None = None) -> None:
    """Record how a promise ended, and make the move that this is; a broken one may leave a scar."""
    before = draft.list_hundredths()
    done = replace(promise, status=status)
    draft.replace_fields(promises=tuple(done if p is promise else p for p in draft.state.promises))
    draft.apply_move(status, promise.by, scar=scar)
    draft.record_events(PromiseSettled(promise.id, promise.by, status, promise.path, draft.list_moved(before)))


def current_scene(draft: StateDraft) -> Scene:
    """Return the scene that play is in."""
    return draft.scenario.scenes[draft.state.scene]


def current_decision(draft: StateDraft) -> Decision:
    """Return the decision that is being made; the scene must have one."""
    decision = draft.scenario.scenes[draft.state.scene].decision
    assert decision is not None
    return decision


def list_offered_options(draft: StateDraft) -> tuple[str, ...]:
    """Return the options on offer: those whose condition holds. A synthesis is never listed (R6)."""
    options = current_decision(draft).options
    return draft.recall(
        "offered",
        lambda: tuple(
            [option.id for option in options if not option.needs and (option.when is None or draft.holds(option.when))]
        ),
    )


def list_unanswered_chairs(draft: StateDraft, chairs: tuple[Chair, ...]) -> tuple[Chair, ...]:
    """Return which of the chairs have not answered in this phase."""
    return tuple(chair for chair in chairs if chair not in draft.state.inbox)


@dataclass(frozen=True, slots=True)
class MoveInstance:
    """A move as an option makes it now: its row in the table, its strength, its actor, and the fact that it tells."""

    name: str
    strength: float
    by: Chair
    fact: str | None = None


def resolve_move_name(move: Move, actor: Chair) -> str:
    """Return the row of the table for a move: blaming somebody else in the room has its own (R9)."""
    third = move.name == "blame" and move.on not in (None, other_chair(actor))
    return "blame_person" if third else move.name


def iter_option_moves(draft: StateDraft, option: Option, actor: Chair) -> Iterator[MoveInstance]:
    """Yield the moves of an option one by one, each judged by the state at that moment.

    Only its holder tells a fact, and only once (R3). Checking in as agreed over a coffee is no second-guessing
    (R14).
    """
    for move in option.moves:
        if move.fact is not None:
            if is_sayable(draft, move.fact):
                yield MoveInstance(move.name, move.strength, draft.scenario.facts[move.fact].held, move.fact)
        elif move.name != "second_guess" or f"checkin_{actor}" not in draft.state.flags:
            yield MoveInstance(resolve_move_name(move, actor), move.strength, actor)


DEFER_BINDS: Final = 3
"""The number of scenes after deferring in which blame counts double (R7)."""


def resolve_difference(draft: StateDraft, decision: Decision, mode: Mode) -> str:
    """Make the move of the chair that does not own the decision; return the id of the option that is enacted (R7)."""
    answering = other_chair(decision.owner)
    draft.record_events(Resolved(answering, mode, speak(draft, answering, f"resolve.{mode}")))
    final = draft.state.now.final
    match mode:
        case "defer":
            if draft.state.now.first.get(answering) == final[answering]:
                draft.apply_move("defer", answering)
                draft.remember_move(answering, "defer")
            draft.replace_fields(deferred=(*draft.state.deferred, DeferredDecision(answering, draft.state.count)))
        case "object":
            draft.apply_move("insist", decision.owner)
            draft.remember_move(decision.owner, "insist")
            draft.apply_move("object", answering)
            draft.remember_move(answering, "object")
        case "escalate":
            draft.apply_move("escalate", answering)
            draft.remember_move(answering, "escalate")
            assert decision.board is not None
            return decision.board
        case "override":
            draft.replace_fields(tokens=draft.state.tokens - 1)
            draft.apply_move("override", answering)
            draft.remember_move(answering, "override")
            return final[answering]
    return final[decision.owner]


def enact_option(draft: StateDraft, scene: Scene, option: Option, mode: Mode | None = None) -> None:
    """Make an option real: its moves, effects, flags and promise, and what it sets off for later (R8, R9).

    Args:
        draft: the answer under way.
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
    carried = compute_carried(draft, mode, option)
    faithless = _is_unfaithful(draft, decision, option)
    _apply_option_moves(draft, option, actor, halved)
    effects = draft.list_real_effects(option.effects)
    draft.apply_carried_effects(effects, carried, cause, f"carried:{scene.id}.{option.id}")
    if faithless:
        draft.apply_move("unfaithful", decision.owner)
        draft.remember_move(decision.owner, "unfaithful")
    draft.replace_fields(flags=draft.state.flags | set(option.flags))
    _apply_option_promise(draft, option, halved)
    _schedule_later_effects(draft, scene, option, objected=mode == "object")
    draft.replace_now(mode=mode, enacted=option.id, carried=round(carried))
    if draft.told:
        told = _build_enacted_event(draft, scene, option, decider, actor)
        draft.record_events(replace(told, effects=effects))


def is_strength_named(draft: StateDraft, strength: str | None) -> bool:
    """Tell whether a strength of either chair has been named over a coffee (R27)."""
    return any(f"{chair}.{strength}" in draft.state.named for chair in CHAIRS)


def compute_carried(draft: StateDraft, mode: Mode | None, option: Option | None = None) -> float:
    """Return how well the two carry out what they have decided, 0..100 (R17).

    Their alignment, and how the decision came about where both picked (Korsgaard, Schweiger & Sapienza 1995).
    """
    carried = compute_alignment(build_company(draft.stocks))
    relied = option is not None and is_strength_named(draft, option.relies_on)
    for _reason, points in list_carried_reasons(draft.state.now, mode, relied=relied):
        carried += points
    return min(max(carried, 0.0), 100.0)


def list_carried_reasons(
    now: SceneRecord, mode: Mode | None, *, relied: bool = False
) -> tuple[tuple[CarriedReason, float], ...]:
    """Return what beside their alignment decides how well a decision is carried out, with its points (R17).

    Args:
        now: the scene, with the picks and guesses made.
        mode: how a difference was resolved, where there was one.
        relied: whether the option relies on a strength that has been named (R27).
    """
    reasons: list[tuple[CarriedReason, float]] = []
    if len(now.first) == len(CHAIRS):
        if mode is not None:
            reasons.append((mode, CARRIED[mode]))
        elif now.sat or now.first["ceo"] == now.first["cto"]:
            reasons.append(("sat" if now.sat else "agreed", CARRIED_TOGETHER))
        elif set(now.final.values()) & set(now.first.values()):
            reasons.append(("came_round", CARRIED_CAME_ROUND))
        right = [chair for chair in CHAIRS if now.guess.get(chair) == now.first[other_chair(chair)]]
        reasons += [("guessed", CARRIED_GUESSED * len(right))] if right else []
    return (*reasons, ("relied", CARRIED_RELIED)) if relied else tuple(reasons)


def _is_unfaithful(draft: StateDraft, decision: Decision, option: Option) -> bool:
    """Tell whether the owner decides, of its own will, what it can foresee to go against its own pledge (R21)."""
    chair = decision.owner
    pledge = draft.state.pledges.get(chair)
    if pledge is None or not _is_owners_pick(draft, chair, option):
        return False
    pledged = [e for e in list_foreseen_effects(draft, chair, option) if e.stock in PLEDGED_STOCKS[pledge]]
    return compute_net_points(pledged) <= UNFAITHFUL_FROM


def _is_owners_pick(draft: StateDraft, owner: Chair, option: Option) -> bool:
    """Tell whether the owner picked an option last: as its final pick or, after sitting down, alone."""
    now = draft.state.now
    return not option.synthesis if now.sat else now.final.get(owner) == option.id


def _apply_option_moves(draft: StateDraft, option: Option, actor: Chair, halved: bool) -> None:
    received: dict[Chair, float] = {}
    for made in iter_option_moves(draft, option, actor):
        if made.fact is not None:
            say_facts(draft, made.by, (made.fact,), (made.fact,), halved=halved)
            continue
        _apply_move_instance(draft, made, halved)
        if made.name != "withhold":
            for chair in CHAIRS if MOVES[made.name].both else (other_chair(actor),):
                received[chair] = received.get(chair, 0.0) + compute_kindness(made)
    for chair, kind in received.items():
        draft.remember_treatment(chair, kind)


def compute_kindness(made: MoveInstance) -> float:
    """Return how kind a move is, about -1..1: half of it depends on the move's strength."""
    return MOVES[made.name].kind * (0.5 + 0.5 * made.strength)


def _apply_move_instance(draft: StateDraft, made: MoveInstance, halved: bool) -> None:
    if made.name == "blame" and _has_deferred_lately(draft, made.by):
        draft.apply_move(made.name, made.by, strength=2 * made.strength, halved=halved, as_kind="integrity")
    else:
        draft.apply_move(made.name, made.by, strength=made.strength, halved=halved)


def _has_deferred_lately(draft: StateDraft, chair: Chair) -> bool:
    return any(d.by == chair and 0 < draft.state.count - d.scene <= DEFER_BINDS for d in draft.state.deferred)


def _apply_option_promise(draft: StateDraft, option: Option, halved: bool) -> None:
    if option.renegotiates is not None:
        for promise in draft.state.promises:
            if promise.id == option.renegotiates and promise.status == "open":
                close_promise(draft, promise, "renegotiated")
    made = option.promise
    if made is not None:
        draft.replace_fields(promises=(*draft.state.promises, _build_promise_state(draft, option, made)))
        draft.apply_move("promise", made.by, halved=halved)
        draft.remember_move(made.by, "promise")


def _build_promise_state(draft: StateDraft, option: Option, made: Promise) -> PromiseState:
    count = draft.state.count
    return PromiseState(made.id, f"{option.path}.promise.text", made.by, count, count + made.due, made.kept)


def _schedule_later_effects(draft: StateDraft, scene: Scene, option: Option, objected: bool) -> None:
    count = draft.state.count
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
        if _can_still_land(draft, later)
    )
    draft.replace_fields(pending=(*draft.state.pending, *fresh))


def _can_still_land(draft: StateDraft, later: Later) -> bool:
    """Tell whether something can still land; if not it is not set off, and nothing hints at it.

    What was drawn may rule its condition out, whatever else comes, or the cause of each of its effects (R25).
    """
    if later.effects and not any(draft.can_happen(effect) for effect in later.effects):
        return False
    return draft.can_come_to_hold(later.when)


def _build_enacted_event(draft: StateDraft, scene: Scene, option: Option, decider: Chair, actor: Chair) -> Enacted:
    lines = list_first_shown_line(option.results, draft.scenario, draft.state)
    private = {chair: list_shown_lines(texts, draft.scenario, draft.state) for chair, texts in option.private.items()}
    cues = tuple(f"{later.path}.cue" for later in option.later if later.cued and _can_still_land(draft, later))
    return Enacted(scene.id, option.id, decider, actor, lines, private, cues, draft.state.now.carried or 0)
