"""The disk is full, the folder may not be written, the folder is gone, somebody else has the save."""

import os
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from game.playthrough.saves import journal, saved_game
from game.playthrough.saves.journal import JournalError, NotSavedError
from tests.faults import player
from tests.faults.conftest import SCRIPT

mounts = pytest.mark.usefixtures("may_mount")


def states(path: Path) -> list[str]:
    return [record.state for record in journal.load_journal(path).records]


@contextmanager
def room_for(more: int, path: Path) -> Iterator[None]:
    """Let files grow by no more than so many bytes beyond a save, as on a disk that is nearly full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size + more, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_disk_that_is_full_at_each_append_loses_nothing_that_was_saved(game, expected):
    for number in range(len(expected)):
        before = game.path.read_bytes()
        player.answer(game.session)
        for room in (0, 1, 100):
            with room_for(room, game.path), pytest.raises(NotSavedError, match="disk is full; make room"):
                game.save()
            assert game.path.read_bytes() == before, "what was written in part is taken back"
            assert game.saved == number
            assert game.trouble
        assert game.save() == number + 1
        assert not game.trouble
    assert states(game.path) == expected


@contextmanager
def mounted(folder: Path, size: str = "256k") -> Iterator[Path]:
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)], check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def fill(disk: Path) -> Path:
    ballast = disk / "ballast"
    with ballast.open("wb", buffering=0) as file:
        try:
            while file.write(b"0" * 4096):
                pass
        except OSError:
            return ballast
    raise AssertionError


@pytest.mark.long
@mounts
def test_a_small_disk_that_fills_up_at_each_append_loses_nothing(small, tmp_path, expected):
    with mounted(tmp_path / "disk") as disk:
        game = saved_game.start_game(small, player.SETUP, disk / "saves")
        refused = 0
        for number in range(len(expected)):
            player.answer(game.session)
            to_the_page = 4096 - game.path.stat().st_size % 4096
            game.session.add_reflection(
                0, "x" * max(1, to_the_page - 420)
            )  # so that the next line crosses into a new page
            game.save()
            game.session.add_reflection(0, f"{number} " + "y" * 400)
            ballast = fill(disk)
            before = game.path.read_bytes()
            with pytest.raises(NotSavedError, match="disk is full"):
                game.save()
            refused += 1
            assert game.path.read_bytes() == before
            ballast.unlink()
            assert game.save() == number + 1
        game.close()
        assert refused == len(expected)
        assert states(game.path) == expected


@mounts
def test_on_a_disk_that_is_full_from_the_start_play_goes_on_unsaved(small, tmp_path, expected):
    with mounted(tmp_path / "disk", "64k") as disk:
        ballast = fill(disk)
        game = saved_game.start_game(small, player.SETUP, disk / "saves")
        assert "disk is full" in game.trouble
        assert game.path is None
        while game.session.prompt:
            player.answer(game.session)
        ballast.unlink()
        assert game.save() == len(expected), "with room again, all of it is saved"
        game.close()
        assert states(game.path) == expected


@mounts
def test_in_a_folder_that_may_only_be_read_play_goes_on_unsaved(small, tmp_path, expected):
    with mounted(tmp_path / "disk") as disk:
        begun = saved_game.start_game(small, player.SETUP, disk / "saves")
        player.answer(begun.session)
        begun.save()
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=False)
        begun.close()
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        assert "can't be written to" in saved_game.start_game(small, player.SETUP, disk / "saves").trouble
        game = saved_game.resume_game(begun.path)
        assert "can't be written to" in game.trouble
        player.answer(game.session)
        with pytest.raises(NotSavedError, match="can't be written to"):
            game.save()
        subprocess.run(["mount", "-o", "remount,rw", str(disk)], check=True)
        assert game.save() == 2
        game.close()
        assert states(game.path) == expected[:2]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere; the test with a mount stands for it")
def test_in_a_folder_without_permission_play_goes_on_unsaved(small, tmp_path):
    tmp_path.chmod(0o500)
    assert "can't be written to" in saved_game.start_game(small, player.SETUP, tmp_path / "saves").trouble
    tmp_path.chmod(0o700)


def test_where_no_folder_can_be_play_goes_on_unsaved(small, tmp_path, expected):
    (tmp_path / "saves").write_text("a file is in the way")
    game = saved_game.start_game(small, player.SETUP, tmp_path / "saves")
    assert game.trouble
    player.answer(game.session)
    with pytest.raises(NotSavedError):
        game.save()
    (tmp_path / "saves").unlink()
    assert game.save() == 1
    assert states(game.path) == expected[:1]


@pytest.mark.parametrize("gone", [shutil.rmtree, lambda folder: folder.rename(folder.with_name("elsewhere"))])
def test_a_folder_that_disappears_is_made_anew_with_the_whole_play(game, expected, gone):
    for number in range(1, len(expected) + 1):
        player.answer(game.session)
        game.save()
        if number == 3:
            gone(game.path.parent)
    game.close()
    assert states(game.path) == expected
    assert saved_game.resume_game(game.path).session.prompt is None, "the crisis is kept beside it again"


def test_a_save_that_is_deleted_during_play_comes_back_with_the_next_answer(game, expected):
    player.answer(game.session)
    game.save()
    game.path.unlink()
    player.answer(game.session)
    assert game.save() == 2
    assert states(game.path) == expected[:2]


def test_a_save_that_is_being_played_is_refused_to_a_second_program(played):
    before = played.read_bytes()
    with subprocess.Popen([sys.executable, str(SCRIPT), "hold", str(played)], stdout=subprocess.PIPE) as holder:
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(JournalError, match="another window is playing this save"):
            saved_game.resume_game(played)
        assert played.read_bytes() == before
        assert len(states(played)) > 1, "it may be read meanwhile"
        holder.send_signal(signal.SIGKILL)
    saved_game.resume_game(played).close()


def test_two_windows_that_lost_their_lock_keep_both_stories(game, small, expected):
    player.answer(game.session)
    game.save()
    first = game.path
    copy = first.read_bytes()
    shutil.rmtree(first.parent)
    first.parent.mkdir()
    other = saved_game.start_game(small, player.SETUP, first.parent)  # brings the crisis back
    other.close()
    first.write_bytes(copy)
    rival = saved_game.resume_game(first)
    rival.session.answer(rival.session.prompt.token, {"what": "cash"} if rival.session.prompt.kind == "pledge" else {})
    rival.save()
    rival.close()
    player.answer(game.session)
    assert game.save() == 2
    assert game.path != first
    assert states(game.path) == expected[:2]
    assert states(first)[1] != expected[1]
