"""When the program itself fails: one line for the player, the traceback for whoever mends it."""

import os
import sys
import traceback
from pathlib import Path

from game.locales import _


def report_internal_error(error: Exception) -> int:
    """Tell what happened in one line, keep the traceback in the log (on stderr with TANDEM_DEBUG=1); return 2."""
    if os.environ.get("TANDEM_DEBUG"):
        traceback.print_exception(error)
        return 2
    name = type(error).__name__
    log = _log_traceback(error)
    if log:
        sys.stderr.write(_("tandem: something broke inside ({name}). The details are in {log}", name=name, log=log))
    else:
        sys.stderr.write(_("tandem: something broke inside ({name}). TANDEM_DEBUG=1 shows the details", name=name))
    sys.stderr.write("\n")
    return 2


def _log_traceback(error: Exception) -> Path | None:
    """Append the traceback to the log; None where it cannot be written."""
    from platformdirs import user_log_path

    try:
        log = user_log_path("tandem", appauthor=False, ensure_exists=True) / "tandem.log"
        with log.open("a", encoding="utf-8") as file:
            traceback.print_exception(error, file=file)
    except OSError:
        return None
    return log
