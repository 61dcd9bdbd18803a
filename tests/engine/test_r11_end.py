"""R11: the end of play, the year after it, and how it is judged."""

import numpy as np
import pytest

from game.engine.events import ChairEmptied, Ended, Landed, PromiseSettled, Surfaced, WeekPassed
from game.engine.scene_flow import summarize_epilogue
from game.engine.stocks import INDEX
from tests.engine.arrays import from_hundredths, run
from tests.engine.crisis import Table, crisis, fact, later, option, scene

COLD = {"cto.trust": 12, "cto.freedom": 12, "ceo.trust": 12}
OTHERWISE = {"id": "otherwise", "tier": "poor", "title": "t", "text": "t"}


def endings(*conditions):
    """Return an ending for each condition, called e0, e1, .., and one for all else."""
    written = [
        {"id": f"e{n}", "tier": "good", "when": when, "title": "t", "text": "t"} for n, when in enumerate(conditions)
    ]
    return [*written, OTHERWISE]


def ended(*options, when, pick="a", **fields):
    """Return the ending of a one-scene crisis."""
    return Table(crisis(scene("one", *options), endings=endings(*when), **fields)).play(pick).state.ending


class TestAllThatIsPendingLands:
    def test_effects_facts_and_promises(self):
        promise = {"id": "p", "by": "cto", "text": "x", "due": 5, "kept": "flag.up"}
        doing = option("a", later=[later(9, {"sales": 6})], promise=promise, set=["up"])
        facts = {"f": fact("ceo", "face", surfaces={"after": 9, "by": "lan", "text": "x", "effects": {"culture": -2}})}
        table = Table(crisis(scene("one", doing, say=["f"]), facts=facts)).play("a")
        kinds = [type(event) for event in table.told if isinstance(event, Landed | Surfaced | PromiseSettled | Ended)]
        assert kinds == [Landed, Surfaced, PromiseSettled, Ended]
        assert (table["sales"], table["culture"]) == (54, 50)
        assert table.last(PromiseSettled).status == "kept"
        assert (table.state.pending, table.state.phase, table.asks) == ((), "over", [])

    def test_where_its_condition_holds(self):
        doing = option("a", later=[later(9, {"sales": 6}, when="week > 3")])
        assert Table(crisis(scene("one", doing))).play("a")["sales"] == 48

    def test_and_counts_for_how_it_ended(self):
        doing = option("a", later=[later(9, {"culture": 15})])
        assert ended(doing, when=["culture >= 56"]) == "e0"
        assert ended(doing, when=["culture >= 56"], pick="b") == "otherwise"


class TestTheYearAfter:
    def test_it_is_fifty_two_weeks_at_pace_one_with_no_moves_and_no_rounding(self):
        table = Table(crisis(scene("one", weeks=2), pace=3)).play("a")
        year = summarize_epilogue(table.state)
        expected = run(from_hundredths(table.state.stocks), 52, pace=1)
        assert np.array_equal(year.weeks, expected)

    def test_in_endings_a_stock_is_its_mean_over_the_year(self):
        bump = option("a", effects={"csat_service": 20})
        assert ended(bump, when=["csat_service >= 70"]) == "otherwise"
        assert ended(bump, when=["csat_service >= 56"]) == "e0"
        assert ended(bump, when=["csat_service >= 56"], pick="b") == "otherwise"

    def test_a_mean_counts_as_the_whole_number_of_points(self):
        table = Table(crisis(scene("one"))).play("a")
        mean = summarize_epilogue(table.state).means[INDEX["support"]]
        shown = round(mean / 100)
        assert ended(when=[f"support == {shown}"]) == "e0"

    def test_flags_facts_and_pledges_are_as_at_the_end_of_play(self):
        scenes = [scene("one", option("a", set=["up"]), say=["f"]), scene("two")]
        when = "flag.up and said.f and pledge.ceo.people and not pledge.cto.people"
        story = crisis(*scenes, facts={"f": fact("ceo")}, endings=endings(when))
        table = Table(story).play("a", say=["f"], pledge={"ceo": "people", "cto": "cash"}).play("a")
        assert table.state.ending == "e0"
        assert Table(story).play("a", say=["f"]).play("a").state.ending == "otherwise"

    def test_the_first_that_holds_wins(self):
        assert ended(when=["week < 0", "week == 0", "week >= 0"]) == "e1"

    def test_the_end_is_told_with_its_tier(self):
        table = Table(crisis(scene("one"), endings=endings("week == 0"))).play("a")
        assert [(event.ending, event.tier) for event in table.all(Ended)] == [("e0", "good")]


