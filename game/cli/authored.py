"""Which crisis an author means: the file or folder of that name where one stands, else one on the shelf."""

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from game.content.compiler import Loaded


def load(name: str) -> "Loaded":
    """Load a crisis.

    Raises:
        UsageError: if there is none of that name.
        ProblemsError: if it cannot be played, with what is wrong.
    """
    from game.cli import crises

    here = os.path.join(".", name)  # noqa: PTH118 -- a Path would lose the dot, which tells a path from an id
    return crises.load(here if os.path.exists(name) and os.sep not in name else name)  # noqa: PTH110
