"""What happened, in sentences: each event of the engine as the lines that a reader of the story may see.

A reader who sits in a chair is told that chair's private parts; an onlooker (`demo`) is told everything, by name.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any, Final

from game.engine import events as e
from game.engine.stocks import Chair, other
from game.locales import _, ngettext, words
from game.plain import year
from game.plain.teller import Teller
from game.playthrough import secrecy

PLACED: Final = (e.SceneOpened, e.Revealed, e.Enacted)
"""The events that tell in which scene those around them happen."""


def tell(teller: Teller, happened: Iterable[e.Event]) -> Iterator[str]:
    """Yield the lines of what happened, in order; weeks are told together, of the figures the first few."""
    told = list(happened)
    teller.scene = next((event.scene for event in told if isinstance(event, PLACED)), teller.scene)
    for kind, group in groupby(told, type):
        if kind is e.WeekPassed:
            yield ngettext("{n} week passes.", "{n} weeks pass.", len(list(group)))
        elif kind is e.Changed:
            yield from (_changed(teller, event) for event in secrecy.figures(group, teller.chairs))
        else:
            for event in group:
                teller.scene = event.scene if isinstance(event, PLACED) else teller.scene
                yield from TELLERS[kind](teller, event)


def _scene_opened(teller: Teller, event: e.SceneOpened) -> Iterator[str]:
    scene = teller.game.scenario.scenes[event.scene]
    yield ""
    heading = _("Scene {n} of about {total}", n=event.count, total=len(teller.game.scenario.scenes))
    yield f"{heading}. {teller.text(scene.path + '.at')}." if scene.timed else f"{heading}."
    yield ""
    for path in event.lines:
        yield teller.text(path)
    yield ""
    yield from teller.private(event.private)


def _learned(teller: Teller, event: e.Learned) -> Iterator[str]:
    if teller.chair is None:
        yield held(teller, event.chair, event.fact)


def held(teller: Teller, chair: Chair, fact: str) -> str:
    """Return for an onlooker what one chair knows and the other does not."""
    told = teller.text(f"facts.{fact}.told")
    return _("Only {name} knows: {text}", name=teller.name(chair), text=told)


def _landed(teller: Teller, event: e.Landed) -> Iterator[str]:
    cause = teller.option(event.scene, event.option)
    yield _("{text} (It began with: {cause})", text=teller.text(event.path + ".text"), cause=cause)
    yield from _moved(teller, f"later:{event.path}")


def _surfaced(teller: Teller, event: e.Surfaced) -> Iterator[str]:
    yield _("It comes out: {text}", text=teller.text(f"facts.{event.fact}.surfaces.text"))
    if event.kept and teller.chair == event.holder:
        yield _("You had kept it.")
    elif event.kept:
        yield _("{name} had kept it.", name=teller.name(event.holder))
    yield from _moved(teller, f"surfaced:{event.fact}")


def _moved(teller: Teller, cause: str) -> Iterator[str]:
    """Yield the figures that a cause has moved, as one line; nothing where it moved none that the reader sees."""
    told = []
    for stock, by in secrecy.moved(teller.game.state.ledger, cause, teller.chairs):
        values = {"figure": words.stock_of(stock, teller.people), "by": abs(by)}
        told.append(_("{figure} up {by}", **values) if by > 0 else _("{figure} down {by}", **values))
    if told:
        yield _("With it: {figures}.", figures=", ".join(told))


def _promise_settled(teller: Teller, event: e.PromiseSettled) -> Iterator[str]:
    yield _(
        "A promise of {name}, {status}: {text}",
        name=teller.name(event.by),
        status=words.promise_status(event.status),
        text=teller.text(event.path),
    )


def _echo_heard(teller: Teller, event: e.EchoHeard) -> Iterator[str]:
    yield _("{name}: {text}", name=teller.name(event.who), text=teller.text(event.path))


def _said(teller: Teller, event: e.Said) -> Iterator[str]:
    told = teller.text(f"facts.{event.fact}.told")
    yield _("{name} says: {text}", name=teller.name(event.chair), text=told)


def _revealed(teller: Teller, event: e.Revealed) -> Iterator[str]:
    yield ""
    for chair, pick in event.first.items():
        text = teller.option(event.scene, pick)
        sure = event.confidence.get(chair)
        if sure:
            yield _(
                "{name} would pick: {text} ({sure})",
                name=teller.name(chair),
                text=text,
                sure=words.confidence(sure).lower(),
            )
        else:
            yield _("{name} would pick: {text}", name=teller.name(chair), text=text)
    for chair, guess in event.guess.items():
        yield _guess(teller, event, chair, guess)
    for chair, number in event.unsaid.items():
        if number:
            yield ngettext(
                "{name} leaves {n} thing unsaid.", "{name} leaves {n} things unsaid.", number, name=teller.name(chair)
            )


def _guess(teller: Teller, event: e.Revealed, chair: Chair, guess: str) -> str:
    name, across = teller.name(chair), teller.name(other(chair))
    if event.first[other(chair)] == guess:
        return _("{name} had guessed right what {other} would pick.", name=name, other=across)
    text = teller.option(event.scene, guess)
    return _("{name} had guessed that {other} would pick: {text}", name=name, other=across, text=text)


def _finals(teller: Teller, event: e.Finals) -> Iterator[str]:
    picks = set(event.final.values())
    if len(event.final) == 1:
        return
    if len(picks) == 1:
        yield _("Both settle on: {text}", text=teller.option(teller.scene, picks.pop()))
        return
    for chair, pick in event.final.items():
        text = teller.option(teller.scene, pick)
        yield _("{name} settles on: {text}", name=teller.name(chair), text=text)


def _reason_given(teller: Teller, event: e.ReasonGiven) -> Iterator[str]:
    held = teller.name(other(event.chair))
    if event.right:
        yield _("That is it, and {name} sees that it was understood.", name=held)
    else:
        yield _("No. What weighs most with {name}: {truth}.", name=held, truth=words.term(event.truth, held))


def _sat_down(teller: Teller, event: e.SatDown) -> Iterator[str]:
    if event.asker is None:
        yield _("Both want the same: they sit down together.")
    elif event.accepted:
        yield _("{name} asks, and they sit down together.", name=teller.name(event.asker))
    else:
        other_name = teller.name(other(event.asker))
        yield _("{name} asks to sit down; {other} has no time for it.", name=teller.name(event.asker), other=other_name)


def _resolved(teller: Teller, event: e.Resolved) -> Iterator[str]:
    yield _("{name}: {mode}", name=teller.name(event.by), mode=words.mode(event.mode, teller.name(other(event.by))))


def _enacted(teller: Teller, event: e.Enacted) -> Iterator[str]:
    yield ""
    needs = teller.game.scenario.scenes[event.scene].decision.option(event.option).needs  # type: ignore[union-attr]
    if needs:
        labels = (teller.text(f"{teller.game.scenario.facts[fact].path}.label") for fact in needs)
        yield _("What each of the two knew opens a way: {facts}.", facts="; ".join(labels))
    yield _("It is done: {text}", text=teller.option(event.scene, event.option))
    for path in event.lines:
        yield teller.text(path)
    yield from teller.private(event.private)
    for path in event.cues:
        yield _("A sign: {text}", text=teller.text(path))


def _changed(teller: Teller, event: e.Changed) -> str:
    by = abs(event.after - event.before)
    values = {
        "figure": words.stock_of(event.stock, teller.people),
        "after": event.after,
        "by": by,
        "cause": words.cause(event.cause, teller.text),
    }
    if event.after > event.before:
        return _("{figure}: {after}, up {by}. ({cause})", **values)
    return _("{figure}: {after}, down {by}. ({cause})", **values)


def _coffee_taken(teller: Teller, event: e.CoffeeTaken) -> Iterator[str]:
    across = other(event.chair)
    yield _("{name}: {coffee}.", name=teller.name(event.chair), coffee=words.coffee(event.what, teller.name(across)))
    if event.what == "ask":
        yield _("What {name} wants: {text}", name=teller.name(across), text=teller.text(goal(teller, across)))
        if obstacle := teller.text(f"cast.{across}.obstacle"):
            yield _("In the way: {text}", text=obstacle)
    if event.what == "credit":
        yield _credited(teller, event.about)


def goal(teller: Teller, chair: Chair) -> str:
    """Return the path of the goal that was drawn for a chair."""
    return teller.game.scenario.cast[chair].goal(teller.game.state.draw).path


def _credited(teller: Teller, about: str) -> str:
    kind, _colon, what = about.partition(":")
    match kind:
        case "said":
            return _("Thanked for saying it: {text}", text=teller.text(f"facts.{what}.told"))
        case "kept":
            return _("Thanked for a promise kept.")
        case "move":
            return _("Thanked for this: {what}.", what=words.move(what))
    return _("Thanked kindly, for nothing in particular.")


def _pledged(teller: Teller, event: e.Pledged) -> Iterator[str]:
    if teller.sees(event.chair):
        pledge = words.pledge_name(event.what)
        yield _("What {name} will not sacrifice: {pledge}.", name=teller.name(event.chair), pledge=pledge)


def _chair_emptied(teller: Teller, _event: e.ChairEmptied) -> Iterator[str]:
    yield _("{name} resigns. The CTO's chair stands empty for half a year.", name=teller.name("cto"))


def _ended(teller: Teller, event: e.Ended) -> Iterator[str]:
    yield from year.lines(teller)
    ending = teller.game.scenario.ending(event.ending)
    yield ""
    if ending is None:
        yield _("The money is gone.")
        yield _("The account is empty before the year is out. What the two of you knew comes too late.")
    else:
        yield teller.text(ending.path + ".title")
        yield teller.text(ending.path + ".text")
    yield _("It was {tier}.", tier=words.tier(event.tier))


TELLERS: Final[Mapping[type, Callable[[Teller, Any], Iterator[str]]]] = {
    e.SceneOpened: _scene_opened,
    e.Learned: _learned,
    e.Landed: _landed,
    e.Surfaced: _surfaced,
    e.PromiseSettled: _promise_settled,
    e.EchoHeard: _echo_heard,
    e.Said: _said,
    e.Revealed: _revealed,
    e.Finals: _finals,
    e.ReasonGiven: _reason_given,
    e.SatDown: _sat_down,
    e.Resolved: _resolved,
    e.Enacted: _enacted,
    e.CoffeeTaken: _coffee_taken,
    e.Pledged: _pledged,
    e.ChairEmptied: _chair_emptied,
    e.Ended: _ended,
}
"""How each event is told; weeks and changed figures are told in groups."""
