"""What a move does between the chairs: the table of moves, their arithmetic, breaches and repair (R8 to R10).

Signs and order follow the literature named in `docs/model.md`; every number is a design choice. A breach is the one
open wound of a chair: while it is open, good moves count less, and its kind decides what repairs it. The arithmetic
uses only + - * / and comparisons, so that it comes out the same to the bit on every machine.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from math import fsum
from typing import Final, Literal

from game.engine.stocks import CHAIRS, INDEX, Chair, other_chair

Kind = Literal["competence", "character", "integrity"]
Repair = Literal["own", "amends", "joint_solve", "deny"]

RELATIONSHIP_SCALE: Final = 1.4
"""What the trust, safety, freedom and clarity columns of the table are multiplied by (R20)."""

MOST_POINTS: Final = 50.0
"""With more than 50 points at mid-scale, a saturating step could leave 0..100."""


@dataclass(frozen=True, slots=True)
class MoveRow:
    """One row of the table. Columns are points at mid-scale; gap columns are the share (0..1) of the gap that closes.

    Attributes:
        trust, safety, freedom: what the target feels towards the actor.
        actor_trust, actor_safety, actor_freedom: what the actor feels towards the target.
        target_gap, actor_gap: the share of what that chair did not know that it learns.
        withheld: points added to the target's gap.
        clarity, bridge, structure: stocks that both chairs share.
        kind, open, expose: how kind and how open the move is and what the actor risks by it (-1..1): what the
            simulated partner weighs.
        breach: the kind of breach that it opens in the target's trust, if any.
        scar: whether it lowers the highest trust that the target can ever reach again.
        repairs: the row of the repair table that it counts as, if any.
        both: both chairs always make it: each is actor and target once, and shared columns count once.
    """

    trust: float = 0.0
    safety: float = 0.0
    freedom: float = 0.0
    actor_trust: float = 0.0
    actor_safety: float = 0.0
    actor_freedom: float = 0.0
    target_gap: float = 0.0
    actor_gap: float = 0.0
    withheld: float = 0.0
    clarity: float = 0.0
    bridge: float = 0.0
    structure: float = 0.0
    kind: float = 0.0
    open: float = 0.0
    expose: float = 0.0
    breach: Kind | None = None
    scar: bool = False
    repairs: Repair | None = None
    both: bool = False


_SITTING: Final = MoveRow(
    trust=5,
    safety=5,
    target_gap=0.25,
    actor_gap=0.25,
    clarity=3,
    kind=0.8,
    open=0.5,
    expose=0.4,
    repairs="joint_solve",
    both=True,
)

_TABLE: Final[dict[str, MoveRow]] = {
    "share": MoveRow(trust=4, safety=2, target_gap=0.40, clarity=2, kind=0.4, open=1.0, expose=0.5),
    "withhold": MoveRow(withheld=8, kind=-0.3, open=-1.0),
    "ask": MoveRow(trust=3, safety=4, actor_gap=0.25, clarity=3, kind=0.4, open=0.5, expose=0.2),
    "blame": MoveRow(trust=-8, safety=-12, actor_trust=-4, bridge=-3, kind=-1.0, breach="character"),
    "blame_person": MoveRow(safety=-6, actor_safety=-6, bridge=-3, kind=-0.5),
    "joint_solve": replace(_SITTING, actor_trust=4, actor_safety=4),
    "sit": _SITTING,
    "own": MoveRow(safety=6, kind=0.5, open=0.6, expose=0.7, repairs="own"),
    "amends": MoveRow(trust=2, kind=0.6, open=0.2, expose=0.4, repairs="amends"),
    "deny": MoveRow(trust=-3, kind=-0.4, open=-0.6, repairs="deny"),
    "appreciate": MoveRow(trust=3, safety=3, freedom=3, kind=0.6, expose=0.1),
    "second_guess": MoveRow(trust=-5, safety=-4, freedom=-12, kind=-0.7, breach="character"),
    "delegate": MoveRow(trust=4, freedom=10, clarity=2, kind=0.7, expose=0.5),
    "contribute": MoveRow(trust=3, clarity=2, bridge=10, kind=0.5, open=0.3, expose=0.2),
    "clarify": MoveRow(target_gap=0.15, actor_gap=0.15, clarity=10, kind=0.2, open=0.4, expose=0.1, both=True),
    "bridge": MoveRow(target_gap=0.25, actor_gap=0.25, clarity=4, bridge=5, kind=0.6, open=0.4, expose=0.2),
    "override": MoveRow(trust=-8, freedom=-15, clarity=-4, kind=-0.8, breach="character"),
    "defer": MoveRow(trust=3, freedom=4, kind=0.6, open=0.3, expose=0.4),
    "object": MoveRow(actor_safety=3, target_gap=0.10, clarity=2, kind=-0.1, open=0.1, expose=0.2),
    "insist": MoveRow(trust=-2, kind=-0.2, open=-0.1),
    "vindicated": MoveRow(trust=4),
    "escalate": MoveRow(
        trust=-4, freedom=-5, actor_trust=-4, actor_freedom=-5, structure=-2, kind=-0.5, open=-0.3, expose=0.2
    ),
    "promise": MoveRow(trust=2, kind=0.3, open=0.2, expose=0.3),
    "kept": MoveRow(trust=4, kind=0.4),
    "renegotiated": MoveRow(trust=-1),
    "broken": MoveRow(trust=-8, kind=-0.6, breach="integrity"),
    "slip": MoveRow(trust=-6, kind=-0.2, breach="competence"),
    "agreed": MoveRow(trust=2, freedom=2, clarity=1, kind=0.3, both=True),
    "came_round": MoveRow(trust=4, safety=2, freedom=2, kind=0.5),
    "guessed_right": MoveRow(trust=1, clarity=2, actor_gap=0.05, kind=0.2),
    "restated": MoveRow(trust=2, actor_trust=1, actor_gap=0.10, clarity=2, kind=0.3, open=0.1),
    "borne_out": MoveRow(trust=4),
    "misjudged": MoveRow(trust=-6, breach="competence"),
    "unfaithful": MoveRow(trust=-4, kind=-0.4, breach="integrity"),
    "defend": MoveRow(trust=3, safety=6, freedom=3, kind=0.7, open=0.2, expose=0.3),
    "found_out": MoveRow(trust=-12, safety=-4, target_gap=0.40, kind=-0.8, breach="integrity", scar=True),
}
"""`blame_person` is blame on somebody else in the room, `vindicated` an objection that time proved right.

