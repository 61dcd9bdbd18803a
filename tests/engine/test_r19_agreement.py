"""R19: agreement pays, coming round pays the other, a right guess pays both; a staged quarrel does not."""

import pytest

from game.engine.events import Enacted
from tests.engine.agreed import AGREED, AGREED_CLARITY
from tests.engine.crisis import Table, crisis, fact, scene


def table(by="both", **fields):
    return Table(crisis(scene("one", by=by, say=["f"], **fields), scene("two"), facts={"f": fact("ceo")}))


def guessed(**guesses):
    """Return the table after first picks `a` of the CEO and `b` of the CTO, and these guesses of the other's pick."""
    asked = Table(crisis(scene("one"), scene("two")))
    for chair, pick in (("ceo", "a"), ("cto", "b")):
        asked.give("first", chair, option=pick, **({"guess": guesses[chair]} if chair in guesses else {}))
    return asked


def moves(played):
    return {entry.cause for entry in played.state.ledger if entry.cause.startswith("move:")}


class TestTheSameFirstPicks:
    def test_both_trust_more_and_are_freer_and_it_is_clearer_who_does_what(self):
        played = Table(crisis(scene("one"), scene("two"))).play("a")
        for chair in ("ceo", "cto"):
            assert (played[f"{chair}.trust"], played[f"{chair}.freedom"]) == (AGREED, AGREED)
            assert played[f"{chair}.safety"] == 50
            # a kindness of .3, of which a balanced memory takes in .15
            assert played.state.memory[chair] == round(450 + 0.06 * 550)
        assert played["clarity"] == AGREED_CLARITY
        assert moves(played) == {"move:agreed"}

    def test_not_where_one_of_them_decides_alone(self):
        for by in ("ceo", "cto"):
            assert "move:agreed" not in moves(table(by).play("a"))

    def test_not_where_they_sat_down(self):
        sat = table().play("a", final={"ceo": "sit", "cto": "sit"})
        assert moves(sat) & {"move:agreed", "move:came_round"} == set()

    def test_a_wish_to_sit_down_that_was_declined_changes_nothing(self):
        assert "move:agreed" in moves(table().play("a", final={"ceo": "sit"}, accept=False))

    def test_not_where_they_fell_out_after_all(self):
        assert "move:agreed" not in moves(table().play("a", final={"ceo": "b"}))


class TestComingRound:
    @pytest.mark.parametrize(("chair", "other", "pick"), [("ceo", "cto", "b"), ("cto", "ceo", "a")])
    def test_the_other_trusts_more_and_is_safer_and_freer(self, chair, other, pick):
        played = Table(crisis(scene("one"), scene("two"))).play("a", "b", final={chair: pick})
        assert [played[f"{other}.{name}"] for name in ("trust", "safety", "freedom")] == [55.6, 52.8, 52.8]
        assert [played[f"{chair}.{name}"] for name in ("trust", "safety", "freedom")] == [50, 50, 50]
        assert played.state.memory[other] == round(750 + 0.06 * 250)
        assert moves(played) == {"move:came_round"}

    def test_meeting_at_what_neither_picked_first_is_neither(self):
        scenes = [scene("one", plain=("a", "b", "c")), scene("two")]
        played = Table(crisis(*scenes)).play("a", "b", final={"ceo": "c", "cto": "c"})
        assert played.last(Enacted).option == "c"
        assert moves(played) == set()


class TestGuessing:
    def test_a_right_guess_is_felt_by_the_guessed_and_teaches_the_guesser(self):
        right, wrong = guessed(ceo="b"), guessed(ceo="a")
        assert (right["cto.trust"], right["ceo.trust"]) == (51.4, 50)
        assert right["clarity"] == pytest.approx(40 + 2.8 * 60 / 50)
        assert right["ceo.gap"] == pytest.approx(wrong["ceo.gap"] * 0.95, abs=0.01)
        assert right["cto.gap"] == wrong["cto.gap"]

    def test_a_wrong_one_and_none_do_nothing(self):
        assert guessed(ceo="a").state.stocks == guessed().state.stocks
        assert moves(guessed(ceo="a", cto="b")) == set()

    def test_both_may_be_right(self):
        both = guessed(ceo="b", cto="a")
        assert (both["cto.trust"], both["ceo.trust"]) == (51.4, 51.4)


class TestAStagedQuarrel:
    """Two who want the same do not gain by pretending otherwise."""

    def worth(self, **how):
        played = Table(crisis(scene("one", owner="cto"), scene("two"))).play(**how)
        trust = sum(played[f"{chair}.trust"] for chair in ("ceo", "cto"))
        freedom = sum(played[f"{chair}.freedom"] for chair in ("ceo", "cto"))
        return trust, freedom, played.all(Enacted)[0].carried

    @pytest.mark.parametrize(
        "staged",
        [
            {"ceo": "a", "cto": "b", "final": {"ceo": "b"}},
            {"ceo": "b", "cto": "b", "final": {"ceo": "a"}, "mode": "defer"},
        ],
        ids=["coming round", "deferring"],
    )
    def test_it_never_pays_more_than_agreeing_at_once(self, staged):
        honest, quarrel = self.worth(ceo="b", cto="b"), self.worth(**staged)
        assert all(less <= more + 0.005 for less, more in zip(quarrel, honest, strict=True))
        assert quarrel[2] < honest[2]
