"""What a scene may do to all plays that reach it: what lands, what is told, what is decided, and the weeks after.

Each step mirrors one of the rules of play (`consequences`, `decision_phase` and `scene_flow` of the engine). What
depends on answers, draws or open conditions may or may not happen.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial

from game.analysis.reachability import intervals as stretch
from game.analysis.reachability.intervals import (
    SpanStep,
    StockSpans,
    apply_at_most_one,
    apply_carried_effects,
    apply_effects,
    apply_loss,
    apply_move_to_spans,
    chain_steps,
    compute_alignment_interval,
    compute_hull,
    make_optional,
    round_outward,
    shift_stock,
)
from game.analysis.reachability.moment import (
    ReachableMoment,
    build_intervals,
    is_never_true,
    join_moments,
    list_options,
)
from game.engine.conditions import Interval
from game.engine.consequences import (
    CARRIED,
    CARRIED_CAME_ROUND,
    CARRIED_GUESSED,
    CARRIED_RELIED,
    CARRIED_TOGETHER,
    FACE_SAFETY,
    FACE_TRUST,
    KEPT_GAP,
    PLEDGED_STOCKS,
    UNFAITHFUL_FROM,
    compute_net_points,
    list_option_effects,
    resolve_move_name,
)
from game.engine.model import COLD_BELOW, COLD_WEEKS, GAP_LEFT, WARNED_BELOW
from game.engine.scenario import Decision, Fact, Later, Option, Promise, Scenario, Scene
from game.engine.scene_flow import HALF, WORKED
from game.engine.state import Mode
from game.engine.stocks import CHAIRS, Chair, other_chair

Known = Mapping[str, Interval]


def apply_coffee(moment: ReachableMoment) -> ReachableMoment:
    """Return the moment after time for one coffee: each chair takes one, or none."""
    spans = moment.spans
    for chair in CHAIRS:
        about = "bridge" if chair == "cto" else "clarify"
        halves = [
            partial(apply_move_to_spans, name=name, actor=chair, strength=HALF) for name in ("ask", "appreciate", about)
        ]
        whole = partial(apply_move_to_spans, name="appreciate", actor=chair)
        spans = apply_at_most_one(spans, *halves, whole, partial(shift_stock, stock="strain", low=WORKED, high=WORKED))
    return moment.with_spans(round_outward(spans)).with_names("flag.checkin_ceo", "flag.checkin_cto")


def apply_scene_break(scene: Scene, moment: ReachableMoment) -> ReachableMoment:
    """Return the moment as a scene begins, before due effects land."""
    return apply_coffee(moment) if scene.coffee else moment


def land_due_effects(scenario: Scenario, moment: ReachableMoment) -> ReachableMoment:
    """Return the moment after everything due as a scene begins has landed."""
    return _land_effects(scenario, moment, over=False)


def learn_facts(scenario: Scenario, scene: Scene, moment: ReachableMoment) -> ReachableMoment:
    """Return the moment after the facts of a scene are learned."""
    first = scenario.first_scene.id
    for fact in scenario.facts.values():
        if (fact.since or first) == scene.id and not is_never_true(fact.when, build_intervals(scenario, moment)):
            moment = moment.with_names(f"knows.{fact.held}.{fact.id}", certain=fact.when is None)
    return moment


def land_last_effects(scenario: Scenario, moment: ReachableMoment) -> ReachableMoment:
    """Return the moment after everything pending has landed as play ends (R11)."""
    return _land_effects(scenario, moment, over=True)


def _land_effects(scenario: Scenario, moment: ReachableMoment, over: bool) -> ReachableMoment:
    """Return the moment after what is due has landed: as well as the two may pull one way then (R17).

    How far that is depends on what has landed before, so the widest outcome bounds it.
    """
    widest = _land_carried(scenario, moment, over, (0.0, 100.0))
    before, after = compute_alignment_interval(moment.spans), compute_alignment_interval(widest.spans)
    return _land_carried(scenario, moment, over, (min(before[0], after[0]), max(before[1], after[1])))


def _land_carried(
    scenario: Scenario, moment: ReachableMoment, over: bool, carried: tuple[float, float]
) -> ReachableMoment:
    known, spans = build_intervals(scenario, moment), moment.spans
    for scene, agos in moment.since.items():
        steps = _list_landing_steps(scenario.scenes[scene], agos, moment, known, over=over, carried=carried)
        spans = apply_at_most_one(spans, *steps)
    moment = moment.with_spans(spans)
    for fact in scenario.facts.values():
        if fact.surfaces and _can_surface(fact, moment, over):
            moment = moment.with_spans(apply_at_most_one(moment.spans, partial(surface_fact, fact=fact)))
            moment = moment.with_names(f"surfaced.{fact.id}", f"knows.{other_chair(fact.held)}.{fact.id}")
        if fact.surfaces and _is_surely_out(fact, moment):
            moment = moment.with_names(_name_fact_out(fact.id), certain=True)
    for promise in _list_due_promises(scenario, moment, over):
        moment = _settle_promise(moment, promise, known)
    return moment.with_spans(round_outward(moment.spans))


def is_due(after: int, agos: Iterable[int], over: bool) -> bool:
    """Tell whether something may come due now that comes `after` scenes later, or sooner if play is `over`."""
    return any(after > ago if over else after == ago for ago in agos)


def _list_landing_steps(
    scene: Scene,
    agos: frozenset[int],
    moment: ReachableMoment,
    known: Known,
    *,
    over: bool,
    carried: tuple[float, float],
) -> Iterator[SpanStep]:
    """Yield for each option of an earlier scene what it may let land now; only one of them was enacted.

    Where both picked, time may judge once who was sure, after any entry that lands (R18): each is a step of its own.
    """
    for option in list_options(scene):
        if f"chose.{scene.id}.{option.id}" in moment.may:
            landing = [
                one for one in option.later if is_due(one.after, agos, over) and not is_never_true(one.when, known)
            ]
            steps = [make_optional(_build_landing_step(scene, one, carried)) for one in landing]
            if landing and scene.decision and scene.decision.joint:
                for number in range(1, len(steps) + 1):
                    yield chain_steps(*steps[:number], _judge_sure_picks, *steps[number:])
            elif landing:
                yield chain_steps(*steps)


def _build_landing_step(scene: Scene, later: Later, carried: tuple[float, float]) -> SpanStep:
    landing = partial(apply_carried_effects, effects=later.effects, carried=carried)
    if scene.decision and scene.decision.joint and _may_do_harm(later):
        vindicated = partial(apply_move_to_spans, name="vindicated", actor=other_chair(scene.decision.owner))
        return chain_steps(landing, make_optional(vindicated))
    return landing


def _may_do_harm(later: Later) -> bool:
    """Tell whether what lands may be a net loss: each effect that may not come about counts only if it is bad (R25)."""
    least = [
        effect
        for effect in later.effects
        if (effect.because is None and effect.when is None) or compute_net_points((effect,)) < 0
    ]
    return compute_net_points(least) < 0


def _judge_sure_picks(spans: StockSpans) -> StockSpans:
    """Return the spans after time may have judged either chair's sure first pick, or both (R18)."""
    for chair in CHAIRS:
        judged = [partial(apply_move_to_spans, name=name, actor=chair) for name in ("borne_out", "misjudged")]
        spans = apply_at_most_one(spans, *judged)
    return spans


