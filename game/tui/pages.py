"""The factory of pages: the one module that imports them all.

It imports the whole game, about as much again as Textual itself, so the application loads it when the first page is
opened from home: the first paint would take twice as long otherwise (`benchmarks/startup.py` allows 1.25).
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

from game.playthrough.saves import SaveSummary
from game.playthrough.saves.saved_game import Game
from game.playthrough.session import Session
from game.tui.debrief.ending import EndingPage
from game.tui.debrief.page import DebriefPage
from game.tui.debrief.what_if import WhatIfTab
from game.tui.library import crises, saves
from game.tui.library.pair_seats import PairSetupPage
from game.tui.library.saves import SavesPage
from game.tui.library.seats import FirstRunPage
from game.tui.library.settings import SettingsPage
from game.tui.library.shelf import ShelfPage, WorkshopPage
from game.tui.play.pair import PairPlayPage
from game.tui.play.solo import SoloPlayPage
from game.tui.toolkit.help import HelpPage, PalettePage
from game.tui.toolkit.page import Page, PageName, PairSetupRequest

_BY_NAME: Final[Mapping[PageName, Callable[[], Page[None]]]] = {
    "first_run": FirstRunPage,
    "shelf": ShelfPage,
    "pair_setup": PairSetupPage,
    "saves": SavesPage,
    "workshop": WorkshopPage,
    "settings": SettingsPage,
}


def build_page(name: PageName) -> Page[None]:
    """Build a page by its name."""
    return _BY_NAME[name]()


def build_pair_setup_page(request: PairSetupRequest) -> Page[None]:
    """Build the page on which two people take their seats, filled in as far as was asked."""
    return PairSetupPage(request)


def build_game_page(game: Game) -> Page[None]:
    """Build the page of a game: for one person, for two, or its ending where play is over."""
    if game.session.prompt is None:
        return EndingPage(game)
    return PairPlayPage(game) if game.session.pair else SoloPlayPage(game)


def build_look_back_page(game: Game, fact: str) -> Page[None]:
    """Build the page that looks back at the moment when `fact` was kept, in a game that goes on."""
    return DebriefPage(game, (WhatIfTab,), fact)


def open_help(page: Page[Any]) -> None:
    """Open the help of `page`, which may be the help itself: then nothing happens."""
    if not isinstance(page, HelpPage):
        page.open_page(HelpPage(page))


def open_palette(page: Page[Any]) -> None:
    """Open the palette over `page`, which may be the palette itself: then nothing happens."""
    if not isinstance(page, PalettePage):
        page.open_page(PalettePage(page))


def resume_game(page: Page[Any], save: SaveSummary) -> None:
    """Open a saved game over `page`, or say there why it can't be opened."""
    crises.open_game(page, lambda: crises.resume_game(save))


def offer_replay(page: Page[Any], session: Session, path: Path | None, leave: Callable[[], None] | None = None) -> None:
    """Offer to play a finished game again from its save; `leave` closes it before the next one opens."""
    saves.offer_replay(page, session, path, leave)
