"""The tab with the questions: one in full, what the log says to it, and on a large screen the scene it is about."""

from collections.abc import Sequence
from typing import ClassVar, Final

from textual.content import Content

from game.debrief.moments import Citation, CitedDecision, CitedQuestion
from game.debrief.records import FactHistory
from game.locales import N_, vocabulary
from game.narration.debrief import moments, outcomes, records, report, scenes
from game.narration.debrief.crossings import list_crossings, name_what_it_did
from game.narration.voice import label_scene
from game.tui.debrief.crossings import render_crossings
from game.tui.debrief.scenes import (
    ABREAST,
    CARD_BESIDE,
    CHANGES_SHOWN,
    list_meeting_texts,
    render_barred_changes,
    render_later,
    render_scene_cards,
    render_trust_below_list,
)
from game.tui.debrief.tabs import DebriefTab
from game.tui.toolkit.choices import ChoiceRow
from game.tui.toolkit.content import (
    COLUMN,
    NOTHING,
    fit_to_width,
    render_title,
    set_beside,
    style_text,
    wrap_hanging,
    wrap_text,
)

_SCENES: Final = 2
"""How many scenes stand beside a question on a large screen."""
_CARD: Final = 40
_SPACE: Final = 3
_AROUND: Final = 4
"""Lines of the terminal around the page: the header, the names of the tabs and the line below, the keys."""


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

    def render_beside(self, width: int, height: int) -> list[Content]:
        """Return the course of both trusts, the first scene that the question is about marked on it."""
        cited = self._list_cited_scenes()
        return render_trust_below_list(self, cited[0] - 1 if cited else None, width, height)

    def render_tab(self, width: int, height: int) -> list[Content]:
        """Return the marked question and what the log says to it; what was written, unless it is being written."""
        if not self.large or self.writing:
            return self._render_question(min(width, COLUMN))
        cards, above = CARD_BESIDE if width >= ABREAST else _CARD, list[Content]()
        column = min(COLUMN, width - cards - _SPACE)
        left, rows = width - cards - _SPACE, self._render_question(column)
        shown = self._list_cited_scenes()[:_SCENES]
        for number, count in enumerate(shown):
            beside = self._render_scene(count, cards)
            beside += self._render_story(count, cards) if width >= ABREAST else []
            rows = [*(rows if not number else []), *self._render_course_of_scene(count, column)]
            above += [*([NOTHING] if number else []), *set_beside(rows, beside, left, _SPACE)]
        page = [*(above or rows), *self._render_crossings(shown, width)]
        for count in shown:
            did = self._render_outcome(count, width)
            page += did if len(page) + len(did) <= height - _AROUND else []
        return page

    def _render_outcome(self, count: int, width: int) -> list[Content]:
        """Return what a scene that the question is about did to the figures."""
        scene = self.insight.timeline.find_scene(count)
        changes = self.insight.find_outcome(scene).changes[:CHANGES_SHOWN]
        bars = render_barred_changes(self.voice, changes, width) if changes else []
        return [NOTHING, render_title(name_what_it_did(), width), *bars] if bars else []

    def _render_story(self, count: int, width: int) -> list[Content]:
        """Return what was told as a scene opened."""
        scene = self.session.scenario.scenes[self.insight.timeline.find_scene(count).id]
        return [NOTHING, *wrap_text(style_text(self.voice.render_text(f"{scene.path}.text"), "$quiet"), width)]

    def _render_course_of_scene(self, count: int, column: int) -> list[Content]:
        """Return how the two met in a scene, what was done, how well, and what came of it later."""
        scene, voice = self.insight.timeline.find_scene(count), self.voice
        rows = [NOTHING, render_title(label_scene(count), column)]
        if done := scenes.render_enacted_option(voice, scene):
            rows += wrap_hanging(style_text("▸ ", "bold $ink"), style_text(done, "$ink"), column)
        for text in list_meeting_texts(voice, scene):
            rows += wrap_hanging(style_text("· ", "$quiet"), style_text(text, "$quiet"), column)
        if (carried := self.insight.find_outcome(scene).carried) is not None:
            rows += wrap_text(style_text(outcomes.render_carried_out(carried), "$quiet"), column)
        later = render_later(voice, self.insight, scene, column)
        return [*rows, *([NOTHING, *later] if later else [])]

    def render_below(self, width: int) -> list[Content]:
        """Return the scenes of the question under the room in which one writes."""
        if not self.writing:
            return []
        rows: list[Content] = []
        for count in self._list_cited_scenes()[:_SCENES]:
            rows += [NOTHING, *self._render_scene(count, width)]
        return rows

    def _render_question(self, column: int) -> list[Content]:
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
        return rows + self._render_earlier_words(column) if self.large else rows

    def _render_earlier_words(self, column: int) -> list[Content]:
        """Return what was answered to the question in earlier plays."""
        rows: list[Content] = []
        for play, text in records.list_earlier_words(self.voice, self.earlier, self.question.number):
            rows += [NOTHING, *wrap_text(style_text(play, "$quiet"), column)]
            for line in text.splitlines():
                rows += wrap_hanging(style_text("▌ ", "$quiet"), style_text(line, "$ink"), column)
        return [NOTHING, style_text(records.name_earlier_words(), "bold $quiet"), *rows] if rows else []

    def _render_scene(self, count: int, width: int) -> list[Content]:
        """Return a scene that the question is about as it was played: both cards under its question."""
        scene = self.insight.timeline.find_scene(count)
        about = style_text(self.voice.name_scene(scene.id), "$ink")
        title = render_title(label_scene(count), width, about)
        if title.cell_length > width:
            title = fit_to_width(title, width)
        cards = render_scene_cards(self.voice, scene, width, self.draw_faces(count))
        return [title, *cards]

    def _render_crossings(self, counts: Sequence[int], width: int) -> list[Content]:
        """Return what crossed between the two in the scenes that the question is about."""
        rows: list[Content] = []
        for count in counts:
            if crossed := list_crossings(self.voice, self.insight, self.insight.timeline.find_scene(count)):
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
