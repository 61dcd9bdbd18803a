"""Widgets that are a column of lines: they know their height at any width, and repaint only the rows that changed.

`LinesWidget` is the base of the game's widgets. `FoldableLines` can also be laid out in less room, `DrawnLines` shows
whatever a function draws, and `StoryWidget` is running text: paragraphs in a column of at most 72 cells.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from textual import events
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions
from textual.widget import Widget

from game.tui.toolkit.content import (
    COLUMN,
    NOTHING,
    add_edge,
    is_same_content,
    join_lines,
    style_text,
    wrap_hanging,
    wrap_text,
)
from game.tui.toolkit.still import Still

_parsed: dict[tuple[str, str], Style] = {}
"""Parsed styles by theme and text: parsing `bold $ceo` takes longer than painting the row that uses it."""
LEAST: Final = 40


class LinesWidget(Still, Widget):
    """The base of the game's widgets. Subclasses give their lines in `render_rows`; `refresh_rows` updates them."""

    DEFAULT_CSS = "LinesWidget { width: 1fr; height: auto; text-wrap: nowrap; text-overflow: clip; }"
    ALLOW_SELECT = False

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 -- textual's name
        super().__init__(id=id, classes=classes)
        self._set: tuple[int, list[Content]] = (-1, [])
        self._strips: dict[int, Strip] = {}

    def render_rows(self, width: int) -> list[Content]:
        """Return the lines, none wider than `width` cells."""
        raise NotImplementedError

    def render_cached_rows(self, width: int) -> list[Content]:
        """Return the rows, laid out once for each width."""
        if self._set[0] != width:
            self._set = (width, self.render_rows(width))
            self._strips.clear()
        return self._set[1]

    def refresh_rows(self) -> None:
        """Lay the lines out again; repaint the rows that differ, and the whole layout only if the height changed."""
        width, before = self._set
        self._set = (-1, [])
        if width <= 0 or not self.display:
            self.refresh(layout=self.display)
            return
        now = self.render_cached_rows(width)
        if len(now) != len(before):
            self.refresh(layout=True)
        elif different := [y for y, row in enumerate(now) if not row.is_same(before[y])]:
            self.refresh(*(Region(0, y, width, 1) for y in different))

    def render(self) -> Content:
        """Return the rows as one content."""
        return join_lines(self.render_cached_rows(self.size.width))

    def render_line(self, y: int) -> Strip:
        """Return a row as it is painted."""
        width, rows = self.size.width, self.render_cached_rows(self.size.width)
        if y not in self._strips:
            row = rows[y] if y < len(rows) else NOTHING
            self._strips[y] = self._paint_row(row, width)
        return self._strips[y]

    def get_content_width(self, container: Size, viewport: Size) -> int:  # noqa: ARG002
        """Take the width that is given."""
        return container.width

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """Return how many lines the rows take."""
        return len(self.render_cached_rows(width))

    def notify_style_update(self) -> None:
        """Repaint every row: the theme or a class has changed."""
        self._strips.clear()
        super().notify_style_update()

    def _paint_row(self, row: Content, width: int) -> Strip:
        style = self.visual_style
        strips = row.render_strips(width, 1, style, RenderOptions(self._get_style, self.styles.get_rules()))
        ground = (style + Style(reverse=False)).rich_style
        return strips[0].extend_cell_length(width, ground) if strips else Strip.blank(width, ground)

    def _get_style(self, style: Style | str) -> Style:
        if isinstance(style, Style):
            return style
        key = (self.app.theme, style)
        if key not in _parsed:
            _parsed[key] = super()._get_style(style)
        return _parsed[key]


class FoldableLines(LinesWidget):
    """Lines that can be folded to take less room. Subclasses lay out both in `render_foldable_rows`."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 -- textual's name
        super().__init__(id=id, classes=classes)
        self.folded = False
        self._heights: dict[tuple[int, bool], int] = {}

    def render_foldable_rows(self, width: int, folded: bool) -> list[Content]:
        """Return the rows, folded or not."""
        raise NotImplementedError

    def render_rows(self, width: int) -> list[Content]:
        """Return the rows, folded or not as set."""
        return self.render_foldable_rows(width, self.folded)

    def measure_height(self, width: int, folded: bool) -> int:
        """Return how many lines it would take, folded or not."""
        if (width, folded) not in self._heights:
            at_hand = folded == self.folded
            self._heights[width, folded] = len(
                self.render_cached_rows(width) if at_hand else self.render_foldable_rows(width, folded)
            )
        return self._heights[width, folded]

    def set_folded(self, folded: bool) -> None:
        """Fold or unfold it."""
        if folded != self.folded:
            self.folded = folded
            self.refresh_rows()

    def refresh_rows(self) -> None:
        """Lay the lines out again."""
        self._heights.clear()
        super().refresh_rows()


class DrawnLines(LinesWidget):
    """Lines that a function draws at the current width."""

    class LineClicked(Message):
        """A line was clicked."""

        def __init__(self, drawn: "DrawnLines", line: int, column: int) -> None:
            super().__init__()
            self.drawn, self.line, self.column = drawn, line, column

        @property
        def control(self) -> "DrawnLines":
            """The widget, for `@on` with a selector."""
            return self.drawn

    def __init__(
        self,
        *,
        id: str | None = None,  # noqa: A002 -- textual's name
        classes: str | None = None,
        least: int = LEAST,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._least = least
        self._draw: Callable[[int], list[Content]] = lambda _width: []

    def show_drawing(self, draw: Callable[[int], list[Content]]) -> None:
        """Draw with this function from now on."""
        self._draw = draw
        self.refresh_rows()

    def render_rows(self, width: int) -> list[Content]:
        """Return what is drawn, for a width of at least `least`: below that the page is hidden."""
        return self._draw(max(width, self._least))

    def on_click(self, event: events.Click) -> None:
        """Tell the page which line was clicked."""
        at = event.get_content_offset(self)
        if at is not None:
            self.post_message(self.LineClicked(self, at.y, at.x))


@dataclass(frozen=True)
class Paragraph:
    """A text with a hanging `lead`, an `edge` in that style along its left, and no empty line above if `close`."""

    body: Content
    lead: Content = NOTHING
    edge: str = ""
    close: bool = False


class StoryWidget(FoldableLines):
    """A column of paragraphs."""

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
        return self.lay_out_paragraphs(self.paragraphs, width, folded)

    def lay_out_paragraphs(self, paragraphs: Sequence[Paragraph], width: int, folded: bool) -> list[Content]:
        """Return paragraphs as lines of at most a column."""
        column = min(width, COLUMN)
        rows: list[Content] = []
        for paragraph in paragraphs:
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
