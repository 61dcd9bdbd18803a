"""A guess at what the other chair answers: g, then a digit. It costs nothing and touches no number."""

from textual.content import Content

from game.locales import _
from game.tui.play.steps.reader import ChairReader
from game.tui.toolkit.content import style_text


class GuessInput:
    """A guess under way: the row that is guessed, and whether the next digit is one."""

    def __init__(self) -> None:
        self.index: int | None = None
        self.asking = False

    def toggle_asking(self) -> None:
        """The next digit is a guess, or no longer."""
        self.asking = not self.asking

    def take_digit(self, number: int) -> bool:
        """Guess a row by its digit, or take the guess back; False where no guess is asked for."""
        if not self.asking:
            return False
        self.index = None if self.index == number - 1 else number - 1
        self.asking = False
        return True

    def render_mark(self, index: int, reader: ChairReader) -> Content | None:
        """Return the mark of a row that is guessed."""
        if index != self.index:
            return None
        return style_text(_("your guess ◇"), f"{reader.accent_for(reader.other)}")
