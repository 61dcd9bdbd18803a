"""Whatever ends the game or is done to its terminal: the terminal is left clean, and the save is whole."""

import os
import shlex
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from game.playthrough.saves import saved_game
from game.playthrough.saves.journal import JournalError
from tests.cli.test_terminal import PATIENCE, SMALL, Terminal, decide, go_on, leave_by_key, start

PLAY = [sys.executable, "-m", "game", "play", str(SMALL), "--as", "ceo", "--seed", "7"]


@pytest.fixture
def home(tmp_path) -> Path:
    return tmp_path


@pytest.fixture
def terminal(home):
    opened = []

    def open_terminal(*arguments: str, **environment: str) -> Terminal:
        opened.append(Terminal(home, *arguments, **environment))
        return opened[-1]

    yield open_terminal
    for one in opened:
        one.child.close(force=True)


def answers_kept(home: Path) -> int:
    """How many answers the only save holds; it is opened to go on with it, so it is whole and its lock is free."""
    (save,) = (home / "saves").glob("*.tandem")
    game = saved_game.resume_game(save)
    game.close()
    assert game.torn is None
    return game.saved


SIGNALS = [signal.SIGQUIT, signal.SIGTERM, signal.SIGHUP, signal.SIGINT]


@pytest.mark.long
@pytest.mark.parametrize("number", SIGNALS)
def test_a_signal_leaves_the_terminal_clean_and_the_save_whole(terminal, home, number):
    game = start(terminal)
    decide(game)
    game.child.kill(number)
    assert game.end() in (0, 130)
    assert game.left_clean()
    assert b"Traceback" not in game.raw
    assert answers_kept(home) == 1


@pytest.mark.long
def test_a_terminal_that_is_closed_ends_the_game_and_keeps_the_save(terminal, home):
    game = start(terminal)
    decide(game)
    game.child.ptyproc.fileobj.close()
    assert ended(game.child.pid)
    game.child.terminated = game.child.ptyproc.terminated = True
    game.child.closed = game.child.ptyproc.closed = True
    assert answers_kept(home) == 1


def ended(pid: int) -> bool:
    """Wait for a child that has lost its terminal."""
    waiting = signal.signal(signal.SIGALRM, lambda *_: os.kill(pid, signal.SIGKILL))
    signal.alarm(PATIENCE)
    try:
        _, status = os.waitpid(pid, 0)
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, waiting)
    return os.waitstatus_to_exitcode(status) != -signal.SIGKILL


@pytest.mark.long
def test_a_terminal_of_one_cell_and_back_again_changes_nothing(terminal, home):
    game = start(terminal)
    asked = decide(game)
    for rows, columns in ((1, 1), (2, 200), (60, 3), (1, 1), (24, 80)):
        game.child.setwinsize(rows, columns)
        game.screen.resize(rows, columns)
        game.settle()
        game.child.send("\x1b[6~\x1b[B2")  # page down, down, a digit: nothing may be committed by them
        game.settle()
    game.child.send("\x1b[H")
    assert asked.splitlines()[0] in game.settle()
    leave_by_key(game)
    assert game.end() == 0
    assert game.left_clean()
    assert b"Traceback" not in game.raw
    assert answers_kept(home) == 1


@pytest.mark.long
@pytest.mark.parametrize("environment", [{"NO_COLOR": "1"}, {"TERM": "vt100"}, {"TERM": "linux", "COLORTERM": ""}])
def test_a_terminal_without_colours_is_played_on_and_left_clean(terminal, home, environment):
    game = start(lambda *arguments: terminal(*arguments, **environment))
    decide(game)
    leave_by_key(game)
    assert game.end() == 0
    assert game.left_clean()
    assert answers_kept(home) == 1


def without_terminal(home: Path, stdin: int | None, **more: object) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "TANDEM_HOME": str(home)}
    return subprocess.run(
        PLAY, env=environment, stdin=stdin, capture_output=True, text=True, check=False, timeout=PATIENCE, **more
    )


