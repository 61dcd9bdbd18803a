"""A page that is read once play has gone on: which scene it belongs to, and where the figures stood then."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

from game.engine.state import round_half_even
from game.engine.stocks import INDEX
from game.playthrough.prompts import Figure, View
from game.playthrough.together import Table
from game.playthrough.view import band

Seen = TypeVar("Seen", View, Table)


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

    def shown(self, seen: Seen) -> Seen:
        """Return what may be seen, as it was then."""
        figures = tuple(map(self._figure, seen.figures))
        whole = replace(seen, figures=figures, cues=() if self.ahead else seen.cues)
        return replace(whole, trust=self._figure(whole.trust)) if isinstance(whole, View) else whole

    def _figure(self, figure: Figure) -> Figure:
        value = figure.value if self.stocks is None else round_half_even(self.stocks[INDEX[figure.stock]])
        return Figure(figure.stock, value, self.moved.get(figure.stock, 0), band(figure.stock, value))
