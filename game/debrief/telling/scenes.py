"""The scenes in words: what each chair knew, picked and guessed, and what came of it."""

from collections.abc import Iterator
from typing import Final

from game.debrief.telling.teller import Teller, quoted, signed
from game.debrief.timeline import Closing, Landing, Scene
from game.debrief.weighing import Parts, Weighing, adding_up
from game.engine.events import CoffeeTaken, Pledged, PromiseSettled, Surfaced
from game.engine.scenario import Effect
from game.engine.state import SIT
from game.engine.stocks import CHAIRS, Chair
from game.locales import _, words

SHOWN: Final = 3


def heading(teller: Teller, scene: Scene) -> str:
    """Return which scene it was: its number, when it was, what it asked."""
    here = teller.scenario.scenes[scene.id]
    number = _("Scene {n}", n=scene.count)
    at = teller.text(f"{here.path}.at") if here.timed else ""
    return " · ".join(part for part in (number, at, teller.scene(scene.id)) if part)


def decider(teller: Teller, scene: Scene) -> str:
    """Return who decided, '' where nobody had to; and who was played by the partner while a person was away."""
    decision = teller.scenario.scenes[scene.id].decision
    decides = [_("{name} decides", name=teller.name(decision.owner))] if decision else []
    away = [chair for chair in CHAIRS if chair in scene.stood_in]
    return " · ".join([*decides, *(_("{name} played by the partner", name=teller.name(chair)) for chair in away)])


def alone(teller: Teller, scene: Scene, chair: Chair) -> str:
    """Return what only one chair knew as the scene opened."""
    facts = scene.knew.alone[chair]
    if not facts:
        return _("{name} knew nothing that {other} did not", name=teller.name(chair), other=teller.other(chair))
    return _("{name} alone knew: {facts}", name=teller.name(chair), facts=teller.facts(facts))


def first(teller: Teller, scene: Scene, chair: Chair) -> str:
    """Return a chair's first pick and how sure it was; '' where it made none."""
    if chair not in scene.played.first:
        return ""
    option = teller.option(scene.id, scene.played.first[chair])
    sure = scene.played.confidence.get(chair)
    return f"{option} ({words.confidence(sure).lower()})" if sure else option


def guess(teller: Teller, scene: Scene, chair: Chair) -> str:
    """Return what a chair thought the other would pick, and whether it did; '' where it made no guess."""
    if chair not in scene.played.guess:
        return ""
    option = teller.option(scene.id, scene.played.guess[chair])
    return f"{option} ({hit(scene.right(chair))})"


def hit(right: bool | None) -> str:
    """Return whether a guess was right."""
    return _("right") if right else _("not this time")


def final(teller: Teller, scene: Scene, chair: Chair) -> str:
    """Return a chair's final pick; '' where it made none."""
    picked = scene.played.final.get(chair)
    if picked is None:
        return ""
    return _("to sit down together") if picked == SIT else teller.option(scene.id, picked)


def spoken(teller: Teller, scene: Scene, chair: Chair) -> Iterator[str]:
    """Yield what a chair said, and what it kept at a chance."""
    became = {fact: what for fact in scene.knew.alone[chair] if (what := said_or_kept(teller, scene, fact))}
    for what in dict.fromkeys(became.values()):
        yield f"{what}: {teller.facts(tuple(fact for fact in became if became[fact] == what))}"


def said_or_kept(teller: Teller, scene: Scene, fact: str) -> str:
    """Return whether a fact was said in a scene or kept at a chance; '' where it could not be said there."""
    if fact in scene.played.said:
        return _("said")
    return _("kept") if fact in teller.scenario.scenes[scene.id].say else ""


def talk(teller: Teller, scene: Scene) -> Iterator[str]:
    """Yield how the chairs met where they differed."""
    if scene.reason is not None:
        yield _reason(teller, scene)
    if scene.sat is not None:
        yield _sat(teller, scene)
    if scene.resolved is not None:
        yield f"{teller.name(scene.resolved.by)}: {words.mode_name(scene.resolved.mode).lower()}"


