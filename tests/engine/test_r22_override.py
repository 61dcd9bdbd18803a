"""R22: going over the other's head is paid for with the chance to sit down later."""

import pytest

from game.engine.events import Enacted
from game.engine.rules import IllegalAnswerError
from tests.engine.crisis import Table, crisis, fact, scene


def differing(tokens):
    scenes = [scene(f"s{n}", owner="cto", board="a", say=["f"]) for n in range(4)]
    return Table(crisis(*scenes, facts={"f": fact("ceo")}, tokens=tokens)).play("a", "b", until="resolve")


def test_it_spends_a_token():
    table = differing(2).give("resolve", "ceo", mode="override")
    assert table.last(Enacted).option == "a"
    assert table.state.tokens == 1


@pytest.mark.parametrize("mode", ["defer", "object", "escalate"])
def test_no_other_answer_does(mode):
    assert differing(2).give("resolve", "ceo", mode=mode).state.tokens == 2


def test_without_one_it_is_not_offered():
    table = differing(0)
    assert "override" not in table.asks[0].choices
    with pytest.raises(IllegalAnswerError):
        table.give("resolve", "ceo", mode="override")


def test_the_last_one_is_gone_for_sitting_down():
    table = differing(1).give("resolve", "ceo", mode="override").play("a", "b", until="final")
    assert "sit" not in table.ask("final", "cto").choices


def test_the_simulated_ceo_pays_as_well_and_overrides_no_more_than_it_can_pay():
    scenes = [scene(f"s{n}", owner="cto") for n in range(6)]
    for seed in range(12):
        story = crisis(*scenes, tokens=1, dyad={"ceo.trust": 5, "ceo.safety": 5, "ceo.gap": 90, "cto.gap": 90})
        table = Table(story, seed, {"ceo"})
        while table.state.phase != "over":
            table.play(cto="b")
        modes = [record.mode for record in table.state.past]
        assert modes.count("override") + table.state.tokens == 1
