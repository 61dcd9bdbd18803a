"""The first page: the moments that moved most, from the log, words beside deeds, and how two people played."""

from typing import ClassVar

from textual.content import Content

from game.debrief.moments import Moment
from game.debrief.telling import moments, together
from game.locales import N_, _
from game.tui.content import NOTHING, ink, join
from game.tui.lookback import year
from game.tui.lookback.leaf import Leaf, figures
from game.tui.typeset import COLUMN, hang


class Moments(Leaf):
    """Three or four moments, each with what it moved."""

    name: ClassVar[str] = N_("Moments")
    about: ClassVar[str] = N_("Moments: what moved most, from the log, with what it moved.")

    def draw(self, width: int, height: int) -> list[Content]:  # noqa: ARG002 -- every page is asked the same
        """Return the moments, then the pledges with their deeds."""
        rows: list[Content] = []
        for moment in self.insight.moments:
            rows += [*self._moment(moment, min(width, COLUMN + 12)), NOTHING]
        if self.insight.words:
            rows += [ink(_("Words beside deeds"), "bold $quiet"), *year.deeds(self.teller, self.insight.words, width)]
        return [*rows, *self._together(min(width, COLUMN + 12))]

    def _together(self, width: int) -> list[Content]:
        """Return how two people played, and which answers across the table were somebody's of an earlier play."""
        insight, teller = self.insight, self.teller
        told = [*together.lines(teller, insight.together)] if insight.together is not None else []
        told += together.ghost(teller, insight.across)
        if not told:
            return []
        rows = [NOTHING, ink(_("The two at the table"), "bold $quiet")]
        return [*rows, *(row for line in told for row in hang(ink("· ", "$quiet"), ink(line, "$ink"), width))]

    def _moment(self, moment: Moment, width: int) -> list[Content]:
        mark = ink("◆ ", f"bold ${moment.chair}" if moment.chair else "bold $ink")
        lead = join(mark, ink(_("Scene {n}", n=moment.count) + "  ", "bold $ink"))
        rows = hang(lead, ink(moments.sentence(self.teller, moment), "$ink"), width)
        indent = ink(" " * lead.cell_length)
        moved = figures(self.teller, moments.moved(moment), width - lead.cell_length)
        return [*rows, *(indent + row for row in moved)]
