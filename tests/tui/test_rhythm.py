"""Whole games in keys: how many a candid play takes, without a letter, and with every Enter pressed twice."""

from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest

from game.analysis.simulation.bots import BOTS
from game.playthrough.pair import list_pick_keys
from game.tui.debrief.ending import EndingPage
from game.tui.play.page import PlayPage
from game.tui.play.question_steps import FACT_LETTERS, DecideStep, QuestionStep, SayStep
from tests.tui.stage import Clock, crisis, opened, press, table, table_of_two
from tests.tui.two import Hands

MOST = 85
"""Keys of a candid play, from the first scene to the ending."""
ENTRUSTED = Path(__file__).parents[2] / "scenarios"


class Player:
    """One person who plays as the candid bot does: says what it says, guesses in each joint scene, takes coffees."""

    def __init__(self, pilot, *, letters: bool = True, twice: bool = False) -> None:
        self.pilot, self.letters, self.twice = pilot, letters, twice
        self.pressed: list[str] = []

    async def play(self) -> None:
        """Press what each page asks for, to the ending."""
        while isinstance(self.pilot.app.screen, PlayPage):
            assert len(self.pressed) < 400
            for key in list(self.list_keys(self.pilot.app.screen)):
                await self.press(key)
        assert isinstance(self.pilot.app.screen, EndingPage)

    async def press(self, key: str) -> None:
        """Press a key a second after the one before; an Enter perhaps twice, at once."""
        if isinstance(self.pilot.app.clock, Clock):
            self.pilot.app.clock.now += 1
        self.pressed.append(key)
        await press(self.pilot, f"{key} {key}" if self.twice and key == "enter" else key)

    def list_keys(self, page: PlayPage) -> Iterator[str]:
        """Yield the keys of a page."""
        step, session = page.step, page.session
        if not isinstance(step, (QuestionStep, SayStep)):
            yield "enter"
            return
        answer = BOTS["candid"](session)
        if isinstance(step, (DecideStep, SayStep)):
            yield from self.list_fact_keys(len(step.facts.ids))
        if isinstance(step, QuestionStep):
            yield from self.list_pick_keys(step, answer)
        yield "enter"
        if step.ask_once_more():
            step.once_more = False
            yield "enter"

    def list_fact_keys(self, facts: int) -> Iterator[str]:
        """Yield the keys that say all of so many facts: a letter each, or Space on it."""
        if self.letters:
            yield from FACT_LETTERS[:facts]
            return
        for place in range(facts):
            yield from ("down", "space") if place else ("space",)

    def list_pick_keys(self, step: QuestionStep, answer) -> Iterator[str]:
        """Yield the digits of an answer and of a guess; none where Enter alone says it."""
        ids = [choice.id for choice in step.prompt.choices]
        what = next(value for field, value in answer.items() if field != "confidence")
        wanted = (0 if what else 1) if step.prompt.kind == "sit" else ids.index(what)
        if wanted != step.caret:
            yield str(wanted + 1)
        if answer.get("confidence") == "sure" and step.prompt.joint:
            yield str(wanted + 1)
        if step.guesses.keys:
            yield list_pick_keys("cto", len(ids))[0]
        step.caret = step.caret if wanted != step.caret else wanted


async def keys_of(home, chair: str, seed: int, size=(80, 24), **more) -> list[str]:
    """The keys of a candid play."""
    game = table(home, chair, seed=seed, mode="standard", **more)
    async with opened(game, size) as pilot:
        player = Player(pilot)
        await player.play()
        return player.pressed


@pytest.mark.long
async def test_a_candid_play_of_the_small_crisis_takes_few_keys(tmp_path):
    assert len(await keys_of(tmp_path, "ceo", 7)) <= MOST


@pytest.mark.long
@pytest.mark.parametrize(("name", "seeds"), [("launch-day-red", 5), ("the-third-candidate", 2)])
async def test_a_candid_play_takes_at_most_85_keys(tmp_path, name, seeds):
    counts = []
    for chair in ("ceo", "cto"):
        for seed in range(1, seeds + 1):
            keys = await keys_of(tmp_path / f"{chair}{seed}", chair, seed, loaded=crisis(ENTRUSTED / name))
            counts.append(len(keys))
    assert median(counts) <= MOST, counts


def is_letter(key: str) -> bool:
    return len(key) == 1 and key.isalpha()


@pytest.mark.long
@pytest.mark.parametrize("chair", ["ceo", pytest.param("cto", marks=pytest.mark.long)])
async def test_a_game_is_played_to_its_end_without_a_letter(tmp_path, chair):
    async with opened(table(tmp_path, chair)) as pilot:
        player = Player(pilot, letters=False)
        await player.play()
        assert "space" in player.pressed, "something was said"
        assert not list(filter(is_letter, player.pressed))


@pytest.mark.long
@pytest.mark.parametrize("chair", ["ceo", pytest.param("cto", marks=pytest.mark.long)])
async def test_every_enter_pressed_twice_decides_nothing_else(tmp_path, chair):
    answered = []
    for twice in (False, True):
        game = table(tmp_path / str(twice), chair)
        game.clock, game.settle = Clock(), 0.25
        async with opened(game) as pilot:
            await Player(pilot, twice=twice).play()
            answered.append([record.move for record in game.game.session.records])
    assert answered[0] == answered[1]


class CarefulHands(Hands):
    """Two people who press a key a second, every Enter twice at once, and no letter."""

    async def press(self, keys: str) -> None:
        for key in keys.split():
            assert key == "open" or not is_letter(key)
            self.pilot.app.clock.now += 1
            await super().press("enter enter" if key == "enter" else key)


@pytest.mark.long
async def test_two_play_to_the_end_without_a_letter_and_with_every_enter_pressed_twice(tmp_path):
    answered = []
    for hands in (Hands, CarefulHands):
        game = table_of_two(tmp_path / hands.__name__)
        game.settle = 0.25 if hands is CarefulHands else 0
        async with opened(game) as pilot:
            players = hands(pilot)
            for _ in range(400):
                if not isinstance(pilot.app.screen, PlayPage):
                    break
                await players.on()
            assert isinstance(pilot.app.screen, EndingPage)
            answered.append([(record.move.chair, record.move.kind) for record in game.game.session.records])
    assert answered[0] == answered[1]
