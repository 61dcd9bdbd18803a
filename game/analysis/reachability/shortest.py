"""How few answers a way needs at least, and how a way that was found is made shorter.

What scenes ask is known without playing them: two people are each asked for a first pick, for what they say, for a
final pick. The cheapest path over the scenes that may follow each other is a bound that no way can go below; a way
that meets it is proven to be a shortest one.

A way that was found, walked once more as a game of two people: to be told, and to be saved and played on.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from heapq import heappop, heappush
from typing import Final

from game.analysis.reachability.all_plays import ReachAnalysis, list_next_scenes
from game.analysis.reachability.proofs import Target, list_possible_endings
from game.content.compiler import LoadedScenario
from game.engine import rules
from game.engine.rng import Rng
from game.engine.scenario import END, Option, Scenario, Scene
from game.engine.scene_flow import PLEDGE_AFTER
from game.engine.state import SceneRecord, State
from game.engine.stocks import Chair
from game.playthrough.session import Session
from game.playthrough.setup import Setup

MOST_SCENES: Final = 120
"""Scenes played in one way, at most."""


@dataclass(frozen=True, slots=True)
class PathAnswer:
    """One answer of a way."""

    chair: Chair
    kind: str
    scene: str
    answer: rules.Answer


@dataclass(frozen=True, slots=True)
class AnswerPath:
    """Answers that lead somewhere from the beginning, with the luck of a seed and two people in the chairs."""

    seed: int
    steps: tuple[PathAnswer, ...]


def compute_fewest_answers(scenario: Scenario, found: ReachAnalysis) -> dict[Target, int]:
    """Return for each scene, option and ending that may be reached how many answers any way to it needs at least."""
    least: dict[Target, int] = {}
    queue: list[tuple[int, int, str]] = [(0, 0, scenario.first_scene.id)]
    passed: set[tuple[int, str]] = set()
    while queue:
        answers, played, name = heappop(queue)
        if (played, name) in passed or played > MOST_SCENES or name not in found.asked:
            continue
        passed.add((played, name))
        scene = scenario.scenes[name]
        least.setdefault(("scene", name), answers)
        inside = answers + _count_answers_before(scenario, scene, played)
        for out in found.ways[name]:
            spent = inside + _count_answers_to_enact(scene, out.option)
            if out.option is not None:
                _keep_fewest(least, ("option", f"{name}.{out.option.id}"), spent)
            for early in (False, True):
                for ending in (
                    list_possible_endings(scenario, known) if (known := found.finishes.get((name, early))) else ()
                ):
                    _keep_fewest(least, ("ending", ending), spent)
            for to in list_next_scenes(scenario, scene, out):
                if to != END:
                    heappush(queue, (spent, played + 1, to))
    return least


def _keep_fewest(least: dict[Target, int], target: Target, answers: int) -> None:
    least[target] = min(answers, least.get(target, answers))


def _count_answers_before(scenario: Scenario, scene: Scene, played: int) -> int:
    """Return how many answers are asked before a scene opens; a coffee is taken once, whatever path led here."""
    pledges = (played == PLEDGE_AFTER) + (played == len(scenario.scenes) // 2 > PLEDGE_AFTER)
    return 2 * pledges + 2 * (scene.coffee and played < len(scenario.scenes))


def _count_answers_to_enact(scene: Scene, option: Option | None) -> int:
    """Return how many answers it takes to enact an option where both are of one mind.

    Those who sit down for a synthesis are asked nothing more where all that it needs is out.
    """
    if scene.decision is None or option is None:
        return 0
    facts = 2 * bool(scene.say)
    if not scene.decision.joint:
        return facts + 1
    return 2 + facts + 2


def walk_path(scenario: Scenario, way: AnswerPath) -> Iterator[State]:
    """Yield the state at the beginning of a way and after each of its answers.

    Raises:
        IllegalAnswerError: if an answer is not on offer: the crisis has changed since.
    """
    luck = Rng(way.seed, scenario.id, 0)
    state, _events = rules.begin_play(scenario, luck)
    yield state
    for step in way.steps:
        ask = next((one for one in rules.list_asks(scenario, luck, state) if one.chair == step.chair), None)
        if ask is None or ask.kind != step.kind:
            raise rules.IllegalAnswerError(f"{step.chair} is not asked {step.kind} here")
        state, _events = rules.apply_answer(scenario, luck, state, ask, step.answer)
        yield state


def shorten_path(scenario: Scenario, way: AnswerPath) -> Iterator[tuple[AnswerPath, list[State]]]:
    """Yield ways with the rest answered as it was, each with the states along it, as far as it can be gone.

    What two people settled after a difference, or by sitting down, they now pick at once: in every scene, then in one.
    """
    states = list(walk_path(scenario, way))
    played = {one.count: one for one in (*states[-1].past, states[-1].now)}
    settled = [one for one in played.values() if one.enacted and (one.mode is not None or one.sat is not None)]
    given = _group_answers(states, way)
    for chosen in ([settled] if len(settled) > 1 else []) + [[one] for one in settled]:
        yield _follow_answers(scenario, way.seed, _agree_at_once(given, chosen), len(way.steps))


_Given = dict[tuple[int, Chair, str], tuple[rules.Answer, ...]]


def _group_answers(states: list[State], way: AnswerPath) -> _Given:
    """Return the answers of a way by the count of the scene, the chair and what was asked."""
    given: _Given = {}
    for state, step in zip(states, way.steps, strict=False):
        key = (state.count, step.chair, step.kind)
        given[key] = (*given.get(key, ()), step.answer)
    return given


def _agree_at_once(given: _Given, settled: Iterable[SceneRecord]) -> _Given:
    agreed = dict(given)
    for one in settled:
        for key in given:
            if key[0] == one.count and key[2] not in ("first", "say", "pledge", "still", "coffee"):
                del agreed[key]
        for chair in one.final:
            agreed[one.count, chair, "final"] = ({"option": one.enacted},)
    return agreed


def _follow_answers(scenario: Scenario, seed: int, given: _Given, most: int) -> tuple[AnswerPath, list[State]]:
    """Give these answers as long as they are asked and on offer."""
    luck = Rng(seed, scenario.id, 0)
    state, _events = rules.begin_play(scenario, luck)
    states, steps, left = [state], list[PathAnswer](), {key: list(answers) for key, answers in given.items()}
    while len(steps) < most and (asked := rules.list_asks(scenario, luck, state)):
        ask = asked[0]
        answers = left.get((state.count, ask.chair, ask.kind))
        if not answers:
            break
        try:
            state, _events = rules.apply_answer(scenario, luck, state, ask, answers[0])
        except rules.IllegalAnswerError:
            break
        steps.append(PathAnswer(ask.chair, ask.kind, ask.scene, answers.pop(0)))
        states.append(state)
    return AnswerPath(seed, tuple(steps)), states


def begin_pair_session(loaded: LoadedScenario, way: AnswerPath, language: str = "") -> Session:
    """Return a game of two people at its beginning, with the luck of a way."""
    speech = language or loaded.scenario.language
    return Session(loaded.scenario, loaded.texts, Setup({"ceo": "human", "cto": "human"}, way.seed, language=speech))


def replay_path(session: Session, way: AnswerPath) -> Iterator[PathAnswer]:
    """Give the answers of a way, each as it is asked, and yield each once it is given.

    Raises:
        LookupError: if something else is asked.
        RefusedError: if an answer is not on offer.
    """
    left = list(way.steps)
    while left:
        prompt = session.prompt
        if prompt is None:
            raise LookupError("play is over before the way is")
        step = next((one for one in left if (one.chair, one.kind) == (prompt.chair, prompt.kind)), None)
        if step is None:
            raise LookupError(f"{prompt.chair} is asked {prompt.kind}, and the way has no answer to it")
        session.answer(prompt.token, step.answer)
        left.remove(step)
        yield step
