"""What happened, in sentences: each event of the engine as the lines that a reader of the story may see.

A reader who sits in a chair is told that chair's private parts; an onlooker (`demo`) is told everything, by name.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any, Final

from game.engine import events as e
from game.engine.stocks import Chair, other_chair
from game.locales import _, ngettext, vocabulary
from game.plain import year
from game.plain.teller import Narrator
from game.playthrough import visibility

PLACED: Final = (e.SceneOpened, e.Revealed, e.Enacted)
"""The events that tell in which scene those around them happen."""


def narrate_events(teller: Narrator, happened: Iterable[e.Event]) -> Iterator[str]:
    """Yield the lines of what happened, in order; weeks are told together, of the figures the first few."""
    told = list(happened)
    teller.scene = next((event.scene for event in told if isinstance(event, PLACED)), teller.scene)
    for kind, group in groupby(told, type):
        if kind is e.WeekPassed:
            yield ngettext("{n} week passes.", "{n} weeks pass.", len(list(group)))
        elif kind is e.Changed:
            yield from (
                _narrate_changed_figure(teller, event) for event in visibility.select_main_changes(group, teller.chairs)
            )
        else:
            for event in group:
                teller.scene = event.scene if isinstance(event, PLACED) else teller.scene
                yield from EVENT_NARRATORS[kind](teller, event)


def _narrate_scene_opening(teller: Narrator, event: e.SceneOpened) -> Iterator[str]:
    scene = teller.game.scenario.scenes[event.scene]
    yield ""
    heading = _("Scene {n} of about {total}", n=event.count, total=len(teller.game.scenario.scenes))
    yield f"{heading}. {teller.render_text(scene.path + '.at')}." if scene.timed else f"{heading}."
    yield ""
    for path in event.lines:
        yield teller.render_text(path)
    yield ""
    yield from teller.render_private_lines(event.private)


def _narrate_learned_fact(teller: Narrator, event: e.Learned) -> Iterator[str]:
    if teller.chair is None:
        yield render_held_fact(teller, event.chair, event.fact)


def render_held_fact(teller: Narrator, chair: Chair, fact: str) -> str:
    """Return for an onlooker what one chair knows and the other does not."""
    told = teller.render_text(f"facts.{fact}.told")
    return _("Only {name} knows: {text}", name=teller.name_person(chair), text=told)


def _narrate_landed_effect(teller: Narrator, event: e.Landed) -> Iterator[str]:
    cause = teller.render_option(event.scene, event.option)
    yield _("{text} (It began with: {cause})", text=teller.render_text(event.path + ".text"), cause=cause)
    yield from _render_moved_figures(teller, f"later:{event.path}")


def _narrate_surfaced_fact(teller: Narrator, event: e.Surfaced) -> Iterator[str]:
    yield _("It comes out: {text}", text=teller.render_text(f"facts.{event.fact}.surfaces.text"))
    if event.kept and teller.chair == event.holder:
        yield _("You had kept it.")
    elif event.kept:
        yield _("{name} had kept it.", name=teller.name_person(event.holder))
    yield from _render_moved_figures(teller, f"surfaced:{event.fact}")


def _render_moved_figures(teller: Narrator, cause: str) -> Iterator[str]:
    """Yield the figures that a cause has moved, as one line; nothing where it moved none that the reader sees."""
    told = []
    for stock, by in visibility.list_moved_stocks(teller.game.state.ledger, cause, teller.chairs):
        values = {"figure": vocabulary.name_stock_of_person(stock, teller.people), "by": abs(by)}
        told.append(_("{figure} up {by}", **values) if by > 0 else _("{figure} down {by}", **values))
    if told:
        yield _("With it: {figures}.", figures=", ".join(told))


def _narrate_settled_promise(teller: Narrator, event: e.PromiseSettled) -> Iterator[str]:
    yield _(
        "A promise of {name}, {status}: {text}",
        name=teller.name_person(event.by),
        status=vocabulary.describe_promise_status(event.status),
        text=teller.render_text(event.path),
    )


def _narrate_echo(teller: Narrator, event: e.EchoHeard) -> Iterator[str]:
    yield _("{name}: {text}", name=teller.name_person(event.who), text=teller.render_text(event.path))


def _narrate_said_fact(teller: Narrator, event: e.Said) -> Iterator[str]:
    told = teller.render_text(f"facts.{event.fact}.told")
    yield _("{name} says: {text}", name=teller.name_person(event.chair), text=told)


def _narrate_reveal(teller: Narrator, event: e.Revealed) -> Iterator[str]:
    yield ""
    for chair, pick in event.first.items():
        text = teller.render_option(event.scene, pick)
        sure = event.confidence.get(chair)
        if sure:
            yield _(
                "{name} would pick: {text} ({sure})",
                name=teller.name_person(chair),
                text=text,
                sure=vocabulary.describe_confidence(sure).lower(),
            )
        else:
            yield _("{name} would pick: {text}", name=teller.name_person(chair), text=text)
    for chair, guess in event.guess.items():
        yield _render_revealed_guess(teller, event, chair, guess)
    for chair, number in event.unsaid.items():
        if number:
            yield ngettext(
                "{name} leaves {n} thing unsaid.",
                "{name} leaves {n} things unsaid.",
                number,
                name=teller.name_person(chair),
            )


def _render_revealed_guess(teller: Narrator, event: e.Revealed, chair: Chair, guess: str) -> str:
    name, across = teller.name_person(chair), teller.name_person(other_chair(chair))
    if event.first[other_chair(chair)] == guess:
        return _("{name} had guessed right what {other} would pick.", name=name, other=across)
    text = teller.render_option(event.scene, guess)
    return _("{name} had guessed that {other} would pick: {text}", name=name, other=across, text=text)


def _narrate_final_picks(teller: Narrator, event: e.Finals) -> Iterator[str]:
    picks = set(event.final.values())
    if len(event.final) == 1:
        return
    if len(picks) == 1:
        yield _("Both settle on: {text}", text=teller.render_option(teller.scene, picks.pop()))
        return
    for chair, pick in event.final.items():
        text = teller.render_option(teller.scene, pick)
        yield _("{name} settles on: {text}", name=teller.name_person(chair), text=text)


def _narrate_named_reason(teller: Narrator, event: e.ReasonGiven) -> Iterator[str]:
    held = teller.name_person(other_chair(event.chair))
    if event.right:
        yield _("That is it, and {name} sees that it was understood.", name=held)
    else:
        yield _(
            "No. What weighs most with {name}: {truth}.", name=held, truth=vocabulary.describe_term(event.truth, held)
        )


def _narrate_sitting_down(teller: Narrator, event: e.SatDown) -> Iterator[str]:
    if event.asker is None:
        yield _("Both want the same: they sit down together.")
    elif event.accepted:
        yield _("{name} asks, and they sit down together.", name=teller.name_person(event.asker))
    else:
        other_name = teller.name_person(other_chair(event.asker))
        yield _(
            "{name} asks to sit down; {other} has no time for it.",
            name=teller.name_person(event.asker),
            other=other_name,
        )


def _narrate_resolution(teller: Narrator, event: e.Resolved) -> Iterator[str]:
    yield _(
        "{name}: {mode}",
        name=teller.name_person(event.by),
        mode=vocabulary.describe_resolution(event.mode, teller.name_person(other_chair(event.by))),
    )


def _narrate_enacted_option(teller: Narrator, event: e.Enacted) -> Iterator[str]:
    yield ""
    needs = teller.game.scenario.scenes[event.scene].decision.find_option(event.option).needs  # type: ignore[union-attr]
    if needs:
        labels = (teller.render_text(f"{teller.game.scenario.facts[fact].path}.label") for fact in needs)
        yield _("What each of the two knew opens a way: {facts}.", facts="; ".join(labels))
    yield _("It is done: {text}", text=teller.render_option(event.scene, event.option))
    for path in event.lines:
        yield teller.render_text(path)
    yield from teller.render_private_lines(event.private)
    for path in event.cues:
        yield _("A sign: {text}", text=teller.render_text(path))


def _narrate_changed_figure(teller: Narrator, event: e.Changed) -> str:
    by = abs(event.after - event.before)
    values = {
        "figure": vocabulary.name_stock_of_person(event.stock, teller.people),
        "after": event.after,
        "by": by,
        "cause": vocabulary.describe_cause(event.cause, teller.render_text),
    }
    if event.after > event.before:
        return _("{figure}: {after}, up {by}. ({cause})", **values)
    return _("{figure}: {after}, down {by}. ({cause})", **values)


def _narrate_coffee(teller: Narrator, event: e.CoffeeTaken) -> Iterator[str]:
    across = other_chair(event.chair)
    yield _(
        "{name}: {coffee}.",
        name=teller.name_person(event.chair),
        coffee=vocabulary.describe_coffee_choice(event.what, teller.name_person(across)),
    )
    if event.what == "ask":
        yield _(
            "What {name} wants: {text}",
            name=teller.name_person(across),
            text=teller.render_text(find_goal_path(teller, across)),
        )
        if obstacle := teller.render_text(f"cast.{across}.obstacle"):
            yield _("In the way: {text}", text=obstacle)
    if event.what == "credit":
        yield _render_credit(teller, event.about)


def find_goal_path(teller: Narrator, chair: Chair) -> str:
    """Return the path of the goal that was drawn for a chair."""
    return teller.game.scenario.cast[chair].find_drawn_goal(teller.game.state.draw).path


def _render_credit(teller: Narrator, about: str) -> str:
    kind, _colon, what = about.partition(":")
    match kind:
        case "said":
            return _("Thanked for saying it: {text}", text=teller.render_text(f"facts.{what}.told"))
        case "kept":
            return _("Thanked for a promise kept.")
        case "move":
            return _("Thanked for this: {what}.", what=vocabulary.name_move(what))
    return _("Thanked kindly, for nothing in particular.")


def _narrate_pledge(teller: Narrator, event: e.Pledged) -> Iterator[str]:
    if teller.can_see_chair(event.chair):
        pledge = vocabulary.name_pledge(event.what)
        yield _("What {name} will not sacrifice: {pledge}.", name=teller.name_person(event.chair), pledge=pledge)


def _narrate_emptied_chair(teller: Narrator, _event: e.ChairEmptied) -> Iterator[str]:
    yield _("{name} resigns. The CTO's chair stands empty for half a year.", name=teller.name_person("cto"))


def _narrate_ending(teller: Narrator, event: e.Ended) -> Iterator[str]:
    yield from year.render_year(teller)
    ending = teller.game.scenario.find_ending(event.ending)
    yield ""
    if ending is None:
        yield _("The money is gone.")
        yield _("The account is empty before the year is out. What the two of you knew comes too late.")
    else:
        yield teller.render_text(ending.path + ".title")
        yield teller.render_text(ending.path + ".text")
    yield _("It was {tier}.", tier=vocabulary.describe_ending_tier(event.tier))


EVENT_NARRATORS: Final[Mapping[type, Callable[[Narrator, Any], Iterator[str]]]] = {
    e.SceneOpened: _narrate_scene_opening,
    e.Learned: _narrate_learned_fact,
    e.Landed: _narrate_landed_effect,
    e.Surfaced: _narrate_surfaced_fact,
    e.PromiseSettled: _narrate_settled_promise,
    e.EchoHeard: _narrate_echo,
    e.Said: _narrate_said_fact,
    e.Revealed: _narrate_reveal,
    e.Finals: _narrate_final_picks,
    e.ReasonGiven: _narrate_named_reason,
    e.SatDown: _narrate_sitting_down,
    e.Resolved: _narrate_resolution,
    e.Enacted: _narrate_enacted_option,
    e.CoffeeTaken: _narrate_coffee,
    e.Pledged: _narrate_pledge,
    e.ChairEmptied: _narrate_emptied_chair,
    e.Ended: _narrate_ending,
}
"""How each event is told; weeks and changed figures are told in groups."""
