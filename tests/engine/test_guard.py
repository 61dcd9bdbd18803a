"""The condition language: means what Python means, refuses what is not in it, and says where and why."""

import subprocess
import sys
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import strategies as st

from game.engine.conditions import (
    NUMBERS,
    ConditionError,
    ConditionVocabulary,
    ParsedCondition,
    evaluate_condition,
    judge_condition,
    list_names,
    parse_condition,
)
from tests.engine.arrays import evaluate_batch
from tests.properties import check_property

FLAGS = frozenset({"said.skipped_test", "knows.ceo.vendor", "flag.told_board", "pledge.cto.people"})
READ = ("ceo.trust", "cto.trust", "debt", "strain", "tokens")
WORDS = ConditionVocabulary(FLAGS)

number = st.recursive(
    st.sampled_from(READ) | st.integers(0, 120).map(str),
    lambda inner: st.one_of(
        st.builds("({} {} {})".format, inner, st.sampled_from("+-"), inner),
        st.builds("({} * {})".format, inner, st.integers(0, 9)),
        st.builds("({} // {})".format, inner, st.integers(1, 9)),
        st.builds("{}({}, {})".format, st.sampled_from(["min", "max"]), inner, inner),
        st.builds("abs({})".format, inner),
        st.builds("-{}".format, inner),
    ),
    max_leaves=5,
)
relation = st.sampled_from(["<", "<=", ">", ">=", "==", "!="])
comparison = st.one_of(
    st.builds("{} {} {}".format, number, relation, number),
    st.builds("{} {} {} {} {}".format, number, relation, number, relation, number),
)
condition = st.recursive(
    comparison | st.sampled_from(sorted(FLAGS)),
    lambda inner: st.one_of(
        st.builds("({} {} {})".format, inner, st.sampled_from(["and", "or"]), inner),
        st.builds("not ({})".format, inner),
    ),
    max_leaves=4,
)
state = st.fixed_dictionaries(
    {
        **{name: st.integers(0, 100) for name in READ[:-1]},
        "tokens": st.integers(0, 3),
        **{name: st.booleans() for name in sorted(FLAGS)},
    }
)


class Values(dict):
    """A scope over plain values."""

    look_up = dict.__getitem__


def read(text):
    """Read a condition, or tell what is wrong with it."""
    try:
        return parse_condition(text, WORDS)
    except ConditionError as problem:
        return problem


def in_python(text, values):
    """Evaluate with Python itself, dotted names as attributes."""
    space = {}
    for name, value in values.items():
        head, *rest = name.split(".")
        if not rest:
            space[head] = value
            continue
        node = space.setdefault(head, SimpleNamespace())
        for part in rest[:-1]:
            node.__dict__.setdefault(part, SimpleNamespace())
            node = getattr(node, part)
        setattr(node, rest[-1], value)
    return bool(eval(text, {"__builtins__": {"min": min, "max": max, "abs": abs}}, space))


@check_property(condition, st.lists(state, min_size=5, max_size=5), few=25, many=80)
def test_conditions_mean_what_python_means_for_one_state_and_for_many(text, states):
    guard = read(text)
    if isinstance(guard, ConditionError):  # beyond the limits of the language, which have their own tests
        assert "at most" in guard.message
        return
    expected = [in_python(text, values) for values in states]
    assert [evaluate_condition(guard, Values(values)) for values in states] == expected
    columns = {name: np.array([values[name] for values in states]) for name in states[0]}
    columns = {name: c if c.dtype == bool else c.astype(np.int32) for name, c in columns.items()}
    many = evaluate_batch(guard, columns, len(states))
    assert many.dtype == bool
    assert many.tolist() == expected


@check_property(condition, st.lists(state, min_size=2, max_size=4), few=25, many=80)
def test_a_proof_about_intervals_holds_in_every_state_inside_them(text, states):
    guard = read(text)
    if isinstance(guard, ConditionError):  # beyond the limits of the language, which have their own tests
        assert "at most" in guard.message
        return
    intervals = {name: (min(s[name] for s in states), max(s[name] for s in states)) for name in states[0]}
    verdict = judge_condition(guard, intervals)
    assert verdict.names <= list_names(guard)
    if verdict.holds is not None:
        assert {evaluate_condition(guard, Values(values)) for values in states} == {verdict.holds}


@check_property(condition, st.data(), few=50, many=200)
def test_broken_texts_raise_nothing_but_a_guard_error(text, data):
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(text)))
        put = data.draw(st.text("()=<>!&|.,'\"%*/+-[]{}:;#\\\0\n\té≥ 0_anotr", max_size=3) | st.text(max_size=2))
        text = text[:at] + put + text[at + data.draw(st.integers(0, 4)) :]
    result = read(text)
    if isinstance(result, ConditionError):
        assert 0 <= result.column <= max(len(text), 400)
        assert result.message
        assert "\n" not in result.message
    else:
        assert isinstance(result, ParsedCondition)


