"""Opening the game on the full screen, and what becomes of an error there."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from game.locales import _, set_language
from game.tui import app
from game.tui.app import TandemApp
from game.tui.desk import Desk

if TYPE_CHECKING:
    from game.playthrough.library import Game
    from game.tui.preview.trial import Trial, Watch
    from game.tui.together.seats import Wish


class Quiet(TandemApp):
    """Keeps an error for the command line: Textual would print every local value, secrets too."""

    CSS_PATH = str(Path(app.__file__).with_name("app.tcss"))  # or it would be looked for beside this file

    def _fatal_error(self) -> None:
        self._close_messages_no_wait()


def open_home(wanted: str | None = None) -> int:
    """Open the game where a player begins: at home, or with the first run."""
    return _run(Quiet(Desk()), wanted)


def open_table(game: "Game", wanted: str | None = None) -> int:
    """Open the game at a table where a play waits."""
    return _run(Quiet(Desk(), table=game), wanted)


def open_seats(wish: "Wish", wanted: str | None = None) -> int:
    """Open the game where two people take their seats."""
    from game.tui.together.seats import SeatsOfTwo

    return _run(Quiet(Desk(), page=lambda: SeatsOfTwo(wish)), wanted)


def open_preview(trial: "Trial", watch: "Watch", wanted: str | None = None) -> int:
    """Open a crisis that is being written."""
    from game.tui.preview.app import PreviewApp

    class QuietPreview(Quiet, PreviewApp):
        """The preview, keeping an error for the command line."""

    return _run(QuietPreview(trial, watch), wanted)


def _run(screen: TandemApp, wanted: str | None) -> int:
    if wanted:
        set_language(wanted)
    screen.run()
    if screen._exception is not None:
        raise screen._exception
    if screen.table is not None and screen.table.session.prompt is not None and screen.table.path is not None:
        sys.stderr.write(_("Saved. tandem continue goes on from there.") + "\n")
    return 0
