"""All that happened in a playthrough, row by row, and how much of it is whose."""

from collections.abc import Iterable

from game.engine.events import Event, SceneOpened
from game.engine.scenario import Scenario
from game.engine.stocks import CHAIRS, Chair
from game.playthrough import secrecy
from game.playthrough.secrecy import PrivateLine


class Heard:
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
            lines = secrecy.private_lines(chair, self._scenario, self._moment, happened)
            self._waiting[chair] = (*self._waiting[chair], *lines)
        opened = [event for event in happened if isinstance(event, SceneOpened)]
        self._moment = (opened[-1].scene, opened[-1].count) if opened else self._moment

    def waiting(self, chair: Chair) -> tuple[PrivateLine, ...]:
        """Return the lines that a chair has not read yet."""
        return self._waiting[chair]

    def read(self, chair: Chair) -> None:
        """Let a chair have read what waited for it."""
        self._waiting[chair] = ()

    @property
    def page(self) -> tuple[Event, ...]:
        """What happened since the scene of now opened."""
        events = [event for row in self.rows for event in row]
        opened = [number for number, event in enumerate(events) if isinstance(event, SceneOpened)]
        return tuple(events[opened[-1] :]) if opened else tuple(events)

    def public(self) -> Iterable[tuple[Event, ...]]:
        """Yield the rows as both may see them."""
        return (secrecy.public(row) for row in self.rows)
