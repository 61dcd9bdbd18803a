"""A page whose heart is a list of rows: arrows, digits, Enter and the mouse, all the same on each of them."""

from collections.abc import Sequence
from typing import ClassVar, TypeVar

from textual import on
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.geometry import Region

from game.tui.actions import bind
from game.tui.toolkit.choices import ChoiceRow, Choices
from game.tui.toolkit.page import Page

Result = TypeVar("Result")


class ListPage(Page[Result], inherit_bindings=False):
    """Subclasses yield a `Choices` in `body`, give `rows` and act in `picked`."""

    BINDINGS: ClassVar[list[BindingType]] = bind("up", "down", "pick", "choose", "scroll_up", "scroll_down", "back")
    SCROLLED: ClassVar[str] = ""
    """What the page keys scroll, as a selector; '' where nothing beside the rows may be longer than the page."""
    caret = 0
    _came_up = 0.0

    def build_rows(self) -> Sequence[ChoiceRow]:
        """Return the rows, in the language of the moment."""
        return ()

    def choose_row(self, index: int) -> None:
        """A row was chosen."""

    def follow_caret(self) -> None:
        """The caret stands on another row."""

    def update_texts(self) -> None:
        """Show the rows."""
        rows = self.build_rows()
        self.caret = max(0, min(self.caret, len(rows) - 1))
        self.query_one(Choices).show_rows(rows, self.caret if rows else None)
        self.follow_caret()
        self.call_after_refresh(self.refresh_bindings)

    def move_caret(self, index: int) -> None:
        """Put the caret on a row."""
        choices = self.query_one(Choices)
        if choices.options:
            self.caret = index % len(choices.options)
            choices.show_rows(choices.options, self.caret)
            self._scroll_to_caret(choices)
            self.follow_caret()
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
        self.move_caret(self.caret - 1)

    def action_down(self) -> None:
        """Go to the row below."""
        self.move_caret(self.caret + 1)

    def action_digit(self, digit: str) -> None:
        """Choose the row with this number."""
        if int(digit) <= len(self.query_one(Choices).options):
            self.move_caret(int(digit) - 1)
            self.choose_row(self.caret)

    def on_screen_resume(self) -> None:
        """Remember when the page came up."""
        self._came_up = self.tandem.clock()

    def action_enter(self) -> None:
        """Choose the row that is marked; an Enter that was meant for the page before is not taken."""
        if self.tandem.clock() - self._came_up >= self.tandem.settle and self.query_one(Choices).options:
            self.choose_row(self.caret)

    @on(Choices.RowClicked)
    def click_row(self, event: Choices.RowClicked) -> None:
        """A click chooses a row."""
        if event.index < len(event.choices.options):
            self.move_caret(event.index)
            self.choose_row(event.index)

    def _scroll_to_caret(self, choices: Choices) -> None:
        if isinstance(choices.parent, VerticalScroll):
            line = choices.virtual_region.y + choices.locate_row(self.caret)
            choices.parent.scroll_to_region(Region(0, line, 1, 2), animate=False)
