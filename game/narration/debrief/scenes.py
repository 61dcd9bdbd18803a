"""Scenes in words: as they were played, and what if one answer had been another.

A scene is told by what each chair knew, picked and guessed, how they met, what was done and what came of it. What if is
told by what was answered, what could have been answered, and where the two lines of play part.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import cast

from game.debrief.look_back import Insight
from game.debrief.timeline import Closing, LandedEffect, Parts, PlayedScene, WeighedPick, round_to_sum
from game.debrief.what_if import AlternativeAnswer, Happening, PlayOutcome, SceneDifference, WhatIfBranch
from game.engine import events as told
from game.engine.events import CoffeeTaken, Pledged, PromiseSettled, Resolved, Restated, SatDown, Surfaced
from game.engine.state import SIT
from game.engine.state_draft import SCALE
from game.engine.stocks import CHAIRS, Chair, Phase, other_chair
from game.locales import _, ngettext, vocabulary
from game.locales.figures import format_signed, join_words
from game.narration.debrief import outcomes
from game.narration.lines import join_text
from game.narration.voice import Voice, label_scene, quote_text
from game.playthrough.record import Answer
from game.playthrough.visibility import list_seen_moves


def render_scene_heading(voice: Voice, scene: PlayedScene) -> str:
    """Return which scene it was: its number, when it was, what it asked."""
    here = voice.game.scenario.scenes[scene.id]
    number = label_scene(scene.count)
    at = voice.render_text(f"{here.path}.at") if here.timed else ""
    return " · ".join(part for part in (number, at, voice.name_scene(scene.id)) if part)


def render_decider(voice: Voice, scene: PlayedScene) -> str:
    """Return who decided, '' where nobody had to; and who was played by the partner while a person was away."""
    decision = voice.game.scenario.scenes[scene.id].decision
    decides = [_("{name} decides", name=voice.name_person(decision.owner))] if decision else []
    away = [chair for chair in CHAIRS if chair in scene.stood_in]
    return " · ".join([*decides, *(_("{name} played by the partner", name=voice.name_person(chair)) for chair in away)])


def render_private_knowledge(voice: Voice, scene: PlayedScene, chair: Chair) -> str:
    """Return what only one chair knew as the scene opened."""
    facts = scene.knew.alone[chair]
    if not facts:
        return _(
            "{name} was keeping nothing from {other}",
            name=voice.name_person(chair),
            other=voice.name_other(chair),
        )
    return _("{name} alone knew: {facts}", name=voice.name_person(chair), facts=voice.name_facts(facts))


def render_first_pick(voice: Voice, scene: PlayedScene, chair: Chair) -> str:
    """Return a chair's first pick and how sure it was; '' where it made none."""
    if chair not in scene.played.first:
        return ""
    option = voice.quote_option(scene.id, scene.played.first[chair])
    sure = scene.played.confidence.get(chair)
    return f"{option} ({vocabulary.describe_confidence(sure).lower()})" if sure else option


def render_guess(voice: Voice, scene: PlayedScene, chair: Chair) -> str:
    """Return what a chair thought the other would pick, and whether it did; "" where it made no guess."""
    if chair not in scene.played.guess:
        return ""
    option = voice.quote_option(scene.id, scene.played.guess[chair])
    return f"{option} ({render_guess_result(scene.is_guess_right(chair))})"


def render_guess_result(right: bool | None) -> str:
    """Return whether a guess was right."""
    return _("right") if right else _("missed")


def render_final_pick(voice: Voice, scene: PlayedScene, chair: Chair) -> str:
    """Return a chair's final pick; '' where it made none."""
    picked = scene.played.final.get(chair)
    if picked is None:
        return ""
    return voice.quote_option(scene.id, picked)


def render_spoken_facts(voice: Voice, scene: PlayedScene, chair: Chair) -> Iterator[str]:
    """Yield what a chair said, and what it kept at a chance."""
    became = {fact: what for fact in scene.knew.alone[chair] if (what := render_disclosure(voice, scene, fact))}
    for what in dict.fromkeys(became.values()):
        yield f"{what}: {voice.name_facts(tuple(fact for fact in became if became[fact] == what))}"


