"""What if: one answer changed, under the same luck."""

from collections import Counter
from pathlib import Path

import pytest

from game.analysis.simulation.bots import BOTS
from game.debrief.what_if import AlternativeAnswer, SceneDifference, compare_branch, list_alternatives, play_what_if
from game.engine import events as e
from game.engine.events import SceneOpened
from game.locales import set_language
from game.narration.debrief import scenes
from game.narration.voice import Voice
from game.playthrough.prompts import RefusedError
from tests.debrief.plays import begun, played

TOLD = Path(__file__).parents[1] / "transcripts" / "debrief"

LANDS = "Lan writes the note about the night herself."

SOME = [(3, "ceo", "blame"), (7, "ceo", "candid"), (3, "cto", "random")]


def plain(answer):
    """An answer as the journal has it."""
    return {name: list(value) if isinstance(value, tuple) else value for name, value in answer.items()}


def before(session, records):
    """The records of a session up to one of them."""
    return [(record.move, record.partner, record.state) for record in session.records[:records]]


@pytest.mark.parametrize("play", SOME, ids=str)
def test_nothing_changes_before_the_branch(play):
    session = played(*play)
    for other in list_alternatives(session)[::4]:
        line = play_what_if(session, other.before, other.answer)
        assert before(line.session, other.before) == before(session, other.before)
        assert plain(line.session.records[other.before].move.answer) == plain(other.answer)
        assert line.session.state.past[: other.count - 1] == session.state.past[: other.count - 1]


@pytest.mark.parametrize("play", SOME, ids=str)
def test_the_same_answer_again_gives_the_same_game(play):
    session = played(*play)
    for number, record in enumerate(session.records):
        if number % 5 == 0:
            line = play_what_if(session, number, record.move.answer)
            assert line.session.state == session.state
            assert line.stand_ins == ()
            assert line.dashed_from is None
            assert compare_branch(session, line).differences == ()


@pytest.mark.parametrize("play", SOME, ids=str)
def test_later_answers_are_kept_while_they_can_be_given(play):
    session = played(*play)
    for other in list_alternatives(session)[::4]:
        line = play_what_if(session, other.before, other.answer)
        assert line.session.prompt is None
        given = [(record.move.chair, record.move.kind) for record in session.records[other.before + 1 :]]
        own = [(record.move.chair, record.move.kind) for record in line.session.records[other.before + 1 :]]
        for there in line.stand_ins:
            own.remove((there.chair, there.kind))
        assert not Counter(own) - Counter(given)


def test_a_fact_that_was_said_earlier_need_not_be_said_again():
    session = played(7, "ceo", "candid")
    at = next(number for number, r in enumerate(session.records) if r.move.kind == "say")
    line = play_what_if(session, at, {"facts": ["renewal"]})
    assert line.session.state.facts["bonus"].status in ("surfaced", "said", "unsaid")
    kept = next(other for other in list_alternatives(played(3, "ceo", "blame")) if other.what == "bonus")
    again = play_what_if(played(3, "ceo", "blame"), kept.before, kept.answer)
    assert again.session.state.facts["bonus"].status == "said"
    assert all(there.why == "new" for there in again.stand_ins)


def test_after_an_answer_that_can_no_longer_be_given_the_model_answers_and_it_is_told_from_where():
    session, sat_earlier = sitting_twice()
    line = play_what_if(session, sat_earlier, {"option": "sit"})
    gone = [there for there in line.stand_ins if there.why == "gone"]
    assert gone[0].kind == "final"
    assert session.scenario.tokens == 2
    assert line.session.state.tokens == 0
    assert line.dashed_from <= gone[0].count
    last = [record.move for record in line.session.records][-len(gone) :]
    assert [(move.kind, plain(move.answer)) for move in last] == [(g.kind, plain(g.answer)) for g in gone]
    assert all(there.why == "gone" for there in line.stand_ins if there.count > gone[0].count)


def sitting_twice():
    """A game in which both tokens went on the last two talks, and the answer at which one could have gone earlier."""
    for seed in range(60):
        session = begun(seed)
        while (prompt := session.prompt) is not None:
            sits = prompt.scene in ("afternoon", "month_end") and "sit" in [c.id for c in prompt.choices]
            answer = {"option": "sit"} if sits and prompt.kind == "final" else BOTS["candid"](session)
            if prompt.kind == "final" and prompt.scene == "standup":
                earlier, answer = len(session.records), {"option": prompt.choices[0].id}
            session.answer(prompt.token, answer)
        if session.state.tokens == 0 and play_what_if(session, earlier, {"option": "sit"}).session.state.past[1].sat:
            return session, earlier
    raise AssertionError("sixty seeds and never two sittings")


