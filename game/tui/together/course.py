"""From what happened to the pages of two: what both read, then the lock, the talk, or a question in front of both."""

from collections.abc import Callable, Sequence
from typing import Final

from game.engine import events as e
from game.playthrough.prompts import Prompt
from game.tui.steps.course import BETWEEN, read
from game.tui.steps.over import Over
from game.tui.steps.reader import Reader
from game.tui.steps.sheet import Step
from game.tui.together.atthetable import CoffeeOfOne, PickOfOne, ResolveOfOne, SitOfOne
from game.tui.together.lock import Lock
from game.tui.together.onlooker import Onlooker
from game.tui.together.reading import TOLD, Brief, Opened, Prologue, SatDown
from game.tui.together.reveal import Reveal

_IN_FRONT: Final[dict[str, Callable[[Reader, Prompt], Step]]] = {
    "coffee": CoffeeOfOne,
    "resolve": ResolveOfOne,
    "sit": SitOfOne,
    "final": PickOfOne,
}


def pages(reader: Onlooker) -> list[Step]:
    """Return the pages that lead to the question of now, that question last; a private one waits behind its lock."""
    session = reader.session
    first = [] if session.records else [Prologue(reader)]
    told = read(reader, TOLD)
    return [*first, *_opened(reader, told), *told, *_brief(reader), *_sat(reader), asked(reader)]


def _opened(reader: Onlooker, told: Sequence[Step]) -> list[Step]:
    """What both know has opened a way that was on nobody's list; before what came of it, in the same scene."""
    session = reader.session
    done = next((event for event in session.happened if isinstance(event, e.Enacted)), None)
    if done is None or not session.option(done.scene, done.option).synthesis:
        return []
    page = Opened(reader, done)
    page.hindsight = next((step.hindsight for step in told), None)
    return [page]


def beginning(reader: Onlooker) -> list[Step]:
    """Return the pages as two sit down: whoever goes on in the middle of a scene reads it once more."""
    found, scene = pages(reader), brief(reader)
    told = scene is None or any(isinstance(page, Brief) for page in found)
    return found if told or scene is None else [*found[:-1], scene, found[-1]]


def brief(reader: Onlooker) -> Brief | None:
    """Return the scene of now; None where none is open."""
    prompt = reader.session.prompt
    return Brief(reader, prompt) if prompt is not None and prompt.kind not in BETWEEN else None


def _brief(reader: Onlooker) -> list[Step]:
    """The scene, where it has just opened."""
    opened = any(isinstance(event, e.SceneOpened) for event in reader.session.happened)
    scene = brief(reader) if opened else None
    return [scene] if scene is not None else []


def _sat(reader: Onlooker) -> list[Step]:
    """What both wanted at once, before they are asked one by one."""
    prompt, happened = reader.session.prompt, reader.session.happened
    sat = any(isinstance(event, e.SatDown) and event.asker is None for event in happened)
    return [SatDown(reader)] if sat and prompt is not None and prompt.kind == "sit_say" else []


def asked(reader: Onlooker, *, closed: bool = False) -> Step:
    """Return the page of the question of now; `closed` tells that a private view closed before it was committed."""
    prompt = reader.session.prompt
    if prompt is None:
        return Over(reader)
    if prompt.setting == "private":
        return Lock(reader, prompt, closed=closed)
    if prompt.setting == "at_once":
        return Reveal(reader, prompt)
    return _IN_FRONT[prompt.kind](reader, prompt)
