"""The balance of a crisis: what is measured, against which bound, and what follows.

A measure is a figure with a 95 % interval. What it is held against is in `scenarios/balance.yaml`, beside the crises,
so that a change in what is asked for can be seen like any other. A bound fails only if the whole interval lies
outside: a small sample proves little, and says so by being wide. `measure_balance` takes the sections of this module
in turn; each plays what it needs.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from game.analysis.simulation.forcing import force_plays, measure_forcing
from game.analysis.simulation.habit_search import LONGEST, name_rule, search_habits
from game.analysis.simulation.players import (
    AGREES,
    BLIND_PICKS,
    DICE,
    GOOD_MANNERS,
    HOSTILE,
    KINDS,
    NICE,
    SKILLED,
    STAGES,
    Player,
    Skilled,
)
from game.analysis.simulation.plays import Laboratory, Plays, Tally, number_seeds
from game.analysis.simulation.reading import count_never_flipping, list_unread_by_endings, list_unread_stocks
from game.analysis.simulation.shares import (
    OPPOSITE,
    CutPlays,
    GridRow,
    KindPlays,
    PartnerPlays,
    compute_kind_share,
    compute_shares,
    compute_spread,
    count_partner_answers,
    play_grid_row,
    play_kinds,
    play_with_cuts,
)
from game.analysis.simulation.statistics import (
    CoMoments,
    Estimate,
    Moments,
    VarianceParts,
    average_shares,
    combine_means,
    compute_quantile,
    compute_rank_correlation,
    estimate_share,
    estimate_variance_part,
    jackknife_batches,
)
from game.content.scenario_library import find_pack_folder
from game.content.yaml.reader import load_document
from game.engine.scenario import TIERS
from game.engine.stocks import CHAIRS

FILE: Final = "balance.yaml"


@dataclass(frozen=True, slots=True)
class Bound:
    """What a figure must not leave: from `least` to `most`, either may be open.

    `asked` is False for one that is measured and told, and not yet asked for.
    """

    least: float | None = None
    most: float | None = None
    asked: bool = True

    def admits(self, estimate: Estimate) -> bool:
        """Tell whether some of a figure's interval lies inside."""
        above = self.least is None or estimate.high >= self.least
        return above and (self.most is None or estimate.low <= self.most)

    def contains(self, value: float) -> bool:
        """Tell whether a value lies inside."""
        return self.admits(Estimate(value, value, value, 0))


class UnreadableBoundsError(Exception):
    """A file of bounds that cannot be read; the message says where and why."""


def find_bound(bounds: Mapping[str, Bound], name: str) -> Bound | None:
    """Return the bound of a measure: that of its own id, else of the first pattern that fits."""
    return bounds.get(name) or next((bound for pattern, bound in bounds.items() if fnmatchcase(name, pattern)), None)


def locate_bounds() -> Path:
    """Return the file of bounds that comes with the game."""
    return find_pack_folder() / FILE


def read_bounds(path: Path) -> dict[str, Bound]:
    """Read the bounds by id or pattern.

    Raises:
        UnreadableBoundsError: if the file is missing, no YAML, or not of this form.
    """
    document, _ = load_document(path)
    if document.problems:
        problem = document.problems[0]
        raise UnreadableBoundsError(f"{problem.place.file}:{problem.place.line}: {problem.message}")
    written, later = document.find_value(("bounds",)), document.find_value(("not_yet",)) or []
    if not isinstance(written, dict) or not isinstance(later, list):
        raise UnreadableBoundsError(f"{path}: 'bounds' must be a group and 'not_yet' a list")
    bounds = {name: _read_bound(path, name, value) for name, value in written.items()}
    # What is named in the list may be one of several that a pattern stands for; so its own bound is added, and first.
    waiting = {name: replace(found, asked=False) for name in later if (found := find_bound(bounds, str(name)))}
    return {**waiting, **{name: bound for name, bound in bounds.items() if name not in waiting}}


