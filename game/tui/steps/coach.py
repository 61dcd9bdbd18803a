"""The coach's line on the page, in learner mode."""

from textual.content import Content

from game.debrief import coach
from game.tui.content import NOTHING, ink, join
from game.tui.steps.reader import Reader


def note(reader: Reader) -> Content:
    """Return the line for the scene that was just played; nothing where there is none."""
    line = coach.note(reader.session, reader.chair)
    return join(ink("◇ ", "$gained"), ink(line, "$quiet")) if line else NOTHING
