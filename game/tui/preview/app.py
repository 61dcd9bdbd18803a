"""The preview as an application: it looks at the files a few times a second, and tells the pages what it finds.

While there is nothing to play yet, one page shows what is wrong with the files, anew after each save.
"""

import asyncio
from collections.abc import Iterable
from pathlib import Path
from typing import ClassVar, Final

from textual import work
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widget import Widget

from game.content.compiler import Manuscript
from game.content.safe_input import render_path
from game.locales import N_, _
from game.preview.trial import FileWatch, Trial
from game.tui.actions import bind
from game.tui.app import TandemApp
from game.tui.app_services import AppServices
from game.tui.preview.author_panel import AuthorPanelPage, WhyNotPage, render_problems, render_replay_notes
from game.tui.preview.play import PreviewEndingPage, PreviewPlayPage
from game.tui.toolkit.content import style_text
from game.tui.toolkit.help import ScrollingPage
from game.tui.toolkit.lines import Paragraph, StoryWidget
from game.tui.toolkit.page import Header, Page

EVERY: Final = 0.2
"""Seconds between two looks at the files, so that a saved change shows within half a second."""


class PreviewApp(TandemApp):
    """A crisis being tried out, on a full screen; without `every`, only `check_files_now` looks at the files."""

    def __init__(
        self, trial: Trial, watch: FileWatch, *, every: float | None = EVERY, folder: Path | None = None
    ) -> None:
        super().__init__(AppServices(), folder=folder)
        self.trial, self.files, self.every = trial, watch, every

    def get_default_screen(self) -> Screen[None]:
        """Return an empty page: nothing lies under the preview."""
        return Page()

    def _build_opening_page(self) -> Screen[None] | None:
        return self._build_page()

    def _build_page(self) -> Page[None]:
        return BrokenFilesPage(self.trial) if self.trial.session is None else PreviewPlayPage(self.trial)

    def describe_lines_offer(self) -> str:
        """Offer no lines: a preview is for the screen."""
        return ""

    def on_mount(self) -> None:  # type: ignore[override]
        """Start watching the files."""
        if self.every is not None:
            self.watch_files(self.every)

    @work
    async def watch_files(self, every: float) -> None:
        """Watch the files for as long as the program runs; they are read in a thread."""
        while True:
            await asyncio.sleep(every)
            if await asyncio.to_thread(self.files.has_changed):
                self.apply_manuscript(await asyncio.to_thread(self.trial.load_manuscript))

    def check_files_now(self) -> bool:
        """Look at the files once, and return whether they had changed."""
        changed = self.files.has_changed()
        if changed:
            self.apply_manuscript(self.trial.load_manuscript())
        return changed

    def apply_manuscript(self, found: Manuscript) -> None:
        """Apply what was read, and show it on every page."""
        self.trial.apply_manuscript(found)
        for screen in list(self.screen_stack):
            if isinstance(screen, BrokenFilesPage) and self.trial.session is not None:
                self.switch_screen(self._build_page())
            elif isinstance(screen, PreviewPlayPage):
                self._restore_page(screen)
            elif isinstance(screen, BrokenFilesPage | AuthorPanelPage | WhyNotPage):
                screen.refresh_texts()

    def _restore_page(self, page: PreviewPlayPage) -> None:
        if isinstance(self.screen, PreviewEndingPage):
            self.pop_screen()
            page.restore_page()
            self.call_after_refresh(page.show_ending)
        else:
            page.restore_page()

    def go_home(self) -> None:
        """Go back to the play: there is no home page here."""
        while len(self.screen_stack) > 2 and not isinstance(self.screen, PreviewPlayPage):
            self.pop_screen()


class BrokenFilesPage(ScrollingPage, inherit_bindings=False):
    """The problems that keep a crisis from being played."""

    CSS_PATH = "preview.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bind("up", "down", "scroll_up", "scroll_down")
    ABOUT: ClassVar[tuple[str, ...]] = (N_("Fix the file in your editor and save it: the game opens by itself."),)

    def __init__(self, trial: Trial) -> None:
        super().__init__()
        self.trial = trial

    def compose_body(self) -> Iterable[Widget]:
        """Yield the text."""
        yield Header()
        with VerticalScroll(id="broken", can_focus=False):
            yield StoryWidget()

    def update_texts(self) -> None:
        """Show what is wrong."""
        self.query_one(Header).show_titles(
            style_text(render_path(self.trial.path), "bold $ink"), style_text(_("Preview"), "$quiet")
        )
        missing = [Paragraph(one.body, lead=one.lead) for one in render_replay_notes(self.trial)]
        problems = [Paragraph(one.body, lead=one.lead) for one in render_problems(self.trial)]
        told = Paragraph(
            style_text(_("It can't be played yet. Save the fixed file, and the game opens by itself."), "$ink")
        )
        self.query_one(StoryWidget).show_paragraphs([told, *missing, *problems])
