"""The records of a playthrough: facts, trust, pledges, and how two people played.

- **Facts** (`FactHistory`): who knew what and when; and how much each chair did not know (`KnowledgeGap`).
- **Trust** (`TrustLedger`): every change of one chair's trust in the other with its cause, and what was broken and
  mended. The changes shown always add up: they are differences of the running figure, rounded as the screen rounds it.
- **Pledges** (`PledgeRecord`): what each chair said it would not sacrifice, beside the decisions that touched it.
- **Two people** (`PairPlay`): how they played together; and opposite a ghost, whose answers were its own.

Everything is a count or a quotation and is taken for both chairs alike; what it means is for the players to say. What
the simulated partner did in a person's chair counts as nobody's decision.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final, Literal

from game.debrief.timeline import PlayedScene, Replay, ReplayStep, Timeline
from game.engine.consequences import PLEDGED_STOCKS, compute_net_points
from game.engine.moves import BREACH_LEAST, compute_trust_ceiling
from game.engine.scenario import Cost, Effect, Option, Pledge, Scenario
from game.engine.state import FactStatus, LedgerEntry, State, round_half_even
from game.engine.stocks import CHAIRS, INDEX, Chair, other_chair

# -- facts --------------------------------------------------------------------------------------------------


Knowing = Literal["alone", "shared", "surfaced"]
"""The holder alone; both, for it was said; both, for it came out."""


@dataclass(frozen=True, slots=True)
class KnowledgeSpan:
    """How a fact was known between two moments, in scenes: 0 is the start of play, 1.5 the middle of scene 2."""

    knowing: Knowing
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class FactHistory:
    """What became of one fact.

    Attributes:
        fact, holder, cost, weight: which fact it is.
        known: the scene in which its holder learned it, from 1.
        chance: the scene in which it could first be said; 0 where there was none.
        status: what became of it.
        out: the scene in which the other chair came to know it; 0 while it has not.
        kept: whether it was kept at a chance.
        through: who brought it out: the holder, a person of the cast, '' while it is unsaid.
        at_end: whether it came out only as play ended.
        spans: how it was known, one after the other.
    """

    fact: str
    holder: Chair
    cost: Cost
    weight: int
    known: int
    chance: int
    status: FactStatus
    out: int
    kept: bool
    through: str
    at_end: bool
    spans: tuple[KnowledgeSpan, ...]

    @property
    def held(self) -> int:
        """Through how many scenes it was kept, from the first chance to say it; 0 where it was said at once."""
        return self.out - self.chance if self.out and self.chance else 0

    @property
    def turned(self) -> float | None:
        """When it became known to both, in scenes from the start; None while it has not."""
        return self.spans[-1].start if self.out else None


@dataclass(frozen=True, slots=True)
class KnowledgeGap:
    """What one chair did not know, in whole points: as each scene opened, and at last."""

    chair: Chair
    points: tuple[int, ...]


def build_fact_histories(replay: Replay, timeline: Timeline) -> tuple[FactHistory, ...]:
    """Return the course of every fact that a chair came to hold, in the author's order."""
    facts = replay.last.facts
    return tuple(
        _build_fact_history(replay, timeline, fact)
        for fact in replay.scenario.facts
        if fact in facts and facts[fact].known
    )


def build_knowledge_gaps(replay: Replay, timeline: Timeline) -> tuple[KnowledgeGap, ...]:
    """Return both chairs' gaps, CEO first."""
    return tuple(
        KnowledgeGap(
            chair, (*(scene.knew.gap[chair] for scene in timeline.scenes), replay.last.round_to_points(f"{chair}.gap"))
        )
        for chair in CHAIRS
    )


