"""The faults that `make mutants` writes into a module: of every kind, where logic stands, and nowhere else."""

import pytest

from tests.mutants.mutations import list_mutations, list_statement_lines
from tests.mutants.recording import READING, Recording

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


PARTS = b"""def f(number):
    if (
        number > 1
    ):
        return g(
            number,
        )
    match number:
        case 1:
            return 2
    return [
        3,
    ]
"""


@pytest.mark.parametrize(
    ("line", "expected"), [(3, [2, 3, 4]), (6, [5, 6, 7]), (9, [9]), (10, [10]), (12, [11, 12, 13]), (1, [1])]
)
def test_a_line_is_run_with_its_statement_and_without_those_inside_it(line, expected):
    assert list(list_statement_lines(PARTS, line)) == expected


def test_a_fault_is_shown_to_the_tests_that_run_its_line_and_one_in_what_is_read_once_to_all_of_its_file():
    met = {("f", 1): {READING}, ("f", 2): {"b"}, ("f", 0): {READING, "a", "b"}, ("g", 2): {"c"}}
    recording = Recording({place: frozenset(tests) for place, tests in met.items()}, {"a": 1, "b": 1, "c": 1})
    assert recording.list_tests("f", [2]) == ["b"]
    assert recording.list_tests("f", [1]) == ["a", "b"]
    assert recording.list_tests("f", [3]) == []
