"""The whole debrief as plain text, for the command line, plain mode and files: nothing is cut, no line is wrapped."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from game.debrief.insight import Insight, look_back
from game.debrief.telling import facts, moments, questions, scenes, together, trust
from game.debrief.telling.teller import Teller
from game.debrief.timeline import Closing, Scene
from game.engine.stocks import CHAIRS, Chair
from game.locales import _, language, set_language, words
from game.playthrough.session import Session

INDENT = "  "


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the report: its heading and its lines; a line may be indented."""

    heading: str
    lines: tuple[str, ...]


def render_text(session: Session, code: str) -> str:
    """Return the debrief of a playthrough, finished or not, as text that ends with a newline.

    Args:
        session: the playthrough; it is not touched.
        code: the language of interface and texts, a code of `game.locales.LANGUAGES`.
    """
    spoken_before = language()
    set_language(code)
    try:
        rows = [row for part in parts(session, code) for row in ("", part.heading, *part.lines)]
    finally:
        set_language(spoken_before)
    return "\n".join(rows).lstrip("\n") + "\n"


def parts(session: Session, code: str) -> tuple[Part, ...]:
    """Return the debrief part by part, in the interface's language of the moment; a part without lines is left out."""
    insight, teller = look_back(session), Teller(session.scenario, session.texts, code)
    if session.secret:
        theirs = _("Two people still play it. What each of them knows and picked is theirs until the end.")
        return (Part(_("Looking back: {title}", title=teller.text("title")), (_("Play is not over yet."), theirs)),)
    told = (
        Part(_("Looking back: {title}", title=teller.text("title")), tuple(_ending(teller, insight.line.closing))),
        Part(_("Moments"), tuple(_moments(teller, insight))),
        Part(_("Words beside deeds"), tuple(_words(teller, insight))),
        Part(_("The two at the table"), tuple(_together(teller, insight))),
        Part(_("Scene by scene"), tuple(_scenes(teller, insight))),
        Part(_("Who knew what, when"), tuple(_knowledge(teller, insight))),
        Part(_("The ledger of trust"), tuple(_ledgers(teller, insight))),
        Part(_("Questions"), tuple(_questions(teller, insight, session.reflections))),
    )
    return tuple(part for part in told if part.lines)


def _ending(teller: Teller, closing: Closing) -> Iterator[str]:
    if not closing.ending:
        yield _("Play is not over yet.")
        return
    yield f"{teller.ending(closing.ending)} ({words.tier(closing.tier)})"
    found = teller.scenario.ending(closing.ending)
    if found is not None:
        yield teller.text(f"{found.path}.text")
    if closing.leaving:
        yield scenes.leaving(teller, closing)


def _moments(teller: Teller, insight: Insight) -> Iterator[str]:
    for moment in insight.moments:
        what = moments.sentence(teller, moment)
        yield _("Scene {n}: {what}", n=moment.count, what=what)
        figures = ", ".join(teller.moved(stock, points) for stock, points in moments.moved(moment))
        if figures:
            yield INDENT + figures


def _together(teller: Teller, insight: Insight) -> Iterator[str]:
    if insight.together is not None:
        yield from together.lines(teller, insight.together)
    yield from together.ghost(teller, insight.across)


def _words(teller: Teller, insight: Insight) -> Iterator[str]:
    for said in insight.words:
        yield f"{trust.pledged(teller, said)} {trust.tally(said)}"
        for heading, deeds in ((_("with it"), said.went_with), (_("against it"), said.went_against)):
            for deed in deeds:
                yield f"{INDENT}{heading}, {trust.deed(teller, deed)}"


def _scenes(teller: Teller, insight: Insight) -> Iterator[str]:
    for scene in insight.line.scenes:
        yield from _blocks(teller, scene)
    closing = insight.line.closing
    came = [
        *(scenes.landing(teller, landed) for landed in closing.landed),
        *(scenes.surfaced(teller, event) for event in closing.surfaced),
        *(scenes.promise(teller, event) for event in closing.settled),
    ]
    if came:
        yield _("As play ended")
        yield from _in(came)


def _blocks(teller: Teller, scene: Scene) -> Iterator[str]:
    head, owner = scenes.heading(teller, scene), scenes.decider(teller, scene)
    yield f"{head} ({owner})" if owner else head
    yield from _in(scenes.pledge(teller, event) for event in scene.before.pledged)
    yield from _in(scenes.coffee(teller, event) for event in scene.before.coffees)
    yield from _in(scenes.landing(teller, landed) for landed in scene.landed)
    yield from _in(scenes.surfaced(teller, event) for event in scene.surfaced)
    yield from _in(scenes.promise(teller, event) for event in scene.settled)
    for chair in CHAIRS:
        yield from _in(_chair(teller, scene, chair))
    yield from _in(scenes.talk(teller, scene))
    for weighed in scene.weighings:
        if weighed.over and weighed is scene.weighed(weighed.chair):
            yield INDENT + scenes.why(teller, scene, weighed)
    if scene.enacted:
        yield INDENT + _("Done: {option}", option=scenes.done(teller, scene))
    figures = ", ".join(teller.moved(stock, points) for stock, points in scenes.changed(scene))
    if figures:
        yield INDENT + _("Changed most: {figures}", figures=figures)


def _chair(teller: Teller, scene: Scene, chair: Chair) -> Iterator[str]:
    yield scenes.alone(teller, scene, chair) + "."
    picks = (
        (_("first pick"), scenes.first(teller, scene, chair)),
        (_("guess"), scenes.guess(teller, scene, chair)),
        (_("final pick"), scenes.final(teller, scene, chair)),
    )
    did = [f"{label}: {pick}" for label, pick in picks if pick]
    did += scenes.spoken(teller, scene, chair)
    if did:
        yield f"{teller.name(chair)}: {'; '.join(did)}"


def _knowledge(teller: Teller, insight: Insight) -> Iterator[str]:
    for course in insight.courses:
        yield f"{teller.fact(course.fact)}: {facts.held(teller, course)}; {facts.outcome(teller, course)}."
    if insight.gaps:
        yield _("What each did not know, as each scene opened and at last")
        yield from _in(facts.gap(teller, gap) for gap in insight.gaps)


def _ledgers(teller: Teller, insight: Insight) -> Iterator[str]:
    for ledger in insight.ledgers:
        yield f"{trust.heading(teller, ledger)}: {ledger.start} → {ledger.now}"
        yield from _in(trust.entry(teller, line, wounds) for line, wounds in ledger.entries)
        if standing := trust.standing(ledger):
            yield INDENT + standing


def _questions(teller: Teller, insight: Insight, written: dict[int, str]) -> Iterator[str]:
    for question in insight.questions:
        yield f"{question.number + 1}. {questions.text(teller, question)}"
        yield from _in(questions.cites(teller, question))
        if answer := written.get(question.number):
            yield from _in(_("Written: {text}", text=line) for line in answer.splitlines())


def _in(lines: Iterable[str]) -> Iterator[str]:
    return (INDENT + line for line in lines)
