"""The same crisis again, from another chair: with the same luck, or opposite the answers that were given then."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual.containers import Vertical
from textual.widget import Widget

from game.engine.stocks import CHAIRS, Chair, other
from game.locales import N_, _
from game.tui.content import ink
from game.tui.desk import CannotError
from game.tui.screens.listing import Listing
from game.tui.screens.page import Page
from game.tui.widgets.choices import Choices, Row
from game.tui.widgets.story import Paragraph, Story

if TYPE_CHECKING:
    from game.playthrough.session import Session

SWAP = "swap"


class Again(Listing[str], inherit_bindings=True):
    """A row a way; the result is `swap`, or the chair that is taken opposite the earlier answers."""

    CSS_PATH = "dialog.tcss"
    ABOUT: ClassVar[tuple[str, ...]] = (
        N_("The luck is the same, so what differs comes from who sits where and what is said."),
        N_("Earlier answers are played back wherever the same question is asked; elsewhere the partner answers."),
        N_("Looking back afterwards tells which answers were played back."),
    )

    def __init__(self, session: "Session") -> None:
        super().__init__()
        self.session = session

    def body(self) -> Iterable[Widget]:
        """Yield the heading over the ways."""
        with Vertical(classes="dialog"):
            yield Story()
            yield Choices(widest=60)

    def fill(self) -> None:
        """Show the ways."""
        self.query_one(Story).show([Paragraph(ink(_("The same crisis again, with the same luck"), "bold $ink"))])
        super().fill()

    def ways(self) -> list[str]:
        """Return the ways: the seats exchanged, and each chair across which a person sat."""
        return [SWAP, *(chair for chair in CHAIRS if other(chair) in self.session.setup.people)]

    def rows(self) -> Sequence[Row]:
        """Return a row a way."""
        return [self._swap(), *(self._ghost(chair) for chair in CHAIRS if chair in self.ways())]

    def picked(self, index: int) -> None:
        """Tell which way."""
        self.leave(self.ways()[index])

    def _swap(self) -> Row:
        people, names = self.session.setup.people, self.session.names
        if len(people) == len(CHAIRS):
            return Row(ink(_("Exchange the chairs")), ink(_("two people, each on the other side")))
        across = names[other(people[0])]
        return Row(ink(_("Take {name}'s chair", name=across)), ink(_("the simulated partner sits in yours")))

    def _ghost(self, chair: Chair) -> Row:
        names = self.session.names
        label = _("Take {name}'s chair, opposite earlier answers", name=names[chair])
        return Row(ink(label), ink(_("what was picked as {name} is played back", name=names[other(chair)])))


def offer(page: Page[Any], session: "Session", path: Path | None, leave: Callable[[], None] | None = None) -> None:
    """Offer to play a finished game again, from its save; `leave` lets go of its table before another is laid."""
    if session.prompt is None:
        page.open(Again(session), lambda way: _begin(page, path, way, leave) if way else None)


def _begin(page: Page[Any], path: Path | None, way: str, leave: Callable[[], None] | None) -> None:
    from game.tui.screens.table import seated

    try:
        if path is None:
            raise CannotError(_("This game was not saved; it cannot be played back."))
        game = page.tandem.desk.again(path, way)
    except CannotError as refused:
        page.tandem.tell(str(refused))
        return
    if leave is not None:
        leave()
    page.app.switch_screen(seated(game))
