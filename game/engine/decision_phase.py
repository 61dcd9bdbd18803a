"""The phases of a decision: first picks and facts, final picks, sitting down, differences (R2, R3, R6, R7).

`ask_*` returns what is still asked in a phase, `close_*` does what follows once everything is answered.
"""

from typing import cast

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
from game.engine.events import Ask, FactAnswered, Finals, MindChanged, Restated, Revealed, SatDown, SitAsked
from game.engine.partner import explain_change_of_mind
from game.engine.scenario import Option
from game.engine.scene_flow import PLEDGE, build_pledge_ask, find_due_pledge, leave_scene, record_pledges
from game.engine.speech import choose_answer_bank, choose_change_bank, name_persona, speak
from game.engine.state import SIT, Confidence, Mode, list_first_shown_line, list_shown_lines
from game.engine.state_draft import StateDraft
from game.engine.stocks import CHAIRS, INDEX, Chair, other_chair


def ask_first(draft: StateDraft) -> tuple[Ask, ...]:
    """Ask each chair for its pledge where that is due here, for its first pick, and then which facts it tells."""
    pledge, inbox = find_due_pledge(draft), draft.state.inbox
    pledging = [chair for chair in CHAIRS if pledge is not None and PLEDGE not in inbox.get(chair, {})]
    picking = [chair for chair in CHAIRS if chair not in pledging and "option" not in inbox.get(chair, {})]
    telling = tuple(chair for chair in inbox if chair not in (*pledging, *picking))
    return (
        *(build_pledge_ask(draft, pledge, chair) for chair in pledging if pledge is not None),
        *(build_first_ask(draft, chair) for chair in picking),
        *_ask_facts(draft, telling),
    )


def build_first_ask(draft: StateDraft, chair: Chair) -> Ask:
    """Return the question for a chair's first pick."""
    return Ask("first", chair, draft.state.scene, list_offered_options(draft))


def ask_say(draft: StateDraft) -> tuple[Ask, ...]:
    """Ask each chair that holds facts which of them it tells, in a scene that one chair decides.

    Of two people each is also asked who is alone with the screen for the first time, or has something to read here.
    """
    return _ask_facts(draft, CHAIRS, reading=not draft.state.partners)


def _ask_facts(draft: StateDraft, chairs: tuple[Chair, ...], *, reading: bool = False) -> tuple[Ask, ...]:
    asks = []
    scene = current_scene(draft)
    for chair in chairs:
        facts = list_open_facts(draft, chair, scene.id)
        reads = reading and bool(scene.say) and (draft.state.count == 1 or _has_private_lines(draft, chair))
        if (facts or reads) and "facts" not in draft.state.inbox.get(chair, {}):
            asks.append(Ask("say", chair, scene.id, facts=facts))
    return tuple(asks)


def _has_private_lines(draft: StateDraft, chair: Chair) -> bool:
    lines = current_scene(draft).private.get(chair, ())
    return bool(list_shown_lines(lines, draft.scenario, draft.state))


def close_first(draft: StateDraft) -> None:
    """Read the pledges that were made with them, reveal both first picks together, and let the facts be heard."""
    if (pledge := find_due_pledge(draft)) is not None:
        record_pledges(draft, pledge)
        draft.replace_fields(interludes=())
    inbox = draft.state.inbox
    said = tuple(fact for chair in CHAIRS for fact in _read_chosen_facts(draft, chair))
    held = {chair: list_open_facts(draft, chair, draft.state.scene) for chair in CHAIRS}
    draft.replace_now(
        first={chair: str(inbox[chair]["option"]) for chair in CHAIRS},
        confidence={c: cast(Confidence, inbox[c]["confidence"]) for c in CHAIRS if "confidence" in inbox[c]},
        guess={chair: str(inbox[chair]["guess"]) for chair in CHAIRS if "guess" in inbox[chair]},
    )
    now = draft.state.now
    for chair in CHAIRS:
        if now.guess.get(chair) == now.first[other_chair(chair)]:
            draft.apply_move("guessed_right", chair)
            draft.remember_move(chair, "guessed_right")
    draft.mark_part("decision")
    unsaid = {chair: len(set(facts) - set(said)) for chair, facts in held.items()}
    draft.record_events(Revealed(now.scene, now.first, now.confidence, now.guess, said, unsaid))
    close_say(draft)


