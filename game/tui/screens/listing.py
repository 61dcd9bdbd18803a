"""A page whose heart is a list of rows: arrows, digits, Enter and the mouse, all the same on each of them."""

from collections.abc import Sequence
from typing import ClassVar, TypeVar

from textual import on
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.geometry import Region

from game.tui.actions import bind
from game.tui.screens.page import Page
from game.tui.widgets.choices import Choices, Row

Result = TypeVar("Result")


class Listing(Page[Result], inherit_bindings=False):
    """Subclasses yield a `Choices` in `body`, give `rows` and act in `picked`."""

    BINDINGS: ClassVar[list[BindingType]] = bind("up", "down", "pick", "choose", "scroll_up", "scroll_down", "back")
    SCROLLED: ClassVar[str] = ""
    """What the page keys scroll, as a selector; '' where nothing beside the rows may be longer than the page."""
    caret = 0
    _came_up = 0.0

    def rows(self) -> Sequence[Row]:
        """Return the rows, in the language of the moment."""
        return ()

    def picked(self, index: int) -> None:
        """A row was chosen."""

    def moved(self) -> None:
        """The caret stands on another row."""

    def fill(self) -> None:
        """Show the rows."""
        rows = self.rows()
        self.caret = max(0, min(self.caret, len(rows) - 1))
        self.query_one(Choices).show(rows, self.caret if rows else None)
        self.moved()
        self.call_after_refresh(self.refresh_bindings)

    def put(self, index: int) -> None:
        """Put the caret on a row."""
        choices = self.query_one(Choices)
        if choices.options:
            self.caret = index % len(choices.options)
            choices.show(choices.options, self.caret)
            self._into_view(choices)
            self.moved()
            self.call_after_refresh(self.refresh_bindings)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The page keys work where there is more to read."""
        if action == "scroll_page":
            return bool(self.SCROLLED) and any(found.max_scroll_y > 0 for found in self.query(self.SCROLLED))
        return super().check_action(action, parameters)

    def action_scroll_page(self, by: int) -> None:
        """Scroll what is beside the rows."""
        beside = self.query_one(self.SCROLLED, VerticalScroll)
        beside.scroll_relative(y=by * max(1, beside.size.height - 2), animate=False)

    def action_up(self) -> None:
        """Go to the row above."""
        self.put(self.caret - 1)

    def action_down(self) -> None:
        """Go to the row below."""
        self.put(self.caret + 1)

    def action_digit(self, digit: str) -> None:
        """Choose the row with this number."""
        if int(digit) <= len(self.query_one(Choices).options):
            self.put(int(digit) - 1)
            self.picked(self.caret)

    def on_screen_resume(self) -> None:
        """Remember when the page came up."""
        self._came_up = self.tandem.clock()

    def action_enter(self) -> None:
        """Choose the row that is marked; an Enter that was meant for the page before is not taken."""
        if self.tandem.clock() - self._came_up >= self.tandem.settle and self.query_one(Choices).options:
            self.picked(self.caret)

    @on(Choices.Clicked)
    def click(self, event: Choices.Clicked) -> None:
        """A click chooses a row."""
        if event.index < len(event.choices.options):
            self.put(event.index)
            self.picked(event.index)

    def _into_view(self, choices: Choices) -> None:
        if isinstance(choices.parent, VerticalScroll):
            line = choices.virtual_region.y + choices.line_of(self.caret)
            choices.parent.scroll_to_region(Region(0, line, 1, 2), animate=False)
