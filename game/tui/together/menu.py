"""The pause of two: with the scene to be read again, which the lock and what is behind it do not show."""

from collections.abc import Sequence
from typing import ClassVar

from game.locales import _
from game.tui.content import ink
from game.tui.screens.menu import Menu
from game.tui.widgets.choices import Row


class MenuOfTwo(Menu, inherit_bindings=True):
    """Go on, read the scene again, look at the company, settle things, leave."""

    CSS_PATH = "../screens/dialog.tcss"
    WAYS: ClassVar[tuple[str, ...]] = (Menu.WAYS[0], "scene", *Menu.WAYS[1:])

    def __init__(self, *, scene: bool) -> None:
        """Tell whether a scene is open."""
        super().__init__()
        self.scene = scene

    def more(self) -> Sequence[Row]:
        """Return the row of the scene."""
        return [Row(ink(_("The scene again")), greyed=not self.scene)]
