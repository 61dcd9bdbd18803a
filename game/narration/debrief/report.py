"""The whole debrief as plain text, for the command line and plain mode. Nothing is shortened, no line is wrapped."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from game.debrief.look_back import Insight, look_back
from game.debrief.timeline import Closing, PlayedScene
from game.engine.stocks import CHAIRS, Chair
from game.locales import _, current_language, set_language, vocabulary
from game.narration.debrief import moments, records, scenes
from game.narration.debrief.narrator import DebriefNarrator
from game.playthrough.session import Session

INDENT = "  "


@dataclass(frozen=True, slots=True)
class ReportPart:
    """A part of the report: its heading and its lines; a line may be indented."""

    heading: str
    lines: tuple[str, ...]


def render_debrief_text(session: Session, code: str) -> str:
    """Return the debrief of a playthrough, finished or not, as text that ends with a newline.

    Args:
        session: the playthrough; it is not touched.
        code: the language of interface and texts, a code of `game.locales.LANGUAGES`.
    """
    spoken_before = current_language()
    set_language(code)
    try:
        rows = [row for part in build_report_parts(session, code) for row in ("", part.heading, *part.lines)]
    finally:
        set_language(spoken_before)
    return "\n".join(rows).lstrip("\n") + "\n"


def render_debrief_lines(session: Session) -> Iterator[str]:
    """Yield the debrief without its questions, an empty line before each part, in the language of the moment."""
    for part in build_report_parts(session, current_language())[:-1]:
        yield from ("", part.heading, *part.lines)


def list_debrief_questions(session: Session) -> Iterator[tuple[int, list[str]]]:
    """Yield each question's number and its lines: its kind, its words, and the moments that it is about."""
    narrator = DebriefNarrator(session.scenario, session.texts, current_language())
    for question in look_back(session).questions:
        cites = [f"- {cited}" for cited in moments.render_citations(narrator, question)]
        kind = vocabulary.name_debrief_question(question.kind)
        yield question.number, [kind, moments.render_question(narrator, question), *cites]


def build_report_parts(session: Session, code: str) -> tuple[ReportPart, ...]:
    """Return the debrief part by part, in the interface's language of the moment; a part without lines is left out."""
    insight, narrator = look_back(session), DebriefNarrator(session.scenario, session.texts, code)
    if session.secret:
        theirs = _("Two people still play it. What each of them knows and picked is theirs until the end.")
        return (
            ReportPart(
                _("Looking back: {title}", title=narrator.render_text("title")), (_("Play is not over yet."), theirs)
            ),
        )
    told = (
        ReportPart(
            _("Looking back: {title}", title=narrator.render_text("title")),
            tuple(_render_ending_part(narrator, insight.timeline.closing)),
        ),
        ReportPart(_("Moments"), tuple(_render_moments_part(narrator, insight))),
        ReportPart(records.name_pledges_part(), tuple(_render_pledges_part(narrator, insight))),
        ReportPart(records.name_pair_part(), tuple(records.list_pair_lines(narrator, insight))),
        ReportPart(_("Scene by scene"), tuple(_render_scenes_part(narrator, insight))),
        ReportPart(_("Who knew what, when"), tuple(_render_knowledge_part(narrator, insight))),
        ReportPart(_("The ledger of trust"), tuple(_render_trust_part(narrator, insight))),
        ReportPart(_("Questions"), tuple(_render_questions_part(narrator, insight, session.reflections))),
    )
    return tuple(part for part in told if part.lines)


def _render_ending_part(narrator: DebriefNarrator, closing: Closing) -> Iterator[str]:
    if not closing.ending:
        yield _("Play is not over yet.")
        return
    yield f"{narrator.name_ending(closing.ending)} ({vocabulary.describe_ending_tier(closing.tier)})"
    found = narrator.scenario.find_ending(closing.ending)
    if found is not None:
        yield narrator.render_text(f"{found.path}.text")
    if closing.leaving:
        yield scenes.render_cto_departure(narrator, closing)


def _render_moments_part(narrator: DebriefNarrator, insight: Insight) -> Iterator[str]:
    for moment in insight.moments:
        what = moments.render_moment(narrator, moment)
        yield _("Scene {n}: {what}", n=moment.count, what=what)
        figures = ", ".join(
            narrator.render_stock_change(stock, points) for stock, points in moments.list_moved_figures(moment)
        )
        if figures:
            yield INDENT + figures


