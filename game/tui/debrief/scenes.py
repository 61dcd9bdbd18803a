"""The tab with the scenes as they were played in a list, and its parts, which other tabs show too."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from textual.content import Content

from game.debrief.aftermath import Consequence
from game.debrief.changes import ChangeSplit
from game.debrief.look_back import Insight
from game.debrief.timeline import LandedEffect, PlayedScene, WeighedPick
from game.engine.scenario import Scene
from game.engine.stocks import CHAIRS, Chair
from game.locales import N_
from game.locales.figures import format_number
from game.narration.debrief import moments, outcomes, report, scenes
from game.narration.debrief.crossings import list_crossings, name_what_it_did
from game.narration.voice import Voice
from game.tui.debrief.courses import render_course_of_trust
from game.tui.debrief.crossings import render_crossings
from game.tui.debrief.tabs import DebriefTab, render_changes, render_moved_figures
from game.tui.toolkit.choices import ChoiceRow
from game.tui.toolkit.content import (
    COLUMN,
    NOTHING,
    add_edge,
    fit_to_width,
    join_columns,
    join_contents,
    render_title,
    set_beside,
    style_text,
    wrap_hanging,
    wrap_text,
)
from game.tui.toolkit.deviation import ARM, render_deviation
from game.tui.toolkit.face import FACE_WIDTH
from game.tui.toolkit.figures import render_difference

CROSSED: Final = 78
"""The cells from which a scene shows what crossed the table as arrows, and its figures as bars."""
CHANGES_SHOWN: Final = 9
_DIFFERENCE: Final = 5
ABREAST: Final = 120
"""The cells from which a scene's cards stand beside what came of it."""
CARD_BESIDE: Final = 40
_LEAST_CARDS: Final = 50
"""The cells from which both cards stand beside each other."""
_GUTTER: Final = 2
_LIST_INDENT: Final = 6
_AROUND_LIST: Final = 5
"""Lines around the list and what is below it: header, names of the tabs, the line below, a gap, the keys."""
Faces = Mapping[Chair, list[Content]]
TERMS_BESIDE = 60
"""The cells from which the terms of a choice stand in two columns."""


