"""The questions of the debrief, each filled from the log: no question is asked without the moment that it is about."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from game.debrief.knowledge import FactHistory
from game.debrief.moments import DebriefMoment
from game.debrief.pledges import find_enacted_option
from game.debrief.timeline import PlayedScene, Timeline
from game.engine.scenario import QuestionKind, Scenario

FACTS_CITED: Final = 2
KINDS: Final[tuple[QuestionKind, ...]] = ("facts", "frame", "counterfactual", "transfer")
"""Asked in the interface's own words where a scenario brings no questions."""


@dataclass(frozen=True, slots=True)
class CitedDecision:
    """A decision with the options that stood beside it."""

    scene: PlayedScene
    enacted: str
    beside: tuple[str, ...]


Citation = FactHistory | PlayedScene | CitedDecision | DebriefMoment


@dataclass(frozen=True, slots=True)
class CitedQuestion:
    """A question of the debrief: its number from 0, its kind, its text's path ('' for the interface's own words).

    `cites` is what the log says to it.
    """

    number: int
    kind: QuestionKind
    path: str
    cites: tuple[Citation, ...]


def build_cited_questions(
    scenario: Scenario, line: Timeline, courses: Sequence[FactHistory], moments: Sequence[DebriefMoment]
) -> tuple[CitedQuestion, ...]:
    """Return the scenario's questions with what the log of this playthrough says to each."""
    asked = [(question.kind, question.path) for question in scenario.questions] or [(kind, "") for kind in KINDS]
    return tuple(
        CitedQuestion(number, kind, path, _choose_citations(kind, scenario, line, courses, moments))
        for number, (kind, path) in enumerate(asked)
    )


def _choose_citations(
    kind: QuestionKind,
    scenario: Scenario,
    line: Timeline,
    courses: Sequence[FactHistory],
    moments: Sequence[DebriefMoment],
) -> tuple[Citation, ...]:
    match kind:
        case "facts":
            return tuple(sorted(courses, key=_rank_fact)[:FACTS_CITED])
        case "frame":
            return tuple(sorted(line.scenes, key=_rank_scene)[:1])
        case "counterfactual":
            return _find_cited_decision(scenario, line, moments)
    well = [moment for moment in moments if moment.well] or list(moments)
    return tuple(sorted(well, key=lambda moment: -moment.weight)[:1])


def _rank_fact(course: FactHistory) -> tuple[int, int]:
    """What came out first, then what was held the longest, then what weighs most."""
    return -course.held - 10 * (course.status == "surfaced"), -course.weight


def _rank_scene(scene: PlayedScene) -> tuple[bool, int]:
    """Scenes in which the chairs wanted different things first, and of them where each knew most alone."""
    return len(set(scene.played.first.values())) < 2, -sum(map(len, scene.knew.alone.values()))


def _find_cited_decision(scenario: Scenario, line: Timeline, moments: Sequence[DebriefMoment]) -> tuple[Citation, ...]:
    heaviest = sorted(moments, key=lambda moment: -moment.weight)
    for scene in (*(line.find_scene(moment.count) for moment in heaviest), *line.scenes):
        taken, decision = find_enacted_option(scenario, scene), scenario.scenes[scene.id].decision
        if taken is not None and decision is not None:
            beside = tuple(o.id for o in decision.options if o.id != taken.id and not o.synthesis)
            return (CitedDecision(scene, taken.id, beside),)
    return ()
