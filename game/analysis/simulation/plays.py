"""Plays by the thousand: one play driven straight by the rules, a tally that stays small, and several processes.

A session keeps a record and a hash of each answer, which nobody here reads; so plays are driven by the engine's public
functions, and the choices that a person would see come from the same function that a session's prompt has them from.
The same specification gives the same figures on any number of processes: it is cut into batches whose results are
merged in order.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing import get_context
from random import Random
from typing import Any, Final, TypeVar

from game.analysis.simulation.players import Fixed, Habit, Player, Skilled, read_seat_view
from game.analysis.simulation.statistics import Moments
from game.engine import rules
from game.engine.events import Ask
from game.engine.partner import choose_answer
from game.engine.rng import Rng, hash_slot
from game.engine.scenario import TIERS, Scenario, Texts, Tier
from game.engine.scene_flow import CHAIR_EMPTY, EpilogueSummary, summarize_epilogue
from game.engine.state import State
from game.engine.state_draft import StateDraft
from game.engine.stocks import CHAIRS, INDEX, Chair
from game.playthrough.record import Answer

Seats = Mapping[Chair, Player | None]
"""Who plays each chair; None is the simulated partner."""

Spec = TypeVar("Spec")
Result = TypeVar("Result")

BATCH: Final = 20
"""Plays in one piece of work for a process."""

SEEN_TODAY: Final = ("sales", "marketing", "finance", "product", "support", "csat_product", "csat_service")
"""The stocks whose sum tells how a company looks from outside at the moment."""


@dataclass(frozen=True, slots=True)
class Stage:
    """What is played: a crisis, and the words of its options by path."""

    scenario: Scenario
    texts: Mapping[str, str]


def build_stage(scenario: Scenario, texts: Texts) -> Stage:
    """Return the stage for a crisis, in its own language."""
    scenes = scenario.scenes.values()
    paths = [f"{option.path}.text" for scene in scenes if scene.decision for option in scene.decision.options]
    return Stage(scenario, {path: texts.get(path, scenario.language) for path in paths})


Watch = Callable[[StateDraft, Ask, Answer], None]


def play_to_end(stage: Stage, seed: int, seats: Seats, watch: Watch | None = None) -> State:
    """Return the state at the end of one play; `watch` is shown every answer before it is applied."""
    rng = Rng(seed, stage.scenario.id)
    partners = frozenset(chair for chair in CHAIRS if seats[chair] is None)
    state, _ = rules.begin_play(stage.scenario, rng, partners)
    return continue_play(stage, rng, state, seats, watch)


def continue_play(stage: Stage, rng: Rng, state: State, seats: Seats, watch: Watch | None = None) -> State:
    """Return the state at the end of a play that goes on from a state."""
    dice = Random(hash_slot(str(rng.seed), "dice", str(state.count)))  # noqa: S311 -- no secret hangs on it
    draft = StateDraft(stage.scenario, rng, state, told=False)
    asks = rules.list_phase_asks(draft)
    while asks:
        ask = asks[0]
        answer = ask_player(stage, draft, ask, seats[ask.chair], dice)
        if watch is not None:
            watch(draft, ask, answer)
        asks = rules.take_answer(draft, ask, answer)
        before = draft.state.stocks
        state, _ = draft.build_result()
        if state.stocks != before:
            asks = rules.list_phase_asks(draft)
    return state


def ask_player(stage: Stage, draft: StateDraft, ask: Ask, player: Player | None, dice: Random) -> Answer:
    """Return a player's answer. A habit is given what a person in that chair sees, and a skilled player the draft."""
    match player:
        case None:
            return choose_answer(draft, ask)
        case Fixed():
            return player.answer(ask)
        case Habit():
            return player.answer(read_seat_view(draft, ask, stage.texts, dotted=player.counts_dots), dice)
        case Skilled():
            return player.answer(draft, ask, read_seat_view(draft, ask, stage.texts, dotted=False), dice)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a play ended: F over the year after, the tier, the ending, and whether the CTO left in play or that year."""

    f: float
    tier: Tier
    ending: str
    cto_left: bool


def judge_end(stage: Stage, state: State, year: EpilogueSummary | None = None) -> Outcome:
    """Return how a finished play ended."""
    year = year or summarize_epilogue(state)
    ending = stage.scenario.find_ending(state.ending)
    left = bool(year.leaving) or CHAIR_EMPTY in state.flags
    return Outcome(year.composite, ending.tier if ending else "poor", state.ending, left)


TIER_SCORES: Final[Mapping[Tier, int]] = {tier: len(TIERS) - 1 - place for place, tier in enumerate(TIERS)}
"""3 for the top tier down to 0 for the poor one, where a tier must be a number."""


@dataclass(slots=True)
class Tally:
    """What came of many plays by the same players, in memory that does not grow with their number.

    Attributes:
        f: F over the year after.
        f_counts: how often each F came, to a tenth: for percentiles.
        score: the tier as a number, 0..3.
        tiers: how often each came.
        endings: F by ending.
        tier_f: F by tier.
        draws: F and the tier's number by what was drawn, (name, value).
        conduct: how often each pair of (principled conduct, F), to a half and a quarter, came.
        left: in how many plays the CTO left.
        looks: what a company looked like from outside as each scene opened, by the scene's place from 1.
    """

    f: Moments = field(default_factory=Moments)
    f_counts: Counter[float] = field(default_factory=Counter)
    score: Moments = field(default_factory=Moments)
    tiers: Counter[str] = field(default_factory=Counter)
    endings: dict[str, Moments] = field(default_factory=dict)
    tier_f: dict[str, Moments] = field(default_factory=dict)
    draws: dict[tuple[str, str], tuple[Moments, Moments]] = field(default_factory=dict)
    conduct: Counter[tuple[float, float]] = field(default_factory=Counter)
    left: int = 0
    looks: dict[int, Moments] = field(default_factory=dict)

    @property
    def n(self) -> int:
        """How many plays were counted."""
        return self.f.n

    def add(self, stage: Stage, state: State, looks: Mapping[int, float]) -> None:
        """Count one finished play."""
        outcome = judge_end(stage, state)
        score = TIER_SCORES[outcome.tier]
        self.f.add(outcome.f)
        self.f_counts[round(outcome.f, 1)] += 1
        self.score.add(score)
        self.tiers[outcome.tier] += 1
        self.endings.setdefault(outcome.ending, Moments()).add(outcome.f)
        self.tier_f.setdefault(outcome.tier, Moments()).add(outcome.f)
        for drawn in state.draw.items():
            f, tier = self.draws.setdefault(drawn, (Moments(), Moments()))
            f.add(outcome.f)
            tier.add(score)
        self.conduct[round(2 * score_conduct(stage.scenario, state)) / 2, round(4 * outcome.f) / 4] += 1
        self.left += outcome.cto_left
        for place, look in looks.items():
            self.looks.setdefault(place, Moments()).add(look)

    def merge(self, other: "Tally") -> None:
        """Count all plays of another tally too."""
        self.f.merge(other.f)
        self.f_counts.update(other.f_counts)
        self.score.merge(other.score)
        self.tiers.update(other.tiers)
        for ours, theirs in ((self.endings, other.endings), (self.tier_f, other.tier_f)):
            for name, moments in theirs.items():
                ours.setdefault(name, Moments()).merge(moments)
        for drawn, (f, tier) in other.draws.items():
            own = self.draws.setdefault(drawn, (Moments(), Moments()))
            own[0].merge(f)
            own[1].merge(tier)
        self.conduct.update(other.conduct)
        self.left += other.left
        for place, moments in other.looks.items():
            self.looks.setdefault(place, Moments()).merge(moments)


GOOD_MOVES: Final = frozenset(
    {
        "own",
        "ask",
        "clarify",
        "joint_solve",
        "amends",
        "defend",
        "appreciate",
        "delegate",
        "contribute",
        "bridge",
        "share",
    }
)
BAD_MOVES: Final[Mapping[str, float]] = {
    "blame": 1.5,
    "blame_person": 1.5,
    "withhold": 1,
    "second_guess": 1,
    "deny": 1,
}
MODES_COUNT: Final[Mapping[str | None, float]] = {"override": -1, "escalate": -0.5, "object": 0.25, "defer": 0.25}
SAID_COUNTS: Final[Mapping[str, float]] = {"free": 0.5, "face": 1, "confidential": 0}


def score_conduct(scenario: Scenario, state: State) -> float:
    """Return how principled the conduct of both was in a play: what the ten principles would say, not what paid."""
    total = 0.0
    for record in state.past:
        decision = scenario.scenes[record.scene].decision
        if not record.enacted or decision is None:
            continue
        option = decision.find_option(record.enacted)
        for move in option.moves:
            total += move.strength if move.name in GOOD_MOVES else -BAD_MOVES.get(move.name, 0) * move.strength
        total += option.synthesis + bool(record.sat) + MODES_COUNT.get(record.mode, 0)
    for fact, status in state.facts.items():
        if status.status == "said":
            total += SAID_COUNTS[scenario.facts[fact].cost]
        elif status.status == "surfaced" and status.kept:
            total -= 1.5
    return total + sum({"kept": 1, "broken": -1.5}.get(promise.status, 0) for promise in state.promises)


@dataclass(frozen=True, slots=True)
class Plays:
    """Plays to be made: who sits in each chair, and which seeds."""

    ceo: Player | None
    cto: Player | None
    seeds: range

    def split(self) -> Iterator["Plays"]:
        """Yield the same plays in batches."""
        for start in range(0, len(self.seeds), BATCH):
            yield Plays(self.ceo, self.cto, self.seeds[start : start + BATCH])


def tally_plays(stage: Stage, plays: Plays) -> Tally:
    """Return what comes of plays."""
    tally = Tally()
    seats: Seats = {"ceo": plays.ceo, "cto": plays.cto}
    for seed in plays.seeds:
        looks: dict[int, float] = {}

        def watch(draft: StateDraft, _ask: Ask, _answer: Answer, looks: dict[int, float] = looks) -> None:
            opening = draft.state.opening
            looks.setdefault(draft.state.count, sum(opening[INDEX[stock]] for stock in SEEN_TODAY) / 100)

        tally.add(stage, play_to_end(stage, seed, seats, watch), looks)
    return tally


_stage: list[Stage] = []
"""What a process plays; set once as it starts."""


def _set_stage(stage: Stage) -> None:
    _stage[:] = [stage]


def _work(job: tuple[Callable[[Stage, Any], Any], Any]) -> Any:
    return job[0](_stage[0], job[1])


class Laboratory:
    """Where plays are made: in this process, or in several at once."""

    def __init__(self, stage: Stage, executor: ProcessPoolExecutor | None, report: Callable[[int], None]) -> None:
        self.stage = stage
        self._executor = executor
        self._report = report

    def run(self, work: Callable[[Stage, Spec], Result], specs: Iterable[Spec]) -> Iterator[Result]:
        """Yield what a function of a module makes of each specification, in their order."""
        jobs = list(specs)
        done = (
            (work(self.stage, spec) for spec in jobs)
            if self._executor is None
            else self._executor.map(_work, [(work, spec) for spec in jobs])
        )
        for result in done:
            self._report(1)
            yield result

    def tally(self, wanted: Mapping[str, Plays]) -> dict[str, Tally]:
        """Return the tally of each of several lots of plays."""
        batches = [(name, batch) for name, plays in wanted.items() for batch in plays.split()]
        tallies = {name: Tally() for name in wanted}
        results = self.run(tally_plays, [batch for _, batch in batches])
        for (name, _), result in zip(batches, results, strict=True):
            tallies[name].merge(result)
        return tallies


@contextmanager
def open_laboratory(
    stage: Stage, processes: int = 1, report: Callable[[int], None] = lambda _: None
) -> Iterator[Laboratory]:
    """Open a place for plays with so many processes; `report` is told as pieces of work are done."""
    if processes < 2:
        yield Laboratory(stage, None, report)
        return
    executor = ProcessPoolExecutor(processes, get_context("spawn"), _set_stage, (stage,))
    try:
        yield Laboratory(stage, executor, report)
    finally:
        executor.shutdown(cancel_futures=True)


def number_seeds(seed: int, name: str, count: int) -> range:
    """Return seeds that belong to a seed and a purpose, so that no two measures share their luck by accident."""
    first = hash_slot(str(seed), name) >> 2
    return range(first, first + count)
