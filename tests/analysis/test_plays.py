"""Plays by the thousand: one draft carried through a play, and what it keeps, change nothing that comes of it."""

import pytest

from game.analysis.simulation.players import DICE, GOOD_MANNERS, Player
from game.analysis.simulation.plays import build_stage, play_to_end
from game.content.compiler import load_scenario
from game.content.scenario_library import find_pack_folder
from game.engine import rules
from game.engine.events import Ask
from game.engine.partner import choose_answer
from game.engine.state import State
from game.engine.state_draft import StateDraft
from game.engine.stocks import Chair
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
