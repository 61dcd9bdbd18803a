"""The one place where text becomes something that a widget shows.

Textual reads a plain `str` as markup: a text from a file could quit the game or vanish. So no widget is ever given
a `str`; it gets the `Content` that is made here, in which text is only text.
"""

from collections.abc import Iterable
from dataclasses import is_dataclass
from typing import TYPE_CHECKING, Final

from textual.content import Content, Span

from game.content.safe_text import clean_text

if TYPE_CHECKING:
    from game.content.markup import TextSpan as Run

NOTHING: Final = Content("")
_MANNER: Final = {(True, False): "bold", (False, True): "italic", (True, True): "bold italic"}


def style_text(text: str, style: str = "") -> Content:
    """Return a text as it stands, in a style (`bold $ceo`)."""
    clean = clean_text(text)
    return Content(clean, [Span(0, len(clean), style)] if style and clean else None)


def render_spans(runs: "Iterable[Run]", style: str = "") -> Content:
    """Return a scenario's text, given in runs: its strong and emphatic parts become weight and slant."""
    parts = [style_text(run.text, _MANNER.get((run.strong, run.emphasis), "")) for run in runs]
    return underlay_style(join_contents(*parts), style)


def underlay_style(content: Content, style: str) -> Content:
    """Return the content with a style underneath its own."""
    return content.stylize_before(style) if style and content else content


def join_contents(*parts: Content, between: str = "") -> Content:
    """Return the parts as one content."""
    return Content(between).join(parts) if between else Content("").join(parts)


def join_lines(rows: Iterable[Content]) -> Content:
    """Return rows as the lines of one content."""
    return Content("\n").join(rows)


def is_same_content(one: object, two: object) -> bool:
    """Whether two things to be shown are equal to the last style; `==` of contents compares their text only."""
    if one is two:
        return True
    if isinstance(one, Content) and isinstance(two, Content):
        return one.is_same(two)
    if isinstance(one, list | tuple) and isinstance(two, list | tuple):
        return len(one) == len(two) and all(map(is_same_content, one, two))
    if is_dataclass(one) and type(one) is type(two):
        return all(is_same_content(getattr(one, field), getattr(two, field)) for field in one.__dataclass_fields__)
    return one == two
