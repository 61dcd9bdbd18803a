"""What a debrief tells two people of each other, what it keeps while they play, and which answers were a ghost's."""

import pytest

from game import locales
from game.debrief.look_back import NOTHING, look_back
from game.debrief.what_if import list_alternatives
from game.narration.debrief.report import render_debrief_text
from game.playthrough.session import Session, build_ghost_setup
from tests.playthrough.players import SEATS, plain, play, session, small


def by_chair(game):
    return {part.chair: part for part in look_back(game).pair_play.parts}


def test_who_began_is_counted_and_alternates():
    told = look_back(play(session()))
    assert told.pair_play.scenes == 3
    assert [part.spoke_first for part in told.pair_play.parts] == [2, 1]


def test_whose_first_pick_stood_is_counted_for_both_alike():
    game = session()
    while (prompt := game.prompt) is not None:
        ids = sorted(choice.id for choice in prompt.choices if choice.id != "sit")
        if prompt.kind == "first":
            game.answer(prompt.token, {"option": ids[0] if prompt.chair == "ceo" else ids[-1]})
        elif prompt.setting == "at_once":
            game.settle_final_picks(dict.fromkeys(("ceo", "cto"), ids[0]))
        else:
            game.answer(prompt.token, plain(prompt))
    parts = by_chair(game)
    assert (parts["ceo"].stood, parts["cto"].stood) == (3, 0)


def test_facts_and_guesses_are_counted():
    game = session()
    while (prompt := game.prompt) is not None:
        answer = plain(prompt, say=["renewal", "refund_path"], final="sit")
        if prompt.kind == "first":
            answer = {"option": answer["option"], "guess": answer["option"]}
        game.answer(prompt.token, answer)
    parts = by_chair(game)
    assert (parts["ceo"].said, parts["cto"].said) == (1, 1)
    assert parts["ceo"].kept >= 2
    assert (parts["ceo"].right, parts["ceo"].guesses) == (3, 3)


def test_one_person_alone_is_told_nothing_of_that_kind():
    told = look_back(play(session(SEATS[1])))
    assert told.pair_play is None
    assert told.opponent_moves == ()


def test_scenes_in_which_the_partner_sat_there_are_left_out():
    game = play(session(), until="coffee")
    game.change_seat("cto", "partner")
    assert look_back(play(game)).pair_play.scenes == 1


def test_a_fact_that_is_said_at_the_second_chance_was_said_and_not_kept():
    game = session()
    while (prompt := game.prompt) is not None:
        game.answer(prompt.token, plain(prompt, say=["renewal"] if prompt.kind == "sit_say" else [], final="sit"))
    part = by_chair(game)["ceo"]
    kept = {fact for played in game.state.past for fact in played.kept}
    assert "renewal" in kept
    assert (part.said, part.kept) == (1, len([f for f in kept if game.scenario.facts[f].held == "ceo"]) - 1)


def test_what_the_partner_did_in_a_persons_chair_is_marked_and_nobodys_deed():
    game = play(session(), until="first", pledge="people")
    game.change_seat("cto", "partner")
    play(game, until="coffee")
    game.change_seat("cto", "human")
    play(game)
    told = look_back(game)
    assert [(scene.id, sorted(scene.stood_in)) for scene in told.timeline.scenes if scene.stood_in] == [
        ("standup", ["cto"])
    ]
    deeds = {words.chair: {deed.scene for deed in words.deeds} for words in told.pledges}
    assert "standup" not in deeds["cto"]
    assert sum(part.spoke_first for part in told.pair_play.parts) == told.pair_play.scenes == 2
    report = render_debrief_text(game, "en")
    marked = [row for row in report.splitlines() if "Dũng played by the partner" in row]
    assert [row[:7] for row in marked] == ["Scene 2"]


def test_alone_with_the_partner_nothing_is_marked():
    assert not [scene for scene in look_back(play(session(SEATS[1]))).timeline.scenes if scene.stood_in]


def test_who_overrode_is_told_as_the_one_who_did_it():
    game = session()
    while (prompt := game.prompt) is not None:
        ids = sorted(choice.id for choice in prompt.choices if choice.id != "sit")
        if prompt.setting == "at_once":
            game.settle_final_picks({"ceo": ids[0], "cto": ids[-1]})
        else:
            game.answer(prompt.token, plain(prompt, resolve="override"))
    assert "override" in [played.mode for played in game.state.past]
    told = render_debrief_text(game, "en")
    assert "Hà: overrode" in told
    assert "overridden" not in told.lower()


@pytest.mark.parametrize("language", ["en", "vi"])
def test_the_report_has_the_same_words_for_both(language):
    game = play(session())
    report = render_debrief_text(game, language)
    rows = [row for row in report.splitlines() if row.startswith(("Hà: ", "Dũng: "))]
    assert len(rows) >= 2
    assert locales.current_language() == "en"


@pytest.mark.parametrize("steps", range(0, 30, 4))
def test_while_two_play_nothing_is_looked_back_at(steps):
    game = session()
    for _ in range(steps):
        if game.prompt is not None:
            game.answer(game.prompt.token, plain(game.prompt, first="void_by_hand", say=["bonus"]))
    if game.prompt is None:
        return
    assert look_back(game) is NOTHING
    assert list_alternatives(game) == ()
    assert len(render_debrief_text(game, "en").splitlines()) == 3


def test_opposite_a_ghost_it_is_told_which_answers_were_a_persons():
    earlier = play(session(SEATS[1], 4))
    game = play(Session(small().scenario, small().texts, build_ghost_setup(earlier, "cto", "a-save")))
    told = look_back(game)
    assert {move.chair for move in told.opponent_moves} == {"ceo"}
    assert sum(move.own for move in told.opponent_moves) == len(game.opponent.played_back)
    assert "as in the earlier play" in render_debrief_text(game, "en")
