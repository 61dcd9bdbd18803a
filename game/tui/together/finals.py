"""The final picks: three, two, one, then both press a key, and nothing is painted before both are in."""

from collections.abc import Mapping, Sequence
from typing import Final

from textual.content import Content

from game.engine.state import SIT
from game.engine.stocks import CHAIRS, Chair
from game.locales import N_, _, ngettext
from game.playthrough.prompts import Choice, Prompt
from game.playthrough.together import keys
from game.tui.content import ink, join
from game.tui.steps.decide import question
from game.tui.steps.hints import hint_line
from game.tui.steps.sheet import Sheet
from game.tui.together.clock import Countdown
from game.tui.together.onlooker import Onlooker
from game.tui.together.reading import Shared
from game.tui.widgets.choices import Row
from game.tui.widgets.story import Paragraph

_BIG: Final = {
    3: ("▀▀█", " ▀█", "▄▄█"),
    2: ("▀▀█", "█▀▀", "█▄▄"),
    1: ("▀█ ", " █ ", "▄█▄"),
}


class Finals(Shared):
    """Both keys. `picks` are what was pressed: the last key of each counts until both are in."""

    keys: tuple[str, ...] = ("at_once", "talk_again")
    reads = False
    help: tuple[str, ...] = (
        N_("Three, two, one, then both press a key at once: the CEO's lie at the left, the CTO's at the right."),
        N_("Nothing on the page changes before both are in; the last key of each counts. Esc goes back to the talk."),
    )

    def __init__(self, reader: Onlooker, prompt: Prompt, countdown: Countdown) -> None:
        super().__init__(reader)
        self.prompt = prompt
        self.countdown = countdown
        self.shown = countdown.shows(countdown.began)
        self.waiting: Sequence[Chair] = reader.session.asked
        self.rows_of = {chair: keys(chair, len(prompt.choices)) for chair in self.waiting}
        self.picks: dict[Chair, str] = {}

    def tick(self, now: float) -> bool:
        """Count; tell whether another number is shown."""
        before, self.shown = self.shown, self.countdown.shows(now)
        return before != self.shown

    def digit(self, number: int) -> None:
        """Take a key for whom it belongs to, once the counting is over."""
        for chair, row in self.rows_of.items():
            if not self.shown and str(number) in row:
                self.picks[chair] = self.prompt.choices[row.index(str(number))].id

    def point(self, row: int) -> None:
        """A click picks nothing: it would be seen."""

    @property
    def settled(self) -> Mapping[Chair, str] | None:
        """What both picked; None before both are in."""
        return self.picks if all(chair in self.picks for chair in self.waiting) else None

    def label(self, action: str) -> str | None:
        """Both rows of keys."""
        return " · ".join(f"{row[0]}-{row[-1]}" for row in self.rows_of.values()) if action == "at_once" else None

    def sheet(self) -> Sheet:
        """Return the page."""
        return Sheet(
            story=[Paragraph(ink(line, "bold $ink"), lead=ink("      "), close=True) for line in self._number()],
            ask=question(self.reader, self.prompt),
            rows=[self._row(number, choice) for number, choice in enumerate(self.prompt.choices)],
            note=self._whose(),
        )

    def _number(self) -> Sequence[str]:
        return _BIG.get(self.shown, ("", _("Now, both at once."), ""))

    def _row(self, number: int, choice: Choice) -> Row:
        marks = [ink(self.rows_of[chair][number], f"bold ${chair}") for chair in CHAIRS if chair in self.rows_of]
        lead = join(ink("   "), join(*marks, between="  "), ink("   "))
        if choice.id == SIT:
            tokens = self.reader.session.table.tokens
            left = ngettext("◆ {n} token left", "◆ {n} tokens left", tokens)
            return Row(ink(_("Sit down together first")), ink(left), lead=lead)
        return Row(self.reader.tell(choice.path), hint_line(choice, self.reader), lead=lead)

    def _whose(self) -> Content:
        parts = [
            join(ink(self.reader.name(chair), f"bold ${chair}"), ink("  " + " ".join(row), "$ink"))
            for chair, row in self.rows_of.items()
        ]
        change = ink("\n" + _("Until both are in, another key of one's own changes it."), "$quiet")
        return join(*parts, between="      ") + change
