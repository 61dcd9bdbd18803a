"""A page that is read once play has gone on: what its reader could see at the moment that the page tells of.

Several pages may follow one answer. What happened after the moment of a page is undone in the view beside it, so that
nothing on a page gives away a later one, and its figures are those to which what it tells adds up.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import TypeVar

from game.engine import events as e
from game.engine.scenario import Option, Scenario
from game.engine.state import LedgerEntry, Part, round_half_even
from game.engine.state_draft import SCALE
from game.engine.stocks import INDEX, STOCKS, other_chair
from game.playthrough.visibility import ChairView, Figure, SharedView, compute_band, compute_seeming

Seen = TypeVar("Seen", ChairView, SharedView)


@dataclass(frozen=True, slots=True)
class Hindsight:
    """The moment that a page tells of.

    Attributes:
        scene: the id of its scene.
        count: the number of that scene as played.
        stocks: the stocks then, in hundredths; None where nothing has moved since.
        moved: what has moved that the page tells of, by stock, in whole points.
        later: what happened after it, as far as play has gone on.
    """

    scene: str
    count: int
    stocks: tuple[int, ...] | None = None
    moved: Mapping[str, int] = field(default_factory=dict)
    later: tuple[e.Event, ...] = ()

    def rebuild_view(self, scenario: Scenario, seen: Seen) -> Seen:
        """Return a view as it was at that moment."""
        before = replace(
            seen,
            figures=tuple(map(self._rebuild_figure, seen.figures)),
            week=seen.week - sum(isinstance(event, e.WeekPassed) for event in self.later),
            tokens=seen.tokens + self.count_tokens_spent(),
            cues=_undo_cues(scenario, seen.cues, self.later),
            promises=_undo_promises(scenario, seen.promises, self.later),
        )
        out = {event.fact for event in self.later if isinstance(event, e.Said | e.Surfaced)}
        if isinstance(before, ChairView):
            return self._rebuild_chair_view(before, out)
        return replace(before, said=tuple(one for one in before.said if one[1].rpartition(".")[2] not in out))

    def count_tokens_spent(self) -> int:
        """Return how often the two have sat down since, or one has overridden the other."""
        return sum(map(_spends_token, self.later))

    def can_tell_entry(self, entry: LedgerEntry) -> bool:
        """Tell whether a line of the ledger was written by then; of a scene not yet decided then, none is told."""
        decided = next((event for event in self.later if isinstance(event, e.Enacted)), None)
        if decided is None:
            return True
        return entry.scene < self.count or (entry.scene == self.count and decided.scene != self.scene)

    def _rebuild_chair_view(self, view: ChairView, out: set[str]) -> ChairView:
        learned = {event.fact for event in self.later if isinstance(event, e.Learned)}
        facts = tuple(
            replace(fact, status="unsaid") if fact.id in out else fact for fact in view.facts if fact.id not in learned
        )
        return replace(
            view,
            trust=self._rebuild_figure(view.trust),
            seems=view.seems if self.stocks is None else compute_seeming(self.stocks, other_chair(view.chair)),
            facts=facts,
            unsaid=sum(fact.status == "unsaid" for fact in facts),
            shared=tuple(path for path in view.shared if path.rpartition(".")[2] not in out),
        )

    def _rebuild_figure(self, figure: Figure) -> Figure:
        value = figure.value if self.stocks is None else round_half_even(self.stocks[INDEX[figure.stock]])
        return Figure(figure.stock, value, self.moved.get(figure.stock, 0), compute_band(figure.stock, value))


def see_coffee(opened: e.SceneOpened, coffees: Iterable[e.CoffeeTaken], later: Iterable[e.Event]) -> Hindsight:
    """Return the moment after coffees, before the scene that follows them has opened."""
    moved = add_moves(coffees)
    return Hindsight(opened.scene, opened.count - 1, _shift_stocks(opened.stocks, moved), moved, tuple(later))


def see_arrival(opened: e.SceneOpened, later: Iterable[e.Event]) -> Hindsight:
    """Return the moment at which a scene has opened and everything has landed."""
    moved = {change.stock: change.after - change.before for change in list_arrivals(opened)}
    return Hindsight(opened.scene, opened.count, opened.arrived, moved, tuple(later))


def see_deliberation(opened: e.SceneOpened, said: Iterable[e.Said], later: Iterable[e.Event]) -> Hindsight:
    """Return the moment before what a scene decided became real, once these facts had been said in it."""
    moved = add_moves(said)
    return Hindsight(opened.scene, opened.count, _shift_stocks(opened.arrived, moved), moved, tuple(later))


def _shift_stocks(stocks: tuple[int, ...], moved: Mapping[str, int]) -> tuple[int, ...]:
    return tuple(was + 100 * moved.get(stock, 0) for stock, was in zip(STOCKS, stocks, strict=True))


def add_moves(events: Iterable[e.CoffeeTaken | e.Said]) -> dict[str, int]:
    """Return by how many whole points these events moved each stock together."""
    total: dict[str, int] = {}
    for event in events:
        for stock, by in event.moved.items():
            total[stock] = total.get(stock, 0) + by
    return total


def list_arrivals(opened: e.SceneOpened, coffees: Iterable[e.CoffeeTaken] = ()) -> tuple[e.Changed, ...]:
    """Return what moved from how a scene was left until the next had opened: these coffees, and what landed."""
    drunk = add_moves(coffees)
    found = []
    for stock, left, arrived in zip(STOCKS, opened.stocks, opened.arrived, strict=True):
        before, after = round_half_even(left), round_half_even(arrived)
        coffee = drunk.get(stock, 0)
        parts: dict[Part, int] = {"coffee": coffee, "landed": after - before - coffee}
        found.append(e.Changed(stock, before, after, {part: by for part, by in parts.items() if by}))
    return tuple(change for change in found if change.parts)


def join_changes(*rows: Iterable[e.Changed]) -> tuple[e.Changed, ...]:
    """Return changes that follow one another as one of each stock, the largest first, with their parts added up."""
    joined: dict[str, e.Changed] = {}
    for change in chain.from_iterable(rows):
        known = joined.get(change.stock) or e.Changed(change.stock, change.before, change.before, {})
        names = (*known.parts, *change.parts)
        parts = {part: known.parts.get(part, 0) + change.parts.get(part, 0) for part in names}
        kept = {part: by for part, by in parts.items() if by}
        joined[change.stock] = replace(known, after=change.after, parts=kept)
    moved = (change for change in joined.values() if change.after != change.before)
    return tuple(sorted(moved, key=lambda change: -abs(change.after - change.before) / SCALE.get(change.stock, 1)))


def _spends_token(event: e.Event) -> bool:
    match event:
        case e.SatDown(accepted=True) | e.Resolved(mode="override"):
            return True
    return False


def _find_option(scenario: Scenario, event: e.Enacted | e.Landed) -> Option:
    decision = scenario.scenes[event.scene].decision
    assert decision is not None
    return decision.find_option(event.option)


def _undo_cues(scenario: Scenario, seen: tuple[str, ...], later: tuple[e.Event, ...]) -> tuple[str, ...]:
    """Return the signs in sight before: without those given later, and with those of what has landed since."""
    given = {path for event in later if isinstance(event, e.Enacted) for path in event.cues}
    landed = [event for event in later if isinstance(event, e.Landed)]
    cued = [late.path for event in landed for late in _find_option(scenario, event).later if late.cued]
    before = (f"{event.path}.cue" for event in landed if event.path in cued)
    return tuple(path for path in (*before, *seen) if path not in given)


def _undo_promises(scenario: Scenario, seen: tuple[str, ...], later: tuple[e.Event, ...]) -> tuple[str, ...]:
    """Return the promises open before: without those made later, and with those that were settled since."""
    options = [_find_option(scenario, event) for event in later if isinstance(event, e.Enacted)]
    made = {f"{option.path}.promise.text" for option in options if option.promise is not None}
    settled = (event.path for event in later if isinstance(event, e.PromiseSettled))
    return tuple(path for path in (*settled, *seen) if path not in made)