`agreed` is made by both, `came_round` by the chair that took over the other's first pick (R19), `restated` by
who said in the talk why the other picked otherwise, once the other said yes; `borne_out` and
`misjudged` are what a sure first pick turned out to be (R18), `unfaithful` an act against one's own pledge (R21).
"""


def _scale_relationship(row: MoveRow) -> MoveRow:
    columns = ("trust", "safety", "freedom", "actor_trust", "actor_safety", "actor_freedom", "clarity")
    return replace(row, **{name: RELATIONSHIP_SCALE * getattr(row, name) for name in columns})


MOVES: Final[dict[str, MoveRow]] = {name: _scale_relationship(row) for name, row in _TABLE.items()}
"""The moves as they count in play: the table, its relationship columns times `RELATIONSHIP_SCALE` (R20)."""


def compute_move_points(column: float, strength: float, halved: bool = False) -> float:
    """Return the points of a column at a strength, clipped to +-50; `halved` counts only half of a rise."""
    k = column * strength
    if halved and k > 0:
        k *= 0.5
    return min(max(k, -MOST_POINTS), MOST_POINTS)


def saturate_stock(x: float, k: float, top: float = 100.0, weight: float = 1.0) -> float:
    """Return a stock after a step of `k` points at mid-scale; the less room is left, the less it moves.

    Args:
        x: the stock, 0..100.
        k: points at mid-scale, clipped to +-50.
        top: the ceiling of a rise (lower with scars); a stock already above it stays where it is.
        weight: how much of a rise counts, 0..1 (less while a breach is open); a fall always counts in full.
    """
    k = min(max(k, -MOST_POINTS), MOST_POINTS)
    if k > 0:
        room = top - x
        return x + k / MOST_POINTS * weight * (room * (room > 0))
    return x * (1 + k / MOST_POINTS)


def close_gap(gap: float, share: float, strength: float = 1.0) -> float:
    """Return what is left of a gap G after a share c of it closes: G (1 - c)^s; at half strength, G (1 - c/2)."""
    if strength < 1:
        return gap * (1 - share * strength)
    for _ in range(int(strength)):
        gap = gap * (1 - share)
    return gap


Strength = float
"""0.5, 1 or 2."""

REPAIR: Final[dict[Kind, dict[Repair, float]]] = {
    "competence": {"own": 0.60, "amends": 0.70, "joint_solve": 0.60, "deny": 0.10},
    "character": {"own": 0.40, "amends": 0.50, "joint_solve": 0.40, "deny": 0.0},
    "integrity": {"own": 0.25, "amends": 0.45, "joint_solve": 0.25, "deny": -0.20},
}
"""The share of a breach that a move gives back at once. The order follows Kim et al. 2004 and Dirks et al. 2011."""

SEVERITY: Final[tuple[Kind, ...]] = ("competence", "character", "integrity")
BREACH_MOST: Final = 3000
BREACH_LEAST: Final = 100
BREACH_WEEKS: Final = 26
REPEATS_MOST: Final = 3
SCAR: Final = 15
CEILING_LEAST: Final = 55

FADING: Final = (
    1.0,
    0.9170040432046712,
    0.8408964152537145,
    0.7711054127039704,
    0.7071067811865476,
    0.6484197773255048,
    0.5946035575013605,
    0.5452538663326288,
    0.5,
    0.4585020216023356,
    0.42044820762685725,
    0.3855527063519852,
    0.3535533905932738,
    0.3242098886627524,
    0.29730177875068026,
    0.2726269331663144,
    0.25,
    0.2292510108011678,
    0.21022410381342863,
    0.1927763531759926,
    0.1767766952966369,
    0.1621049443313762,
    0.14865088937534013,
    0.1363134665831572,
    0.125,
    0.1146255054005839,
)
"""0.5^(age/8) for an age of 0..25 weeks, as a table so that every machine computes with the same bits."""

TIRING: Final = (1.0, 0.5, 0.25, 0.125)
"""0.5^repeats: each further apology is worth less."""


@dataclass(frozen=True, slots=True)
class Breach:
    """An open wound in one chair's trust.

    Attributes:
        kind: what was broken; it decides what repairs it.
        size: trust lost and not yet given back, in hundredths of a point (100..3000).
        age: whole weeks since it was opened or last deepened (0..25).
        repeats: how many breaches this chair had before (0..3).
        used: the repair moves already made on it; each works only once.
    """

    kind: Kind
    size: int
    age: int = 0
    repeats: int = 0
    used: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Wounds:
    """What one chair carries: its open breach, how many breaches it ever had, and its scars."""

    breach: Breach | None = None
    opened: int = 0
    scars: int = 0


WHOLE: Final[Mapping[Chair, Wounds]] = {"ceo": Wounds(), "cto": Wounds()}


@dataclass(frozen=True, slots=True)
class StockDelta:
    """Points that a move added to one stock or took from it. `by` tells the move's own columns from repair."""

    stock: str
    points: float
    by: Literal["move", "repair"] = "move"
    channel: Kind | None = None