def close_say(draft: StateDraft) -> None:
    """Let the facts of both chairs be heard."""
    held = {chair: list_open_facts(draft, chair, draft.state.scene) for chair in CHAIRS}
    for chair in CHAIRS:
        _hear_facts(draft, chair, _read_chosen_facts(draft, chair), held[chair])
    draft.mark_part("said")
    draft.replace_fields(phase="final", inbox={})


def _hear_facts(draft: StateDraft, chair: Chair, said: tuple[str, ...], held: tuple[str, ...]) -> None:
    """Let a chair say facts; the simulated partner answers each at once, by the trust from before it was said."""
    hearer = other_chair(chair)
    if hearer not in draft.state.partners:
        say_facts(draft, chair, said, held)
        return
    trust = draft.stocks[INDEX[f"{hearer}.trust"]]
    written = {fact: _find_answer(draft, fact) for fact in said}
    persona = name_persona(draft.scenario, draft.state.draw, hearer)

    def answer(fact: str) -> None:
        bank = choose_answer_bank(draft.scenario.facts[fact].cost, trust, persona)
        says = None if written[fact] else speak(draft, hearer, bank)
        draft.record_events(FactAnswered(hearer, fact, round(trust, 2), written[fact], says))

    say_facts(draft, chair, said, held, answer=answer)


def list_tellable_facts(draft: StateDraft, chair: Chair) -> tuple[str, ...]:
    """Return the facts that one of two people may still tell while they talk, before their final picks."""
    if draft.state.phase != "final" or draft.state.partners or not draft.state.now.first:
        return ()
    return list_open_facts(draft, chair, draft.state.scene)


def tell_facts(draft: StateDraft, chair: Chair, facts: tuple[str, ...]) -> None:
    """Let one of two people tell facts in the talk; what it keeps has been counted as kept before."""
    _hear_facts(draft, chair, facts, ())
    draft.mark_part("said")


def restate_reason(draft: StateDraft, speaker: Chair, tries: int) -> None:
    """Count that one of two people said in the talk why the other picked otherwise, and was told: yes, that is it."""
    before = draft.list_hundredths()
    draft.apply_move("restated", speaker)
    draft.remember_move(speaker, "restated")
    draft.record_events(Restated(speaker, tries, draft.list_moved(before)))
    draft.mark_part("said")


def _find_answer(draft: StateDraft, fact: str) -> str:
    """Return the path of the first answer to a fact that holds; '' where the author wrote none."""
    lines = list_first_shown_line(draft.scenario.facts[fact].heard, draft.scenario, draft.state)
    return lines[0] if lines else ""


def _read_chosen_facts(draft: StateDraft, chair: Chair) -> tuple[str, ...]:
    return tuple(cast("tuple[str, ...]", draft.state.inbox.get(chair, {}).get("facts", ())))


def ask_final(draft: StateDraft) -> tuple[Ask, ...]:
    """Ask the deciders for their final pick; while tokens are left, either may ask to sit down together instead."""
    decision = current_decision(draft)
    sit = (SIT,) if _may_sit_down(draft) else ()
    return tuple(
        Ask("final", chair, draft.state.scene, list_offered_options(draft) + sit)
        for chair in list_unanswered_chairs(draft, decision.deciders)
    )


def _may_sit_down(draft: StateDraft) -> bool:
    return bool(current_decision(draft).joint and current_scene(draft).say and draft.state.tokens)


def close_final(draft: StateDraft) -> None:
    """Compare the final picks, and sit down, enact the option, or deal with the difference."""
    final = {chair: str(draft.state.inbox[chair]["option"]) for chair in current_decision(draft).deciders}
    draft.replace_now(offered=list_offered_options(draft), final=final)
    draft.replace_fields(inbox={})
    draft.record_events(Finals(draft.state.scene, final))
    for chair in CHAIRS:
        if chair in draft.state.partners and final.get(chair) not in (None, SIT):
            _tell_change_of_mind(draft, chair, final[chair])
    asking = [chair for chair, pick in final.items() if pick == SIT]
    if len(asking) == 1:
        if asking[0] in draft.state.partners:
            draft.record_events(SitAsked(asking[0], speak(draft, asking[0], "sit.asks")))
        draft.replace_fields(phase="sit")
    elif asking:
        _sit_down(draft, None)
    else:
        _compare_finals(draft)


