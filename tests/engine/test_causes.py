"""Why a figure moved: parts that sum to the whole, and a chain that leads back to the relationship."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from game.engine.causes import trace_cause_chain
from game.engine.stocks import INDEX, STOCKS
from tests.engine.arrays import contributions, pull, week
from tests.engine.dyad import equilibrium

companies = arrays(np.float64, 24, elements=st.floats(0, 100, allow_subnormal=False))


@settings(max_examples=40, deadline=None)
@given(companies, companies)
def test_what_the_drivers_add_is_all_there_is(x, base):
    added = contributions(x, base)
    assert added.sum(axis=1) == pytest.approx(pull(x) - pull(base), abs=1e-9)


@settings(max_examples=40, deadline=None)
@given(companies, st.sampled_from(STOCKS[:22]))
def test_a_driver_that_has_not_moved_adds_nothing(x, name):
    base = equilibrium()
    x[INDEX[name]] = base[INDEX[name]]
    assert (contributions(x, base)[:, INDEX[name]] == 0).all()


def test_where_the_formula_is_linear_a_driver_adds_its_weight():
    x = equilibrium().copy()
    x[INDEX["debt"]] += 20
    (added,) = np.flatnonzero(contributions(x, equilibrium())[INDEX["support"]])
    assert added == INDEX["debt"]
    (cause,) = trace_cause_chain(x, "support", -1, base=equilibrium())
    assert (cause.driver, cause.points) == ("debt", pytest.approx(-5))
    x[INDEX["ceo.trust"]] = 30  # the weaker of two trusts counts three quarters of the way
    culture = contributions(x, equilibrium())[INDEX["culture"]]
    assert culture[INDEX["ceo.trust"]] == pytest.approx(-20 * 0.45 * 0.30 * 0.75)


def unspoken():
    """Return a company whose CTO has not dared to speak for half a year."""
    x = equilibrium().copy()
    for _ in range(26):
        x[INDEX["cto.trust"]], x[INDEX["cto.safety"]] = 35, 10
        x = week(x)
    return x


def test_support_falls_because_of_debt_because_nobody_dares_to_speak():
    links = trace_cause_chain(unspoken(), "support", -1, base=equilibrium())
    assert [link.driver for link in links] == ["debt", "cto.safety", "cto.trust"]
    assert [link.points > 0 for link in links] == [False, True, False]


def test_a_chain_never_claims_what_does_not_push_that_way():
    x = unspoken()
    assert trace_cause_chain(x, "support", 1, base=equilibrium()) == ()
    assert trace_cause_chain(equilibrium().copy(), "support", -1, base=equilibrium()) == ()
    assert trace_cause_chain(x, "cto.trust", -1, base=equilibrium()) == ()  # moves alone change trust: the ledger tells


@settings(max_examples=40, deadline=None)
@given(companies, st.sampled_from(STOCKS), st.sampled_from([-1, 1]))
def test_each_link_is_the_strongest_push_and_the_chain_never_goes_in_a_circle(x, stock, direction):
    added = contributions(x, equilibrium())
    seen = [stock]
    for link in trace_cause_chain(x, stock, direction, depth=5, base=equilibrium()):
        row = {name: points * direction for name, points in zip(STOCKS, added[INDEX[seen[-1]]], strict=True)}
        assert link.points * direction == pytest.approx(max(row[name] for name in STOCKS if name not in seen))
        assert link.driver not in seen
        direction = 1 if x[INDEX[link.driver]] > equilibrium()[INDEX[link.driver]] else -1
        seen.append(link.driver)
