"""A path to every scene, option and ending: found by search, made shorter, and walked again.

After Ecoffet and others (2021), "First return, then explore": states are sorted into cells; the search returns to a
cell that was seldom visited, by the state kept there, and plays on from it. Some plays steer by a stock that the
condition of something not yet found names. All draws come from counters: the same crisis gives the same paths.

What scenes ask is known without playing them. The cheapest path over the scenes that may follow each other is thus a
lower bound for every path of play, and a path that meets it is proven to be a shortest one.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from heapq import heappop, heappush
from typing import Final, Literal

from game.analysis.reachability.all_plays import ReachAnalysis, analyse_reach, list_next_scenes
from game.analysis.reachability.moment import list_options
from game.analysis.reachability.proofs import (
    Target,
    list_possible_endings,
    list_targets,
    prove_unreachable,
    render_doubts,
)
from game.content.compiler import LoadedScenario
from game.engine import rules
from game.engine.conditions import list_names
from game.engine.events import Ask
from game.engine.rng import Rng, Stream, hash_slot
from game.engine.scenario import END, Option, Scenario, Scene
from game.engine.scene_flow import PLEDGE_AFTER
from game.engine.state import SIT, SceneRecord, State
from game.engine.stocks import INDEX, Chair
from game.playthrough.session import Session
from game.playthrough.setup import Setup

SEEDS: Final = 8

PLAYS: Final = 600

MOST_SCENES: Final = 120
"""The most scenes that a path may play."""

_BAND: Final = 1500
"""Hundredths of a stock that count as one in telling cells apart."""

_LONGEST: Final = 400


@dataclass(frozen=True, slots=True)
class PathAnswer:
    """One answer of a path."""

    chair: Chair
    kind: str
    scene: str
    answer: rules.Answer


@dataclass(frozen=True, slots=True)
class AnswerPath:
    """Answers that lead from the beginning to a target, with the draws of a seed and two people in the chairs."""

    seed: int
    steps: tuple[PathAnswer, ...]


@dataclass(frozen=True, slots=True)
class TargetFinding:
    """What is known of a target: a path to it, the proof that there is none, or neither.

    No path to it has fewer than `least` answers. `doubts` names the conditions that are neither met nor ruled out.
    """

    target: Target
    path: AnswerPath | None = None
    proof: str = ""
    least: int = 0
    doubts: str = ""

    @property
    def status(self) -> Literal["reached", "impossible", "open"]:
        """The finding in one word."""
        return "reached" if self.path else "impossible" if self.proof else "open"

    @property
    def shortest(self) -> bool:
        """Whether no path has fewer answers than the one that was found."""
        return self.path is not None and len(self.path.steps) == self.least


@dataclass(frozen=True, slots=True)
class ExplorationResult:
    """All findings, and how much was tried: plays, answers given, and cells found."""

    findings: tuple[TargetFinding, ...]
    plays: int
    steps: int
    cells: int


def explore_scenario(scenario: Scenario, plays: int = PLAYS) -> ExplorationResult:
    """Return a path to each scene, option and ending, the proof that there is none, or neither after so many plays."""
    reach = analyse_reach(scenario)
    closed, least = prove_unreachable(scenario, reach), compute_fewest_answers(scenario, reach)
    search = _Search(scenario, [target for target in list_targets(scenario) if target not in closed], least)
    search.run_plays(plays)
    search.shorten_paths()
    findings = []
    for one in list_targets(scenario):
        path, proof = search.found.get(one), closed.get(one, "")
        doubt = "" if path or proof else render_doubts(scenario, reach, one)
        findings.append(TargetFinding(one, path, proof, least.get(one, 0), doubt))
    return ExplorationResult(tuple(findings), search.plays, search.steps, len(search.cells))


def list_state_targets(scenario: Scenario, state: State) -> tuple[Target, ...]:
    """Return the targets that a state has reached: its scenes and enacted options so far, and its ending."""
    found: list[Target] = [("scene", state.scene)]
    for played in (*state.past, state.now):
        if played.scene:
            found.append(("scene", played.scene))
        if played.enacted:
            found.append(("option", f"{played.scene}.{played.enacted}"))
    if state.ending and scenario.find_ending(state.ending):
        found.append(("ending", state.ending))
    return tuple(found)


def walk_path(scenario: Scenario, path: AnswerPath) -> Iterator[State]:
    """Yield the state at the beginning of a path and after each of its answers.

    Raises:
        IllegalAnswerError: if an answer is not on offer: the crisis has changed since.
    """
    rng = Rng(path.seed, scenario.id, 0)
    state, _events = rules.begin_play(scenario, rng)
    yield state
    for step in path.steps:
        ask = next((one for one in rules.list_asks(scenario, rng, state) if one.chair == step.chair), None)
        if ask is None or ask.kind != step.kind:
            raise rules.IllegalAnswerError(f"{step.chair} is not asked {step.kind} here")
        state, _events = rules.apply_answer(scenario, rng, state, ask, step.answer)
        yield state


def begin_pair_session(loaded: LoadedScenario, path: AnswerPath, language: str = "") -> Session:
    """Return a new game of two people with the seed of a path."""
    speech = language or loaded.scenario.language
    return Session(loaded.scenario, loaded.texts, Setup({"ceo": "human", "cto": "human"}, path.seed, language=speech))


def replay_path(session: Session, path: AnswerPath) -> Iterator[PathAnswer]:
    """Give the answers of a path as they are asked, and yield each one once it is given.

    Raises:
        LookupError: if something else is asked.
        RefusedError: if an answer is not on offer.
    """
    left = list(path.steps)
    while left:
        prompt = session.prompt
        if prompt is None:
            raise LookupError("play ends before the path does")
        step = next((one for one in left if (one.chair, one.kind) == (prompt.chair, prompt.kind)), None)
        if step is None:
            raise LookupError(f"{prompt.chair} is asked {prompt.kind}, and the path has no answer to it")
        session.answer(prompt.token, step.answer)
        left.remove(step)
        yield step


@dataclass(slots=True)
class _SearchCell:
    """The state kept for one kind of moment: that with the fewest answers. Cells are numbered as they are found."""

    number: int
    state: State
    path: AnswerPath
    visits: int = 0


@dataclass(frozen=True, slots=True)
class _PlayStyle:
    """How one play chooses: at random, or by what an option does to a stock; both chairs alike, or each by itself."""

    stock: str = ""
    sign: int = 1
    together: bool = True
    open: float = 0.5


@dataclass
class _Search:
    """A search under way: the cells, the paths found so far, and the targets that are wanted."""

    scenario: Scenario
    wanted: list[Target]
    least: Mapping[Target, int]
    cells: dict[tuple[object, ...], _SearchCell] = field(default_factory=dict)
    queue: list[tuple[int, int, int, _SearchCell]] = field(default_factory=list)
    """A heap of cells by visits, answers and number; an entry that no longer agrees with its cell is passed over."""
    found: dict[Target, AnswerPath] = field(default_factory=dict)
    plays: int = 0
    steps: int = 0
    asked_for: frozenset[str] = frozenset()
    rng: Rng = field(init=False)
    """The draws by which the current play chooses."""

    def run_plays(self, most: int) -> None:
        """Play until everything is found and no path has become shorter for a while, or `most` plays are over."""
        for seed in range(SEEDS):
            state, _events = rules.begin_play(self.scenario, Rng(seed, self.scenario.id, 0))
            self._keep_state(state, AnswerPath(seed, ()))
        settled = 0
        while self.plays < most and settled <= most // 4 and not self._is_done():
            cell = self._visit_next_cell()
            before = {target: len(path.steps) for target, path in self.found.items()}
            self.asked_for = self._list_missing_names()
            self.rng = Rng(self.plays, self.scenario.id, 1)
            self._play_to_end(cell.state, cell.path, self._choose_style())
            self.plays += 1
            better = before != {target: len(path.steps) for target, path in self.found.items()}
            settled = 0 if better or len(self.found) < len(self.wanted) else settled + 1

    def _visit_next_cell(self) -> _SearchCell:
        """Return the cell that was visited least; among equals that with the fewest answers, then the oldest."""
        while True:
            visits, answers, _number, cell = heappop(self.queue)
            if (visits, answers) == (cell.visits, len(cell.path.steps)):
                cell.visits += 1
                self._queue_cell(cell)
                return cell

    def _queue_cell(self, cell: _SearchCell) -> None:
        heappush(self.queue, (cell.visits, len(cell.path.steps), cell.number, cell))

    def _is_done(self) -> bool:
        """Tell whether everything is found by paths that cannot be shorter."""
        return len(self.found) == len(self.wanted) and not self._list_long_targets()

    def _list_long_targets(self) -> list[Target]:
        return [target for target, path in self.found.items() if len(path.steps) > self.least.get(target, 0)]

    def shorten_paths(self) -> None:
        """Shorten each path that may be too long: let two people agree at once where they settled a difference."""
        for target in self._list_long_targets():
            before = 0
            while before != len(self.found[target].steps):
                before = len(self.found[target].steps)
                for path, states in shorten_path(self.scenario, self.found[target]):
                    for taken, state in enumerate(states):
                        self._record_targets(state, AnswerPath(path.seed, path.steps[:taken]))

    def _choose_style(self) -> _PlayStyle:
        """Return the next style: every second play steers a stock that a missing target names, up and down in turn."""
        number = self.plays
        stocks = sorted(self.asked_for & set(INDEX))
        if number % 2 and stocks:
            return _PlayStyle(stocks[(number // 4) % len(stocks)], 1 if number % 4 == 1 else -1, number % 3 > 0, 0.9)
        return _PlayStyle(together=number % 4 < 2, open=(0.0, 0.5, 1.0)[number % 3])

    def _list_missing_names(self) -> frozenset[str]:
        """Return the names that the conditions of all missing targets read."""
        guards = [
            option.when
            for scene in self.scenario.scenes.values()
            for option in list_options(scene)
            if ("option", f"{scene.id}.{option.id}") not in self.found
        ]
        guards += [ending.when for ending in self.scenario.endings if ("ending", ending.id) not in self.found]
        return frozenset(name for guard in guards if guard for name in list_names(guard.tree))

    def _play_to_end(self, state: State, path: AnswerPath, style: _PlayStyle) -> None:
        """Play on to the end, and keep every new state on the way."""
        rng = Rng(path.seed, self.scenario.id, 0)
        while len(path.steps) < _LONGEST and (asked := rules.list_asks(self.scenario, rng, state)):
            ask = asked[0]
            answer = self._choose_answer(ask, state, style)
            state, _events = rules.apply_answer(self.scenario, rng, state, ask, answer)
            path = AnswerPath(path.seed, (*path.steps, PathAnswer(ask.chair, ask.kind, ask.scene, answer)))
            self.steps += 1
            self._keep_state(state, path)

    def _record_targets(self, state: State, path: AnswerPath) -> None:
        for target in list_state_targets(self.scenario, state):
            if target not in self.found or len(path.steps) < len(self.found[target].steps):
                self.found[target] = path

    def _keep_state(self, state: State, path: AnswerPath) -> None:
        self._record_targets(state, path)
        if state.phase != "over" and not state.inbox:
            key = _build_cell_key(path.seed, state)
            cell = self.cells.get(key)
            if cell is None:
                cell = self.cells[key] = _SearchCell(len(self.cells), state, path)
                self._queue_cell(cell)
            elif len(path.steps) < len(cell.path.steps):
                cell.state, cell.path = state, path
                self._queue_cell(cell)

    def _choose_answer(self, ask: Ask, state: State, style: _PlayStyle) -> rules.Answer:
        match ask.kind:
            case "first" | "final" | "pick":
                return {_FIELDS.get(ask.kind, "what"): self._choose_option(ask, state, style)}
            case "say" | "sit_say":
                return {"facts": [fact for fact in ask.facts if self._draw_uniform("say", fact) < style.open]}
            case "sit":
                return {"accept": self._draw_uniform("sit") < max(style.open, 0.5)}
        return {_FIELDS.get(ask.kind, "what"): self._choose_at_random(ask, ask.kind)}

    def _choose_option(self, ask: Ask, state: State, style: _PlayStyle) -> str:
        """Return the option that suits this play's style; both chairs pick the same where they play together."""
        decision = self.scenario.scenes[ask.scene].decision
        options = {option.id: option for option in decision.options} if decision else {}
        if SIT in ask.choices and self._draw_uniform("ask", ask.scene) < 0.3:
            return SIT
        choices = [choice for choice in ask.choices if choice in options]
        unseen = [choice for choice in choices if ("option", f"{ask.scene}.{choice}") not in self.found]
        if unseen and self._draw_uniform("unseen", ask.scene) < 0.9:
            return unseen[0]
        if style.stock and self._draw_uniform("steer", ask.scene) < 0.8:
            return max(choices, key=lambda name: style.sign * _sum_stock_points(options[name], style.stock))
        opening = [name for name in choices if self.asked_for & set(_list_enacted_names(ask.scene, options[name]))]
        if opening and self._draw_uniform("open", ask.scene) < 0.5:
            choices = opening
        whose = "" if style.together else ask.chair
        return max(choices, key=lambda name: self._draw_uniform("pick", ask.scene, str(state.count), whose, name))

    def _choose_at_random(self, ask: Ask, kind: str) -> str:
        return max(ask.choices, key=lambda choice: self._draw_uniform(kind, ask.chair, choice))

    def _draw_uniform(self, *what: str) -> float:
        return self.rng.draw_uniform(Stream.BOT, slot=hash_slot(*what))


