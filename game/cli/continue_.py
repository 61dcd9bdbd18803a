"""`tandem continue`: continue a saved game at the question where it was left."""

import argparse

from game.cli.lookup import resume_save
from game.cli.play import declare_front_ends, show_game
from game.locales import _, current_language, set_language


def declare_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `tandem continue`."""
    parser.add_argument("save", nargs="?", default="", metavar="SAVE", help=_("its id or file; else the newest"))
    parser.add_argument(
        "--edited",
        nargs="?",
        const="",
        metavar="SCENARIO",
        help=_("with the crisis as it is now, as far as the answers lead; the save itself stays"),
    )
    declare_front_ends(parser)
    parser.set_defaults(run=continue_game)


def continue_game(arguments: argparse.Namespace) -> int:
    """Open a saved game, in the language of `--lang`, else its own."""
    game = resume_save(arguments.save, arguments.edited)
    set_language(arguments.lang or game.session.language)
    game.session.language = current_language()
    return show_game(game, arguments)
