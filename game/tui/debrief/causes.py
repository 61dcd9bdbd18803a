"""Why the figures stand where they do: the web of causes on a large screen, else a list; one figure is told."""

from collections.abc import Sequence
from functools import cached_property
from typing import ClassVar, Final

from textual.content import Content

from game.debrief.look_back import Insight
from game.engine.stocks import CHAIRS, OUTCOMES
from game.locales import N_
from game.narration.cause_web import name_in_web
from game.narration.company import FigureExplanation, explain_figure
from game.narration.debrief import report
from game.narration.voice import label_scene
from game.playthrough.cause_web import CauseWeb, build_cause_web, list_cause_chain
from game.playthrough.session import Session
from game.tui.debrief.tabs import DebriefTab
from game.tui.play.cause_web import LEAST_WEB, TOLD, build_web_state, render_movers, render_open_chain
from game.tui.toolkit.choices import NO_DIGIT, ChoiceRow
from game.tui.toolkit.content import COLUMN, NOTHING, join_contents, style_text, wrap_hanging, wrap_text
from game.tui.toolkit.figures import render_difference
from game.tui.toolkit.web import render_web

_AROUND_WEB: Final = 4
"""Lines of the terminal around what a tab shows: the header, the names of the tabs and the line below, the keys."""


_BETWEEN: Final = 3


class CausesTab(DebriefTab):
    """Why the figures stand where they do: a web of all of them on a large screen, else a list; one is told."""

    part: ClassVar[report.DebriefPart] = "causes"
    about: ClassVar[str] = N_("Why: up and down choose a figure; what pulls at it, and whose doing that was.")

    def __init__(self, session: Session, insight: Insight) -> None:
        super().__init__(session, insight)
        self._opened = False

    def open_tab(self) -> None:
        """Begin with the mark on the company's figure that has moved most."""
        if not self._opened:
            self._opened = True
            moved = [change.stock for change in self.insight.whole if change.stock in OUTCOMES]
            self.caret = self.web.figures.index(moved[0]) if moved else 0

    @cached_property
    def web(self) -> CauseWeb:
        """The web as play ended."""
        return build_cause_web(self.session, CHAIRS, whole=True)

    def count_rows(self) -> int:
        """Return how many figures there are."""
        return len(self.web.figures)

    @property
    def stock(self) -> str:
        """The marked figure."""
        return self.web.figures[self.caret]

    def build_side_rows(self) -> Sequence[ChoiceRow]:
        """Return the figures; none where they are drawn."""
        if self.large:
            return ()
        nodes = map(self.web.find_node, self.web.figures)
        return [
            ChoiceRow(
                style_text(name_in_web(self.voice, node.stock)),
                note=render_difference(node.stock, node.change, self.voice.money),
                digit=NO_DIGIT,
            )
            for node in nodes
        ]

    def render_tab(self, width: int, height: int) -> list[Content]:
        """Return the web over the open chain, or what is told of the marked figure."""
        told = explain_figure(self.voice, self.session, self.stock, whole=True)
        if not self.large:
            return self._render_told(told, min(width, COLUMN))
        chain = list_cause_chain(self.session, self.stock, CHAIRS, whole=True)
        drawn = render_web(
            build_web_state(self.voice, self.session, self.web, chain),
            width,
            max(LEAST_WEB, height - _AROUND_WEB - TOLD),
        )
        rows = [*drawn, render_movers(self.voice), *render_open_chain(self.voice, told, self.stock, width)]
        return [*rows, *self._render_scene_changes(width, height - _AROUND_WEB - len(rows))]

    def _render_scene_changes(self, width: int, room: int) -> list[Content]:
        """Return by how much the marked figure changed in each scene, and to what, in so many lines at the most."""
        parts = []
        for scene in self.insight.timeline.scenes:
            changes = self.insight.find_outcome(scene).changes
            change = next((change for change in changes if change.stock == self.stock), None)
            if change is not None and change.points:
                mark = render_difference(self.stock, change.points, self.voice.money)
                after = self.voice.money.format_points(self.stock, change.after)
                when = style_text(f"{label_scene(scene.count)} ", "$quiet")
                parts.append(join_contents(when, mark, style_text(f" → {after}", "$ink")))
        rows: list[Content] = []
        for part in parts:
            if rows and rows[-1].cell_length + part.cell_length + _BETWEEN <= width:
                rows[-1] = join_contents(rows[-1], part, between=" " * _BETWEEN)
            else:
                rows.append(part)
        return rows[: max(0, room)]

    def _render_told(self, told: FigureExplanation, width: int) -> list[Content]:
        head = join_contents(
            style_text(f"{told.name}   ", "bold $ink"),
            style_text(f"{told.value} ", "$ink"),
            render_difference(self.stock, told.change, self.voice.money),
        )
        rows = wrap_text(head, width)
        for sentence in (told.told, told.moved):
            rows += wrap_text(style_text(sentence, "$ink"), width) if sentence else []
        if not told.entries:
            return [*rows, NOTHING, *wrap_text(style_text(told.untouched, "$quiet"), width)]
        rows += [NOTHING, style_text(told.entries_title, "bold $quiet")]
        for entry in told.entries:
            lead = join_contents(render_difference(self.stock, entry.points, self.voice.money), style_text("  "))
            body = join_contents(style_text(entry.cause, "$ink"), style_text(f"  {entry.when}", "$quiet"))
            rows += wrap_hanging(lead, body, width)
        return rows
