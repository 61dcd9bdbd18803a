"""What each option was worth in many plays, and what that says of a crisis: is it a quiz that can be seen through?

An option is worth the mean F of the plays in which it was enacted. With random players in both chairs that is what
the rules of good content ask about (A2, A4, A6, A7): whether the longest, a tone or a place gives the best away, and
whether there is a best at all that one could have known.

How far a figure spreads over many plays.

F scene by scene: where many plays stood as each scene opened, so that what pays at first can be seen to do so.

Many plays of one crisis: how often each ending came, how F went scene by scene, what each option was worth.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from math import sqrt
from statistics import fmean, stdev
from typing import Final, TypeVar

from game.analysis.simulation.bots import PathChoices, play_with_bots
from game.content.markup import render_plain
from game.engine.events import Ended
from game.engine.model import compute_composite, from_hundredths
from game.engine.scenario import END, TIERS, Option, Scenario, Texts, Tone
from game.engine.scene_flow import summarize_epilogue
from game.engine.state import State, round_half_even
from game.engine.stocks import INDEX, OUTCOMES, STOCKS, Chair
from game.playthrough.session import Session
from game.playthrough.setup import SeatKind, Setup

Number = TypeVar("Number", int, float)
QUANTILES: Final = (0.25, 0.5, 0.75)


@dataclass(frozen=True, slots=True)
class Quartiles:
    """The quartiles of a figure over many plays."""

    lower: float
    median: float
    upper: float


def compute_quartiles(values: Sequence[float]) -> Quartiles:
    """Return the quartiles of values, each the nearest of them, to two places."""
    return Quartiles(*(round(compute_quantile(values, q), 2) for q in QUANTILES))


def compute_quantile(values: Sequence[Number], quantile: float) -> Number:
    """Return the value nearest to a quantile, 0..1; IndexError where there are no values."""
    return sorted(values)[round(quantile * (len(values) - 1))]


@dataclass(frozen=True, slots=True)
class SceneProgress:
    """A scene as it opened, before anything landed in it, or the `end` of play.

    Attributes:
        scene: its id, or `end`.
        plays: how many plays came there.
        f: the composite of the company at that moment, 0..100.
    """

    scene: str
    plays: int
    f: Quartiles


def compute_progress_by_scene(scenario: Scenario, states: Iterable[State]) -> tuple[SceneProgress, ...]:
    """Return the scenes that finished plays came to, in the order of the file, and the end of play."""
    moments = [_compute_scene_composites(scenario, state) for state in states]
    passed = {scene: [play[scene] for play in moments if scene in play] for scene in (*scenario.scenes, END)}
    return tuple(
        SceneProgress(scene, len(values), compute_quartiles(values)) for scene, values in passed.items() if values
    )


def _compute_scene_composites(scenario: Scenario, state: State) -> dict[str, float]:
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
        moments.setdefault(played.scene, compute_composite(from_hundredths(stocks)))
    return {**moments, END: compute_composite(from_hundredths(state.stocks))}


NEAR: Final = 0.15
"""Two options whose worth differs by less than this part of F's range are nearly as good (A7)."""

FAR: Final = 0.25
"""A best option that is further ahead than this part of F's range gives itself away (A7)."""

RANGE: Final = (0.05, 0.95)


@dataclass(frozen=True, slots=True)
class OptionValue:
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
class BestOptionPattern:
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


def compute_option_values(
    scenario: Scenario, texts: Texts, states: Sequence[State], year: Sequence[float]
) -> tuple[OptionValue, ...]:
    """Return every option in the order of the file; `year` has F over the year after each of the finished states."""
    earned: dict[tuple[str, str], list[float]] = defaultdict(list)
    for state, f in zip(states, year, strict=True):
        for chosen in dict.fromkeys((played.scene, played.enacted) for played in state.past):
            earned[chosen].append(f)
    rows: list[OptionValue] = []
    for scene in scenario.scenes.values():
        options = scene.decision.options if scene.decision else ()
        rows += _compare_options(
            _build_option_value(scene.id, option, options, texts, earned[scene.id, option.id]) for option in options
        )
    return tuple(rows)


def _build_option_value(
    scene: str, option: Option, options: Sequence[Option], texts: Texts, earned: Sequence[float]
) -> OptionValue:
    listed = [other for other in options if not other.synthesis]
    return OptionValue(
        scene=scene,
        option=option.id,
        tone=option.tone,
        place=None if option.synthesis else listed.index(option) + 1,
        length=len(render_plain(texts.get(f"{option.path}.text", texts.source), {})),
        enacted=len(earned),
        f=round(fmean(earned), 2) if earned else None,
        error=round(stdev(earned) / sqrt(len(earned)), 2) if len(earned) > 1 else None,
    )


def _compare_options(rows: Iterator[OptionValue]) -> list[OptionValue]:
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


