"""All that a debrief can tell of a playthrough, read from its log once."""

from dataclasses import dataclass
from typing import Final

from game.debrief.conduct import (
    OpponentMove,
    PairPlay,
    PledgeRecord,
    build_pair_play,
    build_pledge_records,
    list_opponent_moves,
)
from game.debrief.knowledge import FactHistory, KnowledgeGap, build_fact_histories, build_knowledge_gaps
from game.debrief.moments import CitedQuestion, DebriefMoment, build_cited_questions, choose_moments
from game.debrief.timeline import Timeline, build_timeline, replay_session
from game.debrief.trust_ledger import TrustLedger, build_trust_ledgers
from game.playthrough.session import Session


@dataclass(frozen=True, slots=True)
class Insight:
    """What happened, who knew what, how trust went, words and deeds, the moments, and the questions.

    `together` is how two people played, None for one; `across` the moves opposite a ghost.
    """

    line: Timeline
    courses: tuple[FactHistory, ...]
    gaps: tuple[KnowledgeGap, ...]
    ledgers: tuple[TrustLedger, ...]
    words: tuple[PledgeRecord, ...]
    moments: tuple[DebriefMoment, ...]
    questions: tuple[CitedQuestion, ...]
    together: PairPlay | None = None
    across: tuple[OpponentMove, ...] = ()


NOTHING: Final = Insight(Timeline(()), (), (), (), (), (), ())
"""What may be told while two people still play: what is theirs is kept until the end."""


def look_back(session: Session) -> Insight:
    """Return the insight into a playthrough, finished or not; `NOTHING` while two people play. It is not touched."""
    if session.secret:
        return NOTHING
    played = replay_session(session)
    line = build_timeline(played)
    known, found = build_fact_histories(played, line), choose_moments(played, line)
    return Insight(
        line=line,
        courses=known,
        gaps=build_knowledge_gaps(played, line),
        ledgers=build_trust_ledgers(played),
        words=build_pledge_records(played.scenario, line),
        moments=found,
        questions=build_cited_questions(played.scenario, line, known, found),
        together=build_pair_play(played, line),
        across=list_opponent_moves(played),
    )
