"""The lock before a private view: whose turn it is, and something to think about for the one who waits."""

from collections.abc import Iterable, Sequence

from textual.content import Content

from game.engine.stocks import Chair, other
from game.locales import N_, _, words
from game.playthrough.prompts import Prompt
from game.playthrough.together import IDLE, THOUGHTS
from game.tui.content import NOTHING, ink
from game.tui.steps.sheet import Sheet
from game.tui.together.onlooker import Onlooker
from game.tui.together.reading import Shared


class Lock(Shared):
    """Space opens the view of the chair that is asked. `closed` tells that a view closed before it was committed."""

    keys: tuple[str, ...] = ("unlock",)
    reads = False
    help: tuple[str, ...] = (
        N_("Space opens the view of whoever is named. The other looks away and has a question to think about."),
        N_("Esc closes a private view again, and it closes by itself; what was not committed with Enter is not kept."),
        N_("Until both have committed, nothing on this page depends on what one of them chose."),
    )

    def __init__(self, reader: Onlooker, prompt: Prompt, *, closed: bool = False) -> None:
        super().__init__(reader)
        self.chair: Chair = prompt.chair
        self.closed = closed

    def sheet(self) -> Sheet:
        """Return an empty page: the lock has one of its own."""
        return Sheet()

    def blocks(self) -> Sequence[Sequence[Content]]:
        """Return what stands in the middle of the page."""
        return [list(self._turn()), list(self._meanwhile()), list(self._how())]

    def _turn(self) -> Iterable[Content]:
        who, waits = self.onlooker.player(self.chair), self.onlooker.player(other(self.chair))
        name = self.reader.name(self.chair)
        asked = _("{name}, take the seat.", name=who)
        if who != name:
            asked = _("{player}, take {name}'s seat.", player=who, name=name)
        yield ink(asked, f"bold ${self.chair}")
        yield NOTHING
        yield ink(_("{other}, look away until {name} says so.", other=waits, name=who), "$ink")

    def _meanwhile(self) -> Iterable[Content]:
        name, waits = self.reader.name(self.chair), self.reader.name(other(self.chair))
        number = len(self.reader.session.records) % THOUGHTS
        yield ink(_("Meanwhile, for {name}:", name=self.onlooker.player(other(self.chair))), f"${other(self.chair)}")
        yield ink(words.thought(number, waits, name), "$ink")

    def _how(self) -> Iterable[Content]:
        if self.closed:
            yield ink(_("The view was closed; what was not committed is not kept."), "$ink")
        yield ink(_("Space opens {name}'s view.", name=self.reader.name(self.chair)), "$ink")
        yield ink(_("It closes by itself after {n} seconds without a key.", n=IDLE), "$quiet")
