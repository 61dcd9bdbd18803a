"""A crisis tried out: the same answers lead to the same place, and what an edit took away is named."""

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.content.compiler import compile_scenario
from game.engine.start_midway import Premise
from game.engine.state import hash_state
from game.playthrough.setup import Setup
from game.preview.rehearsal import Rehearsal, drop_last_choice, replay_answers
from tests.playthrough.players import SEATS, SMALL, answers, crises, plain, small

SOLO = st.sampled_from(SEATS[1:])
SEEDS = st.integers(0, 999)


def begun(crisis=None, seats=SEATS[1], seed=1, opening=None, premise=None):
    """Return a rehearsal at its beginning."""
    loaded = crisis or small()
    return Rehearsal(loaded.scenario, loaded.texts, Setup(seats, seed, premise=premise), opening)


def again(game, crisis=None, taken=None):
    """Play a rehearsal once more, in another crisis where one is given."""
    loaded = crisis or small()
    begin = lambda opening: Rehearsal(loaded.scenario, loaded.texts, game.setup, opening)  # noqa: E731
    return replay_answers(game.taken if taken is None else taken, game.here, game.opening, begin)


def edited(*changes):
    """Return the small crisis after an author's edits: (before, after), each of which must be found."""
    text = (SMALL / "scenario.yaml").read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return _loaded(text.encode())


@cache
def _loaded(source):
    return compile_scenario(source, {}, SMALL / "scenario.yaml")


@settings(max_examples=10, deadline=None)
@given(data=st.data(), seed=SEEDS, seats=SOLO)
def test_in_an_unchanged_crisis_the_same_answers_lead_to_the_same_state(data, seed, seats):
    crisis = data.draw(st.sampled_from(crises()))
    scene = data.draw(st.none() | st.sampled_from(sorted(crisis.scenario.scenes)))
    game = begun(crisis, seats, seed, premise=Premise(scene) if scene else None)
    for _ in range(data.draw(st.integers(0, 25))):
        if game.prompt is None:
            break
        if data.draw(st.integers(0, 6)) == 0:
            game.exchange_chairs("cto" if game.chair == "ceo" else "ceo")
        else:
            game.answer(game.prompt.token, data.draw(answers(game.prompt)))
    followed = again(game, crisis)
    assert followed.parted is None
    assert not followed.passed
    assert not followed.anew
    assert hash_state(followed.session.state) == hash_state(game.state)
    assert followed.session.chair == game.chair
    assert followed.session.taken == game.taken


@pytest.mark.parametrize("seats", SEATS[1:])
def test_other_words_change_nothing(seats):
    game = begun(seats=seats)
    while game.prompt is not None:
        game.answer(game.prompt.token, plain(game.prompt))
        followed = again(game, edited(("Pay the first one, drop the other.", "Pay one of them.")))
        assert followed.parted is None
        assert hash_state(followed.session.state) == hash_state(game.state)


def test_an_option_with_another_name_is_named_with_its_scene_and_play_stands_before_it():
    game = begun()
    first = game.prompt.scene
    option = game.prompt.choices[0].id
    game.answer(game.prompt.token, {"option": option})
    while game.prompt.kind != "first":
        game.answer(game.prompt.token, plain(game.prompt))
    renamed = edited((f"id: {option}\n", f"id: {option}_now\n"))
    followed = again(game, renamed)
    assert (followed.parted.taken.place[0], followed.parted.what) == (first, option)
    assert followed.session.prompt.scene == first
    assert f"{option}_now" in [choice.id for choice in followed.session.prompt.choices]
    assert not followed.session.taken


def test_a_choice_of_a_scene_that_play_no_longer_comes_to_is_told_as_that():
    game = begun()
    first = game.prompt.scene
    while game.prompt.scene == first or game.prompt.kind not in ("first", "final"):
        game.answer(game.prompt.token, plain(game.prompt))
    scene = game.prompt.scene
    game.answer(game.prompt.token, plain(game.prompt))
    text = (SMALL / "scenario.yaml").read_text(encoding="utf-8")
    renamed = _loaded(
        text.replace(f"id: {scene}\n", f"id: {scene}_now\n")
        .replace(f" {scene}", f" {scene}_now")
        .replace(f"{scene}_now_now", f"{scene}_now")
        .replace(f".{scene}.", f".{scene}_now.")
        .encode()
    )
    followed = again(game, renamed)
    assert followed.parted.what == ""
    assert followed.parted.taken.place[0] == scene
    assert followed.session.prompt.scene == f"{scene}_now"


