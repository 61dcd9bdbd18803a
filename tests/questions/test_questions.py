"""One question for each kind of prompt, in each voice and language; whatever can be chosen, the session takes."""

from collections.abc import Iterator
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game import locales
from game.engine import rules
from game.engine.state import SIT
from game.engine.stocks import Phase
from game.narration.lines import join_text
from game.narration.voice import Voice
from game.playthrough.prompts import match_ask
from game.playthrough.record import ChairMove
from game.questions import build_question, kinds, list_sayable_facts
from game.questions.pair import PrivateForm, build_hand_over
from game.questions.sentences import MisreadError, TypedQuestion
from tests.engine.crisis import fact, loaded, scene
from tests.playthrough import players

ASKED = set(get_args(Phase)) - {"over", "pick"}
"""A phase is a kind of prompt, but for the end, and the pick after sitting down, which is asked as a final one."""


@pytest.fixture(autouse=True)
def _back_to_english() -> Iterator[None]:
    yield
    locales.set_language("en")


def voice_of(session) -> Voice:
    """Return the voice that the question of now is put in."""
    prompt = session.prompt
    if session.pair and prompt.setting != "private":
        return Voice.to_onlookers(session)
    return Voice.to_chair(session, prompt.chair)


def accepts(session, answer) -> bool:
    """Tell whether the session would take an answer, without giving it."""
    ask = match_ask(
        session.scenario, session.rng, session.state, ChairMove(session.prompt.chair, session.prompt.kind, {})
    )
    rules.validate_answer(ask, answer)
    return True


def played(session, draw) -> Iterator[None]:
    """Play to the end as `draw` has it; stop at each question."""
    while session.prompt is not None:
        yield
        session.answer(session.prompt.token, draw(players.answers(session.prompt)))


def test_every_kind_of_prompt_has_its_question():
    assert set(kinds._BUILDERS) == ASKED


@settings(max_examples=8, deadline=None)
@given(
    data=st.data(),
    seats=st.sampled_from(players.SEATS),
    seed=st.integers(0, 50),
    language=st.sampled_from(["en", "vi"]),
)
def test_each_choice_builds_an_answer_that_the_session_takes(data, seats, seed, language):
    locales.set_language(language)
    session = players.session(seats, seed, language=language)
    for _ in played(session, data.draw):
        question = build_question(voice_of(session), session.prompt)
        assert accepts(session, question.build_example())
        for choice in question.choices:
            assert accepts(session, question.build_answer(choice.id, confidence="sure", guess=question.choices[-1].id))
        if "facts" in question.parts:
            assert accepts(session, question.build_answer(facts=[fact.id for fact in question.facts]))


@settings(max_examples=8, deadline=None)
@given(
    data=st.data(),
    seats=st.sampled_from(players.SEATS),
    seed=st.integers(0, 50),
    language=st.sampled_from(["en", "vi"]),
)
def test_a_question_has_words_for_everything(data, seats, seed, language):
    locales.set_language(language)
    session = players.session(seats, seed, language=language)
    for _ in played(session, data.draw):
        question = build_question(voice_of(session), session.prompt)
        words = [
            question.headline,
            question.owner,
            question.owner_brief,
            *map(join_text, question.intro),
        ]
        words += [join_text(choice.text) for choice in question.choices]
        words += [join_text(choice.effect) for choice in question.choices]
        words += [touch.name + touch.brief for choice in question.choices for touch in choice.touches]
        words += [join_text(fact.text) + join_text(fact.label) + fact.price for fact in question.facts]
        assert question.headline
        assert all(join_text(choice.text) for choice in question.choices)
        assert not [word for word in words if "{" in word or word != word.strip()]
        assert question.choices or "choice" not in question.parts
        assert len({join_text(choice.text) for choice in question.choices}) == len(question.choices)
        assert all(question.find_choice(choice.id) == place for place, choice in enumerate(question.choices))


@settings(max_examples=5, deadline=None)
@given(data=st.data(), seed=st.integers(0, 20))
def test_what_both_read_names_people_and_never_says_you(data, seed):
    session = players.session(players.SEATS[0], seed)
    for _ in played(session, data.draw):
        voice = voice_of(session)
        if voice.chair is not None:
            continue
        question = build_question(voice, session.prompt)
        told = [question.headline, question.owner, question.owner_brief, *(join_text(c.text) for c in question.choices)]
        own = " ".join(told)
        for text in sorted(map(session.render_text, session.texts.tables["en"]), key=len, reverse=True):
            own = own.replace(text, "") if text else own
        assert " you" not in f" {own.lower()}"


