"""Each event of the engine is told, and each voice tells no more than its reader may know."""

from dataclasses import replace
from types import SimpleNamespace
from typing import get_args

import pytest

from game.engine import events as e
from game.engine.stocks import CHAIRS
from game.locales import vocabulary
from game.narration.events import EVENT_NARRATORS, list_moved_figures, narrate_event, narrate_events
from game.narration.lines import LineKind, LineMark, join_text
from game.narration.log import narrate_log
from game.narration.sentences import render_sentences, tell_events
from game.narration.voice import Voice
from game.playthrough.session import Session
from game.playthrough.setup import Setup
from tests.engine.crisis import fact, loaded, scene
from tests.playthrough import players


@pytest.fixture(scope="module")
def game():
    return players.play(players.session())


def test_every_event_has_its_narrator():
    assert set(EVENT_NARRATORS) == set(get_args(e.Event))


def test_lines_are_of_the_kinds_and_marks_that_front_ends_know(game):
    lines = [line for row in game.story for line in narrate_events(Voice.by_name(game), row)]
    assert {line.kind for line in lines} <= set(get_args(LineKind))
    assert {line.mark for line in lines} <= set(get_args(LineMark))
    assert all(line.spans or line.kind in ("break", "figure") for line in lines)


def test_no_line_of_a_whole_play_has_an_open_placeholder(game):
    told = [text for row in game.story for text in tell_events(Voice.by_name(game), row)]
    assert any(told)
    assert not [text for text in told if "{" in text]


def test_a_private_line_is_told_to_its_own_chair_only(game):
    scene = next(iter(game.scenario.scenes))
    event = e.SceneOpened(scene, 1, (), {"ceo": ("title",)})
    title = game.render_text("title")
    mine = list(render_sentences(Voice.to_chair(game, "ceo"), narrate_event(Voice.to_chair(game, "ceo"), event)))
    assert f"To you alone: {title}" in mine
    named = f"To {game.names['ceo']} alone: {title}"
    assert named in list(tell_events(Voice.by_name(game), [event]))
    for voice in (Voice.to_chair(game, "cto"), Voice.to_onlookers(game)):
        assert title not in " ".join(tell_events(voice, [event]))


@pytest.mark.parametrize("chair", CHAIRS)
def test_what_a_chair_learns_is_no_news_to_the_other_or_to_the_table(game, chair):
    private = [e.Learned(next(iter(game.scenario.facts)), chair)]
    other = "cto" if chair == "ceo" else "ceo"
    assert not list(tell_events(Voice.to_onlookers(game), private))
    assert not list(tell_events(Voice.to_chair(game, other), private))
    assert len(list(tell_events(Voice.by_name(game), private))) == 1


def test_pledges_are_read_aloud_to_everybody_with_the_guesses_beside_them(game):
    read = [e.Pledged("ceo", "cash", guess="people"), e.Pledged("cto", "customers")]
    ceo, cto = game.names["ceo"], game.names["cto"]
    assert list(tell_events(Voice.to_onlookers(game), read)) == [
        f"What {ceo} will not sacrifice: the cash. ({ceo}'s guess for {cto}: the people)",
        f"What {cto} will not sacrifice: the customers.",
    ]
    assert list(tell_events(Voice.to_chair(game, "ceo"), read)) == [
        f"You will not sacrifice the cash. (your guess for {cto}: the people)",
        f"What {cto} will not sacrifice: the customers.",
    ]
    assert list(tell_events(Voice.to_chair(game, "cto"), read)) == [
        f"What {ceo} will not sacrifice: the cash. ({ceo}'s guess for you: the people)",
        "You will not sacrifice the customers.",
    ]


def test_the_trust_of_one_is_a_figure_for_that_one_only(game):
    change = [e.Changed("ceo.trust", 50, 60, {"time": 10})]
    assert list(tell_events(Voice.to_chair(game, "ceo"), change))
    assert not list(tell_events(Voice.to_chair(game, "cto"), change))
    assert not list(tell_events(Voice.to_onlookers(game), change))


