"""R27: a strength is named over a coffee, read by conditions, and carries what relies on it."""

import pytest

from game.content.compiler import ScenarioError
from game.engine.events import CoffeeTaken, FactAnswered
from tests.engine.crisis import Table, crisis, fact, option, scene

STRONG = {
    "ceo": {"strengths": {"words": "finds the word"}},
    "cto": {"strengths": {"ledger": "reads a ledger like a letter", "calm": "stays calm"}},
}
TWO = scene("two", option("a", relies_on="ledger"), coffee=True)


def played(coffee, *scenes, **fields):
    whole = crisis(scene("one"), *(scenes or (TWO,)), **{**STRONG, **fields})
    return Table(whole).play(coffee={"ceo": coffee})


def named(table, chair="ceo"):
    """Return which strengths a chair may name now, in the order in which they are asked."""
    asked = [choice.partition(":")[2] for choice in table.ask("coffee", chair).choices if choice.startswith("credit:")]
    return set(asked)


def brewing(*scenes, partners=(), seed=1, **fields):
    return Table(crisis(scene("one"), *(scenes or (TWO,)), **{**STRONG, **fields}), seed, partners).play(until="coffee")


def test_a_credit_may_name_one_of_the_others_strengths():
    table = played("credit:calm")
    assert table.state.named == {"cto.calm"}
    told = next(event for event in table.all(CoffeeTaken) if event.chair == "ceo")
    assert (told.what, told.strength, told.right) == ("credit", "calm", True)


@pytest.mark.parametrize("coffee", ["ask", "credit"])
def test_nothing_else_names_one(coffee):
    assert not played(coffee).state.named


def test_once_one_of_its_own_stands_among_them_so_that_naming_is_a_guess():
    assert named(brewing()) == {"ledger", "calm", "words"}
    twice = (TWO, scene("three", coffee=True))
    again = Table(crisis(scene("one"), *twice, **STRONG)).play(coffee={"ceo": "credit:calm"}).play(until="coffee")
    assert named(again) == {"ledger"}


def test_misjudging_names_nothing_counts_as_vague_and_is_heard_once():
    twice = (TWO, scene("three", coffee=True))
    table = Table(crisis(scene("one"), *twice, **STRONG)).play(coffee={"ceo": "credit:words"}).play(until="coffee")
    told = next(event for event in table.all(CoffeeTaken) if event.chair == "ceo")
    assert (told.strength, told.right, table.state.named) == ("words", False, frozenset())
    assert named(table) == {"ledger", "calm"}

    def thanked(coffee):
        table = brewing().give("coffee", "ceo", what=coffee).give("coffee", "cto", what="checkin")
        return sum(
            one.points for one in table.state.ledger if (one.stock, one.cause) == ("cto.trust", "move:appreciate")
        )

    assert 0 < thanked("credit:words") < thanked("credit:calm")


def test_the_simulated_partner_answers_both_and_a_person_is_not_spoken_for():
    for coffee, bank in (("credit:calm", "answer.named"), ("credit:words", "answer.misjudged")):
        table = brewing(partners={"cto"}).play(until="first", coffee={"ceo": coffee})
        told = next(event for event in table.all(CoffeeTaken) if event.chair == "ceo")
        assert told.answers.bank == bank
        assert told.says is None
    told = played("credit:calm").all(CoffeeTaken)
    assert [(event.says, event.answers) for event in told] == [(None, None)] * len(told)


def test_the_simulated_partner_names_one_where_it_would_give_credit():
    told = []
    for seed in range(20):
        whole = crisis(scene("one", option("a", moves=["own"])), TWO, dyad={"ceo.trust": 90, "cto.trust": 90}, **STRONG)
        told += Table(whole, seed, {"ceo"}).play(coffee={"cto": "work"}).all(CoffeeTaken)
    credited = [event for event in told if event.chair == "ceo" and event.what == "credit"]
    assert credited
    assert all(event.strength == "ledger" and event.right for event in credited)
    assert {event.says.bank for event in credited} == {"coffee.strength"}


def test_without_strengths_there_is_nothing_to_name():
    assert not named(brewing(scene("two", coffee=True), ceo={}, cto={}))
    assert named(brewing(ceo={})) == {"ledger", "calm"}


def test_what_relies_on_it_is_carried_out_eight_points_better():
    def carried(coffee, pick):
        table = played(coffee).play(pick)
        return table.state.past[-1].carried - played(coffee).play("b").state.past[-1].carried

    assert (carried("credit:ledger", "a"), carried("checkin", "a")) == (8, 0)


def test_conditions_read_it():
    doing = option("a", effects={"sales": {"points": 5, "when": "named.cto.ledger"}})
    for coffee, points in (("credit:ledger", 5), ("ask", 0)):
        table = played(coffee, scene("two", doing, coffee=True)).play("a")
        done = [entry.points for entry in table.state.ledger if entry.cause == "option:two.a"]
        assert sum(done) == 100 * points


def test_an_unknown_strength_is_refused():
    with pytest.raises(ScenarioError, match="unknown strength 'charm'"):
        crisis(scene("one", option("a", relies_on="charm")))


@pytest.mark.parametrize(("trust", "line"), [(60, 0), (40, 1)])
def test_an_answer_to_a_fact_is_the_first_that_held_before_it_was_said(trust, line):
    heard = [{"when": "ceo.trust >= 55", "text": "“Thank you.”"}, {"text": "“So.”"}]
    facts = {"late": fact("cto", "face", spoken="“I was late.”", heard=heard)}
    whole = crisis(scene("one", say=["late"]), facts=facts, dyad={"ceo.trust": trust})
    table = Table(whole, partners=("ceo",)).play(say=("late",))
    assert [answer.line for answer in table.all(FactAnswered)] == [f"facts.late.heard.{line}.text"]
