"""Taking a chair in a solo game: from the shelf, where the mode is set too, or in the first run, without a menu."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import on
from textual.containers import Vertical
from textual.events import Mount
from textual.widget import Widget

from game.engine.stocks import CHAIRS
from game.locales import N_, _, vocabulary
from game.playthrough.setup import Difficulty
from game.tui.actions import bind
from game.tui.library.crises import LoadedCrisis, find_first_crisis, open_game, start_solo_game
from game.tui.library.home import Wordmark
from game.tui.library.pair_seats import PairSetupPage
from game.tui.toolkit.choices import ChoiceRow, Choices, ListPage
from game.tui.toolkit.content import join_contents, render_spans, style_text
from game.tui.toolkit.lines import Paragraph, StoryWidget
from game.tui.toolkit.page import Header

MODES: tuple[Difficulty, ...] = ("learner", "standard", "expert")
MODE_SAYS = {
    "learner": N_("a short note after a scene, and the dots explained"),
    "standard": N_("no comment until you look back"),
    "expert": N_("no dots: nothing tells what an option affects"),
}


class SeatsPage(ListPage[None], inherit_bindings=True):
    """Two chairs; left and right change the mode."""

    CSS_PATH = "seats.tcss"
    BINDINGS = bind("less", "more")
    ABOUT: ClassVar[tuple[str, ...]] = (
        N_("Take a chair: what you know, and what you may decide, depends on it. The partner sits in the other."),
        N_("The mode can be changed here with the left and right arrows."),
    )

    def __init__(self, crisis: LoadedCrisis) -> None:
        super().__init__()
        self.crisis = crisis

    def compose_body(self) -> Iterable[Widget]:
        """Yield the question over the chairs."""
        yield Header()
        with Vertical(id="seats"):
            yield StoryWidget()
            yield Choices()

    def update_texts(self) -> None:
        """Show both chairs and the mode."""
        title = self.crisis.build_spans("title")
        self.query_one(Header).show_titles(render_spans(title, "bold $ink"))
        asked = style_text(_("Which chair is yours?"), "bold $ink")
        says = style_text(_("The simulated partner takes the other one; it has aims and secrets too."), "$quiet")
        self.query_one(StoryWidget).show_paragraphs([Paragraph(asked), Paragraph(says, close=True)])
        super().update_texts()

    def build_rows(self) -> Sequence[ChoiceRow]:
        """Return the chairs, then the mode."""
        mode = self.tandem.settings.difficulty
        value = join_contents(
            style_text("◂ ", "$quiet"),
            style_text(vocabulary.name_difficulty(mode), "bold $ink"),
            style_text(" ▸", "$quiet"),
        )
        return [
            *build_chair_rows(self.crisis),
            ChoiceRow(style_text(_("Mode")), style_text(_(MODE_SAYS[mode])), note=value, gap=True),
        ]

    def choose_row(self, index: int) -> None:
        """Start a game in the chair, or change the mode."""
        if index == len(CHAIRS):
            self.action_right()
            return
        mode = self.tandem.settings.difficulty
        open_game(self, lambda: start_solo_game(self.tandem.services, self.crisis, CHAIRS[index], mode))

    def action_left(self) -> None:
        """Change to the mode before."""
        self._change_mode(-1)

    def action_right(self) -> None:
        """Change to the next mode."""
        self._change_mode(1)

    def _change_mode(self, by: int) -> None:
        now = MODES.index(self.tandem.settings.difficulty)
        self.tandem.change_settings(difficulty=MODES[(now + by) % len(MODES)])
        self.update_texts()


def build_chair_rows(crisis: LoadedCrisis) -> list[ChoiceRow]:
    """Return a row for each chair: who sits there, and what is at stake for them."""
    rows = []
    for chair in CHAIRS:
        name = join_contents(
            render_spans(crisis.build_spans(f"cast.{chair}.name"), f"bold ${chair}"),
            style_text(f", {vocabulary.name_chair(chair)}"),
        )
        stake = crisis.build_spans(f"cast.{chair}.stake") or crisis.build_spans(f"cast.{chair}.role")
        rows.append(ChoiceRow(name, render_spans(stake)))
    return rows


class FirstRunPage(ListPage[None], inherit_bindings=False):
    """The first run: a few sentences of the crisis, two chairs, and play begins."""

    CSS_PATH = "home.tcss"
    BINDINGS = bind("up", "down", "pick", "choose")
    ABOUT: ClassVar[tuple[str, ...]] = (
        N_("Press 1 or 2: the chair you take decides what you know and what you may decide."),
        N_("A simulated partner takes the other chair, with aims, troubles and secrets of its own."),
        N_("3 is for two people at this keyboard, one in each chair."),
    )

    def __init__(self) -> None:
        super().__init__()
        self._crisis: LoadedCrisis | None = None

    @on(Mount)
    def find_crisis(self) -> None:
        """Find the crisis of a first run beside the screen: the keys wait their turn."""
        self.call_later(self.work_beside_screen, lambda: find_first_crisis(self.tandem.services), self._seat_at_crisis)

    def _seat_at_crisis(self, crisis: LoadedCrisis | None) -> None:
        self._crisis = crisis
        self.refresh_texts()

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
        self.query_one(Wordmark).refresh_rows()
        self.query_one(StoryWidget).show_paragraphs(list(self._render_story()))
        super().update_texts()

    def build_rows(self) -> Sequence[ChoiceRow]:
        """Return the chairs, and a row for two players."""
        if self._crisis is None:
            return []
        return [
            *build_chair_rows(self._crisis),
            ChoiceRow(style_text(_("Two people at this keyboard"), "$ink"), gap=True),
        ]

    def choose_row(self, index: int) -> None:
        """Start a game in a chair, or open the seats of two; the first run is over."""
        if index == len(CHAIRS):
            self._open_pair_setup()
            return
        crisis = self._crisis
        if crisis is not None:
            self.tandem.change_settings(first_run_done=True)
            open_game(self, lambda: start_solo_game(self.tandem.services, crisis, CHAIRS[index], "learner"))

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
        contract = _("It's fiction and nobody is graded: decide as you would on a day like this.")
        yield Paragraph(style_text(contract, "$quiet"))
        yield Paragraph(style_text(_("Who are you?"), "bold $ink"))
