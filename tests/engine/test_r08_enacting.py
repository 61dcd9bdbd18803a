"""R8 and R9: what happens as an option is enacted, in which order, by whom, and how much of it counts."""

import pytest

from game.engine.events import Changed, Enacted
from tests.engine.crisis import Table, crisis, later, option, scene


def story(*options, owner="cto", by="both", **fields):
    return crisis(scene("one", *options, owner=owner, by=by, board="a"), scene("two"), scene("three"), **fields)


def made(*moves, owner="cto", actor=None, by="both", **fields):
    """Return the table after option `a` with these moves was agreed."""
    acting = {"actor": actor} if actor else {}
    return Table(story(option("a", moves=list(moves), **acting), owner=owner, by=by, **fields)).play("a")


def causes(table, stock):
    return [entry.cause for entry in table.state.ledger if entry.stock == stock]


class TestTheOrder:
    def test_the_resolution_comes_first_then_the_moves_in_order_then_the_effects(self):
        doing = option("b", moves=["deny", "appreciate"], effects={"ceo.trust": 2})
        table = Table(story(doing)).play("a", "b", mode="object")
        assert causes(table, "ceo.trust") == ["move:insist", "move:deny", "move:appreciate", "option:one.b"]
        trust = 48 - 3 * 48 / 50
        assert table["ceo.trust"] == pytest.approx(trust + 1.5 * (100 - trust) / 50 + 2, abs=0.01)

    def test_flags_promises_and_later_effects_follow(self):
        promise = {"id": "p", "by": "cto", "text": "x", "due": 2, "kept": "flag.up"}
        doing = option("a", set=["up"], promise=promise, later=[later(2, {"sales": 3})])
        table = Table(story(doing)).play("a")
        assert "up" in table.state.flags
        assert [(p.id, p.by, p.status, p.due) for p in table.state.promises] == [("p", "cto", "open", 3)]
        assert [(p.due, p.scene, p.option, p.cued) for p in table.state.pending] == [(3, "one", "a", True)]
        assert table["ceo.trust"] == 52

    def test_the_consequence_is_the_first_text_that_holds_with_what_each_chair_alone_reads(self):
        result = [{"when": "chose.one.b", "text": "no"}, {"when": "flag.up", "text": "yes"}, {"text": "else"}]
        doing = option("a", set=["up"], result=result, private={"cto": "x"}, later=[later(1)])
        told = Table(story(doing)).play("a").last(Enacted)
        assert told.lines == ("scenes.one.options.a.result.1.text",)
        assert told.private == {"cto": ("scenes.one.options.a.private.cto",)}
        assert told.cues == ("scenes.one.options.a.later.0.cue",)

    def test_effects_are_plain_points_clamped_to_their_range(self):
        doing = option("a", effects={"culture": 20, "sales": -20, "customers": -40, "cash": -300, "debt": [2, 3]})
        found = {"culture": 90, "sales": 10, "customers": 30, "cash": 100}
        table = Table(story(doing, company=found)).play("a")
        assert (table["culture"], table["sales"], table["customers"], table["debt"]) == (100, 0, 0, 50)
        assert table["cash"] == -200

    def test_a_step_is_never_more_than_fifty_points_at_mid_scale(self):
        table = made(*[{"delegate": "double"}] * 6)
        assert 50 < table["ceo.freedom"] <= 100


class TestStrength:
    @pytest.mark.parametrize(("how", "points"), [("half", 1.5), (None, 3), ("double", 6)])
    def test_an_authored_move_is_half_whole_or_double(self, how, points):
        table = made({"appreciate": how} if how else "appreciate")
        assert table["ceo.trust"] == 50 + points

    def test_gaps_close_by_half_the_share_or_twice(self):
        for how, left in (("half", 0.875), ("double", 0.75**2)):
            table = made({"ask": how}, owner="ceo")
            assert table["ceo.gap"] == pytest.approx(40.5 * left, abs=0.005)


