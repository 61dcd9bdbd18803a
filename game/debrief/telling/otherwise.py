"""What if, in words: what was answered, what could have been answered, and where the two lines part."""

from collections.abc import Iterator
from typing import cast

from game.debrief.compare import Difference, Happening
from game.debrief.telling.scenes import promise
from game.debrief.telling.teller import Teller, quoted
from game.debrief.whatif import Alternative, Branch
from game.engine import events as told
from game.engine.state import SIT, Phase
from game.engine.stocks import Chair
from game.locales import _, ngettext, words
from game.playthrough.record import Answer


def instead(teller: Teller, other: Alternative) -> str:
    """Return what a chair would have answered."""
    name = teller.name(other.chair)
    match other.kind:
        case "say" | "sit_say":
            fact = quoted(teller.fact(other.what))
            says = other.what in cast("list[str]", other.answer["facts"])
            return (
                _("{name} says {fact}", name=name, fact=fact)
                if says
                else _("{name} keeps {fact}", name=name, fact=fact)
            )
        case "sit":
            accepts = bool(other.answer["accept"])
            return _("{name} sits down", name=name) if accepts else _("{name} does not sit down", name=name)
    return given(teller, other.scene, other.chair, other.kind, other.answer)


def given(teller: Teller, scene: str, chair: Chair, kind: Phase, answer: Answer) -> str:
    """Return an answer as it was given."""
    name = teller.name(chair)
    match kind:
        case "first" | "final":
            return _picked(teller, scene, name, str(answer["option"]))
        case "say" | "sit_say":
            facts = tuple(cast("list[str]", answer["facts"]))
            nothing = _("{name} says nothing", name=name)
            return _("{name} says {fact}", name=name, fact=teller.facts(facts)) if facts else nothing
        case "sit":
            return _("{name} sits down", name=name) if answer["accept"] else _("{name} does not sit down", name=name)
    return f"{name}: {_word(teller, chair, kind, answer)}"


def _picked(teller: Teller, scene: str, name: str, option: str) -> str:
    if option == SIT:
        return _("{name} asks to sit down together", name=name)
    return _("{name} chooses {option}", name=name, option=teller.option(scene, option))


def _word(teller: Teller, chair: Chair, kind: Phase, answer: Answer) -> str:
    match kind:
        case "resolve":
            return words.mode(str(answer["mode"]), teller.other(chair))
        case "coffee":
            return words.coffee(str(answer["what"]), teller.other(chair))
        case "talk":
            return words.term(str(answer["reason"]), teller.other(chair))
    return words.pledge(str(answer["what"]))


def stood_in(teller: Teller, other: Branch) -> str:
    """Return from where the line is no longer only the person's own; '' where all of it is."""
    if other.dashed_from is None:
        return ""
    names = ", ".join(dict.fromkeys(teller.name(there.chair) for there in other.stand_ins))
    return ngettext(
        "From scene {scene} on (dashed) one answer is not {names}'s own: the simulated partner's model gave it.",
        "From scene {scene} on (dashed) {n} answers are not {names}'s own: the simulated partner's model gave them.",
        len(other.stand_ins),
        scene=other.dashed_from,
        names=names,
    )


def parted(teller: Teller, apart: Difference, unsaid: frozenset[str] = frozenset()) -> Iterator[tuple[str, str]]:
    """Yield what came differently in a scene: as played, and otherwise; '' where a line has nothing there.

    `unsaid` are facts that must not be named while play goes on.
    """
    played = [happening(teller, event) for event in apart.played]
    otherwise = [_veiled(teller, event, unsaid) for event in apart.otherwise]
    for number in range(max(len(played), len(otherwise))):
        yield played[number] if number < len(played) else "", otherwise[number] if number < len(otherwise) else ""


def _veiled(teller: Teller, event: Happening, unsaid: frozenset[str]) -> str:
    if isinstance(event, told.Said | told.Surfaced) and event.fact in unsaid:
        return _("{name} would have told something that is still unsaid", name=teller.name(_holder(teller, event.fact)))
    return happening(teller, event)


def _holder(teller: Teller, fact: str) -> Chair:
    return teller.scenario.facts[fact].held


def happening(teller: Teller, event: Happening) -> str:
    """Return one thing that happened."""
    match event:
        case told.SceneOpened():
            return _("the scene: {scene}", scene=teller.scene(event.scene))
        case told.Landed():
            return teller.text(f"{event.path}.text")
        case told.PromiseSettled():
            return promise(teller, event)
        case told.EchoHeard():
            return f"{teller.name(event.who)}: {teller.text(event.path)}"
        case told.Enacted():
            return teller.option(event.scene, event.option)
    return _done(teller, event)


def _done(teller: Teller, event: Happening) -> str:
    match event:
        case told.Said():
            return _("{name} says {fact}", name=teller.name(event.chair), fact=quoted(teller.fact(event.fact)))
        case told.Surfaced():
            return _(
                "{fact} comes out through {name}", fact=quoted(teller.fact(event.fact)), name=teller.name(event.by)
            )
        case told.SatDown():
            return _("both sit down together") if event.accepted else _("sitting down together is declined")
        case told.Resolved():
            return f"{teller.name(event.by)}: {words.mode_name(event.mode).lower()}"
        case told.Ended():
            return _("ending: {ending}", ending=teller.ending(event.ending))
    return _("the chair of {name} stands empty", name=teller.name("cto"))
