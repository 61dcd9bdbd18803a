"""What happened, as lines: one function for each event of the engine, found through `EVENT_NARRATORS`.

The two events that are longer stories have sections of their own: the time for one coffee, and how it ended (the year
after play with one voice a quarter, the outcomes over it, the ending itself).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any, Final

from game.engine import events as e
from game.engine.scenario import Decision
from game.engine.stocks import OUTCOMES, Chair, other_chair
from game.locales import N_, _, ngettext, vocabulary
from game.locales.figures import Money
from game.narration.lines import BREAK, FigureChange, Spans, StoryLine, fill_spans, join_text, make_spans
from game.narration.speech import describe_act, render_utterance, speaks_here
from game.narration.voice import Voice
from game.playthrough.epilogue import EpilogueReport
from game.playthrough.visibility import list_seen_moves, select_main_changes

_QUARTERS: Final = (N_("After three months"), N_("After half a year"), N_("After nine months"), N_("After a year"))


def narrate_events(voice: Voice, happened: Iterable[e.Event]) -> Iterator[StoryLine]:
    """Yield the lines of events in order; weeks are told together, and of the figures only those that moved most."""
    told = tuple(happened)
    for kind, group in groupby(told, type):
        if kind is e.WeekPassed:
            yield _narrate_weeks(len(list(group)))
        elif kind is e.CoffeeTaken:
            yield from _narrate_coffees(voice, [event for event in group if isinstance(event, e.CoffeeTaken)])
        elif kind is e.Changed:
            for change in select_main_changes(group, voice.figure_chairs):
                yield from narrate_event(voice, change)
        else:
            for event in group:
                if isinstance(event, e.Enacted):
                    yield from narrate_decision(voice, told, event)
                else:
                    yield from narrate_event(voice, event)


def narrate_event(voice: Voice, event: e.Event) -> Iterator[StoryLine]:
    """Yield the lines of one event."""
    yield from EVENT_NARRATORS[type(event)](voice, event)


def narrate_decision(voice: Voice, happened: Sequence[e.Event], enacted: e.Enacted) -> Iterator[StoryLine]:
    """Yield the lines of an option that became real; the events around it tell whose decision it was."""
    for line in narrate_event(voice, enacted):
        yield replace(line, speaker=find_decider(voice, happened, enacted)) if line.kind == "done" else line


def find_decider(voice: Voice, happened: Sequence[e.Event], enacted: e.Enacted) -> str:
    """Return `both`, `board`, or the chair that had the last word."""
    if _find_decision(voice, enacted).find_option(enacted.option).synthesis:
        return "both"
    for event in happened:
        if isinstance(event, e.Finals) and len(event.final) > 1 and len(set(event.final.values())) == 1:
            return "both"
        if isinstance(event, e.Resolved) and event.mode == "escalate":
            return "board"
    return enacted.decider


def _narrate_scene_opening(voice: Voice, event: e.SceneOpened) -> Iterator[StoryLine]:
    scenes = voice.game.scenario.scenes
    scene = scenes[event.scene]
    if voice.game.scenario.forks:
        heading = _("Scene {n} of about {total}", n=event.count, total=len(scenes))
    else:
        heading = _("Scene {n} of {total}", n=event.count, total=len(scenes))
    yield BREAK
    yield StoryLine(
        "heading", make_spans(f"{heading}. {voice.render_text(scene.path + '.at')}." if scene.timed else f"{heading}.")
    )
    yield BREAK
    for path in event.lines:
        yield StoryLine("narration", voice.render_spans(path))
    yield BREAK
    yield from narrate_private_lines(voice, event.private)


def narrate_private_lines(voice: Voice, lines: Mapping[Chair, Sequence[str]]) -> Iterator[StoryLine]:
    """Yield what a chair alone reads, where this reader may; `lines` are paths of texts by chair."""
    for chair, paths in lines.items():
        if voice.can_see_chair(chair):
            for path in paths:
                yield StoryLine("private", voice.render_spans(path), chair)


def _narrate_learned_fact(voice: Voice, event: e.Learned) -> Iterator[StoryLine]:
    """Tell who knows more only to those who may know it of both; a reader in a chair is told where it may say it."""
    if voice.chair is None and voice.can_see_chair(event.chair):
        yield narrate_held_fact(voice, event.chair, event.fact)


def narrate_held_fact(voice: Voice, chair: Chair, fact: str) -> StoryLine:
    """Return what one chair knows and the other does not; whoever sits there reads it in its own words."""
    return StoryLine("known", voice.render_spans(f"facts.{fact}.{'text' if voice.sits_in(chair) else 'told'}"), chair)


def _narrate_landed_effect(voice: Voice, event: e.Landed) -> Iterator[StoryLine]:
    yield StoryLine(
        "landed",
        voice.render_spans(f"{event.path}.text"),
        mark="↳",
        note=fill_spans(_("It began with: {cause}"), cause=voice.render_option_spans(event.scene, event.option)),
        figures=list_moved_figures(voice, event.moved),
    )


def _narrate_surfaced_fact(voice: Voice, event: e.Surfaced) -> Iterator[StoryLine]:
    kept = ""
    if event.kept:
        mine = voice.sits_in(event.holder)
        kept = (
            _("You knew, and didn't say.")
            if mine
            else _("{name} knew, and didn't say.", name=voice.name_person(event.holder))
        )
    yield StoryLine(
        "surfaced",
        voice.render_spans(f"facts.{event.fact}.surfaces.text"),
        event.holder if event.kept else "",
        mark="✕",
        note=make_spans(kept),
        figures=list_moved_figures(voice, event.moved),
    )


def list_moved_figures(voice: Voice, moved: Mapping[str, int]) -> tuple[FigureChange, ...]:
    """Return the figures that an event moved, as far as this reader may see them."""
    return tuple(FigureChange(stock, by) for stock, by in list_seen_moves(moved, voice.figure_chairs))


def _narrate_settled_promise(voice: Voice, event: e.PromiseSettled) -> Iterator[StoryLine]:
    label = _SETTLED_PROMISES[event.status][voice.sits_in(event.by)]
    yield StoryLine(
        "promise",
        voice.render_promise(event.path),
        event.by,
        mark="✕" if event.status == "broken" else "✓",
        label=_(label, name=voice.name_person(event.by)),
        figures=list_moved_figures(voice, event.moved),
    )


_SETTLED_PROMISES: Final[Mapping[str, tuple[str, str]]] = {
    "kept": (N_("{name} kept a promise"), N_("You kept a promise")),
    "broken": (N_("{name} broke a promise"), N_("You broke a promise")),
    "renegotiated": (N_("{name} renegotiated a promise in time"), N_("You renegotiated a promise in time")),
}
"""What became of a promise, by name and as whoever made it reads it."""


def _narrate_echo(voice: Voice, event: e.EchoHeard) -> Iterator[StoryLine]:
    yield StoryLine("speech", voice.render_spans(event.path), event.who)


def _narrate_said_fact(voice: Voice, event: e.Said) -> Iterator[StoryLine]:
    line = narrate_said_fact(voice, event.fact, event.chair)
    yield replace(line, figures=list_moved_figures(voice, event.moved))


def narrate_said_fact(voice: Voice, fact: str, chair: Chair) -> StoryLine:
    """Return a fact as its holder says it to the other chair; told by the narrator where no speech was written."""
    path = f"facts.{fact}"
    for spoken in (f"{path}.spoken.{other_chair(chair)}", f"{path}.spoken"):
        if words := voice.render_spans(spoken):
            return StoryLine("said", words, chair)
    told = voice.render_spans(f"{path}.told")
    return StoryLine(
        "narration", fill_spans(_("{name} brings it up: {text}"), name=voice.name_person(chair), text=told)
    )


def _narrate_restating(voice: Voice, event: e.Restated) -> Iterator[StoryLine]:
    yield StoryLine(
        "note", make_spans(describe_restating(voice, event)), figures=list_moved_figures(voice, event.moved)
    )


def describe_restating(voice: Voice, event: e.Restated) -> str:
    """Return that one of two said why the other picked otherwise, how many tries it took, and what it did."""
    speaker, listener = voice.name_player(event.chair), voice.name_player(other_chair(event.chair))
    words = {"speaker": speaker, "listener": listener, "n": event.tries}
    if event.tries == 1:
        told = _("{speaker} said why {listener} picked that, and {listener} said yes at once.", **words)
    else:
        told = _("It took {speaker} {n} tries to say why {listener} picked that; then {listener} said yes.", **words)
    return told + " " + _("Each trusts the other a little more.")


def _narrate_reveal(voice: Voice, event: e.Revealed) -> Iterator[StoryLine]:
    yield BREAK
    for chair, pick in event.first.items():
        sure = event.confidence.get(chair)
        note = vocabulary.describe_confidence(sure).lower() if sure else ""
        yield StoryLine("first", voice.render_option_spans(event.scene, pick), chair, note=make_spans(note))
    for chair, guess in event.guess.items():
        yield _narrate_guess(voice, event, chair, guess)
    for chair, count in event.unsaid.items():
        if count:
            name = voice.name_person(chair)
            told = ngettext("{name} leaves {n} thing unsaid.", "{name} leaves {n} things unsaid.", count, name=name)
            yield StoryLine("note", make_spans(told), chair)


def _narrate_guess(voice: Voice, event: e.Revealed, chair: Chair, guess: str) -> StoryLine:
    names = {"name": voice.name_person(chair), "other": voice.name_other(chair)}
    if event.first[other_chair(chair)] == guess:
        return StoryLine("note", make_spans(_("{name} guessed right what {other} would pick.", **names)), chair)
    text = voice.render_option_spans(event.scene, guess)
    return StoryLine("note", fill_spans(_("{name} guessed that {other} would pick: {text}"), text=text, **names), chair)


def _narrate_final_picks(voice: Voice, event: e.Finals) -> Iterator[StoryLine]:
    picks = set(event.final.values())
    if len(event.final) == 1:
        return
    if len(picks) == 1:
        yield StoryLine("agreed", voice.render_option_spans(event.scene, picks.pop()), "both")
        return
    for chair, pick in event.final.items():
        yield StoryLine("final", voice.render_option_spans(event.scene, pick), chair)


def _narrate_circumstance(voice: Voice, event: e.CircumstanceShown) -> Iterator[StoryLine]:
    if event.says is not None and speaks_here(voice, event.chair):
        own = voice.render_spans(f"cast.{event.chair}.circumstances.{event.what}")
        yield StoryLine("narration", render_utterance(voice, event.chair, event.says, own))


def _narrate_fact_answer(voice: Voice, event: e.FactAnswered) -> Iterator[StoryLine]:
    if not speaks_here(voice, event.chair):
        return
    own = voice.render_spans(event.line) if event.line else ()
    said = own or (render_utterance(voice, event.chair, event.says) if event.says else ())
    if said:
        yield _build_speech(event.chair, said)


def _narrate_change_of_mind(voice: Voice, event: e.MindChanged) -> Iterator[StoryLine]:
    if event.says is None or not speaks_here(voice, event.chair):
        return
    kind, _colon, fact = event.because.partition(":")
    note = voice.render_spans(f"facts.{fact}.label") if kind == "fact" else ()
    yield StoryLine("speech", render_utterance(voice, event.chair, event.says), event.chair, note=note)


def _narrate_leaving_warning(voice: Voice, event: e.LeavingWarned) -> Iterator[StoryLine]:
    if event.says is not None:
        yield StoryLine("speech", render_utterance(voice, event.chair, event.says), event.chair)
    elif not voice.sits_in(event.chair):
        told = _("{name} has had enough, and could go.", name=voice.name_person(event.chair))
        yield StoryLine("note", make_spans(told), event.chair)


def _build_speech(chair: Chair, words: Spans) -> StoryLine:
    """Return what somebody answers; what is only seen of it, without a word, is told by the narrator."""
    spoken = join_text(words).startswith("“")
    return StoryLine("speech", words, chair) if spoken else StoryLine("narration", words)


def _narrate_stay_answer(voice: Voice, event: e.StayAnswered) -> Iterator[StoryLine]:
    name = voice.name_person(event.chair)
    told = _("{name} stays.", name=name) if event.stays else _("{name} goes.", name=name)
    yield StoryLine("note", make_spans(told), event.chair)


def _narrate_sitting_down(voice: Voice, event: e.SatDown) -> Iterator[StoryLine]:
    if event.asker is None:
        told = _("Both ask to sit down together.")
    else:
        names = {"name": voice.name_person(event.asker), "other": voice.name_other(event.asker)}
        if event.accepted:
            told = _("{name} asks, and they sit down together.", **names)
        else:
            told = _("{name} asks to sit down; {other} has no time now.", **names)
        answering = other_chair(event.asker)
        if event.says is not None and speaks_here(voice, answering):
            yield StoryLine("speech", render_utterance(voice, answering, event.says), answering)
    yield StoryLine("note", make_spans(told), mark="◆" if event.accepted else "◇")


def _narrate_wish_to_sit(voice: Voice, event: e.SitAsked) -> Iterator[StoryLine]:
    if event.says is not None and speaks_here(voice, event.chair):
        yield StoryLine("speech", render_utterance(voice, event.chair, event.says), event.chair)


def _narrate_resolution(voice: Voice, event: e.Resolved) -> Iterator[StoryLine]:
    """Tell how a difference was settled: the simulated partner in its own words, of a person what was done."""
    if event.says is not None and speaks_here(voice, event.by):
        yield StoryLine("speech", render_utterance(voice, event.by, event.says), event.by)
    else:
        told = _SETTLED[event.mode][voice.sits_in(event.by)]
        names = {"name": voice.name_person(event.by), "other": voice.name_other(event.by)}
        yield StoryLine("note", make_spans(_(told, **names)))


_SETTLED: Final[Mapping[str, tuple[str, str]]] = {
    "defer": (N_("{name} leaves it to {other}, and will back it."), N_("You leave it to {other}, and will back it.")),
    "object": (
        N_("{name} leaves it to {other}, with an objection on record."),
        N_("You leave it to {other}, with your objection on record."),
    ),
    "override": (N_("{name} decides over {other}'s head."), N_("You decide over {other}'s head.")),
    "escalate": (N_("{name} takes it to the board."), N_("You take it to the board.")),
}
"""How a person settles a difference, by name and as whoever sits there reads it."""


def _narrate_enacted_option(voice: Voice, event: e.Enacted) -> Iterator[StoryLine]:
    decision = _find_decision(voice, event)
    option = decision.find_option(event.option)
    yield BREAK
    if option.needs:
        facts = voice.game.scenario.facts
        labels = "; ".join(voice.render_text(f"{facts[fact].path}.label") for fact in option.needs)
        yield StoryLine(
            "synthesis", make_spans(_("Put together, what the two knew opens a way: {facts}.", facts=labels))
        )
    # What both were asked has been told with their picks; of what one is asked alone the other hears only this.
    alone = not decision.joint and not voice.sits_in(event.decider)
    label = _("{name} decides", name=voice.name_person(event.decider)) if alone else ""
    yield StoryLine("done", voice.render_option_spans(event.scene, event.option), event.decider, label=label)
    for path in event.lines:
        yield StoryLine("narration", voice.render_spans(path))
    yield from narrate_private_lines(voice, event.private)
    for path in event.cues:
        yield StoryLine("sign", voice.render_spans(path), mark="◌")
    if event.effects:
        yield StoryLine("carried", make_spans(vocabulary.speak_carried(event.carried)))
    if option.promise is not None:
        by = option.promise.by
        label = _("{name} promises", name=voice.name_person(by))
        told = voice.render_promise(f"{option.path}.promise.text")
        yield StoryLine("promised", told, by, mark="◇", label=label)


def introduce_synthesis() -> str:
    """Return what two people read over the option that both their facts have opened."""
    return _("Put together, what the two knew opens a way that was on nobody's list:")


def _find_decision(voice: Voice, enacted: e.Enacted) -> Decision:
    decision = voice.game.scenario.scenes[enacted.scene].decision
    assert decision is not None
    return decision


def _narrate_changed_figure(_voice: Voice, event: e.Changed) -> Iterator[StoryLine]:
    parts = tuple(event.parts.items())
    yield StoryLine("figure", figures=(FigureChange(event.stock, event.after - event.before, event.after, parts),))


def _narrate_week(_voice: Voice, _event: e.WeekPassed) -> Iterator[StoryLine]:
    yield _narrate_weeks(1)


def _narrate_weeks(count: int) -> StoryLine:
    return StoryLine("time", make_spans(ngettext("{n} week later.", "{n} weeks later.", count)))


def _narrate_pledge(voice: Voice, event: e.Pledged) -> Iterator[StoryLine]:
    """Read a pledge aloud, and what the same chair had taken the other's to be."""
    pledge, name = vocabulary.name_pledge(event.what), voice.name_person(event.chair)
    if voice.sits_in(event.chair):
        told = _("You will not sacrifice {pledge}.", pledge=pledge)
    else:
        told = _("What {name} will not sacrifice: {pledge}.", name=name, pledge=pledge)
    note = _describe_pledge_guess(voice, event.chair, event.guess) if event.guess is not None else ""
    yield StoryLine("note", make_spans(told), note=make_spans(note))


