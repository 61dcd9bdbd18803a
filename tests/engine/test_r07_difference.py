"""R7: what the chair that is not the owner can answer where the final picks differ, and what each answer costs."""

import pytest

from game.engine.events import Enacted, Landed, ReasonGiven, Resolved
from game.engine.partner import determine_holdback_reason, map_term_to_reason, name_main_reason, weigh_options
from game.engine.state import SIT
from tests.engine.crisis import Table, crisis, fact, later, option, scene


def story(*options, owner="cto", scenes=6, dyad=None, **fields):
    return crisis(*(scene(f"s{n}", *options, owner=owner, **fields) for n in range(1, scenes + 1)), dyad=dyad or {})


def modes(owner, **fields):
    table = Table(story(owner=owner, **fields)).play("a", "b", until="resolve")
    (ask,) = table.asks
    return ask.chair, ask.choices


class TestWhoAnswersWhat:
    def test_the_chair_that_is_not_the_owner_answers_once(self):
        assert modes("cto") == ("ceo", ("defer", "object", "override"))
        assert modes("ceo") == ("cto", ("defer", "object"))

    def test_the_board_can_be_asked_only_where_the_scene_names_its_choice(self):
        assert modes("cto", board="a")[1] == ("defer", "object", "escalate", "override")
        assert modes("ceo", board="a")[1] == ("defer", "object", "escalate")

    def test_the_board_cannot_choose_what_is_not_on_offer(self):
        rare = option("c", when="cto.trust >= 90")
        table = Table(story(rare, board="c")).play("a", "b", until="resolve")
        assert table.asks[0].choices == ("defer", "object", "override")
        close = Table(story(rare, board="c", dyad={"cto.trust": 95})).play("a", "b", until="resolve")
        assert "escalate" in close.asks[0].choices

    def test_where_both_pick_the_same_nothing_is_asked(self):
        table = Table(story()).play("a", "a")
        assert table.state.count == 2
        assert not table.all(Resolved)

    @pytest.mark.parametrize(
        ("owner", "mode", "enacted"),
        [
            ("cto", "defer", "b"),
            ("cto", "object", "b"),
            ("cto", "override", "a"),
            ("cto", "escalate", "c"),
            ("ceo", "defer", "a"),
            ("ceo", "object", "a"),
            ("ceo", "escalate", "c"),
        ],
    )
    def test_what_is_enacted(self, owner, mode, enacted):
        table = Table(story(option("c"), owner=owner, board="c")).play("a", "b", mode=mode)
        assert table.last(Enacted).option == enacted
        assert table.state.past[0].mode == mode

    @pytest.mark.parametrize(
        ("mode", "felt"),
        [
            ("defer", {"ceo": 0, "cto": 1500}),
            ("object", {"ceo": -900, "cto": -450}),
            ("escalate", {"ceo": 0, "cto": -2250}),
            ("override", {"ceo": 0, "cto": -3600}),
        ],
    )
    def test_how_it_is_remembered(self, mode, felt):
        table = Table(story(board="a")).play("a", "b", mode=mode)
        forgiven = {chair: round(memory + 0.12 * (1000 - memory)) for chair, memory in felt.items()}
        assert dict(table.state.memory) == forgiven


