"""All that a debrief can tell of a playthrough, read from its log once."""

from dataclasses import dataclass
from typing import Final

from game.debrief.deeds import Words, words_and_deeds
from game.debrief.knowledge import Course, Gap, courses, gaps
from game.debrief.ledger import Ledger, ledgers
from game.debrief.moments import Moment, moments
from game.debrief.questions import Question, questions
from game.debrief.replay import replay
from game.debrief.timeline import Timeline, timeline
from game.debrief.together import Across, Together, across, together
from game.playthrough.session import Session


@dataclass(frozen=True, slots=True)
class Insight:
    """What happened, who knew what, how trust went, words and deeds, the moments, and the questions.

    `together` is how two people played, None for one; `across` the moves opposite a ghost.
    """

    line: Timeline
    courses: tuple[Course, ...]
    gaps: tuple[Gap, ...]
    ledgers: tuple[Ledger, ...]
    words: tuple[Words, ...]
    moments: tuple[Moment, ...]
    questions: tuple[Question, ...]
    together: Together | None = None
    across: tuple[Across, ...] = ()


NOTHING: Final = Insight(Timeline(()), (), (), (), (), (), ())
"""What may be told while two people still play: what is theirs is kept until the end."""


def look_back(session: Session) -> Insight:
    """Return the insight into a playthrough, finished or not; `NOTHING` while two people play. It is not touched."""
    if session.secret:
        return NOTHING
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
        together=together(played, line),
        across=across(played),
    )
