"""Looking back line by line: what the log says of a play, then each question with what the log says to it."""

from collections.abc import Iterator

from game.debrief.insight import look_back
from game.debrief.report import parts
from game.debrief.telling import questions
from game.debrief.telling.teller import Teller
from game.locales import language, words
from game.playthrough.session import Session


def told(session: Session) -> Iterator[str]:
    """Yield the debrief, its questions left out."""
    for part in parts(session, language())[:-1]:
        yield from ("", part.heading, *part.lines)


def asked(session: Session) -> Iterator[tuple[int, list[str]]]:
    """Yield each question by its number: its kind, its words, and the moments that it is about."""
    teller = Teller(session.scenario, session.texts, language())
    for question in look_back(session).questions:
        cites = [f"- {cited}" for cited in questions.cites(teller, question)]
        yield question.number, [words.question(question.kind), questions.text(teller, question), *cites]