class TestDefer:
    def test_the_owner_trusts_more_and_feels_freer(self):
        table = Table(story()).play("a", "b", mode="defer")
        assert (table["cto.trust"], table["cto.freedom"]) == (53, 54)
        assert table.state.memory["cto"] == round(1500 + 0.12 * (1000 - 1500))

    def blamed(self, after, strength="full"):
        blaming = option("c", moves=["blame" if strength == "full" else {"blame": strength}], actor="ceo")
        table = Table(story(blaming)).play("a", "b", mode="defer")
        for _ in range(after - 1):
            table.play("a")
        before = table["cto.trust"]
        table.play("c")
        return (table["cto.trust"] - before) / before, table.state.wounds["cto"].breach.kind

    @pytest.mark.parametrize("after", [1, 2, 3])
    def test_blaming_within_three_scenes_counts_double_and_breaks_integrity(self, after):
        assert self.blamed(after) == (pytest.approx(-16 / 50, abs=0.001), "integrity")

    @pytest.mark.parametrize(("strength", "points"), [("half", -8), ("full", -16), ("double", -32)])
    def test_whatever_its_strength_it_is_doubled(self, strength, points):
        assert self.blamed(1, strength)[0] == pytest.approx(points / 50, abs=0.001)

    def test_blaming_later_counts_as_any_blame(self):
        assert self.blamed(4) == (pytest.approx(-8 / 50, abs=0.001), "character")

    def test_the_other_chairs_blame_does_not_count_double(self):
        blaming = option("c", moves=["blame"], actor="cto")
        table = Table(story(blaming)).play("a", "b", mode="defer").play("c")
        assert table["ceo.trust"] == 42
        assert table.state.wounds["ceo"].breach.kind == "character"

    def test_blame_on_somebody_else_in_the_room_does_not_either(self):
        blaming = option("c", moves=[{"blame": {"on": "lan"}}], actor="ceo")
        table = Table(story(blaming)).play("a", "b", mode="defer").play("c")
        assert table["cto.safety"] == 44
        assert table.state.wounds["cto"].breach is None

    def test_what_the_option_itself_then_does_is_not_afterwards(self):
        blaming = option("b", moves=["blame"], actor="ceo")
        table = Table(story(blaming)).play("a", "b", mode="defer")
        assert table.state.wounds["cto"].breach.kind == "character"


class TestObject:
    def test_the_objection_is_logged_at_a_small_price_and_opens_things_up(self):
        table = Table(story()).play("a", "b", mode="object")
        assert (table["ceo.trust"], table["ceo.safety"]) == (48, 53)
        assert (table["clarity"], table["cto.gap"], table["ceo.gap"]) == (42.4, 36.45, 40.5)
        assert table["cto.trust"] == 50

    def landed(self, effects, mode="object", **fields):
        doing = option("b", later=[later(1, effects, **fields)])
        table = Table(story(doing)).play("a", "b", mode=mode)
        assert table.state.count == 2
        return table["cto.trust"]

    def test_where_it_turns_out_right_the_owner_trusts_more(self):
        assert self.landed({"sales": -3}) == 54
        assert self.landed({"debt": 3}) == 54
        assert self.landed({"sales": 3, "debt": 4}) == 54

    def test_where_it_turns_out_wrong_nothing_is_owed(self):
        assert self.landed({"sales": 3}) == 50
        assert self.landed({"debt": -3, "sales": -2}) == 50
        assert self.landed({"sales": 3, "culture": -3}) == 50

    def test_what_does_not_come_about_proves_nothing(self):
        assert self.landed({"sales": -3}, when="week > 99") == 50

    def test_only_who_objected_was_right(self):
        assert self.landed({"sales": -3}, mode="defer") == 53

    def test_every_loss_that_lands_proves_it_again(self):
        doing = option("b", later=[later(1, {"sales": -3}), later(2, {"sales": -3})])
        table = Table(story(doing)).play("a", "b", mode="object").play("a")
        assert [event.option for event in table.all(Landed)] == ["b", "b"]
        assert table["cto.trust"] == pytest.approx(54 + 4 * 46 / 50)


class TestEscalate:
    def test_both_trust_less_and_are_less_free_and_the_structure_suffers(self):
        table = Table(story(board="a")).play("a", "b", mode="escalate")
        assert [table[f"{chair}.{stock}"] for chair in ("ceo", "cto") for stock in ("trust", "freedom")] == [46, 45] * 2
        assert table["structure"] == 46.08
        assert all(table.state.wounds[chair].breach is None for chair in ("ceo", "cto"))


class TestOverride:
    def test_the_owner_loses_trust_and_freedom_and_roles_blur(self):
        table = Table(story()).play("a", "b", mode="override")
        assert (table["cto.trust"], table["cto.freedom"], table["clarity"]) == (42, 35, 36.8)
        assert (table["ceo.trust"], table["ceo.freedom"]) == (50, 50)
        breach = table.state.wounds["cto"].breach
        assert (breach.kind, breach.size) == ("character", 800)


