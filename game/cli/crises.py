"""Which crisis a command means: an id on the shelf, or a path."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from game.cli import ProblemsError, UsageError
from game.locales import _

if TYPE_CHECKING:
    from game.content.compiler import Loaded


def find(name: str) -> Path:
    """Return the folder or file of a crisis; without a name the first on the shelf.

    A name that is not on the shelf may be a folder where one stands, as `tandem new` makes it.

    Raises:
        UsageError: if there is none, with the name that may have been meant.
    """
    from game.cli.parser import nearest
    from game.content import shelf
    from game.content.examine import SOURCE
    from game.playthrough.saves import own_folder

    if name and (os.sep in name or Path(name).suffix):
        if os.path.exists(name):  # noqa: PTH110 -- Path.exists raises on a name that is too long
            return Path(name)
        raise UsageError(_("there is no file {path}", path=name))
    ids = [shelved.id for shelved in shelf.shelf(own_folder())]
    found = shelf.find(name or next(iter(ids), ""), own_folder())
    if found is None and name and os.path.isfile(Path(name) / SOURCE):  # noqa: PTH113 -- as above
        return Path(name)
    if found is None:
        raise UsageError(_("there is no crisis {name}", name=repr(name)) + nearest(name, ids))
    return found


def load(name: str) -> "Loaded":
    """Load a crisis to play it.

    Raises:
        UsageError: if there is none of that name.
        ProblemsError: if it cannot be played, with what is wrong.
    """
    from game.content.compiler import load as load_path
    from game.content.diagnostic import ScenarioError

    try:
        return load_path(find(name))
    except ScenarioError as error:
        why = _("this crisis cannot be played; tandem check tells all about it")
        raise ProblemsError(f"{why}\n{error}") from None
