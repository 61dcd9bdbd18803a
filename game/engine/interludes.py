"""Between two scenes: the pledge, "still?", and time for one coffee (R14, R15)."""

from typing import Final, cast

from game.engine.events import Ask, CoffeeTaken, Pledged
from game.engine.flow import go_on
from game.engine.moves import MOVES
from game.engine.scenario import PLEDGES, Pledge
from game.engine.state import Coffee
from game.engine.stocks import CHAIRS, Chair, other
from game.engine.turn import Turn

HALF: Final = 0.5
WORKED: Final = -2.0
"""What keeping on working takes off the strain."""

CREDITABLE: Final = (
    "own",
    "amends",
    "contribute",
    "bridge",
    "joint_solve",
    "share",
    "delegate",
    "ask",
    "clarify",
)
"""The moves that one can thank somebody for by name, the most telling first."""


def ask_pledge(turn: Turn) -> tuple[Ask, ...]:
    """Ask each chair what it will not sacrifice."""
    phase = turn.state.phase
    return tuple(Ask(phase, chair, turn.state.scene, PLEDGES) for chair in CHAIRS if chair not in turn.state.inbox)


def close_pledge(turn: Turn) -> None:
    """Write both pledges down."""
    again = turn.state.phase == "still"
    inbox = turn.state.inbox
    pledges = {chair: cast(Pledge, inbox[chair]["what"]) for chair in CHAIRS}
    guesses = {chair: cast(Pledge, inbox[chair]["guess"]) for chair in CHAIRS if "guess" in inbox[chair]}
    turn.put(pledges=pledges, pledge_guesses={**turn.state.pledge_guesses, **guesses})
    turn.tell(*(Pledged(chair, what, again, guesses.get(chair)) for chair, what in pledges.items()))
    go_on(turn)


def ask_coffee(turn: Turn) -> tuple[Ask, ...]:
    """Ask each person what it does with the time for one coffee; the simulated partner keeps its own counsel."""
    return tuple(
        Ask("coffee", chair, turn.state.scene, _coffees(chair))
        for chair in CHAIRS
        if chair not in turn.state.partners and chair not in turn.state.inbox
    )


def _coffees(chair: Chair) -> tuple[Coffee, ...]:
    return ("ask", "credit", "bridge" if chair == "cto" else "money", "checkin", "work")


def close_coffee(turn: Turn) -> None:
    """Let each coffee have its effect."""
    for chair in CHAIRS:
        if chair in turn.state.inbox:
            _take(turn, chair, cast(Coffee, turn.state.inbox[chair]["what"]))
    go_on(turn)


def _take(turn: Turn, chair: Chair, what: Coffee) -> None:
    about = ""
    match what:
        case "ask":
            _make(turn, chair, "ask", HALF)
            turn.put(obstacles=turn.state.obstacles | {other(chair)})
        case "credit":
            about = creditable(turn, other(chair))
            _make(turn, chair, "appreciate", 1.0 if about else HALF)
        case "bridge":
            _make(turn, chair, "bridge", HALF)
        case "money":
            _make(turn, chair, "clarify", HALF)
        case "checkin":
            turn.put(flags=turn.state.flags | {f"checkin_{chair}"})
        case "work":
            turn.shift("strain", WORKED, "coffee:work", chair)
    turn.tell(CoffeeTaken(chair, what, about))


def _make(turn: Turn, chair: Chair, move: str, strength: float) -> None:
    turn.move(move, chair, strength=strength)
    turn.remember(other(chair), MOVES[move].kind * (0.5 + 0.5 * strength))


def creditable(turn: Turn, chair: Chair) -> str:
    """Return what a chair did that can be thanked for by name; '' where it is nothing.

    The answer is `said:<fact>`, `kept:<promise>` or `move:<name>`, the most recent costly fact first.
    """
    facts = turn.scenario.facts
    said = [f for f, status in turn.state.facts.items() if facts[f].held == chair and status.status == "said"]
    costly = [fact for fact in said if facts[fact].cost != "free"]
    if costly:
        return "said:" + max(costly, key=lambda fact: turn.state.facts[fact].out)
    kept = [promise.id for promise in turn.state.promises if promise.by == chair and promise.status == "kept"]
    if kept:
        return f"kept:{kept[-1]}"
    made = {entry.cause for entry in turn.state.ledger if entry.by in (chair, None)}
    return next((f"move:{name}" for name in CREDITABLE if f"move:{name}" in made), "")
