"""`tandem` without a command: the home screen, a game line by line, or a short demonstration where nobody types."""

import argparse

from game.cli import terminal
from game.cli.command_table import import_screen
from game.cli.demo import show_sample_play
from game.cli.play import play_line_by_line


def declare_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the one argument of a bare `tandem`."""
    parser.add_argument("--lang")
    parser.set_defaults(run=open_game)


def open_game(arguments: argparse.Namespace) -> int:
    """Open what the terminal can show."""
    if terminal.can_show_full_screen():
        return import_screen().open_home(arguments.lang)
    if terminal.has_typed_input():
        return play_line_by_line()
    return show_sample_play()
