"""Both first picks on the table, in words: why each chair picked so, and each fact that crossed with its answer."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from game.engine import events as e
from game.engine.stocks import CHAIRS, Chair, other_chair
from game.locales import _, ngettext, vocabulary
from game.narration.events import list_moved_figures, narrate_event, narrate_said_fact
from game.narration.introduction import narrate_partner_reason
from game.narration.lines import FigureChange, Spans
from game.narration.voice import Voice
from game.playthrough.session import Session


@dataclass(frozen=True, slots=True)
class TableFact:
    """A fact that was said, and how it was taken.

    Attributes:
        holder: who said it.
        label: what it is about.
        words: how it was said.
        cost: what saying it costs, as one is told beforehand.
        answer: what the other said to it; empty where nobody speaks for that chair.
        figures: what saying it moved, as far as the reader may see it.
    """

    holder: Chair
    label: str
    words: Spans
    cost: str
    answer: Spans
    figures: tuple[FigureChange, ...]


@dataclass(frozen=True, slots=True)
class ToldReason:
    """Why a chair picked as it did: a title, what is said, and what is added to that."""

    chair: Chair
    title: str
    words: Spans
    note: Spans = ()


def list_table_facts(voice: Voice, happened: Iterable[e.Event]) -> Iterator[TableFact]:
    """Yield the facts that were said in a scene, in order; `happened` is what the reader may see of it."""
    told = list(happened)
    answers = {event.fact: event for event in told if isinstance(event, e.FactAnswered)}
    for event in told:
        if isinstance(event, e.Said):
            answered = narrate_event(voice, answers[event.fact]) if event.fact in answers else ()
            yield TableFact(
                event.chair,
                voice.name_fact(event.fact),
                narrate_said_fact(voice, event.fact, event.chair).spans,
                vocabulary.describe_fact_cost(voice.game.scenario.facts[event.fact].cost),
                next((line.spans for line in answered), ()),
                list_moved_figures(voice, event.moved),
            )


def list_pick_reasons(voice: Voice, session: Session, revealed: e.Revealed) -> Iterator[ToldReason]:
    """Yield why each chair made its first pick: the simulated partner in its own words, a person by the author's."""
    for chair in CHAIRS:
        if chair in session.state.partners:
            title = _("Why, in {name}'s words", name=voice.name_person(chair))
            for line in narrate_partner_reason(voice, session, other_chair(chair)):
                yield ToldReason(chair, title, line.spans, line.note)
        elif session.setup.ghost is None and (words := _find_case(voice, revealed, chair)):
            yours = voice.sits_in(chair)
            title = _("What your chair may say") if yours else _("What {name} may say", name=voice.name_person(chair))
            yield ToldReason(chair, title, words)


def _find_case(voice: Voice, revealed: e.Revealed, chair: Chair) -> Spans:
    """Return what the author has a chair say for its pick; empty where nothing was written, or nothing picked."""
    decision = voice.game.scenario.scenes[revealed.scene].decision
    options = decision.options if decision is not None else ()
    option = next((one for one in options if one.id == revealed.first.get(chair)), None)
    return voice.render_spans(f"{option.path}.why.{chair}") if option and chair in option.whys else ()


def name_table() -> str:
    """Return the heading over what crossed."""
    return _("What crossed the table")


def describe_kept(voice: Voice, session: Session, chair: Chair, number: int) -> str:
    """Return how many of its facts a chair has kept, behind its name; a reader is told which of its own."""
    if not voice.sits_in(chair):
        return ngettext("keeps {n} thing", "keeps {n} things", number)
    labels = ", ".join(voice.name_fact(fact) for fact in session.list_kept_facts(chair))
    if not labels:
        return ngettext("keep {n} thing", "keep {n} things", number)
    return ngettext("keep {n} thing: {labels}", "keep {n} things: {labels}", number, labels=labels)


def describe_unheard(voice: Voice, chair: Chair) -> str:
    """Return, behind the name of whoever was not told, that it knows nothing of what the other keeps."""
    return _("don't know what") if voice.sits_in(chair) else _("does not know it")
