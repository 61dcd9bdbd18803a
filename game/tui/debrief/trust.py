"""The tab with the ledgers of trust: every change with its cause; on a large screen their course over the scenes."""

from collections.abc import Sequence
from typing import ClassVar, Final

from textual.content import Content

from game.debrief.records import TrustChange, TrustLedger, Wound
from game.engine.stocks import CHAIRS, Chair
from game.locales import N_
from game.narration.debrief import records, report, scenes
from game.narration.voice import label_scene
from game.tui.debrief.courses import render_trust_plot, render_trust_title
from game.tui.debrief.tabs import DebriefTab
from game.tui.toolkit.content import (
    NOTHING,
    add_edge,
    align_ends,
    join_columns,
    join_contents,
    render_title,
    set_beside,
    style_text,
    wrap_hanging,
    wrap_text,
)
from game.tui.toolkit.deviation import render_deviation
from game.tui.toolkit.face import FACE_WIDTH

_BLOCKS: Final = " ▁▂▃▄▅▆▇█"
_PLOT: Final = (6, 10)
"""The rows of the course, at the least and at the most."""
_ARM: Final = 3
"""The cells on either side of a bar; a change of trust is small."""
_REACHED: Final = 2 * _ARM + 5
"""The cells at the end of a change for its bar and the figure that it led to."""
_GUTTER: Final = 2
_BESIDE: Final = 140
"""The cells from which a scene's decision stands beside what moved trust in it."""
_SCENE: Final = 40


def render_sparkline(values: Sequence[int]) -> str:
    """Return values as blocks of eighths of a line's height, on the scale of their own range: how they went."""
    least, most = min(values), max(values)
    return "".join(_BLOCKS[1 + round((value - least) / max(1, most - least) * 7)] for value in values)


class TrustTab(DebriefTab):
    """Two columns, one for each chair's trust in the other."""

    part: ClassVar[report.DebriefPart] = "trust"
    about: ClassVar[str] = N_("Trust: every change with its cause; what was broken, and what mended it.")

    def render_tab(self, width: int, height: int) -> list[Content]:
        """Return both ledgers."""
        if self.large:
            return self._render_large(width, height)
        each = (width - 2) // 2
        return self._frame_both(width, [self._render_ledger(ledger, each - 3) for ledger in self.insight.ledgers])

    def _render_ledger(self, ledger: TrustLedger, width: int) -> list[Content]:
        rows = wrap_text(style_text(records.render_trust_heading(self.voice, ledger), f"bold ${ledger.chair}"), width)
        line = join_contents(
            style_text(render_sparkline(ledger.by_scene), f"${ledger.chair}"),
            style_text(f"  {ledger.start} → {ledger.now}", "bold $ink"),
        )
        rows += [line, NOTHING]
        count = 0
        for change, wounds in ledger.entries:
            if change.count != count:
                count = change.count
                rows.append(style_text(label_scene(count), "$quiet"))
            rows += self._render_change(change, wounds, width)
        if standing := records.render_trust_standing(ledger):
            rows += [NOTHING, *wrap_text(style_text(standing, "$quiet"), width)]
        return rows

    def _render_large(self, width: int, height: int) -> list[Content]:
        """Return the course of both trusts, and below it scene by scene what moved them, beside each other."""
        plot = max(_PLOT[0], min(_PLOT[1], height // 5))
        rows = self._render_course(width, plot)
        counts = sorted({change.count for ledger in self.insight.ledgers for change in ledger.lines})
        for count in counts:
            rows += self._render_scene(count, width)
        standing = [records.render_trust_standing(ledger) for ledger in self.insight.ledgers]
        if any(standing):
            each = (width - 2) // 2 - 3
            blocks = [wrap_text(style_text(text, "$quiet"), each) if text else [] for text in standing]
            rows += [NOTHING, *self._frame_both(width, blocks)]
        return rows

    def _render_scene(self, count: int, width: int) -> list[Content]:
        """Return what moved both trusts in a scene, under its question and decision; beside them on a wide page."""
        scene = self.insight.timeline.find_scene(count)
        about, done = self.voice.name_scene(scene.id), scenes.render_enacted_option(self.voice, scene)
        beside = width >= _BESIDE
        room = _SCENE if beside else width
        title = render_title(label_scene(count), width, style_text(about, "$ink"))
        decided = wrap_hanging(style_text("▸ ", "$ink"), style_text(done, "$quiet"), room) if done else []
        if not beside:
            return [title, *decided, *self._render_both(width, count)]
        both = self._render_both(width - _SCENE - _GUTTER, count)
        return [title, *set_beside(decided, both, _SCENE, _GUTTER)]

    def _render_course(self, width: int, height: int) -> list[Content]:
        """Return the course of both trusts between the two as they look now."""
        faces = self.draw_faces(len(self.insight.timeline.scenes))
        title = render_trust_title(self.voice, self.insight.ledgers, width)
        room = FACE_WIDTH + _GUTTER if len(faces) == len(CHAIRS) else 0
        plot = render_trust_plot(self.insight.ledgers, width - 2 * room, height)
        if not room:
            return [title, *plot]
        for chair, face in faces.items():
            face.append(style_text(self.voice.name_person(chair), f"bold ${chair}"))
        rows = set_beside(plot, faces["cto"], width - 2 * room, _GUTTER)
        return [title, *set_beside(faces["ceo"], rows, FACE_WIDTH, _GUTTER)]

    def _render_both(self, width: int, count: int) -> list[Content]:
        """Return what moved both trusts in a scene."""
        each = (width - 2) // 2 - 3
        return self._frame_both(
            width,
            [
                [
                    row
                    for change, wounds in ledger.entries
                    if change.count == count
                    for row in self._render_reached(ledger.chair, change, wounds, each)
                ]
                for ledger in self.insight.ledgers
            ],
        )

    def _render_reached(
        self, chair: Chair, change: TrustChange, wounds: tuple[Wound, ...], width: int
    ) -> list[Content]:
        """Return a change with the figure that it led to at the right end."""
        first, *rest = self._render_change(change, wounds, width - _REACHED)
        bar = render_deviation(f"{chair}.trust", change.points, _ARM)
        reached = style_text(str(change.after).rjust(3), f"${chair}")
        return [align_ends(first, join_contents(bar, reached), width), *rest]

    def _frame_both(self, width: int, blocks: list[list[Content]]) -> list[Content]:
        each = (width - 2) // 2
        tallest = max(map(len, blocks))
        framed = [
            add_edge([*block, *[NOTHING] * (tallest - len(block))], f"${ledger.chair}", each, "$slate")
            for block, ledger in zip(blocks, self.insight.ledgers, strict=True)
        ]
        return join_columns(framed, 2)

    def _render_change(self, change: TrustChange, wounds: tuple[Wound, ...], width: int) -> list[Content]:
        points = f"{'▴' if change.points > 0 else '▾'}{abs(change.points)}".rjust(4)
        lead = style_text(points + "  ", "$gained" if change.points > 0 else "$lost")
        rows = wrap_hanging(lead, style_text(records.render_trust_change(self.voice, change), "$ink"), width)
        for wound in wounds:
            rows += wrap_hanging(style_text("      "), style_text(records.render_wound(wound), "$quiet"), width)
        return rows
