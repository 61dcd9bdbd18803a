"""What the question of now is: its scene, its decision, the options and what they do, and who has not answered yet."""

from collections.abc import Iterator
from dataclasses import dataclass

from game.engine.facts import sayable
from game.engine.scenario import Decision, Move, Option, Scene
from game.engine.stocks import Chair, other
from game.engine.turn import Turn


def scene_of(turn: Turn) -> Scene:
    """Return the scene of now."""
    return turn.scenario.scenes[turn.state.scene]


def decision_of(turn: Turn) -> Decision:
    """Return the decision of now; only phases that have one ask for it."""
    decision = scene_of(turn).decision
    assert decision is not None
    return decision


def offered(turn: Turn) -> tuple[str, ...]:
    """Return the options on offer: those whose condition holds; a synthesis is never listed (R6)."""
    options = decision_of(turn).options
    return tuple(option.id for option in options if not option.synthesis and turn.holds(option.when))


def waiting(turn: Turn, chairs: tuple[Chair, ...]) -> tuple[Chair, ...]:
    """Return those of the chairs that have not answered in this phase."""
    return tuple(chair for chair in chairs if chair not in turn.state.inbox)


@dataclass(frozen=True, slots=True)
class Made:
    """A move as an option makes it now: its row in the table, its strength, by whom, and the fact that it says."""

    name: str
    strength: float
    by: Chair
    fact: str | None = None


def name_of(move: Move, actor: Chair) -> str:
    """Return the row of the table that a move is: blame on somebody else in the room is one of its own (R9)."""
    third = move.name == "blame" and move.on not in (None, other(actor))
    return "blame_person" if third else move.name


def moves_of(turn: Turn, option: Option, actor: Chair) -> Iterator[Made]:
    """Yield the moves of an option one by one, each as the state then is.

    A fact is said by its holder, and only once (R3); checking that was agreed over a coffee second-guesses
    nobody (R14).
    """
    for move in option.moves:
        if move.fact is not None:
            if sayable(turn, move.fact):
                yield Made(move.name, move.strength, turn.scenario.facts[move.fact].held, move.fact)
        elif move.name != "second_guess" or f"checkin_{actor}" not in turn.state.flags:
            yield Made(name_of(move, actor), move.strength, actor)
