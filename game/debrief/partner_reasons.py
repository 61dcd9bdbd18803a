"""Why the simulated partner picked what it picked: each option's terms, exactly as its choice was made.

The utility of an option is the sum of named terms (`game.engine.partner.utility`); the mood of the day is the
drawn noise over lambda. What is shown of them is rounded so that the shown terms still add up to the shown sum.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor

from game.engine.partner.policy import WeighedChoice, map_term_to_reason
from game.engine.partner.utility import UtilityTerms
from game.engine.state import Phase
from game.engine.stocks import Chair

Parts = tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class OptionTerms:
    """What drew the partner to an option: (term, size) in units of utility, in the order of the model."""

    option: str
    terms: Parts

    @property
    def total(self) -> float:
        """The sum of the terms; the option with the largest was picked."""
        return sum(size for _, size in self.terms)


@dataclass(frozen=True, slots=True)
class WeighedPick:
    """One pick of the simulated partner: `stage` is `first` or `final`, `options` come best first.

    `why` are the differences of the terms to the runner-up, the largest first: they sum to the lead.
    """

    chair: Chair
    stage: Phase
    options: tuple[OptionTerms, ...]
    why: Parts

    @property
    def picked(self) -> str:
        """What it picked."""
        return self.options[0].option

    @property
    def over(self) -> str:
        """The runner-up; '' where there was no other option."""
        return self.options[1].option if len(self.options) > 1 else ""

    @property
    def lead(self) -> float:
        """How far the pick was ahead of the runner-up."""
        return sum(size for _, size in self.why)


def build_weighed_pick(chair: Chair, stage: Phase, weighed: WeighedChoice) -> WeighedPick:
    """Return a pick with the terms of every option."""
    ranked = tuple(_build_option_terms(weighed, index) for index in weighed.ranking)
    why = _subtract_terms(ranked[0].terms, ranked[1].terms) if len(ranked) > 1 else ()
    return WeighedPick(chair, stage, ranked, why)


def _build_option_terms(weighed: WeighedChoice, index: int) -> OptionTerms:
    sizes: dict[str, float] = {}
    for term, size in zip(UtilityTerms._fields, weighed.terms[index], strict=True):
        sizes[map_term_to_reason(term)] = sizes.get(map_term_to_reason(term), 0.0) + size
    sizes["mood"] = weighed.gumbels[index] / weighed.persona.precision
    return OptionTerms(weighed.prospects[index].id, tuple(sizes.items()))


def _subtract_terms(here: Parts, there: Parts) -> Parts:
    parts = [(term, size - other) for (term, size), (_, other) in zip(here, there, strict=True)]
    return tuple(sorted(parts, key=lambda part: -part[1]))


def round_to_sum(sizes: Sequence[float], scale: int = 100) -> tuple[int, ...]:
    """Return numbers as whole parts of 1/scale whose sum is the rounded sum: the largest remainders are rounded up."""
    whole = [floor(size * scale) for size in sizes]
    short = round(sum(sizes) * scale) - sum(whole)
    by_rest = sorted(range(len(whole)), key=lambda index: whole[index] - sizes[index] * scale)
    for index in by_rest[:short]:
        whole[index] += 1
    return tuple(whole)
