"""`tandem completion`: what makes a shell complete commands, options, crises and saves.

Commands, options and their choices stand in the script. What may change after it was written, crises and saves, the
script asks for while the user types: that answer imports as little as it can.
"""

import argparse
import sys
from collections.abc import Callable
from types import MappingProxyType
from typing import Final

from game.cli.command_table import import_completion_script
from game.cli.errors import UsageError
from game.content import scenario_library
from game.locales import _
from game.playthrough.saves import list_save_ids, locate_own_scenarios

SHELLS: Final = ("bash", "zsh", "fish")


def _list_crises() -> list[str]:
    return list(dict.fromkeys(one.id for one in scenario_library.list_scenarios(locate_own_scenarios())))


NAMES: Final[MappingProxyType[str, Callable[[], list[str]]]] = MappingProxyType(
    {"crises": _list_crises, "saves": list_save_ids}
)
"""What a script asks for while the user types."""


def declare_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `tandem completion`."""
    parser.add_argument("shell", nargs="?", choices=SHELLS, help=_("the shell that reads the script"))
    parser.add_argument("--names", choices=list(NAMES), help=_("print these names alone, as the scripts ask for them"))
    parser.set_defaults(run=print_completion)


def print_completion(arguments: argparse.Namespace) -> int:
    """Print the script of a shell, or names, one a line."""
    if arguments.names:
        sys.stdout.write("".join(f"{name}\n" for name in NAMES[arguments.names]()))
        return 0
    if arguments.shell is None:
        raise UsageError(_("name a shell: {names}", names=", ".join(SHELLS)))
    sys.stdout.write(import_completion_script().build_completion_script(arguments.shell))
    return 0
