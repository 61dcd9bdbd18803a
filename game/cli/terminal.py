"""What kind of terminal this is, and printing what is safe for it.

There is one for a full screen, one for lines, or none.
"""

import json
import os
import select
import shutil
import sys

from game.content.safe_input import clean_text
from game.plain.private_screen import PrivateScreen, TerminalPrivateScreen

DUMB_SCREEN = 100
"""Blank lines that scroll everything off a terminal that can't clear its screen."""

PATIENCE = 1.0
"""Seconds that a bare `tandem` waits for input from a silent pipe."""


def can_show_full_screen() -> bool:
    """Whether a full screen can be shown: all three streams are a terminal that is not dumb."""
    streams = (sys.stdin, sys.stdout, sys.stderr)
    return os.environ.get("TERM", "dumb") not in ("", "dumb") and all(_is_terminal(stream) for stream in streams)


def has_typed_input() -> bool:
    """Whether there is input: a person at a terminal, or a pipe that has something to say."""
    if _is_terminal(sys.stdin):
        return True
    try:
        ready, _write, _error = select.select([sys.stdin], [], [], PATIENCE)
        return bool(ready) and bool(getattr(sys.stdin.buffer, "peek")(1))  # noqa: B009 -- BinaryIO does not name it
    except (OSError, ValueError, AttributeError):
        return False


def measure_line_width() -> int:
    """Return the width for lines of text, in cells."""
    return min(shutil.get_terminal_size((80, 24)).columns, 80) - 2


def build_wipe_sequence() -> str:
    """Return what clears the screen and its scrollback; '' if stdout is no terminal."""
    if not _is_terminal(sys.stdout):
        return ""
    if os.environ.get("TERM", "dumb") in ("", "dumb"):
        return "\n" * DUMB_SCREEN
    return "\x1b[2J\x1b[3J\x1b[H"


def build_keeper() -> PrivateScreen | None:
    """Return what guards a private view at this terminal; None if there is no terminal."""
    if not _is_terminal(sys.stdin):
        return None
    return TerminalPrivateScreen(lambda seconds: bool(select.select([sys.stdin], [], [], seconds)[0]))


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
