"""The terminal: what it sends, reduced to what a person typed, and the driver by which Textual reads it.

Textual (8.2.8) turns an escape sequence that it does not know into key presses: the late answer to somebody else's
question (`ESC ] 11 ; rgb:ff/ff/ff ST`, `ESC [ ? 62 ; 4 c`) would mark an option and open pages. A byte that is no UTF-8
ends its input thread, and a sequence that arrives in two reads is cut where its timer happens to run out.

`TerminalInput` therefore reads the stream first. It passes on characters, and whole sequences that the screen asked for
or that a keyboard sends; everything else it swallows to its end. A lone Escape and Alt with a character are passed on
in the unambiguous form of the kitty protocol, so that Textual never has to guess by the clock.

Grammar: ECMA-48 (5th edition, 1991), sections 5.4 and 5.6; "XTerm Control Sequences" on bracketed paste and the mouse.
"""

import os
import re
import selectors
import signal
import sys
from codecs import getincrementaldecoder
from collections.abc import Callable
from contextlib import suppress
from time import monotonic, sleep
from typing import IO, TYPE_CHECKING, Any, Final

from textual._ansi_sequences import ANSI_SEQUENCES_KEYS, IGNORE_SEQUENCE
from textual._keyboard_protocol import FUNCTIONAL_KEYS
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver

from game.content.safe_input import is_safe

if TYPE_CHECKING:
    from textual.app import App

assert sys.platform != "win32"  # where Textual's own driver reads the console
ESC: Final = "\x1b"
BEL: Final = "\x07"
CANCELS: Final = ("\x18", "\x1a")
"""CAN and SUB end any sequence."""

PATIENCE: Final = 0.1
"""Seconds without a byte after which an unfinished sequence is taken for what was typed: a lone Escape, an Alt."""
LATE: Final = 2.0
"""Seconds for which the rest of a sequence that was cut by a slow line is still known for what it is."""
PASTE_PATIENCE: Final = 2.0
"""Seconds without a byte after which a paste that never ended is over."""
PASTE_LONGEST: Final = 100_000
"""Characters of a paste that are passed on; the game keeps no text that is nearly as long."""

LONGEST: Final = 64
"""Characters of a sequence that can be one of a keyboard's; a longer one is swallowed."""
WIDEST: Final = 2000
"""Cells to a side of the largest screen that is painted: a terminal that claims more must not cost gigabytes."""

PASTE_BEGINS: Final = "\x1b[200~"
PASTE_ENDS: Final = "\x1b[201~"
PASSED: Final = frozenset({PASTE_BEGINS, PASTE_ENDS, "\x1b[I", "\x1b[O"})
"""Pastes, and the terminal gaining or losing the focus."""

_MOUSE: Final = re.compile(r"\x1b\[<\d{1,4};-?\d{1,5};-?\d{1,5}[Mm]")
_MODE: Final = re.compile(r"\x1b\[\?2026;\d\$y")
_LATE_TAIL: Final = re.compile(
    r"\x1b(?:\[[ -?]+[@-~]|\[[ -?]{16,}|\[[A-Z~]|O[A-Za-z]|\[\[[A-E]|[PX\]^_][^\x07\x1b\x9c]*(?:\x07|\x9c|\x1b\\))",
    re.DOTALL,
)
"""A whole sequence, or a long one, as it stands together from what was cut off and the read after it."""
_KEY: Final = re.compile(r"\x1b\[(\d{0,7})(?:;(\d{0,3})(?:;(\d{0,7}(?::\d{1,7}){0,3}))?)?([u~ABCDEFHPQS])")
"""A key in the kitty protocol: code, modifiers, text, end. What Textual did not ask for is out."""
_C1: Final = {0x8F: "O", 0x90: "P", 0x98: "X", 0x9B: "[", 0x9D: "]", 0x9E: "^", 0x9F: "_"}
_LAST_CODEPOINT: Final = 0x10FFFF
_STRINGS: Final = frozenset("PX]^_")


