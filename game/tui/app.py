"""The application: themes, language, pages, keys in the order they were typed, and a clean exit in any case."""

import asyncio
import importlib
import signal
import sys
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace
from functools import cached_property, partial
from math import inf
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, ClassVar, Final, cast

from textual import events
from textual._time import get_time
from textual.app import App
from textual.binding import BindingType
from textual.message_pump import MessagePump
from textual.screen import Screen

from game import user_folders
from game.content.safe_input import render_path
from game.locales import LANGUAGES, _, current_language, detect_system_language, set_language
from game.tui import settings as stored
from game.tui.actions import bind
from game.tui.app_services import AppServices
from game.tui.library.home import HomePage
from game.tui.settings import Settings
from game.tui.themes import THEMES, choose_theme
from game.tui.toolkit.content import style_text
from game.tui.toolkit.page import MOST_COLUMNS, MOST_ROWS, KeysLine, Page, PageFactory, PairSetupRequest

if sys.platform != "win32":
    from game.tui.terminal import TerminalDriver

if TYPE_CHECKING:
    from textual.driver import Driver

    from game.playthrough.saves.saved_game import Game

Typed = events.Key | events.Paste

KEY_PATIENCE = 0.5
"""Seconds after which a key stops waiting for the one before: the widget that had that may be gone."""
SETTLE: Final = 0.25
"""Seconds for which a new page ignores Enter: a key pressed twice must not commit something unseen."""


