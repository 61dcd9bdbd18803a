"""What is shown where a page cannot be: a terminal below 80 by 24."""

from textual.content import Content

from game.locales import _
from game.tui.content import ink
from game.tui.typeset import wrap
from game.tui.widgets.lines import Lines


class TooSmall(Lines):
    """Asks for room; holds at any size, one cell included."""

    DEFAULT_CSS = "TooSmall { display: none; height: 1fr; }"

    def rows(self, width: int) -> list[Content]:
        """Return the request, wrapped to whatever there is."""
        size = self.app.size
        here = _("This terminal has {width} by {height}.", width=size.width, height=size.height)
        return [
            *wrap(ink(_("The game needs 80 by 24 characters."), "bold $ink"), width),
            *wrap(ink(here, "$quiet"), width),
            *wrap(ink(_("Make the window larger; nothing is lost."), "$quiet"), width),
        ]