def test_an_answer_that_was_not_on_offer_is_refused_and_an_answer_that_was_not_given_cannot_be_changed():
    session = played(7)
    with pytest.raises(RefusedError):
        play_what_if(session, 0, {"option": "nonsense"})
    with pytest.raises(IndexError):
        play_what_if(session, len(session.records), {"option": "pay_first"})


def test_every_alternative_was_on_offer_and_is_another_answer():
    session = played(7, "cto", "random")
    for other in list_alternatives(session):
        assert plain(other.answer) != plain(other.given)
    for other in list_alternatives(session)[::3]:
        play_what_if(session, other.before, other.answer)


def test_in_an_unfinished_game_the_other_line_goes_as_far_as_the_played_one():
    session = played(7, "ceo", "candid", answers=8)
    first = list_alternatives(session)[0]
    line = play_what_if(session, first.before, first.answer)
    assert line.session.state.count == session.state.count
    assert line.session.prompt is not None
    comparison = compare_branch(session, line)
    assert comparison.played.ending == comparison.otherwise.ending == ""
    assert comparison.played.figures["culture"] == session.state.round_to_points("culture")


def test_two_people_each_keep_their_own_answers():
    session = played(7, bot="candid", pair=True)
    for other in list_alternatives(session)[::9]:
        line = play_what_if(session, other.before, other.answer)
        gone = {there.chair for there in line.stand_ins if there.why == "gone"}
        for chair in {"ceo", "cto"} - gone:
            assert not [there for there in line.stand_ins if there.chair == chair and there.why == "gone"]


def test_the_comparison_names_the_first_difference_and_both_endings():
    session = played(7, "ceo", "candid")
    other = next(other for other in list_alternatives(session) if other.what == "lan_did_it")
    line = play_what_if(session, other.before, other.answer)
    comparison = compare_branch(session, line)
    assert comparison.played.ending == session.state.ending
    assert comparison.otherwise.ending == line.session.state.ending
    assert comparison.first.count == other.count
    assert comparison.played.f == session.epilogue.f
    for stock, here, there in comparison.changes:
        assert session.epilogue.means[stock] == here
        assert line.session.epilogue.means[stock] == there
        assert here != there
    opened = [event for row in session.story for event in row if isinstance(event, SceneOpened)]
    assert len([scene for scene, _ in comparison.scenes if scene]) == len(opened)


@pytest.mark.parametrize("code", ["en", "vi"])
def test_another_answer_is_told_as_it_was(code, request):
    session, told = played.__wrapped__(3, "ceo", "blame"), []
    session.language = code
    set_language(code)
    try:
        voice = Voice.by_name(session)
        for other in list_alternatives(session)[::3]:
            line = play_what_if(session, other.before, other.answer)
            comparison = compare_branch(session, line)
            told += ["", scenes.render_alternative(voice, other), scenes.render_stand_in_notice(voice, line)]
            for outcome in (comparison.played, comparison.otherwise):
                told.append(f"{scenes.render_outcome_name(voice, outcome)}, {scenes.render_outcome_time(outcome)}")
            for apart in comparison.differences:
                told += [f"{apart.count}:"]
                told += [f"  {was} | {now}" for was, now in scenes.render_scene_difference(voice, apart)]
    finally:
        set_language("en")
    path = TOLD / f"what-if-{code}.txt"
    text = "\n".join(told[1:]) + "\n"
    if request.config.getoption("--update-transcripts"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("kind", "answer", "told"),
    [
        ("first", {"option": "sit"}, "Hà asks to sit down together"),
        ("final", {"option": "void_tonight"}, "Hà chooses “Void them all tonight, by script.”"),
        ("say", {"facts": []}, "Hà says nothing"),
        ("sit_say", {"facts": ["bonus", "renewal"]}, "Hà says Bonus on invoices, Renewal date"),
        ("sit", {"accept": True}, "Hà sits down"),
        ("sit", {"accept": False}, "Hà does not sit down"),
        ("resolve", {"mode": "override"}, "Hà: Override"),
        ("coffee", {"what": "ask"}, "Hà: Ask Dũng what's in the way"),
        ("stay", {"what": "stay"}, "Hà: stays"),
        ("stay", {"what": "go"}, "Hà: goes"),
        ("still", {"what": "people"}, "Hà: The people in the team"),
    ],
)
def test_each_kind_of_answer_is_told(kind, answer, told):
    assert scenes.render_answer(Voice.by_name(begun()), "standup", "ceo", kind, answer) == told


