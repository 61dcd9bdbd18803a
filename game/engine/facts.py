"""Facts held by one chair: learned, said, kept, and come out (R3)."""

from dataclasses import replace
from typing import Final

from game.engine.events import Learned, Said, Surfaced
from game.engine.scenario import Fact
from game.engine.state import FactState
from game.engine.stocks import CHAIRS, INDEX, Chair, other
from game.engine.turn import Turn

FACE_TRUST: Final = -5.0
FACE_SAFETY: Final = -4.0
"""What saying a fact that costs face takes from the other's trust and from one's own safety, at mid-scale."""
KEPT_GAP: Final = 4.0
"""What a fact kept for the first time at a chance adds to the other's gap, once a chair a scene."""


def learn(turn: Turn, scene: str) -> None:
    """Let each chair learn the facts of a scene as it opens; those whose draw did not come never exist."""
    first = turn.scenario.first_scene.id
    for fact in turn.scenario.facts.values():
        status = turn.state.facts.get(fact.id)
        if status is None or status.known or (fact.since or first) != scene:
            continue
        if turn.holds(fact.when):
            _put(turn, fact, replace(status, known=turn.state.count))
            if turn.state.count > 1:
                turn.tell(Learned(fact.id, fact.held))
        else:
            turn.put(facts={key: value for key, value in turn.state.facts.items() if key != fact.id})


def on_table(turn: Turn, chair: Chair, scene: str) -> tuple[str, ...]:
    """Return the facts that a chair may say in a scene: its own, learned, unsaid and opened there."""
    facts = turn.scenario.facts
    return tuple(fact for fact in turn.scenario.scenes[scene].say if facts[fact].held == chair and sayable(turn, fact))


def sayable(turn: Turn, fact: str) -> bool:
    """Tell whether a fact is one that its holder knows and the other does not."""
    status = turn.state.facts.get(fact)
    return status is not None and status.known > 0 and status.status == "unsaid"


def say(turn: Turn, chair: Chair, said: tuple[str, ...], offered: tuple[str, ...], *, halved: bool = False) -> None:
    """Let a chair say some of the facts on offer and keep the others; `halved` counts the good of it by half (R9)."""
    for fact_id in said:
        _tell(turn, turn.scenario.facts[fact_id])
    earlier = set(turn.state.now.said)
    if said and not any(turn.scenario.facts[fact].held == chair for fact in earlier):
        turn.move("share", chair, halved=halved, without_gap=True)
        turn.treat(chair, "share")
    _keep(turn, chair, tuple(fact for fact in offered if fact not in said))
    turn.put(now=replace(turn.state.now, said=(*turn.state.now.said, *said)))


def _tell(turn: Turn, fact: Fact) -> None:
    cause = f"said:{fact.id}"
    status = turn.state.facts[fact.id]
    chance = status.chance or turn.state.count
    _put(turn, fact, replace(status, status="said", chance=chance, out=turn.state.count))
    turn.shift(f"{other(fact.held)}.gap", -fact.weight, cause, fact.held)
    if fact.cost == "face":
        _lose_face(turn, fact.held, cause)
    turn.affect(fact.price, cause)
    turn.tell(Said(fact.id, fact.held))


def _lose_face(turn: Turn, holder: Chair, cause: str) -> None:
    for stock, points in ((f"{other(holder)}.trust", FACE_TRUST), (f"{holder}.safety", FACE_SAFETY)):
        turn.shift(stock, points * turn.stocks[INDEX[stock]] / 50, cause, holder)


def _keep(turn: Turn, chair: Chair, kept: tuple[str, ...]) -> None:
    fresh = [fact for fact in kept if not turn.state.facts[fact].kept]
    for fact in fresh:
        status = turn.state.facts[fact]
        _put(
            turn,
            turn.scenario.facts[fact],
            replace(status, kept=True, chance=status.chance or turn.state.count),
        )
    already = {turn.scenario.facts[fact].held for fact in turn.state.now.kept}
    if fresh and chair not in already:
        turn.shift(f"{other(chair)}.gap", KEPT_GAP, "move:withhold", chair)
    turn.put(now=replace(turn.state.now, kept=(*turn.state.now.kept, *fresh)))


def surface(turn: Turn) -> None:
    """Let the kept facts come out whose time it is."""
    for fact in turn.scenario.facts.values():
        status = turn.state.facts.get(fact.id)
        if fact.surfaces is None or status is None or status.status != "unsaid" or not status.chance:
            continue
        if turn.state.count >= status.chance + fact.surfaces.after:
            _come_out(turn, fact, status)


def surface_all(turn: Turn) -> None:
    """Let everything come out that was still on its way as play ended (R11)."""
    for fact in turn.scenario.facts.values():
        status = turn.state.facts.get(fact.id)
        if fact.surfaces and status is not None and status.status == "unsaid" and status.chance:
            _come_out(turn, fact, status)


def _come_out(turn: Turn, fact: Fact, status: FactState) -> None:
    assert fact.surfaces is not None
    cause = f"surfaced:{fact.id}"
    _put(turn, fact, replace(status, status="surfaced", out=turn.state.count))
    turn.shift(f"{other(fact.held)}.gap", -fact.weight, cause, fact.held)
    turn.affect(fact.surfaces.effects, cause)
    if status.kept:
        name = "slip" if fact.cost == "confidential" else "found_out"
        turn.move(name, fact.held, cause, without_gap=True)
        turn.treat(fact.held, name)
    turn.tell(Surfaced(fact.id, fact.held, fact.surfaces.by, status.kept, fact.surfaces.effects))


def _put(turn: Turn, fact: Fact, status: FactState) -> None:
    turn.put(facts={**turn.state.facts, fact.id: status})


def knows_all(turn: Turn, facts: tuple[str, ...]) -> bool:
    """Tell whether both chairs know all of these facts."""
    return all(
        fact in turn.state.facts and turn.state.knows(chair, fact, turn.scenario.facts[fact].held)
        for fact in facts
        for chair in CHAIRS
    )
