"""The top line of a page: where one is, and who one is."""

from textual.content import Content

from game.tui.toolkit.content import NOTHING, is_same_content
from game.tui.toolkit.lines import LinesWidget
from game.tui.toolkit.typeset import align_ends, fit_to_width


class Header(LinesWidget):
    """One line with two ends."""

    DEFAULT_CSS = "Header { height: 1; background: $slate; padding: 0 1; }"

    def __init__(self) -> None:
        super().__init__()
        self.left: Content = NOTHING
        self.detail: Content = NOTHING
        self.right: Content = NOTHING

    def show_titles(self, left: Content, right: Content = NOTHING, detail: Content = NOTHING) -> None:
        """Show other words; where they do not fit, the left end is cut before the detail behind it."""
        if not is_same_content((left, right, detail), (self.left, self.right, self.detail)):
            self.left, self.right, self.detail = left, right, detail
            self.refresh_rows()

    def render_rows(self, width: int) -> list[Content]:
        """Return the line; the right end stays whole."""
        room = width - self.right.cell_length - 1 - self.detail.cell_length
        left = self.left if self.left.cell_length <= room else fit_to_width(self.left, max(0, room))
        return [align_ends(left + self.detail, self.right, width)]
