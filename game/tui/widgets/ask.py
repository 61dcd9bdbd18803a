"""The question of a page, and beside it, in dim words, whose it is."""

from textual.content import Content

from game.tui.content import NOTHING, ink, same
from game.tui.typeset import COLUMN, wrap
from game.tui.widgets.lines import Lines


class Ask(Lines):
    """One line where both fit, else the words beside it on a line of their own."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 -- textual's name
        super().__init__(id=id)
        self.question: Content = NOTHING
        self.aside: Content = NOTHING

    def show(self, question: Content, aside: Content = NOTHING) -> None:
        """Show another question."""
        if not same((question, aside), (self.question, self.aside)):
            self.question, self.aside = question, aside
            self.changed()

    def rows(self, width: int) -> list[Content]:
        """Return the question as lines."""
        if not self.question:
            return []
        column = min(width, COLUMN)
        whole = self.question + ink("   ") + self.aside
        if self.aside and whole.cell_length > column:
            return [*wrap(self.question, column), *wrap(self.aside, column)]
        return wrap(whole, column)