def _describe_pledge_guess(voice: Voice, chair: Chair, guess: str) -> str:
    pledge, name, other = vocabulary.name_pledge(guess), voice.name_person(chair), voice.name_other(chair)
    if voice.sits_in(chair):
        return _("your guess for {other}: {pledge}", other=other, pledge=pledge)
    if voice.sits_in(other_chair(chair)):
        return _("{name}'s guess for you: {pledge}", name=name, pledge=pledge)
    return _("{name}'s guess for {other}: {pledge}", name=name, other=other, pledge=pledge)


def _narrate_emptied_chair(voice: Voice, _event: e.ChairEmptied) -> Iterator[StoryLine]:
    name = voice.name_person("cto")
    yield StoryLine(
        "departure", make_spans(_("{name} resigns. The CTO's chair stands empty for half a year.", name=name))
    )


# -- the time for one coffee ---------------------------------------------------------------------------------


def _narrate_coffees(voice: Voice, taken: Sequence[e.CoffeeTaken]) -> Iterator[StoryLine]:
    """Yield what both did with the same time; where both did the same, the second is told shorter."""
    for number, event in enumerate(taken):
        same = any(before.what == event.what for before in taken[:number])
        for line in _narrate_coffee(voice, event):
            also = _describe_same_outcome(event) if same and line.kind == "outcome" else ""
            yield replace(line, spans=make_spans(also), speaker="") if also else line


