"""A widget that is a column of set lines: it knows its height at any width, and which row lies where."""

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from game.tui.content import lines


class Lines(Widget):
    """Base of the game's widgets. Subclasses give `rows`; `changed` sets them anew."""

    DEFAULT_CSS = "Lines { width: 1fr; height: auto; text-wrap: nowrap; text-overflow: clip; }"
    ALLOW_SELECT = False

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 -- textual's name
        super().__init__(id=id, classes=classes)
        self._set: tuple[int, list[Content]] = (-1, [])

    def rows(self, width: int) -> list[Content]:
        """Return one content a line, none wider than `width` cells."""
        raise NotImplementedError

    def at_width(self, width: int) -> list[Content]:
        """Return the rows, set at most once a width."""
        if self._set[0] != width:
            self._set = (width, self.rows(width))
        return self._set[1]

    def changed(self) -> None:
        """Set the lines anew; the page is arranged again only where the height differs."""
        width, before = self._set
        self._set = (-1, [])
        same = width > 0 and len(self.at_width(width)) == len(before)
        self.refresh(layout=not same)

    def render(self) -> Content:
        """Return the rows as one content."""
        return lines(self.at_width(self.size.width))

    def get_content_width(self, container: Size, viewport: Size) -> int:  # noqa: ARG002
        """Take the width that is given."""
        return container.width

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """Return how many lines the rows take."""
        return len(self.at_width(width))
