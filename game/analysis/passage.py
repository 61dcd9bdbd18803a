"""What a scene may do to all plays that reach it: what lands, what is said, what is decided, and the weeks after.

Each step mirrors one of the rules of play (`engine.landing`, `facts`, `phases`, `enact`); what depends on answers,
draws or conditions may happen or not.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial

from game.analysis import spans as stretch
from game.analysis.moment import Moment, intervals, joined, never, options_of
from game.analysis.spans import Spans, Step, affect, hull, in_turn, lose, may, move, perhaps, rounded, shift
from game.engine.asking import name_of
from game.engine.facts import FACE_SAFETY, FACE_TRUST, KEPT_GAP
from game.engine.guard import Interval
from game.engine.interludes import HALF, WORKED
from game.engine.landing import worth
from game.engine.phases import UNDERSTOOD
from game.engine.scenario import Decision, Fact, Later, Option, Promise, Scenario, Scene
from game.engine.state import Mode
from game.engine.stocks import CHAIRS, Chair, other
from game.engine.vacancy import COLD_BELOW, COLD_WEEKS, GAP_LEFT

Known = Mapping[str, Interval]


def coffee(moment: Moment) -> Moment:
    """Return the moment after time for one coffee: each chair takes one, or none."""
    spans = moment.spans
    for chair in CHAIRS:
        about = "bridge" if chair == "cto" else "clarify"
        halves = [partial(move, name=name, actor=chair, strength=HALF) for name in ("ask", "appreciate", about)]
        whole = partial(move, name="appreciate", actor=chair)
        spans = perhaps(spans, *halves, whole, partial(shift, stock="strain", low=WORKED, high=WORKED))
    return moment.moved(rounded(spans)).also("flag.checkin_ceo", "flag.checkin_cto")


def rested(scene: Scene, moment: Moment) -> Moment:
    """Return the moment as a scene begins, before what is due lands."""
    return coffee(moment) if scene.coffee else moment


def landed(scenario: Scenario, moment: Moment) -> Moment:
    """Return the moment once what is due as a scene begins has landed."""
    return _come_due(scenario, moment, over=False)


def learned(scenario: Scenario, scene: Scene, moment: Moment) -> Moment:
    """Return the moment as a scene asks: its facts are learned."""
    first = scenario.first_scene.id
    for fact in scenario.facts.values():
        if (fact.since or first) == scene.id and not never(fact.when, intervals(scenario, moment)):
            moment = moment.also(f"knows.{fact.held}.{fact.id}", certain=fact.when is None)
    return moment


def at_the_end(scenario: Scenario, moment: Moment) -> Moment:
    """Return the moment once all that is on its way has landed (R11)."""
    return _come_due(scenario, moment, over=True)


def _come_due(scenario: Scenario, moment: Moment, over: bool) -> Moment:
    known, spans = intervals(scenario, moment), moment.spans
    for scene, agos in moment.since.items():
        spans = perhaps(spans, *_landings(scenario.scenes[scene], agos, moment, known, over))
    moment = moment.moved(spans)
    for fact in scenario.facts.values():
        if fact.surfaces and _may_surface(fact, moment, over):
            moment = moment.moved(perhaps(moment.spans, partial(come_out, fact=fact)))
            moment = moment.also(f"surfaced.{fact.id}", f"knows.{other(fact.held)}.{fact.id}")
        if fact.surfaces and _is_out(fact, moment):
            moment = moment.also(_out(fact.id), certain=True)
    for promise in _due_promises(scenario, moment, over):
        moment = _settled(moment, promise, known)
    return moment.moved(rounded(moment.spans))


def due(after: int, agos: Iterable[int], over: bool) -> bool:
    """Whether what comes so many scenes later may come now: then, or as play ends before."""
    return any(after > ago if over else after == ago for ago in agos)


def _landings(scene: Scene, agos: frozenset[int], moment: Moment, known: Known, over: bool) -> Iterator[Step]:
    """Yield what each option of an earlier scene may let land now; only one of them was enacted."""
    for option in options_of(scene):
        if f"chose.{scene.id}.{option.id}" in moment.may:
            landing = [one for one in option.later if due(one.after, agos, over) and not never(one.when, known)]
            if landing:
                yield in_turn(*(may(_landing(scene, one)) for one in landing))


def _landing(scene: Scene, later: Later) -> Step:
    landing = partial(affect, effects=later.effects)
    if scene.decision and scene.decision.joint and worth(later.effects) < 0:
        vindicated = partial(move, name="vindicated", actor=other(scene.decision.owner))
        return in_turn(landing, may(vindicated))
    return landing


def sayable_in(scene: Scene) -> tuple[str, ...]:
    """Return the facts that may be said at the table of a scene: those it opens, and those a synthesis needs."""
    if scene.decision is None:
        return ()
    needed = [fact for option in options_of(scene) if scene.decision.joint and scene.say for fact in option.needs]
    return tuple(dict.fromkeys((*scene.say, *needed)))


def _first(fact: str, scene: str) -> str:
    """The name for: the holder's first chance to say a fact was in this scene. No condition can name it."""
    return f"(first {fact} {scene})"