@dataclass(frozen=True)
class _SceneParts:
    """What is told of a scene below its cards; a part may be empty.

    Attributes:
        crossed: the facts that could cross the table.
        met: how the two met.
        did: what the decision moved.
        after: why the partner chose, what landed here, what came of it later.
    """

    crossed: list[Content]
    met: list[Content]
    did: list[Content]
    after: tuple[list[Content], list[Content], list[Content]]


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

    def render_beside(self, width: int, height: int) -> list[Content]:
        """Return the course of both trusts, the marked scene on it."""
        return render_trust_below_list(self, self.caret, width, height)

    def render_tab(self, width: int, height: int) -> list[Content]:
        """Return the marked scene; on a wide page what crossed and what it did beside what the two knew and picked."""
        head = [*self._render_heading(self.scene, width), NOTHING]
        if self.large and width >= ABREAST:
            rows = self._render_abreast(width)
        else:
            parts = self._list_parts(width)
            rows = _stack_parts([self._render_cards(width), parts.crossed, parts.met, parts.did, *parts.after])
        return [*head, *self._render_story(width, height - _AROUND_LIST - len(head) - len(rows)), *rows]

    def _render_abreast(self, width: int) -> list[Content]:
        """Return the cards and how they met beside what crossed, what it did and why; the rest where it is shorter."""
        narrow, wide = self._list_parts(CARD_BESIDE), self._list_parts(width - CARD_BESIDE - _GUTTER)
        left = _stack_parts([self._render_cards(CARD_BESIDE), narrow.met])
        right = _stack_parts([wide.crossed, wide.did, wide.after[0]])
        for low, broad in zip(narrow.after[1:], wide.after[1:], strict=True):
            if len(left) < len(right):
                left = _stack_parts([left, low])
            else:
                right = _stack_parts([right, broad])
        return set_beside(left, right, CARD_BESIDE, _GUTTER)

    def _render_cards(self, width: int) -> list[Content]:
        return render_scene_cards(self.voice, self.scene, width, self.draw_faces(self.scene.count))

    def _list_parts(self, width: int) -> _SceneParts:
        """Return what is told of the marked scene below its cards."""
        scene = self.scene
        crossed = list_crossings(self.voice, self.insight, scene) if width >= CROSSED else ()
        came_of_it = render_scene_outcome(self.voice, self.insight, scene, width)
        title = [render_title(name_what_it_did(), width)] if width >= CROSSED else []
        weighed = next((w for w in map(scene.find_weighed_pick, CHAIRS) if w is not None and w.over), None)
        return _SceneParts(
            crossed=render_crossings(self.voice, crossed, width) if crossed else [],
            met=self._render_meeting(scene, width),
            did=[*title, *came_of_it] if came_of_it else [],
            after=(
                self._render_reasons(scene, weighed, width) if weighed else [],
                list(self._render_landings(scene, width)),
                render_later(self.voice, self.insight, scene, width) if self.large else [],
            ),
        )

    def _render_story(self, width: int, room: int) -> list[Content]:
        """Return what was told as the scene opened, where there is so much room."""
        told = wrap_text(style_text(self.voice.render_text(f"{self._here.path}.text"), "$quiet"), min(width, COLUMN))
        return [*told, NOTHING] if self.large and len(told) < room else []

    @property
    def _here(self) -> Scene:
        return self.session.scenario.scenes[self.scene.id]

    def _render_heading(self, scene: PlayedScene, width: int) -> list[Content]:
        decision = self._here.decision
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
        return [
            row
            for text in list_meeting_texts(self.voice, scene)
            for row in wrap_hanging(style_text("· ", "$quiet"), style_text(text, "$quiet"), width)
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


def _stack_parts(parts: Sequence[list[Content]]) -> list[Content]:
    """Return the parts that there are below each other, a line apart."""
    return [row for number, part in enumerate(filter(None, parts)) for row in ([NOTHING] if number else []) + part]


def render_scene_cards(voice: Voice, scene: PlayedScene, width: int, faces: Faces | None = None) -> list[Content]:
    """Return what each chair knew alone, said, picked and guessed: two cards beside, or where narrow below each other.

    A face stands at the outer end of what its chair knew.
    """
    if width < _LEAST_CARDS:
        blocks = [_render_card(voice, scene, chair, width - 3, faces or {}) for chair in CHAIRS]
        one, two = (add_edge(block, f"${chair}", width, "$slate") for block, chair in zip(blocks, CHAIRS, strict=True))
        return [*one, NOTHING, *two]
    each = (width - 2) // 2
    blocks = [_render_card(voice, scene, chair, each - 3, faces or {}) for chair in CHAIRS]
    tallest = max(len(block) for block in blocks)
    framed = [
        add_edge([*block, *[NOTHING] * (tallest - len(block))], f"${chair}", each, "$slate")
        for block, chair in zip(blocks, CHAIRS, strict=True)
    ]
    return join_columns(framed, 2)


def _render_card(voice: Voice, scene: PlayedScene, chair: Chair, width: int, faces: Faces) -> list[Content]:
    face = faces.get(chair, [])
    rows = _render_knowing(voice, scene, chair, width - FACE_WIDTH - _GUTTER if face else width)
    if face and chair == "ceo":
        rows = set_beside(face, rows, FACE_WIDTH, _GUTTER)
    elif face:
        rows = set_beside(rows, face, width - FACE_WIDTH - _GUTTER, _GUTTER)
    for label, pick in _render_picks(voice, scene, chair):
        rows += [style_text(label, "$quiet"), *wrap_hanging(style_text("  "), pick, width)]
    return rows


def _render_knowing(voice: Voice, scene: PlayedScene, chair: Chair, width: int) -> list[Content]:
    rows = [style_text(voice.name_person(chair), f"bold ${chair}")]
    alone = scene.knew.alone[chair]
    rows.append(style_text(scenes.render_knowledge_label(scene, chair), "$quiet"))
    for fact in alone:
        rows += wrap_hanging(_render_said_or_kept(voice, scene, fact), style_text(voice.name_fact(fact), "$ink"), width)
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
    return rows + render_barred_changes(voice, outcome.changes[:CHANGES_SHOWN], width)


def render_barred_changes(voice: Voice, changes: Sequence[ChangeSplit], width: int) -> list[Content]:
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


def render_later(voice: Voice, insight: Insight, scene: PlayedScene, width: int) -> list[Content]:
    """Return what came down later because of a scene, under a heading; empty where nothing did."""
    came = insight.list_consequences(scene.count)
    rows = [render_title(moments.name_consequences(), width)] if came else []
    return [*rows, *(row for one in came for row in render_consequence(voice, one, min(width, COLUMN)))]


def list_meeting_texts(voice: Voice, scene: PlayedScene) -> list[str]:
    """Return what weighed on the partner in a scene, and how the two met before and over its decision."""
    return [
        *outcomes.list_partner_circumstances(voice, scene),
        *(scenes.render_coffee(voice, event) for event in scene.before.coffees),
        *outcomes.list_changes_of_mind(voice, scene),
        *scenes.render_meeting(voice, scene),
    ]


def render_consequence(voice: Voice, one: Consequence, width: int, most: int | None = None) -> list[Content]:
    """Return something that came of a scene: when, what (in `most` lines at the most), and what it moved."""
    when, text = moments.render_consequence(voice, one)
    body = join_contents(style_text(f"{when}  ", "$quiet"), style_text(text, "$ink"))
    rows = wrap_hanging(style_text("◌ ", "$quiet"), body, width)
    if most is not None and len(rows) > most:
        rows = [*rows[: most - 1], rows[most - 1].truncate(width - 2) + style_text(" …", "$quiet")]
    if isinstance(one.what, LandedEffect):
        moved = tuple(one.what.moved.items())
        rows += [style_text("  ") + row for row in render_moved_figures(voice, moved, width - 2)[:1]]
    return rows


def build_scene_rows(tab: DebriefTab) -> list[ChoiceRow]:
    """Return the scenes as rows of a list: when, and how they met; on a large screen also what each was about."""
    return [
        _build_scene_row(tab, scene, number == tab.caret) for number, scene in enumerate(tab.insight.timeline.scenes)
    ]


def _build_scene_row(tab: DebriefTab, scene: PlayedScene, here: bool) -> ChoiceRow:
    sign = style_text(_render_meeting_sign(scene), "$ink" if here else "$quiet")
    about = style_text(tab.voice.name_scene(scene.id)) if tab.large else NOTHING
    return ChoiceRow(
        style_text(scenes.render_scene_time(tab.voice, scene)), hint=about, note=sign, digit=str(scene.count)
    )


def _render_meeting_sign(scene: PlayedScene) -> str:
    """How they met: ◇ sat down, ≠ differed, = agreed; nothing where one decided alone."""
    if scene.sat is not None and scene.sat.accepted:
        return "◇"
    if len(scene.played.final) < 2:
        return ""
    return "≠" if scene.differed else "="


def render_trust_below_list(tab: DebriefTab, marked: int | None, width: int, height: int) -> list[Content]:
    """Return the course of both trusts in what room the list above leaves, a scene marked on it."""
    listed = sum(1 + len(wrap_text(row.hint, width - _LIST_INDENT)) * bool(row.hint) for row in tab.build_side_rows())
    return render_course_of_trust(tab.voice, tab.insight.ledgers, marked, width, height - _AROUND_LIST - listed)
