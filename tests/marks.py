"""Which parameters of a test are tried in the fast tests, and which in the long ones only."""

import pytest


def as_long(*values):
    """Return values as parameters of the long tests."""
    return [pytest.param(value, marks=pytest.mark.long) for value in values]
