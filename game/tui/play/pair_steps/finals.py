"""The final picks: three, two, one, then both press a key, and nothing is painted before both are in."""

from collections.abc import Mapping, Sequence
from typing import Final

from textual.content import Content

from game.engine.state import SIT
from game.engine.stocks import CHAIRS, Chair
from game.locales import N_, _, ngettext
from game.playthrough.pair import list_pick_keys
from game.playthrough.prompts import Prompt, PromptChoice
from game.tui.play.pair_steps.clock import Countdown
from game.tui.play.pair_steps.onlooker import PairReader
from game.tui.play.pair_steps.reading import PairStep
from game.tui.play.steps.decide import render_scene_question
from game.tui.play.steps.hints import render_hint_line
from game.tui.play.steps.sheet import Sheet
from game.tui.toolkit.choices import ChoiceRow
from game.tui.toolkit.content import join_contents, style_text
from game.tui.toolkit.story import Paragraph

_BIG: Final = {
    3: ("▀▀█", " ▀█", "▄▄█"),
    2: ("▀▀█", "█▀▀", "█▄▄"),
    1: ("▀█ ", " █ ", "▄█▄"),
}


class PairFinalsStep(PairStep):
    """Both keys. `picks` are what was pressed: the last key of each counts until both are in."""

    keys: tuple[str, ...] = ("at_once", "talk_again")
    reads = False
    help: tuple[str, ...] = (
        N_("Three, two, one, then both press a key at once: the CEO's lie at the left, the CTO's at the right."),
        N_("Nothing on the page changes before both are in; the last key of each counts. Esc goes back to the talk."),
    )

    def __init__(self, reader: PairReader, prompt: Prompt, countdown: Countdown) -> None:
        super().__init__(reader)
        self.prompt = prompt
        self.countdown = countdown
        self.shown = countdown.compute_shown_number(countdown.began)
        self.waiting: Sequence[Chair] = reader.session.asked
        self.rows_of = {chair: list_pick_keys(chair, len(prompt.choices)) for chair in self.waiting}
        self.picks: dict[Chair, str] = {}

    def advance_countdown(self, now: float) -> bool:
        """Count; tell whether another number is shown."""
        before, self.shown = self.shown, self.countdown.compute_shown_number(now)
        return before != self.shown

    def press_digit(self, number: int) -> None:
        """Take a key for whom it belongs to, once the counting is over."""
        for chair, row in self.rows_of.items():
            if not self.shown and str(number) in row:
                self.picks[chair] = self.prompt.choices[row.index(str(number))].id

    def click_row(self, row: int) -> None:
        """A click picks nothing: it would be seen."""

    @property
    def settled(self) -> Mapping[Chair, str] | None:
        """What both picked; None before both are in."""
        return self.picks if all(chair in self.picks for chair in self.waiting) else None

    def render_key_label(self, action: str) -> str | None:
        """Both rows of keys."""
        return " · ".join(f"{row[0]}-{row[-1]}" for row in self.rows_of.values()) if action == "at_once" else None

    def build_sheet(self) -> Sheet:
        """Return the page."""
        return Sheet(
            story=[
                Paragraph(style_text(line, "bold $ink"), lead=style_text("      "), close=True)
                for line in self._render_number()
            ],
            ask=render_scene_question(self.reader, self.prompt),
            rows=[self._build_option_row(number, choice) for number, choice in enumerate(self.prompt.choices)],
            note=self._render_key_owners(),
        )

    def _render_number(self) -> Sequence[str]:
        return _BIG.get(self.shown, ("", _("Now, both at once."), ""))

    def _build_option_row(self, number: int, choice: PromptChoice) -> ChoiceRow:
        marks = [style_text(self.rows_of[chair][number], f"bold ${chair}") for chair in CHAIRS if chair in self.rows_of]
        lead = join_contents(style_text("   "), join_contents(*marks, between="  "), style_text("   "))
        if choice.id == SIT:
            tokens = self.reader.session.table.tokens
            left = ngettext("◆ {n} token left", "◆ {n} tokens left", tokens)
            return ChoiceRow(style_text(_("Sit down together first")), style_text(left), lead=lead)
        return ChoiceRow(self.reader.render_text(choice.path), render_hint_line(choice, self.reader), lead=lead)

    def _render_key_owners(self) -> Content:
        parts = [
            join_contents(
                style_text(self.reader.render_name(chair), f"bold ${chair}"), style_text("  " + " ".join(row), "$ink")
            )
            for chair, row in self.rows_of.items()
        ]
        change = style_text("\n" + _("Until both are in, another key of one's own changes it."), "$quiet")
        return join_contents(*parts, between="      ") + change
