"""Whose the outcome is: the share of the variance of F of each chair, of the seed, and of each kind of answer.

Fixed policies play each other: a table of policies of the CEO by policies of the CTO says what part each chair has, a
table of pairs by seeds what luck has. One policy against the same policy with one kind of answer drawn anew says what
that kind is worth (the variance that is left where all else is held, Sobol 1993).
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from game.analysis.simulation.players import KINDS, Fixed
from game.analysis.simulation.plays import TIER_SCORES, Seats, Stage, judge_end, play_to_end
from game.analysis.simulation.statistics import Moments
from game.engine.stocks import Chair, other_chair


@dataclass(frozen=True, slots=True)
class GridRow:
    """One row of a table of plays: a CEO's policy against policies of the CTO, or a pair against seeds.

    Attributes:
        name: the table's name; another name is another set of policies.
        row: which row.
        width: how many columns.
        seed: the seed of the first play.
        by_seed: whether the columns are seeds; else policies of the CTO, each cell with a seed of its own.
    """

    name: str
    row: int
    width: int
    seed: int
    by_seed: bool = False


def play_grid_row(stage: Stage, row: GridRow) -> list[tuple[float, float]]:
    """Return F and the tier's number for each cell of a row."""
    cells = []
    for column in range(row.width):
        other = row.row if row.by_seed else column
        seats: Seats = {"ceo": Fixed(f"{row.name} ceo {row.row}"), "cto": Fixed(f"{row.name} cto {other}")}
        seed = row.seed + column + (0 if row.by_seed else row.row * row.width)
        end = judge_end(stage, play_to_end(stage, seed, seats))
        cells.append((end.f, float(TIER_SCORES[end.tier])))
    return cells


@dataclass(frozen=True, slots=True)
class KindPlays:
    """Policies of one chair opposite the partner, each played as it is and once more for each kind of answer."""

    chair: Chair
    numbers: range
    seed: int


@dataclass(slots=True)
class KindTally:
    """F as it is, and half the squared difference that one kind of answer makes, by kind."""

    f: Moments = field(default_factory=Moments)
    halves: dict[str, Moments] = field(default_factory=lambda: defaultdict(Moments))


def play_kinds(stage: Stage, plays: KindPlays) -> KindTally:
    """Return what each kind of answer makes of F, for a few policies."""
    tally = KindTally(halves={})
    for number in plays.numbers:
        own = _play_solo(stage, plays, number, "")
        tally.f.add(own)
        for kind in KINDS:
            tally.halves.setdefault(kind, Moments()).add((own - _play_solo(stage, plays, number, kind)) ** 2 / 2)
    return tally


def _play_solo(stage: Stage, plays: KindPlays, number: int, kind: str) -> float:
    seats: Seats = {plays.chair: Fixed(f"{plays.chair} {number}", kind), other_chair(plays.chair): None}
    return judge_end(stage, play_to_end(stage, plays.seed + number, seats)).f


def compute_kind_share(tallies: Sequence[tuple[Chair, KindTally]], kind: str) -> float:
    """Return the share of the variance of F (within each chair) that one kind of answer has."""
    variances: Mapping[Chair, Moments] = {"ceo": Moments(), "cto": Moments()}
    half = Moments()
    for chair, tally in tallies:
        variances[chair].merge(tally.f)
        half.merge(tally.halves[kind])
    total = sum(moments.squares for moments in variances.values()) / max(1, sum(m.n for m in variances.values()))
    return half.mean / total if total else 0.0
