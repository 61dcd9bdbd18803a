"""R18: whoever was sure of what was then done is judged by what comes of it, once."""

import pytest

from game.engine.events import Landed
from game.engine.stocks import INDEX
from tests.engine.crisis import Table, crisis, later, option, scene

GAIN, LOSS = {"sales": 6}, {"sales": -6}


def story(*laters, owner="cto"):
    doing = option("a", later=list(laters))
    scenes = [scene(f"s{n}", by="cto") for n in range(4)]
    return crisis(scene("one", doing, owner=owner, board="a"), *scenes)


def played(*laters, sure=("ceo",), ceo="a", cto="a", scenes=3, **how):
    """Return the table some scenes after option `a` or `b`, of which these chairs were sure at first."""
    table = Table(story(*laters))
    for chair, pick in (("ceo", ceo), ("cto", cto)):
        table.give("first", chair, option=pick, confidence="sure" if chair in sure else "leaning")
    table.play(ceo, cto, **how)
    for _ in range(scenes):
        table.play("b")
    return table


def judged(table):
    """Return how whom time judged, in order: (the move, whose judgement, the trust that it moved)."""
    lines = [entry for entry in table.state.ledger if entry.cause in ("move:borne_out", "move:misjudged")]
    return [(entry.cause.partition(":")[2], entry.by, entry.stock) for entry in lines]


def test_a_gain_earns_the_others_trust():
    table = played(later(1, GAIN))
    assert judged(table) == [("borne_out", "ceo", "cto.trust")]
    (points,) = [entry.points for entry in table.state.ledger if entry.cause == "move:borne_out"]
    # 4 times 1.4 from where agreeing left it
    assert points == round(100 * 5.6 * (100 - 52.8) / 50)
    assert table.state.wounds["cto"].breach is None


def test_a_loss_costs_it_and_is_a_breach_of_competence():
    table = Table(story(later(1, LOSS)))
    table.give("first", "ceo", option="a", confidence="sure").give("first", "cto", option="a").play("a")
    (points,) = [entry.points for entry in table.state.ledger if entry.cause == "move:misjudged"]
    assert points == round(100 * -8.4 * 52.8 / 50)
    breach = table.state.wounds["cto"].breach
    assert (breach.kind, breach.size) == ("competence", -points)
    assert table.state.stocks[INDEX["cto.trust"]] == 5280 + points


def test_two_who_were_sure_are_both_judged():
    found = judged(played(later(1, GAIN), sure=("ceo", "cto")))
    assert found == [("borne_out", "ceo", "cto.trust"), ("borne_out", "cto", "ceo.trust")]


def test_who_was_only_leaning_is_not():
    assert judged(played(later(1, LOSS), sure=())) == []


def test_nor_who_had_picked_something_else_or_whose_pick_was_not_enacted():
    """The CTO owns: its `b` is enacted where the CEO defers, its `a` where the CEO comes round."""
    assert judged(played(later(1, GAIN), ceo="a", cto="b", mode="defer")) == []
    assert judged(played(later(1, GAIN), ceo="b", cto="a", mode="defer")) == []
    assert judged(played(later(1, GAIN), ceo="b", cto="a", sure=("ceo", "cto"), final={"ceo": "a"})) == [
        ("borne_out", "cto", "ceo.trust")
    ]


def test_an_override_is_judged_too():
    assert judged(played(later(1, LOSS), ceo="a", cto="b", mode="override")) == [("misjudged", "ceo", "cto.trust")]


@pytest.mark.parametrize(
    ("effects", "found"),
    [
        ({"sales": 1}, []),
        ({"sales": 3, "culture": -2}, []),
        ({"debt": -3}, ["borne_out"]),
        ({"debt": 3}, ["misjudged"]),
        ({"cash": -30}, []),
        ({"cash": -60}, ["misjudged"]),
        ({"customers": 30}, ["borne_out"]),
    ],
    ids=str,
)
def test_two_points_net_are_enough_and_less_is_not(effects, found):
    """On the scale of the screen: 10 customers, or 20 thousand dollars, are a point."""
    assert [name for name, _, _ in judged(played(later(1, effects)))] == found


def test_it_is_judged_once_by_what_lands_first():
    assert [name for name, _, _ in judged(played(later(1, GAIN), later(2, LOSS)))] == ["borne_out"]
    assert [name for name, _, _ in judged(played(later(1, LOSS), later(2, GAIN)))] == ["misjudged"]


def test_what_is_too_small_or_does_not_land_does_not_use_it_up():
    small = played(later(1, {"sales": 1}), later(2, LOSS))
    assert len(small.all(Landed)) == 2
    assert [name for name, _, _ in judged(small)] == ["misjudged"]
    absent = played(later(1, LOSS, when="week > 99"), later(2, GAIN))
    assert [name for name, _, _ in judged(absent)] == ["borne_out"]


def test_what_is_done_at_once_judges_nobody():
    table = Table(crisis(scene("one", option("a", effects=LOSS)), scene("two")))
    table.give("first", "ceo", option="a", confidence="sure").give("first", "cto", option="a").play("a")
    assert judged(table) == []
