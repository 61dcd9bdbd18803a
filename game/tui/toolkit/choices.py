"""Rows to pick from, and the pages that consist of them.

`Choices` shows the rows: a caret, a digit, a sentence that may wrap, a dim hint under it. It holds no keys: the page
moves the caret and asks which row it is on. A click is a message with the turn that the rows were shown for, so that
a page that has moved on can refuse it. `ListPage` gives arrows, digits, Enter and the mouse the same effect on every
page with rows, `DialogPage` puts them under a heading in a box, and `ConfirmPage` asks before what can't be undone.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import ClassVar, Final, TypeVar

from textual import events, on
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.geometry import Region
from textual.message import Message
from textual.widget import Widget

from game.locales import N_, _
from game.tui.actions import bind
from game.tui.toolkit.content import (
    COLUMN,
    NOTHING,
    align_ends,
    fill_background,
    fit_to_width,
    is_same_content,
    join_contents,
    style_text,
    wrap_hanging,
)
from game.tui.toolkit.lines import FoldableLines, Paragraph, StoryWidget
from game.tui.toolkit.page import Page

NO_DIGIT = " "
"""The digit of a row that has none."""
SPREAD: Final = 110
_SPREAD_MOST: Final = 116
"""The width from which on rows may be spread out, and how far."""
_LABEL_MOST: Final = 48
"""The cells that labels take at most where their hints stand after them."""
Result = TypeVar("Result")


@dataclass(frozen=True)
class ChoiceRow:
    """One row. `note` stands at the end of its first line (a mark, a value); a greyed row says why in `hint`.

    `lead` stands where caret and digit would. `tail` ends the label where both fit on one line; else it is the hint.
    """

    label: Content
    hint: Content = NOTHING
    note: Content = NOTHING
    digit: str = ""
    greyed: bool = False
    gap: bool = False
    lead: Content = NOTHING
    tail: Content = NOTHING


class Choices(FoldableLines):
    """Rows, a caret on the one that is picked, a smaller mark on the one that is looked at (None: on none)."""

    class RowClicked(Message):
        """A row was clicked, in the turn it was shown for."""

        def __init__(self, choices: "Choices", index: int, turn: str) -> None:
            super().__init__()
            self.choices, self.index, self.turn = choices, index, turn

        @property
        def control(self) -> "Choices":
            """The widget, for `@on` with a selector."""
            return self.choices

    def __init__(self, *, id: str | None = None, accent: str = "$ceo", widest: int = COLUMN) -> None:  # noqa: A002
        super().__init__(id=id)
        self.options: Sequence[ChoiceRow] = ()
        self.caret: int | None = None
        self.look: int | None = None
        self.turn = ""
        self.accent = accent
        self.spread = False
        """Whether rows take a large page's width, with the hint at the end of a line where it fits."""
        self._widest = widest
        self._owners: list[int] = []
        self._made: dict[tuple[int, bool, bool, int, bool, str], tuple[ChoiceRow, list[Content]]] = {}

    def show_rows(
        self,
        rows: Sequence[ChoiceRow],
        caret: int | None,
        turn: str = "",
        accent: str = "$ceo",
        look: int | None = None,
    ) -> None:
        """Show other rows, or other marks."""
        before = (self.options, self.caret, self.accent, self.look)
        self.options, self.caret, self.turn, self.accent, self.look = rows, caret, turn, accent, look
        if not is_same_content(before, (rows, caret, accent, look)):
            self.refresh_rows()

    def render_foldable_rows(self, width: int, folded: bool) -> list[Content]:
        """Return the rows as lines; folded, with hints under the row that is looked at, else the picked one, only."""
        blocks = self._render_blocks(width, folded)
        if folded == self.folded:
            self._owners = [index for index, block in enumerate(blocks) for _line in block]
        return [line for block in blocks for line in block] + [style_text("")] * self._count_reserved_lines(folded)

    def on_click(self, event: events.Click) -> None:
        """Tell the page which row was clicked."""
        at = event.get_content_offset(self)
        if at is not None and at.y < len(self._owners):
            self.post_message(self.RowClicked(self, self._owners[at.y], self.turn))

    def locate_row(self, index: int) -> int:
        """Return the first line of a row, for scrolling it into view."""
        return self._owners.index(index) if index in self._owners else 0

    def _count_reserved_lines(self, folded: bool) -> int:
        """Keep a line free while no row is marked, so that nothing jumps when one is."""
        return int(folded and self._opened_row is None and any(row.hint for row in self.options))

    @property
    def _opened_row(self) -> int | None:
        """The row whose hint is seen where hints are folded."""
        return self.caret if self.look is None else self.look

    def _render_blocks(self, width: int, folded: bool) -> list[list[Content]]:
        column = min(width, _SPREAD_MOST if self.spread and width >= SPREAD else self._widest)
        return [self._render_cached_block(index, row, column, folded) for index, row in enumerate(self.options)]

    def _render_cached_block(self, index: int, row: ChoiceRow, width: int, folded: bool) -> list[Content]:
        """Return a row's lines, from the cache unless the row has changed."""
        marks = (index == self.caret, index == self.look)
        key = (index, *marks, width, folded and index != self._opened_row, self.accent)
        made = self._made.get(key)
        if made is None or not is_same_content(made[0], row):
            made = self._made[key] = (row, self._render_block(index, row, width, key[4]))
        return made[1]

    def _render_block(self, index: int, row: ChoiceRow, width: int, folded: bool) -> list[Content]:
        here = index == self.caret
        digit = row.digit or str(index + 1)
        style = f"bold {self.accent}" if here else "$quiet"
        caret = join_contents(
            style_text(" ▸" if here else "  ", style),
            style_text("›" if index == self.look else " ", "bold $ink"),
            style_text("" if row.digit == NO_DIGIT else digit.ljust(3), style),
        )
        lead = row.lead or caret
        room = width - row.note.cell_length - 1 if row.note else width
        hinted = bool(row.hint) and not row.note
        row = _place_tail(row, room - lead.cell_length)
        if width >= SPREAD and hinted and self._has_room_for_hints(width - lead.cell_length):
            row = _move_hint_to_end(row, max(one.hint.cell_length for one in self.options))
        label = row.label.stylize_before(_choose_label_style(row, here))
        lines = wrap_hanging(lead, label, room)
        if row.note:
            lines[0] = align_ends(lines[0], row.note, width)
        if row.hint and not folded:
            lines += self._render_hint(row, lead.cell_length, "$quiet", width)
        lines = [fill_background(fit_to_width(line, width), width, "$caret") for line in lines] if here else lines
        return [style_text(""), *lines] if row.gap else lines

    def _has_room_for_hints(self, room: int) -> bool:
        """Whether every hint has room behind its label, in a column: else they all stand below."""
        hinted = [row for row in self.options if not row.note]
        column = max((row.hint.cell_length for row in hinted), default=0)
        return all(row.label.cell_length + column < room for row in hinted)

    def _render_hint(self, row: ChoiceRow, indent: int, style: str, width: int) -> list[Content]:
        """Return the hint under a row; under a row with its own lead it is cut to a single line."""
        hint, space = row.hint.stylize_before(style), style_text(" " * indent)
        return [fit_to_width(space + hint, width)] if row.lead else wrap_hanging(space, hint, width)


