"""The same crisis again, from another chair: with the same luck, or opposite the answers that were given then."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, ClassVar

from textual.containers import Vertical
from textual.widget import Widget

from game.engine.stocks import CHAIRS, Chair, other_chair
from game.locales import N_, _
from game.playthrough.session import Session
from game.tui.app_services import NotPossibleError
from game.tui.library.crises import start_replay
from game.tui.toolkit.choices import ChoiceRow, Choices, ListPage
from game.tui.toolkit.content import style_text
from game.tui.toolkit.lines import Paragraph, StoryWidget
from game.tui.toolkit.page import Page

SWAP = "swap"


class ReplaySetupPage(ListPage[str], inherit_bindings=True):
    """A row a way; the result is `swap`, or the chair that is taken opposite the earlier answers."""

    CSS_PATH = "../toolkit/dialog.tcss"
    ABOUT: ClassVar[tuple[str, ...]] = (
        N_("The luck is the same, so what differs comes from who sits where and what is said."),
        N_("Earlier answers are played back wherever the same question is asked; elsewhere the partner answers."),
        N_("Looking back afterwards tells which answers were played back."),
    )

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session

    def compose_body(self) -> Iterable[Widget]:
        """Yield the heading over the ways."""
        with Vertical(classes="dialog"):
            yield StoryWidget()
            yield Choices(widest=60)

    def update_texts(self) -> None:
        """Show the ways."""
        self.query_one(StoryWidget).show_paragraphs(
            [Paragraph(style_text(_("The same crisis again, with the same luck"), "bold $ink"))]
        )
        super().update_texts()

    def list_ways(self) -> list[str]:
        """Return the ways: the seats exchanged, and each chair across which a person sat."""
        return [SWAP, *(chair for chair in CHAIRS if other_chair(chair) in self.session.setup.people)]

    def build_rows(self) -> Sequence[ChoiceRow]:
        """Return a row a way."""
        return [
            self._build_swap_row(),
            *(self._build_ghost_row(chair) for chair in CHAIRS if chair in self.list_ways()),
        ]

    def choose_row(self, index: int) -> None:
        """Tell which way."""
        self.close_page(self.list_ways()[index])

    def _build_swap_row(self) -> ChoiceRow:
        people, names = self.session.setup.people, self.session.names
        if len(people) == len(CHAIRS):
            return ChoiceRow(style_text(_("Exchange the chairs")), style_text(_("two people, each on the other side")))
        across = names[other_chair(people[0])]
        return ChoiceRow(
            style_text(_("Take {name}'s chair", name=across)), style_text(_("the simulated partner sits in yours"))
        )

    def _build_ghost_row(self, chair: Chair) -> ChoiceRow:
        names = self.session.names
        label = _("Take {name}'s chair, opposite earlier answers", name=names[chair])
        return ChoiceRow(
            style_text(label), style_text(_("what was picked as {name} is played back", name=names[other_chair(chair)]))
        )


def offer_replay(page: Page[Any], session: Session, path: Path | None, leave: Callable[[], None] | None = None) -> None:
    """Offer to play a finished game again, from its save; `leave` lets go of its table before another is laid."""
    if session.prompt is None:
        page.open_page(ReplaySetupPage(session), lambda way: _start_replay(page, path, way, leave) if way else None)


def _start_replay(page: Page[Any], path: Path | None, way: str, leave: Callable[[], None] | None) -> None:
    try:
        if path is None:
            raise NotPossibleError(_("This game was not saved; it cannot be played back."))
        game = start_replay(page.tandem.desk, path, way)
    except NotPossibleError as refused:
        page.tandem.show_notice(str(refused))
        return
    if leave is not None:
        leave()
    page.app.switch_screen(page.tandem.pages.build_game_page(game))
