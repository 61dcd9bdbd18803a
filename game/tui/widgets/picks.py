"""The reveal: two cards side by side, each behind its chair's edge; both first picks at once."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content

from game.tui.content import NOTHING, ink, same
from game.tui.typeset import COLUMN, edged, join_columns, wrap
from game.tui.widgets.lines import Lines


@dataclass(frozen=True)
class Card:
    """What one chair showed: its name and confidence, its pick, its guess."""

    style: str
    title: Content
    pick: Content
    guess: Content = NOTHING


class Picks(Lines):
    """Two cards of one height."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 -- textual's name
        super().__init__(id=id)
        self.cards: Sequence[Card] = ()

    def show(self, cards: Sequence[Card]) -> None:
        """Show other cards."""
        if not same(cards, self.cards):
            self.cards = cards
            self.changed()

    def rows(self, width: int) -> list[Content]:
        """Return the cards as lines."""
        if not self.cards:
            return []
        each = (min(width, COLUMN + 4) - 2) // len(self.cards)
        inner = [_inside(card, each - 4) for card in self.cards]
        tallest = max(len(rows) for rows in inner)
        blocks = [
            edged([ink(" ") + row for row in rows + [NOTHING] * (tallest - len(rows))], card.style, each, "$slate")
            for card, rows in zip(self.cards, inner, strict=True)
        ]
        return join_columns(blocks, 2)


def _inside(card: Card, width: int) -> list[Content]:
    rows = [*wrap(card.title, width), *wrap(card.pick, width)]
    return [*rows, *wrap(card.guess, width)] if card.guess else rows