def render_disclosure(voice: Voice, scene: PlayedScene, fact: str) -> str:
    """Return whether a fact was said in a scene or kept at a chance; "" where nobody was asked for it.

    The log names a fact as kept the first time only; later it was kept wherever it could be said and play went on.
    """
    if fact in scene.played.said:
        return _("said")
    passed = scene.enacted is not None and fact in voice.game.scenario.scenes[scene.id].say
    return _("kept") if passed or fact in scene.played.kept else ""


def render_meeting(voice: Voice, scene: PlayedScene) -> Iterator[str]:
    """Yield how the chairs met over a decision of both: by agreeing, coming round, sitting down, or differing."""
    if scene.restated is not None:
        yield _render_restating(voice, scene.restated)
    if scene.sat is not None:
        yield _render_sitting_down(voice, scene.sat)
    if scene.resolved is not None:
        yield _render_resolution(voice, scene.resolved)
    elif not scene.played.sat and scene.enacted is not None and len(scene.played.first) == len(CHAIRS):
        yield from _render_agreement(voice, scene)


def _render_agreement(voice: Voice, scene: PlayedScene) -> Iterator[str]:
    first, enacted = scene.played.first, scene.played.enacted
    if first["ceo"] == first["cto"]:
        yield _("both wanted the same from the start")
        return
    for chair in CHAIRS:
        if first[chair] != enacted and first[other_chair(chair)] == enacted:
            names = {"name": voice.name_person(chair), "other": voice.name_other(chair)}
            yield _("{name} came round to what {other} had picked first", **names)


def _render_restating(voice: Voice, event: Restated) -> str:
    values = {"name": voice.name_person(event.chair), "other": voice.name_other(event.chair), "n": event.tries}
    if event.tries == 1:
        return _("{name} said {other}'s reason rightly at once", **values)
    return _("{name} said {other}'s reason rightly after {n} tries", **values)


def _render_sitting_down(voice: Voice, event: SatDown) -> str:
    if event.accepted or event.asker is None:
        return _("both sat down together")
    return _("{name} asked to sit down together; it did not come to that", name=voice.name_person(event.asker))


def _render_resolution(voice: Voice, event: Resolved) -> str:
    return f"{voice.name_person(event.by)}: {vocabulary.name_resolution(event.mode).lower()}"


def render_enacted_option(voice: Voice, scene: PlayedScene) -> str:
    """Return what was enacted; '' where there was nothing to decide."""
    return voice.quote_option(scene.id, scene.enacted.option) if scene.enacted else ""


def render_landed_effect(voice: Voice, landed: LandedEffect) -> str:
    """Return what landed, with its cause named, and what it moved."""
    cause = _(
        "set off in scene {n} by {option}", n=landed.origin, option=voice.quote_option(landed.scene, landed.option)
    )
    figures = _render_moves(voice, landed.moved)
    noted = _("{cause}: {effects}", cause=cause, effects=figures) if figures else cause
    return _("{text} ({cause})", text=voice.render_text(f"{landed.path}.text"), cause=noted)


def _render_moves(voice: Voice, moved: Mapping[str, int]) -> str:
    """Return the figures that something moved, the largest move first; while play goes on, as far as they are seen."""
    ranked: Iterable[tuple[str, int]] = list_seen_moves(moved, voice.figure_chairs)
    if voice.game.epilogue is not None:
        ranked = sorted(moved.items(), key=lambda pair: -abs(pair[1]) / SCALE.get(pair[0], 1))
    return ", ".join(voice.render_figure_change(stock, points) for stock, points in ranked)


def render_surfaced_fact(voice: Voice, event: Surfaced) -> str:
    """Return how a fact came out, and what that moved."""
    text = voice.render_text(f"{voice.game.scenario.facts[event.fact].path}.surfaces.text")
    told = _(
        "{fact} came out through {name}: {text}",
        fact=quote_text(voice.name_fact(event.fact)),
        name=voice.name_person(event.by),
        text=text,
    )
    figures = _render_moves(voice, event.moved)
    return _("{text} ({cause})", text=told, cause=figures) if figures else told


def render_promise(voice: Voice, event: PromiseSettled) -> str:
    """Return what became of a promise."""
    status = vocabulary.describe_promise_status(event.status)
    return _(
        "{name}'s promise {promise}: {status}",
        name=voice.name_person(event.by),
        promise=quote_text(voice.render_text(event.path)),
        status=status,
    )