def _read_bound(path: Path, name: str, value: Any) -> Bound:
    ends = value if isinstance(value, dict) else {}
    numbers = all(isinstance(end, int | float) and not isinstance(end, bool) for end in ends.values())
    if not ends or not numbers or not set(ends) <= {"least", "most"}:
        raise UnreadableBoundsError(f"{path}: {name}: write {{least: 0.1, most: 0.9}}, or one of the two")
    return Bound(ends.get("least"), ends.get("most"))


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure of a crisis, the bound it is held against where there is one, and a few words on what was found."""

    id: str
    estimate: Estimate
    bound: Bound | None = None
    note: str = ""

    @property
    def holds(self) -> bool | None:
        """Whether its bound holds; None where there is none."""
        return None if self.bound is None else self.bound.admits(self.estimate)


@dataclass(frozen=True, slots=True)
class SampleSizes:
    """How much is played.

    Attributes:
        base: plays by dice in both chairs, from which F's range comes, and for each principal player in each cell.
        ladder: plays of each blind pick in each cell.
        partner: plays opposite the partner by each player in each chair.
        cuts: pairs of fixed policies played with cuts.
        grid, grids: policies a side, and how many tables of them.
        kinds: policies a chair of which each kind of answer is drawn anew.
        states: plays whose scenes are forced, by each kind of player.
        habits, habits_kept: plays of each rule of habits, and how many rules of each length are lengthened.
    """

    base: int
    ladder: int
    partner: int
    cuts: int
    grid: int
    grids: int
    kinds: int
    states: int
    habits: int
    habits_kept: int


QUICK: Final = SampleSizes(60, 10, 4, 60, 8, 2, 8, 12, 4, 1)
FULL: Final = SampleSizes(400, 60, 40, 300, 24, 3, 60, 60, 16, 4)
TINY: Final = SampleSizes(3, 1, 1, 4, 2, 1, 2, 1, 1, 1)
"""Enough to see that everything is measured, and nothing more."""

Found = Iterator[tuple[str, Estimate, str]]


@dataclass(frozen=True, slots=True)
class BalanceRun:
    """One measuring of one crisis: where it is played, how much, and with which seed."""

    laboratory: Laboratory
    sizes: SampleSizes
    seed: int

    def draw_seeds(self, name: str, count: int) -> range:
        """Return the seeds of a purpose."""
        return number_seeds(self.seed, name, count)


CELLS: Final = ("pair", *CHAIRS)
"""Where a player is tried: in both chairs, and in each opposite the simulated partner."""


def _seat_in_cell(cell: str, player: Player, seeds: range) -> Plays:
    return Plays(player if cell != "cto" else None, player if cell != "ceo" else None, seeds)


PRINCIPAL: Final[Mapping[str, Player]] = {
    "random": DICE,
    "manners": GOOD_MANNERS,
    "skilled": SKILLED,
    "hostile": HOSTILE,
    "nice": NICE,
}


ALONE: Final = Skilled(pools=False)
SILENT: Final = Skilled(pools=False, silent=True)


def _measure_players(run: BalanceRun) -> Found:
    """Measure the ladder of players: what blind picks gain over dice, tops, endings, who leaves."""
    size = run.sizes
    wanted = {
        f"{name} {cell}": _seat_in_cell(cell, player, run.draw_seeds(cell, size.base))
        for name, player in PRINCIPAL.items()
        for cell in CELLS
    }
    for manner, habit in (("dice", DICE), ("manners", GOOD_MANNERS)):
        for pick in BLIND_PICKS:
            for cell in CELLS if pick != "random" else ():
                player = replace(habit, pick=pick)
                wanted[f"{manner}.{pick} {cell}"] = _seat_in_cell(cell, player, run.draw_seeds(cell, size.ladder))
    wanted["alone"] = Plays(ALONE, ALONE, run.draw_seeds("pair", size.base))
    wanted["silent"] = Plays(SILENT, SILENT, run.draw_seeds("pair", size.base))
    tallies = run.laboratory.tally(wanted)
    spread = _compute_range(tallies["random pair"])
    yield from _report_dice(tallies["random pair"], spread)
    for manner in ("dice", "manners"):
        for pick in BLIND_PICKS:
            label = {"dice": "random", "manners": "manners"}[manner] if pick == "random" else f"{manner}.{pick}"
            if (manner, pick) != ("dice", "random"):
                yield f"blind.{manner}.{pick}", _compare_in_cells(tallies, label, "random", spread), ""
    yield "skilled.gain", _compare_in_cells(tallies, "skilled", "random", spread), ""
    yield "pooling.gain", _compare(tallies["skilled pair"], tallies["alone"], spread), ""
    yield "pooling.saying_pays", _compare(tallies["alone"], tallies["silent"], spread), ""
    yield "skilled.chair_gap", _fold(_compare(tallies["skilled ceo"], tallies["skilled cto"], spread)), ""
    yield "manners.top", _share_in_cells(tallies, "manners", "top", CELLS), ""
    yield "skilled.top", _share_in_cells(tallies, "skilled", "top", CHAIRS), ""
    yield "random.top", _share_in_cells(tallies, "random", "top", CHAIRS), ""
    yield "hostile.poor", _share_in_cells(tallies, "hostile", "poor", CELLS), ""
    yield "hostile.ahead_in_the_middle", _compare_middle(tallies["hostile pair"], tallies["skilled pair"]), ""
    for name in ("hostile", "nice", "random"):
        counts = [(tallies[f"{name} {cell}"].left, tallies[f"{name} {cell}"].n) for cell in CELLS]
        yield f"leaves.{name}", average_shares(counts), ""


def _compute_range(tally: Tally) -> float:
    """Return the range of F: what lies between the 5th and the 95th percentile of plays by dice."""
    return max(compute_quantile(tally.f_counts, 0.95) - compute_quantile(tally.f_counts, 0.05), 1e-9)


def _report_dice(tally: Tally, spread: float) -> Found:
    yield "random.f", tally.f.estimate_mean(), f"F's range, 5 to 95 %: {spread:.1f}"
    yield "conduct.with_f", compute_rank_correlation(tally.conduct), ""
    for ending, f in sorted(tally.endings.items(), key=lambda one: -one[1].mean):
        yield f"endings.share.{ending}", estimate_share(f.n, tally.n), f"F {f.mean:.1f}"
    ranked = [tally.tier_f[tier] for tier in TIERS if tier in tally.tier_f]
    steps = [combine_means(pair, (1, -1)) for pair in pairwise(ranked)]
    means = ", ".join(f"{tier} {tally.tier_f[tier].mean:.1f}" for tier in TIERS if tier in tally.tier_f)
    yield "endings.least_step", min(steps, key=lambda step: step.value, default=Estimate(0, 0, 0, 0)), means
    for name in dict.fromkeys(drawn for drawn, _ in tally.draws):
        groups = [moments for (drawn, _), moments in tally.draws.items() if drawn == name]
        note = ", ".join(f"{value} {tally.draws[name, value][0].mean:.1f}" for n, value in tally.draws if n == name)
        yield f"variance.draw.{name}", _share_between([f for f, _ in groups]), note
        yield f"variance.tier.draw.{name}", _share_between([tier for _, tier in groups]), ""


def _share_between(groups: list[Moments]) -> Estimate:
    """Return the share of the variance that lies between groups (omega squared); the jackknife leaves out a group."""

    def share(parts: list[Moments]) -> float:
        every = Moments()
        for part in parts:
            every.merge(part)
        within = sum(part.squares for part in parts)
        free = every.n - len(parts)
        if free < 1 or not every.squares:
            return 0.0
        error = within / free
        return (every.squares - within - (len(parts) - 1) * error) / (every.squares + error)

    n = sum(group.n for group in groups)
    value = max(0.0, share(groups))
    half = 1.96 * (4 * value * (1 - value) ** 2 / max(1, n)) ** 0.5
    return Estimate(value, max(0.0, value - half), min(1.0, value + half), n)


def _compare(one: Tally, other: Tally, spread: float) -> Estimate:
    """Return how far the mean F of one is above the other, in parts of F's range."""
    return combine_means((one.f, other.f), (1, -1)).scale(1 / spread)


