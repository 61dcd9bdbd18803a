"""The first run: no menu. A few sentences of the first crisis, one line of contract, two chairs, and play begins."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.containers import Vertical
from textual.widget import Widget

from game.engine.stocks import CHAIRS
from game.locales import N_, _
from game.tui.actions import bind
from game.tui.content import ink, prose
from game.tui.desk import Crisis
from game.tui.screens.home import Wordmark
from game.tui.screens.listing import Listing
from game.tui.screens.seats import chairs
from game.tui.widgets.choices import Choices, Row
from game.tui.widgets.story import Paragraph, Story


class FirstRun(Listing[None], inherit_bindings=False):
    """What happened at seven past nine, and who are you?"""

    CSS_PATH = "home.tcss"
    BINDINGS = bind("up", "down", "pick", "choose")
    ABOUT: ClassVar[tuple[str, ...]] = (
        N_("Press 1 or 2: the chair you take decides what you know and what you may decide."),
        N_("The other chair is taken by a simulated partner with aims, moods and secrets of its own."),
        N_("3 is for two people at this keyboard, one in each chair."),
    )

    def __init__(self) -> None:
        super().__init__()
        self._crisis: Crisis | None = None
        self._looked = False

    def body(self) -> Iterable[Widget]:
        """Yield the wordmark, the story, the chairs."""
        with Vertical(id="home"):
            mark = Wordmark()
            mark.says = False
            yield mark
            yield Story()
            yield Choices()

    def fill(self) -> None:
        """Show the premise and the chairs."""
        if not self._looked:
            self._crisis, self._looked = self.tandem.desk.first(), True
        self.query_one(Wordmark).changed()
        self.query_one(Story).show(list(self._story()))
        super().fill()

    def rows(self) -> Sequence[Row]:
        """Return the chairs, and the way to two players."""
        if self._crisis is None:
            return []
        return [*chairs(self._crisis), Row(ink(_("Two people at this keyboard"), "$ink"), gap=True)]

    def picked(self, index: int) -> None:
        """Sit down, or let two take their seats; the first run is over."""
        from game.tui.screens.table import sit_down

        if index == len(CHAIRS):
            self._in_two()
            return
        crisis = self._crisis
        if crisis is not None:
            self.tandem.change(first_run_done=True)
            sit_down(self, lambda: self.tandem.desk.start(crisis, CHAIRS[index], "learner"))

    def _in_two(self) -> None:
        from game.tui.together.seats import SeatsOfTwo

        self.tandem.change(first_run_done=True)
        self.open(SeatsOfTwo())

    def _story(self) -> Iterable[Paragraph]:
        if self._crisis is None:
            yield Paragraph(ink(_("There is no crisis on the shelf that can be played."), "$lost"))
            return
        yield Paragraph(prose(self._crisis.spans("premise")))
        yield Paragraph(ink(_("Two people can still turn it round, and each of them knows only half.")), close=True)
        contract = _("All of it is made up, and nobody is graded: decide as you would on a day like this.")
        yield Paragraph(ink(contract, "$quiet"))
        yield Paragraph(ink(_("Who are you?"), "bold $ink"))
