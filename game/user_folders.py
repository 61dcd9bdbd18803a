"""Where the user's files lie: what TANDEM_HOME names, else the system's places.

An environment that is odd still names a place: TANDEM_HOME may begin with `~`, is taken from the current folder if it
is relative, and counts as unset if it is blank; a relative XDG folder counts as unset, as its specification says; and
a user without a home, as in some containers, has `/` for one, where it can usually not be written, which is told.
"""

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

import platformdirs

HOME_VARIABLE: Final = "TANDEM_HOME"
LOG_FILE: Final = "tandem.log"
_NAME: Final = "tandem"
_ROOT: Final = Path(os.path.abspath(os.sep))  # noqa: PTH100 -- Path.resolve would follow links


def find_chosen_home() -> Path | None:
    """Return the folder that TANDEM_HOME names, absolute; None where it names none."""
    named = os.environ.get(HOME_VARIABLE, "").strip()
    if not named:
        return None
    path = Path(os.path.expanduser(named))  # noqa: PTH111 -- Path.expanduser raises where there is no home
    try:
        return path.absolute()
    except OSError:  # the current folder was deleted
        return _ROOT / path


def locate_data_folder() -> Path:
    """Return the folder of saves and own crises."""
    return find_chosen_home() or _locate_folder(platformdirs.user_data_path, ".local", "share")


def locate_settings_folder() -> Path:
    """Return the folder of the settings."""
    return find_chosen_home() or _locate_folder(platformdirs.user_config_path, ".config")


def locate_log_folder() -> Path:
    """Return the folder of the log, which TANDEM_HOME does not move."""
    return _locate_folder(platformdirs.user_log_path, ".local", "state")


def find_home() -> Path:
    """Return the user's home; `/` where there is none."""
    home = Path(os.path.expanduser("~"))  # noqa: PTH111 -- Path.home raises where there is none
    return home if home.is_absolute() else _ROOT


def _locate_folder(look_up: Callable[..., Path], *usual: str) -> Path:
    """Return the system's place; the usual one under the home where that is relative or nobody knows the user."""
    with suppress(RuntimeError):
        place = look_up(_NAME, appauthor=False)
        if place.is_absolute():
            return place
    return find_home().joinpath(*usual, _NAME)
