"""From what happened to pages: those to be read first, then the step of the question that waits."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from game.engine import events as e
from game.playthrough.hindsight import Hindsight
from game.playthrough.prompts import Prompt
from game.tui.steps.answers import Coffee, Pledge, Resolve, Sit, Talk
from game.tui.steps.consequence import Consequence, Interlude, Interval
from game.tui.steps.crossroads import Crossroads, first_out
from game.tui.steps.decide import Decide
from game.tui.steps.over import Over
from game.tui.steps.reader import Reader
from game.tui.steps.reveal import Reveal
from game.tui.steps.say import Say
from game.tui.steps.sheet import Step

_CAME: Final = (e.Landed, e.Surfaced, e.PromiseSettled, e.EchoHeard)
_CLOSES: Final = (e.Enacted, e.ChairEmptied, e.Ended)
BETWEEN: Final = frozenset({"pledge", "still", "coffee"})
"""What is asked between two scenes, before the next one opens."""
_ANSWERS: Final[dict[str, Callable[[Reader, Prompt], Step]]] = {
    "pledge": Pledge,
    "still": Pledge,
    "coffee": Coffee,
    "talk": Talk,
    "resolve": Resolve,
    "sit": Sit,
    "say": Say,
    "sit_say": Say,
}


def pages(reader: Reader, explain: bool) -> list[Step]:
    """Return the pages that lead to the question of now, that question last; `explain` says whether to explain dots."""
    return [*read(reader), *_crossroads(reader), _asked(reader, explain)]


def _crossroads(reader: Reader) -> list[Step]:
    """For a learner, once: what was kept has come out. Two people look back at the end only."""
    session = reader.session
    if session.secret:
        return []
    fact = first_out(reader) if session.setup.difficulty == "learner" and session.prompt is not None else ""
    return [Crossroads(reader, fact)] if fact else []


def _asked(reader: Reader, explain: bool) -> Step:
    prompt = reader.session.prompt
    if prompt is None:
        return Over(reader)
    if prompt.kind in _ANSWERS:
        return _ANSWERS[prompt.kind](reader, prompt)
    if prompt.kind == "final" and prompt.joint:
        return Reveal(reader, prompt)
    return Decide(reader, prompt, explain)


@dataclass(frozen=True)
class Told:
    """The pages that tell what happened: after a decision, a scene that asks nothing, between two scenes."""

    consequence: type[Consequence] = Consequence
    interlude: type[Interlude] = Interlude
    interval: type[Interval] = Interval


ALONE: Final = Told()


def read(reader: Reader, told: Told = ALONE) -> list[Step]:
    """Return the pages to be read before the question: what a decision led to, scenes that ask nothing, what came."""
    prompt, happened = reader.session.prompt, reader.session.happened
    before, *scenes = _scenes(happened)
    opened = [_opened(scene) for scene in scenes]
    here = scenes.pop() if scenes and prompt is not None and prompt.kind not in BETWEEN else []
    came = [event for event in here if isinstance(event, _CAME)]
    steps: list[Step] = []
    if any(isinstance(event, _CLOSES) for event in before):
        more = [] if scenes else came
        steps.append(told.consequence(reader, [*before, *more], _left(reader, before, opened)))
        came = came if scenes else []
    for number, scene in enumerate(scenes):
        steps += _silent(reader, scene, opened[number + 1 :], told)
    coffees = [event for event in before if isinstance(event, e.CoffeeTaken)]
    if came or coffees:
        steps.append(told.interval(reader, [*coffees, *came]))
    return steps


def _silent(reader: Reader, scene: Sequence[e.Event], following: Sequence[e.SceneOpened], told: Told) -> list[Step]:
    """A scene in which this chair was asked nothing: its text, and what the other decided in it."""
    opened, after = _opened(scene), _left(reader, scene, following)
    decided = next((number for number, event in enumerate(scene) if isinstance(event, (e.Finals, e.Enacted))), None)
    if decided is None:
        return [told.interlude(reader, opened, scene, after)]
    arrived = Hindsight(opened.scene, opened.count, opened.stocks, ahead=True)
    return [
        told.interlude(reader, opened, scene[:decided], arrived),
        told.consequence(reader, scene[decided:], after),
    ]


def _left(reader: Reader, scene: Sequence[e.Event], following: Sequence[e.SceneOpened]) -> Hindsight | None:
    """Where the pages of a scene belong that was left: the company stands as the one that follows found it."""
    moved = {event.stock: event.after - event.before for event in scene if isinstance(event, e.Changed)}
    last = reader.session.state.past[-1]
    scene_id, count = last.scene, last.count
    if following:
        count = following[0].count - 1
        scene_id = next(played.scene for played in reader.session.state.past if played.count == count)
    stocks = following[0].stocks if following else None
    return Hindsight(scene_id, count, stocks, moved, ahead=len(following) > 1)


def _scenes(happened: Sequence[e.Event]) -> list[list[e.Event]]:
    """Return the events cut where a scene opens; the first part is what came before any did."""
    parts: list[list[e.Event]] = [[]]
    for event in happened:
        if isinstance(event, e.SceneOpened):
            parts.append([])
        parts[-1].append(event)
    return parts


def _opened(scene: Sequence[e.Event]) -> e.SceneOpened:
    assert isinstance(scene[0], e.SceneOpened)
    return scene[0]
