"""What the play page shows at one moment, and what every step can do with a key."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from textual.content import Content

from game.playthrough.prompts import Prompt
from game.playthrough.visibility import Hindsight
from game.tui.play.facts import HeldFacts
from game.tui.play.picks import PickCard
from game.tui.play.steps.reader import ChairReader
from game.tui.toolkit.choices import ChoiceRow
from game.tui.toolkit.content import NOTHING
from game.tui.toolkit.lines import Paragraph


@dataclass(frozen=True)
class Sheet:
    """The page, from top to bottom; what is empty is not shown."""

    story: Sequence[Paragraph] = ()
    cards: Sequence[PickCard] = ()
    told: Sequence[Paragraph] = ()
    held: HeldFacts | None = None
    ask: Content = NOTHING
    aside: Content = NOTHING
    rows: Sequence[ChoiceRow] = ()
    caret: int | None = None
    note: Content = NOTHING


class PlayStep:
    """A state of the play page. `keys` are the ids of the actions that work in it."""

    keys: tuple[str, ...] = ()
    help: tuple[str, ...] = ()
    reads = False
    """Whether Enter first turns the pages of a story that is longer than what is seen."""
    hindsight: Hindsight | None = None
    """Where the page belongs, if play has gone on since."""

    def __init__(self, reader: ChairReader) -> None:
        self.reader = reader
        self.caret: int | None = None

    def build_sheet(self) -> Sheet:
        """Return the page, in the language of the moment."""
        raise NotImplementedError

    def press_digit(self, number: int) -> None:
        """A digit was pressed."""

    def move_mark(self, by: int) -> None:
        """An arrow was pressed."""

    def click_row(self, row: int) -> None:
        """A row was clicked: as if its digit were pressed."""
        self.press_digit(row + 1)

    def toggle_fact(self, fact: int | None = None) -> None:
        """Space was pressed, or a fact was clicked."""

    def toggle_guessing(self) -> None:
        """The key for a guess was pressed."""

    def find_marked_stock(self) -> str:
        """Return the stock of the figure that is marked, '' where none is."""
        return ""

    def find_fact_to_revisit(self) -> str:
        """Return the fact at whose moment Enter looks back, '' where it goes on."""
        return ""

    def explain_missing(self) -> str:
        """Return what is still to be done before Enter can commit, '' where nothing is."""
        return ""

    def build_answer(self, prompt: Prompt) -> Mapping[str, object] | None:
        """Return the answer to a prompt; None for a prompt that this step does not answer."""
        raise NotImplementedError

    def render_key_label(self, action: str) -> str | None:  # noqa: ARG002
        """Return how the keys of an action are written in this step, where not as usual."""
        return None


class ChoiceStep(PlayStep):
    """A step with rows of which one is marked; a digit or an arrow marks, Enter confirms."""

    keys: tuple[str, ...] = ("answer", "up", "down", "confirm")

    def count_rows(self) -> int:
        """Return how many rows there are."""
        raise NotImplementedError

    def press_digit(self, number: int) -> None:
        """Mark the row with this number."""
        if number <= self.count_rows():
            self.caret = number - 1

    def move_mark(self, by: int) -> None:
        """Mark the next row, or the one before."""
        if self.count_rows():
            self.caret = (
                (0 if by > 0 else self.count_rows() - 1)
                if self.caret is None
                else (self.caret + by) % self.count_rows()
            )

    def render_key_label(self, action: str) -> str | None:
        """Digits are written with the last that works."""
        return f"1-{self.count_rows()}" if action in {"answer", "lean", "change", "guess_pick"} else None
