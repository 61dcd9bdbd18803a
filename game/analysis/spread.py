"""How far a figure spreads over many plays."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

Number = TypeVar("Number", int, float)
QUANTILES: Final = (0.25, 0.5, 0.75)


@dataclass(frozen=True, slots=True)
class Spread:
    """The quartiles of a figure over many plays."""

    lower: float
    median: float
    upper: float


def spread(values: Sequence[float]) -> Spread:
    """Return the quartiles of values, each the nearest of them, to two places."""
    return Spread(*(round(nearest(values, q), 2) for q in QUANTILES))


def nearest(values: Sequence[Number], quantile: float) -> Number:
    """Return the value nearest to a quantile, 0..1; IndexError where there are no values."""
    return sorted(values)[round(quantile * (len(values) - 1))]
