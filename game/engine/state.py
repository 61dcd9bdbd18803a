"""Everything that changes in a playthrough, frozen: the state after each answer, and what conditions read in it.

Stocks are whole hundredths (R1); memory is in 1/10000 of -1..1; scenes are counted from 1 as they are played. The
names that a condition may read are those of `docs/design/conditions.md`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from json import dumps
from typing import Final, Literal, NamedTuple, get_args

from game.engine.conditions import ParsedCondition, evaluate_condition
from game.engine.moves import Wounds
from game.engine.scenario import Effect, Line, Pledge, Scenario
from game.engine.stocks import CHAIRS, INDEX, Chair, Phase

PromiseStatus = Literal["open", "kept", "broken", "renegotiated"]
Mode = Literal["defer", "object", "escalate", "override"]
Confidence = Literal["leaning", "sure"]
Coffee = Literal["ask", "credit", "bridge", "money", "checkin", "work"]
SIT: Final = "sit"
"""The final pick that asks the other to sit down together; no option may have this id."""

FactStatus = Literal["unsaid", "said", "surfaced"]


@dataclass(frozen=True, slots=True)
class FactState:
    """What has become of a fact.

    `known` and `chance` are the counts of the scenes in which its holder learned it and could first tell it, `out`
    that of the scene in which the other chair came to know it; 0 where that has not happened yet.
    """

    status: FactStatus = "unsaid"
    known: int = 0
    chance: int = 0
    kept: bool = False
    out: int = 0


@dataclass(frozen=True, slots=True)
class PendingEffects:
    """Effects that land in the scene of count `due`, set off by an option of an earlier scene, of count `made`."""

    path: str
    due: int
    effects: tuple[Effect, ...]
    scene: str
    option: str
    when: ParsedCondition | None
    cued: bool
    made: int
    objected: bool = False


@dataclass(frozen=True, slots=True)
class PromiseState:
    """A promise that was made: `open` until it is `kept`, `broken` or `renegotiated`. Text: `path`."""

    id: str
    path: str
    by: Chair
    made: int
    due: int
    kept: ParsedCondition
    status: PromiseStatus = "open"


@dataclass(frozen=True, slots=True)
class DeferredDecision:
    """A decision that a chair left to the other; blame within the next three scenes counts double (R7)."""

    by: Chair
    scene: int


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """A line of the ledger: what a stock gained or lost, in hundredths of a point, with the cause.

    `channel` is the kind of breach that the points belong to, for trust only.

    `cause` is `move:<name>`, `said:<fact>`, `surfaced:<fact>`, `option:<scene>.<option>`, `carried:<scene>.<option>`,
    `later:<path>`, `coffee:<what>` or `weeks`.
    """

    scene: int
    stock: str
    points: int
    cause: str
    by: Chair | None = None
    channel: str = ""


@dataclass(frozen=True)
class SceneRecord:
    """A scene as it was played: what was on offer, the picks and guesses, and what was enacted and how."""

    scene: str
    count: int
    week: int = 0
    """How many weeks had passed as it opened."""
    offered: tuple[str, ...] = ()
    first: Mapping[Chair, str] = field(default_factory=dict)
    confidence: Mapping[Chair, Confidence] = field(default_factory=dict)
    guess: Mapping[Chair, str] = field(default_factory=dict)
    said: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    final: Mapping[Chair, str] = field(default_factory=dict)
    sat: bool | None = None
    mode: Mode | None = None
    enacted: str = ""
    carried: int | None = None
    """How well the two carried it out, 0..100 (R17)."""


Part = Literal["coffee", "said", "decision", "time", "empty", "landed"]
"""What moves the stocks, in the order in which it comes: time for a coffee, what is said in a scene, how it is decided
and what is done, the weeks after it, a CTO who goes, and what lands as the next scene opens or play ends."""
PARTS: Final[tuple[Part, ...]] = get_args(Part)


@dataclass(frozen=True)
class State:
    """A playthrough between two answers. `inbox` holds the answers of this phase that wait for the other chair."""

    stocks: tuple[int, ...]
    partners: frozenset[Chair] = frozenset()
    """The chairs played by the simulated partner."""
    phase: Phase = "first"
    scene: str = ""
    count: int = 0
    visits: Mapping[str, int] = field(default_factory=dict)
    week: int = 0
    tokens: int = 2
    draw: Mapping[str, str] = field(default_factory=dict)
    facts: Mapping[str, FactState] = field(default_factory=dict)
    wounds: Mapping[Chair, Wounds] = field(default_factory=dict)
    """For each chair its open breach, how many breaches it ever had, and its scars."""
    memory: Mapping[Chair, int] = field(default_factory=dict)
    """How each chair remembers being treated (K), in 1/10000 of -1..1."""
    pledges: Mapping[Chair, Pledge] = field(default_factory=dict)
    pledge_guesses: Mapping[Chair, Pledge] = field(default_factory=dict)
    """What a chair last guessed the other's pledge to be; it changes no number (R15)."""
    flags: frozenset[str] = frozenset()
    promises: tuple[PromiseState, ...] = ()
    pending: tuple[PendingEffects, ...] = ()
    deferred: tuple[DeferredDecision, ...] = ()
    echoes: frozenset[str] = frozenset()
    obstacles: frozenset[Chair] = frozenset()
    """The chairs whose goal and obstacle the other chair has learned."""
    named: frozenset[str] = frozenset()
    """The strengths that were named over a coffee, as `<chair>.<strength>` (R27)."""
    misjudged: frozenset[Chair] = frozenset()
    """The chairs that took the other to be good at something that it is not (R27)."""
    now: SceneRecord = SceneRecord("", 0)
    past: tuple[SceneRecord, ...] = ()
    inbox: Mapping[Chair, Mapping[str, object]] = field(default_factory=dict)
    interludes: tuple[Phase, ...] = ()
    """The phases still to come before the scene opens: a pledge, `still`, a coffee."""
    ledger: tuple[LedgerEntry, ...] = ()
    weeks: tuple[tuple[int, ...], ...] = ()
    """The stocks in hundredths at the end of each week played."""
    opening: tuple[int, ...] = ()
    """The stocks in hundredths as the scene had opened and everything due had landed; between two scenes, as the one
    before was left. Every page measures changes from them."""
    parts: tuple[tuple[Part, tuple[int, ...]], ...] = ()
    """What has moved them since, in order, each with the stocks in hundredths after it."""
    judged: frozenset[int] = frozenset()
    """The counts of the scenes whose sure first picks time has judged (R18)."""
    cold_weeks: int = 0
    """Weeks in a row with the CTO's trust and freedom both under 20."""
    spoken: Mapping[str, int] = field(default_factory=dict)
    """How often the simulated partner said a line of each kind (`game.engine.speech`)."""
    shown: frozenset[tuple[Chair, int]] = frozenset()
    """The circumstances that were told of, by chair and by the week in which they weigh."""
    warned: int = 0
    """The count of the scene before which the CTO said that it may go; 0 where it has not (R23)."""
    empty_weeks: int = 0
    """Weeks for which the CTO's chair will stay empty."""
    ending: str = ""

    def round_to_points(self, stock: str) -> int:
        """Return a stock as the whole number that the screen shows, rounding half to even."""
        return round_half_even(self.stocks[INDEX[stock]])

    def knows_fact(self, chair: Chair, fact: str, holder: Chair) -> bool:
        """Tell whether a chair knows a fact: its holder once it was learned, the other chair once it is out."""
        status = self.facts[fact]
        return status.known > 0 if chair == holder else status.status != "unsaid"


