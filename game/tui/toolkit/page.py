"""What every page has: a header, its own widgets, the line of keys at the bottom, words that follow the language.

Where the terminal is smaller than 80 by 24 a notice stands in for all of it. `AppContext` is what a page may ask of
the application, `PageFactory` how it opens pages that it does not import.
"""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Final, Literal, Protocol, TypeVar, cast

from textual import events, on
from textual.app import ComposeResult
from textual.binding import ActiveBinding
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.screen import Screen
from textual.timer import Timer
from textual.widget import Widget

from game.locales import _
from game.tui.actions import ACTIONS, Action, list_working_actions, translate_bindings
from game.tui.app_services import AppServices, NotPossibleError
from game.tui.settings import Settings
from game.tui.toolkit.content import (
    NOTHING,
    align_ends,
    fit_to_width,
    is_same_content,
    join_contents,
    style_text,
    wrap_text,
)
from game.tui.toolkit.lines import LinesWidget
from game.tui.toolkit.still import Still, StillVertical

if TYPE_CHECKING:
    from game.playthrough.saves import SaveSummary
    from game.playthrough.saves.saved_game import Game
    from game.playthrough.session import Session
    from game.playthrough.setup import Difficulty


SaveState = Literal["", "saving", "saved", "failed"]
"""How far what a player did is on the disk; "" before anything was done."""


def render_save_state(state: SaveState) -> Content:
    """Return the mark at the line of keys that tells whether what was done is saved."""
    match state:
        case "saving":
            return style_text(_("saving…"), "$quiet")
        case "saved":
            return style_text(_("saved ✓"), "$gained")
        case "failed":
            return style_text(_("not saved ✕"), "$lost")
    return NOTHING


def explain_failed_save(why: str) -> str:
    """Return the notice for something that could not be saved."""
    return _("Not saved: {why}", why=why)


class Header(LinesWidget):
    """The line at the top of a page, with a left and a right end."""

    DEFAULT_CSS = "Header { height: 1; background: $slate; padding: 0 1; }"

    def __init__(self) -> None:
        super().__init__()
        self.left: Content = NOTHING
        self.detail: Content = NOTHING
        self.right: Content = NOTHING

    def show_titles(self, left: Content, right: Content = NOTHING, detail: Content = NOTHING) -> None:
        """Show titles; if they do not fit, the left end is cut rather than the detail after it."""
        if not is_same_content((left, right, detail), (self.left, self.right, self.detail)):
            self.left, self.right, self.detail = left, right, detail
            self.refresh_rows()

    def render_rows(self, width: int) -> list[Content]:
        """Return the line; the right end is never cut."""
        room = width - self.right.cell_length - 1 - self.detail.cell_length
        left = self.left if self.left.cell_length <= room else fit_to_width(self.left, max(0, room))
        return [align_ends(left + self.detail, self.right, width)]


WIDE: Final = 110
HIGH: Final = 34
"""The size, in columns and rows, from which a page is large: there is room for what belongs beside its text."""
MOST_COLUMNS: Final = 170
MOST_ROWS: Final = 54
"""On a larger terminal a page keeps the size of `LARGEST`, in the middle; so does `app.tcss`."""
LARGEST: Final = Size(160, 50)

NOTICE: Final = 4.0
"""Seconds for which a notice is shown."""
Result = TypeVar("Result")
Opened = TypeVar("Opened")
Done = TypeVar("Done")
PageName = Literal["first_run", "shelf", "pair_setup", "saves", "workshop", "settings"]
"""Pages that need nothing but their name to be opened."""
_ALWAYS = frozenset({"quit", "help", "language", "palette", "interrupt", "suspend", "back", "menu"})


