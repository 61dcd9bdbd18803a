"""Two people from the command line: at a real terminal behind the lock, and the other ways to sit down again."""

import os
import sys
from pathlib import Path

import pexpect
import pytest

from game.playthrough.saves import saves

SMALL = Path(__file__).parents[1] / "scenarios" / "small"
WIPE = b"\x1b[2J\x1b[3J\x1b[H"
PRIVATE = ("You promised the sales team a bonus", "You see Mai", "What you want:")


@pytest.fixture
def played(tandem, small):
    """A finished game of one person, as CEO."""
    tandem("play", small, "--plain", "--as", "ceo", "--seed", "7", typed="1\n" * 60)
    return saves()[0].id


@pytest.fixture
def terminal(home):
    environment = {**os.environ, "TANDEM_HOME": str(home), "TERM": "xterm-256color", "LANG": "en_US.UTF-8"}
    command = ["-m", "game", "play", str(SMALL), "--pair", "--plain", "--seed", "7"]
    child = pexpect.spawn(sys.executable, command, env=environment, dimensions=(60, 80), timeout=30)
    yield child
    child.close(force=True)


def test_at_a_terminal_a_private_view_is_wiped_with_its_scrollback(terminal):
    terminal.expect_exact("presses Enter:")
    before = terminal.before
    terminal.sendline("")
    terminal.expect_exact("Number:")
    view = terminal.before
    terminal.sendline("1")
    terminal.expect_exact("It is done")
    after = terminal.before
    assert not [text for text in PRIVATE if text.encode() in before]
    assert WIPE in view
    assert all(text.encode() in view.split(WIPE)[1].replace(b"\r\n", b" ") for text in PRIVATE)
    assert WIPE in after
    assert not [text for text in PRIVATE if text.encode() in after.split(WIPE)[1].replace(b"\r\n", b" ")]


def test_the_keys_of_the_finals_are_not_shown(terminal):
    for _ in range(40):
        asked = terminal.expect_exact(
            ["presses Enter:", "0 for none:", "both keys, then Enter:", "Number:", "'s number:"]
        )
        if asked == 2:
            break
        terminal.sendline(("", "0", "", "1", "1")[asked])
    terminal.sendline("1 9")
    terminal.expect_exact(["settles on", "Both settle"])
    assert b"1 9" not in terminal.before


def test_two_names_and_a_save_that_knows_them(tandem, small):
    done = tandem("play", small, "--pair", "--plain", "--names", "Linh", "Tuấn", typed="\n1\n")
    assert done.code == 0
    assert "CEO Linh, CTO Tuấn" in tandem("saves", "list").out
    assert "presses Enter:" in tandem("continue").out


def test_a_game_for_two_goes_on_in_the_other_language(tandem, small):
    tandem("play", small, "--pair", "--plain", typed="\n1\n")
    assert "Mời Hà ngồi vào" in tandem("continue", "--lang", "vi").out


def test_a_debrief_half_way_tells_nothing(tandem, small):
    tandem("play", small, "--pair", "--plain", "--seed", "7", typed="\n1\n\n1\n\n1\n\n1\n0\n")
    told = tandem("debrief", saves()[0].id).out
    assert "theirs until the end" in told
    assert len(told.splitlines()) < 6


def test_the_other_side_has_the_same_luck(tandem, played):
    tandem("play", "--swap", played, "--plain", typed="1\n")
    (again,) = (save for save in saves() if save.id != played)
    assert again.seats == {"ceo": "partner", "cto": "human"}
    shown = [tandem("saves", "show", save).out.splitlines()[0].split()[-1] for save in (played, again.id)]
    assert shown == ["7", "7"]


def test_a_ghost_sits_across_and_the_debrief_says_so(tandem, played):
    done = tandem("play", "--ghost", played, "--plain", typed="1\n" * 60)
    assert done.code == 0
    (again,) = (save for save in saves() if save.id != played)
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
    assert not saves()


def test_the_ghost_of_two_people_needs_a_chair_and_an_end(tandem, small):
    tandem("play", small, "--pair", "--plain", typed="\n1\n")
    open_game = saves()[0].id
    assert tandem("play", "--ghost", open_game, "--as", "ceo", "--plain").code == 1
