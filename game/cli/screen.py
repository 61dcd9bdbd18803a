"""Opening the game on the full screen, and what becomes of an error there."""

import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from game.cli.command_table import import_play
from game.locales import _, set_language
from game.tui.app import TandemApp
from game.tui.app_services import AppServices
from game.tui.toolkit.page import PairSetupRequest

if TYPE_CHECKING:  # a saved game needs the reader of crises, which the home page does without
    import argparse
    from pathlib import Path

    from game.playthrough.saves.saved_game import Game


class QuietApp(TandemApp):
    """The game, leaving an error to the command line: Textual would print every local value, secrets too."""

    def _fatal_error(self) -> None:
        self._close_messages_no_wait()


def open_home(wanted: str | None = None) -> int:
    """Open home, or the first run."""
    return run_app(QuietApp(AppServices()), wanted)


def open_game_page(game: "Game", wanted: str | None = None) -> int:
    """Open the page of a game."""
    return run_app(QuietApp(AppServices(), game=game), wanted)


def open_pair_setup(crisis: "Path | None", arguments: "argparse.Namespace") -> int:
    """Open the page on which two people take their seats, filled in as `tandem play` was asked."""
    request = PairSetupRequest(
        tuple(arguments.names or ()), crisis, arguments.seed, arguments.playthrough, arguments.mode
    )
    return run_app(QuietApp(AppServices(), request=request), arguments.lang)


def run_app(screen: TandemApp, wanted: str | None) -> int:
    """Run the screen in the language of `--lang`; raise the error that ended it, else say how to continue a game.

    Where the window was too small and Enter was pressed, the game goes on line by line.
    """
    if wanted:
        set_language(wanted)
    screen.run()
    if screen._exception is not None:
        raise screen._exception
    if screen.wants_lines:
        return import_play().play_in_lines(screen.game)
    if screen.game is None:
        return 0
    if why := screen.game.not_saved:
        with suppress(OSError):  # the terminal may be what is gone
            sys.stderr.write(_("tandem: this game is not saved: {why}", why=why) + "\n")
        return 1
    if screen.game.session.prompt is not None:
        with suppress(OSError):
            sys.stderr.write(_("Saved. Continue with: tandem continue") + "\n")
    return 0
