"""What an option does between the chairs: the table of moves, as data, and the arithmetic of its columns.

Signs and order follow the literature named in `docs/model.md`, every number is a design choice. The
arithmetic uses only + - * / and comparisons, so that it comes out the same to the bit on every machine.
"""

from dataclasses import dataclass, replace
from typing import Final, Literal

Kind = Literal["competence", "character", "integrity"]
Repair = Literal["own", "amends", "joint_solve", "deny"]

MOST_POINTS: Final = 50.0
"""Beyond 50 points at mid-scale a saturating step could leave 0..100."""


@dataclass(frozen=True, slots=True)
class MoveRow:
    """One row of the table. Columns are points at mid-scale, gap columns the share (0..1) that closes.

    Attributes:
        trust, safety, freedom: what the target feels towards the actor.
        actor_trust, actor_safety, actor_freedom: what the actor feels towards the target.
        target_gap, actor_gap: the share of what that chair did not know and now does.
        withheld: points that are added to the target's gap.
        clarity, bridge, structure: shared.
        kind, open, expose: how kind it is, how open, how much the actor risks by it (-1..1), for the partner.
        breach: what it breaks in the target's trust, if anything.
        scar: whether the target's trust will never again be quite as high.
        repairs: which row of the repair table it counts as.
        both: always made by both chairs: each is actor and target once, shared columns count once.
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

MOVES: Final[dict[str, MoveRow]] = {
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
    "found_out": MoveRow(trust=-12, safety=-4, target_gap=0.40, kind=-0.8, breach="integrity", scar=True),
}
"""`blame_person` is blame on somebody else in the room, `vindicated` an objection that time proved right."""


def compute_move_points(column: float, strength: float, halved: bool = False) -> float:
    """Return the points of a column at a strength, clipped to +-50; `halved` counts a rise by half."""
    k = column * strength
    if halved and k > 0:
        k *= 0.5
    return min(max(k, -MOST_POINTS), MOST_POINTS)


def saturate_stock(x: float, k: float, top: float = 100.0, weight: float = 1.0) -> float:
    """Return a stock after a step of `k` points at mid-scale: the less room there is, the less it moves.

    Args:
        x: the stock, 0..100.
        k: points at mid-scale, clipped to +-50.
        top: the ceiling of a rise (lower with scars); a stock above it does not fall to it.
        weight: what a rise counts, 0..1 (less while a breach is open); a fall always counts in full.
    """
    k = min(max(k, -MOST_POINTS), MOST_POINTS)
    if k > 0:
        room = top - x
        return x + k / MOST_POINTS * weight * (room * (room > 0))
    return x * (1 + k / MOST_POINTS)


def close_gap(gap: float, share: float, strength: float = 1.0) -> float:
    """Return a gap of which a share is closed: G (1 - c)^s; at half strength, G (1 - c/2)."""
    if strength < 1:
        return gap * (1 - share * strength)
    for _ in range(int(strength)):
        gap = gap * (1 - share)
    return gap
