"""The program dies at any instant, the power fails at any instant: what the player saw as saved is there."""

from pathlib import Path

import pytest

needs_disk = pytest.mark.usefixtures("may_mount_disks")


def nothing_lost(counts: dict[str, int]) -> bool:
    return not {"lost", "wrong", "refused"} & counts.keys()


@pytest.mark.long
def test_a_program_killed_six_times_loses_no_saved_answer(suffer):
    assert nothing_lost(suffer("storm", 6))


@pytest.mark.long
def test_a_program_killed_two_hundred_times_loses_no_saved_answer(suffer):
    counts = suffer("storm", 200, seed=2)
    assert nothing_lost(counts)
    assert counts["crashes on one save"] > 3
    assert counts["answers"] > 500


@needs_disk
@pytest.mark.long
def test_a_power_cut_loses_no_saved_answer(suffer):
    assert nothing_lost(suffer("power", 1))


@pytest.mark.long
@needs_disk
def test_thirty_power_cuts_lose_no_saved_answer(suffer):
    counts = suffer("power", 30, seed=2)
    assert nothing_lost(counts)
    assert counts["answers"] > 50


@pytest.mark.long
@needs_disk
def test_the_same_power_cuts_do_lose_answers_where_nothing_is_synced(suffer):
    assert suffer("power-unsynced", 5).get("lost", 0) > 0


def test_a_save_left_behind_by_a_crash_holds_no_lock(small, tmp_path, expected):
    from tests.faults import player

    player.killed_player(small, tmp_path / "saves", 0.5)
    assert player.found(Path(tmp_path / "saves"), expected, 0) in ("kept", "torn")
