"""`tandem debrief`: look back at a saved game."""

import argparse
import sys

from game.cli.errors import ProblemsError
from game.cli.lookup import locate_save
from game.debrief.earlier_plays import find_earlier_plays
from game.locales import LANGUAGES, _, current_language
from game.narration.debrief.report import render_debrief_text
from game.playthrough.record import DivergedError
from game.playthrough.saves.journal import JournalError, load_journal
from game.playthrough.saves.saved_game import load_scenario_copy, replay_journal


def declare_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `tandem debrief`."""
    parser.add_argument("save", metavar="SAVE", help=_("its id or file"))
    parser.add_argument("--lang", choices=list(LANGUAGES), help=_("the language"))
    parser.add_argument("--format", choices=["text"], default="text", help=_("how to print it"))
    parser.set_defaults(run=print_debrief)


def print_debrief(arguments: argparse.Namespace) -> int:
    """Print the debrief of a save, finished or not, in the current language."""
    try:
        save = locate_save(arguments.save)
        contents = load_journal(save)
        loaded = load_scenario_copy(save, contents)
        session = replay_journal(contents, loaded)
    except (JournalError, DivergedError) as error:
        raise ProblemsError(_("there is no debrief of this save: {why}", why=error)) from None
    earlier = find_earlier_plays(save, loaded) if session.prompt is None else ()
    sys.stdout.write(render_debrief_text(session, current_language(), earlier))
    return 0
