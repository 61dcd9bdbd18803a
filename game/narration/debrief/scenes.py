"""Scenes and moments in words: what each chair knew, picked and guessed, what came of it, and what moved most."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from game.debrief.moments import DebriefMoment, MomentKind
from game.debrief.timeline import Closing, LandedEffect, Parts, PlayedScene, WeighedPick, round_to_sum
from game.engine.events import CoffeeTaken, Pledged, PromiseSettled, Surfaced
from game.engine.scenario import Effect
from game.engine.state_draft import SCALE
from game.engine.stocks import CHAIRS, Chair
from game.locales import _, vocabulary
from game.narration.debrief.narrator import DebriefNarrator, label_scene, quote_text, render_signed

SHOWN: Final = 3


def render_scene_heading(narrator: DebriefNarrator, scene: PlayedScene) -> str:
    """Return which scene it was: its number, when it was, what it asked."""
    here = narrator.scenario.scenes[scene.id]
    number = label_scene(scene.count)
    at = narrator.render_text(f"{here.path}.at") if here.timed else ""
    return " · ".join(part for part in (number, at, narrator.name_scene(scene.id)) if part)


def render_decider(narrator: DebriefNarrator, scene: PlayedScene) -> str:
    """Return who decided, '' where nobody had to; and who was played by the partner while a person was away."""
    decision = narrator.scenario.scenes[scene.id].decision
    decides = [_("{name} decides", name=narrator.name_person(decision.owner))] if decision else []
    away = [chair for chair in CHAIRS if chair in scene.stood_in]
    return " · ".join(
        [*decides, *(_("{name} played by the partner", name=narrator.name_person(chair)) for chair in away)]
    )


def render_private_knowledge(narrator: DebriefNarrator, scene: PlayedScene, chair: Chair) -> str:
    """Return what only one chair knew as the scene opened."""
    facts = scene.knew.alone[chair]
    if not facts:
        return _(
            "{name} knew nothing that {other} did not",
            name=narrator.name_person(chair),
            other=narrator.name_other(chair),
        )
    return _("{name} alone knew: {facts}", name=narrator.name_person(chair), facts=narrator.name_facts(facts))


def render_first_pick(narrator: DebriefNarrator, scene: PlayedScene, chair: Chair) -> str:
    """Return a chair's first pick and how sure it was; '' where it made none."""
    if chair not in scene.played.first:
        return ""
    option = narrator.render_option(scene.id, scene.played.first[chair])
    sure = scene.played.confidence.get(chair)
    return f"{option} ({vocabulary.describe_confidence(sure).lower()})" if sure else option


def render_guess(narrator: DebriefNarrator, scene: PlayedScene, chair: Chair) -> str:
    """Return what a chair thought the other would pick, and whether it did; '' where it made no guess."""
    if chair not in scene.played.guess:
        return ""
    option = narrator.render_option(scene.id, scene.played.guess[chair])
    return f"{option} ({render_guess_result(scene.is_guess_right(chair))})"


def render_guess_result(right: bool | None) -> str:
    """Return whether a guess was right."""
    return _("right") if right else _("not this time")


def render_final_pick(narrator: DebriefNarrator, scene: PlayedScene, chair: Chair) -> str:
    """Return a chair's final pick; '' where it made none."""
    picked = scene.played.final.get(chair)
    if picked is None:
        return ""
    return narrator.render_option(scene.id, picked)


def render_spoken_facts(narrator: DebriefNarrator, scene: PlayedScene, chair: Chair) -> Iterator[str]:
    """Yield what a chair said, and what it kept at a chance."""
    became = {fact: what for fact in scene.knew.alone[chair] if (what := render_disclosure(narrator, scene, fact))}
    for what in dict.fromkeys(became.values()):
        yield f"{what}: {narrator.name_facts(tuple(fact for fact in became if became[fact] == what))}"


def render_disclosure(narrator: DebriefNarrator, scene: PlayedScene, fact: str) -> str:
    """Return whether a fact was said in a scene or kept at a chance; '' where it could not be said there."""
    if fact in scene.played.said:
        return _("said")
    return _("kept") if fact in narrator.scenario.scenes[scene.id].say else ""


def render_disagreement(narrator: DebriefNarrator, scene: PlayedScene) -> Iterator[str]:
    """Yield how the chairs met where they differed."""
    if scene.reason is not None:
        yield _render_named_reason(narrator, scene)
    if scene.sat is not None:
        yield _render_sitting_down(narrator, scene)
    if scene.resolved is not None:
        yield f"{narrator.name_person(scene.resolved.by)}: {vocabulary.name_resolution(scene.resolved.mode).lower()}"


