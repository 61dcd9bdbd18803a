"""Games of the small crisis, played in memory with saves in a folder of their own."""

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from game import locales
from game.content.compiler import load_scenario
from game.plain.page import PlainPage
from game.plain.solo import PlainGame
from game.playthrough.saves import saved_game
from game.playthrough.saves.saved_game import Game
from game.playthrough.setup import Setup

SMALL = Path(__file__).parents[1] / "scenarios" / "small"
CRISIS = load_scenario(SMALL)


@pytest.fixture(autouse=True)
def _back_to_english() -> Iterator[None]:
    locales.set_language("en")
    yield
    locales.set_language("en")


@pytest.fixture
def sit_down(tmp_path) -> Callable[..., Game]:
    def start(chair: str = "ceo", seed: int = 7, language: str = "en", mode: str = "standard") -> Game:
        locales.set_language(language)
        seats = {"ceo": "partner", "cto": "partner", chair: "human"}
        return saved_game.start_game(CRISIS, Setup(seats, seed, language=language, difficulty=mode), tmp_path)

    return start


@pytest.fixture
def typed() -> Callable[..., str]:
    """Return what a person reads who types lines: `typed(game, "1", "2")`."""

    def read(game: Game, *lines: str, width: int = 78) -> str:
        out = io.StringIO()
        PlainGame(game, io.StringIO("".join(f"{line}\n" for line in lines)), PlainPage(out, width, echo=True)).play()
        return out.getvalue()

    return read
