"""Running text in a column of at most 72 cells: paragraphs, a person's line, what only one chair reads."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content

from game.tui.content import NOTHING, ink, same
from game.tui.typeset import COLUMN, edged, hang, wrap
from game.tui.widgets.lines import Foldable


@dataclass(frozen=True)
class Paragraph:
    """A text; `lead` hangs before it, `edge` (a style) runs along it, `close` sets it without an empty line above."""

    body: Content
    lead: Content = NOTHING
    edge: str = ""
    close: bool = False


class Story(Foldable):
    """Paragraphs under each other."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 -- textual's name
        super().__init__(id=id, classes=classes)
        self.paragraphs: Sequence[Paragraph] = ()

    def show(self, paragraphs: Sequence[Paragraph]) -> None:
        """Show other paragraphs."""
        if not same(paragraphs, self.paragraphs):
            self.paragraphs = paragraphs
            self.changed()

    def set_rows(self, width: int, folded: bool) -> list[Content]:
        """Return the paragraphs as lines; folded, without the empty lines between them."""
        column = min(width, COLUMN)
        rows: list[Content] = []
        for paragraph in self.paragraphs:
            if rows and not paragraph.close and not folded:
                rows.append(ink(""))
            rows += [row for row in _set(paragraph, column) if row or not folded]
        return rows


def _set(paragraph: Paragraph, width: int) -> list[Content]:
    if paragraph.edge:
        inner = _hung(paragraph, width - 2)
        return edged(inner, paragraph.edge, width, "$slate")
    return _hung(paragraph, width)


def _hung(paragraph: Paragraph, width: int) -> list[Content]:
    if paragraph.lead:
        return hang(paragraph.lead, paragraph.body, width)
    return wrap(paragraph.body, width)
