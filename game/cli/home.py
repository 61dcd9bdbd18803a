"""`tandem` without a command: the home screen, a game line by line, or a short game to read if there is no input."""

import argparse

from game.cli import terminal
from game.cli.command_table import import_demo, import_parser, import_screen


def declare_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the one argument of a bare `tandem`."""
    parser.add_argument("--lang")
    parser.set_defaults(run=open_game)


def open_game(arguments: argparse.Namespace) -> int:
    """Open what the terminal can show, and import only that."""
    if terminal.can_show_full_screen():
        return import_screen().open_home(arguments.lang)
    if terminal.has_typed_input():
        return import_parser().parse_command("play", "", ["--plain"])()
    return import_demo().show_sample_play()
