"""The game in a real terminal (a pty, read by a terminal emulator): a whole game, and every way of leaving."""

import os
import re
import signal
import sys
from pathlib import Path

import pexpect
import pyte
import pytest

from game.playthrough.saves import list_save_summaries

SMALL = Path(__file__).parents[1] / "scenarios" / "small"
PATIENCE = 30
"""Seconds after which a screen that does not come is given up; a busy machine is slow."""

MODES = {"1049": False, "1000": False, "1002": False, "1003": False, "1006": False, "2004": False, "25": True}
"""The private modes of a terminal, and how each must be left."""


class Terminal:
    """A terminal of 80 by 24 with the game in it."""

    def __init__(self, home: Path, *arguments: str, **more: str) -> None:
        environment = {**os.environ, "TANDEM_HOME": str(home), "TERM": "xterm-256color", "LANG": "en_US.UTF-8", **more}
        command = ["-m", "game", *arguments]
        self.child = pexpect.spawn(sys.executable, command, env=environment, dimensions=(24, 80), timeout=PATIENCE)
        self.screen = pyte.Screen(80, 24)
        self._stream = pyte.ByteStream(self.screen)
        self.raw = b""
        self.over = False

    @property
    def text(self) -> str:
        return "\n".join(line.rstrip() for line in self.screen.display)

    def read(self, seconds: float) -> bool:
        """Take what the game paints; False where nothing came in so many seconds, or the game has ended."""
        try:
            painted = self.child.read_nonblocking(65536, seconds)
        except pexpect.TIMEOUT:
            return False
        except pexpect.EOF:
            self.over = True
            return False
        self.raw += painted
        self._stream.feed(painted)
        return True

    def wait_for(self, *texts: str) -> str:
        """Wait until one of these stands on the screen, and return it."""
        while True:
            found = next((text for text in texts if text in self.text), None)
            if found is not None:
                return found
            assert self.read(PATIENCE), f"none of {texts} came:\n{self.text}"

    def settle(self) -> str:
        """Wait until the screen rests, and return it."""
        while self.read(0.3):
            pass
        return self.text

    def end(self) -> int:
        """Wait for the end and return the exit code."""
        while self.read(PATIENCE):
            pass
        assert self.over, f"the game did not end:\n{self.text}"
        self.child.wait()
        return self.child.exitstatus if self.child.exitstatus is not None else -self.child.signalstatus

    def left_clean(self) -> bool:
        """Whether the alternate screen and the mouse are off and the cursor is shown."""
        for mode, on in MODES.items():
            switched = re.findall(rb"\x1b\[\?(?:[\d;]*;)?%b(?:;[\d;]*)?([hl])" % mode.encode(), self.raw)
            if switched and (switched[-1] == b"h") != on:
                return False
        return True


@pytest.fixture
def terminal(tmp_path):
    opened = []

    def open_terminal(*arguments: str) -> Terminal:
        opened.append(Terminal(tmp_path, *arguments))
        return opened[-1]

    yield open_terminal
    for one in opened:
        one.child.close(force=True)


def start(terminal) -> Terminal:
    game = terminal("play", str(SMALL), "--as", "ceo", "--seed", "7")
    game.wait_for("What does support say?")
    game.settle()
    return game


def decide(game: Terminal) -> str:
    """Take the first decision, read what came of it, and return the question that waits then."""
    game.child.send("1")
    game.settle()
    game.child.send("\r")
    return go_on(game)


def go_on(game: Terminal) -> str:
    """Read what came of the decision, and return the question that waits behind it."""
    game.wait_for("What changed")
    game.settle()
    game.child.send("\r")
    game.wait_for("what will you not sacrifice")
    return game.settle()


def leave_by_key(game: Terminal) -> None:
    game.child.sendcontrol("q")


def leave_by_term(game: Terminal) -> None:
    game.child.kill(signal.SIGTERM)


def leave_by_hangup(game: Terminal) -> None:
    game.child.kill(signal.SIGHUP)


@pytest.mark.long
@pytest.mark.parametrize("leave", [leave_by_key, leave_by_term, leave_by_hangup])
def test_leaving_in_any_way_keeps_the_place_and_the_terminal(terminal, leave):
    game = start(terminal)
    asked = decide(game)
    leave(game)
    assert game.end() == 0
    assert game.left_clean()
    assert b"Traceback" not in game.raw

    again = terminal("continue")
    assert go_on(again).splitlines()[:20] == asked.splitlines()[:20]
    leave_by_key(again)
    assert again.end() == 0


@pytest.mark.long
def test_a_whole_game_is_played_by_digits_and_enter(terminal, tmp_path):
    game = start(terminal)
    for _turn in range(150):
        game.child.send("1")
        game.settle()
        game.child.send("\r")
        game.settle()
        if list_save_summaries(tmp_path / "saves")[0].ending:
            break
    assert list_save_summaries(tmp_path / "saves")[0].ending
    leave_by_key(game)
    assert game.end() == 0
    assert game.left_clean()
    assert b"Traceback" not in game.raw


@pytest.mark.long
def test_the_home_screen_opens_and_closes(terminal):
    game = terminal()
    game.wait_for("Hà", "Tandem")
    game.settle()
    leave_by_key(game)
    assert game.end() == 0
    assert game.left_clean()


@pytest.mark.parametrize("term", ["dumb", pytest.param("", marks=pytest.mark.long)])
def test_a_dumb_terminal_is_played_line_by_line(tmp_path, term):
    environment = {**os.environ, "TANDEM_HOME": str(tmp_path), "TERM": term}
    command = ["-m", "game", "play", str(SMALL), "--as", "ceo"]
    child = pexpect.spawn(sys.executable, command, env=environment, timeout=PATIENCE, encoding="utf-8")
    child.expect("Number: ")
    child.sendline("1")
    child.expect("It is done")
    child.sendline("q")
    child.expect("tandem continue")
    child.expect(pexpect.EOF)
    assert "\x1b[?1049h" not in child.before