def set_on_one_line(rows: Sequence[ChoiceRow]) -> list[ChoiceRow]:
    """Return rows with hint and note after the label, in a column; a greyed row, which says why, stays as it is."""
    column = min(_LABEL_MOST, max((row.label.cell_length for row in rows), default=0)) + 4
    return [row if row.greyed else _set_on_one_line(row, column) for row in rows]


def _set_on_one_line(row: ChoiceRow, column: int) -> ChoiceRow:
    told = [part.stylize_before("not bold $quiet") for part in (row.hint, row.note) if part]
    label = join_contents(fit_to_width(row.label, column), join_contents(*told, between=" · "))
    return replace(row, label=label, hint=NOTHING, note=NOTHING)


def _place_tail(row: ChoiceRow, room: int) -> ChoiceRow:
    """Return a row with its tail at the end of the label, or under it where there is too little room."""
    if not row.tail:
        return row
    if row.label.cell_length + row.tail.cell_length <= room:
        return replace(row, label=join_contents(row.label, row.tail), tail=NOTHING)
    return replace(row, hint=row.tail, tail=NOTHING)


def _move_hint_to_end(row: ChoiceRow, column: int) -> ChoiceRow:
    """Return a row with its hint at the end of its line, in a column so wide."""
    return replace(row, note=fit_to_width(row.hint.stylize_before("$quiet"), column), hint=NOTHING)


def _choose_label_style(row: ChoiceRow, here: bool) -> str:
    if row.greyed:
        return "$quiet"
    return "bold $ink" if here else "$ink"


