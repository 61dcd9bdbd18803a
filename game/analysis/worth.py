"""What each option was worth in many plays, and what that says of a crisis: is it a quiz that can be seen through?

An option is worth the mean F of the plays in which it was enacted. With random players in both chairs that is what
the rules of good content ask about (A2, A4, A6, A7): whether the longest, a tone or a place gives the best away, and
whether there is a best at all that one could have known.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from math import sqrt
from statistics import fmean, stdev
from typing import Final

from game.analysis.spread import nearest
from game.content.markup import plain
from game.engine.scenario import Option, Scenario, Texts, Tone
from game.engine.state import State

NEAR: Final = 0.15
"""Two options whose worth differs by less than this part of F's range are nearly as good (A7)."""

FAR: Final = 0.25
"""A best option that is further ahead than this part of F's range gives itself away (A7)."""

RANGE: Final = (0.05, 0.95)


@dataclass(frozen=True, slots=True)
class Worth:
    """An option and what came of it.

    Attributes:
        scene, option: their ids.
        tone: how it sounds.
        place: where it stands among the listed options, from 1; None for a synthesis.
        length: characters, in the language of the crisis.
        enacted: in how many plays it was enacted.
        f: the mean of F over the year in those plays, None where there are none.
        error: the standard error of that mean, None where there are less than two.
        behind: `f` less that of the best listed option of the scene (above 0 only for a synthesis).
        best: whether it is the best listed option of the scene, where two or more were enacted.
        longest: whether no listed option of the scene is longer.
    """

    scene: str
    option: str
    tone: Tone
    place: int | None
    length: int
    enacted: int
    f: float | None
    error: float | None
    behind: float | None = None
    best: bool = False
    longest: bool = False


@dataclass(frozen=True, slots=True)
class Pattern:
    """In how many scenes what is the best, of the scenes in which two or more listed options were enacted.

    Attributes:
        scenes: how many those are.
        longest: where the longest option is the best.
        tones, places: where a tone, a place from 1, is.
        near: where the second best is less than 15 % of F's range behind.
        far: where it is more than 25 % behind.
        low, high: F's range: the 5th and the 95th percentile of the plays.
    """

    scenes: int
    longest: int
    tones: Mapping[Tone, int]
    places: Mapping[int, int]
    near: int
    far: int
    low: float
    high: float


def worths(scenario: Scenario, texts: Texts, states: Sequence[State], year: Sequence[float]) -> tuple[Worth, ...]:
    """Return every option in the order of the file; `year` has F over the year after each of the finished states."""
    earned: dict[tuple[str, str], list[float]] = defaultdict(list)
    for state, f in zip(states, year, strict=True):
        for chosen in dict.fromkeys((played.scene, played.enacted) for played in state.past):
            earned[chosen].append(f)
    rows: list[Worth] = []
    for scene in scenario.scenes.values():
        options = scene.decision.options if scene.decision else ()
        rows += _compared(_row(scene.id, option, options, texts, earned[scene.id, option.id]) for option in options)
    return tuple(rows)


def _row(scene: str, option: Option, options: Sequence[Option], texts: Texts, earned: Sequence[float]) -> Worth:
    listed = [other for other in options if not other.synthesis]
    return Worth(
        scene=scene,
        option=option.id,
        tone=option.tone,
        place=None if option.synthesis else listed.index(option) + 1,
        length=len(plain(texts.get(f"{option.path}.text", texts.source), {})),
        enacted=len(earned),
        f=round(fmean(earned), 2) if earned else None,
        error=round(stdev(earned) / sqrt(len(earned)), 2) if len(earned) > 1 else None,
    )


def _compared(rows: Iterator[Worth]) -> list[Worth]:
    """Set the options of one scene beside each other."""
    options = list(rows)
    listed = [row for row in options if row.place is not None]
    longest = max((row.length for row in listed), default=0)
    known = [row.f for row in listed if row.f is not None]
    best = max(known, default=None)
    return [
        replace(
            row,
            behind=None if row.f is None or best is None else round(row.f - best, 2),
            best=len(known) > 1 and row.place is not None and row.f == best,
            longest=row.place is not None and row.length == longest,
        )
        for row in options
    ]


def pattern(rows: Sequence[Worth], year: Sequence[float]) -> Pattern:
    """Return what the options of all scenes have in common; `year` has F over the year of each play."""
    low, high = (nearest(year, quantile) for quantile in RANGE)
    best = [row for row in rows if row.best]
    gaps = [gap for _, scene in groupby(rows, key=lambda row: row.scene) for gap in _gap(list(scene))]
    return Pattern(
        scenes=len(gaps),
        longest=len({row.scene for row in best if row.longest}),
        tones={tone: len({row.scene for row in best if row.tone == tone}) for tone in ("warm", "neutral", "hard")},
        places=dict(sorted(Counter(row.place for row in best if row.place is not None).items())),
        near=sum(gap < NEAR * (high - low) for gap in gaps),
        far=sum(gap > FAR * (high - low) for gap in gaps),
        low=round(low, 2),
        high=round(high, 2),
    )


def _gap(scene: Sequence[Worth]) -> Iterator[float]:
    """Yield how far the second best of a scene is behind, where two were enacted."""
    known = sorted((row.f for row in scene if row.f is not None and row.place is not None), reverse=True)
    if len(known) > 1:
        yield known[0] - known[1]
