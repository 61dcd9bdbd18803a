"""What crossed the table in a scene, in words: each fact that one chair alone knew and could say there.

A fact that was said has the price of saying it and what the simulated partner answered; one that was kept has what
became of it later.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from game.debrief.look_back import Insight
from game.debrief.records import FactHistory
from game.debrief.timeline import PlayedScene
from game.engine import events as e
from game.engine.stocks import CHAIRS, Chair
from game.locales import _, ngettext, vocabulary
from game.narration.debrief import records
from game.narration.events import narrate_event
from game.narration.voice import Voice


@dataclass(frozen=True, slots=True)
class Crossing:
    """A fact that could cross the table in a scene.

    Attributes:
        label: what it is about.
        holder: whose fact it was.
        said: whether it was said here.
        words: what saying it cost and how it was answered, or what became of it.
    """

    label: str
    holder: Chair
    said: bool
    words: str


def list_crossings(voice: Voice, insight: Insight, scene: PlayedScene) -> tuple[Crossing, ...]:
    """Return the facts that could cross the table in a scene, the CEO's first."""
    histories = {history.fact: history for history in insight.histories}
    said = scene.played.said
    return tuple(
        Crossing(voice.name_fact(fact), chair, fact in said, _tell_fate(voice, scene, fact, histories))
        for chair in CHAIRS
        for fact in _list_asked(voice, scene, chair)
    )


def _list_asked(voice: Voice, scene: PlayedScene, chair: Chair) -> Iterator[str]:
    asked = voice.game.scenario.scenes[scene.id].say if scene.enacted is not None else ()
    for fact in scene.knew.alone[chair]:
        if fact in scene.played.said or fact in scene.played.kept or fact in asked:
            yield fact


def _tell_fate(voice: Voice, scene: PlayedScene, fact: str, histories: dict[str, FactHistory]) -> str:
    if fact not in scene.played.said:
        return records.render_fact_outcome(voice, histories[fact]) if fact in histories else ""
    cost = vocabulary.describe_fact_cost(voice.game.scenario.facts[fact].cost)
    answers = (event for event in scene.partner if isinstance(event, e.FactAnswered) and event.fact == fact)
    heard = [line.text for event in answers for line in narrate_event(voice, event)]
    return " · ".join((cost, *heard))


def name_crossings() -> str:
    """Return the heading over what crossed the table."""
    return _("What crossed between them")


def count_crossings(crossings: tuple[Crossing, ...]) -> str:
    """Return how many of the facts were said."""
    said = sum(crossing.said for crossing in crossings)
    return ngettext("{n} of {all} said", "{n} of {all} said", said, all=len(crossings))


def name_course_of_trust() -> str:
    """Return the heading over the course of both trusts."""
    return _("Trust, scene by scene")


def name_what_it_did() -> str:
    """Return the heading over what came of a scene."""
    return _("What it did")
