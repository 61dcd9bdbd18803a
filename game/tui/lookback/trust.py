"""The ledger of trust: every change with its cause, both chairs side by side; what was broken, mended, scarred."""

from typing import ClassVar

from textual.content import Content

from game.debrief.ledger import Ledger, TrustLine, Wound
from game.debrief.telling import trust
from game.locales import N_, _
from game.tui.content import NOTHING, ink, join
from game.tui.lookback.knowledge import sparkline
from game.tui.lookback.leaf import Leaf
from game.tui.typeset import edged, hang, join_columns, wrap


class Trust(Leaf):
    """Two columns, one for each chair's trust in the other."""

    name: ClassVar[str] = N_("Trust")
    about: ClassVar[str] = N_("Trust: every change with its cause; what was broken, and what mended it.")

    def draw(self, width: int, height: int) -> list[Content]:  # noqa: ARG002 -- every page is asked the same
        """Return both ledgers."""
        each = (width - 2) // 2
        blocks = [self._ledger(ledger, each - 3) for ledger in self.insight.ledgers]
        tallest = max(len(block) for block in blocks)
        framed = [
            edged([*block, *[NOTHING] * (tallest - len(block))], f"${ledger.chair}", each, "$slate")
            for block, ledger in zip(blocks, self.insight.ledgers, strict=True)
        ]
        return join_columns(framed, 2)

    def _ledger(self, ledger: Ledger, width: int) -> list[Content]:
        rows = wrap(ink(trust.heading(self.teller, ledger), f"bold ${ledger.chair}"), width)
        course = join(
            ink(sparkline(ledger.course), f"${ledger.chair}"), ink(f"  {ledger.start} → {ledger.now}", "bold $ink")
        )
        rows += [course, NOTHING]
        count = 0
        for change, wounds in ledger.entries:
            if change.count != count:
                count = change.count
                rows.append(ink(_("Scene {n}", n=count), "$quiet"))
            rows += self._line(change, wounds, width)
        if standing := trust.standing(ledger):
            rows += [NOTHING, *wrap(ink(standing, "$quiet"), width)]
        return rows

    def _line(self, change: TrustLine, wounds: tuple[Wound, ...], width: int) -> list[Content]:
        points = f"{'▴' if change.points > 0 else '▾'}{abs(change.points)}".rjust(4)
        lead = ink(points + "  ", "$gained" if change.points > 0 else "$lost")
        rows = hang(lead, ink(trust.line(self.teller, change), "$ink"), width)
        for wound in wounds:
            rows += hang(ink("      "), ink(trust.wound(wound), "$quiet"), width)
        return rows
