"""How full a large page is: no page leaves most of a large terminal black, and what little it has to say says so."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

import pytest

from game.analysis.simulation.bots import BOTS
from game.content.compiler import load_scenario
from game.playthrough.saves import saved_game
from game.playthrough.setup import Setup
from game.tui.app import TandemApp
from game.tui.app_services import AppServices
from tests.tui.ink import measure_ink, measure_void
from tests.tui.stage import SCREENS, app, opened, over, press, settled, table, table_of_two

PACK = Path(__file__).parents[2] / "scenarios"
LEAST_INK, LARGEST_VOID = 0.26, 440
FEWER: Final[Mapping[str, tuple[float, int]]] = {
    # A few rows over a page that is still there beneath, or that has only just begun.
    "palette": (0.02, 1500),
    "chairs": (0.03, 3900),
    "again": (0.03, 3900),
    # Threads and bars, which are ornament here.
    "causes": (0.15, 320),
    # The panel of one of two has the same height whatever is in it.
    "private_pledge": (0.19, 760),
    "private": (0.19, 760),
    # An author's pages, of the small crisis of the tests.
    "preview": (0.26, 480),
    "preview_scenes": (0.23, 740),
    "preview_assume": (0.25, 720),
    "preview_menu": (0.19, 520),
    "first": (0.22, 740),
    "questions": (0.26, 500),
    "what_if": (0.25, 400),
}
"""The pages that have less to say, with the ink that they have at the least and their largest void."""


def app_with_saves(home: Path, *, language: str) -> TandemApp:
    """The game of somebody who has played one crisis to its end, and is in the middle of another."""
    app(home, language=language)
    for crisis, seed, answers in (("launch-day-red", 3, None), ("minh-xin-nghi", 5, 12)):
        seats = {"ceo": "human", "cto": "partner"}
        setup = Setup(seats, seed, language=language, difficulty="standard")
        game = saved_game.start_game(load_scenario(PACK / crisis), setup, home / "saves")
        session = game.session
        while session.prompt is not None and (answers is None or len(session.records) < answers):
            session.answer(session.prompt.token, BOTS["candid"](session))
        game.save()
        game.close()
    game = TandemApp(AppServices([PACK], home / "saves"), folder=home)
    game.settle = 0
    return game


def begin(screen, home: Path, language: str, crisis: str) -> TandemApp:
    """The way to a page, in a crisis of the pack."""
    if screen.begin in (table, over, table_of_two):
        return screen.begin(home, language=language, loaded=load_scenario(PACK / crisis), seed=7)
    return (app_with_saves if screen.begin is app else screen.begin)(home, language=language)


READ_IN = (("en", "launch-day-red"), ("vi", "minh-xin-nghi"))
"""A language and a crisis: each page is measured in one, the next page in the other."""

CASES = [
    pytest.param(screen, *READ_IN[number % len(READ_IN)], id=f"{screen.name}-{READ_IN[number % len(READ_IN)][0]}")
    for number, screen in enumerate(SCREENS)
]


@pytest.mark.long
@pytest.mark.parametrize(("screen", "language", "crisis"), CASES)
async def test_no_page_is_mostly_empty(tmp_path, screen, language, crisis):
    game = begin(screen, tmp_path, language, crisis)
    least, largest = FEWER.get(screen.name, (LEAST_INK, LARGEST_VOID))
    async with opened(game, (120, 40)) as pilot:
        await press(pilot, screen.keys)
        await settled(pilot)
        assert measure_ink(game) >= least
        assert measure_void(game) <= largest
