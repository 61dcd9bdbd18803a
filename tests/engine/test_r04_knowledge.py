"""R4: an effect may rest on a fact; it always happens, and only those who know the fact foresee it."""

import pytest

from game.engine.partner import list_foreseen_effects
from game.engine.state import SIT
from tests.engine.carrying import aligned, counted
from tests.engine.crisis import Table, crisis, fact, later, option, scene

EFFECTS = {"sales": [3, {"points": -5, "because": "f"}], "debt": {"points": 4, "because": "g"}}
OPTION = option("a", effects=EFFECTS, later=[later(1, {"culture": {"points": 6, "because": "f"}, "strain": -2})])
FACTS = {"f": fact("ceo"), "g": fact("cto")}


def table(**how):
    return Table(crisis(scene("one", OPTION, say=["f", "g"]), scene("two"), scene("three"), facts=FACTS), **how)


def seen(table, chair):
    decision = table.scenario.scenes["one"].decision
    return [
        (effect.stock, effect.points) for effect in list_foreseen_effects(table.draft, chair, decision.find_option("a"))
    ]


def test_a_chair_foresees_what_rests_on_the_facts_it_knows_now_and_later():
    assert seen(table(), "ceo") == [("sales", 3), ("sales", -5), ("culture", 6), ("strain", -2)]
    assert seen(table(), "cto") == [("sales", 3), ("debt", 4), ("strain", -2)]


def test_saying_a_fact_lets_the_other_foresee_it():
    said = table().play(say=["f"], until="final")
    assert seen(said, "cto") == [("sales", 3), ("sales", -5), ("debt", 4), ("culture", 6), ("strain", -2)]
    assert ("debt", 4) not in seen(said, "ceo")


@pytest.mark.parametrize("say", [[], ["f", "g"]])
def test_the_effects_happen_whoever_knows_them(say):
    played = Table(crisis(scene("one", OPTION, by="ceo", say=["f", "g"]), scene("two"), facts=FACTS)).play("a", say=say)
    moved = {entry.stock: 0 for entry in played.state.ledger}
    for entry in played.state.ledger:
        moved[entry.stock] += entry.points * entry.cause.startswith(("option:", "carried:", "later:"))
    carried = aligned(played)
    whole = counted(3, carried) + counted(-5, carried)
    assert (moved["sales"], moved["debt"]) == (100 * whole, 100 * counted(4, carried, "debt"))
    assert (moved["culture"], moved["strain"]) == (100 * counted(6, carried), 100 * counted(-2, carried, "strain"))


def test_only_two_who_have_pooled_what_they_know_see_the_whole_of_an_option():
    pooled = table().play(say=["f", "g"], until="final")
    assert seen(pooled, "ceo") == seen(pooled, "cto")
    assert len(seen(pooled, "ceo")) == 5


def test_a_wrong_guess_and_how_sure_one_is_touch_no_number_at_once():
    def after(**extra):
        one = table()
        one.give("first", "ceo", option="a", **extra).give("say", "ceo", facts=["f"])
        one.give("first", "cto", option="b").give("say", "cto", facts=[])
        one.give("final", "ceo", option="a").give("final", "cto", option="b")
        return one.give("resolve", "ceo", mode="object").state

    plain = after()
    for extra in ({"guess": "a"}, {"guess": "a", "confidence": "sure"}, {"confidence": "leaning"}):
        told = after(**extra)
        assert told.stocks == plain.stocks
        assert (told.memory, told.ledger, told.wounds) == (plain.memory, plain.ledger, plain.wounds)


def test_a_guess_names_an_option_and_nothing_else():
    asked = table().ask("first", "ceo")
    assert asked.choices == ("a", "b")
    assert SIT not in asked.choices