def list_sayable_facts(scene: Scene) -> tuple[str, ...]:
    """Return the facts that may be told in a scene: those it opens, and those that a synthesis needs."""
    if scene.decision is None:
        return ()
    needed = [fact for option in list_options(scene) if scene.decision.joint and scene.say for fact in option.needs]
    return tuple(dict.fromkeys((*scene.say, *needed)))


def _name_first_chance(fact: str, scene: str) -> str:
    """Return the name that says: the first chance to tell a fact came in this scene. No condition can use it."""
    return f"(first {fact} {scene})"


def _name_chance_had(fact: str) -> str:
    """Return the name that says: the holder has had a chance to tell a fact."""
    return f"(chance {fact})"


def _name_fact_out(fact: str) -> str:
    """Return the name that says: a fact was told or has surfaced."""
    return f"(out {fact})"


def _list_first_chances(fact: Fact, moment: ReachableMoment) -> list[frozenset[int]]:
    """Return for each scene that may have been the first chance to tell a fact how many scenes ago it may lie."""
    return [agos for scene, agos in moment.since.items() if _name_first_chance(fact.id, scene) in moment.may]


def _can_surface(fact: Fact, moment: ReachableMoment, over: bool) -> bool:
    assert fact.surfaces is not None
    after = fact.surfaces.after
    return _name_fact_out(fact.id) not in moment.must and any(
        over or after in agos for agos in _list_first_chances(fact, moment)
    )