@pytest.mark.parametrize(
    ("kind", "what", "answer", "told"),
    [
        ("say", "bonus", {"facts": ["renewal", "bonus"]}, "Hà says “Bonus on invoices”"),
        ("sit_say", "bonus", {"facts": ["renewal"]}, "Hà keeps “Bonus on invoices”"),
        ("sit", "", {"accept": True}, "Hà sits down"),
        ("sit", "", {"accept": False}, "Hà does not sit down"),
        ("first", "void_tonight", {"option": "void_tonight"}, "Hà chooses “Void them all tonight, by script.”"),
    ],
)
def test_what_could_have_been_answered_is_told_by_what_stands_out_of_it(kind, what, answer, told):
    other = AlternativeAnswer(0, 2, "standup", "ceo", kind, what, answer, {})
    assert scenes.render_alternative(Voice.by_name(begun()), other) == told


@pytest.mark.parametrize(
    ("event", "told"),
    [
        (e.SceneOpened("standup", 2, ()), "the scene: What happens to the second invoices?"),
        (e.Enacted("standup", "void_tonight", "cto", "cto", (), {}, ()), "“Void them all tonight, by script.”"),
        (e.ChairEmptied(3), "Dũng left, and the chair stood empty."),
        (e.Ended("patched", "good"), "ending: Patched, and known"),
        (e.Said("bonus", "ceo"), "Hà says “Bonus on invoices”"),
        (e.SatDown("ceo", accepted=False), "Hà asked to sit down together; it did not come to that"),
        (e.SatDown("ceo", accepted=True), "both sat down together"),
        (e.SatDown(None, accepted=True), "both sat down together"),
        (e.Resolved("cto", "object"), "Dũng: objected"),
        (e.Landed("scenes.afternoon.options.mine.later.0", "afternoon", "mine", (), 3), LANDS),
        (e.EchoHeard("echoes.1.text", "mai"), "Mai: “My people will remember who rang with them.”"),
        (
            e.PromiseSettled("tests", "cto", "kept", "scenes.standup.options.void_tonight.promise.text"),
            "Dũng's promise “The billing run gets its tests before the month ends.”: kept",
        ),
    ],
)
def test_each_thing_that_happened_on_either_line_is_told(event, told):
    assert scenes.render_happening(Voice.by_name(begun()), event) == told


def test_while_play_goes_on_what_is_unsaid_is_not_named_on_the_other_line():
    apart = SceneDifference(
        2,
        (e.Said("renewal", "ceo"),),
        (e.Said("bonus", "ceo"), e.Surfaced("skipped_review", "cto", "lan", kept=True, effects=())),
    )
    voice, unsaid = Voice.by_name(begun()), frozenset({"bonus", "skipped_review"})
    assert list(scenes.render_scene_difference(voice, apart, unsaid)) == [
        ("Hà says “Renewal date”", "Hà would have told something that is still unsaid"),
        ("", "Dũng would have told something that is still unsaid"),
    ]
    named = [otherwise for _played, otherwise in scenes.render_scene_difference(voice, apart)]
    assert named[0] == "Hà says “Bonus on invoices”"
    assert named[1].startswith("“Review skipped” came out through Lan: “I did ask for a review,”")


def test_where_one_line_ends_sooner_the_other_stands_alone():
    apart = SceneDifference(2, (e.Said("renewal", "ceo"), e.SatDown(None, accepted=True)), ())
    assert list(scenes.render_scene_difference(Voice.by_name(begun()), apart)) == [
        ("Hà says “Renewal date”", ""),
        ("both sat down together", ""),
    ]


def test_a_scene_without_another_way_says_so():
    assert scenes.render_no_difference() == "Everything else would have gone the same way."
    assert scenes.render_nothing_asked() == "Nobody in this game was asked anything here."
    assert scenes.name_river() == "Had it gone otherwise"
    assert scenes.name_branches() == ("as played", "otherwise")
