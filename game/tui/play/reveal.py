"""Both first picks on the table: two cards, and on a large page with faces, reasons and what crossed between them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Final

from textual.content import Content

from game.narration.board import BoardPerson
from game.tui.themes import has_few_colours
from game.tui.toolkit.content import (
    COLUMN,
    NOTHING,
    add_edge,
    fit_to_width,
    is_same_content,
    join_columns,
    join_contents,
    render_title,
    style_text,
    underlay_style,
    wrap_text,
)
from game.tui.toolkit.face import FACE_WIDTH, render_face
from game.tui.toolkit.lines import LinesWidget, Paragraph, StoryWidget

SPREAD: Final = 110
"""The width from which on the page is spread out: cards with faces, over a table of what crossed."""
_WIDEST: Final = 116
_TRACK: Final = 16
_GAP: Final = 2
_MOST_APART: Final = 2
"""Facts of which each has an empty line above."""


@dataclass(frozen=True)
class PickCard:
    """What one chair showed: its name and confidence, its pick, its guess."""

    style: str
    title: Content
    pick: Content
    guess: Content = NOTHING


@dataclass(frozen=True)
class SpreadCard:
    """A card with the reason under it.

    Attributes:
        chair: whose face stands on it.
        card: what it says.
        why: the title over the reason.
        reason: the reason, and what is added to it.
        note: what is added to it.
    """

    chair: str
    card: PickCard
    why: str = ""
    reason: Content = NOTHING
    note: Content = NOTHING


@dataclass(frozen=True)
class TableSide:
    """One end of the way that a fact takes: who sits there, and lines."""

    name: Content
    lines: Sequence[Content]


@dataclass(frozen=True)
class TableRow:
    """A fact between the two: what stands at either end, who it came from, and whether it arrived.

    Attributes:
        left, right: the CEO's end and the CTO's.
        holder: `ceo` or `cto`.
        under: what stands under the way.
        kept: whether it was broken off.
    """

    left: TableSide
    right: TableSide
    holder: str
    under: str = ""
    kept: bool = False


@dataclass(frozen=True)
class RevealedTable:
    """The page spread out: both cards, a title, what crossed, and paragraphs that are told beneath."""

    cards: Sequence[SpreadCard]
    title: str
    rows: Sequence[TableRow]
    rest: Sequence[Paragraph] = ()


class PickCards(LinesWidget):
    """Two cards of one height; with room, faces and reasons on them, and what crossed the table below."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 -- textual's name
        super().__init__(id=id)
        self.cards: Sequence[PickCard] = ()
        self.table: RevealedTable | None = None
        self.people: Mapping[str, BoardPerson] = {}

    def show_cards(self, cards: Sequence[PickCard], table: RevealedTable | None = None) -> None:
        """Show other cards, and what takes their place where there is room."""
        if not is_same_content((cards, table), (self.cards, self.table)):
            self.cards, self.table = cards, table
            self.refresh_rows()

    def show_people(self, people: Mapping[str, BoardPerson]) -> None:
        """Show the faces of the two, by chair."""
        if people != self.people:
            self.people = people
            self.refresh_rows()

    def render_rows(self, width: int) -> list[Content]:
        """Return the cards as lines."""
        if self.table is not None and width >= SPREAD:
            return self._render_spread(self.table, min(width, _WIDEST))
        if not self.cards:
            return []
        each = (min(width, COLUMN + 4) - _GAP) // len(self.cards)
        return _set_side_by_side(
            [_render_card(card, each - 4) for card in self.cards], [card.style for card in self.cards], each
        )

    def _render_spread(self, table: RevealedTable, width: int) -> list[Content]:
        each = (width - _GAP) // len(table.cards)
        few = has_few_colours(self.app.console.color_system)
        cards = [_render_spread_card(card, self.people.get(card.chair), each - 4, few=few) for card in table.cards]
        rows = _set_side_by_side(cards, [card.card.style for card in table.cards], each)
        if not table.rows:
            return rows
        rows += [NOTHING, render_title(table.title, width)]
        apart = len(table.rows) <= _MOST_APART
        for number, row in enumerate(table.rows):
            rows += [NOTHING] if apart and number else []
            rows += _render_table_row(row, table.rows, width)
        return rows


