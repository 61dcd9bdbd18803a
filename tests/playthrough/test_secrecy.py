"""What one chair chooses in private reaches nothing that the other may see before the reveal.

Two plays go the same way up to a chair's private answer and part there. Until both have answered, whatever the table
or the other chair can look at must be the same in both: then it tells nothing.
"""

import json
import re
from base64 import b64decode
from dataclasses import asdict, replace

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from game.cli import main
from game.engine import events as e
from game.playthrough import saves, visibility
from game.playthrough.record import DivergedError
from game.playthrough.saves import saved_game
from game.playthrough.saves.journal_format import BLOCK, seal_answer, unseal_answer
from game.playthrough.setup import Setup
from tests.playthrough.players import SEATS, answers, crises, plain, play, session, small
from tests.properties import check_property

PLAYS = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
STEPS, SMALL_SEEDS = st.integers(0, 40), st.integers(0, 9)
CRISES = st.sampled_from(range(len(crises())))
ACROSS = {"ceo": "cto", "cto": "ceo"}


def public(game):
    """Return all that both may look at."""
    prompt = game.prompt
    shown = (prompt.token, prompt.kind, prompt.chair, prompt.scene, prompt.setting)
    return game.happened, game.scene_events, game.story, game.shared_view, game.talk, game.first_to_speak, shown


def of_chair(game, chair):
    """Return all that one chair may look at when it is alone."""
    behind = game.open_private_view() if game.prompt.chair == chair and game.prompt.setting == "private" else None
    return game.build_view(chair), game.list_events_for(chair), behind


def played_on(game, data, steps):
    for _ in range(steps):
        if game.prompt is None:
            return
        game.answer(game.prompt.token, data.draw(answers(game.prompt)))


def same_again(game):
    again = game.build_restart()
    for record in game.records:
        again.follow_record(record)
    return again


@check_property(st.data(), STEPS, SMALL_SEEDS, CRISES, few=8, many=25, under=PLAYS)
def test_until_both_have_answered_nothing_shows_what_one_of_them_chose(data, steps, seed, number):
    one = session(seed=seed, crisis=crises()[number])
    played_on(one, data, steps)
    assume(one.prompt is not None and one.prompt.setting != "open")
    other, phase = same_again(one), one.state.phase
    chair = one.prompt.chair
    while one.prompt is not None and one.prompt.chair == chair and one.state.phase == phase:
        before = public(one)
        for game in (one, other):
            game.answer(game.prompt.token, data.draw(answers(game.prompt)))
        if not one.state.inbox:
            break  # that was the last answer: it is shown
        assert public(one) == public(other)
        assert before[3] == one.shared_view
        assert of_chair(one, ACROSS[chair]) == of_chair(other, ACROSS[chair])


@check_property(st.data(), SMALL_SEEDS, few=3, many=10, under=PLAYS)
def test_what_both_see_never_holds_what_is_for_one_alone(data, seed):
    game = session(seed=seed)
    while game.prompt is not None:
        for event in (*game.happened, *game.scene_events, *game.story[-1]):
            assert not isinstance(event, e.Learned)
            assert not getattr(event, "private", None)
            assert not (isinstance(event, e.Changed) and "." in event.stock)
        out = {path for _, path in game.shared_view.said}
        held = {fact.path for fact in game.scenario.facts.values()} - out
        told = str((game.happened, game.scene_events, game.shared_view, game.talk))
        kept = {fact.removeprefix("facts.") for fact in held if game.state.facts.get(fact.removeprefix("facts."))}
        assert not [fact for fact in kept if re.search(rf"'(facts\.)?{fact}'", told)]
        game.answer(game.prompt.token, data.draw(answers(game.prompt)))


def test_each_chair_is_told_its_own_and_not_the_others():
    game = session()
    assert game.list_events_for("cto")[0].private.keys() == {"cto"}
    assert game.list_events_for("ceo")[0].private.keys() == {"ceo"}


def test_a_person_with_a_partner_is_told_what_a_solo_page_needs():
    game = session({"ceo": "human", "cto": "partner"})
    assert game.scene_events[0].private["ceo"]