def _is_surely_out(fact: Fact, moment: ReachableMoment) -> bool:
    """Tell whether a fact must be out by now: it has been due since any chance that may have been the first."""
    assert fact.surfaces is not None
    due = (min(agos, default=fact.surfaces.after) >= fact.surfaces.after for agos in _list_first_chances(fact, moment))
    return _name_chance_had(fact.id) in moment.must and all(due)


def surface_fact(spans: StockSpans, fact: Fact) -> StockSpans:
    """Return the spans after a fact that was kept has surfaced."""
    assert fact.surfaces is not None
    spans = shift_stock(spans, f"{other_chair(fact.held)}.gap", -fact.weight, -fact.weight)
    spans = apply_effects(spans, fact.surfaces.effects)
    return apply_move_to_spans(
        spans, "slip" if fact.cost == "confidential" else "found_out", fact.held, without_gap=True
    )


def _list_due_promises(scenario: Scenario, moment: ReachableMoment, over: bool) -> Iterator[Promise]:
    for scene, agos in moment.since.items():
        for option in list_options(scenario.scenes[scene]):
            made = option.promise
            if made and f"chose.{scene}.{option.id}" in moment.may and is_due(made.due, agos, over):
                yield made


def _settle_promise(moment: ReachableMoment, promise: Promise, known: Known) -> ReachableMoment:
    steps: list[SpanStep] = [
        partial(apply_move_to_spans, name="broken", actor=promise.by, scar=False),
        partial(apply_move_to_spans, name="broken", actor=promise.by, scar=True),
    ]
    names = [f"broken.{promise.id}"]
    if not is_never_true(promise.kept, known):
        steps.append(partial(apply_move_to_spans, name="kept", actor=promise.by))
        names.append(f"kept.{promise.id}")
    return moment.with_spans(apply_at_most_one(moment.spans, *steps)).with_names(*names)


def say_facts(scenario: Scenario, scene: Scene, moment: ReachableMoment, facts: tuple[str, ...]) -> ReachableMoment:
    """Return the moment after both chairs have told or kept what they hold of these facts."""
    spans = moment.spans
    told = [_name_first_chance(fact, scene.id) for fact in facts if _name_chance_had(fact) not in moment.must]
    learned = [fact for fact in facts if f"knows.{scenario.facts[fact].held}.{fact}" in moment.must]
    for chair in CHAIRS:
        held = [fact for fact in facts if scenario.facts[fact].held == chair and _can_be_said(fact, chair, moment)]
        for fact in held:
            spans = apply_at_most_one(spans, partial(disclose_fact, fact=scenario.facts[fact]))
            told += [f"said.{fact}", f"knows.{other_chair(chair)}.{fact}"]
        if held:
            spans = apply_at_most_one(spans, partial(apply_move_to_spans, name="share", actor=chair, without_gap=True))
            spans = apply_at_most_one(
                spans, partial(shift_stock, stock=f"{other_chair(chair)}.gap", low=KEPT_GAP, high=KEPT_GAP)
            )
    return (
        moment.with_spans(round_outward(spans))
        .with_names(*told)
        .with_names(*map(_name_chance_had, learned), certain=True)
    )


