"""Widgets that are not painted again while nothing on them has changed.

To repaint a few rows, Textual asks for every line of every widget that shares a container with them, and goes through
the styles of each. A still widget hands out the lines that it handed out last; most of a page is still at any key.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.containers import Horizontal, Vertical
from textual.filter import LineFilter
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

if TYPE_CHECKING:
    _Base = Widget
else:
    _Base = object  # Textual takes the style sheet of the first base that is a widget: that of the other base here


class Still(_Base):
    """A mixin, to be named before a class of widget."""

    _painted: tuple[Region, Sequence[LineFilter], list[Strip]] | None = None
    """The lines painted last, for which part of the widget, and by which filters."""

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the lines of a part of the widget, painted anew only where it or the part has changed."""
        filters = self.get_line_filters()
        if self._painted is None or self._painted[0] != crop or self._painted[1] != filters:
            self._painted = crop, filters, super().render_lines(crop)
        return self._painted[2]

    def _set_dirty(self, *regions: Region) -> None:
        """Forget the lines: Textual comes here for whatever is to be painted again, styles and sizes included."""
        self._painted = None
        super()._set_dirty(*regions)


class StillHorizontal(Still, Horizontal):
    """A still row of widgets."""


class StillVertical(Still, Vertical):
    """A still column of widgets."""
