"""The questions of the debrief, each with what the log says to it."""

from collections.abc import Iterator
from typing import Final

from game.debrief.knowledge import FactHistory
from game.debrief.moments import DebriefMoment
from game.debrief.questions import Citation, CitedDecision, CitedQuestion
from game.debrief.timeline import PlayedScene
from game.engine.stocks import CHAIRS, Chair, other_chair
from game.locales import N_, _
from game.narration.debrief import facts, moments, scenes
from game.narration.debrief.names import DebriefNarrator, quote_text

_OWN: Final = {
    "facts": N_("Who knew what, and when did the other one come to know it?"),
    "frame": N_("What did it look like from each chair?"),
    "counterfactual": N_("What would have followed, had the other option been taken?"),
    "transfer": N_("On Monday, what will each of the two do differently, and when exactly?"),
}


def render_question(teller: DebriefNarrator, question: CitedQuestion) -> str:
    """Return a question as the author asks it, or in the interface's own words."""
    return teller.render_text(question.path) if question.path else _(_OWN[question.kind])


def render_citations(teller: DebriefNarrator, question: CitedQuestion) -> tuple[str, ...]:
    """Return what the log says to a question, one sentence a citation."""
    return tuple(sentence for cited in question.cites for sentence in _render_citation(teller, cited))


def _render_citation(teller: DebriefNarrator, cited: Citation) -> Iterator[str]:
    match cited:
        case FactHistory():
            outcome, held = facts.render_fact_outcome(teller, cited), facts.render_fact_holding(teller, cited)
            yield f"{quote_text(teller.name_fact(cited.fact))}: {held}; {outcome}."
        case PlayedScene():
            yield from (_render_chair_view(teller, cited, chair) for chair in CHAIRS)
        case CitedDecision():
            yield _render_cited_decision(teller, cited)
        case DebriefMoment():
            yield _("Scene {n}: {what}", n=cited.count, what=moments.render_moment(teller, cited))


def _render_chair_view(teller: DebriefNarrator, scene: PlayedScene, chair: Chair) -> str:
    """What one chair knew and chose in a scene, and a question to the other."""
    values = {"name": teller.name_person(chair), "other": teller.name_person(other_chair(chair)), "n": scene.count}
    known = teller.name_facts(scene.knew.alone[chair]) or _("nothing alone")
    picked = scenes.render_first_pick(teller, scene, chair) or scenes.render_final_pick(teller, scene, chair)
    if not picked:
        return _("Scene {n}: {name} knew {facts}, and had nothing to decide.", facts=known, **values)
    return _("Scene {n}: {name} knew {facts}, and leaned to {option}", facts=known, option=picked, **values)


def _render_cited_decision(teller: DebriefNarrator, road: CitedDecision) -> str:
    taken = teller.render_option(road.scene.id, road.enacted)
    beside = " / ".join(teller.render_option(road.scene.id, option) for option in road.beside)
    return _("Scene {n}: {option} was done. Beside it stood: {others}", n=road.scene.count, option=taken, others=beside)
