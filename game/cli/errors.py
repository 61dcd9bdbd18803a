"""The errors with which a command ends, and the report of a failure.

The user reads a sentence. Where the program itself failed, the traceback is kept for a developer.
"""

import os
import sys
import traceback
from pathlib import Path

from game import atomic_files, user_folders
from game.content.safe_input import clean_text, render_path
from game.locales import _


class UsageError(Exception):
    """The command line asks for something that can't be done (exit code 2); the message says what to do instead."""


class ProblemsError(Exception):
    """What the command looked at is wrong (exit code 1); the message is the finding."""


def report_failure(error: Exception) -> int:
    """Print why a command failed, and return its exit code: 1 for problems found, 2 for all else."""
    if isinstance(error, UsageError | ProblemsError):
        # It may quote the command line or a file: make it safe for a terminal.
        sys.stderr.write(f"tandem: {clean_text(str(error))}\n")
        return 1 if isinstance(error, ProblemsError) else 2
    if isinstance(error, OSError) and error.filename is not None and not os.environ.get("TANDEM_DEBUG"):
        return _report_refused_file(error)
    return _report_internal_error(error)


def _report_refused_file(error: OSError) -> int:
    """Print which file or folder the system refuses and why; the traceback goes to the log, as it may be a mistake."""
    _log_traceback(error)
    path = os.fsdecode(error.filename) if isinstance(error.filename, str | bytes) else str(error.filename)
    sys.stderr.write(f"tandem: {render_path(path)}: {atomic_files.explain_os_error(error)}\n")
    return 1


def report_lost_output(error: OSError) -> int:
    """Print why what was printed could not be written, and return the exit code 1."""
    reason = atomic_files.explain_os_error(error)
    sys.stderr.write(_("tandem: the output cannot be written: {reason}", reason=reason) + "\n")
    return 1


def _report_internal_error(error: Exception) -> int:
    """Print one line about an error in the program; the traceback goes to the log, with TANDEM_DEBUG=1 to stderr."""
    if os.environ.get("TANDEM_DEBUG"):
        traceback.print_exception(error)
        return 2
    name = type(error).__name__
    log = _log_traceback(error)
    if log:
        sys.stderr.write(
            _("tandem: something broke inside ({name}). The details are in {log}", name=name, log=render_path(log))
        )
    else:
        sys.stderr.write(_("tandem: something broke inside ({name}). TANDEM_DEBUG=1 shows the details", name=name))
    sys.stderr.write("\n")
    return 2


def _log_traceback(error: Exception) -> Path | None:
    """Append the traceback to the log; return None if it can't be written."""
    try:
        log = user_folders.locate_log_folder() / user_folders.LOG_FILE
        atomic_files.make_folder(log.parent)
        atomic_files.append_text(log, "".join(traceback.format_exception(error)))
    except OSError:
        return None
    return log
