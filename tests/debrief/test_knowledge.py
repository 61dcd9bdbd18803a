"""Who knew what, when."""

from dataclasses import replace

import pytest

from game.debrief.look_back import look_back
from game.engine.state import round_half_even
from game.engine.stocks import INDEX
from game.narration.debrief import crossings
from game.narration.debrief.crossings import Crossing, count_crossings, list_crossings
from game.narration.debrief.records import render_fact_holding, render_fact_outcome
from game.narration.voice import Voice
from tests.debrief.plays import PLAYS, begun, by_hand, looked_back, played, small


def answer(session, **fields):
    session.answer(session.prompt.token, fields)


def test_a_fact_said_at_once_was_alone_until_the_middle_of_that_scene():
    session = played(7, "ceo", "candid")
    bonus = next(course for course in look_back(session).histories if course.fact == "bonus")
    assert (bonus.status, bonus.out, bonus.held, bonus.through) == ("said", 2, 0, "ceo")
    assert [(span.knowing, span.start, span.end) for span in bonus.spans] == [("alone", 0.0, 1.5), ("shared", 1.5, 5)]


def test_a_kept_fact_is_told_with_whoever_brought_it_out_and_how_long_it_was_held():
    session = played(3, "ceo", "blame")
    bonus = next(course for course in look_back(session).histories if course.fact == "bonus")
    assert (bonus.status, bonus.through, bonus.kept) == ("surfaced", "mai", True)
    assert bonus.held == bonus.out - bonus.chance == 2
    assert bonus.spans[-1].knowing == "surfaced"


def test_a_fact_that_no_draw_brought_is_no_course():
    for seed in range(20):
        session = played(seed, "ceo", "candid", answers=2)
        drawn = session.state.draw["cause"] == "retry"
        known = [course.fact for course in look_back(played(seed, "ceo", "candid")).histories]
        assert ("retry_bug" in known) == drawn
        if not drawn:
            return
    raise AssertionError("twenty seeds and always the retry")


@pytest.mark.parametrize("play", PLAYS, ids=str)
def test_spans_leave_no_hole(play):
    insight = looked_back(*play)
    for course in insight.histories:
        assert course.spans[0].start == course.known - 1
        assert course.spans[-1].end == len(insight.timeline.scenes)
        for before, after in zip(course.spans, course.spans[1:], strict=False):
            assert before.end == after.start


@pytest.mark.parametrize("play", PLAYS, ids=str)
def test_gaps_begin_with_the_crisis_and_end_with_the_game(play):
    session = played(*play)
    for gap in looked_back(*play).gaps:
        stock = f"{gap.chair}.gap"
        assert gap.points[0] == round_half_even(session.scenario.start[INDEX[stock]])
        assert gap.points[-1] == session.state.round_to_points(stock)
        assert len(gap.points) == len(session.state.past) + 1


def test_nothing_is_known_before_the_first_answer_that_the_first_scene_did_not_bring():
    insight = look_back(begun())
    assert {course.fact for course in insight.histories} == {
        "bonus", "renewal", "discount", "skipped_review", "refund_path",
    }  # fmt: skip
    assert all(course.status == "unsaid" for course in insight.histories)


def test_the_scene_in_which_a_fact_was_learned_and_could_be_said_is_named_once():
    history = next(one for one in looked_back(7, "ceo", "blame").histories if one.held > 0)
    voice = Voice.by_name(played(7, "ceo", "blame"))
    same = render_fact_holding(voice, replace(history, known=3, chance=3))
    assert same.endswith("knew it from scene 3 and could have said it there")
    assert render_fact_holding(voice, replace(history, known=2, chance=3)).endswith("could have said it in scene 3")


def crossed(session, count):
    """What could cross the table in a scene."""
    insight = look_back(session)
    return list_crossings(Voice.by_name(session), insight, insight.timeline.find_scene(count))


def test_what_crossed_the_table_has_its_price_and_what_did_not_has_what_became_of_it():
    session = by_hand(small(), say=lambda game: [one.id for one in game.prompt.facts if one.id in ("bonus", "renewal")])
    assert crossed(session, 1) == ()
    assert crossed(session, 2) == (
        Crossing("Bonus on invoices", "ceo", True, "costs face"),
        Crossing("Renewal date", "ceo", True, "costs nothing"),
        Crossing("Sen Mart's discount", "ceo", False, "never said"),
        Crossing("Review skipped", "cto", False, "came out through Lan, scene 4"),
        Crossing("Refunds in one night", "cto", False, "never said"),
        Crossing("The bank's window", "cto", False, "came out through Sen Mart, scene 4"),
    )
    assert count_crossings(crossed(session, 2)) == "2 of 6 said"


def test_what_the_partner_answered_stands_behind_the_fact_that_it_was_told():
    session = played(7, "ceo", "candid")
    told = {one.label: one.words for one in crossed(session, 2)}
    answer = "“So that's how it was. Well. Now we know.”"
    assert told["Bonus on invoices"] == f"costs face · {answer}"
    assert told["Refunds in one night"] == "costs nothing", "what it said itself it does not answer"
    assert told["Review skipped"] == "said by Dũng, scene 3 · it cost face"


def test_in_a_scene_that_goes_on_what_nobody_was_asked_for_has_not_crossed():
    session = played(7, "ceo", "candid", answers=2)
    assert session.state.now.scene == "standup"
    assert crossed(session, 2) == ()


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({}, "said by Hà, scene 2 · it cost face"),
        ({"cost": "free"}, "said by Hà, scene 2"),
        ({"cost": "confidential"}, "said by Hà, scene 2 · it had been told in confidence"),
        ({"status": "surfaced", "through": "mai", "out": 4}, "came out through Mai, scene 4"),
        ({"status": "surfaced", "through": "mai", "at_end": True}, "came out through Mai as play ended"),
        ({"status": "unsaid"}, "never said"),
        ({"status": "unsaid", "chance": 0}, "never said; there was no occasion"),
    ],
)
def test_what_became_of_a_fact_is_told(change, told):
    session = played(7, "ceo", "candid")
    history = next(one for one in look_back(session).histories if one.fact == "bonus")
    assert render_fact_outcome(Voice.by_name(session), replace(history, **change)) == told


def test_each_part_of_a_scene_that_is_looked_back_at_has_its_heading():
    assert (crossings.name_crossings(), crossings.name_course_of_trust(), crossings.name_what_it_did()) == (
        "What crossed between them",
        "Trust, scene by scene",
        "What it did",
    )
