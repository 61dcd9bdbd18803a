"""R21: a pledge binds: what its owner decides against it costs the other's trust."""

import pytest

from game.engine.events import Enacted
from tests.engine.crisis import Table, crisis, fact, later, option, scene

PEOPLE = {"ceo": "cash", "cto": "people"}


def story(*options, owner="cto", by="both", weeks=6, **fields):
    doing = [*options, option("b")] if len(options) < 2 else list(options)
    scenes = [scene(f"s{n}", *doing, plain=(), owner=owner, by=by, board="a", say=["f"]) for n in range(weeks)]
    return crisis(*scenes, facts={"f": fact("ceo")}, **fields)


def broke(table):
    """Return whose trust fell by how much for a broken pledge, in points, in order."""
    lines = [entry for entry in table.state.ledger if entry.cause == "move:unfaithful"]
    return [(entry.stock, entry.points / 100) for entry in lines]


def decided(effects, pledge=None, *, ceo="a", cto="a", by="both", owner="cto", **how):
    """Return the table after a scene in which pledges were given, and one in which option `a` has these effects."""
    doing = option("a", effects=effects)
    table = Table(story(doing, owner=owner, by=by)).play("b", pledge=pledge or PEOPLE)
    assert broke(table) == []
    return table.play(ceo, cto, **how)


@pytest.mark.parametrize(
    ("effects", "pledge", "breaks"),
    [
        ({"culture": -5}, "people", True),
        ({"culture": -4}, "people", False),
        ({"strain": 5}, "people", True),
        ({"strain": -9}, "people", False),
        ({"culture": -9, "engineering": 5}, "people", False),
        ({"culture": -3, "strain": 2}, "people", True),
        ({"sales": -20}, "people", False),
        ({"cash": -100}, "cash", True),
        ({"cash": -99}, "cash", False),
        ({"cash": -60, "sales": -2}, "cash", True),
        ({"customers": -50}, "customers", True),
        ({"customers": -49}, "customers", False),
        ({"csat_product": -3, "csat_service": -2}, "customers", True),
    ],
    ids=str,
)
def test_five_points_against_it_are_a_breach_and_less_is_not(effects, pledge, breaks):
    """Net, on the stocks of the pledge alone; customers and cash on the scale of the screen."""
    assert bool(broke(decided(effects, {"ceo": "people", "cto": pledge}))) == breaks


def test_the_other_trusts_less_by_a_breach_of_integrity_once_an_act():
    table = decided({"culture": -20}, by="cto")
    assert broke(table) == [("ceo.trust", -5.6)]
    breach = table.state.wounds["ceo"].breach
    assert (breach.kind, breach.size) == ("integrity", 560)
    assert table.state.wounds["ceo"].scars == 0
    assert table.state.memory["ceo"] < 0
    assert len(broke(table.play("a"))) == 2


def test_it_is_the_owners_pledge_that_counts():
    assert broke(decided({"culture": -20}, {"ceo": "people", "cto": "cash"})) == []
    theirs = decided({"culture": -20}, {"ceo": "people", "cto": "cash"}, owner="ceo")
    assert [stock for stock, _ in broke(theirs)] == ["cto.trust"]


def test_what_was_forced_upon_the_owner_is_not_its_act():
    for mode in ("override", "escalate"):
        table = decided({"culture": -20}, ceo="a", cto="b", mode=mode)
        assert table.last(Enacted).option == "a"
        assert broke(table) == []


def test_what_the_owner_insists_on_is():
    for mode in ("defer", "object"):
        assert len(broke(decided({"culture": -20}, ceo="b", cto="a", mode=mode))) == 1


def test_so_is_what_it_picks_alone_after_sitting_down():
    both = {"ceo": "sit", "cto": "sit"}
    assert len(broke(decided({"culture": -20}, final=both))) == 1
    assert broke(decided({"culture": -20}, ceo="a", cto="b", final=both)) == []


def test_what_only_two_find_is_nobodys_breach():
    found = option("c", needs=["f"], effects={"culture": -20})
    table = Table(story(option("a"), option("b"), found)).play("b", pledge=PEOPLE)
    table.play("a", say=["f"], final={"ceo": "sit", "cto": "sit"})
    assert table.last(Enacted).option == "c"
    assert broke(table) == []


def test_what_comes_later_is_foreseen_too():
    doing = option("a", later=[later(2, {"culture": -6})])
    table = Table(story(doing)).play("b", pledge=PEOPLE).play("a")
    assert len(broke(table)) == 1


def test_what_one_cannot_know_breaks_no_pledge():
    """The effect rests on a fact that the CEO holds: the CTO can foresee it once it was told."""
    doing = option("a", effects={"culture": {"points": -9, "because": "f"}})
    assert broke(Table(story(doing)).play("b", pledge=PEOPLE).play("a")) == []
    assert len(broke(Table(story(doing)).play("b", pledge=PEOPLE).play("a", say=["f"]))) == 1


def test_it_is_as_foreseen_however_well_it_is_carried_out():
    """Five points break it even where hardly any of them come about."""
    warm = {"ceo.trust": 90, "cto.trust": 90, "ceo.safety": 90, "cto.safety": 90}
    table = Table(story(option("a", effects={"culture": -5}), dyad=warm)).play("b", pledge=PEOPLE).play("a")
    assert table["culture"] > 52 - 4
    assert len(broke(table)) == 1


def test_before_there_are_pledges_there_is_nothing_to_break():
    assert broke(Table(story(option("a", effects={"culture": -20}))).play("a", pledge=PEOPLE)) == []


def test_the_last_pledge_binds():
    """Asked again in the middle, the CTO now stands by the cash."""
    table = (
        Table(story(option("a", effects={"culture": -20}))).play("b", pledge=PEOPLE).play("b").play("b", until="still")
    )
    table.play("b", pledge={"ceo": "cash", "cto": "cash"}).play("a")
    assert broke(table) == []
