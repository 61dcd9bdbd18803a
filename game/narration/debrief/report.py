"""The whole debrief as plain text, for the command line and plain mode. Nothing is shortened, no line is wrapped.

What is to be talked about comes first: how it ended, the moments, how each of the two played, words and deeds. Then
come the questions, and after them the rest, to look things up in.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final, Literal

from game.debrief.changes import SceneOutcome
from game.debrief.earlier_plays import EarlierPlay
from game.debrief.look_back import Insight, look_back
from game.debrief.moments import CitedQuestion
from game.debrief.timeline import Closing, PlayedScene
from game.engine.stocks import CHAIRS, Chair
from game.locales import N_, _, current_language, set_language, vocabulary
from game.narration.company import explain_figure
from game.narration.debrief import moments, outcomes, records, scenes
from game.narration.lines import join_text
from game.narration.voice import Voice
from game.playthrough.cause_web import build_cause_web
from game.playthrough.session import Session

DebriefPart = Literal["moments", "scenes", "knowledge", "trust", "what_if", "questions", "causes"]

_PART_NAMES: Final[dict[DebriefPart, str]] = {
    "moments": N_("Moments"),
    "scenes": N_("Scenes"),
    "knowledge": N_("Who knew what"),
    "trust": N_("Trust"),
    "what_if": N_("What if"),
    "questions": N_("Questions"),
    "causes": N_("Why"),
}

INDENT = "  "


@dataclass(frozen=True, slots=True)
class ReportPart:
    """A part of the report: its heading, its lines, which may be indented, and whether one only looks it up."""

    heading: str
    lines: tuple[str, ...]
    reference: bool = False


@dataclass(frozen=True, slots=True)
class DebriefReport:
    """What plain mode tells of a playthrough, in lines, an empty one before each part.

    Attributes:
        ahead: what comes before the questions.
        questions: each question's number and its lines: its kind, its words, and the moments that it is about.
        reference: what comes behind them, to look things up in.
    """

    ahead: tuple[str, ...]
    questions: tuple[tuple[int, tuple[str, ...]], ...]
    reference: tuple[str, ...]


def render_debrief_text(session: Session, code: str, earlier: Sequence[EarlierPlay] = ()) -> str:
    """Return the debrief of a playthrough, finished or not, as text that ends with a newline.

    Args:
        session: the playthrough; it is left as it is.
        code: the language of interface and texts, a code of `game.locales.LANGUAGES`.
        earlier: plays of the crisis to set it beside.
    """
    with _speak_language(session, code):
        insight, voice = look_back(session), Voice.by_name(session)
        parts = _build_report_parts(session, insight, voice, earlier)
        questions = _build_questions_part(session, insight, voice, earlier)
        ahead, behind = ([part for part in parts if part.reference == there] for there in (False, True))
        lines = _list_lines((*ahead, *questions, *behind))
    return "\n".join(lines).lstrip("\n") + "\n"


def render_debrief_report(session: Session, earlier: Sequence[EarlierPlay] = ()) -> DebriefReport:
    """Return the debrief of a playthrough, finished or not, in the language of the moment.

    Args:
        session: the playthrough; it is left as it is.
        earlier: plays of the crisis to set it beside.
    """
    with _speak_language(session, current_language()):
        insight, voice = look_back(session), Voice.by_name(session)
        parts = _build_report_parts(session, insight, voice, earlier)
        return DebriefReport(
            ahead=_list_lines(part for part in parts if not part.reference),
            questions=tuple((one.number, _render_asked_question(voice, one, earlier)) for one in insight.questions),
            reference=_list_lines(part for part in parts if part.reference),
        )


def _list_lines(parts: Iterable[ReportPart]) -> tuple[str, ...]:
    return tuple(line for part in parts for line in ("", part.heading, *part.lines))


@contextmanager
def _speak_language(session: Session, code: str) -> Iterator[None]:
    """Let interface and texts speak a language, and then the languages that they spoke before."""
    interface_before, texts_before = current_language(), session.language
    set_language(code)
    session.language = code
    try:
        yield
    finally:
        set_language(interface_before)
        session.language = texts_before


def _render_asked_question(voice: Voice, question: CitedQuestion, earlier: Sequence[EarlierPlay]) -> tuple[str, ...]:
    kind = vocabulary.name_debrief_question(question.kind)
    cites = (f"- {cited}" for cited in moments.render_citations(voice, question))
    return kind, moments.render_question(voice, question), *cites, *_list_earlier_words(voice, question, earlier)


def _list_earlier_words(voice: Voice, question: CitedQuestion, earlier: Sequence[EarlierPlay]) -> Iterator[str]:
    for play, text in records.list_earlier_words(voice, earlier, question.number):
        yield from (_("Written in {play}: {text}", play=play, text=line) for line in text.splitlines())


def _build_report_parts(
    session: Session, insight: Insight, voice: Voice, earlier: Sequence[EarlierPlay]
) -> tuple[ReportPart, ...]:
    """Return the debrief part by part, without its questions; a part without lines is left out."""
    title = _("Looking back: {title}", title=voice.render_text("title"))
    if session.prompt is not None:
        return (ReportPart(title, (_("Play is not over yet."), _explain_silence(voice, session))),)
    told = (
        ReportPart(title, tuple(_render_ending_part(voice, insight.timeline.closing))),
        ReportPart(name_part("moments"), tuple(_render_moments_part(voice, insight))),
        ReportPart(records.name_tallies_part(), tuple(records.render_tally(voice, one) for one in insight.tallies)),
        ReportPart(records.name_earlier_plays_part(), tuple(records.list_earlier_lines(voice, earlier))),
        ReportPart(records.name_pledges_part(), tuple(_render_pledges_part(voice, insight))),
        ReportPart(records.name_pair_part(), tuple(records.list_pair_lines(voice, insight))),
        ReportPart(
            outcomes.name_whole_changes(),
            tuple(outcomes.render_change(voice, change) for change in insight.whole),
            reference=True,
        ),
        ReportPart(_("Why the figures stand there"), tuple(_render_causes_part(session, voice)), reference=True),
        ReportPart(_("Scene by scene"), tuple(_render_scenes_part(voice, insight)), reference=True),
        ReportPart(_("Who knew what, when"), tuple(_render_knowledge_part(voice, insight)), reference=True),
        ReportPart(_("The ledger of trust"), tuple(_render_trust_part(voice, insight)), reference=True),
    )
    return tuple(part for part in told if part.lines)


def _build_questions_part(
    session: Session, insight: Insight, voice: Voice, earlier: Sequence[EarlierPlay]
) -> tuple[ReportPart, ...]:
    if session.prompt is not None:
        return ()
    lines = tuple(_render_questions_part(voice, insight, session.reflections, earlier))
    return (ReportPart(name_part("questions"), lines),) if lines else ()


def _explain_silence(voice: Voice, session: Session) -> str:
    """Return why a game that goes on is not looked back at: a debrief names what the other keeps, and every figure."""
    if session.secret:
        return _("Two people still play it. What each of them knows and picked is theirs until the end.")
    partner = next(chair for chair in CHAIRS if chair not in session.people)
    return _("What {name} knows, wants and keeps is told at the end.", name=voice.name_person(partner))


def _render_ending_part(voice: Voice, closing: Closing) -> Iterator[str]:
    yield f"{voice.name_ending(closing.ending)} ({vocabulary.describe_ending_tier(closing.tier)})"
    yield join_text(voice.render_ending_spans(closing.ending))
    if closing.leaving:
        yield scenes.render_cto_departure(voice, closing)


def _render_moments_part(voice: Voice, insight: Insight) -> Iterator[str]:
    for moment in insight.moments:
        what = moments.render_moment(voice, moment)
        yield _("Scene {n}: {what}", n=moment.count, what=what)
        figures = ", ".join(
            voice.render_figure_change(stock, points) for stock, points in moments.list_moved_figures(moment)
        )
        if figures:
            yield INDENT + figures


def _render_pledges_part(voice: Voice, insight: Insight) -> Iterator[str]:
    for record in insight.pledges:
        yield f"{records.render_pledge_record(voice, record)} {records.render_deed_tally(record)}"
        neither = tuple(deed for deed in record.deeds if deed.unfaithful and not deed.net_points)
        against = (*record.went_against, *neither)
        for heading, deeds in ((_("with it"), record.went_with), (_("against it"), against)):
            for deed in deeds:
                yield f"{INDENT}{heading}, {records.render_deed(voice, deed)}"


def _render_causes_part(session: Session, voice: Voice) -> Iterator[str]:
    """Yield why each figure that has moved is where it is."""
    for stock in build_cause_web(session, CHAIRS, whole=True).figures:
        told = explain_figure(voice, session, stock, whole=True)
        if told.change:
            by = voice.money.format_change(stock, told.change)
            why = " ".join(sentence for sentence in (told.told, told.moved) if sentence)
            yield _("{name} {value} ({by}): {why}", name=told.name, value=told.value, by=by, why=why)
            yield from _indent_lines(line for line in (told.depends, told.feeds) if line)


def _render_scenes_part(voice: Voice, insight: Insight) -> Iterator[str]:
    for scene in insight.timeline.scenes:
        yield from _render_scene(voice, insight, scene)
    came = scenes.list_closing_landings(voice, insight) if insight.timeline.scenes else []
    if came:
        yield _("As play ended")
        yield from _indent_lines(came)


def _render_scene(voice: Voice, insight: Insight, scene: PlayedScene) -> Iterator[str]:
    head, owner = scenes.render_scene_heading(voice, scene), scenes.render_decider(voice, scene)
    yield f"{head} ({owner})" if owner else head
    yield from _indent_lines(scenes.render_pledge(voice, event) for event in scene.before.pledged)
    yield from _indent_lines(scenes.render_coffee(voice, event) for event in scene.before.coffees)
    yield from _indent_lines(scenes.list_landings(voice, insight, scene))
    yield from _indent_lines(outcomes.list_partner_circumstances(voice, scene))
    for chair in CHAIRS:
        yield from _indent_lines(_render_chair(voice, scene, chair))
    yield from _indent_lines(outcomes.list_changes_of_mind(voice, scene))
    yield from _indent_lines(scenes.render_meeting(voice, scene))
    for weighed in scene.weighings:
        if weighed.over and weighed is scene.find_weighed_pick(weighed.chair):
            yield INDENT + scenes.render_partner_reasons(voice, scene, weighed)
    if scene.enacted:
        yield INDENT + _("Done: {option}", option=scenes.render_enacted_option(voice, scene))
    yield from _indent_lines(_render_outcome(voice, insight.find_outcome(scene)))


def _render_outcome(voice: Voice, outcome: SceneOutcome) -> Iterator[str]:
    if outcome.carried is not None:
        yield outcomes.render_carried_out(outcome.carried)
    if outcome.changes:
        yield _("What changed most")
        yield from _indent_lines(outcomes.render_change(voice, change) for change in outcome.changes[: outcomes.SHOWN])


def _render_chair(voice: Voice, scene: PlayedScene, chair: Chair) -> Iterator[str]:
    yield scenes.render_private_knowledge(voice, scene, chair) + "."
    picks = (
        (_("first pick"), scenes.render_first_pick(voice, scene, chair)),
        (_("guess"), scenes.render_guess(voice, scene, chair)),
        (_("final pick"), scenes.render_final_pick(voice, scene, chair)),
    )
    did = [f"{label}: {pick}" for label, pick in picks if pick]
    did += scenes.render_spoken_facts(voice, scene, chair)
    if did:
        yield f"{voice.name_person(chair)}: {'; '.join(did)}"


def _render_knowledge_part(voice: Voice, insight: Insight) -> Iterator[str]:
    for history in insight.histories:
        yield f"{voice.name_fact(history.fact)}: {records.render_fact_summary(voice, history)}"
    if insight.gaps:
        yield _("What each did not know, as each scene opened and at last")
        yield from _indent_lines(records.render_knowledge_gap(voice, gap) for gap in insight.gaps)


def _render_trust_part(voice: Voice, insight: Insight) -> Iterator[str]:
    for ledger in insight.ledgers:
        yield f"{records.render_trust_heading(voice, ledger)}: {ledger.start} → {ledger.now}"
        yield from _indent_lines(records.render_ledger_entry(voice, line, wounds) for line, wounds in ledger.entries)
        if standing := records.render_trust_standing(ledger):
            yield INDENT + standing


def _render_questions_part(
    voice: Voice, insight: Insight, written: dict[int, str], earlier: Sequence[EarlierPlay]
) -> Iterator[str]:
    for question in insight.questions:
        yield f"{question.number + 1}. {moments.render_question(voice, question)}"
        yield from _indent_lines(moments.render_citations(voice, question))
        yield from _indent_lines(_list_earlier_words(voice, question, earlier))
        if answer := written.get(question.number):
            yield from _indent_lines(_("Written: {text}", text=line) for line in answer.splitlines())


def name_part(part: DebriefPart) -> str:
    """Return the name of a part of the debrief, short enough for a row of tabs."""
    return _(_PART_NAMES[part])


def name_ending_page() -> str:
    """Return what the page after the last scene is."""
    return _("how it ended")


def name_debrief_page() -> str:
    """Return what the page of the debrief is."""
    return _("looking back")


def _indent_lines(lines: Iterable[str]) -> Iterator[str]:
    return (INDENT + line for line in lines)