def test_a_figure_is_told_with_what_moved_it_each_with_its_share_where_there_are_several(game):
    told = tell_events(Voice.by_name(game), [e.Changed("culture", 50, 55, {"landed": -3, "decision": 8})])
    assert list(told) == ["Culture: 55, up 5. (earlier decisions down 3, this decision up 8)"]
    alone = tell_events(Voice.by_name(game), [e.Changed("culture", 50, 55, {"decision": 5})])
    assert list(alone) == ["Culture: 55, up 5. (this decision)"]


def test_how_well_a_decision_was_carried_out_is_told_once_and_only_where_something_came_of_it(game):
    event = next(one for row in game.story for one in row if isinstance(one, e.Enacted) and one.effects)
    told = [text for text in tell_events(Voice.by_name(game), [replace(event, carried=63)]) if "Carried" in text]
    assert told == ["Carried out: 3 of 4."]
    assert not [text for text in tell_events(Voice.by_name(game), [replace(event, effects=())]) if "Carried" in text]
    dots = [vocabulary.count_carried_dots(carried) for carried in (0, 12, 13, 50, 62, 63, 87, 88, 100)]
    assert dots == [0, 0, 1, 2, 2, 3, 3, 4, 4]


def test_a_stock_that_is_hidden_is_a_figure_for_nobody_who_plays(game):
    hidden = ("strain", "debt", "clarity", "bridge", "ceo.safety", "cto.gap")
    changes = [e.Changed(stock, 50, 60, {"time": 10}) for stock in hidden]
    for voice in (Voice.to_chair(game, "ceo"), Voice.to_chair(game, "cto"), Voice.to_onlookers(game)):
        assert not list(tell_events(voice, changes))
        assert not list_moved_figures(voice, dict.fromkeys(hidden, 3))


def test_a_surfaced_fact_says_you_to_whoever_kept_it(game):
    fact = next(one.id for one in game.scenario.facts.values() if game.render_text(f"facts.{one.id}.surfaces.text"))
    event = e.Surfaced(fact, "ceo", "", True, ())
    assert "You knew, and didn't say." in list(tell_events(Voice.to_chair(game, "ceo"), [event]))
    for voice in (Voice.to_chair(game, "cto"), Voice.to_onlookers(game), Voice.by_name(game)):
        assert f"{game.names['ceo']} knew, and didn't say." in list(tell_events(voice, [event]))


def test_weeks_are_counted_together(game):
    weeks = [e.WeekPassed(number, ()) for number in (1, 2, 3)]
    assert list(tell_events(Voice.by_name(game), weeks)) == ["3 weeks later."]
    assert list(tell_events(Voice.by_name(game), weeks[:1])) == ["1 week later."]


def enacted(game, row):
    return next(line for line in narrate_events(Voice.by_name(game), row) if line.kind == "done")


def test_a_decision_is_credited_to_both_to_the_board_or_to_who_had_the_last_word(game):
    event = next(one for row in game.story for one in row if isinstance(one, e.Enacted))
    picks = {"ceo": event.option, "cto": event.option}
    assert enacted(game, [e.Finals(event.scene, picks), event]).speaker == "both"
    assert enacted(game, [e.Resolved("cto", "escalate"), event]).speaker == "board"
    assert enacted(game, [e.Finals(event.scene, {event.decider: event.option}), event]).speaker == event.decider
    assert enacted(game, [e.Resolved("cto", "defer"), event]).speaker == event.decider


def tell_decision(voice, scene, option, by):
    return next(filter(None, tell_events(voice, [e.Enacted(scene, option, by, by, (), {}, ())])))


def test_of_what_one_is_asked_alone_the_other_hears_who_decides(game):
    told = game.render_text("scenes.morning.options.pay_neither.text")
    for voice in (Voice.to_chair(game, "cto"), Voice.to_onlookers(game), Voice.by_name(game)):
        assert tell_decision(voice, "morning", "pay_neither", "ceo") == f"{game.names['ceo']} decides: {told}"
    assert tell_decision(Voice.to_chair(game, "ceo"), "morning", "pay_neither", "ceo") == f"It is done: {told}"
    joint = game.render_text("scenes.standup.options.void_by_hand.text")
    assert tell_decision(Voice.by_name(game), "standup", "void_by_hand", "cto") == f"It is done: {joint}"