def _can_be_said(fact: str, holder: Chair, moment: ReachableMoment) -> bool:
    return f"knows.{holder}.{fact}" in moment.may and _name_fact_out(fact) not in moment.must


def disclose_fact(spans: StockSpans, fact: Fact) -> StockSpans:
    """Return the spans after a fact is told, without the `share` move that telling it counts as."""
    spans = shift_stock(spans, f"{other_chair(fact.held)}.gap", -fact.weight, -fact.weight)
    if fact.cost == "face":
        spans = apply_loss(spans, f"{other_chair(fact.held)}.trust", FACE_TRUST)
        spans = apply_loss(spans, f"{fact.held}.safety", FACE_SAFETY)
    return apply_effects(spans, fact.price)


def agree(spans: StockSpans) -> StockSpans:
    """Return the spans after both picked the same: at first, or once one came round (R19)."""
    came_round = (partial(apply_move_to_spans, name="came_round", actor=chair) for chair in CHAIRS)
    return round_outward(
        apply_at_most_one(spans, partial(apply_move_to_spans, name="agreed", actor="ceo"), *came_round)
    )


def guess_first_picks(spans: StockSpans) -> StockSpans:
    """Return the spans after each chair may have guessed the other's first pick right (R19)."""
    for chair in CHAIRS:
        spans = apply_at_most_one(spans, partial(apply_move_to_spans, name="guessed_right", actor=chair))
    return round_outward(spans)


def sit_down(scenario: Scenario, scene: Scene, moment: ReachableMoment) -> ReachableMoment:
    """Return the moment after both sat down together, with each fact told before that, after it, or not at all.

    Whether a fact weighs more when told before a gain or after it is the same for all facts, so telling all of them
    before and telling all of them after are the two extremes.
    """
    facts = list_sayable_facts(scene)
    before = say_facts(scenario, scene, moment, facts)
    before = before.with_spans(round_outward(apply_move_to_spans(before.spans, "sit", "ceo")))
    sitting = moment.with_spans(round_outward(apply_move_to_spans(moment.spans, "sit", "ceo")))
    return join_moments([before, say_facts(scenario, scene, sitting, facts)])


def resolve_difference(decision: Decision, spans: StockSpans) -> dict[Mode, StockSpans]:
    """Return the spans after each answer to a difference; deferring may count for nothing (R19)."""
    answering = other_chair(decision.owner)
    modes: dict[Mode, StockSpans] = {
        "defer": apply_at_most_one(spans, partial(apply_move_to_spans, name="defer", actor=answering)),
        "object": apply_move_to_spans(apply_move_to_spans(spans, "insist", decision.owner), "object", answering),
    }
    if decision.board is not None:
        modes["escalate"] = apply_move_to_spans(spans, "escalate", answering)
    if answering == "ceo":
        modes["override"] = apply_move_to_spans(spans, "override", answering)
    return modes


def enact_option(
    scenario: Scenario, moment: ReachableMoment, decision: Decision, option: Option, mode: Mode | None
) -> StockSpans:
    """Return the spans after an option is made real."""
    actor = option.actor or ("ceo" if mode == "override" else decision.owner)
    halved = mode in ("object", "escalate", "override")
    spans = moment.spans
    carried = _bound_carried(spans, decision, option, mode)
    for one in option.moves:
        if one.fact is not None:
            fact = scenario.facts[one.fact]
            share = partial(apply_move_to_spans, name="share", actor=fact.held, halved=halved, without_gap=True)
            spans = apply_at_most_one(spans, chain_steps(partial(disclose_fact, fact=fact), make_optional(share)))
            continue
        name = resolve_move_name(one, actor)
        after = apply_move_to_spans(spans, name, actor, one.strength, halved=halved)
        if name == "blame":
            twice = apply_move_to_spans(spans, name, actor, 2 * one.strength, halved=halved, as_kind="integrity")
            after = compute_hull(after, twice)
        spare = name == "second_guess" and f"flag.checkin_{actor}" in moment.may
        spans = compute_hull(spans, after) if spare else after
    spans = apply_carried_effects(spans, option.effects, carried)
    if _may_be_unfaithful(option):
        spans = apply_at_most_one(spans, partial(apply_move_to_spans, name="unfaithful", actor=decision.owner))
    if option.renegotiates is not None:
        spans = apply_at_most_one(
            spans, *(partial(apply_move_to_spans, name="renegotiated", actor=chair) for chair in CHAIRS)
        )
    if option.promise is not None:
        spans = apply_move_to_spans(spans, "promise", option.promise.by)
    return spans