@pytest.mark.long
def test_without_input_the_game_ends_by_itself(home):
    done = without_terminal(home, subprocess.DEVNULL)
    assert done.returncode == 0
    assert "Traceback" not in done.stderr
    assert "\x1b" not in done.stdout


@pytest.mark.long
def test_with_its_standard_input_closed_the_game_ends_by_itself(home):
    done = without_terminal(home, None, preexec_fn=lambda: os.close(0))
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    assert "broke inside" not in done.stderr


def heed_signals() -> None:
    """What a shell starts in the background ignores SIGINT, what nohup starts SIGHUP, and so would their children."""
    for number in (signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)


@pytest.mark.long
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_between_two_lines_keeps_what_was_answered(home, number):
    environment = {**os.environ, "TANDEM_HOME": str(home)}
    with subprocess.Popen(
        PLAY,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        preexec_fn=heed_signals,  # noqa: PLW1509 -- nothing else runs here
    ) as game:
        game.stdin.write("1\n")
        game.stdin.flush()
        said = ""
        while "sacrifice" not in said:
            said += game.stdout.readline()
        game.send_signal(number)
        game.wait(timeout=PATIENCE)
        said += game.stdout.read()
    assert "Traceback" not in said
    assert answers_kept(home) == 1
    if number == signal.SIGINT:
        assert "tandem continue" in said


def start_as_nohup_does() -> None:
    """Ignore SIGHUP; what a shell has started in the background ignores SIGQUIT too, and so would its children."""
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    signal.signal(signal.SIGQUIT, signal.SIG_DFL)


@pytest.mark.long
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGQUIT, signal.SIGKILL])
def test_under_nohup_the_save_is_held_while_the_game_lives_and_free_once_it_is_ended(home, number):
    environment = {**os.environ, "TANDEM_HOME": str(home), "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        PLAY,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        preexec_fn=start_as_nohup_does,  # noqa: PLW1509 -- nothing else runs here
    ) as game:
        game.stdin.write("1\n")
        game.stdin.flush()
        while "sacrifice" not in game.stdout.readline():
            assert game.poll() is None
        game.send_signal(signal.SIGHUP)
        with pytest.raises(JournalError, match="another window is playing this save"):
            answers_kept(home)
        assert game.poll() is None
        game.send_signal(number)
        game.wait(timeout=PATIENCE)
    assert answers_kept(home) == 1


ONE = ["--as", "ceo"]
TWO = ["--pair", "--names", "Linh", "Tuấn"]


@pytest.mark.long
@pytest.mark.parametrize(
    ("words", "until"),
    [
        (ONE, "What does support say?"),
        ([*ONE, "--plain"], "Number:"),
        (TWO, "Who leads"),
        ([*TWO, "--plain"], "presses Enter:"),
    ],
)
def test_a_hangup_ends_the_game_at_a_terminal_though_it_was_told_to_ignore_it(home, words, until):
    """As under nohup: nobody can answer any more, and the save must not stay locked."""
    command = shlex.join([sys.executable, "-m", "game", "play", str(SMALL), "--seed", "7", *words])
    game = Terminal(home, command=("sh", ["-c", f"trap '' HUP; exec {command}"]))
    game.wait_for(until)
    if words is TWO:
        game.child.send("\r\r\r\r")
    if words[:2] == ONE:
        decide(game) if words == ONE else game.child.send("1\r")
    game.settle()
    game.child.kill(signal.SIGHUP)
    assert game.end() in (0, 128 + signal.SIGHUP)
    assert game.left_clean()
    assert b"Traceback" not in game.raw
    for save in (home / "saves").glob("*.tandem"):
        saved_game.resume_game(save).close()
    assert "--pair" in words or answers_kept(home) == 1


def seats_of_two(terminal) -> Terminal:
    game = terminal("play", str(SMALL), "--pair", "--seed", "7")
    game.wait_for("Who leads")
    game.settle()
    return game