@dataclass(frozen=True, slots=True)
class MoveOutcome:
    """The result of a move: the stocks, the changes in the order they were made, and what each chair carries."""

    stocks: list[float]
    changes: tuple[StockDelta, ...] = ()
    wounds: Mapping[Chair, Wounds] = field(default_factory=lambda: WHOLE)


def compute_gain_weight(breach: Breach | None) -> float:
    """Return how much of a good move counts with this chair: 1, or 1 - size/60 while a breach is open (0.5..1)."""
    return 1.0 if breach is None else 1 - breach.size / 6000


def compute_trust_ceiling(scars: int) -> float:
    """Return the highest trust that moves can reach: 100, 85, 70, and never below 55."""
    return float(max(100 - SCAR * scars, CEILING_LEAST))


def open_or_deepen_breach(breach: Breach | None, kind: Kind, lost: float, opened_before: int) -> Breach | None:
    """Return the breach after `lost` more points of trust; None where it would be too small to count.

    An open breach deepens and does not become two: it takes the worse kind and the sum of both sizes (at most 30
    points), and its age starts again. Repair moves already used on it stay used.
    """
    if breach is None:
        size = min(round(lost * 100), BREACH_MOST)
        return None if size < BREACH_LEAST else Breach(kind, size, 0, min(opened_before, REPEATS_MOST))
    worse = max(breach.kind, kind, key=SEVERITY.index)
    return replace(breach, kind=worse, size=min(breach.size + round(lost * 100), BREACH_MOST), age=0)


