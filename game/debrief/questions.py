"""The questions of the debrief, each filled from the log: no question is asked without the moment that it is about."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from game.debrief.deeds import enacted
from game.debrief.knowledge import Course
from game.debrief.moments import Moment
from game.debrief.timeline import Scene, Timeline
from game.engine.scenario import QuestionKind, Scenario

FACTS_CITED: Final = 2
KINDS: Final[tuple[QuestionKind, ...]] = ("facts", "frame", "counterfactual", "transfer")
"""Asked in the interface's own words where a scenario brings no questions."""


@dataclass(frozen=True, slots=True)
class Road:
    """A decision with the options that stood beside it."""

    scene: Scene
    enacted: str
    beside: tuple[str, ...]


Cited = Course | Scene | Road | Moment


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the debrief: its number from 0, its kind, its text's path ('' for the interface's own words).

    `cites` is what the log says to it.
    """

    number: int
    kind: QuestionKind
    path: str
    cites: tuple[Cited, ...]


def questions(
    scenario: Scenario, line: Timeline, courses: Sequence[Course], moments: Sequence[Moment]
) -> tuple[Question, ...]:
    """Return the scenario's questions with what the log of this playthrough says to each."""
    asked = [(question.kind, question.path) for question in scenario.questions] or [(kind, "") for kind in KINDS]
    return tuple(
        Question(number, kind, path, _cites(kind, scenario, line, courses, moments))
        for number, (kind, path) in enumerate(asked)
    )


def _cites(
    kind: QuestionKind, scenario: Scenario, line: Timeline, courses: Sequence[Course], moments: Sequence[Moment]
) -> tuple[Cited, ...]:
    match kind:
        case "facts":
            return tuple(sorted(courses, key=_telling)[:FACTS_CITED])
        case "frame":
            return tuple(sorted(line.scenes, key=_apart)[:1])
        case "counterfactual":
            return _road(scenario, line, moments)
    well = [moment for moment in moments if moment.well] or list(moments)
    return tuple(sorted(well, key=lambda moment: -moment.weight)[:1])


def _telling(course: Course) -> tuple[int, int]:
    """What came out first, then what was held the longest, then what weighs most."""
    return -course.held - 10 * (course.status == "surfaced"), -course.weight


def _apart(scene: Scene) -> tuple[bool, int]:
    """Scenes in which the chairs wanted different things first, and of them where each knew most alone."""
    return len(set(scene.played.first.values())) < 2, -sum(map(len, scene.knew.alone.values()))


def _road(scenario: Scenario, line: Timeline, moments: Sequence[Moment]) -> tuple[Cited, ...]:
    heaviest = sorted(moments, key=lambda moment: -moment.weight)
    for scene in (*(line.at(moment.count) for moment in heaviest), *line.scenes):
        taken, decision = enacted(scenario, scene), scenario.scenes[scene.id].decision
        if taken is not None and decision is not None:
            beside = tuple(o.id for o in decision.options if o.id != taken.id and not o.synthesis)
            return (Road(scene, taken.id, beside),)
    return ()
