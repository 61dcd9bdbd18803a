"""The command line: one module for each command, named after it, and a few that they share.

Exit codes: 0 fine, 1 problems found, 2 wrong usage or an error in the program. Results go to stdout, all else to
stderr.
"""

import os
import sys

from game.cli.command_table import choose_command, report_failure

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


def main(arguments: "Sequence[str] | None" = None) -> int:
    """Run a command and return its exit code. Whatever fails, the user reads a sentence, never a traceback."""
    _use_utf8()
    try:
        code = choose_command(list(sys.argv[1:] if arguments is None else arguments))()
        sys.stdout.flush()
    except BrokenPipeError:
        return _end_on_broken_pipe()
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        return report_failure(error)
    return code


def _use_utf8() -> None:
    """Write and read UTF-8 whatever the locale says: half of the texts are Vietnamese."""
    _reopen_closed_streams()
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")


def _reopen_closed_streams() -> None:
    """Open /dev/null for each standard stream that is closed, or the next opened file would get its number."""
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.open(os.devnull, os.O_RDWR), "w" if number else "r"))  # noqa: PTH123, SIM115


def _end_on_broken_pipe() -> int:
    """Exit quietly when the reader of a pipe is gone; Python would complain again when it closes stdout."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0
