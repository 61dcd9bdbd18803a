"""Which crisis a command means: an id on the shelf, or a path.

Which crisis an author means: the file or folder of that name where one stands, else one on the shelf.
"""

import os
from pathlib import Path

from game.cli.errors import ProblemsError, UsageError
from game.cli.parser import suggest_name
from game.content import scenario_library
from game.content.checker import SOURCE
from game.content.compiler import LoadedScenario
from game.content.compiler import load_scenario as load_path
from game.content.diagnostic import ScenarioError
from game.locales import _
from game.playthrough.saves.save_index import locate_own_scenarios


def locate_scenario(name: str) -> Path:
    """Return the folder or file of a crisis; without a name the first on the shelf.

    A name that is not on the shelf may be a folder where one stands, as `tandem new` makes it.

    Raises:
        UsageError: if there is none, with the name that may have been meant.
    """
    if name and (os.sep in name or Path(name).suffix):
        if os.path.exists(name):  # noqa: PTH110 -- Path.exists raises on a name that is too long
            return Path(name)
        raise UsageError(_("there is no file {path}", path=name))
    ids = [shelved.id for shelved in scenario_library.list_scenarios(locate_own_scenarios())]
    found = scenario_library.find_scenario_folder(name or next(iter(ids), ""), locate_own_scenarios())
    if found is None and name and os.path.isfile(Path(name) / SOURCE):  # noqa: PTH113 -- as above
        return Path(name)
    if found is None:
        raise UsageError(_("there is no crisis {name}", name=repr(name)) + suggest_name(name, ids))
    return found


def load_scenario(name: str) -> LoadedScenario:
    """Load a crisis to play it.

    Raises:
        UsageError: if there is none of that name.
        ProblemsError: if it cannot be played, with what is wrong.
    """
    try:
        return load_path(locate_scenario(name))
    except ScenarioError as error:
        why = _("this crisis can't be played; tandem check tells why")
        raise ProblemsError(f"{why}\n{error}") from None


def load_authored_scenario(name: str) -> LoadedScenario:
    """Load a crisis.

    Raises:
        UsageError: if there is none of that name.
        ProblemsError: if it cannot be played, with what is wrong.
    """
    here = os.path.join(".", name)  # noqa: PTH118 -- a Path would lose the dot, which tells a path from an id
    return load_scenario(here if os.path.exists(name) and os.sep not in name else name)  # noqa: PTH110
