"""The factory of pages: each page's module is loaded as the first page of its kind is built.

The whole game is about as much again as Textual itself. A play loads what it shows, and no more: neither the seats of
two nor the look back lie in the memory of somebody who plays alone (`benchmarks/latency.py` allows twice a bare app).
"""

from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

from game.tui.toolkit.page import Page, PageName, PairSetupRequest

if TYPE_CHECKING:
    from game.playthrough.saves import SaveSummary
    from game.playthrough.saves.saved_game import Game
    from game.playthrough.session import Session

_BY_NAME: Final[Mapping[PageName, tuple[str, str]]] = {
    "first_run": ("library.seats", "FirstRunPage"),
    "shelf": ("library.shelf", "ShelfPage"),
    "pair_setup": ("library.pair_seats", "PairSetupPage"),
    "saves": ("library.saves", "SavesPage"),
    "workshop": ("library.shelf", "WorkshopPage"),
    "settings": ("library.settings", "SettingsPage"),
}
"""The module and the class of each page that needs nothing but its name."""


def _load(module: str, name: str) -> Any:
    return getattr(import_module(f"game.tui.{module}"), name)


def build_page(name: PageName) -> Page[None]:
    """Build a page by its name."""
    return cast("Page[None]", _load(*_BY_NAME[name])())


def build_pair_setup_page(request: PairSetupRequest) -> Page[None]:
    """Build the page on which two people take their seats, filled in as far as was asked."""
    return cast("Page[None]", _load(*_BY_NAME["pair_setup"])(request))


def build_game_page(game: "Game") -> Page[None]:
    """Build the page of a game: for one person, for two, or its ending where play is over."""
    if game.session.prompt is None:
        page = _load("debrief.ending", "EndingPage")
    elif game.session.pair:
        page = _load("play.pair", "PairPlayPage")
    else:
        page = _load("play.solo", "SoloPlayPage")
    return cast("Page[None]", page(game))


def build_debrief_page(game: "Game") -> Page[None]:
    """Build the page that looks back at a game that is over."""
    return cast("Page[None]", _load("debrief.page", "DebriefPage")(game))


def build_look_back_page(game: "Game", fact: str) -> Page[None]:
    """Build the page that looks back at the moment when `fact` was kept, in a game that goes on."""
    tab = _load("debrief.what_if", "WhatIfTab")
    return cast("Page[None]", _load("debrief.page", "DebriefPage")(game, (tab,), fact))


def open_help(page: Page[Any]) -> None:
    """Open the help of `page`, which may be the help itself: then nothing happens."""
    help_page = _load("toolkit.help", "HelpPage")
    if not isinstance(page, help_page):
        page.open_page(help_page(page))


def open_palette(page: Page[Any]) -> None:
    """Open the palette over `page`, which may be the palette itself: then nothing happens."""
    palette = _load("toolkit.help", "PalettePage")
    if not isinstance(page, palette):
        page.open_page(palette(page))


def resume_game(page: Page[Any], save: "SaveSummary") -> None:
    """Open a saved game over `page`, or say there why it can't be opened."""
    crises = import_module("game.tui.library.crises")
    crises.open_game(page, lambda: crises.resume_game(save))


def offer_replay(
    page: Page[Any], session: "Session", path: Path | None, leave: Callable[[], None] | None = None
) -> None:
    """Offer to play a finished game again from its save; `leave` closes it before the next one opens."""
    import_module("game.tui.library.saves").offer_replay(page, session, path, leave)