def _replace_final_pick(draft: StateDraft, asker: Chair, pick: str) -> None:
    """Replace the asker's wish to sit down by a pick, and compare the picks."""
    draft.replace_now(final={**draft.state.now.final, asker: pick})
    _compare_finals(draft)


def _compare_finals(draft: StateDraft) -> None:
    picks = set(draft.state.now.final.values())
    if len(picks) == 1:
        _reward_agreement(draft, next(iter(picks)))
        _enact_and_leave(draft, picks.pop())
    else:
        draft.replace_fields(phase="resolve", inbox={})


def _tell_change_of_mind(draft: StateDraft, chair: Chair, pick: str) -> None:
    was = draft.state.now.first.get(chair)
    if was is not None and was != pick:
        because = explain_change_of_mind(draft, chair, was, pick)
        told = any(draft.scenario.facts[fact].held != chair for fact in draft.state.now.said)
        away = pick != draft.state.now.first.get(other_chair(chair))
        says = speak(draft, chair, choose_change_bank(because, told=told, away=away))
        draft.record_events(MindChanged(chair, was, pick, because, says))


def _reward_agreement(draft: StateDraft, pick: str) -> None:
    """Let both feel that they agree, or the other that one came round to its first pick (R19).

    Where they sat down, that was the reward; where one chair decides alone there is nothing to agree on.
    """
    now = draft.state.now
    if now.sat or len(now.first) < len(CHAIRS):
        return
    if now.first["ceo"] == now.first["cto"]:
        draft.apply_move("agreed", "ceo")
        for chair in CHAIRS:
            draft.remember_move(chair, "agreed")
        return
    for chair in CHAIRS:
        if now.first[chair] != pick and now.first[other_chair(chair)] == pick:
            draft.apply_move("came_round", chair)
            draft.remember_move(chair, "came_round")


def _find_sit_asker(draft: StateDraft) -> Chair:
    return next(chair for chair, pick in draft.state.now.final.items() if pick == SIT)


def ask_sit(draft: StateDraft) -> tuple[Ask, ...]:
    """Ask the other chair whether it agrees to sit down."""
    return tuple(
        Ask("sit", chair, draft.state.scene)
        for chair in list_unanswered_chairs(draft, (other_chair(_find_sit_asker(draft)),))
    )


def close_sit(draft: StateDraft) -> None:
    """Sit down, or go on with the asker's first pick."""
    asker = _find_sit_asker(draft)
    if draft.state.inbox[other_chair(asker)]["accept"]:
        _sit_down(draft, asker)
        return
    draft.record_events(SatDown(asker, accepted=False, says=speak(draft, other_chair(asker), "sit.no")))
    draft.replace_now(sat=False)
    draft.replace_fields(inbox={})
    first = draft.state.now.first[asker]
    if first in list_offered_options(draft):
        _replace_final_pick(draft, asker, first)
    else:
        draft.replace_fields(phase="pick")


def _sit_down(draft: StateDraft, asker: Chair | None) -> None:
    draft.replace_now(sat=True)
    draft.replace_fields(tokens=draft.state.tokens - 1, phase="sit_say", inbox={})
    says = None if asker is None else speak(draft, other_chair(asker), "sit.yes")
    draft.record_events(SatDown(asker, accepted=True, says=says))
    draft.apply_move("sit", "ceo")
    for chair in CHAIRS:
        draft.remember_move(chair, "sit")
    draft.mark_part("decision")


def _list_syntheses(draft: StateDraft) -> tuple[Option, ...]:
    return tuple(o for o in current_decision(draft).options if o.synthesis and draft.holds(o.when))


