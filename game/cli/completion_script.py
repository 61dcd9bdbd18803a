"""The script that a shell reads to complete `tandem`, made from the very parsers that read the command line."""

import argparse
from collections.abc import Iterator, Mapping
from typing import Final

import shtab

from game.analysis.simulation.bots import BOTS
from game.cli.command_table import COMMANDS, import_command
from game.cli.demo import PARTNER
from game.cli.parser import CommandParser
from game.content.checks.rulebook import RULES
from game.locales import LANGUAGES, _


def build_completion_script(shell: str) -> str:
    """Return the script for `bash`, `zsh` or `fish`, with the help of each command in the current language."""
    return shtab.complete(build_program_parser(), shell) + "\n"


def build_program_parser() -> CommandParser:
    """Return one parser of the whole command line, each argument with what a shell completes for it."""
    program = CommandParser(prog="tandem")
    program.add_argument("--lang", choices=list(LANGUAGES), help=_("the language"))
    program.add_argument("--version", action="store_true", help=_("print the version"))
    commands = program.add_subparsers(metavar=_("COMMAND"))
    for name, line in COMMANDS.items():
        command = commands.add_parser(name, help=_(line), description=_(line))
        import_command(name).declare_arguments(command)
        for action in _list_arguments(command):
            _set_completion(action)
    return program


def _list_arguments(parser: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    """Yield the arguments of a command and of the commands inside it."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for inner in action.choices.values():
                yield from _list_arguments(inner)
        else:
            yield action


def _set_completion(action: argparse.Action) -> None:
    """Say what completes an argument that has no choices of its own, by the word that its help shows for it."""
    if action.choices is not None:
        return
    match action.metavar:
        case "BOT":
            action.choices = sorted({*BOTS, PARTNER})
        case "CODE":
            action.choices = list(LANGUAGES) if action.option_strings else list(RULES)
        case "SCENARIO" | "OLD" | "NEW":
            _complete_by(action, _CRISES)
        case "PATH":
            _complete_by(action, _CRISES if action.dest == "scenario" else shtab.FILE)
        case "SAVE":
            _complete_by(action, _SAVES)
        case "FILE":
            _complete_by(action, shtab.FILE)


def _complete_by(action: argparse.Action, completion: Mapping[str, str | dict[str, str]]) -> None:
    """Give an argument what `shtab` looks for."""
    action.complete = completion  # type: ignore[attr-defined]


def _build_completion(names: str) -> dict[str, str | dict[str, str]]:
    """Return, for each shell, the completion by one of `NAMES`, which the program prints, and by files."""
    command = f"tandem completion --names {names} 2>/dev/null"
    function = f"_tandem_{names}"
    bash = f'{function}() {{\n  compgen -W "$({command})" -- "$1"\n  compgen -f -- "$1"\n}}'
    zsh = f'{function}() {{\n  local -a names=(${{(f)"$({command})"}})\n  compadd -a names\n  _files\n}}'
    return {
        "bash": function,
        "zsh": function,
        "fish": f"({command}) (__fish_complete_path (commandline -ct))",
        "preamble": {"bash": bash, "zsh": zsh},
    }


_CRISES: Final = _build_completion("crises")
_SAVES: Final = _build_completion("saves")
