"""Getting bytes onto the disk, so that what is said to be there is there after the power fails.

`fsync` on Linux, the platform's full flush on macOS (where fsync leaves the drive's cache alone), and the name of a
new file with it: a file whose folder was not synced may be gone after a crash. Windows keeps names by itself.
"""

import errno
import os
import secrets
import sys
from contextlib import suppress
from pathlib import Path
from typing import Final

if sys.platform == "darwin":
    import fcntl

_BINARY: Final = getattr(os, "O_BINARY", 0)
_NO_SUCH_SYNC: Final = {errno.EINVAL, errno.ENOTSUP, errno.EBADF}
"""What file systems answer that cannot sync a folder."""


def write_and_sync(descriptor: int, data: bytes) -> None:
    """Write all of `data` where the descriptor stands and wait until the disk has it; OSError if it has not."""
    view = memoryview(data)
    while view:
        written = os.write(descriptor, view)
        if written == 0:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        view = view[written:]
    sync_file(descriptor)


def sync_file(descriptor: int) -> None:
    """Wait until the disk has what was written to a descriptor; OSError if it has not."""
    if sys.platform == "darwin":
        with suppress(OSError):
            fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
            return
    os.fsync(descriptor)


def sync_folder(folder: Path) -> None:
    """Wait until the disk has the names in a folder; OSError if it has not."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in _NO_SUCH_SYNC:
            raise
    finally:
        os.close(descriptor)


def make_folder(folder: Path) -> None:
    """Make a folder with those above it, each name on the disk; OSError if it cannot be made."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    sync_folder(folder.parent)


def write_atomically(path: Path, content: bytes) -> None:
    """Write a file in one step: after a crash there is the old one or the new one, whole; OSError if it fails."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o600)
    try:
        try:
            write_and_sync(descriptor, content)
        finally:
            os.close(descriptor)
        draft.replace(path)
    except BaseException:
        with suppress(OSError):
            draft.unlink()
        raise
    sync_folder(path.parent)
