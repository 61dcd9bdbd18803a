"""The four questions, each with what the log says to it, and what was written in answer."""

from collections.abc import Sequence
from typing import ClassVar

from textual.content import Content

from game.debrief.questions import Question
from game.debrief.telling import questions
from game.locales import N_, _, words
from game.tui.content import NOTHING, ink
from game.tui.lookback.leaf import Leaf
from game.tui.typeset import COLUMN, hang, wrap
from game.tui.widgets.choices import Row


class Questions(Leaf):
    """The questions in a list; the marked one in full."""

    name: ClassVar[str] = N_("Questions")
    about: ClassVar[str] = N_("Questions: Enter opens the marked one for writing, Esc keeps what was written.")

    writing = False

    @property
    def question(self) -> Question:
        """The marked question."""
        return self.insight.questions[self.caret]

    def beside(self) -> Sequence[Row]:
        """Return the questions by their headings; a mark tells which were answered."""
        written = self.session.reflections
        return [
            Row(
                ink(words.question(question.kind)),
                note=ink("✓", "$gained") if written.get(question.number) else NOTHING,
            )
            for question in self.insight.questions
        ]

    def draw(self, width: int, height: int) -> list[Content]:  # noqa: ARG002 -- every page is asked the same
        """Return the marked question and what the log says to it; what was written, unless it is being written."""
        column = min(width, COLUMN)
        rows = wrap(ink(questions.text(self.teller, self.question), "bold $ink"), column)
        for cited in questions.cites(self.teller, self.question):
            rows += [NOTHING, *hang(ink("▲ ", "$ceo"), ink(cited, "$quiet"), column)]
        rows.append(NOTHING)
        if self.writing:
            return rows
        text = self.session.reflections.get(self.question.number, "")
        if not text:
            return [*rows, *wrap(ink(_("Nothing is written yet. Enter opens the page for writing."), "$quiet"), column)]
        for line in text.splitlines():
            rows += hang(ink("▌ ", "$cto"), ink(line, "$ink"), column)
        return rows
