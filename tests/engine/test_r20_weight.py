"""R20: what two people do to each other weighs more, and broken trust does not mend by itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.engine.model import advance_week, from_hundredths
from game.engine.moves import MOVES
from game.engine.stocks import INDEX, NEUTRAL
from tests.engine.agreed import made


def a_week_later(chair, trust, pace=1.0):
    x = list(from_hundredths(NEUTRAL.values()))
    x[INDEX[f"{chair}.trust"]] = trust
    return advance_week(x, pace)[INDEX[f"{chair}.trust"]]


@pytest.mark.parametrize(
    ("move", "stock", "points"),
    [("appreciate", "ceo.trust", 3), ("appreciate", "ceo.safety", 3), ("delegate", "ceo.freedom", 10)],
)
def test_trust_safety_and_freedom_count_one_and_four_tenths_of_the_table(move, stock, points):
    assert made(move, by="cto")[stock] == pytest.approx(50 + 1.4 * points)


def test_so_does_clarity_but_gaps_the_bridge_and_structure_do_not():
    contributed = made("contribute", by="cto")
    assert contributed["clarity"] == pytest.approx(40 + 1.4 * 2 * 60 / 50)
    assert contributed["bridge"] == pytest.approx(20 + 10 * 80 / 50)
    assert (MOVES["share"].target_gap, MOVES["withhold"].withheld, MOVES["escalate"].structure) == (0.40, 8, -2)


@pytest.mark.parametrize("chair", ["ceo", "cto"])
def test_trust_under_fifty_heals_at_a_quarter_of_the_pace_at_which_it_fades_above(chair):
    assert a_week_later(chair, 20) - 20 == pytest.approx(30 / 208)
    assert a_week_later(chair, 80) - 80 == pytest.approx(-30 / 52)
    assert a_week_later(chair, 50) == 50
    assert a_week_later(chair, 20, pace=2) - 20 == pytest.approx(2 * 30 / 208)


@given(st.sampled_from(["ceo", "cto"]), st.floats(0, 50), st.sampled_from([0.5, 1.0, 3.0]))
def test_what_was_lost_comes_back_slower_than_what_was_won_goes(chair, away, pace):
    healed, faded = a_week_later(chair, 50 - away, pace) - (50 - away), 50 + away - a_week_later(chair, 50 + away, pace)
    assert healed == pytest.approx(faded / 4, abs=1e-9)
    assert healed >= 0
