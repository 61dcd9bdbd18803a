"""The dim line under an option: which outcomes it touches and how much, as dots; never whether for good or ill."""

from textual.content import Content

from game.locales import _
from game.playthrough.prompts import PromptChoice
from game.tui.play.steps.reader import ChairReader
from game.tui.toolkit.content import NOTHING, join_contents, style_text

MOST = 4
"""Outcomes on one line; the largest come first."""


def render_hint_line(choice: PromptChoice, reader: ChairReader) -> Content:
    """Return the dots of an option; nothing in expert mode."""
    if reader.session.setup.difficulty == "expert":
        return NOTHING
    return reader.cache_content(f"hints {choice}", lambda: _render_dots(choice, reader))


def _render_dots(choice: PromptChoice, reader: ChairReader) -> Content:
    parts = [style_text(f"{reader.render_outcome(hint.outcome)} {'●' * hint.dots}") for hint in choice.hints[:MOST]]
    return join_contents(*parts, between="  ")


def explain_dots() -> str:
    """Return what the dots mean, in one line."""
    return _("● to ●●●: how much it touches something, never whether for good or ill.")
