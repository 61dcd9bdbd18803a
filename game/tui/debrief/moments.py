"""The tab with the moments worth talking about, the numbers of how each played, and words beside deeds.

On a large screen each moment stands between the face of who acted and what came of it later.
"""

from collections.abc import Iterator, Sequence
from typing import ClassVar, Final

from textual.content import Content

from game.debrief.moments import DebriefMoment
from game.debrief.records import ChairTally
from game.engine.stocks import CHAIRS
from game.locales import N_
from game.narration.debrief import moments, outcomes, records, report
from game.narration.debrief.ending import name_year
from game.narration.voice import Voice, label_scene
from game.tui.debrief.scenes import render_barred_changes, render_consequence
from game.tui.debrief.tabs import DebriefTab, render_changes, render_deeds, render_moved_figures
from game.tui.toolkit.canvas import render_sparkline
from game.tui.toolkit.content import (
    COLUMN,
    NOTHING,
    fit_to_width,
    join_columns,
    join_contents,
    render_title,
    set_beside,
    style_text,
    wrap_hanging,
    wrap_text,
)
from game.tui.toolkit.deviation import ARM, render_deviation
from game.tui.toolkit.face import FACE_WIDTH
from game.tui.toolkit.figures import COUNTED, render_difference

_GUTTER: Final = 2
_OF_BOTH: Final = frozenset({"sat", "synthesis"})
"""The kinds of moments that both made, whoever asked for them."""
_MARK: Final = 7
"""Cells for the line in the middle of a bar, the change at its end, and the gaps between."""
_LINES: Final = 5
"""The most lines for what came of a moment; two such things share them."""
_CONSEQUENCES: Final = 2
"""How many things that came of a moment stand beside it."""
TABLE: Final = 100
"""The cells from which numbers stand in columns."""
_GAP: Final = 3
_DOTS: Final = ("●", "○")


