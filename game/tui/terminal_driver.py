"""The terminal that the screen is played on: read tolerantly, measured itself, let go of and taken again cleanly."""

import os
import selectors
import sys
from contextlib import suppress
from time import monotonic

from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver

from game.tui.terminal_input import TerminalInput

READ_BYTES = 4096
TICK = 0.05
"""Seconds between two looks at whether an unfinished sequence is over."""


class TerminalDriver(LinuxDriver):
    """Textual's driver, with three faults of version 8.2.8 mended.

    - Its reader plays what it does not understand as keys, and dies of a byte that is no UTF-8: `TerminalInput`.
    - It believes `COLUMNS` and `LINES`, which containers export once and for all: the terminal itself is asked.
    - At SIGCONT it starts the terminal again whether or not it had let go of it (SIGSTOP comes from a debugger, a
      paused container or `kill -STOP`): a second thread would read the keys and the program hang when it is left.
    """

    def run_input_thread(self) -> None:
        """Read the terminal until the screen is left."""
        parser, stream = XTermParser(self._debug), TerminalInput()
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                if selector.select(TICK):
                    data = os.read(self.fileno, READ_BYTES)
                    passed = stream.feed(data, monotonic())
                    if not data:
                        break
                else:
                    passed = stream.expire(monotonic())
                if passed:
                    for event in parser.feed(passed):
                        self.process_message(event)
                for event in parser.tick():
                    self.process_message(event)

    def _get_terminal_size(self) -> tuple[int, int]:
        for stream in (sys.__stderr__, sys.__stdout__, sys.__stdin__):
            with suppress(AttributeError, ValueError, OSError):
                size = os.get_terminal_size(stream.fileno())  # type: ignore[union-attr]
                if size.columns and size.lines:
                    return size.columns, size.lines
        return super()._get_terminal_size()

    def _sigcont_application(self, *arguments: object) -> None:
        if self._auto_restart and not self._must_signal_resume:
            self.suspend_application_mode()
        super()._sigcont_application(*arguments)
