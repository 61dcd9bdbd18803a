"""What proves a condition, or leaves it open, in words: the interval of each name that it rests on."""

from collections.abc import Mapping

from game.analysis.reachability.moment import name_earlier_scene
from game.engine.conditions import NUMBERS, Interval, ParsedCondition, judge_condition, list_names

Known = Mapping[str, Interval]


def explain_impossible(guard: ParsedCondition, known: Known) -> str:
    """Return a condition that never holds, with the interval of each name that proves it."""
    return f"{quote_condition(guard)} can never hold: {explain_never_true(guard, known)}"


def explain_never_true(guard: ParsedCondition, known: Known) -> str:
    """Return what proves that a condition never holds: a name's interval, or that its parts exclude each other."""
    if judge_condition(guard, known).holds is not None:
        return render_values(guard, known)
    chosen = any(name.startswith("chose.") for name in list_names(guard))
    return "of a scene that is played once only one option is chosen" if chosen else "its parts exclude each other"


def quote_condition(guard: ParsedCondition) -> str:
    """Return a condition as it was written, on one line."""
    return f"'{' '.join(guard.text.split())}'"


def render_values(guard: ParsedCondition, known: Known) -> str:
    """Return what each name may be that proves a condition, or leaves it open."""
    rests = sorted(judge_condition(guard, known).names)
    return ", ".join(dict.fromkeys(_render_value(name, *known.get(name, (0, 1)), known) for name in rests))


def _render_value(name: str, low: int, high: int, known: Known) -> str:
    if name in NUMBERS:
        return f"{name} is {low}" if low == high else f"{name} lies in {low}..{high}"
    head, *parts = name.split(".")
    if not high and head in {"chose", "picked"} and name_earlier_scene(parts[-2]) not in known:
        return f"'{parts[-2]}' is not played before this"
    return f"{name} " + ("is always so" if low else "may be so or not" if high else "is never so")