def render_tally_table(voice: Voice, lines: Sequence[tuple[str, str, ChairTally]], width: int) -> list[Content]:
    """Return tallies in columns, each under its play and its person; the last play is the one looked back at.

    Where there is that play only, it is not named, and the columns are as wide as the page.
    """
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
    rooms = [max(cell.cell_length for cell in column) + _GAP for column in zip(*counts, heads, strict=True)]
    who = max(name.cell_length for name in names) + _GAP
    first = width - who - sum(rooms)
    if len({play for play, _name, _tally in lines}) == 1:
        who, rooms = who + first // 4, [room + first // 4 for room in rooms]
        first = 0
    rows = [
        join_contents(
            style_text(" " * (first + who)),
            *(fit_to_width(head, room) for head, room in zip(heads, rooms, strict=True)),
        )
    ]
    for (play, _name, _tally), name, cells in zip(lines, names, counts, strict=True):
        row = (fit_to_width(cell, room) for cell, room in zip(cells, rooms, strict=True))
        when = style_text(play, "bold $ink" if play == lines[-1][0] else "$quiet")
        lead = join_contents(fit_to_width(when, first - 1), style_text(" ")) if first else NOTHING
        rows.append(join_contents(lead, fit_to_width(name, who), *row))
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

    def render_tab(self, width: int, height: int) -> list[Content]:  # noqa: ARG002 -- all tabs share one signature
        """Return the moments, the numbers beside those of earlier plays, the pledges with their deeds."""
        if self.large:
            return self._render_large(width)
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

    def _render_large(self, width: int) -> list[Content]:
        """Return each moment beside the face of who acted and what came of it, and the numbers as a table."""
        rows: list[Content] = []
        told: set[int] = set()
        for moment in self.insight.moments:
            rows += [*self._render_faced_moment(moment, width, again=moment.count in told), NOTHING]
            told.add(moment.count)
        if self.insight.tallies:
            aside = style_text(records.name_earlier_plays_part(), "$quiet") if self.earlier else NOTHING
            rows += [render_title(records.name_tallies_part(), width, aside), *self._render_table(width), NOTHING]
        if self.insight.pledges:
            deeds = render_deeds(self.voice, self.insight.pledges, width)
            rows += [render_title(records.name_pledges_part(), width), *deeds]
        rows += self._render_pair_play(min(width, COLUMN + 12))
        if self.insight.whole:
            changes = render_barred_changes(self.voice, self.insight.whole, width)
            rows += [NOTHING, render_title(outcomes.name_whole_changes(), width), *changes]
        return rows

    def _render_faced_moment(self, moment: DebriefMoment, width: int, *, again: bool) -> list[Content]:
        """Return the face, what happened with what it moved, and what came of it unless that is told above."""
        drawn = self.draw_faces(moment.count)
        both = moment.chair is None or moment.kind in _OF_BOTH
        acting = [drawn[chair] for chair in CHAIRS if chair in drawn and (both or chair == moment.chair)]
        beside = [[*face, *[NOTHING]] for face in acting]
        room = FACE_WIDTH + _GUTTER if drawn else 0
        told = min(COLUMN, (width - room - _GUTTER) * 3 // 5)
        later = width - room - told - _GUTTER
        faces = join_columns(beside, 1) if beside else []
        cells = max(room - _GUTTER, len(acting) * (FACE_WIDTH + 1) - 1)
        told -= max(0, cells + _GUTTER - room) if room else 0
        rows = set_beside(
            self._render_told_moment(moment, told), [] if again else self._render_later(moment, later), told, _GUTTER
        )
        return set_beside(faces, rows, cells, _GUTTER) if room else rows

    def _render_told_moment(self, moment: DebriefMoment, width: int) -> list[Content]:
        """Return the scene and its question, what happened there, and each figure that it moved with a bar."""
        style = f"bold ${moment.chair}" if moment.chair else "bold $ink"
        head = join_contents(
            style_text("◆ ", style),
            style_text(label_scene(moment.count) + "  ", "bold $ink"),
            style_text(self.voice.name_scene(moment.scene), "$quiet"),
        )
        rows = wrap_text(head, width)
        rows += wrap_text(style_text(moments.render_moment(self.voice, moment), "$ink"), width)
        moved = moments.list_moved_figures(moment)
        names = [style_text(self.voice.name_figure_briefly(stock), "$quiet") for stock, _points in moved]
        longest = min(width - 2 * ARM - _MARK, max((name.cell_length for name in names), default=0))
        for name, (stock, points) in zip(names, moved, strict=True):
            mark = render_difference(stock, points, self.voice.money)
            bar = NOTHING if stock in COUNTED else render_deviation(stock, points, ARM)
            rows.append(join_contents(fit_to_width(name, longest), bar, mark, between=" "))
        return rows

    def _render_later(self, moment: DebriefMoment, width: int) -> list[Content]:
        """Return what came down later because of a moment's scene; else how well its decision was carried out.

        Below the latter stands how the figures that it moved went over the year after.
        """
        came = self.insight.list_consequences(moment.count)
        if came:
            rows = [style_text(moments.name_consequences(), "bold $quiet")]
            return rows + [
                row
                for one in came[:_CONSEQUENCES]
                for row in render_consequence(self.voice, one, width, _LINES // min(_CONSEQUENCES, len(came)))
            ]
        carried = self.insight.find_outcome(self.insight.timeline.find_scene(moment.count)).carried
        rows = [] if carried is None else wrap_text(style_text(outcomes.render_carried_out(carried), "$quiet"), width)
        return [*rows, *self._render_year(moment, width)]

    def _render_year(self, moment: DebriefMoment, width: int) -> list[Content]:
        """Return how the figures that a moment moved went over the year after, each as a curve between its ends."""
        year = self.session.epilogue
        moved = [stock for stock, _points in moments.list_moved_figures(moment)]
        if year is None or not moved:
            return []
        names = [style_text(self.voice.name_figure_briefly(stock), "$quiet") for stock in moved]
        longest = min(width // 2, max(name.cell_length for name in names)) + _GUTTER
        rows = [style_text(name_year(), "bold $quiet")]
        for name, stock in zip(names, moved, strict=True):
            weeks, _untouched = year.list_stock_weeks(stock)
            first, last = (self.voice.money.format_figure(stock, value) for value in (weeks[0], weeks[-1]))
            ends = style_text(f"{first} → {last}", "$ink")
            cells = max(4, width - longest - ends.cell_length - _GUTTER)
            curve = render_sparkline(weeks, cells, "$time")
            rows.append(join_contents(fit_to_width(name, longest), curve, style_text("  "), ends))
        return rows

    def _render_table(self, width: int) -> list[Content]:
        """Return how both played, in numbers, below those of earlier plays."""
        lines = [*self._list_earlier_tallies()]
        lines += [(records.name_this_play(), "", tally) for tally in self.insight.tallies]
        return render_tally_table(self.voice, lines, width)

    def _list_earlier_tallies(self) -> Iterator[tuple[str, str, ChairTally]]:
        voice = self.voice
        for play in self.earlier:
            for tally in play.tallies:
                who = records.name_earlier_player(voice, play, tally.chair)
                yield records.render_earlier_heading(voice, play), who, tally

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
        return render_tally_table(voice, [*self._list_earlier_tallies(), *here], width)

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
