"""The two tabs with the scenes in a list: the scenes as they were played, and what if.

What if goes by stages: a scene, another answer in it, and then both lines of play beside each other. The other line is
played by `game.debrief.what_if` off the loop that paints; the tab only asks for it and draws it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import ClassVar, Final, Literal

from textual.content import Content

from game.debrief.changes import ChangeSplit
from game.debrief.look_back import Insight
from game.debrief.timeline import PlayedScene, WeighedPick
from game.debrief.what_if import (
    AlternativeAnswer,
    BranchComparison,
    WhatIfBranch,
    compare_branch,
    list_alternatives,
    play_what_if,
)
from game.engine.state import SceneRecord
from game.engine.stocks import CHAIRS, Chair, Phase
from game.locales import N_
from game.locales.figures import format_number
from game.narration.debrief import outcomes, report, scenes
from game.narration.debrief.crossings import list_crossings, name_what_it_did
from game.narration.voice import Voice, label_scene
from game.playthrough.record import Answer
from game.playthrough.session import Session
from game.playthrough.visibility import is_stock_seen
from game.tui.debrief.crossings import render_course_of_trust, render_crossings
from game.tui.debrief.tabs import DebriefTab, render_changes
from game.tui.toolkit.choices import ChoiceRow
from game.tui.toolkit.content import (
    NOTHING,
    add_edge,
    fill_background,
    fit_to_width,
    join_columns,
    join_contents,
    render_title,
    style_text,
    wrap_hanging,
    wrap_text,
)
from game.tui.toolkit.deviation import ARM, render_deviation
from game.tui.toolkit.figures import render_difference

CROSSED: Final = 78
"""The cells from which a scene shows what crossed the table as arrows, and its figures as bars."""
CHANGES_SHOWN: Final = 9
_DIFFERENCE: Final = 5
TERMS_BESIDE = 60
"""The cells from which the terms of a choice stand in two columns."""


class ScenesTab(DebriefTab):
    """The scenes in a list; the marked one in full."""

    part: ClassVar[report.DebriefPart] = "scenes"
    about: ClassVar[str] = N_(
        "Scenes: up and down choose one. = both agreed, ≠ they differed, ◇ they sat down; · a fact not asked for."
    )

    @property
    def scene(self) -> PlayedScene:
        """The marked scene."""
        return self.insight.timeline.scenes[self.caret]

    def build_side_rows(self) -> Sequence[ChoiceRow]:
        """Return the scenes."""
        return build_scene_rows(self)

    def render_beside(self, width: int) -> list[Content]:
        """Return the course of both trusts, the marked scene on it."""
        return render_course_of_trust(self.voice, self.insight.ledgers, self.caret, width)

    def render_tab(self, width: int, height: int) -> list[Content]:  # noqa: ARG002 -- all tabs share one signature
        """Return the marked scene."""
        scene = self.scene
        rows = [*self._render_heading(scene, width), NOTHING]
        rows += self._render_cards(scene, width)
        if width >= CROSSED and (crossed := list_crossings(self.voice, self.insight, scene)):
            rows += [NOTHING, *render_crossings(self.voice, crossed, width)]
        if met := self._render_meeting(scene, width):
            rows += [NOTHING, *met]
        if came_of_it := self._render_outcome(scene, width):
            title = [render_title(name_what_it_did(), width)] if width >= CROSSED else []
            rows += [NOTHING, *title, *came_of_it]
        if weighed := next((w for w in map(scene.find_weighed_pick, CHAIRS) if w is not None and w.over), None):
            rows += [NOTHING, *self._render_reasons(scene, weighed, width)]
        if came := list(self._render_landings(scene, width)):
            rows += [NOTHING, *came]
        return rows

    def _render_heading(self, scene: PlayedScene, width: int) -> list[Content]:
        decision = self.session.scenario.scenes[scene.id].decision
        owner = f"bold ${decision.owner}" if decision else "bold $ink"
        about = style_text(self.voice.name_scene(scene.id), owner)
        decides = scenes.render_decider(self.voice, scene)
        rows = wrap_text(join_contents(about, style_text("   " + decides, "$quiet")), width)
        if scene.enacted:
            rows += wrap_hanging(
                style_text("▸ ", "bold $ink"),
                style_text(scenes.render_enacted_option(self.voice, scene), "bold $ink"),
                width,
            )
        return rows

    def _render_cards(self, scene: PlayedScene, width: int) -> list[Content]:
        each = (width - 2) // 2
        blocks = [self._render_card(scene, chair, each - 3) for chair in CHAIRS]
        tallest = max(len(block) for block in blocks)
        framed = [
            add_edge([*block, *[NOTHING] * (tallest - len(block))], f"${chair}", each, "$slate")
            for block, chair in zip(blocks, CHAIRS, strict=True)
        ]
        return join_columns(framed, 2)

    def _render_card(self, scene: PlayedScene, chair: Chair, width: int) -> list[Content]:
        voice = self.voice
        rows = [style_text(voice.name_person(chair), f"bold ${chair}")]
        alone = scene.knew.alone[chair]
        rows.append(style_text(scenes.render_knowledge_label(scene, chair), "$quiet"))
        for fact in alone:
            rows += wrap_hanging(
                self._render_said_or_kept(scene, fact), style_text(voice.name_fact(fact), "$ink"), width
            )
        for label, pick in self._render_picks(scene, chair):
            rows += [style_text(label, "$quiet"), *wrap_hanging(style_text("  "), pick, width)]
        return rows

    def _render_said_or_kept(self, scene: PlayedScene, fact: str) -> Content:
        """Whether a fact was said or kept in the scene, as words of one width."""
        width = max(style_text(word).cell_length for word in scenes.list_disclosure_words()) + 1
        what = scenes.render_disclosure(self.voice, scene, fact)
        return fit_to_width(style_text(what or "·", "$gained" if fact in scene.played.said else "$quiet"), width)

    def _render_picks(self, scene: PlayedScene, chair: Chair) -> Iterator[tuple[str, Content]]:
        for pick in scenes.list_picks(self.voice, scene, chair):
            note = style_text(f"  {pick.confidence}" if pick.confidence else "", "$quiet")
            if pick.guess_right is not None:
                mark = "  ✓ " if pick.guess_right else "  ✗ "
                result = scenes.render_guess_result(pick.guess_right)
                note = style_text(mark + result, "$gained" if pick.guess_right else "$quiet")
            yield pick.label, join_contents(style_text(pick.option, "$ink"), note)

    def _render_meeting(self, scene: PlayedScene, width: int) -> list[Content]:
        """Return what weighed on the partner, and how the two met before and over the decision."""
        voice = self.voice
        texts = [
            *outcomes.list_partner_circumstances(voice, scene),
            *(scenes.render_coffee(voice, event) for event in scene.before.coffees),
            *outcomes.list_changes_of_mind(voice, scene),
            *scenes.render_meeting(voice, scene),
        ]
        return [
            row for text in texts for row in wrap_hanging(style_text("· ", "$quiet"), style_text(text, "$quiet"), width)
        ]

    def _render_outcome(self, scene: PlayedScene, width: int) -> list[Content]:
        """Return how well the decision was carried out, and what moved most, and by what."""
        outcome = self.insight.find_outcome(scene)
        rows: list[Content] = []
        if outcome.carried is not None:
            rows += wrap_text(style_text(outcomes.render_carried_out(outcome.carried), "$ink"), width)
        if width < CROSSED:
            return rows + render_changes(self.voice, outcome.changes[: outcomes.SHOWN], width)
        return rows + _render_barred_changes(self.voice, outcome.changes[:CHANGES_SHOWN], width)

    def _render_reasons(self, scene: PlayedScene, weighed: WeighedPick, width: int) -> list[Content]:
        who, against = scenes.render_reasons_heading(self.voice, scene, weighed)
        head = join_contents(style_text(who, f"bold ${weighed.chair}"), style_text("   " + against, "$quiet"))
        terms = scenes.list_terms(self.voice, weighed.chair, weighed.why)
        return [*wrap_text(head, width), *_render_terms(terms, width)]

    def _render_landings(self, scene: PlayedScene, width: int) -> Iterator[Content]:
        texts = scenes.list_landings(self.voice, self.insight, scene)
        if scene is self.insight.timeline.scenes[-1]:
            texts += scenes.list_closing_landings(self.voice, self.insight)
        if texts:
            yield style_text(scenes.name_landings(), "bold $quiet")
        for text in texts:
            yield from wrap_hanging(style_text("◌ ", "$quiet"), style_text(text, "$ink"), width)


def _render_barred_changes(voice: Voice, changes: Sequence[ChangeSplit], width: int) -> list[Content]:
    """Return figures that changed: from what to what, a bar from the middle, and what moved each."""
    names = [style_text(voice.name_figure(change.stock) + " ", "$ink") for change in changes]
    longest = max((name.cell_length for name in names), default=0)
    values = [
        style_text(
            " → ".join(voice.money.format_figure(change.stock, value) for value in (change.before, change.after))
        )
        for change in changes
    ]
    widest = max((value.cell_length for value in values), default=0)
    rows: list[Content] = []
    for name, value, change in zip(names, values, changes, strict=True):
        space = style_text(" " * (widest - value.cell_length))
        bar = render_deviation(change.stock, change.points, ARM)
        lead = join_contents(
            fit_to_width(name, longest), space, value.stylize_before("$quiet"), style_text("  "), bar, style_text("  "),
            fit_to_width(render_difference(change.stock, change.points, voice.money), _DIFFERENCE),
        )  # fmt: skip
        rows += wrap_hanging(lead, style_text(outcomes.render_change_parts(voice.money, change), "$quiet"), width)
    return rows


def _render_terms(terms: Sequence[tuple[str, int]], width: int) -> list[Content]:
    """Return terms and their sum, in hundredths, in two columns where there is room."""
    cells = [_render_term(label, size) for label, size in terms]
    cells.append(_render_term(scenes.name_term_total(), sum(size for _label, size in terms), "bold $ink"))
    if width < TERMS_BESIDE:
        return [_spread_term(cell, width) for cell in cells]
    each, half = (width - 4) // 2, (len(cells) + 1) // 2
    left = [_spread_term(cell, each) for cell in cells[:half]]
    right = [_spread_term(cell, each) for cell in cells[half:]]
    right += [NOTHING] * (half - len(right))
    return [join_contents(*pair, between="    ") for pair in zip(left, right, strict=True)]


def _render_term(label: str, hundredths: int, style: str = "$quiet") -> tuple[Content, Content]:
    mark = "−" if hundredths < 0 else "+"
    return style_text(label, style), style_text(
        f"{mark}{format_number(abs(hundredths) / 100, 2)}", "$ink" if style == "$quiet" else style
    )


def _spread_term(cell: tuple[Content, Content], width: int) -> Content:
    label, size = cell
    return join_contents(
        fit_to_width(label, max(0, width - 7)), style_text(" "), style_text(" " * (6 - size.cell_length)), size
    )


def build_scene_rows(tab: DebriefTab) -> list[ChoiceRow]:
    """Return the scenes as rows of a list: when, and how they met."""
    return [
        _build_scene_row(tab, scene, number == tab.caret) for number, scene in enumerate(tab.insight.timeline.scenes)
    ]


def _build_scene_row(tab: DebriefTab, scene: PlayedScene, here: bool) -> ChoiceRow:
    sign = style_text(_render_meeting_sign(scene), "$ink" if here else "$quiet")
    return ChoiceRow(style_text(scenes.render_scene_time(tab.voice, scene)), note=sign, digit=str(scene.count))


def _render_meeting_sign(scene: PlayedScene) -> str:
    """How they met: ◇ sat down, ≠ differed, = agreed; nothing where one decided alone."""
    if scene.sat is not None and scene.sat.accepted:
        return "◇"
    if len(scene.played.final) < 2:
        return ""
    return "≠" if scene.differed else "="


# -- what if ------------------------------------------------------------------------------------------------


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
        return rows

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

    def _render_comparison(self, result: WhatIfResult, width: int) -> Iterator[Content]:
        comparison = result.comparison
        yield from wrap_text(
            style_text(scenes.render_alternative(self.voice, result.asked), f"bold ${result.asked.chair}"), width
        )
        yield NOTHING
        yield from self._render_tracks(result, width)
        if note := scenes.render_stand_in_notice(self.voice, result.branch):
            yield from wrap_text(style_text(note, "$quiet"), width)
        yield NOTHING
        yield from self._render_differences(comparison, width)
        yield NOTHING
        yield from self._render_figures(comparison, width)

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

    def _render_figures(self, comparison: BranchComparison, width: int) -> Iterator[Content]:
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
        for stock, played, other in seen[:FIGURES_SHOWN]:
            mark = render_difference(stock, other - played, money)
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

    def _render_differences(self, comparison: BranchComparison, width: int) -> Iterator[Content]:
        as_played, otherwise = scenes.name_branches()
        if not comparison.differences:
            yield from wrap_text(style_text(scenes.render_no_difference(), "$quiet"), width)
        for apart in comparison.differences[:SCENES_TOLD]:
            yield style_text(label_scene(apart.count), "bold $ink")
            for played, other in scenes.render_scene_difference(self.voice, apart, self._list_unsaid_facts()):
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
