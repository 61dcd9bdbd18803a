"""A player whose machine dies, in a process of its own: `python tests/faults/player.py WHAT FOLDER ROUNDS SEED`.

It plays the small crisis in forked children that are killed at random instants, looks each time at what the disk has,
and prints the counts as JSON. `storm` kills the program; `power` also takes the disk away as it was at that instant: a
loop-mounted ext4 image is copied right after the kill, and what counts is what the copy holds. `power-unsynced` is the
same with the syncs left out, to see that the method can tell.
"""

import json
import os
import random
import select
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

from game import atomic_files
from game.analysis.simulation.bots import BOTS
from game.content.compiler import LoadedScenario, load_scenario
from game.playthrough.saves import SUFFIX, saved_game
from game.playthrough.saves.journal import JournalError
from game.playthrough.saves.saved_game import Game
from game.playthrough.session import Session
from game.playthrough.setup import Setup

SMALL = Path(__file__).parents[1] / "scenarios" / "small"
SETUP = Setup({"ceo": "human", "cto": "partner"}, 20_080)
HABIT = BOTS["candid"]
IMAGE_BYTES = 8 << 20


def answer(session: Session) -> None:
    """Answer the question of now as this player always does."""
    assert session.prompt is not None
    session.answer(session.prompt.token, HABIT(session))


def whole_play(loaded: LoadedScenario) -> list[str]:
    """Return the state after each answer of the play that nothing disturbs."""
    session = Session(loaded.scenario, loaded.texts, SETUP)
    while session.prompt:
        answer(session)
    return [record.state for record in session.records]


def play_on(game: Game, tell: int) -> None:
    """Play to the end and tell through a pipe how many answers the player saw as saved."""
    os.write(tell, bytes([game.saved]))
    while game.session.prompt:
        answer(game.session)
        os.write(tell, bytes([game.save()]))


def only_save(folder: Path) -> Path | None:
    return next(iter(sorted(folder.glob(f"*{SUFFIX}"))), None)


def killed_player(loaded: LoadedScenario, folder: Path, after: float, seated: bool = True) -> int:
    """Let a child start or go on with the save in a folder; kill it; return how many answers it saw as saved.

    It dies so many seconds after it sat down, or, where it is not to be `seated` yet, after it was born.
    """
    hear, tell = os.pipe()
    child = os.fork()
    if child == 0:
        path = only_save(folder)
        play_on(saved_game.resume_game(path) if path else saved_game.start_game(loaded, SETUP, folder), tell)
        os._exit(0)
    os.close(tell)
    if seated:
        select.select([hear], [], [], 60)
    select.select([], [], [], after)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    heard = b""
    while block := os.read(hear, 256):
        heard += block
    os.close(hear)
    return max(heard, default=0)


def found(folder: Path, expected: list[str], acknowledged: int) -> str:
    """Look at what a folder holds after a crash: `lost`, `wrong`, `refused`, `torn`, `kept`, or `nothing` yet."""
    path = only_save(folder)
    if path is None:
        return "lost" if acknowledged else "nothing"
    try:
        game = saved_game.resume_game(path)
    except JournalError as error:
        if acknowledged or error.line != 1:
            return "lost" if acknowledged else "refused"
        path.unlink()  # the program died before the header was whole; nothing was promised
        return "nothing"
    states = [record.state for record in game.session.records]
    game.close()
    if states != expected[: len(states)]:
        return "wrong"
    return "lost" if len(states) < acknowledged else "torn" if game.torn else "kept"


def undisturbed(loaded: LoadedScenario, folder: Path) -> float:
    """Return how long a whole play takes here, so that the instants can be drawn from all of it."""
    began = time.monotonic()
    game = saved_game.start_game(loaded, SETUP, folder)
    hear, tell = os.pipe()
    play_on(game, tell)
    game.close()
    for end in (hear, tell):
        os.close(end)
    shutil.rmtree(folder)
    return time.monotonic() - began


def storm(folder: Path, rounds: int, luck: random.Random) -> dict[str, int]:
    """Kill the program again and again, on one save until it is played out, then on the next."""
    loaded = load_scenario(SMALL)
    expected = whole_play(loaded)
    length = undisturbed(loaded, folder / "first")
    counts = {"rounds": rounds, "crashes on one save": 0, "answers": 0}
    table, crashes, known = folder / "0", 0, 0
    for number in range(rounds):
        known = max(known, killed_player(loaded, table, luck.uniform(0, length), seated=luck.random() < 0.7))
        outcome = found(table, expected, known)
        counts[outcome] = counts.get(outcome, 0) + 1
        crashes += 1
        counts["crashes on one save"] = max(crashes, counts["crashes on one save"])
        if known == len(expected):
            counts["answers"] += known
            table, crashes, known = folder / str(number + 1), 0, 0
    counts["answers"] += known
    return counts


def power(folder: Path, rounds: int, luck: random.Random) -> dict[str, int]:
    """Take the disk away together with the program."""
    loaded = load_scenario(SMALL)
    expected = whole_play(loaded)
    length = undisturbed(loaded, folder / "first")
    counts = {"rounds": rounds, "answers": 0}
    for number in range(rounds):
        acknowledged, outcome = _power_fails(loaded, folder / str(number), expected, luck.uniform(0, 1) * length)
        counts[outcome] = counts.get(outcome, 0) + 1
        counts["answers"] += acknowledged
    return counts


def _power_fails(loaded: LoadedScenario, folder: Path, expected: list[str], after: float) -> tuple[int, str]:
    disk, copy, mount = folder / "disk", folder / "copy", folder / "mount"
    mount.mkdir(parents=True)
    with disk.open("wb") as file:
        file.truncate(IMAGE_BYTES)
    _run("mkfs.ext4", "-q", "-F", str(disk))
    _run("mount", "-o", "loop", str(disk), str(mount))
    try:
        acknowledged = killed_player(loaded, mount / "saves", after)
        shutil.copyfile(disk, copy)
    finally:
        _run("umount", str(mount))
    _run("mount", "-o", "loop", str(copy), str(mount))
    try:
        return acknowledged, found(mount / "saves", expected, acknowledged)
    finally:
        _run("umount", str(mount))
        shutil.rmtree(folder)


def _run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True)


def hold(path: Path) -> None:
    """Open a save, say so, and keep it until killed."""
    saved_game.resume_game(path)
    print("held", flush=True)
    signal.pause()


def main(what: str, folder: str, rounds: str = "0", seed: str = "0") -> None:
    """Do what the command line asks for."""
    if what == "hold":
        hold(Path(folder))
        return
    if what == "power-unsynced":
        atomic_files.sync_file = atomic_files.sync_folder = lambda _: True
    suffer = storm if what == "storm" else power
    print(json.dumps(suffer(Path(folder), int(rounds), random.Random(int(seed)))))


if __name__ == "__main__":
    main(*sys.argv[1:])