def _describe_same_outcome(event: e.CoffeeTaken) -> str:
    match event.what:
        case "work":
            return _("The pile on the other desk gets smaller, too.")
        case "checkin":
            return _("It turns out that both had meant to ask for it.")
    return ""


def _narrate_coffee(voice: Voice, event: e.CoffeeTaken) -> Iterator[StoryLine]:
    """Yield what a chair did with its time, what the two said, and what it learned or gave thanks for."""
    other = other_chair(event.chair)
    choice = f"{event.what}:{event.strength}" if event.strength else event.what
    taken = voice.render_coffee_choice(event.chair, choice)
    yield StoryLine("coffee", taken, event.chair, figures=list_moved_figures(voice, event.moved))
    outcome = make_spans(_describe_outcome(voice, event))
    if outcome and event.what != "ask":
        yield StoryLine("outcome", outcome, event.chair)
    if event.says is not None and speaks_here(voice, event.chair):
        act = event.about.removeprefix("move:")
        done = describe_act(voice, event.chair, act) if act != event.about else ""
        fact = event.about.removeprefix("said:")
        note = voice.render_spans(f"facts.{fact}.label") if fact != event.about else ()
        yield StoryLine("speech", render_utterance(voice, event.chair, event.says, act=done), event.chair, note=note)
    elif event.what == "credit" and not event.strength:
        yield StoryLine("note", _describe_thanks(voice, event.about), event.chair)
    if outcome and event.what == "ask":
        yield StoryLine("outcome", outcome)
    if event.answers is not None and speaks_here(voice, other):
        yield StoryLine("speech", render_utterance(voice, other, event.answers), other)
    if not event.right:
        yield StoryLine("note", make_spans(_describe_misjudgement(voice, other)), event.chair)
    if event.what == "ask":
        yield from _narrate_wish(voice, other)


