"""Writing: whole or not at all, through no link, with the permissions that were there; a sentence where it fails."""

import errno
import os
import socket
import stat
from pathlib import Path

import pytest

from game import atomic_files, locales
from game.atomic_files import SHARED, explain_os_error, open_for_append, write_atomically


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "vi.po"
    path.write_bytes(b"old")
    return path


def test_a_file_is_replaced_whole_and_nothing_else_is_left(file):
    write_atomically(file, b"new")
    assert file.read_bytes() == b"new"
    assert names(file.parent) == ["vi.po"]


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664, 0o444])
def test_a_file_keeps_its_permissions(file, mode):
    file.chmod(mode)
    write_atomically(file, b"new")
    assert stat.S_IMODE(file.stat().st_mode) == mode


@pytest.mark.parametrize(("umask", "mode"), [(0o022, 0o644), (0o077, 0o600), (0o002, 0o664), (0, 0o666)])
def test_a_new_file_of_an_author_has_the_permissions_that_the_umask_leaves(tmp_path, umask, mode):
    before = os.umask(umask)
    try:
        write_atomically(tmp_path / "scenario.pot", b"new", SHARED)
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "scenario.pot").stat().st_mode) == mode


def test_a_new_file_of_a_player_is_for_the_player_alone(tmp_path):
    write_atomically(tmp_path / "one.tandem", b"new")
    assert stat.S_IMODE((tmp_path / "one.tandem").stat().st_mode) == 0o600


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may write what belongs to others")
def test_a_file_that_root_writes_still_belongs_to_its_owner(file):
    os.chown(file, 54321, 54321)
    write_atomically(file, b"new")
    assert (file.stat().st_uid, file.stat().st_gid) == (54321, 54321)


def test_a_link_is_refused_and_what_it_points_to_is_as_it_was(tmp_path, file):
    (tmp_path / "scenario.pot").symlink_to(file)
    with pytest.raises(OSError, match=r"^\[Errno") as refused:
        write_atomically(tmp_path / "scenario.pot", b"new")
    assert refused.value.errno == errno.ELOOP
    assert file.read_bytes() == b"old"
    assert (tmp_path / "scenario.pot").is_symlink()
    assert names(tmp_path) == ["scenario.pot", "vi.po"]


def test_a_link_to_nothing_is_refused_too(tmp_path):
    (tmp_path / "vi.po").symlink_to(tmp_path / "nowhere")
    with pytest.raises(OSError, match=r"^\[Errno"):
        write_atomically(tmp_path / "vi.po", b"new")
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize("kind", ["folder", "pipe", "socket"])
def test_nothing_but_a_file_is_replaced(tmp_path, kind):
    place = tmp_path / "it"
    with socket.socket(socket.AF_UNIX) as served:
        match kind:
            case "folder":
                place.mkdir()
            case "pipe":
                os.mkfifo(place)
            case "socket":
                served.bind(os.path.relpath(place))
        before = place.lstat()
        with pytest.raises(OSError, match=r"^\[Errno"):
            write_atomically(place, b"new")
        with pytest.raises(OSError, match=r"^\[Errno"):
            open_for_append(place)
    assert place.lstat().st_ino == before.st_ino
    assert names(tmp_path) == ["it"]


def test_a_name_of_the_longest_kind_is_written(tmp_path):
    write_atomically(tmp_path / ("a" * 255), b"new")
    assert names(tmp_path) == ["a" * 255]


@pytest.mark.parametrize("fails", ["write", "fsync", "replace"])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS])
def test_where_it_fails_the_old_file_stays_and_no_draft_is_left(file, monkeypatch, fails, number):
    def fail(*_arguments, **_more):
        raise OSError(number, os.strerror(number))

    owner = Path if fails == "replace" else atomic_files.os
    with monkeypatch.context() as patch:
        patch.setattr(owner, fails, fail)
        with pytest.raises(OSError, match=r"^\[Errno") as failed:
            write_atomically(file, b"new")
    assert failed.value.errno == number
    assert file.read_bytes() == b"old"
    assert names(file.parent) == ["vi.po"]


@pytest.mark.parametrize("number", [errno.EINVAL, errno.ENOTSUP, errno.ENOSYS])
def test_a_disk_that_cannot_sync_is_written_all_the_same(file, monkeypatch, number):
    def fail(_descriptor):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(atomic_files.os, "fsync", fail)
    write_atomically(file, b"new")
    assert file.read_bytes() == b"new"


COMMON = ("ENOSPC", "EDQUOT", "EFBIG", "EROFS", "EACCES", "EPERM", "ENOENT", "ESTALE", "ENOTDIR", "EISDIR", "ELOOP",
          "EEXIST", "ENAMETOOLONG", "EILSEQ", "EBUSY", "ETXTBSY", "EMFILE", "ENFILE", "EIO")  # fmt: skip


@pytest.mark.parametrize("name", COMMON)
@pytest.mark.parametrize("language", ["en", "vi"])
def test_each_refusal_of_the_system_has_a_sentence(name, language):
    number = getattr(errno, name)
    locales.set_language(language)
    try:
        told = explain_os_error(OSError(number, os.strerror(number)))
    finally:
        locales.set_language("en")
    assert told
    assert told != os.strerror(number)
    assert language == "en" or not told.isascii()


def test_an_error_without_words_has_some_all_the_same():
    assert explain_os_error(OSError("nothing")) == "OSError"
    assert explain_os_error(PermissionError()) == "PermissionError"
    locked = OSError(errno.EACCES, "in use")
    locked.winerror = 32  # the system says so on Windows alone
    assert "another program" in explain_os_error(locked)
