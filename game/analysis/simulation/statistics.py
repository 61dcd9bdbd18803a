"""Statistics of many plays, in memory that does not grow with their number.

Moments are updated play by play and can be merged, so that processes count apart and the sum is the same however the
plays were shared out. Every figure comes as an `Estimate`: a value with a 95 % interval. Shares have Wilson's interval,
means the normal one; a figure that is no plain mean has the jackknife over batches or the bootstrap over what was
drawn (policies, states), with a fixed seed.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import atanh, sqrt, tanh
from random import Random
from statistics import fmean
from typing import Final, TypeVar

Z: Final = 1.96
"""Standard errors to each side of an interval of 95 %."""

RESAMPLES: Final = 200

Batch = TypeVar("Batch")
Sample = TypeVar("Sample")


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure, the ends of its 95 % interval, and how many plays or states it rests on."""

    value: float
    low: float
    high: float
    n: int

    def scale(self, factor: float) -> "Estimate":
        """Return the same figure in another unit; the factor is taken as known."""
        ends = sorted((self.low * factor, self.high * factor))
        return Estimate(self.value * factor, ends[0], ends[1], self.n)


@dataclass(slots=True)
class Moments:
    """The count, mean and sum of squared deviations of numbers that come one by one (Welford 1962)."""

    n: int = 0
    mean: float = 0.0
    squares: float = 0.0

    def add(self, value: float) -> None:
        """Take in one number."""
        self.n += 1
        off = value - self.mean
        self.mean += off / self.n
        self.squares += off * (value - self.mean)

    def merge(self, other: "Moments") -> None:
        """Take in all the numbers of another (Chan, Golub & LeVeque 1979)."""
        if other.n:
            n, off = self.n + other.n, other.mean - self.mean
            self.squares += other.squares + off * off * self.n * other.n / n
            self.mean += off * other.n / n
            self.n = n

    @property
    def variance(self) -> float:
        """The sample variance; 0 of fewer than two numbers."""
        return self.squares / (self.n - 1) if self.n > 1 else 0.0

    @property
    def error(self) -> float:
        """The standard error of the mean."""
        return sqrt(self.variance / self.n) if self.n else 0.0

    def estimate_mean(self) -> Estimate:
        """Return the mean with its normal interval."""
        return Estimate(self.mean, self.mean - Z * self.error, self.mean + Z * self.error, self.n)


@dataclass(slots=True)
class CoMoments:
    """The means and co-moments of several numbers that come together."""

    n: int = 0
    means: list[float] = field(default_factory=list)
    sums: list[list[float]] = field(default_factory=list)

    def add(self, values: Sequence[float]) -> None:
        """Take in one number of each kind."""
        self.merge(CoMoments(1, list(values), [[0.0] * len(values) for _ in values]))

    def merge(self, other: "CoMoments") -> None:
        """Take in all the numbers of another."""
        if not other.n:
            return
        if not self.n:
            self.means, self.sums = [0.0] * len(other.means), [[0.0] * len(row) for row in other.sums]
        n = self.n + other.n
        off = [theirs - ours for ours, theirs in zip(self.means, other.means, strict=True)]
        for i, row in enumerate(self.sums):
            for j in range(len(row)):
                row[j] += other.sums[i][j] + off[i] * off[j] * self.n * other.n / n
        self.means = [mean + step * other.n / n for mean, step in zip(self.means, off, strict=True)]
        self.n = n


def combine_means(parts: Iterable[Moments], weights: Iterable[float]) -> Estimate:
    """Return the weighted sum of independent means, with its normal interval."""
    weighed = list(zip(parts, weights, strict=True))
    value = sum(weight * part.mean for part, weight in weighed)
    error = sqrt(sum((weight * part.error) ** 2 for part, weight in weighed))
    return Estimate(value, value - Z * error, value + Z * error, sum(part.n for part, _ in weighed))


def estimate_share(count: int, n: int) -> Estimate:
    """Return a share of n with Wilson's interval (1927); of nothing, all of 0..1."""
    if n == 0:
        return Estimate(0.0, 0.0, 1.0, 0)
    share, scale = count / n, 1 + Z * Z / n
    middle = (share + Z * Z / (2 * n)) / scale
    half = Z * sqrt(share * (1 - share) / n + Z * Z / (4 * n * n)) / scale
    return Estimate(share, max(0.0, middle - half), min(1.0, middle + half), n)


def average_shares(counts: Sequence[tuple[int, int]]) -> Estimate:
    """Return the mean of several shares, each (count, n), with the Wilson half-widths added in quadrature."""
    shares = [estimate_share(count, n) for count, n in counts]
    value = fmean(share.value for share in shares)
    below = sqrt(sum((share.value - share.low) ** 2 for share in shares)) / len(shares)
    above = sqrt(sum((share.high - share.value) ** 2 for share in shares)) / len(shares)
    return Estimate(value, max(0.0, value - below), min(1.0, value + above), sum(n for _, n in counts))


