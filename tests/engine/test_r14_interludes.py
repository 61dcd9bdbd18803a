"""R14 and R15: the coffees between scenes, and what each chair will not sacrifice."""

import pytest

from game.engine import rules
from game.engine.events import Changed, CoffeeTaken, Pledged, Revealed, SceneOpened
from game.engine.stocks import CHAIRS
from game.playthrough.visibility import build_chair_view
from tests.engine.crisis import Table, crisis, fact, option, scene


def story(*options, **fields):
    scenes = [scene("one", *options, say=["f"], by="ceo"), scene("two", coffee=True, by="ceo")]
    more = [scene(f"s{n}", *options, by="ceo") for n in (3, 4)]
    return crisis(*scenes, *more, facts={"f": fact("cto", "face")}, **fields)


def coffee(ceo="checkin", cto="checkin", **how):
    table = Table(story()).play(until="coffee", **how)
    before = dict(table.state.memory)
    table.give("coffee", "ceo", what=ceo).give("coffee", "cto", what=cto)
    return table, before


class TestWhenThereIsTime:
    def test_just_before_the_scene_that_says_so(self):
        table = Table(story()).play(until="coffee")
        assert [(ask.kind, ask.chair) for ask in table.asks] == [("coffee", "ceo"), ("coffee", "cto")]
        assert [event.scene for event in table.all(SceneOpened)] == ["one"]
        table.give("coffee", "ceo", what="work").give("coffee", "cto", what="work")
        assert [event.scene for event in table.all(SceneOpened)] == ["one", "two"]

    def test_each_chair_picks_one_of_four_or_keeps_working(self):
        table = Table(story()).play(until="coffee")
        assert table.ask("coffee", "ceo").choices == ("ask", "credit", "money", "checkin", "work")
        assert table.ask("coffee", "cto").choices == ("ask", "credit", "bridge", "checkin", "work")
        with pytest.raises(rules.IllegalAnswerError):
            table.give("coffee", "ceo", what="bridge")

    def test_it_comes_once_where_a_scene_comes_again(self):
        again = scene("two", option("a", then="one"), coffee=True, weeks=1)
        table = Table(crisis(scene("one"), again, scene("three")))
        table.play().play("a").play()
        assert table.state.visits == {"one": 2, "two": 2}
        assert len(table.all(CoffeeTaken)) == 2

    def test_the_simulated_partner_takes_its_own_and_two_of_them_take_none(self):
        table = Table(story(), 1, {"cto"}).play()
        assert [event.chair for event in table.all(CoffeeTaken)] == ["ceo", "cto"]
        both = Table(story(), 1, {"ceo", "cto"}).play(until="coffee")
        assert not both.all(CoffeeTaken)