def repair_breach(breach: Breach, move: Repair) -> tuple[float, Breach | None]:
    """Return the points of trust that a repair gives back (negative for denying a lie), and the breach that stays open.

    The points are rho * size with rho = REPAIR[kind][move] * 0.5^repeats * 0.5^(age/8). Each move works once on a
    breach.
    """
    if move in breach.used:
        return 0.0, breach
    rho = REPAIR[breach.kind][move] * TIRING[breach.repeats] * FADING[breach.age]
    credit = round(rho * breach.size)
    left = min(breach.size - credit, BREACH_MOST)
    rest = replace(breach, size=left, used=breach.used | {move}) if left >= BREACH_LEAST else None
    return credit / 100, rest


def age_breach(breach: Breach | None) -> Breach | None:
    """Return the breach a week later; None once it is 26 weeks old and closes by itself."""
    if breach is None or breach.age + 1 >= BREACH_WEEKS:
        return None
    return Breach(breach.kind, breach.size, breach.age + 1, breach.repeats, breach.used)


def apply_move(
    stocks: list[float],
    move: str,
    actor: Chair,
    wounds: Mapping[Chair, Wounds] = WHOLE,
    *,
    strength: Strength = 1.0,
    half_positive: bool = False,
    without_gap: bool = False,
    as_kind: Kind | None = None,
    scar: bool | None = None,
) -> MoveOutcome:
    """Return what a move does that `actor` makes towards the other chair (or both make, where they always do).

    Args:
        stocks: the 24 stocks in points; not changed.
        move: a key of `MOVES`.
        actor: who makes it.
        wounds: what each chair carries.
        strength: 0.5, 1 or 2.
        half_positive: count only half of the positive trust, safety and freedom columns (R9).
        without_gap: leave out the gap columns, where a named fact has already moved the gap by its weight (R3).
        as_kind: the kind of breach, where it differs from the table's (blame after deferring breaks integrity).
        scar: whether it leaves a scar, where it differs from the table's (a promise broken for the second time).

    Raises:
        KeyError: if there is no such move.
    """
    row = MOVES[move]
    making = _MoveApplication(stocks.copy(), row, strength, half_positive, dict(wounds))
    for chair in CHAIRS if row.both else (actor,):
        making.apply_personal_columns(chair)
    if not without_gap:
        making.apply_gap_columns(actor)
    making.apply_shared_columns()
    for chair in CHAIRS if row.both else (other_chair(actor),):
        making.wound_chair(chair, as_kind or row.breach, row.scar if scar is None else scar)
        making.mend_chair(chair)
    return MoveOutcome(making.stocks, tuple(making.changes), making.wounds)


