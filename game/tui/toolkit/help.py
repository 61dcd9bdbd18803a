"""What can be done on the page below: its help, with every key that works there, and the palette of its commands."""

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

from game.content.safe_input import clean_text
from game.locales import LANGUAGES, N_, _
from game.narration.page_words import list_page_words
from game.tui.actions import bind, list_working_actions
from game.tui.themes import THEME_NAMES, list_theme_names
from game.tui.toolkit.choices import NO_DIGIT, ChoiceRow, Choices, ListPage
from game.tui.toolkit.content import fit_to_width, join_contents, style_text
from game.tui.toolkit.lines import LinesWidget, Paragraph, StoryWidget
from game.tui.toolkit.page import Header, Page, can_scroll_further
from game.tui.toolkit.text_fields import TextLine

if TYPE_CHECKING:
    from textual.widgets._input import Input as _Input


_KEY = 10
_SKIPPED = frozenset(
    {
        "palette",
        "interrupt",
        "language",
        "pick",
        "choose",
        "up",
        "down",
        "lean",
        "answer",
        "change",
        "guess",
        "fact",
        "take_back",
    }
    | {"private_digit", "private_back", "private_on", "private_commit", "at_once"}
)


class ScrollingPage(Page[None], inherit_bindings=False):
    """A page of text: arrows and page keys scroll it, Enter and Esc close it."""

    def action_enter(self) -> None:
        """Close, like Esc."""
        self.close_page()

    def action_up(self) -> None:
        """Scroll a line up."""
        self.query_one(VerticalScroll).scroll_up(animate=False)

    def action_down(self) -> None:
        """Scroll a line down."""
        self.query_one(VerticalScroll).scroll_down(animate=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Disable scrolling where all of the text is visible."""
        if action == "scroll_page":
            return any(can_scroll_further(scroll, parameters) for scroll in self.query(VerticalScroll))
        if action in {"up", "down"}:
            return any(scroll.max_scroll_y > 0 for scroll in self.query(VerticalScroll))
        return super().check_action(action, parameters)

    def on_mount(self) -> None:
        """Update the line of keys whenever there is more to read, or no more."""
        for scroll in self.query(VerticalScroll):
            self.watch(scroll, "scroll_y", self.refresh_bindings, init=False)

    def on_resize(self) -> None:
        """Update the line of keys: at another size there may be more to read, or no more."""
        self.call_after_refresh(self.refresh_bindings)

    def action_scroll_page(self, by: int) -> None:
        """Scroll by `by` pages."""
        scroll = self.query_one(VerticalScroll)
        scroll.scroll_relative(y=by * max(1, scroll.size.height - 2), animate=False)


class HelpPage(ScrollingPage, inherit_bindings=False):
    """The help of a page, generated from its own paragraphs and the registry of keys."""

    CSS_PATH = "help.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bind("back", "close", "up", "down", "scroll_up", "scroll_down")

    def __init__(self, about: Page[object]) -> None:
        super().__init__()
        self.about = about
        self._keys = list_working_actions(about.active_bindings)
        self._says = about.list_help_paragraphs()

    def compose_body(self) -> Iterable[Widget]:
        """Yield the text."""
        yield Header()
        with VerticalScroll(id="help"):
            yield StoryWidget()

    def update_texts(self) -> None:
        """Show the sentences and the keys."""
        self.query_one(Header).show_titles(style_text(_("Help"), "bold $ink"))
        says = [Paragraph(style_text(_(text), "$ink")) for text in self._says]
        keys = [Paragraph(style_text(_("Keys on this page"), "bold $quiet")), *self._render_keys()]
        self.query_one(StoryWidget).show_paragraphs([*says, *keys, *self._render_people(), *self._render_glossary()])

    def _render_keys(self) -> list[Paragraph]:
        rows = []
        for action, _found in self._keys:
            words, tooltip = _(action.description), _(action.tooltip)
            lead = fit_to_width(style_text(self.about.render_key_label(action.id), "bold $ceo"), _KEY)
            rows.append(
                Paragraph(style_text(f"{words[:1].upper()}{words[1:]}. {tooltip}", "$ink"), lead=lead, close=True)
            )
        return rows

    def _render_people(self) -> list[Paragraph]:
        people = [Paragraph(role, lead=fit_to_width(name, _KEY), close=True) for name, role in self.about.list_people()]
        return [Paragraph(style_text(_("Who is who"), "bold $quiet")), *people] if people else []

    def _render_glossary(self) -> list[Paragraph]:
        terms = [
            Paragraph(meaning, lead=join_contents(term, style_text("  ")), close=True)
            for term, meaning in self.about.list_glossary()
        ]
        terms += [
            Paragraph(style_text(word.meaning, "$ink"), lead=style_text(f"{word.term}  ", "bold $ink"), close=True)
            for word in list_page_words(read_painted_text(self.about))
        ]
        return [Paragraph(style_text(_("Words"), "bold $quiet")), *terms] if terms else []


def read_painted_text(page: Widget) -> str:
    """Return all that stands on a page, as it is laid out now."""
    shown = (widget for widget in page.query(LinesWidget) if widget.display and widget.size.width)
    return "\n".join(row.plain for widget in shown for row in widget.render_rows(widget.size.width))


@dataclass(frozen=True)
class PaletteCommand:
    """Something that can be done: its name in the player's language, its key, and the action to run on a page."""

    name: str
    says: str
    key: str
    action: str
    target: DOMNode


class PalettePage(ListPage[PaletteCommand], inherit_bindings=False):
    """An input over the commands that match it."""

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
        """Yield the input, and the commands."""
        with Vertical(classes="dialog"):
            yield TextLine(select_on_focus=False, compact=True)
            yield StoryWidget()
            with VerticalScroll(id="commands"):
                yield Choices(widest=60)

    def update_texts(self) -> None:
        """Show what matches."""
        self._all = [*_list_commands(self.over)]
        self.query_one(Input).placeholder = _("Type a part of a command")
        self._filter_commands(self.query_one(Input).value)

    def build_rows(self) -> Sequence[ChoiceRow]:
        """Return a row for each command."""
        return [
            ChoiceRow(
                style_text(command.name), style_text(command.says), style_text(command.key, "$quiet"), digit=NO_DIGIT
            )
            for command in self._found
        ]

    def choose_row(self, index: int) -> None:
        """Close, and run the command on the page below."""
        command = self._found[index]
        if self.is_current:
            self.dismiss(command)
            self.app.call_later(self.app.run_action, command.action, command.target)

    @on(Input.Changed)
    def search_typed_text(self, event: "_Input.Changed") -> None:
        """Show the commands that match now."""
        self.caret = 0
        self._filter_commands(event.value)

    @on(Input.Submitted)
    def choose_marked_command(self) -> None:
        """Choose the marked command."""
        self.action_enter()

    def _filter_commands(self, typed: str) -> None:
        wanted = fold_accents(clean_text(typed)).split()
        self._found = [command for command in self._all if all(part in fold_accents(command.name) for part in wanted)]
        self.query_one(StoryWidget).show_paragraphs(
            [] if self._found else [Paragraph(style_text(_("Nothing is called that here."), "$quiet"))]
        )
        super().update_texts()


def fold_accents(text: str) -> str:
    """Return a text without accents and case, as people type in a hurry; `đ` becomes `d`."""
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
    for theme in list_theme_names(page.app.console.color_system):
        yield PaletteCommand(
            _("Theme: {name}", name=_(THEME_NAMES[theme])),
            _("Change the colours."),
            "",
            f"app.paint('{theme}')",
            page.app,
        )
