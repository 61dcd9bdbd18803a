"""Who knew what, when: a line a fact through the scenes; how wide the gap of each chair was; the marked fact in full.

A thin line is known to its holder alone, a thick one to both; ◆ marks where it was said, × where it came out.
"""

from collections.abc import Iterator, Sequence
from typing import ClassVar, Final

from textual.content import Content

from game.debrief.knowledge import Course, Gap
from game.debrief.telling import facts
from game.locales import N_, _
from game.tui.content import NOTHING, ink, join
from game.tui.lookback.leaf import TALL, Leaf
from game.tui.typeset import between, hang, pad, wrap

_BLOCKS: Final = " ▁▂▃▄▅▆▇█"
_GAP_MOST: Final = 80
_LABEL: Final = (28, 36)
_STYLES: Final = {"shared": ("━", "$gained"), "surfaced": ("━", "$lost")}


class Knowledge(Leaf):
    """The courses of the facts; the mark stands on one of them."""

    name: ClassVar[str] = N_("Who knew what")
    about: ClassVar[str] = N_("Who knew what: thin is known to one alone, thick to both; ◆ said, × came out.")

    def count(self) -> int:
        """Return how many facts there are."""
        return len(self.insight.courses)

    def marked(self) -> int | None:
        """Return the line of the marked fact."""
        return 1 + self.caret * (2 if self._spread else 1)

    _spread = False

    def draw(self, width: int, height: int) -> list[Content]:
        """Return the courses, the gaps and the marked fact."""
        self._spread = height >= TALL and 2 * self.count() + 14 <= height
        label = _LABEL[width >= 100]
        cells = width - label - 2
        rows = [ink(" " * label) + self._numbers(cells)]
        for number, course in enumerate(self.insight.courses):
            rows += self._course(course, number == self.caret, label, cells)
        rows.append(NOTHING)
        rows += [self._gap(gap, label, cells) for gap in self.insight.gaps]
        return [*rows, NOTHING, *self._told(width)]

    @property
    def _scenes(self) -> int:
        return max(1, len(self.insight.line.scenes))

    def _numbers(self, cells: int) -> Content:
        row = NOTHING
        for scene in self.insight.line.scenes:
            middle = int((scene.count - 0.5) * cells / self._scenes)
            row += ink(" " * (middle - row.cell_length)) + ink(str(scene.count), "$quiet")
        return row

    def _course(self, course: Course, here: bool, label: int, cells: int) -> Iterator[Content]:
        name = pad(ink(self.teller.fact(course.fact), "bold $ink" if here else "$ink"), label - 3)
        lead = ink("▸ " if here else "  ", f"bold ${course.holder}")
        row = join(lead, name, ink(" "), self._line(course, cells))
        yield row.stylize_before("on $caret") if here and not self._spread else row
        if self._spread:
            yield ink(" " * label) + ink(facts.outcome(self.teller, course), "$soft" if here else "$quiet")

    def _line(self, course: Course, cells: int) -> Content:
        line = [(" ", "")] * cells
        for span in course.spans:
            mark, style = _STYLES.get(span.knowing, ("─", f"${course.holder}"))
            for cell in range(self._cell(span.start, cells), self._cell(span.end, cells)):
                line[cell] = (mark, style)
        if course.turned is not None:
            at = min(self._cell(course.turned, cells), cells - 1)
            line[at] = ("×", "bold $lost") if course.status == "surfaced" else ("◆", "bold $ink")
        return join(*(ink(mark, style) for mark, style in line))

    def _cell(self, moment: float, cells: int) -> int:
        return round(moment * cells / self._scenes)

    def _gap(self, gap: Gap, label: int, cells: int) -> Content:
        name = ink("  " + _("Gap, {name}", name=self.teller.name(gap.chair)), f"${gap.chair}")
        numbers = ink(f"{gap.points[0]} → {gap.points[-1]}", "$ink")
        scenes = [min(self._scenes - 1, cell * self._scenes // cells) for cell in range(cells)]
        blocks = "".join(_BLOCKS[_eighths(gap.points[scene])] for scene in scenes)
        return join(between(name, numbers, label - 1), ink(" "), ink(blocks, f"${gap.chair}"))

    def _told(self, width: int) -> list[Content]:
        """The marked fact: what it says, who held it, what became of it."""
        if not self.insight.courses:
            return []
        course = self.insight.courses[min(self.caret, self.count() - 1)]
        teller, path = self.teller, self.session.scenario.facts[course.fact].path
        said = hang(ink("▲ ", f"${course.holder}"), ink(teller.text(f"{path}.told"), "$ink"), width)
        course_of = f"{facts.held(teller, course)}; {facts.outcome(teller, course)}."
        rows = [*said, *hang(ink("  "), ink(course_of, "$quiet"), width)]
        if course.status == "surfaced":
            rows += hang(ink("  "), ink(teller.text(f"{path}.surfaces.text"), "$quiet"), width)
        question = ink(_("For both:"), "$ceo") + ink(" " + _ask(course), "$ink")
        return [*rows, *(ink("  ") + row for row in wrap(question, width - 2))]


def _ask(course: Course) -> str:
    if course.status == "said":
        return _("what did it change that this was said?")
    return _("what did holding it look like from each chair?") if course.chance else _("what would it have changed?")


def _eighths(points: int) -> int:
    return max(1, min(8, round(points / _GAP_MOST * 8)))


def sparkline(values: Sequence[int]) -> str:
    """Return values as blocks of eighths of a line's height, on the scale of their own range: how they went."""
    least, most = min(values), max(values)
    return "".join(_BLOCKS[1 + round((value - least) / max(1, most - least) * 7)] for value in values)
