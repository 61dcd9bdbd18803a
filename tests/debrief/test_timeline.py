"""The scenes as they were played, and the partner's reasons exactly."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.debrief.timeline import build_timeline, replay_session, round_to_sum
from game.engine.events import Enacted, Landed, Surfaced
from game.engine.partner import weigh_options
from game.engine.state import SIT
from game.engine.state_draft import StateDraft
from tests.debrief.plays import PLAYS, by_hand, played
from tests.engine import crisis


@pytest.mark.parametrize("play", PLAYS, ids=str)
def test_a_replay_ends_where_the_playthrough_ended(play):
    session = played(*play)
    assert replay_session(session).last == session.state


@pytest.mark.parametrize("play", PLAYS, ids=str)
def test_every_scene_is_told_once_with_all_that_happened_in_it(play):
    session = played(*play)
    line = build_timeline(replay_session(session))
    events = [event for row in session.story for event in row]
    assert [scene.played for scene in line.scenes] == list(session.state.past)
    assert [s.enacted for s in line.scenes if s.enacted] == [e for e in events if isinstance(e, Enacted)]
    landed = [landing.path for s in line.scenes for landing in s.landed] + [there.path for there in line.closing.landed]
    assert landed == [event.path for event in events if isinstance(event, Landed)]
    surfaced = [event for scene in line.scenes for event in scene.surfaced] + list(line.closing.surfaced)
    assert surfaced == [event for event in events if isinstance(event, Surfaced)]
    assert line.closing.ending == session.state.ending


@pytest.mark.parametrize("play", PLAYS, ids=str)
def test_what_landed_names_the_scene_that_set_it_off(play):
    line = build_timeline(replay_session(played(*play)))
    for scene in line.scenes:
        for landing in scene.landed:
            cause = line.find_scene(landing.origin)
            assert landing.origin < scene.count
            assert (cause.id, cause.played.enacted) == (landing.scene, landing.option)


def test_of_a_scene_that_is_played_twice_the_time_that_set_it_off_is_named():
    """The first time nothing comes of it: its condition does not hold yet when it falls due."""
    pending = crisis.option("a", later=[crisis.later(1, when="flag.up")])
    back, on = crisis.option("a", set=["up"], then="one"), crisis.option("b", set=["up"])
    whole = crisis.loaded(
        crisis.scene("one", pending, by="ceo", weeks=1),
        crisis.scene("two", back, on, by="ceo"),
        crisis.scene("three"),
    )
    session = by_hand(whole, final=lambda s: "b" if s.state.visits.get("two") == 2 else "a")
    line = build_timeline(replay_session(session))
    assert [scene.id for scene in line.scenes] == ["one", "two", "one", "two", "three"]
    assert [(scene.count, landing.origin) for scene in line.scenes for landing in scene.landed] == [(4, 3)]


@pytest.mark.parametrize("play", PLAYS, ids=str)
def test_what_a_chair_knew_as_a_scene_opened_is_what_the_log_had_told_it_by_then(play):
    session = played(*play)
    facts = session.scenario.facts
    for scene in build_timeline(replay_session(session)).scenes:
        for fact, status in session.state.facts.items():
            known = 0 < status.known <= scene.count
            told_before = 0 < status.out < scene.count
            assert (fact in scene.knew.alone[facts[fact].held]) == (
                known and not told_before and fact not in [event.fact for event in scene.surfaced]
            )
            if told_before:
                assert fact in scene.knew.shared


@pytest.mark.parametrize("play", PLAYS, ids=str)
def test_the_partners_terms_are_those_of_the_moment_and_they_sum(play):
    session = played(*play)
    steps = [step for step in replay_session(session).steps if step.weighed is not None]
    weighings = [w for scene in build_timeline(replay_session(session)).scenes for w in scene.weighings]
    assert weighings
    assert len(weighings) == len(steps)
    for weighing, step in zip(weighings, steps, strict=True):
        assert step.move.answer["option"] in (weighing.picked, SIT)  # it may rather ask to sit down first
        totals = [option.total for option in weighing.options]
        assert totals == sorted(totals, reverse=True)
        if weighing.over:
            assert weighing.lead == pytest.approx(totals[0] - totals[1], abs=1e-12)
        fresh = weigh_options(StateDraft(session.scenario, session.rng, step.before), weighing.chair)
        scores = [
            terms.utility + gumbel / fresh.persona.precision
            for terms, gumbel in zip(fresh.terms, fresh.gumbels, strict=True)
        ]
        assert sorted(totals) == pytest.approx(sorted(scores), abs=1e-12)


def test_the_reason_told_in_play_is_the_one_of_the_debrief():
    session = played(7, "ceo", "blame")
    last = [w for scene in build_timeline(replay_session(session)).scenes for w in scene.weighings][-1]
    reason = session.explain_partner_pick("cto")
    assert (reason.picked, reason.over) == (last.picked, last.over)
    shown: dict[str, int] = {}
    for term, size in reason.terms:
        shown[term] = shown.get(term, 0) + size
    assert shown == pytest.approx({term: 100 * size for term, size in last.why}, abs=1.01)


@given(st.lists(st.floats(-9, 9), min_size=1, max_size=8))
def test_shown_terms_add_up_to_the_shown_sum(sizes):
    shown = round_to_sum(sizes)
    assert sum(shown) == round(sum(sizes) * 100)
    assert all(abs(part - size * 100) <= 1.000001 for part, size in zip(shown, sizes, strict=True))


def test_a_guess_is_right_where_it_was_what_the_other_picked_first():
    for play in PLAYS:
        for scene in build_timeline(replay_session(played(*play))).scenes:
            for chair, partner in (("ceo", "cto"), ("cto", "ceo")):
                guess = scene.played.guess.get(chair)
                expected = None if guess is None else guess == scene.played.first[partner]
                assert scene.is_guess_right(chair) is expected


def test_an_unfinished_game_is_told_as_far_as_it_came():
    session = played(7, "ceo", "candid", answers=6)
    line = build_timeline(replay_session(session))
    assert line.scenes[-1].count == session.state.count
    assert line.closing.ending == ""