class ToldWidget(StoryWidget):
    """What is told under the cards; less of it where the cards are spread out and tell the rest themselves."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 -- textual's name
        super().__init__(id=id)
        self._less: Sequence[Paragraph] | None = None

    def show_less(self, paragraphs: Sequence[Paragraph] | None) -> None:
        """Set what is told on a page that is spread out; None where that is everything."""
        if not is_same_content(paragraphs, self._less):
            self._less = paragraphs
            self.refresh_rows()

    def render_foldable_rows(self, width: int, folded: bool) -> list[Content]:
        """Return the paragraphs that are told at this width."""
        return self.lay_out_paragraphs(
            self.paragraphs if self._less is None or width < SPREAD else self._less, width, folded
        )


def _set_side_by_side(cards: list[list[Content]], styles: Sequence[str], each: int) -> list[Content]:
    tallest = max(len(rows) for rows in cards)
    blocks = [
        add_edge([style_text(" ") + row for row in rows + [NOTHING] * (tallest - len(rows))], style, each, "$slate")
        for rows, style in zip(cards, styles, strict=True)
    ]
    return join_columns(blocks, _GAP)


def _render_card(card: PickCard, width: int) -> list[Content]:
    rows = [*wrap_text(card.title, width), *wrap_text(card.pick, width)]
    return [*rows, *wrap_text(card.guess, width)] if card.guess else rows


def _render_spread_card(card: SpreadCard, person: BoardPerson | None, width: int, *, few: bool) -> list[Content]:
    """Return a card: the face where there is one, beside it name and pick, and the reason."""
    portrait = person.portrait if person is not None else None
    room = width - FACE_WIDTH - _GAP if portrait is not None else width
    rows = [*wrap_text(card.card.title, room), *wrap_text(underlay_style(card.card.pick, "bold $ink"), room)]
    rows += wrap_text(card.card.guess, room) if card.card.guess else []
    if card.reason:
        rows += [NOTHING, *wrap_text(style_text(card.why.upper(), "bold $quiet"), room)]
        rows += wrap_text(underlay_style(card.reason, "italic $ink"), room)
        rows += wrap_text(underlay_style(card.note, "$quiet"), room) if card.note else []
    if person is None or portrait is None:
        return rows
    face = render_face(portrait, person.mood, chair=card.chair, few_colours=few)
    pairs = zip_longest(face, rows, fillvalue=NOTHING)
    return [join_contents(fit_to_width(left, FACE_WIDTH), style_text(" " * _GAP), right) for left, right in pairs]


# -- what crossed the table ----------------------------------------------------------------------------------


def _render_table_row(row: TableRow, all_rows: Sequence[TableRow], width: int) -> list[Content]:
    """Return a fact: who said it, its way to the other, and what the other said; of one measure with all rows."""
    label = max(side.name.cell_length for one in all_rows for side in (one.left, one.right)) + _GAP
    each = (width - 2 * label - _TRACK - 2 * _GAP) // 2
    left, right = (_render_side(side, label, each) for side in (row.left, row.right))
    cells = label + each
    under = style_text(row.under, "$quiet")
    indent = max(0, (_TRACK - under.cell_length) // 2)
    track = [_render_way(row), *([style_text(" " * indent) + under] if row.under else [])]
    gap = style_text(" " * _GAP)
    return [
        join_contents(fit_to_width(one, cells), gap, fit_to_width(way, _TRACK), gap, other)
        for one, way, other in zip_longest(left, track, right, fillvalue=NOTHING)
    ]


def _render_side(side: TableSide, label: int, width: int) -> list[Content]:
    lines = [row for line in side.lines for row in wrap_text(line, width)] or [NOTHING]
    leads = [fit_to_width(side.name, label), *[style_text(" " * label)] * (len(lines) - 1)]
    return [lead + line for lead, line in zip(leads, lines, strict=True)]


def _render_way(row: TableRow) -> Content:
    """Return the way between the two: an arrow that arrives, or one that is broken off."""
    if row.kept:
        short = "━" * (_TRACK // 2)
        way = style_text(f"●{short}╳" if row.holder == "ceo" else f"╳{short}●", "$lost")
        room = style_text("·" * (_TRACK - way.cell_length), "$faint")
        return way + room if row.holder == "ceo" else room + way
    line = "━" * (_TRACK - 2)
    return style_text(f"●{line}▶" if row.holder == "ceo" else f"◀{line}●", f"${row.holder}")