def _render_pledges_part(narrator: DebriefNarrator, insight: Insight) -> Iterator[str]:
    for said in insight.pledges:
        yield f"{records.render_pledge_record(narrator, said)} {records.render_deed_tally(said)}"
        for heading, deeds in ((_("with it"), said.went_with), (_("against it"), said.went_against)):
            for deed in deeds:
                yield f"{INDENT}{heading}, {records.render_deed(narrator, deed)}"


def _render_scenes_part(narrator: DebriefNarrator, insight: Insight) -> Iterator[str]:
    for scene in insight.timeline.scenes:
        yield from _render_scene(narrator, scene)
    came = scenes.list_landings(narrator, insight.timeline.closing)
    if came:
        yield _("As play ended")
        yield from _indent_lines(came)


def _render_scene(narrator: DebriefNarrator, scene: PlayedScene) -> Iterator[str]:
    head, owner = scenes.render_scene_heading(narrator, scene), scenes.render_decider(narrator, scene)
    yield f"{head} ({owner})" if owner else head
    yield from _indent_lines(scenes.render_pledge(narrator, event) for event in scene.before.pledged)
    yield from _indent_lines(scenes.render_coffee(narrator, event) for event in scene.before.coffees)
    yield from _indent_lines(scenes.render_landed_effect(narrator, landed) for landed in scene.landed)
    yield from _indent_lines(scenes.render_surfaced_fact(narrator, event) for event in scene.surfaced)
    yield from _indent_lines(scenes.render_promise(narrator, event) for event in scene.settled)
    for chair in CHAIRS:
        yield from _indent_lines(_render_chair(narrator, scene, chair))
    yield from _indent_lines(scenes.render_disagreement(narrator, scene))
    for weighed in scene.weighings:
        if weighed.over and weighed is scene.find_weighed_pick(weighed.chair):
            yield INDENT + scenes.render_partner_reasons(narrator, scene, weighed)
    if scene.enacted:
        yield INDENT + _("Done: {option}", option=scenes.render_enacted_option(narrator, scene))
    figures = ", ".join(
        narrator.render_stock_change(stock, points) for stock, points in scenes.list_largest_changes(scene)
    )
    if figures:
        yield INDENT + _("Changed most: {figures}", figures=figures)


def _render_chair(narrator: DebriefNarrator, scene: PlayedScene, chair: Chair) -> Iterator[str]:
    yield scenes.render_private_knowledge(narrator, scene, chair) + "."
    picks = (
        (_("first pick"), scenes.render_first_pick(narrator, scene, chair)),
        (_("guess"), scenes.render_guess(narrator, scene, chair)),
        (_("final pick"), scenes.render_final_pick(narrator, scene, chair)),
    )
    did = [f"{label}: {pick}" for label, pick in picks if pick]
    did += scenes.render_spoken_facts(narrator, scene, chair)
    if did:
        yield f"{narrator.name_person(chair)}: {'; '.join(did)}"


def _render_knowledge_part(narrator: DebriefNarrator, insight: Insight) -> Iterator[str]:
    for course in insight.histories:
        yield f"{narrator.name_fact(course.fact)}: {records.render_fact_summary(narrator, course)}"
    if insight.gaps:
        yield _("What each did not know, as each scene opened and at last")
        yield from _indent_lines(records.render_knowledge_gap(narrator, gap) for gap in insight.gaps)


def _render_trust_part(narrator: DebriefNarrator, insight: Insight) -> Iterator[str]:
    for ledger in insight.ledgers:
        yield f"{records.render_trust_heading(narrator, ledger)}: {ledger.start} → {ledger.now}"
        yield from _indent_lines(records.render_ledger_entry(narrator, line, wounds) for line, wounds in ledger.entries)
        if standing := records.render_trust_standing(ledger):
            yield INDENT + standing


def _render_questions_part(narrator: DebriefNarrator, insight: Insight, written: dict[int, str]) -> Iterator[str]:
    for question in insight.questions:
        yield f"{question.number + 1}. {moments.render_question(narrator, question)}"
        yield from _indent_lines(moments.render_citations(narrator, question))
        if answer := written.get(question.number):
            yield from _indent_lines(_("Written: {text}", text=line) for line in answer.splitlines())


def _indent_lines(lines: Iterable[str]) -> Iterator[str]:
    return (INDENT + line for line in lines)