class TestNamingTheReason:
    STORY = crisis(scene("one", option("b", effects={"culture": 20})), scene("two"))

    def talking(self, partner="cto"):
        for seed in range(40):
            table = Table(self.STORY, seed, {partner}).play("a", "a", until="talk")
            if table.state.phase == "talk":
                yield table

    def test_a_person_is_asked_what_holds_the_simulated_partner_back(self):
        for table in self.talking():
            (ask,) = table.asks
            assert (ask.kind, ask.chair, len(set(ask.choices))) == ("talk", "ceo", 3)
            truth = determine_holdback_reason(table.draft, "cto")
            assert truth in ask.choices
            weighed = weigh_options(table.draft, "cto")
            terms = dict(weighed.explain_choice(over="a"))
            rivals = [size for term, size in terms.items() if map_term_to_reason(term) != truth and term != "mood"]
            assert terms[truth] > 0
            assert all(terms[truth] > size for size in rivals)

    def test_a_mood_is_named_only_where_it_weighs_much_more_than_any_reason(self):
        assert name_main_reason([("mood", 0.5), ("goal", 0.2), ("open", -0.1)]) == "goal"
        assert name_main_reason([("mood", 0.7), ("goal", 0.2), ("open", -0.1)]) == "mood"
        assert name_main_reason([("bias", 0.3), ("goal", 0.2)]) == "habit"

    def test_it_is_the_reason_for_what_was_picked_even_where_somebody_elses_answer_was_played_back(self):
        table = Table(self.STORY, 1, {"cto"}).play("b", until="final")
        table.give("final", "cto", option="a").give("final", "ceo", option="b")
        weighed = weigh_options(table.draft, "cto")
        assert weighed.picked == "b"
        terms = dict(weighed.explain_choice(over="b", picked="a"))
        assert terms["goal"] < 0
        assert terms[determine_holdback_reason(table.draft, "cto")] == max(terms.values())

    def test_the_true_reason_stands_at_no_fixed_place(self):
        places = {t.asks[0].choices.index(determine_holdback_reason(t.draft, "cto")) for t in self.talking()}
        assert places == {0, 1, 2}

    def test_naming_it_makes_the_other_a_little_safer_and_the_roles_a_little_clearer(self):
        table = next(self.talking())
        before = (table["clarity"], table["cto.safety"])
        table.give("talk", "ceo", reason=determine_holdback_reason(table.draft, "cto"))
        assert table.last(ReasonGiven).right
        assert (table["clarity"], table["cto.safety"]) == (before[0] + 1, before[1] + 1)
        assert table.asks[0].kind == "resolve"

    def test_a_wrong_reason_is_corrected_and_moves_nothing(self):
        table = next(self.talking())
        before, truth = table.state.stocks, determine_holdback_reason(table.draft, "cto")
        table.give("talk", "ceo", reason=next(c for c in table.asks[0].choices if c != truth))
        told = table.last(ReasonGiven)
        assert (told.right, told.truth) == (False, truth)
        assert table.state.stocks == before

    def test_it_is_asked_of_a_person_whichever_chair_that_is(self):
        assert {table.asks[0].chair for table in self.talking(partner="ceo")} == {"cto"}

    def test_two_people_and_two_machines_go_straight_to_the_answer(self):
        assert Table(self.STORY).play("a", "b", until="talk").all(Resolved)
        for seed in range(20):
            table = Table(self.STORY, seed, {"ceo", "cto"}).play(until="talk")
            assert not table.all(ReasonGiven)

    def test_a_wish_to_sit_that_is_declined_can_end_in_a_difference_too(self):
        story = crisis(scene("one", say=["f"]), facts={"f": fact()})
        table = Table(story).play("a", "b", final={"ceo": SIT}, accept=False, until="resolve")
        assert table.asks[0].choices == ("defer", "object", "override")
