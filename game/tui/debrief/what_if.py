"""The tab for what if: a scene, another answer in it, and then both lines of play beside each other.

The other lines are played by `game.debrief.what_if` off the loop that paints; the tab only asks for them and draws
them. On a large screen all of a scene's lines stand below its answers as a river, as soon as each has been played.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import ClassVar, Final, Literal

from textual.content import Content

from game.debrief.look_back import Insight
from game.debrief.timeline import PlayedScene
from game.debrief.what_if import (
    AlternativeAnswer,
    BranchComparison,
    SceneDifference,
    WhatIfBranch,
    compare_branch,
    list_alternatives,
    play_what_if,
)
from game.engine.state import SceneRecord
from game.engine.stocks import Chair, Phase
from game.locales import N_
from game.locales.figures import format_number
from game.narration.debrief import report, scenes
from game.narration.debrief.crossings import name_what_it_did
from game.narration.debrief.ending import list_year_differences
from game.narration.voice import label_scene
from game.playthrough.record import Answer
from game.playthrough.session import Session
from game.playthrough.visibility import is_stock_seen
from game.tui.actions import ACTIONS
from game.tui.debrief.scenes import (
    ABREAST,
    CARD_BESIDE,
    build_scene_rows,
    render_later,
    render_scene_cards,
    render_scene_outcome,
    render_trust_below_list,
)
from game.tui.debrief.tabs import DebriefTab, render_moved_figures
from game.tui.debrief.year import render_two_years
from game.tui.toolkit.choices import ChoiceRow
from game.tui.toolkit.content import (
    COLUMN,
    NOTHING,
    fill_background,
    fit_to_width,
    join_contents,
    render_title,
    set_beside,
    style_text,
    wrap_hanging,
    wrap_text,
)
from game.tui.toolkit.deviation import ARM, render_deviation
from game.tui.toolkit.figures import COUNTED, render_difference

FIGURES_SHOWN: Final = 6
SCENES_TOLD: Final = 3
_AROUND: Final = 4
"""Lines of the terminal around the page: the header, the names of the tabs and the line below, the keys."""
_FIGURE_HEADS: Final = 2
_EACH: Final = 4
"""The cells of a scene in a line of the river, at the most."""
_SPACE: Final = 3
_PLOT: Final = 3
"""The lines of a figure's year on both lines of play."""
Stage = Literal["scene", "answer", "playing", "compared"]


@dataclass(frozen=True)
class WhatIfResult:
    """The other line, and what the two have come to."""

    asked: AlternativeAnswer
    branch: WhatIfBranch
    comparison: BranchComparison


def play_alternative(session: Session, asked: AlternativeAnswer) -> WhatIfResult:
    """Play the other line; it takes a moment, so it is called from a thread."""
    other = play_what_if(session, asked.before, asked.answer)
    _year = (
        other.session.epilogue,
        session.epilogue,
    )  # the session keeps it: it is not simulated on the loop that paints
    return WhatIfResult(asked, other, compare_branch(session, other))


