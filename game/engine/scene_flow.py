"""From scene to scene: a scene opens and is left, weeks pass, and play ends (R2, R11).

On the way to a scene there may be interludes: the pledges, "still?", and time for one coffee (R14, R15).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final, cast

from game.engine.consequences import (
    land_due_effects,
    learn_facts,
    settle_promises,
    surface_all_facts,
    surface_due_facts,
)
from game.engine.events import (
    Ask,
    ChairEmptied,
    CircumstanceShown,
    CoffeeTaken,
    EchoHeard,
    Ended,
    LeavingWarned,
    Pledged,
    SceneOpened,
    StayAnswered,
    Utterance,
    WeekPassed,
)
from game.engine.model import (
    EMPTY_WEEKS,
    WARNED_BELOW,
    Company,
    CtoChairState,
    Stocks,
    advance_week_and_chair,
    compute_composite,
    compute_means,
    empty_cto_chair,
    from_hundredths,
    simulate_epilogue,
    to_hundredths,
)
from game.engine.moves import MOVES, Wounds, age_breach
from game.engine.preferences import fade_memory
from game.engine.scenario import END, PLEDGES, Pledge, Scenario, Scene
from game.engine.speech import speak
from game.engine.state import Coffee, SceneRecord, State, condition_holds, list_shown_lines
from game.engine.state_draft import StateDraft, find_circumstance, find_persona
from game.engine.stocks import CHAIRS, INDEX, Chair, Phase, other_chair

PLEDGE_AFTER: Final = 1
"""The scenes played before pledges are made: by then there is something to lose."""

HALF: Final = 0.5

WORKED: Final = -2.0
"""Points of strain added by working on instead of having a coffee: a little relief."""

CREDITABLE: Final = (
    "own",
    "amends",
    "defend",
    "contribute",
    "bridge",
    "joint_solve",
    "share",
    "delegate",
    "ask",
    "clarify",
)
"""The moves that somebody can be thanked for by name, the most telling first."""

INSOLVENT: Final = "insolvent"

STAYS: Final = ("stay", "go")
"""What a CTO who has had enough may answer."""

CREDIT: Final = "credit:"
"""What an answer begins with that credits a strength: `credit:<strength>`."""

PLEDGE: Final = "pledge"
PLEDGE_GUESS: Final = "pledge_guess"
"""The fields of the inbox that hold a pledge, and what the other's is guessed to be."""

PLEDGE_PHASES: Final[tuple[Phase, ...]] = ("pledge", "still")
"""The questions for what a chair will not sacrifice: the first, and whether that still holds."""

CHAIR_EMPTY: Final = "chair_empty"
"""The flag that is raised when the CTO leaves."""


def go_to_scene(draft: StateDraft, scene: str) -> None:
    """Go to a scene, by way of the interludes before it opens."""
    draft.replace_fields(scene=scene, interludes=_list_interludes(draft, draft.scenario.scenes[scene]), inbox={})
    advance_interludes(draft)


def advance_interludes(draft: StateDraft) -> None:
    """Begin the next interlude, or open the scene once none is left but a pledge that is made in it."""
    left = draft.state.interludes
    phase = next((phase for phase in left if not (phase in PLEDGE_PHASES and _is_pledged_in_scene(draft))), None)
    if phase is not None:
        draft.replace_fields(phase=phase, interludes=tuple(other for other in left if other != phase), inbox={})
    else:
        _open_scene(draft)


def _is_pledged_in_scene(draft: StateDraft) -> bool:
    """Tell whether the pledges are asked for with the first picks: of two people who both decide next (R15)."""
    decision = draft.scenario.scenes[draft.state.scene].decision
    return not draft.state.partners and decision is not None and decision.joint


def find_due_pledge(draft: StateDraft) -> Phase | None:
    """Return which pledge is asked for with the first picks of the scene of now; None where none is."""
    return next((phase for phase in draft.state.interludes if phase in PLEDGE_PHASES), None)


def _list_interludes(draft: StateDraft, scene: Scene) -> tuple[Phase, ...]:
    played = draft.state.count
    steps: list[Phase] = []
    if played == PLEDGE_AFTER:
        steps.append("pledge")
    if 0 < played == count_scenes_before_still(draft.scenario):
        steps.append("still")
    if _is_cto_leaving_soon(draft):
        steps.append("stay")
    if scene.coffee and scene.id not in draft.state.visits and draft.state.partners != frozenset(CHAIRS):
        steps.append("coffee")
    return tuple(steps)


