"""Numbers, money, moments and lists as the current language writes them: the one place that does.

English writes 1,500.5 and "29 Nov, 17:45", Vietnamese 1.500,5 and "29/11, 17:45". The two rows of data below are held
against Babel by a test; Babel itself is no dependency of the program (see `docs/dependencies.md`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from game.locales import _, current_language

_GROUP: Final = {"en": ",", "vi": "."}
_DECIMAL: Final = {"en": ".", "vi": ","}
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def format_number(value: float, decimals: int = 0) -> str:
    """Return a number with its thousands grouped; a minus sign is as wide as a plus."""
    language = current_language()
    marks = {",": _GROUP[language], ".": _DECIMAL[language], "-": "−"}
    return "".join(marks.get(mark, mark) for mark in f"{value:,.{decimals}f}")


def format_signed(value: float, decimals: int = 0) -> str:
    """Return a number with its sign, ± where it rounds to nothing."""
    size = format_number(abs(value), decimals)
    if not any(digit in "123456789" for digit in size):
        return f"±{size}"
    return f"−{size}" if value < 0 else f"+{size}"


def format_moment(moment: datetime) -> str:
    """Return a day and a time of day, without the year."""
    day = f"{moment.day}/{moment.month}" if current_language() == "vi" else f"{moment.day} {_MONTHS[moment.month - 1]}"
    return f"{day}, {moment:%H:%M}"


def format_saved_moment(written: str) -> str:
    """Return a moment that a save has (in UTC, ISO 8601) as local day and time; '' where it is none."""
    moment = _find_local_time(written)
    return format_moment(moment) if moment else ""


def format_saved_date(written: str) -> str:
    """Return a moment that a save has with its year, in local time, as 2026-11-29 17:45; '' where it is none."""
    moment = _find_local_time(written)
    return f"{moment:%Y-%m-%d %H:%M}" if moment else ""


def _find_local_time(written: str) -> datetime | None:
    try:
        return datetime.fromisoformat(written).astimezone()
    except (ValueError, OverflowError, OSError):  # the first and the last year have moments that no zone has
        return None


def join_words(words: Sequence[str]) -> str:
    """Return words as a list within a sentence: "a", "a and b", "a, b and c"."""
    if len(words) < 2:
        return "".join(words)
    return _("{one} and {two}", one=", ".join(words[:-1]), two=words[-1])


@dataclass(frozen=True)
class Money:
    """How a game shows money, which the engine counts in thousands of dollars.

    Attributes:
        unit: what stands behind an amount, by language; the first where the language has none.
        per_point: how many of the unit a thousand dollars are.
        decimals: how many decimals are shown.
    """

    unit: Mapping[str, str]
    per_point: float = 1.0
    decimals: int = 0

    def format_amount(self, thousands: float) -> str:
        """Return an amount without its unit, as it stands where the unit is clear."""
        return format_number(thousands * self.per_point, self.decimals)

    def format_figure(self, stock: str, value: float) -> str:
        """Return the value of a stock; that of cash with the unit of money."""
        if stock != "cash":
            return format_number(value)
        unit = self.unit.get(current_language()) or next(iter(self.unit.values()))
        return f"{self.format_amount(value)} {unit}"

    def format_points(self, stock: str, points: float) -> str:
        """Return how far a stock moved, without a sign or a unit."""
        return self.format_amount(points) if stock == "cash" else format_number(points)

    def format_change(self, stock: str, points: float) -> str:
        """Return how far a stock moved, with a sign and no unit."""
        scale, decimals = (self.per_point, self.decimals) if stock == "cash" else (1.0, 0)
        return format_signed(points * scale, decimals)


DOLLARS: Final = Money({"en": "k$", "vi": "nghìn đô"})
"""Thousands of dollars, where a crisis names no currency."""