class TestInsolvent:
    def test_cash_below_nothing_in_a_week_ends_play_at_once(self):
        spending = option("a", effects={"cash": -100})
        story = crisis(
            scene("one", spending, weeks=4, by="ceo"), scene("two"), company={"cash": 60}, endings=endings("week >= 0")
        )
        table = Table(story).play("a")
        assert (table.state.phase, table.state.ending, table.last(Ended).tier) == ("over", "insolvent", "poor")
        assert table.state.count == 1
        assert Table(story).play("b").state.phase != "over"

    def test_so_does_running_out_of_it_in_the_year_after(self):
        failing = {"cash": 100, "customers": 150}
        assert ended(when=["week >= 0"], company=failing) == "insolvent"
        assert ended(when=["week >= 0"], company={**failing, "cash": 1500}) == "e0"

    def test_what_is_paid_back_before_a_week_has_passed_was_never_missing(self):
        spending, paying = option("a", effects={"cash": -100}), option("b", effects={"cash": 200})
        one, two = scene("one", spending, by="ceo"), scene("two", paying, by="ceo", plain=("a",), weeks=1)
        table = Table(crisis(one, two, scene("three"), company={"cash": 60})).play("a")
        assert table["cash"] == 60 - 99  # two who are aligned by 50.4 save one of the hundred (R17)
        assert table.play("b").state.phase != "over"


class TestTheChairThatEmpties:
    def cold(self, *weeks, **fields):
        scenes = [scene(f"s{n}", weeks=w, by="ceo") for n, w in enumerate(weeks)]
        story = crisis(*scenes, dyad={**COLD, **fields}, endings=endings("flag.chair_empty"))
        return Table(story, partners=["cto"])

    def test_the_cto_leaves_after_four_weeks_of_neither_trust_nor_freedom(self):
        table = self.cold(9, 1).play()
        assert [event.week for event in table.all(ChairEmptied)] == [4]
        assert len(table.all(WeekPassed)) == 4
        assert (table.state.phase, table.state.ending) == ("over", "e0")
        assert "chair_empty" in table.state.flags

    def test_three_weeks_are_borne(self):
        table = self.cold(3, 0, 0).play()
        assert (table.state.scene, table.all(ChairEmptied), table.state.cold_weeks) == ("s1", [], 3)

    def test_the_weeks_may_lie_in_several_scenes(self):
        table = self.cold(2, 0, 4, 0).play().play().play()
        assert [event.week for event in table.all(ChairEmptied)] == [4]

    def test_a_week_that_is_better_starts_the_count_again(self):
        warmer = option("b", effects={"cto.trust": 15})
        colder = option("c", effects={"cto.trust": -18})
        weeks = enumerate((3, 1, 3, 1, 0))
        scenes = [scene(f"s{n}", warmer, colder, plain=("a",), weeks=w, by="ceo") for n, w in weeks]
        table = Table(crisis(*scenes, dyad={**COLD, "cto.trust": 15}), partners=["cto"])
        table.play("a").play("b").play("c")
        assert (table.state.week, table.state.cold_weeks) == (7, 3)
        assert not table.all(ChairEmptied)

    @pytest.mark.parametrize("stock", ["cto.trust", "cto.freedom"])
    def test_one_of_the_two_is_enough_to_stay(self, stock):
        assert not self.cold(9, 0, **{stock: 60}).play().all(ChairEmptied)

    def test_the_ceo_never_leaves(self):
        table = Table(crisis(scene("one", weeks=9), scene("two"), dyad={"ceo.trust": 5, "ceo.freedom": 5})).play()
        assert not table.all(ChairEmptied)

    def test_the_chair_stands_empty_for_half_a_year_and_is_hard_to_fill(self):
        table = self.cold(9, 1).play()
        year = np.array(summarize_epilogue(table.state).weeks)
        bridge, clarity = year[:, INDEX["bridge"]], year[:, INDEX["clarity"]]
        assert (bridge[:26] == 0).all()
        assert bridge[27] > 0
        assert clarity[26] == 20
        assert clarity[25] > 25
        for chair in ("ceo", "cto"):
            before = table.state.weeks[2][INDEX[f"{chair}.gap"]]
            assert table.state.weeks[3][INDEX[f"{chair}.gap"]] - before == pytest.approx(2500, abs=150)
        assert summarize_epilogue(table.state).leaving == 0  # a successor has said nothing, and stays
        kept = run(from_hundredths(table.state.stocks), 52)
        assert year[26, INDEX["engineering"]] < kept[26, INDEX["engineering"]] - 2

    def test_leaving_in_the_year_after_lowers_the_year_but_raises_no_flag(self):
        table = self.cold(0).play()
        assert table.state.ending == "otherwise"
        assert (np.array(summarize_epilogue(table.state).weeks)[4:30, INDEX["bridge"]] == 0).all()
        assert [event.week for event in table.all(ChairEmptied)] == [table.state.week + 4]
