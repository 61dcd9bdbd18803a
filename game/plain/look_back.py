"""Looking back line by line: what the log says of a play, then each question with what the log says to it."""

from collections.abc import Iterator

from game.debrief.look_back import look_back
from game.locales import current_language, vocabulary
from game.narration.debrief import report
from game.narration.debrief.narrator import DebriefNarrator
from game.narration.debrief.report import build_report_parts
from game.playthrough.session import Session


def render_debrief(session: Session) -> Iterator[str]:
    """Yield the debrief, its questions left out."""
    for part in build_report_parts(session, current_language())[:-1]:
        yield from ("", part.heading, *part.lines)


def render_debrief_questions(session: Session) -> Iterator[tuple[int, list[str]]]:
    """Yield each question by its number: its kind, its words, and the moments that it is about."""
    teller = DebriefNarrator(session.scenario, session.texts, current_language())
    for question in look_back(session).questions:
        cites = [f"- {cited}" for cited in report.render_citations(teller, question)]
        yield (
            question.number,
            [vocabulary.name_debrief_question(question.kind), report.render_question(teller, question), *cites],
        )