def compute_best_option_pattern(rows: Sequence[OptionValue], year: Sequence[float]) -> BestOptionPattern:
    """Return what the options of all scenes have in common; `year` has F over the year of each play."""
    low, high = (compute_quantile(year, quantile) for quantile in RANGE)
    best = [row for row in rows if row.best]
    gaps = [gap for _, scene in groupby(rows, key=lambda row: row.scene) for gap in _compute_lead_of_best(list(scene))]
    return BestOptionPattern(
        scenes=len(gaps),
        longest=len({row.scene for row in best if row.longest}),
        tones={tone: len({row.scene for row in best if row.tone == tone}) for tone in ("warm", "neutral", "hard")},
        places=dict(sorted(Counter(row.place for row in best if row.place is not None).items())),
        near=sum(gap < NEAR * (high - low) for gap in gaps),
        far=sum(gap > FAR * (high - low) for gap in gaps),
        low=round(low, 2),
        high=round(high, 2),
    )


def _compute_lead_of_best(scene: Sequence[OptionValue]) -> Iterator[float]:
    """Yield how far the second best of a scene is behind, where two were enacted."""
    known = sorted((row.f for row in scene if row.f is not None and row.place is not None), reverse=True)
    if len(known) > 1:
        yield known[0] - known[1]


PARTNER: Final = "partner"
LASTING: Final = ("culture", "structure", "engineering")
"""The slow stocks whose sum tells good endings from poor ones."""
PERCENTILES: Final = (5, 35, 50, 65, 90, 95)


@dataclass(frozen=True, slots=True)
class RunsSummary:
    """What came of many plays by one pair of bots.

    Attributes:
        bots: who sat in each chair.
        count: how many plays.
        endings, tiers, resolutions: how often each came (`agreed` and `sat` are resolutions too; a scene that one
            chair decides is none).
        f: the composite over the year after play.
        outcomes: the means over the year of the twelve outcomes, in points.
        lasting: percentiles of the sum by which endings go (`LASTING`, means over the year, in points).
        course: the composite of the moment as each scene opened, and at the end of play.
        options: every option, how often it was enacted and what those plays came to.
        pattern: in how many scenes the longest, a tone, a place is the best.
    """

    bots: Mapping[Chair, str]
    count: int
    endings: Mapping[str, int]
    tiers: Mapping[str, int]
    resolutions: Mapping[str, int]
    f: Quartiles
    outcomes: Mapping[str, Quartiles]
    lasting: Mapping[str, int]
    course: tuple[SceneProgress, ...]
    options: tuple[OptionValue, ...]
    pattern: BestOptionPattern


def build_seats(bots: Mapping[Chair, str]) -> dict[Chair, SeatKind]:
    """Return the seats for a pair of bots: `partner` is the simulated partner, others play as people do."""
    return {chair: "partner" if name == PARTNER else "human" for chair, name in bots.items()}


def play_seed(
    scenario: Scenario,
    texts: Texts,
    bots: Mapping[Chair, str],
    seed: int,
    language: str = "",
    *,
    wishes: PathChoices | None = None,
) -> Session:
    """Return a session that bots have played to its end, by way of what is wished for.

    Raises:
        KeyError: if there is no bot of a name.
    """
    session = Session(scenario, texts, Setup(build_seats(bots), seed, language=language or scenario.language))
    play_with_bots(session, bots, wishes)
    return session


def run_plays(scenario: Scenario, texts: Texts, bots: Mapping[Chair, str], seeds: Sequence[int]) -> RunsSummary:
    """Play every seed, one at the least, and count."""
    sessions = [play_seed(scenario, texts, bots, seed) for seed in seeds]
    states = [session.state for session in sessions]
    years = [summarize_epilogue(state) for state in states]
    means = [dict(zip(STOCKS, map(round_half_even, year.means), strict=True)) for year in years]
    f = [year.composite for year in years]
    sums = [sum(mean[stock] for stock in LASTING) for mean in means]
    options = compute_option_values(scenario, texts, states, f)
    return RunsSummary(
        bots=bots,
        count=len(sessions),
        endings=_count_names(state.ending for state in states),
        tiers={
            tier: count for tier in TIERS if (count := sum(find_ending_tier(session) == tier for session in sessions))
        },
        resolutions=_count_names(how for state in states for how in _list_resolutions(state)),
        f=compute_quartiles(f),
        outcomes={stock: compute_quartiles([mean[stock] for mean in means]) for stock in OUTCOMES},
        lasting={str(percent): compute_quantile(sums, percent / 100) for percent in PERCENTILES},
        course=compute_progress_by_scene(scenario, states),
        options=options,
        pattern=compute_best_option_pattern(options, f),
    )


def find_ending_tier(session: Session) -> str:
    """Return the tier in which a finished session ended."""
    ended = [event for event in session.happened if isinstance(event, Ended)]
    return ended[-1].tier


def _list_resolutions(state: State) -> list[str]:
    joint = [scene for scene in state.past if scene.first]
    return ["sat" if scene.sat else scene.mode or "agreed" for scene in joint]


def _count_names(names: Iterable[str]) -> dict[str, int]:
    return dict(Counter(names).most_common())
