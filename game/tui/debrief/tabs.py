"""What a tab of the debrief is, and parts that several pages show: figures that moved, words beside deeds."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar, Final

from textual.content import Content

from game.debrief.changes import ChangeSplit
from game.debrief.earlier_plays import EarlierPlay
from game.debrief.look_back import Insight
from game.debrief.records import Deed, PledgeRecord
from game.engine.stocks import CHAIRS, Chair
from game.narration.debrief import outcomes, records, report
from game.narration.voice import Voice
from game.tui.toolkit.choices import ChoiceRow
from game.tui.toolkit.content import (
    NOTHING,
    add_edge,
    join_columns,
    join_contents,
    style_text,
    wrap_hanging,
    wrap_text,
)
from game.tui.toolkit.face import render_face
from game.tui.toolkit.figures import render_difference

if TYPE_CHECKING:
    from game.playthrough.session import Session


WIDE: Final = 100
"""The cells from which things stand side by side."""

TALL: Final = 32
"""The lines of a terminal from which a page may spread out."""


class DebriefTab:
    """One tab of the debrief.

    `part` is what it shows, `about` its line in the help, a message to be translated. A tab with a list at
    its left overrides `build_side_rows`.
    """

    part: ClassVar[report.DebriefPart]
    about: ClassVar[str] = ""

    def __init__(self, session: "Session", insight: Insight) -> None:
        self.session = session
        self.insight = insight
        self.caret = 0
        self.large = False
        """Whether the page is large enough to draw rather than to list."""
        self.few_colours = False
        """Whether the terminal has 16 colours."""
        self.earlier: tuple[EarlierPlay, ...] = ()
        """One's earlier plays of the crisis, once they have been read."""
        self.can_retry = False
        """Whether a key plays on from the marked scene in a new game."""

    @property
    def voice(self) -> Voice:
        """Names for both chairs, in the language of the session; while play goes on, it keeps what is hidden."""
        if self.session.prompt is not None:
            return Voice.by_name_in_play(self.session, self.session.people)
        return Voice.by_name(self.session)

    def build_side_rows(self) -> Sequence[ChoiceRow]:
        """Return the rows of the list at the left, if there is one."""
        return ()

    def render_beside(self, width: int, height: int) -> list[Content]:  # noqa: ARG002 -- for tabs that show something
        """Return what stands under the list at the left on a large screen; `height` is the terminal's."""
        return []

    def render_below(self, width: int) -> list[Content]:  # noqa: ARG002 -- for tabs in which somebody writes
        """Return what stands below the room to write in on a large screen."""
        return []

    def draw_faces(self, count: int) -> Mapping[Chair, list[Content]]:
        """Return the two as they looked at the end of a scene; on a large screen only, and who has a portrait."""
        cast = self.session.scenario.cast
        return {
            chair: render_face(
                portrait, self.insight.read_mood(count, chair), chair=chair, few_colours=self.few_colours
            )
            for chair in CHAIRS
            if self.large and (portrait := cast[chair].portrait) is not None
        }

    def count_rows(self) -> int:
        """Return on how many rows the mark can stand."""
        return len(self.build_side_rows())

    def move_mark(self, by: int) -> None:
        """Move the mark."""
        if self.count_rows():
            self.caret = (self.caret + by) % self.count_rows()

    def find_marked_line(self) -> int | None:
        """Return the drawn line on which the mark stands, for scrolling it into view; None where it is in the list."""
        return None

    def count_marked_lines(self) -> int:
        """Return how many lines from the marked one on are to be in view."""
        return 2

    def open_tab(self) -> None:
        """Prepare for being shown."""

    def step_back(self) -> bool:
        """Go back a step within the page; tell whether there was one."""
        return False

    def render_tab(self, width: int, height: int) -> list[Content]:
        """Return the page as lines; `height` is the terminal's."""
        raise NotImplementedError


def render_moved_figures(voice: Voice, moved: Sequence[tuple[str, int]], width: int) -> list[Content]:
    """Return figures that moved, each with its mark, in the colour of gain or loss; none is broken over two lines."""
    rows: list[Content] = []
    for stock, points in moved:
        part = join_contents(
            style_text(voice.name_figure_briefly(stock) + " ", "$quiet"), render_difference(stock, points, voice.money)
        )
        if rows and rows[-1].cell_length + part.cell_length + 3 <= width:
            rows[-1] = join_contents(rows[-1], part, between="   ")
        else:
            rows.append(part)
    return rows


def render_changes(voice: Voice, changes: Sequence[ChangeSplit], width: int) -> list[Content]:
    """Return figures that changed, each with what moved it."""
    rows: list[Content] = []
    for change in changes:
        name = style_text(voice.name_figure(change.stock) + " ", "$ink")
        lead = join_contents(name, render_difference(change.stock, change.points, voice.money), style_text("  "))
        rows += wrap_text(
            join_contents(lead, style_text(outcomes.render_change_parts(voice.money, change), "$quiet")), width
        )
    return rows


def render_deeds(voice: Voice, pledges: Sequence[PledgeRecord], width: int) -> list[Content]:
    """Return each chair's pledge with its deeds: side by side where there is room."""
    beside = width >= WIDE and len(pledges) == 2
    each = (width - 2) // 2 if beside else width
    blocks = [_render_pledge_deeds(voice, record, each - 3) for record in pledges]
    if beside:
        tallest = max(len(block) for block in blocks)
        blocks = [block + [NOTHING] * (tallest - len(block)) for block in blocks]
    framed = [
        add_edge(block, f"${record.chair}", each, "$slate") for block, record in zip(blocks, pledges, strict=True)
    ]
    if beside:
        return join_columns(framed, 2)
    return [row for number, block in enumerate(framed) for row in ([NOTHING] if number else []) + block]


def _render_pledge_deeds(voice: Voice, record: PledgeRecord, width: int) -> list[Content]:
    rows = wrap_text(style_text(records.render_pledge_record(voice, record), "bold $ink"), width)
    rows += wrap_text(style_text(records.render_deed_tally(record), "$quiet"), width)
    for deed in record.deeds:
        rows += wrap_hanging(_render_deed_mark(deed), style_text(records.render_deed(voice, deed), "$ink"), width)
    return rows


def _render_deed_mark(deed: Deed) -> Content:
    if deed.net_points == 0:
        return style_text("◆ ", "$quiet")
    return style_text("▴ ", "$gained") if deed.net_points > 0 else style_text("▾ ", "$lost")
