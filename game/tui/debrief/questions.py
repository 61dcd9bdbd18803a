"""The four questions, each with what the log says to it, and what was written in answer."""

from collections.abc import Sequence
from typing import ClassVar

from textual.content import Content

from game.debrief.questions import CitedQuestion
from game.locales import N_, _, vocabulary
from game.narration.debrief import questions
from game.tui.debrief.leaf import DebriefTab
from game.tui.toolkit.choices import ChoiceRow
from game.tui.toolkit.content import NOTHING, style_text
from game.tui.toolkit.typeset import COLUMN, wrap_hanging, wrap_text


class QuestionsTab(DebriefTab):
    """The questions in a list; the marked one in full."""

    name: ClassVar[str] = N_("Questions")
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

    def render_tab(self, width: int, height: int) -> list[Content]:  # noqa: ARG002 -- every page is asked the same
        """Return the marked question and what the log says to it; what was written, unless it is being written."""
        column = min(width, COLUMN)
        rows = wrap_text(style_text(questions.render_question(self.teller, self.question), "bold $ink"), column)
        for cited in questions.render_citations(self.teller, self.question):
            rows += [NOTHING, *wrap_hanging(style_text("▲ ", "$ceo"), style_text(cited, "$quiet"), column)]
        rows.append(NOTHING)
        if self.writing:
            return rows
        text = self.session.reflections.get(self.question.number, "")
        if not text:
            return [
                *rows,
                *wrap_text(
                    style_text(_("Nothing is written yet. Enter opens the page for writing."), "$quiet"), column
                ),
            ]
        for line in text.splitlines():
            rows += wrap_hanging(style_text("▌ ", "$cto"), style_text(line, "$ink"), column)
        return rows