def list_sit_down_facts(draft: StateDraft, chair: Chair) -> tuple[str, ...]:
    """Return the facts that a chair may still tell while they sit: those opened here, and those a synthesis needs."""
    open_here = list_open_facts(draft, chair, draft.state.scene)
    needed = dict.fromkeys(fact for option in _list_syntheses(draft) for fact in option.needs)
    more = (fact for fact in needed if fact not in open_here and draft.scenario.facts[fact].held == chair)
    return (*open_here, *(fact for fact in more if is_sayable(draft, fact)))


def ask_sit_say(draft: StateDraft) -> tuple[Ask, ...]:
    """Ask each chair that still holds facts which of them it tells now.

    That a chair is asked says no more than the reveal did, which tells how much each has left unsaid.
    """
    held = {chair: list_sit_down_facts(draft, chair) for chair in CHAIRS}
    return tuple(
        Ask("sit_say", chair, draft.state.scene, facts=held[chair])
        for chair in list_unanswered_chairs(draft, CHAIRS)
        if held[chair]
    )


def close_sit_say(draft: StateDraft) -> None:
    """Enact the first synthesis whose facts both know; if there is none, let the owner pick."""
    held = {chair: list_sit_down_facts(draft, chair) for chair in CHAIRS}
    for chair in CHAIRS:
        _hear_facts(draft, chair, _read_chosen_facts(draft, chair), held[chair])
    draft.mark_part("said")
    opened = next((o for o in _list_syntheses(draft) if are_known_to_both(draft, o.needs)), None)
    if opened is not None:
        _enact_and_leave(draft, opened.id)
    else:
        draft.replace_fields(phase="pick", inbox={})


def ask_pick(draft: StateDraft) -> tuple[Ask, ...]:
    """Ask for one more pick: the owner's, where sitting down opened nothing new; otherwise the asker's.

    The chair that asked in vain to sit down picks again if its first pick is no longer on offer after what was told.
    """
    return tuple(
        Ask("final", chair, draft.state.scene, list_offered_options(draft))
        for chair in list_unanswered_chairs(draft, (_find_picking_chair(draft),))
    )


def close_pick(draft: StateDraft) -> None:
    """Enact the owner's pick, or compare the asker's with the other's final pick."""
    chair = _find_picking_chair(draft)
    pick = str(draft.state.inbox[chair]["option"])
    if chair in draft.state.partners and pick != draft.state.now.final.get(chair):
        _tell_change_of_mind(draft, chair, pick)
    if draft.state.now.sat:
        _enact_and_leave(draft, pick)
    else:
        draft.replace_fields(inbox={})
        _replace_final_pick(draft, chair, pick)


def _find_picking_chair(draft: StateDraft) -> Chair:
    return current_decision(draft).owner if draft.state.now.sat else _find_sit_asker(draft)


def ask_resolve(draft: StateDraft) -> tuple[Ask, ...]:
    """Ask the chair that does not own the decision how it deals with the difference."""
    decision = current_decision(draft)
    answering = other_chair(decision.owner)
    modes: list[str] = ["defer", "object"]
    if decision.board in list_offered_options(draft):
        modes.append("escalate")
    if answering == "ceo" and draft.state.tokens:
        modes.append("override")
    if _may_sit_down(draft) and draft.state.now.sat is None and answering not in draft.state.partners:
        modes.append(SIT)
    return tuple(
        Ask("resolve", chair, draft.state.scene, tuple(modes)) for chair in list_unanswered_chairs(draft, (answering,))
    )


def close_resolve(draft: StateDraft) -> None:
    """Enact the option that follows from the answer."""
    decision = current_decision(draft)
    answering = other_chair(decision.owner)
    if draft.state.inbox[answering]["mode"] == SIT:
        draft.replace_now(final={**draft.state.now.final, answering: SIT})
        draft.replace_fields(phase="sit", inbox={})
        return
    mode = cast(Mode, draft.state.inbox[answering]["mode"])
    _enact_and_leave(draft, resolve_difference(draft, decision, mode), mode)


def _enact_and_leave(draft: StateDraft, option: str, mode: Mode | None = None) -> None:
    enact_option(draft, current_scene(draft), current_decision(draft).find_option(option), mode)
    leave_scene(draft)
