"""One question for each kind of prompt, in each voice and language; whatever can be chosen, the session takes."""

from collections.abc import Iterator
from dataclasses import replace
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game import locales
from game.engine import events as e
from game.engine import rules
from game.engine.state import SIT
from game.engine.stocks import Phase
from game.narration.lines import join_text
from game.narration.voice import Voice
from game.playthrough.prompts import match_ask
from game.playthrough.record import ChairMove
from game.questions import build_question, kinds, list_sayable_facts
from game.questions.pair import (
    PrivateForm,
    build_hand_over,
    build_talk_question,
    explain_sitting,
    explain_who_decides,
    list_stand_in_notices,
)
from game.questions.sentences import (
    GivenPart,
    MisreadError,
    TypedDigits,
    TypedFinalPicks,
    TypedQuestion,
    TypedTalk,
    build_typed_digits,
    render_choice,
    render_help,
    render_private_brief,
    render_seat_choices,
)
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


# -- what two people are asked -------------------------------------------------------------------------------


def until(kind, *, joint=True, seats=players.SEATS[0], crisis=None, first=None, say=(), **setup):
    """Play to a kind of question in a scene that both decide, where `joint`; `first` has picks by chair."""
    session = players.session(seats, crisis=crisis, **setup)
    while (prompt := session.prompt).kind != kind or (joint and not prompt.joint):
        session.answer(prompt.token, players.plain(prompt, say=say, first=(first or {}).get(prompt.chair)))
    return session


DIFFERING = {"ceo": "void_by_hand", "cto": "void_tonight"}


def lines(asked) -> list[str]:
    return list(asked.render_lines())


def misread(parse, line: str) -> str:
    """What a line that is no answer is told."""
    with pytest.raises(MisreadError) as told:
        parse(line)
    return str(told.value)


def test_whoever_is_asked_to_sit_down_reads_which_pick_stands_where_they_do_not():
    session = until("final", seats=players.SEATS[0], first=DIFFERING)
    session.settle_final_picks({"ceo": "sit", "cto": "void_tonight"})
    asked = build_question(Voice.to_onlookers(session), session.prompt)
    assert asked.headline == "Hà wants to sit down with Dũng before anything is decided."
    assert [join_text(choice.text) for choice in asked.choices] == [
        "Yes, sit down.",
        "No, decide now; Hà's first pick stands: Void them by hand, merchant by merchant.",
    ]
    alone = build_question(Voice.to_chair(session, "cto"), session.prompt)
    assert alone.headline == "Hà wants to sit down with you before anything is decided."
    session.state = replace(session.state, now=replace(session.state.now, first={}))
    asked = build_question(Voice.to_onlookers(session), session.prompt)
    assert join_text(asked.choices[1].text) == "No, decide now; Hà picks once more."


@pytest.mark.parametrize(
    ("to", "title"),
    [
        ("both", "Dũng has had enough. Does Dũng stay?"),
        ("cto", "You've had enough, and you could go. Do you stay?"),
    ],
)
def test_whoever_has_had_enough_is_asked_whether_to_stay(to, title):
    session = until("first")
    choices = tuple(replace(session.prompt.choices[0], id=name) for name in ("stay", "go"))
    prompt = replace(session.prompt, kind="stay", chair="cto", choices=choices, setting="together")
    voice = Voice.to_onlookers(session) if to == "both" else Voice.to_chair(session, "cto")
    asked = build_question(voice, prompt)
    assert asked.headline == title
    assert [join_text(choice.text) for choice in asked.choices] == ["Stay, and tell Hà so.", "Go. That ends it."]


def test_where_one_pick_alone_was_made_only_that_one_is_revealed():
    session = until("first")
    shown = e.Revealed("standup", {"cto": "void_tonight"}, {"cto": "sure"}, {}, (), {})
    (pick,) = kinds.list_revealed_picks(Voice.to_chair(session, "ceo"), shown)
    assert (pick.chair, pick.name, pick.manner, join_text(pick.pick)) == (
        "cto",
        "Dũng",
        "sure",
        "Void them all tonight, by script.",
    )
    assert (pick.guess, pick.verdict) == ("", "")


