"""A state while one answer changes it: the stocks in points, the ledger, and the events in the order they happen.

The rules make a draft, write into it and build the next state from it. Nothing outside this package sees a state half
changed.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import fields as fields_of
from dataclasses import replace
from typing import Any, Final, TypeVar, cast

from game.engine import moves
from game.engine.conditions import NUMBERS, ParsedCondition, judge_condition, list_names
from game.engine.events import Changed, Event
from game.engine.moves import MOVES, Kind
from game.engine.preferences import CIRCUMSTANCES, PERSONAS, Circumstance, Persona, update_memory
from game.engine.rng import Rng, Stream, hash_slot
from game.engine.scenario import Effect, Scenario, SettledEffects
from game.engine.state import PARTS, LedgerEntry, Part, SceneRecord, State, StateScope, condition_holds, round_half_even
from game.engine.stocks import CUSTOMERS_MOST, INDEX, STOCKS, WORSE_WHEN_HIGH, Chair, other_chair

SCALE: Final = {"customers": 10, "cash": 20}
"""How many customers, or thousand dollars, weigh as much on a screen as one point of an index."""


PERSONA_DRAWS: Final = ("ceo_persona", "cto_persona")

_FIELDS: Final = frozenset(field.name for field in fields_of(State))
_SCENE_FIELDS: Final = frozenset(field.name for field in fields_of(SceneRecord))

_UNWEIGHED: Final = frozenset({"inbox", "ledger", "parts", "opening", "spoken", "shown", "weeks"})
"""Fields on which nothing hangs that `StateDraft.recall` keeps: no option, condition or partner reads them."""

Kept = TypeVar("Kept")
Copied = TypeVar("Copied", State, SceneRecord)


def _copy_fields(whole: Copied) -> Copied:
    """Return a copy of a state or of a scene's record: `dataclasses.replace` in a tenth of its time.

    Neither has slots, so that its fields can be copied all at once.
    """
    copy = object.__new__(type(whole))
    object.__setattr__(copy, "__dict__", whole.__dict__.copy())
    return copy


class StateDraft:
    """The state that one answer is turning into.

    Attributes:
        scenario: the crisis.
        rng: the random draws of this playthrough.
        state: the state so far; its stocks are those of the last rounding.
        stocks: the 24 stocks in points, unrounded.
        told: whether anybody reads the events; where nobody does, none are recorded.
        events: what this answer has led to so far.
    """

    def __init__(self, scenario: Scenario, rng: Rng, state: State, *, told: bool = True) -> None:
        self.scenario = scenario
        self.rng = rng
        self.state = state
        self.told = told
        self.stocks = [hundredths / 100 for hundredths in state.stocks]
        self._rounded = state.stocks, self.stocks.copy()
        self.events: list[Event] = []
        self._entries: list[LedgerEntry] = []
        self._settled: SettledEffects | None = None
        self._own = False
        """Whether `state` is a copy that nobody else has seen, which may be changed in place."""
        self._version = 0
        self._recalled: dict[Hashable, tuple[int, list[float], object]] = {}
        self._recalled_from: dict[Hashable, tuple[object, object]] = {}

    @property
    def count(self) -> int:
        """The count of the scene that this answer belongs to; a coffee belongs to the scene that follows it."""
        return self.state.count + (self.state.phase == "coffee")

    @property
    def settled(self) -> SettledEffects:
        """What the draws of this play settle; no condition reads a persona."""
        if self._settled is None:
            drawn = tuple(draw for draw in self.state.draw.items() if draw[0] not in PERSONA_DRAWS)
            self._settled = self.scenario.settled.setdefault(drawn, SettledEffects())
        return self._settled

    def replace_fields(self, **fields: Any) -> None:
        """Replace fields of the state; AttributeError where it has no such field."""
        if not _FIELDS.issuperset(fields):
            raise AttributeError(f"a state has no field {', '.join(fields.keys() - _FIELDS)}")
        if not self._own:
            self.state, self._own = _copy_fields(self.state), True
        self.state.__dict__.update(fields)
        if not _UNWEIGHED.issuperset(fields):
            self._version += 1

    def replace_now(self, **fields: Any) -> None:
        """Replace fields of the record of the scene that is played; AttributeError where it has no such field."""
        if not _SCENE_FIELDS.issuperset(fields):
            raise AttributeError(f"a scene's record has no field {', '.join(fields.keys() - _SCENE_FIELDS)}")
        now = _copy_fields(self.state.now)
        now.__dict__.update(fields)
        self.replace_fields(now=now)

    def recall(self, name: Hashable, work_out: Callable[[], Kept]) -> Kept:
        """Return what was worked out under a name, or work it out if anything that it may hang on has changed since.

        It may hang on the stocks of this moment and on every field of the state but those of `_UNWEIGHED`.
        """
        kept = self._recalled.get(name)
        if kept is None or kept[0] != self._version or kept[1] != self.stocks:
            kept = self._recalled[name] = self._version, self.stocks.copy(), work_out()
        return cast(Kept, kept[2])

    def recall_from(self, source: object, name: Hashable, work_out: Callable[[], Kept]) -> Kept:
        """Return what was worked out under a name, or work it out if that was from another object than this one."""
        kept = self._recalled_from.get(name)
        if kept is None or kept[0] is not source:
            kept = self._recalled_from[name] = source, work_out()
        return cast(Kept, kept[1])

    def record_events(self, *events: Event) -> None:
        """Record events as the latest to have happened."""
        if self.told:
            self.events.extend(events)

    def holds(self, guard: Any) -> bool:
        """Tell whether a condition holds now, with the stocks as last rounded."""
        return guard is None or condition_holds(guard, self.scenario, self.state)

    def is_fact_true(self, fact: str) -> bool:
        """Tell whether a fact is true in this play, whoever knows it: its condition reads draws alone (R25)."""
        known = self.settled.facts
        if fact not in known:
            known[fact] = self.holds(self.scenario.facts[fact].when)
        return known[fact]

    def can_happen(self, effect: Effect) -> bool:
        """Tell whether an effect can ever come about in this play: its cause is true, and no draw speaks against it."""
        if effect.because is not None and not self.is_fact_true(effect.because):
            return False
        return self.can_come_to_hold(effect.when)

    def can_come_to_hold(self, condition: ParsedCondition | None) -> bool:
        """Tell whether a condition may hold at some time in this play, as far as its draws tell; all else is open."""
        if condition is None:
            return True
        draws = [name for name in list_names(condition) if name.startswith("draw.")]
        if not draws:
            return True
        scope = StateScope(self.scenario, self.state, self.state.stocks)
        drawn = {name: (int(scope.look_up(name)),) * 2 for name in draws}
        return judge_condition(condition, {**NUMBERS, **drawn}).holds is not False

    def list_real_effects(self, effects: Iterable[Effect]) -> tuple[Effect, ...]:
        """Return the effects that come about now: their causes are true, and their conditions hold (R25).

        Conditions are read in the stocks of this moment, after what was applied so far, in whole points; all of them
        before the first effect is applied.
        """
        listed = tuple(effects)
        now: tuple[int, ...] | None = None
        if any(effect.when is not None for effect in listed):
            now = self.list_hundredths()
        return tuple(
            effect
            for effect in listed
            if (effect.because is None or self.is_fact_true(effect.because))
            and (effect.when is None or condition_holds(effect.when, self.scenario, self.state, now))
        )

    def apply_effects(self, effects: Iterable[Effect], cause: str) -> None:
        """Add plain points to stocks, clamp them, and write the ledger; all of these effects come about."""
        for effect in effects:
            self.shift_stock(effect.stock, effect.points, cause)

    def apply_carried_effects(self, effects: Iterable[Effect], carried: float, cause: str, how: str) -> None:
        """Apply effects as well as they are carried out; what that adds or takes is in the ledger as `how` (R17)."""
        for effect in effects:
            points = scale_points(effect, carried)
            before = self.stocks[INDEX[effect.stock]]
            after = clamp_stock(effect.stock, before + points)
            self.stocks[INDEX[effect.stock]] = after
            planned = (after - before) * effect.points / points if points else float(effect.points)
            self._record_parts(effect.stock, after - before, planned, cause, how)

    def shift_stock(self, stock: str, points: float, cause: str, by: Chair | None = None) -> None:
        """Add points to one stock, clamp it (0..100; customers 0..2000; cash is free), and write the ledger."""
        position = INDEX[stock]
        before = self.stocks[position]
        after = clamp_stock(stock, before + points)
        self.stocks[position] = after
        self._record_entry(stock, after - before, cause, by)

    def apply_move(
        self,
        name: str,
        actor: Chair,
        cause: str = "",
        strength: float = 1.0,
        *,
        halved: bool = False,
        without_gap: bool = False,
        as_kind: Kind | None = None,
        scar: bool | None = None,
    ) -> None:
        """Let one chair (or both, where both always do) make a move; how it is remembered is not touched.

        The arguments are those of `moves.apply_move`; The ledger names `cause`, or `move:<name>` where it is empty.
        """
        outcome = moves.apply_move(
            self.stocks,
            name,
            actor,
            self.state.wounds,
            strength=strength,
            half_positive=halved,
            without_gap=without_gap,
            as_kind=as_kind,
            scar=scar,
        )
        self.stocks = outcome.stocks
        self.replace_fields(wounds=outcome.wounds)
        by = None if MOVES[name].both else actor
        for change in outcome.changes:
            channel = change.channel or ""
            self._record_entry(change.stock, change.points, cause or f"move:{name}", by, channel)

    def remember_treatment(self, chair: Chair, kind: float) -> None:
        """Update a chair's memory of how it is treated by a kindness, clipped to -1..1."""
        persona = find_persona(self.scenario, self.state, chair)
        memory = update_memory(self.state.memory[chair], persona, max(-1.0, min(1.0, kind)))
        self.replace_fields(memory={**self.state.memory, chair: memory})

    def remember_move(self, actor: Chair, name: str) -> None:
        """Update the other chair's memory by a move that `actor` made towards it."""
        self.remember_treatment(other_chair(actor), MOVES[name].kind)

    def round_stocks(self) -> None:
        """Round the stocks to whole hundredths, half to even (R1)."""
        hundredths = self.list_hundredths()
        if hundredths != self.state.stocks:
            self.replace_fields(stocks=hundredths)
        self.stocks = [whole / 100 for whole in hundredths]
        self._rounded = hundredths, self.stocks.copy()

    def build_result(self) -> tuple[State, tuple[Event, ...]]:
        """Round the stocks, close the ledger and return the new state and the events.

        The draft is then what a fresh one of that state would be, and may take the next answer.
        """
        self.round_stocks()
        if self._entries:
            self.replace_fields(ledger=(*self.state.ledger, *self._entries))
        self._own = False
        events, self.events, self._entries = tuple(self.events), [], []
        return self.state, events

    def list_hundredths(self) -> tuple[int, ...]:
        """Return the stocks of this moment in hundredths; as they were last returned if none has moved since."""
        hundredths, points = self._rounded
        if points != self.stocks:
            hundredths = tuple([round(moved * 100) for moved in self.stocks])
            self._rounded = hundredths, self.stocks.copy()
        return hundredths

    def list_moved(self, before: tuple[int, ...]) -> Mapping[str, int]:
        """Return by how many whole points the screen shows each stock moved since `before`, in hundredths.

        That is for an event; nothing where none is recorded. The figures of one thing after the other add up to what
        the screen shows for all of them.
        """
        if not self.told:
            return {}
        pairs = zip(STOCKS, before, self.list_hundredths(), strict=True)
        moved = {stock: round_half_even(after) - round_half_even(was) for stock, was, after in pairs if was != after}
        return {stock: by for stock, by in moved.items() if by}

    def mark_opening(self) -> None:
        """Measure what the pages tell from here on."""
        self.replace_fields(opening=self.list_hundredths(), parts=())

    def mark_part(self, part: Part) -> None:
        """Count what has moved the stocks since the last mark as this part."""
        self.replace_fields(parts=(*self.state.parts, (part, self.list_hundredths())))

    def list_changes(self) -> tuple[Changed, ...]:
        """Return the stocks whose shown figure changed since the scene had opened, largest change first.

        They are events; none where none is recorded.
        """
        if not self.told:
            return ()
        opening, latest = self.state.opening, self.state.parts[-1][1] if self.state.parts else self.state.opening
        changes = []
        for place, (was, moved) in enumerate(zip(opening, latest, strict=True)):
            if was == moved or (before := round_half_even(was)) == round_half_even(moved):
                continue
            shown = before
            parts: dict[Part, int] = {}
            for part, stocks in self.state.parts:
                now = round_half_even(stocks[place])
                parts[part] = parts.get(part, 0) + now - shown
                shown = now
            told = {part: parts[part] for part in PARTS if parts.get(part)}
            changes.append(Changed(STOCKS[place], before, shown, told))
        return tuple(
            sorted(changes, key=lambda change: -abs(change.after - change.before) / SCALE.get(change.stock, 1))
        )

    def _record_entry(self, stock: str, points: float, cause: str, by: Chair | None = None, channel: str = "") -> None:
        hundredths = round(points * 100)
        if hundredths:
            self._entries.append(LedgerEntry(self.count, stock, hundredths, cause, by, channel))

    def _record_parts(self, stock: str, whole: float, planned: float, cause: str, how: str) -> None:
        """Write a change as two lines that add up to it to the hundredth: what was planned, and the rest."""
        first = round(planned * 100) / 100
        self._record_entry(stock, first, cause)
        self._record_entry(stock, round(whole * 100) / 100 - first, how)

    def record_drift(self, before: list[float], cause: str = "weeks") -> None:
        """Write into the ledger how the stocks have drifted since `before`."""
        for stock, was, now in zip(STOCKS, before, self.stocks, strict=True):
            if now != was:
                self._record_entry(stock, now - was, cause)


