"""`tandem debrief`: looking back at a play that was saved."""

import argparse
import sys

from game.cli import ProblemsError
from game.locales import LANGUAGES, _, language


def declare_debrief(debrief: argparse.ArgumentParser) -> None:
    """Declare `tandem debrief`."""
    debrief.add_argument("save", metavar="SAVE", help=_("its id or file"))
    debrief.add_argument("--lang", choices=list(LANGUAGES), help=_("the language"))
    debrief.add_argument("--format", choices=["text"], default="text", help=_("how to print it"))
    debrief.set_defaults(run=print_debrief)


def print_debrief(arguments: argparse.Namespace) -> int:
    """Print the debrief of a save, finished or not, in the language of the moment."""
    from game.cli.resuming import found
    from game.debrief.report import render_text
    from game.playthrough.library import DivergedError, JournalError, look

    try:
        session = look(found(arguments.save))
    except (JournalError, DivergedError) as error:
        raise ProblemsError(_("this save cannot be looked back at: {why}", why=error)) from None
    sys.stdout.write(render_text(session, language()))
    return 0


PARSERS = {"debrief": declare_debrief}
