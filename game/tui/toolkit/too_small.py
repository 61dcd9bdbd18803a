"""What is shown where a page cannot be: a terminal below 80 by 24."""

from textual.content import Content

from game.locales import _
from game.tui.toolkit.content import style_text
from game.tui.toolkit.lines import LinesWidget
from game.tui.toolkit.typeset import wrap_text


class TooSmallNotice(LinesWidget):
    """Asks for room; holds at any size, one cell included."""

    DEFAULT_CSS = "TooSmallNotice { display: none; height: 1fr; }"

    def render_rows(self, width: int) -> list[Content]:
        """Return the request, wrapped to whatever there is."""
        size = self.app.size
        here = _("This terminal has {width} by {height}.", width=size.width, height=size.height)
        return [
            *wrap_text(style_text(_("The game needs 80 by 24 characters."), "bold $ink"), width),
            *wrap_text(style_text(here, "$quiet"), width),
            *wrap_text(style_text(_("Make the window larger; nothing is lost."), "$quiet"), width),
        ]
