"""The application: themes, language, the way from page to page, and a clean end whatever ends it."""

import asyncio
import signal
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, ClassVar, Final

from textual.app import App
from textual.binding import BindingType
from textual.screen import Screen

from game.locales import LANGUAGES, _, language, set_language, system_language
from game.tui import settings as stored
from game.tui.actions import bind
from game.tui.content import ink
from game.tui.desk import Desk
from game.tui.screens.page import Page
from game.tui.settings import Settings
from game.tui.themes import THEMES
from game.tui.widgets.keysline import KeysLine

if TYPE_CHECKING:
    from textual.driver import Driver

    from game.playthrough.library import Game

SETTLE: Final = 0.25
"""Seconds after a page has turned in which Enter is not yet taken: a doubled key must not commit unseen."""


class TandemApp(App[None], inherit_bindings=False):
    """The game on a full screen."""

    TITLE = "Tandem"
    CSS_PATH = "app.tcss"
    ENABLE_COMMAND_PALETTE = False
    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012 -- textual declares them so
        (0, "-narrow"),
        (80, "-fit"),
        (110, "-wide"),
    ]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (24, "-enough")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = bind("quit", "help", "language", "palette", "interrupt")

    def __init__(
        self,
        desk: Desk,
        *,
        folder: Path | None = None,
        table: "Game | None" = None,
        page: "Callable[[], Page[None]] | None" = None,
    ) -> None:
        """Take the desk, the folder of the settings, and a table or a page to begin at (else home, or a first run)."""
        super().__init__()
        self.desk, self.table, self._begins = desk, table, page
        self.folder = folder or stored.folder()
        self.settings, self.damaged = stored.load(self.folder)
        self.settle = SETTLE
        self.clock: Callable[[], float] = monotonic
        for theme in THEMES:
            self.register_theme(theme)
        set_language(self.settings.language or system_language())
        self.settle_in(self.settings)

    def get_default_screen(self) -> Screen[None]:
        """Home lies under everything that is opened."""
        from game.tui.screens.home import Home

        home = Home()
        self._load_screen_css(home)  # textual leaves out the sheet of a default screen
        return home

    def get_driver_class(self) -> "type[Driver]":
        """Return what talks to the terminal."""
        found = super().get_driver_class()
        if found.__name__ != "LinuxDriver":
            return found
        from game.tui.waking import WakingDriver

        return WakingDriver

    def _opening(self) -> Screen[None] | None:
        """What is opened over home at the start: the table that waits, else the first run."""
        if self.table is not None:
            from game.tui.screens.table import seated

            return seated(self.table)
        if self._begins is not None:
            return self._begins()
        if not self.settings.first_run_done:
            from game.tui.screens.first import FirstRun

            return FirstRun()
        return None

    async def on_mount(self) -> None:
        """Open the first page; end cleanly where the terminal is closed or the process is asked to stop."""
        opening = self._opening()
        if opening is not None:
            await self.push_screen(opening)
        loop = asyncio.get_running_loop()
        for name in ("SIGTERM", "SIGHUP", "SIGQUIT", "SIGINT"):
            with suppress(AttributeError, NotImplementedError):  # not every system has these
                loop.add_signal_handler(getattr(signal, name), self.exit)
        if self.damaged is not None:
            told = _("The settings were damaged; they are kept in {file}.", file=self.damaged.name)
            self.call_after_refresh(self.tell, told)

    def on_unmount(self) -> None:
        """Let the table go, whatever ended the program: what a slow disk does not have yet is written first."""
        if self.table is not None:
            self.table.close()

    def cover(self) -> bool:
        """Lock what one of two people alone may read, on every page that is open; tell whether anything was."""
        covered = [screen.cover() for screen in self.screen_stack if isinstance(screen, Page)]
        return any(covered)

    def on_app_blur(self) -> None:
        """The terminal lies behind another window: nobody watches what it shows."""
        self.cover()

    def export_screenshot(self, *, title: str | None = None, simplify: bool = False) -> str:
        """Return a picture of the screen, with nothing on it that is for one of two people alone."""
        self.cover()
        return super().export_screenshot(title=title, simplify=simplify)

    def settle_in(self, settings: Settings) -> None:
        """Make settings hold on the screen."""
        self.settings = settings
        self.theme = settings.theme
        self.animation_level = "full" if settings.animation else "none"

    def change(self, **values: object) -> None:
        """Change settings by name, and keep them."""
        self.settle_in(replace(self.settings, **values))  # type: ignore[arg-type]
        if not stored.save(self.folder, self.settings):
            self.tell(_("The settings could not be saved."))

    def speak(self, code: str) -> None:
        """Switch the language everywhere, on every page that is open."""
        set_language(code)
        self.change(language=code)
        for screen in self.screen_stack:
            if isinstance(screen, Page):
                screen.refill()

    def tell(self, text: str) -> None:
        """Show a notice on the bottom line, for a few seconds."""
        for line in self.screen.query(KeysLine):
            line.tell(ink(text, "$ink"))

    def go_home(self) -> None:
        """Leave everything that is open for the home page."""
        while len(self.screen_stack) > 1:
            self.pop_screen()

    def action_language(self) -> None:
        """Speak the next language."""
        codes = list(LANGUAGES)
        self.speak(codes[(codes.index(language()) + 1) % len(codes)])

    def action_speak(self, code: str) -> None:
        """Speak a language."""
        self.speak(code)

    def action_paint(self, theme: str) -> None:
        """Use a theme."""
        self.change(theme=theme)

    def action_help(self) -> None:
        """Open the help of the page one is on."""
        from game.tui.screens.help import Help

        if isinstance(self.screen, Page) and not isinstance(self.screen, Help):
            self.screen.open(Help(self.screen))

    def action_palette(self) -> None:
        """Open the commands of the page one is on."""
        from game.tui.screens.palette import Palette

        if isinstance(self.screen, Page) and not isinstance(self.screen, Palette):
            self.screen.open(Palette(self.screen))

    def action_interrupt(self) -> None:
        """Say how to leave; ctrl+c is too easily pressed to leave by it."""
        self.tell(_("ctrl+q leaves the game; every decision is saved."))
