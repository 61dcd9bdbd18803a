"""Runs `tandem` on hostile files, each in a child of its own with little memory and little time.

`python -m tests.hostile.runner` reads a JSON list of argument lists from standard input and prints, for each, the exit
code, what was said, the processor time and the peak of memory. The children are forked from one process that has the
program loaded, so that hundreds of files take seconds.
"""

import json
import os
import resource
import signal
import sys
import tempfile
from pathlib import Path
from typing import IO, Any

import game.cli
from tests.hostile.crisis import SMALL

SECONDS = 20
"""Processor time after which a child is killed: far more than is asked, so that a slow machine does not lie."""

MORE_BYTES = 400 << 20
"""Address space that a child may take beyond what the loaded program has."""


def run(arguments: list[str]) -> dict[str, Any]:
    """Return what `tandem` with such arguments did."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        child = os.fork()
        if child == 0:
            _become(arguments, out, err)
        _, status, used = os.wait4(child, 0)
        return {
            "arguments": arguments,
            "code": os.waitstatus_to_exitcode(status),
            "out": _text(out),
            "err": _text(err),
            "seconds": used.ru_utime + used.ru_stime,
            "megabytes": used.ru_maxrss / 1024,
        }


def _become(arguments: list[str], out: IO[bytes], err: IO[bytes]) -> None:
    """Turn this child into the command; never returns."""
    signal.alarm(10 * SECONDS)  # for one that waits instead of working
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    pages = Path("/proc/self/statm")
    if pages.exists():
        most = int(pages.read_text().split()[0]) * resource.getpagesize() + MORE_BYTES
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
    nothing = os.open(os.devnull, os.O_RDONLY)
    for source, target in ((nothing, 0), (out.fileno(), 1), (err.fileno(), 2)):
        os.dup2(source, target)
    try:
        code = game.cli.main(arguments)
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 2
    except BaseException:
        code = 70
    sys.stdout.flush()
    os._exit(code)


def _text(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode("utf-8", "backslashreplace")


def main() -> None:
    """Run what standard input asks for."""
    wanted = json.load(sys.stdin)
    with Path(os.devnull).open("w") as nowhere:  # load the program before the first fork
        sys.stdout = sys.stderr = nowhere
        game.cli.main(["check", str(SMALL)])
        from game.playthrough.saves import archive, saved_game, verify  # noqa: F401

        sys.stdout, sys.stderr = sys.__stdout__, sys.__stderr__
    json.dump([run(arguments) for arguments in wanted], sys.stdout)


if __name__ == "__main__":
    main()