def render_cto_departure(voice: Voice, closing: Closing) -> str:
    """Return that the CTO left in the year after play, and when."""
    return _(
        "In week {n} of the year after, {name} left, and the chair stood empty.",
        n=closing.leaving,
        name=voice.name_person("cto"),
    )


def render_pledge(voice: Voice, event: Pledged) -> str:
    """Return what a chair would not sacrifice."""
    return _(
        "{name} will not sacrifice {pledge}",
        name=voice.name_person(event.chair),
        pledge=vocabulary.name_pledge(event.what),
    )


def render_coffee(voice: Voice, event: CoffeeTaken) -> str:
    """Return what a chair did with the time for a coffee, and the strength that it named or misjudged."""
    chosen = f"{event.what}:{event.strength}".removesuffix(":")
    what = join_text(voice.render_coffee_choice(event.chair, chosen))
    taken = _("{name}, coffee: {what}", name=voice.name_person(event.chair), what=what)
    return taken if event.right else _("{coffee} · misjudged", coffee=taken)


def render_partner_reasons(voice: Voice, scene: PlayedScene, weighed: WeighedPick) -> str:
    """Return why the simulated partner chose as it did: its terms against the runner-up, which add up to the lead."""
    option, terms = (
        voice.quote_option(scene.id, weighed.over),
        render_term_sum(voice, weighed.chair, weighed.why),
    )
    return _(
        "{name}'s reasons, compared with {option}: {terms}",
        name=voice.name_person(weighed.chair),
        option=option,
        terms=terms,
    )


def render_term_sum(voice: Voice, chair: Chair, parts: Parts) -> str:
    """Return terms as a sum: those that count, each with its sign, and what they come to."""
    terms = list_terms(voice, chair, parts)
    shown = [f"{name} {format_signed(size / 100, 2)}" for name, size in terms]
    return f"{'; '.join(shown)} = {format_signed(sum(size for _name, size in terms) / 100, 2)}"


def render_knowledge_label(scene: PlayedScene, chair: Chair) -> str:
    """Return the label over the facts that only one chair knew, which stands under its name."""
    return _("alone knew") if scene.knew.alone[chair] else _("knew nothing alone")


def list_disclosure_words() -> tuple[str, str]:
    """Return every word that `render_disclosure` may give, for a column of one width."""
    return _("said"), _("kept")


@dataclass(frozen=True, slots=True)
class LabelledPick:
    """A pick or guess for a card: its label, the option, how sure it was or "", and whether the guess was right."""

    label: str
    option: str
    confidence: str = ""
    guess_right: bool | None = None


def list_picks(voice: Voice, scene: PlayedScene, chair: Chair) -> Iterator[LabelledPick]:
    """Yield a chair's picks in the order it made them; a final pick that is the first one shares its label."""
    played = scene.played
    first, final = played.first.get(chair), played.final.get(chair)
    if first:
        sure = played.confidence.get(chair)
        label = _("first and final pick") if final == first else _("first pick")
        confidence = vocabulary.describe_confidence(sure).lower() if sure else ""
        yield LabelledPick(label, voice.quote_option(scene.id, first), confidence)
    if chair in played.guess:
        guessed = voice.quote_option(scene.id, played.guess[chair])
        yield LabelledPick(_("guess"), guessed, guess_right=scene.is_guess_right(chair))
    if final and final != first:
        yield LabelledPick(_("final pick"), render_final_pick(voice, scene, chair))


def render_reasons_heading(voice: Voice, scene: PlayedScene, weighed: WeighedPick) -> tuple[str, str]:
    """Return whose reasons a table of terms holds, and the option that they are against."""
    against = _("against {option}", option=voice.quote_option(scene.id, weighed.over))
    return _("Why {name}", name=voice.name_person(weighed.chair)), against


def list_terms(voice: Voice, chair: Chair, parts: Parts) -> tuple[tuple[str, int], ...]:
    """Return the terms that count, by name and in hundredths; rounded so that they add up to what they come to."""
    rounded = round_to_sum([size for _term, size in parts])
    return tuple(
        (vocabulary.describe_term(term, voice.name_person(chair)), size)
        for (term, _size), size in zip(parts, rounded, strict=True)
        if size
    )


def name_term_total() -> str:
    """Return the label of the sum of the terms."""
    return _("together")