def _is_cto_leaving_soon(draft: StateDraft) -> bool:
    """Tell whether the CTO, not warned before, is about to say that it may go (R23)."""
    trust, freedom = (draft.state.stocks[INDEX[f"cto.{name}"]] / 100 for name in ("trust", "freedom"))
    return not draft.state.warned and max(trust, freedom) < WARNED_BELOW and not draft.state.empty_weeks


def count_scenes_before_still(scenario: Scenario) -> int:
    """Return after how many scenes the chairs are asked whether their pledges still stand; 0 where it is too short."""
    half = len(scenario.scenes) // 2
    return half if half > PLEDGE_AFTER else 0


def _open_scene(draft: StateDraft) -> None:
    scene = draft.scenario.scenes[draft.state.scene]
    count = draft.state.count + 1
    visits = {**draft.state.visits, scene.id: draft.state.visits.get(scene.id, 0) + 1}
    opening = draft.state.opening
    draft.replace_fields(
        phase="first",
        count=count,
        visits=visits,
        now=SceneRecord(scene.id, count, draft.state.week),
        inbox={},
    )
    told = len(draft.events)
    _show_circumstances(draft)
    land_due_effects(draft)
    surface_due_facts(draft)
    settle_promises(draft)
    draft.round_stocks()
    draft.mark_opening()
    arrived = draft.state.opening
    if end := find_early_end(draft):
        if draft.told:
            draft.events.insert(told, SceneOpened(scene.id, count, (), {}, opening, arrived))
        draft.replace_fields(past=(*draft.state.past, draft.state.now))
        finish_play(draft, end)
        return
    learn_facts(draft, scene.id)
    _play_echo(draft, scene)
    if draft.told:
        draft.events.insert(told, _build_opened_event(draft, scene, opening, arrived))
    _ask_decision(draft, scene)


def _build_opened_event(
    draft: StateDraft, scene: Scene, opening: tuple[int, ...], arrived: tuple[int, ...]
) -> SceneOpened:
    lines = (f"{scene.path}.text", *list_shown_lines(scene.also, draft.scenario, draft.state))
    private = {chair: list_shown_lines(texts, draft.scenario, draft.state) for chair, texts in scene.private.items()}
    return SceneOpened(scene.id, draft.state.count, lines, private, opening, arrived)


def find_early_end(draft: StateDraft) -> str:
    """Return the ending in which the author lets play end now, the first that holds; '' where it goes on (R23)."""
    return next((end.ending for end in draft.scenario.ends if draft.holds(end.when)), "")


def _show_circumstances(draft: StateDraft) -> None:
    """Tell what weighs on a simulated partner, before anybody decides."""
    for chair in CHAIRS:
        what = find_circumstance(draft.rng, draft.state, chair)
        if what is not None:
            again = (chair, draft.state.week) in draft.state.shown
            says = None if again else speak(draft, chair, f"circumstance.{what}")
            draft.replace_fields(shown=draft.state.shown | {(chair, draft.state.week)})
            draft.record_events(CircumstanceShown(chair, what, again, says))


def _play_echo(draft: StateDraft, scene: Scene) -> None:
    for echo in draft.scenario.echoes:
        if echo.path not in draft.state.echoes and echo.scene in (None, scene.id) and draft.holds(echo.when):
            draft.replace_fields(echoes=draft.state.echoes | {echo.path})
            draft.record_events(EchoHeard(echo.path, echo.who))
            return


def _ask_decision(draft: StateDraft, scene: Scene) -> None:
    if scene.decision is None:
        leave_scene(draft)
    else:
        draft.replace_fields(phase="first" if scene.decision.joint else "say")


def leave_scene(draft: StateDraft) -> None:
    """Close a scene: its weeks pass, memories fade a little, and play goes where the scene leads."""
    scene = draft.scenario.scenes[draft.state.scene]
    draft.mark_part("decision")
    pass_weeks(draft, scene.weeks)
    fade_memories(draft)
    draft.round_stocks()
    draft.mark_part("time")
    draft.replace_fields(past=(*draft.state.past, draft.state.now), inbox={})
    if end := find_early_end(draft):
        finish_play(draft, end)
        return
    target = _select_next_scene(draft, scene)
    if target == END or CHAIR_EMPTY in draft.state.flags or _is_insolvent(draft):
        finish_play(draft)
    else:
        draft.record_events(*draft.list_changes())
        draft.mark_opening()
        go_to_scene(draft, target)


