"""The paper of two: a sheet, and over its question the panel of what is for one alone."""

from typing import Final

from textual.app import ComposeResult

from game.tui.play.paper import Paper
from game.tui.play.private_panel import PrivatePanel, Secret

LEAST: Final = 9
"""Lines that the panel has, where hints can be folded for it."""
MOST: Final = 22
CLOSE: Final = 1
"""Empty lines that the question spares under the panel: the options stand right below it."""


class PairPaper(Paper):
    """A paper with a panel, which takes the lines that the question leaves, whatever it holds."""

    def __init__(self) -> None:
        super().__init__()
        self.behind = PrivatePanel(id="behind")

    def compose(self) -> ComposeResult:
        """Yield the panel over the parts."""
        yield self.behind
        yield from super().compose()

    def show_secret(self, secret: Secret | None, accent: str) -> None:
        """Show what is for one chair alone; None leaves nothing of it."""
        self.behind.show_secret(secret or Secret(), accent)
        self.behind.display = secret is not None
        self.set_class(secret is not None, "-alone")

    def fit_parts(self, width: int, height: int) -> None:
        """Share the height; the panel's depends on the question alone."""
        super().fit_parts(width, height)
        if not self.behind.display:
            return
        for folded in (False, True):
            left = height - self.measure_below(width, folded, tight=True) + CLOSE
            if left >= LEAST:
                break
        self.choices.set_folded(folded)
        self.behind.set_height(max(1, min(left, MOST)))
        self.long = self.behind.long

    @property
    def unread(self) -> bool:
        """Whether something is still below what is seen."""
        return self.behind.unread if self.behind.display else super().unread

    def turn_page(self, by: int) -> None:
        """Scroll by a page."""
        if self.behind.display:
            self.behind.turn_page(by)
        else:
            super().turn_page(by)
