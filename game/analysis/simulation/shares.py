"""Whose the outcome is: each chair's, the seed's, of each kind of answer, and what goes through the relationship.

Fixed policies play each other: a table of policies of the CEO by policies of the CTO says what part each chair has, a
table of pairs by seeds what luck has. One policy against the same with one kind of answer drawn anew says what that
kind is worth (the variance that is left where all else is held, Sobol 1993).

What the relationship carries is told by counterfactuals, through the engine's own functions. The partner is asked
again as somebody to whom nothing that was between the two matters, and as somebody who never wavers. The company is
carried along a second time, where the two chairs stay to it what they were at the start of play.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import sqrt
from typing import Final

from game.analysis.simulation.players import GOOD_MANNERS, HOSTILE, KINDS, NICE, SKILLED, Fixed, Player
from game.analysis.simulation.plays import TIER_SCORES, Seats, Stage, judge_end, play_to_end
from game.analysis.simulation.statistics import CoMoments, Moments
from game.engine import partner, rules
from game.engine.consequences import list_offered_options
from game.engine.events import Ask
from game.engine.model import EPILOGUE_WEEKS, advance_week, compute_composite, compute_means, from_hundredths
from game.engine.preferences import PERSONAS
from game.engine.rng import Rng
from game.engine.scenario import Decision, Option, Scenario
from game.engine.scene_flow import summarize_epilogue
from game.engine.state import State
from game.engine.state_draft import StateDraft
from game.engine.stocks import INDEX, Chair, other_chair
from game.playthrough.record import Answer


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


OPPOSITE: Final[Mapping[str, Player]] = {"skilled": SKILLED, "nice": NICE, "hostile": HOSTILE, "manners": GOOD_MANNERS}
"""Who sits opposite the partner while its answers are looked at."""

WEIGHED: Final = frozenset({"first", "say", "sit_say", "final", "sit", "resolve", "coffee"})
"""The questions that a partner weighs. A pledge follows from its goal alone."""

UNMOVED, UNWAVERING = "_unmoved", "_unwavering"
NEUTRAL_STANDING: Final = 5000
STEADY: Final = 1e9
"""A precision beyond which luck decides nothing."""

DYAD: Final = INDEX["culture"]
"""How many of the stocks lie between the two chairs; the organisation's follow them."""


@dataclass(frozen=True, slots=True)
class PartnerPlays:
    """Plays opposite the partner in one chair."""

    opposite: str
    partner: Chair
    seeds: range


def count_partner_answers(stage: Stage, plays: PartnerPlays) -> Counter[str]:
    """Count what decided the partner.

    The keys: `first` its first picks, of them `first.luck` those that luck decided and `first.mood` those it would
    call a mood; `answers` all its answers (each fact that it may say is one), of them `answers.relationship` those
    that would be others if trust, safety and memory were taken away.
    """
    _register_personas()
    counts: Counter[str] = Counter()

    def watch(draft: StateDraft, ask: Ask, answer: Answer) -> None:
        if ask.chair != plays.partner or ask.kind not in WEIGHED:
            return
        if ask.kind == "first":
            counts["first"] += 1
            counts["first.luck"] += _answer_as(draft, ask, UNWAVERING)["option"] != answer["option"]
            why = partner.weigh_options(draft, ask.chair).explain_choice()
            counts["first.mood"] += partner.name_main_reason(why) == "mood"
        unmoved = _answer_as(draft, ask, UNMOVED)
        if "facts" in answer:
            counts["answers"] += len(ask.facts)
            counts["answers.relationship"] += len(_list_facts(answer) ^ _list_facts(unmoved))
        else:
            counts["answers"] += 1
            counts["answers.relationship"] += _strip_side_answers(answer) != _strip_side_answers(unmoved)

    seats: Seats = {plays.partner: None, other_chair(plays.partner): OPPOSITE[plays.opposite]}
    for seed in plays.seeds:
        play_to_end(stage, seed, seats, watch)
    return counts


def _list_facts(answer: Answer) -> frozenset[str]:
    facts = answer["facts"]
    assert isinstance(facts, list | tuple)
    return frozenset(facts)


def _strip_side_answers(answer: Answer) -> dict[str, object]:
    return {field: value for field, value in answer.items() if field not in ("confidence", "guess")}


def _register_personas() -> None:
    """Add for each persona one to whom the relationship is nothing, and one that never wavers."""
    for name, persona in list(PERSONAS.items()):
        if not name.endswith((UNMOVED, UNWAVERING)):
            PERSONAS[name + UNMOVED] = replace(persona, treated=0.0, open=0.0, risk=0.0, regard=0.0, heed=0.0)
            PERSONAS[name + UNWAVERING] = replace(persona, precision=STEADY)


def _answer_as(draft: StateDraft, ask: Ask, kind: str) -> Answer:
    """Return what the partner would answer as another persona."""
    chair, state = ask.chair, draft.state
    drawn = state.draw[f"{chair}_persona"]
    changed = replace(state, draw={**state.draw, f"{chair}_persona": drawn + kind})
    if kind == UNMOVED:
        changed = replace(changed, memory={**state.memory, chair: 0})
        neutral = replace(changed, stocks=_take_standing_away(state.stocks, chair))
        if ask.kind not in ("first", "final") or _keeps_offer(draft, neutral):
            changed = neutral
    return partner.choose_answer(StateDraft(draft.scenario, draft.rng, changed), ask)


def _take_standing_away(stocks: tuple[int, ...], chair: Chair) -> tuple[int, ...]:
    neutral = list(stocks)
    for stock in ("trust", "safety"):
        neutral[INDEX[f"{chair}.{stock}"]] = NEUTRAL_STANDING
    return tuple(neutral)