def _select_next_scene(draft: StateDraft, scene: Scene) -> str:
    enacted = draft.state.now.enacted
    then = scene.decision.find_option(enacted).then if scene.decision and enacted else ()
    for branch in (*then, *scene.then):
        if draft.holds(branch.when):
            return branch.to
    order = list(draft.scenario.scenes)
    following = order.index(scene.id) + 1
    return order[following] if following < len(order) else END


def _is_insolvent(draft: StateDraft) -> bool:
    return any(week[INDEX["cash"]] < 0 for week in draft.state.weeks)


def ask_stay(draft: StateDraft) -> tuple[Ask, ...]:
    """Ask a person in the CTO's chair whether to stay; the simulated one only says that it may go (R23)."""
    if "cto" in draft.state.partners or "cto" in draft.state.inbox:
        return ()
    return (Ask("stay", "cto", draft.state.scene, STAYS),)


def close_stay(draft: StateDraft) -> None:
    """Hear the warning; where a person goes, play ends."""
    draft.replace_fields(warned=draft.state.count + 1)
    draft.record_events(LeavingWarned("cto", speak(draft, "cto", "leaving")))
    if "cto" in draft.state.inbox:
        stays = draft.state.inbox["cto"]["what"] == "stay"
        draft.record_events(StayAnswered("cto", stays))
        if not stays:
            draft.replace_fields(flags=draft.state.flags | {CHAIR_EMPTY}, empty_weeks=EMPTY_WEEKS, inbox={})
            before = list(draft.stocks)
            draft.stocks = list(empty_cto_chair(before))
            draft.record_drift(before)
            draft.mark_part("empty")
            draft.record_events(ChairEmptied(draft.state.week))
            finish_play(draft)
            return
    advance_interludes(draft)


def ask_pledge(draft: StateDraft) -> tuple[Ask, ...]:
    """Ask each chair what it will not sacrifice."""
    phase = draft.state.phase
    return tuple(build_pledge_ask(draft, phase, chair) for chair in CHAIRS if chair not in draft.state.inbox)


def build_pledge_ask(draft: StateDraft, phase: Phase, chair: Chair) -> Ask:
    """Return the question what a chair will not sacrifice; `phase` tells whether it is asked again."""
    return Ask(phase, chair, draft.state.scene, PLEDGES)


def close_pledge(draft: StateDraft) -> None:
    """Record both pledges, and go on to the scene."""
    record_pledges(draft, draft.state.phase)
    advance_interludes(draft)


def record_pledges(draft: StateDraft, phase: Phase) -> None:
    """Record both pledges, and what each chair guessed the other's to be: both are read aloud at once."""
    inbox = draft.state.inbox
    pledges = {chair: cast(Pledge, inbox[chair][PLEDGE]) for chair in CHAIRS}
    guesses = {chair: cast(Pledge, inbox[chair][PLEDGE_GUESS]) for chair in CHAIRS if PLEDGE_GUESS in inbox[chair]}
    draft.replace_fields(pledges=pledges, pledge_guesses={**draft.state.pledge_guesses, **guesses})
    draft.record_events(
        *(Pledged(chair, what, phase == "still", guesses.get(chair)) for chair, what in pledges.items())
    )


def name_pledge_fields(answer: Mapping[str, object]) -> Mapping[str, object]:
    """Return an answer about pledges by the names that it has in the inbox, beside those of a first pick."""
    names = {"what": PLEDGE, "guess": PLEDGE_GUESS}
    return {names[field]: value for field, value in answer.items()}


def ask_coffee(draft: StateDraft) -> tuple[Ask, ...]:
    """Ask each chair what it does with the time for one coffee."""
    return tuple(
        Ask("coffee", chair, draft.state.scene, _list_coffees(draft, chair))
        for chair in CHAIRS
        if chair not in draft.state.inbox
    )


def _list_coffees(draft: StateDraft, chair: Chair) -> tuple[str, ...]:
    strengths = (f"{CREDIT}{strength}" for strength in list_nameable_strengths(draft, chair))
    return ("ask", "credit", *strengths, "bridge" if chair == "cto" else "money", "checkin", "work")


