"""The moments in words: each sentence says what the log holds, and where."""

from collections.abc import Callable, Mapping
from typing import Final

from game.debrief.moments import Kind, Moment
from game.debrief.telling.teller import Teller, quoted
from game.engine.stocks import Chair
from game.engine.turn import SCALE
from game.locales import _, words

MOVED_SHOWN: Final = 3


def sentence(teller: Teller, moment: Moment) -> str:
    """Return what happened."""
    return _SENTENCES[moment.kind](teller, moment)


def moved(moment: Moment, most: int = MOVED_SHOWN) -> tuple[tuple[str, int], ...]:
    """Return the figures that a moment moved, by name, in whole points, the largest first."""
    whole = [(stock, round(points / 100)) for stock, points in moment.moved]
    shown = sorted((pair for pair in whole if pair[1]), key=lambda pair: -abs(pair[1]) / SCALE.get(pair[0], 1))
    return tuple(shown[:most])


def _sure(moment: Moment) -> Chair:
    assert moment.chair is not None
    return moment.chair


def _option(teller: Teller, moment: Moment) -> str:
    return teller.option(moment.scene, moment.what)


def _said(teller: Teller, moment: Moment) -> str:
    values = {"name": teller.name(moment.chair), "fact": teller.fact(moment.what)}
    match teller.scenario.facts[moment.what].cost:
        case "face":
            return _("{name} said “{fact}”, though it cost face.", **values)
        case "confidential":
            return _("{name} said “{fact}”, which had been told in confidence.", **values)
    return _("{name} said “{fact}”.", **values)


def _surfaced(teller: Teller, moment: Moment) -> str:
    return _(
        "“{fact}” came out through {person}. {name} had kept it.",
        fact=teller.fact(moment.what),
        person=teller.name(moment.through),
        name=teller.name(moment.chair),
    )


def _understood(teller: Teller, moment: Moment) -> str:
    chair = _sure(moment)
    reason = words.term(moment.what, teller.other(chair))
    return _(
        "{name} named what held {other} back: {reason}",
        name=teller.name(chair),
        other=teller.other(chair),
        reason=quoted(reason),
    )


def _sat(teller: Teller, moment: Moment) -> str:
    return _("Both sat down together. What followed: {option}", option=_option(teller, moment))


def _synthesis(teller: Teller, moment: Moment) -> str:
    option = _option(teller, moment)
    return _("Both sat down together, and what each of them knew opened a third way: {option}", option=option)


def _kept(teller: Teller, moment: Moment) -> str:
    return _(
        "{name} kept a promise: {promise}", name=teller.name(moment.chair), promise=quoted(teller.text(moment.what))
    )


def _broken(teller: Teller, moment: Moment) -> str:
    promise = quoted(teller.text(moment.what))
    return _("A promise of {name}'s was not kept: {promise}", name=teller.name(moment.chair), promise=promise)


def _overridden(teller: Teller, moment: Moment) -> str:
    chair = _sure(moment)
    values = {"name": teller.name(chair), "other": teller.other(chair), "option": _option(teller, moment)}
    return _("{name} overrode {other}: {option}", **values)


def _escalated(teller: Teller, moment: Moment) -> str:
    option = _option(teller, moment)
    return _("{name} took the difference to the board: {option}", name=teller.name(moment.chair), option=option)


def _blamed(teller: Teller, moment: Moment) -> str:
    return _("{option} The blame fell on {person}.", option=_option(teller, moment), person=teller.name(moment.through))


def _persuaded(teller: Teller, moment: Moment) -> str:
    chair = _sure(moment)
    return _(
        "After hearing what {other} knew, {name} went from {before} to {after}",
        other=teller.other(chair),
        name=teller.name(chair),
        before=teller.option(moment.scene, moment.through),
        after=_option(teller, moment),
    )


def _vindicated(teller: Teller, moment: Moment) -> str:
    option = teller.option(moment.through, moment.what)
    return _(
        "{name} had objected to {option} What the objection feared came.", name=teller.name(moment.chair), option=option
    )


def _credited(teller: Teller, moment: Moment) -> str:
    chair = _sure(moment)
    promised = moment.what.startswith("kept:")
    about = _("a promise kept") if promised else teller.cause(moment.what)
    return _(
        "Over coffee {name} thanked {other} for one thing: {about}.",
        name=teller.name(chair),
        other=teller.other(chair),
        about=about,
    )


def _decided(teller: Teller, moment: Moment) -> str:
    return _("What was done: {option}", option=_option(teller, moment))


def _guessed(teller: Teller, moment: Moment) -> str:
    chair = _sure(moment)
    values = {"name": teller.name(chair), "other": teller.other(chair), "option": _option(teller, moment)}
    return _("{name} foresaw what {other} would pick: {option}", **values)


def _agreed(teller: Teller, moment: Moment) -> str:
    return _("Before a word was said, both leaned the same way: {option}", option=_option(teller, moment))


def _emptied(teller: Teller, moment: Moment) -> str:
    return _("{name} left, and the chair stood empty.", name=teller.name(moment.chair))


_SENTENCES: Final[Mapping[Kind, Callable[[Teller, Moment], str]]] = {
    "said": _said,
    "surfaced": _surfaced,
    "understood": _understood,
    "sat": _sat,
    "synthesis": _synthesis,
    "kept": _kept,
    "broken": _broken,
    "overridden": _overridden,
    "escalated": _escalated,
    "blamed": _blamed,
    "persuaded": _persuaded,
    "vindicated": _vindicated,
    "credited": _credited,
    "decided": _decided,
    "guessed": _guessed,
    "agreed": _agreed,
    "emptied": _emptied,
}