def _build_fact_history(replay: Replay, timeline: Timeline, fact_id: str) -> FactHistory:
    fact, status = replay.scenario.facts[fact_id], replay.last.facts[fact_id]
    at_end = any(event.fact == fact_id for event in timeline.closing.surfaced)
    surfaced = fact.surfaces.by if fact.surfaces else ""
    return FactHistory(
        fact=fact_id,
        holder=fact.held,
        cost=fact.cost,
        weight=fact.weight,
        known=status.known,
        chance=status.chance,
        status=status.status,
        out=status.out,
        kept=status.kept,
        through={"unsaid": "", "said": fact.held, "surfaced": surfaced}[status.status],
        at_end=at_end,
        spans=_build_spans(
            status.status,
            status.known - 1.0,
            _compute_disclosure_time(status.status, status.out, at_end),
            len(timeline.scenes),
        ),
    )


def _compute_disclosure_time(status: FactStatus, out: int, at_end: bool) -> float:
    """A fact is said in the middle of a scene, comes out as one opens, or as the last one has been played."""
    if status == "said":
        return out - 0.5
    return float(out) if at_end else out - 1.0


def _build_spans(status: FactStatus, known: float, turned: float, end: float) -> tuple[KnowledgeSpan, ...]:
    match status:
        case "unsaid":
            return (KnowledgeSpan("alone", known, end),)
        case "said":
            return KnowledgeSpan("alone", known, turned), KnowledgeSpan("shared", turned, end)
    return KnowledgeSpan("alone", known, turned), KnowledgeSpan("surfaced", turned, end)


# -- trust --------------------------------------------------------------------------------------------------


WoundChange = Literal["opened", "deepened", "mended", "closed", "faded", "scar"]
"""A breach opens, gets deeper, is mended in part, is closed by a repair or fades; a lie found out leaves a scar."""


@dataclass(frozen=True, slots=True)
class TrustChange:
    """One change of trust: the figure before and after in whole points, who did it, and what it broke or mended."""

    count: int
    before: int
    after: int
    cause: str
    by: Chair | None
    channel: str

    @property
    def points(self) -> int:
        """By how much it moved."""
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class Wound:
    """What became of a chair's breach in a scene: its kind (a channel of trust) and what caused it."""

    count: int
    turned: WoundChange
    kind: str
    cause: str


@dataclass(frozen=True, slots=True)
class TrustLedger:
    """One chair's trust in the other, from the start to now.

    `by_scene` is the figure as each scene opened, and at last; `breach` the kind of what is still open, '' where
    nothing is; `ceiling` the highest that trust can reach again.
    """

    chair: Chair
    start: int
    now: int
    by_scene: tuple[int, ...]
    lines: tuple[TrustChange, ...]
    wounds: tuple[Wound, ...]
    breach: str
    ceiling: int

    @property
    def entries(self) -> tuple[tuple[TrustChange, tuple[Wound, ...]], ...]:
        """The lines, each with what it did to the breach."""
        return tuple((line, tuple(w for w in self.wounds if _is_cause_of(line, w))) for line in self.lines)


def _is_cause_of(line: TrustChange, wound: Wound) -> bool:
    """Whether a line did this: what faded did so by itself, in the weeks of its scene."""
    return (line.count, line.cause) == (wound.count, wound.cause) and (bool(line.channel) or wound.turned == "faded")


def build_trust_ledgers(replay: Replay) -> tuple[TrustLedger, ...]:
    """Return both ledgers, CEO first."""
    return tuple(_build_trust_ledger(replay, chair) for chair in CHAIRS)


def _build_trust_ledger(replay: Replay, chair: Chair) -> TrustLedger:
    stock, last = f"{chair}.trust", replay.last
    carried = last.wounds[chair]
    start = replay.scenario.start[INDEX[stock]]
    return TrustLedger(
        chair=chair,
        start=round_half_even(start),
        now=last.round_to_points(stock),
        by_scene=_list_trust_by_scene(replay, stock),
        lines=tuple(_list_trust_changes(last, stock, start)),
        wounds=tuple(wound for step in replay.steps for wound in _WoundTracker(chair, step).list_wounds()),
        breach=carried.breach.kind if carried.breach else "",
        ceiling=round(compute_trust_ceiling(carried.scars)),
    )