def test_first_picks_are_revealed_with_the_guesses_of_both():
    session = until("first")
    shown = e.Revealed(
        "standup",
        {"ceo": "void_by_hand", "cto": "void_tonight"},
        {"ceo": "leaning", "cto": "sure"},
        {"ceo": "void_tonight", "cto": "wait_for_bank"},
        (),
        {},
    )

    def tell(voice, shown=shown, stand_ins=()):
        picks = kinds.list_revealed_picks(voice, shown, stand_ins)
        return [(one.name, one.confidence, one.manner, one.guess, one.verdict) for one in picks]

    assert tell(Voice.to_onlookers(session)) == [
        ("Hà", "leaning", "leaning", "guessed Dũng:", "right"),
        ("Dũng", "sure", "sure", "guessed Hà:", "missed"),
    ]
    assert tell(Voice.to_chair(session, "cto")) == [
        ("Hà", "leaning", "leaning", "guess about you:", "right"),
        ("You", "sure", "sure", "your guess:", "missed"),
    ]
    assert tell(Voice.to_onlookers(session), replace(shown, guess={}), ["cto"]) == [
        ("Hà", "leaning", "leaning", "no guess", ""),
        ("Dũng", None, "picked by the partner", "no guess", ""),
    ]


def test_what_the_reader_said_and_kept_is_told():
    assert kinds.describe_said_facts(["The date", "The bonus"], 1) == "You said: The date · The bonus."
    assert kinds.describe_said_facts([], 2) == "You said nothing new."
    assert kinds.describe_said_facts([], 0) == ""
    assert [kinds.count_kept_facts(kept) for kept in (0, 1, 2)] == ["", "1 thing kept back.", "2 things kept back."]


def test_who_would_sit_down_reads_what_it_costs():
    session = until("final", seats=players.SEATS[1])
    voice = Voice.to_chair(session, "ceo")
    assert kinds.ask_sitting_once_more(voice, "ceo") == (
        "Sit down with Dũng? It takes one of 2 tokens ◆. Enter again: yes."
    )
    session.state = replace(session.state, tokens=1)
    assert kinds.ask_sitting_once_more(voice, "ceo") == (
        "Sit down with Dũng? It takes your only token ◆. Enter again: yes."
    )


def test_the_offer_to_look_back_names_what_came_out_and_what_each_answer_does():
    session = until("first", seats=players.SEATS[1])
    offer = kinds.build_look_back_offer(Voice.to_chair(session, "ceo"), "bonus")
    assert offer.told == "“Bonus on invoices” is out. It could have been said, and was kept."
    assert join_text(offer.title) == "Go on, or look back at one moment?"
    assert [(choice.id, join_text(choice.text), join_text(choice.effect)) for choice in offer.choices] == [
        ("no", "Go on", ""),
        ("yes", "Look back at that moment", "what would have followed, had it been said"),
    ]


def test_who_has_the_last_word_is_told_as_a_scene_opens():
    session = until("first")
    voice = Voice.to_onlookers(session)
    told = explain_who_decides(voice, session, session.prompt)
    assert told == "If they disagree, Dũng decides. Hà goes first, then Dũng."
    alone = explain_who_decides(voice, session, replace(session.prompt, joint=False))
    assert alone == "Dũng decides this alone."
    assert explain_sitting() == (
        "Whoever has kept something may say it now, alone with the screen. Then whoever owns the decision picks."
    )


def test_a_pick_that_the_partner_made_for_somebody_who_sits_there_again_is_told_of():
    session = until("first")
    session.change_seat("cto", "partner")
    assert list(list_stand_in_notices(Voice.to_onlookers(session), session, "first")) == []
    while session.state.now.first.keys() != {"ceo", "cto"}:
        session.answer(session.prompt.token, players.plain(session.prompt))
    session.change_seat("cto", "human")
    assert list(list_stand_in_notices(Voice.to_onlookers(session), session, "first")) == [
        "Dũng's pick was the simulated partner's; a person sits there now."
    ]
    assert list(list_stand_in_notices(Voice.to_onlookers(session), session, "final")) == []