REFUSED = [
    ("debt = 40", 5, "use =="),
    ("debt > 4 && flag.told_board", 9, "use and"),
    ("debt > 4 || flag.told_board", 9, "use or"),
    ("debt > 4 & flag.told_board", 7, "use and"),
    ("!flag.told_board", 0, "use not"),
    ("debt > 30 and", 13, "something is missing at the end"),
    ("debt >", 6, "something is missing at the end"),
    ("debt => 3", 5, "the = comes last"),
    ("debt ≥ 40", 5, "use >="),
    ("(debt > 3", 0, "'(' too many"),
    ("debt > 3)", 8, "')' too many"),
    ("", 0, "missing"),
    ("   ", 0, "missing"),
    ("debt", 0, "compare it"),
    ("debt + 3", 0, "compare it"),
    ("debt > 3 and sales", 13, "'sales >= 40'"),
    ("flag.told_board > 3", 0, "yes or no"),
    ("flag.told_board + 3 > 3", 0, "yes or no"),
    ("(debt > 3) + 2 > 1", 1, "yes or no where a number"),
    ("print(3)", 0, "only min, max and abs"),
    ("debt.real > 3", 0, "unknown name"),
    ("(debt + 1).real > 3", 0, "a dot is only for names"),
    ("debt[0] > 3", 0, "square brackets"),
    ("debt ** 2 > 3", 0, "'**'"),
    ("debt / 2 > 3", 0, "use //"),
    ("debt % 2 > 3", 0, "'%'"),
    ("debt // sales > 3", 8, "whole number other than 0"),
    ("debt // 0 > 3", 8, "whole number other than 0"),
    ("'x' == 'x'", 0, "not part of conditions"),
    ("f'{debt}' > 3", 1, "not part of conditions"),
    ("lambda: debt", 6, "not part of conditions"),
    ("[debt for debt in sales]", 0, "not part"),
    ("debt if debt > 3 else 4", 0, "if and else"),
    ("1.5 < debt", 0, "not a whole number"),
    ("debt > 1_000", 7, "not a whole number"),
    ("debt > 1e3", 7, "not a whole number"),
    ("debt > 2000000", 7, "1000000"),
    ("cash * cash > 3", 0, "two thousand million"),
    ("debt > 3\0", 8, "not part of conditions"),
    ("debt > 3 # why", 9, "not part of conditions"),
    ("debt\n> 3", 4, "one line"),
    ("True", 0, "not part of conditions"),
    ("debt is None", 0, "use =="),
    ("debt in sales", 0, "'in'"),
    ("min(debt) > 3", 0, "at least two"),
    ("abs(debt, sales) > 3", 0, "one number"),
    ("min(*debt) > 3", 0, "numbers only"),
    ("otherwise", 0, "last ending"),
    ("debt > " + "(" * 200 + "3" + ")" * 150, None, ""),
    ("debt > 3" + " or debt > 3" * 33, 400, "400 characters"),
    ("not " * 13 + "flag.told_board", None, "12 deep"),
    ("1+" * 70 + "debt > 3", None, ""),
]


@pytest.mark.parametrize(("text", "column", "says"), REFUSED, ids=[text[:30] or "empty" for text, *_ in REFUSED])
def test_what_is_refused_is_refused_with_a_column_and_a_reason(text, column, says):
    with pytest.raises(ConditionError) as caught:
        parse_condition(text, WORDS)
    assert says in caught.value.message
    if column is not None:
        assert caught.value.column == column


def test_a_condition_may_have_sixty_parts_and_no_more():
    most = " or ".join(["flag.told_board"] * 59)
    assert len(most) > 400
    short = ConditionVocabulary(frozenset({"f"}))
    assert list_names(parse_condition(" or ".join(["f"] * 59), short)) == {"f"}
    with pytest.raises(ConditionError, match="at most 60 parts"):
        parse_condition(" or ".join(["f"] * 60), short)


@pytest.mark.parametrize(
    ("text", "near", "column"),
    [
        ("said.skiped_test", "said.skipped_test", 0),
        ("debt > 3 and trusts > 4", "cto.trust", 13),
        ("  knows.ceo.vender", "knows.ceo.vendor", 2),
        ("zzz > 3", None, 0),
    ],
)
def test_an_unknown_name_is_met_with_the_nearest_one(text, near, column):
    with pytest.raises(ConditionError, match="unknown name") as caught:
        parse_condition(text, WORDS)
    assert (caught.value.suggestion, caught.value.column) == (near, column)


def test_otherwise_always_holds_where_it_is_allowed():
    guard = parse_condition("otherwise", WORDS, otherwise=True)
    assert evaluate_condition(guard, Values())
    assert evaluate_batch(guard, {}, 3).tolist() == [True] * 3
    assert judge_condition(guard, {}).holds is True
    assert list_names(guard) == frozenset()


@pytest.mark.parametrize(
    ("text", "holds", "rests_on"),
    [
        ("debt >= 0", True, {"debt"}),
        ("debt > 100", False, {"debt"}),
        ("debt > 50", None, {"debt"}),
        ("debt < 20 and debt > 30", False, {"debt"}),
        ("20 <= debt < 20", False, {"debt"}),
        ("strain < 10 and flag.told_board and not flag.told_board", False, {"flag.told_board"}),
        ("debt > strain and strain > debt", None, {"debt", "strain"}),
        ("debt > 100 or strain > 40", None, {"strain"}),
        ("debt >= 0 or strain > 40", True, {"debt"}),
        ("min(debt, strain) > 100", False, {"debt", "strain"}),
        ("abs(debt - strain) <= 100", True, {"debt", "strain"}),
        ("tokens > 9", False, {"tokens"}),
        ("customers <= 2000", True, {"customers"}),
    ],
)
def test_what_can_never_hold_is_proved_before_any_play(text, holds, rests_on):
    verdict = judge_condition(parse_condition(text, WORDS), NUMBERS)
    assert verdict.holds is holds
    assert verdict.names == rests_on


def test_the_same_text_gives_equal_guards_and_guards_can_be_keys():
    assert parse_condition("debt > 3", WORDS) == parse_condition("debt > 3", WORDS)
    assert len({parse_condition("debt > 3", WORDS), parse_condition("debt > 3", WORDS)}) == 1


def test_conditions_are_read_without_numpy():
    modules = "game.engine.conditions, game.engine.rng, game.engine.preferences"
    script = f"import sys, {modules}; sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
