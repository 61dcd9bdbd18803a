"""Two people from the command line: at a real terminal behind the lock, and the other ways to sit down again."""

import os
import signal
import sys
from pathlib import Path

import pexpect
import pytest

from game.playthrough.saves import list_save_summaries
from tests.marks import as_long

SMALL = Path(__file__).parents[1] / "scenarios" / "small"
WIPE = b"\x1b[2J\x1b[3J\x1b[H"
DIGITS = {"1 digit": "1", "2 digits": "10", "3 digits": "120", "5 digits": "10120"}
"""A pick; a pledge and no guess; a pick, sure, and no guess; all of that."""
CUES = {
    "presses Enter:": "",
    "Number:": "1",
    "or a number:": "",
    **{f"{asked}{facts}:": line for asked, line in DIGITS.items() for facts in ("", ", then facts")},
}
"""What is asked before the final picks, and a line that answers it."""
PRIVATE = ("You promised the sales team a bonus", "You see Mai", "What you want:")


@pytest.fixture
def played(tandem, small):
    """A finished game of one person, as CEO."""
    tandem("play", small, "--plain", "--as", "ceo", "--seed", "7", typed="1\n" * 60)
    return list_save_summaries()[0].id


PLAY = ["-m", "game", "play", str(SMALL), "--pair", "--plain", "--seed", "7"]


def heeding_every_signal():
    """As a shell starts a program: whoever runs the tests under `nohup` would have it ignore one."""
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT):
        signal.signal(number, signal.SIG_DFL)


@pytest.fixture
def spawned(home):
    environment = {**os.environ, "TANDEM_HOME": str(home), "TERM": "xterm-256color", "LANG": "en_US.UTF-8"}
    children = []

    def spawn(program, arguments):
        how = {"env": environment, "dimensions": (60, 80), "timeout": 30, "preexec_fn": heeding_every_signal}
        children.append(pexpect.spawn(program, arguments, **how))
        return children[-1]

    yield spawn
    for child in children:
        child.close(force=True)


@pytest.fixture
def terminal(spawned):
    return spawned(sys.executable, PLAY)


@pytest.mark.long
def test_at_a_terminal_a_private_view_is_wiped_with_its_scrollback(terminal):
    terminal.expect_exact("presses Enter:")
    before = terminal.before
    terminal.sendline("")
    terminal.expect_exact("1 digit:")
    view = terminal.before
    terminal.sendline("1")
    terminal.expect_exact(" decides: ")
    after = terminal.before
    assert not [text for text in PRIVATE if text.encode() in before]
    assert WIPE in view
    assert all(text.encode() in view.split(WIPE)[1].replace(b"\r\n", b" ") for text in PRIVATE)
    assert WIPE in after
    assert not [text for text in PRIVATE if text.encode() in after.split(WIPE)[1].replace(b"\r\n", b" ")]


@pytest.mark.long
def test_the_keys_of_the_finals_are_not_shown(terminal):
    for _ in range(40):
        asked = terminal.expect_exact([*CUES, "both keys, then Enter:"])
        if asked == len(CUES):
            break
        terminal.sendline(list(CUES.values())[asked])
    terminal.sendline("1 9")
    terminal.expect_exact(["settles on", "Both settle"])
    assert b"1 9" not in terminal.before
    assert terminal.before.startswith(b" \r\n"), "what follows begins on a line of its own"


def at_a_view(terminal):
    terminal.expect_exact("presses Enter:")
    terminal.sendline("")
    terminal.expect_exact("1 digit:")
    assert PRIVATE[0].encode() in terminal.before.replace(b"\r\n", b" ")


@pytest.mark.long
@pytest.mark.parametrize(
    "number",
    [signal.SIGHUP, *as_long(signal.SIGTERM, signal.SIGQUIT)],
)
def test_a_signal_that_ends_the_program_leaves_a_wiped_screen(terminal, number):
    at_a_view(terminal)
    terminal.kill(number)
    terminal.expect(pexpect.EOF)
    terminal.wait()
    assert terminal.before.strip().endswith(WIPE)
    assert terminal.exitstatus == 128 + number


