"""The cards of a play of two, written from its first page: a file a chair, beside the saves."""

from pathlib import Path
from typing import Final

from game import atomic_files
from game.handouts.cards import build_handouts
from game.handouts.handout_layout import render_html
from game.locales import _, current_language
from game.playthrough.saves.journal import explain_os_error
from game.playthrough.saves.saved_game import Game

CARDS: Final = "cards"


def write_cards(table: Game, saves: Path) -> str:
    """Write both packs as pages that print a sheet a scene; tell where they lie, or why they could not be written."""
    setup, folder = table.session.setup, saves / CARDS
    names = []
    try:
        atomic_files.make_folder(folder)
        for pack in build_handouts(table.loaded, current_language(), setup.seed, setup.playthrough):
            names.append(f"{pack.scenario}-{pack.seed}-{pack.playthrough}-{pack.chair}.html")
            atomic_files.write_atomically(folder / names[-1], render_html([pack]).encode())
    except OSError as error:
        return _("The cards cannot be written: {why}", why=explain_os_error(error))
    return _("Written, a file a chair: {ceo} and {cto} in {folder}.", ceo=names[0], cto=names[1], folder=folder)