class TestWhatItDoes:
    def test_asking_is_half_an_ask_and_lets_one_learn_what_is_in_the_others_way(self):
        table, before = coffee(ceo="ask")
        assert (table["cto.trust"], table["cto.safety"]) == (52.1, 52.8)
        assert table["ceo.gap"] == pytest.approx(44.5 * 0.875, abs=0.01)
        assert table["clarity"] == 40 + 2.1 * 60 / 50
        assert table.state.memory["cto"] == round(before["cto"] + 0.15 * (3000 - before["cto"]))
        learned = {chair: build_chair_view(table.scenario, table.state, chair).learned for chair in ("ceo", "cto")}
        assert learned == {"ceo": True, "cto": False}

    def test_vague_praise_counts_half(self):
        table, _ = coffee(ceo="credit")
        assert (table["cto.trust"], table["cto.safety"], table["cto.freedom"]) == (52.1, 52.1, 52.1)
        assert table.all(CoffeeTaken)[0].about == ""

    def test_credit_for_a_fact_that_cost_something_counts_in_full(self):
        said = Table(story()).play(say=["f"], until="coffee")
        before = said["cto.freedom"]
        said.give("coffee", "ceo", what="credit").give("coffee", "cto", what="checkin")
        assert said["cto.freedom"] == before + 4.2
        assert said.all(CoffeeTaken)[0].about == "said:f"

    @pytest.mark.parametrize(("move", "about"), [("own", "move:own"), ("delegate", "move:delegate"), ("deny", "")])
    def test_so_does_credit_for_an_act_that_one_can_name(self, move, about):
        doing = option("a", moves=[move], actor="cto")
        table = Table(story(doing)).play("a", until="coffee")
        table.give("coffee", "ceo", what="credit").give("coffee", "cto", what="checkin")
        assert table.all(CoffeeTaken)[0].about == about

    def test_so_does_credit_for_a_promise_that_was_kept_rather_than_for_a_move(self):
        promise = {"id": "p", "by": "cto", "text": "x", "due": 1, "kept": "flag.done"}
        doing = option("a", moves=["own"], promise=promise, set=["done"])
        table = Table(crisis(scene("one", doing), scene("two"), scene("three", coffee=True)))
        table.play("a").play(until="coffee")
        table.give("coffee", "ceo", what="credit").give("coffee", "cto", what="credit")
        assert [event.about for event in table.all(CoffeeTaken)] == ["kept:p", ""]

    def test_a_promise_that_was_broken_is_nothing_to_credit(self):
        promise = {"id": "p", "by": "cto", "text": "x", "due": 1, "kept": "week > 9"}
        scenes = [scene("one", option("a", promise=promise)), scene("two"), scene("three", coffee=True)]
        table = Table(crisis(*scenes)).play("a").play(until="coffee")
        table.give("coffee", "ceo", what="credit").give("coffee", "cto", what="work")
        assert table.all(CoffeeTaken)[0].about == ""

    def test_of_several_costly_facts_it_is_the_latest(self):
        facts = {"f": fact("cto", "face"), "g": fact("cto", "confidential", price={"sales": -1}), "h": fact("cto")}
        scenes = [scene("one", say=["f", "g", "h"]), scene("two", say=["f", "g"]), scene("three", coffee=True)]
        table = Table(crisis(*scenes, facts=facts)).play(say=["g", "h"]).play(say=["f"], until="coffee")
        table.give("coffee", "ceo", what="credit").give("coffee", "cto", what="work")
        assert table.all(CoffeeTaken)[0].about == "said:f"

    def test_the_other_chairs_act_is_nothing_to_credit_it_with(self):
        doing = option("a", moves=["own"], actor="ceo")
        table = Table(story(doing)).play("a", until="coffee")
        table.give("coffee", "ceo", what="credit").give("coffee", "cto", what="credit")
        assert [(event.chair, event.about) for event in table.all(CoffeeTaken)] == [
            ("ceo", ""),
            ("cto", "move:own"),
        ]

    def test_the_cto_translates_for_a_department_at_half(self):
        table, before = coffee(cto="bridge")
        assert table["bridge"] == pytest.approx(20 + 2.5 * 80 / 50)
        assert table["clarity"] == pytest.approx(40 + 2.8 * 60 / 50)
        assert table["cto.gap"] == pytest.approx(40.5 * 0.875, abs=0.01)
        assert table["ceo.gap"] == pytest.approx(44.5 * 0.875, abs=0.01)
        assert table.state.memory["ceo"] > before["ceo"]

    def test_the_ceo_explains_the_money_at_half(self):
        table, _ = coffee(ceo="money")
        assert table["clarity"] == pytest.approx(40 + 7 * 60 / 50)
        assert table["cto.gap"] == pytest.approx(40.5 * 0.925, abs=0.01)
        assert table["ceo.gap"] == pytest.approx(44.5 * 0.925, abs=0.01)

    def test_working_on_takes_a_little_strain_away_and_is_felt_by_nobody(self):
        table, before = coffee(ceo="work")
        assert table["strain"] == 39
        assert dict(table.state.memory) == before
        assert coffee(ceo="work", cto="work")[0]["strain"] == 37

    def test_what_it_did_is_told_apart_from_the_scene_that_follows(self):
        table, _ = coffee(ceo="work")
        table.play()
        (taken,) = [event for event in table.all(CoffeeTaken) if event.chair == "ceo"]
        assert taken.moved == {"strain": -2}
        assert not [event for event in table.all(Changed) if event.stock == "strain"]
        assert [(entry.points, entry.cause) for entry in table.state.ledger if entry.stock == "strain"] == [
            (-200, "coffee:work")
        ]

    def test_both_coffees_count_whoever_answers_first(self):
        one = Table(story()).play(until="coffee")
        other = Table(story()).play(until="coffee")
        one.give("coffee", "ceo", what="ask").give("coffee", "cto", what="credit")
        other.give("coffee", "cto", what="credit").give("coffee", "ceo", what="ask")
        assert one.state == other.state


class TestTheCheckIn:
    def checked(self, agreed, actor):
        checking = option("a", moves=["second_guess"], actor=actor)
        return Table(story(checking)).play("b", coffee=agreed).play("b").play("a")

    def test_checking_later_is_then_no_second_guessing(self):
        table = self.checked({"ceo": "checkin", "cto": "work"}, "ceo")
        assert "checkin_ceo" in table.state.flags
        assert (table["cto.trust"], table["cto.freedom"]) == (50, 50)
        assert table.state.wounds["cto"].breach is None

    def test_it_holds_for_the_chair_that_agreed_it(self):
        table = self.checked({"ceo": "work", "cto": "checkin"}, "ceo")
        assert table["cto.freedom"] == pytest.approx(50 - 16.8)
        assert table.state.wounds["cto"].breach.kind == "character"


