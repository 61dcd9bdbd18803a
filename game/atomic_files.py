"""The door for writing: bytes go to the disk whole, or not at all, and stay there when the power fails.

Nothing else under `game/` opens a file for writing; a test holds that. A file is written under a new name in its own
folder, synced, and renamed, so there is always the old one or the new one. A link is never followed and nothing but
a regular file is ever replaced. A save alone is written to in place, at its end: `open_for_append`.

`fsync` on Linux, the platform's full flush on macOS (where fsync leaves the drive's cache alone), and the name of a
new file with it: a file whose folder was not synced may be gone after a crash. Windows keeps names by itself.
"""

import errno
import os
import secrets
import stat
import sys
from contextlib import suppress
from pathlib import Path
from time import sleep
from typing import Final

from game.locales import N_, _

if sys.platform == "darwin":
    import fcntl

PRIVATE: Final = 0o600
"""Permissions of a new file that only its owner may read."""
SHARED: Final = 0o666
"""Permissions of a new file that belongs among an author's others, before the umask."""
_BINARY: Final = getattr(os, "O_BINARY", 0)
_PLAIN: Final = _BINARY | sum(getattr(os, name, 0) for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC"))
_NO_SUCH_SYNC: Final = {errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EBADF}
"""What file systems answer that cannot sync."""
_REASONS: Final = {
    "ENOSPC": N_("the disk is full; make room and try again"),
    "EDQUOT": N_("your share of this disk is used up; make room and try again"),
    "EFBIG": N_("the file would be larger than is allowed here"),
    "EROFS": N_("this disk can only be read, not written to"),
    "EACCES": N_("there is no permission for it; check who owns the folder and the file"),
    "EPERM": N_("there is no permission for it; check who owns the folder and the file"),
    "ENOENT": N_("there is no such folder or file"),
    "ESTALE": N_("the folder is gone from the network; connect it again"),
    "ENOTDIR": N_("a file lies where a folder should be"),
    "EISDIR": N_("a folder lies where the file should be"),
    "ELOOP": N_("a symbolic link lies there, and links are not followed"),
    "EEXIST": N_("something else of that name lies there"),
    "ENAMETOOLONG": N_("the name is too long for this disk"),
    "EILSEQ": N_("this disk does not allow such a name"),
    "EBUSY": N_("another program is using the file; close it there and try again"),
    "ETXTBSY": N_("another program is using the file; close it there and try again"),
    "EMFILE": N_("too many files are open; close some programs and try again"),
    "ENFILE": N_("too many files are open; close some programs and try again"),
    "EIO": N_("the disk reports a fault; write to another one"),
}
"""Why a file can't be read or written, by the name of the error: not every system knows every number."""
_USED_ELSEWHERE: Final = frozenset({32, 33})
"""What Windows reports, as `winerror`, about a file that another program has open."""
_HELD_OPEN: Final = _USED_ELSEWHERE | {5}
"""What it reports when such a file should be replaced."""
_PAUSES: Final = (0.02, 0.05, 0.1, 0.2, 0.4)
"""Seconds between tries to replace it."""


def explain_os_error(error: OSError) -> str:
    """Return why a file cannot be read or written, as a sentence for the user."""
    name = errno.errorcode.get(error.errno or 0, "")
    if getattr(error, "winerror", None) in _USED_ELSEWHERE:
        name = "EBUSY"
    if name in _REASONS:
        return _(_REASONS[name])
    return error.strerror if isinstance(error.strerror, str) else type(error).__name__


def write_and_sync(descriptor: int, data: bytes) -> bool:
    """Write all of `data` where the descriptor stands and wait until the disk has it; OSError if it has not.

    Return whether the disk could be asked: some file systems have no sync.
    """
    view = memoryview(data)
    while view:
        written = os.write(descriptor, view)
        if written == 0:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        view = view[written:]
    return sync_file(descriptor)


def sync_file(descriptor: int) -> bool:
    """Wait until the disk has what was written to a descriptor; False where it can't be asked.

    Raises:
        OSError: where the disk has it not.
    """
    if sys.platform == "darwin":
        with suppress(OSError):
            fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
            return True
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in _NO_SUCH_SYNC:
            raise
        return False
    return True


def sync_folder(folder: Path) -> None:
    """Wait until the disk has the names in a folder; OSError if it has not."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        sync_file(descriptor)
    finally:
        os.close(descriptor)


def make_folder(folder: Path) -> None:
    """Make a folder with those above it, each name on the disk; OSError if it cannot be made."""
    if folder.is_dir():
        return
    if folder.parent != folder:
        make_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    sync_folder(folder.parent)


def open_for_append(path: Path, *, new: bool = False, may_be_there: bool = False) -> int:
    """Return a descriptor that reads a regular file and writes at its end; the caller closes it.

    Args:
        path: the file; a link is not followed.
        new: make it, for its owner only.
        may_be_there: with `new`, take one that is there already.

    Raises:
        OSError: where it cannot be opened, is no regular file, or is there already though it should be new.
    """
    flags = os.O_RDWR | os.O_APPEND | _PLAIN
    if new:
        flags |= os.O_CREAT | (0 if may_be_there else os.O_EXCL)
    descriptor = os.open(path, flags, PRIVATE)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))
    return descriptor


def write_atomically(path: Path, content: bytes, mode: int = PRIVATE) -> None:
    """Write a file in one step: after a crash there is the old one or the new one, whole.

    Args:
        path: the file. What is there is replaced and keeps its permissions and, where that is allowed, its owner.
        content: all of the new content.
        mode: the permissions of a new file, before the umask.

    Raises:
        OSError: if it fails, or a link, a folder or a device lies there; nothing has changed then.
    """
    before = _look_at_old_file(path)
    draft = path.with_name(f".{secrets.token_hex(8)}.new")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _PLAIN, mode)
    try:
        try:
            if before is not None:
                _take_over_permissions(descriptor, before)
            write_and_sync(descriptor, content)
        finally:
            os.close(descriptor)
        _replace_file(draft, path)
    except BaseException:
        with suppress(OSError):
            draft.unlink()
        raise
    sync_folder(path.parent)


def rename_file(path: Path, new: Path) -> None:
    """Give a file, or whatever lies there, another name in its folder, on the disk; OSError if that fails."""
    _replace_file(path, new)
    sync_folder(new.parent)


def _replace_file(path: Path, new: Path) -> None:
    """Rename a file; on Windows again and again while another program, such as a virus scanner, has it open."""
    for pause in _PAUSES:
        try:
            path.replace(new)
        except PermissionError as error:
            if getattr(error, "winerror", None) not in _HELD_OPEN:
                raise
            sleep(pause)
        else:
            return
    path.replace(new)


def append_text(path: Path, text: str) -> None:
    """Add text to the end of a file for its owner, made if there is none; OSError as `open_for_append`."""
    descriptor = open_for_append(path, new=True, may_be_there=True)
    try:
        write_and_sync(descriptor, text.encode("utf-8", "backslashreplace"))
    finally:
        os.close(descriptor)


def _look_at_old_file(path: Path) -> os.stat_result | None:
    """Return what is known of a regular file that is to be replaced, None where there is none; OSError else."""
    try:
        found = path.lstat()
    except FileNotFoundError:
        return None
    if stat.S_ISREG(found.st_mode):
        return found
    number = (
        errno.ELOOP if stat.S_ISLNK(found.st_mode) else errno.EISDIR if stat.S_ISDIR(found.st_mode) else errno.EEXIST
    )
    raise OSError(number, os.strerror(number), str(path))


def _take_over_permissions(descriptor: int, before: os.stat_result) -> None:
    if sys.platform != "win32":
        with suppress(OSError):
            os.fchown(descriptor, before.st_uid, before.st_gid)
        os.fchmod(descriptor, stat.S_IMODE(before.st_mode))
