"""R17: how well two carry out what they have decided, and what that makes of it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.engine.events import Enacted, Landed
from game.engine.scenario import Effect
from game.engine.state_draft import scale_effect
from game.engine.stocks import STOCKS, WORSE_WHEN_HIGH
from tests.engine.carrying import aligned, counted
from tests.engine.crisis import Table, crisis, fact, later, option, scene

ALIGNED = 50.375
"""The alignment of a neutral pair: .30 * 50 + .25 * 50 + .25 * 59.5 + .20 * 40."""
POOR = {"ceo.trust": 10, "cto.trust": 10, "ceo.safety": 10, "cto.safety": 10, "ceo.gap": 90, "cto.gap": 90}
GOOD = {"ceo.trust": 95, "cto.trust": 95, "ceo.safety": 95, "cto.safety": 95, "ceo.gap": 5, "cto.gap": 5}

PLANNED = ("culture", "sales", "debt", "cash", "customers")
effects = st.builds(Effect, st.sampled_from(STOCKS[10:]), st.integers(-60, 60))
shares = st.floats(0, 100)


def story(*options, by="both", **fields):
    scenes = [scene(name, *options, by=by, board="b", say=["f"]) for name in ("one", "two", "three")]
    return crisis(*scenes, facts={"f": fact("ceo")}, **fields)


def decided(*options, dyad=None, **how):
    """Return the table after the first scene, with how well it was carried out."""
    table = Table(story(*options, dyad=dyad or {})).play(**how)
    return table, table.all(Enacted)[0].carried


def added(table):
    """Return what the way of deciding added to the alignment that the pair had as the option was enacted."""
    return table.all(Enacted)[0].carried - round(aligned(table))


class TestHowWell:
    def test_it_is_their_alignment_where_one_decides_alone(self):
        table = Table(crisis(scene("one", by="cto"), scene("two"))).play("a")
        assert aligned(table) == pytest.approx(ALIGNED)
        assert table.last(Enacted).carried == 50

    @pytest.mark.parametrize(
        ("how", "adds"),
        [
            ({"ceo": "a"}, 15),
            ({"ceo": "a", "cto": "b", "final": {"cto": "a"}}, 10),
            ({"ceo": "a", "cto": "b", "final": {"ceo": "b"}}, 10),
            ({"ceo": "a", "cto": "b", "final": {"ceo": "sit", "cto": "sit"}}, 15),
            ({"ceo": "a", "cto": "b", "mode": "defer"}, 0),
            ({"ceo": "a", "cto": "b", "mode": "object"}, -5),
            ({"ceo": "a", "cto": "b", "mode": "escalate"}, -15),
            ({"ceo": "a", "cto": "b", "mode": "override"}, -25),
        ],
    )
    def test_the_way_it_was_decided_adds_or_takes(self, how, adds):
        table, carried = decided(**how)
        assert carried == round(aligned(table) + adds)

    def test_to_meet_at_what_neither_picked_first_is_not_to_come_round(self):
        """As in R19, where it is neither agreement nor coming round."""
        table, carried = decided(option("c"), ceo="a", cto="b", final={"ceo": "c", "cto": "c"})
        assert table.all(Enacted)[0].option == "c"
        assert carried == round(aligned(table))

    def test_a_quarrel_after_the_same_first_picks_counts_as_what_it_is(self):
        table, carried = decided(ceo="b", cto="b", final={"ceo": "a"}, mode="defer")
        assert carried == round(aligned(table))

    @pytest.mark.parametrize(("guesses", "adds"), [((), 0), (("ceo",), 8), (("ceo", "cto"), 16)])
    def test_each_right_guess_of_the_others_pick_adds_eight(self, guesses, adds):
        table = Table(story())
        picks = {"ceo": "a", "cto": "b"}
        for chair, other in (("ceo", "cto"), ("cto", "ceo")):
            guess = {"guess": picks[other] if chair in guesses else picks[chair]}
            table.give("first", chair, option=picks[chair], **guess)
        table.play("a", "b", mode="defer")
        assert table.all(Enacted)[0].carried == round(aligned(table) + adds)

    def test_it_stays_within_nothing_and_all(self):
        assert decided(dyad=POOR, ceo="a", cto="b", mode="override")[1] == 0
        assert decided(dyad={**GOOD, "clarity": 95}, ceo="a")[1] == 100


class TestWhatItMakesOfADecision:
    DOING = option("a", effects={"sales": 10, "culture": -10, "debt": 10, "strain": -10, "cash": -200})
    STOCK_POINTS = (("sales", 10), ("culture", -10), ("debt", 10), ("strain", -10), ("cash", -200))

    @pytest.mark.parametrize("dyad", [{}, POOR, GOOD], ids=["plain", "poor", "good"])
    @pytest.mark.parametrize("by", ["ceo", "both"])
    def test_gains_count_more_and_losses_less_the_better_it_is_carried_out(self, dyad, by):
        table = Table(story(self.DOING, dyad=dyad, by=by)).play("a")
        carried = min(aligned(table) + 15 * (by == "both"), 100)
        before = dict(zip(STOCKS, table.scenario.start, strict=True))
        for stock, points in self.STOCK_POINTS:
            assert table[stock] - before[stock] / 100 == pytest.approx(counted(points, carried, stock))

    def test_worked_figures(self):
        """At 90 a gain counts twice and a loss a quarter; at 10 it is a quarter and twice; at 50 both as written."""
        for carried, gain, loss in ((90, 20, -2), (50, 10, -10), (10, 2, -20)):
            assert scale_effect(Effect("sales", 10), carried).points == gain
            assert scale_effect(Effect("sales", -10), carried).points == loss
            assert scale_effect(Effect("debt", -10), carried).points == -gain
            assert scale_effect(Effect("debt", 10), carried).points == -loss

    @given(effects, shares)
    def test_a_sign_never_turns(self, effect, carried):
        after = scale_effect(effect, carried)
        assert after.points * effect.points >= 0
        assert after.stock == effect.stock

    @given(effects, shares, shares)
    def test_carried_out_better_it_is_never_worse(self, effect, one, other):
        sign = -1 if effect.stock in WORSE_WHEN_HIGH else 1
        worse, better = (sign * scale_effect(effect, carried).points for carried in sorted((one, other)))
        assert worse <= better

    @given(effects, shares)
    def test_it_is_what_the_rule_says_in_whole_points(self, effect, carried):
        assert scale_effect(effect, carried).points == counted(effect.points, carried, effect.stock)

    def test_later_effects_count_by_alignment_as_they_land(self):
        doing = option("a", later=[later(1, {"sales": 20})])
        table = Table(story(doing)).play("a")
        (landed,) = table.all(Landed)
        assert [effect.points for effect in landed.effects] == [counted(20, aligned(table))]
        spoiled = Table(story(option("a", effects={"cto.trust": -40}, later=[later(1, {"sales": 20})]))).play("a")
        assert spoiled["sales"] < table["sales"]


class TestHowItIsTold:
    @settings(max_examples=50, deadline=None)
    @given(
        st.lists(st.tuples(st.sampled_from(PLANNED), st.integers(-30, 30)), min_size=1, max_size=5),
        st.integers(0, 100),
        st.sampled_from(["defer", "object", "override"]),
    )
    def test_what_was_planned_and_how_it_was_carried_out_sum_to_the_change(self, planned, culture, mode):
        listed = {}
        for stock, points in planned:
            listed[stock] = [*listed.get(stock, []), points or 1]
        doing = [option(name, effects=listed) for name in ("a", "b")]
        table = Table(crisis(scene("one", *doing), company={"culture": culture})).play("a", "b", mode=mode)
        ledger = table.state.ledger
        for stock in listed:
            lines = [entry for entry in ledger if entry.stock == stock]
            assert {entry.cause.partition(":")[0] for entry in lines} <= {"option", "carried"}
            start = dict(zip(STOCKS, table.scenario.start, strict=True))[stock]
            assert sum(entry.points for entry in lines) == round(table[stock] * 100) - start

    def test_the_plan_is_told_as_it_was_written(self):
        table = Table(crisis(scene("one", option("a", effects={"sales": 10, "debt": 10}), by="both"))).play("a")
        found = {(entry.stock, entry.cause): entry.points for entry in table.state.ledger}
        assert found["sales", "option:one.a"] == found["debt", "option:one.a"] == 1000
        assert found["sales", "carried:one.a"] == 400
        assert found["debt", "carried:one.a"] == -400