def _render_named_reason(narrator: DebriefNarrator, scene: PlayedScene) -> str:
    given = scene.reason
    assert given is not None
    name, partner = narrator.name_person(given.chair), narrator.name_other(given.chair)
    reason = quote_text(vocabulary.describe_term(given.reason, partner))
    if given.right:
        return _("{name} named what held {other} back: {reason}", name=name, other=partner, reason=reason)
    truth = quote_text(vocabulary.describe_term(given.truth, partner))
    return _(
        "{name} thought of {reason}; for {other} it was {truth}", name=name, reason=reason, other=partner, truth=truth
    )


def _render_sitting_down(narrator: DebriefNarrator, scene: PlayedScene) -> str:
    assert scene.sat is not None
    if not scene.sat.accepted:
        return _(
            "{name} asked to sit down together; it did not come to that", name=narrator.name_person(scene.sat.asker)
        )
    return _("both sat down together")


def render_enacted_option(narrator: DebriefNarrator, scene: PlayedScene) -> str:
    """Return what was enacted; '' where there was nothing to decide."""
    return narrator.render_option(scene.id, scene.enacted.option) if scene.enacted else ""


def list_largest_changes(scene: PlayedScene, most: int = SHOWN) -> tuple[tuple[str, int], ...]:
    """Return the figures that changed most in a scene, by name, in whole points."""
    return tuple((change.stock, change.after - change.before) for change in scene.changed[:most])


def render_landed_effect(narrator: DebriefNarrator, landed: LandedEffect) -> str:
    """Return what landed, with its cause named."""
    effects = ", ".join(render_effect(narrator, there) for there in landed.effects)
    cause = _(
        "set off in scene {n} by {option}", n=landed.origin, option=narrator.render_option(landed.scene, landed.option)
    )
    return _(
        "{text} ({cause}: {effects})", text=narrator.render_text(f"{landed.path}.text"), cause=cause, effects=effects
    )


def render_effect(narrator: DebriefNarrator, there: Effect) -> str:
    """Return the points of an effect on its stock."""
    return narrator.render_stock_change(there.stock, there.points)


def render_surfaced_fact(narrator: DebriefNarrator, event: Surfaced) -> str:
    """Return how a fact came out."""
    text = narrator.render_text(f"{narrator.scenario.facts[event.fact].path}.surfaces.text")
    return _(
        "{fact} came out through {name}: {text}",
        fact=quote_text(narrator.name_fact(event.fact)),
        name=narrator.name_person(event.by),
        text=text,
    )


def render_promise(narrator: DebriefNarrator, event: PromiseSettled) -> str:
    """Return what became of a promise."""
    status = vocabulary.describe_promise_status(event.status)
    return _(
        "{name}'s promise {promise}: {status}",
        name=narrator.name_person(event.by),
        promise=quote_text(narrator.render_text(event.path)),
        status=status,
    )


def render_cto_departure(narrator: DebriefNarrator, closing: Closing) -> str:
    """Return that the CTO left in the year after play, and when."""
    return _(
        "In week {n} of the year after, {name} left, and the chair stood empty.",
        n=closing.leaving,
        name=narrator.name_person("cto"),
    )


def render_pledge(narrator: DebriefNarrator, event: Pledged) -> str:
    """Return what a chair would not sacrifice."""
    return _(
        "{name} will not sacrifice {pledge}",
        name=narrator.name_person(event.chair),
        pledge=vocabulary.name_pledge(event.what),
    )


def render_coffee(narrator: DebriefNarrator, event: CoffeeTaken) -> str:
    """Return what a chair did with the time for a coffee."""
    return _(
        "{name}, coffee: {what}",
        name=narrator.name_person(event.chair),
        what=vocabulary.describe_coffee_choice(event.what, narrator.name_other(event.chair)),
    )


def render_partner_reasons(narrator: DebriefNarrator, scene: PlayedScene, weighed: WeighedPick) -> str:
    """Return why the simulated partner chose as it did: its terms against the runner-up, which add up to the lead."""
    option, terms = (
        narrator.render_option(scene.id, weighed.over),
        render_term_sum(narrator, weighed.chair, weighed.why),
    )
    return _(
        "{name}'s reasons, against {option}: {terms}",
        name=narrator.name_person(weighed.chair),
        option=option,
        terms=terms,
    )


