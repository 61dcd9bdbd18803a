"""Rows to pick from: a caret, a digit, a sentence that may wrap, one dim line of hints under it.

The widget holds no keys: the page moves the caret and asks which row it is on. A click is a message with the turn it
was shown for, so that a page that has moved on can refuse it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.message import Message

from game.tui.toolkit.content import NOTHING, is_same_content, join_contents, style_text
from game.tui.toolkit.lines import FoldableLines
from game.tui.toolkit.typeset import COLUMN, align_ends, fill_background, fit_to_width, wrap_hanging

NO_DIGIT = " "
"""The digit of a row that has none."""


@dataclass(frozen=True)
class ChoiceRow:
    """One row. `note` stands at the end of its first line (a mark, a value); a greyed row says why in `hint`.

    `lead` stands where caret and digit would.
    """

    label: Content
    hint: Content = NOTHING
    note: Content = NOTHING
    digit: str = ""
    greyed: bool = False
    gap: bool = False
    lead: Content = NOTHING


class Choices(FoldableLines):
    """The rows, and the caret on one of them (None: on none yet)."""

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
        self.turn = ""
        self.accent = accent
        self._widest = widest
        self._owners: list[int] = []
        self._made: dict[tuple[int, bool, int, bool, str], tuple[ChoiceRow, list[Content]]] = {}

    def show_rows(self, rows: Sequence[ChoiceRow], caret: int | None, turn: str = "", accent: str = "$ceo") -> None:
        """Show other rows, or another caret."""
        before = (self.options, self.caret, self.accent)
        self.options, self.caret, self.turn, self.accent = rows, caret, turn, accent
        if not is_same_content(before, (rows, caret, accent)):
            self.refresh_rows()

    def render_foldable_rows(self, width: int, folded: bool) -> list[Content]:
        """Return the rows as lines; folded, with hints under the marked row only."""
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
        """A line is kept free while the caret is on no row, so that nothing jumps when it comes."""
        return int(folded and self.caret is None and any(row.hint for row in self.options))

    def _render_blocks(self, width: int, folded: bool) -> list[list[Content]]:
        column = min(width, self._widest)
        return [self._render_cached_block(index, row, column, folded) for index, row in enumerate(self.options)]

    def _render_cached_block(self, index: int, row: ChoiceRow, width: int, folded: bool) -> list[Content]:
        """Return a row's lines, set anew only where the row is another one."""
        key = (index, index == self.caret, width, folded, self.accent)
        made = self._made.get(key)
        if made is None or not is_same_content(made[0], row):
            made = self._made[key] = (row, self._render_block(index, row, width, folded))
        return made[1]

    def _render_block(self, index: int, row: ChoiceRow, width: int, folded: bool) -> list[Content]:
        here = index == self.caret
        digit = row.digit or str(index + 1)
        style = f"bold {self.accent}" if here else "$quiet"
        caret = join_contents(
            style_text(" ▸ " if here else "   ", style),
            style_text("" if row.digit == NO_DIGIT else digit.ljust(3), style),
        )
        lead = row.lead or caret
        label = row.label.stylize_before(_choose_label_style(row, here))
        room = width - row.note.cell_length - 1 if row.note else width
        lines = wrap_hanging(lead, label, room)
        if row.note:
            lines[0] = align_ends(lines[0], row.note, width)
        if row.hint and (here or not folded):
            lines += self._render_hint(row, lead.cell_length, "$soft" if here else "$quiet", width)
        lines = [fill_background(fit_to_width(line, width), width, "$caret") for line in lines] if here else lines
        return [style_text(""), *lines] if row.gap else lines

    def _render_hint(self, row: ChoiceRow, indent: int, style: str, width: int) -> list[Content]:
        """Return the line under a row; under one with a lead of its own it is one line, whatever stands in it."""
        hint, space = row.hint.stylize_before(style), style_text(" " * indent)
        return [fit_to_width(space + hint, width)] if row.lead else wrap_hanging(space, hint, width)


def _choose_label_style(row: ChoiceRow, here: bool) -> str:
    if row.greyed:
        return "$soft" if here else "$quiet"
    return "bold $ink" if here else "$ink"