class TerminalInput:
    """A stream of bytes from a terminal, read as it comes.

    Pure but for what it remembers between two reads: it looks at no clock, and is told the time in seconds.
    """

    def __init__(self) -> None:
        self._decoder = getincrementaldecoder("utf-8")("surrogateescape")
        self._read: Callable[[str], str] = self._read_ground
        self._sequence = ""
        self._cut = ""
        self._pasted = 0
        self._missing = 0
        self._last = 0.0

    @property
    def waiting(self) -> bool:
        """Whether a sequence or a paste has begun and not ended."""
        return self._read != self._read_ground

    def feed(self, data: bytes, now: float) -> str:
        """Return what is to be passed on of more bytes, which came at a time in seconds."""
        passed = self.expire(now)
        text = self._decoder.decode(data)
        if self._is_late_tail(text, now):
            for character in self._cut:
                self._read(character)
        self._cut, self._last = "", now
        return passed + "".join(self._read(character) for character in text)

    def expire(self, now: float) -> str:
        """Return what an unfinished sequence turns out to be once nothing more has come of it for a while.

        A lone Escape was typed; anything longer was not.
        """
        pasting = self._read == self._read_paste
        if not self.waiting or now - self._last < (PASTE_PATIENCE if pasting else PATIENCE):
            return ""
        cut = self._sequence
        self._rest()
        if pasting:
            return PASTE_ENDS
        self._cut = cut
        return _encode_typed(cut) if cut == ESC else ""

    def _is_late_tail(self, text: str, now: float) -> bool:
        """Whether a read is the rest of a sequence that was given up too soon: no hand types two characters at once."""
        late = bool(self._cut) and len(text) > 1 and now - self._last < LATE
        return late and _LATE_TAIL.match(self._cut + text) is not None

    def _rest(self) -> None:
        self._read, self._sequence = self._read_ground, ""

    def _go_on(self, read: Callable[[str], str], character: str) -> str:
        self._read = read
        if len(self._sequence) <= LONGEST:
            self._sequence += character
        return ""

    def _end(self, passed: str) -> str:
        self._rest()
        return passed

    def _read_ground(self, character: str) -> str:
        if character == ESC:
            self._missing = 0
            return self._go_on(self._read_escape, ESC)
        code = ord(character)
        if "\udc80" <= character <= "\udcff":  # a byte that is no UTF-8, as `surrogateescape` gives it
            code -= 0xDC00
            if self._is_rest_of_character(code):
                return ""
        else:
            self._missing = 0
            if code > 0x9F:
                return character if is_safe(character) else ""
        if code < 0x80:
            return character
        if code in _C1:
            self._go_on(self._read_escape, ESC)
            return self._read_escape(_C1[code])
        return ""

    def _is_rest_of_character(self, byte: int) -> bool:
        """Whether a byte continues a character of UTF-8 that was cut short: then it is no control of 8 bits."""
        if self._missing and byte < 0xC0:
            self._missing -= 1
            return True
        lengths = ((0xF5, 0), (0xF0, 3), (0xE0, 2), (0xC2, 1), (0, 0))
        self._missing = next(missing for first, missing in lengths if byte >= first)
        return False

    def _read_escape(self, character: str) -> str:
        if character == ESC:
            return _encode_typed(ESC)
        if character == "[":
            return self._go_on(self._read_csi, "[")
        if character == "O":
            return self._go_on(self._read_ss3, "O")
        if character in _STRINGS:
            return self._go_on(self._read_string, character)
        if " " <= character <= "/":
            return self._go_on(self._read_designation, character)
        return self._end("" if character == "\\" else _encode_typed(ESC + character))

    def _read_csi(self, character: str) -> str:
        if character < " " or character > "~":
            self._rest()
            return "" if character in CANCELS else self._read_ground(character)
        if self._sequence == "\x1b[" and character == "[":  # F1 to F5 on the Linux console
            return self._go_on(self._read_console_key, character)
        if self._sequence == "\x1b[" and character == "M":  # a mouse in the old form, whose bytes could be digits
            return self._go_on(self._read_old_mouse, character)
        if character < "@":
            return self._go_on(self._read_csi, character)
        sequence = self._sequence + character
        if sequence == PASTE_BEGINS:
            self._rest()
            self._read, self._pasted = self._read_paste, 0
            return PASTE_BEGINS
        return self._end(sequence if is_expected(sequence) else "")

    def _read_console_key(self, character: str) -> str:
        sequence = self._sequence + character
        return self._end(sequence if is_expected(sequence) else "")

    def _read_old_mouse(self, character: str) -> str:
        """Swallow three bytes, of which two may look like one character of UTF-8."""
        self._sequence += character
        read = len(self._sequence.encode("utf-8", "surrogateescape")) - len("\x1b[M")
        return self._end("") if read >= 3 else ""

    def _read_ss3(self, character: str) -> str:
        if character == ESC:
            self._end("")
            return self._read_ground(ESC)
        sequence = self._sequence + character
        return self._end(sequence if is_expected(sequence) else "")

    def _read_designation(self, character: str) -> str:
        if character == ESC:
            self._end("")
            return self._read_ground(ESC)
        return self._go_on(self._read_designation, character) if " " <= character <= "/" else self._end("")

    def _read_string(self, character: str) -> str:
        if character == ESC:
            return self._go_on(self._read_string_end, "")
        return (
            self._end("")
            if character in (BEL, "\x9c", "\udc9c", *CANCELS)
            else self._go_on(self._read_string, character)
        )

    def _read_string_end(self, character: str) -> str:
        if character == "\\":
            return self._end("")
        if character == ESC:  # as tmux doubles it
            return ""
        self._rest()
        self._go_on(self._read_escape, ESC)
        return self._read_escape(character)

    def _read_paste(self, character: str) -> str:
        """Pass on what is pasted, as text alone, until the sequence that ends it has come whole."""
        held = self._sequence + character
        if held == PASTE_ENDS:
            return self._end(PASTE_ENDS)
        if PASTE_ENDS.startswith(held):
            self._sequence = held
            return ""
        self._sequence = ESC if character == ESC else ""
        text = "".join(filter(_is_text, held))
        self._pasted += len(text)
        return text if self._pasted <= PASTE_LONGEST else ""


