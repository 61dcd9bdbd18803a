"""How the pages of two look, in the launch day: the lock, behind it, the reveal, the talk, the countdown, the answer.

The picture of what is behind the lock is taken past the application, which would lock before anyone takes one.
"""

from pathlib import Path

import pytest
from textual.app import App

from game.tui.app import TandemApp
from game.tui.play.pair_steps import PairFinalsStep, PairRevealStep
from game.tui.play.private_steps import LockStep, PrivateStep
from game.tui.play.question_steps import AnswerStep
from tests.tui.stage import SIZES, app, crisis, press, settled, table_of_two
from tests.tui.two import Hands, at_table, differing, quiet

CASES = [("small", "en"), ("small", "vi"), ("large", "vi")]
PAGES = ("lock", "private", "reveal", "talk", "countdown", "resolution")


@pytest.fixture(scope="module")
def launch_day():
    return crisis(Path(__file__).parents[2] / "scenarios" / "launch-day-red")


async def go_to(pilot, page: str) -> None:
    """Go to a page of the third scene, in which both hold facts; where it is talked about they differ."""
    hands = Hands(pilot, finals=differing)
    while at_table(pilot).session.state.count < 3:
        await hands.on()
    match page:
        case "lock":
            await hands.first(LockStep)
        case "private":
            await hands.first(PrivateStep, joint=True)
            await press(pilot, "1 2 3 1")
        case "reveal":
            await hands.first(PairRevealStep)
        case "talk":
            await agree(hands)
        case "countdown":
            await hands.first(PairFinalsStep)
            pilot.app.clock.now += 1
            at_table(pilot).poll_clock()
        case "resolution":
            await hands.first(AnswerStep, asked="resolve")
    await settled(pilot)


async def agree(hands: Hands) -> None:
    """Let the first picks be equal, so that the best objection is voiced."""
    await hands.first(PrivateStep, joint=True)
    wanted = min(choice.id for choice in at_table(hands.pilot).step.prompt.choices)
    for _ in range(2):
        await hands.first(PrivateStep, joint=True)
        ids = [choice.id for choice in at_table(hands.pilot).step.prompt.choices]
        await press(hands.pilot, f"{ids.index(wanted) + 1} {quiet(at_table(hands.pilot).step).partition(' ')[2]}")
    await hands.first(PairRevealStep)


@pytest.mark.long
@pytest.mark.parametrize(("size", "language"), CASES)
@pytest.mark.parametrize("page", PAGES)
def test_page(snap_compare, monkeypatch, tmp_path, launch_day, page, size, language):
    monkeypatch.setattr(TandemApp, "export_screenshot", App.export_screenshot)
    players = {"ceo": "Tuấn", "cto": "Linh"} if size == "large" else {}
    game = table_of_two(tmp_path, language=language, loaded=launch_day, players=players, talk=3)

    async def there(pilot):
        await pilot.pause()
        await go_to(pilot, page)

    assert snap_compare(game, terminal_size=SIZES[size], run_before=there)


@pytest.mark.long
@pytest.mark.parametrize(("size", "language"), CASES)
def test_the_seats(snap_compare, tmp_path, size, language):
    async def there(pilot):
        await pilot.pause()
        await press(pilot, "3 L i n h enter T u ấ n enter")
        await settled(pilot)

    assert snap_compare(app(tmp_path, language=language), terminal_size=SIZES[size], run_before=there)
