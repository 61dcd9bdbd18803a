"""`tandem config`: where Tandem keeps what, and the settings, to read and to change."""

import argparse
import sys
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Final

from game.cli.errors import ProblemsError, UsageError
from game.cli.parser import suggest_name
from game.cli.terminal import print_json, print_line
from game.content.safe_input import render_excerpt, render_path
from game.content.scenario_library import find_pack_folder
from game.locales import N_, _
from game.playthrough.saves import locate_own_scenarios, locate_saves_folder
from game.tui import settings as stored
from game.tui.settings import ALLOWED, Settings
from game.user_folders import HOME_VARIABLE, LOG_FILE, locate_data_folder, locate_log_folder, locate_settings_folder

SYSTEM: Final = "system"
"""How a language that is left to the system is written here."""

_TOLD: Final = {
    "saves": N_("saved games"),
    "own_crises": N_("crises of your own"),
    "crises": N_("crises of the game"),
    "settings": N_("settings"),
    "log": N_("faults of the program"),
}


@dataclass(frozen=True, slots=True)
class StoragePlace:
    """A folder or file of Tandem's, and the variables of the environment that move it, the first one first."""

    path: Path
    moved_by: tuple[str, ...] = ()


def declare_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `tandem config`."""
    names = _("a setting: {names}", names=", ".join(ALLOWED))
    parser.add_argument("name", nargs="?", metavar="NAME", help=names)
    parser.add_argument("value", nargs="?", metavar="VALUE", help=_("its new value"))
    parser.add_argument("--format", choices=["text", "json"], default="text", help=_("how to print it"))
    parser.add_argument("--json", dest="format", action="store_const", const="json", help=_("short for --format json"))
    parser.set_defaults(run=run_config)


def run_config(arguments: argparse.Namespace) -> int:
    """Print everything, or one setting; with a value, set it first."""
    settings, damaged = stored.load_settings(locate_settings_folder())
    if damaged is not None:
        told = _("The settings were damaged; they are kept in {file}.", file=render_path(damaged))
        sys.stderr.write(told + "\n")
    if arguments.name is None:
        _print_everything(settings, arguments.format)
        return 0
    if arguments.name not in ALLOWED:
        name = render_excerpt(arguments.name)
        raise UsageError(_("there is no setting {name}", name=repr(name)) + suggest_name(arguments.name, list(ALLOWED)))
    if arguments.value is not None:
        settings = _set_value(settings, arguments.name, arguments.value)
    _print_value(settings, arguments.name, arguments.format)
    return 0


def list_places() -> dict[str, StoragePlace]:
    """Return where everything lies at the moment, by name."""
    saves, own, data = locate_saves_folder(), locate_own_scenarios(), locate_data_folder()
    return {
        "saves": StoragePlace(saves, _list_movers("XDG_DATA_HOME" if saves.parent == data else "")),
        "own_crises": StoragePlace(own, _list_movers("XDG_DATA_HOME" if own.parent == data else "")),
        "crises": StoragePlace(find_pack_folder()),
        "settings": StoragePlace(locate_settings_folder() / stored.FILE, _list_movers("XDG_CONFIG_HOME")),
        "log": StoragePlace(locate_log_folder() / LOG_FILE, _list_movers("XDG_STATE_HOME")[1:]),
    }


def _list_movers(xdg: str) -> tuple[str, ...]:
    """Return TANDEM_HOME, and a variable of the XDG specification where the system heeds it."""
    return (HOME_VARIABLE, xdg) if xdg and sys.platform == "linux" else (HOME_VARIABLE,)


def render_setting(name: str, value: object) -> str:
    """Return a value as it is written on the command line."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return SYSTEM if name == "language" and value == "" else str(value)


def _set_value(settings: Settings, name: str, written: str) -> Settings:
    """Return the settings with a value changed, once they are kept.

    Raises:
        UsageError: if the setting cannot be that.
        ProblemsError: if the file cannot be written.
    """
    values = {render_setting(name, value): value for value in ALLOWED[name]}
    if written.lower() not in values:
        raise UsageError(
            _(
                "{name} can't be {value}, only one of: {values}",
                name=name,
                value=repr(render_excerpt(written)),
                values=", ".join(values),
            )
        )
    change: Any = {name: values[written.lower()]}
    changed = replace(settings, **change)
    if not stored.save_settings(locate_settings_folder(), changed):
        place = render_path(locate_settings_folder() / stored.FILE)
        raise ProblemsError(_("The settings could not be saved.") + f" {place}")
    return changed


def _print_value(settings: Settings, name: str, form: str) -> None:
    value = asdict(settings)[name]
    if form == "json":
        print_json({name: value})
    else:
        print_line(render_setting(name, value))


def _print_everything(settings: Settings, form: str) -> None:
    places, values = list_places(), asdict(settings)
    if form == "json":
        named = {name: {"path": str(place.path), "moved_by": place.moved_by} for name, place in places.items()}
        print_json({"places": named, "settings": values, "allowed": ALLOWED})
        return
    print_line(_("Where things are"))
    for name, place in places.items():
        told = _(_TOLD[name])
        print_line(f"  {told:22}  {render_path(place.path)}")
        if place.moved_by:
            print_line(f"  {'':22}  " + _("moved by: {names}", names=", ".join(place.moved_by)))
    print_line("")
    print_line(_("Settings"))
    for name, value in values.items():
        written = ", ".join(render_setting(name, one) for one in ALLOWED[name])
        print_line(f"  {name:16}{render_setting(name, value):12}{written}")
    print_line("")
    print_line(_("tandem config NAME VALUE changes a setting."))
