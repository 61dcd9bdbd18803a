"""The model on numpy arrays of shape (24,) or (24, N), for tests that do sums with whole companies at once."""

import numpy as np

from game.engine import causes, model
from game.engine import epilogue as engine_epilogue


def given(x):
    """Return a company as play has it, 24 Python floats; a batch as it is."""
    return x.tolist() if getattr(x, "ndim", 2) == 1 else x


def week(x, *how, **more):
    """Return the stocks a week later."""
    return np.array(model.advance_week(given(x), *how, **more))


def clamp(x):
    """Return the stocks inside their ranges."""
    return np.array(model.clamp_stocks(given(x)))


def run(x, *how, **more):
    """Return a trajectory, shape (weeks + 1, 24[, N])."""
    return np.array(model.simulate_weeks(given(x), *how, **more))


def means(rows):
    """Return the mean of a trajectory."""
    return np.array(model.compute_means(map(given, rows)))


def from_hundredths(stocks):
    """Return a company in points."""
    return np.array(model.from_hundredths(stocks))


def to_hundredths(x):
    """Return a company as whole hundredths."""
    return np.array(model.to_hundredths(given(x)))


def pass_week(x, seat, *how):
    """Return the stocks and the chair a week later."""
    after, seat = engine_epilogue.advance_week_and_chair(given(x), seat, *how)
    return np.array(after), seat


def epilogue(x, seat=engine_epilogue.KEPT):
    """Return the year after, shape (53, 24[, N])."""
    return np.array(engine_epilogue.simulate_epilogue(given(x), seat).weeks)


def pull(x):
    """Return where each stock would settle."""
    return np.array(causes.compute_pull(given(x)))


def contributions(x, base=None):
    """Return what each driver adds to each stock, shape (24, 24)."""
    return np.array(causes.compute_contributions(given(x), base if base is None else given(base)))
