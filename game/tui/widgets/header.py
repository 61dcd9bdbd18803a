"""The top line of a page: where one is, and who one is."""

from textual.content import Content

from game.tui.content import NOTHING, same
from game.tui.typeset import between, pad
from game.tui.widgets.lines import Lines


class Header(Lines):
    """One line with two ends."""

    DEFAULT_CSS = "Header { height: 1; background: $slate; padding: 0 1; }"

    def __init__(self) -> None:
        super().__init__()
        self.left: Content = NOTHING
        self.detail: Content = NOTHING
        self.right: Content = NOTHING

    def show(self, left: Content, right: Content = NOTHING, detail: Content = NOTHING) -> None:
        """Show other words; where they do not fit, the left end is cut before the detail behind it."""
        if not same((left, right, detail), (self.left, self.right, self.detail)):
            self.left, self.right, self.detail = left, right, detail
            self.changed()

    def rows(self, width: int) -> list[Content]:
        """Return the line; the right end stays whole."""
        room = width - self.right.cell_length - 1 - self.detail.cell_length
        left = self.left if self.left.cell_length <= room else pad(self.left, max(0, room))
        return [between(left + self.detail, self.right, width)]
