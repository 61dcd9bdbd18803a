"""Solo play: one person in one chair, the simulated partner or earlier answers in the other."""

from typing import ClassVar, Final

from textual.binding import BindingType

from game.tui.actions import bind
from game.tui.play.page import PlayPage
from game.tui.play.steps.notices import build_ghost_notice, build_seat_change_notice
from game.tui.play.steps.page_sequence import build_page_sequence
from game.tui.play.steps.sheet import PlayStep

SOLO_KEYS: Final = (
    "lean", "answer", "change", "guess_pick", "say", "guess", "commit", "keep", "confirm", "go_on", "up", "down",
)  # fmt: skip
"""The keys of the steps of one person."""


class SoloPlayPage(PlayPage, inherit_bindings=False):
    """A game of one person on the screen."""

    CSS_PATH = "play.tcss"
    STEP_KEYS: ClassVar[tuple[str, ...]] = SOLO_KEYS
    BINDINGS: ClassVar[list[BindingType]] = bind(*SOLO_KEYS, "scroll_up", "scroll_down", "company", "seats", "menu")

    def _build_first_steps(self) -> list[PlayStep]:
        return [*build_seat_change_notice(self.reader), *build_ghost_notice(self.reader), *self._build_steps()]

    def _build_steps(self) -> list[PlayStep]:
        return build_page_sequence(self.reader, self.is_explanation_due())