TYPED = {
    "Hề": b"He\x08\xc3\xaa\x08\xe1\xbb\x81",
    "Dương": b"Duong\x7f\x7f\x7f\x7f\xc6\xb0\xc6\xa1ng",
    "Xuân!": b"Xy\x7f\x1b[200~u\xc3\xa2n\x1b[201~!",
    "Nhà": b"Nha\x7f\xc3\xa0",
}


@pytest.mark.long
def test_what_an_input_method_writes_in_one_go_is_the_name(terminal):
    game = seats_of_two(terminal)
    for name, typed in TYPED.items():
        assert name not in game.text
        game.child.send(b"\x7f" * 20 + typed)
        game.wait_for(name)


@pytest.mark.long
def test_a_name_enter_and_another_name_in_one_go_are_two_names(terminal):
    game = seats_of_two(terminal)
    game.child.send(b"\x7f" * 20 + b"Linh\rTuan")
    game.wait_for("Tuan")
    shown = game.settle()
    assert "Linh" in shown
    assert "LinhTuan" not in shown


STRAYS = [b"\xe9\xff", b"\x1b]11;rgb:1111/2222/1111\x1b\\", b"\x1b[?62;1c", b"\x9b1;2c"]


@pytest.mark.long
def test_what_no_key_sends_presses_none(terminal, home):
    game = start(terminal)
    shown = game.settle()
    for stray in STRAYS:
        game.child.send(stray)
        assert game.settle() == shown, stray
    decide(game)
    leave_by_key(game)
    assert game.end() == 0
    assert answers_kept(home) == 1


@pytest.mark.long
def test_the_size_is_the_terminals_whatever_is_exported(terminal):
    game = start(lambda *arguments: terminal(*arguments, COLUMNS="40", LINES="10"))
    assert "What does support say?" in game.text


def resize(game: Terminal, columns: int, rows: int) -> None:
    game.child.setwinsize(rows, columns)
    game.screen.resize(rows, columns)


@pytest.mark.long
def test_a_window_that_is_too_small_goes_on_line_by_line_and_back_in_the_same_save(terminal, home):
    game = start(terminal)
    decide(game)
    resize(game, 60, 20)
    game.wait_for("Enter goes on line by line")
    game.child.send("\r")
    game.wait_for("Number:")
    assert game.left_clean()
    game.child.send("1\r")
    game.wait_for("It is done", "Number:")
    game.settle()
    game.child.send("f\r")
    game.wait_for("This terminal has 60 by 20;")
    resize(game, 80, 24)
    game.child.send("f\r")
    game.wait_for("esc menu")
    game.settle()
    game.child.send("\r")
    game.settle()
    leave_by_key(game)
    assert game.end() == 0
    assert game.left_clean()
    assert b"Traceback" not in game.raw
    assert answers_kept(home) == 2


@pytest.mark.long
def test_two_people_go_on_line_by_line_at_the_lock(terminal, home):
    game = terminal("play", str(SMALL), "--pair", "--seed", "7")
    game.wait_for("Who leads")
    game.settle()
    for _ in range(12):
        if "opens" in game.text and "look away" in game.settle():
            break
        game.child.send("\r")
        game.settle()
    resize(game, 60, 20)
    game.wait_for("Enter goes on line by line")
    game.child.send("\r")
    game.wait_for("presses Enter:")
    game.settle()
    game.child.send("f\r")
    game.wait_for("This terminal has 60 by 20;")
    assert "presses Enter:" in game.settle().splitlines()[-1] or game.wait_for("presses Enter:")
    resize(game, 80, 24)
    game.child.send("f\r")
    game.wait_for("F1 help", "opens")
    leave_by_key(game)
    assert game.end() == 0
    assert b"Traceback" not in game.raw


def in_a_shell(home: Path) -> Terminal:
    """A shell with job control, in which the game was begun."""
    game = Terminal(home, command=(BASH, ["--norc", "--noprofile", "--noediting", "-i"]), PS1="$? shell> ")
    game.wait_for("shell>")
    game.child.send(shlex.join(PLAY) + "\r")
    game.wait_for("What does support say?")
    game.settle()
    return game