class TestWhoDoesItToWhom:
    def test_the_owner_acts_where_both_decide(self):
        assert made("appreciate", owner="cto")["ceo.trust"] == 53
        assert made("appreciate", owner="ceo")["cto.trust"] == 53

    def test_who_decides_alone_acts(self):
        assert made("appreciate", by="cto")["ceo.trust"] == 53
        assert made("appreciate", by="ceo")["cto.trust"] == 53

    def test_unless_the_option_says_who_acts(self):
        table = made("appreciate", owner="cto", actor="ceo")
        assert (table["cto.trust"], table["ceo.trust"]) == (53, 50)
        assert made("appreciate", by="ceo", actor="cto")["ceo.trust"] == 53

    def test_after_an_override_the_ceo_acts(self):
        table = Table(story(option("a", moves=["deny"]))).play("a", "b", mode="override")
        assert table["cto.trust"] == pytest.approx(42 - 3 * 42 / 50)

    def test_joint_solving_is_always_both_of_them(self):
        for owner in ("ceo", "cto"):
            table = made("joint_solve", owner=owner)
            for chair in ("ceo", "cto"):
                # target +5, then actor +4 (the CEO acts first: target and actor columns come in one order for all)
                ways = {50 + 5 + 4 * 45 / 50, 50 + 4 + 5 * 46 / 50}
                assert any(table[f"{chair}.trust"] == pytest.approx(way) for way in ways)
                assert table[f"{chair}.gap"] == pytest.approx(40.5 * 0.75, abs=0.01)
            assert table["clarity"] == 40 + 3 * 60 / 50

    def test_clarifying_is_always_both_of_them_and_counts_once(self):
        table = made("clarify")
        assert table["clarity"] == 52
        assert table["ceo.gap"] == table["cto.gap"] == pytest.approx(40.5 * 0.85, abs=0.01)
        assert dict(table.state.memory) == {"ceo": 560, "cto": 560}

    def test_blame_on_the_other_chair_hurts_it_and_the_blamers_own_trust(self):
        table = made("blame", owner="cto")
        assert (table["ceo.trust"], table["ceo.safety"], table["cto.trust"]) == (42, 38, 46)
        assert table["bridge"] == pytest.approx(20 - 3 * 20 / 50)
        assert table.state.wounds["ceo"].breach.kind == "character"

    def test_blame_on_somebody_else_makes_both_chairs_less_safe_by_half(self):
        table = made({"blame": {"on": "lan"}})
        assert (table["ceo.safety"], table["cto.safety"]) == (44, 44)
        assert table["bridge"] == pytest.approx(20 - 3 * 20 / 50)
        assert (table["ceo.trust"], table["cto.trust"]) == (50, 50)
        assert table.state.wounds["ceo"].breach is None

    def test_words_to_others_are_effects_and_no_move(self):
        table = Table(story(option("a", effects={"csat_service": 3}))).play("a")
        assert dict(table.state.memory) == {"ceo": 120, "cto": 120}
        assert [event.stock for event in table.all(Changed)] == ["csat_service"]

    def test_an_option_is_felt_once_as_the_sum_of_its_moves(self):
        table = made("own", "appreciate", owner="ceo")
        assert table.state.memory["cto"] == round(2500 + 0.12 * (1000 - 2500))
        half = made({"appreciate": "half"}, owner="ceo")
        assert half.state.memory["cto"] == round(1125 + 0.12 * (1000 - 1125))

    def test_withholding_is_not_felt(self):
        table = made("withhold", owner="ceo")
        assert table["cto.gap"] == 48.5
        assert table.state.memory["cto"] == 120


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
        for points in (2, -3, 1.5):
            trust += points * ((100 - trust) if points > 0 else trust) / 50
        assert acted["ceo.trust"] == pytest.approx(trust, abs=0.02)
        freedom = plain["ceo.freedom"]
        assert acted["ceo.freedom"] == pytest.approx(freedom + 5 * (100 - freedom) / 50, abs=0.02)
        safety = plain["ceo.safety"]
        for points in (3, 2):
            safety += points * (100 - safety) / 50
        assert acted["ceo.safety"] == pytest.approx(safety, abs=0.02)

    @pytest.mark.parametrize(("mode", "points"), [("defer", 2), ("object", 1)])
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
        for points in (2, 3):
            clarity += points * (100 - clarity) / 50
        assert acted["clarity"] == pytest.approx(clarity, abs=0.02)
        assert acted["cto.gap"] == pytest.approx(plain["cto.gap"] * 0.75, abs=0.02)

    def test_agreeing_and_deferring_count_in_full(self):
        agreed = Table(story(option("b", moves=["delegate"]))).play("b")
        deferred = Table(story(option("b", moves=["delegate"]))).play("a", "b", mode="defer")
        assert agreed["ceo.freedom"] == deferred["ceo.freedom"] == 60