def test_a_promise_is_told_as_it_is_made(game):
    made = e.Enacted("standup", "void_tonight", "cto", "cto", (), {}, ())
    promise = Voice.by_name(game).render_promise("scenes.standup.options.void_tonight.promise.text")
    told = [text for text in tell_events(Voice.by_name(game), [made]) if join_text(promise) in text]
    assert told == [f"{game.names['cto']} promises: {join_text(promise)}"]


@pytest.mark.parametrize(("asker", "accepted", "mark"), [(None, True, "◆"), ("ceo", True, "◆"), ("ceo", False, "◇")])
def test_sitting_down_carries_a_sign(game, asker, accepted, mark):
    (line,) = narrate_event(Voice.by_name(game), e.SatDown(asker, accepted))
    assert line.mark == mark
    assert (game.names["ceo"] in line.text) == (asker == "ceo")


@pytest.mark.parametrize(("status", "mark"), [("kept", "✓"), ("renegotiated", "✓"), ("broken", "✕")])
def test_a_settled_promise_carries_a_sign(game, status, mark):
    (line,) = narrate_event(Voice.by_name(game), e.PromiseSettled("p", "cto", status, "title"))
    assert line.mark == mark
    assert game.names["cto"] in line.label


def test_a_guess_is_told_right_or_with_what_was_guessed(game):
    scene = next(one for one in game.scenario.scenes.values() if one.decision)
    one, two, *_rest = [option.id for option in scene.decision.options]

    def tell(guess):
        shown = e.Revealed(scene.id, {"ceo": one, "cto": two}, {"ceo": "sure"}, {"ceo": guess}, (), {"cto": 2})
        return " ".join(tell_events(Voice.by_name(game), [shown]))

    assert "guessed right" in tell(two)
    assert "guessed that" in tell(one)
    assert "(sure)" in tell(one)
    assert "leaves 2 things unsaid" in tell(one)


@pytest.mark.parametrize("ending", ["insolvent", "authored"])
def test_an_ending_is_told_with_its_tier(game, ending):
    name = ending if ending == "insolvent" else game.scenario.endings[0].id
    told = list(tell_events(Voice.by_name(game), [e.Ended(name, "good")]))
    assert ("Insolvent" in told) == (ending == "insolvent")
    assert "The year after" in told


class TestFactsSaid:
    def game(self, **fields):
        crisis = loaded(scene("one", owner="ceo"), facts={"dark": fact("cto", told="{cto} left it dark.", **fields)})
        return Session(crisis.scenario, crisis.texts, Setup(players.SEATS[1], 1))

    def test_what_a_chair_says_stands_behind_its_name_in_its_own_words(self):
        game = self.game(spoken="“I left it dark.”")
        (told,) = tell_events(Voice.to_chair(game, "ceo"), [e.Said("dark", "cto")])
        assert told == f"{game.names['cto']} says: “I left it dark.”"

    def test_words_for_the_listener_come_before_words_for_anybody(self):
        game = self.game(spoken={"ceo": "“Hà, I left it dark.”", "lan": "“Lan, it's dark.”"})
        (told,) = tell_events(Voice.to_chair(game, "ceo"), [e.Said("dark", "cto")])
        assert told.endswith("“Hà, I left it dark.”")

    def test_where_no_speech_is_written_the_narrator_tells_it(self):
        game = self.game()
        (line,) = narrate_event(Voice.to_chair(game, "ceo"), e.Said("dark", "cto"))
        name = game.names["cto"]
        assert (line.kind, line.speaker, line.text) == ("narration", "", f"{name} brings it up: {name} left it dark.")


