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
from game.narration.page_words import PageWord, list_all_words, list_page_words
from game.tui.actions import ACTIONS, Action, bind, list_working_actions
from game.tui.themes import THEME_NAMES, list_theme_names
from game.tui.toolkit.choices import NO_DIGIT, ChoiceRow, Choices, ListPage
from game.tui.toolkit.content import fit_to_width, join_contents, style_text
from game.tui.toolkit.help_columns import HelpBlock, HelpColumns, HelpPerson, HelpText
from game.tui.toolkit.lines import LinesWidget, Paragraph, StoryWidget
from game.tui.toolkit.page import Header, Page, can_scroll_further
from game.tui.toolkit.text_fields import TextLine

if TYPE_CHECKING:
    from textual.widgets._input import Input as _Input


_KEY = 10
_FRAME = 4
"""The lines of a page that its head, its keys and the margins take."""
_SCENE_KEYS = ("lean", "guess", "fact", "commit", "page_back", "log", "company", "seats", "menu")
"""What is pressed in a scene, told before one where there is room."""
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
        self._words: tuple[Paragraph, ...] = ()
        """The words of the page below, as it stood there when help was opened, in the language of now."""

    def compose_body(self) -> Iterable[Widget]:
        """Yield the text: as one column, and in several for a large page."""
        yield Header()
        with VerticalScroll(id="help"):
            yield StoryWidget()
            yield HelpColumns()

    def update_texts(self) -> None:
        """Show the sentences and the keys."""
        self.query_one(Header).show_titles(style_text(_("Help"), "bold $ink"))
        self._words = tuple(self._render_glossary())
        self._show_text()

    def on_resize(self) -> None:
        """Set the text in as many columns as there is room for."""
        if self.is_mounted:
            self._show_text()

    def _show_text(self) -> None:
        story, columns = self.query_one(StoryWidget), self.query_one(HelpColumns)
        story.display, columns.display = not self.is_large, self.is_large
        says = tuple(Paragraph(style_text(_(text), "$ink")) for text in self._says)
        keys, people, words = tuple(self._render_keys()), tuple(self._render_people()), self._words
        if not self.is_large:
            titled = ((_("Keys on this page"), keys), (_("Who is who"), people), (_("Words"), words))
            below = [
                [Paragraph(style_text(title, "bold $quiet")), *paragraphs] for title, paragraphs in titled if paragraphs
            ]
            story.show_paragraphs([*says, *(paragraph for block in below for paragraph in block)])
            return
        text = HelpText(
            says=HelpBlock(_("How it goes here"), says, airy=True),
            keys=HelpBlock(_("Keys on this page"), keys),
            people=HelpBlock(_("Who is who"), people),
            faces=tuple(self._list_faces()),
            words=HelpBlock(_("Words"), words),
            more_keys=HelpBlock(_("Keys in a scene"), tuple(self._render_scene_keys())),
            more_words=HelpBlock(_("Signs and words in a scene"), tuple(self._render_scene_words())),
        )
        columns.show_text(text, self.room.height - _FRAME)

    def _render_keys(self) -> list[Paragraph]:
        return [_render_key(self.about.render_key_label(action.id), action) for action, _found in self._keys]

    def _render_people(self) -> list[Paragraph]:
        return [Paragraph(role, lead=fit_to_width(name, _KEY), close=True) for name, role in self.about.list_people()]

    def _list_faces(self) -> Iterable[HelpPerson]:
        people = self.about.list_people()
        faces = self.about.list_faces() or ((),) * len(people)
        return (HelpPerson(tuple(face), name, role) for face, (name, role) in zip(faces, people, strict=True))

    def _render_glossary(self) -> list[Paragraph]:
        terms = [
            Paragraph(meaning, lead=join_contents(term, style_text("  ")), close=True)
            for term, meaning in self.about.list_glossary()
        ]
        return [*terms, *map(_render_word, list_page_words(read_painted_text(self.about)))]

    @property
    def _is_scene(self) -> bool:
        """Whether the page below is one of play, whose keys and signs are told anyway."""
        return bool({action.id for action, _found in self._keys} & {"log", "company"})

    def _render_scene_keys(self) -> Iterable[Paragraph]:
        if not self._is_scene:
            yield from (_render_key(ACTIONS[name].label, ACTIONS[name]) for name in _SCENE_KEYS)

    def _render_scene_words(self) -> Iterable[Paragraph]:
        if not self._is_scene:
            yield from map(_render_word, list_all_words())


def _render_key(label: str, action: Action) -> Paragraph:
    words, tooltip = _(action.description), _(action.tooltip)
    lead = fit_to_width(style_text(label, "bold $ink"), _KEY)
    return Paragraph(style_text(f"{words[:1].upper()}{words[1:]}. {tooltip}", "$ink"), lead=lead, close=True)


def _render_word(word: PageWord) -> Paragraph:
    return Paragraph(style_text(word.meaning, "$ink"), lead=style_text(f"{word.term}  ", "bold $ink"), close=True)


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
