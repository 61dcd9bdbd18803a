"""The help of the page one came from: a few sentences, every key that works there, and the crisis' own words."""

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widget import Widget

from game.locales import _
from game.tui.actions import bind, list_working_actions
from game.tui.toolkit.content import join_contents, style_text
from game.tui.toolkit.header import Header
from game.tui.toolkit.page import Page, can_scroll_further
from game.tui.toolkit.story import Paragraph, StoryWidget
from game.tui.toolkit.typeset import fit_to_width

_KEY = 10


class ScrollingPage(Page[None], inherit_bindings=False):
    """A page of text: arrows and page keys scroll it, Enter and Esc close it."""

    def action_enter(self) -> None:
        """Enter closes, like Esc."""
        self.close_page()

    def action_up(self) -> None:
        """A line up."""
        self.query_one(VerticalScroll).scroll_up(animate=False)

    def action_down(self) -> None:
        """A line down."""
        self.query_one(VerticalScroll).scroll_down(animate=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Where all of the text is seen, nothing scrolls."""
        if action == "scroll_page":
            return any(can_scroll_further(scroll, parameters) for scroll in self.query(VerticalScroll))
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


class HelpPage(ScrollingPage, inherit_bindings=False):
    """Generated from the page's own words and the registry of keys."""

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
            words = _(action.description)
            lead = fit_to_width(style_text(self.about.render_key_label(action.id), "bold $ceo"), _KEY)
            rows.append(
                Paragraph(
                    style_text(f"{words[:1].upper()}{words[1:]}. {_(action.tooltip)}", "$ink"), lead=lead, close=True
                )
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
        return [Paragraph(style_text(_("Words"), "bold $quiet")), *terms] if terms else []
