"""The one place where text becomes something that a widget shows.

Textual reads a plain `str` as markup: a text from a file could quit the game or vanish. So no widget is ever given
a `str`; it gets the `Content` that is made here, in which text is only text.
"""

from collections.abc import Iterable
from typing import Final

from textual.content import Content, Span

from game.content.clean import safe
from game.content.markup import Span as Run

NOTHING: Final = Content("")
_MANNER: Final = {(True, False): "bold", (False, True): "italic", (True, True): "bold italic"}


def ink(text: str, style: str = "") -> Content:
    """Return a text as it stands, in a style (`bold $ceo`)."""
    clean = safe(text)
    return Content(clean, [Span(0, len(clean), style)] if style and clean else None)


def prose(runs: Iterable[Run], style: str = "") -> Content:
    """Return a scenario's text, given in runs: its strong and emphatic parts become weight and slant."""
    parts = [ink(run.text, _MANNER.get((run.strong, run.emphasis), "")) for run in runs]
    return painted(join(*parts), style)


def painted(content: Content, style: str) -> Content:
    """Return the content with a style underneath its own."""
    return content.stylize_before(style) if style and content else content


def join(*parts: Content, between: str = "") -> Content:
    """Return the parts as one content."""
    return Content(between).join(parts) if between else Content("").join(parts)


def lines(rows: Iterable[Content]) -> Content:
    """Return rows as the lines of one content."""
    return Content("\n").join(rows)
