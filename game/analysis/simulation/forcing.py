"""Paired forcing: each option of a scene, enacted in the same state under the same luck, and what comes of it.

Plays by dice and by skilled players are stopped as each scene opens. From there every option on offer is picked by
both chairs, and play goes on as it had begun, with the same draws. What is then better was better there: not because
better players choose it. So an option can be seen to be best in every state, or in none.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from statistics import fmean
from typing import Final

from game.analysis.simulation.players import DICE, SKILLED, Player
from game.analysis.simulation.plays import Laboratory, Seats, Stage, ask_player, continue_play, judge_end
from game.analysis.simulation.statistics import Estimate, bootstrap_estimate
from game.engine import rules
from game.engine.consequences import list_offered_options
from game.engine.events import Ask
from game.engine.rng import Rng, hash_slot
from game.engine.scenario import Option, Scenario
from game.engine.state import State
from game.engine.state_draft import StateDraft
from game.engine.stocks import CHAIRS, INDEX
from game.playthrough.record import Answer

PLAYED_BY: Final[Mapping[str, Player]] = {"dice": DICE, "skilled": SKILLED}

MOSTLY: Final = 0.7
"""The share of states from which one option may be called the best of its scene whatever else is so."""

NEVER: Final = 0.03
"""The share of states up to which an option counts as never the best: it may have been luck."""

NOW: Final = frozenset({"csat_product", "csat_service", "sales", "marketing", "finance", "support", "product"})


@dataclass(frozen=True, slots=True)
class ForcedState:
    """A scene as it opened in one play, and what came of each option from there.

    Attributes:
        played_by: who had played so far, and went on.
        draw: what had been drawn.
        trusting: whether the lower trust of the two was 50 or more.
        told: whether at least half of the facts that were known had been said.
        f: F over the year after, by option.
        top: whether play ended in the top tier, by option.
    """

    scene: str
    played_by: str
    draw: Mapping[str, str]
    trusting: bool
    told: bool
    f: Mapping[str, float]
    top: Mapping[str, bool]

    @property
    def best(self) -> str:
        """The option that led to the highest F."""
        return max(self.f, key=lambda option: self.f[option])


@dataclass(frozen=True, slots=True)
class ForcedPlay:
    """A play whose scenes are to be forced."""

    played_by: str
    seed: int


def force_scenes(stage: Stage, play: ForcedPlay) -> tuple[ForcedState, ...]:
    """Return every scene of one play with a decision, forced."""
    player = PLAYED_BY[play.played_by]
    seats: Seats = {"ceo": player, "cto": player}
    rng = Rng(play.seed, stage.scenario.id)
    openings: dict[int, State] = {}

    def watch(draft: StateDraft, ask: Ask, _answer: Answer) -> None:
        if ask.kind in ("first", "say", "final"):
            openings.setdefault(draft.state.count, draft.state)

    continue_play(stage, rng, rules.begin_play(stage.scenario, rng)[0], seats, watch)
    return tuple(_force_state(stage, rng, state, play.played_by, seats) for state in openings.values())


def _force_state(stage: Stage, rng: Rng, state: State, played_by: str, seats: Seats) -> ForcedState:
    offered = list_offered_options(StateDraft(stage.scenario, rng, state))
    ends = {option: judge_end(stage, _force_option(stage, rng, state, option, seats)) for option in offered}
    facts = [status for status in state.facts.values() if status.known]
    return ForcedState(
        scene=state.scene,
        played_by=played_by,
        draw=dict(state.draw),
        trusting=min(state.stocks[INDEX[f"{chair}.trust"]] for chair in CHAIRS) >= 5000,
        told=2 * sum(status.status != "unsaid" for status in facts) >= len(facts),
        f={option: end.f for option, end in ends.items()},
        top={option: end.tier == "top" for option, end in ends.items()},
    )


def _force_option(stage: Stage, rng: Rng, state: State, option: str, seats: Seats) -> State:
    """Return the end of a play in which both chairs pick an option in this scene; what they say stays theirs."""
    count = state.count
    dice = Random(hash_slot(str(rng.seed), "forced", str(count)))  # noqa: S311 -- no secret hangs on it
    while state.count == count and (asks := rules.list_asks(stage.scenario, rng, state)):
        ask, draft = asks[0], StateDraft(stage.scenario, rng, state)
        if ask.kind in ("first", "final") and option in ask.choices:
            answer: Answer = {"option": option} if ask.kind == "final" else {"option": option, "confidence": "sure"}
        else:
            answer = ask_player(stage, draft, ask, seats[ask.chair], dice)
        state, _ = rules.apply_answer(stage.scenario, rng, state, ask, answer)
    return continue_play(stage, rng, state, seats)


def force_plays(laboratory: Laboratory, seeds: Iterable[int]) -> list[tuple[ForcedState, ...]]:
    """Return the forced scenes of each play, for every seed by every kind of player."""
    return list(laboratory.run(force_scenes, [ForcedPlay(name, seed) for seed in seeds for name in PLAYED_BY]))


States = Sequence[ForcedState]
Finding = tuple[str, Estimate, str]
"""The id of a measure, its estimate, and a few words on it."""


def measure_forcing(scenario: Scenario, plays: Sequence[tuple[ForcedState, ...]]) -> list[Finding]:
    """Return what forced scenes say of a crisis: how often one option is best, what turns that, what never pays."""

    def estimate(compute: Callable[[States], float]) -> Estimate:
        return bootstrap_estimate(plays, lambda drawn: compute([state for play in drawn for state in play]), len(plays))

    every = [state for play in plays for state in play]
    measures = [
        ("forced.open_scenes", estimate(_share_open_scenes), _list_closed_scenes(every)),
        ("forced.cheapest_today", estimate(lambda states: _share_solved(scenario, states, min)), ""),
        ("forced.dearest_today", estimate(lambda states: _share_solved(scenario, states, max)), ""),
        (
            "forced.never_best",
            estimate(lambda states: len(_list_never_best(scenario, states)) / max(1, len(_list_options(scenario)))),
            ", ".join(_list_never_best(scenario, every)),
        ),
        ("forced.bars_top", estimate(lambda states: len(_list_barring(states))), ", ".join(_list_barring(every))),
        ("forced.flipped_by_trust", estimate(lambda states: _count_flips(states, lambda s: s.trusting)), ""),
        ("forced.flipped_by_talk", estimate(lambda states: _count_flips(states, lambda s: s.told)), ""),
    ]
    for name, values in scenario.draw.items():
        for value in values:
            flips = estimate(lambda states, n=name, v=value: _count_flips(states, lambda s: s.draw[n] == v))  # type: ignore[misc]
            measures.append((f"forced.flipped_by.{name}.{value}", flips, ""))
    for scene, option in _list_options(scenario):
        share = estimate(lambda states, s=scene, o=option.id: _share_best(states, s, o))  # type: ignore[misc]
        measures.append((f"forced.best.{scene}.{option.id}", share, ""))
    return measures


def _list_options(scenario: Scenario) -> list[tuple[str, Option]]:
    """Return the listed options with their scenes; a synthesis is never listed, and so never forced."""
    decisions = [(scene.id, scene.decision) for scene in scenario.scenes.values() if scene.decision]
    return [(scene, option) for scene, decision in decisions for option in decision.options if not option.synthesis]


def _group_by_scene(states: States) -> dict[tuple[str, str], list[ForcedState]]:
    """Return the states by who played and scene, those with two options or more."""
    groups: dict[tuple[str, str], list[ForcedState]] = defaultdict(list)
    for state in states:
        if len(state.f) > 1:
            groups[state.played_by, state.scene].append(state)
    return groups


def _find_main_best(states: States) -> tuple[str, float]:
    """Return the option that is best most often, and in what share of the states."""
    option, count = Counter(state.best for state in states).most_common(1)[0]
    return option, count / len(states)


def _share_open_scenes(states: States) -> float:
    groups = _group_by_scene(states).values()
    return fmean(_find_main_best(group)[1] <= MOSTLY for group in groups) if groups else 0.0


def _list_closed_scenes(states: States) -> str:
    mains = {key: _find_main_best(group) for key, group in _group_by_scene(states).items()}
    closed = {f"{scene}.{option}" for (_, scene), (option, share) in mains.items() if share > MOSTLY}
    return ", ".join(sorted(closed))


def _share_solved(scenario: Scenario, states: States, choose: Callable[..., str]) -> float:
    """Return in what share of scenes the option that gains least (or most) today is best in over half the states."""
    gains = {(scene, option.id): compute_gain_today(option) for scene, option in _list_options(scenario)}
    groups = _group_by_scene(states)
    solved = [
        fmean(state.best == choose(state.f, key=lambda option, s=scene: gains[s, option]) for state in group) > 0.5
        for (_, scene), group in groups.items()
    ]
    return fmean(solved) if solved else 0.0


def compute_gain_today(option: Option) -> int:
    """Return the points that an option gains at once on what is seen on the day, as anybody can foresee them."""
    return sum(effect.points for effect in option.effects if effect.stock in NOW and effect.because is None)


def _share_best(states: States, scene: str, option: str) -> float:
    here = [state.best == option for state in states if state.scene == scene and option in state.f]
    return fmean(here) if here else 0.0


def _list_never_best(scenario: Scenario, states: States) -> list[str]:
    return [
        f"{scene}.{option.id}"
        for scene, option in _list_options(scenario)
        if _share_best(states, scene, option.id) < NEVER
    ]


def _list_barring(states: States) -> list[str]:
    """Return the options after which no play reached the top, where another option of the same states did."""
    reached: dict[str, Counter[str]] = defaultdict(Counter)
    for state in states:
        for option, top in state.top.items():
            reached[state.scene][option] += top
    return [
        f"{s}.{o}" for s, counts in reached.items() for o, top in counts.items() if not top and any(counts.values())
    ]


def _count_flips(states: States, holds: Callable[[ForcedState], bool]) -> float:
    """Return in how many scenes another option is best most often where something holds than where it does not."""
    flips: dict[str, list[bool]] = defaultdict(list)
    for (played_by, _), group in _group_by_scene(states).items():
        here, there = [s for s in group if holds(s)], [s for s in group if not holds(s)]
        flips[played_by].append(bool(here and there) and _find_main_best(here)[0] != _find_main_best(there)[0])
    return fmean(sum(found) for found in flips.values()) if flips else 0.0
