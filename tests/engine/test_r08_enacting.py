"""R8: what happens as an option is enacted, in which order, and how strongly."""

import pytest

from game.engine.events import Enacted
from tests.engine.agreed import AGREED, causes, made, moved, story
from tests.engine.crisis import Table, later, option


class TestTheOrder:
    def test_the_resolution_comes_first_then_the_moves_in_order_then_the_effects(self):
        doing = option("b", moves=["deny", "appreciate"], effects={"ceo.trust": 2})
        table = Table(story(doing)).play("a", "b", mode="object")
        assert causes(table, "ceo.trust") == ["move:insist", "move:deny", "move:appreciate", "option:one.b"]
        trust = moved(moved(moved(50, -2.8), -4.2), 2.1)
        assert table["ceo.trust"] == pytest.approx(trust + 2, abs=0.01)

    def test_flags_promises_and_later_effects_follow(self):
        promise = {"id": "p", "by": "cto", "text": "x", "due": 2, "kept": "flag.up"}
        doing = option("a", set=["up"], promise=promise, later=[later(2, {"sales": 3})])
        table = Table(story(doing)).play("a")
        assert "up" in table.state.flags
        assert [(p.id, p.by, p.status, p.due) for p in table.state.promises] == [("p", "cto", "open", 3)]
        assert [(p.due, p.scene, p.option, p.cued) for p in table.state.pending] == [(3, "one", "a", True)]
        assert table["ceo.trust"] == pytest.approx(moved(AGREED, 2.8), abs=0.01)

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
        table = Table(story(doing, by="ceo", company=found)).play("a")
        assert (table["culture"], table["sales"], table["customers"], table["debt"]) == (100, 0, 0, 50)
        assert table["cash"] == 100 - 297  # carried out by two who are aligned by 50.4 (R17)

    def test_a_step_is_never_more_than_fifty_points_at_mid_scale(self):
        table = made(*[{"delegate": "double"}] * 6)
        assert 50 < table["ceo.freedom"] <= 100


class TestStrength:
    @pytest.mark.parametrize(("how", "points"), [("half", 2.1), (None, 4.2), ("double", 8.4)])
    def test_an_authored_move_is_half_whole_or_double(self, how, points):
        table = made({"appreciate": how} if how else "appreciate", by="cto")
        assert table["ceo.trust"] == 50 + points

    def test_gaps_close_by_half_the_share_or_twice(self):
        for how, left in (("half", 0.875), ("double", 0.75**2)):
            table = made({"ask": how}, owner="ceo")
            assert table["ceo.gap"] == pytest.approx(40.5 * left, abs=0.005)
