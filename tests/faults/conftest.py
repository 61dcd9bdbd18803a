"""A save of the small crisis, played by the same player each time, and processes that suffer for us."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from game.content.compiler import LoadedScenario, load_scenario
from game.playthrough.saves import saved_game
from tests.faults import player

SCRIPT = Path(player.__file__)


@pytest.fixture(scope="session")
def small() -> LoadedScenario:
    return load_scenario(player.SMALL)


@pytest.fixture(scope="session")
def expected(small) -> list[str]:
    """The states after each answer of the undisturbed play."""
    return player.whole_play(small)


@pytest.fixture
def game(small, tmp_path) -> saved_game.Game:
    """A game that has just begun, with its save."""
    game = saved_game.start_game(small, player.SETUP, tmp_path / "saves")
    assert not game.trouble
    yield game
    game.close()


@pytest.fixture
def played(small, tmp_path) -> Path:
    """The save of a whole play."""
    game = saved_game.start_game(small, player.SETUP, tmp_path / "saves")
    while game.session.prompt:
        player.answer(game.session)
        game.save()
    game.close()
    return game.path


def _refusal(*commands: list[str]) -> str:
    """What keeps commands from being run here, one after the other; '' where nothing does."""
    for command in commands:
        try:
            done = subprocess.run(command, capture_output=True, text=True, check=False)
        except OSError as error:
            return str(error)
        if done.returncode:
            return f"{command[0]}: {(done.stderr.splitlines() or [done.returncode])[0]}"
    return ""


@pytest.fixture(scope="session")
def may_mount(tmp_path_factory) -> None:
    """Skip where no file system can be mounted."""
    place = str(tmp_path_factory.mktemp("mount"))
    refusal = _refusal(["mount", "-t", "tmpfs", "tmpfs", place], ["umount", place])
    if refusal:
        pytest.skip(f"mounting needs root and its rights; {refusal}")


@pytest.fixture(scope="session")
def may_mount_disks(tmp_path_factory) -> None:
    """Skip where no ext4 image can be loop-mounted."""
    folder = tmp_path_factory.mktemp("disk")
    disk, place = folder / "disk", folder / "place"
    place.mkdir()
    disk.write_bytes(b"\0" * player.IMAGE_BYTES)
    make, mount = ["mkfs.ext4", "-q", "-F", str(disk)], ["mount", "-o", "loop", str(disk), str(place)]
    refusal = _refusal(make, mount, ["umount", str(place)])
    if refusal:
        pytest.skip(f"a loop-mounted disk needs root, mkfs.ext4 and a loop device; {refusal}")


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
