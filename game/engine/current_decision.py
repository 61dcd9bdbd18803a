"""What the question of now is: its scene, its decision, the options and what they do, and who has not answered yet."""

from collections.abc import Iterator
from dataclasses import dataclass

from game.engine.facts import is_sayable
from game.engine.scenario import Decision, Move, Option, Scene
from game.engine.state_draft import StateDraft
from game.engine.stocks import Chair, other_chair


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
