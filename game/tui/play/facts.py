"""“Only you know”: what one chair holds, behind its edge; each fact is said or kept, its cost beside it."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.message import Message

from game.locales import _
from game.tui.toolkit.content import (
    COLUMN,
    NOTHING,
    add_edge,
    is_same_content,
    join_contents,
    style_text,
    wrap_hanging,
    wrap_text,
)
from game.tui.toolkit.lines import FoldableLines


@dataclass(frozen=True)
class FactRow:
    """A fact as its holder reads it, whether it will be said, and what saying it costs."""

    text: Content
    said: bool
    cost: Content


@dataclass(frozen=True)
class HeldFacts:
    """What only one chair knows: private lines, its facts, and which of them Space toggles."""

    heading: Content = NOTHING
    private: Sequence[Content] = ()
    facts: Sequence[FactRow] = ()
    caret: int | None = None


class FactsWidget(FoldableLines):
    """A heading, private lines, and facts with a mark on the one that Space toggles."""

    class FactClicked(Message):
        """A fact was clicked, in the turn it was shown for."""

        def __init__(self, index: int, turn: str) -> None:
            super().__init__()
            self.index, self.turn = index, turn

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 -- textual's name
        super().__init__(id=id)
        self.held = HeldFacts()
        self.accent = "$ceo"
        self.turn = ""
        self._owners: list[int | None] = []

    def show_facts(self, held: HeldFacts, accent: str, turn: str = "") -> None:
        """Show other facts, or another mark."""
        before = (self.held, self.accent)
        self.held, self.accent, self.turn = held, accent, turn
        if not is_same_content(before, (held, accent)):
            self.refresh_rows()

    def render_foldable_rows(self, width: int, folded: bool) -> list[Content]:
        """Return heading, private lines and facts behind the edge; folded, a fact and its state on one line."""
        column = min(width, COLUMN)
        inner = [self.held.heading.stylize_before(f"bold {self.accent}")]
        for line in self.held.private:
            inner += wrap_text(line, column - 3)
        if self.held.private and self.held.facts and not folded:
            inner.append(NOTHING)
        self._owners = [None] * len(inner)
        for index, fact in enumerate(self.held.facts):
            block = self._render_fact(index, fact, column - 2, folded)
            inner += block
            self._owners += [index] * len(block)
        return add_edge(inner, self.accent, column, "$slate")

    def on_click(self, event: events.Click) -> None:
        """Tell the page which fact was clicked."""
        at = event.get_content_offset(self)
        if at is not None and at.y < len(self._owners) and (index := self._owners[at.y]) is not None:
            self.post_message(self.FactClicked(index, self.turn))

    def _render_fact(self, index: int, fact: FactRow, width: int, folded: bool) -> list[Content]:
        mark = style_text("▸ ", f"bold {self.accent}") if index == self.held.caret else style_text("▪ ", "$quiet")
        word = style_text(_("say"), f"bold {self.accent}") if fact.said else style_text(_("keep"), "bold $quiet")
        state = join_contents(style_text("  "), word, style_text("   "), fact.cost.stylize_before("$quiet"))
        lines = wrap_hanging(mark, fact.text, width - 1)
        if folded and lines[-1].cell_length + state.cell_length < width:
            return [*lines[:-1], lines[-1] + state]
        return [*lines, state]
