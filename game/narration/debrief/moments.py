"""The moments in words: each sentence says what the log holds, and where."""

from collections.abc import Callable, Mapping
from typing import Final

from game.debrief.moments import DebriefMoment, MomentKind
from game.engine.state_draft import SCALE
from game.engine.stocks import Chair
from game.locales import _, vocabulary
from game.narration.debrief.names import DebriefNarrator, quote_text

MOVED_SHOWN: Final = 3


def render_moment(teller: DebriefNarrator, moment: DebriefMoment) -> str:
    """Return what happened."""
    return _SENTENCES[moment.kind](teller, moment)


def list_moved_figures(moment: DebriefMoment, most: int = MOVED_SHOWN) -> tuple[tuple[str, int], ...]:
    """Return the figures that a moment moved, by name, in whole points, the largest first."""
    whole = [(stock, round(points / 100)) for stock, points in moment.moved]
    shown = sorted((pair for pair in whole if pair[1]), key=lambda pair: -abs(pair[1]) / SCALE.get(pair[0], 1))
    return tuple(shown[:most])


def _require_chair(moment: DebriefMoment) -> Chair:
    assert moment.chair is not None
    return moment.chair


def _render_moment_option(teller: DebriefNarrator, moment: DebriefMoment) -> str:
    return teller.render_option(moment.scene, moment.what)


def _render_said_moment(teller: DebriefNarrator, moment: DebriefMoment) -> str:
    values = {"name": teller.name_person(moment.chair), "fact": teller.name_fact(moment.what)}
    match teller.scenario.facts[moment.what].cost:
        case "face":
            return _("{name} said “{fact}”, though it cost face.", **values)
        case "confidential":
            return _("{name} said “{fact}”, which had been told in confidence.", **values)
    return _("{name} said “{fact}”.", **values)


def _render_surfaced_moment(teller: DebriefNarrator, moment: DebriefMoment) -> str:
    return _(
        "“{fact}” came out through {person}. {name} had kept it.",
        fact=teller.name_fact(moment.what),
        person=teller.name_person(moment.through),
        name=teller.name_person(moment.chair),
    )


def _render_understood_moment(teller: DebriefNarrator, moment: DebriefMoment) -> str:
    chair = _require_chair(moment)
    reason = vocabulary.describe_term(moment.what, teller.name_other(chair))
    return _(
        "{name} named what held {other} back: {reason}",
        name=teller.name_person(chair),
        other=teller.name_other(chair),
        reason=quote_text(reason),
    )


def _render_sat_moment(teller: DebriefNarrator, moment: DebriefMoment) -> str:
    return _("Both sat down together. What followed: {option}", option=_render_moment_option(teller, moment))


def _render_synthesis_moment(teller: DebriefNarrator, moment: DebriefMoment) -> str:
    option = _render_moment_option(teller, moment)
    return _("Both sat down together, and what each of them knew opened a third way: {option}", option=option)


def _render_kept_moment(teller: DebriefNarrator, moment: DebriefMoment) -> str:
    return _(
        "{name} kept a promise: {promise}",
        name=teller.name_person(moment.chair),
        promise=quote_text(teller.render_text(moment.what)),
    )


def _render_broken_moment(teller: DebriefNarrator, moment: DebriefMoment) -> str:
    promise = quote_text(teller.render_text(moment.what))
    return _("A promise of {name}'s was not kept: {promise}", name=teller.name_person(moment.chair), promise=promise)


def _render_overridden_moment(teller: DebriefNarrator, moment: DebriefMoment) -> str:
    chair = _require_chair(moment)
    values = {
        "name": teller.name_person(chair),
        "other": teller.name_other(chair),
        "option": _render_moment_option(teller, moment),
    }
    return _("{name} overrode {other}: {option}", **values)


def _render_escalated_moment(teller: DebriefNarrator, moment: DebriefMoment) -> str:
    option = _render_moment_option(teller, moment)
    return _("{name} took the difference to the board: {option}", name=teller.name_person(moment.chair), option=option)


def _render_blamed_moment(teller: DebriefNarrator, moment: DebriefMoment) -> str:
    return _(
        "{option} The blame fell on {person}.",
        option=_render_moment_option(teller, moment),
        person=teller.name_person(moment.through),
    )


def _render_persuaded_moment(teller: DebriefNarrator, moment: DebriefMoment) -> str:
    chair = _require_chair(moment)
    return _(
        "After hearing what {other} knew, {name} went from {before} to {after}",
        other=teller.name_other(chair),
        name=teller.name_person(chair),
        before=teller.render_option(moment.scene, moment.through),
        after=_render_moment_option(teller, moment),
    )


def _render_vindicated_moment(teller: DebriefNarrator, moment: DebriefMoment) -> str:
    option = teller.render_option(moment.through, moment.what)
    return _(
        "{name} had objected to {option} What the objection feared came.",
        name=teller.name_person(moment.chair),
        option=option,
    )


def _render_credited_moment(teller: DebriefNarrator, moment: DebriefMoment) -> str:
    chair = _require_chair(moment)
    promised = moment.what.startswith("kept:")
    about = _("a promise kept") if promised else teller.render_cause(moment.what)
    return _(
        "Over coffee {name} thanked {other} for one thing: {about}.",
        name=teller.name_person(chair),
        other=teller.name_other(chair),
        about=about,
    )


def _render_decided_moment(teller: DebriefNarrator, moment: DebriefMoment) -> str:
    return _("What was done: {option}", option=_render_moment_option(teller, moment))


def _render_guessed_moment(teller: DebriefNarrator, moment: DebriefMoment) -> str:
    chair = _require_chair(moment)
    values = {
        "name": teller.name_person(chair),
        "other": teller.name_other(chair),
        "option": _render_moment_option(teller, moment),
    }
    return _("{name} foresaw what {other} would pick: {option}", **values)


def _render_agreed_moment(teller: DebriefNarrator, moment: DebriefMoment) -> str:
    return _("Before a word was said, both leaned the same way: {option}", option=_render_moment_option(teller, moment))


def _render_emptied_moment(teller: DebriefNarrator, moment: DebriefMoment) -> str:
    return _("{name} left, and the chair stood empty.", name=teller.name_person(moment.chair))


_SENTENCES: Final[Mapping[MomentKind, Callable[[DebriefNarrator, DebriefMoment], str]]] = {
    "said": _render_said_moment,
    "surfaced": _render_surfaced_moment,
    "understood": _render_understood_moment,
    "sat": _render_sat_moment,
    "synthesis": _render_synthesis_moment,
    "kept": _render_kept_moment,
    "broken": _render_broken_moment,
    "overridden": _render_overridden_moment,
    "escalated": _render_escalated_moment,
    "blamed": _render_blamed_moment,
    "persuaded": _render_persuaded_moment,
    "vindicated": _render_vindicated_moment,
    "credited": _render_credited_moment,
    "decided": _render_decided_moment,
    "guessed": _render_guessed_moment,
    "agreed": _render_agreed_moment,
    "emptied": _render_emptied_moment,
}