def _list_trust_changes(last: State, stock: str, start: int) -> Iterator[TrustChange]:
    def place(entry: LedgerEntry) -> tuple[int, str, Chair | None, str]:
        return entry.scene, entry.cause, entry.by, entry.channel

    running = start
    for (count, cause, by, channel), entries in groupby((e for e in last.ledger if e.stock == stock), place):
        before = round_half_even(running)
        running += sum(entry.points for entry in entries)
        if round_half_even(running) != before:
            yield TrustChange(count, before, round_half_even(running), cause, by, channel)


def _list_trust_by_scene(replay: Replay, stock: str) -> tuple[int, ...]:
    opened: dict[int, int] = {}
    for state in (replay.opening, *(step.after for step in replay.steps)):
        opened.setdefault(state.count, state.round_to_points(stock))
    return (*opened.values(), replay.last.round_to_points(stock))


_SCARS: Final = ("surfaced:", "move:broken")
"""Causes that may leave a scar."""


class _WoundTracker:
    """What one answer did to one chair's breach, told from the lines that it wrote into the ledger."""

    def __init__(self, chair: Chair, step: ReplayStep) -> None:
        self.before, self.after = step.before.wounds[chair], step.after.wounds[chair]
        self.kind: str = self.before.breach.kind if self.before.breach else ""
        self.scene = step.before.count
        fresh = step.after.ledger[len(step.before.ledger) :]
        self.entries = [entry for entry in fresh if entry.stock == f"{chair}.trust" and entry.channel]

    def list_wounds(self) -> Iterator[Wound]:
        for number, entry in enumerate(self.entries):
            last = number == len(self.entries) - 1
            yield from self._track_loss(entry) if entry.points < 0 else self._track_gain(entry, last)
        if self.kind and self.after.breach is None:
            yield Wound(self.scene, "faded", self.kind, "weeks")
        yield from self._list_scars()

    def _track_loss(self, entry: LedgerEntry) -> Iterator[Wound]:
        if self.kind:
            yield Wound(entry.scene, "deepened", entry.channel, entry.cause)
        elif -entry.points >= BREACH_LEAST:
            yield Wound(entry.scene, "opened", entry.channel, entry.cause)
        else:
            return
        self.kind = entry.channel

    def _track_gain(self, entry: LedgerEntry, last: bool) -> Iterator[Wound]:
        whole = last and self.after.breach is None
        yield Wound(entry.scene, "closed" if whole else "mended", entry.channel, entry.cause)
        if whole:
            self.kind = ""

    def _list_scars(self) -> Iterator[Wound]:
        """A lie found out leaves one, and so does the second promise broken; both break integrity."""
        breaking = [e for e in self.entries if e.points < 0 and e.channel == "integrity" and e.cause.startswith(_SCARS)]
        for entry in breaking[len(breaking) - (self.after.scars - self.before.scars) :]:
            yield Wound(entry.scene, "scar", entry.channel, entry.cause)


# -- pledges ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Deed:
    """A decision of a chair that touched what it had pledged.

    Attributes:
        count, scene, option: the decision.
        pledge: the pledge that held then.
        effects: what it did to the stocks of the pledge as it was carried out, at once and later, signed.
        net_points: what that adds up to in points, a loss below 0.
        unfaithful: whether it broke faith with the pledge, by what its owner could foresee (R21).
    """

    count: int
    scene: str
    option: str
    pledge: Pledge
    effects: tuple[Effect, ...]
    net_points: float
    unfaithful: bool = False


@dataclass(frozen=True, slots=True)
class PledgeRecord:
    """What one chair pledged: (the scene before which it was said, what), and its deeds since.

    `guess` is what the other chair last took the pledge for, None where it did not guess.
    """

    chair: Chair
    pledges: tuple[tuple[int, Pledge], ...]
    deeds: tuple[Deed, ...]
    guess: Pledge | None = None

    @property
    def went_with(self) -> tuple[Deed, ...]:
        """The deeds that went with the pledge."""
        return tuple(deed for deed in self.deeds if deed.net_points > 0)

    @property
    def went_against(self) -> tuple[Deed, ...]:
        """The deeds that went against it."""
        return tuple(deed for deed in self.deeds if deed.net_points < 0)


