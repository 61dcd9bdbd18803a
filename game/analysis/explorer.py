"""Looking for a way to every scene, option and ending: search that goes back to rarely visited states.

After Ecoffet and others (2021), "First return, then explore": states are sorted into cells; the search returns to a
cell that was seldom visited, by the state kept there, and plays on from it. Some plays steer by a stock that the
condition of something not yet found names. All luck comes from counters: the same crisis gives the same ways.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from game.analysis.moment import options_of
from game.analysis.proof import Target, doubts, proofs, targets
from game.analysis.shortest import Step, Way, fewest, shortened, walk
from game.analysis.travel import travel
from game.engine import rules
from game.engine.chance import Luck, Stream, slot_of
from game.engine.events import Ask
from game.engine.guard import names
from game.engine.scenario import Option, Scenario
from game.engine.state import SIT, State
from game.engine.stocks import INDEX

SEEDS: Final = 8
PLAYS: Final = 600
_BAND: Final = 1500
"""Hundredths of a stock that count as one in telling cells apart."""
_LONGEST: Final = 400


@dataclass(frozen=True, slots=True)
class Finding:
    """What is known of a target: a way to it, the proof that there is none, or neither.

    No way to it has fewer than `least` answers. `doubts` names what is neither met nor excluded.
    """

    target: Target
    way: Way | None = None
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
class Explored:
    """All findings, and what was tried."""

    findings: tuple[Finding, ...]
    plays: int
    steps: int
    cells: int


@dataclass(slots=True)
class _Cell:
    """The state kept for one kind of moment: the one with the fewest answers."""

    state: State
    way: Way
    visits: int = 0


@dataclass(frozen=True, slots=True)
class _Mood:
    """How one play chooses: by chance, or by what an option does to a stock; together, or each by itself."""

    stock: str = ""
    sign: int = 1
    together: bool = True
    open: float = 0.5


def explore(scenario: Scenario, plays: int = PLAYS) -> Explored:
    """Return a way to each scene, option and ending, the proof that none can be, or neither after so many plays."""
    everything = travel(scenario)
    closed, least = proofs(scenario, everything), fewest(scenario, everything)
    search = _Search(scenario, [target for target in targets(scenario) if target not in closed], least)
    search.run(plays)
    search.shorten()
    findings = []
    for one in targets(scenario):
        way, proof = search.found.get(one), closed.get(one, "")
        doubt = "" if way or proof else doubts(scenario, everything, one)
        findings.append(Finding(one, way, proof, least.get(one, 0), doubt))
    return Explored(tuple(findings), search.plays, search.steps, len(search.cells))


def replay(scenario: Scenario, way: Way) -> tuple[Target, ...]:
    """Walk a way by the rules of play, and return all targets that it reaches.

    Raises:
        IllegalError: if an answer is not on offer: the crisis has changed since.
    """
    return tuple(dict.fromkeys(target for state in walk(scenario, way) for target in seen(scenario, state)))


def seen(scenario: Scenario, state: State) -> tuple[Target, ...]:
    """Return what a state has reached: the scenes and enacted options of its past, its scene, its ending."""
    found: list[Target] = [("scene", state.scene)]
    for played in (*state.past, state.now):
        if played.scene:
            found.append(("scene", played.scene))
        if played.enacted:
            found.append(("option", f"{played.scene}.{played.enacted}"))
    if state.ending and scenario.ending(state.ending):
        found.append(("ending", state.ending))
    return tuple(found)


@dataclass
class _Search:
    """The cells, what was found, and what is still wanted."""

    scenario: Scenario
    wanted: list[Target]
    least: Mapping[Target, int]
    cells: dict[tuple[object, ...], _Cell] = field(default_factory=dict)
    found: dict[Target, Way] = field(default_factory=dict)
    plays: int = 0
    steps: int = 0
    asked_for: frozenset[str] = frozenset()

    def run(self, most: int) -> None:
        """Play until all is found and each way has had a chance to become shorter, or so many plays are over."""
        for seed in range(SEEDS):
            state, _events = rules.begin(self.scenario, Luck(seed, self.scenario.id, 0))
            self._keep(state, Way(seed, ()))
        settled = 0
        while self.plays < most and settled <= most // 4 and not self._done():
            cell = min(self.cells.values(), key=lambda cell: (cell.visits, len(cell.way.steps)))
            cell.visits += 1
            before = {target: len(way.steps) for target, way in self.found.items()}
            self.asked_for = self._missing()
            self._play(cell.state, cell.way, self._mood())
            self.plays += 1
            better = before != {target: len(way.steps) for target, way in self.found.items()}
            settled = 0 if better or len(self.found) < len(self.wanted) else settled + 1

    def _done(self) -> bool:
        """Whether all is found, by ways that cannot be shorter."""
        return len(self.found) == len(self.wanted) and not self._long()

    def _long(self) -> list[Target]:
        return [target for target, way in self.found.items() if len(way.steps) > self.least.get(target, 0)]

    def shorten(self) -> None:
        """Leave out of each way that may be too long what two people settled that they could have agreed on."""
        for target in self._long():
            before = 0
            while before != len(self.found[target].steps):
                before = len(self.found[target].steps)
                for way, states in shortened(self.scenario, self.found[target]):
                    for taken, state in enumerate(states):
                        self._note(state, Way(way.seed, way.steps[:taken]))

    def _mood(self) -> _Mood:
        """Every second play steers by a stock that something still missing names, up and down in turn."""
        number = self.plays
        stocks = sorted(self.asked_for & set(INDEX))
        if number % 2 and stocks:
            return _Mood(stocks[(number // 4) % len(stocks)], 1 if number % 4 == 1 else -1, number % 3 > 0, 0.9)
        return _Mood(together=number % 4 < 2, open=(0.0, 0.5, 1.0)[number % 3])

    def _missing(self) -> frozenset[str]:
        """What the conditions read of all that is still missing."""
        guards = [
            option.when
            for scene in self.scenario.scenes.values()
            for option in options_of(scene)
            if ("option", f"{scene.id}.{option.id}") not in self.found
        ]
        guards += [ending.when for ending in self.scenario.endings if ("ending", ending.id) not in self.found]
        return frozenset(name for guard in guards if guard for name in names(guard.tree))

    def _play(self, state: State, way: Way, mood: _Mood) -> None:
        """Play on to the end, keeping what is new on the way."""
        luck = Luck(way.seed, self.scenario.id, 0)
        while len(way.steps) < _LONGEST and (asked := rules.asks(self.scenario, luck, state)):
            ask = asked[0]
            answer = self._answer(ask, state, mood)
            state, _events = rules.step(self.scenario, luck, state, ask, answer)
            way = Way(way.seed, (*way.steps, Step(ask.chair, ask.kind, ask.scene, answer)))
            self.steps += 1
            self._keep(state, way)

    def _note(self, state: State, way: Way) -> None:
        for target in seen(self.scenario, state):
            if target not in self.found or len(way.steps) < len(self.found[target].steps):
                self.found[target] = way

    def _keep(self, state: State, way: Way) -> None:
        self._note(state, way)
        if state.phase != "over" and not state.inbox:
            kept = self.cells.get(_cell(way.seed, state))
            if kept is None:
                self.cells[_cell(way.seed, state)] = _Cell(state, way)
            elif len(way.steps) < len(kept.way.steps):
                kept.state, kept.way = state, way

    def _answer(self, ask: Ask, state: State, mood: _Mood) -> rules.Answer:
        match ask.kind:
            case "first" | "final" | "pick":
                return {_FIELDS.get(ask.kind, "what"): self._option(ask, state, mood)}
            case "say" | "sit_say":
                return {"facts": [fact for fact in ask.facts if self._chance("say", fact) < mood.open]}
            case "sit":
                return {"accept": self._chance("sit") < max(mood.open, 0.5)}
        return {_FIELDS.get(ask.kind, "what"): self._any(ask, ask.kind)}

    def _option(self, ask: Ask, state: State, mood: _Mood) -> str:
        """The option that this play's mood likes; both chairs the same where they play together."""
        decision = self.scenario.scenes[ask.scene].decision
        options = {option.id: option for option in decision.options} if decision else {}
        if SIT in ask.choices and self._chance("ask", ask.scene) < 0.3:
            return SIT
        choices = [choice for choice in ask.choices if choice in options]
        unseen = [choice for choice in choices if ("option", f"{ask.scene}.{choice}") not in self.found]
        if unseen and self._chance("unseen", ask.scene) < 0.9:
            return unseen[0]
        if mood.stock and self._chance("steer", ask.scene) < 0.8:
            return max(choices, key=lambda name: mood.sign * _worth(options[name], mood.stock))
        opening = [name for name in choices if self.asked_for & set(_made(ask.scene, options[name]))]
        if opening and self._chance("open", ask.scene) < 0.5:
            choices = opening
        whose = "" if mood.together else ask.chair
        return max(choices, key=lambda name: self._chance("pick", ask.scene, str(state.count), whose, name))

    def _any(self, ask: Ask, kind: str) -> str:
        return max(ask.choices, key=lambda choice: self._chance(kind, ask.chair, choice))

    def _chance(self, *what: str) -> float:
        return Luck(self.plays, self.scenario.id, 1).uniform(Stream.BOT, 0, 0, slot_of(*what))


_FIELDS: Final[Mapping[str, str]] = {"first": "option", "final": "option", "talk": "reason", "resolve": "mode"}


def _made(scene: str, option: Option) -> tuple[str, ...]:
    """The names that are so once an option is enacted."""
    return (f"chose.{scene}.{option.id}", *(f"flag.{flag}" for flag in option.flags))


def _worth(option: Option, stock: str) -> int:
    effects = (*option.effects, *(effect for later in option.later for effect in later.effects))
    return sum(effect.points for effect in effects if effect.stock == stock)


def _cell(seed: int, state: State) -> tuple[object, ...]:
    """What tells two moments apart: where, what was drawn, raised and said, and each stock roughly."""
    said = tuple(sorted(fact for fact, status in state.facts.items() if status.status != "unsaid"))
    rough = tuple(value // _BAND for value in state.stocks[:9])
    return seed, state.scene, state.phase, state.flags, said, rough
