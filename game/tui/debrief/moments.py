"""The first page: the moments that moved most, from the log, words beside deeds, and how two people played."""

from typing import ClassVar

from textual.content import Content

from game.debrief.moments import DebriefMoment
from game.locales import N_, _
from game.narration.debrief import moments, together
from game.tui.debrief import year
from game.tui.debrief.leaf import DebriefTab, render_moved_figures
from game.tui.toolkit.content import NOTHING, join_contents, style_text
from game.tui.toolkit.typeset import COLUMN, wrap_hanging


class MomentsTab(DebriefTab):
    """Three or four moments, each with what it moved."""

    name: ClassVar[str] = N_("Moments")
    about: ClassVar[str] = N_("Moments: what moved most, from the log, with what it moved.")

    def render_tab(self, width: int, height: int) -> list[Content]:  # noqa: ARG002 -- every page is asked the same
        """Return the moments, then the pledges with their deeds."""
        rows: list[Content] = []
        for moment in self.insight.moments:
            rows += [*self._render_moment(moment, min(width, COLUMN + 12)), NOTHING]
        if self.insight.words:
            rows += [
                style_text(_("Words beside deeds"), "bold $quiet"),
                *year.render_deeds(self.teller, self.insight.words, width),
            ]
        return [*rows, *self._render_pair_play(min(width, COLUMN + 12))]

    def _render_pair_play(self, width: int) -> list[Content]:
        """Return how two people played, and which answers across the table were somebody's of an earlier play."""
        insight, teller = self.insight, self.teller
        told = [*together.render_pair_play(teller, insight.together)] if insight.together is not None else []
        told += together.render_opponent_moves(teller, insight.across)
        if not told:
            return []
        rows = [NOTHING, style_text(_("The two at the table"), "bold $quiet")]
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
        lead = join_contents(mark, style_text(_("Scene {n}", n=moment.count) + "  ", "bold $ink"))
        rows = wrap_hanging(lead, style_text(moments.render_moment(self.teller, moment), "$ink"), width)
        indent = style_text(" " * lead.cell_length)
        moved = render_moved_figures(self.teller, moments.list_moved_figures(moment), width - lead.cell_length)
        return [*rows, *(indent + row for row in moved)]
