"""A terminal that keeps all it receives, and eyes that look at it: nothing that is painted between two keys is missed.

The game paints on it as on any other terminal; what it shows is what an emulator makes of the bytes, stale cells
included. `Eyes` does one thing at a time and then asks: was a letter written, does one stand on the screen, that is
for one chair alone and whose view is not open?
"""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import asynccontextmanager, suppress

import pyte
from textual.app import App
from textual.driver import Driver
from textual.events import Key, Resize
from textual.geometry import Size

from game.playthrough.pair import UNLOCKING
from game.tui.app import TandemApp
from game.tui.play.pair import PairPlayPage
from game.tui.play.private_steps import LockStep, PrivateStep
from tests.tui.marked import told_by


class Receiver(Driver):
    """A terminal, and all it was ever sent."""

    def __init__(self, app: App, *, debug: bool = False, mouse: bool = True, size=(80, 24)) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self.received: list[str] = []
        self.screen = pyte.Screen(*size)
        self._stream = pyte.Stream(self.screen)

    def write(self, data: str) -> None:
        self.received.append(data)
        self._stream.feed(data)

    def start_application_mode(self) -> None:
        size = Size(*self._size)
        asyncio.run_coroutine_threadsafe(self._app._post_message(Resize(size, size)), loop=self._loop)

    def disable_input(self) -> None:
        """There is none."""

    def stop_application_mode(self) -> None:
        """Nothing was changed."""

    @property
    def shown(self) -> str:
        """What stands on the screen."""
        return "\n".join(self.screen.display)

    def cells(self) -> list[list[tuple]]:
        """What stands on the screen, with colours and all."""
        return [[tuple(self.screen.buffer[y][x]) for x in range(self.screen.columns)] for y in range(self.screen.lines)]


@asynccontextmanager
async def received(game: TandemApp, size=(80, 24)):
    """Run the game on such a terminal; yields eyes that look at it."""
    game.driver_class = Receiver
    async with game.run_test(headless=False, size=size) as pilot:
        await pilot.pause()
        yield Eyes(pilot)


class Eyes:
    """Somebody who sees all that the terminal receives."""

    def __init__(self, pilot) -> None:
        self.pilot, self.app = pilot, pilot.app
        self.terminal: Receiver = pilot.app._driver
        self.session = pilot.app.game.session
        self.seen = 0
        """How much of what was received was looked at."""
        self.views: list[str] = []
        """The chairs whose views were opened."""

    @property
    def page(self) -> PairPlayPage | None:
        """The page of the two, where it is on top."""
        return self.app.screen if isinstance(self.app.screen, PairPlayPage) else None

    @property
    def view(self) -> PrivateStep | None:
        """The private view that is open."""
        return self.page.step if self.page is not None and isinstance(self.page.step, PrivateStep) else None

    @property
    def waiting(self) -> str | None:
        """The chair whose view waits to be opened by its own key."""
        return self.page.step.chair if self.page is not None and isinstance(self.page.step, LockStep) else None

    async def press(self, keys: str) -> None:
        """Press keys, and look after each; `open` is the key of whose view waits."""
        for name in keys.split():
            own = UNLOCKING.get(self.waiting or "")
            key = own if name == "open" and own else name
            opens = self.waiting if key == own else None
            await self.see(lambda key=key: self.terminal.send_message(Key(key, key if len(key) == 1 else None)), opens)

    async def see(self, deed: Callable[[], Awaitable[object] | None], opens: str | None = None) -> None:
        """Do something and look at all that came; `opens` is the chair whose view it may open."""
        before = self.view
        done = deed()
        if done is not None:
            await done
        await self.painted()
        self.look(before, opens)

    async def painted(self) -> None:
        """Wait until the page on top stands on the terminal: on a busy machine that is later than `pause` waits."""
        while True:
            await self.pilot.pause()
            page, done = self.app.screen, asyncio.Event()
            if page.is_mounted:
                page.call_after_refresh(done.set)
                with suppress(TimeoutError):  # a page that closes meanwhile never answers
                    await asyncio.wait_for(done.wait(), 5)
                if self.app.screen is page:
                    return

    def look(self, before: PrivateStep | None, opens: str | None) -> None:
        """Look at what was written since the last look, and at what stands on the screen now."""
        after, written = self.view, "".join(self.terminal.received[self.seen :])
        self.seen = len(self.terminal.received)
        if after is not None and after is not before:
            assert after.reader.chair == opens, "a view opens by the key of its chair alone"
            self.views.append(opens)
        if self.session.prompt is None:
            return  # play is over: everything may be told
        for what in (written, self.terminal.shown):
            leaked = told_by(what, self.session)
            leaked.pop(after.reader.chair if after is not None else "", None)
            assert not leaked, (leaked, self.terminal.shown)

    async def resize(self, width: int, height: int) -> None:
        """Make the terminal another size."""
        self.terminal._size = (width, height)
        self.terminal.screen.resize(height, width)
        await self.see(lambda: self.pilot.resize_terminal(width, height))

    async def wait(self, seconds: float) -> None:
        """Let time pass."""
        self.app.clock.now += seconds
        await self.see(lambda: None if self.page is None else self.page.poll_clock())
