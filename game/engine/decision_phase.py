"""The steps of a scene that asks something: picks and facts, finals, sitting together, resolution (R2, R3, R6, R7)."""

from dataclasses import replace
from typing import Final, cast

from game.engine.consequences import (
    are_known_to_both,
    current_decision,
    current_scene,
    enact_option,
    is_sayable,
    list_offered_options,
    list_open_facts,
    list_unanswered_chairs,
    resolve_difference,
    say_facts,
)
from game.engine.events import Ask, Finals, ReasonGiven, Revealed, SatDown
from game.engine.partner import determine_holdback_reason, list_shown_reasons
from game.engine.scenario import Option
from game.engine.scene_flow import leave_scene
from game.engine.state import SIT, Confidence, Mode
from game.engine.state_draft import StateDraft
from game.engine.stocks import CHAIRS, Chair, other_chair

UNDERSTOOD: Final = 1.0
"""What naming the other's reason adds to clarity and to the other's safety, in plain points."""


def ask_first(turn: StateDraft) -> tuple[Ask, ...]:
    """Ask each chair for its first pick, and then for what it says."""
    asks = [
        Ask("first", chair, turn.state.scene, list_offered_options(turn))
        for chair in list_unanswered_chairs(turn, CHAIRS)
    ]
    return (*asks, *_ask_facts(turn, tuple(turn.state.inbox)))


def ask_say(turn: StateDraft) -> tuple[Ask, ...]:
    """Ask each chair that holds something what it says, in a scene that one chair decides."""
    return _ask_facts(turn, CHAIRS)


def _ask_facts(turn: StateDraft, chairs: tuple[Chair, ...]) -> tuple[Ask, ...]:
    """Of two people each is asked where the scene opens facts: being asked must not tell who holds one."""
    always = bool(current_scene(turn).say) and not turn.state.partners
    asks = []
    for chair in chairs:
        facts = list_open_facts(turn, chair, turn.state.scene)
        if (facts or always) and "facts" not in turn.state.inbox.get(chair, {}):
            asks.append(Ask("say", chair, turn.state.scene, facts=facts))
    return tuple(asks)


def close_first(turn: StateDraft) -> None:
    """Reveal both first picks at once, and let what was said be heard."""
    inbox = turn.state.inbox
    said = tuple(fact for chair in CHAIRS for fact in _read_chosen_facts(turn, chair))
    held = {chair: list_open_facts(turn, chair, turn.state.scene) for chair in CHAIRS}
    now = replace(
        turn.state.now,
        first={chair: str(inbox[chair]["option"]) for chair in CHAIRS},
        confidence={c: cast(Confidence, inbox[c]["confidence"]) for c in CHAIRS if "confidence" in inbox[c]},
        guess={chair: str(inbox[chair]["guess"]) for chair in CHAIRS if "guess" in inbox[chair]},
    )
    turn.replace_fields(now=now)
    unsaid = {chair: len(set(facts) - set(said)) for chair, facts in held.items()}
    turn.record_events(Revealed(now.scene, now.first, now.confidence, now.guess, said, unsaid))
    close_say(turn)


def close_say(turn: StateDraft) -> None:
    """Let both chairs' facts be heard."""
    held = {chair: list_open_facts(turn, chair, turn.state.scene) for chair in CHAIRS}
    for chair in CHAIRS:
        say_facts(turn, chair, _read_chosen_facts(turn, chair), held[chair])
    turn.mark_baseline()
    turn.replace_fields(phase="final", inbox={})


def _read_chosen_facts(turn: StateDraft, chair: Chair) -> tuple[str, ...]:
    return tuple(cast("tuple[str, ...]", turn.state.inbox.get(chair, {}).get("facts", ())))


def ask_final(turn: StateDraft) -> tuple[Ask, ...]:
    """Ask the deciders for their final pick; both may ask to sit down together while tokens are left."""
    decision = current_decision(turn)
    sit = (SIT,) if decision.joint and current_scene(turn).say and turn.state.tokens else ()
    return tuple(
        Ask("final", chair, turn.state.scene, list_offered_options(turn) + sit)
        for chair in list_unanswered_chairs(turn, decision.deciders)
    )


