"""The lock: whose turn it is, in the middle of an empty page."""

from collections.abc import Sequence

from textual.content import Content

from game.tui.toolkit.content import NOTHING, is_same_content, style_text, wrap_text
from game.tui.toolkit.lines import LinesWidget

_COLUMN = 66


class LockPanel(LinesWidget):
    """Blocks of text, each line centred, all of them in the middle of the page."""

    DEFAULT_CSS = "LockPanel { height: 1fr; }"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 -- textual's name
        super().__init__(id=id)
        self.blocks: Sequence[Sequence[Content]] = ()

    def show_blocks(self, blocks: Sequence[Sequence[Content]]) -> None:
        """Show blocks, two empty lines between them."""
        if not is_same_content(self.blocks, blocks):
            self.blocks = blocks
            self.refresh_rows()

    def render_rows(self, width: int) -> list[Content]:
        """Return the page's lines."""
        rows: list[Content] = []
        for block in self.blocks:
            rows += [NOTHING, NOTHING] if rows else []
            rows += [line for text in block for line in (wrap_text(text, min(_COLUMN, width)) if text else [NOTHING])]
        above = max(0, (self.size.height - len(rows)) // 2)
        return [*[NOTHING] * above, *(_centre_row(row, width) for row in rows)]

    def on_resize(self) -> None:
        """Stand in the middle of the new height."""
        self.refresh_rows()


def _centre_row(row: Content, width: int) -> Content:
    return style_text(" " * max(0, (width - row.cell_length) // 2)) + row
