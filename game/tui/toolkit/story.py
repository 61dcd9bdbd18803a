"""Running text in a column of at most 72 cells: paragraphs, a person's line, what only one chair reads."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content

from game.tui.toolkit.content import NOTHING, is_same_content, style_text
from game.tui.toolkit.lines import FoldableLines
from game.tui.toolkit.typeset import COLUMN, add_edge, wrap_hanging, wrap_text


@dataclass(frozen=True)
class Paragraph:
    """A text; `lead` hangs before it, `edge` (a style) runs along it, `close` sets it without an empty line above."""

    body: Content
    lead: Content = NOTHING
    edge: str = ""
    close: bool = False


class StoryWidget(FoldableLines):
    """Paragraphs under each other."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 -- textual's name
        super().__init__(id=id, classes=classes)
        self.paragraphs: Sequence[Paragraph] = ()

    def show_paragraphs(self, paragraphs: Sequence[Paragraph]) -> None:
        """Show other paragraphs."""
        if not is_same_content(paragraphs, self.paragraphs):
            self.paragraphs = paragraphs
            self.refresh_rows()

    def render_foldable_rows(self, width: int, folded: bool) -> list[Content]:
        """Return the paragraphs as lines; folded, without the empty lines between them."""
        column = min(width, COLUMN)
        rows: list[Content] = []
        for paragraph in self.paragraphs:
            if rows and not paragraph.close and not folded:
                rows.append(style_text(""))
            rows += [row for row in _render_paragraph(paragraph, column) if row or not folded]
        return rows


def _render_paragraph(paragraph: Paragraph, width: int) -> list[Content]:
    if paragraph.edge:
        inner = _hang_paragraph(paragraph, width - 2)
        return add_edge(inner, paragraph.edge, width, "$slate")
    return _hang_paragraph(paragraph, width)


def _hang_paragraph(paragraph: Paragraph, width: int) -> list[Content]:
    if paragraph.lead:
        return wrap_hanging(paragraph.lead, paragraph.body, width)
    return wrap_text(paragraph.body, width)
