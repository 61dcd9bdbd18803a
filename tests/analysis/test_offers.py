"""What is on offer and what is not: the same as the rules say in every state of a play, and told with its condition."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.content.compiler import load_manuscript
from game.engine.consequences import current_decision, list_offered_options
from game.engine.scene_flow import select_ending, summarize_epilogue
from game.engine.state_draft import StateDraft
from game.preview.trial import judge_offers
from tests.playthrough.players import SEATS, SMALL, answers, crises, play, session, small


@pytest.mark.long
@settings(max_examples=5, deadline=None)
@given(data=st.data(), seed=st.integers(0, 99))
def test_it_is_what_the_rules_offer_in_every_state(data, seed):
    crisis = data.draw(st.sampled_from(crises()))
    game = session(SEATS[1], seed, crisis)
    while game.prompt is not None:
        told = judge_offers(crisis.scenario, game.state)
        draft = StateDraft(crisis.scenario, game.rng, game.state)
        listed = {option.id for option in told.options if option.open}
        asks = crisis.scenario.scenes[game.state.scene].decision is not None
        assert listed == (set(list_offered_options(draft)) if asks else set())
        assert len(told.options) == (len(current_decision(draft).options) if asks else 0)
        (ends,) = [ending.id for ending in told.endings if ending.open] or ["insolvent"]
        assert ends == select_ending(crisis.scenario, game.state, summarize_epilogue(game.state))
        game.answer(game.prompt.token, data.draw(answers(game.prompt)))


def test_an_option_that_is_not_offered_names_its_condition_its_line_and_the_value():
    from dataclasses import replace

    from game.engine.stocks import INDEX

    game = session()
    while game.prompt.scene != "afternoon" or game.prompt.kind != "first":
        play_one(game)
    stocks = list(game.state.stocks)
    stocks[INDEX["ceo.trust"]] = 3160
    told = judge_offers(small().scenario, replace(game.state, stocks=tuple(stocks)))
    (closed,) = [option for option in told.options if not option.open]
    assert closed.id == "tell_me_how"
    assert closed.condition == "ceo.trust >= 40 and tokens >= 1"
    assert [(clause.text, clause.values) for clause in closed.why.list_decisive_clauses()] == [
        ("ceo.trust >= 40", (("ceo.trust", 32),))
    ]
    line = load_manuscript(SMALL).lines[closed.path]
    assert closed.condition in (SMALL / "scenario.yaml").read_text(encoding="utf-8").splitlines()[line - 1]


def play_one(game):
    from tests.playthrough.players import plain

    game.answer(game.prompt.token, plain(game.prompt))


def test_a_synthesis_tells_who_knows_what_it_needs():
    game = session()
    while game.prompt.scene != "standup":
        play_one(game)
    (synthesis,) = [option for option in judge_offers(small().scenario, game.state).options if option.needs]
    assert not synthesis.open
    assert [(need.fact, need.known_to, need.met) for need in synthesis.needs] == [
        ("renewal", ("ceo",), False),
        ("refund_path", ("cto",), False),
    ]
    assert synthesis.tokens == game.state.tokens


def test_the_ways_on_are_told_in_order_and_only_one_is_taken():
    game = session()
    while game.prompt.scene != "afternoon":
        play_one(game)
    told = dict(judge_offers(small().scenario, game.state).ways)
    letter, fortnight = told[""]
    assert (letter.id, letter.open, letter.why.holds) == ("letter", False, False)
    assert (fortnight.id, fortnight.open, fortnight.why) == ("fortnight", True, None)
    assert load_manuscript(SMALL).lines[letter.path]


def test_an_ending_behind_another_that_holds_says_so():
    told = judge_offers(small().scenario, play(session()).state).endings
    taken = next(ending for ending in told if ending.open)
    assert all(ending.behind == taken.id for ending in told[told.index(taken) + 1 :] if ending.why is None)
    assert told[-1].condition == "otherwise" or told[-1].why is None
