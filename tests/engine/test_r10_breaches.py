"""R10 through whole scenes: what is broken, what mends it, and what never quite heals; and promises."""

import pytest

from game.engine.events import PromiseSettled, SceneOpened
from tests.engine.crisis import Table, crisis, fact, option, scene

MOVES = ("blame", "own", "amends", "joint_solve", "appreciate", "deny", "override")
OPTIONS = [option(move, moves=[move], actor="ceo") for move in MOVES]
KEPT = {"after": 1, "by": "lan", "text": "x"}


def story(*weeks, **fields):
    """Return a crisis of scenes that offer one move each by the CEO, with so many weeks after each."""
    scenes = [scene(f"s{n}", *OPTIONS, plain=(), weeks=w, by="ceo") for n, w in enumerate(weeks or [0] * 8)]
    return crisis(*scenes, **fields)


def after(*picks, weeks=()):
    table = Table(story(*weeks))
    for pick in picks:
        table.play(pick)
    return table


def breach(table, chair="cto"):
    return table.state.wounds[chair].breach


class TestBreaches:
    def test_blame_opens_one_in_the_target_alone(self):
        table = after("blame")
        assert (breach(table).kind, breach(table).size, breach(table).age) == ("character", 1120, 0)
        assert breach(table, "ceo") is None

    def test_a_second_one_makes_it_deeper_and_not_two(self):
        table = after("blame", "blame")
        assert breach(table).size == 1120 + 869
        assert table.state.wounds["cto"].opened == 1

    def test_it_is_never_larger_than_thirty(self):
        assert breach(after(*["blame"] * 8)).size == 3000

    def test_the_worse_kind_stays(self):
        facts = {"f": fact("ceo", "confidential", surfaces=KEPT)}
        scenes = [scene(f"s{n}", *OPTIONS, plain=(), owner="ceo", say=["f"]) for n in range(4)]
        slipped = Table(crisis(*scenes, facts=facts)).play("amends")
        assert breach(slipped).kind == "competence"
        assert breach(slipped.play("blame")).kind == "character"
        lied = Table(crisis(*scenes, facts={"f": fact("ceo", "face", surfaces=KEPT)})).play("blame")
        assert breach(lied).kind == "integrity"

    def test_while_it_is_open_good_moves_count_less(self):
        table = after("blame", "appreciate")
        assert table["cto.trust"] == pytest.approx(38.8 + 4.2 * 61.2 / 50 * (1 - 11.2 / 60), abs=0.01)
        unhurt = Table(crisis(scene("one", option("a", moves=["appreciate"]), by="ceo"), dyad={"cto.trust": 39}))
        assert unhurt.play("a", until="never")["cto.trust"] == pytest.approx(39 + 4.2 * 61 / 50, abs=0.01)


class TestRepairs:
    @pytest.mark.parametrize(("move", "rho"), [("own", 0.40), ("amends", 0.50), ("joint_solve", 0.40), ("deny", 0.0)])
    def test_each_gives_back_its_part_of_what_was_lost(self, move, rho):
        assert breach(after("blame", move)).size == round(1120 * (1 - rho))

    def test_owning_it_gives_trust_back_at_once(self):
        assert after("blame", "own")["cto.trust"] == pytest.approx(38.8 + 4.48)

    def test_the_same_repair_works_once_a_breach(self):
        once, twice = after("blame", "own"), after("blame", "own", "own")
        assert breach(once).size == breach(twice).size
        assert once["cto.trust"] == twice["cto.trust"]

    def test_different_repairs_add_up(self):
        assert breach(after("blame", "own", "amends")).size == 336

    def test_it_closes_when_almost_nothing_is_left(self):
        table = after("blame", "own", "amends", "joint_solve", "appreciate")
        assert breach(table).size == 336 - 134
        small = Table(story(dyad={"cto.trust": 10})).play("blame").play("own").play("amends")
        assert breach(small) is None

    def test_the_next_breach_is_harder_to_repair(self):
        table = Table(story(dyad={"cto.trust": 10}))
        for pick in ("blame", "own", "amends", "override"):
            table.play(pick)
        assert (breach(table).repeats, table.state.wounds["cto"].opened) == (1, 2)
        size = breach(table).size
        table.play("own")
        assert size - (breach(table).size if breach(table) else 0) == round(size * 0.40 * 0.5)

    def test_a_late_repair_is_worth_less(self):
        late = after("blame", "own", weeks=(8, 0, 0))
        assert breach(late).size == round(1120 - 1120 * 0.40 * 0.5)

    def test_weeks_make_it_old_and_in_the_end_close_it(self):
        assert breach(after("blame", weeks=(5, 0, 0))).age == 5
        assert breach(after("blame", "appreciate", weeks=(13, 12, 0))).age == 25
        assert breach(after("blame", "appreciate", weeks=(13, 13, 0))) is None

    def test_scenes_without_weeks_do_not_age_it(self):
        assert breach(after("blame", "appreciate", "appreciate")).age == 0


