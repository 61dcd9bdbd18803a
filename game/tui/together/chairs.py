"""Somebody gets up, or sits down: the simulated partner takes a chair, or gives it back."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.containers import Vertical
from textual.widget import Widget

from game.engine.stocks import CHAIRS, Chair
from game.locales import N_, _
from game.tui.content import ink
from game.tui.screens.listing import Listing
from game.tui.widgets.choices import Choices, Row
from game.tui.widgets.story import Paragraph, Story

if TYPE_CHECKING:
    from game.playthrough.session import Session


class Chairs(Listing[Chair], inherit_bindings=True):
    """A row a chair; the result is the chair in which somebody else sits from now on."""

    CSS_PATH = "../screens/dialog.tcss"
    ABOUT: ClassVar[tuple[str, ...]] = (
        N_("What a chair has answered stays. What it alone may read waits for whoever sits in it next."),
        N_("Who takes a chair is asked again what the partner had answered there and nobody has seen yet."),
    )

    def __init__(self, session: "Session") -> None:
        super().__init__()
        self.session = session

    def body(self) -> Iterable[Widget]:
        """Yield the heading over the rows."""
        with Vertical(classes="dialog"):
            yield Story()
            yield Choices(widest=60)

    def fill(self) -> None:
        """Show who may get up or sit down."""
        self.query_one(Story).show([Paragraph(ink(_("Who gets up, or sits down?"), "bold $ink"))])
        super().fill()

    def ways(self) -> list[Chair]:
        """Return the chairs that may change hands: somebody must stay."""
        people = self.session.people
        return [chair for chair in CHAIRS if people != (chair,)]

    def rows(self) -> Sequence[Row]:
        """Return a row a chair, and one that leaves everything as it is."""
        return [Row(ink(_("Nobody moves"))), *map(self._row, self.ways())]

    def picked(self, index: int) -> None:
        """Tell which chair."""
        self.leave(self.ways()[index - 1] if index else None)

    def _row(self, chair: Chair) -> Row:
        name = self.session.names[chair]
        if self.session.seats[chair] == "human":
            says = _("the simulated partner takes the chair, and gives it back when asked")
            return Row(ink(_("{name}'s player gets up", name=name)), ink(says))
        says = _("the partner gives it up; two people play from here on")
        return Row(ink(_("Somebody takes {name}'s chair", name=name)), ink(says))
