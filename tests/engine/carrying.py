"""R17 worked out by hand, apart from the game's own code: how well two pull one way, and what an effect then counts."""

from game.engine.stocks import WORSE_WHEN_HIGH


def weaker(one, other):
    """Return what counts of two trusts or safeties: half-way between their mean and the lower."""
    return ((one + other) / 2 + min(one, other)) / 2


def aligned(table):
    """Return the alignment of the two chairs, 0..100."""
    trust, safety = (weaker(table[f"ceo.{name}"], table[f"cto.{name}"]) for name in ("trust", "safety"))
    gap = (table["ceo.gap"] + table["cto.gap"]) / 2
    return 0.30 * trust + 0.25 * safety + 0.25 * (100 - gap) + 0.20 * table["clarity"]


def counted(points, carried, stock="sales"):
    """Return what points on a stock come to where they are carried out so well, in whole points."""
    lift = 1.25 * (carried - 50) / 50
    good = (points > 0) != (stock in WORSE_WHEN_HIGH)
    return round(points * max(0.25, 1 + lift if good else 1 - lift))
