"""The moments and the questions: nothing is told that the log does not hold."""

from dataclasses import replace

import pytest

from game.debrief.look_back import look_back
from game.debrief.moments import (
    CitedDecision,
    CitedQuestion,
    CoachNote,
    DebriefMoment,
    _MomentFinder,
    _note_resolution,
    find_coach_note,
)
from game.debrief.timeline import replay_session
from game.engine.stocks import CHAIRS, other_chair
from game.narration.debrief import moments as asked
from game.narration.debrief import moments as told
from game.narration.debrief.scenes import render_disclosure
from game.narration.voice import Voice
from game.playthrough.session import Session
from game.playthrough.setup import Setup
from tests.debrief.plays import PLAYS, begun, by_hand, looked_back, played, small
from tests.engine.crisis import fact, later, loaded, option, scene

TELLER = Voice.by_name(begun())


@pytest.mark.parametrize("play", PLAYS, ids=str)
def test_at_least_three_moments_one_of_them_handled_well(play):
    found = looked_back(*play).moments
    assert 3 <= len(found) <= 4
    assert any(moment.well for moment in found)
    assert [moment.count for moment in found] == sorted(moment.count for moment in found)


@pytest.mark.parametrize("play", PLAYS, ids=str)
def test_each_moment_cites_the_log(play):
    session = played(*play)
    for moment in looked_back(*play).moments:
        assert _logged(session, moment), moment
        entries = [entry for entry in session.state.ledger if entry.scene == moment.count]
        for stock, points in moment.moved:
            assert any(entry.stock == stock for entry in entries)
            assert points
        assert told.render_moment(TELLER, moment)


def test_whoever_came_round_is_told_with_both_picks():
    moment = DebriefMoment("persuaded", 2, "standup", "void_tonight", "cto", "wait_for_bank", well=True)
    before, after = (TELLER.quote_option("standup", one) for one in ("wait_for_bank", "void_tonight"))
    assert told.render_moment(TELLER, moment) == f"After hearing what Hà knew, Dũng went from {before} to {after}"


PROMISE = "scenes.standup.options.void_tonight.promise.text"
TESTS, BANK, LAN = (
    "“The billing run gets its tests before the month ends.”",
    "“Wait until the bank has closed its batch.”",
    "“A junior pushed a bad change.”",
)


@pytest.mark.parametrize(
    ("moment", "sentence"),
    [
        (("said", "renewal", "ceo"), "Hà said “Renewal date”."),
        (("said", "bonus", "ceo"), "Hà said “Bonus on invoices”, though it cost face."),
        (("said", "discount", "ceo"), "Hà said “Sen Mart's discount”, which had been told in confidence."),
        (("surfaced", "bonus", "ceo", "mai"), "“Bonus on invoices” came out through Mai."),
        (("sat", "lan_did_it"), f"Both sat down together. What followed: {LAN}"),
        (
            ("synthesis", "lan_did_it"),
            f"Both sat down together, and what each of them knew opened a third way: {LAN}",
        ),
        (("kept", PROMISE, "cto"), f"Dũng kept a promise: {TESTS}"),
        (("broken", PROMISE, "cto"), f"A promise of Dũng's was not kept: {TESTS}"),
        (("overridden", "lan_did_it", "ceo"), f"Hà overrode Dũng: {LAN}"),
        (("escalated", "lan_did_it", "cto"), f"Dũng took the difference to the board: {LAN}"),
        (("blamed", "lan_did_it", "ceo", "lan"), f"{LAN} The blame fell on Lan."),
        (
            ("vindicated", "wait_for_bank", "ceo", "standup"),
            f"Hà had objected to {BANK} What the objection feared came.",
        ),
        (("borne_out", "wait_for_bank", "ceo", "standup"), f"Hà had been sure of {BANK} It turned out that way."),
        (("misjudged", "wait_for_bank", "cto", "standup"), f"Dũng had been sure of {BANK} It turned out differently."),
        (
            ("unfaithful", "lan_did_it", "ceo", "people"),
            f"Hà would not sacrifice the people, and decided against it: {LAN}",
        ),
        (("credited", "kept:tests", "ceo"), "Over coffee Hà thanked Dũng for one thing: a promise kept."),
        (("credited", "move:own", "cto"), "Over coffee Dũng thanked Hà for one thing: owning the mistake."),
        (("decided", "lan_did_it"), f"What was done: {LAN}"),
        (("guessed", "lan_did_it", "ceo"), f"Hà foresaw what Dũng would pick: {LAN}"),
        (("restated", "", "ceo", "1"), "Hà could say at once why Dũng had picked otherwise."),
        (
            ("restated", "", "cto", "3"),
            "Dũng tried 3 times to say why Hà had picked otherwise, until Hà said yes.",
        ),
        (("agreed", "lan_did_it"), f"Before a word was said, both leaned the same way: {LAN}"),
        (("emptied", "", "cto"), "Dũng left, and the chair stood empty."),
    ],
)
def test_each_moment_is_a_sentence_of_its_own(moment, sentence):
    kind, what, *by = moment
    assert told.render_moment(TELLER, DebriefMoment(kind, 3, "afternoon", what, *by)) == sentence