TEMPTING = (
    "effects: {strain: +6, support: -3, csat_service: {points: +8, because: renewal}}",
    "effects: {strain: -20, finance: +20, csat_service: +20, engineering: +20, culture: +20}",
)
"""An edit after which the partner, which waits for the bank in most plays, would rather void by hand."""


def picked(game):
    """What the partner picked first in the scene of two chairs."""
    scenes = (*game.state.past, game.state.now)
    return next(played.first["cto"] for played in scenes if played.scene == "standup")


def through(game, scene):
    """Play until a scene is closed."""
    while game.prompt is not None and scene not in [played.scene for played in game.state.past]:
        game.answer(game.prompt.token, plain(game.prompt))
    return game


def test_before_the_scene_of_now_the_partner_moves_as_it_did_and_in_it_as_it_would_now():
    tempting = edited(TEMPTING)
    seed = next(n for n in range(60) if picked(through(begun(tempting, seed=n), "standup")) == "void_by_hand")
    assert picked(through(begun(seed=seed), "standup")) != "void_by_hand"
    closed = through(begun(seed=seed), "standup")
    assert picked(again(closed, tempting).session) == picked(closed)
    open_now = begun(seed=seed)
    while open_now.prompt.scene != "standup" or open_now.prompt.kind != "first":
        open_now.answer(open_now.prompt.token, plain(open_now.prompt))
    followed = again(open_now, tempting).session
    assert followed.prompt.kind == "first"
    assert picked(through(followed, "standup")) == "void_by_hand"


def test_a_partners_move_that_does_not_fit_any_more_is_decided_anew():
    from dataclasses import replace

    game = begun()
    while game.prompt is not None:
        game.answer(game.prompt.token, plain(game.prompt))
    number, one = next((n, t) for n, t in enumerate(game.taken) if any(m.kind == "final" for m in t.partner))
    odd = tuple(replace(m, answer={"option": "gone"}) if m.kind == "final" else m for m in one.partner)
    taken = [*game.taken[:number], replace(one, partner=odd), *game.taken[number + 1 :]]
    followed = again(game, taken=taken)
    assert [given.place for given in followed.anew] == [one.place]
    assert hash_state(followed.session.state) == hash_state(game.state)


def test_one_choice_back_takes_what_was_said_with_it():
    game = begun()
    while not (game.taken and game.taken[-1].move.kind == "say"):
        game.answer(game.prompt.token, plain(game.prompt))
    assert game.taken[-2].move.kind == "first"
    back = drop_last_choice(game.taken)
    assert list(back) == game.taken[:-2]
    followed = again(game, taken=back)
    assert followed.parted is None
    assert followed.session.prompt.kind == "first"
    assert drop_last_choice(()) == ()


def test_another_chair_sees_the_same_question_from_its_side():
    game = begun()
    while game.prompt.kind != "first":
        game.answer(game.prompt.token, plain(game.prompt))
    scene = game.prompt.scene
    game.exchange_chairs("cto")
    assert (game.prompt.scene, game.prompt.kind, game.prompt.chair) == (scene, "first", "cto")
    assert game.seats == {"ceo": "partner", "cto": "human"}
    while game.prompt.kind != "final":
        game.answer(game.prompt.token, plain(game.prompt))
    assert game.explain_partner_pick("ceo").picked == game.state.now.first["ceo"], "it has picked anew, as the partner"


def test_a_question_that_is_new_and_decides_nothing_is_passed_over():
    silent = edited(('behind glass."\n    say: true\n', 'behind glass."\n'))
    game = through(begun(silent, seed=3), "afternoon")
    followed = again(game)
    assert [place[:3] for place in followed.passed] == [("afternoon", 1, "say")]
    assert followed.parted is None
    back = again(followed.session, silent)
    assert back.parted is None
    assert not back.passed
    assert hash_state(back.session.state) == hash_state(game.state)
