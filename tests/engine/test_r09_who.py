"""R9: who does it to whom, and how much of it counts."""

import pytest

from game.engine.events import Changed
from tests.engine.agreed import AGREED, AGREED_CLARITY, made, moved, story
from tests.engine.crisis import Table, option


class TestWhoDoesItToWhom:
    def test_the_owner_acts_where_both_decide(self):
        assert made("appreciate", owner="cto")["ceo.trust"] == pytest.approx(moved(AGREED, 4.2), abs=0.01)
        assert made("appreciate", owner="ceo")["cto.trust"] == pytest.approx(moved(AGREED, 4.2), abs=0.01)

    def test_who_decides_alone_acts(self):
        assert made("appreciate", by="cto")["ceo.trust"] == 54.2
        assert made("appreciate", by="ceo")["cto.trust"] == 54.2

    def test_unless_the_option_says_who_acts(self):
        table = made("appreciate", owner="cto", actor="ceo")
        assert (table["cto.trust"], table["ceo.trust"]) == (pytest.approx(moved(AGREED, 4.2), abs=0.01), AGREED)
        assert made("appreciate", by="ceo", actor="cto")["ceo.trust"] == 54.2

    def test_after_an_override_the_ceo_acts(self):
        table = Table(story(option("a", moves=["deny"]))).play("a", "b", mode="override")
        assert table["cto.trust"] == pytest.approx(moved(38.8, -4.2), abs=0.01)

    def test_joint_solving_is_always_both_of_them(self):
        for owner in ("ceo", "cto"):
            table = made("joint_solve", owner=owner)
            for chair in ("ceo", "cto"):
                # target +5 and actor +4, times 1.4: which of them is first makes no difference
                assert table[f"{chair}.trust"] == pytest.approx(moved(moved(AGREED, 7), 5.6), abs=0.01)
                assert table[f"{chair}.gap"] == pytest.approx(40.5 * 0.75, abs=0.01)
            assert table["clarity"] == pytest.approx(moved(AGREED_CLARITY, 4.2), abs=0.01)

    def test_clarifying_is_always_both_of_them_and_counts_once(self):
        table = made("clarify")
        assert table["clarity"] == pytest.approx(moved(AGREED_CLARITY, 14), abs=0.01)
        assert table["ceo.gap"] == table["cto.gap"] == pytest.approx(40.5 * 0.85, abs=0.01)
        felt = round(450 + 0.15 * (2000 - 450))
        assert dict(table.state.memory) == dict.fromkeys(("ceo", "cto"), round(felt + 0.06 * (1000 - felt)))

    def test_blame_on_the_other_chair_hurts_it_and_the_blamers_own_trust(self):
        table = made("blame", owner="cto")
        trusts = (moved(AGREED, -11.2), 50 - 16.8, moved(AGREED, -5.6))
        assert (table["ceo.trust"], table["ceo.safety"], table["cto.trust"]) == pytest.approx(trusts, abs=0.01)
        assert table["bridge"] == pytest.approx(20 - 3 * 20 / 50)
        assert table.state.wounds["ceo"].breach.kind == "character"

    def test_blame_on_somebody_else_makes_both_chairs_less_safe_by_half(self):
        table = made({"blame": {"on": "lan"}})
        assert (table["ceo.safety"], table["cto.safety"]) == (41.6, 41.6)
        assert table["bridge"] == pytest.approx(20 - 3 * 20 / 50)
        assert (table["ceo.trust"], table["cto.trust"]) == (AGREED, AGREED)
        assert table.state.wounds["ceo"].breach is None

    def test_words_to_others_are_effects_and_no_move(self):
        table = Table(story(option("a", effects={"csat_service": 3}), by="ceo")).play("a")
        assert dict(table.state.memory) == {"ceo": 60, "cto": 60}
        assert [event.stock for event in table.all(Changed)] == ["csat_service"]

    def test_an_option_is_felt_once_as_the_sum_of_its_moves(self):
        table = made("own", "appreciate", owner="ceo")
        # .5 and .6 are clipped to 1 and felt once, after .3 for agreeing
        assert table.state.memory["cto"] == round(1882 + 0.06 * (1000 - 1882))
        half = made({"appreciate": "half"}, owner="ceo")
        assert half.state.memory["cto"] == round(1058 + 0.06 * (1000 - 1058))

    def test_withholding_is_not_felt(self):
        table = made("withhold", owner="ceo")
        assert table["cto.gap"] == 48.5
        assert table.state.memory["cto"] == round(450 + 0.06 * 550)


class TestHowMuchCounts:
    MOVES = ("delegate", "own", "deny", "ask")

    def trusts(self, mode, enacted):
        """Return what the option's moves alone did to the target, from where the resolution left it."""
        doing = option(enacted, moves=list(self.MOVES), actor="cto")
        plain = Table(story()).play("a", "b", mode=mode)
        acted = Table(story(doing)).play("a", "b", mode=mode)
        return plain, acted

    @pytest.mark.parametrize(("mode", "enacted"), [("object", "b"), ("override", "a"), ("escalate", "a")])
    def test_after_a_forced_decision_the_good_counts_half_and_the_bad_in_full(self, mode, enacted):
        plain, acted = self.trusts(mode, enacted)
        trust = plain["ceo.trust"]
        for points in (2.8, -4.2, 2.1):
            trust += points * ((100 - trust) if points > 0 else trust) / 50
        assert acted["ceo.trust"] == pytest.approx(trust, abs=0.02)
        freedom = plain["ceo.freedom"]
        assert acted["ceo.freedom"] == pytest.approx(freedom + 7 * (100 - freedom) / 50, abs=0.02)
        safety = plain["ceo.safety"]
        for points in (4.2, 2.8):
            safety += points * (100 - safety) / 50
        assert acted["ceo.safety"] == pytest.approx(safety, abs=0.02)

    @pytest.mark.parametrize(("mode", "points"), [("defer", 2.8), ("object", 1.4)])
    def test_so_does_the_trust_that_a_promise_earns(self, mode, points):
        promise = {"id": "p", "by": "cto", "text": "x", "due": 2, "kept": "week >= 0"}
        plain = Table(story()).play("a", "b", mode=mode)
        promised = Table(story(option("b", promise=promise))).play("a", "b", mode=mode)
        trust = plain["ceo.trust"]
        assert promised["ceo.trust"] == pytest.approx(trust + points * (100 - trust) / 50, abs=0.02)

    @pytest.mark.parametrize(("mode", "enacted"), [("object", "b"), ("override", "a"), ("escalate", "a")])
    def test_what_is_shared_counts_in_full(self, mode, enacted):
        plain, acted = self.trusts(mode, enacted)
        clarity = plain["clarity"]
        for points in (2.8, 4.2):
            clarity += points * (100 - clarity) / 50
        assert acted["clarity"] == pytest.approx(clarity, abs=0.02)
        assert acted["cto.gap"] == pytest.approx(plain["cto.gap"] * 0.75, abs=0.02)

    def test_agreeing_and_deferring_count_in_full(self):
        agreed = Table(story(option("b", moves=["delegate"]))).play("b")
        deferred = Table(story(option("b", moves=["delegate"]))).play("a", "b", mode="defer")
        assert agreed["ceo.freedom"] == pytest.approx(moved(AGREED, 14), abs=0.01)
        assert deferred["ceo.freedom"] == 64
