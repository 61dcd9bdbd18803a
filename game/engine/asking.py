"""What the question of now is: its scene, its decision, the options on offer, and who has not answered yet."""

from game.engine.scenario import Decision, Scene
from game.engine.stocks import Chair
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