@settings(max_examples=5, deadline=None)
@given(data=st.data(), seed=st.integers(0, 20), language=st.sampled_from(["en", "vi"]))
def test_a_form_behind_the_lock_commits_whatever_digits_its_row_takes(data, seed, language):
    locales.set_language(language)
    session = players.session(players.SEATS[0], seed, language=language)
    while session.prompt is not None:
        prompt = session.prompt
        if prompt.setting != "private":
            session.answer(prompt.token, data.draw(players.answers(prompt)))
            continue
        hand_over = build_hand_over(Voice.to_onlookers(session), session, prompt.chair)
        assert all((hand_over.turn, hand_over.meanwhile, hand_over.opens, hand_over.closes))
        private = session.open_private_view()
        form = PrivateForm(Voice.to_chair(session, prompt.chair), private)
        assert len(list(form.list_slots())) == form.slots == len(private.facts)
        assert all(form.render_cue(asked) for asked in (*form.asked, None))
        digits = [data.draw(st.sampled_from([n for n in range(10) if asked.accepts_digit(n)])) for asked in form.asked]
        before = len(session.records)
        said = data.draw(st.sets(st.integers(0, form.slots - 1))) if form.slots else set()
        form.commit(session, digits, said)
        asked_to_say = private.prompt.kind == "first" and bool(private.facts)
        assert len(session.records) == before + 1 + asked_to_say + (private.pledge is not None)
        told = {fact for record in session.records[before:] for fact in record.move.answer.get("facts", ())}
        assert told == {private.facts[place].id for place in said}


def test_sitting_down_together_tells_what_it_costs_and_only_that():
    session = players.session(players.SEATS[1], 7)
    while session.prompt.kind != "final" or not session.prompt.joint:
        session.answer(session.prompt.token, players.plain(session.prompt))
    question = build_question(voice_of(session), session.prompt)
    sit = question.choices[question.find_choice(SIT)]
    assert f"◆ {session.state.tokens} left" in join_text(sit.effect)
    assert not sit.touches
    assert question.mine == session.state.now.first["ceo"]


def test_help_on_a_final_pick_goes_to_whoever_picks_and_tells_what_one_or_two_may_do():
    session = players.session(players.SEATS[1], 7)
    told = {}
    while session.prompt is not None:
        if session.prompt.kind == "final":
            told[session.prompt.joint] = build_question(voice_of(session), session.prompt).help
            assert not build_question(Voice.to_onlookers(session), session.prompt).help
        session.answer(session.prompt.token, players.plain(session.prompt))
    assert "Sitting down together" in " ".join(told[True])
    assert "A digit picks an option" in " ".join(told[False])


@pytest.mark.parametrize(("typed", "sure"), [("1", False), ("11", True), ("1 2", False), ("11 2", True)])
def test_the_same_digit_twice_is_sure_and_a_second_number_guesses(typed, sure):
    session = players.session(players.SEATS[1], 7)
    while session.prompt.kind != "first":
        session.answer(session.prompt.token, players.plain(session.prompt))
    asked = TypedQuestion(voice_of(session), session.prompt)
    answer = asked.parse_answer(typed)
    assert (answer["confidence"] == "sure", "guess" in answer) == (sure, " " in typed)
    with pytest.raises(MisreadError):
        asked.parse_answer("12")


def test_what_may_be_said_is_known_before_it_is_asked():
    session = players.session(players.SEATS[1], 7)
    while session.prompt.kind != "first":
        session.answer(session.prompt.token, players.plain(session.prompt))
    ahead = list_sayable_facts(voice_of(session), session.prompt)
    session.answer(session.prompt.token, players.plain(session.prompt))
    assert [fact.id for fact in ahead] == [fact.id for fact in session.prompt.facts] != []


@pytest.mark.parametrize(
    ("by", "joint", "chair", "tag"),
    [
        ("ceo", False, "cto", "Hà decides alone"),
        ("cto", False, "cto", "you decide alone"),
        ("cto", True, "cto", "you decide · Hà picks too"),
        ("ceo", True, "cto", "Hà decides · you pick first"),
    ],
)
def test_beside_a_question_stands_who_decides(by, joint, chair, tag):
    decided = scene("one", say=["f"], **({"owner": by} if joint else {"by": by}))
    crisis = loaded(decided, scene("two", by="ceo"), facts={"f": fact(chair)})
    session = players.session({"ceo": "partner", "cto": "human"}, crisis=crisis)
    while session.prompt.kind not in ("say", "first"):
        session.answer(session.prompt.token, players.plain(session.prompt))
    assert build_question(voice_of(session), session.prompt).owner_brief == tag


def test_enter_before_anything_is_marked_is_told_what_to_press():
    assert kinds.explain_missing("first") == "Pick an option first: press its digit."
    assert kinds.explain_missing("final") == kinds.explain_missing("pledge") == "Mark an answer first: press its digit."
