"""R27: a strength is named over a coffee, read by conditions, and carries what relies on it."""

import pytest

from game.content.compiler import ScenarioError
from game.engine.events import CoffeeTaken, FactAnswered
from tests.engine.crisis import Table, crisis, fact, option, scene

STRONG = {"cto": {"strengths": {"ledger": "reads a ledger like a letter", "calm": "stays calm"}}}
TWO = scene("two", option("a", relies_on="ledger"), coffee=True)


def played(coffee, *scenes, **fields):
    whole = crisis(scene("one"), *(scenes or (TWO,)), **{**STRONG, **fields})
    return Table(whole).play(coffee={"ceo": coffee})


def test_a_credit_names_the_first_strength_that_was_not_named():
    table = played("credit")
    assert table.state.named == {"cto.ledger"}
    assert [event.strength for event in table.all(CoffeeTaken) if event.chair == "ceo"] == ["ledger"]


def test_nothing_else_names_one():
    assert not played("ask").state.named


def test_what_relies_on_it_is_carried_out_eight_points_better():
    def carried(coffee, pick):
        table = played(coffee).play(pick)
        return table.state.past[-1].carried - played(coffee).play("b").state.past[-1].carried

    assert (carried("credit", "a"), carried("checkin", "a")) == (8, 0)


def test_conditions_read_it():
    doing = option("a", effects={"sales": {"points": 5, "when": "named.cto.ledger"}})
    for coffee, points in (("credit", 5), ("ask", 0)):
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
