"""The command line: one file a family of commands, each importing what it needs only when it runs.

Exit codes: 0 fine, 1 problems found, 2 wrong usage or internal error. Results go to stdout, all else to stderr.
"""

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


class UsageError(Exception):
    """A wish that cannot be fulfilled as it was put; the message says what to do instead."""


class ProblemsError(Exception):
    """What was asked for was found to be wrong; the message is the finding."""


def main(arguments: "Sequence[str] | None" = None) -> int:
    """Run a command and return its exit code. Whatever goes wrong, the user reads a sentence, never a traceback."""
    _speak_utf8()
    try:
        code = _run_command(list(sys.argv[1:] if arguments is None else arguments))
        sys.stdout.flush()
    except BrokenPipeError:
        return _end_on_broken_pipe()
    except KeyboardInterrupt:
        return 130
    except UsageError as error:
        return _print_error(error, 2)
    except ProblemsError as error:
        return _print_error(error, 1)
    except Exception as error:
        from game.cli import faults

        return faults.report_internal_error(error)
    return code


def _run_command(arguments: list[str]) -> int:
    from game.cli.arguments import choose_command

    return choose_command(arguments)()


def _print_error(error: Exception, code: int) -> int:
    """Say what is wrong; what it quotes from the command line or a file is made safe for a terminal first."""
    from game.content.safe_text import clean_text

    sys.stderr.write(f"tandem: {clean_text(str(error))}\n")
    return code


def _speak_utf8() -> None:
    """Write and read UTF-8 whatever the locale says: half of the texts are Vietnamese."""
    _fill_closed_streams()
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")


def _fill_closed_streams() -> None:
    """Give each standard stream that was closed a place, or the next file that is opened would be taken for it."""
    import os

    for number, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.open(os.devnull, os.O_RDWR), "w" if number else "r"))  # noqa: PTH123, SIM115


def _end_on_broken_pipe() -> int:
    """End quietly when the reader of a pipe has gone; Python would complain once more as it closes stdout."""
    import os

    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0
