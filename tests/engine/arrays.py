"""The model on numpy arrays of shape (24,) or (24, N), for tests that do sums with whole companies at once.

Conditions over many states at once are evaluated here by numpy's rules, apart from the game's own evaluation.
"""

import operator

import numpy as np

from game.engine import causes, model
from game.engine.conditions import tree


class Batch(np.ndarray):
    """Many companies, of which the model asks for the smaller and the larger as it does of an interval."""

    def take_smaller(self, other):
        return np.minimum(self, other)

    def take_larger(self, other):
        return np.maximum(self, other)


def given(x):
    """Return a company as play has it, 24 Python floats; a batch as one that the model can ask."""
    if isinstance(x, np.ndarray):
        return x.tolist() if x.ndim == 1 else x.view(Batch)
    return x


def batch(rows):
    """Return rows as one array that the model can ask."""
    return np.array(rows).view(Batch)


def week(x, *how, **more):
    """Return the stocks a week later."""
    return batch(model.advance_week(given(x), *how, **more))


def clamp(x):
    """Return the stocks inside their ranges."""
    return batch(model.clamp_stocks(given(x)))


def run(x, *how, **more):
    """Return a trajectory, shape (weeks + 1, 24[, N])."""
    return batch(model.simulate_weeks(given(x), *how, **more))


def means(rows):
    """Return the mean of a trajectory."""
    return batch(model.compute_means(map(given, rows)))


def from_hundredths(stocks):
    """Return a company in points."""
    return batch(model.from_hundredths(stocks))


def to_hundredths(x):
    """Return a company as whole hundredths."""
    return batch(model.to_hundredths(given(x)))


def pass_week(x, seat, *how):
    """Return the stocks and the chair a week later."""
    after, seat = model.advance_week_and_chair(given(x), seat, *how)
    return batch(after), seat


def epilogue(x, seat=model.KEPT):
    """Return the year after, shape (53, 24[, N])."""
    return batch(model.simulate_epilogue(given(x), seat).weeks)


def pull(x):
    """Return where each stock would settle."""
    return batch(causes.compute_pull(given(x)))


def contributions(x, base=None):
    """Return what each driver adds to each stock, shape (24, 24)."""
    return batch(causes.compute_contributions(given(x), base if base is None else given(base)))


def evaluate_batch(guard, columns, n):
    """Tell for N states at once where a condition holds: shape (n,).

    Args:
        guard: the condition.
        columns: by name, an int32 array for a number, a bool array for a flag, each of shape (n,).
        n: how many states.
    """
    return np.broadcast_to(np.asarray(_evaluate_truth_batch(guard.tree, columns), dtype=bool), (n,)).copy()


def _evaluate_truth_batch(node, columns):
    match node:
        case tree.FlagName(name):
            return columns[name]
        case tree.ComparisonChain():
            links = (
                tree.RELATIONS[how](_evaluate_number_batch(a, columns), _evaluate_number_batch(b, columns))
                for a, how, b in node.list_links()
            )
            return _fold_parts(operator.and_, links)
        case tree.Junction(word, of):
            join = operator.and_ if word == "and" else operator.or_
            return _fold_parts(join, (_evaluate_truth_batch(part, columns) for part in of))
        case tree.Not(of):
            return _evaluate_truth_batch(of, columns) ^ True
        case tree.Always():
            return True


def _evaluate_number_batch(node, columns):
    match node:
        case tree.NumberName(name):
            return columns[name]
        case tree.Constant(value):
            return np.int32(value)
        case tree.Arithmetic(sign, left, right):
            return tree.ARITHMETIC[sign](_evaluate_number_batch(left, columns), _evaluate_number_batch(right, columns))
        case tree.Extreme(which, of):
            join = np.minimum if which == "min" else np.maximum
            return _fold_parts(join, (_evaluate_number_batch(part, columns) for part in of))
        case tree.Negative(of):
            return -_evaluate_number_batch(of, columns)
        case tree.Absolute(of):
            return abs(_evaluate_number_batch(of, columns))


def _fold_parts(join, parts):
    result = next(parts)
    for part in parts:
        result = join(result, part)
    return result
