"""What moved each figure: parts that add up to the change on the screen, and how well a decision was carried out."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.debrief.changes import SOURCES, CarriedOut, apportion_points
from game.debrief.look_back import look_back
from game.engine.events import Changed, CircumstanceShown
from game.engine.state import round_half_even
from game.engine.stocks import INDEX
from game.narration.debrief.outcomes import name_source, render_carried_out
from game.narration.debrief.report import render_debrief_text
from game.playthrough.session import Session
from game.playthrough.setup import Setup
from tests.debrief.plays import PLAYS, looked_back, played
from tests.engine.carrying import counted
from tests.engine.crisis import fact, later, loaded, option, scene

EITHER = pytest.mark.parametrize("play", PLAYS, ids=str)


def decided(*scenes, first=None, sure=(), resolve="defer", coffee="work", guess=(), **fields):
    """A crisis played by two to its end: option `a`, but for what `first` says by chair; no fact is said."""
    whole = loaded(*scenes, **fields)
    session = Session(whole.scenario, whole.texts, Setup(dict.fromkeys(("ceo", "cto"), "human"), 1))
    picks = {"ceo": "a", "cto": "a", **(first or {})}
    while (prompt := session.prompt) is not None:
        ids = [choice.id for choice in prompt.choices]
        match prompt.kind:
            case "first":
                answer = {"option": picks[prompt.chair], "confidence": "sure" if prompt.chair in sure else "leaning"}
                answer |= {"guess": picks["ceo" if prompt.chair == "cto" else "cto"]} if prompt.chair in guess else {}
            case "final":
                answer = {"option": picks[prompt.chair] if picks[prompt.chair] in ids else ids[0]}
            case "say" | "sit_say":
                answer = {"facts": []}
            case "resolve":
                answer = {"mode": resolve}
            case "pledge" | "still":
                answer = {"what": "people"}
            case _:
                answer = {"what": coffee if coffee in ids else "work"}
        session.answer(prompt.token, answer)
    return session


def parts(session, count, stock):
    """What moved a figure in a scene, by source; empty where it did not change on the screen."""
    changes = {change.stock: change for change in look_back(session).outcomes[count - 1].changes}
    return dict(changes[stock].parts) if stock in changes else {}


@EITHER
def test_the_parts_of_a_change_add_up_to_it(play):
    insight = looked_back(*play)
    for change in (*insight.whole, *(change for outcome in insight.outcomes for change in outcome.changes)):
        assert sum(points for _source, points in change.parts) == change.after - change.before == change.points
        assert change.points
        assert [source for source, _ in change.parts] == [s for s in SOURCES if s in dict(change.parts)]


@EITHER
def test_the_changes_of_all_scenes_add_up_to_that_of_the_whole_play(play):
    session, insight = played(*play), looked_back(*play)
    totals = dict.fromkeys(INDEX, 0)
    for outcome in insight.outcomes:
        for change in outcome.changes:
            totals[change.stock] += change.points
    assert {stock: points for stock, points in totals.items() if points} == {
        change.stock: change.points for change in insight.whole
    }
    for stock, points in totals.items():
        start = round_half_even(session.scenario.start[INDEX[stock]])
        assert start + points == session.state.round_to_points(stock)


@EITHER
def test_a_change_is_the_engines_with_what_came_before_it_and_the_decision_in_more_parts(play):
    """R2, R17: the same figures as on the pages in play, from how the scene before was left."""
    session, insight = played(*play), looked_back(*play)
    changed = [event for row in session.story for event in row if isinstance(event, Changed)]
    assert changed == [change for scene in insight.timeline.scenes for change in scene.changed]
    for there, outcome in zip(insight.timeline.scenes, insight.outcomes, strict=True):
        arrived, left = ({change.stock: change for change in row} for row in (there.arrived, there.changed))
        for split in outcome.changes:
            first, last = arrived.get(split.stock), left.get(split.stock)
            assert split.before == (first or last).before
            assert split.after == (last or first).after
            assert first is None or last is None or first.after == last.before
            parts = dict(split.parts)
            decision = sum(parts.pop(source, 0) for source in ("decided", "carried", "met"))
            told = Counter(first.parts if first else {})
            told.update(last.parts if last else {})
            assert decision == told.pop("decision", 0)
            assert parts == {part: points for part, points in told.items() if points}


@given(st.lists(st.integers(-900, 900), min_size=1, max_size=5), st.integers(-3, 3))
def test_parts_in_whole_points_add_up_and_stay_near(hundredths, off):
    total = round(sum(hundredths) / 100) + off
    whole = apportion_points(hundredths, total)
    assert sum(whole) == total
    spare = (abs(off) + 3) / len(hundredths) + 1
    assert all(abs(points - part / 100) <= spare for points, part in zip(whole, hundredths, strict=True))


def test_what_a_decision_did_stands_apart_from_how_it_was_carried_out():
    session = decided(scene("one", option("a", effects={"sales": 10})), scene("two"))
    carried = look_back(session).outcomes[0].carried
    assert carried.points > 60
    assert parts(session, 1, "sales") == {"decided": 10, "carried": counted(10, carried.points) - 10}


def test_what_landed_and_what_time_did_stand_apart_too():
    one = scene("one", option("a", later=[later(1, {"sales": 6})]), by="cto", weeks=0)
    session = decided(one, scene("two", by="cto", weeks=4))
    (landing,) = look_back(session).timeline.scenes[1].landed
    moved = parts(session, 2, "sales")
    assert moved["landed"] == landing.effects[0].points
    assert set(moved) == {"landed", "time"}


def test_what_has_no_true_cause_moves_nothing():
    """R25: the effect whose fact is not true in this play is no part of the change."""
    facts = {"so": fact("ceo", when="draw.d.yes"), "not_so": fact("ceo", when="draw.d.no")}
    effects = {"sales": [{"points": 5, "because": "so"}, {"points": -9, "because": "not_so"}]}
    session = decided(
        scene("one", option("a", effects=effects), by="cto"), scene("two"), facts=facts, draw={"d": ["yes", "no"]}
    )
    drawn = session.state.draw["d"]
    assert parts(session, 1, "sales")["decided"] == (5 if drawn == "yes" else -9)


def test_a_move_that_an_option_makes_is_the_decisions_doing_and_what_they_did_to_each_other_is_not():
    blaming = decided(scene("one", option("a", moves=["blame"]), by="cto"), scene("two"))
    assert set(parts(blaming, 1, "ceo.safety")) == {"decided"}
    agreeing = decided(scene("one"), scene("two"))
    assert set(parts(agreeing, 1, "ceo.trust")) == {"met"}


@pytest.mark.parametrize(
    ("how", "reasons"),
    [
        ({}, [("agreed", 15)]),
        ({"first": {"cto": "b"}}, [("defer", 0)]),
        ({"first": {"cto": "b"}, "resolve": "object"}, [("object", -5)]),
        ({"first": {"cto": "b"}, "resolve": "override"}, [("override", -25)]),
        ({"first": {"cto": "b"}, "resolve": "override", "guess": ("ceo", "cto")}, [("override", -25), ("guessed", 16)]),
    ],
)
def test_how_well_it_was_carried_out_is_what_made_it_so(how, reasons):
    """R17: alignment, and how the decision came about."""
    carried = look_back(decided(scene("one"), scene("two"), **how)).outcomes[0].carried
    assert list(carried.reasons) == reasons
    assert carried.aligned + sum(points for _reason, points in reasons) == carried.points


def test_a_strength_that_was_named_carries_what_relies_on_it_and_both_are_told():
    strong = {"strengths": {"ledger": "reads a ledger like a letter"}}
    two = scene("two", option("a", relies_on="ledger"), by="cto", coffee=True)
    session = decided(scene("one"), two, cto=strong, coffee="credit:ledger")
    assert look_back(session).outcomes[1].carried.reasons == (("relied", 8),)
    told = render_debrief_text(session, "en")
    assert "Praise Dũng for a strength: reads a ledger like a letter" in told
    assert "a strength that had been named +8" in told


@pytest.mark.parametrize(
    ("effects", "right", "word"), [({"sales": 6}, True, "that way"), ({"sales": -6}, False, "differently")]
)
def test_who_was_sure_is_told_what_time_made_of_it(effects, right, word):
    """R18: once, as it lands."""
    one = scene("one", option("a", later=[later(1, effects), later(2, {"sales": -9})]))
    session = decided(one, scene("two", by="cto"), scene("three", by="cto"), sure=("ceo",))
    outcomes = look_back(session).outcomes
    (judged,) = [judgement for outcome in outcomes for judgement in outcome.judged]
    assert outcomes[1].judged == (judged,)
    assert (judged.chair, judged.origin, judged.right) == ("ceo", 1, right)
    assert f"Hà had been sure in scene 1, of “a” It turned out {word}." in render_debrief_text(session, "en")


@EITHER
def test_whom_time_judged_is_in_the_ledger(play):
    session, insight = played(*play), looked_back(*play)
    told = [
        (count, "move:borne_out" if judged.right else "move:misjudged", judged.chair)
        for count, outcome in enumerate(insight.outcomes, 1)
        for judged in outcome.judged
    ]
    logged = [(e.scene, e.cause, e.by) for e in session.state.ledger if e.cause in ("move:borne_out", "move:misjudged")]
    assert sorted(told) == sorted(logged)


def test_whoever_decides_against_its_own_pledge_is_told_so():
    """R21: as far as it could foresee, on the stocks of its pledge; the deed stands against the word."""
    doing = option("a", effects={"culture": -7})
    session = decided(scene("one"), scene("two", doing, by="cto"), scene("three"))
    insight = look_back(session)
    assert [outcome.unfaithful for outcome in insight.outcomes] == [None, "cto", None]
    (deed,) = [deed for record in insight.pledges for deed in record.deeds]
    assert deed.unfaithful
    assert deed.net_points < 0
    (moment,) = [moment for moment in insight.moments if moment.kind == "unfaithful"]
    assert (moment.chair, moment.through, moment.what) == ("cto", "people", "a")
    told = render_debrief_text(session, "en")
    assert "scene 2: “a” (Culture −7) · foreseen, and done all the same" in told


def test_words_beside_deeds_count_what_came_about_as_it_was_carried_out():
    """The pledged stock alone, signed: as R17 made it, at once and later."""
    doing = option("a", effects={"culture": 10, "sales": -9}, later=[later(1, {"culture": -4})])
    session = decided(scene("one"), scene("two", doing), scene("three", by="cto"))
    insight = look_back(session)
    landed = insight.timeline.scenes[2].landed[0].effects[0].points
    at_once = counted(10, insight.outcomes[1].carried.points)
    deeds = [deed for record in insight.pledges for deed in record.deeds if deed.scene == "two"]
    assert len(deeds) == 2
    for deed in deeds:
        assert [(effect.stock, effect.points) for effect in deed.effects] == [("culture", at_once), ("culture", landed)]
        assert deed.net_points == at_once + landed


def test_what_weighed_on_the_partner_is_named():
    """P-circumstance: shown before one commits, named in the debrief."""
    named = 0
    for play in PLAYS:
        session = played(*play)
        shown = [event for row in session.story for event in row if isinstance(event, CircumstanceShown)]
        told = render_debrief_text(session, "en")
        words = {
            "slept_badly": "had slept badly: what",
            "board_rang": "The board had rung: what",
            "good_news": "had good news from home, and dared more.",
            "afraid_for": "was afraid for somebody:",
            "old_hurt": "An old hurt had come up again:",
        }
        for what, words_of_it in words.items():
            assert told.count(words_of_it) == sum(event.what == what for event in shown)
        named += len(shown)
    assert named


@pytest.mark.parametrize(
    ("aligned", "reasons", "told"),
    [
        (None, (), "Carried out: 60 of 100"),
        (None, (("defer", 0),), "Carried out: 60 of 100"),
        (45, (("agreed", 15),), "Carried out: 60 of 100 (pulling one way 45; wanted the same from the start +15)"),
        (65, (("defer", 0), ("object", -5)), "Carried out: 60 of 100 (pulling one way 65; over an objection −5)"),
    ],
)
def test_how_well_it_was_carried_out_is_told_with_what_counted(aligned, reasons, told):
    assert render_carried_out(CarriedOut(60, aligned, reasons)) == told


def test_the_parts_of_a_decision_have_names_of_their_own():
    assert [name_source(one) for one in ("decided", "carried", "met")] == ["decided", "carried out", "how the two met"]
    assert name_source("time") == "time"
