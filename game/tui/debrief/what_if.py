"""What if: choose a scene, another answer, and see both lines of play beside each other.

The other line is played by `game.debrief.what_if` off the loop that paints; this page only asks for it and draws it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import ClassVar, Final, Literal

from textual.content import Content

from game.debrief.look_back import Insight
from game.debrief.what_if import (
    AlternativeAnswer,
    BranchComparison,
    WhatIfBranch,
    compare_branch,
    list_alternatives,
    play_what_if,
)
from game.engine.state import Phase, SceneRecord
from game.engine.stocks import Chair
from game.locales import N_
from game.narration.debrief import what_if
from game.narration.debrief.narrator import label_scene
from game.playthrough.record import Answer
from game.playthrough.session import Session
from game.tui.debrief.scenes import build_scene_rows
from game.tui.debrief.tabs import DebriefTab
from game.tui.toolkit.choices import ChoiceRow
from game.tui.toolkit.content import (
    NOTHING,
    fill_background,
    fit_to_width,
    join_contents,
    style_text,
    wrap_hanging,
    wrap_text,
)
from game.tui.toolkit.figures import render_difference

FIGURES_SHOWN: Final = 6
SCENES_TOLD: Final = 3
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
    return WhatIfResult(asked, other, compare_branch(session, other))


class WhatIfTab(DebriefTab):
    """First a scene, then an answer, then the two lines."""

    name: ClassVar[str] = N_("What if")
    about: ClassVar[str] = N_(
        "What if: choose a scene, then another answer; later answers are kept while they can be given."
    )

    def __init__(self, session: Session, insight: Insight) -> None:
        super().__init__(session, insight)
        self.stage: Stage = "scene"
        self.answer = 0
        self.result: WhatIfResult | None = None
        self._all: tuple[AlternativeAnswer, ...] | None = None

    @property
    def asked(self) -> tuple[AlternativeAnswer, ...]:
        """What could have been answered otherwise in the marked scene."""
        if self._all is None:
            self._all = list_alternatives(self.session)
        count = self.insight.timeline.scenes[self.caret].count
        return tuple(other for other in self._all if self._compute_scene_count(other) == count)

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
            self.stage = "playing"
            return self.asked[self.answer]
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

    def render_tab(self, width: int, height: int) -> list[Content]:  # noqa: ARG002 -- all tabs share one signature
        """Return what this step shows."""
        if self.stage == "compared" and self.result is not None:
            return list(self._render_comparison(self.result, width))
        head = wrap_text(
            style_text(self.narrator.name_scene(self.insight.timeline.scenes[self.caret].id), "bold $ink"), width
        )
        if not self.asked:
            return [
                *head,
                NOTHING,
                *wrap_text(style_text(what_if.render_nothing_asked(), "$quiet"), width),
            ]
        rows = [*head, NOTHING, *self._render_answers(len(head) + 1, width)]
        if self.stage == "playing":
            rows += [NOTHING, style_text(what_if.render_waiting(), "$quiet")]
        return rows

    def _render_answers(self, above: int, width: int) -> Iterator[Content]:
        as_played, _otherwise = what_if.name_branches()
        line = above
        for number, (_before, group) in enumerate(groupby(enumerate(self.asked), key=lambda pair: pair[1].before)):
            pairs = list(group)
            given = what_if.render_answer(self.narrator, *_build_question_key(pairs[0][1]))
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
        text = style_text(what_if.render_alternative(self.narrator, other), "bold $ink" if here else "$ink")
        return [
            fill_background(fit_to_width(row, width), width, "$caret") if here else row
            for row in wrap_hanging(lead, text, width)
        ]

    def _render_comparison(self, result: WhatIfResult, width: int) -> Iterator[Content]:
        comparison = result.comparison
        yield from wrap_text(
            style_text(what_if.render_alternative(self.narrator, result.asked), f"bold ${result.asked.chair}"), width
        )
        yield NOTHING
        yield from self._render_tracks(result, width)
        if note := what_if.render_stand_in_notice(self.narrator, result.branch):
            yield from wrap_text(style_text(note, "$quiet"), width)
        yield NOTHING
        yield from self._render_figures(comparison, width)
        yield NOTHING
        yield from self._render_differences(comparison, width)

    def _render_tracks(self, result: WhatIfResult, width: int) -> Iterator[Content]:
        as_played, otherwise = what_if.name_branches()
        comparison = result.comparison
        column = max(style_text(name).cell_length for name in (as_played, otherwise)) + 2
        each = max(2, min(5, (width - column - 22) // max(1, len(comparison.scenes))))
        fork = comparison.branched
        played = [scenes[0] for scenes in comparison.scenes]
        other = [scenes[1] for scenes in comparison.scenes]
        names = [
            what_if.render_outcome_name(self.narrator, comparison.played),
            what_if.render_outcome_name(self.narrator, comparison.otherwise),
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

    def _render_figures(self, comparison: BranchComparison, width: int) -> Iterator[Content]:
        as_played, otherwise = what_if.name_branches()
        heads = (style_text(as_played, "$quiet"), style_text(otherwise, "$quiet"))
        first, second = (max(10, head.cell_length + 2) for head in heads)
        cells = (max(20, min(44, width - first - second - 8)), first, second)
        when = style_text(what_if.render_outcome_time(comparison.played), "$quiet")
        yield join_contents(
            fit_to_width(when, cells[0]),
            *(_align_right(head, room) for head, room in zip(heads, cells[1:], strict=True)),
        )
        whole = f"{comparison.played.f:.1f}", f"{comparison.otherwise.f:.1f}"
        yield _render_compared_figure(what_if.name_composite(), whole, cells)
        for stock, played, other in comparison.changes[:FIGURES_SHOWN]:
            mark = render_difference(stock, other - played)
            yield _render_compared_figure(
                self.narrator.name_stock_briefly(stock), (f"{played:,}", f"{other:,}"), cells, mark
            )

    def _list_unsaid_facts(self) -> frozenset[str]:
        """While play goes on, what the partner keeps stays with the partner."""
        if self.session.prompt is None:
            return frozenset()
        facts, held = self.session.scenario.facts, self.session.setup.partners
        state = self.session.state.facts
        return frozenset(f for f, status in state.items() if status.status == "unsaid" and facts[f].held in held)

    def _render_differences(self, comparison: BranchComparison, width: int) -> Iterator[Content]:
        as_played, otherwise = what_if.name_branches()
        if not comparison.differences:
            yield from wrap_text(style_text(what_if.render_no_difference(), "$quiet"), width)
        for apart in comparison.differences[:SCENES_TOLD]:
            yield style_text(label_scene(apart.count), "bold $ink")
            for played, other in what_if.render_scene_difference(self.narrator, apart, self._list_unsaid_facts()):
                if played:
                    yield from wrap_hanging(
                        style_text("  " + as_played + "  ", "$quiet"),
                        style_text(played, "$quiet"),
                        width,
                    )
                if other:
                    yield from wrap_hanging(
                        style_text("  " + otherwise + "  ", "$ceo"), style_text(other, "$ink"), width
                    )


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
