"""Keeps a private view from other eyes at a terminal.

The view is covered before a signal ends or suspends the program, as the program resumes, and when nobody types for a
while. Whoever waits beside it, or comes to the terminal later, finds a cleared screen.
"""

import os
import signal
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Final, NoReturn, TextIO

if sys.platform != "win32":
    import termios

ENDS: Final = ("SIGTERM", "SIGHUP", "SIGQUIT")
KILLED: Final = 128
"""What is added to the number of a signal in the exit status of a program that it ended."""

Cover = Callable[[], bool]
"""Clears a private view from the screen; returns whether one was open."""


class ViewClosedError(Exception):
    """A private view was closed before it was committed."""


class PrivateScreen:
    """A screen that nobody sees, such as a pipe: lines are waited for, signals are left alone."""

    def __init__(self, waits: Callable[[float], bool] = lambda _seconds: True) -> None:
        """Take a function that waits a number of seconds for a line and returns whether one came."""
        self.line_within = waits

    @contextmanager
    def watch_signals(self, cover: Cover) -> Iterator[None]:  # noqa: ARG002
        """Watch signals while a game of two is played."""
        yield

    @contextmanager
    def watch_ends(self) -> Iterator[None]:
        """Watch the signals that end a game of one."""
        yield


class TerminalPrivateScreen(PrivateScreen):
    """A terminal, where signals arrive."""

    @contextmanager
    def watch_signals(self, cover: Cover) -> Iterator[None]:
        """Cover an open view whenever a signal ends or suspends the program.

        Signals that end it are handled even if the program was started to ignore them, as by `nohup`: once the
        terminal is closed nobody can answer, and the save must not stay locked.
        """
        heeded = {name: _build_end_handler(cover) for name in ENDS} | {
            "SIGTSTP": _build_suspend_handler(cover),
            "SIGCONT": _build_resume_handler(cover),
        }
        with _heed_signals(heeded):
            yield

    @contextmanager
    def watch_ends(self) -> Iterator[None]:
        """Let a signal that ends the program, even one that it was started to ignore, end it with the save closed."""
        with _heed_signals({name: _build_end_handler(lambda: False) for name in ENDS}):
            yield


@contextmanager
def _heed_signals(heeded: Mapping[str, Callable[..., None]]) -> Iterator[None]:
    """Give signals their handlers for a while; one that does not end the program stays ignored where it was."""
    before = {}
    for name, handler in heeded.items():
        number = getattr(signal, name, None)
        if number is not None and (name in ENDS or signal.getsignal(number) != signal.SIG_IGN):
            before[number] = signal.signal(number, handler)
    try:
        yield
    finally:
        for number, earlier in before.items():
            signal.signal(number, earlier)


if sys.platform == "win32":

    @contextmanager
    def hide_typed_keys(source: TextIO) -> Iterator[bool]:  # noqa: ARG001
        """Yield that typed keys can't be hidden: Windows has no such terminal."""
        yield False

else:

    @contextmanager
    def hide_typed_keys(source: TextIO) -> Iterator[bool]:
        """Hide what is typed, and yield whether the terminal can do that."""
        try:
            descriptor = source.fileno()
            before = termios.tcgetattr(descriptor)
        except (termios.error, OSError, ValueError):
            yield False
            return
        hidden = [*before[:3], before[3] & ~termios.ECHO, *before[4:]]
        try:
            termios.tcsetattr(descriptor, termios.TCSADRAIN, hidden)
            yield True
        finally:
            with suppress(termios.error):
                termios.tcsetattr(descriptor, termios.TCSADRAIN, before)


def _build_end_handler(cover: Cover) -> Callable[..., NoReturn]:
    def end(number: int, _frame: object) -> NoReturn:
        cover()
        raise SystemExit(KILLED + number)

    return end


def _build_suspend_handler(cover: Cover) -> Callable[..., None]:
    def sleep(number: int, _frame: object) -> None:
        covered = cover()
        mine = signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)  # here the program stops, until somebody wakes it
        signal.signal(number, mine)
        if covered:
            raise ViewClosedError

    return sleep


def _build_resume_handler(cover: Cover) -> Callable[..., None]:
    def wake(_number: int, _frame: object) -> None:
        if cover():
            raise ViewClosedError

    return wake
