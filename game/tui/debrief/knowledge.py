"""Who knew what, when: a line a fact through the scenes; how wide the gap of each chair was; the marked fact in full.

A thin line is known to its holder alone, a thick one to both; ◆ marks where it was said, × where it came out.
"""

from collections.abc import Iterator, Sequence
from typing import ClassVar, Final

from textual.content import Content

from game.debrief.knowledge import FactHistory, KnowledgeGap
from game.locales import N_, _
from game.narration.debrief import facts
from game.tui.debrief.leaf import TALL, DebriefTab
from game.tui.toolkit.content import NOTHING, join_contents, style_text
from game.tui.toolkit.typeset import align_ends, fit_to_width, wrap_hanging, wrap_text

_BLOCKS: Final = " ▁▂▃▄▅▆▇█"
_GAP_MOST: Final = 80
_LABEL: Final = (28, 36)
_STYLES: Final = {"shared": ("━", "$gained"), "surfaced": ("━", "$lost")}


class KnowledgeTab(DebriefTab):
    """The courses of the facts; the mark stands on one of them."""

    name: ClassVar[str] = N_("Who knew what")
    about: ClassVar[str] = N_("Who knew what: thin is known to one alone, thick to both; ◆ said, × came out.")

    def count_rows(self) -> int:
        """Return how many facts there are."""
        return len(self.insight.courses)

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
        for number, course in enumerate(self.insight.courses):
            rows += self._render_history(course, number == self.caret, label, cells)
        rows.append(NOTHING)
        rows += [self._render_gap(gap, label, cells) for gap in self.insight.gaps]
        return [*rows, NOTHING, *self._render_marked_fact(width)]

    @property
    def _scenes(self) -> int:
        return max(1, len(self.insight.line.scenes))

    def _render_scene_numbers(self, cells: int) -> Content:
        row = NOTHING
        for scene in self.insight.line.scenes:
            middle = int((scene.count - 0.5) * cells / self._scenes)
            row += style_text(" " * (middle - row.cell_length)) + style_text(str(scene.count), "$quiet")
        return row

    def _render_history(self, course: FactHistory, here: bool, label: int, cells: int) -> Iterator[Content]:
        name = fit_to_width(style_text(self.teller.name_fact(course.fact), "bold $ink" if here else "$ink"), label - 3)
        lead = style_text("▸ " if here else "  ", f"bold ${course.holder}")
        row = join_contents(lead, name, style_text(" "), self._render_history_line(course, cells))
        yield row.stylize_before("on $caret") if here and not self._spread else row
        if self._spread:
            yield style_text(" " * label) + style_text(
                facts.render_fact_outcome(self.teller, course), "$soft" if here else "$quiet"
            )

    def _render_history_line(self, course: FactHistory, cells: int) -> Content:
        line = [(" ", "")] * cells
        for span in course.spans:
            mark, style = _STYLES.get(span.knowing, ("─", f"${course.holder}"))
            for cell in range(self._compute_cell(span.start, cells), self._compute_cell(span.end, cells)):
                line[cell] = (mark, style)
        if course.turned is not None:
            at = min(self._compute_cell(course.turned, cells), cells - 1)
            line[at] = ("×", "bold $lost") if course.status == "surfaced" else ("◆", "bold $ink")
        return join_contents(*(style_text(mark, style) for mark, style in line))

    def _compute_cell(self, moment: float, cells: int) -> int:
        return round(moment * cells / self._scenes)

    def _render_gap(self, gap: KnowledgeGap, label: int, cells: int) -> Content:
        name = style_text("  " + _("Gap, {name}", name=self.teller.name_person(gap.chair)), f"${gap.chair}")
        numbers = style_text(f"{gap.points[0]} → {gap.points[-1]}", "$ink")
        scenes = [min(self._scenes - 1, cell * self._scenes // cells) for cell in range(cells)]
        blocks = "".join(_BLOCKS[_compute_eighths(gap.points[scene])] for scene in scenes)
        return join_contents(align_ends(name, numbers, label - 1), style_text(" "), style_text(blocks, f"${gap.chair}"))

    def _render_marked_fact(self, width: int) -> list[Content]:
        """The marked fact: what it says, who held it, what became of it."""
        if not self.insight.courses:
            return []
        course = self.insight.courses[min(self.caret, self.count_rows() - 1)]
        teller, path = self.teller, self.session.scenario.facts[course.fact].path
        said = wrap_hanging(
            style_text("▲ ", f"${course.holder}"), style_text(teller.render_text(f"{path}.told"), "$ink"), width
        )
        course_of = f"{facts.render_fact_holding(teller, course)}; {facts.render_fact_outcome(teller, course)}."
        rows = [*said, *wrap_hanging(style_text("  "), style_text(course_of, "$quiet"), width)]
        if course.status == "surfaced":
            rows += wrap_hanging(
                style_text("  "), style_text(teller.render_text(f"{path}.surfaces.text"), "$quiet"), width
            )
        question = style_text(_("For both:"), "$ceo") + style_text(" " + _render_fact_question(course), "$ink")
        return [*rows, *(style_text("  ") + row for row in wrap_text(question, width - 2))]


def _render_fact_question(course: FactHistory) -> str:
    if course.status == "said":
        return _("what did it change that this was said?")
    return _("what did holding it look like from each chair?") if course.chance else _("what would it have changed?")


def _compute_eighths(points: int) -> int:
    return max(1, min(8, round(points / _GAP_MOST * 8)))


def render_sparkline(values: Sequence[int]) -> str:
    """Return values as blocks of eighths of a line's height, on the scale of their own range: how they went."""
    least, most = min(values), max(values)
    return "".join(_BLOCKS[1 + round((value - least) / max(1, most - least) * 7)] for value in values)