def round_half_even(hundredths: int) -> int:
    """Return hundredths as whole points, rounding half to even."""
    return round(hundredths / 100)


class StateScope(NamedTuple):
    """The values of a condition's names in a state. `stocks` are in hundredths: its own, or means over the year."""

    scenario: Scenario
    state: State
    stocks: tuple[int, ...]

    def look_up(self, name: str) -> int | bool:
        """Return the value of a dotted name: whole points for a stock, yes or no for a flag.

        Raises:
            KeyError: if no condition can read such a name.
        """
        if name in INDEX:
            return round_half_even(self.stocks[INDEX[name]])
        head, _, rest = name.partition(".")
        match head:
            case "tokens":
                return self.state.tokens
            case "week":
                return self.state.week
        return self._look_up_flag(head, rest)

    def _look_up_flag(self, head: str, rest: str) -> bool:
        state = self.state
        match head:
            case "flag":
                return rest in state.flags
            case "said" | "surfaced":
                return rest in state.facts and state.facts[rest].status == head
            case "named":
                return rest in state.named
            case "kept" | "broken":
                return any(promise.id == rest and promise.status == head for promise in state.promises)
            case "draw":
                drawn, _, value = rest.partition(".")
                return state.draw.get(drawn) == value
        return self._look_up_chair_or_scene(head, *rest.split("."))

    def _look_up_chair_or_scene(self, head: str, *rest: str) -> bool:
        state = self.state
        match head, rest:
            case "knows", (("ceo" | "cto") as chair, fact):
                return fact in state.facts and state.knows_fact(chair, fact, self.scenario.facts[fact].held)
            case "pledge", (("ceo" | "cto") as chair, what):
                return state.pledges.get(chair) == what
            case "chose", (scene, option):
                return any(p.scene == scene and p.enacted == option for p in (*state.past, state.now))
            case "picked", (("ceo" | "cto") as chair, scene, option):
                return any(
                    p.scene == scene and (p.first.get(chair) or p.final.get(chair)) == option
                    for p in (*state.past, state.now)
                )
        raise KeyError(".".join((head, *rest)))


