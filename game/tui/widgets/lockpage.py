"""The lock: whose turn it is, in the middle of an empty page."""

from collections.abc import Sequence

from textual.content import Content

from game.tui.content import NOTHING, ink, same
from game.tui.typeset import wrap
from game.tui.widgets.lines import Lines

_COLUMN = 66


class LockPage(Lines):
    """Blocks of text, each line centred, all of them in the middle of the page."""

    DEFAULT_CSS = "LockPage { height: 1fr; }"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 -- textual's name
        super().__init__(id=id)
        self.blocks: Sequence[Sequence[Content]] = ()

    def show(self, blocks: Sequence[Sequence[Content]]) -> None:
        """Show blocks, two empty lines between them."""
        if not same(self.blocks, blocks):
            self.blocks = blocks
            self.changed()

    def rows(self, width: int) -> list[Content]:
        """Return the page's lines."""
        rows: list[Content] = []
        for block in self.blocks:
            rows += [NOTHING, NOTHING] if rows else []
            rows += [line for text in block for line in (wrap(text, min(_COLUMN, width)) if text else [NOTHING])]
        above = max(0, (self.size.height - len(rows)) // 2)
        return [*[NOTHING] * above, *(_centred(row, width) for row in rows)]

    def on_resize(self) -> None:
        """Stand in the middle of the new height."""
        self.changed()


def _centred(row: Content, width: int) -> Content:
    return ink(" " * max(0, (width - row.cell_length) // 2)) + row
