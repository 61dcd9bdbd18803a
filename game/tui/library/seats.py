"""The seats: which chair is yours, and in which mode it is played."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.containers import Vertical
from textual.widget import Widget

from game.engine.stocks import CHAIRS
from game.locales import N_, _, vocabulary
from game.playthrough.prompts import Difficulty
from game.tui.actions import bind
from game.tui.library.crises import LoadedCrisis, open_game, start_solo_game
from game.tui.toolkit.choices import ChoiceRow, Choices, ListPage
from game.tui.toolkit.content import join_contents, render_spans, style_text
from game.tui.toolkit.lines import Paragraph, StoryWidget
from game.tui.toolkit.page import Header

MODES: tuple[Difficulty, ...] = ("learner", "standard", "expert")
MODE_SAYS = {
    "learner": N_("a short note after a scene, and the dots explained"),
    "standard": N_("no comment until you look back"),
    "expert": N_("no dots: nothing tells what an option touches"),
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
        says = style_text(_("The other one is taken by the simulated partner, who has aims and secrets too."), "$quiet")
        self.query_one(StoryWidget).show_paragraphs([Paragraph(asked), Paragraph(says, close=True)])
        super().update_texts()

    def build_rows(self) -> Sequence[ChoiceRow]:
        """Return the chairs, then the mode."""
        mode = self.tandem.settings.difficulty
        value = join_contents(
            style_text("◂ ", "$soft"),
            style_text(vocabulary.name_difficulty(mode), "bold $ink"),
            style_text(" ▸", "$soft"),
        )
        return [
            *build_chair_rows(self.crisis),
            ChoiceRow(style_text(_("Mode")), style_text(_(MODE_SAYS[mode])), note=value, gap=True),
        ]

    def choose_row(self, index: int) -> None:
        """Sit down, or change the mode."""
        if index == len(CHAIRS):
            self.action_right()
            return
        mode = self.tandem.settings.difficulty
        open_game(self, lambda: start_solo_game(self.tandem.desk, self.crisis, CHAIRS[index], mode))

    def action_left(self) -> None:
        """The mode before."""
        self._change_mode(-1)

    def action_right(self) -> None:
        """The next mode."""
        self._change_mode(1)

    def _change_mode(self, by: int) -> None:
        now = MODES.index(self.tandem.settings.difficulty)
        self.tandem.change_settings(difficulty=MODES[(now + by) % len(MODES)])
        self.update_texts()


def build_chair_rows(crisis: LoadedCrisis) -> list[ChoiceRow]:
    """Return the two chairs as rows: who sits there, what they want, what stands in the way."""
    rows = []
    for chair in CHAIRS:
        name = join_contents(
            render_spans(crisis.build_spans(f"cast.{chair}.name"), f"bold ${chair}"),
            style_text(f", {vocabulary.name_chair(chair)}"),
        )
        stake = crisis.build_spans(f"cast.{chair}.stake") or crisis.build_spans(f"cast.{chair}.role")
        rows.append(ChoiceRow(name, render_spans(stake)))
    return rows