class TestScars:
    def found_out(self, times):
        names = ["f", "g", "h", "i"][:times]
        facts = {name: fact("ceo", "face", 1, surfaces=KEPT) for name in names}
        scenes = [
            scene("s0", say=names, owner="ceo"),
            *(scene(f"s{n}", option("a", moves=[{"appreciate": "double"}] * 8), owner="ceo") for n in range(1, 12)),
        ]
        table = Table(crisis(*scenes, facts=facts, dyad={"cto.trust": 90}))
        for _ in range(11):
            table.play("a")
        return table

    @pytest.mark.parametrize(("times", "ceiling"), [(1, 85), (2, 70), (3, 55), (4, 55)])
    def test_each_time_one_is_found_out_trust_can_reach_less(self, times, ceiling):
        table = self.found_out(times)
        assert table.state.wounds["cto"].scars == times
        assert ceiling - 3 < table["cto.trust"] <= ceiling

    def test_blame_leaves_none(self):
        assert after("blame", "blame").state.wounds["cto"].scars == 0


class TestPromises:
    def story(self, *more):
        kept = {"by": "cto", "text": "x", "due": 2, "kept": "flag.done"}
        promises = [option("c", promise={"id": name, **kept}) for name in ("p", "q")]
        done = option("b", set=["done"])
        first = [scene(f"s{n}", promising, done, *more, by="cto") for n, promising in enumerate(promises)]
        return crisis(*first, *(scene(f"s{n}", done, *more, by="cto") for n in range(2, 6)))

    def settled(self, *picks, more=()):
        table = Table(self.story(*more))
        for pick in picks:
            table.play(pick)
        return table

    def test_a_promise_is_welcome(self):
        table = self.settled("c")
        assert (table["ceo.trust"], table["cto.trust"]) == (52.8, 50)
        assert table.state.memory["ceo"] == round(450 + 0.06 * (1000 - 450))

    def test_it_is_settled_as_the_scene_opens_in_which_it_is_due(self):
        assert not self.settled("c").all(PromiseSettled)
        table = self.settled("c", "b")
        assert (table.state.count, table.last(PromiseSettled).status) == (3, "kept")

    def test_kept_it_builds_trust(self):
        table = self.settled("c", "b")
        assert table["ceo.trust"] == pytest.approx(52.8 + 5.6 * 47.2 / 50, abs=0.01)
        assert breach(table, "ceo") is None

    def test_broken_it_is_a_breach_of_integrity_without_a_scar_the_first_time(self):
        table = self.settled("c", "a")
        assert table["ceo.trust"] == pytest.approx(52.8 - 11.2 * 52.8 / 50, abs=0.01)
        assert (breach(table, "ceo").kind, breach(table, "ceo").size) == ("integrity", 1183)
        assert table.state.wounds["ceo"].scars == 0
        assert table.state.memory["ceo"] < 0

    def test_broken_again_it_leaves_a_scar(self):
        table = self.settled("c", "c", "a", "a")
        assert [event.status for event in table.all(PromiseSettled)] == ["broken", "broken"]
        assert table.state.wounds["ceo"].scars == 1

    def test_talked_over_in_time_it_costs_little_and_is_never_broken(self):
        table = self.settled("c", "d", "a", "a", more=[option("d", renegotiates="p")])
        assert [event.status for event in table.all(PromiseSettled)] == ["renegotiated"]
        assert table["ceo.trust"] == pytest.approx(52.8 - 1.4 * 52.8 / 50, abs=0.01)
        assert breach(table, "ceo") is None

    def test_once_it_was_broken_there_is_nothing_to_talk_over(self):
        table = self.settled("c", "a", "d", more=[option("d", renegotiates="p")])
        assert [event.status for event in table.all(PromiseSettled)] == ["broken"]

    def test_conditions_can_read_how_it_ended(self):
        promise = {"id": "p", "by": "cto", "text": "x", "due": 1, "kept": "flag.done"}
        also = [{"when": "kept.p", "text": "x"}, {"when": "broken.p", "text": "x"}]
        story = crisis(scene("one", option("a", promise=promise, set=["done"])), scene("two", also=also))
        assert Table(story).play("a").last(SceneOpened).lines == ("scenes.two.text", "scenes.two.also.0.text")
        assert Table(story).play("b").last(SceneOpened).lines == ("scenes.two.text",)
