"""A decision of both, in three scenes of which the first is looked at: for what happens as an option is enacted."""

from tests.engine.crisis import Table, crisis, option, scene


def story(*options, owner="cto", by="both", **fields):
    return crisis(scene("one", *options, owner=owner, by=by, board="a"), scene("two"), scene("three"), **fields)


def made(*moves, owner="cto", actor=None, by="both", **fields):
    """Return the table after option `a` with these moves was agreed."""
    acting = {"actor": actor} if actor else {}
    return Table(story(option("a", moves=list(moves), **acting), owner=owner, by=by, **fields)).play("a")


def causes(table, stock):
    return [entry.cause for entry in table.state.ledger if entry.stock == stock]


AGREED, AGREED_CLARITY = 52.8, 41.68
"""Trust and freedom, and clarity, of a neutral pair that has just agreed: 2, 2 and 1 points times 1.4 (R19, R20)."""


def moved(x, points):
    """Return a stock after a step of so many points at mid-scale."""
    return x + points * ((100 - x) if points > 0 else x) / 50