def _compare_in_cells(tallies: Mapping[str, Tally], name: str, other: str, spread: float) -> Estimate:
    parts = [tallies[f"{player} {cell}"].f for player in (name, other) for cell in CELLS]
    each = 1 / len(CELLS)
    return combine_means(parts, [each] * len(CELLS) + [-each] * len(CELLS)).scale(1 / spread)


def _fold(estimate: Estimate) -> Estimate:
    """Return the size of a difference, whichever way it goes."""
    if estimate.low <= 0 <= estimate.high:
        return Estimate(abs(estimate.value), 0.0, max(-estimate.low, estimate.high), estimate.n)
    low, high = sorted((abs(estimate.low), abs(estimate.high)))
    return Estimate(abs(estimate.value), low, high, estimate.n)


def _share_in_cells(tallies: Mapping[str, Tally], name: str, tier: str, cells: tuple[str, ...]) -> Estimate:
    return average_shares([(tallies[f"{name} {cell}"].tiers[tier], tallies[f"{name} {cell}"].n) for cell in cells])


def _compare_middle(one: Tally, other: Tally) -> Estimate:
    """Return how far one looks better than the other from outside as the middle scene opens, in points of a stock."""
    places = sorted(set(one.looks) & set(other.looks))
    middle = places[len(places) // 2]
    return combine_means((one.looks[middle], other.looks[middle]), (1, -1))


def _measure_partner(run: BalanceRun) -> Found:
    """Measure what decides the partner: luck, mood, the relationship."""
    specs = [
        PartnerPlays(opposite, chair, run.draw_seeds(f"partner {opposite} {chair}", run.sizes.partner))
        for opposite in OPPOSITE
        for chair in CHAIRS
    ]
    counts = list(run.laboratory.run(count_partner_answers, specs))
    for name, part, whole in (
        ("partner.luck_decides", "first.luck", "first"),
        ("partner.mood_told", "first.mood", "first"),
        ("partner.relationship_decides", "answers.relationship", "answers"),
    ):
        yield name, average_shares([(count[part], count[whole]) for count in counts]), ""


CUT_BATCH: Final = 4


def _measure_cuts(run: BalanceRun) -> Found:
    """Measure what goes through the relationship and what through direct effects."""
    seed, count = run.draw_seeds("cuts", 1).start, run.sizes.cuts
    numbers = [range(start, min(start + CUT_BATCH, count)) for start in range(0, count, CUT_BATCH)]
    batches = list(run.laboratory.run(play_with_cuts, [CutPlays(part, seed) for part in numbers]))

    def merge(parts: list[CoMoments] | tuple[CoMoments, ...]) -> CoMoments:
        every = CoMoments()
        for part in parts:
            every.merge(part)
        return every

    for name, place in (("variance.effects", 0), ("variance.relationship", 1)):
        yield name, jackknife_batches(batches, lambda parts, p=place: compute_shares(merge(list(parts)))[p], count), ""  # type: ignore[misc]
    for name, kind in (("cuts.spread", 0), ("cuts.spread_without_relationship", 1), ("cuts.spread_without_effects", 2)):
        yield name, jackknife_batches(batches, lambda parts, k=kind: compute_spread(merge(list(parts)), k), count), ""  # type: ignore[misc]


def _measure_variance(run: BalanceRun) -> Found:
    """Measure whose the outcome is: each chair's, the seed's, of each kind of answer."""
    size = run.sizes
    rows = [
        GridRow(f"grid {grid}", row, size.grid, run.draw_seeds(f"grid {grid}", 1).start)
        for grid in range(size.grids)
        for row in range(size.grid)
    ]
    pairs = [GridRow("pairs", row, size.grid, run.draw_seeds("pairs", 1).start, True) for row in range(size.grid)]
    played = list(run.laboratory.run(play_grid_row, [*rows, *pairs]))
    tables = [played[size.grid * grid : size.grid * (grid + 1)] for grid in range(size.grids + 1)]
    for place, unit in ((0, "variance"), (1, "variance.tier")):
        figures = [[[cell[place] for cell in row] for row in table] for table in tables]
        chairs, seeds = figures[:-1], figures[-1:]
        if place == 0:
            yield "variance.chair.ceo", estimate_variance_part(chairs, _compute_ceo_share), ""
            yield "variance.chair.cto", estimate_variance_part(chairs, lambda p: 1 - _compute_ceo_share(p)), ""
        yield f"{unit}.of_ceo", estimate_variance_part(chairs, lambda p: p.rows), ""
        yield f"{unit}.of_cto", estimate_variance_part(chairs, lambda p: p.columns), ""
        yield f"{unit}.of_pair", estimate_variance_part(seeds, lambda p: p.rows), ""
        yield f"{unit}.of_seed", estimate_variance_part(seeds, lambda p: p.columns), ""


def _compute_ceo_share(parts: VarianceParts) -> float:
    """Return what the CEO's policies have of what both chairs' policies have."""
    both = parts.rows + parts.columns
    return parts.rows / both if both else 0.5


KIND_BATCH: Final = 2


def _measure_kinds(run: BalanceRun) -> Found:
    """Measure what each kind of answer is worth."""
    seed, count = run.draw_seeds("kinds", 1).start, run.sizes.kinds
    specs = [
        KindPlays(chair, range(start, min(start + KIND_BATCH, count)), seed)
        for chair in CHAIRS
        for start in range(0, count, KIND_BATCH)
    ]
    tallies = [(spec.chair, tally) for spec, tally in zip(specs, run.laboratory.run(play_kinds, specs), strict=True)]
    for kind in KINDS:
        share = jackknife_batches(tallies, lambda parts, k=kind: compute_kind_share(parts, k), 2 * count, 0.0)  # type: ignore[misc]
        yield f"variance.answer.{kind}", share, ""


def _measure_quarrels(run: BalanceRun) -> Found:
    """Measure what it pays to stage a quarrel and give way, against coming round honestly."""
    lots = {
        f"{name} {chair}": _seat_in_cell(chair, habit, run.draw_seeds(f"quarrel {chair}", 2 * run.sizes.base))
        for name, habit in (("staged", STAGES), ("honest", AGREES))
        for chair in CHAIRS
    }
    tallies = run.laboratory.tally(lots)
    parts = [tallies[f"{name} {chair}"].f for name in ("staged", "honest") for chair in CHAIRS]
    yield "quarrel.staged", combine_means(parts, (0.5, 0.5, -0.5, -0.5)), "in F"


def _measure_scenes(run: BalanceRun) -> Found:
    """Measure what is best in each scene, by forcing every option in the same states."""
    plays = force_plays(run.laboratory, run.draw_seeds("forced", run.sizes.states))
    yield from measure_forcing(run.laboratory.stage.scenario, plays)


def _measure_reading(run: BalanceRun) -> Found:
    """Measure what nothing reads, and which conditions never turn."""
    scenario = run.laboratory.stage.scenario
    unread = list_unread_by_endings(scenario)
    yield "endings.unread", Estimate(len(unread), len(unread), len(unread), 0), ", ".join(unread)
    stocks = list_unread_stocks(scenario)
    yield "stocks.unread", Estimate(len(stocks), len(stocks), len(stocks), 0), ", ".join(stocks)
    stuck, every = count_never_flipping(run.laboratory, run.draw_seeds("conditions", run.sizes.base))
    yield "conditions.never_flip", estimate_share(len(stuck), every), ", ".join(stuck)


def _measure_habits(run: BalanceRun) -> Found:
    """Measure how far a short rule of habits comes."""
    size = run.sizes
    found = search_habits(
        run.laboratory,
        run.draw_seeds("habits", size.habits),
        run.draw_seeds("habits again", size.base),
        size.habits_kept,
    )
    yield "habits.best_line", found.best_f.f.estimate_mean(), found.best
    for length in range(1, LONGEST + 1):
        yield f"habits.reach_{length}", found.estimate_reach(length), name_rule(found.rules[length][0])
    yield "habits.shortest", Estimate(found.shortest, found.shortest, found.shortest, 0), ""


SECTIONS: Final[Mapping[str, Callable[[BalanceRun], Found]]] = {
    "partner": _measure_partner,
    "relationship": _measure_cuts,
    "answers": _measure_kinds,
    "players": _measure_players,
    "quarrels": _measure_quarrels,
    "chairs": _measure_variance,
    "scenes": _measure_scenes,
    "reading": _measure_reading,
    "habits": _measure_habits,
}
"""What is measured, in the order of weight, by the name that a user asks for it by."""


def measure_balance(
    run: BalanceRun, bounds: Mapping[str, Bound], sections: tuple[str, ...] = tuple(SECTIONS)
) -> Iterator[Measure]:
    """Yield every measure of some sections, each as soon as it is known."""
    for section in sections:
        for name, estimate, note in SECTIONS[section](run):
            yield Measure(name, estimate, find_bound(bounds, name), note)
