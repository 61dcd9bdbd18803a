"""A page of a game in progress: saved as it is answered, with what can be opened over it.

`sit_down` and `seated` are how all other pages come to a game.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal

from textual import on, work
from textual.content import Content
from textual.message import Message

from game.locales import _
from game.playthrough.journal import NotSavedError
from game.playthrough.prompts import RefusedError
from game.tui.content import NOTHING, ink
from game.tui.desk import CannotError
from game.tui.keeping import notice
from game.tui.screens.page import Page
from game.tui.steps.reader import Reader

if TYPE_CHECKING:
    from game.engine.stocks import Chair
    from game.playthrough.library import Game


def sit_down(page: Page[Any], table: Callable[[], "Game"]) -> None:
    """Sit down at a table from a page; what prevents it is told on the bottom line."""
    if not page.is_current:
        return
    try:
        page.app.push_screen(seated(table()))
    except CannotError as refused:
        page.tandem.tell(str(refused))


def seated(table: "Game") -> Page[None]:
    """Return the page of a game: of one person, of two, or, where play is over, its ending."""
    if table.session.prompt is None:
        from game.tui.screens.ending import Ending

        return Ending(table)
    if table.session.pair:
        from game.tui.together.table import Together

        return Together(table)
    from game.tui.screens.play import Play

    return Play(table)


class Table(Page[None], inherit_bindings=False):
    """A table at which a game is played."""

    reader: Reader

    class Kept(Message):
        """A save has ended; `answers` are on disk, `problem` says why where they are not."""

        def __init__(self, answers: int, problem: str = "") -> None:
            super().__init__()
            self.answers, self.problem = answers, problem

    def __init__(self, table: "Game") -> None:
        super().__init__()
        self.table = table
        self.session = table.session
        self.saved: Literal["", "saving", "saved", "failed"] = "saved" if self.session.records else ""
        self.saved = "failed" if table.trouble else self.saved
        self._saving = False

    def on_mount(self) -> None:
        """Tell what must be known about the save."""
        self.tandem.table = self.table
        if about := notice(self.table):
            self.call_after_refresh(lambda: self.tandem.tell(about))
        if self.table.path is not None and self.table.saved < len(self.session.records):
            self._save()

    def state(self) -> Content:
        """Whether the last decision is saved."""
        return {
            "": NOTHING,
            "saving": ink(_("saving…"), "$quiet"),
            "saved": ink(_("saved ✓"), "$gained"),
            "failed": ink(_("not saved ✕"), "$lost"),
        }[self.saved]

    def finished(self) -> None:
        """Leave the table when play is over."""
        self.table.close()
        self.tandem.go_home()

    # -- what opens over it --------------------------------------------------------------------------------

    def action_company(self) -> None:
        """Open the company."""
        from game.tui.screens.ledger import Ledger

        self.open(Ledger(self.reader))

    def action_menu(self) -> None:
        """Pause."""
        from game.tui.screens.menu import Menu

        self.open(Menu(), self._from_menu)

    def action_seats(self) -> None:
        """Somebody gets up, or sits down."""
        from game.tui.together.chairs import Chairs

        self.open(Chairs(self.session), self._reseat)

    def _reseat(self, chair: "Chair | None") -> None:
        """Let somebody else sit in a chair from here on, and lay the table anew."""
        if chair is None or not self.is_current:
            return
        try:
            self.session.seat(chair, "partner" if self.session.seats[chair] == "human" else "human")
        except RefusedError:
            self.tandem.tell(_("Somebody must stay at the table."))
            return
        self.app.switch_screen(seated(self.table))

    def _causes(self, stock: str) -> None:
        from game.tui.screens.causes import Causes

        self.open(Causes(self.reader, stock))

    def _from_menu(self, chosen: str | None) -> None:
        match chosen:
            case "company":
                self.action_company()
            case "seats":
                self.action_seats()
            case "settings":
                from game.tui.screens.preferences import Preferences

                self.open(Preferences())
            case "help":
                self.tandem.action_help()
            case "home":
                self.finished()
            case "quit":
                self.app.exit()

    # -- saving --------------------------------------------------------------------------------------------

    def _save(self) -> None:
        if not self._saving:
            self._saving = True
            self.saved = "saving"
            self.show_keys()
            self._keep(len(self.session.records))

    @work(thread=True, exit_on_error=False)
    def _keep(self, answers: int) -> None:
        """Write what was answered, off the loop that paints."""
        try:
            self.table.save()
            self.post_message(self.Kept(answers))
        except NotSavedError as problem:
            self.post_message(self.Kept(answers, str(problem)))

    @on(Kept)
    def kept(self, event: Kept) -> None:
        """Say whether it is saved; what was answered meanwhile is saved next."""
        self._saving = False
        self.saved = "failed" if event.problem else "saved"
        if event.problem:
            self.tandem.tell(_("Not saved: {why}", why=event.problem))
        elif event.answers < len(self.session.records):
            self._save()
        self.show_keys()