def _had(fact: str) -> str:
    """The name for: the holder has had a chance to say a fact."""
    return f"(chance {fact})"


def _out(fact: str) -> str:
    """The name for: a fact was said or has surfaced."""
    return f"(out {fact})"


def _chances(fact: Fact, moment: Moment) -> list[frozenset[int]]:
    """Return for each scene that may have been the first chance to say a fact how many scenes ago it may have been."""
    return [agos for scene, agos in moment.since.items() if _first(fact.id, scene) in moment.may]


def _may_surface(fact: Fact, moment: Moment, over: bool) -> bool:
    assert fact.surfaces is not None
    after = fact.surfaces.after
    return _out(fact.id) not in moment.must and any(over or after in agos for agos in _chances(fact, moment))


def _is_out(fact: Fact, moment: Moment) -> bool:
    """Whether a fact must have been said or surfaced by now: its time has come, whichever chance was the first."""
    assert fact.surfaces is not None
    due = (min(agos, default=fact.surfaces.after) >= fact.surfaces.after for agos in _chances(fact, moment))
    return _had(fact.id) in moment.must and all(due)


def come_out(spans: Spans, fact: Fact) -> Spans:
    """Return the spans after a kept fact has surfaced."""
    assert fact.surfaces is not None
    spans = shift(spans, f"{other(fact.held)}.gap", -fact.weight, -fact.weight)
    spans = affect(spans, fact.surfaces.effects)
    return move(spans, "slip" if fact.cost == "confidential" else "found_out", fact.held, without_gap=True)


def _due_promises(scenario: Scenario, moment: Moment, over: bool) -> Iterator[Promise]:
    for scene, agos in moment.since.items():
        for option in options_of(scenario.scenes[scene]):
            made = option.promise
            if made and f"chose.{scene}.{option.id}" in moment.may and due(made.due, agos, over):
                yield made


def _settled(moment: Moment, promise: Promise, known: Known) -> Moment:
    steps: list[Step] = [
        partial(move, name="broken", actor=promise.by, scar=False),
        partial(move, name="broken", actor=promise.by, scar=True),
    ]
    names = [f"broken.{promise.id}"]
    if not never(promise.kept, known):
        steps.append(partial(move, name="kept", actor=promise.by))
        names.append(f"kept.{promise.id}")
    return moment.moved(perhaps(moment.spans, *steps)).also(*names)


def said(scenario: Scenario, scene: Scene, moment: Moment, facts: tuple[str, ...]) -> Moment:
    """Return the moment after both chairs have said or kept what they hold of these facts."""
    spans = moment.spans
    told = [_first(fact, scene.id) for fact in facts if _had(fact) not in moment.must]
    learned = [fact for fact in facts if f"knows.{scenario.facts[fact].held}.{fact}" in moment.must]
    for chair in CHAIRS:
        held = [fact for fact in facts if scenario.facts[fact].held == chair and _unsaid(fact, chair, moment)]
        for fact in held:
            spans = perhaps(spans, partial(tell, fact=scenario.facts[fact]))
            told += [f"said.{fact}", f"knows.{other(chair)}.{fact}"]
        if held:
            spans = perhaps(spans, partial(move, name="share", actor=chair, without_gap=True))
            spans = perhaps(spans, partial(shift, stock=f"{other(chair)}.gap", low=KEPT_GAP, high=KEPT_GAP))
    return moment.moved(rounded(spans)).also(*told).also(*map(_had, learned), certain=True)


def _unsaid(fact: str, holder: Chair, moment: Moment) -> bool:
    return f"knows.{holder}.{fact}" in moment.may and _out(fact) not in moment.must


