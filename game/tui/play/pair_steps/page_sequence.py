"""From what happened to the pages of two: what both read, then the lock, the talk, or a question in front of both."""

from collections.abc import Sequence

from game.engine import events as e
from game.tui.play.pair_steps.onlooker import PairReader
from game.tui.play.pair_steps.private import LockStep
from game.tui.play.pair_steps.reading import TOLD, PrologueStep, SatDownStep, SceneBriefStep, SynthesisStep
from game.tui.play.pair_steps.table import PairRevealStep
from game.tui.play.steps.notices import GameOverStep
from game.tui.play.steps.page_sequence import BETWEEN, build_reading_steps
from game.tui.play.steps.questions import AnswerStep
from game.tui.play.steps.sheet import PlayStep


def build_pair_page_sequence(reader: PairReader) -> list[PlayStep]:
    """Return the pages that lead to the question of now, that question last; a private one waits behind its lock."""
    session = reader.session
    first = [] if session.records else [PrologueStep(reader)]
    told = build_reading_steps(reader, TOLD)
    return [
        *first,
        *_build_synthesis_steps(reader, told),
        *told,
        *_build_fresh_scene_brief(reader),
        *_build_sat_down_steps(reader),
        build_pair_question_step(reader),
    ]


def _build_synthesis_steps(reader: PairReader, told: Sequence[PlayStep]) -> list[PlayStep]:
    """What both know has opened a way that was on nobody's list; before what came of it, in the same scene."""
    session = reader.session
    done = next((event for event in session.happened if isinstance(event, e.Enacted)), None)
    if done is None or not session.look_up_option(done.scene, done.option).synthesis:
        return []
    page = SynthesisStep(reader, done)
    page.hindsight = next((step.hindsight for step in told), None)
    return [page]


def build_first_page_sequence(reader: PairReader) -> list[PlayStep]:
    """Return the pages as two sit down: whoever goes on in the middle of a scene reads it once more."""
    found, scene = build_pair_page_sequence(reader), build_scene_brief(reader)
    told = scene is None or any(isinstance(page, SceneBriefStep) for page in found)
    return found if told or scene is None else [*found[:-1], scene, found[-1]]


def build_scene_brief(reader: PairReader) -> SceneBriefStep | None:
    """Return the scene of now; None where none is open."""
    prompt = reader.session.prompt
    return SceneBriefStep(reader, prompt) if prompt is not None and prompt.kind not in BETWEEN else None


def _build_fresh_scene_brief(reader: PairReader) -> list[PlayStep]:
    """The scene, where it has just opened."""
    opened = any(isinstance(event, e.SceneOpened) for event in reader.session.happened)
    scene = build_scene_brief(reader) if opened else None
    return [scene] if scene is not None else []


def _build_sat_down_steps(reader: PairReader) -> list[PlayStep]:
    """What both wanted at once, before they are asked one by one."""
    prompt, happened = reader.session.prompt, reader.session.happened
    sat = any(isinstance(event, e.SatDown) and event.asker is None for event in happened)
    return [SatDownStep(reader)] if sat and prompt is not None and prompt.kind == "sit_say" else []


def build_pair_question_step(reader: PairReader, *, closed: bool = False) -> PlayStep:
    """Return the page of the question of now; `closed` tells that a private view closed before it was committed."""
    prompt = reader.session.prompt
    if prompt is None:
        return GameOverStep(reader)
    if prompt.setting == "private":
        return LockStep(reader, prompt, closed=closed)
    if prompt.setting == "at_once":
        return PairRevealStep(reader, prompt)
    return AnswerStep(reader, prompt)