class TandemApp(App[None], inherit_bindings=False):
    """The game on a full screen."""

    TITLE = "Tandem"
    CSS_PATH = [  # noqa: RUF012 -- textual declares it so; absolute, or subclasses would look beside their own file
        str(Path(__file__).with_name("app.tcss")),
        str(Path(__file__).parent / "library" / "home.tcss"),
    ]
    ENABLE_COMMAND_PALETTE = False
    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012 -- textual declares them so
        (0, "-narrow"),
        (80, "-fit"),
        (110, "-wide"),
        (MOST_COLUMNS + 1, "-huge"),
    ]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (24, "-enough"), (MOST_ROWS + 1, "-vast")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = bind("quit", "help", "language", "palette", "interrupt", "suspend", "lines")

    def __init__(
        self,
        services: AppServices,
        *,
        folder: Path | None = None,
        game: "Game | None" = None,
        request: PairSetupRequest | None = None,
    ) -> None:
        """Take the folder of the settings, and what to begin with: a game, or the seats of two; else home."""
        super().__init__()
        self.services, self.game, self.request = services, game, request
        self.folder = folder or user_folders.locate_settings_folder()
        self.settings, self.damaged = stored.load_settings(self.folder)
        self._keys = KeyQueue(self, super().on_event)
        self.settle = SETTLE
        self.wants_lines = False
        """Whether the app was left to go on line by line."""
        self.clock: Callable[[], float] = monotonic
        for theme in THEMES:
            self.register_theme(theme)
        set_language(self.settings.language or detect_system_language())
        self._begin_with_theme(choose_theme(self.settings.theme, self.console.color_system))
        self.apply_settings(self.settings)

    def _begin_with_theme(self, name: str) -> None:
        """Begin with a theme before anything is painted; to switch to it would parse and apply all styles twice."""
        self.set_reactive(App.theme, name)
        self.add_class(f"-theme-{name}", update=False)
        self.set_class(self.current_theme.dark, "-dark-mode", update=False)
        self.set_class(not self.current_theme.dark, "-light-mode", update=False)
        self._refresh_truecolor_filter(self.ansi_theme)
        self.stylesheet.set_variables(self.get_css_variables())

    @cached_property
    def pages(self) -> PageFactory:
        """The factory of every page but home; imported on first use, since home must not wait for it."""
        return cast("PageFactory", importlib.import_module("game.tui.pages"))

    def get_default_screen(self) -> Screen[None]:
        """Return home, which lies under every other page. Textual skips its style sheet: CSS_PATH has it."""
        return HomePage()

    def get_driver_class(self) -> "type[Driver]":
        """Return the driver: ours in place of Textual's for Unix terminals."""
        found = super().get_driver_class()
        if sys.platform != "win32" and found.__name__ == "LinuxDriver":
            return TerminalDriver
        return found

    def _build_opening_page(self) -> Screen[None] | None:
        """Return the page to open over home at the start: a game, the seats of two, or the first run."""
        if self.game is not None:
            return self.pages.build_game_page(self.game)
        if self.request is not None:
            return self.pages.build_pair_setup_page(self.request)
        if not self.settings.first_run_done:
            return self.pages.build_page("first_run")
        return None

    async def on_event(self, event: events.Event) -> None:
        """Queue what is typed and pasted, so that it acts in the order in which it came."""
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            await self._keys.take(event)
        else:
            await super().on_event(event)

    async def on_mount(self) -> None:
        """Open the first page, and exit cleanly if the terminal is closed or the process is asked to stop."""
        loop = asyncio.get_running_loop()
        for name in ("SIGTERM", "SIGHUP", "SIGQUIT", "SIGINT"):
            with suppress(AttributeError, NotImplementedError):  # not every system has these
                loop.add_signal_handler(getattr(signal, name), self.exit)
        opening = self._build_opening_page()
        if opening is not None:
            await self.push_screen(opening)
        if self.damaged is not None:
            told = _("The settings were damaged; they are kept in {file}.", file=render_path(self.damaged.name))
            self.call_after_refresh(self.show_notice, told)

    def on_unmount(self) -> None:
        """Close the game, after writing what a slow disk does not have yet, unless it goes on line by line."""
        if self.game is not None and not self.wants_lines:
            self.game.close()

    def lock_private_views(self) -> bool:
        """Lock what only one of two people may read, on every open page; return whether anything was locked."""
        covered = [screen.lock_private_view() for screen in self.screen_stack if isinstance(screen, Page)]
        return any(covered)

    def on_app_blur(self) -> None:
        """Lock private views when the terminal loses the focus: nobody is watching it."""
        self.lock_private_views()

    def export_screenshot(self, *, title: str | None = None, simplify: bool = False) -> str:
        """Return a screenshot, with private views locked."""
        self.lock_private_views()
        return super().export_screenshot(title=title, simplify=simplify)

    def apply_settings(self, settings: Settings) -> None:
        """Apply settings to the screen."""
        self.settings = settings
        self.theme = choose_theme(settings.theme, self.console.color_system)
        self.animation_level = "full" if settings.animation else "none"

    def change_settings(self, **values: object) -> None:
        """Change settings by name, and save them."""
        self.apply_settings(replace(self.settings, **values))  # type: ignore[arg-type]
        if not stored.save_settings(self.folder, self.settings):
            self.show_notice(_("The settings could not be saved."))

    def switch_language(self, code: str) -> None:
        """Switch the language on every open page, and save it."""
        set_language(code)
        self.change_settings(language=code)
        for screen in self.screen_stack:
            if isinstance(screen, Page):
                screen.refresh_texts()

    def show_notice(self, text: str) -> None:
        """Show a notice on the bottom line, for a few seconds."""
        for line in self.screen.query(KeysLine):
            line.show_notice(style_text(text, "$ink"))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer lines only where there is no room for a page."""
        if action != "lines":
            return super().check_action(action, parameters)
        return isinstance(self.screen, Page) and self.screen.is_too_small and bool(self.describe_lines_offer())

    def describe_lines_offer(self) -> str:
        """Return what Enter does in a window that is too small; '' where it does nothing."""
        if self.game is not None and not self.game.is_closed:
            return _("Enter goes on line by line: the same game, the same save.")
        return _("Enter plays line by line.") if isinstance(self.screen, HomePage) else ""

    def action_lines(self) -> None:
        """Leave the screen, to go on line by line with the game that is open."""
        self.lock_private_views()
        self.wants_lines = True
        if self.game is not None and self.game.is_closed:
            self.game = None
        self.exit()

    def go_home(self) -> None:
        """Close every page but home."""
        while len(self.screen_stack) > 1:
            self.pop_screen()

    def action_language(self) -> None:
        """Switch to the next language."""
        codes = list(LANGUAGES)
        self.switch_language(codes[(codes.index(current_language()) + 1) % len(codes)])

    def action_speak(self, code: str) -> None:
        """Switch to a language."""
        self.switch_language(code)

    def action_paint(self, theme: str) -> None:
        """Switch to a theme."""
        self.change_settings(theme=theme)

    def action_help(self) -> None:
        """Open the help of the current page."""
        if isinstance(self.screen, Page):
            self.pages.open_help(self.screen)

    def action_palette(self) -> None:
        """Open the palette of the current page's commands."""
        if isinstance(self.screen, Page):
            self.pages.open_palette(self.screen)

    def action_interrupt(self) -> None:
        """Say how to leave: ctrl+c is too easily pressed by accident to quit."""
        self.show_notice(_("ctrl+q leaves the game; every decision is saved."))

    def action_suspend(self) -> None:
        """Go back to the shell until it calls the game again; what is typed meanwhile is the shell's."""
        self.lock_private_views()
        suspend = getattr(self._driver, "suspend_to_shell", None)  # only at a terminal, and not on Windows
        if suspend is None:
            self.show_notice(_("There is no shell here to go back to."))
            return
        self._suspend_signal()
        stopped = suspend()
        self._resume_signal()
        self.refresh(layout=True)
        if stopped:
            self._keys.forget_before(get_time())
        else:
            self.show_notice(_("There is no shell here to go back to."))


