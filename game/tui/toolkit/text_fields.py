"""Where a player types words: a line, and a page. A letter and its marks are one, however the terminal sends them.

Some input methods and pasted texts have a letter and its marks apart (Unicode's decomposed form): a mark that comes
after its letter is joined to it, and Backspace takes a letter with all of its marks.
"""

import unicodedata

from textual.widgets import Input, TextArea
from textual.widgets.text_area import EditResult, Location


def find_letter_start(text: str, end: int) -> int:
    """Return where the letter begins whose last mark ends at `end`; 0 at the beginning of the text."""
    start = end - 1
    while start > 0 and unicodedata.combining(text[start]):
        start -= 1
    return max(start, 0)


def join_marks(before: str, typed: str) -> tuple[str, int]:
    """Return what to write for what is typed after a text, and how much of that text it replaces, in characters."""
    begun = find_letter_start(before, len(before)) if typed and unicodedata.combining(typed[0]) else len(before)
    return unicodedata.normalize("NFC", before[begun:] + typed), len(before) - begun


class TextLine(Input):
    """A line of words."""

    def replace(self, text: str, start: int, end: int) -> None:
        """Replace a part of the line, its marks joined to the letters that they belong to."""
        first, last = sorted((max(0, start), max(0, end)))
        joined, taken = join_marks(self.value[:first], text)
        super().replace(joined, first - taken, last)

    def action_delete_left(self) -> None:
        """Delete the letter before the cursor with its marks, or what is selected."""
        if self.selection.is_empty:
            self.delete(find_letter_start(self.value, self.cursor_position), self.cursor_position)
        else:
            super().action_delete_left()


class TextPage(TextArea):
    """Lines of words."""

    def _replace_via_keyboard(self, insert: str, start: Location, end: Location) -> EditResult | None:
        first, last = sorted((start, end))
        joined, taken = join_marks(self.document[first[0]][: first[1]], insert)
        return super()._replace_via_keyboard(joined, (first[0], first[1] - taken), last)

    def action_delete_left(self) -> None:
        """Delete the letter before the cursor with its marks, the line break before it, or what is selected."""
        row, column = self.cursor_location
        if self.selection.is_empty and column:
            start = find_letter_start(self.document[row], column)
            self._delete_via_keyboard((row, start), (row, column))
        else:
            super().action_delete_left()
