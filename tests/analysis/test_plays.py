"""Plays by the thousand: one draft carried through a play, and what it keeps, change nothing that comes of it."""

import pytest

from game.analysis.simulation.players import DICE, GOOD_MANNERS, Player
from game.analysis.simulation.plays import build_stage, play_to_end
from game.content.compiler import load_scenario
from game.content.scenario_library import find_pack_folder
from game.engine import rules
from game.engine.events import Ask
from game.engine.partner import choose_answer
from game.engine.rng import Rng
from game.engine.state import State
from game.engine.state_draft import StateDraft
from game.engine.stocks import CHAIRS, Chair
from game.playthrough.record import Answer

CRISES = ("launch-day-red", "the-third-candidate")


@pytest.mark.parametrize("crisis", CRISES)
@pytest.mark.parametrize("others", [{}, {"ceo": DICE}, {"cto": GOOD_MANNERS}], ids=["nobody", "dice", "manners"])
def test_a_play_in_one_draft_goes_as_one_with_a_fresh_draft_for_every_answer(
    crisis: str, others: dict[Chair, Player]
) -> None:
    loaded = load_scenario(find_pack_folder() / crisis)
    stage = build_stage(loaded.scenario, loaded.texts)
    seen: list[tuple[State, Ask, Answer]] = []

    def watch(draft: StateDraft, ask: Ask, answer: Answer) -> None:
        fresh = StateDraft(draft.scenario, draft.rng, draft.state)
        assert rules.list_phase_asks(fresh)[0] == ask
        if others.get(ask.chair) is None:
            assert choose_answer(fresh, ask) == answer
        state, _ = rules.apply_answer(draft.scenario, draft.rng, draft.state, ask, answer)
        seen.append((state, ask, answer))

    last = play_to_end(stage, 5, {"ceo": others.get("ceo"), "cto": others.get("cto")}, watch)
    assert seen[-1][0] == last
    assert len({id(state) for state, _, _ in seen}) == len(seen) > 30


def test_a_state_that_was_handed_out_is_never_changed_by_the_answers_after_it() -> None:
    loaded = load_scenario(find_pack_folder() / "launch-day-red")
    stage = build_stage(loaded.scenario, loaded.texts)
    handed: list[tuple[State, str]] = []
    play_to_end(
        stage,
        3,
        {"ceo": None, "cto": None},
        lambda draft, _ask, _answer: handed.append((draft.state, repr(draft.state))),
    )
    assert all(repr(state) == told for state, told in handed)


@pytest.mark.parametrize("crisis", CRISES)
def test_where_nobody_reads_events_none_are_made_and_the_play_goes_the_same(crisis: str) -> None:
    scenario = load_scenario(find_pack_folder() / crisis).scenario
    rng = Rng(4, scenario.id)
    state, _ = rules.begin_play(scenario, rng, frozenset(CHAIRS))
    read, unread = StateDraft(scenario, rng, state), StateDraft(scenario, rng, state, told=False)
    counted = 0
    while asks := rules.list_phase_asks(read):
        before = read.list_hundredths()
        answer = choose_answer(read, asks[0])
        for draft in (read, unread):
            rules.take_answer(draft, asks[0], answer)
        assert unread.events == [] == [*unread.list_changes(), *unread.list_moved(before)]
        (state, events), (same, none) = read.build_result(), unread.build_result()
        assert same == state
        assert none == ()
        counted += len(events)
    assert counted > 100


def test_what_is_asked_next_is_told_with_an_answer() -> None:
    scenario = load_scenario(find_pack_folder() / "launch-day-red").scenario
    rng = Rng(4, scenario.id)
    draft = StateDraft(scenario, rng, rules.begin_play(scenario, rng, frozenset(CHAIRS))[0])
    while asks := rules.list_phase_asks(draft):
        following = rules.take_answer(draft, asks[0], choose_answer(draft, asks[0]))
        assert following == rules.list_phase_asks(draft)
        draft.build_result()


def test_a_field_that_a_scene_does_not_have_is_refused() -> None:
    scenario = load_scenario(find_pack_folder() / "launch-day-red").scenario
    rng = Rng(4, scenario.id)
    draft = StateDraft(scenario, rng, rules.begin_play(scenario, rng)[0])
    with pytest.raises(AttributeError, match="enactd"):
        draft.replace_now(enactd="all_at_once")
