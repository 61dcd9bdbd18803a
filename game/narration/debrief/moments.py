"""Moments, the debrief's questions and the coach's note in words."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from game.debrief.aftermath import Consequence
from game.debrief.moments import (
    Citation,
    CitedDecision,
    CitedQuestion,
    CoachTopic,
    DebriefMoment,
    MomentKind,
    find_coach_note,
)
from game.debrief.records import FactHistory
from game.debrief.timeline import PlayedScene
from game.engine.state_draft import SCALE
from game.engine.stocks import CHAIRS, Chair
from game.locales import N_, _, vocabulary
from game.narration.debrief import records, scenes
from game.narration.voice import Voice, label_scene, quote_text
from game.playthrough.session import Session

MOVED_SHOWN: Final = 3


def render_moment(voice: Voice, moment: DebriefMoment) -> str:
    """Return what happened."""
    return _MOMENT_SENTENCES[moment.kind](voice, moment)


def list_moved_figures(moment: DebriefMoment, most: int = MOVED_SHOWN) -> tuple[tuple[str, int], ...]:
    """Return the figures that a moment moved, by name, in whole points, the largest first."""
    whole = [(stock, round(points / 100)) for stock, points in moment.moved]
    shown = sorted((pair for pair in whole if pair[1]), key=lambda pair: -abs(pair[1]) / SCALE.get(pair[0], 1))
    return tuple(shown[:most])


def name_consequences() -> str:
    """Return the heading over what came of a moment later."""
    return _("What came of it later")


def render_consequence(voice: Voice, one: Consequence) -> tuple[str, str]:
    """Return when something came of a scene, and what it was."""
    when = _("As play ended") if one.count is None else label_scene(one.count)
    if isinstance(one.what, FactHistory):
        text = voice.render_text(f"{voice.game.scenario.facts[one.what.fact].path}.surfaces.text")
        return when, f"{quote_text(voice.name_fact(one.what.fact))}: {text}"
    return when, voice.render_text(f"{one.what.path}.text")


def _get_actor(moment: DebriefMoment) -> Chair:
    """Return who did it; only a moment of both has nobody, and its sentence names nobody."""
    assert moment.chair is not None
    return moment.chair


def _name_actor(voice: Voice, moment: DebriefMoment) -> str:
    return voice.name_person(_get_actor(moment))


def _name_both_sides(voice: Voice, moment: DebriefMoment) -> dict[str, str]:
    """Return the names of who did it and of the person opposite, for messages with {name} and {other}."""
    return {"name": _name_actor(voice, moment), "other": voice.name_other(_get_actor(moment))}


def _render_moment_option(voice: Voice, moment: DebriefMoment) -> str:
    return voice.quote_option(moment.scene, moment.what)


def _render_said_moment(voice: Voice, moment: DebriefMoment) -> str:
    values = {"name": _name_actor(voice, moment), "fact": voice.name_fact(moment.what)}
    match voice.game.scenario.facts[moment.what].cost:
        case "face":
            return _("{name} said “{fact}”, though it cost face.", **values)
        case "confidential":
            return _("{name} said “{fact}”, which had been told in confidence.", **values)
    return _("{name} said “{fact}”.", **values)


def _render_surfaced_moment(voice: Voice, moment: DebriefMoment) -> str:
    values = {"fact": voice.name_fact(moment.what), "person": voice.name_person(moment.through)}
    if not voice.game.state.facts[moment.what].kept:
        return _("“{fact}” came out through {person}.", **values)
    return _("“{fact}” came out through {person}. {name} had kept it.", name=_name_actor(voice, moment), **values)


def _render_sat_moment(voice: Voice, moment: DebriefMoment) -> str:
    return _("Both sat down together. What followed: {option}", option=_render_moment_option(voice, moment))


def _render_synthesis_moment(voice: Voice, moment: DebriefMoment) -> str:
    option = _render_moment_option(voice, moment)
    return _("Both sat down together, and what each of them knew opened a third way: {option}", option=option)


def _render_kept_moment(voice: Voice, moment: DebriefMoment) -> str:
    return _(
        "{name} kept a promise: {promise}",
        name=_name_actor(voice, moment),
        promise=quote_text(voice.render_text(moment.what)),
    )


def _render_broken_moment(voice: Voice, moment: DebriefMoment) -> str:
    promise = quote_text(voice.render_text(moment.what))
    return _("A promise of {name}'s was not kept: {promise}", name=_name_actor(voice, moment), promise=promise)


def _render_overridden_moment(voice: Voice, moment: DebriefMoment) -> str:
    values = {**_name_both_sides(voice, moment), "option": _render_moment_option(voice, moment)}
    return _("{name} overrode {other}: {option}", **values)


def _render_escalated_moment(voice: Voice, moment: DebriefMoment) -> str:
    option = _render_moment_option(voice, moment)
    return _("{name} took the difference to the board: {option}", name=_name_actor(voice, moment), option=option)


def _render_blamed_moment(voice: Voice, moment: DebriefMoment) -> str:
    return _(
        "{option} The blame fell on {person}.",
        option=_render_moment_option(voice, moment),
        person=voice.name_person(moment.through),
    )


def _render_persuaded_moment(voice: Voice, moment: DebriefMoment) -> str:
    return _(
        "After hearing what {other} knew, {name} went from {before} to {after}",
        **_name_both_sides(voice, moment),
        before=voice.quote_option(moment.scene, moment.through),
        after=_render_moment_option(voice, moment),
    )


def _render_vindicated_moment(voice: Voice, moment: DebriefMoment) -> str:
    option = voice.quote_option(moment.through, moment.what)
    return _(
        "{name} had objected to {option} What the objection feared came.",
        name=_name_actor(voice, moment),
        option=option,
    )


def _render_borne_out_moment(voice: Voice, moment: DebriefMoment) -> str:
    option = voice.quote_option(moment.through, moment.what)
    return _("{name} had been sure of {option} It turned out that way.", name=_name_actor(voice, moment), option=option)


def _render_misjudged_moment(voice: Voice, moment: DebriefMoment) -> str:
    option = voice.quote_option(moment.through, moment.what)
    return _(
        "{name} had been sure of {option} It turned out differently.", name=_name_actor(voice, moment), option=option
    )


def _render_unfaithful_moment(voice: Voice, moment: DebriefMoment) -> str:
    return _(
        "{name} would not sacrifice {pledge}, and decided against it: {option}",
        name=_name_actor(voice, moment),
        pledge=vocabulary.name_pledge(moment.through),
        option=_render_moment_option(voice, moment),
    )


def _render_credited_moment(voice: Voice, moment: DebriefMoment) -> str:
    promised = moment.what.startswith("kept:")
    about = vocabulary.name_move("kept") if promised else voice.render_cause(moment.what)
    return _(
        "Over coffee {name} thanked {other} for one thing: {about}.", about=about, **_name_both_sides(voice, moment)
    )


def _render_decided_moment(voice: Voice, moment: DebriefMoment) -> str:
    return _("What was done: {option}", option=_render_moment_option(voice, moment))


def _render_guessed_moment(voice: Voice, moment: DebriefMoment) -> str:
    values = {**_name_both_sides(voice, moment), "option": _render_moment_option(voice, moment)}
    return _("{name} foresaw what {other} would pick: {option}", **values)


def _render_restated_moment(voice: Voice, moment: DebriefMoment) -> str:
    values = _name_both_sides(voice, moment)
    if moment.through == "1":
        return _("{name} could say at once why {other} had picked otherwise.", **values)
    return _(
        "{name} tried {n} times to say why {other} had picked otherwise, until {other} said yes.",
        n=moment.through,
        **values,
    )


def _render_agreed_moment(voice: Voice, moment: DebriefMoment) -> str:
    return _("Before a word was said, both leaned the same way: {option}", option=_render_moment_option(voice, moment))


def _render_emptied_moment(voice: Voice, moment: DebriefMoment) -> str:
    return _("{name} left, and the chair stood empty.", name=_name_actor(voice, moment))


_MOMENT_SENTENCES: Final[Mapping[MomentKind, Callable[[Voice, DebriefMoment], str]]] = {
    "said": _render_said_moment,
    "surfaced": _render_surfaced_moment,
    "sat": _render_sat_moment,
    "synthesis": _render_synthesis_moment,
    "kept": _render_kept_moment,
    "broken": _render_broken_moment,
    "overridden": _render_overridden_moment,
    "escalated": _render_escalated_moment,
    "blamed": _render_blamed_moment,
    "persuaded": _render_persuaded_moment,
    "vindicated": _render_vindicated_moment,
    "borne_out": _render_borne_out_moment,
    "misjudged": _render_misjudged_moment,
    "unfaithful": _render_unfaithful_moment,
    "credited": _render_credited_moment,
    "decided": _render_decided_moment,
    "guessed": _render_guessed_moment,
    "restated": _render_restated_moment,
    "agreed": _render_agreed_moment,
    "emptied": _render_emptied_moment,
}


# -- questions ----------------------------------------------------------------------------------------------


_QUESTIONS: Final = {
    "facts": N_("Who knew what, and when did the other one come to know it?"),
    "frame": N_("What did it look like from each chair?"),
    "counterfactual": N_("What would have followed, had the other option been taken?"),
    "transfer": N_("On Monday, what will each of the two do differently, and when exactly?"),
}


def render_question(voice: Voice, question: CitedQuestion) -> str:
    """Return a question as the author asks it, or in the interface's own words."""
    return voice.render_text(question.path) if question.path else _(_QUESTIONS[question.kind])