def _narrate_wish(voice: Voice, chair: Chair) -> Iterator[StoryLine]:
    """Yield what a chair wants in this play, and what is in its way where the author says so."""
    goal = _render_goal(voice, chair)
    label = _("What you want") if voice.sits_in(chair) else _("What {name} wants", name=voice.name_person(chair))
    yield StoryLine("wish", goal, chair, label=label)
    yield from narrate_obstacle(voice, chair)


def _render_goal(voice: Voice, chair: Chair) -> Spans:
    """Return a chair's goal as it says it itself, where the author wrote that."""
    path = voice.find_goal_path(chair)
    spoken = f"cast.{chair}.spoken.goal" if path.endswith(".goal") else f"{path.removesuffix('.text')}.spoken"
    own = () if voice.sits_in(chair) else voice.render_spans(spoken)
    return own or voice.render_spans(path)


def narrate_obstacle(voice: Voice, chair: Chair) -> Iterator[StoryLine]:
    """Yield what is in a chair's way, in its own words where there are any: the others call whoever reads "she"."""
    own = voice.render_spans(f"cast.{chair}.spoken.obstacle")
    if obstacle := own or voice.render_spans(f"cast.{chair}.obstacle"):
        yield StoryLine("wish", obstacle, chair, label=_("In the way"))