def name_landings() -> str:
    """Return the heading over what came down in a scene."""
    return _("Landed here")


def list_landings(voice: Voice, insight: Insight, scene: PlayedScene) -> list[str]:
    """Return what came down in a scene: later effects, sure picks judged, facts that came out, promises settled."""
    return [
        *(render_landed_effect(voice, landed) for landed in scene.landed),
        *_list_judgements(voice, insight, scene, scene.landed),
        *_list_came_out(voice, scene),
    ]


def list_closing_landings(voice: Voice, insight: Insight) -> list[str]:
    """Return what came down as play ended."""
    closing, last = insight.timeline.closing, insight.timeline.scenes[-1]
    return [
        *(render_landed_effect(voice, landed) for landed in closing.landed),
        *_list_judgements(voice, insight, last, closing.landed),
        *_list_came_out(voice, closing),
    ]


def _list_judgements(
    voice: Voice, insight: Insight, scene: PlayedScene, landed: tuple[LandedEffect, ...]
) -> Iterator[str]:
    """Yield whom time judged by what landed; the judgements as play ended stand with the last scene."""
    origins = {there.origin for there in landed}
    for judged in insight.find_outcome(scene).judged:
        if judged.origin in origins:
            yield outcomes.render_sure_judgement(voice, judged, insight.timeline.find_scene(judged.origin))


def _list_came_out(voice: Voice, scene: PlayedScene | Closing) -> Iterator[str]:
    yield from (render_surfaced_fact(voice, event) for event in scene.surfaced)
    yield from (render_promise(voice, event) for event in scene.settled)


def render_scene_time(voice: Voice, scene: PlayedScene) -> str:
    """Return when a scene was; its number where the author gave no time."""
    here = voice.game.scenario.scenes[scene.id]
    at = voice.render_text(f"{here.path}.at") if here.timed else ""
    return at or label_scene(scene.count)


# -- what if ------------------------------------------------------------------------------------------------


def render_alternative(voice: Voice, other: AlternativeAnswer) -> str:
    """Return what a chair would have answered."""
    name = voice.name_person(other.chair)
    match other.kind:
        case "say" | "sit_say":
            fact = quote_text(voice.name_fact(other.what))
            says = other.what in cast("list[str]", other.answer["facts"])
            return (
                _("{name} says {fact}", name=name, fact=fact)
                if says
                else _("{name} keeps {fact}", name=name, fact=fact)
            )
        case "sit":
            accepts = bool(other.answer["accept"])
            return _("{name} sits down", name=name) if accepts else _("{name} does not sit down", name=name)
    return render_answer(voice, other.scene, other.chair, other.kind, other.answer)


def render_answer(voice: Voice, scene: str, chair: Chair, kind: Phase, answer: Answer) -> str:
    """Return an answer as it was given."""
    name = voice.name_person(chair)
    match kind:
        case "first" | "final":
            return _render_pick(voice, scene, name, str(answer["option"]))
        case "say" | "sit_say":
            facts = tuple(cast("list[str]", answer["facts"]))
            nothing = _("{name} says nothing", name=name)
            return _("{name} says {fact}", name=name, fact=voice.name_facts(facts)) if facts else nothing
        case "sit":
            return _("{name} sits down", name=name) if answer["accept"] else _("{name} does not sit down", name=name)
    return f"{name}: {_render_answer_word(voice, chair, kind, answer)}"


def _render_pick(voice: Voice, scene: str, name: str, option: str) -> str:
    if option == SIT:
        return _("{name} asks to sit down together", name=name)
    return _("{name} chooses {option}", name=name, option=voice.quote_option(scene, option))


def _render_answer_word(voice: Voice, chair: Chair, kind: Phase, answer: Answer) -> str:
    match kind:
        case "resolve":
            return vocabulary.describe_resolution(str(answer["mode"]), voice.name_other(chair))
        case "coffee":
            return join_text(voice.render_coffee_choice(chair, str(answer["what"])))
        case "stay":
            return _("stays") if answer["what"] == "stay" else _("goes")
    return vocabulary.describe_pledge(str(answer["what"]))


