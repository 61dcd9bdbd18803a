"""Facts held by one chair: learned, said, kept, and come out (R3)."""

from dataclasses import replace
from typing import Final

from game.engine.events import Learned, Said, Surfaced
from game.engine.scenario import Fact
from game.engine.state import FactState
from game.engine.state_draft import StateDraft
from game.engine.stocks import CHAIRS, INDEX, Chair, other_chair

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
