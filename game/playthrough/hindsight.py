"""A page that is read once play has gone on: what its reader could see at the moment that the page tells of.

Several pages may follow one answer. What happened after the moment of a page is undone in the view beside it, so that
nothing on a page gives away a later one, and its figures are those to which what it tells adds up.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

from game.engine import events as e
from game.engine.scenario import Option, Scenario
from game.engine.state import LedgerEntry, round_half_even
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


def see_arrival(opened: e.SceneOpened, later: Iterable[e.Event]) -> Hindsight:
    """Return the moment at which a scene has opened and everything has landed."""
    return Hindsight(opened.scene, opened.count, opened.arrived, _measure_moves(opened), tuple(later))


def see_deliberation(opened: e.SceneOpened, said: Iterable[e.Said], later: Iterable[e.Event]) -> Hindsight:
    """Return the moment before what a scene decided became real, once these facts had been said in it."""
    stocks, moved = list(opened.arrived), _measure_moves(opened)
    for event in said:
        for stock, by in event.moved.items():
            stocks[INDEX[stock]] += 100 * by
            moved[stock] += by
    return Hindsight(opened.scene, opened.count, tuple(stocks), moved, tuple(later))


def _measure_moves(opened: e.SceneOpened) -> dict[str, int]:
    """Return by how many whole points each stock moved as a scene opened."""
    pairs = zip(STOCKS, opened.stocks, opened.arrived, strict=True)
    return {stock: round_half_even(now) - round_half_even(was) for stock, was, now in pairs}


def add_arrivals(changes: Iterable[e.Changed], opened: e.SceneOpened) -> tuple[e.Changed, ...]:
    """Return what changed from one scene to the next, with what landed as the next one opened, largest change first."""
    by_stock = {change.stock: change for change in changes}
    for stock, landed in _measure_moves(opened).items():
        if landed:
            now = round_half_even(opened.arrived[INDEX[stock]])
            change = by_stock.get(stock) or e.Changed(stock, now - landed, now - landed, {})
            parts = {**change.parts, "landed": change.parts.get("landed", 0) + landed}
            by_stock[stock] = replace(change, after=now, parts={part: by for part, by in parts.items() if by})
    moved = (change for change in by_stock.values() if change.after != change.before)
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
