"""The seats: which chair is yours, and in which mode it is played."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.containers import Vertical
from textual.widget import Widget

from game.engine.stocks import CHAIRS
from game.locales import N_, _, words
from game.playthrough.prompts import Difficulty
from game.tui.actions import bind
from game.tui.content import ink, join, prose
from game.tui.desk import Crisis
from game.tui.screens.listing import Listing
from game.tui.widgets.choices import Choices, Row
from game.tui.widgets.header import Header
from game.tui.widgets.story import Paragraph, Story

MODES: tuple[Difficulty, ...] = ("learner", "standard", "expert")
MODE_SAYS = {
    "learner": N_("a short note after a scene, and the dots explained"),
    "standard": N_("no comment until you look back"),
    "expert": N_("no dots: nothing tells what an option touches"),
}


class Seats(Listing[None], inherit_bindings=True):
    """Two chairs; left and right change the mode."""

    CSS_PATH = "seats.tcss"
    BINDINGS = bind("less", "more")
    ABOUT: ClassVar[tuple[str, ...]] = (
        N_("Take a chair: what you know, and what you may decide, depends on it. The partner sits in the other."),
        N_("The mode can be changed here with the left and right arrows."),
    )

    def __init__(self, crisis: Crisis) -> None:
        super().__init__()
        self.crisis = crisis

    def body(self) -> Iterable[Widget]:
        """Yield the question over the chairs."""
        yield Header()
        with Vertical(id="seats"):
            yield Story()
            yield Choices()

    def fill(self) -> None:
        """Show both chairs and the mode."""
        title = self.crisis.spans("title")
        self.query_one(Header).show(prose(title, "bold $ink"))
        asked = ink(_("Which chair is yours?"), "bold $ink")
        says = ink(_("The other one is taken by the simulated partner, who has aims and secrets too."), "$quiet")
        self.query_one(Story).show([Paragraph(asked), Paragraph(says, close=True)])
        super().fill()

    def rows(self) -> Sequence[Row]:
        """Return the chairs, then the mode."""
        mode = self.tandem.settings.difficulty
        value = join(ink("◂ ", "$soft"), ink(words.difficulty(mode), "bold $ink"), ink(" ▸", "$soft"))
        return [*chairs(self.crisis), Row(ink(_("Mode")), ink(_(MODE_SAYS[mode])), note=value, gap=True)]

    def picked(self, index: int) -> None:
        """Sit down, or change the mode."""
        if index == len(CHAIRS):
            self.action_right()
            return
        from game.tui.screens.table import sit_down

        mode = self.tandem.settings.difficulty
        sit_down(self, lambda: self.tandem.desk.start(self.crisis, CHAIRS[index], mode))

    def action_left(self) -> None:
        """The mode before."""
        self._turn(-1)

    def action_right(self) -> None:
        """The next mode."""
        self._turn(1)

    def _turn(self, by: int) -> None:
        now = MODES.index(self.tandem.settings.difficulty)
        self.tandem.change(difficulty=MODES[(now + by) % len(MODES)])
        self.fill()


def chairs(crisis: Crisis) -> list[Row]:
    """Return the two chairs as rows: who sits there, what they want, what stands in the way."""
    rows = []
    for chair in CHAIRS:
        name = join(prose(crisis.spans(f"cast.{chair}.name"), f"bold ${chair}"), ink(f", {words.chair(chair)}"))
        stake = crisis.spans(f"cast.{chair}.stake") or crisis.spans(f"cast.{chair}.role")
        rows.append(Row(name, prose(stake)))
    return rows