def build_pledge_records(replay: Replay, timeline: Timeline) -> tuple[PledgeRecord, ...]:
    """Return the pledges of the chairs that made one, CEO first, each with its deeds."""
    found = (_build_pledge_record(replay, timeline, chair) for chair in CHAIRS)
    return tuple(record for record in found if record.pledges)


def _build_pledge_record(replay: Replay, timeline: Timeline, chair: Chair) -> PledgeRecord:
    made = [
        (scene, p) for scene in timeline.scenes for p in scene.before.pledged if p.chair not in scene.before.stood_in
    ]
    said = [(scene.count, p.what) for scene, p in made if p.chair == chair]
    pledges = tuple(pledge for number, pledge in enumerate(said) if number == 0 or pledge[1] != said[number - 1][1])
    guesses = [p.guess for _scene, p in made if p.chair == other_chair(chair) and p.guess]
    return PledgeRecord(
        chair, pledges, tuple(_list_deeds(replay, timeline, chair, pledges)), guesses[-1] if guesses else None
    )


def _list_deeds(
    replay: Replay, timeline: Timeline, chair: Chair, pledges: tuple[tuple[int, Pledge], ...]
) -> Iterator[Deed]:
    broke = {(e.scene, e.by) for e in replay.last.ledger if e.cause == "move:unfaithful"}
    for scene in timeline.scenes:
        held = [what for since, what in pledges if since <= scene.count]
        if held and scene.enacted and chair not in scene.stood_in and is_own_decision(replay.scenario, scene, chair):
            stocks = PLEDGED_STOCKS[held[-1]]
            effects = tuple(e for e in _list_decision_effects(replay, timeline, scene) if e.stock in stocks)
            unfaithful = (scene.count, chair) in broke
            if effects or unfaithful:
                net = compute_net_points(effects)
                yield Deed(scene.count, scene.id, scene.played.enacted, held[-1], effects, net, unfaithful)


def is_own_decision(scenario: Scenario, scene: PlayedScene, chair: Chair) -> bool:
    """Tell whether what was enacted in a scene was a chair's own decision."""
    decision, option = scenario.scenes[scene.id].decision, find_enacted_option(scenario, scene)
    if decision is None or option is None:
        return False
    if scene.sat is not None and scene.sat.accepted:
        return option.synthesis or decision.owner == chair
    return scene.played.final.get(chair) == option.id


def find_enacted_option(scenario: Scenario, scene: PlayedScene) -> Option | None:
    """Return the option that was enacted in a scene, None where none was."""
    decision = scenario.scenes[scene.id].decision
    return decision.find_option(scene.played.enacted) if decision and scene.played.enacted else None


def _list_decision_effects(replay: Replay, timeline: Timeline, scene: PlayedScene) -> Iterator[Effect]:
    """Yield what a decision did to each stock at once, as it was carried out, and what landed of it later (R17)."""
    at_once: dict[str, int] = {}
    causes = {f"{kind}:{scene.id}.{scene.played.enacted}" for kind in ("option", "carried")}
    for entry in replay.last.ledger:
        if entry.scene == scene.count and entry.cause in causes:
            at_once[entry.stock] = at_once.get(entry.stock, 0) + entry.points
    yield from (
        Effect(stock, points) for stock, hundredths in at_once.items() if (points := round_half_even(hundredths))
    )
    for landed in (*(effect for played in timeline.scenes for effect in played.landed), *timeline.closing.landed):
        if landed.origin == scene.count:
            yield from landed.effects


# -- two people ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PersonTally:
    """What one of two people did, over the scenes that both decided.

    Attributes:
        chair: which of them.
        spoke_first: in how many scenes it was asked first.
        stood: in how many scenes what both settled on was its first pick.
        said, kept: how many facts it said, and kept at every chance.
        right, guesses: how many of its guesses were right, of how many.
    """

    chair: Chair
    spoke_first: int
    stood: int
    said: int
    kept: int
    right: int
    guesses: int