class ListPage(Page[Result], inherit_bindings=False):
    """Subclasses yield a `Choices` in `compose_body`, give its rows in `build_rows` and act in `choose_row`."""

    BINDINGS: ClassVar[list[BindingType]] = bind("up", "down", "pick", "choose", "scroll_up", "scroll_down", "back")
    SCROLLED: ClassVar[str] = ""
    """A selector for what the page keys scroll; '' if only the rows can be longer than the page."""
    caret = 0
    _came_up = 0.0

    def build_rows(self) -> Sequence[ChoiceRow]:
        """Return the rows, in the current language."""
        return ()

    def choose_row(self, index: int) -> None:
        """Act on the row that was chosen."""

    def follow_caret(self) -> None:
        """React to the caret's being on another row."""

    def update_texts(self) -> None:
        """Show the rows."""
        rows = self.build_rows()
        self.caret = max(0, min(self.caret, len(rows) - 1))
        self.query_one(Choices).show_rows(rows, self.caret if rows else None)
        self.follow_caret()
        self.call_after_refresh(self.refresh_bindings)

    def move_caret(self, index: int) -> None:
        """Put the caret on a row."""
        choices = self.query_one(Choices)
        if choices.options:
            self.caret = index % len(choices.options)
            choices.show_rows(choices.options, self.caret)
            self._scroll_to_caret(choices)
            self.follow_caret()
            self.call_after_refresh(self.refresh_bindings)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enable the page keys only if there is more to read."""
        if action == "scroll_page":
            return bool(self.SCROLLED) and any(found.max_scroll_y > 0 for found in self.query(self.SCROLLED))
        return super().check_action(action, parameters)

    def action_scroll_page(self, by: int) -> None:
        """Scroll the text beside the rows, by `by` pages."""
        beside = self.query_one(self.SCROLLED, VerticalScroll)
        beside.scroll_relative(y=by * max(1, beside.size.height - 2), animate=False)

    def action_up(self) -> None:
        """Go to the row above."""
        self.move_caret(self.caret - 1)

    def action_down(self) -> None:
        """Go to the row below."""
        self.move_caret(self.caret + 1)

    def action_digit(self, digit: str) -> None:
        """Choose the row with this number."""
        if int(digit) <= len(self.query_one(Choices).options):
            self.move_caret(int(digit) - 1)
            self.choose_row(self.caret)

    def on_screen_resume(self) -> None:
        """Note the time, so that Enter is ignored for a moment."""
        self._came_up = self.tandem.clock()

    def action_enter(self) -> None:
        """Choose the marked row, unless the Enter was meant for the page before."""
        if self.tandem.clock() - self._came_up >= self.tandem.settle and self.query_one(Choices).options:
            self.choose_row(self.caret)

    @on(Choices.RowClicked)
    def click_row(self, event: Choices.RowClicked) -> None:
        """Choose the row that was clicked."""
        if event.index < len(event.choices.options):
            self.move_caret(event.index)
            self.choose_row(event.index)

    def _scroll_to_caret(self, choices: Choices) -> None:
        if isinstance(choices.parent, VerticalScroll):
            line = choices.virtual_region.y + choices.locate_row(self.caret)
            choices.parent.scroll_to_region(Region(0, line, 1, 2), animate=False)


class DialogPage(ListPage[Result], inherit_bindings=True):
    """A heading over a few rows, in a box. Subclasses give both."""

    CSS_PATH = str(Path(__file__).with_name("dialog.tcss"))  # or subclasses would look for it beside their own file

    def compose_body(self) -> Iterable[Widget]:
        """Yield the heading over the rows."""
        with Vertical(classes="dialog"):
            yield StoryWidget()
            yield Choices(widest=60)

    def render_heading(self) -> Sequence[Paragraph]:
        """Return what stands over the rows, in the current language."""
        return ()

    def update_texts(self) -> None:
        """Show heading and rows."""
        self.query_one(StoryWidget).show_paragraphs(self.render_heading())
        super().update_texts()


class ConfirmPage(DialogPage[bool], inherit_bindings=True):
    """A yes or no question; no is marked, and Esc means no."""

    ABOUT: ClassVar[tuple[str, ...]] = (N_("Nothing happens unless you choose yes."),)

    def __init__(self, asked: str, says: str) -> None:
        super().__init__()
        self.asked, self.says = asked, says

    def render_heading(self) -> Sequence[Paragraph]:
        """Return the question."""
        return [Paragraph(style_text(self.asked, "bold $ink")), Paragraph(style_text(self.says, "$quiet"))]

    def build_rows(self) -> Sequence[ChoiceRow]:
        """Return no and yes."""
        return [ChoiceRow(style_text(_("No, keep it"))), ChoiceRow(style_text(_("Yes, delete it")))]

    def choose_row(self, index: int) -> None:
        """Close with whether the answer is yes."""
        self.close_page(index == 1)