def reads_draws_alone(condition: ParsedCondition) -> bool:
    """Tell whether a condition reads draws and nothing else, so that it is settled as play begins."""
    return all(name.startswith("draw.") for name in list_names(condition))


CARRYING: Final = 1.25
"""How strongly a decision's effects depend on how the two carry it out (R17)."""
CARRIED_LEAST: Final = 0.25
"""What is left of an effect at the least."""


def scale_points(effect: Effect, carried: float) -> int:
    """Return the points of an effect where the two carry it out so well, 0..100: at 50 as they are written (R17).

    A gain counts more the better it is carried out, a loss less; a sign never turns. Whole points, halves to even.
    """
    lift = CARRYING * (carried - 50.0) / 50.0
    gain = (effect.points > 0) != (effect.stock in WORSE_WHEN_HIGH)
    return round(effect.points * max(CARRIED_LEAST, 1.0 + lift if gain else 1.0 - lift))


def scale_effect(effect: Effect, carried: float) -> Effect:
    """Return an effect as it comes about where the two carry it out so well (`scale_points`)."""
    points = scale_points(effect, carried)
    return effect if points == effect.points else replace(effect, points=points)


def clamp_stock(stock: str, points: float) -> float:
    """Return points held inside a stock's range: 0..100, customers 0..2000; cash is free."""
    if stock == "cash":
        return points
    return min(max(points, 0.0), float(CUSTOMERS_MOST) if stock == "customers" else 100.0)


def find_persona(scenario: Scenario, state: State, chair: Chair) -> Persona:
    """Return the persona drawn for a chair."""
    drawn = state.draw.get(f"{chair}_persona", scenario.cast[chair].personas[0])
    return PERSONAS[drawn]


def find_circumstance(rng: Rng, state: State, chair: Chair) -> Circumstance | None:
    """Return what weighs on a simulated chair until weeks pass; None for a person, and half of the time."""
    if chair not in state.partners:
        return None
    drawn = rng.draw_index(Stream.CIRCUMSTANCE, 2 * len(CIRCUMSTANCES), slot=hash_slot(chair, str(state.week)))
    return CIRCUMSTANCES[drawn] if drawn < len(CIRCUMSTANCES) else None
