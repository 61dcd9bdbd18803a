"""The help of the page one came from: a few sentences, every key that works there, and the crisis' own words."""

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widget import Widget

from game.locales import _
from game.tui.actions import bind, working
from game.tui.content import ink, join
from game.tui.screens.page import Page, further
from game.tui.typeset import pad
from game.tui.widgets.header import Header
from game.tui.widgets.story import Paragraph, Story

_KEY = 10


class Scrolling(Page[None], inherit_bindings=False):
    """A page of text: arrows and page keys scroll it, Enter and Esc close it."""

    def action_enter(self) -> None:
        """Enter closes, like Esc."""
        self.leave()

    def action_up(self) -> None:
        """A line up."""
        self.query_one(VerticalScroll).scroll_up(animate=False)

    def action_down(self) -> None:
        """A line down."""
        self.query_one(VerticalScroll).scroll_down(animate=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Where all of the text is seen, nothing scrolls."""
        if action == "scroll_page":
            return any(further(scroll, parameters) for scroll in self.query(VerticalScroll))
        if action in {"up", "down"}:
            return any(scroll.max_scroll_y > 0 for scroll in self.query(VerticalScroll))
        return super().check_action(action, parameters)

    def on_mount(self) -> None:
        """Tell the keys when there is more to read, or no more."""
        for scroll in self.query(VerticalScroll):
            self.watch(scroll, "scroll_y", self.refresh_bindings, init=False)

    def on_resize(self) -> None:
        """There may be more to read, or no more, on a page of another size."""
        self.call_after_refresh(self.refresh_bindings)

    def action_scroll_page(self, by: int) -> None:
        """A page up or down."""
        scroll = self.query_one(VerticalScroll)
        scroll.scroll_relative(y=by * max(1, scroll.size.height - 2), animate=False)


class Help(Scrolling, inherit_bindings=False):
    """Generated from the page's own words and the registry of keys."""

    CSS_PATH = "help.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bind("back", "close", "up", "down", "scroll_up", "scroll_down")

    def __init__(self, about: Page[object]) -> None:
        super().__init__()
        self.about = about
        self._keys = working(about.active_bindings)
        self._says = about.help()

    def body(self) -> Iterable[Widget]:
        """Yield the text."""
        yield Header()
        with VerticalScroll(id="help"):
            yield Story()

    def fill(self) -> None:
        """Show the sentences and the keys."""
        self.query_one(Header).show(ink(_("Help"), "bold $ink"))
        says = [Paragraph(ink(_(text), "$ink")) for text in self._says]
        keys = [Paragraph(ink(_("Keys on this page"), "bold $quiet")), *self._table()]
        self.query_one(Story).show([*says, *keys, *self._people(), *self._words_explained()])

    def _table(self) -> list[Paragraph]:
        rows = []
        for action, _found in self._keys:
            words = _(action.description)
            lead = pad(ink(self.about.label(action.id), "bold $ceo"), _KEY)
            rows.append(
                Paragraph(ink(f"{words[:1].upper()}{words[1:]}. {_(action.tooltip)}", "$ink"), lead=lead, close=True)
            )
        return rows

    def _people(self) -> list[Paragraph]:
        people = [Paragraph(role, lead=pad(name, _KEY), close=True) for name, role in self.about.people()]
        return [Paragraph(ink(_("Who is who"), "bold $quiet")), *people] if people else []

    def _words_explained(self) -> list[Paragraph]:
        terms = [Paragraph(meaning, lead=join(term, ink("  ")), close=True) for term, meaning in self.about.glossary()]
        return [Paragraph(ink(_("Words"), "bold $quiet")), *terms] if terms else []