def condition_holds(
    guard: ParsedCondition | None, scenario: Scenario, state: State, stocks: tuple[int, ...] | None = None
) -> bool:
    """Tell whether a condition holds in a state; no condition (None) always does."""
    if guard is None:
        return True
    return bool(evaluate_condition(guard, StateScope(scenario, state, stocks if stocks is not None else state.stocks)))


def list_shown_lines(lines: tuple[Line, ...], scenario: Scenario, state: State) -> tuple[str, ...]:
    """Return the paths of all lines whose condition holds, in the author's order."""
    return tuple(line.path for line in lines if condition_holds(line.when, scenario, state))


def list_first_shown_line(lines: tuple[Line, ...], scenario: Scenario, state: State) -> tuple[str, ...]:
    """Return the path of the first line whose condition holds, alone in a tuple; empty where none does."""
    return list_shown_lines(lines, scenario, state)[:1]


HASH_BYTES: Final = 8


def hash_state(state: State) -> str:
    """Return a short hash of a state without its history; equal states have equal hashes on every machine.

    The ledger, the weeks and what was spoken, which a coffee's thanks, insolvency and lines read, follow from the
    states before.
    """
    whole = [
        state.stocks,
        [state.phase, state.scene, state.count, state.week, state.tokens, state.ending, state.interludes],
        [state.cold_weeks, state.empty_weeks, state.warned, sorted(state.judged)],
        [sorted(state.partners), sorted(state.obstacles), sorted(state.echoes)],
        sorted(state.visits.items()),
        sorted(state.draw.items()),
        sorted((fact, _list_fact_fields(status)) for fact, status in state.facts.items()),
        [(chair, state.memory[chair], _list_wound_fields(state, chair)) for chair in CHAIRS],
        sorted(state.pledges.items()),
        [sorted(state.flags), [*sorted(state.named), *sorted(state.misjudged)]],
        [(promise.path, promise.due, promise.status) for promise in state.promises],
        [(pending.path, pending.due, pending.objected) for pending in state.pending],
        [(deferred.by, deferred.scene) for deferred in state.deferred],
        [_list_played_fields(played) for played in (*state.past, state.now)],
        sorted((chair, sorted(answer.items())) for chair, answer in state.inbox.items()),
    ]
    return blake2b(dumps(whole, separators=(",", ":")).encode(), digest_size=HASH_BYTES).hexdigest()


def _list_played_fields(played: SceneRecord) -> list[object]:
    picks = [sorted(part.items()) for part in (played.first, played.confidence, played.guess, played.final)]
    return [played.scene, played.count, *picks, played.said, played.kept, played.sat, played.mode, played.enacted]


def _list_fact_fields(status: FactState) -> list[object]:
    return [status.status, status.known, status.chance, status.kept, status.out]


def _list_wound_fields(state: State, chair: Chair) -> list[object]:
    wounds = state.wounds[chair]
    breach = wounds.breach
    opened = None if breach is None else [breach.kind, breach.size, breach.age, breach.repeats, sorted(breach.used)]
    return [opened, wounds.opened, wounds.scars]
