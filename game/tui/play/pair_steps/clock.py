"""What time does on the pages of two: a private view closes by itself, the talk has an end, the picks a beginning.

Nothing here reads a clock; the page says what time it is, in seconds of a clock that never goes back.
"""

from dataclasses import dataclass
from math import ceil
from typing import Final

from game.locales import _
from game.playthrough.pair import IDLE, WARNED

COUNTED: Final = 3
"""Seconds that are counted before the final picks."""
MINUTE: Final = 60


@dataclass
class IdleTimer:
    """Time since the last key."""

    since: float

    def count_seconds_left(self, now: float) -> int:
        """Return the whole seconds until the view closes; 0 where it has to."""
        return max(0, ceil(self.since + IDLE - now))

    def is_warning(self, now: float) -> bool:
        """Whether the seconds left are to be shown."""
        return self.count_seconds_left(now) <= WARNED


@dataclass
class TalkTimer:
    """Time to talk: `seconds` of it, 0 where nobody counts."""

    began: float
    seconds: int

    def add_minute(self, now: float) -> None:
        """Give one more minute, from now where the time is up."""
        self.seconds = max(self.seconds, int(now - self.began)) + MINUTE

    def render_elapsed(self, now: float) -> str:
        """Return how far it is; it never ends anything."""
        gone = int(now - self.began)
        if not self.seconds:
            return ""
        if gone >= self.seconds:
            return _("time is up; take what you need")
        return _("{gone} of {all}", gone=_render_minutes(gone), all=_render_minutes(self.seconds))


@dataclass
class Countdown:
    """Three, two, one."""

    began: float

    def compute_shown_number(self, now: float) -> int:
        """Return the number that is shown, 0 where both may pick."""
        return max(0, ceil(self.began + COUNTED - now))


def _render_minutes(seconds: int) -> str:
    return f"{seconds // MINUTE}:{seconds % MINUTE:02}"
