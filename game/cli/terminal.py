"""What kind of terminal this is, and printing what is safe for it.

There is one for a full screen, one for lines, or none.
"""

import json
import os
import pkgutil
import select
import shutil
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from time import monotonic, sleep
from typing import Final

from game import atomic_files
from game.cli.errors import UsageError
from game.content.safe_input import clean_text
from game.locales import _
from game.plain.private_screen import PrivateScreen, TerminalPrivateScreen
from game.questions.sentences import render_phrase

if sys.platform == "win32":
    import msvcrt

DUMB_SCREEN = 100
"""Blank lines that scroll everything off a terminal that can't clear its screen."""

PATIENCE = 1.0
"""Seconds that a bare `tandem` waits for input from a silent pipe."""

LOOK_AGAIN: Final = 0.05
"""Seconds between two looks for a key on Windows."""

NARROWEST: Final = 16
"""Cells of a line where the terminal has fewer: it breaks them itself, and words stay words."""

LINES_ONLY: Final = frozenset({"dumb", "unknown", "network", "dialup", "switch", "lpr", "printer"})
"""Values of TERM, in small letters, whose terminal cannot place its cursor: those without `cup` in terminfo's generic
entries. A TERM that is not set, as in every shell on Windows, or a name that nobody knows says nothing of the kind."""

COLOR_SYSTEMS: Final = ("auto", "standard", "256", "truecolor", "windows")


def can_show_full_screen() -> bool:
    """Whether a full screen can be shown: all three streams are a terminal that can place its cursor.

    Raises UsageError where it can, but a variable would keep the screen from opening.
    """
    streams = (sys.stdin, sys.stdout, sys.stderr)
    if not can_place_cursor() or not all(_is_terminal(stream) for stream in streams):
        return False
    _check_screen_variables()
    return True


def can_place_cursor() -> bool:
    """Whether the terminal can clear itself and write anywhere, as far as TERM tells."""
    return os.environ.get("TERM", "").strip().lower() not in LINES_ONLY


def _check_screen_variables() -> None:
    """Raise UsageError for a variable of Textual's that would end the program as its first page opens."""
    for name, works in _SCREEN_VARIABLES.items():
        value = os.environ.get(name)
        if value is not None and not works(value):
            raise UsageError(
                _(
                    "the full screen can't be opened with {name}={value}; unset it, or play with --plain",
                    name=name,
                    value=repr(value),
                )
            )


def _names_driver(value: str) -> bool:
    """Whether a value has the form module:Class and is a driver of Textual's."""
    try:
        found = pkgutil.resolve_name(value)
    except (ImportError, AttributeError, ValueError):
        return False
    return isinstance(found, type) and any(base.__name__ == "Driver" for base in found.__mro__)


def _can_be_appended(value: str) -> bool:
    try:
        os.close(atomic_files.open_for_append(Path(value), new=True, may_be_there=True))
    except (OSError, ValueError):
        return False
    return True


_SCREEN_VARIABLES: Final[dict[str, Callable[[str], bool]]] = {
    "TEXTUAL_COLOR_SYSTEM": COLOR_SYSTEMS.__contains__,
    "TEXTUAL_DRIVER": _names_driver,
    "TEXTUAL_LOG": _can_be_appended,
}


def has_typed_input() -> bool:
    """Whether there is input: a person at a terminal, or a pipe that has something to say."""
    if _is_terminal(sys.stdin):
        return True
    try:
        return wait_for_input(PATIENCE) and bool(getattr(sys.stdin.buffer, "peek")(1))  # noqa: B009 -- BinaryIO does not name it
    except (OSError, ValueError, AttributeError):
        return False


def measure_line_width() -> int:
    """Return the width for lines of text, in cells."""
    return max(min(_measure_terminal_width(), 80) - 2, NARROWEST)


def _measure_terminal_width() -> int:
    """Return the width that the terminal itself has; COLUMNS, exported once and for all, counts only without one."""
    with suppress(AttributeError, ValueError, OSError):
        if columns := os.get_terminal_size(sys.stdout.fileno()).columns:
            return columns
    return shutil.get_terminal_size((80, 24)).columns


def explain_small_window() -> str:
    """Return why the full screen has no room now; '' where it has."""
    columns, lines = shutil.get_terminal_size()
    with suppress(AttributeError, ValueError, OSError):
        columns, lines = os.get_terminal_size(sys.stdout.fileno())
    return "" if columns >= 80 and lines >= 24 else render_phrase("no room", width=columns, height=lines)


def build_wipe_sequence() -> str:
    """Return what clears the screen and its scrollback; '' if stdout is no terminal."""
    if not _is_terminal(sys.stdout):
        return ""
    if not can_place_cursor():
        return "\n" * DUMB_SCREEN
    return "\x1b[2J\x1b[3J\x1b[H"


def build_keeper() -> PrivateScreen | None:
    """Return what guards a private view at this terminal; None if there is no terminal."""
    if not _is_terminal(sys.stdin):
        return None
    return TerminalPrivateScreen(wait_for_input)


def wait_for_input(seconds: float) -> bool:
    """Wait until standard input has something to read; return False if so many seconds pass without.

    On Windows, where only sockets can be waited for, the first key counts at a terminal, and a pipe always.
    """
    if sys.platform == "win32":
        return not _is_terminal(sys.stdin) or _wait_for_key(seconds)
    return bool(select.select([sys.stdin], [], [], seconds)[0])


if sys.platform == "win32":

    def _wait_for_key(seconds: float) -> bool:
        end = monotonic() + seconds
        while not msvcrt.kbhit():
            if monotonic() >= end:
                return False
            sleep(LOOK_AGAIN)
        return True


def _is_terminal(stream: object) -> bool:
    try:
        return bool(stream.isatty())  # type: ignore[attr-defined]
    except (AttributeError, ValueError):
        return False


def print_json(document: object) -> None:
    """Print a document as JSON, indented by one space."""
    sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=1) + "\n")


def print_line(line: str) -> None:
    """Print a line that may quote a save, a file or a scenario."""
    sys.stdout.write(clean_text(line) + "\n")
