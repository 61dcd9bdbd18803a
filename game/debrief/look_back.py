"""The face of the debrief's data: everything that it can tell of one playthrough, read from the log once."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from game.debrief.aftermath import Consequence, list_consequences, list_moods
from game.debrief.changes import ChangeSplit, SceneOutcome, build_scene_outcomes, sum_changes
from game.debrief.moments import CitedQuestion, DebriefMoment, build_cited_questions, choose_moments
from game.debrief.records import (
    ChairTally,
    FactHistory,
    KnowledgeGap,
    OpponentMove,
    PairPlay,
    PledgeRecord,
    TrustLedger,
    build_fact_histories,
    build_knowledge_gaps,
    build_pair_play,
    build_pledge_records,
    build_tallies,
    build_trust_ledgers,
    list_opponent_moves,
)
from game.debrief.timeline import PlayedScene, Timeline, build_timeline, replay_session
from game.engine.stocks import Chair
from game.playthrough.progress import Mood
from game.playthrough.session import Session


@dataclass(frozen=True, slots=True)
class Insight:
    """All that can be told of one playthrough.

    Attributes:
        timeline: the scenes as they were played, and the end.
        histories: what became of each fact that a chair came to hold, in the author's order.
        gaps: how much each chair did not know, CEO first.
        ledgers: each chair's trust in the other, CEO first.
        pledges: what each chair said it would not sacrifice, with its deeds.
        moments: up to four moments worth talking about, in the order of play.
        questions: the questions for the two, each with what the log says to it.
        pair_play: how two people played; None where the partner was simulated.
        opponent_moves: the moves of a ghost; empty where there was none.
        outcomes: what came of each scene, in the order of the timeline: what moved, and by what.
        tallies: how each chair played, in numbers, CEO first.
        whole: the figures that changed from the start of play to now, and by what.
        moods: what the two faces showed as each scene was left, in the order of the timeline.
    """

    timeline: Timeline
    histories: tuple[FactHistory, ...]
    gaps: tuple[KnowledgeGap, ...]
    ledgers: tuple[TrustLedger, ...]
    pledges: tuple[PledgeRecord, ...]
    moments: tuple[DebriefMoment, ...]
    questions: tuple[CitedQuestion, ...]
    pair_play: PairPlay | None = None
    opponent_moves: tuple[OpponentMove, ...] = ()
    outcomes: tuple[SceneOutcome, ...] = ()
    tallies: tuple[ChairTally, ...] = ()
    whole: tuple[ChangeSplit, ...] = ()
    moods: tuple[Mapping[Chair, Mood], ...] = ()

    def find_outcome(self, scene: PlayedScene) -> SceneOutcome:
        """Return what came of a scene."""
        return self.outcomes[scene.count - 1]

    def list_consequences(self, count: int) -> tuple[Consequence, ...]:
        """Return what came later of the scene of a count, in the order in which it came."""
        return list_consequences(self.timeline, self.histories, count)

    def read_mood(self, count: int, chair: Chair) -> Mood:
        """Return what a face showed as the scene of a count was left."""
        return self.moods[count - 1][chair] if count <= len(self.moods) else "calm"


NOTHING: Final = Insight(Timeline(()), (), (), (), (), (), ())
"""The insight into a game that two people are still playing: their secrets are theirs until the end."""


def look_back(session: Session) -> Insight:
    """Return the insight into a playthrough, finished or not; `NOTHING` while two people play it.

    The session is not touched: its answers are played again, which takes tens of milliseconds.
    """
    if session.secret:
        return NOTHING
    replay = replay_session(session)
    timeline = build_timeline(replay)
    outcomes = build_scene_outcomes(replay, timeline)
    histories, moments = build_fact_histories(replay, timeline), choose_moments(replay, timeline, outcomes)
    return Insight(
        timeline=timeline,
        histories=histories,
        gaps=build_knowledge_gaps(replay, timeline),
        ledgers=build_trust_ledgers(replay),
        pledges=build_pledge_records(replay, timeline),
        moments=moments,
        questions=build_cited_questions(replay.scenario, timeline, histories, moments),
        pair_play=build_pair_play(replay, timeline),
        opponent_moves=list_opponent_moves(replay),
        outcomes=outcomes,
        tallies=build_tallies(timeline, histories),
        whole=sum_changes(outcomes),
        moods=list_moods(replay),
    )
