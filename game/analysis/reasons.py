"""What proves a condition, or leaves it open, in words: the interval of each name that it rests on."""

from collections.abc import Mapping

from game.analysis.moment import behind_us
from game.engine.guard import NUMBERS, Guard, Interval, bounds, names

Known = Mapping[str, Interval]


def because(guard: Guard, known: Known) -> str:
    """Return a condition that never holds, with the interval of each name that proves it."""
    return f"{quoted(guard)} can never hold: {why_never(guard, known)}"


def why_never(guard: Guard, known: Known) -> str:
    """Return what proves that a condition never holds: a name's interval, or that its parts exclude each other."""
    if bounds(guard, known).holds is not None:
        return values(guard, known)
    chosen = any(name.startswith("chose.") for name in names(guard))
    return "of a scene that is played once only one option is chosen" if chosen else "its parts exclude each other"


def quoted(guard: Guard) -> str:
    """Return a condition as it was written, on one line."""
    return f"'{' '.join(guard.text.split())}'"


def values(guard: Guard, known: Known) -> str:
    """Return what each name may be that proves a condition, or leaves it open."""
    rests = sorted(bounds(guard, known).names)
    return ", ".join(dict.fromkeys(_told(name, *known.get(name, (0, 1)), known) for name in rests))


def _told(name: str, low: int, high: int, known: Known) -> str:
    if name in NUMBERS:
        return f"{name} is {low}" if low == high else f"{name} lies in {low}..{high}"
    head, *parts = name.split(".")
    if not high and head in {"chose", "picked"} and behind_us(parts[-2]) not in known:
        return f"'{parts[-2]}' is not played before this"
    return f"{name} " + ("is always so" if low else "may be so or not" if high else "is never so")
