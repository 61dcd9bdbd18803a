"""The lock before a private view: whose turn it is, and something to think about for the one who waits."""

from collections.abc import Iterable, Sequence

from textual.content import Content

from game.engine.stocks import Chair, other_chair
from game.locales import N_, _, vocabulary
from game.playthrough.pair import IDLE, THOUGHTS
from game.playthrough.prompts import Prompt
from game.tui.play.pair_steps.onlooker import PairReader
from game.tui.play.pair_steps.reading import PairStep
from game.tui.play.steps.sheet import Sheet
from game.tui.toolkit.content import NOTHING, style_text


class LockStep(PairStep):
    """Space opens the view of the chair that is asked. `closed` tells that a view closed before it was committed."""

    keys: tuple[str, ...] = ("unlock",)
    reads = False
    help: tuple[str, ...] = (
        N_("Space opens the view of whoever is named. The other looks away and has a question to think about."),
        N_("Esc closes a private view again, and it closes by itself; what was not committed with Enter is not kept."),
        N_("Until both have committed, nothing on this page depends on what one of them chose."),
    )

    def __init__(self, reader: PairReader, prompt: Prompt, *, closed: bool = False) -> None:
        super().__init__(reader)
        self.chair: Chair = prompt.chair
        self.closed = closed

    def build_sheet(self) -> Sheet:
        """Return an empty page: the lock has one of its own."""
        return Sheet()

    def build_blocks(self) -> Sequence[Sequence[Content]]:
        """Return what stands in the middle of the page."""
        return [list(self._render_turn()), list(self._render_meanwhile()), list(self._render_instructions())]

    def _render_turn(self) -> Iterable[Content]:
        who, waits = self.onlooker.render_player(self.chair), self.onlooker.render_player(other_chair(self.chair))
        name = self.reader.render_name(self.chair)
        asked = _("{name}, take the seat.", name=who)
        if who != name:
            asked = _("{player}, take {name}'s seat.", player=who, name=name)
        yield style_text(asked, f"bold ${self.chair}")
        yield NOTHING
        yield style_text(_("{other}, look away until {name} says so.", other=waits, name=who), "$ink")

    def _render_meanwhile(self) -> Iterable[Content]:
        name, waits = self.reader.render_name(self.chair), self.reader.render_name(other_chair(self.chair))
        number = len(self.reader.session.records) % THOUGHTS
        yield style_text(
            _("Meanwhile, for {name}:", name=self.onlooker.render_player(other_chair(self.chair))),
            f"${other_chair(self.chair)}",
        )
        yield style_text(vocabulary.phrase_thought(number, waits, name), "$ink")

    def _render_instructions(self) -> Iterable[Content]:
        if self.closed:
            yield style_text(_("The view was closed; what was not committed is not kept."), "$ink")
        yield style_text(_("Space opens {name}'s view.", name=self.reader.render_name(self.chair)), "$ink")
        yield style_text(_("It closes by itself after {n} seconds without a key.", n=IDLE), "$quiet")
