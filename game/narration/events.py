"""What happened, as lines: one function for each event of the engine, found through `EVENT_NARRATORS`."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any, Final

from game.engine import events as e
from game.engine.scenario import Option
from game.engine.stocks import Chair, other_chair
from game.locales import _, ngettext, vocabulary
from game.narration.coffee import narrate_coffee
from game.narration.lines import BREAK, FigureChange, Line, fill_spans, make_spans
from game.narration.voice import Voice
from game.narration.year import narrate_ending
from game.playthrough.visibility import list_moved_stocks, select_main_changes

Row = Sequence[e.Event]
"""What one answer led to, in order."""


def narrate_events(voice: Voice, happened: Iterable[e.Event]) -> Iterator[Line]:
    """Yield the lines of a row of events in order; weeks are told together, of the figures only the largest moves."""
    row = tuple(happened)
    for kind, group in groupby(row, type):
        if kind is e.WeekPassed:
            yield _narrate_weeks(len(list(group)))
        elif kind is e.Changed:
            for change in select_main_changes(group, voice.figure_chairs):
                yield from narrate_event(voice, change)
        else:
            for event in group:
                if isinstance(event, e.Enacted):
                    yield from narrate_decision(voice, row, event)
                else:
                    yield from narrate_event(voice, event)


def narrate_event(voice: Voice, event: e.Event) -> Iterator[Line]:
    """Yield the lines of one event."""
    yield from EVENT_NARRATORS[type(event)](voice, event)


def narrate_decision(voice: Voice, row: Row, enacted: e.Enacted) -> Iterator[Line]:
    """Yield the lines of an option that became real; the events around it tell whose decision it was."""
    for line in narrate_event(voice, enacted):
        yield replace(line, speaker=_find_decider(voice, row, enacted)) if line.kind == "done" else line


def _find_decider(voice: Voice, row: Row, enacted: e.Enacted) -> str:
    """Return `both`, `board`, or the chair that had the last word."""
    if _find_option(voice, enacted).synthesis:
        return "both"
    for event in row:
        if isinstance(event, e.Finals) and len(event.final) > 1 and len(set(event.final.values())) == 1:
            return "both"
        if isinstance(event, e.Resolved) and event.mode == "escalate":
            return "board"
    return enacted.decider


def _narrate_scene_opening(voice: Voice, event: e.SceneOpened) -> Iterator[Line]:
    scenes = voice.game.scenario.scenes
    scene = scenes[event.scene]
    heading = _("Scene {n} of about {total}", n=event.count, total=len(scenes))
    yield BREAK
    yield Line(
        "heading", make_spans(f"{heading}. {voice.render_text(scene.path + '.at')}." if scene.timed else f"{heading}.")
    )
    yield BREAK
    for path in event.lines:
        yield Line("narration", voice.render_spans(path))
    yield BREAK
    yield from narrate_private_lines(voice, event.private)


def narrate_private_lines(voice: Voice, lines: Mapping[Chair, Sequence[str]]) -> Iterator[Line]:
    """Yield what a chair alone reads, where this reader may; `lines` are paths of texts by chair."""
    for chair, paths in lines.items():
        if voice.can_see_chair(chair):
            for path in paths:
                yield Line("private", voice.render_spans(path), chair)


def _narrate_learned_fact(voice: Voice, event: e.Learned) -> Iterator[Line]:
    """Tell who knows more only to those who may know it of both; a reader in a chair is told where it may say it."""
    if voice.chair is None and voice.can_see_chair(event.chair):
        yield narrate_held_fact(voice, event.chair, event.fact)


def narrate_held_fact(voice: Voice, chair: Chair, fact: str) -> Line:
    """Return what one chair knows and the other does not; whoever sits there reads it in its own words."""
    return Line("known", voice.render_spans(f"facts.{fact}.{'text' if voice.sits_in(chair) else 'told'}"), chair)


def _narrate_landed_effect(voice: Voice, event: e.Landed) -> Iterator[Line]:
    yield Line(
        "landed",
        voice.render_spans(f"{event.path}.text"),
        mark="↳",
        note=fill_spans(_("It began with: {cause}"), cause=voice.render_option_spans(event.scene, event.option)),
        figures=list_moved_figures(voice, f"later:{event.path}"),
    )


def _narrate_surfaced_fact(voice: Voice, event: e.Surfaced) -> Iterator[Line]:
    kept = ""
    if event.kept:
        mine = voice.sits_in(event.holder)
        kept = _("You had kept it.") if mine else _("{name} had kept it.", name=voice.name_person(event.holder))
    yield Line(
        "surfaced",
        voice.render_spans(f"facts.{event.fact}.surfaces.text"),
        event.holder if event.kept else "",
        mark="✕",
        note=make_spans(kept),
        figures=list_moved_figures(voice, f"surfaced:{event.fact}"),
    )


def list_moved_figures(voice: Voice, cause: str) -> tuple[FigureChange, ...]:
    """Return the figures that a cause (as the ledger names it) moved, as far as this reader may see them."""
    moved = list_moved_stocks(voice.game.state.ledger, cause, voice.figure_chairs)
    return tuple(FigureChange(stock, by) for stock, by in moved)


def _narrate_settled_promise(voice: Voice, event: e.PromiseSettled) -> Iterator[Line]:
    status = vocabulary.describe_promise_status(event.status)
    yield Line(
        "promise",
        voice.render_spans(event.path),
        event.by,
        mark="✕" if event.status == "broken" else "✓",
        label=_("A promise of {name}, {status}", name=voice.name_person(event.by), status=status),
    )


def _narrate_echo(voice: Voice, event: e.EchoHeard) -> Iterator[Line]:
    yield Line("speech", voice.render_spans(event.path), event.who)


def _narrate_said_fact(voice: Voice, event: e.Said) -> Iterator[Line]:
    yield Line("said", voice.render_spans(f"facts.{event.fact}.told"), event.chair)


def _narrate_reveal(voice: Voice, event: e.Revealed) -> Iterator[Line]:
    yield BREAK
    for chair, pick in event.first.items():
        sure = event.confidence.get(chair)
        note = vocabulary.describe_confidence(sure).lower() if sure else ""
        yield Line("first", voice.render_option_spans(event.scene, pick), chair, note=make_spans(note))
    for chair, guess in event.guess.items():
        yield _narrate_guess(voice, event, chair, guess)
    for chair, count in event.unsaid.items():
        if count:
            name = voice.name_person(chair)
            told = ngettext("{name} leaves {n} thing unsaid.", "{name} leaves {n} things unsaid.", count, name=name)
            yield Line("note", make_spans(told), chair)


def _narrate_guess(voice: Voice, event: e.Revealed, chair: Chair, guess: str) -> Line:
    names = {"name": voice.name_person(chair), "other": voice.name_other(chair)}
    if event.first[other_chair(chair)] == guess:
        return Line("note", make_spans(_("{name} had guessed right what {other} would pick.", **names)), chair)
    text = voice.render_option_spans(event.scene, guess)
    return Line("note", fill_spans(_("{name} had guessed that {other} would pick: {text}"), text=text, **names), chair)


def _narrate_final_picks(voice: Voice, event: e.Finals) -> Iterator[Line]:
    picks = set(event.final.values())
    if len(event.final) == 1:
        return
    if len(picks) == 1:
        yield Line("agreed", voice.render_option_spans(event.scene, picks.pop()), "both")
        return
    for chair, pick in event.final.items():
        yield Line("final", voice.render_option_spans(event.scene, pick), chair)


def _narrate_named_reason(voice: Voice, event: e.ReasonGiven) -> Iterator[Line]:
    held = voice.name_other(event.chair)
    if event.right:
        yield Line("understood", make_spans(_("That is it, and {name} sees that it was understood.", name=held)))
        return
    truth = vocabulary.describe_term(event.truth, held)
    yield Line("note", make_spans(_("No. What weighs most with {name}: {truth}.", name=held, truth=truth)))


def _narrate_sitting_down(voice: Voice, event: e.SatDown) -> Iterator[Line]:
    if event.asker is None:
        told = _("Both want the same: they sit down together.")
    else:
        names = {"name": voice.name_person(event.asker), "other": voice.name_other(event.asker)}
        if event.accepted:
            told = _("{name} asks, and they sit down together.", **names)
        else:
            told = _("{name} asks to sit down; {other} has no time for it.", **names)
    yield Line("note", make_spans(told), mark="◆" if event.accepted else "◇")


def _narrate_resolution(voice: Voice, event: e.Resolved) -> Iterator[Line]:
    mode = vocabulary.describe_resolution(event.mode, voice.name_other(event.by))
    yield Line("speech", make_spans(mode), event.by)


def _narrate_enacted_option(voice: Voice, event: e.Enacted) -> Iterator[Line]:
    option = _find_option(voice, event)
    yield BREAK
    if option.needs:
        facts = voice.game.scenario.facts
        labels = "; ".join(voice.render_text(f"{facts[fact].path}.label") for fact in option.needs)
        yield Line("synthesis", make_spans(_("What each of the two knew opens a way: {facts}.", facts=labels)))
    yield Line("done", voice.render_option_spans(event.scene, event.option), event.decider)
    for path in event.lines:
        yield Line("narration", voice.render_spans(path))
    yield from narrate_private_lines(voice, event.private)
    for path in event.cues:
        yield Line("sign", voice.render_spans(path), mark="◌")
    if option.promise is not None:
        by = option.promise.by
        label = _("{name} promises", name=voice.name_person(by))
        yield Line("promised", voice.render_spans(f"{option.path}.promise.text"), by, mark="◇", label=label)


def _find_option(voice: Voice, enacted: e.Enacted) -> Option:
    decision = voice.game.scenario.scenes[enacted.scene].decision
    assert decision is not None
    return decision.find_option(enacted.option)


def _narrate_changed_figure(voice: Voice, event: e.Changed) -> Iterator[Line]:
    yield Line(
        "figure",
        note=make_spans(voice.render_cause(event.cause)),
        figures=(FigureChange(event.stock, event.after - event.before, event.after),),
    )


def _narrate_week(_voice: Voice, _event: e.WeekPassed) -> Iterator[Line]:
    yield _narrate_weeks(1)


def _narrate_weeks(count: int) -> Line:
    return Line("time", make_spans(ngettext("{n} week passes.", "{n} weeks pass.", count)))


def _narrate_pledge(voice: Voice, event: e.Pledged) -> Iterator[Line]:
    if voice.can_see_chair(event.chair):
        names = {"name": voice.name_person(event.chair), "pledge": vocabulary.name_pledge(event.what)}
        yield Line("note", make_spans(_("What {name} will not sacrifice: {pledge}.", **names)), event.chair)


def _narrate_emptied_chair(voice: Voice, _event: e.ChairEmptied) -> Iterator[Line]:
    name = voice.name_person("cto")
    yield Line("departure", make_spans(_("{name} resigns. The CTO's chair stands empty for half a year.", name=name)))


EVENT_NARRATORS: Final[Mapping[type[e.Event], Callable[[Voice, Any], Iterator[Line]]]] = {
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
    e.Changed: _narrate_changed_figure,
    e.WeekPassed: _narrate_week,
    e.CoffeeTaken: narrate_coffee,
    e.Pledged: _narrate_pledge,
    e.ChairEmptied: _narrate_emptied_chair,
    e.Ended: narrate_ending,
}
"""The function that tells each event; a test holds that none is missing."""
