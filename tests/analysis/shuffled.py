"""Crises that nobody would write: the small one with its moves, effects, facts, owners and weeks shuffled."""

from dataclasses import replace
from pathlib import Path
from random import Random

from game.content.compiler import load_scenario
from game.engine.scenario import Effect, Later, Move, Option, Scenario, Scene
from game.engine.stocks import CHAIRS, STOCKS

SMALL = load_scenario(Path(__file__).parents[1] / "scenarios" / "small").scenario
MOVES = (
    "share", "withhold", "ask", "blame", "joint_solve", "own", "deny", "amends", "appreciate",
    "second_guess", "delegate", "contribute", "clarify", "override", "bridge", "insist",
)  # fmt: skip


def shuffled(seed: int) -> Scenario:
    """The small crisis with everything changed that moves a stock; its scenes, conditions and endings stay."""
    rng = Random(seed)
    facts = {
        fact.id: replace(
            fact,
            cost=rng.choice(("free", "face", "confidential")),
            price=effects(rng, 2),
            weight=rng.randint(1, 12),
            surfaces=fact.surfaces and replace(fact.surfaces, after=rng.randint(1, 4), effects=effects(rng, 2)),
        )
        for fact in SMALL.facts.values()
    }
    scenes = {scene.id: shuffled_scene(rng, scene) for scene in SMALL.scenes.values()}
    cold = rng.random() < 0.3
    start = tuple(2000 if cold and stock.startswith("cto.") else opening(rng, stock) for stock in STOCKS)
    return replace(SMALL, scenes=scenes, facts=facts, start=start, pace=rng.choice((0.5, 1.0, 2.0, 3.0)))


def opening(rng: Random, stock: str) -> int:
    return rng.randint(0, 200_000 if stock in ("customers", "cash") else 10_000)


def effects(rng: Random, most: int) -> tuple[Effect, ...]:
    return tuple(Effect(rng.choice(STOCKS), rng.randint(-20, 20)) for _ in range(rng.randint(0, most)))


def shuffled_scene(rng: Random, scene: Scene) -> Scene:
    decision = scene.decision
    if decision is not None:
        options = tuple(shuffled_option(rng, option) for option in decision.options)
        owner = rng.choice(CHAIRS) if decision.joint else decision.owner
        board = rng.choice((None, options[0].id)) if decision.joint else None
        decision = replace(decision, options=options, owner=owner, board=board)
    weeks = rng.choice((0, 1, 2, 5, 9, 13))
    return replace(scene, decision=decision, weeks=weeks, coffee=rng.random() < 0.5)


def shuffled_option(rng: Random, option: Option) -> Option:
    later = [replace(one, after=rng.randint(1, 4), effects=effects(rng, 3)) for one in option.later]
    if rng.random() < 0.5:
        later.append(Later(f"{option.path}.later.0", rng.randint(1, 4), effects(rng, 3)))
    return replace(
        option,
        moves=tuple(move(rng) for _ in range(rng.randint(0, 4))),
        effects=effects(rng, 4),
        later=tuple(later),
        promise=option.promise and replace(option.promise, by=rng.choice(CHAIRS), due=rng.randint(1, 3)),
        actor=rng.choice((None, None, "ceo", "cto")),
    )


def move(rng: Random) -> Move:
    name, strength = rng.choice(MOVES), rng.choice((0.5, 1.0, 2.0))
    if name == "share" and rng.random() < 0.6:
        return Move(name, 1.0, fact=rng.choice(list(SMALL.facts)))
    return Move(name, strength, on=rng.choice((None, "lan", *CHAIRS)) if name == "blame" else None)