def test_whoever_had_kept_what_came_out_is_named():
    session = played(3, "ceo", "blame")
    assert session.state.facts["bonus"].kept
    moment = DebriefMoment("surfaced", 4, "fortnight", "bonus", "ceo", "mai")
    assert told.render_moment(Voice.by_name(session), moment) == (
        "“Bonus on invoices” came out through Mai. Hà had kept it."
    )


def _logged(session, moment: DebriefMoment) -> bool:
    """Whether the state of the game says the same, each kind in its own place."""
    scene, state = session.state.past[moment.count - 1], session.state
    chair, what = moment.chair, moment.what
    return {
        "said": lambda: (state.facts[what].status, state.facts[what].out) == ("said", moment.count),
        "surfaced": lambda: (state.facts[what].status, state.facts[what].out) == ("surfaced", moment.count),
        "kept": lambda: any(p.path == what and p.status == "kept" for p in state.promises),
        "broken": lambda: any(p.path == what and p.status == "broken" for p in state.promises),
        "sat": lambda: (scene.sat, scene.enacted) == (True, what),
        "synthesis": lambda: (scene.sat, scene.enacted) == (True, what),
        "decided": lambda: scene.enacted == what,
        "blamed": lambda: scene.enacted == what,
        "overridden": lambda: scene.mode == "override",
        "escalated": lambda: scene.mode == "escalate",
        "persuaded": lambda: (scene.first[chair], scene.final[chair]) == (moment.through, what),
        "guessed": lambda: scene.guess[chair] == what,
        "agreed": lambda: set(scene.first.values()) == {what},
        "vindicated": lambda: any(p.scene == moment.through and p.mode == "object" for p in state.past),
        "borne_out": lambda: moment.moved == _moved(state, moment, "move:borne_out"),
        "misjudged": lambda: moment.moved == _moved(state, moment, "move:misjudged"),
        "unfaithful": lambda: (scene.enacted, chair) == (what, _find_faithless(state, moment)),
        "credited": lambda: moment.moved == _moved(state, moment, "move:appreciate"),
    }[moment.kind]()


def _moved(state, moment, cause):
    """What one chair moved in a scene by one cause, as the ledger has it, the largest first."""
    entries = [e for e in state.ledger if (e.scene, e.cause, e.by) == (moment.count, cause, moment.chair)]
    return tuple(sorted(((e.stock, e.points) for e in entries), key=lambda moved: -abs(moved[1])))


def _find_faithless(state, moment):
    """Who broke faith with its own pledge in a scene, as the ledger has it."""
    return next(e.by for e in state.ledger if (e.scene, e.cause) == (moment.count, "move:unfaithful"))


def of_kind(session, kind):
    """Every moment of a kind that a short play tells."""
    return [moment for moment in look_back(session).moments if moment.kind == kind]


