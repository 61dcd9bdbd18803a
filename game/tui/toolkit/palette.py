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

from game.content.safe_text import clean_text
from game.locales import LANGUAGES, N_, _
from game.tui.actions import bind, list_working_actions
from game.tui.themes import THEME_NAMES
from game.tui.toolkit.choices import NO_DIGIT, ChoiceRow, Choices
from game.tui.toolkit.content import style_text
from game.tui.toolkit.listing import ListPage
from game.tui.toolkit.page import Page
from game.tui.toolkit.story import Paragraph, StoryWidget

if TYPE_CHECKING:
    from textual.widgets._input import Input as _Input

_SKIPPED = frozenset(
    {"palette", "interrupt", "language", "pick", "choose", "up", "down", "lean", "answer", "change", "guess_pick"}
    | {"private_digit", "private_back", "private_on", "private_commit", "at_once"}
)


@dataclass(frozen=True)
class PaletteCommand:
    """Something that can be done: its name in the player's language, its key, and the action to run on a page."""

    name: str
    says: str
    key: str
    action: str
    target: DOMNode


class PalettePage(ListPage[PaletteCommand], inherit_bindings=False):
    """A line to type in over the commands that match."""

    CSS_PATH = "dialog.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bind("up", "down", "choose", "back")
    AUTO_FOCUS = "Input"
    ABOUT: ClassVar[tuple[str, ...]] = (N_("Type a part of a name; accents do not matter."),)

    def __init__(self, over: Page[object]) -> None:
        super().__init__()
        self.over = over
        self._all = [*_list_commands(over)]
        self._found: list[PaletteCommand] = self._all

    def compose_body(self) -> Iterable[Widget]:
        """Yield the line to type in, and the commands."""
        with Vertical(classes="dialog"):
            yield Input(select_on_focus=False, compact=True)
            yield StoryWidget()
            with VerticalScroll(id="commands"):
                yield Choices(widest=60)

    def update_texts(self) -> None:
        """Show what matches."""
        self._all = [*_list_commands(self.over)]
        self.query_one(Input).placeholder = _("Type a part of a command")
        self._filter_commands(self.query_one(Input).value)

    def build_rows(self) -> Sequence[ChoiceRow]:
        """Return a row a command."""
        return [
            ChoiceRow(
                style_text(command.name), style_text(command.says), style_text(command.key, "$soft"), digit=NO_DIGIT
            )
            for command in self._found
        ]

    def choose_row(self, index: int) -> None:
        """Close, and do it on the page that was open."""
        command = self._found[index]
        if self.is_current:
            self.dismiss(command)
            self.app.call_later(self.app.run_action, command.action, command.target)

    @on(Input.Changed)
    def search_typed_text(self, event: "_Input.Changed") -> None:
        """Search anew."""
        self.caret = 0
        self._filter_commands(event.value)

    @on(Input.Submitted)
    def choose_marked_command(self) -> None:
        """Enter in the line chooses the marked command."""
        self.action_enter()

    def _filter_commands(self, typed: str) -> None:
        wanted = fold_accents(clean_text(typed)).split()
        self._found = [command for command in self._all if all(part in fold_accents(command.name) for part in wanted)]
        self.query_one(StoryWidget).show_paragraphs(
            [] if self._found else [Paragraph(style_text(_("Nothing is called that here."), "$quiet"))]
        )
        super().update_texts()


def fold_accents(text: str) -> str:
    """Return a text without accents and case, as people type it in a hurry: `đ` is `d`."""
    apart = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return "".join(character for character in apart if not unicodedata.combining(character))


def _list_commands(page: Page[object]) -> Iterable[PaletteCommand]:
    for action, found in list_working_actions(page.active_bindings):
        if action.id not in _SKIPPED:
            name = _(action.description)
            name = name[:1].upper() + name[1:]
            yield PaletteCommand(
                name, _(action.tooltip), page.render_key_label(action.id), found.binding.action, found.node
            )
    for code, name in LANGUAGES.items():
        yield PaletteCommand(name, _("Speak this language."), "", f"app.speak('{code}')", page.app)
    for theme, name in THEME_NAMES.items():
        yield PaletteCommand(
            _("Theme: {name}", name=_(name)), _("Change the colours."), "", f"app.paint('{theme}')", page.app
        )
