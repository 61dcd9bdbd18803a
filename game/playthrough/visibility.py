"""What each person may see: figures, hints and facts for one chair, what both may look at, and the history so far.

Until two people have both answered, nothing that both can see depends on what one of them chose; a test holds that for
every event and every view. Lines that only one chair may read wait until that chair is alone with the screen.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from game.engine import events as e
from game.engine.consequences import current_decision, list_foreseen_effects, resolve_move_name
from game.engine.events import Ask, Event, SceneOpened
from game.engine.moves import MOVES
from game.engine.scenario import Cost, Effect, Option, Pledge, Scenario
from game.engine.state import FactStatus, State, round_half_even
from game.engine.state_draft import SCALE, StateDraft
from game.engine.stocks import CHAIRS, INDEX, OUTCOMES, WORSE_WHEN_HIGH, Chair, Phase, other_chair

Setting = Literal["open", "private", "at_once"]
"""How a question is asked: openly, behind the lock of one chair, or of two people at once."""

BANDS: Final = (30, 43, 57, 70)
"""The points at which each next band begins: 0 bad .. 4 excellent, 2 around the neutral company."""

COUNT_BANDS: Final[Mapping[str, tuple[int, ...]]] = {
    "customers": (120, 170, 215, 260),
    "cash": (150, 500, 1100, 1800),
}

DOTS: Final = (1, 4, 8)
"""The points at which an option shows one, two or three dots (R4)."""

BETWEEN: Final = "between"

CUSTOMERS: Final = frozenset({"csat_product", "csat_service"})

ALONE: Final[frozenset[Phase]] = frozenset({"pledge", "still", "first", "say", "sit_say"})
"""The questions that two people are asked one at a time, behind the lock."""

MOST_FIGURES: Final = 3
"""How many figures are mentioned after a decision."""

NOBODY: Final = "nobody"


@dataclass(frozen=True, slots=True)
class Hint:
    """How much an option touches an outcome: one to three dots, never the sign.

    `outcome` is the name of a stock, `customers` for their satisfaction, or `between` for the two chairs.
    """

    outcome: str
    dots: int


@dataclass(frozen=True, slots=True)
class Figure:
    """A stock as the screen shows it: whole points, the change since the scene opened, a band 0..4 for its word."""

    stock: str
    value: int
    change: int
    band: int


@dataclass(frozen=True, slots=True)
class HeldFact:
    """A fact that a chair holds, and what became of it."""

    id: str
    path: str
    status: FactStatus
    cost: Cost


@dataclass(frozen=True, slots=True)
class ChairView:
    """All that one chair may see of the state beside its prompt.

    Attributes:
        chair: whose view it is.
        figures: the outcomes.
        trust: this chair's trust in the other.
        seems: the band 0..4 of how the other seems, from its trust and safety.
        unsaid: how many facts this chair keeps to itself.
        facts: what this chair holds.
        shared: text paths of the other's facts that are out.
        cues: text paths of signs that something is on its way.
        promises: text paths of open promises.
        tokens: how often the two can still sit down.
        tokens_most: how often they could at the start.
        week: the week of the story.
        pledge: what this chair will not sacrifice.
        pledges: what both will not sacrifice, by chair: they are read aloud as both are made.
        learned: whether this chair knows the other's goal and obstacle.
    """

    chair: Chair
    figures: tuple[Figure, ...]
    trust: Figure
    seems: int
    unsaid: int
    facts: tuple[HeldFact, ...]
    shared: tuple[str, ...]
    cues: tuple[str, ...]
    promises: tuple[str, ...]
    tokens: int
    tokens_most: int
    week: int
    pledge: Pledge | None
    pledges: Mapping[Chair, Pledge]
    learned: bool


@dataclass(frozen=True, slots=True)
class SharedView:
    """What both may look at together; `said` are the facts that are out (text: `<path>.told`), with their holders."""

    figures: tuple[Figure, ...]
    said: tuple[tuple[Chair, str], ...]
    cues: tuple[str, ...]
    promises: tuple[str, ...]
    tokens: int
    tokens_most: int
    week: int


@dataclass(frozen=True, slots=True)
class PrivateLine:
    """A line for one chair alone.

    Attributes:
        kind: `scene` for what a scene adds, `learned` for a fact that the chair comes to hold, `consequence` for what
            only it sees of a decision.
        path: the path of the text.
        scene: the id of the scene in which it came up.
        count: the number of that scene as played.
    """

    kind: str
    path: str
    scene: str
    count: int


def compute_band(stock: str, points: int) -> int:
    """Return the band of a stock from 0, the worst, to 4, for the word beside the number."""
    if stock in WORSE_WHEN_HIGH:
        points = 100 - points
    return sum(points >= bound for bound in COUNT_BANDS.get(stock, BANDS))


def build_figure(state: State, stock: str) -> Figure:
    """Return a stock as the screen shows it, with the change since the scene opened."""
    value = state.round_to_points(stock)
    return Figure(stock, value, value - round_half_even(state.opening[INDEX[stock]]), compute_band(stock, value))


def build_chair_view(scenario: Scenario, state: State, chair: Chair) -> ChairView:
    """Return all that a chair may see beside the question it is asked."""
    partner = other_chair(chair)
    facts = tuple(_list_held_facts(scenario, state, chair))
    return ChairView(
        chair=chair,
        figures=tuple(build_figure(state, stock) for stock in OUTCOMES),
        trust=build_figure(state, f"{chair}.trust"),
        seems=compute_seeming(state.stocks, partner),
        unsaid=sum(fact.status == "unsaid" for fact in facts),
        facts=facts,
        shared=tuple(_list_shared_facts(scenario, state, chair)),
        cues=tuple(f"{pending.path}.cue" for pending in state.pending if pending.cued),
        promises=tuple(promise.path for promise in state.promises if promise.status == "open"),
        tokens=state.tokens,
        tokens_most=scenario.tokens,
        week=state.week,
        pledge=state.pledges.get(chair),
        pledges=state.pledges,
        learned=partner in state.obstacles,
    )


def compute_seeming(stocks: Sequence[int], chair: Chair) -> int:
    """Return the band 0..4 of how a chair seems to the other, from its trust and safety in hundredths."""
    trust, safety = (round_half_even(stocks[INDEX[f"{chair}.{what}"]]) for what in ("trust", "safety"))
    return compute_band(f"{chair}.trust", (trust + safety) // 2)


def _list_held_facts(scenario: Scenario, state: State, chair: Chair) -> Iterable[HeldFact]:
    for fact in scenario.facts.values():
        status = state.facts.get(fact.id)
        if fact.held == chair and status is not None and status.known:
            yield HeldFact(fact.id, fact.path, status.status, fact.cost)


def _list_shared_facts(scenario: Scenario, state: State, chair: Chair) -> Iterable[str]:
    for fact in scenario.facts.values():
        status = state.facts.get(fact.id)
        if fact.held != chair and status is not None and status.status != "unsaid":
            yield fact.path


def build_shared_view(scenario: Scenario, state: State) -> SharedView:
    """Return what both may look at."""
    out = [fact for fact in scenario.facts.values() if fact.id in state.facts]
    return SharedView(
        figures=tuple(build_figure(state, stock) for stock in OUTCOMES),
        said=tuple((fact.held, fact.path) for fact in out if state.facts[fact.id].status != "unsaid"),
        cues=tuple(f"{pending.path}.cue" for pending in state.pending if pending.cued),
        promises=tuple(promise.path for promise in state.promises if promise.status == "open"),
        tokens=state.tokens,
        tokens_most=scenario.tokens,
        week=state.week,
    )


def list_known_facts(view: ChairView | SharedView) -> Iterator[tuple[Chair, str]]:
    """Yield the facts that both know, as paths with the chair that held each."""
    if isinstance(view, SharedView):
        yield from view.said
        return
    yield from ((view.chair, fact.path) for fact in view.facts if fact.status != "unsaid")
    yield from ((other_chair(view.chair), path) for path in view.shared)


def build_hints(draft: StateDraft, readers: tuple[Chair, ...], option: Option) -> tuple[Hint, ...]:
    """Return which outcomes an option touches and how much, the largest first, as far as every reader can foresee."""
    seen = [list_foreseen_effects(draft, chair, option) for chair in readers]
    totals = _sum_effects(effect for effect in seen[0] if all(effect in there for there in seen))
    between = _compute_between_points(option, option.actor or current_decision(draft).owner)
    if between:
        totals[BETWEEN] = totals.get(BETWEEN, 0) + between
    largest = sorted(totals.items(), key=lambda total: -total[1])
    return tuple(Hint(outcome, _count_dots(points)) for outcome, points in largest if points >= DOTS[0])


def _sum_effects(effects: Iterable[Effect]) -> dict[str, float]:
    totals: dict[str, float] = {}
    for effect in effects:
        outcome = "customers" if effect.stock in CUSTOMERS else effect.stock
        outcome = BETWEEN if INDEX[effect.stock] < INDEX["culture"] else outcome
        size = abs(effect.points) / SCALE.get(effect.stock, 1)
        totals[outcome] = totals.get(outcome, 0) + size
    return totals


def _compute_between_points(option: Option, actor: Chair) -> float:
    strongest = 0.0
    for move in option.moves:
        row = MOVES[resolve_move_name(move, actor)]
        columns = (row.trust, row.safety, row.freedom, row.actor_trust, row.actor_safety, row.clarity, row.bridge)
        strongest = max(strongest, max(map(abs, columns)) * move.strength)
    return strongest


def _count_dots(points: float) -> int:
    return sum(points >= bound for bound in DOTS)


def choose_setting(scenario: Scenario, state: State, ask: Ask) -> Setting:
    """Return how a question is asked; one person has nobody at the table to hide from."""
    return "open" if state.partners else choose_pair_setting(scenario, state, ask)


def choose_pair_setting(scenario: Scenario, state: State, ask: Ask) -> Setting:
    """Return how two people are asked.

    One chair decides behind the lock where it has no other chance to read what only it should know first.
    """
    if ask.kind in ALONE:
        return "private"
    if ask.kind == "final" and state.phase == "final":
        scene = scenario.scenes[ask.scene]
        if scene.decision is not None and scene.decision.joint:
            return "at_once"
        return "open" if scene.say else "private"
    return "open"


def filter_public_events(events: Iterable[Event]) -> tuple[Event, ...]:
    """Return the events as both may see them: no private lines, nothing of how one of them feels."""
    return tuple(_strip_private_parts(event, ()) for event in events if not _find_only_chair(event))


def filter_events_for(chair: Chair, events: Iterable[Event]) -> tuple[Event, ...]:
    """Return the events as one chair may see them: everything public, and what is its own."""
    return tuple(_strip_private_parts(event, (chair,)) for event in events if _find_only_chair(event) in (None, chair))


def _strip_private_parts(event: Event, chairs: tuple[Chair, ...]) -> Event:
    """Return an event with the private lines and the figures that these chairs may see, and no causes of effects."""
    match event:
        case e.SceneOpened():
            return replace(event, private=_select_lines(event.private, chairs))
        case e.Enacted():
            effects = _strip_causes(event.effects)
            return replace(event, private=_select_lines(event.private, chairs), effects=effects)
        case e.Landed() | e.Surfaced():
            moved = dict(list_seen_moves(event.moved, chairs))
            return replace(event, moved=moved, effects=_strip_causes(event.effects))
        case e.PromiseSettled() | e.Said() | e.Restated() | e.CoffeeTaken():
            return replace(event, moved=dict(list_seen_moves(event.moved, chairs)))
    return event


def _select_lines(private: Mapping[Chair, tuple[str, ...]], chairs: tuple[Chair, ...]) -> dict[Chair, tuple[str, ...]]:
    return {chair: lines for chair, lines in private.items() if chair in chairs}


def _strip_causes(effects: Iterable[Effect]) -> tuple[Effect, ...]:
    """Return effects without the facts and conditions that they rest on, which not everybody knows."""
    return tuple(replace(effect, because=None, when=None) for effect in effects)


def list_private_lines(
    chair: Chair, scenario: Scenario, now: tuple[str, int], events: Iterable[Event]
) -> Iterator[PrivateLine]:
    """Yield the lines that events hold for one chair; `now` is the scene (id, count) before them."""
    scene, count = now
    for event in events:
        match event:
            case e.SceneOpened():
                scene, count = event.scene, event.count
                yield from (PrivateLine("scene", path, scene, count) for path in event.private.get(chair, ()))
            case e.Enacted():
                yield from (PrivateLine("consequence", path, scene, count) for path in event.private.get(chair, ()))
            case e.Learned(fact=fact, chair=holder) if holder == chair:
                yield PrivateLine("learned", f"{scenario.facts[fact].path}.text", scene, count)


def _find_only_chair(event: Event) -> str | None:
    """Return the only chair that may see an event, NOBODY, or None where both may.

    Of what goes on between the two, one's own trust is the only figure; the rest shows in words until they look back.
    """
    match event:
        case e.Learned(chair=chair):
            return chair
        case e.Changed(stock=stock):
            return _find_stock_owner(stock)
    return None


def _find_stock_owner(stock: str) -> str | None:
    """Return who may see a stock: None for both, a chair for its own trust, NOBODY until they look back."""
    owner, _dot, what = stock.partition(".")
    return None if stock in OUTCOMES else owner if what == "trust" else NOBODY


def select_main_changes(events: Iterable[Event], chairs: Iterable[Chair]) -> tuple[e.Changed, ...]:
    """Return the figures to mention: those that moved most, of the company's and of the trust of these chairs."""
    return select_seen_changes(events, chairs)[:MOST_FIGURES]