def test_where_they_agree_and_no_objection_is_written_one_makes_the_best_case_against_it():
    session = until("final", crisis=loaded(scene("one"), scene("two")))
    talk = build_talk_question(Voice.to_onlookers(session), session, session.talk)
    assert join_text(talk.title) == "They agree. Hà makes the best case against it."
    assert (talk.objection, talk.choices, talk.tellers) == ((), (), ())
    assert talk.understood == "Talk for as long as it helps. Then each puts a hand on their keys."
    assert [join_text(option) for option in talk.unpicked] == ["b"]


def test_in_the_talk_line_by_line_a_number_answers_says_something_or_goes_on():
    session = until("final", first=DIFFERING)
    talk = TypedTalk(Voice.to_onlookers(session), session.prompt, session, session.talk, 1)
    assert lines(talk) == [
        "",
        "They disagree. Hà says why Dũng picked that, until Dũng says yes.",
        "Dũng presses 1: yes, that's my reason",
        "Dũng presses 2: not quite, say it again",
        "3 Hà, 4 Dũng: say something now, alone with the screen.",
    ]
    assert (talk.ends, talk.render_cue()) == (False, "Number:")
    assert [talk.parse_step(line) for line in ("1", " 2 ", "3", "4")] == ["yes", "again", "ceo", "cto"]
    assert misread(talk.parse_step, "5") == "There is no 5; there are 3, 4, 1, 2."
    assert misread(talk.parse_step, "") == "There is no ; there are 3, 4, 1, 2."
    again = TypedTalk(talk.voice, talk.prompt, session, session.talk, 2)
    assert lines(again)[1] == "Once more, in other words."
    session.restate_reason(2)
    understood = TypedTalk(talk.voice, talk.prompt, session, session.talk, 2)
    assert lines(understood) == [
        "",
        "Was anything told aloud? Say it on the screen too: only that counts.",
        "3 Hà, 4 Dũng: say something now, alone with the screen.",
    ]
    assert (understood.ends, understood.render_cue()) == (False, "Enter for the final picks, or a number:")
    assert understood.parse_step("") == "on"
    assert misread(understood.parse_step, "1") == "There is no 1; there are 3, 4."


def test_a_talk_ends_once_it_is_understood_and_nobody_has_anything_to_say():
    session = until("final", crisis=loaded(scene("one"), scene("two")))
    assert TypedTalk(Voice.to_onlookers(session), session.prompt, session, session.talk, 1).ends


def test_line_by_line_both_final_picks_are_typed_in_one_line():
    session = until("final", first=DIFFERING)
    ids = [choice.id for choice in session.prompt.choices]
    both = TypedFinalPicks(Voice.to_onlookers(session), session.prompt, ("ceo", "cto"))
    assert both.render_cue() == "Three, two, one: both keys, then Enter:"
    assert lines(both)[-2:] == ["Hà presses 1, 2, 3, 4.", "Dũng presses 7, 8, 9, 0."]
    assert "4 or 0: Sit down together first." in lines(both)
    assert both.parse_picks("8 1") == {"ceo": ids[0], "cto": ids[1]}
    for line in ("", "1", "12", "78", "1 8 9", "5 8"):
        assert misread(both.parse_picks, line) == "One key of each, please; nothing was taken."


def test_where_one_pick_is_made_already_only_the_other_is_asked_for_its_key():
    session = until("final", first=DIFFERING)
    one = TypedFinalPicks(Voice.to_onlookers(session), session.prompt, ("cto",))
    assert one.render_cue() == "Dũng's key, then Enter:"
    assert lines(one)[-1] == "Dũng presses 7, 8, 9, 0."
    assert one.parse_picks("0") == {"cto": "sit"}
    assert misread(one.parse_picks, "1") == "One key of each, please; nothing was taken."


def form_of(session) -> PrivateForm:
    private = session.open_private_view()
    return PrivateForm(Voice.to_chair(session, private.prompt.chair), private)