def _keeps_offer(draft: StateDraft, changed: State) -> bool:
    return list_offered_options(draft) == list_offered_options(StateDraft(draft.scenario, draft.rng, changed))


@dataclass(frozen=True, slots=True)
class CutPlays:
    """Pairs of fixed policies whose plays are carried along with something cut."""

    numbers: range
    seed: int


def play_with_cuts(stage: Stage, plays: CutPlays) -> CoMoments:
    """Return the co-moments of F: as played, with the relationship cut off from the company, without direct effects."""
    moments = CoMoments()
    bare = Stage(strip_effects(stage.scenario), stage.texts)
    for number in plays.numbers:
        seats: Seats = {chair: Fixed(f"{chair}{number}") for chair in ("ceo", "cto")}
        state, cut = _play_with_company_cut(stage, plays.seed + number, seats)
        without = play_to_end(bare, plays.seed + number, seats)
        moments.add([summarize_epilogue(state).composite, cut, summarize_epilogue(without).composite])
    return moments


def compute_shares(moments: CoMoments) -> tuple[float, float]:
    """Return the shares of the variance of F that go through direct effects and through the relationship.

    F is regressed on what is left of it with either cut; a share is the covariance of that part with F.
    """
    (ff, fb, fc), (_, bb, bc), (_, _, cc) = moments.sums
    determinant = bb * cc - bc * bc
    if not ff or not determinant:
        return 0.0, 0.0
    direct, relationship = (fb * cc - fc * bc) / determinant, (fc * bb - fb * bc) / determinant
    return direct * fb / ff, relationship * fc / ff


def compute_spread(moments: CoMoments, kind: int) -> float:
    """Return the standard deviation of F as played (0), with the relationship cut (1), without effects (2)."""
    return sqrt(moments.sums[kind][kind] / (moments.n - 1)) if moments.n > 1 else 0.0


def strip_effects(scenario: Scenario) -> Scenario:
    """Return a crisis in which no option, price or fact that comes out has points of its own: only moves are left."""

    def strip_option(option: Option) -> Option:
        return replace(option, effects=(), later=tuple(replace(later, effects=()) for later in option.later))

    def strip_decision(decision: Decision) -> Decision:
        return replace(decision, options=tuple(map(strip_option, decision.options)))

    scenes = {
        name: scene if scene.decision is None else replace(scene, decision=strip_decision(scene.decision))
        for name, scene in scenario.scenes.items()
    }
    facts = {
        name: replace(fact, price=(), surfaces=fact.surfaces and replace(fact.surfaces, effects=()))
        for name, fact in scenario.facts.items()
    }
    return replace(scenario, scenes=scenes, facts=facts)


def _play_with_company_cut(stage: Stage, seed: int, seats: Seats) -> tuple[State, float]:
    """Return the end of a play, and F of a company on which the relationship had no hold from the start on.

    Every answer is applied twice: to the play, and to a state with the company so far and the relationship of the
    start. Of the second only the company is kept, its weeks passed once more with the relationship of the start.
    """
    scenario, rng = stage.scenario, Rng(seed, stage.scenario.id)
    state, _ = rules.begin_play(scenario, rng)
    start = scenario.start[:DYAD]
    company = state.stocks[DYAD:]
    while asks := rules.list_asks(scenario, rng, state):
        ask = asks[0]
        player = seats[ask.chair]
        assert isinstance(player, Fixed)
        answer = player.answer(ask)
        shadow = replace(state, stocks=(*start, *company))
        after, _ = rules.apply_answer(scenario, rng, state, ask, answer)
        try:
            shadowed, _ = rules.apply_answer(scenario, rng, shadow, ask, answer)
        except rules.IllegalAnswerError:
            moved = zip(company, after.stocks[DYAD:], state.stocks[DYAD:], strict=True)
            company = tuple(kept + now - before for kept, now, before in moved)
        else:
            company = _pass_weeks_again(scenario, shadow, shadowed)
        state = after
    return state, _compute_cut_composite(start, company)


def _pass_weeks_again(scenario: Scenario, before: State, after: State) -> tuple[int, ...]:
    """Return the company after an answer, the weeks in it passed with the relationship of the start instead."""
    weeks, start = after.week - before.week, before.stocks[:DYAD]
    if not weeks:
        return after.stocks[DYAD:]
    drift = [0] * len(after.stocks)
    for entry in after.ledger[len(before.ledger) :]:
        if entry.cause == "weeks":
            drift[INDEX[entry.stock]] += entry.points
    opened = [now - moved for now, moved in zip(after.weeks[-1], drift, strict=True)]
    x = from_hundredths((*start, *opened[DYAD:]))
    for _ in range(weeks):
        x = advance_week((*from_hundredths(before.stocks)[:DYAD], *x[DYAD:]), scenario.pace)
    again = [round(100 * points) for points in x]
    moved_again = [now - was for now, was in zip(again, opened, strict=True)]
    return tuple(now - once + twice for now, once, twice in zip(after.stocks, drift, moved_again, strict=True))[DYAD:]


def _compute_cut_composite(start: tuple[int, ...], company: tuple[int, ...]) -> float:
    return compute_composite(compute_means(_iter_cut_year(start, company)))


def _iter_cut_year(start: tuple[int, ...], company: tuple[int, ...]) -> Iterator[tuple[float, ...]]:
    dyad = tuple(hundredths / 100 for hundredths in start)
    x = (*dyad, *(hundredths / 100 for hundredths in company))
    yield x
    for _ in range(EPILOGUE_WEEKS):
        x = (*dyad, *advance_week(x)[DYAD:])
        yield x
