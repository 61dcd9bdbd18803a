"""All that happened in a playthrough, row by row, and how much of it is whose.

A page that is read once play has gone on: which scene it belongs to, and where the figures stood then.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

from game.engine.events import Event, SceneOpened
from game.engine.scenario import Scenario
from game.engine.state import round_half_even
from game.engine.stocks import CHAIRS, INDEX, Chair
from game.playthrough import visibility
from game.playthrough.pair import SharedView
from game.playthrough.prompts import ChairView, Figure
from game.playthrough.visibility import PrivateLine, compute_band


class EventHistory:
    """The events so far with their private parts, in rows by answer, the first row before any answer."""

    def __init__(self, scenario: Scenario) -> None:
        self.rows: list[tuple[Event, ...]] = []
        self._scenario = scenario
        self._moment = ("", 0)
        self._waiting: dict[Chair, tuple[PrivateLine, ...]] = dict.fromkeys(CHAIRS, ())

    def add(self, happened: tuple[Event, ...]) -> None:
        """Write down what happened; lines for one chair alone wait for it."""
        self.rows.append(happened)
        for chair in CHAIRS:
            lines = visibility.list_private_lines(chair, self._scenario, self._moment, happened)
            self._waiting[chair] = (*self._waiting[chair], *lines)
        opened = [event for event in happened if isinstance(event, SceneOpened)]
        self._moment = (opened[-1].scene, opened[-1].count) if opened else self._moment

    def list_unread_lines(self, chair: Chair) -> tuple[PrivateLine, ...]:
        """Return the lines that a chair has not read yet."""
        return self._waiting[chair]

    def mark_read(self, chair: Chair) -> None:
        """Let a chair have read what waited for it."""
        self._waiting[chair] = ()

    @property
    def page(self) -> tuple[Event, ...]:
        """What happened since the scene of now opened."""
        events = [event for row in self.rows for event in row]
        opened = [number for number, event in enumerate(events) if isinstance(event, SceneOpened)]
        return tuple(events[opened[-1] :]) if opened else tuple(events)

    def list_public_rows(self) -> Iterable[tuple[Event, ...]]:
        """Yield the rows as both may see them."""
        return (visibility.filter_public_events(row) for row in self.rows)


Seen = TypeVar("Seen", ChairView, SharedView)


@dataclass(frozen=True, slots=True)
class Hindsight:
    """Where a page belongs.

    Attributes:
        scene, count: the scene, by id and as it was counted.
        stocks: in hundredths; None where nothing has moved since.
        moved: what had just moved, by stock, in whole points.
        ahead: whether a later decision has been made meanwhile, so that what is on its way must not be shown yet.
    """

    scene: str
    count: int
    stocks: tuple[int, ...] | None = None
    moved: Mapping[str, int] = field(default_factory=dict)
    ahead: bool = False

    def rebuild_view(self, seen: Seen) -> Seen:
        """Return what may be seen, as it was then."""
        figures = tuple(map(self._rebuild_figure, seen.figures))
        whole = replace(seen, figures=figures, cues=() if self.ahead else seen.cues)
        return replace(whole, trust=self._rebuild_figure(whole.trust)) if isinstance(whole, ChairView) else whole

    def _rebuild_figure(self, figure: Figure) -> Figure:
        value = figure.value if self.stocks is None else round_half_even(self.stocks[INDEX[figure.stock]])
        return Figure(figure.stock, value, self.moved.get(figure.stock, 0), compute_band(figure.stock, value))
