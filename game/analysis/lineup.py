"""Every bot beside the others over the same seeds: whether a crisis rewards judgement, and nothing that is not."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from game.analysis.bots import BOTS
from game.analysis.runs import PARTNER, Runs, run
from game.engine.scenario import Scenario, Texts
from game.engine.stocks import CHAIRS, Chair

WANTED: Final[Mapping[str, tuple[int, int]]] = {
    "random": (3, 12),
    "candid": (75, 100),
    "share_all": (0, 25),
    "nice": (0, 25),
    "blame": (0, 0),
    "withhold": (0, 0),
    "greedy": (0, 0),
}
"""The percentage of plays in the top tier, from and to, that a good crisis gives to a bot in both chairs."""

NAMES: Final = (*BOTS, PARTNER)


@dataclass(frozen=True, slots=True)
class Row:
    """What came of one bot; `wanted` is None where nothing is asked for: for the partner, and for a mixed pair."""

    bot: str
    runs: Runs
    wanted: tuple[int, int] | None


def lineup(scenario: Scenario, texts: Texts, fixed: Mapping[Chair, str], seeds: Sequence[int]) -> Iterator[Row]:
    """Yield a row a bot as soon as it has played all seeds: in both chairs, or in the one that is not `fixed`."""
    for name in NAMES:
        bots: dict[Chair, str] = {chair: fixed.get(chair, name) for chair in CHAIRS}
        yield Row(name, run(scenario, texts, bots, seeds), None if fixed else WANTED.get(name))
