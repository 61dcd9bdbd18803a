"""The question of a page, and beside it, in dim words, whose it is."""

from textual.content import Content

from game.tui.toolkit.content import COLUMN, NOTHING, is_same_content, style_text, wrap_text
from game.tui.toolkit.lines import LinesWidget


class QuestionBar(LinesWidget):
    """One line where both fit, else the words beside it on a line of their own."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 -- textual's name
        super().__init__(id=id)
        self.question: Content = NOTHING
        self.aside: Content = NOTHING

    def show_question(self, question: Content, aside: Content = NOTHING) -> None:
        """Show another question."""
        if not is_same_content((question, aside), (self.question, self.aside)):
            self.question, self.aside = question, aside
            self.refresh_rows()

    def render_rows(self, width: int) -> list[Content]:
        """Return the question as lines."""
        if not self.question:
            return []
        column = min(width, COLUMN)
        whole = self.question + style_text("   ") + self.aside
        if self.aside and whole.cell_length > column:
            return [*wrap_text(self.question, column), *wrap_text(self.aside, column)]
        return wrap_text(whole, column)
