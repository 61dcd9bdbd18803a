"""`tandem saves list` and `tandem debrief`: what was played."""

import argparse
import sys
from typing import TYPE_CHECKING

from game.locales import _, language, words

if TYPE_CHECKING:
    from game.playthrough.saves import Save


def declare_saves(saves: argparse.ArgumentParser) -> None:
    """Declare `tandem saves`."""
    actions = saves.add_subparsers(metavar=_("COMMAND"), required=True, dest="action")
    listing = actions.add_parser("list", help=_("list the saved games, the newest first"))
    listing.set_defaults(run=list_saves)


def list_saves(_arguments: argparse.Namespace) -> int:
    """Print one save a line: its id, when, how far, which crisis, which chair."""
    from game.playthrough.saves import saves

    found = saves()
    for save in found:
        sys.stdout.write(_line(save) + "\n")
    if not found:
        sys.stderr.write(_("No game is saved yet; tandem play starts one.") + "\n")
    return 0


def _line(save: "Save") -> str:
    if save.trouble:
        return f"{save.id}  {_('damaged: {why}', why=save.trouble)}"
    title = save.title.get(language()) or next(iter(save.title.values()), save.scenario)
    chairs = ", ".join(words.chair(chair) for chair, kind in save.seats.items() if kind == "human")
    done = _("played to its end") if save.ending else _("{n} answers", n=save.answers)
    return f"{save.id}  {save.when}  {title}  {chairs}  {done}"


PARSERS = {"saves": declare_saves}
