"""The command line: one module for each command, named after it, and a few that they share.

Exit codes: 0 fine, 1 problems found, 2 wrong usage or an error in the program. Results go to stdout, all else to
stderr.
"""

import errno
import os
import sys

from game.cli.command_table import choose_command, report_failure, report_lost_output

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


_LOST = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EBADF)


def main(arguments: "Sequence[str] | None" = None) -> int:
    """Run a command and return its exit code. Whatever fails, the user reads a sentence, never a traceback."""
    _use_utf8()
    try:
        code = _run_and_flush(list(sys.argv[1:] if arguments is None else arguments))
    except BrokenPipeError:
        _drop_output()
        return 0
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        if isinstance(error, OSError) and _is_output_lost(error):
            _drop_output()
            return report_lost_output(error)
        return report_failure(error)
    return code


def _run_and_flush(arguments: "list[str]") -> int:
    """Run a command and let its output go, also where the parser of its arguments ends the program."""
    try:
        code = choose_command(arguments)()
    except SystemExit:
        sys.stdout.flush()
        raise
    sys.stdout.flush()
    return code


def _is_output_lost(error: OSError) -> bool:
    """Whether stdout cannot take what was printed: the disk is full, or the terminal is gone.

    An error about a file names it; one about a stream does not. What stdout could not write may still wait in it.
    """
    if error.filename is None and error.errno in _LOST:
        return True
    try:
        sys.stdout.flush()
    except OSError:
        return True
    return False


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


def _drop_output() -> None:
    """Let what was printed go nowhere: Python would complain again when it closes stdout."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