def finds_the_lock(terminal):
    terminal.expect_exact("Closed. Anything that wasn't committed is lost.")
    woken = terminal.before
    terminal.expect_exact("presses Enter:")
    assert not [text for text in PRIVATE if text.encode() in (woken + terminal.before).replace(b"\r\n", b" ")]
    terminal.sendline("")
    terminal.expect_exact("1 digit:")
    return woken


@pytest.mark.long
def test_ctrl_z_wipes_the_screen_and_who_comes_back_finds_the_lock(spawned):
    shell = spawned("bash", ["--norc", "--noprofile", "-i"])
    shell.sendline(" ".join([sys.executable, *PLAY]))
    at_a_view(shell)
    shell.send("\x1a")
    shell.expect_exact(WIPE)
    shell.expect_exact("Stopped")
    shell.sendline("fg")
    finds_the_lock(shell)


@pytest.mark.long
def test_a_program_that_was_stopped_without_notice_wakes_up_at_the_lock(terminal):
    at_a_view(terminal)
    terminal.kill(signal.SIGSTOP)
    os.waitpid(terminal.pid, os.WUNTRACED)
    terminal.kill(signal.SIGCONT)
    assert WIPE in finds_the_lock(terminal)


def test_two_names_and_a_save_that_knows_them(tandem, small):
    done = tandem("play", small, "--pair", "--plain", "--names", "Linh", "Tuấn", typed="\n1\n")
    assert done.code == 0
    assert "Hà, CEO: Tuấn" in done.out, "each in the other's chair, as on the screen"
    assert "CEO Tuấn, CTO Linh" in tandem("saves", "list").out
    assert "presses Enter:" in tandem("continue").out


def test_a_game_for_two_goes_on_in_the_other_language(tandem, small):
    tandem("play", small, "--pair", "--plain", typed="\n1\n")
    assert "Mời Hà; Dũng quay mặt đi." in tandem("continue", "--lang", "vi").out


def test_a_debrief_half_way_tells_nothing(tandem, small):
    tandem("play", small, "--pair", "--plain", "--seed", "7", typed="\n1\n\n1\n\n1\n\n1\n0\n")
    told = tandem("debrief", list_save_summaries()[0].id).out
    assert "theirs until the end" in told
    assert len(told.splitlines()) < 6


def test_the_other_side_has_the_same_luck(tandem, played):
    tandem("play", "--swap", played, "--plain", typed="1\n")
    (again,) = (save for save in list_save_summaries() if save.id != played)
    assert again.seats == {"ceo": "partner", "cto": "human"}
    shown = [tandem("saves", "show", save).out.splitlines()[0].split()[-1] for save in (played, again.id)]
    assert shown == ["7", "7"]


def test_a_ghost_sits_across_and_the_debrief_says_so(tandem, played):
    done = tandem("play", "--ghost", played, "--plain", typed="1\n" * 60)
    assert done.code == 0
    (again,) = (save for save in list_save_summaries() if save.id != played)
    assert again.ghost == played
    assert "as in the earlier play" in tandem("debrief", again.id).out


@pytest.mark.parametrize(
    "arguments",
    [
        ("--swap", "x", "--ghost", "x"),
        ("--pair", "--as", "ceo"),
        ("--names", "Linh", "Tuấn"),
        ("--ghost", "x", "--seed", "3"),
        ("--swap", "no-such-save"),
    ],
)
def test_wishes_that_do_not_go_together_are_refused_in_one_line(tandem, arguments):
    done = tandem("play", *arguments, "--plain")
    assert done.code == 2
    assert len(done.err.splitlines()) == 1
    assert not list_save_summaries()


def test_the_ghost_of_two_people_needs_a_chair_and_an_end(tandem, small):
    tandem("play", small, "--pair", "--plain", typed="\n1\n")
    open_game = list_save_summaries()[0].id
    assert tandem("play", "--ghost", open_game, "--as", "ceo", "--plain").code == 1
