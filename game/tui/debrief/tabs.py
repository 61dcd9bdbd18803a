"""The debrief's tabs: what a tab is, and those that show moments, knowledge, trust and questions.

On the knowledge tab a thin line is a fact that its holder alone knows, a thick one a fact that both know; ◆ marks
where it was said, × where it came out.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar, Final

from textual.content import Content

from game.debrief.changes import ChangeSplit
from game.debrief.earlier_plays import EarlierPlay
from game.debrief.look_back import Insight
from game.debrief.moments import DebriefMoment
from game.debrief.records import (
    ChairTally,
    Deed,
    FactHistory,
    KnowledgeGap,
    PledgeRecord,
    TrustChange,
    TrustLedger,
    Wound,
)
from game.locales import N_
from game.narration.debrief import moments, outcomes, records, report
from game.narration.voice import Voice, label_scene
from game.tui.toolkit.choices import ChoiceRow
from game.tui.toolkit.content import (
    COLUMN,
    NOTHING,
    add_edge,
    align_ends,
    fit_to_width,
    join_columns,
    join_contents,
    style_text,
    wrap_hanging,
    wrap_text,
)
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

    def render_beside(self, width: int) -> list[Content]:  # noqa: ARG002 -- for tabs that show something there
        """Return what stands under the list at the left on a large screen."""
        return []

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


TABLE: Final = 100
"""The cells from which numbers stand in columns."""
_GAP: Final = 3
_DOTS: Final = ("●", "○")


def render_tally_table(voice: Voice, lines: Sequence[tuple[str, str, ChairTally]], width: int) -> list[Content]:
    """Return tallies in columns, each under its play and its person; the last play is the one looked back at."""
    names = [style_text(name or voice.name_person(tally.chair), f"${tally.chair}") for _play, name, tally in lines]
    counts = [
        (
            _render_share(tally.right, tally.guesses),
            _render_share(tally.in_time, tally.facts),
            style_text(str(tally.overrides), "$ink"),
        )
        for _play, _name, tally in lines
    ]
    heads = [style_text(head, "$quiet") for head in records.name_tally_columns()]
    rooms = [
        max(cell.cell_length for cell in column) + _GAP for column in zip(*counts, heads, strict=True)
    ]  # fmt: skip
    who = max(name.cell_length for name in names) + _GAP
    first = width - who - sum(rooms)
    plays = [style_text(play, "bold $ink" if play == lines[-1][0] else "$quiet") for play, _name, _tally in lines]
    rows = [
        join_contents(
            style_text(" " * (first + who)),
            *(fit_to_width(head, room) for head, room in zip(heads, rooms, strict=True)),
        )
    ]
    for play, name, cells in zip(plays, names, counts, strict=True):
        row = (fit_to_width(cell, room) for cell, room in zip(cells, rooms, strict=True))
        rows.append(join_contents(fit_to_width(play, first - 1), style_text(" "), fit_to_width(name, who), *row))
    return rows


def _render_share(part: int, whole: int) -> Content:
    """Return how many of how many, as dots and as numbers."""
    if not whole:
        return style_text("–", "$quiet")
    dots = _DOTS[0] * part + _DOTS[1] * (whole - part)
    return join_contents(style_text(dots, "$ink"), style_text(f" {part}/{whole}", "$quiet"))


class MomentsTab(DebriefTab):
    """Three or four moments, each with what it moved."""

    part: ClassVar[report.DebriefPart] = "moments"
    about: ClassVar[str] = N_("Moments: what moved most, from the log, with what it moved.")

    earlier: tuple[EarlierPlay, ...] = ()
    """One's earlier plays of the crisis, once they have been read."""

    def render_tab(self, width: int, height: int) -> list[Content]:  # noqa: ARG002 -- all tabs share one signature
        """Return the moments, the numbers beside those of earlier plays, the pledges with their deeds."""
        rows: list[Content] = []
        for moment in self.insight.moments:
            rows += [*self._render_moment(moment, min(width, COLUMN + 12)), NOTHING]
        if self.insight.tallies:
            rows += [style_text(records.name_tallies_part(), "bold $quiet"), *self._render_tallies(width), NOTHING]
        if self.earlier:
            heading = style_text(records.name_earlier_plays_part(), "bold $quiet")
            rows += [heading, *self._render_earlier_plays(width), NOTHING]
        if self.insight.pledges:
            rows += [
                style_text(records.name_pledges_part(), "bold $quiet"),
                *render_deeds(self.voice, self.insight.pledges, width),
            ]
        return [*rows, *self._render_pair_play(min(width, COLUMN + 12)), *self._render_whole_changes(width)]

    def _render_tallies(self, width: int) -> list[Content]:
        """Return how each chair played, in numbers."""
        return [
            row
            for tally in self.insight.tallies
            for row in wrap_hanging(
                style_text("▪ ", f"${tally.chair}"),
                style_text(records.render_tally(self.voice, tally), "$ink"),
                width,
            )
        ]

    def _render_earlier_plays(self, width: int) -> list[Content]:
        """Return the numbers of earlier plays and, last, of this one, in columns where there is room."""
        if width < TABLE:
            lines = records.list_earlier_lines(self.voice, self.earlier)
            return [
                row
                for line in lines
                for row in wrap_hanging(style_text("· ", "$quiet"), style_text(line, "$ink"), width)
            ]
        voice, people = self.voice, self.session.people
        here = [(records.name_this_play(), "", tally) for tally in self.insight.tallies if tally.chair in people]
        before = [
            (records.render_earlier_heading(voice, play), records.name_earlier_player(voice, play, tally.chair), tally)
            for play in self.earlier
            for tally in play.tallies
        ]
        return render_tally_table(voice, [*before, *here], width)

    def _render_whole_changes(self, width: int) -> list[Content]:
        """Return what moved every figure from the start of play to its end."""
        if not self.insight.whole:
            return []
        heading = style_text(outcomes.name_whole_changes(), "bold $quiet")
        return [NOTHING, heading, *render_changes(self.voice, self.insight.whole, width)]

    def _render_pair_play(self, width: int) -> list[Content]:
        """Return how two people played, and which answers across the table were somebody's of an earlier play."""
        insight, voice = self.insight, self.voice
        told = records.list_pair_lines(voice, insight)
        if not told:
            return []
        rows = [NOTHING, style_text(records.name_pair_part(), "bold $quiet")]
        return [
            *rows,
            *(
                row
                for line in told
                for row in wrap_hanging(style_text("· ", "$quiet"), style_text(line, "$ink"), width)
            ),
        ]

    def _render_moment(self, moment: DebriefMoment, width: int) -> list[Content]:
        mark = style_text("◆ ", f"bold ${moment.chair}" if moment.chair else "bold $ink")
        lead = join_contents(mark, style_text(label_scene(moment.count) + "  ", "bold $ink"))
        rows = wrap_hanging(lead, style_text(moments.render_moment(self.voice, moment), "$ink"), width)
        indent = style_text(" " * lead.cell_length)
        moved = render_moved_figures(self.voice, moments.list_moved_figures(moment), width - lead.cell_length)
        return [*rows, *(indent + row for row in moved)]