def test_alone_a_line_of_digits_answers_and_says_facts():
    (part,) = build_typed_digits(form_of(until("first")))
    assert part.render_cue() == "3 digits, then facts:"
    told = lines(part)
    assert told[-5:] == [
        "What do you say here?",
        "1. Bonus on invoices (costs face)",
        "2. Renewal date (costs nothing)",
        "3. Sen Mart's discount (was told in confidence)",
        "Then, in the same line, the digit of each fact that you say; without any you keep them all.",
    ]
    assert "Three digits: your pick; 1 leaning or 2 sure; what Dũng picks, 0 for no idea." in told[-6]
    assert part.parse_digits("120") == GivenPart((1, 2, 0))
    assert part.parse_digits("3, 1; 2. 1 3") == GivenPart((3, 1, 2), frozenset({0, 2}))
    assert misread(part.parse_digits, "12") == misread(part.parse_digits, "1 2 x") == "3 digits, please."
    assert misread(part.parse_digits, "420") == "Digit 1 is 1 to 3."
    assert misread(part.parse_digits, "130") == "Digit 2 is 1 to 2."
    assert misread(part.parse_digits, "124") == "Digit 3 is 0 to 3."
    assert misread(part.parse_digits, "1204") == misread(part.parse_digits, "1200") == "There are 3 facts to say."


def test_sitting_down_a_line_of_digits_only_says_facts():
    session = until("final", first=DIFFERING)
    session.settle_final_picks(dict.fromkeys(("ceo", "cto"), "sit"))
    (part,) = build_typed_digits(form_of(session))
    assert part.render_cue() == "Digits, then Enter:"
    assert lines(part)[1] == "You're sitting down together. What do you say now?"
    assert lines(part)[-1] == "The digit of each fact that you say; Enter alone keeps them all."
    assert part.parse_digits("") == GivenPart(())
    assert part.parse_digits("31") == GivenPart((), frozenset({0, 2}))


def test_where_there_is_nothing_to_say_one_reads_and_goes_on():
    session = until("final", first=DIFFERING)
    session.settle_final_picks(dict.fromkeys(("ceo", "cto"), "sit"))
    form = form_of(session)
    empty = PrivateForm(form.voice, replace(form.private, facts=()))
    assert empty.facts_title == "There is nothing for you to say here. Read this, then Enter."
    part = TypedDigits(empty, ())
    assert part.render_cue() == "Enter, once you have read it:"
    assert lines(part) == [""]
    assert misread(part.parse_digits, "1") == "0 digits, please."


def test_a_pledge_is_asked_before_the_pick_in_a_line_of_its_own():
    session = until("pledge", joint=False)
    before, last = build_typed_digits(form_of(session))
    assert (before.render_cue(), last.render_cue()) == ("2 digits:", "3 digits, then facts:")
    assert lines(before)[-1] == "Two digits: your answer; what Dũng will not sacrifice, 0 for no idea."
    assert misread(before.parse_digits, "123") == "2 digits, please.", "a fact is said in the last line"


def test_what_a_chair_reads_alone_is_told_line_by_line():
    session = until("final", joint=False)
    told = list(render_private_brief(form_of(session), session.state.count))
    assert told[:4] == [
        "You are Hà, CEO.",
        "What you want: Keep Sen Mart's contract, whatever the month costs.",
        "In the way: The board reads the month's invoices on the fifth.",
        "At stake: She told the board that billing was safe.",
    ]
    assert told[4] == "To you alone: You see Mai's face and think of the board."
    assert told[6] == "Only you know: Sen Mart decides about next year on the twentieth."
    later = list(render_private_brief(form_of(session), session.state.count + 1))
    assert later[4] == "To you alone, since scene 1: You see Mai's face and think of the board."


def test_news_of_an_earlier_scene_says_since_when():
    session = until("final", joint=False)
    form, count = form_of(session), session.state.count
    assert [news.label for news in form.list_news(count)] == [""]
    assert [news.label for news in form.list_news(count + 1)] == ["Scene 1"]


# -- line by line --------------------------------------------------------------------------------------------


