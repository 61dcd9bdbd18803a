"""The steps of a scene that asks something: picks and facts, finals, sitting together, resolution (R2, R3, R6, R7)."""

from dataclasses import replace
from typing import Final, cast

from game.engine import conduct
from game.engine.asking import decision_of, offered, scene_of, waiting
from game.engine.enact import enact, resolve
from game.engine.events import Ask, Finals, ReasonGiven, Revealed, SatDown
from game.engine.facts import knows_all, on_table, say, sayable
from game.engine.flow import leave
from game.engine.scenario import Option
from game.engine.state import SIT, Confidence, Mode
from game.engine.stocks import CHAIRS, Chair, other
from game.engine.turn import Turn

UNDERSTOOD: Final = 1.0
"""What naming the other's reason adds to clarity and to the other's safety, in plain points."""


def ask_first(turn: Turn) -> tuple[Ask, ...]:
    """Ask each chair for its first pick, and then for what it says."""
    asks = [Ask("first", chair, turn.state.scene, offered(turn)) for chair in waiting(turn, CHAIRS)]
    return (*asks, *_ask_facts(turn, tuple(turn.state.inbox)))


def ask_say(turn: Turn) -> tuple[Ask, ...]:
    """Ask each chair that holds something what it says, in a scene that one chair decides."""
    return _ask_facts(turn, CHAIRS)


def _ask_facts(turn: Turn, chairs: tuple[Chair, ...]) -> tuple[Ask, ...]:
    """Of two people each is asked where the scene opens facts: being asked must not tell who holds one."""
    always = bool(scene_of(turn).say) and not turn.state.partners
    asks = []
    for chair in chairs:
        facts = on_table(turn, chair, turn.state.scene)
        if (facts or always) and "facts" not in turn.state.inbox.get(chair, {}):
            asks.append(Ask("say", chair, turn.state.scene, facts=facts))
    return tuple(asks)


def close_first(turn: Turn) -> None:
    """Reveal both first picks at once, and let what was said be heard."""
    inbox = turn.state.inbox
    said = tuple(fact for chair in CHAIRS for fact in _facts(turn, chair))
    held = {chair: on_table(turn, chair, turn.state.scene) for chair in CHAIRS}
    now = replace(
        turn.state.now,
        first={chair: str(inbox[chair]["option"]) for chair in CHAIRS},
        confidence={c: cast(Confidence, inbox[c]["confidence"]) for c in CHAIRS if "confidence" in inbox[c]},
        guess={chair: str(inbox[chair]["guess"]) for chair in CHAIRS if "guess" in inbox[chair]},
    )
    turn.put(now=now)
    unsaid = {chair: len(set(facts) - set(said)) for chair, facts in held.items()}
    turn.tell(Revealed(now.scene, now.first, now.confidence, now.guess, said, unsaid))
    close_say(turn)


def close_say(turn: Turn) -> None:
    """Let both chairs' facts be heard."""
    held = {chair: on_table(turn, chair, turn.state.scene) for chair in CHAIRS}
    for chair in CHAIRS:
        say(turn, chair, _facts(turn, chair), held[chair])
    turn.mark()
    turn.put(phase="final", inbox={})


def _facts(turn: Turn, chair: Chair) -> tuple[str, ...]:
    return tuple(cast("tuple[str, ...]", turn.state.inbox.get(chair, {}).get("facts", ())))


def ask_final(turn: Turn) -> tuple[Ask, ...]:
    """Ask the deciders for their final pick; both may ask to sit down together while tokens are left."""
    decision = decision_of(turn)
    sit = (SIT,) if decision.joint and scene_of(turn).say and turn.state.tokens else ()
    return tuple(
        Ask("final", chair, turn.state.scene, offered(turn) + sit) for chair in waiting(turn, decision.deciders)
    )


def close_final(turn: Turn) -> None:
    """Compare the final picks: sit down, enact, or meet a difference."""
    final = {chair: str(turn.state.inbox[chair]["option"]) for chair in decision_of(turn).deciders}
    turn.put(now=replace(turn.state.now, offered=offered(turn), final=final), inbox={})
    turn.tell(Finals(turn.state.scene, final))
    asking = [chair for chair, pick in final.items() if pick == SIT]
    if len(asking) == 1:
        turn.put(phase="sit")
    elif asking:
        _sit_down(turn, None)
    else:
        _compare(turn)


def _settle(turn: Turn, asker: Chair, pick: str) -> None:
    """Go on with a pick in place of the wish to sit down."""
    turn.put(now=replace(turn.state.now, final={**turn.state.now.final, asker: pick}))
    _compare(turn)


def _compare(turn: Turn) -> None:
    picks = set(turn.state.now.final.values())
    if len(picks) == 1:
        _enact(turn, picks.pop())
    elif len(turn.state.partners) == 1:
        turn.put(phase="talk", inbox={})
    else:
        turn.put(phase="resolve", inbox={})


def _asker(turn: Turn) -> Chair:
    return next(chair for chair, pick in turn.state.now.final.items() if pick == SIT)


def ask_sit(turn: Turn) -> tuple[Ask, ...]:
    """Ask the other chair whether it sits down."""
    return tuple(Ask("sit", chair, turn.state.scene) for chair in waiting(turn, (other(_asker(turn)),)))