class KeysLine(LinesWidget):
    """The line at the bottom: keys as (label, description, Textual's name of the key), and a status at the right."""

    DEFAULT_CSS = "KeysLine { height: 1; background: $slate; padding: 0 1; }"

    class KeyClicked(Message):
        """A key was clicked; `key` is what Textual would call it."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    def __init__(self) -> None:
        super().__init__()
        self.keys: Sequence[tuple[str, str, str]] = ()
        self.state: Content = NOTHING
        self.notice: Content = NOTHING
        self._ending: Timer | None = None
        self._places: list[tuple[int, int, str]] = []

    def show_keys(self, keys: Sequence[tuple[str, str, str]], state: Content) -> None:
        """Show keys, and a status at the right end."""
        if not is_same_content((keys, state), (self.keys, self.state)):
            self.keys, self.state = keys, state
            self.refresh_rows()

    def show_notice(self, notice: Content) -> None:
        """Show a notice in place of the keys for a few seconds; a later one replaces it and starts the time again."""
        if self._ending is not None:
            self._ending.stop()
        self.notice = notice
        self._ending = self.set_timer(NOTICE, self.clear_notice)
        self.refresh_rows()

    def clear_notice(self) -> None:
        """Show the keys again: the time is over, or the notice was about a page that is gone."""
        if self._ending is not None:
            self._ending.stop()
            self.notice, self._ending = NOTHING, None
            self.refresh_rows()

    def render_rows(self, width: int) -> list[Content]:
        """Return the one line; keys that do not fit are left out from the right, never cut."""
        if self.notice:
            return [align_ends(self.notice, self.state, width)]
        room = width - self.state.cell_length - 2
        line, self._places = NOTHING, []
        for label, description, key in self.keys:
            piece = join_contents(
                style_text("  " if line else ""),
                style_text(label, "bold $ink"),
                style_text(f" {description}", "$quiet"),
            )
            if line.cell_length + piece.cell_length > room:
                break
            self._places.append((line.cell_length, line.cell_length + piece.cell_length, key))
            line += piece
        return [align_ends(line, self.state, width)]

    def on_click(self, event: events.Click) -> None:
        """Report a click on a key."""
        at = event.get_content_offset(self)
        for start, end, key in self._places:
            if at is not None and start <= at.x < end:
                self.post_message(self.KeyClicked(key))


class TooSmallNotice(LinesWidget):
    """A notice that asks for a larger window; it fits any size, down to one cell."""

    DEFAULT_CSS = "TooSmallNotice { display: none; height: 1fr; }"

    def render_rows(self, width: int) -> list[Content]:
        """Return the request, wrapped to whatever there is."""
        size = self.app.size
        here = _("This terminal has {width} by {height}.", width=size.width, height=size.height)
        lines = cast("AppContext", self.app).describe_lines_offer()
        return [
            *wrap_text(style_text(_("The game needs 80 by 24 characters."), "bold $ink"), width),
            *(wrap_text(style_text(lines, "$ink"), width) if lines else []),
            *wrap_text(style_text(here, "$quiet"), width),
            *wrap_text(style_text(_("Make the window larger; nothing is lost."), "$quiet"), width),
        ]


def can_scroll_further(scroll: Widget, by: tuple[object, ...]) -> bool:
    """Whether a widget can be scrolled: down if the first parameter of the action is positive, else up."""
    on = bool(by) and isinstance(by[0], int) and by[0] > 0
    return scroll.scroll_offset.y < scroll.max_scroll_y if on else scroll.scroll_offset.y > 0


@dataclass(frozen=True)
class PairSetupRequest:
    """What the command line asks for as two people take their seats.

    `names` are those of who leads and who builds in real life; `crisis` is its folder, None for the first on the shelf;
    luck and mode are as in a `Setup`.
    """

    names: tuple[str, ...] = ()
    crisis: Path | None = None
    seed: int | None = None
    playthrough: int = 0
    mode: "Difficulty | None" = None


class PageFactory(Protocol):
    """Builds pages for pages that must not import them: those of another package, and the heavy ones."""

    def build_page(self, name: PageName) -> "Page[None]":
        """Build a page by its name."""

    def build_pair_setup_page(self, request: PairSetupRequest) -> "Page[None]":
        """Build the page on which two people take their seats, filled in as far as was asked."""

    def build_game_page(self, game: "Game") -> "Page[None]":
        """Build the page of a game: for one person, for two, or its ending where play is over."""

    def build_debrief_page(self, game: "Game") -> "Page[None]":
        """Build the page that looks back at a game that is over."""

    def build_look_back_page(self, game: "Game", fact: str) -> "Page[None]":
        """Build the page that looks back at the moment when `fact` was kept, in a game that goes on."""

    def open_help(self, page: "Page[Any]") -> None:
        """Open the help of `page`, which may be the help itself: then nothing happens."""

    def open_palette(self, page: "Page[Any]") -> None:
        """Open the palette over `page`, which may be the palette itself: then nothing happens."""

    def resume_game(self, page: "Page[Any]", save: "SaveSummary") -> None:
        """Open a saved game over `page`, or say there why it can't be opened."""

    def offer_replay(
        self, page: "Page[Any]", session: "Session", path: Path | None, leave: Callable[[], None] | None = None
    ) -> None:
        """Offer to play a finished game again from its save; `leave` closes it before the next one opens."""


class AppContext(Protocol):
    """What a page may ask of the application."""

    settings: Settings
    folder: Path
    services: AppServices
    game: "Game | None"
    settle: float
    clock: Callable[[], float]

    @property
    def pages(self) -> PageFactory:
        """The factory of other pages."""

    def change_settings(self, **values: object) -> None:
        """Change settings by name, and keep them."""

    def switch_language(self, code: str) -> None:
        """Switch the language everywhere."""

    def show_notice(self, text: str) -> None:
        """Show a notice on the bottom line, for a few seconds."""

    def describe_lines_offer(self) -> str:
        """Return what Enter does in a window that is too small; '' where it does nothing."""

    def go_home(self) -> None:
        """Close every page but home."""

    def action_help(self) -> None:
        """Open the help of the page on top."""


