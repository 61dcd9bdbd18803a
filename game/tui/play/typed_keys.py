"""What was typed last, seen through a Vietnamese input method.

An input method that rewrites what it sent (Unikey and its like) takes a letter back with a Backspace and sends it with
its mark: `aa` of Telex comes as `a`, Backspace, `â`. That Backspace takes no digit back. With VNI, where digits are
marks, `a` and `1` come as `a`, Backspace, `á`: the digit was meant for the page.
"""

import unicodedata
from typing import Final

from textual.events import Key

_MARKS: Final = {"\u0301": 1, "\u0300": 2, "\u0309": 3, "\u0303": 4, "\u0323": 5, "\u0306": 8}
"""The digit that VNI has for each mark but the circumflex and the bar: those are a doubled letter of Telex."""


def strip_marks(letter: str) -> str:
    """Return a letter as it was before an input method marked it, in small letters: a for â, ă and á."""
    return unicodedata.normalize("NFD", letter.lower().replace("đ", "d"))[:1]


class TypedKeys:
    """The last three keys of a page."""

    def __init__(self) -> None:
        self._last: tuple[str, ...] = ()

    def add(self, key: Key) -> None:
        """Remember a key."""
        self._last = (*self._last[-2:], key.character if key.is_printable and key.character else key.key)

    @property
    def is_rewritten(self) -> bool:
        """Whether an input method has just replaced a letter by one with a mark."""
        if len(self._last) < 3:
            return False
        before, back, now = self._last
        letters = len(before) == len(now) == 1 and before.isalpha() and now.isalpha()
        return back == "backspace" and letters and not now.isascii()

    def find_held_digit(self) -> int | None:
        """Return the digit that VNI has just made a tone of; None where it made none."""
        if not self.is_rewritten:
            return None
        return next((_MARKS[mark] for mark in unicodedata.normalize("NFD", self._last[-1]) if mark in _MARKS), None)