class _MoveApplication:
    """A move being applied: copies of the stocks and wounds, changed step by step."""

    def __init__(
        self, stocks: list[float], row: MoveRow, strength: float, halved: bool, wounds: dict[Chair, Wounds]
    ) -> None:
        self.stocks = stocks
        self.row = row
        self.strength = strength
        self.halved = halved
        self.wounds = wounds
        self.changes: list[StockDelta] = []

    def apply_personal_columns(self, actor: Chair) -> None:
        """Apply the trust, safety and freedom columns with one chair as the actor."""
        row, target = self.row, other_chair(actor)
        for chair, columns in (
            (target, (("trust", row.trust), ("safety", row.safety), ("freedom", row.freedom))),
            (actor, (("trust", row.actor_trust), ("safety", row.actor_safety), ("freedom", row.actor_freedom))),
        ):
            for name, column in columns:
                if column:
                    self._apply_personal_column(chair, name, compute_move_points(column, self.strength, self.halved))

    def apply_gap_columns(self, actor: Chair) -> None:
        """Close the gaps of both chairs by their shares, and widen the target's by what is withheld."""
        target = other_chair(actor)
        for chair, share in ((target, self.row.target_gap), (actor, self.row.actor_gap)):
            if share:
                gap = float(self.stocks[INDEX[f"{chair}.gap"]])
                self._set_stock(f"{chair}.gap", close_gap(gap, share, self.strength))
        if self.row.withheld:
            gap = float(self.stocks[INDEX[f"{target}.gap"]])
            self._set_stock(f"{target}.gap", min(gap + compute_move_points(self.row.withheld, self.strength), 100.0))

    def apply_shared_columns(self) -> None:
        """Apply the columns of the stocks that both chairs share."""
        for name, column in (
            ("clarity", self.row.clarity),
            ("bridge", self.row.bridge),
            ("structure", self.row.structure),
        ):
            if column:
                self._set_stock(
                    name, saturate_stock(float(self.stocks[INDEX[name]]), compute_move_points(column, self.strength))
                )

    def wound_chair(self, chair: Chair, kind: Kind | None, scar: bool) -> None:
        """Open or deepen this chair's breach by the trust it lost, and add the scar."""
        if kind is None:
            return
        held = self.wounds[chair]
        lost = -fsum(change.points for change in self.changes if change.stock == f"{chair}.trust")
        breach = open_or_deepen_breach(held.breach, kind, lost, held.opened)
        opened = held.opened + (held.breach is None and breach is not None)
        self.wounds[chair] = Wounds(breach, opened, held.scars + scar)

    def mend_chair(self, chair: Chair) -> None:
        """Give back the trust that this move repairs of the chair's breach."""
        held = self.wounds[chair]
        if self.row.repairs is None or held.breach is None:
            return
        channel = held.breach.kind
        credit, left = repair_breach(held.breach, self.row.repairs)
        self.wounds[chair] = replace(held, breach=left)
        trust = float(self.stocks[INDEX[f"{chair}.trust"]])
        top = max(compute_trust_ceiling(held.scars), trust)
        self._set_stock(f"{chair}.trust", min(max(trust + credit, 0.0), top), "repair", channel)

    def _apply_personal_column(self, chair: Chair, name: str, k: float) -> None:
        if k:
            held = self.wounds[chair]
            top = compute_trust_ceiling(held.scars) if name == "trust" else 100.0
            before = float(self.stocks[INDEX[f"{chair}.{name}"]])
            after = saturate_stock(before, k, top, compute_gain_weight(held.breach))
            self._set_stock(f"{chair}.{name}", after, channel=self.row.breach if name == "trust" else None)

    def _set_stock(
        self,
        stock: str,
        after: float,
        by: Literal["move", "repair"] = "move",
        channel: Kind | None = None,
    ) -> None:
        before = float(self.stocks[INDEX[stock]])
        self.stocks[INDEX[stock]] = after
        if after != before:
            self.changes.append(StockDelta(stock, after - before, by, channel))