def list_nameable_strengths(draft: StateDraft, chair: Chair) -> tuple[str, ...]:
    """Return what a chair may credit the other with being good at (R27).

    Those are the other's strengths that were not named yet. Until a chair has named one or misjudged the other, one of
    its own stands among them, so that naming one is a guess once.
    """
    other = other_chair(chair)
    theirs, own = draft.scenario.cast[other].strengths, draft.scenario.cast[chair].strengths
    left = tuple(one for one in theirs if f"{other}.{one}" not in draft.state.named)
    guessed = len(left) < len(theirs) or chair in draft.state.misjudged
    return left if guessed or not left else tuple(sorted({*left, *own[:1]}))


def close_coffee(draft: StateDraft) -> None:
    """Apply the effect of each chair's coffee."""
    for chair in CHAIRS:
        if chair in draft.state.inbox:
            what, _, strength = str(draft.state.inbox[chair]["what"]).partition(":")
            _take_coffee(draft, chair, cast(Coffee, what), strength)
    advance_interludes(draft)


def _take_coffee(draft: StateDraft, chair: Chair, what: Coffee, strength: str) -> None:
    other, about, right = other_chair(chair), "", True
    says = answers = None
    before = draft.list_hundredths()
    match what:
        case "ask":
            _make_coffee_move(draft, chair, "ask", HALF)
            draft.replace_fields(obstacles=draft.state.obstacles | {other})
            says = speak(draft, chair, "coffee.ask")
        case "credit":
            right = not strength or _name_strength(draft, chair, strength)
            about = "" if strength else find_creditable_act(draft, other)
            _make_coffee_move(draft, chair, "appreciate", 1.0 if about or (strength and right) else HALF)
            named = "strength" if strength else about.partition(":")[0]
            says = speak(draft, chair, f"coffee.{named}") if named else None
            answers = _answer_credit(draft, other, about, strength, right=right)
        case "bridge":
            _make_coffee_move(draft, chair, "bridge", HALF)
        case "money":
            _make_coffee_move(draft, chair, "clarify", HALF)
        case "checkin":
            draft.replace_fields(flags=draft.state.flags | {f"checkin_{chair}"})
        case "work":
            draft.shift_stock("strain", WORKED, "coffee:work", chair)
    moved = draft.list_moved(before)
    draft.record_events(CoffeeTaken(chair, what, about, strength, right, says, answers, moved))


def _name_strength(draft: StateDraft, chair: Chair, strength: str) -> bool:
    """Name a strength of the other chair; return False, and note that it was misjudged, where it has no such (R27)."""
    other = other_chair(chair)
    if strength in draft.scenario.cast[other].strengths:
        draft.replace_fields(named=draft.state.named | {f"{other}.{strength}"})
        return True
    draft.replace_fields(misjudged=draft.state.misjudged | {chair})
    return False


def _answer_credit(draft: StateDraft, chair: Chair, about: str, strength: str, *, right: bool) -> Utterance | None:
    """Return what the simulated partner says to being thanked; None to praise that names nothing."""
    if not right:
        return speak(draft, chair, "answer.misjudged")
    if strength:
        return speak(draft, chair, "answer.named")
    return speak(draft, chair, "answer.thanked") if about else None


def _make_coffee_move(draft: StateDraft, chair: Chair, move: str, strength: float) -> None:
    draft.apply_move(move, chair, strength=strength)
    draft.remember_treatment(other_chair(chair), MOVES[move].kind * (0.5 + 0.5 * strength))


def find_creditable_act(draft: StateDraft, chair: Chair) -> str:
    """Return what a chair did that it can be thanked for by name; '' where there is nothing.

    The result is `said:<fact>` for the most recent costly fact, else `kept:<promise>`, else `move:<name>`.
    """
    facts = draft.scenario.facts
    said = [f for f, status in draft.state.facts.items() if facts[f].held == chair and status.status == "said"]
    costly = [fact for fact in said if facts[fact].cost != "free"]
    if costly:
        return "said:" + max(costly, key=lambda fact: draft.state.facts[fact].out)
    kept = [promise.id for promise in draft.state.promises if promise.by == chair and promise.status == "kept"]
    if kept:
        return f"kept:{kept[-1]}"
    made = {entry.cause for entry in draft.state.ledger if entry.by in (chair, None)}
    return next((f"move:{name}" for name in CREDITABLE if f"move:{name}" in made), "")