_FIELDS: Final[Mapping[str, str]] = {"first": "option", "final": "option", "resolve": "mode"}


def _list_enacted_names(scene: str, option: Option) -> tuple[str, ...]:
    """Return the names of conditions that hold once an option is enacted."""
    return (f"chose.{scene}.{option.id}", *(f"flag.{flag}" for flag in option.flags))


def _sum_stock_points(option: Option, stock: str) -> int:
    effects = (*option.effects, *(effect for later in option.later for effect in later.effects))
    return sum(effect.points for effect in effects if effect.stock == stock)


def _build_cell_key(seed: int, state: State) -> tuple[object, ...]:
    """Return what tells two moments apart: where play is, the seed, flags, facts told, and each stock roughly."""
    said = tuple(sorted(fact for fact, status in state.facts.items() if status.status != "unsaid"))
    rough = tuple(value // _BAND for value in state.stocks[:9])
    return seed, state.scene, state.phase, state.flags, said, rough


def compute_fewest_answers(scenario: Scenario, reach: ReachAnalysis) -> dict[Target, int]:
    """Return the fewest answers that any path needs to each scene, option and ending that may be reached."""
    least: dict[Target, int] = {}
    queue: list[tuple[int, int, str]] = [(0, 0, scenario.first_scene.id)]
    passed: set[tuple[int, str]] = set()
    earlier = _map_earlier_scenes(scenario, reach)
    while queue:
        answers, played, name = heappop(queue)
        if (played, name) in passed or played > MOST_SCENES or name not in reach.asked:
            continue
        passed.add((played, name))
        scene = scenario.scenes[name]
        least.setdefault(("scene", name), answers)
        for end in scenario.ends:
            _keep_fewest(least, ("ending", end.ending), answers)
        inside = answers + _count_answers_before(scenario, scene, played)
        asked = len(_list_surely_asked_chairs(scenario, scene, earlier[name]))
        for out in reach.exits[name]:
            spent = inside + _count_answers_to_enact(scene, out.option, asked)
            if out.option is not None:
                _keep_fewest(least, ("option", f"{name}.{out.option.id}"), spent)
            for early in (False, True):
                for ending in (
                    list_possible_endings(scenario, known) if (known := reach.finishes.get((name, early))) else ()
                ):
                    _keep_fewest(least, ("ending", ending), spent)
            for to in list_next_scenes(scenario, scene, out):
                if to != END:
                    heappush(queue, (spent, played + 1, to))
    return least


def _keep_fewest(least: dict[Target, int], target: Target, answers: int) -> None:
    least[target] = min(answers, least.get(target, answers))


def _count_answers_before(scenario: Scenario, scene: Scene, played: int) -> int:
    """Return how many answers are asked for before a scene opens; a coffee comes once, whatever path led here."""
    pledges = (played == PLEDGE_AFTER) + (played == len(scenario.scenes) // 2 > PLEDGE_AFTER)
    return 2 * pledges + 2 * (scene.coffee and played < len(scenario.scenes))


def _map_earlier_scenes(scenario: Scenario, reach: ReachAnalysis) -> dict[str, frozenset[str]]:
    """Return for each scene those that may be played before it, itself where it may come again."""
    earlier: dict[str, frozenset[str]] = dict.fromkeys(scenario.scenes, frozenset())
    steps = [
        (name, to)
        for name in reach.asked
        for out in reach.exits[name]
        for to in list_next_scenes(scenario, scenario.scenes[name], out)
        if to != END
    ]
    for _round in scenario.scenes:
        for name, to in steps:
            earlier[to] |= earlier[name] | {name}
    return earlier


def _count_answers_to_enact(scene: Scene, option: Option | None, asked: int) -> int:
    """Return how many answers it takes at least to enact an option if both agree on it.

    `asked` chairs are sure to be asked which facts they tell. Those who sit down for a synthesis are asked nothing more
    if all that it needs is already out.
    """
    if scene.decision is None or option is None:
        return 0
    return (4 if scene.decision.joint else 1) + asked


def _list_surely_asked_chairs(scenario: Scenario, scene: Scene, earlier: frozenset[str]) -> frozenset[Chair]:
    """Return the chairs that hold a fact whatever went before: known to them by now, and never open before."""
    told = {fact for name in earlier for fact in scenario.scenes[name].say}
    facts = [scenario.facts[fact] for fact in scene.say if fact not in told]
    known = (None, scenario.first_scene.id, scene.id)
    return frozenset(fact.held for fact in facts if fact.when is None and fact.since in known)


def shorten_path(scenario: Scenario, path: AnswerPath) -> Iterator[tuple[AnswerPath, list[State]]]:
    """Yield shorter paths, each with the states along it, as far as it can be walked.

    What two people settled after a difference, or by sitting down, they now pick at once: first in every such scene,
    then in one at a time. Everything else is answered as before.
    """
    states = list(walk_path(scenario, path))
    played = {one.count: one for one in (*states[-1].past, states[-1].now)}
    settled = [one for one in played.values() if one.enacted and (one.mode is not None or one.sat is not None)]
    given = _group_answers(states, path)
    for chosen in ([settled] if len(settled) > 1 else []) + [[one] for one in settled]:
        yield _follow_answers(scenario, path.seed, _agree_at_once(given, chosen), len(path.steps))


_Given = dict[tuple[int, Chair, str], tuple[rules.Answer, ...]]


def _group_answers(states: list[State], path: AnswerPath) -> _Given:
    """Return the answers of a path by the count of the scene, the chair and the kind of question."""
    given: _Given = {}
    for state, step in zip(states, path.steps, strict=False):
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
    """Give these answers as long as they are asked for and on offer; return the path so far and its states."""
    rng = Rng(seed, scenario.id, 0)
    state, _events = rules.begin_play(scenario, rng)
    states, steps, left = [state], list[PathAnswer](), {key: list(answers) for key, answers in given.items()}
    while len(steps) < most and (asked := rules.list_asks(scenario, rng, state)):
        ask = asked[0]
        answers = left.get((state.count, ask.chair, ask.kind))
        if not answers:
            break
        try:
            state, _events = rules.apply_answer(scenario, rng, state, ask, answers[0])
        except rules.IllegalAnswerError:
            break
        steps.append(PathAnswer(ask.chair, ask.kind, ask.scene, answers.pop(0)))
        states.append(state)
    return AnswerPath(seed, tuple(steps)), states
