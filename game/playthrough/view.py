"""What one chair may see: figures with their bands, hints on options, what it holds and what is on its way."""

from collections.abc import Iterable, Mapping
from typing import Final

from game.engine.asking import decision_of, name_of
from game.engine.conduct import foreseen
from game.engine.moves import MOVES
from game.engine.scenario import Effect, Option, Scenario
from game.engine.state import State, round_half_even
from game.engine.stocks import INDEX, OUTCOMES, WORSE_WHEN_HIGH, Chair, other
from game.engine.turn import SCALE, Turn
from game.playthrough.prompts import Figure, HeldFact, Hint, View

BANDS: Final = (30, 43, 57, 70)
"""The whole points from which an index is in the next band: 0 bad .. 4 excellent, 2 around the neutral company."""

COUNT_BANDS: Final[Mapping[str, tuple[int, ...]]] = {
    "customers": (120, 170, 215, 260),
    "cash": (150, 500, 1100, 1800),
}
DOTS: Final = (1, 4, 8)
"""The points from which an option shows one, two or three dots (R4)."""

BETWEEN: Final = "between"
CUSTOMERS: Final = frozenset({"csat_product", "csat_service"})


def band(stock: str, points: int) -> int:
    """Return the band of a stock, 0 (worst) .. 4 (best), for the word beside the number."""
    if stock in WORSE_WHEN_HIGH:
        points = 100 - points
    return sum(points >= bound for bound in COUNT_BANDS.get(stock, BANDS))


def figure(state: State, stock: str) -> Figure:
    """Return a stock as the screen shows it, with the change since the scene opened."""
    value = state.points(stock)
    return Figure(stock, value, value - round_half_even(state.opening[INDEX[stock]]), band(stock, value))


def view_of(scenario: Scenario, state: State, chair: Chair) -> View:
    """Return all that a chair may see beside the question it is asked."""
    partner = other(chair)
    seen = (state.points(f"{partner}.trust") + state.points(f"{partner}.safety")) // 2
    facts = tuple(_held(scenario, state, chair))
    return View(
        chair=chair,
        figures=tuple(figure(state, stock) for stock in OUTCOMES),
        trust=figure(state, f"{chair}.trust"),
        seems=band(f"{partner}.trust", seen),
        unsaid=sum(fact.status == "unsaid" for fact in facts),
        facts=facts,
        shared=tuple(_shared(scenario, state, chair)),
        cues=tuple(f"{pending.path}.cue" for pending in state.pending if pending.cued),
        promises=tuple(promise.path for promise in state.promises if promise.status == "open"),
        tokens=state.tokens,
        tokens_most=scenario.tokens,
        week=state.week,
        pledge=state.pledges.get(chair),
        learned=partner in state.obstacles,
    )


def _held(scenario: Scenario, state: State, chair: Chair) -> Iterable[HeldFact]:
    for fact in scenario.facts.values():
        status = state.facts.get(fact.id)
        if fact.held == chair and status is not None and status.known:
            yield HeldFact(fact.id, fact.path, status.status, fact.cost)


def _shared(scenario: Scenario, state: State, chair: Chair) -> Iterable[str]:
    for fact in scenario.facts.values():
        status = state.facts.get(fact.id)
        if fact.held != chair and status is not None and status.status != "unsaid":
            yield fact.path


def hints(turn: Turn, readers: tuple[Chair, ...], option: Option) -> tuple[Hint, ...]:
    """Return which outcomes an option touches and how much, the largest first, as far as all readers can foresee."""
    seen = [foreseen(turn, chair, option) for chair in readers]
    totals = _totals(effect for effect in seen[0] if all(effect in there for there in seen))
    between = _between(option, option.actor or decision_of(turn).owner)
    if between:
        totals[BETWEEN] = totals.get(BETWEEN, 0) + between
    largest = sorted(totals.items(), key=lambda total: -total[1])
    return tuple(Hint(outcome, _dots(points)) for outcome, points in largest if points >= DOTS[0])


def _totals(effects: Iterable[Effect]) -> dict[str, float]:
    totals: dict[str, float] = {}
    for effect in effects:
        outcome = "customers" if effect.stock in CUSTOMERS else effect.stock
        outcome = BETWEEN if INDEX[effect.stock] < INDEX["culture"] else outcome
        size = abs(effect.points) / SCALE.get(effect.stock, 1)
        totals[outcome] = totals.get(outcome, 0) + size
    return totals


def _between(option: Option, actor: Chair) -> float:
    strongest = 0.0
    for move in option.moves:
        row = MOVES[name_of(move, actor)]
        columns = (row.trust, row.safety, row.freedom, row.actor_trust, row.actor_safety, row.clarity, row.bridge)
        strongest = max(strongest, max(map(abs, columns)) * move.strength)
    return strongest


def _dots(points: float) -> int:
    return sum(points >= bound for bound in DOTS)