def jackknife_batches(
    batches: Sequence[Batch], compute: Callable[[Sequence[Batch]], float], n: int, least: float | None = None
) -> Estimate:
    """Return a figure of all batches, with an interval from leaving out one batch at a time (Tukey 1958)."""
    value, count = compute(batches), len(batches)
    without = [compute([*batches[:index], *batches[index + 1 :]]) for index in range(count)] if count > 1 else [value]
    middle = fmean(without)
    error = sqrt((count - 1) / count * sum((one - middle) ** 2 for one in without))
    low = value - Z * error
    return Estimate(value, low if least is None else max(least, low), value + Z * error, n)


def bootstrap_estimate(
    sample: Sequence[Sample], compute: Callable[[Sequence[Sample]], float], n: int, seed: int = 1
) -> Estimate:
    """Return a figure of a sample, with the middle 95 % of what resampled samples give (Efron 1979)."""
    rng = Random(seed)  # noqa: S311 -- no secret hangs on it
    drawn = sorted(compute([rng.choice(sample) for _ in sample]) for _ in range(RESAMPLES))
    cut = round(0.025 * RESAMPLES)
    value = compute(sample)
    return Estimate(value, min(value, drawn[cut]), max(value, drawn[-cut - 1]), n)


def compute_quantile(counts: Mapping[float, int], quantile: float) -> float:
    """Return a quantile, 0..1, of numbers that were counted by value; 0 where there are none."""
    rank, passed = quantile * (sum(counts.values()) - 1), 0
    for value in sorted(counts):
        passed += counts[value]
        if passed > rank:
            return value
    return 0.0


def compute_rank_correlation(counts: Mapping[tuple[float, float], int]) -> Estimate:
    """Return Spearman's correlation of pairs that were counted by value, with Fisher's interval."""
    n = sum(counts.values())
    ranks = [_rank_values(counts, axis) for axis in (0, 1)]
    moments = CoMoments()
    for pair, count in counts.items():
        point = [ranks[0][pair[0]], ranks[1][pair[1]]]
        moments.merge(CoMoments(count, point, [[0.0, 0.0], [0.0, 0.0]]))
    spread = sqrt(moments.sums[0][0] * moments.sums[1][1]) if n else 0.0
    value = moments.sums[0][1] / spread if spread else 0.0
    if n < 4 or abs(value) >= 1:
        return Estimate(value, -1.0, 1.0, n)
    half = Z / sqrt(n - 3)
    return Estimate(value, tanh(atanh(value) - half), tanh(atanh(value) + half), n)


def _rank_values(counts: Mapping[tuple[float, float], int], axis: int) -> dict[float, float]:
    """Return the mean rank of each value on one axis."""
    totals: Counter[float] = Counter()
    for pair, count in counts.items():
        totals[pair[axis]] += count
    ranks, passed = {}, 0
    for value in sorted(totals):
        ranks[value] = passed + (totals[value] - 1) / 2
        passed += totals[value]
    return ranks


@dataclass(frozen=True, slots=True)
class VarianceParts:
    """What part of the variance of a table lies between its rows, its columns, and in neither: 0..1 each."""

    rows: float
    columns: float
    rest: float


def split_variance(table: Sequence[Sequence[float]]) -> VarianceParts:
    """Return the components of variance of a table with one number a cell (two-way, random effects).

    What is within the luck of a cell and what rows and columns do together cannot be told apart: both are the rest.
    """
    height, width = len(table), len(table[0])
    rows = [fmean(row) for row in table]
    columns = [fmean(column) for column in zip(*table, strict=True)]
    middle = fmean(rows)
    left = sum(
        (value - row - column + middle) ** 2
        for line, row in zip(table, rows, strict=True)
        for value, column in zip(line, columns, strict=True)
    ) / ((height - 1) * (width - 1))
    between_rows = max(0.0, sum((row - middle) ** 2 for row in rows) / (height - 1) - left / width)
    between_columns = max(0.0, sum((column - middle) ** 2 for column in columns) / (width - 1) - left / height)
    total = between_rows + between_columns + left
    if not total:
        return VarianceParts(0.0, 0.0, 0.0)
    return VarianceParts(between_rows / total, between_columns / total, left / total)


def estimate_variance_part(
    tables: Sequence[Sequence[Sequence[float]]], compute: Callable[[VarianceParts], float], seed: int = 1
) -> Estimate:
    """Return the mean over tables of a figure of their variance; the bootstrap draws rows and columns anew."""
    rng = Random(seed)  # noqa: S311 -- no secret hangs on it

    def resample(table: Sequence[Sequence[float]]) -> list[list[float]]:
        rows = [rng.choice(table) for _ in table]
        columns = [rng.randrange(len(table[0])) for _ in table[0]]
        return [[row[column] for column in columns] for row in rows]

    value = fmean(compute(split_variance(table)) for table in tables)
    drawn = sorted(fmean(compute(split_variance(resample(table))) for table in tables) for _ in range(RESAMPLES))
    cut = round(0.025 * RESAMPLES)
    n = sum(len(table) * len(table[0]) for table in tables)
    return Estimate(value, min(value, drawn[cut]), max(value, drawn[-cut - 1]), n)
