"""A guess at what the other chair answers: g, then a digit. It costs nothing and touches no number."""

from textual.content import Content

from game.locales import _
from game.tui.content import ink
from game.tui.steps.reader import Reader


class Guess:
    """A guess under way: the row that is guessed, and whether the next digit is one."""

    def __init__(self) -> None:
        self.index: int | None = None
        self.asking = False

    def ask(self) -> None:
        """The next digit is a guess, or no longer."""
        self.asking = not self.asking

    def take(self, number: int) -> bool:
        """Guess a row by its digit, or take the guess back; False where no guess is asked for."""
        if not self.asking:
            return False
        self.index = None if self.index == number - 1 else number - 1
        self.asking = False
        return True

    def mark(self, index: int, reader: Reader) -> Content | None:
        """Return the mark of a row that is guessed."""
        if index != self.index:
            return None
        return ink(_("your guess ◇"), f"{reader.colour(reader.other)}")
