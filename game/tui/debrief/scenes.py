"""Scene by scene: what each chair knew, picked and guessed, how they met, what was done and what came down."""

from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual.content import Content

from game.debrief.timeline import PlayedScene, WeighedPick
from game.engine.stocks import CHAIRS, Chair
from game.locales import N_
from game.narration.debrief import scenes
from game.tui.debrief.tabs import DebriefTab, render_moved_figures
from game.tui.toolkit.choices import ChoiceRow
from game.tui.toolkit.content import (
    NOTHING,
    add_edge,
    fit_to_width,
    join_columns,
    join_contents,
    style_text,
    wrap_hanging,
    wrap_text,
)

TERMS_BESIDE = 60
"""The cells from which the terms of a choice stand in two columns."""


class ScenesTab(DebriefTab):
    """The scenes in a list; the marked one in full."""

    name: ClassVar[str] = N_("Scenes")
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

    def render_tab(self, width: int, height: int) -> list[Content]:  # noqa: ARG002 -- all tabs share one signature
        """Return the marked scene."""
        scene = self.scene
        rows = [*self._render_heading(scene, width), NOTHING, *self._render_cards(scene, width)]
        if met := self._render_meeting(scene, width):
            rows += [NOTHING, *met]
        if weighed := next((w for w in map(scene.find_weighed_pick, CHAIRS) if w is not None and w.over), None):
            rows += [NOTHING, *self._render_reasons(scene, weighed, width)]
        if came := list(self._render_landings(scene, width)):
            rows += [NOTHING, *came]
        return rows

    def _render_heading(self, scene: PlayedScene, width: int) -> list[Content]:
        decision = self.session.scenario.scenes[scene.id].decision
        owner = f"bold ${decision.owner}" if decision else "bold $ink"
        about = style_text(self.narrator.name_scene(scene.id), owner)
        decides = scenes.render_decider(self.narrator, scene)
        rows = wrap_text(join_contents(about, style_text("   " + decides, "$quiet")), width)
        if scene.enacted:
            rows += wrap_hanging(
                style_text("▸ ", "bold $ink"),
                style_text(scenes.render_enacted_option(self.narrator, scene), "bold $ink"),
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
        narrator = self.narrator
        rows = [style_text(narrator.name_person(chair), f"bold ${chair}")]
        alone = scene.knew.alone[chair]
        rows.append(style_text(scenes.render_knowledge_label(scene, chair), "$quiet"))
        for fact in alone:
            rows += wrap_hanging(
                self._render_said_or_kept(scene, fact), style_text(narrator.name_fact(fact), "$ink"), width
            )
        for label, pick in self._render_picks(scene, chair):
            rows += [style_text(label, "$quiet"), *wrap_hanging(style_text("  "), pick, width)]
        return rows

    def _render_said_or_kept(self, scene: PlayedScene, fact: str) -> Content:
        """Whether a fact was said or kept in the scene, as words of one width."""
        width = max(style_text(word).cell_length for word in scenes.list_disclosure_words()) + 1
        what = scenes.render_disclosure(self.narrator, scene, fact)
        return fit_to_width(style_text(what or "·", "$gained" if fact in scene.played.said else "$quiet"), width)

    def _render_picks(self, scene: PlayedScene, chair: Chair) -> Iterator[tuple[str, Content]]:
        for pick in scenes.list_picks(self.narrator, scene, chair):
            note = style_text(f"  {pick.confidence}" if pick.confidence else "", "$quiet")
            if pick.guess_right is not None:
                mark = "  ✓ " if pick.guess_right else "  ✗ "
                result = scenes.render_guess_result(pick.guess_right)
                note = style_text(mark + result, "$gained" if pick.guess_right else "$quiet")
            yield pick.label, join_contents(style_text(pick.option, "$ink"), note)

    def _render_meeting(self, scene: PlayedScene, width: int) -> list[Content]:
        """How they met before and over it, and what changed most."""
        texts = [
            *(scenes.render_coffee(self.narrator, event) for event in scene.before.coffees),
            *scenes.render_disagreement(self.narrator, scene),
        ]
        rows = [
            row for text in texts for row in wrap_hanging(style_text("· ", "$quiet"), style_text(text, "$quiet"), width)
        ]
        return rows + render_moved_figures(self.narrator, scenes.list_largest_changes(scene), width)

    def _render_reasons(self, scene: PlayedScene, weighed: WeighedPick, width: int) -> list[Content]:
        who, against = scenes.render_reasons_heading(self.narrator, scene, weighed)
        head = join_contents(style_text(who, f"bold ${weighed.chair}"), style_text("   " + against, "$quiet"))
        terms = scenes.list_terms(self.narrator, weighed.chair, weighed.why)
        return [*wrap_text(head, width), *_render_terms(terms, width)]

    def _render_landings(self, scene: PlayedScene, width: int) -> Iterator[Content]:
        texts = scenes.list_landings(self.narrator, scene)
        if scene is self.insight.timeline.scenes[-1]:
            texts += scenes.list_landings(self.narrator, self.insight.timeline.closing)
        if texts:
            yield style_text(scenes.name_landings(), "bold $quiet")
        for text in texts:
            yield from wrap_hanging(style_text("◌ ", "$quiet"), style_text(text, "$ink"), width)


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
        f"{mark}{abs(hundredths) / 100:.2f}", "$ink" if style == "$quiet" else style
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
    return ChoiceRow(style_text(scenes.render_scene_time(tab.narrator, scene)), note=sign, digit=str(scene.count))


def _render_meeting_sign(scene: PlayedScene) -> str:
    """How they met: ◇ sat down, ≠ differed, = agreed; nothing where one decided alone."""
    if scene.sat is not None and scene.sat.accepted:
        return "◇"
    if len(scene.played.final) < 2:
        return ""
    return "≠" if scene.differed else "="
