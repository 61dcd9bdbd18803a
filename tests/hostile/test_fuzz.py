"""The fuzz targets, for a bounded time; `python -m tests.hostile.fuzz --runs 120000` goes on for longer."""

import pytest

from tests.hostile import fuzz


@pytest.mark.parametrize("runs", [10, pytest.param(500, marks=pytest.mark.long)])
@pytest.mark.parametrize("target", fuzz.TARGETS)
def test_whatever_a_file_says_it_is_told_and_nothing_is_raised(target, runs):
    counts = fuzz.fuzz(target, runs, start=1)
    assert counts.total() >= runs
    assert len(counts) > 1, "some inputs are still good, or else nothing beyond the first check was tried"
