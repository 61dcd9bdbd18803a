"""Lines that a page draws itself: it gives a function from a width to rows, and may hear which row was clicked."""

from collections.abc import Callable
from typing import Final

from textual import events
from textual.content import Content
from textual.message import Message

from game.tui.widgets.lines import Lines

LEAST: Final = 40


class Drawn(Lines):
    """What a function draws at the width that there is."""

    class Clicked(Message):
        """A line was clicked."""

        def __init__(self, drawn: "Drawn", line: int, column: int) -> None:
            super().__init__()
            self.drawn, self.line, self.column = drawn, line, column

        @property
        def control(self) -> "Drawn":
            """The widget, for `@on` with a selector."""
            return self.drawn

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 -- textual's name
        super().__init__(id=id, classes=classes)
        self._draw: Callable[[int], list[Content]] = lambda _width: []

    def show(self, draw: Callable[[int], list[Content]]) -> None:
        """Draw this from now on."""
        self._draw = draw
        self.changed()

    def rows(self, width: int) -> list[Content]:
        """Return what is drawn at this width; where there is next to none nobody sees it."""
        return self._draw(max(width, LEAST))

    def on_click(self, event: events.Click) -> None:
        """Tell the page which line was clicked."""
        at = event.get_content_offset(self)
        if at is not None:
            self.post_message(self.Clicked(self, at.y, at.x))
