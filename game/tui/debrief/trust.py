"""The ledger of trust: every change with its cause, both chairs side by side; what was broken, mended, scarred."""

from typing import ClassVar

from textual.content import Content

from game.debrief.trust_ledger import TrustChange, TrustLedger, Wound
from game.locales import N_, _
from game.narration.debrief import trust
from game.tui.debrief.knowledge import render_sparkline
from game.tui.debrief.leaf import DebriefTab
from game.tui.toolkit.content import NOTHING, join_contents, style_text
from game.tui.toolkit.typeset import add_edge, join_columns, wrap_hanging, wrap_text


class TrustTab(DebriefTab):
    """Two columns, one for each chair's trust in the other."""

    name: ClassVar[str] = N_("Trust")
    about: ClassVar[str] = N_("Trust: every change with its cause; what was broken, and what mended it.")

    def render_tab(self, width: int, height: int) -> list[Content]:  # noqa: ARG002 -- every page is asked the same
        """Return both ledgers."""
        each = (width - 2) // 2
        blocks = [self._render_ledger(ledger, each - 3) for ledger in self.insight.ledgers]
        tallest = max(len(block) for block in blocks)
        framed = [
            add_edge([*block, *[NOTHING] * (tallest - len(block))], f"${ledger.chair}", each, "$slate")
            for block, ledger in zip(blocks, self.insight.ledgers, strict=True)
        ]
        return join_columns(framed, 2)

    def _render_ledger(self, ledger: TrustLedger, width: int) -> list[Content]:
        rows = wrap_text(style_text(trust.render_trust_heading(self.teller, ledger), f"bold ${ledger.chair}"), width)
        course = join_contents(
            style_text(render_sparkline(ledger.course), f"${ledger.chair}"),
            style_text(f"  {ledger.start} → {ledger.now}", "bold $ink"),
        )
        rows += [course, NOTHING]
        count = 0
        for change, wounds in ledger.entries:
            if change.count != count:
                count = change.count
                rows.append(style_text(_("Scene {n}", n=count), "$quiet"))
            rows += self._render_change(change, wounds, width)
        if standing := trust.render_trust_standing(ledger):
            rows += [NOTHING, *wrap_text(style_text(standing, "$quiet"), width)]
        return rows

    def _render_change(self, change: TrustChange, wounds: tuple[Wound, ...], width: int) -> list[Content]:
        points = f"{'▴' if change.points > 0 else '▾'}{abs(change.points)}".rjust(4)
        lead = style_text(points + "  ", "$gained" if change.points > 0 else "$lost")
        rows = wrap_hanging(lead, style_text(trust.render_trust_change(self.teller, change), "$ink"), width)
        for wound in wounds:
            rows += wrap_hanging(style_text("      "), style_text(trust.render_wound(wound), "$quiet"), width)
        return rows
