"""A page of a game in progress: saved as it is answered, with what can be opened over it.

`sit_down` and `seated` are how all other pages come to a game.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal

from textual import on, work
from textual.content import Content
from textual.message import Message

from game.locales import _
from game.playthrough.prompts import RefusedError
from game.playthrough.saves.journal import NotSavedError
from game.tui.app_services import NotPossibleError
from game.tui.library.save_actions import render_save_notice
from game.tui.play.steps.reader import ChairReader
from game.tui.toolkit.content import NOTHING, style_text
from game.tui.toolkit.page import Page

if TYPE_CHECKING:
    from game.engine.stocks import Chair
    from game.playthrough.saves.saved_game import Game


def open_game(page: Page[Any], table: Callable[[], "Game"]) -> None:
    """Sit down at a table from a page; what prevents it is told on the bottom line."""
    if not page.is_current:
        return
    try:
        page.app.push_screen(build_game_page(table()))
    except NotPossibleError as refused:
        page.tandem.show_notice(str(refused))


def build_game_page(table: "Game") -> Page[None]:
    """Return the page of a game: of one person, of two, or, where play is over, its ending."""
    if table.session.prompt is None:
        from game.tui.debrief.ending import EndingPage

        return EndingPage(table)
    if table.session.pair:
        from game.tui.play.pair import PairPlayPage

        return PairPlayPage(table)
    from game.tui.play.solo import PlayPage

    return PlayPage(table)


class GamePage(Page[None], inherit_bindings=False):
    """A table at which a game is played."""

    reader: ChairReader

    class SaveFinished(Message):
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
        if about := render_save_notice(self.table):
            self.call_after_refresh(lambda: self.tandem.show_notice(about))
        if self.table.path is not None and self.table.saved < len(self.session.records):
            self._start_saving()

    def render_status(self) -> Content:
        """Whether the last decision is saved."""
        return {
            "": NOTHING,
            "saving": style_text(_("saving…"), "$quiet"),
            "saved": style_text(_("saved ✓"), "$gained"),
            "failed": style_text(_("not saved ✕"), "$lost"),
        }[self.saved]

    def leave_game(self) -> None:
        """Leave the table when play is over."""
        self.table.close()
        self.tandem.go_home()

    # -- what opens over it --------------------------------------------------------------------------------

    def action_company(self) -> None:
        """Open the company."""
        from game.tui.play.company_page import CompanyPage

        self.open_page(CompanyPage(self.reader))

    def action_menu(self) -> None:
        """Pause."""
        from game.tui.play.pause import PauseMenuPage

        self.open_page(PauseMenuPage(), self._run_menu_choice)

    def action_seats(self) -> None:
        """Somebody gets up, or sits down."""
        from game.tui.play.pair_steps.seat_change import SeatChangePage

        self.open_page(SeatChangePage(self.session), self._change_seat)

    def _change_seat(self, chair: "Chair | None") -> None:
        """Let somebody else sit in a chair from here on, and lay the table anew."""
        if chair is None or not self.is_current:
            return
        try:
            self.session.change_seat(chair, "partner" if self.session.seats[chair] == "human" else "human")
        except RefusedError:
            self.tandem.show_notice(_("Somebody must stay at the table."))
            return
        self.app.switch_screen(build_game_page(self.table))

    def _open_causes(self, stock: str) -> None:
        from game.tui.play.causes import CausesPage

        self.open_page(CausesPage(self.reader, stock))

    def _run_menu_choice(self, chosen: str | None) -> None:
        match chosen:
            case "company":
                self.action_company()
            case "seats":
                self.action_seats()
            case "settings":
                from game.tui.library.settings import SettingsPage

                self.open_page(SettingsPage())
            case "help":
                self.tandem.action_help()
            case "home":
                self.leave_game()
            case "quit":
                self.app.exit()

    # -- saving --------------------------------------------------------------------------------------------

    def _start_saving(self) -> None:
        if not self._saving:
            self._saving = True
            self.saved = "saving"
            self.show_keys()
            self._write_save(len(self.session.records))

    @work(thread=True, exit_on_error=False)
    def _write_save(self, answers: int) -> None:
        """Write what was answered, off the loop that paints."""
        try:
            self.table.save()
            self.post_message(self.SaveFinished(answers))
        except NotSavedError as problem:
            self.post_message(self.SaveFinished(answers, str(problem)))

    @on(SaveFinished)
    def show_save_result(self, event: SaveFinished) -> None:
        """Say whether it is saved; what was answered meanwhile is saved next."""
        self._saving = False
        self.saved = "failed" if event.problem else "saved"
        if event.problem:
            self.tandem.show_notice(_("Not saved: {why}", why=event.problem))
        elif event.answers < len(self.session.records):
            self._start_saving()
        self.show_keys()
