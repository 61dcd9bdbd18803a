"""Somebody leaves and comes back; the same crisis from the other side; one's own earlier answers across the table."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from game.debrief.look_back import look_back
from game.debrief.what_if import list_alternatives, play_what_if
from game.engine import events as e
from game.playthrough import saves
from game.playthrough.prompts import RefusedError
from game.playthrough.record import ChairMove
from game.playthrough.saves import saved_game
from game.playthrough.session import Session, build_ghost, build_ghost_setup, locate_prompt
from game.playthrough.setup import Ghost, Setup, build_swapped_setup
from tests.playthrough.players import SEATS, answers, plain, play, session, small

PLAYS = settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow])
SOLO = SEATS[1]


def shuffled_play(game, data, moves):
    """Play to the end; `moves` tells before which answers a chair changes hands."""
    for number in range(200):
        if game.prompt is None:
            return game
        if number in moves:
            chair = data.draw(st.sampled_from(["ceo", "cto"]))
            wanted = "partner" if game.seats[chair] == "human" else "human"
            try:
                game.change_seat(chair, wanted)
            except RefusedError:
                assert len(game.people) == 1
            continue
        game.answer(game.prompt.token, data.draw(answers(game.prompt)))
    raise AssertionError("play goes on for ever")


class TestLeaving:
    @PLAYS
    @given(st.data(), st.sampled_from(SEATS), st.integers(0, 9), st.sets(st.integers(0, 40), min_size=1, max_size=6))
    def test_whoever_sits_there_play_comes_to_its_end_and_can_be_followed(self, data, seats, seed, moves):
        game = shuffled_play(session(seats, seed), data, moves)
        again = game.build_restart()
        for record in game.records:
            again.follow_record(record)
        assert (again.state, again.records) == (game.state, game.records)
        assert look_back(game).timeline.closing.ending == game.state.ending

    @pytest.mark.parametrize("kind", ["first", "say", "final", "coffee", "pledge", "resolve"])
    @pytest.mark.parametrize("chair", ["ceo", "cto"])
    def test_a_chair_is_left_at_any_question_and_taken_again(self, kind, chair):
        game = session(seed=2)
        picks = iter(["void_tonight", "wait_for_bank"])
        while game.prompt.kind != kind:
            wanted = {"final": next(picks)} if game.prompt.setting == "at_once" else {}
            game.answer(game.prompt.token, plain(game.prompt, **wanted))
        game.change_seat(chair, "partner")
        assert game.seats[chair] == "partner"
        assert game.prompt.chair != chair
        game.change_seat(chair, "human")
        assert game.pair
        play(game)
        assert game.state.ending

    def test_what_was_answered_stays_answered(self):
        game = play(session(), until="first")
        game.answer(game.prompt.token, {"option": "void_by_hand", "confidence": "sure"})
        game.change_seat("ceo", "partner")
        while game.prompt.kind in ("first", "say"):
            game.answer(game.prompt.token, plain(game.prompt))
        (revealed,) = [event for event in game.scene_events if isinstance(event, e.Revealed)]
        assert revealed.first["ceo"] == "void_by_hand"

    def test_who_sits_down_is_not_bound_by_what_the_partner_picked_and_nobody_has_seen(self):
        game = play(session(), until="first")
        game.change_seat("cto", "partner")
        game.change_seat("cto", "human")
        asked = []
        while game.prompt.setting == "private":
            asked.append((game.prompt.chair, game.prompt.kind))
            game.answer(game.prompt.token, plain(game.prompt, first="wait_for_bank"))
        asked_anew = [("cto", "pledge"), ("cto", "first"), ("cto", "say")]
        assert asked == [("ceo", "first"), ("ceo", "say"), *asked_anew]
        assert game.state.now.first["cto"] == "wait_for_bank"
        assert not game.has_stand_in_pick("cto", "first")

    def test_past_the_reveal_the_final_pick_is_the_persons_and_the_first_is_known_for_the_partners(self):
        game = play(session(), until="first")
        game.change_seat("cto", "partner")
        while game.prompt.kind in ("first", "say"):
            game.answer(game.prompt.token, plain(game.prompt))
        first = game.state.now.first["cto"]
        game.change_seat("cto", "human")
        assert game.asked_chairs == ("ceo", "cto")
        assert (game.has_stand_in_pick("cto", "first"), game.has_stand_in_pick("ceo", "first")) == (True, False)
        assert game.state.now.first["cto"] == first
        game.settle_final_picks({"ceo": "void_by_hand", "cto": "wait_for_bank"})
        assert game.prompt.kind == "resolve"
        again = game.build_restart()
        for record in game.records:
            again.follow_record(record)
        assert (again.state, again.has_stand_in_pick("cto", "first")) == (game.state, True)

    def test_a_save_from_before_that_leads_where_it_led(self):
        game = play(session(), until="first")
        game.change_seat("cto", "partner")
        game._apply_seat_change(ChairMove("cto", "seat", {"who": "human"}), None)
        while game.prompt.setting == "private":
            assert game.prompt.chair == "ceo"
            game.answer(game.prompt.token, plain(game.prompt))
        again = game.build_restart()
        for record in game.records:
            again.follow_record(record)
        assert again.state == game.state

    def test_what_only_that_chair_may_read_waits_for_it(self):
        game = session()
        game.answer(game.prompt.token, plain(game.prompt))
        game.change_seat("cto", "partner")
        play(game, until="coffee")
        game.change_seat("cto", "human")
        lines = game.history.list_unread_lines("cto")
        assert {line.scene for line in lines} >= {"morning", "standup"}

    def test_who_takes_a_chair_takes_its_coffee_too(self):
        game = play(session(), until="coffee")
        game.change_seat("cto", "partner")
        while game.prompt.kind == "coffee":
            assert game.prompt.chair == "ceo"
            game.answer(game.prompt.token, plain(game.prompt))
        taken = [event.chair for event in game.happened if isinstance(event, e.CoffeeTaken)]
        assert taken == ["ceo", "cto"]

    def test_a_second_player_joins_while_a_difference_is_to_be_settled(self):
        for seed in range(20):
            game = play(session(SOLO, seed), until="resolve", first="void_by_hand", final="void_by_hand")
            if game.prompt is not None:
                game.change_seat("cto", "human")
                assert (game.prompt.kind, game.prompt.chair) == ("resolve", "ceo")
                play(game)
                return
        raise AssertionError("nobody ever differed")

    def test_once_two_have_played_what_is_private_stays_so_when_one_has_left(self):
        game = session(SOLO)
        game.change_seat("cto", "human")
        game.change_seat("cto", "partner")
        assert not game.pair
        assert game.secret
        play(game, until="first")
        game.answer(game.prompt.token, plain(game.prompt))
        assert game.records[-1].sealed

    @pytest.mark.parametrize(
        ("seats", "chair", "who"), [(SOLO, "ceo", "partner"), (SOLO, "cto", "partner"), (SEATS[0], "ceo", "human")]
    )
    def test_what_changes_nothing_or_leaves_nobody_is_refused(self, seats, chair, who):
        game = session(seats)
        before = (game.state, game.prompt, list(game.records))
        with pytest.raises(RefusedError):
            game.change_seat(chair, who)
        assert (game.state, game.prompt, game.records) == before

    def test_nobody_sits_down_when_play_is_over(self):
        with pytest.raises(RefusedError):
            play(session()).change_seat("cto", "partner")

    def test_a_token_from_before_is_stale(self):
        game = session()
        token = game.prompt.token
        game.change_seat("cto", "partner")
        with pytest.raises(RefusedError):
            game.answer(token, plain(game.prompt))

    def test_it_is_in_the_save_and_in_the_list(self, tmp_path):
        game = saved_game.start_game(small(), Setup(SEATS[0], 3), tmp_path)
        play(game.session, until="first")
        game.session.change_seat("cto", "partner")
        game.save()
        game.close()
        (listed,) = saves.list_save_summaries(tmp_path)
        assert listed.seats == {"ceo": "human", "cto": "partner"}
        again = saved_game.resume_game(game.path)
        assert (again.session.seats, again.session.state) == (game.session.seats, game.session.state)
        again.close()

    def test_what_if_goes_past_a_change_of_seats(self):
        game = play(session(seed=2), until="coffee")
        game.change_seat("cto", "partner")
        play(game)
        others = list_alternatives(game)
        assert {there.before for there in others} <= {n for n, r in enumerate(game.records) if r.move.kind != "seat"}
        for there in (others[0], others[-1]):
            assert play_what_if(game, there.before, there.answer).session.state.ending


class TestSwap:
    def test_the_chairs_change_and_the_luck_does_not(self):
        setup = Setup(SOLO, 7, 2, "vi", "expert", {"ceo": "Linh"})
        other = build_swapped_setup(setup)
        assert other == Setup(SEATS[2], 7, 2, "vi", "expert", {"cto": "Linh"})
        assert build_swapped_setup(other) == setup

    def test_the_same_causes_and_goals_are_drawn(self):
        one = session(SOLO, 5)
        assert session(build_swapped_setup(one.setup).seats, 5).state.draw == one.state.draw


class TestGhost:
    def earlier(self, seed=4, seats=SOLO, **wanted):
        return play(session(seats, seed), **wanted)

    def against(self, earlier, chair="cto"):
        return small_session(build_ghost_setup(earlier, chair, "a-save"))

    def test_it_picks_what_the_person_picked_wherever_the_same_is_asked(self):
        earlier = self.earlier(first="void_tonight", final="void_tonight")
        game = play(self.against(earlier), until="final")
        assert game.state.now.first["ceo"] == earlier.state.past[1].first["ceo"]
        assert ("ceo", "first", "standup") in [(b.chair, b.kind, b.scene) for b in game.opponent.played_back]

    @pytest.mark.parametrize("seed", range(5))
    def test_all_of_its_moves_are_the_persons_or_the_models_and_it_is_known_which(self, seed):
        earlier = self.earlier(seed)
        given = {(r.move.kind, str(dict(r.move.answer))) for r in earlier.records}
        game = play(self.against(earlier))
        moves = [*game.opening, *(move for record in game.records for move in record.partner)]
        back = game.opponent.played_back
        assert 0 < len(back) <= len(moves)
        own = sum((move.kind, str(dict(move.answer))) in given for move in moves if move.kind == "first")
        assert 0 < sum(there.kind == "first" for there in back) <= own
        assert {there.chair for there in back} == {"ceo"}

    def test_the_model_answers_what_the_person_was_never_asked(self):
        nobody = Ghost("ceo", "a-save")
        game, alone = (play(small_session(Setup(SEATS[2], 4, ghost=g))) for g in (nobody, None))
        assert game.state == alone.state
        assert game.opponent.played_back == []

    def test_a_question_with_other_things_on_offer_is_another_question(self):
        ghost = build_ghost(self.earlier(), "ceo")
        place, given = next((p, g) for p, g in ghost.given.items() if p[3] == "first")
        narrower = Ghost("ceo", "", {place: type(given)(given.offered - {"void_tonight"}, given.answer)})
        game = play(small_session(Setup(SEATS[2], 4, ghost=narrower)))
        assert game.opponent.played_back == []

    @pytest.mark.parametrize("answer", [{"option": 5}, {}, {"facts": "x"}, {"option": ["a"]}, {"more": {}}])
    def test_a_ghost_that_somebody_forged_is_no_answer(self, answer):
        ghost = build_ghost(self.earlier(), "ceo")
        forged = {place: type(given)(given.offered, answer) for place, given in ghost.given.items()}
        haunted_by = Ghost.from_json(Ghost("ceo", "", forged).as_json())
        game = play(small_session(Setup(SEATS[2], 4, ghost=haunted_by)))
        assert game.state.ending
        assert game.opponent.played_back == []

    @pytest.mark.parametrize(
        "value", [None, {}, {"chair": "cfo", "save": "", "given": []}, {"chair": "ceo", "save": "", "given": [[1]]}]
    )
    def test_what_is_no_ghost_is_refused(self, value):
        with pytest.raises(ValueError, match="ghost"):
            Ghost.from_json(value)

    def test_nobody_explains_what_a_person_once_picked(self):
        game = play(self.against(self.earlier()), until="final")
        assert game.prompt.joint
        assert game.explain_partner_pick("ceo") is None

    def test_of_two_people_either_can_be_met_again(self):
        earlier = play(session(SEATS[0], 4))
        for chair, across in (("cto", "ceo"), ("ceo", "cto")):
            game = play(self.against(earlier, chair))
            assert {there.chair for there in game.opponent.played_back} == {across}

    def test_it_is_there_again_when_the_save_is_opened(self, tmp_path):
        game = saved_game.start_game(small(), build_ghost_setup(self.earlier(), "cto", "a-save"), tmp_path)
        play(game.session, until="coffee")
        game.save()
        game.close()
        again = saved_game.resume_game(game.path)
        assert again.session.setup == game.session.setup
        assert again.session.opponent.played_back == game.session.opponent.played_back
        play(again.session)
        play(game.session)
        assert again.session.state == game.session.state
        assert saves.list_save_summaries(tmp_path)[0].ghost == "a-save"
        again.close()

    def test_the_debrief_keeps_the_model_out_of_what_the_person_picked(self):
        game = play(self.against(self.earlier()))
        back = {(there.count, there.kind) for there in game.opponent.played_back if there.kind in ("first", "final")}
        weighed = {(s.count, w.stage) for s in look_back(game).timeline.scenes for w in s.weighings if w.chair == "ceo"}
        assert back
        assert not back & weighed


def small_session(setup):
    return Session(small().scenario, small().texts, setup)


def test_a_coffee_has_its_place_in_the_visit_that_follows():
    game = play(session(), until="coffee")
    assert game.prompt.scene not in game.state.visits
    assert locate_prompt(game, game.prompt) == (game.prompt.scene, 1, "coffee", game.prompt.chair)
