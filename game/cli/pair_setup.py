"""Opening the page on which two people take their seats; it loads the crises, which the home page does without."""

import argparse
from pathlib import Path

from game.cli.screen import QuietApp, run_app
from game.tui.app_services import AppServices
from game.tui.library.pair_seats import PairSetupPage, PairSetupRequest


def open_pair_setup(crisis: Path | None, arguments: argparse.Namespace) -> int:
    """Open the page filled in as `tandem play` was asked; `crisis` is a folder. Return the exit code."""
    names, luck = tuple(arguments.names or ()), (arguments.seed, arguments.playthrough)
    request = PairSetupRequest(names, crisis, *luck, arguments.mode)
    return run_app(QuietApp(AppServices(), page=lambda: PairSetupPage(request)), arguments.lang)