def select_seen_changes(events: Iterable[Event], chairs: Iterable[Chair]) -> tuple[e.Changed, ...]:
    """Return the figures that moved as far as these chairs may see them, the largest move first."""
    seen = tuple(chairs)
    changes = (event for event in events if isinstance(event, e.Changed))
    return tuple(event for event in changes if is_stock_seen(event.stock, seen))


def is_stock_seen(stock: str, chairs: Iterable[Chair]) -> bool:
    """Tell whether the figure of a stock may be seen: one of the company's, or the trust of one of these chairs."""
    return _find_stock_owner(stock) in (None, *chairs)


def list_seen_moves(moved: Mapping[str, int], chairs: Iterable[Chair]) -> tuple[tuple[str, int], ...]:
    """Return the stocks that moved, as far as they may be seen, the largest move first."""
    seen = tuple(chairs)
    shown = ((stock, by) for stock, by in moved.items() if is_stock_seen(stock, seen))
    return tuple(sorted(shown, key=lambda one: -abs(one[1]) / SCALE.get(one[0], 1)))


class EventHistory:
    """Everything that happened so far, private parts included.

    Attributes:
        by_answer: the events that followed each answer; the first are those before any.
    """

    def __init__(self, scenario: Scenario) -> None:
        self.by_answer: list[tuple[Event, ...]] = []
        self._scenario = scenario
        self._moment = ("", 0)
        self._waiting: dict[Chair, tuple[PrivateLine, ...]] = dict.fromkeys(CHAIRS, ())

    def add(self, happened: tuple[Event, ...]) -> None:
        """Add what followed an answer; lines for one chair alone wait for that chair."""
        self.by_answer.append(happened)
        for chair in CHAIRS:
            lines = list_private_lines(chair, self._scenario, self._moment, happened)
            self._waiting[chair] = (*self._waiting[chair], *lines)
        opened = [event for event in happened if isinstance(event, SceneOpened)]
        self._moment = (opened[-1].scene, opened[-1].count) if opened else self._moment

    def list_unread_lines(self, chair: Chair) -> tuple[PrivateLine, ...]:
        """Return the lines that a chair has not read yet."""
        return self._waiting[chair]

    def mark_read(self, chair: Chair) -> None:
        """Note that a chair has read what waited for it."""
        self._waiting[chair] = ()

    @property
    def scene_events(self) -> tuple[Event, ...]:
        """What happened since the current scene opened."""
        events = [event for answered in self.by_answer for event in answered]
        opened = [number for number, event in enumerate(events) if isinstance(event, SceneOpened)]
        return tuple(events[opened[-1] :]) if opened else tuple(events)

    def list_public_events(self) -> Iterable[tuple[Event, ...]]:
        """Yield what followed each answer, as both may see it."""
        return map(filter_public_events, self.by_answer)
