"""The paper of two people: the lock, and the panel of what one of them alone reads.

The panel has a height that tells nothing about what is in it. From the top: whose it is, what it wants, what came up
for it alone; then its facts. Where that is more than there is room for, the empty lines go first; then the part above
the facts scrolls, and where the facts alone are too long, all of it does.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from textual.app import ComposeResult
from textual.content import Content

from game.questions.kinds import name_say_or_keep, title_held_facts
from game.tui.play.paper import Paper
from game.tui.toolkit.content import (
    COLUMN,
    NOTHING,
    add_edge,
    align_ends,
    is_same_content,
    join_contents,
    style_text,
    wrap_hanging,
    wrap_text,
)
from game.tui.toolkit.lines import LinesWidget, Paragraph

_LOCK_WIDTH = 66


class LockPanel(LinesWidget):
    """Blocks of text, each line centred, all of them in the middle of the page."""

    DEFAULT_CSS = "LockPanel { height: 1fr; }"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 -- textual's name
        super().__init__(id=id)
        self.blocks: Sequence[Sequence[Content]] = ()

    def show_blocks(self, blocks: Sequence[Sequence[Content]]) -> None:
        """Show blocks, two empty lines between them."""
        if not is_same_content(self.blocks, blocks):
            self.blocks = blocks
            self.refresh_rows()

    def render_rows(self, width: int) -> list[Content]:
        """Return the page's lines."""
        rows: list[Content] = []
        for block in self.blocks:
            rows += [NOTHING, NOTHING] if rows else []
            rows += [
                line for text in block for line in (wrap_text(text, min(_LOCK_WIDTH, width)) if text else [NOTHING])
            ]
        above = max(0, (self.size.height - len(rows)) // 2)
        return [*[NOTHING] * above, *(_centre_row(row, width) for row in rows)]

    def on_resize(self) -> None:
        """Stand in the middle of the new height."""
        self.refresh_rows()


def _centre_row(row: Content, width: int) -> Content:
    return style_text(" " * max(0, (width - row.cell_length) // 2)) + row


# -- what is behind the lock ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class FactSlot:
    """A fact that is said or kept: its text and cost, and which of both it is (None: not yet)."""

    text: Content
    cost: Content = NOTHING
    said: bool | None = None


@dataclass(frozen=True)
class Secret:
    """All that one chair reads alone: `slots` are the facts that it may say."""

    heading: Content = NOTHING
    lines: Sequence[Paragraph] = ()
    slots: Sequence[FactSlot] = ()


class PrivatePanel(LinesWidget):
    """The panel, of `height` lines."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 -- textual's name
        super().__init__(id=id)
        self.secret = Secret()
        self.accent = "$ceo"
        self.height = 0
        self.offset_lines = 0
        self._most = 0

    def show_secret(self, secret: Secret, accent: str) -> None:
        """Show what is for one chair alone, from its first line where it is another chair's or another look's."""
        if is_same_content((self.secret, self.accent), (secret, accent)):
            return
        if not is_same_content(secret.lines, self.secret.lines):
            self.offset_lines = 0
        self.secret, self.accent = secret, accent
        self.refresh_rows()

    def set_height(self, height: int) -> None:
        """Take so many lines from now on."""
        if height != self.height:
            self.height = height
            self.refresh_rows()

    @property
    def long(self) -> bool:
        """Whether the part above the facts is longer than what is seen of it."""
        return self._most > 0

    @property
    def unread(self) -> bool:
        """Whether something of it is still below what is seen."""
        return self.offset_lines < self._most

    def turn_page(self, by: int) -> None:
        """Scroll the part above the facts."""
        self.offset_lines = min(max(0, self.offset_lines + by * 3), self._most)
        self.refresh_rows()

    def render_rows(self, width: int) -> list[Content]:
        """Return exactly as many lines as it was given."""
        column = min(width, COLUMN)
        inner = max(1, column - 3)
        room = max(0, self.height - 1)
        above, slots = self._render_upper_part(inner), self._render_slots(inner)
        if len(above) + len(slots) > room:
            above, slots = [row for row in above if row], slots[1:]
        if len(above) + len(slots) > room:
            slots = [row for row in slots if row[0] >= 0]
        below = [row for _number, row in slots]
        if len(below) > max(room - len(above), min(room, max(3, room - 3))):
            above, below = [*above, *below], []
        left = room - len(below)
        self._most = max(0, len(above) - left)
        self.offset_lines = min(self.offset_lines, self._most)
        above = above[self.offset_lines : self.offset_lines + left]
        more = style_text("▾ PgDn", f"bold {self.accent}") if self.unread else NOTHING
        rows = [align_ends(self.secret.heading, more, inner), *above, *below]
        rows += [NOTHING] * (self.height - len(rows))
        return add_edge(rows[: self.height], self.accent, column, "$slate")

    def _render_upper_part(self, width: int) -> list[Content]:
        rows: list[Content] = []
        for line in self.secret.lines:
            rows += [] if line.close else [NOTHING]
            rows += wrap_hanging(line.lead, line.body, width) if line.lead else wrap_text(line.body, width)
        return rows

    def _render_slots(self, width: int) -> list[tuple[int, Content]]:
        """Return the facts line by line, each line with the number of its slot."""
        rows: list[tuple[int, Content]] = []
        if self.secret.slots:
            rows = [(-1, NOTHING), (-1, style_text(title_held_facts(), f"bold {self.accent}"))]
        for number, slot in enumerate(self.secret.slots):
            rows += [(number, line) for line in self._render_slot(number, slot, width)]
        return rows

    def _render_slot(self, number: int, slot: FactSlot, width: int) -> list[Content]:
        now = slot.said is not None
        mark = style_text(f"{number + 1} ", f"bold {self.accent}" if now else "$quiet")
        said = [] if slot.said is None else [style_text("  "), self._render_say_or_keep(slot.said)]
        state = join_contents(*said, style_text("  "), slot.cost)
        lines = wrap_hanging(mark, slot.text, width)
        if lines[-1].cell_length + state.cell_length <= width:
            return [*lines[:-1], lines[-1] + state]
        return [*lines, state]

    def _render_say_or_keep(self, said: bool) -> Content:
        return style_text(name_say_or_keep(said), f"bold {self.accent if said else '$ink'}")


# -- the paper -----------------------------------------------------------------------------------------------

LEAST: Final = 9
"""Lines that the panel has, where hints can be folded for it."""

ROOMY: Final = 15
"""Lines that the panel has, where the board can be folded for it."""

MOST: Final = 22

CLOSE: Final = 1
"""Empty lines that a question with options spares: they stand right below it."""


class PairPaper(Paper):
    """A paper with a panel, which takes the lines that the question leaves, whatever it holds."""

    def __init__(self) -> None:
        super().__init__()
        self.private_panel = PrivatePanel(id="behind")

    def compose(self) -> ComposeResult:
        """Yield the panel over the parts."""
        yield self.private_panel
        yield from super().compose()

    def show_secret(self, secret: Secret | None, accent: str) -> None:
        """Show what is for one chair alone; None leaves nothing of it."""
        self.private_panel.show_secret(secret or Secret(), accent)
        self.private_panel.display = secret is not None
        self.set_class(secret is not None, "-alone")

    def fit_parts(self, width: int, height: int, *, recap: bool = False, remind: bool = True) -> None:
        """Share the height; the panel's depends on the question alone."""
        super().fit_parts(width, height, recap=recap, remind=remind)
        if not self.private_panel.display:
            return
        spared = CLOSE if self.choices.display else 0
        for folded in (False, True):
            left = height - self.measure_below(width, folded, tight=True) + spared
            if left >= LEAST:
                break
        self.choices.set_folded(folded)
        self.private_panel.set_height(max(1, min(left, MOST)))
        self.recap.set_height(max(0, left - MOST) if recap else 0)
        self.long = self.private_panel.long

    @property
    def unread(self) -> bool:
        """Whether something is still below what is seen."""
        return self.private_panel.unread if self.private_panel.display else super().unread

    def turn_page(self, by: int) -> None:
        """Scroll by a page."""
        if self.private_panel.display:
            self.private_panel.turn_page(by)
        else:
            super().turn_page(by)
