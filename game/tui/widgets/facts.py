"""“Only you know”: what one chair holds, behind its edge; each fact is said or kept, its cost beside it."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.message import Message

from game.locales import _
from game.tui.content import NOTHING, ink, join, same
from game.tui.typeset import COLUMN, edged, hang, wrap
from game.tui.widgets.lines import Foldable


@dataclass(frozen=True)
class FactRow:
    """A fact as its holder reads it, whether it will be said, and what saying it costs."""

    text: Content
    said: bool
    cost: Content


@dataclass(frozen=True)
class Held:
    """What only one chair knows: private lines, its facts, and which of them Space toggles."""

    heading: Content = NOTHING
    private: Sequence[Content] = ()
    facts: Sequence[FactRow] = ()
    caret: int | None = None


class Facts(Foldable):
    """A heading, private lines, and facts with a mark on the one that Space toggles."""

    class Clicked(Message):
        """A fact was clicked, in the turn it was shown for."""

        def __init__(self, index: int, turn: str) -> None:
            super().__init__()
            self.index, self.turn = index, turn

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 -- textual's name
        super().__init__(id=id)
        self.held = Held()
        self.accent = "$ceo"
        self.turn = ""
        self._owners: list[int | None] = []

    def show(self, held: Held, accent: str, turn: str = "") -> None:
        """Show other facts, or another mark."""
        before = (self.held, self.accent)
        self.held, self.accent, self.turn = held, accent, turn
        if not same(before, (held, accent)):
            self.changed()

    def set_rows(self, width: int, folded: bool) -> list[Content]:
        """Return heading, private lines and facts behind the edge; folded, a fact and its state on one line."""
        column = min(width, COLUMN)
        inner = [self.held.heading.stylize_before(f"bold {self.accent}")]
        for line in self.held.private:
            inner += wrap(line, column - 3)
        if self.held.private and self.held.facts and not folded:
            inner.append(NOTHING)
        self._owners = [None] * len(inner)
        for index, fact in enumerate(self.held.facts):
            block = self._block(index, fact, column - 2, folded)
            inner += block
            self._owners += [index] * len(block)
        return edged(inner, self.accent, column, "$slate")

    def on_click(self, event: events.Click) -> None:
        """Tell the page which fact was clicked."""
        at = event.get_content_offset(self)
        if at is not None and at.y < len(self._owners) and (index := self._owners[at.y]) is not None:
            self.post_message(self.Clicked(index, self.turn))

    def _block(self, index: int, fact: FactRow, width: int, folded: bool) -> list[Content]:
        mark = ink("▸ ", f"bold {self.accent}") if index == self.held.caret else ink("▪ ", "$quiet")
        word = ink(_("say"), f"bold {self.accent}") if fact.said else ink(_("keep"), "bold $quiet")
        state = join(ink("  "), word, ink("   "), fact.cost.stylize_before("$quiet"))
        lines = hang(mark, fact.text, width - 1)
        if folded and lines[-1].cell_length + state.cell_length < width:
            return [*lines[:-1], lines[-1] + state]
        return [*lines, state]
