"""The table is laid for one or for two, and anew whenever somebody gets up or sits down."""

from typing import TextIO

from game.plain.page import PlainPage
from game.plain.pair import PlainPairGame
from game.plain.private_screen import PrivateScreen
from game.plain.seat_change import SeatsChangedError
from game.plain.solo import PlainGame
from game.playthrough.saves.saved_game import Game


def play_session(game: Game, source: TextIO, page: PlainPage, keeper: PrivateScreen | None = None) -> bool:
    """Play on from where the session stands; return whether play came to its end."""
    while True:
        pair = game.session.pair
        try:
            return (PlainPairGame(game, source, page, keeper) if pair else PlainGame(game, source, page)).play()
        except SeatsChangedError:
            page.clear() if game.session.pair else page.write_gap()  # whoever sits down reads nothing of the other's