def close_final(turn: StateDraft) -> None:
    """Compare the final picks: sit down, enact, or meet a difference."""
    final = {chair: str(turn.state.inbox[chair]["option"]) for chair in current_decision(turn).deciders}
    turn.replace_fields(now=replace(turn.state.now, offered=list_offered_options(turn), final=final), inbox={})
    turn.record_events(Finals(turn.state.scene, final))
    asking = [chair for chair, pick in final.items() if pick == SIT]
    if len(asking) == 1:
        turn.replace_fields(phase="sit")
    elif asking:
        _sit_down(turn, None)
    else:
        _compare_finals(turn)


def _replace_final_pick(turn: StateDraft, asker: Chair, pick: str) -> None:
    """Go on with a pick in place of the wish to sit down."""
    turn.replace_fields(now=replace(turn.state.now, final={**turn.state.now.final, asker: pick}))
    _compare_finals(turn)


def _compare_finals(turn: StateDraft) -> None:
    picks = set(turn.state.now.final.values())
    if len(picks) == 1:
        _enact_and_leave(turn, picks.pop())
    elif len(turn.state.partners) == 1:
        turn.replace_fields(phase="talk", inbox={})
    else:
        turn.replace_fields(phase="resolve", inbox={})


def _find_sit_asker(turn: StateDraft) -> Chair:
    return next(chair for chair, pick in turn.state.now.final.items() if pick == SIT)


def ask_sit(turn: StateDraft) -> tuple[Ask, ...]:
    """Ask the other chair whether it sits down."""
    return tuple(
        Ask("sit", chair, turn.state.scene)
        for chair in list_unanswered_chairs(turn, (other_chair(_find_sit_asker(turn)),))
    )


def close_sit(turn: StateDraft) -> None:
    """Sit down, or go on with the asker's first pick."""
    asker = _find_sit_asker(turn)
    if turn.state.inbox[other_chair(asker)]["accept"]:
        _sit_down(turn, asker)
        return
    turn.record_events(SatDown(asker, accepted=False))
    turn.replace_fields(now=replace(turn.state.now, sat=False), inbox={})
    first = turn.state.now.first[asker]
    if first in list_offered_options(turn):
        _replace_final_pick(turn, asker, first)
    else:
        turn.replace_fields(phase="pick")


def _sit_down(turn: StateDraft, asker: Chair | None) -> None:
    turn.replace_fields(tokens=turn.state.tokens - 1, now=replace(turn.state.now, sat=True), phase="sit_say", inbox={})
    turn.record_events(SatDown(asker, accepted=True))
    turn.apply_move("sit", "ceo")
    for chair in CHAIRS:
        turn.remember_move(chair, "sit")


def _list_syntheses(turn: StateDraft) -> tuple[Option, ...]:
    return tuple(o for o in current_decision(turn).options if o.synthesis and turn.holds(o.when))


def list_sit_down_facts(turn: StateDraft, chair: Chair) -> tuple[str, ...]:
    """Return what a chair may still say once they sit: what the scene opened, and what a synthesis needs."""
    open_here = list_open_facts(turn, chair, turn.state.scene)
    needed = dict.fromkeys(fact for option in _list_syntheses(turn) for fact in option.needs)
    more = (fact for fact in needed if fact not in open_here and turn.scenario.facts[fact].held == chair)
    return (*open_here, *(fact for fact in more if is_sayable(turn, fact)))


def ask_sit_say(turn: StateDraft) -> tuple[Ask, ...]:
    """Ask each chair that still holds something whether it says it now.

    Of two people both are asked where one holds something, for being asked must not tell who does; where all is out
    neither is, and that tells nothing that the table does not know.
    """
    held = {chair: list_sit_down_facts(turn, chair) for chair in CHAIRS}
    both = not turn.state.partners and any(held.values())
    return tuple(
        Ask("sit_say", chair, turn.state.scene, facts=held[chair])
        for chair in list_unanswered_chairs(turn, CHAIRS)
        if held[chair] or both
    )