class Page(Still, Screen[Result], inherit_bindings=False):
    """The base of all pages; the docstring of `game.tui` says how to add one."""

    ABOUT: ClassVar[tuple[str, ...]] = ()
    """Paragraphs of the help page, as messages."""
    AUTO_FOCUS = ""

    @property
    def tandem(self) -> AppContext:
        """The application, as pages know it."""
        return cast("AppContext", self.app)

    @property
    def room(self) -> Size:
        """The columns and rows that the page has: those of the terminal, unless that is larger than a page gets."""
        width, height = self.size
        return Size(LARGEST.width if width > MOST_COLUMNS else width, LARGEST.height if height > MOST_ROWS else height)

    @property
    def is_large(self) -> bool:
        """Whether there is room beside the text, and under it."""
        return self.room.width >= WIDE and self.room.height >= HIGH

    def compose_body(self) -> Iterable[Widget]:
        """Yield the widgets of the page."""
        return ()

    def update_texts(self) -> None:
        """Put every text on the widgets, in the language of the moment."""

    def render_status(self) -> Content:
        """What the bottom line says at its right end."""
        return NOTHING

    def list_help_paragraphs(self) -> tuple[str, ...]:
        """Return the paragraphs of the help page, as messages, for the moment."""
        return self.ABOUT

    def list_glossary(self) -> tuple[tuple[Content, Content], ...]:
        """Return the terms that the help page explains, each with what it means."""
        return ()

    def list_people(self) -> tuple[tuple[Content, Content], ...]:
        """Return the people whom the help page introduces, each with what they do."""
        return ()

    def list_faces(self) -> tuple[Sequence[Content], ...]:
        """Return the face of each of these people as lines, none for who has no portrait; () for no faces at all."""
        return ()

    def render_key_label(self, action: str) -> str:
        """Return how the keys of an action are written on this page."""
        return ACTIONS[action].label

    def compose(self) -> ComposeResult:
        """Set the leaf, and what stands in for it where there is no room."""
        yield TooSmallNotice()
        with StillVertical(id="leaf"):
            yield from self.compose_body()
        yield KeysLine()

    def on_mount(self) -> None:
        """Fill the page, and keep the line of keys up to date."""
        self.bindings_updated_signal.subscribe(self, lambda _screen: self.show_keys())
        self._refresh_mounted_texts()

    def refresh_texts(self) -> None:
        """Set the words anew: after mounting, after a switch of language."""
        if self.is_mounted:
            self._refresh_mounted_texts()

    def _refresh_mounted_texts(self) -> None:
        for lines in self.query(LinesWidget):
            lines.refresh_rows()
        self.update_texts()
        self.refresh_bindings()

    def list_active_keys(self) -> dict[str, ActiveBinding]:
        """The keys that work now, their words as they stand in the registry."""
        return super().active_bindings

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The keys that work now, with their words in the language of the moment."""
        return translate_bindings(self.list_active_keys())

    def is_shown_in_key_line(self, action: Action) -> bool:
        """Whether the bottom line tells of an action, where it works."""
        return action.show

    def show_keys(self) -> None:
        """Show the keys that work now on the bottom line."""
        keys = [
            (self.render_key_label(action.id), _(action.description), found.binding.key)
            for action, found in list_working_actions(self.list_active_keys())
            if self.is_shown_in_key_line(action)
        ]
        for line in self.query(KeysLine):
            line.show_keys(keys, self.render_status())

    def open_page(self, page: "Page[Opened]", then: Callable[[Opened | None], None] | None = None) -> None:
        """Open a page over this one; a second key before the first has worked does nothing."""
        if self.is_current:
            self.app.push_screen(page, then)

    def close_page(self, result: Result | None = None) -> None:
        """Close this page, once."""
        if self.is_current and len(self.app.screen_stack) > 1:
            self.dismiss(result)

    def work_beside_screen(self, work: Callable[[], Done], then: Callable[[Done], None]) -> None:
        """Do `work` in a thread, as a disk may take its time, and `then` go on here with what came of it.

        The program goes on meanwhile; what is pressed on this page waits its turn. A NotPossibleError of either is
        told on the bottom line.
        """

        async def wait_for_it() -> None:
            try:
                then(await asyncio.to_thread(work))
            except NotPossibleError as refused:
                self.tandem.show_notice(str(refused))

        self.call_next(wait_for_it)

    def lock_private_view(self) -> bool:
        """Lock what one of two people alone may read, where the page shows any; tell whether it did."""
        return False

    def action_back(self) -> None:
        """Go back to where one came from."""
        self.close_page()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Where the page has no room only the keys that cannot decide anything work."""
        return action in _ALWAYS or not self.is_too_small

    @property
    def is_too_small(self) -> bool:
        """Whether there is only room for the request for room."""
        return self.has_class("-narrow") or self.has_class("-low")

    @on(KeysLine.KeyClicked)
    async def press_key(self, event: KeysLine.KeyClicked) -> None:
        """A click on the bottom line is the key."""
        self.press_clicked_key(event.key)

    def press_clicked_key(self, key: str) -> None:
        """Do what a key does that was clicked on the bottom line."""
        self.app.simulate_key(key)