def test_thanks_weigh_what_they_moved_and_not_what_the_other_chair_did():
    thanked = option("a", moves=["own", "appreciate"], actor="cto")
    crisis = loaded(scene("one", thanked), scene("two", coffee=True), scene("three"))
    (moment,) = of_kind(by_hand(crisis, ceo_coffee="credit"), "credited")
    assert (moment.count, moment.scene, moment.chair) == (2, "two", "ceo")
    assert moment.moved[0][0].startswith("cto.")
    assert moment.weight > 0


def test_a_moment_shows_what_moved_in_its_own_scene_and_not_what_the_same_moved_before():
    thanked = option("a", moves=["own", "appreciate"], actor="cto")
    scenes = [scene("one", thanked), scene("two", thanked, coffee=True), scene("three", coffee=True), scene("four")]
    session = by_hand(loaded(*scenes), ceo_coffee="credit")
    found = of_kind(session, "credited")
    assert len({moment.count for moment in found}) == len(found) > 0
    for moment in found:
        assert moment.moved == _moved(session.state, moment, "move:appreciate")
    assert len({e.scene for e in session.state.ledger if (e.cause, e.by) == ("move:appreciate", "ceo")}) > 1


@pytest.mark.parametrize(("effects", "proven"), [({"sales": -6}, 1), ({"sales": 6, "cto.trust": 3}, 0)])
def test_an_objection_is_proven_right_by_a_loss_only(effects, proven):
    crisis = loaded(scene("one", option("b", later=[later(1, effects)])), scene("two"), scene("three"))

    def picked(session):
        return "b" if session.state.scene == "one" else "a"

    objected = by_hand(crisis, cto_first=picked, cto_final=picked, resolve="object")
    assert len(of_kind(objected, "vindicated")) == proven


def test_a_costly_fact_said_before_it_came_out_is_well_handled_and_one_that_came_out_is_not():
    seen = set()
    for play in PLAYS:
        for moment in looked_back(*play).moments:
            if moment.kind in ("said", "surfaced"):
                costly = small().scenario.facts[moment.what].cost == "face"
                assert moment.well == (moment.kind == "said") or not costly
                seen.add((moment.kind, costly))
    assert {("said", True), ("surfaced", True)} <= seen


def test_whom_time_judged_is_a_moment_with_the_trust_that_it_moved():
    seen = set()
    for play in PLAYS:
        session, insight = played(*play), looked_back(*play)
        replay = replay_session(session)
        found = _MomentFinder(replay, insight.timeline, insight.outcomes).list_moments()
        for moment in (moment for moment in found if moment.kind in ("borne_out", "misjudged")):
            assert moment.moved == _moved(session.state, moment, f"move:{moment.kind}")
            assert not moment.well
            assert told.render_moment(Voice.by_name(session), moment)
            seen.add(moment.kind)
    assert seen == {"borne_out", "misjudged"}


@pytest.mark.parametrize("play", PLAYS, ids=str)
def test_each_question_is_asked_with_what_the_log_says_to_it(play):
    insight = looked_back(*play)
    assert [question.kind for question in insight.questions] == ["facts", "frame", "counterfactual", "transfer"]
    for question in insight.questions:
        cites = asked.render_citations(TELLER, question)
        assert cites
        assert all("cene " in cite for cite in cites)


def test_the_frame_is_filled_with_what_each_chair_knew_and_chose():
    insight = looked_back(7, "ceo", "candid")
    ceo, cto = asked.render_citations(TELLER, insight.questions[1])
    assert ceo.startswith("Scene 2: Hà knew “Bonus on invoices”, “Renewal date”")
    assert "leaned to “Void them by hand" in ceo
    assert cto.startswith("Scene 2: Dũng knew “Review skipped”")


def test_a_scene_with_nothing_to_decide_is_told_with_what_each_chair_knew_there():
    crisis = loaded(scene("one", by=None), scene("two"), facts={"f": fact("ceo", label="The date")})
    session = by_hand(crisis)
    opening = look_back(session).timeline.scenes[0]
    cites = asked.render_citations(Voice.by_name(session), CitedQuestion(1, "frame", "", (opening,)))
    assert cites == (
        "Scene 1: Hà knew “The date”, and had nothing to decide.",
        "Scene 1: Dũng knew nothing alone, and had nothing to decide.",
    )


