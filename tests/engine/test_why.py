"""Why a condition holds or fails: the explanation is never wrong about it, and its decisive clauses really decide."""

import pytest
from hypothesis import given, settings

from game.engine.conditions import evaluate_condition, explain_condition, parse_condition
from game.engine.conditions.tree import render_condition
from tests.engine.test_guard import WORDS, ConditionError, Values, condition, state

FEW = settings(max_examples=30, deadline=None)


def guard_of(text):
    """Read a condition, or leave out one that is too large."""
    try:
        return parse_condition(text, WORDS)
    except ConditionError:
        return None


@FEW
@given(condition)
def test_a_tree_as_text_reads_back_as_the_same_tree(text):
    guard = guard_of(text)
    if guard is not None:
        assert parse_condition(render_condition(guard.tree), WORDS).tree == guard.tree


@FEW
@given(condition, state)
def test_the_explanation_fails_if_and_only_if_the_condition_does(text, values):
    guard = guard_of(text)
    if guard is not None:
        told = explain_condition(guard, Values(values))
        assert told.holds == evaluate_condition(guard, Values(values))
        for clause in told.list_decisive_clauses():
            assert clause.holds == evaluate_condition(parse_condition(clause.text, WORDS), Values(values))


@FEW
@given(condition, state, state)
def test_while_the_decisive_clauses_read_the_same_the_condition_comes_to_the_same(text, values, others):
    guard = guard_of(text)
    if guard is not None:
        told = explain_condition(guard, Values(values))
        fixed = {name: value for clause in told.list_decisive_clauses() for name, value in clause.values}
        assert evaluate_condition(guard, Values({**others, **fixed})) == told.holds


@FEW
@given(condition, state)
def test_it_would_come_to_the_opposite_if_every_decisive_clause_did(text, values):
    guard = guard_of(text)
    if guard is not None:
        told = explain_condition(guard, Values(values))
        assert turned(told, {id(clause) for clause in told.list_decisive_clauses()}) == (not told.holds)


def turned(told, decisive):
    """What an explained condition would come to with the decisive clauses the other way round."""
    if not told.parts:
        return told.holds != (id(told) in decisive)
    parts = [turned(part, decisive) for part in told.parts]
    return {"not": lambda: not parts[0], "and": lambda: all(parts), "or": lambda: any(parts)}[told.word]()


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("ceo.trust >= 60", [("ceo.trust >= 60", (("ceo.trust", 47),))]),
        ("ceo.trust >= 40 and debt < 20", [("debt < 20", (("debt", 30),))]),
        ("ceo.trust >= 60 or flag.told_board", [("ceo.trust >= 60", (("ceo.trust", 47),)), ("flag.told_board", None)]),
        ("not said.skipped_test and debt < 90", [("said.skipped_test", None)]),
        ("cto.trust + ceo.trust < 60", [("cto.trust + ceo.trust < 60", (("cto.trust", 52), ("ceo.trust", 47)))]),
    ],
)
def test_the_clauses_that_fail_are_named_with_their_values(text, clauses):
    now = Values({"ceo.trust": 47, "cto.trust": 52, "debt": 30, "said.skipped_test": True, "flag.told_board": False})
    told = explain_condition(parse_condition(text, WORDS), now)
    assert not told.holds
    found = [(clause.text, clause.values) for clause in told.list_decisive_clauses()]
    assert found == [(text, values or ((text, now[text]),)) for text, values in clauses]
