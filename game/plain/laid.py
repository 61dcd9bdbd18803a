"""The table is laid for one or for two, and anew whenever somebody gets up or sits down."""

from typing import TextIO

from game.plain.chairs import SeatsChangedError
from game.plain.game import PlainGame
from game.plain.keeper import Keeper
from game.plain.page import Page
from game.plain.pair import PairGame
from game.playthrough.library import Game


def play(game: Game, source: TextIO, page: Page, keeper: Keeper | None = None) -> bool:
    """Play on from where the session stands; return whether play came to its end."""
    while True:
        pair = game.session.pair
        try:
            return (PairGame(game, source, page, keeper) if pair else PlainGame(game, source, page)).play()
        except SeatsChangedError:
            page.clear() if game.session.pair else page.gap()  # whoever sits down reads nothing of the other's
