"""What was set off earlier and comes due now: later effects, and promises (R2, R11)."""

from collections.abc import Iterable
from dataclasses import replace
from math import fsum

from game.engine.events import Landed, PromiseSettled
from game.engine.scenario import Effect
from game.engine.state import Pending, PromiseState, PromiseStatus
from game.engine.stocks import WORSE_WHEN_HIGH, other
from game.engine.turn import SCALE, Turn


def land(turn: Turn, everything: bool = False) -> None:
    """Let the later effects land that are due now (all of them, as play ends)."""
    due = [pending for pending in turn.state.pending if everything or pending.due <= turn.state.count]
    turn.put(pending=tuple(pending for pending in turn.state.pending if pending not in due))
    for pending in sorted(due, key=lambda pending: _place(turn, pending)):
        if turn.holds(pending.when):
            _land(turn, pending)


def _place(turn: Turn, pending: Pending) -> tuple[int, int]:
    """Where the author wrote it: scene and option by number."""
    decision = turn.scenario.scenes[pending.scene].decision
    options = [option.id for option in decision.options] if decision else []
    return list(turn.scenario.scenes).index(pending.scene), options.index(pending.option)


def _land(turn: Turn, pending: Pending) -> None:
    cause = f"later:{pending.path}"
    turn.affect(pending.effects, cause)
    turn.tell(Landed(pending.path, pending.scene, pending.option, pending.effects, pending.made))
    decision = turn.scenario.scenes[pending.scene].decision
    if pending.objected and decision is not None and worth(pending.effects) < 0:
        turn.move("vindicated", other(decision.owner), cause)


def worth(effects: Iterable[Effect]) -> float:
    """Return what effects add up to, in points: gains less losses, customers and cash on the scale of the screen."""
    return fsum(
        (-1 if effect.stock in WORSE_WHEN_HIGH else 1) * effect.points / SCALE.get(effect.stock, 1)
        for effect in effects
    )


def settle_promises(turn: Turn, everything: bool = False) -> None:
    """Keep or break the promises that fall due now (all that are open, as play ends)."""
    for promise in turn.state.promises:
        if promise.status == "open" and (everything or promise.due <= turn.state.count):
            _settle(turn, promise)


def _settle(turn: Turn, promise: PromiseState) -> None:
    if turn.holds(promise.kept):
        close_promise(turn, promise, "kept")
        turn.move("kept", promise.by)
        turn.treat(promise.by, "kept")
        return
    earlier = any(p.by == promise.by and p.status == "broken" for p in turn.state.promises)
    close_promise(turn, promise, "broken")
    turn.move("broken", promise.by, scar=earlier)
    turn.treat(promise.by, "broken")


def close_promise(turn: Turn, promise: PromiseState, status: PromiseStatus) -> None:
    """Write down how a promise ended."""
    done = replace(promise, status=status)
    turn.put(promises=tuple(done if p is promise else p for p in turn.state.promises))
    turn.tell(PromiseSettled(promise.id, promise.by, status, promise.path))
