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

from game.engine.stocks import Chair
from game.narration.board import Board
from game.narration.company import CompanyOverview
from game.questions.kinds import name_say_or_keep, title_held_facts
from game.tui.play.board import render_across_table, render_days
from game.tui.play.company import CompanyPanel, render_figures
from game.tui.play.paper import Paper
from game.tui.play.recap import render_recap
from game.tui.themes import has_few_colours
from game.tui.toolkit.content import (
    COLUMN,
    NOTHING,
    add_edge,
    align_ends,
    centre_row,
    fit_to_width,
    is_same_content,
    join_columns,
    join_contents,
    style_text,
    wrap_hanging,
    wrap_text,
)
from game.tui.toolkit.lines import LinesWidget, Paragraph
from game.tui.toolkit.page import HIGH, WIDE

_LOCK_WIDTH = 66
_FRAME: Final = 2
"""The lines of a page above and below the lock."""
_SIDE: Final = 2
_DAYS: Final = 2
"""Cells at the sides of a lock on a large page, and the lines in which it tells what came of a scene."""
_AIR: Final = 2
"""The empty lines over each of its parts."""
_MOST_BENEATH: Final = 18
_GAP: Final = 4


@dataclass(frozen=True)
class LockScene:
    """What both see at a lock beside its words: the two, the company as both know it, who goes next, what is asked."""

    board: Board
    overview: CompanyOverview
    chair: Chair
    question: Content = NOTHING


class LockPanel(LinesWidget):
    """Blocks of text, each line centred, all of them in the middle of the page.

    Where there is room, the two sit over them with the bridge between, and the days so far stand under them: nothing
    that changes while one of the two is alone with the screen.
    """

    DEFAULT_CSS = "LockPanel { height: 1fr; }"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 -- textual's name
        super().__init__(id=id)
        self.blocks: Sequence[Sequence[Content]] = ()
        self.scene: LockScene | None = None

    def show_blocks(self, blocks: Sequence[Sequence[Content]], scene: LockScene | None = None) -> None:
        """Show blocks, two empty lines between them, and the scene where there is room for it."""
        if not is_same_content((self.blocks, self.scene), (blocks, scene)):
            self.blocks, self.scene = blocks, scene
            self.refresh_rows()

    def render_rows(self, width: int) -> list[Content]:
        """Return the page's lines."""
        height = self.size.height
        if self.scene is not None and width >= WIDE and height >= HIGH - _FRAME:
            return self._render_scene(self.scene, width, height)
        rows = _wrap_blocks(self.blocks, width, 2)
        above = max(0, (height - len(rows)) // 2)
        return [*[NOTHING] * above, *(centre_row(row, width) for row in rows)]

    def _render_scene(self, scene: LockScene, width: int, height: int) -> list[Content]:
        """Return the two across the table, what is asked and what to do now, and the days so far, on the whole page."""
        inner = width - 2 * _SIDE
        few = has_few_colours(self.app.console.color_system)
        over = _wrap_blocks(self.blocks[:2], _LOCK_WIDTH, 1)
        across = render_across_table(scene.board, scene.chair, over, inner, few_colours=few)
        days = render_days(scene.board, inner, "$ink", _DAYS)
        room = max(0, height - len(across) - len(days) - _AIR)
        beneath = self._render_beneath(scene, inner, min(room, _MOST_BENEATH))
        above = [NOTHING] * (1 + (room - len(beneath)) // _AIR)
        rows = [*above, *across, *above, *beneath]
        rows += [*[NOTHING] * (height - len(rows) - len(days)), *days]
        return [style_text(" " * _SIDE) + row for row in rows]

    def _render_beneath(self, scene: LockScene, width: int, height: int) -> list[Content]:
        """Return what is asked and how the view opens, between the columns of what may be looked up by both."""
        figures = render_figures(scene.overview, scene.board, min(CompanyPanel.WIDTH - 2, width // 3 + _GAP))
        while len(figures) > height and NOTHING in figures:
            figures = figures[: len(figures) - 1 - figures[::-1].index(NOTHING)]
        right = max(row.cell_length for row in figures)
        left = (width - 2 * _GAP - right) * 5 // 9
        column = width - 2 * _GAP - right - left
        asked = [[scene.question]] if scene.question else []
        words = [centre_row(row, column) for row in _wrap_blocks([*asked, *self.blocks[2:]], column, 1)]
        over = [NOTHING] * max(1, (height + 1 - len(words)) // 2)
        blocks = (
            (render_recap(scene.board.recap, left, height), left),
            ([*over, *words], column),
            ([*[NOTHING] * (len(figures) < height), *figures], right),
        )
        return join_columns(
            [[fit_to_width(row, room) for row in [*rows, *[NOTHING] * height][:height]] for rows, room in blocks], _GAP
        )

    def on_resize(self) -> None:
        """Stand in the middle of the new height."""
        self.refresh_rows()


def _wrap_blocks(blocks: Sequence[Sequence[Content]], width: int, between: int) -> list[Content]:
    """Return blocks of text as lines, so many empty ones between two blocks."""
    column = min(_LOCK_WIDTH, width)
    rows: list[Content] = []
    for block in blocks:
        rows += [NOTHING] * between if rows else []
        rows += [line for text in block for line in (wrap_text(text, column) if text else [NOTHING])]
    return rows


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