@pytest.mark.parametrize("what", ["work", "checkin"])
def test_what_both_do_with_the_same_time_is_not_told_twice_in_the_same_words(game, what):
    taken = [e.CoffeeTaken(chair, what) for chair in CHAIRS]
    for voice in (Voice.to_chair(game, "ceo"), Voice.to_chair(game, "cto"), Voice.to_onlookers(game)):
        one, two = [line.text for line in narrate_events(voice, taken) if line.kind == "outcome"]
        assert one != two
        (alone,) = [line.text for line in narrate_events(voice, taken[1:]) if line.kind == "outcome"]
        assert alone == one


@pytest.mark.parametrize(
    ("about", "thanks"),
    [
        ("kept:tests", "Thanked for a promise kept."),
        ("move:own", "Thanked for this: owning the mistake."),
        ("said:renewal", "Thanked for saying it: Sen Mart decides about next year on the twentieth."),
        ("", "A kind thank-you, for nothing in particular."),
    ],
)
def test_what_one_was_thanked_for_is_told(game, about, thanks):
    told = [line.text for line in narrate_event(Voice.by_name(game), e.CoffeeTaken("ceo", "credit", about=about))]
    assert told[0] == "Thank Dũng for one specific thing"
    assert told[-1] == thanks
    waits = "“It's going well.” Dũng waits for the rest of the sentence."
    assert (waits in told) == (about == "")


def test_a_strength_that_was_misjudged_is_told_to_whoever_it_was_about(game):
    event = e.CoffeeTaken("ceo", "credit", strength="ledger", right=False)
    (_taken, note) = narrate_event(Voice.to_chair(game, "cto"), event)
    assert (note.kind, note.text) == ("note", "That is not what you're good at.")
    (_taken, note) = narrate_event(Voice.to_onlookers(game), event)
    assert note.text == "That is not what Dũng is good at."
    assert len(list(narrate_event(Voice.to_onlookers(game), replace(event, right=True)))) == 1


def test_whoever_asks_over_coffee_hears_what_the_other_wants_and_what_is_in_the_way(game):
    told = [
        (line.kind, line.speaker, line.label, line.text)
        for line in narrate_event(Voice.to_chair(game, "ceo"), e.CoffeeTaken("ceo", "ask"))
    ]
    assert told == [
        ("coffee", "ceo", "", "Ask Dũng what's in the way"),
        ("outcome", "", "", "Dũng stirs for a while before answering."),
        ("wish", "cto", "What Dũng wants", "Win a week to put the billing run under test."),
        ("wish", "cto", "In the way", "Nobody but Minh has ever read the whole billing run."),
    ]
    asked = [line.label for line in narrate_event(Voice.to_chair(game, "cto"), e.CoffeeTaken("ceo", "ask"))]
    assert asked[2:] == ["What you want", "In the way"]


def test_the_log_begins_each_scene_with_the_line_that_says_which_it_is(game):
    parts = list(narrate_log(Voice.by_name(game), game))
    assert [part.title for part in parts][:3] == [
        "Scene 1 of about 6. 08:10.",
        "Scene 2 of about 6. 09:30.",
        "Scene 3 of about 6. 15:00.",
    ]
    assert parts[0].lines[0].startswith("Mai stands in the door with her headset on.")
    assert all(line for part in parts for line in part.lines)


def test_what_was_told_before_the_first_scene_stands_in_the_log_without_a_title(game):
    opened = next(event for event in game.story[0] if isinstance(event, e.SceneOpened))
    before = e.Pledged("ceo", "cash")
    story = SimpleNamespace(story=((before,), (opened,)))
    first, second = narrate_log(Voice.by_name(game), story)
    assert (first.title, first.lines) == ("", ("What Hà will not sacrifice: the cash.",))
    assert second.title == "Scene 1 of about 6. 08:10."
    silent = SimpleNamespace(story=((e.Finals(opened.scene, {}),), (opened,)))
    assert [part.title for part in narrate_log(Voice.to_onlookers(game), silent)] == ["Scene 1 of about 6. 08:10."]
    (alone,) = narrate_log(Voice.by_name(game), story, unread=True)
    assert alone == first, "what the last answer led to is still to be read"