def test_a_choice_is_read_with_what_it_touches_and_which_was_picked_first():
    session = until("first", seats=players.SEATS[1])
    asked = build_question(voice_of(session), session.prompt)
    (choice,) = [one for one in asked.choices if one.id == "void_by_hand"]
    plain = join_text(choice.text)
    assert render_choice(replace(choice, touches=())) == plain
    assert render_choice(replace(choice, touches=()), "void_by_hand") == f"{plain} (your first pick)"
    touch = kinds.Touch("sales", "Sales", "sales", 2)
    assert render_choice(replace(choice, touches=(touch, replace(touch, name="Culture", dots=1)))) == (
        f"{plain} Affects: Sales clearly; Culture a little."
    )
    assert render_choice(replace(choice, id=SIT, touches=(touch,)), SIT) == plain


def test_help_tells_of_the_full_screen_only_where_there_may_be_one():
    session = until("first", seats=players.SEATS[1])
    screen = "f: the full screen, where the window has 80 by 24 characters."
    voice = Voice.to_chair(session, "ceo")
    assert screen in list(render_help(voice, screen=True))
    assert screen not in list(render_help(voice))
    assert list(render_help(voice))[:2] == ["", "Type the number of an answer and press Enter."]
    assert list(render_help(voice))[-3:] == [
        "Words",
        "SLA: The service level that a contract promises.",
        "churn: The share of customers who leave in a year.",
    ]
    of_two = "p: what happened since the scene began, once more."
    assert of_two in list(render_help(Voice.to_onlookers(session)))
    assert of_two not in list(render_help(voice))


def test_who_may_get_up_or_sit_down_is_told_by_number():
    session = until("first", seats=players.SEATS[1])
    assert list(render_seat_choices(session, Voice.to_chair(session, "ceo"))) == [
        "",
        "1. Hà's player leaves; the simulated partner takes the chair.",
        "2. Somebody takes Dũng's chair from the simulated partner.",
        "0. No change.",
    ]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("x", "Please answer with numbers. ? explains."),
        ("4", "There is no 4; 1 to 3."),
        ("0", "There is no 0; 1 to 3."),
        ("1 4", "There is no 4; 1 to 3."),
        ("1 2 3", "One number, please: 1 to 3."),
        ("", "One number, please: 1 to 3."),
        ("123", "There is no 123; 1 to 3."),
    ],
)
def test_a_line_that_picks_nothing_is_told_why(line, told):
    session = until("first", seats=players.SEATS[1])
    assert misread(TypedQuestion(voice_of(session), session.prompt).parse_answer, line) == told


def test_enter_keeps_the_first_pick_at_the_final_one_and_a_number_changes_it():
    session = until("final", seats=players.SEATS[1])
    asked = TypedQuestion(voice_of(session), session.prompt)
    assert asked.render_cue() == "Number, or Enter to keep yours:"
    mine = session.state.now.first["ceo"]
    assert asked.parse_answer("") == {"option": mine}
    assert asked.parse_answer("2") == {"option": session.prompt.choices[1].id}
    assert "Your final pick." in lines(asked)


def test_facts_are_said_by_their_numbers_and_none_by_enter_or_0():
    session = until("say", seats=players.SEATS[1])
    asked = TypedQuestion(voice_of(session), session.prompt)
    ids = [one.id for one in session.prompt.facts]
    assert asked.render_cue() == "Numbers to say, 0 for none:"
    assert asked.parse_answer("") == asked.parse_answer("0") == {"facts": []}
    assert asked.parse_answer("1, 3") == {"facts": [ids[0], ids[2]]}
    for line in ("4", "0 1"):
        assert misread(asked.parse_answer, line) == "Numbers from 1 to 3, or 0 for none."
    assert lines(asked)[-1] == "Enter keeps all of it."


def test_whoever_is_asked_to_sit_down_types_1_or_2():
    session = until("final", first=DIFFERING)
    session.settle_final_picks({"ceo": "sit", "cto": "void_tonight"})
    asked = TypedQuestion(Voice.to_onlookers(session), session.prompt)
    assert asked.render_cue() == "Dũng's number:"
    assert (asked.parse_answer("1"), asked.parse_answer("2")) == ({"accept": True}, {"accept": False})
    assert misread(asked.parse_answer, "3") == misread(asked.parse_answer, "1 2") == "1 for yes, 2 for no."