BASH = shutil.which("bash") or ""
CTRL_Z = {"a byte": b"\x1a", "kitty protocol, CSI 122 ; 5 u": b"\x1b[122;5u"}


@pytest.mark.long
@pytest.mark.skipif(not BASH, reason="there is no shell with job control")
@pytest.mark.parametrize("ctrl_z", CTRL_Z.values(), ids=CTRL_Z)
def test_ctrl_z_goes_to_the_shell_and_fg_comes_back_to_the_same_place(home, ctrl_z):
    game = in_a_shell(home)
    asked = game.text.splitlines()
    game.child.send(ctrl_z + b"1\r\r")  # too early for the shell, and not meant for the game
    game.wait_for("Stopped")
    assert game.left_clean()
    game.child.send("echo typed for the she''ll\r")
    game.wait_for("typed for the shell")
    game.child.send("bg\r")  # it may not touch the terminal from behind
    game.settle()
    game.child.send("echo still the she''ll\r")
    game.wait_for("still the shell")
    game.screen.reset()
    game.child.send("fg\r")
    game.wait_for("What does support say?")
    assert game.settle().splitlines() == asked
    decide(game)
    leave_by_key(game)
    game.wait_for("0 shell>")
    assert game.left_clean()
    game.child.send("exit\r")
    assert game.end() == 0
    assert answers_kept(home) == 1


@pytest.mark.long
def test_ctrl_z_where_no_shell_waits_stops_nothing_and_says_so(terminal, home):
    game = start(terminal)
    game.child.send(b"\x1a1")
    game.wait_for("There is no shell here")
    game.settle()
    game.child.send("\r")
    go_on(game)
    leave_by_key(game)
    assert game.end() == 0
    assert answers_kept(home) == 1


FAULTS = {
    "_get_terminal_size": "def fail(*_): raise ValueError('the size')",
    "_pass_on": "def fail(*_): raise ValueError('the keys')",
}


@pytest.mark.long
@pytest.mark.parametrize("name", FAULTS)
def test_whatever_the_driver_raises_is_one_sentence_and_code_2(home, name):
    code = f"import sys; from game.cli import main; from game.tui.terminal import TerminalDriver\n{FAULTS[name]}\n"
    code += f"TerminalDriver.{name} = fail; sys.exit(main(sys.argv[1:]))"
    game = Terminal(home, command=(sys.executable, ["-c", code, *PLAY[3:]]))
    game.settle()
    while not game.over:
        game.child.send("x")
        game.settle()
    assert game.end() == 2
    assert "broke inside (ValueError)" in game.text
    assert b"Traceback" not in game.raw
    assert game.left_clean()


@pytest.mark.long
def test_a_terminal_that_is_gone_without_a_signal_ends_the_game(home):
    """As under `setsid`, where it is nobody's controlling terminal and nothing hangs up."""
    ours, theirs = os.openpty()
    environment = {**os.environ, "TANDEM_HOME": str(home), "TERM": "xterm-256color"}
    streams = {"stdin": theirs, "stdout": theirs, "stderr": theirs}
    with subprocess.Popen(PLAY, env=environment, start_new_session=True, **streams) as game:
        os.close(theirs)
        painted = b""
        while b"support say" not in painted:
            painted += os.read(ours, 65536)
        os.close(ours)
        assert game.wait(timeout=PATIENCE) == 0
    assert answers_kept(home) == 0


@pytest.mark.long
def test_no_key_is_written_to_a_log_whatever_is_exported(terminal, home, monkeypatch):
    monkeypatch.chdir(home)
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    game = start(lambda *arguments: terminal(*arguments, TEXTUAL_DEBUG="1"))
    decide(game)
    leave_by_key(game)
    assert game.end() == 0
    assert not list(home.glob("*.log"))
