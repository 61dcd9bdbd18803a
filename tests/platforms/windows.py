"""Run the command line, or a script, as on Windows, as far as Linux can show it.

What Windows lacks is taken away before anything of the game is imported, and what it refuses is refused:

- no `fcntl`, `termios` and other modules of Unix, no `os.fork`, `os.getuid`, `O_NOFOLLOW`, no signals but its four;
- `select` takes sockets only;
- a file that is open anywhere is not renamed, replaced or deleted, and a folder is not opened;
- the locked beginning of a file is read by nobody else, by another descriptor of the same program neither;
- a name that Windows keeps for itself, or with a character that it forbids, is no name.

Sources: docs.python.org (`os`, `signal`, `select`, `msvcrt`); learn.microsoft.com, "Naming Files, Paths, and
Namespaces", LockFileEx, MoveFileEx. A path is still written with slashes: `pathlib` cannot be told otherwise.
"""

# What a program of Windows imports early is imported here before the platform is changed: its other half needs Windows.
import asyncio
import concurrent.futures.process  # noqa: F401
import errno
import fcntl
import importlib
import multiprocessing.context  # noqa: F401
import os
import re
import runpy
import select
import shutil
import signal
import socket
import stat
import subprocess  # noqa: F401
import sys
import tempfile  # noqa: F401
import types
import uuid  # noqa: F401
import webbrowser  # noqa: F401
import zoneinfo  # noqa: F401
from pathlib import Path
from typing import Any

import pydantic.main  # noqa: F401

MISSING_MODULES = ("fcntl", "termios", "tty", "pty", "pwd", "grp", "resource", "curses", "readline", "syslog", "ctypes")
"""Those of Unix, and `ctypes`, without whose Windows half `platformdirs` and Textual take a way that works here."""
MISSING_NAMES = (
    "fork", "getuid", "geteuid", "getgid", "chown", "fchown", "fchmod", "mkfifo", "mknod", "killpg", "getpgrp",
    "getsid", "sched_getaffinity",
    "O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC", "O_DIRECTORY", "O_SYNC",
)  # fmt: skip
SIGNALS = {"SIGABRT", "SIGFPE", "SIGILL", "SIGINT", "SIGSEGV", "SIGTERM"}
FORBIDDEN = re.compile(
    r'[<>:"|?*\x00-\x1f]|[. ]$|^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(?:\.|$)', re.IGNORECASE
)
ACCESS_DENIED, SHARING_VIOLATION, LOCK_VIOLATION, BAD_NAME, NO_SOCKET = 5, 32, 33, 123, 10038
LOCKED_BYTES = 0x10000

_flock = fcntl.flock
_locked: dict[tuple[int, int], int] = {}
"""Files of which the beginning is locked, by device and number, and the descriptor that holds the lock."""


def pretend() -> None:
    """Make this process look like Windows."""
    sys.modules["msvcrt"] = _build_msvcrt()
    package = importlib.import_module("portalocker")
    os.name = "nt"
    importlib.reload(sys.modules["portalocker.portalocker"])  # it chooses its way of locking as it is imported
    os.name = "posix"  # or `pathlib` would make paths that don't work here
    importlib.reload(package)
    sys.platform = "win32"
    for name in MISSING_MODULES:
        sys.modules[name] = None  # type: ignore[assignment]
    for name in MISSING_NAMES:
        if hasattr(os, name):
            delattr(os, name)
    for name in dir(signal):
        if name.startswith("SIG") and not name.startswith("SIG_") and name not in SIGNALS:
            delattr(signal, name)
    os.O_BINARY = 0  # type: ignore[attr-defined]
    select.select = _select_sockets  # type: ignore[assignment]
    asyncio.BaseEventLoop.add_signal_handler = _refuse_handler  # type: ignore[attr-defined, method-assign]
    asyncio.SelectorEventLoop.add_signal_handler = _refuse_handler  # type: ignore[method-assign]
    sys.modules["textual.drivers.windows_driver"] = types.ModuleType("windows_driver")
    sys.modules["textual.drivers.windows_driver"].WindowsDriver = _WindowsDriver  # type: ignore[attr-defined]
    _refuse_open_files()
    sys.addaudithook(_refuse_bad_names)


class _WindowsDriver:
    """Stands for Textual's own driver, which only Windows can import; the tests drive the screen without one."""