def render_citations(voice: Voice, question: CitedQuestion) -> tuple[str, ...]:
    """Return what the log says to a question, one sentence a citation."""
    return tuple(sentence for cited in question.cites for sentence in _render_citation(voice, cited))


def _render_citation(voice: Voice, cited: Citation) -> Iterator[str]:
    match cited:
        case FactHistory():
            yield f"{quote_text(voice.name_fact(cited.fact))}: {records.render_fact_summary(voice, cited)}"
        case PlayedScene():
            yield from (_render_chair_view(voice, cited, chair) for chair in CHAIRS)
        case CitedDecision():
            yield _render_cited_decision(voice, cited)
        case DebriefMoment():
            yield _("Scene {n}: {what}", n=cited.count, what=render_moment(voice, cited))


def _render_chair_view(voice: Voice, scene: PlayedScene, chair: Chair) -> str:
    """What one chair knew and chose in a scene, and a question to the other."""
    values = {"name": voice.name_person(chair), "n": scene.count}
    known = ", ".join(quote_text(voice.name_fact(fact)) for fact in scene.knew.alone[chair]) or _("nothing alone")
    picked = scenes.render_first_pick(voice, scene, chair) or scenes.render_final_pick(voice, scene, chair)
    if not picked:
        return _("Scene {n}: {name} knew {facts}, and had nothing to decide.", facts=known, **values)
    return _("Scene {n}: {name} knew {facts}, and leaned to {option}", facts=known, option=picked, **values)


