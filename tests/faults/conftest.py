"""A save of the small crisis, played by the same player each time, and processes that suffer for us."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from game.content.compiler import Loaded, load
from game.playthrough import library
from tests.faults import player

SCRIPT = Path(player.__file__)


@pytest.fixture(scope="session")
def small() -> Loaded:
    return load(player.SMALL)


@pytest.fixture(scope="session")
def expected(small) -> list[str]:
    """The states after each answer of the undisturbed play."""
    return player.whole_play(small)


@pytest.fixture
def game(small, tmp_path) -> library.Game:
    """A game that has just begun, with its save."""
    game = library.start(small, player.SETUP, tmp_path / "saves")
    assert not game.trouble
    yield game
    game.close()


@pytest.fixture
def played(small, tmp_path) -> Path:
    """The save of a whole play."""
    game = library.start(small, player.SETUP, tmp_path / "saves")
    while game.session.prompt:
        player.answer(game.session)
        game.save()
    game.close()
    return game.path


@pytest.fixture
def suffer(tmp_path) -> Callable[[str, int], dict[str, int]]:
    """Run so many rounds of a disaster and return its counts."""

    def run(what: str, rounds: int, seed: int = 1) -> dict[str, int]:
        command = [sys.executable, str(SCRIPT), what, str(tmp_path), str(rounds), str(seed)]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=500)
        assert done.returncode == 0, done.stderr
        counts = json.loads(done.stdout)
        print(what, counts)
        return counts

    return run
