"""R11 and R23: a CTO neither trusting nor free for four weeks leaves; the chair stays empty for half a year."""

import numpy as np

from game.engine.model import CtoChairState
from game.engine.stocks import INDEX
from tests.engine.arrays import epilogue, pass_week, week
from tests.engine.dyad import equilibrium


def cold():
    """Return a company whose CTO has had enough (the CEO's low trust keeps freedom low)."""
    x = equilibrium().copy()
    for name in ("ceo.trust", "cto.trust", "cto.freedom"):
        x[INDEX[name]] = 5
    return x


def history(x, weeks):
    seat, rows = CtoChairState(), []
    for _ in range(weeks):
        x, seat = pass_week(x, seat)
        rows.append((x, seat))
    return rows


def test_the_cto_leaves_after_four_cold_weeks_and_not_before():
    rows = history(cold(), 4)
    assert [seat for _, seat in rows] == [*(CtoChairState(number, 0) for number in range(1, 4)), CtoChairState(0, 26)]
    before, after = rows[2][0], rows[3][0]
    untouched = week(before)
    assert after[INDEX["bridge"]] == 0
    for gap in ("ceo.gap", "cto.gap"):
        assert after[INDEX[gap]] == untouched[INDEX[gap]] + 25


def test_a_single_warm_week_starts_the_count_again():
    x, seat = cold(), CtoChairState(cold=3)
    x[INDEX["cto.freedom"]] = 40
    assert pass_week(x, seat)[1] == CtoChairState(0, 0)


def test_trust_or_freedom_alone_keeps_the_cto():
    for name in ("cto.trust", "cto.freedom"):
        x = cold()
        x[INDEX[name]] = 80
        assert all(seat.empty == 0 for _, seat in history(x, 8))


def test_the_chair_is_empty_for_26_weeks_and_the_successor_starts_unclear():
    rows = history(cold(), 4 + 27)
    assert [seat.empty for _, seat in rows[3:]] == [*range(26, -1, -1), 0]
    empty = [x for x, seat in rows if seat.empty]
    assert all(x[INDEX["bridge"]] == 0 for x in empty)
    assert rows[29][0][INDEX["clarity"]] == 20
    assert rows[30][0][INDEX["bridge"]] > 0
    assert rows[28][0][INDEX["engineering"]] < history(equilibrium().copy(), 29)[28][0][INDEX["engineering"]] - 3


def test_the_epilogue_goes_on_where_play_stopped():
    x = cold()
    rows = epilogue(x, CtoChairState(cold=3))
    assert rows.shape == (53, 24)
    assert (rows[0] == x).all()
    assert rows[1, INDEX["bridge"]] == 0
    assert rows[27, INDEX["clarity"]] == 20
    calm = epilogue(equilibrium().copy())
    assert (calm[1] == week(equilibrium().copy())).all()


def test_a_batch_of_chairs_agrees_with_each_alone_to_the_bit():
    starts = [cold(), equilibrium().copy(), cold()]
    seats = [(0, 0), (0, 0), (3, 12)]
    many = epilogue(np.stack(starts, axis=1), CtoChairState(*(np.array(part) for part in zip(*seats, strict=True))))
    for number, (x, seat) in enumerate(zip(starts, seats, strict=True)):
        assert epilogue(x, CtoChairState(*seat)).tobytes() == many[:, :, number].copy().tobytes()
