"""The questions of the debrief, each with what the log says to it."""

from collections.abc import Iterator
from typing import Final

from game.debrief.knowledge import Course
from game.debrief.moments import Moment
from game.debrief.questions import Cited, Question, Road
from game.debrief.telling import facts, moments, scenes
from game.debrief.telling.teller import Teller, quoted
from game.debrief.timeline import Scene
from game.engine.stocks import CHAIRS, Chair, other
from game.locales import N_, _

_OWN: Final = {
    "facts": N_("Who knew what, and when did the other one come to know it?"),
    "frame": N_("What did it look like from each chair?"),
    "counterfactual": N_("What would have followed, had the other option been taken?"),
    "transfer": N_("On Monday, what will each of the two do differently, and when exactly?"),
}


def text(teller: Teller, question: Question) -> str:
    """Return a question as the author asks it, or in the interface's own words."""
    return teller.text(question.path) if question.path else _(_OWN[question.kind])


def cites(teller: Teller, question: Question) -> tuple[str, ...]:
    """Return what the log says to a question, one sentence a citation."""
    return tuple(sentence for cited in question.cites for sentence in _cite(teller, cited))


def _cite(teller: Teller, cited: Cited) -> Iterator[str]:
    match cited:
        case Course():
            outcome, held = facts.outcome(teller, cited), facts.held(teller, cited)
            yield f"{quoted(teller.fact(cited.fact))}: {held}; {outcome}."
        case Scene():
            yield from (_saw(teller, cited, chair) for chair in CHAIRS)
        case Road():
            yield _road(teller, cited)
        case Moment():
            yield _("Scene {n}: {what}", n=cited.count, what=moments.sentence(teller, cited))


def _saw(teller: Teller, scene: Scene, chair: Chair) -> str:
    """What one chair knew and chose in a scene, and a question to the other."""
    values = {"name": teller.name(chair), "other": teller.name(other(chair)), "n": scene.count}
    known = teller.facts(scene.knew.alone[chair]) or _("nothing alone")
    picked = scenes.first(teller, scene, chair) or scenes.final(teller, scene, chair)
    if not picked:
        return _("Scene {n}: {name} knew {facts}, and had nothing to decide.", facts=known, **values)
    return _("Scene {n}: {name} knew {facts}, and leaned to {option}", facts=known, option=picked, **values)


def _road(teller: Teller, road: Road) -> str:
    taken = teller.option(road.scene.id, road.enacted)
    beside = " / ".join(teller.option(road.scene.id, option) for option in road.beside)
    return _("Scene {n}: {option} was done. Beside it stood: {others}", n=road.scene.count, option=taken, others=beside)
