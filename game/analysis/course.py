"""F scene by scene: where many plays stood as each scene opened, so that what pays at first can be seen to do so."""

from collections.abc import Iterable
from dataclasses import dataclass

from game.analysis.spread import Spread, spread
from game.engine.model import composite, from_hundredths
from game.engine.scenario import END, Scenario
from game.engine.state import State
from game.engine.stocks import INDEX


@dataclass(frozen=True, slots=True)
class Stage:
    """A scene as it opened, before anything landed in it, or the `end` of play.

    Attributes:
        scene: its id, or `end`.
        plays: how many plays came there.
        f: the composite of the company at that moment, 0..100.
    """

    scene: str
    plays: int
    f: Spread


def course(scenario: Scenario, states: Iterable[State]) -> tuple[Stage, ...]:
    """Return the scenes that finished plays came to, in the order of the file, and the end of play."""
    moments = [_moments(scenario, state) for state in states]
    passed = {scene: [play[scene] for play in moments if scene in play] for scene in (*scenario.scenes, END)}
    return tuple(Stage(scene, len(values), spread(values)) for scene, values in passed.items() if values)


def _moments(scenario: Scenario, state: State) -> dict[str, float]:
    """Return F as each scene of a play opened, the first time where it did so twice, and at the end.

    The stocks of a moment are those of the start and all that the ledger holds up to it. Its lines are rounded one by
    one, so a stock may be a few hundredths of a point off.
    """
    moments: dict[str, float] = {}
    stocks = list(scenario.start)
    later = sorted(state.ledger, key=lambda entry: entry.scene, reverse=True)
    for played in state.past:
        while later and later[-1].scene < played.count:
            entry = later.pop()
            stocks[INDEX[entry.stock]] += entry.points
        moments.setdefault(played.scene, composite(from_hundredths(stocks)))
    return {**moments, END: composite(from_hundredths(state.stocks))}