def close_sit_say(turn: StateDraft) -> None:
    """Open the first synthesis whose facts both know; else the owner picks."""
    held = {chair: list_sit_down_facts(turn, chair) for chair in CHAIRS}
    for chair in CHAIRS:
        say_facts(turn, chair, _read_chosen_facts(turn, chair), held[chair])
    opened = next((o for o in _list_syntheses(turn) if are_known_to_both(turn, o.needs)), None)
    if opened is not None:
        _enact_and_leave(turn, opened.id)
    else:
        turn.replace_fields(phase="pick", inbox={})


def ask_pick(turn: StateDraft) -> tuple[Ask, ...]:
    """Ask for one pick more: the owner's, where sitting together opened nothing new; else the asker's.

    Whoever asked in vain to sit down is asked where its first pick is no longer on offer, by what was said since.
    """
    return tuple(
        Ask("final", chair, turn.state.scene, list_offered_options(turn))
        for chair in list_unanswered_chairs(turn, (_find_picking_chair(turn),))
    )


def close_pick(turn: StateDraft) -> None:
    """Enact what the owner picked; compare what the asker picked with the other's final pick."""
    chair = _find_picking_chair(turn)
    pick = str(turn.state.inbox[chair]["option"])
    if turn.state.now.sat:
        _enact_and_leave(turn, pick)
    else:
        turn.replace_fields(inbox={})
        _replace_final_pick(turn, chair, pick)


def _find_picking_chair(turn: StateDraft) -> Chair:
    return current_decision(turn).owner if turn.state.now.sat else _find_sit_asker(turn)


def ask_talk(turn: StateDraft) -> tuple[Ask, ...]:
    """Ask the person what holds the simulated partner back: three reasons, one of them its largest."""
    return tuple(
        Ask("talk", chair, turn.state.scene, list_shown_reasons(turn, other_chair(chair)))
        for chair in list_unanswered_chairs(turn, _list_people(turn))
    )


def _list_people(turn: StateDraft) -> tuple[Chair, ...]:
    return tuple(chair for chair in CHAIRS if chair not in turn.state.partners)


def close_talk(turn: StateDraft) -> None:
    """Hear the reason; the one who was understood dares a little more."""
    (chair,) = _list_people(turn)
    given = ReasonGiven(
        chair, str(turn.state.inbox[chair]["reason"]), determine_holdback_reason(turn, other_chair(chair))
    )
    turn.replace_fields(now=replace(turn.state.now, reason={chair: given.reason}), phase="resolve", inbox={})
    turn.record_events(given)
    if given.right:
        for stock in ("clarity", f"{other_chair(chair)}.safety"):
            turn.shift_stock(stock, UNDERSTOOD, "move:understood", chair)


def ask_resolve(turn: StateDraft) -> tuple[Ask, ...]:
    """Ask the chair that is not the owner how it answers the difference."""
    decision = current_decision(turn)
    answering = other_chair(decision.owner)
    modes: list[Mode] = ["defer", "object"]
    if decision.board in list_offered_options(turn):
        modes.append("escalate")
    if answering == "ceo":
        modes.append("override")
    return tuple(
        Ask("resolve", chair, turn.state.scene, tuple(modes)) for chair in list_unanswered_chairs(turn, (answering,))
    )


def close_resolve(turn: StateDraft) -> None:
    """Enact what follows from the answer."""
    decision = current_decision(turn)
    mode = cast(Mode, turn.state.inbox[other_chair(decision.owner)]["mode"])
    _enact_and_leave(turn, resolve_difference(turn, decision, mode), mode)


def _enact_and_leave(turn: StateDraft, option: str, mode: Mode | None = None) -> None:
    enact_option(turn, current_scene(turn), current_decision(turn).find_option(option), mode)
    leave_scene(turn)