_BRIDGED: Final = N_("An hour with a department: both had the same list under two names.")
_AGREED: Final = N_("Agreed: ten minutes a week, three questions. Asking is no longer checking up.")
_WORKED: Final = N_("Yesterday's leftovers are done.")
_OUTCOMES: Final[Mapping[str, tuple[str, str]]] = {
    "ask": (N_("{name} stirs for a while before answering."), N_("You stir for a while before answering.")),
    "credit": (
        N_("“It's going well.” {name} waits for the rest of the sentence."),
        N_("“It's going well.” You wait for the rest of the sentence."),
    ),
    "money": (
        N_("On a napkin: where the money comes in, and where it goes. {name} keeps the napkin."),
        N_("On a napkin: where the money comes in, and where it goes. You keep the napkin."),
    ),
    "bridge": (_BRIDGED, _BRIDGED),
    "checkin": (_AGREED, _AGREED),
    "work": (_WORKED, _WORKED),
}
"""What came of the time for a coffee, by its use: as told of whoever was asked, and as told to them."""


def _describe_outcome(voice: Voice, event: e.CoffeeTaken) -> str:
    if event.what == "credit" and (event.about or event.strength):
        return ""
    other = other_chair(event.chair)
    of_somebody, to_reader = _OUTCOMES[event.what]
    return _(to_reader) if voice.sits_in(other) else _(of_somebody, name=voice.name_person(other))


