"""All that a debrief can tell of a playthrough, read from its log once."""

from dataclasses import dataclass

from game.debrief.deeds import Words, words_and_deeds
from game.debrief.knowledge import Course, Gap, courses, gaps
from game.debrief.ledger import Ledger, ledgers
from game.debrief.moments import Moment, moments
from game.debrief.questions import Question, questions
from game.debrief.replay import replay
from game.debrief.timeline import Timeline, timeline
from game.playthrough.session import Session


@dataclass(frozen=True, slots=True)
class Insight:
    """What happened, who knew what, how trust went, words and deeds, the moments, and the questions."""

    line: Timeline
    courses: tuple[Course, ...]
    gaps: tuple[Gap, ...]
    ledgers: tuple[Ledger, ...]
    words: tuple[Words, ...]
    moments: tuple[Moment, ...]
    questions: tuple[Question, ...]


def look_back(session: Session) -> Insight:
    """Return the insight into a playthrough, finished or not; the session is not touched."""
    played = replay(session)
    line = timeline(played)
    known, found = courses(played, line), moments(played, line)
    return Insight(
        line=line,
        courses=known,
        gaps=gaps(played, line),
        ledgers=ledgers(played),
        words=words_and_deeds(played.scenario, line),
        moments=found,
        questions=questions(played.scenario, line, known, found),
    )
