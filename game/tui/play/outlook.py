"""What stands beside the story of a page that has the whole screen: the two, what is on its way, what was promised."""

from collections.abc import Sequence
from typing import Final

from textual.content import Content

from game.narration.board import Board, BoardChair
from game.narration.company import CompanyOverview
from game.tui.themes import has_few_colours
from game.tui.toolkit.content import (
    NOTHING,
    fit_to_width,
    join_columns,
    join_contents,
    style_text,
    wrap_hanging,
    wrap_text,
)
from game.tui.toolkit.face import FACE_HEIGHT, FACE_WIDTH, render_face
from game.tui.toolkit.lines import LinesWidget

LEAST_WIDTH: Final = 110
"""Cells of the page from which it stands there."""
_GAP: Final = 4


class OutlookPanel(LinesWidget):
    """Two faces, signs and promises, as many as `height` lines hold; none is cut."""

    DEFAULT_CSS = "OutlookPanel { width: 40; margin: 0 0 0 3; }"
    WIDTH: Final = 40

    def __init__(self) -> None:
        super().__init__()
        self.overview: CompanyOverview | None = None
        self.board: Board | None = None
        self.signs: Sequence[Content] = ()
        self.promises: Sequence[Content] = ()
        self.height = 0

    def show_outlook(
        self, overview: CompanyOverview, board: Board, signs: Sequence[Content], promises: Sequence[Content]
    ) -> None:
        """Show how the two stand at another moment, and what is on its way."""
        if (overview, board) != (self.overview, self.board):
            self.overview, self.board, self.signs, self.promises = overview, board, signs, promises
            self.refresh_rows()

    def set_height(self, height: int) -> None:
        """Show no more than so many lines."""
        if height != self.height:
            self.height = height
            self.refresh_rows()

    def measure_wanted(self) -> int:
        """Return how many lines all of it takes."""
        return sum(map(len, self._list_blocks(self.WIDTH)))

    def render_rows(self, width: int) -> list[Content]:
        """Return what there is room for."""
        rows: list[Content] = []
        for block in self._list_blocks(width):
            if len(rows) + len(block) > self.height:
                break
            rows += block
        return rows

    def _list_blocks(self, width: int) -> list[list[Content]]:
        """Return blocks of lines, the most telling first; none of them is shown in part."""
        overview, board = self.overview, self.board
        if overview is None or board is None:
            return []
        few = has_few_colours(self.app.console.color_system)
        blocks = [_render_two(board.chairs, few_colours=few)]
        signs, promises = (overview.signs.title, "◌ ", self.signs), (overview.promises.title, "◇ ", self.promises)
        for title, sign, texts in (signs, promises):
            for number, text in enumerate(texts):
                head = [] if number else [NOTHING, style_text(title.upper(), "bold $quiet")]
                blocks.append([*head, *wrap_hanging(style_text(sign, "$quiet"), text, width)])
        if overview.relationship is not None:
            told = (style_text(pledge, "$quiet") for pledge in overview.relationship.pledges)
            pledges = [row for pledge in told for row in wrap_text(pledge, width)]
            blocks.append([NOTHING, *pledges] if pledges else [])
        return blocks


def _render_two(chairs: Sequence[BoardChair], *, few_colours: bool) -> list[Content]:
    """Return both faces over their names, and how far each trusts the other."""
    blocks, each = [], FACE_WIDTH + _GAP + 3
    drawn = any(end.person.portrait for end in chairs)
    for end in chairs:
        face = [NOTHING] * FACE_HEIGHT if drawn else []
        if end.person.portrait is not None:
            face = render_face(end.person.portrait, end.person.mood, chair=end.chair, few_colours=few_colours)
        name, about = style_text(end.person.name, f"bold ${end.chair}"), style_text(end.person.about, "$quiet")
        trust = join_contents(style_text(f"{end.trust_label} ", "$quiet"), style_text(end.figure, f"${end.chair}"))
        blocks.append([*face, *wrap_text(join_contents(name, about, between="  "), each), *wrap_text(trust, each)])
    tallest = max(map(len, blocks))
    padded = ([*block, *[NOTHING] * (tallest - len(block))] for block in blocks)
    return join_columns([[fit_to_width(row, each) for row in block] for block in padded], _GAP // 2)