def _bound_carried(spans: StockSpans, decision: Decision, option: Option, mode: Mode | None) -> tuple[float, float]:
    """Return how badly and how well an option may be carried out as it is enacted (R17, R27)."""
    low, high = compute_alignment_interval(spans)
    high += CARRIED_RELIED if option.relies_on else 0.0
    if not decision.joint:
        return low, high
    if mode is None:
        met = 0.0 if len(decision.options) > len(CHAIRS) else CARRIED_CAME_ROUND  # at what neither began with
        return low + met, high + CARRIED_TOGETHER + len(CHAIRS) * CARRIED_GUESSED
    return low + CARRIED[mode], high + CARRIED[mode] + len(CHAIRS) * CARRIED_GUESSED


def _may_be_unfaithful(option: Option) -> bool:
    """Tell whether an option may be foreseen to go against some pledge: what may not come about counts if bad (R21)."""
    certain = [effect for effect in option.effects if effect.because is None and effect.when is None]
    other = [effect for effect in list_option_effects(option) if effect not in certain]
    for stocks in PLEDGED_STOCKS.values():
        points = [compute_net_points((effect,)) for effect in certain if effect.stock in stocks]
        points += [min(compute_net_points((effect,)), 0.0) for effect in other if effect.stock in stocks]
        if sum(points) <= UNFAITHFUL_FROM:
            return True
    return False


def pass_weeks(
    scenario: Scenario, moment: ReachableMoment, weeks: int
) -> tuple[ReachableMoment, list[ReachableMoment]]:
    """Return the moment some weeks later, and those before it in which the CTO has left."""
    spans, left = moment.spans, []
    for number in range(weeks):
        spans = count_cold_week(stretch.pass_week(spans, scenario.pace))
        if spans.cold >= COLD_WEEKS:
            gone = replace(moment, week=(moment.week[0] + number + 1, moment.week[1] + number + 1))
            left.append(gone.with_spans(round_outward(empty_chair(spans))).with_names("flag.chair_empty", certain=True))
    passed = (moment.week[0] + weeks, moment.week[1] + weeks)
    return replace(moment, spans=round_outward(spans), week=passed), left


def is_maybe_asked_to_stay(spans: StockSpans) -> bool:
    """Tell whether a person in the CTO's chair may be asked whether to stay, and may so end the game (R23)."""
    return all(spans.look_up_interval(f"cto.{what}")[0] < WARNED_BELOW for what in ("trust", "freedom"))


def count_cold_week(spans: StockSpans) -> StockSpans:
    """Return the spans with one more cold week if the CTO's trust and freedom may both be that low, else with none."""
    cold = all(spans.look_up_interval(f"cto.{what}")[0] < COLD_BELOW for what in ("trust", "freedom"))
    return replace(spans, cold=spans.cold + 1 if cold else 0)


def empty_chair(spans: StockSpans) -> StockSpans:
    """Return the spans as the CTO leaves."""
    for chair in CHAIRS:
        spans = shift_stock(spans, f"{chair}.gap", GAP_LEFT, GAP_LEFT)
    return spans.with_interval("bridge", 0.0, 0.0)