def _reason(teller: Teller, scene: Scene) -> str:
    given = scene.reason
    assert given is not None
    name, partner = teller.name(given.chair), teller.other(given.chair)
    reason = quoted(words.term(given.reason, partner))
    if given.right:
        return _("{name} named what held {other} back: {reason}", name=name, other=partner, reason=reason)
    truth = quoted(words.term(given.truth, partner))
    return _(
        "{name} thought of {reason}; for {other} it was {truth}", name=name, reason=reason, other=partner, truth=truth
    )


def _sat(teller: Teller, scene: Scene) -> str:
    assert scene.sat is not None
    if not scene.sat.accepted:
        return _("{name} asked to sit down together; it did not come to that", name=teller.name(scene.sat.asker))
    return _("both sat down together")


def done(teller: Teller, scene: Scene) -> str:
    """Return what was enacted; '' where there was nothing to decide."""
    return teller.option(scene.id, scene.enacted.option) if scene.enacted else ""


def changed(scene: Scene, most: int = SHOWN) -> tuple[tuple[str, int], ...]:
    """Return the figures that changed most in a scene, by name, in whole points."""
    return tuple((change.stock, change.after - change.before) for change in scene.changed[:most])


def landing(teller: Teller, landed: Landing) -> str:
    """Return what landed, with its cause named."""
    effects = ", ".join(effect(teller, there) for there in landed.effects)
    cause = _("set off in scene {n} by {option}", n=landed.origin, option=teller.option(landed.scene, landed.option))
    return _("{text} ({cause}: {effects})", text=teller.text(f"{landed.path}.text"), cause=cause, effects=effects)


def effect(teller: Teller, there: Effect) -> str:
    """Return the points of an effect on its stock."""
    return teller.moved(there.stock, there.points)


def surfaced(teller: Teller, event: Surfaced) -> str:
    """Return how a fact came out."""
    text = teller.text(f"{teller.scenario.facts[event.fact].path}.surfaces.text")
    return _(
        "{fact} came out through {name}: {text}",
        fact=quoted(teller.fact(event.fact)),
        name=teller.name(event.by),
        text=text,
    )


def promise(teller: Teller, event: PromiseSettled) -> str:
    """Return what became of a promise."""
    status = words.promise_status(event.status)
    return _(
        "{name}'s promise {promise}: {status}",
        name=teller.name(event.by),
        promise=quoted(teller.text(event.path)),
        status=status,
    )


def leaving(teller: Teller, closing: Closing) -> str:
    """Return that the CTO left in the year after play, and when."""
    return _(
        "In week {n} of the year after, {name} left, and the chair stood empty.",
        n=closing.leaving,
        name=teller.name("cto"),
    )


def pledge(teller: Teller, event: Pledged) -> str:
    """Return what a chair would not sacrifice."""
    return _("{name} will not sacrifice {pledge}", name=teller.name(event.chair), pledge=words.pledge_name(event.what))


def coffee(teller: Teller, event: CoffeeTaken) -> str:
    """Return what a chair did with the time for a coffee."""
    return _(
        "{name}, coffee: {what}",
        name=teller.name(event.chair),
        what=words.coffee(event.what, teller.other(event.chair)),
    )


def why(teller: Teller, scene: Scene, weighed: Weighing) -> str:
    """Return why the simulated partner chose as it did: its terms against the runner-up, which add up to the lead."""
    option, terms = teller.option(scene.id, weighed.over), sums(teller, weighed.chair, weighed.why)
    return _("{name}'s reasons, against {option}: {terms}", name=teller.name(weighed.chair), option=option, terms=terms)


def sums(teller: Teller, chair: Chair, parts: Parts) -> str:
    """Return terms as a sum: those that count, each with its sign, and what they come to."""
    rounded = adding_up([size for _term, size in parts])
    shown = [
        f"{words.term(term, teller.name(chair))} {signed(size / 100, 2)}"
        for (term, _size), size in zip(parts, rounded, strict=True)
        if size
    ]
    return f"{'; '.join(shown)} = {signed(sum(rounded) / 100, 2)}"
