"""Which front end plays a game: the screen, lines, or JSON for a program."""

import argparse
import sys

from game.cli import terminal
from game.cli.command_table import import_screen
from game.locales import LANGUAGES, _
from game.plain import session_loop
from game.plain.jsonl import JsonlGame
from game.plain.page import PlainPage
from game.playthrough.saves.saved_game import Game


def declare_front_ends(parser: argparse.ArgumentParser) -> None:
    """Add `--lang`, `--plain` and `--jsonl`."""
    parser.add_argument("--lang", choices=list(LANGUAGES), help=_("the language"))
    front_end = parser.add_mutually_exclusive_group()
    front_end.add_argument("--plain", action="store_true", help=_("line by line, for screen readers and pipes"))
    front_end.add_argument("--jsonl", action="store_true", help=_("one JSON object a line, for programs"))


def show_game(game: Game, arguments: argparse.Namespace) -> int:
    """Play a game in the front end that was asked for, line by line where there is no screen; close it at the end."""
    if not (arguments.jsonl or arguments.plain) and terminal.can_show_full_screen():
        return import_screen().open_game_page(game, arguments.lang)
    try:
        if arguments.jsonl:
            JsonlGame(game, sys.stdin, sys.stdout).play()
        else:
            session_loop.play_session(game, sys.stdin, _build_plain_page(), terminal.build_keeper())
    finally:
        game.close()
    return 0


def _build_plain_page() -> PlainPage:
    echo = not sys.stdin.isatty()
    return PlainPage(sys.stdout, terminal.measure_line_width(), echo=echo, wipe=terminal.build_wipe_sequence())
