"""What if, in words: what was answered, what could have been answered, and where the two lines part."""

from collections.abc import Iterator
from typing import cast

from game.debrief.what_if import AlternativeAnswer, Happening, PlayOutcome, SceneDifference, WhatIfBranch
from game.engine import events as told
from game.engine.state import SIT, Phase
from game.engine.stocks import Chair
from game.locales import _, ngettext, vocabulary
from game.narration.debrief.narrator import DebriefNarrator, quote_text
from game.narration.debrief.scenes import render_promise
from game.playthrough.record import Answer


def render_alternative(narrator: DebriefNarrator, other: AlternativeAnswer) -> str:
    """Return what a chair would have answered."""
    name = narrator.name_person(other.chair)
    match other.kind:
        case "say" | "sit_say":
            fact = quote_text(narrator.name_fact(other.what))
            says = other.what in cast("list[str]", other.answer["facts"])
            return (
                _("{name} says {fact}", name=name, fact=fact)
                if says
                else _("{name} keeps {fact}", name=name, fact=fact)
            )
        case "sit":
            accepts = bool(other.answer["accept"])
            return _("{name} sits down", name=name) if accepts else _("{name} does not sit down", name=name)
    return render_answer(narrator, other.scene, other.chair, other.kind, other.answer)


def render_answer(narrator: DebriefNarrator, scene: str, chair: Chair, kind: Phase, answer: Answer) -> str:
    """Return an answer as it was given."""
    name = narrator.name_person(chair)
    match kind:
        case "first" | "final":
            return _render_pick(narrator, scene, name, str(answer["option"]))
        case "say" | "sit_say":
            facts = tuple(cast("list[str]", answer["facts"]))
            nothing = _("{name} says nothing", name=name)
            return _("{name} says {fact}", name=name, fact=narrator.name_facts(facts)) if facts else nothing
        case "sit":
            return _("{name} sits down", name=name) if answer["accept"] else _("{name} does not sit down", name=name)
    return f"{name}: {_render_answer_word(narrator, chair, kind, answer)}"


def _render_pick(narrator: DebriefNarrator, scene: str, name: str, option: str) -> str:
    if option == SIT:
        return _("{name} asks to sit down together", name=name)
    return _("{name} chooses {option}", name=name, option=narrator.render_option(scene, option))


def _render_answer_word(narrator: DebriefNarrator, chair: Chair, kind: Phase, answer: Answer) -> str:
    match kind:
        case "resolve":
            return vocabulary.describe_resolution(str(answer["mode"]), narrator.name_other(chair))
        case "coffee":
            return vocabulary.describe_coffee_choice(str(answer["what"]), narrator.name_other(chair))
        case "talk":
            return vocabulary.describe_term(str(answer["reason"]), narrator.name_other(chair))
    return vocabulary.describe_pledge(str(answer["what"]))


def render_stand_in_notice(narrator: DebriefNarrator, other: WhatIfBranch) -> str:
    """Return from where the line is no longer only the person's own; '' where all of it is."""
    if other.dashed_from is None:
        return ""
    names = ", ".join(dict.fromkeys(narrator.name_person(there.chair) for there in other.stand_ins))
    return ngettext(
        "From scene {scene} on (dashed) one answer is not {names}'s own: the simulated partner's model gave it.",
        "From scene {scene} on (dashed) {n} answers are not {names}'s own: the simulated partner's model gave them.",
        len(other.stand_ins),
        scene=other.dashed_from,
        names=names,
    )


def render_scene_difference(
    narrator: DebriefNarrator, apart: SceneDifference, unsaid: frozenset[str] = frozenset()
) -> Iterator[tuple[str, str]]:
    """Yield what came differently in a scene: as played, and otherwise; '' where a line has nothing there.

    `unsaid` are facts that must not be named while play goes on.
    """
    played = [render_happening(narrator, event) for event in apart.played]
    otherwise = [_render_veiled_happening(narrator, event, unsaid) for event in apart.otherwise]
    for number in range(max(len(played), len(otherwise))):
        yield played[number] if number < len(played) else "", otherwise[number] if number < len(otherwise) else ""


def _render_veiled_happening(narrator: DebriefNarrator, event: Happening, unsaid: frozenset[str]) -> str:
    if isinstance(event, told.Said | told.Surfaced) and event.fact in unsaid:
        return _(
            "{name} would have told something that is still unsaid",
            name=narrator.name_person(_find_fact_holder(narrator, event.fact)),
        )
    return render_happening(narrator, event)


def _find_fact_holder(narrator: DebriefNarrator, fact: str) -> Chair:
    return narrator.scenario.facts[fact].held


def render_happening(narrator: DebriefNarrator, event: Happening) -> str:
    """Return one thing that happened."""
    match event:
        case told.SceneOpened():
            return _("the scene: {scene}", scene=narrator.name_scene(event.scene))
        case told.Landed():
            return narrator.render_text(f"{event.path}.text")
        case told.PromiseSettled():
            return render_promise(narrator, event)
        case told.EchoHeard():
            return f"{narrator.name_person(event.who)}: {narrator.render_text(event.path)}"
        case told.Enacted():
            return narrator.render_option(event.scene, event.option)
    return _render_action(narrator, event)


def _render_action(narrator: DebriefNarrator, event: Happening) -> str:
    match event:
        case told.Said():
            return _(
                "{name} says {fact}",
                name=narrator.name_person(event.chair),
                fact=quote_text(narrator.name_fact(event.fact)),
            )
        case told.Surfaced():
            return _(
                "{fact} comes out through {name}",
                fact=quote_text(narrator.name_fact(event.fact)),
                name=narrator.name_person(event.by),
            )
        case told.SatDown():
            return _("both sit down together") if event.accepted else _("sitting down together is declined")
        case told.Resolved():
            return f"{narrator.name_person(event.by)}: {vocabulary.name_resolution(event.mode).lower()}"
        case told.Ended():
            return _("ending: {ending}", ending=narrator.name_ending(event.ending))
    return _("the chair of {name} stands empty", name=narrator.name_person("cto"))


def name_branches() -> tuple[str, str]:
    """Return the names of the two lines of play: the one that was played, and the other."""
    return _("as played"), _("otherwise")


def render_outcome_name(narrator: DebriefNarrator, outcome: PlayOutcome) -> str:
    """Return the ending that a line of play came to, or that it is not over."""
    return narrator.name_ending(outcome.ending) if outcome.ending else _("so far")


def render_outcome_time(outcome: PlayOutcome) -> str:
    """Return what the figures of an outcome are: means over the year after play, or how things stand."""
    return _("mean over the year") if outcome.ending else _("as things stand")


def name_composite() -> str:
    """Return the name of F, the figure for the whole company."""
    return _("The company as a whole")


def render_no_difference() -> str:
    """Return that only the changed answer differs."""
    return _("All else would have gone the same way.")


def render_nothing_asked() -> str:
    """Return that a scene has no answer that could be changed."""
    return _("Nobody in this game was asked anything here.")


def render_waiting() -> str:
    """Return what is shown while the other line is being played."""
    return _("playing the other line …")
