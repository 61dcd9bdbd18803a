"""The ledger of trust: every change of one chair's trust in the other with its cause, and what was broken and mended.

The changes shown always add up: they are the differences of the running figure, rounded as the screen rounds it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final, Literal

from game.debrief.timeline import Replay, ReplayStep
from game.engine.moves import BREACH_LEAST, compute_trust_ceiling
from game.engine.state import LedgerEntry, State, round_half_even
from game.engine.stocks import CHAIRS, INDEX, Chair

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

    `course` is the figure as each scene opened, and at last; `breach` the kind of what is still open, '' where
    nothing is; `ceiling` the highest that trust can reach again.
    """

    chair: Chair
    start: int
    now: int
    course: tuple[int, ...]
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
        course=_list_trust_by_scene(replay, stock),
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
