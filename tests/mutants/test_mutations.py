"""The faults that `make mutants` writes into a module: of every kind, where logic stands, and nowhere else."""

import pytest

from tests.mutants.mutations import list_mutations

SOURCE = b'''"""A module. 1 < 2."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from one import Two
__all__ = ["f", "g"]
MOST: int = 400


def f(ready: bool, steps: list[int]) -> bool:
    """Say whether 3 > 2."""
    total = 0
    total += len(steps)
    assert total >= 0
    if ready and total < 5:
        print("go")
    return total == 1
'''


@pytest.fixture(scope="module")
def mutants():
    return {one.apply(SOURCE).decode(): one for one in list_mutations(SOURCE) if one.compiles_in(SOURCE)}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("    total += len(steps)", "    pass"),
        ('print("go")', "pass"),
        ("ready and total < 5", "(not (ready and total < 5))"),
        ("ready and total < 5", "((ready))"),
        ("ready and total < 5", "((total < 5))"),
        ("total < 5", "total <= 5"),
        ("total < 5", "total < 6"),
        ("total == 1", "total != 1"),
        ("400", "800"),
        ("    total = 0", "    return False; total = 0"),
    ],
)
def test_each_kind_of_fault_is_drawn(mutants, before, after):
    assert SOURCE.decode().replace(before, after) in mutants


def test_words_annotations_and_asserts_are_left_alone(mutants):
    lines = {one.line for one in mutants.values()}
    assert lines <= {8, 13, 14, 16, 17, 18}


def test_each_fault_is_another_program_and_there_are_none_twice(mutants):
    assert SOURCE.decode() not in mutants
    assert len(mutants) == len(list_mutations(SOURCE))