def _describe_misjudgement(voice: Voice, chair: Chair) -> str:
    if voice.sits_in(chair):
        return _("That is not what you're good at.")
    return _("That is not what {name} is good at.", name=voice.name_person(chair))


def _describe_thanks(voice: Voice, about: str) -> Spans:
    """Return what the thanks were for; `about` is `said:<fact>`, `kept:<promise>`, `move:<move>`, or "" where vague."""
    kind, _colon, what = about.partition(":")
    match kind:
        case "said":
            return fill_spans(_("Thanked for saying it: {text}"), text=voice.render_spans(f"facts.{what}.told"))
        case "kept":
            return make_spans(_("Thanked for a promise kept."))
        case "move":
            return make_spans(_("Thanked for this: {what}.", what=vocabulary.name_move(what)))
    return make_spans(_("A kind thank-you, for nothing in particular."))


# -- how it ended --------------------------------------------------------------------------------------------


def _narrate_ending(voice: Voice, event: e.Ended) -> Iterator[StoryLine]:
    """Yield the year after, then how it ended and how good that was."""
    if voice.game.epilogue is not None:
        yield from _narrate_year(voice, voice.game.epilogue)
    yield BREAK
    yield from narrate_outcome(voice, event)


def narrate_outcome(voice: Voice, event: e.Ended) -> Iterator[StoryLine]:
    """Yield the title and the text of an ending, and how good it was."""
    yield StoryLine("heading", make_spans(voice.name_ending(event.ending)))
    yield StoryLine("narration", voice.render_ending_spans(event.ending))
    yield StoryLine("note", make_spans(_("It was {tier}.", tier=vocabulary.describe_ending_tier(event.tier))))


