"""From what happened to pages: those to be read first, then the step of the question that waits."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from game.engine import events as e
from game.playthrough.prompts import Prompt
from game.playthrough.visibility import Hindsight
from game.tui.play.steps.consequence import ConsequenceStep, InterludeStep, IntervalStep
from game.tui.play.steps.notices import GameOverStep
from game.tui.play.steps.questions import AnswerStep, DecideStep, LookBackPromptStep, SayStep, find_first_exposed_fact
from game.tui.play.steps.reader import ChairReader
from game.tui.play.steps.reveal import RevealStep
from game.tui.play.steps.sheet import PlayStep

_CAME: Final = (e.Landed, e.Surfaced, e.PromiseSettled, e.EchoHeard)
_CLOSES: Final = (e.Enacted, e.ChairEmptied, e.Ended)
BETWEEN: Final = frozenset({"pledge", "still", "coffee"})
"""What is asked between two scenes, before the next one opens."""
_ANSWERS: Final[dict[str, Callable[[ChairReader, Prompt], PlayStep]]] = {
    "pledge": AnswerStep,
    "still": AnswerStep,
    "coffee": AnswerStep,
    "talk": AnswerStep,
    "resolve": AnswerStep,
    "sit": AnswerStep,
    "say": SayStep,
    "sit_say": SayStep,
}


def build_page_sequence(reader: ChairReader, explain: bool) -> list[PlayStep]:
    """Return the pages that lead to the question of now, that question last; `explain` says whether to explain dots."""
    return [*build_reading_steps(reader), *_build_look_back_prompt(reader), _build_question_step(reader, explain)]


def _build_look_back_prompt(reader: ChairReader) -> list[PlayStep]:
    """For a learner, once: what was kept has come out. Two people look back at the end only."""
    session = reader.session
    if session.secret:
        return []
    fact = (
        find_first_exposed_fact(reader) if session.setup.difficulty == "learner" and session.prompt is not None else ""
    )
    return [LookBackPromptStep(reader, fact)] if fact else []


def _build_question_step(reader: ChairReader, explain: bool) -> PlayStep:
    prompt = reader.session.prompt
    if prompt is None:
        return GameOverStep(reader)
    if prompt.kind in _ANSWERS:
        return _ANSWERS[prompt.kind](reader, prompt)
    if prompt.kind == "final" and prompt.joint:
        return RevealStep(reader, prompt)
    return DecideStep(reader, prompt, explain)


@dataclass(frozen=True)
class ReadingStepTypes:
    """The pages that tell what happened: after a decision, a scene that asks nothing, between two scenes."""

    consequence: type[ConsequenceStep] = ConsequenceStep
    interlude: type[InterludeStep] = InterludeStep
    interval: type[IntervalStep] = IntervalStep


ALONE: Final = ReadingStepTypes()


def build_reading_steps(reader: ChairReader, told: ReadingStepTypes = ALONE) -> list[PlayStep]:
    """Return the pages to be read before the question: what a decision led to, scenes that ask nothing, what came."""
    prompt, happened = reader.session.prompt, reader.session.happened
    before, *scenes = _split_by_scene(happened)
    opened = [_require_opening(scene) for scene in scenes]
    here = scenes.pop() if scenes and prompt is not None and prompt.kind not in BETWEEN else []
    came = [event for event in here if isinstance(event, _CAME)]
    steps: list[PlayStep] = []
    if any(isinstance(event, _CLOSES) for event in before):
        more = [] if scenes else came
        after = _build_hindsight(reader, before, opened, ahead=any(map(_was_decided, scenes)))
        steps.append(told.consequence(reader, [*before, *more], after))
        came = came if scenes else []
    for number, scene in enumerate(scenes):
        ahead = any(map(_was_decided, scenes[number + 1 :]))
        after = _build_hindsight(reader, scene, opened[number + 1 :], ahead=ahead)
        steps += _build_silent_scene_steps(reader, scene, after, told)
    coffees = [event for event in before if isinstance(event, e.CoffeeTaken)]
    if came or coffees:
        steps.append(told.interval(reader, [*coffees, *came]))
    return steps


def _build_silent_scene_steps(
    reader: ChairReader, scene: Sequence[e.Event], after: Hindsight | None, told: ReadingStepTypes
) -> list[PlayStep]:
    """A scene in which this chair was asked nothing: its text, and what the other decided in it."""
    opened = _require_opening(scene)
    decided = next((number for number, event in enumerate(scene) if isinstance(event, (e.Finals, e.Enacted))), None)
    if decided is None:
        return [told.interlude(reader, opened, scene, after)]
    arrived = Hindsight(opened.scene, opened.count, opened.stocks, ahead=True)
    return [
        told.interlude(reader, opened, scene[:decided], arrived),
        told.consequence(reader, scene[decided:], after),
    ]


def _build_hindsight(
    reader: ChairReader, scene: Sequence[e.Event], following: Sequence[e.SceneOpened], *, ahead: bool
) -> Hindsight | None:
    """Where the pages of a scene belong that was left: the company stands as the one that follows found it."""
    moved = {event.stock: event.after - event.before for event in scene if isinstance(event, e.Changed)}
    last = reader.session.state.past[-1]
    scene_id, count = last.scene, last.count
    if following:
        count = following[0].count - 1
        scene_id = next(played.scene for played in reader.session.state.past if played.count == count)
    stocks = following[0].stocks if following else None
    return Hindsight(scene_id, count, stocks, moved, ahead=ahead or len(following) > 1)


def _was_decided(scene: Sequence[e.Event]) -> bool:
    """Whether something was enacted in a scene, which may have set off what is on its way now."""
    return any(isinstance(event, e.Enacted) for event in scene)


def _split_by_scene(happened: Sequence[e.Event]) -> list[list[e.Event]]:
    """Return the events cut where a scene opens; the first part is what came before any did."""
    parts: list[list[e.Event]] = [[]]
    for event in happened:
        if isinstance(event, e.SceneOpened):
            parts.append([])
        parts[-1].append(event)
    return parts


def _require_opening(scene: Sequence[e.Event]) -> e.SceneOpened:
    assert isinstance(scene[0], e.SceneOpened)
    return scene[0]