def _render_cited_decision(voice: Voice, cited: CitedDecision) -> str:
    taken = voice.quote_option(cited.scene.id, cited.enacted)
    beside = " / ".join(voice.quote_option(cited.scene.id, option) for option in cited.beside)
    return _(
        "Scene {n}: {option} was done. Beside it stood: {others}", n=cited.scene.count, option=taken, others=beside
    )


def render_unwritten_notice() -> str:
    """Return what stands under a question that nobody has answered in writing."""
    return _("Nothing is written yet. Enter opens the page for writing.")


# -- the coach's note ---------------------------------------------------------------------------------------


_COACH_SENTENCES: Final[Mapping[CoachTopic, str]] = {
    "changed_mind": N_("After “{fact}” was on the table, {name} picked differently."),
    "right_guess": N_("Your guess was right: you know what {name} is after."),
    "wrong_guess": N_("You guessed {name}'s pick wrong. A coffee is a good time to ask why."),
    "kept_apart": N_("You disagreed, and {name} didn't know: “{fact}”."),
    "kept": N_("You kept “{fact}”. {name} chose without it."),
    "costly_fact": N_("It cost you to say “{fact}”. Now nobody can find it out."),
    "deferred": N_("You left it to the other and backed it: stick to it, whatever happens."),
    "objected": N_("The objection is on record; if it proves right, that will be remembered."),
}


def render_coach_note(session: Session, chair: Chair) -> str:
    """Return what is worth a learner's thought about the scene just played, in the reader's language; "" if nothing."""
    note = find_coach_note(session, chair)
    if note is None:
        return ""
    voice = Voice.to_chair(session, chair)
    fact = voice.name_fact(note.fact) or voice.render_text(f"facts.{note.fact}.told") if note.fact else ""
    return _(_COACH_SENTENCES[note.topic], fact=fact, name=voice.name_other(chair))
