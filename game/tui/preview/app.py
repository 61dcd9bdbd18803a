"""The preview as an application: it looks at the files a few times a second, and tells the pages what it finds."""

import asyncio
from pathlib import Path
from typing import Final

from textual import work
from textual.screen import Screen

from game.content.manuscript import Manuscript
from game.tui import app
from game.tui.app import TandemApp
from game.tui.desk import Desk
from game.tui.preview.broken import Broken
from game.tui.preview.panel import PanelPage
from game.tui.preview.play import Finish, Preview
from game.tui.preview.trial import Trial, Watch
from game.tui.preview.why import WhyNot
from game.tui.screens.page import Page

EVERY: Final = 0.2
"""Seconds between two looks, so that what a save changed stands on the screen within half a second."""


class PreviewApp(TandemApp):
    """A crisis on trial, on a full screen. Without `every` nobody looks but who calls `look_now`."""

    CSS_PATH = str(Path(app.__file__).with_name("app.tcss"))

    def __init__(self, trial: Trial, watch: Watch, *, every: float | None = EVERY, folder: Path | None = None) -> None:
        super().__init__(Desk(), folder=folder)
        self.trial, self.files, self.every = trial, watch, every

    def get_default_screen(self) -> Screen[None]:
        """Nothing lies under the preview."""
        return Page()

    def _opening(self) -> Screen[None] | None:
        return self._page()

    def _page(self) -> Page[None]:
        return Broken(self.trial) if self.trial.session is None else Preview(self.trial)

    def on_mount(self) -> None:  # type: ignore[override]
        """Begin to look."""
        if self.every is not None:
            self.keep_looking(self.every)

    @work
    async def keep_looking(self, every: float) -> None:
        """Look at the files for ever; reading them is done in a thread."""
        while True:
            await asyncio.sleep(every)
            if await asyncio.to_thread(self.files.changed):
                self.take(await asyncio.to_thread(self.trial.look))

    def look_now(self) -> bool:
        """Look at the files once; tell whether they had changed."""
        changed = self.files.changed()
        if changed:
            self.take(self.trial.look())
        return changed

    def take(self, found: Manuscript) -> None:
        """Take what a look has found, and let every page show it."""
        self.trial.take(found)
        for screen in list(self.screen_stack):
            if isinstance(screen, Broken) and self.trial.session is not None:
                self.switch_screen(self._page())
            elif isinstance(screen, Preview):
                self._come_back(screen)
            elif isinstance(screen, Broken | PanelPage | WhyNot):
                screen.refill()

    def _come_back(self, page: Preview) -> None:
        if isinstance(self.screen, Finish):
            self.pop_screen()
            page.come_back()
            self.call_after_refresh(page.show_ending)
        else:
            page.come_back()

    def go_home(self) -> None:
        """There is no home here: go back to the play."""
        while len(self.screen_stack) > 2 and not isinstance(self.screen, Preview):
            self.pop_screen()