def pass_weeks(draft: StateDraft, weeks: int) -> None:
    """Let weeks pass at the scenario's pace; stop if the CTO leaves."""
    before = list(draft.stocks)
    x: Stocks = draft.stocks
    for _ in range(weeks):
        seat = CtoChairState(draft.state.cold_weeks, draft.state.empty_weeks)
        x, seat = advance_week_and_chair(x, seat, draft.scenario.pace, may_leave=_may_cto_leave(draft.state))
        _record_week(draft, x, seat)
        if draft.state.empty_weeks == EMPTY_WEEKS:
            draft.replace_fields(flags=draft.state.flags | {CHAIR_EMPTY})
            draft.record_events(ChairEmptied(draft.state.week))
            break
    draft.stocks = list(x)
    draft.record_drift(before)


def _may_cto_leave(state: State) -> bool:
    """Tell whether the simulated CTO may leave now: it has said so, and a scene was played since (R23).

    A person leaves by its own word alone.
    """
    return "cto" in state.partners and 0 < state.warned <= state.count


def _record_week(draft: StateDraft, x: Stocks, seat: CtoChairState) -> None:
    row = to_hundredths(x)
    draft.replace_fields(
        week=draft.state.week + 1,
        weeks=(*draft.state.weeks, row),
        cold_weeks=seat.cold,
        empty_weeks=seat.empty,
        wounds={
            chair: Wounds(age_breach(held.breach), held.opened, held.scars) if held.breach else held
            for chair, held in draft.state.wounds.items()
        },
    )
    draft.record_events(WeekPassed(draft.state.week, row))


def fade_memories(draft: StateDraft) -> None:
    """Let both memories drift back towards their persona's warmth; once a scene."""
    memory = {
        chair: fade_memory(draft.state.memory[chair], find_persona(draft.scenario, draft.state, chair))
        for chair in CHAIRS
    }
    draft.replace_fields(memory=memory)


def finish_play(draft: StateDraft, ending: str = "") -> None:
    """End the play: everything pending lands, and the year that follows decides the ending (R11).

    Args:
        draft: the answer under way.
        ending: the ending, where it is decided already.
    """
    land_due_effects(draft, everything=True)
    surface_all_facts(draft)
    settle_promises(draft, everything=True)
    draft.round_stocks()
    draft.mark_part("landed")
    draft.record_events(*draft.list_changes())
    year = summarize_epilogue(draft.state)
    if year.leaving:
        draft.record_events(ChairEmptied(draft.state.week + year.leaving))
    ending = ending or select_ending(draft.scenario, draft.state, year)
    authored = draft.scenario.find_ending(ending)
    draft.replace_fields(phase="over", ending=ending, inbox={}, interludes=())
    draft.record_events(Ended(ending, authored.tier if authored else "poor"))


@dataclass(frozen=True)
class EpilogueSummary:
    """The year after play. `weeks` are 53 companies in points; `means` are over the year, in hundredths."""

    weeks: tuple[Company, ...]
    means: tuple[int, ...]
    composite: float
    """F, 0..100 (R11)."""
    broke: bool
    """Whether cash fell below 0 in any week, of play or of the year after."""
    leaving: int
    """The week of the year, 1..52, in which the CTO leaves; 0 where none does."""


def summarize_epilogue(state: State) -> EpilogueSummary:
    """Return the 52 weeks that follow a state: without moves, unrounded, at pace 1.

    A CTO who has never said that it may go, or who is a person, stays in them as in play (R23).
    """
    seat = CtoChairState(state.cold_weeks, state.empty_weeks)
    year = _summarize_year(state.stocks, seat, _may_cto_leave(state))
    return replace(year, broke=year.broke or any(row[INDEX["cash"]] < 0 for row in state.weeks))


@lru_cache(maxsize=8)
def _summarize_year(stocks: tuple[int, ...], seat: CtoChairState, may_leave: bool) -> EpilogueSummary:
    """Return the year after stocks; the last few are kept, for a play is looked at again as soon as it has ended."""
    year = simulate_epilogue(from_hundredths(stocks), seat, may_leave=may_leave)
    mean = compute_means(year.weeks)
    broke = any(row[INDEX["cash"]] < 0 for row in year.weeks)
    return EpilogueSummary(year.weeks, to_hundredths(mean), compute_composite(mean), broke, year.leaving)


def select_ending(scenario: Scenario, state: State, year: EpilogueSummary) -> str:
    """Return the id of the first ending whose condition holds; `insolvent` comes before them all.

    Raises:
        ValueError: if none holds; the checks see to it that the last one always does.
    """
    if year.broke:
        return INSOLVENT
    for ending in scenario.endings:
        if condition_holds(ending.when, scenario, state, year.means):
            return ending.id
    raise ValueError(f"{scenario.id}: no ending holds; the last one must be `when: otherwise`")
