"""The tab with the scenes as they were played in a list, and its parts, which other tabs show too."""

from collections.abc import Iterator, Sequence
from typing import ClassVar, Final

from textual.content import Content

from game.debrief.changes import ChangeSplit
from game.debrief.look_back import Insight
from game.debrief.timeline import PlayedScene, WeighedPick
from game.engine.stocks import CHAIRS, Chair
from game.locales import N_
from game.locales.figures import format_number
from game.narration.debrief import outcomes, report, scenes
from game.narration.debrief.crossings import list_crossings, name_what_it_did
from game.narration.voice import Voice
from game.tui.debrief.crossings import render_course_of_trust, render_crossings
from game.tui.debrief.tabs import DebriefTab, render_changes
from game.tui.toolkit.choices import ChoiceRow
from game.tui.toolkit.content import (
    NOTHING,
    add_edge,
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
        rows += render_scene_cards(self.voice, scene, width)
        if width >= CROSSED and (crossed := list_crossings(self.voice, self.insight, scene)):
            rows += [NOTHING, *render_crossings(self.voice, crossed, width)]
        if met := self._render_meeting(scene, width):
            rows += [NOTHING, *met]
        if came_of_it := render_scene_outcome(self.voice, self.insight, scene, width):
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


def render_scene_cards(voice: Voice, scene: PlayedScene, width: int) -> list[Content]:
    """Return what each chair knew alone, said, picked and guessed: two cards side by side."""
    each = (width - 2) // 2
    blocks = [_render_card(voice, scene, chair, each - 3) for chair in CHAIRS]
    tallest = max(len(block) for block in blocks)
    framed = [
        add_edge([*block, *[NOTHING] * (tallest - len(block))], f"${chair}", each, "$slate")
        for block, chair in zip(blocks, CHAIRS, strict=True)
    ]
    return join_columns(framed, 2)


def _render_card(voice: Voice, scene: PlayedScene, chair: Chair, width: int) -> list[Content]:
    rows = [style_text(voice.name_person(chair), f"bold ${chair}")]
    alone = scene.knew.alone[chair]
    rows.append(style_text(scenes.render_knowledge_label(scene, chair), "$quiet"))
    for fact in alone:
        rows += wrap_hanging(_render_said_or_kept(voice, scene, fact), style_text(voice.name_fact(fact), "$ink"), width)
    for label, pick in _render_picks(voice, scene, chair):
        rows += [style_text(label, "$quiet"), *wrap_hanging(style_text("  "), pick, width)]
    return rows


def _render_said_or_kept(voice: Voice, scene: PlayedScene, fact: str) -> Content:
    """Whether a fact was said or kept in the scene, as words of one width."""
    width = max(style_text(word).cell_length for word in scenes.list_disclosure_words()) + 1
    what = scenes.render_disclosure(voice, scene, fact)
    return fit_to_width(style_text(what or "·", "$gained" if fact in scene.played.said else "$quiet"), width)


def _render_picks(voice: Voice, scene: PlayedScene, chair: Chair) -> Iterator[tuple[str, Content]]:
    for pick in scenes.list_picks(voice, scene, chair):
        note = style_text(f"  {pick.confidence}" if pick.confidence else "", "$quiet")
        if pick.guess_right is not None:
            mark = "  ✓ " if pick.guess_right else "  ✗ "
            result = scenes.render_guess_result(pick.guess_right)
            note = style_text(mark + result, "$gained" if pick.guess_right else "$quiet")
        yield pick.label, join_contents(style_text(pick.option, "$ink"), note)


def render_scene_outcome(voice: Voice, insight: Insight, scene: PlayedScene, width: int) -> list[Content]:
    """Return how well the decision was carried out, and what moved most, and by what."""
    outcome = insight.find_outcome(scene)
    rows: list[Content] = []
    if outcome.carried is not None:
        rows += wrap_text(style_text(outcomes.render_carried_out(outcome.carried), "$ink"), width)
    if width < CROSSED:
        return rows + render_changes(voice, outcome.changes[: outcomes.SHOWN], width)
    return rows + _render_barred_changes(voice, outcome.changes[:CHANGES_SHOWN], width)


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