def render_term_sum(narrator: DebriefNarrator, chair: Chair, parts: Parts) -> str:
    """Return terms as a sum: those that count, each with its sign, and what they come to."""
    terms = list_terms(narrator, chair, parts)
    shown = [f"{name} {render_signed(size / 100, 2)}" for name, size in terms]
    return f"{'; '.join(shown)} = {render_signed(sum(size for _name, size in terms) / 100, 2)}"


MOVED_SHOWN: Final = 3


def render_moment(narrator: DebriefNarrator, moment: DebriefMoment) -> str:
    """Return what happened."""
    return _SENTENCES[moment.kind](narrator, moment)


def list_moved_figures(moment: DebriefMoment, most: int = MOVED_SHOWN) -> tuple[tuple[str, int], ...]:
    """Return the figures that a moment moved, by name, in whole points, the largest first."""
    whole = [(stock, round(points / 100)) for stock, points in moment.moved]
    shown = sorted((pair for pair in whole if pair[1]), key=lambda pair: -abs(pair[1]) / SCALE.get(pair[0], 1))
    return tuple(shown[:most])


def _require_chair(moment: DebriefMoment) -> Chair:
    assert moment.chair is not None
    return moment.chair


def _render_moment_option(narrator: DebriefNarrator, moment: DebriefMoment) -> str:
    return narrator.render_option(moment.scene, moment.what)


def _render_said_moment(narrator: DebriefNarrator, moment: DebriefMoment) -> str:
    values = {"name": narrator.name_person(moment.chair), "fact": narrator.name_fact(moment.what)}
    match narrator.scenario.facts[moment.what].cost:
        case "face":
            return _("{name} said “{fact}”, though it cost face.", **values)
        case "confidential":
            return _("{name} said “{fact}”, which had been told in confidence.", **values)
    return _("{name} said “{fact}”.", **values)


def _render_surfaced_moment(narrator: DebriefNarrator, moment: DebriefMoment) -> str:
    return _(
        "“{fact}” came out through {person}. {name} had kept it.",
        fact=narrator.name_fact(moment.what),
        person=narrator.name_person(moment.through),
        name=narrator.name_person(moment.chair),
    )


def _render_understood_moment(narrator: DebriefNarrator, moment: DebriefMoment) -> str:
    chair = _require_chair(moment)
    reason = vocabulary.describe_term(moment.what, narrator.name_other(chair))
    return _(
        "{name} named what held {other} back: {reason}",
        name=narrator.name_person(chair),
        other=narrator.name_other(chair),
        reason=quote_text(reason),
    )


def _render_sat_moment(narrator: DebriefNarrator, moment: DebriefMoment) -> str:
    return _("Both sat down together. What followed: {option}", option=_render_moment_option(narrator, moment))


def _render_synthesis_moment(narrator: DebriefNarrator, moment: DebriefMoment) -> str:
    option = _render_moment_option(narrator, moment)
    return _("Both sat down together, and what each of them knew opened a third way: {option}", option=option)


def _render_kept_moment(narrator: DebriefNarrator, moment: DebriefMoment) -> str:
    return _(
        "{name} kept a promise: {promise}",
        name=narrator.name_person(moment.chair),
        promise=quote_text(narrator.render_text(moment.what)),
    )


def _render_broken_moment(narrator: DebriefNarrator, moment: DebriefMoment) -> str:
    promise = quote_text(narrator.render_text(moment.what))
    return _("A promise of {name}'s was not kept: {promise}", name=narrator.name_person(moment.chair), promise=promise)


def _render_overridden_moment(narrator: DebriefNarrator, moment: DebriefMoment) -> str:
    chair = _require_chair(moment)
    values = {
        "name": narrator.name_person(chair),
        "other": narrator.name_other(chair),
        "option": _render_moment_option(narrator, moment),
    }
    return _("{name} overrode {other}: {option}", **values)


def _render_escalated_moment(narrator: DebriefNarrator, moment: DebriefMoment) -> str:
    option = _render_moment_option(narrator, moment)
    return _(
        "{name} took the difference to the board: {option}", name=narrator.name_person(moment.chair), option=option
    )


def _render_blamed_moment(narrator: DebriefNarrator, moment: DebriefMoment) -> str:
    return _(
        "{option} The blame fell on {person}.",
        option=_render_moment_option(narrator, moment),
        person=narrator.name_person(moment.through),
    )