def render_stand_in_notice(voice: Voice, other: WhatIfBranch) -> str:
    """Return from where the line is no longer only the person's own; '' where all of it is."""
    if other.dashed_from is None:
        return ""
    names = join_words([*dict.fromkeys(voice.name_person(there.chair) for there in other.stand_ins)])
    return ngettext(
        "From scene {scene} on (dashed) one answer is not {names}'s own: the simulated partner's model gave it.",
        "From scene {scene} on (dashed) {n} answers are not {names}'s own: the simulated partner's model gave them.",
        len(other.stand_ins),
        scene=other.dashed_from,
        names=names,
    )


def render_scene_difference(
    voice: Voice, apart: SceneDifference, unsaid: frozenset[str] = frozenset()
) -> Iterator[tuple[str, str]]:
    """Yield what came differently in a scene: as played, and otherwise; '' where a line has nothing there.

    `unsaid` are facts that must not be named while play goes on.
    """
    played = [render_happening(voice, event) for event in apart.played]
    otherwise = [_render_veiled_happening(voice, event, unsaid) for event in apart.otherwise]
    for number in range(max(len(played), len(otherwise))):
        yield played[number] if number < len(played) else "", otherwise[number] if number < len(otherwise) else ""


def _render_veiled_happening(voice: Voice, event: Happening, unsaid: frozenset[str]) -> str:
    if isinstance(event, told.Said | told.Surfaced) and event.fact in unsaid:
        return _(
            "{name} would have told something that is still unsaid",
            name=voice.name_person(_find_fact_holder(voice, event.fact)),
        )
    return render_happening(voice, event)


def _find_fact_holder(voice: Voice, fact: str) -> Chair:
    return voice.game.scenario.facts[fact].held


def render_happening(voice: Voice, event: Happening) -> str:
    """Return one thing that happened."""
    match event:
        case told.SceneOpened():
            return _("the scene: {scene}", scene=voice.name_scene(event.scene))
        case told.Enacted():
            return voice.quote_option(event.scene, event.option)
        case told.ChairEmptied():
            return _("{name} left, and the chair stood empty.", name=voice.name_person("cto"))
        case told.Ended():
            return _("ending: {ending}", ending=voice.name_ending(event.ending))
        case told.Said() | SatDown() | Resolved():
            return _render_action(voice, event)
    return _render_outcome(voice, event)


def _render_action(voice: Voice, event: told.Said | SatDown | Resolved) -> str:
    match event:
        case told.Said():
            fact = quote_text(voice.name_fact(event.fact))
            return _("{name} says {fact}", name=voice.name_person(event.chair), fact=fact)
        case SatDown():
            return _render_sitting_down(voice, event)
        case Resolved():
            return _render_resolution(voice, event)


def _render_outcome(voice: Voice, event: told.Landed | Surfaced | PromiseSettled | told.EchoHeard) -> str:
    match event:
        case told.Landed():
            return voice.render_text(f"{event.path}.text")
        case Surfaced():
            return render_surfaced_fact(voice, event)
        case PromiseSettled():
            return render_promise(voice, event)
        case told.EchoHeard():
            return f"{voice.name_speaker(event.who)}: {voice.render_text(event.path)}"


def name_branches() -> tuple[str, str]:
    """Return the names of the two lines of play: the one that was played, and the other."""
    return _("as played"), _("otherwise")


def render_outcome_name(voice: Voice, outcome: PlayOutcome) -> str:
    """Return the ending that a line of play came to, or that it is not over."""
    return voice.name_ending(outcome.ending) if outcome.ending else _("so far")


def render_outcome_time(outcome: PlayOutcome) -> str:
    """Return what the figures of an outcome are: means over the year after play, or how things stand."""
    return _("mean over the year") if outcome.ending else _("as things stand")


def name_composite() -> str:
    """Return the name of F, the figure for the whole company."""
    return _("The company as a whole")


def render_no_difference() -> str:
    """Return that only the changed answer differs."""
    return _("Everything else would have gone the same way.")


def render_nothing_asked() -> str:
    """Return that a scene has no answer that could be changed."""
    return _("Nobody in this game was asked anything here.")


def name_river() -> str:
    """Return the heading over the lines of play that the other answers of a scene lead to."""
    return _("Had it gone otherwise")


def render_retry_notice() -> str:
    """Return what deciding again does."""
    return _("Play on from this scene yourself: a new game with the same luck up to here. This one stays as it is.")


def render_waiting() -> str:
    """Return what is shown while the other line is being played."""
    return _("playing the other branch …")
