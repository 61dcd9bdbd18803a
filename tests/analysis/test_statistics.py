"""Statistics that are merged are those of all numbers at once, and intervals are as wide as the books say."""

import random
from collections import Counter
from statistics import fmean, stdev, variance

import numpy as np
import pytest

from game.analysis.simulation.statistics import (
    CoMoments,
    Moments,
    average_shares,
    bootstrap_estimate,
    combine_means,
    compute_quantile,
    compute_rank_correlation,
    estimate_share,
    estimate_variance_part,
    jackknife_batches,
    split_variance,
)


def moments(values):
    made = Moments()
    for value in values:
        made.add(value)
    return made


def numbers(n, seed=1):
    rng = random.Random(seed)
    return [rng.gauss(50, 4) for _ in range(n)]


def test_merged_moments_are_those_of_all_numbers():
    values = numbers(100)
    merged = moments(values[:30])
    merged.merge(moments(values[30:]))
    merged.merge(Moments())
    assert (merged.n, merged.mean, merged.variance) == (
        100,
        pytest.approx(fmean(values)),
        pytest.approx(variance(values)),
    )
    assert merged.error == pytest.approx(stdev(values) / 10)


def test_merged_co_moments_are_those_of_all_numbers():
    rows = list(zip(numbers(60, 2), numbers(60, 3), numbers(60, 4), strict=True))
    made, half = CoMoments(), CoMoments()
    for row in rows[:20]:
        made.add(row)
    for row in rows[20:]:
        half.add(row)
    made.merge(half)
    assert np.array(made.sums) / 59 == pytest.approx(np.cov(np.array(rows).T))


def test_a_share_has_wilsons_interval():
    share = estimate_share(8, 10)
    assert (share.value, share.low, share.high) == (
        0.8,
        pytest.approx(0.490, abs=0.001),
        pytest.approx(0.943, abs=0.001),
    )
    none = estimate_share(0, 30)
    assert none.low == pytest.approx(0)
    assert none.high > 0.1
    assert estimate_share(0, 0).high == 1.0


def test_the_mean_of_shares_is_narrower_than_each_of_them():
    one, mean = estimate_share(10, 40), average_shares([(10, 40), (10, 40), (10, 40), (10, 40)])
    assert mean.value == one.value
    assert one.low < mean.low < mean.value < mean.high < one.high


def test_a_difference_of_means_has_the_error_of_both():
    one, other = moments(numbers(100, 5)), moments(numbers(50, 6))
    apart = combine_means((one, other), (1, -1))
    assert apart.high - apart.value == pytest.approx(1.96 * (one.error**2 + other.error**2) ** 0.5)


def test_the_jackknife_of_a_mean_is_its_standard_error():
    values = numbers(40, 7)
    found = jackknife_batches(values, fmean, len(values))
    assert (found.high - found.value) / 1.96 == pytest.approx(stdev(values) / 40**0.5)


def test_the_bootstrap_of_a_mean_is_about_its_normal_interval_and_always_the_same():
    values = numbers(200, 8)
    found = bootstrap_estimate(values, fmean, len(values))
    assert found == bootstrap_estimate(values, fmean, len(values))
    assert found.high - found.low == pytest.approx(2 * 1.96 * stdev(values) / 200**0.5, rel=0.25)


def test_rank_correlation_counts_ties():
    rng = np.random.default_rng(3)
    x = rng.integers(0, 6, 300)
    y = x + rng.integers(0, 6, 300)
    found = compute_rank_correlation(Counter(zip(map(float, x), map(float, y), strict=True)))

    def ranks(values):
        return np.array([((values < v).sum() + (values <= v).sum() - 1) / 2 for v in values])

    assert found.value == pytest.approx(np.corrcoef(ranks(x), ranks(y))[0, 1])
    assert found.low < found.value < found.high


def test_quantiles_of_counted_numbers():
    counts = Counter({1.0: 50, 2.0: 40, 9.0: 10})
    assert [compute_quantile(counts, q) for q in (0, 0.4, 0.7, 0.95)] == [1.0, 1.0, 2.0, 9.0]


def test_variance_is_split_between_rows_and_columns():
    rng = np.random.default_rng(4)
    table = (3 * rng.normal(size=(60, 1)) + 1 * rng.normal(size=(1, 60)) + rng.normal(size=(60, 60))).tolist()
    parts = split_variance(table)
    assert parts.rows + parts.columns + parts.rest == pytest.approx(1)
    assert parts.rows == pytest.approx(9 / 11, abs=0.15)
    found = estimate_variance_part([table], lambda p: p.rows)
    assert found.low < 9 / 11 < found.high
    assert split_variance([[1.0, 1.0], [1.0, 1.0]]).rest == 0
