"""The game in a real terminal (a pty, read by a terminal emulator): a whole game, and every way of leaving."""

import os
import re
import signal
import sys
from pathlib import Path
from types import SimpleNamespace

import pexpect
import pyte
import pytest

from game.cli.errors import UsageError
from game.cli.terminal import can_show_full_screen
from game.playthrough.saves import list_save_summaries

SMALL = Path(__file__).parents[1] / "scenarios" / "small"
PATIENCE = 30
"""Seconds after which a screen that does not come is given up; a busy machine is slow."""

MODES = {"1049": False, "1000": False, "1002": False, "1003": False, "1006": False, "2004": False, "25": True}
"""The private modes of a terminal, and how each must be left."""


class Terminal:
    """A terminal of 80 by 24 with the game in it."""

    def __init__(self, home: Path, *arguments: str, command: tuple[str, list[str]] | None = None, **more: str) -> None:
        environment = {**os.environ, "TANDEM_HOME": str(home), "TERM": "xterm-256color", "LANG": "en_US.UTF-8", **more}
        program, words = command or (sys.executable, ["-m", "game", *arguments])
        self.child = pexpect.spawn(program, words, env=environment, dimensions=(24, 80), timeout=PATIENCE)
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


@pytest.mark.parametrize(
    "term", ["dumb", *(pytest.param(term, marks=pytest.mark.long) for term in ("DUMB", "unknown"))]
)
@pytest.mark.long
def test_a_terminal_that_cannot_place_its_cursor_is_played_line_by_line(tmp_path, term):
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


def put_streams(monkeypatch, no_terminal: str = "") -> None:
    """Make the three streams a usual terminal's, but for one of them."""
    monkeypatch.setenv("TERM", "xterm-256color")
    for name in ("stdin", "stdout", "stderr"):
        monkeypatch.setattr(sys, name, SimpleNamespace(isatty=lambda name=name: name != no_terminal))


TERMS = {None: True, "": True, "xterm-256color": True, "vt100": True, "alacritty": True, "my-own": True}
TERMS |= {"dumb": False, "DUMB": False, " dumb": False, "unknown": False, "Unknown": False, "network": False}


@pytest.mark.parametrize(("term", "full"), TERMS.items())
def test_only_a_terminal_that_cannot_place_its_cursor_is_for_lines(monkeypatch, term, full):
    put_streams(monkeypatch)
    monkeypatch.delenv("TERM", raising=False)
    if term is not None:
        monkeypatch.setenv("TERM", term)
    assert can_show_full_screen() is full


@pytest.mark.parametrize("name", ["stdin", "stdout", "stderr"])
def test_a_stream_that_is_no_terminal_is_for_lines(monkeypatch, name):
    put_streams(monkeypatch, name)
    assert not can_show_full_screen()


@pytest.mark.long
def test_without_term_the_screen_opens_as_in_every_shell_of_windows(tmp_path):
    command = ["-u", "TERM", sys.executable, "-m", "game", "play", str(SMALL), "--as", "ceo", "--seed", "7"]
    game = Terminal(tmp_path, command=("/usr/bin/env", command))
    game.wait_for("What does support say?")
    leave_by_key(game)
    assert game.end() == 0
    assert game.left_clean()


WRONG = [
    ("TEXTUAL_COLOR_SYSTEM", "purple"),
    ("TEXTUAL_COLOR_SYSTEM", ""),
    ("TEXTUAL_DRIVER", "nothing.there:Driver"),
    ("TEXTUAL_DRIVER", "pathlib"),
    ("TEXTUAL_DRIVER", "pathlib:Path"),
    ("TEXTUAL_DRIVER", ""),
    ("TEXTUAL_LOG", "/nowhere/a.log"),
]


@pytest.mark.parametrize(("name", "value"), WRONG)
def test_a_variable_that_keeps_the_screen_from_opening_is_named(monkeypatch, name, value):
    put_streams(monkeypatch)
    monkeypatch.setenv(name, value)
    with pytest.raises(UsageError, match=name):
        can_show_full_screen()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TEXTUAL_COLOR_SYSTEM", "256"),
        ("TEXTUAL_DRIVER", "textual.drivers.web_driver:WebDriver"),
        ("TEXTUAL_LOG", "a.log"),
    ],
)
def test_a_variable_that_the_screen_understands_is_let_be(monkeypatch, tmp_path, name, value):
    monkeypatch.chdir(tmp_path)
    put_streams(monkeypatch)
    monkeypatch.setenv(name, value)
    assert can_show_full_screen()


@pytest.mark.long
@pytest.mark.parametrize(("name", "value"), [WRONG[0], WRONG[2], WRONG[-1]])
def test_a_wrong_variable_is_one_sentence_and_code_2(tmp_path, name, value):
    game = Terminal(tmp_path, "play", str(SMALL), "--as", "ceo", **{name: value})
    assert game.end() == 2
    assert f"can't be opened with {name}=" in game.text
    assert "broke inside" not in game.text
    assert not list(tmp_path.rglob("*.tandem")), "no game was begun"


@pytest.mark.long
def test_lines_are_as_wide_as_the_terminal_whatever_is_exported(tmp_path):
    environment = {**os.environ, "TANDEM_HOME": str(tmp_path), "TERM": "dumb", "COLUMNS": "200"}
    command = ["-m", "game", "play", str(SMALL), "--as", "ceo", "--plain"]
    child = pexpect.spawn(
        sys.executable, command, env=environment, timeout=PATIENCE, encoding="utf-8", dimensions=(24, 40)
    )
    child.expect("Number: ")
    lines = child.before.splitlines()
    child.close(force=True)
    assert 30 < max(map(len, lines)) <= 40
