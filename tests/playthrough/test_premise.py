"""A play that begins in the middle: a true state of the rules, and nothing assumed but what was asked for."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.engine.events import Ended, SceneOpened
from game.engine.start_midway import Premise, drop_unknown_names, list_earlier_scenes, list_unknown_names
from game.engine.state import hash_state
from game.engine.stocks import STOCKS
from tests.playthrough.players import SEATS, answers, crises, play, session, small

FEW = settings(max_examples=10, deadline=None)


def begun(premise, seats=SEATS[0], crisis=None, seed=1):
    """Return a play that begins with a premise."""
    return session(seats, seed, crisis, premise=premise)


@pytest.mark.parametrize("seats", SEATS)
def test_to_begin_at_the_first_scene_is_to_begin(seats):
    for crisis in crises():
        first = crisis.scenario.first_scene.id
        assert hash_state(begun(Premise(first), seats, crisis).state) == hash_state(session(seats, 1, crisis).state)


@pytest.mark.long
@FEW
@given(data=st.data(), seed=st.integers(0, 999), seats=st.sampled_from(SEATS))
def test_play_goes_from_every_scene_to_an_end(data, seed, seats):
    crisis = data.draw(st.sampled_from(crises()))
    scene = data.draw(st.sampled_from(sorted(crisis.scenario.scenes)))
    game = begun(Premise(scene), seats, crisis, seed)
    assert any(isinstance(event, SceneOpened) for event in game.happened) or game.prompt.scene == scene
    while game.prompt is not None:
        game.answer(game.prompt.token, data.draw(answers(game.prompt)))
    assert any(isinstance(event, Ended) for event in game.happened)


def test_the_scene_opens_with_the_figures_that_were_set_and_all_others_as_the_crisis_has_them():
    scene = list(small().scenario.scenes)[-1]
    game = begun(Premise(scene, {"ceo.trust": 81, "cash": 40, "week": 9, "tokens": 1}))
    plain = begun(Premise(scene))
    assert game.state.round_to_points("ceo.trust") == 81
    assert game.state.round_to_points("cash") == 40
    assert (game.state.week, game.state.tokens) == (9, 1)
    others = [name for name in STOCKS if name not in ("ceo.trust", "cash")]
    assert [game.state.round_to_points(name) for name in others] == [
        plain.state.round_to_points(name) for name in others
    ]
    assert not game.state.pending
    assert not game.state.promises


def test_what_the_way_there_makes_certain_is_known_and_nothing_is_said():
    scenario = small().scenario
    for scene in list(scenario.scenes)[1:]:
        earlier = list_earlier_scenes(scenario, scene)
        assert scenario.first_scene.id in earlier
        state = play(begun(Premise(scene)), until="first").state
        for name, fact in scenario.facts.items():
            since = fact.since or scenario.first_scene.id
            if name in state.facts:
                assert state.knows_fact(fact.held, name, fact.held) == (since in earlier or since == state.scene)
                assert state.facts[name].status == "unsaid"


def test_flags_facts_and_choices_hold_where_conditions_read_them():
    from game.engine.state import StateScope

    scenario = small().scenario
    scene, option = next(
        (scene, option)
        for scene in scenario.scenes.values()
        if scene.decision
        for option in scene.decision.options
        if option.flags
    )
    fact = next(iter(scenario.facts.values()))
    chair = "cto" if fact.held == "ceo" else "ceo"
    last = list(scenario.scenes)[-1]
    state = begun(Premise(last, knows=frozenset({(chair, fact.id)}), chose={scene.id: option.id})).state
    scope = StateScope(scenario, state, state.stocks)
    assert scope.look_up(f"knows.{chair}.{fact.id}")
    assert scope.look_up(f"said.{fact.id}")
    assert scope.look_up(f"chose.{scene.id}.{option.id}")
    assert all(scope.look_up(f"flag.{flag}") for flag in option.flags)


def test_what_a_crisis_does_not_have_is_named_and_can_be_left_out():
    scene = list(small().scenario.scenes)[-1]
    wish = Premise(
        scene, {"morale": 3}, frozenset({"nope"}), frozenset({("ceo", "rumour")}), {"nowhere": "x"}, {"moon": "full"}
    )
    assert list(list_unknown_names(small().scenario, wish)) == [
        ("number", "morale"),
        ("flag", "nope"),
        ("fact", "rumour"),
        ("option", "nowhere.x"),
        ("draw", "moon.full"),
    ]
    assert drop_unknown_names(small().scenario, wish) == Premise(scene)
    assert ("scene", "gone") in list_unknown_names(small().scenario, Premise("gone"))


def test_a_play_from_the_middle_can_be_looked_back_at():
    from game.debrief.look_back import look_back

    scene = list(small().scenario.scenes)[2]
    chosen = small().scenario.first_scene
    option = chosen.decision.options[0].id
    over = play(begun(Premise(scene, chose={chosen.id: option}), SEATS[1]))
    assert look_back(over).timeline.closing.ending == over.state.ending
