"""The tab with the questions: one in full, what the log says to it, and on a large screen the scene it is about."""

from collections.abc import Sequence
from typing import ClassVar, Final

from textual.content import Content

from game.debrief.moments import Citation, CitedDecision, CitedQuestion
from game.debrief.records import FactHistory
from game.locales import N_, vocabulary
from game.narration.debrief import moments, report
from game.narration.debrief.crossings import list_crossings
from game.narration.voice import label_scene
from game.tui.debrief.crossings import render_crossings
from game.tui.debrief.scenes import render_scene_cards
from game.tui.debrief.tabs import DebriefTab
from game.tui.toolkit.choices import ChoiceRow
from game.tui.toolkit.content import COLUMN, NOTHING, render_title, style_text, wrap_hanging, wrap_text

_SCENES: Final = 2
"""How many scenes stand below a question on a large screen."""


class QuestionsTab(DebriefTab):
    """The questions in a list; the marked one in full."""

    part: ClassVar[report.DebriefPart] = "questions"
    about: ClassVar[str] = N_("Questions: Enter opens the marked one for writing, Esc keeps what was written.")

    writing = False

    @property
    def question(self) -> CitedQuestion:
        """The marked question."""
        return self.insight.questions[self.caret]

    def build_side_rows(self) -> Sequence[ChoiceRow]:
        """Return the questions by their headings; a mark tells which were answered."""
        written = self.session.reflections
        return [
            ChoiceRow(
                style_text(vocabulary.name_debrief_question(question.kind)),
                note=style_text("✓", "$gained") if written.get(question.number) else NOTHING,
            )
            for question in self.insight.questions
        ]

    def render_tab(self, width: int, height: int) -> list[Content]:  # noqa: ARG002 -- all tabs share one signature
        """Return the marked question and what the log says to it; what was written, unless it is being written."""
        column = min(width, COLUMN)
        rows = wrap_text(style_text(moments.render_question(self.voice, self.question), "bold $ink"), column)
        for cited in moments.render_citations(self.voice, self.question):
            rows += [NOTHING, *wrap_hanging(style_text("▲ ", "$ceo"), style_text(cited, "$quiet"), column)]
        rows.append(NOTHING)
        if self.writing:
            return rows
        text = self.session.reflections.get(self.question.number, "")
        if not text:
            rows += wrap_text(style_text(moments.render_unwritten_notice(), "$quiet"), column)
        for line in text.splitlines():
            rows += wrap_hanging(style_text("▌ ", "$cto"), style_text(line, "$ink"), column)
        return [*rows, *self._render_scenes(width)] if self.large else rows

    def _render_scenes(self, width: int) -> list[Content]:
        """Return the scenes that the question is about as they were played: both cards, and what crossed."""
        rows: list[Content] = []
        for count in self._list_cited_scenes()[:_SCENES]:
            scene = self.insight.timeline.find_scene(count)
            about = style_text(self.voice.name_scene(scene.id), "$ink")
            rows += [NOTHING, render_title(label_scene(count), width, about)]
            rows += render_scene_cards(self.voice, scene, width)
            if crossed := list_crossings(self.voice, self.insight, scene):
                rows += [NOTHING, *render_crossings(self.voice, crossed, width)]
        return rows

    def _list_cited_scenes(self) -> list[int]:
        """Return the counts of the scenes that the log cites, in its order."""
        counts = (_find_scene(cited) for cited in self.question.cites)
        return list(dict.fromkeys(count for count in counts if count))


def _find_scene(cited: Citation) -> int:
    """Return the scene that a citation is about: where a fact came out, else where it could have been said."""
    match cited:
        case FactHistory():
            return cited.out or cited.chance or cited.known
        case CitedDecision():
            return cited.scene.count
    return cited.count
