"""The dim line under an option: which outcomes it touches and how much, as dots; never whether for good or ill."""

from textual.content import Content

from game.locales import _
from game.playthrough.prompts import Choice
from game.tui.content import NOTHING, ink, join
from game.tui.steps.reader import Reader

MOST = 4
"""Outcomes on one line; the largest come first."""


def hint_line(choice: Choice, reader: Reader) -> Content:
    """Return the dots of an option; nothing in expert mode."""
    if reader.session.setup.difficulty == "expert":
        return NOTHING
    return reader.once(f"hints {choice}", lambda: _dotted(choice, reader))


def _dotted(choice: Choice, reader: Reader) -> Content:
    parts = [ink(f"{reader.outcome(hint.outcome)} {'●' * hint.dots}") for hint in choice.hints[:MOST]]
    return join(*parts, between="  ")


def explained() -> str:
    """Return what the dots mean, in one line."""
    return _("● to ●●●: how much it touches something, never whether for good or ill.")