_BLOCKS: Final = " ▁▂▃▄▅▆▇█"
_GAP_MOST: Final = 80
_LABEL: Final = (28, 36)
_STYLES: Final = {"shared": ("━", "$gained"), "surfaced": ("━", "$lost")}


class KnowledgeTab(DebriefTab):
    """The courses of the facts; the mark stands on one of them."""

    part: ClassVar[report.DebriefPart] = "knowledge"
    about: ClassVar[str] = N_("Who knew what: thin is known to one alone, thick to both; ◆ said, × came out.")

    def count_rows(self) -> int:
        """Return how many facts there are."""
        return len(self.insight.histories)

    def find_marked_line(self) -> int | None:
        """Return the line of the marked fact."""
        return 1 + self.caret * (2 if self._spread else 1)

    _spread = False

    def render_tab(self, width: int, height: int) -> list[Content]:
        """Return the courses, the gaps and the marked fact."""
        self._spread = height >= TALL and 2 * self.count_rows() + 14 <= height
        label = _LABEL[width >= 100]
        cells = width - label - 2
        rows = [style_text(" " * label) + self._render_scene_numbers(cells)]
        for number, history in enumerate(self.insight.histories):
            rows += self._render_history(history, number == self.caret, label, cells)
        rows.append(NOTHING)
        rows += [self._render_gap(gap, label, cells) for gap in self.insight.gaps]
        return [*rows, NOTHING, *self._render_marked_fact(width)]

    @property
    def _scenes(self) -> int:
        return max(1, len(self.insight.timeline.scenes))

    def _render_scene_numbers(self, cells: int) -> Content:
        row = NOTHING
        for scene in self.insight.timeline.scenes:
            middle = int((scene.count - 0.5) * cells / self._scenes)
            row += style_text(" " * (middle - row.cell_length)) + style_text(str(scene.count), "$quiet")
        return row

    def _render_history(self, history: FactHistory, here: bool, label: int, cells: int) -> Iterator[Content]:
        name = fit_to_width(style_text(self.voice.name_fact(history.fact), "bold $ink" if here else "$ink"), label - 3)
        lead = style_text("▸ " if here else "  ", f"bold ${history.holder}")
        row = join_contents(lead, name, style_text(" "), self._render_history_line(history, cells))
        yield row.stylize_before("on $caret") if here and not self._spread else row
        if self._spread:
            yield style_text(" " * label) + style_text(records.render_fact_outcome(self.voice, history), "$quiet")

    def _render_history_line(self, history: FactHistory, cells: int) -> Content:
        line = [(" ", "")] * cells
        for span in history.spans:
            mark, style = _STYLES.get(span.knowing, ("─", f"${history.holder}"))
            for cell in range(self._compute_cell(span.start, cells), self._compute_cell(span.end, cells)):
                line[cell] = (mark, style)
        if history.turned is not None:
            at = min(self._compute_cell(history.turned, cells), cells - 1)
            line[at] = ("×", "bold $lost") if history.status == "surfaced" else ("◆", "bold $ink")
        return join_contents(*(style_text(mark, style) for mark, style in line))

    def _compute_cell(self, moment: float, cells: int) -> int:
        return round(moment * cells / self._scenes)

    def _render_gap(self, gap: KnowledgeGap, label: int, cells: int) -> Content:
        name = style_text("  " + records.render_gap_label(self.voice, gap), f"${gap.chair}")
        numbers = style_text(f"{gap.points[0]} → {gap.points[-1]}", "$ink")
        scenes = [min(self._scenes - 1, cell * self._scenes // cells) for cell in range(cells)]
        blocks = "".join(_BLOCKS[_compute_eighths(gap.points[scene])] for scene in scenes)
        return join_contents(align_ends(name, numbers, label - 1), style_text(" "), style_text(blocks, f"${gap.chair}"))

    def _render_marked_fact(self, width: int) -> list[Content]:
        """The marked fact: what it says, who held it, what became of it."""
        if not self.insight.histories:
            return []
        history = self.insight.histories[min(self.caret, self.count_rows() - 1)]
        voice, path = self.voice, self.session.scenario.facts[history.fact].path
        said = wrap_hanging(
            style_text("▲ ", f"${history.holder}"), style_text(voice.render_text(f"{path}.told"), "$ink"), width
        )
        summary = records.render_fact_summary(voice, history)
        rows = [*said, *wrap_hanging(style_text("  "), style_text(summary, "$quiet"), width)]
        if history.status == "surfaced":
            rows += wrap_hanging(
                style_text("  "), style_text(voice.render_text(f"{path}.surfaces.text"), "$quiet"), width
            )
        whom, asked = records.render_fact_question(history)
        question = style_text(whom, "$ceo") + style_text(" " + asked, "$ink")
        return [*rows, *(style_text("  ") + row for row in wrap_text(question, width - 2))]


def _compute_eighths(points: int) -> int:
    return max(1, min(8, round(points / _GAP_MOST * 8)))


def render_sparkline(values: Sequence[int]) -> str:
    """Return values as blocks of eighths of a line's height, on the scale of their own range: how they went."""
    least, most = min(values), max(values)
    return "".join(_BLOCKS[1 + round((value - least) / max(1, most - least) * 7)] for value in values)


class TrustTab(DebriefTab):
    """Two columns, one for each chair's trust in the other."""

    part: ClassVar[report.DebriefPart] = "trust"
    about: ClassVar[str] = N_("Trust: every change with its cause; what was broken, and what mended it.")

    def render_tab(self, width: int, height: int) -> list[Content]:  # noqa: ARG002 -- all tabs share one signature
        """Return both ledgers."""
        each = (width - 2) // 2
        blocks = [self._render_ledger(ledger, each - 3) for ledger in self.insight.ledgers]
        tallest = max(len(block) for block in blocks)
        framed = [
            add_edge([*block, *[NOTHING] * (tallest - len(block))], f"${ledger.chair}", each, "$slate")
            for block, ledger in zip(blocks, self.insight.ledgers, strict=True)
        ]
        return join_columns(framed, 2)

    def _render_ledger(self, ledger: TrustLedger, width: int) -> list[Content]:
        rows = wrap_text(style_text(records.render_trust_heading(self.voice, ledger), f"bold ${ledger.chair}"), width)
        line = join_contents(
            style_text(render_sparkline(ledger.by_scene), f"${ledger.chair}"),
            style_text(f"  {ledger.start} → {ledger.now}", "bold $ink"),
        )
        rows += [line, NOTHING]
        count = 0
        for change, wounds in ledger.entries:
            if change.count != count:
                count = change.count
                rows.append(style_text(label_scene(count), "$quiet"))
            rows += self._render_change(change, wounds, width)
        if standing := records.render_trust_standing(ledger):
            rows += [NOTHING, *wrap_text(style_text(standing, "$quiet"), width)]
        return rows

    def _render_change(self, change: TrustChange, wounds: tuple[Wound, ...], width: int) -> list[Content]:
        points = f"{'▴' if change.points > 0 else '▾'}{abs(change.points)}".rjust(4)
        lead = style_text(points + "  ", "$gained" if change.points > 0 else "$lost")
        rows = wrap_hanging(lead, style_text(records.render_trust_change(self.voice, change), "$ink"), width)
        for wound in wounds:
            rows += wrap_hanging(style_text("      "), style_text(records.render_wound(wound), "$quiet"), width)
        return rows