class KeyQueue:
    """The keys of an app, and what is pasted, carried out one after the other.

    Textual (8.2.8) forwards every key to the widget that has the focus as it comes. A letter is inserted there at once,
    but a bound key (Backspace, Enter) travels up through the page to the app before it acts: of `a`, Backspace, `à` in
    one read the two letters come first. Vietnamese input methods write just so. A key is therefore held until the one
    before it has passed every widget that may act on it, twice: what it does may send a message that moves the focus.
    A page that it opened must be there too, with its focus where it belongs.
    """

    def __init__(self, app: App[None], deliver: Callable[[Typed], Awaitable[None]]) -> None:
        """Take a function that forwards a key and may return before anything acted on it."""
        self._app, self._deliver = app, deliver
        self._waiting: deque[Typed] = deque()
        self._number = 0
        self._busy = False
        self._deaf_until = -inf

    @property
    def is_busy(self) -> bool:
        """Whether a key is being carried out, or waits."""
        return self._busy

    def forget_before(self, time: float) -> None:
        """Forget whatever was typed before a time of `textual._time.get_time`: it was meant for somebody else."""
        self._waiting.clear()
        self._deaf_until = time

    async def take(self, key: Typed) -> None:
        """Deliver a key now, or once the key before it has been carried out."""
        if key.time < self._deaf_until:
            return
        if self._busy:
            self._waiting.append(key)
            return
        self._busy = True
        self._number += 1
        await self._deliver_once_mounted(key, self._number)

    async def _deliver_once_mounted(self, key: Typed, number: int) -> None:
        screen = self._app.screen
        if not screen.is_mounted and screen.call_later(self._app.call_later, self._deliver_once_mounted, key, number):
            return
        path: list[MessagePump] = list((screen.focused or screen).ancestors_with_self)
        await self._deliver(key)
        self._app.set_timer(KEY_PATIENCE, partial(self._finish, number))
        self._follow(path + path, number)

    def _follow(self, path: list[MessagePump], number: int) -> None:
        """Wait in the queue of each widget that the key passes on its way up, skipping those that are gone."""
        for place, node in enumerate(path, start=1):
            if node.call_later(self._follow, path[place:], number):
                return
        self._app.call_later(self._finish, number)

    async def _finish(self, number: int) -> None:
        if number != self._number or not self._busy:
            return
        self._busy = False
        if self._waiting:
            await self.take(self._waiting.popleft())