def _build_msvcrt() -> types.ModuleType:
    """Return what the game and portalocker use of Windows' C library."""
    library = types.ModuleType("msvcrt")

    def locking(descriptor: int, _mode: int, length: int) -> None:
        assert length == LOCKED_BYTES
        _flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        found = os.fstat(descriptor)
        _locked[found.st_dev, found.st_ino] = descriptor

    library.locking = locking  # type: ignore[attr-defined]
    library.LK_UNLCK, library.LK_LOCK, library.LK_NBLCK = 0, 1, 2  # type: ignore[attr-defined]
    library.get_osfhandle = lambda descriptor: descriptor  # type: ignore[attr-defined]
    library.kbhit = lambda: True  # type: ignore[attr-defined]
    return library


def _refuse(number: int, why: int, path: object = None) -> OSError:
    error = OSError(number, os.strerror(number), os.fspath(path) if path is not None else None)  # type: ignore[call-overload]
    error.winerror = why  # type: ignore[attr-defined]
    return error


def _select_sockets(readers: Any, writers: Any, errors: Any, timeout: float | None = None) -> Any:
    for one in (*readers, *writers, *errors):
        number = one if isinstance(one, int) else one.fileno()
        if not isinstance(one, socket.socket) and not stat.S_ISSOCK(os.fstat(number).st_mode):
            raise _refuse(errno.ENOTSOCK, NO_SOCKET)
    return [], [], []


def _refuse_handler(*_arguments: object) -> None:
    raise NotImplementedError


def _refuse_open_files() -> None:
    """Put what Windows refuses about open files before the functions that would do it."""
    opened, read, closed = os.open, os.read, os.close

    def open_file(path: Any, *rest: Any, **more: Any) -> int:
        if Path(os.fsdecode(path)).is_dir():
            raise _refuse(errno.EACCES, ACCESS_DENIED, path)
        return opened(path, *rest, **more)

    def read_unlocked(descriptor: int, length: int) -> bytes:
        if _is_locked_by_another(descriptor):
            raise _refuse(errno.EACCES, LOCK_VIOLATION)
        return read(descriptor, length)

    def close_file(descriptor: int) -> None:
        for key in [key for key, holder in _locked.items() if holder == descriptor]:
            del _locked[key]
        closed(descriptor)

    os.open, os.read, os.close = open_file, read_unlocked, close_file  # type: ignore[assignment]
    for name in ("replace", "rename", "remove", "unlink"):
        setattr(os, name, _refuse_if_open(getattr(os, name)))


def _is_locked_by_another(descriptor: int) -> bool:
    """Whether what is read next is locked through another descriptor, of this program or another."""
    found = os.fstat(descriptor)
    if not stat.S_ISREG(found.st_mode) or os.lseek(descriptor, 0, os.SEEK_CUR) >= LOCKED_BYTES:
        return False
    if _locked.get((found.st_dev, found.st_ino)) == descriptor:
        return False
    try:
        _flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    _flock(descriptor, fcntl.LOCK_UN)
    return False


def _refuse_if_open(function: Any) -> Any:
    def carry_out(*paths: Any, **more: Any) -> Any:
        for path in paths:
            if _is_open(path):
                raise _refuse(errno.EACCES, SHARING_VIOLATION, path)
        return function(*paths, **more)

    return carry_out


def _is_open(path: Any) -> bool:
    """Whether a descriptor of this process has a file open."""
    try:
        wanted = Path(os.fsdecode(path)).lstat()
    except OSError:
        return False
    for entry in Path("/proc/self/fd").iterdir():
        try:
            found = os.fstat(int(entry.name))
        except OSError:
            continue
        if (found.st_dev, found.st_ino) == (wanted.st_dev, wanted.st_ino):
            return True
    return False


def _refuse_bad_names(event: str, arguments: tuple[Any, ...]) -> None:
    """Refuse a name below TANDEM_HOME or LOCALAPPDATA, or in the current folder, that Windows does not allow."""
    paths = {"open": arguments[:1], "os.mkdir": arguments[:1], "os.rename": arguments[:2]}.get(event, ())
    for path in paths:
        if isinstance(path, str | bytes) and FORBIDDEN.search(Path(os.fsdecode(path)).name):
            raise _refuse(errno.EINVAL, BAD_NAME, path)


if __name__ == "__main__":
    shutil.get_terminal_size = lambda fallback=(80, 24): os.terminal_size(fallback)
    pretend()
    if sys.argv[1:2] == ["--script"]:
        runpy.run_path(sys.argv[2], run_name="__main__")
    else:
        sys.exit(importlib.import_module("game.cli").main())