@dataclass(frozen=True, slots=True)
class PairPlay:
    """How two people played: `scenes` that both decided, and the part of each, CEO first."""

    scenes: int
    parts: tuple[PersonTally, ...]


@dataclass(frozen=True, slots=True)
class OpponentMove:
    """A ghost's answer: `own` if it comes from the earlier play, else the model gave it."""

    count: int
    chair: Chair
    kind: str
    own: bool


@dataclass(frozen=True, slots=True)
class ChairTally:
    """How one chair played, in numbers.

    Attributes:
        chair: which.
        right, guesses: how many of its guesses of a first pick were right, of how many.
        in_time, facts: how many of its facts it said at the first chance, of those that it could have said.
        overrides: how often it went over the other's head.
    """

    chair: Chair
    right: int
    guesses: int
    in_time: int
    facts: int
    overrides: int


def build_tallies(timeline: Timeline, histories: tuple[FactHistory, ...]) -> tuple[ChairTally, ...]:
    """Return how each chair played, the CEO first; one that could say nothing and guessed nothing is left out."""
    found = (_build_tally(timeline, histories, chair) for chair in CHAIRS)
    return tuple(tally for tally in found if tally.guesses or tally.facts or tally.overrides)


def _build_tally(timeline: Timeline, histories: tuple[FactHistory, ...], chair: Chair) -> ChairTally:
    guesses = [right for scene in timeline.scenes if (right := scene.is_guess_right(chair)) is not None]
    facts = [history for history in histories if history.holder == chair and history.chance]
    resolved = (scene.resolved for scene in timeline.scenes if scene.resolved is not None)
    return ChairTally(
        chair=chair,
        right=sum(guesses),
        guesses=len(guesses),
        in_time=sum(history.status == "said" and not history.held for history in facts),
        facts=len(facts),
        overrides=sum(event.by == chair and event.mode == "override" for event in resolved),
    )


def build_pair_play(replay: Replay, timeline: Timeline) -> PairPlay | None:
    """Return how two people played; None where they never decided anything together."""
    begun = dict(_list_first_pickers(replay))
    scenes = [s for s in timeline.scenes if s.count in begun and s.played.enacted and not s.stood_in]
    if not scenes:
        return None
    return PairPlay(len(scenes), tuple(_build_person_tally(replay, scenes, begun, chair) for chair in CHAIRS))


def list_opponent_moves(replay: Replay) -> tuple[OpponentMove, ...]:
    """Return every move that was made opposite a ghost; empty where there was none."""
    moves = [
        OpponentMove(step.before.count, step.move.chair, step.move.kind, step.back)
        for step in replay.steps
        if step.move.chair in step.before.partners and step.move.asked
    ]
    return tuple(moves) if any(step.back for step in replay.steps) else ()


def _list_first_pickers(replay: Replay) -> Iterator[tuple[int, Chair]]:
    """Yield the count of each scene that two people decided, with the chair that picked first."""
    for step in reversed(replay.steps):
        if step.move.kind == "first" and not step.before.partners:
            yield step.before.count, step.move.chair


def _build_person_tally(
    replay: Replay, scenes: list[PlayedScene], begun: dict[int, Chair], chair: Chair
) -> PersonTally:
    facts = replay.scenario.facts
    said = {fact for scene in scenes for fact in scene.played.said if facts[fact].held == chair}
    kept = {fact for scene in scenes for fact in scene.played.kept if facts[fact].held == chair} - said
    guesses = [right for scene in scenes if (right := scene.is_guess_right(chair)) is not None]
    return PersonTally(
        chair=chair,
        spoke_first=sum(begun[scene.count] == chair for scene in scenes),
        stood=sum(_find_settled_options(scene) == {scene.played.first[chair]} for scene in scenes),
        said=len(said),
        kept=len(kept),
        right=sum(guesses),
        guesses=len(guesses),
    )


def _find_settled_options(scene: PlayedScene) -> set[str]:
    """Return what both settled on: their final picks, or what they decided after sitting down."""
    sat = scene.sat is not None and scene.sat.accepted
    return {scene.played.enacted} if sat else set(scene.played.final.values())