def test_a_decision_stands_with_the_options_beside_it():
    insight = looked_back(7, "ceo", "candid")
    here = next(scene for scene in insight.timeline.scenes if scene.id == "afternoon")
    cited = CitedDecision(here, "mine", ("lan_did_it", "the_vendor"))
    assert asked.render_citations(TELLER, CitedQuestion(2, "counterfactual", "", (cited,))) == (
        "Scene 3: “It was our run and our hurry.” was done. Beside it stood: "
        "“A junior pushed a bad change.” / “The vendor's queue sent them twice.”",
    )


def test_a_question_that_the_author_left_out_is_asked_in_words_of_the_game():
    told_by_kind = {
        kind: asked.render_question(TELLER, CitedQuestion(0, kind, "", ()))
        for kind in ("facts", "frame", "counterfactual", "transfer")
    }
    assert told_by_kind == {
        "facts": "Who knew what, and when did the other one come to know it?",
        "frame": "What did it look like from each chair?",
        "counterfactual": "What would have followed, had the other option been taken?",
        "transfer": "On Monday, what will each of the two do differently, and when exactly?",
    }


def test_a_game_that_has_just_begun_can_be_looked_back_at():
    insight = look_back(begun())
    assert insight.moments == ()
    assert len(insight.questions) == 4


def test_a_deed_counts_what_its_own_decision_set_off_and_nothing_of_another_scene():
    scenes = [
        scene(name, option("a", effects={"csat_product": 1}, later=[later(1, {"csat_product": points})]))
        for name, points in (("one", 3), ("two", -4), ("three", 5), ("four", 7))
    ]
    session = by_hand(loaded(*scenes), pledge="customers")
    (words, *_more) = look_back(session).pledges
    told = {deed.scene: [(effect.stock, effect.points) for effect in deed.effects] for deed in words.deeds}
    assert told == {
        "two": [("csat_product", 1), ("csat_product", -4)],
        "three": [("csat_product", 1), ("csat_product", 5)],
    }


def learner() -> Session:
    """Two people who get the coach's notes, at their first question."""
    seats = dict.fromkeys(("ceo", "cto"), "human")
    return Session(small().scenario, small().texts, Setup(seats, 7, difficulty="learner"))


def play_two_scenes(session, **given):
    """Play the first two scenes, with answers by kind or by chair and kind, else the first choice and no fact."""
    usual = {"say": [], "sit_say": [], "sit": True, "coffee": "work"}
    fields = {"say": "facts", "sit_say": "facts", "sit": "accept", "first": "option", "final": "option"}
    while (prompt := session.prompt) is not None and session.state.count < 3:
        value = given.get(f"{prompt.chair}_{prompt.kind}", given.get(prompt.kind, usual.get(prompt.kind)))
        if value is None or (isinstance(value, str) and value not in [choice.id for choice in prompt.choices]):
            value = prompt.choices[0].id
        if isinstance(value, list):
            value = [fact.id for fact in prompt.facts if fact.id in value]
        session.answer(prompt.token, {fields.get(prompt.kind, "mode" if prompt.kind == "resolve" else "what"): value})
    return session


def test_a_fact_kept_at_first_and_said_when_sitting_down_is_not_told_as_kept():
    session = play_two_scenes(learner(), final="sit", sit_say=["bonus", "renewal", "discount"])
    scene = session.state.past[-1]
    assert set(scene.kept) & set(scene.said)
    note = find_coach_note(session, "ceo")
    assert note is None or note.topic not in ("kept", "kept_apart")


def test_who_came_round_in_the_end_is_not_told_that_the_two_differed():
    """The page is headed "Both", and the coach's line stands on it."""
    options = [o.id for o in learner().scenario.scenes["standup"].decision.options if not o.synthesis][:2]
    topics = []
    for last in options:
        session = play_two_scenes(
            learner(), ceo_first=options[0], cto_first=options[1], ceo_final=options[0], cto_final=last
        )
        topics.append(find_coach_note(session, "ceo").topic)
    assert topics == ["kept", "kept_apart"]


