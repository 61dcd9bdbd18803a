"""The first run: no menu. A few sentences of the first crisis, one line of contract, two chairs, and play begins."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.containers import Vertical
from textual.widget import Widget

from game.engine.stocks import CHAIRS
from game.locales import N_, _
from game.tui.actions import bind
from game.tui.library.crises import LoadedCrisis, find_first_crisis, open_game, start_solo_game
from game.tui.library.home import Wordmark
from game.tui.library.pair_seats import PairSetupPage
from game.tui.library.seats import build_chair_rows
from game.tui.toolkit.choices import ChoiceRow, Choices, ListPage
from game.tui.toolkit.content import render_spans, style_text
from game.tui.toolkit.lines import Paragraph, StoryWidget


class FirstRunPage(ListPage[None], inherit_bindings=False):
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
        self._crisis: LoadedCrisis | None = None
        self._looked = False

    def compose_body(self) -> Iterable[Widget]:
        """Yield the wordmark, the story, the chairs."""
        with Vertical(id="home"):
            mark = Wordmark()
            mark.says = False
            yield mark
            yield StoryWidget()
            yield Choices()

    def update_texts(self) -> None:
        """Show the premise and the chairs."""
        if not self._looked:
            self._crisis, self._looked = find_first_crisis(self.tandem.desk), True
        self.query_one(Wordmark).refresh_rows()
        self.query_one(StoryWidget).show_paragraphs(list(self._render_story()))
        super().update_texts()

    def build_rows(self) -> Sequence[ChoiceRow]:
        """Return the chairs, and the way to two players."""
        if self._crisis is None:
            return []
        return [
            *build_chair_rows(self._crisis),
            ChoiceRow(style_text(_("Two people at this keyboard"), "$ink"), gap=True),
        ]

    def choose_row(self, index: int) -> None:
        """Sit down, or let two take their seats; the first run is over."""
        if index == len(CHAIRS):
            self._open_pair_setup()
            return
        crisis = self._crisis
        if crisis is not None:
            self.tandem.change_settings(first_run_done=True)
            open_game(self, lambda: start_solo_game(self.tandem.desk, crisis, CHAIRS[index], "learner"))

    def _open_pair_setup(self) -> None:
        self.tandem.change_settings(first_run_done=True)
        self.open_page(PairSetupPage())

    def _render_story(self) -> Iterable[Paragraph]:
        if self._crisis is None:
            yield Paragraph(style_text(_("There is no crisis on the shelf that can be played."), "$lost"))
            return
        yield Paragraph(render_spans(self._crisis.build_spans("premise")))
        yield Paragraph(
            style_text(_("Two people can still turn it round, and each of them knows only half.")), close=True
        )
        contract = _("All of it is made up, and nobody is graded: decide as you would on a day like this.")
        yield Paragraph(style_text(contract, "$quiet"))
        yield Paragraph(style_text(_("Who are you?"), "bold $ink"))