def _is_text(character: str) -> bool:
    if character in "\t\n\r":
        return True
    return is_safe(character)


def is_expected(sequence: str) -> bool:
    """Whether a whole sequence is one that a keyboard sends or that the screen has asked the terminal for."""
    if sequence in PASSED:
        return True
    known = ANSI_SEQUENCES_KEYS.get(sequence)
    if known is not None:
        return known is not IGNORE_SEQUENCE
    if key := _KEY.fullmatch(sequence):
        codes = [int(code) for code in (key[1], *(key[3] or "").split(":")) if code]
        named = key[4] == "u" or f"{int(key[1] or 1)}{key[4]}" in FUNCTIONAL_KEYS
        return named and all(code <= _LAST_CODEPOINT and not 0xD800 <= code <= 0xDFFF for code in codes)
    return bool(_MOUSE.fullmatch(sequence) or _MODE.fullmatch(sequence))


def _encode_typed(sequence: str) -> str:
    """Return Escape, or Alt with a character, as the kitty protocol writes it; its Alt is 1 + 2."""
    if sequence == ESC:
        return "\x1b[27u"
    return f"\x1b[{ord(sequence[1])};3u" if sequence[1] > " " and sequence[1] != "\x7f" else ""


READ_BYTES = 4096
TICK = 0.05
"""Seconds between two looks at whether an unfinished sequence is over."""


STOPPING: Final = 0.1
"""Seconds within which a program that was told to stop has stopped; where it has not, nobody could wake it."""