def test_only_the_one_who_left_it_to_the_other_is_told_to_keep_it_that_way():
    session = learner()
    decision = session.scenario.scenes["standup"].decision
    options = [option.id for option in decision.options if not option.synthesis]
    other = other_chair(decision.owner)
    picks = {f"{decision.owner}_first": options[0], f"{decision.owner}_final": options[0]}
    picks |= {f"{other}_first": options[1], f"{other}_final": options[1]}
    play_two_scenes(session, resolve="defer", say=list(session.scenario.facts), **picks)
    assert session.state.past[-1].mode == "defer"
    notes = {chair: _note_resolution(session, chair, session.state.past[-1]) for chair in CHAIRS}
    topics = {chair: note.topic for chair, note in notes.items() if note}
    assert topics == {other: "deferred"}


def test_what_nobody_has_been_asked_yet_is_not_told_as_kept():
    for answers in range(2, 14):
        session = played(7, "ceo", "blame", answers)
        voice, scene = Voice.by_name(session), look_back(session).timeline.scenes[-1]
        if scene.enacted is None:
            alone = [fact for chair in CHAIRS for fact in scene.knew.alone[chair]]
            kept = {fact for fact in alone if render_disclosure(voice, scene, fact)}
            assert kept <= {*scene.played.kept, *scene.played.said}


def test_a_fact_that_nobody_was_asked_to_tell_came_out_without_having_been_kept():
    session = played.__wrapped__(7, "ceo", "candid")
    moment = DebriefMoment("surfaced", 3, "standup", "skipped_review", "cto", through="lan")
    assert "had kept it" in told.render_moment(Voice.by_name(session), moment)
    facts = {**session.state.facts, "skipped_review": replace(session.state.facts["skipped_review"], kept=False)}
    session.state = replace(session.state, facts=facts)
    assert told.render_moment(Voice.by_name(session), moment) == "“Review skipped” came out through Lan."


def test_the_figures_of_a_moment_come_by_their_weight_on_a_screen_the_largest_first_and_no_empty_one():
    moment = looked_back(7, "ceo", "candid").moments[0]
    weighed = {"customers": 1500, "culture": -200, "sales": 160, "cash": 1000, "finance": 49}
    moved = told.list_moved_figures(replace(moment, moved=tuple(weighed.items())), most=9)
    assert moved == (("culture", -2), ("sales", 2), ("customers", 15), ("cash", 10))
    assert told.list_moved_figures(replace(moment, moved=tuple(weighed.items()))) == moved[: told.MOVED_SHOWN]


@pytest.mark.parametrize(
    ("topic", "note"),
    [
        ("changed_mind", "After “Renewal date” was on the table, Dũng picked differently."),
        ("right_guess", "Your guess was right: you know what Dũng is after."),
        ("wrong_guess", "You guessed Dũng's pick wrong. A coffee is a good time to ask why."),
        ("kept_apart", "You disagreed, and Dũng didn't know: “Renewal date”."),
        ("kept", "You kept “Renewal date”. Dũng chose without it."),
        ("costly_fact", "It cost you to say “Renewal date”. Now nobody can find it out."),
        ("deferred", "You left it to the other and backed it: stick to it, whatever happens."),
        ("objected", "The objection is on record; if it proves right, that will be remembered."),
    ],
)
def test_each_note_of_the_coach_is_a_sentence_to_its_reader(monkeypatch, topic, note):
    fact = "renewal" if "Renewal" in note else ""
    monkeypatch.setattr(asked, "find_coach_note", lambda _session, chair: CoachNote(topic, chair, fact))
    assert asked.render_coach_note(begun(), "ceo") == note


def test_where_there_is_nothing_to_note_the_coach_says_nothing(monkeypatch):
    monkeypatch.setattr(asked, "find_coach_note", lambda _session, _chair: None)
    assert asked.render_coach_note(begun(), "ceo") == ""