def tell(spans: Spans, fact: Fact) -> Spans:
    """Return the spans after a fact is said, before what it counts as a move."""
    spans = shift(spans, f"{other(fact.held)}.gap", -fact.weight, -fact.weight)
    if fact.cost == "face":
        spans = lose(spans, f"{other(fact.held)}.trust", FACE_TRUST)
        spans = lose(spans, f"{fact.held}.safety", FACE_SAFETY)
    return affect(spans, fact.price)


def sat_down(scenario: Scenario, scene: Scene, moment: Moment) -> Moment:
    """Return the moment after both sat down together, each fact said before that, after it, or not at all.

    What is said before a gain counts for less than what is said after it, or for more, of all facts alike: to say all
    of them before, or all of them after, are the ends.
    """
    facts = sayable_in(scene)
    before = said(scenario, scene, moment, facts)
    before = before.moved(rounded(move(before.spans, "sit", "ceo")))
    sitting = moment.moved(rounded(move(moment.spans, "sit", "ceo")))
    return joined([before, said(scenario, scene, sitting, facts)])


def differed(decision: Decision, spans: Spans) -> dict[Mode, Spans]:
    """Return the spans after each answer to a difference; before it a person may have understood the partner."""
    answering = other(decision.owner)
    for chair in CHAIRS:
        understood = [
            partial(shift, stock=stock, low=UNDERSTOOD, high=UNDERSTOOD) for stock in ("clarity", f"{chair}.safety")
        ]
        spans = perhaps(spans, in_turn(*understood))
    spans = rounded(spans)
    modes: dict[Mode, Spans] = {
        "defer": move(spans, "defer", answering),
        "object": move(move(spans, "insist", decision.owner), "object", answering),
    }
    if decision.board is not None:
        modes["escalate"] = move(spans, "escalate", answering)
    if answering == "ceo":
        modes["override"] = move(spans, "override", answering)
    return modes


def enacted(scenario: Scenario, moment: Moment, decision: Decision, option: Option, mode: Mode | None) -> Spans:
    """Return the spans after an option is made real."""
    actor = option.actor or ("ceo" if mode == "override" else decision.owner)
    halved = mode in ("object", "escalate", "override")
    spans = moment.spans
    for one in option.moves:
        if one.fact is not None:
            fact = scenario.facts[one.fact]
            share = partial(move, name="share", actor=fact.held, halved=halved, without_gap=True)
            spans = perhaps(spans, in_turn(partial(tell, fact=fact), may(share)))
            continue
        name = name_of(one, actor)
        after = move(spans, name, actor, one.strength, halved=halved)
        if name == "blame":
            twice = move(spans, name, actor, 2 * one.strength, halved=halved, as_kind="integrity")
            after = hull(after, twice)
        spare = name == "second_guess" and f"flag.checkin_{actor}" in moment.may
        spans = hull(spans, after) if spare else after
    spans = affect(spans, option.effects)
    if option.renegotiates is not None:
        spans = perhaps(spans, *(partial(move, name="renegotiated", actor=chair) for chair in CHAIRS))
    if option.promise is not None:
        spans = move(spans, "promise", option.promise.by)
    return spans


def weeks_passed(scenario: Scenario, moment: Moment, weeks: int) -> tuple[Moment, list[Moment]]:
    """Return the moment so many weeks later, and those in which the CTO has left before."""
    spans, left = moment.spans, []
    for number in range(weeks):
        spans = colder(stretch.week(spans, scenario.pace))
        if spans.cold >= COLD_WEEKS:
            gone = replace(moment, week=(moment.week[0] + number + 1, moment.week[1] + number + 1))
            left.append(gone.moved(rounded(emptied(spans))).also("flag.chair_empty", certain=True))
    passed = (moment.week[0] + weeks, moment.week[1] + weeks)
    return replace(moment, spans=rounded(spans), week=passed), left


def colder(spans: Spans) -> Spans:
    """Return the spans with one more cold week counted, where the CTO's trust and freedom may both be that low."""
    cold = all(spans.of(f"cto.{what}")[0] < COLD_BELOW for what in ("trust", "freedom"))
    return replace(spans, cold=spans.cold + 1 if cold else 0)


def emptied(spans: Spans) -> Spans:
    """Return the spans as the CTO leaves."""
    for chair in CHAIRS:
        spans = shift(spans, f"{chair}.gap", GAP_LEFT, GAP_LEFT)
    return spans.put("bridge", 0.0, 0.0)