class WhatIfTab(DebriefTab):
    """First a scene, then an answer, then the two lines."""

    part: ClassVar[report.DebriefPart] = "what_if"
    about: ClassVar[str] = N_(
        "What if: choose a scene, then another answer; later answers are kept while they can be given."
    )

    def __init__(self, session: Session, insight: Insight) -> None:
        super().__init__(session, insight)
        self.stage: Stage = "scene"
        self.answer = 0
        self.result: WhatIfResult | None = None
        self._all: tuple[AlternativeAnswer, ...] | None = None
        self._lines: list[WhatIfResult] = []

    @property
    def asked(self) -> tuple[AlternativeAnswer, ...]:
        """What could have been answered otherwise in the marked scene."""
        if self._all is None:
            self._all = list_alternatives(self.session)
        count = self.insight.timeline.scenes[self.caret].count
        return tuple(other for other in self._all if self._compute_scene_count(other) == count)

    def keep_result(self, result: WhatIfResult) -> None:
        """Keep a line of play that was played, for the river."""
        if self.find_line(result.asked) is None:
            self._lines.append(result)

    def find_line(self, asked: AlternativeAnswer) -> WhatIfResult | None:
        """Return the line of play that an answer leads to, once it has been played."""
        return next((line for line in self._lines if line.asked is asked), None)

    def list_unplayed_lines(self) -> list[AlternativeAnswer]:
        """Return the marked scene's answers whose lines are not played yet; none where there is no river."""
        if self.stage != "answer" or not self._has_river:
            return []
        return [asked for asked in self.asked if self.find_line(asked) is None]

    @property
    def _has_river(self) -> bool:
        """Whether a scene's lines are all shown: on a large screen, and once nothing is to be kept any more."""
        return self.large and self.session.prompt is None

    def mark_saying_fact(self, fact: str) -> None:
        """Put the mark on saying a fact, at the first chance there was."""
        for number in range(len(self.insight.timeline.scenes)):
            self.caret = number
            said = [index for index, other in enumerate(self.asked) if (other.kind, other.what) == ("say", fact)]
            if said:
                self.stage, self.answer = "answer", said[0]
                return
        self.caret = 0

    def _compute_scene_count(self, other: AlternativeAnswer) -> int:
        """A coffee is taken before the scene that follows it."""
        return other.count + (other.kind == "coffee")

    def build_side_rows(self) -> Sequence[ChoiceRow]:
        """Return the scenes."""
        return build_scene_rows(self)

    def render_beside(self, width: int, height: int) -> list[Content]:
        """Return the course of both trusts; while play goes on, the other's is not to be seen."""
        if self.session.prompt is not None:
            return []
        return render_trust_below_list(self, self.caret, width, height)

    def move_mark(self, by: int) -> None:
        """Move the mark in the list of scenes, or among the answers."""
        if self.stage == "answer":
            self.answer = (self.answer + by) % len(self.asked)
        elif self.stage != "playing":
            self.stage = "scene"
            super().move_mark(by)

    def advance_stage(self) -> AlternativeAnswer | None:
        """Go a step on; return the answer to play on from, once one is chosen."""
        if self.stage == "scene" and self.asked:
            self.stage, self.answer = "answer", 0
        elif self.stage == "answer":
            asked = self.asked[self.answer]
            if (line := self.find_line(asked)) is not None:
                self.result, self.stage = line, "compared"
                return None
            self.stage = "playing"
            return asked
        return None

    def step_back(self) -> bool:
        """Go a step back."""
        before: dict[Stage, Stage] = {"answer": "scene", "compared": "answer"}
        if self.stage not in before:
            return self.stage == "playing"
        self.stage = before[self.stage]
        return True

    def find_marked_line(self) -> int | None:
        """Return the line of the marked answer."""
        return self._marked if self.stage == "answer" else None

    _marked = 0

    def render_tab(self, width: int, height: int) -> list[Content]:
        """Return what this step shows."""
        if self.stage == "compared" and self.result is not None:
            return self._render_comparison(self.result, width, height)
        head = wrap_text(
            style_text(self.voice.name_scene(self.insight.timeline.scenes[self.caret].id), "bold $ink"), width
        )
        if not self.asked:
            return [
                *head,
                NOTHING,
                *wrap_text(style_text(scenes.render_nothing_asked(), "$quiet"), width),
            ]
        rows = [*head, NOTHING, *self._render_answers(len(head) + 1, width)]
        if self.stage == "playing":
            rows += [NOTHING, style_text(scenes.render_waiting(), "$quiet")]
        if not self._has_river:
            return rows + self._render_retry(width)
        if width < ABREAST:
            rows += [NOTHING, *self._render_river(width), *self._render_outcome(width), *self._render_retry(width)]
            return [*rows, *self._render_as_played(width)]
        return self._render_abreast(width)

    def _render_abreast(self, width: int) -> list[Content]:
        """Return the answers, what they lead to and what came of the scene, beside what each knew and picked in it."""
        left = width - CARD_BESIDE - _SPACE
        head = wrap_text(style_text(self.voice.name_scene(self._scene.id), "bold $ink"), left)
        rows = [*head, NOTHING, *self._render_answers(len(head) + 1, left)]
        if self.stage == "playing":
            rows += [NOTHING, style_text(scenes.render_waiting(), "$quiet")]
        rows += [NOTHING, *self._render_river(left), *self._render_outcome(left), *self._render_retry(left)]
        _gap, *cards = self._render_as_played(CARD_BESIDE)
        told = self.voice.render_text(f"{self.session.scenario.scenes[self._scene.id].path}.text")
        story = wrap_text(style_text(told, "$quiet"), CARD_BESIDE)
        return set_beside(rows, [*story, NOTHING, *cards], left, _SPACE)

    @property
    def _scene(self) -> PlayedScene:
        return self.insight.timeline.scenes[self.caret]

    def _render_river(self, width: int) -> Iterator[Content]:
        """Yield the played line and below it those that the other answers lead to, each to its ending."""
        as_played, _otherwise = scenes.name_branches()
        lines = [line for asked in self.asked if (line := self.find_line(asked)) is not None]
        if not lines:
            return
        played = lines[0].comparison
        count, fork = len(played.scenes), self._scene.count
        each = max(2, min(_EACH, (width // 2) // max(1, count)))
        yield render_title(scenes.name_river(), width)
        whole = "━" * (each * (fork - 1)) + "●" + "━" * (each * (count - fork + 1) - 1)
        name = scenes.render_outcome_name(self.voice, played.played)
        yield join_contents(
            style_text("  " + whole, "$gained"),
            style_text(f"  {name}", "bold $ink"),
            style_text(f"  {as_played}", "$gained"),
        )
        for line in lines:
            yield from self._render_line(line, fork, each, width)

    def _render_line(self, line: WhatIfResult, fork: int, each: int, width: int) -> Iterator[Content]:
        """Yield a line of the river: the answer, and below it where the line leads and what it would have changed."""
        voice, comparison = self.voice, line.comparison
        asked = style_text(scenes.render_alternative(voice, line.asked), f"${line.asked.chair}")
        yield from wrap_hanging(style_text("  " + " " * (each * (fork - 1))), asked, width)
        ending = style_text("  " + scenes.render_outcome_name(voice, comparison.otherwise), "$ink")
        by = _render_whole_difference(comparison.otherwise.f - comparison.played.f)
        row = join_contents(style_text("  "), _render_bend(line, fork, each), ending, style_text("  "), by)
        moved = [(stock, other - played) for stock, played, other in comparison.changes]
        room = width - row.cell_length - 3
        figures = render_moved_figures(voice, moved, room)[:1] if room > 0 else []
        yield join_contents(row, *(figures if figures and figures[0].cell_length <= room else []), between="   ")

    def _render_outcome(self, width: int) -> Iterator[Content]:
        """Yield what came of the marked scene as it was played, at once and later."""
        if rows := render_scene_outcome(self.voice, self.insight, self._scene, width):
            yield from (NOTHING, render_title(name_what_it_did(), width), *rows)
        if later := render_later(self.voice, self.insight, self._scene, width):
            yield from (NOTHING, *later)

    def _render_as_played(self, width: int) -> Iterator[Content]:
        """Yield what each knew, said and picked in the marked scene; while play goes on that is nobody else's."""
        if self.session.prompt is None:
            as_played, _otherwise = scenes.name_branches()
            cards = render_scene_cards(self.voice, self._scene, width, self.draw_faces(self._scene.count))
            yield from (NOTHING, render_title(as_played, width), *cards)

    def _render_retry(self, width: int) -> list[Content]:
        """Return that one key plays on from the marked scene, where it does."""
        if not self.can_retry:
            return []
        key = style_text(ACTIONS["retry"].label + "  ", "bold $ink")
        return [NOTHING, *wrap_hanging(key, style_text(scenes.render_retry_notice(), "$quiet"), width)]

    def _render_answers(self, above: int, width: int) -> Iterator[Content]:
        as_played, _otherwise = scenes.name_branches()
        line = above
        for number, (_before, group) in enumerate(groupby(enumerate(self.asked), key=lambda pair: pair[1].before)):
            pairs = list(group)
            given = scenes.render_answer(self.voice, *_build_question_key(pairs[0][1]))
            head = [
                *([NOTHING] if number else []),
                *wrap_hanging(style_text(as_played + "  ", "$quiet"), style_text(given, "$quiet"), width),
            ]
            yield from head
            line += len(head)
            for index, other in pairs:
                here = self.stage in ("answer", "playing") and index == self.answer
                self._marked = line if here else self._marked
                rows = self._render_answer(other, here, width)
                yield from rows
                line += len(rows)

    def _render_answer(self, other: AlternativeAnswer, here: bool, width: int) -> list[Content]:
        lead = style_text(" ▸ " if here else "   ", f"bold ${other.chair}")
        text = style_text(scenes.render_alternative(self.voice, other), "bold $ink" if here else "$ink")
        return [
            fill_background(fit_to_width(row, width), width, "$caret") if here else row
            for row in wrap_hanging(lead, text, width)
        ]

    def _render_comparison(self, result: WhatIfResult, width: int, height: int) -> list[Content]:
        """Return what changed, then figures side by side, then both lines; on a large screen as much as there is room.

        What happened otherwise takes half of it at the most, so that figures and lines stand there too.
        """
        comparison = result.comparison
        asked = style_text(scenes.render_alternative(self.voice, result.asked), f"bold ${result.asked.chair}")
        head = [*wrap_text(asked, width), NOTHING]
        note = scenes.render_stand_in_notice(self.voice, result.branch)
        tail = [NOTHING, *self._render_tracks(result, width)]
        tail += wrap_text(style_text(note, "$quiet"), width) if note else []
        most = height // 2 - _AROUND if self.large else None
        apart = [*self._render_differences(comparison, width, most), NOTHING]
        years, retry = self._render_years(result, width), self._render_retry(width)
        around = sum(map(len, (head, apart, tail, years, retry)))
        room = height - _AROUND - around - _FIGURE_HEADS
        figures = self._render_figures(comparison, width, max(FIGURES_SHOWN, room if self.large else 0))
        river = [NOTHING, *self._render_river(width)] if self._has_river else []
        return [*head, *apart, *figures, *tail, *years, *retry, *river]

    def _render_years(self, result: WhatIfResult, width: int) -> list[Content]:
        """Return how the figures that differ most would have gone over the year after, beside how they go."""
        played, otherwise = self.session.epilogue, result.branch.session.epilogue
        if not self._has_river or played is None or otherwise is None:
            return []
        figures = list_year_differences(self.voice, played, otherwise)
        return [NOTHING, *render_two_years(figures, width, _PLOT)] if figures else []

    def _render_tracks(self, result: WhatIfResult, width: int) -> Iterator[Content]:
        as_played, otherwise = scenes.name_branches()
        comparison = result.comparison
        column = max(style_text(name).cell_length for name in (as_played, otherwise)) + 2
        each = max(2, min(5, (width - column - 22) // max(1, len(comparison.scenes))))
        fork = comparison.branched
        played = [scenes[0] for scenes in comparison.scenes]
        other = [scenes[1] for scenes in comparison.scenes]
        names = [
            scenes.render_outcome_name(self.voice, comparison.played),
            scenes.render_outcome_name(self.voice, comparison.otherwise),
        ]
        yield join_contents(
            fit_to_width(style_text(as_played, "$ink"), column),
            _render_track(played, each),
            style_text("  " + names[0], "$ink"),
        )
        branching = _render_branch_track(other, fork, result.branch.dashed_from, each)
        yield join_contents(
            fit_to_width(style_text(otherwise, "$ceo"), column),
            branching,
            style_text("  " + names[1], "$ceo"),
        )

    def _render_figures(self, comparison: BranchComparison, width: int, most: int) -> Iterator[Content]:
        as_played, otherwise = scenes.name_branches()
        heads = (style_text(as_played, "$quiet"), style_text(otherwise, "$quiet"))
        first, second = (max(10, head.cell_length + 2) for head in heads)
        cells = (max(20, min(44, width - first - second - 8)), first, second)
        when = style_text(scenes.render_outcome_time(comparison.played), "$quiet")
        yield join_contents(
            fit_to_width(when, cells[0]),
            *(_align_right(head, room) for head, room in zip(heads, cells[1:], strict=True)),
        )
        over = self.session.prompt is None
        if over:
            whole = format_number(comparison.played.f, 1), format_number(comparison.otherwise.f, 1)
            yield _render_compared_figure(scenes.name_composite(), whole, cells)
        money = self.voice.money
        seen = [change for change in comparison.changes if over or is_stock_seen(change[0], self.session.people)]
        for stock, played, other in seen[:most]:
            mark = render_difference(stock, other - played, money)
            if self.large and stock not in COUNTED:
                bar = render_deviation(stock, other - played, ARM)
                mark = join_contents(bar, style_text("  "), mark)
            yield _render_compared_figure(
                self.voice.name_figure_briefly(stock),
                (money.format_points(stock, played), money.format_points(stock, other)),
                cells,
                mark,
            )

    def _list_unsaid_facts(self) -> frozenset[str]:
        """While play goes on, what the partner keeps stays with the partner."""
        if self.session.prompt is None:
            return frozenset()
        facts, held = self.session.scenario.facts, self.session.setup.partners
        state = self.session.state.facts
        return frozenset(f for f, status in state.items() if status.status == "unsaid" and facts[f].held in held)

    def _render_differences(self, comparison: BranchComparison, width: int, most: int | None) -> Iterator[Content]:
        """Yield scene by scene what happened otherwise: of three scenes, or of those that fit into `most` rows."""
        if not comparison.differences:
            yield from wrap_text(style_text(scenes.render_no_difference(), "$quiet"), width)
        elif self.large:
            yield self._render_branch_heads(width)
        left = most
        for number, apart in enumerate(comparison.differences):
            rows = self._render_difference(apart, width)
            if left is None and number >= SCENES_TOLD:
                return
            if left is not None:
                if number and len(rows) > left:
                    return
                left -= len(rows)
            yield from rows

    def _render_difference(self, apart: SceneDifference, width: int) -> list[Content]:
        as_played, otherwise = scenes.name_branches()
        if self.large:
            return self._render_difference_abreast(apart, width)
        rows = [style_text(label_scene(apart.count), "bold $ink")]
        for played, other in scenes.render_scene_difference(self.voice, apart, self._list_unsaid_facts()):
            if played:
                rows += wrap_hanging(style_text("  " + as_played + "  ", "$quiet"), style_text(played, "$quiet"), width)
            if other:
                rows += wrap_hanging(style_text("  " + otherwise + "  ", "$ceo"), style_text(other, "$ink"), width)
        return rows

    def _render_branch_heads(self, width: int) -> Content:
        """Return the names of both lines over the columns of what happened on each."""
        as_played, otherwise = scenes.name_branches()
        each = min(COLUMN, (width - _SPACE) // 2) + _SPACE
        return fit_to_width(style_text(as_played, "$quiet"), each) + style_text(otherwise, "$ceo")

    def _render_difference_abreast(self, apart: SceneDifference, width: int) -> list[Content]:
        """Return what happened in a scene on the played line, and beside it what would have on the other."""
        each = min(COLUMN, (width - _SPACE) // 2)
        here, there = [style_text(label_scene(apart.count), "bold $ink")], [NOTHING]
        for played, other in scenes.render_scene_difference(self.voice, apart, self._list_unsaid_facts()):
            here += wrap_hanging(style_text("· ", "$quiet"), style_text(played, "$quiet"), each) if played else []
            there += wrap_hanging(style_text("· ", "$ceo"), style_text(other, "$ink"), each) if other else []
        return set_beside(here, there, each, _SPACE)


def _build_question_key(other: AlternativeAnswer) -> tuple[str, Chair, Phase, Answer]:
    return other.scene, other.chair, other.kind, other.given


def _render_compared_figure(
    name: str, values: tuple[str, str], cells: tuple[int, int, int], mark: Content = NOTHING
) -> Content:
    """A figure on both lines: its name, and the values at the right of their columns."""
    played, other = (
        _align_right(style_text(value, "$ink"), room) for value, room in zip(values, cells[1:], strict=True)
    )
    return join_contents(fit_to_width(style_text(name, "$ink"), cells[0]), played, other, style_text("  "), mark)


def _align_right(text: Content, cells: int) -> Content:
    return style_text(" " * max(0, cells - text.cell_length)) + text


def _render_track(scenes: Sequence[SceneRecord | None], each: int) -> Content:
    """A line with a number for each scene."""
    numbers = (str(scene.count) for scene in scenes if scene is not None)
    return style_text("".join(number + "─" * (each - len(number)) for number in numbers).rstrip("─"), "$ink")


def _render_bend(line: WhatIfResult, fork: int, each: int) -> Content:
    """Return a line of the river: it leaves the played one at the fork, and is dashed where it is not one's own."""
    count = sum(there is not None for _here, there in line.comparison.scenes)
    dashed = line.branch.dashed_from
    own = count if dashed is None else max(fork, dashed) - 1
    course = "─" * (each * (own - fork + 1) - 1) + "╌" * (each * (count - own))
    return style_text(" " * (each * (fork - 1)), "") + style_text(
        "╰" + course[: each * (count - fork + 1) - 1], "$quiet"
    )


def _render_whole_difference(by: float) -> Content:
    """Return by how much the company as a whole would have come out better or worse; "" where it would not."""
    size = format_number(abs(by), 1)
    if not any(digit in "123456789" for digit in size):
        return NOTHING
    return style_text(f"{'▴' if by > 0 else '▾'}{size}", "$gained" if by > 0 else "$lost")


def _render_branch_track(scenes: Sequence[SceneRecord | None], fork: int, dashed: int | None, each: int) -> Content:
    """The other line: it leaves the played one at the fork, and is dashed from where it is not the person's own."""
    row = ""
    for scene in scenes:
        if scene is not None and scene.count >= fork:
            own = dashed is None or scene.count < dashed
            number = str(scene.count)
            row += number + ("─" if own else "╌") * (each - len(number))
    lead = " " * (each * (fork - 1) - 1) + "╰" if fork > 1 else ""
    return style_text(lead + row.rstrip("─╌"), "$ceo")