class TerminalDriver(LinuxDriver):
    """Textual's driver, with some faults of version 8.2.8 mended.

    - Its reader plays what it does not understand as keys, and dies of a byte that is no UTF-8: `TerminalInput`.
    - It believes `COLUMNS` and `LINES`, which containers export once and for all: the terminal itself is asked. Nor is
      the size taken from what the terminal sends, where anybody may have written it (and no pixels ends the reader).
    - At SIGCONT it starts the terminal again whether or not it had let go of it (SIGSTOP comes from a debugger, a
      paused container or `kill -STOP`): a second thread would read the keys and the program hang when it is left.
    - It stops itself with SIGSTOP even where there is no shell to wake it: `suspend_to_shell`.
    - What its threads raise ends in a traceback and exit code 0, and a terminal that is gone in a program that waits
      for ever: errors go to the app, and the app is left.
    """

    def __init__(
        self, app: "App[Any]", *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._file = TerminalOutput(self._file, self._leave_app)  # type: ignore[assignment, arg-type]
        self._woken = False

    def _run_input_thread(self) -> None:
        """Read the terminal; an error in that ends the app, which reports it as any other."""
        try:
            self.run_input_thread()
        except OSError:
            self._leave_app()
        except Exception as error:
            self._loop.call_soon_threadsafe(self._app._handle_exception, error)

    def _leave_app(self) -> None:
        """Leave the app from any thread: the terminal is gone, and with it whoever played."""
        with suppress(RuntimeError):  # the loop may be closed already
            self._loop.call_soon_threadsafe(self._app.exit)

    def run_input_thread(self) -> None:
        """Read the terminal until the screen is left. Never log what was typed, as Textual's TEXTUAL_DEBUG would."""
        parser, stream = XTermParser(), TerminalInput()
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                if selector.select(TICK):
                    with suppress(BlockingIOError):  # somebody else who reads the terminal was faster
                        data = os.read(self.fileno, READ_BYTES)
                        if not data:
                            self._leave_app()
                            return
                        self._pass_on(parser, stream.feed(data, monotonic()))
                else:
                    self._pass_on(parser, stream.expire(monotonic()))

    def _pass_on(self, parser: XTermParser, text: str) -> None:
        if text:
            for event in parser.feed(text):
                self.process_message(event)

    def _get_terminal_size(self) -> tuple[int, int]:
        for stream in (sys.__stderr__, sys.__stdout__, sys.__stdin__):
            with suppress(AttributeError, ValueError, OSError):
                size = os.get_terminal_size(stream.fileno())  # type: ignore[union-attr]
                if size.columns and size.lines:
                    return min(size.columns, WIDEST), min(size.lines, WIDEST)
        columns, lines = super()._get_terminal_size()
        return min(columns, WIDEST), min(lines, WIDEST)

    def _query_in_band_window_resize(self) -> None:
        """Ask for no reports of the size: SIGWINCH tells that it changed, and the terminal how."""

    def suspend_to_shell(self) -> bool:
        """Give the terminal back and stop, with all of the job, until the shell continues it; then take it again.

        Returns whether it stopped: where no shell waits (the first program of a container or of a window) it goes on
        at once. The kernel knows that: it stops no orphaned process group (POSIX, General Terminal Interface).
        """
        if os.getsid(0) == os.getpid():
            return False
        self._woken = False
        with self.no_automatic_restart():
            self.suspend_application_mode()
            handler = signal.signal(signal.SIGTSTP, signal.SIG_DFL)
            os.killpg(os.getpgrp(), signal.SIGTSTP)
            stopped = monotonic() + STOPPING
            while not self._woken and monotonic() < stopped:
                sleep(0.01)
            signal.signal(signal.SIGTSTP, handler)
        self.resume_application_mode()
        return self._woken

    def _sigcont_application(self, *arguments: object) -> None:
        self._woken = True
        if self._auto_restart and not self._must_signal_resume:
            self.suspend_application_mode()
        super()._sigcont_application(*arguments)


class TerminalOutput:
    """The file by which the terminal is painted; once it can't be written any more, what is written goes nowhere.

    Textual's writer would end, and the program wait for ever for room in its queue.
    """

    def __init__(self, file: IO[str], report_loss: Callable[[], None]) -> None:
        self._file, self._report_loss = file, report_loss
        self._lost = False

    def write(self, text: str) -> None:
        """Write text."""
        self._try(lambda: self._file.write(text))

    def flush(self) -> None:
        """Write what is buffered."""
        self._try(self._file.flush)

    def fileno(self) -> int:
        """Return the number of the open file."""
        return self._file.fileno()

    def isatty(self) -> bool:
        """Return whether it is a terminal."""
        return self._file.isatty()

    def _try(self, deed: Callable[[], object]) -> None:
        if self._lost:
            return
        try:
            deed()
        except (OSError, ValueError):  # hung up, or closed
            self._lost = True
            self._report_loss()
