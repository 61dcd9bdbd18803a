"""Looking for a way to every scene, option and ending: search that goes back to rarely visited states.

After Ecoffet and others (2021), "First return, then explore": states are sorted into cells; the search returns to a
cell that was seldom visited, by the state kept there, and plays on from it. Some plays steer by a stock that the
condition of something not yet found names. All luck comes from counters: the same crisis gives the same ways.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from game.analysis.reachability.all_plays import analyse_reach
from game.analysis.reachability.moment import list_options
from game.analysis.reachability.proofs import Target, list_targets, prove_unreachable, render_doubts
from game.analysis.reachability.shortest import AnswerPath, PathAnswer, compute_fewest_answers, shorten_path, walk_path
from game.engine import rules
from game.engine.conditions import list_names
from game.engine.events import Ask
from game.engine.rng import Rng, Stream, hash_slot
from game.engine.scenario import Option, Scenario
from game.engine.state import SIT, State
from game.engine.stocks import INDEX

SEEDS: Final = 8
PLAYS: Final = 600
_BAND: Final = 1500
"""Hundredths of a stock that count as one in telling cells apart."""
_LONGEST: Final = 400


@dataclass(frozen=True, slots=True)
class TargetFinding:
    """What is known of a target: a way to it, the proof that there is none, or neither.

    No way to it has fewer than `least` answers. `doubts` names what is neither met nor excluded.
    """

    target: Target
    way: AnswerPath | None = None
    proof: str = ""
    least: int = 0
    doubts: str = ""

    @property
    def status(self) -> Literal["reached", "impossible", "open"]:
        """In one word."""
        return "reached" if self.way else "impossible" if self.proof else "open"

    @property
    def shortest(self) -> bool:
        """Whether no way has fewer answers than the one that was found."""
        return self.way is not None and len(self.way.steps) == self.least


@dataclass(frozen=True, slots=True)
class ExplorationResult:
    """All findings, and what was tried."""

    findings: tuple[TargetFinding, ...]
    plays: int
    steps: int
    cells: int


@dataclass(slots=True)
class _SearchCell:
    """The state kept for one kind of moment: the one with the fewest answers."""

    state: State
    way: AnswerPath
    visits: int = 0


@dataclass(frozen=True, slots=True)
class _PlayStyle:
    """How one play chooses: by chance, or by what an option does to a stock; together, or each by itself."""

    stock: str = ""
    sign: int = 1
    together: bool = True
    open: float = 0.5


def explore_scenario(scenario: Scenario, plays: int = PLAYS) -> ExplorationResult:
    """Return a way to each scene, option and ending, the proof that none can be, or neither after so many plays."""
    everything = analyse_reach(scenario)
    closed, least = prove_unreachable(scenario, everything), compute_fewest_answers(scenario, everything)
    search = _Search(scenario, [target for target in list_targets(scenario) if target not in closed], least)
    search.run_plays(plays)
    search.shorten_paths()
    findings = []
    for one in list_targets(scenario):
        way, proof = search.found.get(one), closed.get(one, "")
        doubt = "" if way or proof else render_doubts(scenario, everything, one)
        findings.append(TargetFinding(one, way, proof, least.get(one, 0), doubt))
    return ExplorationResult(tuple(findings), search.plays, search.steps, len(search.cells))


def find_targets_on_path(scenario: Scenario, way: AnswerPath) -> tuple[Target, ...]:
    """Walk a way by the rules of play, and return all targets that it reaches.

    Raises:
        IllegalAnswerError: if an answer is not on offer: the crisis has changed since.
    """
    return tuple(
        dict.fromkeys(target for state in walk_path(scenario, way) for target in list_state_targets(scenario, state))
    )


def list_state_targets(scenario: Scenario, state: State) -> tuple[Target, ...]:
    """Return what a state has reached: the scenes and enacted options of its past, its scene, its ending."""
    found: list[Target] = [("scene", state.scene)]
    for played in (*state.past, state.now):
        if played.scene:
            found.append(("scene", played.scene))
        if played.enacted:
            found.append(("option", f"{played.scene}.{played.enacted}"))
    if state.ending and scenario.find_ending(state.ending):
        found.append(("ending", state.ending))
    return tuple(found)


@dataclass
class _Search:
    """The cells, what was found, and what is still wanted."""

    scenario: Scenario
    wanted: list[Target]
    least: Mapping[Target, int]
    cells: dict[tuple[object, ...], _SearchCell] = field(default_factory=dict)
    found: dict[Target, AnswerPath] = field(default_factory=dict)
    plays: int = 0
    steps: int = 0
    asked_for: frozenset[str] = frozenset()

    def run_plays(self, most: int) -> None:
        """Play until all is found and each way has had a chance to become shorter, or so many plays are over."""
        for seed in range(SEEDS):
            state, _events = rules.begin_play(self.scenario, Rng(seed, self.scenario.id, 0))
            self._keep_state(state, AnswerPath(seed, ()))
        settled = 0
        while self.plays < most and settled <= most // 4 and not self._is_done():
            cell = min(self.cells.values(), key=lambda cell: (cell.visits, len(cell.way.steps)))
            cell.visits += 1
            before = {target: len(way.steps) for target, way in self.found.items()}
            self.asked_for = self._list_missing_names()
            self._play_to_end(cell.state, cell.way, self._choose_style())
            self.plays += 1
            better = before != {target: len(way.steps) for target, way in self.found.items()}
            settled = 0 if better or len(self.found) < len(self.wanted) else settled + 1

    def _is_done(self) -> bool:
        """Whether all is found, by ways that cannot be shorter."""
        return len(self.found) == len(self.wanted) and not self._list_long_targets()

    def _list_long_targets(self) -> list[Target]:
        return [target for target, way in self.found.items() if len(way.steps) > self.least.get(target, 0)]

    def shorten_paths(self) -> None:
        """Leave out of each way that may be too long what two people settled that they could have agreed on."""
        for target in self._list_long_targets():
            before = 0
            while before != len(self.found[target].steps):
                before = len(self.found[target].steps)
                for way, states in shorten_path(self.scenario, self.found[target]):
                    for taken, state in enumerate(states):
                        self._record_targets(state, AnswerPath(way.seed, way.steps[:taken]))

    def _choose_style(self) -> _PlayStyle:
        """Every second play steers by a stock that something still missing names, up and down in turn."""
        number = self.plays
        stocks = sorted(self.asked_for & set(INDEX))
        if number % 2 and stocks:
            return _PlayStyle(stocks[(number // 4) % len(stocks)], 1 if number % 4 == 1 else -1, number % 3 > 0, 0.9)
        return _PlayStyle(together=number % 4 < 2, open=(0.0, 0.5, 1.0)[number % 3])

    def _list_missing_names(self) -> frozenset[str]:
        """What the conditions read of all that is still missing."""
        guards = [
            option.when
            for scene in self.scenario.scenes.values()
            for option in list_options(scene)
            if ("option", f"{scene.id}.{option.id}") not in self.found
        ]
        guards += [ending.when for ending in self.scenario.endings if ("ending", ending.id) not in self.found]
        return frozenset(name for guard in guards if guard for name in list_names(guard.tree))

    def _play_to_end(self, state: State, way: AnswerPath, mood: _PlayStyle) -> None:
        """Play on to the end, keeping what is new on the way."""
        luck = Rng(way.seed, self.scenario.id, 0)
        while len(way.steps) < _LONGEST and (asked := rules.list_asks(self.scenario, luck, state)):
            ask = asked[0]
            answer = self._choose_answer(ask, state, mood)
            state, _events = rules.apply_answer(self.scenario, luck, state, ask, answer)
            way = AnswerPath(way.seed, (*way.steps, PathAnswer(ask.chair, ask.kind, ask.scene, answer)))
            self.steps += 1
            self._keep_state(state, way)

    def _record_targets(self, state: State, way: AnswerPath) -> None:
        for target in list_state_targets(self.scenario, state):
            if target not in self.found or len(way.steps) < len(self.found[target].steps):
                self.found[target] = way

    def _keep_state(self, state: State, way: AnswerPath) -> None:
        self._record_targets(state, way)
        if state.phase != "over" and not state.inbox:
            kept = self.cells.get(_build_cell_key(way.seed, state))
            if kept is None:
                self.cells[_build_cell_key(way.seed, state)] = _SearchCell(state, way)
            elif len(way.steps) < len(kept.way.steps):
                kept.state, kept.way = state, way

    def _choose_answer(self, ask: Ask, state: State, mood: _PlayStyle) -> rules.Answer:
        match ask.kind:
            case "first" | "final" | "pick":
                return {_FIELDS.get(ask.kind, "what"): self._choose_option(ask, state, mood)}
            case "say" | "sit_say":
                return {"facts": [fact for fact in ask.facts if self._draw_uniform("say", fact) < mood.open]}
            case "sit":
                return {"accept": self._draw_uniform("sit") < max(mood.open, 0.5)}
        return {_FIELDS.get(ask.kind, "what"): self._choose_at_random(ask, ask.kind)}

    def _choose_option(self, ask: Ask, state: State, mood: _PlayStyle) -> str:
        """The option that this play's mood likes; both chairs the same where they play together."""
        decision = self.scenario.scenes[ask.scene].decision
        options = {option.id: option for option in decision.options} if decision else {}
        if SIT in ask.choices and self._draw_uniform("ask", ask.scene) < 0.3:
            return SIT
        choices = [choice for choice in ask.choices if choice in options]
        unseen = [choice for choice in choices if ("option", f"{ask.scene}.{choice}") not in self.found]
        if unseen and self._draw_uniform("unseen", ask.scene) < 0.9:
            return unseen[0]
        if mood.stock and self._draw_uniform("steer", ask.scene) < 0.8:
            return max(choices, key=lambda name: mood.sign * _sum_stock_points(options[name], mood.stock))
        opening = [name for name in choices if self.asked_for & set(_list_enacted_names(ask.scene, options[name]))]
        if opening and self._draw_uniform("open", ask.scene) < 0.5:
            choices = opening
        whose = "" if mood.together else ask.chair
        return max(choices, key=lambda name: self._draw_uniform("pick", ask.scene, str(state.count), whose, name))

    def _choose_at_random(self, ask: Ask, kind: str) -> str:
        return max(ask.choices, key=lambda choice: self._draw_uniform(kind, ask.chair, choice))

    def _draw_uniform(self, *what: str) -> float:
        return Rng(self.plays, self.scenario.id, 1).draw_uniform(Stream.BOT, 0, 0, hash_slot(*what))


_FIELDS: Final[Mapping[str, str]] = {"first": "option", "final": "option", "talk": "reason", "resolve": "mode"}


def _list_enacted_names(scene: str, option: Option) -> tuple[str, ...]:
    """The names that are so once an option is enacted."""
    return (f"chose.{scene}.{option.id}", *(f"flag.{flag}" for flag in option.flags))


def _sum_stock_points(option: Option, stock: str) -> int:
    effects = (*option.effects, *(effect for later in option.later for effect in later.effects))
    return sum(effect.points for effect in effects if effect.stock == stock)


def _build_cell_key(seed: int, state: State) -> tuple[object, ...]:
    """What tells two moments apart: where, what was drawn, raised and said, and each stock roughly."""
    said = tuple(sorted(fact for fact, status in state.facts.items() if status.status != "unsaid"))
    rough = tuple(value // _BAND for value in state.stocks[:9])
    return seed, state.scene, state.phase, state.flags, said, rough
