"""What was set off earlier and comes due now: later effects, and promises (R2, R11)."""

from collections.abc import Iterable
from dataclasses import replace
from math import fsum

from game.engine.events import Landed, PromiseSettled
from game.engine.scenario import Effect
from game.engine.state import PendingEffects, PromiseState, PromiseStatus
from game.engine.state_draft import SCALE, StateDraft
from game.engine.stocks import WORSE_WHEN_HIGH, other_chair


def land_due_effects(turn: StateDraft, everything: bool = False) -> None:
    """Let the later effects land that are due now (all of them, as play ends)."""
    due = [pending for pending in turn.state.pending if everything or pending.due <= turn.state.count]
    turn.replace_fields(pending=tuple(pending for pending in turn.state.pending if pending not in due))
    for pending in sorted(due, key=lambda pending: _find_story_position(turn, pending)):
        if turn.holds(pending.when):
            _land_effects(turn, pending)


def _find_story_position(turn: StateDraft, pending: PendingEffects) -> tuple[int, int]:
    """Where the author wrote it: scene and option by number."""
    decision = turn.scenario.scenes[pending.scene].decision
    options = [option.id for option in decision.options] if decision else []
    return list(turn.scenario.scenes).index(pending.scene), options.index(pending.option)


def _land_effects(turn: StateDraft, pending: PendingEffects) -> None:
    cause = f"later:{pending.path}"
    turn.apply_effects(pending.effects, cause)
    turn.record_events(Landed(pending.path, pending.scene, pending.option, pending.effects, pending.made))
    decision = turn.scenario.scenes[pending.scene].decision
    if pending.objected and decision is not None and compute_net_points(pending.effects) < 0:
        turn.apply_move("vindicated", other_chair(decision.owner), cause)


def compute_net_points(effects: Iterable[Effect]) -> float:
    """Return what effects add up to, in points: gains less losses, customers and cash on the scale of the screen."""
    return fsum(
        (-1 if effect.stock in WORSE_WHEN_HIGH else 1) * effect.points / SCALE.get(effect.stock, 1)
        for effect in effects
    )


def settle_promises(turn: StateDraft, everything: bool = False) -> None:
    """Keep or break the promises that fall due now (all that are open, as play ends)."""
    for promise in turn.state.promises:
        if promise.status == "open" and (everything or promise.due <= turn.state.count):
            _settle_promise(turn, promise)


def _settle_promise(turn: StateDraft, promise: PromiseState) -> None:
    if turn.holds(promise.kept):
        close_promise(turn, promise, "kept")
        turn.apply_move("kept", promise.by)
        turn.remember_move(promise.by, "kept")
        return
    earlier = any(p.by == promise.by and p.status == "broken" for p in turn.state.promises)
    close_promise(turn, promise, "broken")
    turn.apply_move("broken", promise.by, scar=earlier)
    turn.remember_move(promise.by, "broken")


def close_promise(turn: StateDraft, promise: PromiseState, status: PromiseStatus) -> None:
    """Write down how a promise ended."""
    done = replace(promise, status=status)
    turn.replace_fields(promises=tuple(done if p is promise else p for p in turn.state.promises))
    turn.record_events(PromiseSettled(promise.id, promise.by, status, promise.path))
