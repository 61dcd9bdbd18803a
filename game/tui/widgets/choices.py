"""Rows to pick from: a caret, a digit, a sentence that may wrap, one dim line of hints under it.

The widget holds no keys: the page moves the caret and asks which row it is on. A click is a message with the turn it
was shown for, so that a page that has moved on can refuse it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.message import Message

from game.tui.content import NOTHING, ink, join, same
from game.tui.typeset import COLUMN, band, between, hang, pad
from game.tui.widgets.lines import Foldable

NO_DIGIT = " "
"""The digit of a row that has none."""


@dataclass(frozen=True)
class Row:
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


class Choices(Foldable):
    """The rows, and the caret on one of them (None: on none yet)."""

    class Clicked(Message):
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
        self.options: Sequence[Row] = ()
        self.caret: int | None = None
        self.turn = ""
        self.accent = accent
        self._widest = widest
        self._owners: list[int] = []
        self._made: dict[tuple[int, bool, int, bool, str], tuple[Row, list[Content]]] = {}

    def show(self, rows: Sequence[Row], caret: int | None, turn: str = "", accent: str = "$ceo") -> None:
        """Show other rows, or another caret."""
        before = (self.options, self.caret, self.accent)
        self.options, self.caret, self.turn, self.accent = rows, caret, turn, accent
        if not same(before, (rows, caret, accent)):
            self.changed()

    def set_rows(self, width: int, folded: bool) -> list[Content]:
        """Return the rows as lines; folded, with hints under the marked row only."""
        blocks = self._blocks(width, folded)
        if folded == self.folded:
            self._owners = [index for index, block in enumerate(blocks) for _line in block]
        return [line for block in blocks for line in block] + [ink("")] * self._reserve(folded)

    def on_click(self, event: events.Click) -> None:
        """Tell the page which row was clicked."""
        at = event.get_content_offset(self)
        if at is not None and at.y < len(self._owners):
            self.post_message(self.Clicked(self, self._owners[at.y], self.turn))

    def line_of(self, index: int) -> int:
        """Return the first line of a row, for scrolling it into view."""
        return self._owners.index(index) if index in self._owners else 0

    def _reserve(self, folded: bool) -> int:
        """A line is kept free while the caret is on no row, so that nothing jumps when it comes."""
        return int(folded and self.caret is None and any(row.hint for row in self.options))

    def _blocks(self, width: int, folded: bool) -> list[list[Content]]:
        column = min(width, self._widest)
        return [self._kept_block(index, row, column, folded) for index, row in enumerate(self.options)]

    def _kept_block(self, index: int, row: Row, width: int, folded: bool) -> list[Content]:
        """Return a row's lines, set anew only where the row is another one."""
        key = (index, index == self.caret, width, folded, self.accent)
        made = self._made.get(key)
        if made is None or not same(made[0], row):
            made = self._made[key] = (row, self._block(index, row, width, folded))
        return made[1]

    def _block(self, index: int, row: Row, width: int, folded: bool) -> list[Content]:
        here = index == self.caret
        digit = row.digit or str(index + 1)
        style = f"bold {self.accent}" if here else "$quiet"
        caret = join(ink(" ▸ " if here else "   ", style), ink("" if row.digit == NO_DIGIT else digit.ljust(3), style))
        lead = row.lead or caret
        label = row.label.stylize_before(_label_style(row, here))
        room = width - row.note.cell_length - 1 if row.note else width
        lines = hang(lead, label, room)
        if row.note:
            lines[0] = between(lines[0], row.note, width)
        if row.hint and (here or not folded):
            lines += self._hint(row, lead.cell_length, "$soft" if here else "$quiet", width)
        lines = [band(pad(line, width), width, "$caret") for line in lines] if here else lines
        return [ink(""), *lines] if row.gap else lines

    def _hint(self, row: Row, indent: int, style: str, width: int) -> list[Content]:
        """Return the line under a row; under one with a lead of its own it is one line, whatever stands in it."""
        hint, space = row.hint.stylize_before(style), ink(" " * indent)
        return [pad(space + hint, width)] if row.lead else hang(space, hint, width)


def _label_style(row: Row, here: bool) -> str:
    if row.greyed:
        return "$soft" if here else "$quiet"
    return "bold $ink" if here else "$ink"
