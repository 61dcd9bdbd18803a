"""What keeps a private view from other eyes where lines are typed at a terminal.

The view is covered before the program ends by a signal or is put to sleep, as it wakes, and where nobody types for a
while. Who waits beside it, or comes to the terminal later, finds a cleared screen.
"""

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Final, NoReturn, TextIO

ENDS: Final = ("SIGTERM", "SIGHUP", "SIGQUIT")
KILLED: Final = 128
"""What a shell adds to the number of a signal in the status of a program that it ended."""

Cover = Callable[[], bool]
"""Clears the screen of what is for one alone; tells whether anything was there."""


class ViewClosedError(Exception):
    """A private view was closed before it was committed."""


class PrivateScreen:
    """A keeper who waits for lines as long as he is told, and heeds no signal: a pipe needs none."""

    def __init__(self, waits: Callable[[float], bool] = lambda _seconds: True) -> None:
        """Take what waits for a line so many seconds and tells whether one has come."""
        self.line_within = waits

    @contextmanager
    def watch_signals(self, cover: Cover) -> Iterator[None]:  # noqa: ARG002
        """Keep watch while a game is played."""
        yield


class TerminalPrivateScreen(PrivateScreen):
    """A keeper at a terminal, whom signals reach."""

    @contextmanager
    def watch_signals(self, cover: Cover) -> Iterator[None]:
        """Cover what is open whenever a signal comes that ends the program or puts it to sleep.

        A signal that ends it is heeded even where the program was started to ignore it, as by `nohup`: once the
        terminal is closed nobody can answer, and the save must not stay locked.
        """
        heeded = {name: _build_end_handler(cover) for name in ENDS} | {
            "SIGTSTP": _build_suspend_handler(cover),
            "SIGCONT": _build_resume_handler(cover),
        }
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


@contextmanager
def hide_typed_keys(source: TextIO) -> Iterator[bool]:
    """Let what is typed not be shown, where a terminal can do that, and tell whether it is so."""
    try:
        import termios
    except ImportError:  # no terminal of that kind on this system
        yield False
        return
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
