"""The names that everything else is written in: the two chairs, what they are asked, and 24 stocks in a fixed order.

The first ten stocks belong to the dyad (the relationship between the chairs), the other fourteen to the organisation.
All are indices of 0..100 except `customers` (a count, 0..2000) and `cash` (thousands of dollars, not clamped).
"""

from typing import Final, Literal

Chair = Literal["ceo", "cto"]

CHAIRS: Final[tuple[Chair, Chair]] = ("ceo", "cto")

Phase = Literal[
    "pledge", "still", "stay", "coffee", "first", "say", "final", "sit", "sit_say", "pick", "resolve", "over"
]
"""The kinds of question, in the order in which a scene asks them; `over` once nothing is asked any more."""

STOCKS: Final = (
    "ceo.trust",
    "cto.trust",
    "ceo.safety",
    "cto.safety",
    "ceo.freedom",
    "cto.freedom",
    "ceo.gap",
    "cto.gap",
    "clarity",
    "bridge",
    "culture",
    "structure",
    "strain",
    "engineering",
    "debt",
    "product",
    "marketing",
    "sales",
    "finance",
    "support",
    "csat_product",
    "csat_service",
    "customers",
    "cash",
)

INDEX: Final[dict[str, int]] = {name: position for position, name in enumerate(STOCKS)}

DEPARTMENTS: Final = ("engineering", "product", "marketing", "sales", "finance", "support")

OUTCOMES: Final = ("culture", "structure", *DEPARTMENTS, "csat_product", "csat_service", "customers", "cash")

WORSE_WHEN_HIGH: Final = frozenset({"ceo.gap", "cto.gap", "strain", "debt"})

CUSTOMERS_MOST: Final = 2000

NEUTRAL: Final[dict[str, int]] = {
    "ceo.trust": 5000,
    "cto.trust": 5000,
    "ceo.safety": 5000,
    "cto.safety": 5000,
    "ceo.freedom": 5000,
    "cto.freedom": 5000,
    "ceo.gap": 4050,
    "cto.gap": 4050,
    "clarity": 4000,
    "bridge": 2000,
    "culture": 5200,
    "structure": 4800,
    "strain": 4100,
    "engineering": 5200,
    "debt": 4500,
    "product": 4900,
    "marketing": 4100,
    "sales": 4800,
    "finance": 4500,
    "support": 5300,
    "csat_product": 5200,
    "csat_service": 5350,
    "customers": 20000,
    "cash": 150000,
}
"""The neutral company in hundredths: the fixed point of the weekly step (`docs/model.md`)."""


def other_chair(chair: Chair) -> Chair:
    """Return the other of the two chairs."""
    return "cto" if chair == "ceo" else "ceo"