def test_when_play_is_over_everything_may_be_told():
    game = play(session())
    assert not game.secret
    assert any(isinstance(event, e.Learned) for row in game.story for event in row)


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("TANDEM_HOME", str(tmp_path))
    return tmp_path / "saves"


def saved(folder, until="still", **wanted):
    game = saved_game.start_game(small(), Setup(SEATS[0], 3, players={"ceo": "Linh"}), folder)
    play(game.session, until=until, **wanted)
    game.save()
    game.close()
    return game


def test_private_answers_rest_sealed_and_lead_to_the_same_state(home):
    game = saved(home, first="void_by_hand", final="void_tonight", say=["skipped_review"], pledge="people")
    written = game.path.read_text(encoding="utf-8")
    assert "void_by_hand" not in written
    assert "skipped_review" not in written
    assert saved_game.load_session(game.path).state == game.session.state


def test_whatever_was_answered_behind_the_lock_is_a_seal_in_the_file_and_nothing_else(home):
    game = saved(home, until="coffee", pledge="people", say=["bonus", "skipped_review"])
    rows = [json.loads(row)["answer"] for row in game.path.read_text(encoding="utf-8").splitlines()[1:]]
    assert {(chair, kind) for chair, kind, _ in rows} >= {(c, k) for c in SEATS[0] for k in ("pledge", "first", "say")}
    for (_, _, written), record in zip(rows, game.session.records, strict=True):
        if record.move.kind in visibility.ALONE:
            assert written.keys() == {"sealed"}
            bare = written["sealed"].encode() + b64decode(written["sealed"])
            assert not [word for word in re.findall(r"\w{4,}", str(record.move.answer)) if word.encode() in bare]


LOOKS = 60


@check_property(st.data(), STEPS, SMALL_SEEDS, CRISES, few=3, many=8, under=PLAYS)
def test_at_each_look_the_options_lie_anew_for_either_chair_and_the_question_stays_the_same(data, steps, seed, number):
    game = session(seed=seed, crisis=crises()[number])
    played_on(game, data, steps)
    assume(game.prompt is not None and game.prompt.setting == "private")
    kind, token, chair = game.prompt.kind, game.prompt.token, game.prompt.chair
    views = [game.open_private_view() for _ in range(LOOKS)]
    prompts, asked = [view.prompt for view in views], [view.pledge or view.prompt for view in views]
    assume(len(prompts[0].choices) > 2)
    places = {(place, choice.id) for prompt in prompts for place, choice in enumerate(prompt.choices)}
    assert len(places) == len(prompts[0].choices) ** 2, "every option lay in every place"
    assert {(prompt.token, prompt.kind, prompt.chair) for prompt in asked} == {(token, kind, chair)}
    game.answer(token, data.draw(answers(asked[0])))
    assert game.prompt is None or game.prompt.token != token


def test_a_sealed_answer_is_as_long_as_any_other(home):
    lengths = set()
    for wanted in ({"say": []}, {"say": ["bonus", "renewal", "discount", "skipped_review", "refund_path"]}):
        rows = [json.loads(row) for row in saved(home, **wanted).path.read_text(encoding="utf-8").splitlines()]
        lengths |= {len(row["answer"][2]["sealed"]) for row in rows[1:] if row["answer"][1] in ("first", "say")}
    assert len(lengths) == 1


def test_a_game_alone_is_written_in_clear(home):
    game = saved_game.start_game(small(), Setup(SEATS[1], 3), home)
    play(game.session)
    game.save()
    game.close()
    assert "sealed" not in game.path.read_text(encoding="utf-8")