def _narrate_year(voice: Voice, epilogue: EpilogueReport) -> Iterator[StoryLine]:
    yield BREAK
    yield StoryLine("heading", make_spans(_("The year after")))
    for quarter in epilogue.quarters:
        if quarter.path:
            when = _(_QUARTERS[quarter.number - 1])
            yield StoryLine("speech", voice.render_spans(quarter.path), quarter.who, label=when)
    yield BREAK
    for stock in OUTCOMES:
        yield StoryLine("note", make_spans(_compare_outcome(voice.money, epilogue, stock)))


def _compare_outcome(money: Money, epilogue: EpilogueReport, stock: str) -> str:
    return _(
        "{name} over the year: {mean}. Without your decisions: {untouched}.",
        name=vocabulary.name_stock(stock),
        mean=money.format_figure(stock, epilogue.means[stock]),
        untouched=money.format_figure(stock, epilogue.compute_untouched_mean(stock)),
    )


# -- which function tells which event ------------------------------------------------------------------------

EVENT_NARRATORS: Final[Mapping[type[e.Event], Callable[[Voice, Any], Iterator[StoryLine]]]] = {
    e.SceneOpened: _narrate_scene_opening,
    e.Learned: _narrate_learned_fact,
    e.Landed: _narrate_landed_effect,
    e.Surfaced: _narrate_surfaced_fact,
    e.PromiseSettled: _narrate_settled_promise,
    e.EchoHeard: _narrate_echo,
    e.Said: _narrate_said_fact,
    e.Revealed: _narrate_reveal,
    e.Restated: _narrate_restating,
    e.Finals: _narrate_final_picks,
    e.CircumstanceShown: _narrate_circumstance,
    e.FactAnswered: _narrate_fact_answer,
    e.MindChanged: _narrate_change_of_mind,
    e.LeavingWarned: _narrate_leaving_warning,
    e.StayAnswered: _narrate_stay_answer,
    e.SitAsked: _narrate_wish_to_sit,
    e.SatDown: _narrate_sitting_down,
    e.Resolved: _narrate_resolution,
    e.Enacted: _narrate_enacted_option,
    e.Changed: _narrate_changed_figure,
    e.WeekPassed: _narrate_week,
    e.CoffeeTaken: _narrate_coffee,
    e.Pledged: _narrate_pledge,
    e.ChairEmptied: _narrate_emptied_chair,
    e.Ended: _narrate_ending,
}
"""The function that tells each event; a test holds that none is missing."""