def _render_persuaded_moment(narrator: DebriefNarrator, moment: DebriefMoment) -> str:
    chair = _require_chair(moment)
    return _(
        "After hearing what {other} knew, {name} went from {before} to {after}",
        other=narrator.name_other(chair),
        name=narrator.name_person(chair),
        before=narrator.render_option(moment.scene, moment.through),
        after=_render_moment_option(narrator, moment),
    )


def _render_vindicated_moment(narrator: DebriefNarrator, moment: DebriefMoment) -> str:
    option = narrator.render_option(moment.through, moment.what)
    return _(
        "{name} had objected to {option} What the objection feared came.",
        name=narrator.name_person(moment.chair),
        option=option,
    )


def _render_credited_moment(narrator: DebriefNarrator, moment: DebriefMoment) -> str:
    chair = _require_chair(moment)
    promised = moment.what.startswith("kept:")
    about = _("a promise kept") if promised else narrator.render_cause(moment.what)
    return _(
        "Over coffee {name} thanked {other} for one thing: {about}.",
        name=narrator.name_person(chair),
        other=narrator.name_other(chair),
        about=about,
    )


def _render_decided_moment(narrator: DebriefNarrator, moment: DebriefMoment) -> str:
    return _("What was done: {option}", option=_render_moment_option(narrator, moment))


def _render_guessed_moment(narrator: DebriefNarrator, moment: DebriefMoment) -> str:
    chair = _require_chair(moment)
    values = {
        "name": narrator.name_person(chair),
        "other": narrator.name_other(chair),
        "option": _render_moment_option(narrator, moment),
    }
    return _("{name} foresaw what {other} would pick: {option}", **values)


def _render_agreed_moment(narrator: DebriefNarrator, moment: DebriefMoment) -> str:
    return _(
        "Before a word was said, both leaned the same way: {option}", option=_render_moment_option(narrator, moment)
    )


def _render_emptied_moment(narrator: DebriefNarrator, moment: DebriefMoment) -> str:
    return _("{name} left, and the chair stood empty.", name=narrator.name_person(moment.chair))


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


def list_picks(narrator: DebriefNarrator, scene: PlayedScene, chair: Chair) -> Iterator[LabelledPick]:
    """Yield a chair's picks in the order it made them; a final pick that is the first one shares its label."""
    played = scene.played
    first, final = played.first.get(chair), played.final.get(chair)
    if first:
        sure = played.confidence.get(chair)
        label = _("first, final") if final == first else _("first")
        confidence = vocabulary.describe_confidence(sure).lower() if sure else ""
        yield LabelledPick(label, narrator.render_option(scene.id, first), confidence)
    if chair in played.guess:
        guessed = narrator.render_option(scene.id, played.guess[chair])
        yield LabelledPick(_("guess"), guessed, guess_right=scene.is_guess_right(chair))
    if final and final != first:
        yield LabelledPick(_("final"), render_final_pick(narrator, scene, chair))


def render_reasons_heading(narrator: DebriefNarrator, scene: PlayedScene, weighed: WeighedPick) -> tuple[str, str]:
    """Return whose reasons a table of terms holds, and the option that they are against."""
    against = _("against {option}", option=narrator.render_option(scene.id, weighed.over))
    return _("Why {name}", name=narrator.name_person(weighed.chair)), against


def list_terms(narrator: DebriefNarrator, chair: Chair, parts: Parts) -> tuple[tuple[str, int], ...]:
    """Return the terms that count, by name and in hundredths; rounded so that they add up to what they come to."""
    rounded = round_to_sum([size for _term, size in parts])
    return tuple(
        (vocabulary.describe_term(term, narrator.name_person(chair)), size)
        for (term, _size), size in zip(parts, rounded, strict=True)
        if size
    )


def name_term_total() -> str:
    """Return the label of the sum of the terms."""
    return _("together")


def name_landings() -> str:
    """Return the heading over what came down in a scene."""
    return _("Landed here")


def list_landings(narrator: DebriefNarrator, scene: PlayedScene | Closing) -> list[str]:
    """Return what came down in a scene, or as play ended: later effects, facts that came out, promises settled."""
    return [
        *(render_landed_effect(narrator, landed) for landed in scene.landed),
        *(render_surfaced_fact(narrator, event) for event in scene.surfaced),
        *(render_promise(narrator, event) for event in scene.settled),
    ]


def render_scene_time(narrator: DebriefNarrator, scene: PlayedScene) -> str:
    """Return when a scene was; its number where the author gave no time."""
    here = narrator.scenario.scenes[scene.id]
    at = narrator.render_text(f"{here.path}.at") if here.timed else ""
    return at or label_scene(scene.count)