@given(st.dictionaries(st.text(max_size=9), st.text(max_size=60) | st.lists(st.text(max_size=9)), max_size=5))
@settings(max_examples=10, deadline=None)
def test_a_seal_opens_with_its_key_alone(answer):
    sealed = seal_answer("key", "place", answer)
    assert unseal_answer("key", "place", sealed) == answer
    assert len(sealed) % ((BLOCK + 2) // 3 * 4) == 0
    for key, place in (("other", "place"), ("key", "other")):
        with pytest.raises(ValueError, match=r"."):
            unseal_answer(key, place, sealed)


def test_the_list_of_saves_and_a_saves_answers_show_nothing_private(home, capsys):
    game = saved(home, first="void_by_hand", final="void_tonight", say=["skipped_review"], pledge="people")
    for command in (["list"], ["list", "--format", "json"], ["show", game.path.stem], ["verify"]):
        main(["saves", *command])
    main(["saves", "show", game.path.stem, "--format", "json"])
    told = "".join(capsys.readouterr())
    assert "void_by_hand" not in told
    assert "skipped_review" not in told
    assert "people" not in told.replace('"players"', "")
    (listed,) = saves.list_save_summaries(home)
    assert "void_by_hand" not in json.dumps(asdict(listed), default=str)
    assert listed.players == {"ceo": "Linh"}


def test_what_was_answered_is_shown_when_play_is_over(home, capsys):
    game = saved(home, until=None, first="void_by_hand")
    main(["saves", "show", game.path.stem])
    assert "void_by_hand" in capsys.readouterr().out


def test_a_sealed_answer_that_no_longer_fits_is_not_named(home):
    game = saved(home, first="void_by_hand")
    again = session(SEATS[0], 3)
    record = next(record for record in game.session.records if record.move.kind == "first")
    while again.prompt.kind != "first":
        again.answer(again.prompt.token, plain(again.prompt))
    object.__setattr__(record.move, "answer", {"option": "a_secret"})
    with pytest.raises(DivergedError) as parted:
        again.follow_record(record)
    assert "a_secret" not in str(parted.value)


def partner_takes(folder, chair, until="first", **wanted):
    """A save of two in which one has got up at a question; what was answered until then is on the disk."""
    game = saved_game.start_game(small(), Setup(SEATS[0], 3), folder)
    play(game.session, until=until, **wanted)
    game.session.change_seat(chair, "partner")
    return game


def kept(game):
    game.save()
    game.close()
    return game.path.read_text(encoding="utf-8")


IDS = ("void_by_hand", "void_tonight", "wait_for_bank", "skipped_review", "refund_path", "renewal", "discount")


@pytest.mark.parametrize("leaving", ["ceo", "cto"])
def test_once_one_of_two_has_got_up_what_either_chair_answers_alone_rests_sealed(home, capsys, leaving):
    game = partner_takes(home, leaving)
    play(game.session, until="still", first="void_by_hand", say=IDS, pledge="people")
    written = kept(game)
    main(["saves", "show", game.path.stem])
    main(["saves", "show", game.path.stem, "--format", "json"])
    told = written + "".join(capsys.readouterr())
    open_to_both = {answer for record in game.session.records if not record.sealed for answer in given(record)}
    assert not [name for name in IDS if name in told and name not in open_to_both]
    assert saved_game.load_session(game.path).state == game.session.state


def given(record):
    return [str(value) for value in record.move.answer.values()]


def test_one_who_was_joined_and_is_left_again_has_answers_of_their_own(home):
    game = saved_game.start_game(small(), Setup(SEATS[1], 3), home)
    play(game.session, until="first")
    game.session.change_seat("cto", "human")
    game.session.change_seat("cto", "partner")
    assert game.session.secret
    play(game.session, until="coffee", first="void_by_hand", say=IDS)
    written = kept(game)
    assert "void_by_hand" not in written.split('"seat"', 1)[1].split('"final"', 1)[0]
    assert saved_game.load_session(game.path).state == game.session.state


def test_a_save_from_before_partners_were_sealed_is_followed_and_not_shown(home, capsys, monkeypatch):
    game = partner_takes(home, "ceo")
    play(game.session, until="still", say=IDS)
    bare = [replace(record, hidden=False, sealed=False) for record in game.session.records]
    monkeypatch.setattr(game.session, "records", bare)
    assert "renewal" in kept(game)
    assert saved_game.load_session(game.path).state == game.session.state
    main(["saves", "show", game.path.stem])
    main(["saves", "show", game.path.stem, "--format", "json"])
    assert "renewal" not in "".join(capsys.readouterr())
