"""The cards of a play of two, written from its first page: a file a chair, beside the saves."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

from game.locales import _, language

if TYPE_CHECKING:
    from game.playthrough.library import Game

CARDS: Final = "cards"


def written(table: "Game", saves: Path) -> str:
    """Write both packs as pages that print a sheet a scene; tell where they lie, or why they could not be written."""
    from game.analysis.cards import packs
    from game.analysis.sheets import html
    from game.playthrough import durable
    from game.playthrough.journal import why

    setup, folder = table.session.setup, saves / CARDS
    names = []
    try:
        durable.make_folder(folder)
        for pack in packs(table.loaded, language(), setup.seed, setup.playthrough):
            names.append(f"{pack.scenario}-{pack.seed}-{pack.playthrough}-{pack.chair}.html")
            durable.put(folder / names[-1], html([pack]).encode())
    except OSError as error:
        return _("The cards cannot be written: {why}", why=why(error))
    return _("Written, a file a chair: {ceo} and {cto} in {folder}.", ceo=names[0], cto=names[1], folder=folder)
