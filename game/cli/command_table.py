"""The commands by name, the choice of one from the command line, and the program's one lazy import boundary.

A command's module is imported when it is called. `tandem --help` and `--version`, which are answered here, need none
of them, nor the parser, nor the report of a failure; a game line by line or for a program needs no screen. Below this
boundary no import stands inside a function.
"""

import sys
from importlib import import_module
from keyword import iskeyword

import game
from game import locales
from game.locales import N_, _

TYPE_CHECKING = False
if TYPE_CHECKING:  # at run time typing and argparse would cost as much as all the rest of `tandem --help`
    import argparse
    from collections.abc import Callable, Sequence
    from pathlib import Path
    from typing import NoReturn, Protocol

    from game.content.checks.extra import Measure
    from game.playthrough.saves.saved_game import Game

    class CommandModule(Protocol):
        """What every command's module offers."""

        def declare_arguments(self, parser: argparse.ArgumentParser) -> None:
            """Add the command's arguments; sets `run`, to be called with what was parsed."""

    class ParserModule(Protocol):
        """What `game.cli.parser` offers."""

        def parse_command(
            self, command: str, line: str, arguments: Sequence[str], language: str | None = None
        ) -> Callable[[], int]:
            """Return the parsed command, ready to be called; exit on `--help` and on wrong usage."""

        def exit_with_unknown_command(self, name: str) -> NoReturn:
            """Say that there is no such command, and exit."""

    class ScreenModule(Protocol):
        """What `game.cli.screen` offers; each function returns the exit code. `wanted` is the language of `--lang`."""

        def open_home(self, wanted: str | None) -> int:
            """Open the game where a player begins."""

        def open_game_page(self, game: Game, wanted: str | None) -> int:
            """Open the page of a game."""

        def open_pair_setup(self, crisis: Path | None, arguments: argparse.Namespace) -> int:
            """Open the page on which two people take their seats, filled in as `tandem play` was asked."""

    class PlayModule(Protocol):
        """What `game.cli.play` offers beside the command."""

        def play_in_lines(self, game: Game | None) -> int:
            """Go on line by line with a game from the screen, None for the newest save or a new game."""

    class MeasurementModule(Protocol):
        """What `game.tui.fit.measure` offers."""

        def PageMeasurer(self) -> Measure:  # noqa: N802 -- a class, called as a function
            """Return a callable that measures the pages of a crisis, with a cache."""

    class CompletionScriptModule(Protocol):
        """What `game.cli.completion_script` offers."""

        def build_completion_script(self, shell: str) -> str:
            """Return the script that makes a shell complete."""

    class DemoModule(Protocol):
        """What `game.cli.demo` offers beside the command."""

        def show_sample_play(self) -> int:
            """Print a short play to read; return the exit code."""


HOME = "home"
"""What `tandem` does without a command; like a command it has a module, but it is not listed."""

COMMANDS = {
    "play": N_("start a game"),
    "continue": N_("continue a saved game"),
    "demo": N_("let bots play both chairs"),
    "cards": N_("print what only each chair may read, for paper"),
    "saves": N_("what was played"),
    "debrief": N_("look back at a saved game"),
    "new": N_("start a crisis of your own"),
    "check": N_("find everything that is wrong with crises"),
    "explain": N_("explain the code of a problem"),
    "preview": N_("see a crisis in the game while you write it, anew after every save"),
    "explore": N_("find a way to every scene, option and ending, or prove that there is none"),
    "balance": N_("play a crisis many times, and tell whether it rewards judgement and the relationship"),
    "graph": N_("draw scenes, options, conditions and endings"),
    "diff": N_("tell what changed in a crisis for whoever plays it"),
    "schema": N_("print the JSON Schema of the scenario format"),
    "i18n": N_("translate a crisis"),
    "model": N_("run the bare model of the company"),
    "config": N_("tell where everything is kept; read and change the settings"),
    "completion": N_("print what makes a shell complete commands, crises and saves"),
}
"""Each command with its line in `tandem --help`, in the order in which they are listed."""


def choose_command(arguments: "list[str]") -> "Callable[[], int]":
    """Return the chosen command, ready to be called. Exits on a command's `--help` and on wrong usage."""
    words, wanted = _split_language(arguments)
    locales.set_language(wanted or locales.detect_system_language())
    if locales.is_catalogue_damaged():
        sys.stderr.write(
            f"tandem: the catalogue of '{locales.current_language()}' is damaged; the interface speaks English\n"
        )
    if not words:
        return import_parser().parse_command(HOME, "", arguments)
    if words[0] in ("-h", "--help"):
        return _print_help
    if words[0] == "--version":
        return _print_version
    if words[0] not in COMMANDS:
        import_parser().exit_with_unknown_command(words[0])
    rest = arguments[arguments.index(words[0]) + 1 :]
    return import_parser().parse_command(words[0], _(COMMANDS[words[0]]), rest, wanted)


def _split_language(arguments: "Sequence[str]") -> "tuple[list[str], str | None]":
    """Return the words without a leading `--lang CODE`, and the language if one is named anywhere."""
    wanted = None
    for position, word in enumerate(arguments):
        if word == "--lang" and position + 1 < len(arguments):
            wanted = arguments[position + 1]
        elif word.startswith("--lang="):
            wanted = word.partition("=")[2]
    words = list(arguments)
    if words and words[0] == "--lang":
        words = words[2:]
    elif words and words[0].startswith("--lang="):
        words = words[1:]
    return words, wanted


def _print_version() -> int:
    sys.stdout.write(f"Tandem {game.__version__}\n")
    return 0


def _print_help() -> int:
    command = _("COMMAND")
    lines = [
        _("usage: ") + f"tandem [{command}] [...]",
        "",
        _("A game for two chairs, CEO and CTO, and the company that depends on them."),
        _("Without a command the game opens."),
        "",
        *(f"  {name:11} " + _(line) for name, line in COMMANDS.items()),
        "",
        _("Every command has its own --help. --lang vi switches to Vietnamese; --version prints the version."),
    ]
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


def import_command(name: str) -> "CommandModule":
    """Return the module of a command: `game.cli.NAME`, with an underscore after a Python keyword."""
    return import_module(f"game.cli.{name}_" if iskeyword(name) else f"game.cli.{name}")


def import_parser() -> "ParserModule":
    """Return `game.cli.parser`, which brings argparse."""
    return import_module("game.cli.parser")


def import_screen() -> "ScreenModule":
    """Return `game.cli.screen`, which brings Textual."""
    return import_module("game.cli.screen")


def import_play() -> "PlayModule":
    """Return `game.cli.play`, which brings the reader of crises and the game line by line."""
    return import_module("game.cli.play")


def import_page_measurement() -> "MeasurementModule":
    """Return `game.tui.fit.measure`, which brings Textual."""
    return import_module("game.tui.fit.measure")


def import_demo() -> "DemoModule":
    """Return `game.cli.demo`, which brings the bots."""
    return import_module("game.cli.demo")


def import_completion_script() -> "CompletionScriptModule":
    """Return `game.cli.completion_script`, which brings every command."""
    return import_module("game.cli.completion_script")


def report_failure(error: Exception) -> int:
    """Report an error by `game.cli.errors`, and return the exit code."""
    code: int = import_module("game.cli.errors").report_failure(error)
    return code


def report_lost_output(error: OSError) -> int:
    """Report by `game.cli.errors` that what was printed is lost, and return the exit code."""
    code: int = import_module("game.cli.errors").report_lost_output(error)
    return code