def close_sit(turn: Turn) -> None:
    """Sit down, or go on with the asker's first pick."""
    asker = _asker(turn)
    if turn.state.inbox[other(asker)]["accept"]:
        _sit_down(turn, asker)
        return
    turn.tell(SatDown(asker, accepted=False))
    turn.put(now=replace(turn.state.now, sat=False), inbox={})
    first = turn.state.now.first[asker]
    if first in offered(turn):
        _settle(turn, asker, first)
    else:
        turn.put(phase="pick")


def _sit_down(turn: Turn, asker: Chair | None) -> None:
    turn.put(tokens=turn.state.tokens - 1, now=replace(turn.state.now, sat=True), phase="sit_say", inbox={})
    turn.tell(SatDown(asker, accepted=True))
    turn.move("sit", "ceo")
    for chair in CHAIRS:
        turn.treat(chair, "sit")


def _syntheses(turn: Turn) -> tuple[Option, ...]:
    return tuple(o for o in decision_of(turn).options if o.synthesis and turn.holds(o.when))


def on_second_table(turn: Turn, chair: Chair) -> tuple[str, ...]:
    """Return what a chair may still say once they sit: what the scene opened, and what a synthesis needs."""
    open_here = on_table(turn, chair, turn.state.scene)
    needed = dict.fromkeys(fact for option in _syntheses(turn) for fact in option.needs)
    more = (fact for fact in needed if fact not in open_here and turn.scenario.facts[fact].held == chair)
    return (*open_here, *(fact for fact in more if sayable(turn, fact)))


def ask_sit_say(turn: Turn) -> tuple[Ask, ...]:
    """Ask each chair that still holds something whether it says it now.

    Of two people both are asked where one holds something, for being asked must not tell who does; where all is out
    neither is, and that tells nothing that the table does not know.
    """
    held = {chair: on_second_table(turn, chair) for chair in CHAIRS}
    both = not turn.state.partners and any(held.values())
    return tuple(
        Ask("sit_say", chair, turn.state.scene, facts=held[chair])
        for chair in waiting(turn, CHAIRS)
        if held[chair] or both
    )


def close_sit_say(turn: Turn) -> None:
    """Open the first synthesis whose facts both know; else the owner picks."""
    held = {chair: on_second_table(turn, chair) for chair in CHAIRS}
    for chair in CHAIRS:
        say(turn, chair, _facts(turn, chair), held[chair])
    opened = next((o for o in _syntheses(turn) if knows_all(turn, o.needs)), None)
    if opened is not None:
        _enact(turn, opened.id)
    else:
        turn.put(phase="pick", inbox={})


def ask_pick(turn: Turn) -> tuple[Ask, ...]:
    """Ask for one pick more: the owner's, where sitting together opened nothing new; else the asker's.

    Whoever asked in vain to sit down is asked where its first pick is no longer on offer, by what was said since.
    """
    return tuple(Ask("final", chair, turn.state.scene, offered(turn)) for chair in waiting(turn, (_picking(turn),)))


def close_pick(turn: Turn) -> None:
    """Enact what the owner picked; compare what the asker picked with the other's final pick."""
    chair = _picking(turn)
    pick = str(turn.state.inbox[chair]["option"])
    if turn.state.now.sat:
        _enact(turn, pick)
    else:
        turn.put(inbox={})
        _settle(turn, chair, pick)


def _picking(turn: Turn) -> Chair:
    return decision_of(turn).owner if turn.state.now.sat else _asker(turn)


def ask_talk(turn: Turn) -> tuple[Ask, ...]:
    """Ask the person what holds the simulated partner back: three reasons, one of them its largest."""
    return tuple(
        Ask("talk", chair, turn.state.scene, conduct.reasons_shown(turn, other(chair)))
        for chair in waiting(turn, _people(turn))
    )


def _people(turn: Turn) -> tuple[Chair, ...]:
    return tuple(chair for chair in CHAIRS if chair not in turn.state.partners)


def close_talk(turn: Turn) -> None:
    """Hear the reason; the one who was understood dares a little more."""
    (chair,) = _people(turn)
    given = ReasonGiven(chair, str(turn.state.inbox[chair]["reason"]), conduct.held_back_by(turn, other(chair)))
    turn.put(now=replace(turn.state.now, reason={chair: given.reason}), phase="resolve", inbox={})
    turn.tell(given)
    if given.right:
        for stock in ("clarity", f"{other(chair)}.safety"):
            turn.shift(stock, UNDERSTOOD, "move:understood", chair)


def ask_resolve(turn: Turn) -> tuple[Ask, ...]:
    """Ask the chair that is not the owner how it answers the difference."""
    decision = decision_of(turn)
    answering = other(decision.owner)
    modes: list[Mode] = ["defer", "object"]
    if decision.board in offered(turn):
        modes.append("escalate")
    if answering == "ceo":
        modes.append("override")
    return tuple(Ask("resolve", chair, turn.state.scene, tuple(modes)) for chair in waiting(turn, (answering,)))


def close_resolve(turn: Turn) -> None:
    """Enact what follows from the answer."""
    decision = decision_of(turn)
    mode = cast(Mode, turn.state.inbox[other(decision.owner)]["mode"])
    _enact(turn, resolve(turn, decision, mode), mode)


def _enact(turn: Turn, option: str, mode: Mode | None = None) -> None:
    enact(turn, scene_of(turn), decision_of(turn).option(option), mode)
    leave(turn)
