"""Every command of the page one is on, found by any part of its name, with or without accents."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.dom import DOMNode
from textual.widget import Widget
from textual.widgets import Input

from game.content.clean import safe
from game.locales import LANGUAGES, N_, _
from game.tui.actions import bind, working
from game.tui.content import ink
from game.tui.screens.listing import Listing
from game.tui.screens.page import Page
from game.tui.screens.preferences import THEME_NAMES
from game.tui.widgets.choices import NO_DIGIT, Choices, Row
from game.tui.widgets.story import Paragraph, Story

if TYPE_CHECKING:
    from textual.widgets._input import Input as _Input

_SKIPPED = frozenset(
    {"palette", "interrupt", "language", "pick", "choose", "up", "down", "lean", "answer", "change", "guess_pick"}
    | {"private_digit", "private_back", "private_on", "private_commit", "at_once"}
)


@dataclass(frozen=True)
class Command:
    """Something that can be done: its name in the player's language, its key, and the action to run on a page."""

    name: str
    says: str
    key: str
    action: str
    target: DOMNode


class Palette(Listing[Command], inherit_bindings=False):
    """A line to type in over the commands that match."""

    CSS_PATH = "dialog.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bind("up", "down", "choose", "back")
    AUTO_FOCUS = "Input"
    ABOUT: ClassVar[tuple[str, ...]] = (N_("Type a part of a name; accents do not matter."),)

    def __init__(self, over: Page[object]) -> None:
        super().__init__()
        self.over = over
        self._all = [*_commands(over)]
        self._found: list[Command] = self._all

    def body(self) -> Iterable[Widget]:
        """Yield the line to type in, and the commands."""
        with Vertical(classes="dialog"):
            yield Input(select_on_focus=False, compact=True)
            yield Story()
            with VerticalScroll(id="commands"):
                yield Choices(widest=60)

    def fill(self) -> None:
        """Show what matches."""
        self._all = [*_commands(self.over)]
        self.query_one(Input).placeholder = _("Type a part of a command")
        self._search(self.query_one(Input).value)

    def rows(self) -> Sequence[Row]:
        """Return a row a command."""
        return [
            Row(ink(command.name), ink(command.says), ink(command.key, "$soft"), digit=NO_DIGIT)
            for command in self._found
        ]

    def picked(self, index: int) -> None:
        """Close, and do it on the page that was open."""
        command = self._found[index]
        if self.is_current:
            self.dismiss(command)
            self.app.call_later(self.app.run_action, command.action, command.target)

    @on(Input.Changed)
    def typed(self, event: "_Input.Changed") -> None:
        """Search anew."""
        self.caret = 0
        self._search(event.value)

    @on(Input.Submitted)
    def submitted(self) -> None:
        """Enter in the line chooses the marked command."""
        self.action_enter()

    def _search(self, typed: str) -> None:
        wanted = folded(safe(typed)).split()
        self._found = [command for command in self._all if all(part in folded(command.name) for part in wanted)]
        self.query_one(Story).show([] if self._found else [Paragraph(ink(_("Nothing is called that here."), "$quiet"))])
        super().fill()


def folded(text: str) -> str:
    """Return a text without accents and case, as people type it in a hurry: `đ` is `d`."""
    apart = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return "".join(character for character in apart if not unicodedata.combining(character))


def _commands(page: Page[object]) -> Iterable[Command]:
    for action, found in working(page.active_bindings):
        if action.id not in _SKIPPED:
            name = _(action.description)
            name = name[:1].upper() + name[1:]
            yield Command(name, _(action.tooltip), page.label(action.id), found.binding.action, found.node)
    for code, name in LANGUAGES.items():
        yield Command(name, _("Speak this language."), "", f"app.speak('{code}')", page.app)
    for theme, name in THEME_NAMES.items():
        yield Command(_("Theme: {name}", name=_(name)), _("Change the colours."), "", f"app.paint('{theme}')", page.app)
