"""R1: the state is whole hundredths of 24 stocks, and a ledger tells what moved each of them."""

from dataclasses import replace

import pytest

from game.engine.state import hash_state
from game.engine.stocks import INDEX, NEUTRAL, STOCKS
from tests.engine.crisis import Table, crisis, fact, option, scene

BUSY = option("a", moves=["own", "ask", {"appreciate": "half"}], effects={"sales": 3, "cash": -40, "customers": 7})


def test_a_crisis_starts_from_the_neutral_company_but_for_what_the_author_changed():
    table = Table(crisis(scene("one"), company={"culture": 55, "cash": 900}, dyad={"cto.gap": 61}))
    changed = {"culture": 5500, "cash": 90_000, "cto.gap": 6100}
    assert table.state.stocks == tuple(changed.get(stock, NEUTRAL[stock]) for stock in STOCKS)


def test_stocks_are_whole_hundredths_after_every_answer():
    table = Table(crisis(scene("one", BUSY, weeks=3, say=["f"]), scene("two", weeks=2), facts={"f": fact()}))
    while table.asks:
        table.play("a", say=["f"])
        assert len(table.state.stocks) == 24
        assert all(type(hundredths) is int for hundredths in table.state.stocks)
    assert all(type(hundredths) is int for row in table.state.weeks for hundredths in row)


@pytest.mark.parametrize(("points", "hundredths"), [(0.125, 12), (0.375, 38), (50.126, 5013), (-0.125, -12)])
def test_roundings_take_halves_to_the_even_hundredth(points, hundredths):
    draft = Table(crisis(scene("one"))).draft
    draft.stocks[INDEX["cash"]] = points
    draft.round_stocks()
    assert draft.state.round_to_points("cash") in (0, 50)
    assert draft.state.stocks[INDEX["cash"]] == hundredths


def test_a_screen_shows_whole_points_halves_to_even():
    table = Table(crisis(scene("one", option("a", effects={"sales": 1}))))
    for hundredths, shown in ((4850, 48), (4950, 50), (4851, 49), (4849, 48)):
        draft = table.draft
        draft.stocks[INDEX["sales"]] = hundredths / 100
        draft.round_stocks()
        assert draft.state.round_to_points("sales") == shown


@pytest.mark.parametrize(("scenes", "tokens"), [(1, 2), (11, 2), (12, 3), (14, 3)])
def test_there_are_two_tokens_and_three_from_twelve_scenes(scenes, tokens):
    assert Table(crisis(*(scene(f"s{number}") for number in range(scenes)))).state.tokens == tokens


def test_an_author_may_give_another_number_of_tokens():
    assert Table(crisis(scene("one"), tokens=1)).state.tokens == 1


def test_the_ledger_accounts_for_every_change_of_every_stock():
    facts = {"f": fact("ceo", "face", 6), "g": fact("cto", "confidential", 4, price={"culture": -2})}
    table = Table(crisis(scene("one", BUSY, weeks=3, say=["f", "g"]), scene("two", weeks=4), facts=facts))
    start = table.state.stocks
    table.play("a", "b", say=["f", "g"], mode="object").play("a", "b", mode="defer")
    for stock, before, after in zip(STOCKS, start, table.state.stocks, strict=True):
        lines = [entry for entry in table.state.ledger if entry.stock == stock]
        assert sum(entry.points for entry in lines) == pytest.approx(after - before, abs=0.5 * len(lines) + 0.5)
    causes = {entry.cause for entry in table.state.ledger}
    assert {"said:f", "said:g", "move:share", "move:insist", "weeks"} <= causes


def test_the_ledger_says_who_did_it_in_which_scene_and_what_it_broke():
    blaming = scene("two", option("a", moves=["blame"]), by="ceo")
    table = Table(crisis(scene("one", by="ceo"), blaming, scene("three")))
    table.play("a").play("a")
    (line,) = (entry for entry in table.state.ledger if entry.stock == "cto.trust")
    assert (line.scene, line.cause, line.by, line.channel, line.points) == (2, "move:blame", "ceo", "character", -1120)


def test_states_that_differ_in_what_the_rules_read_later_have_different_hashes():
    """How sure one was and what one guessed decide what time and carrying out make of it (R17, R18)."""
    hashes = set()
    for how in ({}, {"confidence": "leaning"}, {"confidence": "sure"}, {"guess": "a"}):
        table = Table(crisis(scene("one"), scene("two"))).give("first", "ceo", option="a", **how)
        hashes.add(hash_state(table.give("first", "cto", option="b").state))
    assert len(hashes) == 4
    state = table.state
    others = [replace(state, warned=1), replace(state, judged=frozenset({1})), state]
    assert len({hash_state(other) for other in others}) == 3


def test_memory_is_kept_for_both_chairs_in_whole_parts_of_ten_thousand():
    table = Table(crisis(scene("one", option("a", moves=["joint_solve"])), scene("two")))
    assert dict(table.state.memory) == {"ceo": 0, "cto": 0}
    table.play("a")
    # agreed .3, then .8: 15 % of the way each time; then 6 % of the way back to a warmth of .10
    assert dict(table.state.memory) == {"ceo": 1547, "cto": 1547}