class TestPledges:
    STORY = crisis(
        *(
            scene(f"s{n}", by="ceo", also=[{"when": "pledge.ceo.people and pledge.cto.cash", "text": "x"}])
            for n in range(6)
        )
    )

    def test_each_chair_names_one_of_three_as_the_first_scene_ends(self):
        table = Table(self.STORY).play(until="pledge")
        assert [(ask.kind, ask.chair, ask.choices) for ask in table.asks] == [
            ("pledge", chair, ("customers", "people", "cash")) for chair in ("ceo", "cto")
        ]
        table.give("pledge", "cto", what="cash").give("pledge", "ceo", what="people")
        assert dict(table.state.pledges) == {"ceo": "people", "cto": "cash"}
        assert [(event.chair, event.what, event.again) for event in table.all(Pledged)] == [
            ("ceo", "people", False),
            ("cto", "cash", False),
        ]

    def test_conditions_can_read_them(self):
        table = Table(self.STORY).play(pledge={"ceo": "people", "cto": "cash"})
        assert table.last(SceneOpened).lines == ("scenes.s1.text", "scenes.s1.also.0.text")
        assert Table(self.STORY).play().last(SceneOpened).lines == ("scenes.s1.text",)

    def test_they_are_asked_still_in_the_middle_and_may_change_their_mind(self):
        table = Table(self.STORY).play().play().play(until="still")
        assert [ask.kind for ask in table.asks] == ["still", "still"]
        assert len(table.all(SceneOpened)) == 3
        table.give("still", "ceo", what="cash").give("still", "cto", what="customers")
        assert dict(table.state.pledges) == {"ceo": "cash", "cto": "customers"}
        assert [event.again for event in table.all(Pledged)] == [False, False, True, True]

    def test_they_touch_no_number(self):
        plain = Table(self.STORY).play()
        assert plain.state.stocks == Table(self.STORY).play(pledge={"ceo": "cash", "cto": "people"}).state.stocks
        assert {entry.cause for entry in plain.state.ledger} == set()

    def test_the_simulated_partner_pledges_what_it_cares_for_and_stands_by_it(self):
        dear = crisis(*(scene(f"s{n}") for n in range(6)), cto={"cares": {"cash": 2.0, "sales": 1.5, "finance": 1.5}})
        for seed in range(10):
            table = Table(dear, seed, {"cto"}).play().play().play()
            pledged = [event.what for event in table.all(Pledged) if event.chair == "cto"]
            assert pledged == ["cash", "cash"]


class TestTwoPeoplePledgeInTheScene:
    """Two people pledge as they make their first picks, before one lock; both are read aloud as all is in."""

    def table(self, partners=()):
        return Table(
            crisis(scene("one"), scene("two", say=["f"]), scene("three"), facts={"f": fact("ceo")}), 1, partners
        )

    def test_each_chair_is_asked_for_its_pledge_then_its_pick_then_what_it_says(self):
        table, asked = self.table().play(), []
        assert table.last(SceneOpened).scene == "two"
        while table.asks[0].kind != "final":
            asked.append((table.asks[0].kind, table.asks[0].chair))
            table.give(*asked[-1], **table._answer(table.asks[0], {"ceo": "a", "cto": "b"}, {}))
        assert asked == [(kind, chair) for chair in CHAIRS for kind in ("pledge", "first", "say")][:-1]

    def test_both_pledges_are_told_before_the_picks_and_neither_before_both_are_in(self):
        table = self.table().play()
        table.give("pledge", "ceo", what="cash", guess="people").give("pledge", "cto", what="people")
        assert not table.all(Pledged)
        assert not table.state.pledges
        table.play(until="final")
        told = [type(event) for event in table.story if isinstance(event, Pledged | Revealed)]
        assert told == [Revealed, Pledged, Pledged, Revealed]
        assert table.state.pledges == {"ceo": "cash", "cto": "people"}
        assert table.state.pledge_guesses == {"ceo": "people"}

    def test_a_guess_at_the_pledge_is_not_one_at_the_pick(self):
        table = self.table().play()
        table.give("pledge", "ceo", what="cash", guess="people").give("first", "ceo", option="a")
        table.play("b", until="final")
        assert table.last(Revealed).guess == {}

    def test_where_the_partner_plays_it_is_asked_before_the_scene_opens(self):
        table = self.table({"cto"}).play(until="pledge")
        assert [event.scene for event in table.all(SceneOpened)] == ["one"]
