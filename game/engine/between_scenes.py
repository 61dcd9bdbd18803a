"""Between two scenes: the pledge, "still?", and time for one coffee (R14, R15)."""

from typing import Final, cast

from game.engine.events import Ask, CoffeeTaken, Pledged
from game.engine.moves import MOVES
from game.engine.scenario import PLEDGES, Pledge
from game.engine.scene_flow import advance_interludes
from game.engine.state import Coffee
from game.engine.state_draft import StateDraft
from game.engine.stocks import CHAIRS, Chair, other_chair

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


def ask_pledge(turn: StateDraft) -> tuple[Ask, ...]:
    """Ask each chair what it will not sacrifice."""
    phase = turn.state.phase
    return tuple(Ask(phase, chair, turn.state.scene, PLEDGES) for chair in CHAIRS if chair not in turn.state.inbox)


def close_pledge(turn: StateDraft) -> None:
    """Write both pledges down."""
    again = turn.state.phase == "still"
    inbox = turn.state.inbox
    pledges = {chair: cast(Pledge, inbox[chair]["what"]) for chair in CHAIRS}
    guesses = {chair: cast(Pledge, inbox[chair]["guess"]) for chair in CHAIRS if "guess" in inbox[chair]}
    turn.replace_fields(pledges=pledges, pledge_guesses={**turn.state.pledge_guesses, **guesses})
    turn.record_events(*(Pledged(chair, what, again, guesses.get(chair)) for chair, what in pledges.items()))
    advance_interludes(turn)


def ask_coffee(turn: StateDraft) -> tuple[Ask, ...]:
    """Ask each person what it does with the time for one coffee; the simulated partner keeps its own counsel."""
    return tuple(
        Ask("coffee", chair, turn.state.scene, _list_coffees(chair))
        for chair in CHAIRS
        if chair not in turn.state.partners and chair not in turn.state.inbox
    )


def _list_coffees(chair: Chair) -> tuple[Coffee, ...]:
    return ("ask", "credit", "bridge" if chair == "cto" else "money", "checkin", "work")


def close_coffee(turn: StateDraft) -> None:
    """Let each coffee have its effect."""
    for chair in CHAIRS:
        if chair in turn.state.inbox:
            _take_coffee(turn, chair, cast(Coffee, turn.state.inbox[chair]["what"]))
    advance_interludes(turn)


def _take_coffee(turn: StateDraft, chair: Chair, what: Coffee) -> None:
    about = ""
    match what:
        case "ask":
            _make_coffee_move(turn, chair, "ask", HALF)
            turn.replace_fields(obstacles=turn.state.obstacles | {other_chair(chair)})
        case "credit":
            about = find_creditable_act(turn, other_chair(chair))
            _make_coffee_move(turn, chair, "appreciate", 1.0 if about else HALF)
        case "bridge":
            _make_coffee_move(turn, chair, "bridge", HALF)
        case "money":
            _make_coffee_move(turn, chair, "clarify", HALF)
        case "checkin":
            turn.replace_fields(flags=turn.state.flags | {f"checkin_{chair}"})
        case "work":
            turn.shift_stock("strain", WORKED, "coffee:work", chair)
    turn.record_events(CoffeeTaken(chair, what, about))


def _make_coffee_move(turn: StateDraft, chair: Chair, move: str, strength: float) -> None:
    turn.apply_move(move, chair, strength=strength)
    turn.remember_treatment(other_chair(chair), MOVES[move].kind * (0.5 + 0.5 * strength))


def find_creditable_act(turn: StateDraft, chair: Chair) -> str:
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
