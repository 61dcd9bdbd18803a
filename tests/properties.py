"""Properties tried on a few examples by the fast tests, and on many by the long ones."""

from collections.abc import Callable
from inspect import signature
from typing import Any

import pytest
from hypothesis import given, settings

PATIENT = settings(deadline=None)


def check_property(
    *strategies: Any, few: int, many: int, under: settings = PATIENT, **named: Any
) -> Callable[..., Any]:
    """Turn a function or method over drawn values into two tests, of so few and of so many examples."""

    def decorate(holds: Callable[..., None]) -> Callable[..., None]:
        def run(examples: int, *owner: Any) -> None:
            settings(under, max_examples=examples)(given(*strategies)(holds))(*owner)

        def test_function(examples: int) -> None:
            run(examples)

        def test_method(self: Any, examples: int) -> None:
            run(examples, self)

        test = test_method if "self" in signature(holds).parameters else test_function
        test.__name__, test.__qualname__, test.__doc__ = holds.__name__, holds.__qualname__, holds.__doc__
        test.__module__ = holds.__module__
        return pytest.mark.parametrize("examples", [few, pytest.param(many, marks=pytest.mark.long)])(test)

    return decorate
