"""The tab with who knew what: the course of every fact, and what each of the two did not know.

A thin line is a fact that its holder alone knows, a thick one a fact that both know; ◆ marks where it was said, × where
it came out.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Final

from textual.content import Content

from game.debrief.records import FactHistory, KnowledgeGap
from game.locales import N_
from game.narration.debrief import records, report
from game.tui.debrief.courses import render_gaps
from game.tui.debrief.tabs import TALL, DebriefTab
from game.tui.toolkit.content import (
    COLUMN,
    NOTHING,
    align_ends,
    fill_background,
    fit_to_width,
    join_columns,
    join_contents,
    style_text,
    wrap_hanging,
    wrap_text,
)

_OUTCOME: Final = (30, 44)
"""The cells for what became of a fact, at the least and at the most."""
_SPACE: Final = 2
_INDENT: Final = 2
_AROUND: Final = 4
"""Lines of the terminal around the page: the header, the names of the tabs and the line below, the keys."""
_BLOCKS: Final = " ▁▂▃▄▅▆▇█"
_GAP_MOST: Final = 80
_LABEL: Final = (28, 36)
_STYLES: Final = {"shared": ("━", "$gained"), "surfaced": ("━", "$lost")}


@dataclass(frozen=True)
class _FactColumns:
    """The cells for the names of facts, for name and course together, and for what became of them."""

    label: int
    left: int
    outcome: int

    @property
    def course(self) -> int:
        """The cells for the courses."""
        return self.left - self.label


class KnowledgeTab(DebriefTab):
    """The courses of the facts; the mark stands on one of them."""

    part: ClassVar[report.DebriefPart] = "knowledge"
    about: ClassVar[str] = N_("Who knew what: thin is known to one alone, thick to both; ◆ said, × came out.")

    def count_rows(self) -> int:
        """Return how many facts there are."""
        return len(self.insight.histories)

    def find_marked_line(self) -> int | None:
        """Return the line of the marked fact."""
        if self.large:
            return self._marked
        return 1 + self.caret * (2 if self._spread else 1)

    def count_marked_lines(self) -> int:
        """Return how many lines the marked fact has."""
        return self._marked_lines if self.large else super().count_marked_lines()

    _spread = False
    _marked, _marked_lines = 0, 2

    def render_tab(self, width: int, height: int) -> list[Content]:
        """Return the courses, the gaps and the marked fact."""
        if self.large:
            return self._render_large(width, height)
        self._spread = height >= TALL and 2 * self.count_rows() + 14 <= height
        label = _LABEL[width >= 100]
        cells = width - label - 2
        rows = [style_text(" " * label) + self._render_scene_numbers(cells)]
        for number, history in enumerate(self.insight.histories):
            rows += self._render_history(history, number == self.caret, label, cells)
        rows.append(NOTHING)
        rows += [self._render_gap(gap, label, cells) for gap in self.insight.gaps]
        return [*rows, NOTHING, *self._render_marked_fact(width)]

    def _render_large(self, width: int, height: int) -> list[Content]:
        """Return the gaps as surfaces over the courses; each fact with what it says and how it came out.

        The marked one is told in full. The others' words take as many lines as they need where all of it fits.
        """
        outcome = min(_OUTCOME[1], max(_OUTCOME[0], width - 2 * _LABEL[1] - COLUMN))
        longest = max((self._measure_name(history) for history in self.insight.histories), default=0)
        columns = _FactColumns(min(_LABEL[1], longest + 5), width - outcome - _SPACE, outcome)
        top = [*render_gaps(self.voice, self.insight.gaps, width), NOTHING]
        top.append(style_text(" " * columns.label) + self._render_scene_numbers(columns.course))
        rows = self._render_facts(top, columns, None)
        return rows if len(rows) <= height - _AROUND else self._render_facts(top, columns, 1)

    def _render_facts(self, top: list[Content], columns: _FactColumns, most: int | None) -> list[Content]:
        """Return all facts below what stands on top, the words of each in `most` lines; note where the mark is."""
        rows = list(top)
        for number, history in enumerate(self.insight.histories):
            here = number == self.caret
            block = self._render_fact(history, columns, here=here, most=None if here else most)
            if here:
                self._marked, self._marked_lines = len(rows), len(block)
            rows += block
        return rows

    def _measure_name(self, history: FactHistory) -> int:
        return style_text(self.voice.name_fact(history.fact)).cell_length

    def _render_fact(
        self, history: FactHistory, columns: _FactColumns, *, here: bool, most: int | None
    ) -> list[Content]:
        """Return a fact: its course and what it says, in `most` lines; at the right what became of it."""
        left, outcome = columns.left, columns.outcome
        line = next(iter(self._render_history(history, here, columns.label, columns.course)))
        words = min(COLUMN, left - _INDENT)
        said = wrap_text(style_text(self._get_told(history), "$ink" if here else "$quiet"), words)
        if most is not None and len(said) > most:
            said = [*said[: most - 1], fit_to_width(style_text(self._get_told(history), "$quiet"), words)]
        story = self._render_story(history, words) if here else []
        rows = [line, *(style_text(" " * _INDENT) + row for row in (*said, *story))]
        style = {"said": "$gained", "surfaced": "$lost"}.get(history.status, "$quiet")
        beside = wrap_text(style_text(records.render_fact_outcome(self.voice, history), style), outcome)
        if here:
            whom, asked = records.render_fact_question(history)
            beside += wrap_text(style_text(whom, "$ceo") + style_text(" " + asked, "$ink"), outcome)
        beside = beside if here or most is None else beside[: len(rows)]
        tallest = max(len(rows), len(beside))
        one, two = ([*block, *[NOTHING] * (tallest - len(block))] for block in (rows, beside))
        joined = join_columns([[fit_to_width(row, left) for row in one], two], _SPACE)
        return [fill_background(row, left + _SPACE + outcome, "$caret") for row in joined] if here else joined

    def _get_told(self, history: FactHistory) -> str:
        return self.voice.render_text(f"{self.session.scenario.facts[history.fact].path}.told")

    def _render_story(self, history: FactHistory, width: int) -> list[Content]:
        """Return since when the holder knew the marked fact, and how it was heard of where it came out."""
        rows = wrap_text(style_text(records.render_fact_holding(self.voice, history) + ".", "$quiet"), width)
        if history.status == "surfaced":
            path = self.session.scenario.facts[history.fact].path
            rows += wrap_text(style_text(self.voice.render_text(f"{path}.surfaces.text"), "$quiet"), width)
        return rows

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
        yield row.stylize_before("on $caret") if here and not (self._spread or self.large) else row
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
