"""The reveal: two cards side by side, each behind its chair's edge; both first picks at once."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content

from game.tui.toolkit.content import COLUMN, NOTHING, add_edge, is_same_content, join_columns, style_text, wrap_text
from game.tui.toolkit.lines import LinesWidget


@dataclass(frozen=True)
class PickCard:
    """What one chair showed: its name and confidence, its pick, its guess."""

    style: str
    title: Content
    pick: Content
    guess: Content = NOTHING


class PickCards(LinesWidget):
    """Two cards of one height."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 -- textual's name
        super().__init__(id=id)
        self.cards: Sequence[PickCard] = ()

    def show_cards(self, cards: Sequence[PickCard]) -> None:
        """Show other cards."""
        if not is_same_content(cards, self.cards):
            self.cards = cards
            self.refresh_rows()

    def render_rows(self, width: int) -> list[Content]:
        """Return the cards as lines."""
        if not self.cards:
            return []
        each = (min(width, COLUMN + 4) - 2) // len(self.cards)
        inner = [_render_card(card, each - 4) for card in self.cards]
        tallest = max(len(rows) for rows in inner)
        blocks = [
            add_edge(
                [style_text(" ") + row for row in rows + [NOTHING] * (tallest - len(rows))], card.style, each, "$slate"
            )
            for card, rows in zip(self.cards, inner, strict=True)
        ]
        return join_columns(blocks, 2)


def _render_card(card: PickCard, width: int) -> list[Content]:
    rows = [*wrap_text(card.title, width), *wrap_text(card.pick, width)]
    return [*rows, *wrap_text(card.guess, width)] if card.guess else rows
