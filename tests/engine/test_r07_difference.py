"""R7: what the chair that is not the owner can answer where the final picks differ, and what each answer costs."""

import pytest

from game.engine.events import Enacted, Landed, Resolved
from game.engine.partner import REASONS, name_main_reason, weigh_options
from game.engine.state import SIT
from game.engine.stocks import INDEX
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
            ("defer", {"ceo": 0, "cto": 900}),
            ("object", {"ceo": -1000, "cto": -500}),
            ("escalate", {"ceo": 0, "cto": -2500}),
            ("override", {"ceo": 0, "cto": -4000}),
        ],
    )
    def test_how_it_is_remembered(self, mode, felt):
        table = Table(story(board="a")).play("a", "b", mode=mode)
        forgiven = {chair: round(memory + 0.06 * (1000 - memory)) for chair, memory in felt.items()}
        assert dict(table.state.memory) == forgiven


class TestDefer:
    def test_the_owner_trusts_more_and_feels_freer(self):
        table = Table(story()).play("a", "b", mode="defer")
        assert (table["cto.trust"], table["cto.freedom"]) == (54.2, 55.6)
        assert table.state.memory["cto"] == round(900 + 0.06 * (1000 - 900))

    def test_deferring_what_one_did_not_pick_first_earns_nothing(self):
        """R19: a quarrel staged for the sake of giving in pays nothing, but still binds the one who gave in."""
        table = Table(story()).play("b", "b", final={"ceo": "a"}, mode="defer")
        assert (table["cto.trust"], table["cto.freedom"]) == (50, 50)
        assert table.state.memory["cto"] == 60
        assert [(deferred.by, deferred.scene) for deferred in table.state.deferred] == [("ceo", 1)]

    def blamed(self, after, strength="full"):
        blaming = option("c", moves=["blame" if strength == "full" else {"blame": strength}], actor="ceo")
        table = Table(story(blaming)).play("a", "b", mode="defer")
        for _ in range(after - 1):
            table.play("a")
        table.play("b", "c", final={"ceo": "c"})  # the CEO comes round, and blames
        lines = [entry for entry in table.state.ledger if entry.stock == "cto.trust"]
        (blame,) = (entry.points for entry in lines if entry.cause == "move:blame")
        left = table.state.stocks[INDEX["cto.trust"]]
        return blame / (left - blame), table.state.wounds["cto"].breach.kind

    @pytest.mark.parametrize("after", [1, 2, 3])
    def test_blaming_within_three_scenes_counts_double_and_breaks_integrity(self, after):
        assert self.blamed(after) == (pytest.approx(-22.4 / 50, abs=0.001), "integrity")

    @pytest.mark.parametrize(("strength", "points"), [("half", -11.2), ("full", -22.4), ("double", -44.8)])
    def test_whatever_its_strength_it_is_doubled(self, strength, points):
        assert self.blamed(1, strength)[0] == pytest.approx(points / 50, abs=0.001)

    def test_blaming_later_counts_as_any_blame(self):
        assert self.blamed(4) == (pytest.approx(-11.2 / 50, abs=0.001), "character")

    def test_the_other_chairs_blame_does_not_count_double(self):
        blaming = option("c", moves=["blame"], actor="cto")
        table = Table(story(blaming)).play("a", "b", mode="defer").play("c")
        # 2.8 for agreeing, and then a plain blame
        assert table["ceo.trust"] == pytest.approx(52.8 - 11.2 * 52.8 / 50, abs=0.01)
        assert table.state.wounds["ceo"].breach.kind == "character"

    def test_blame_on_somebody_else_in_the_room_does_not_either(self):
        blaming = option("c", moves=[{"blame": {"on": "lan"}}], actor="ceo")
        table = Table(story(blaming)).play("a", "b", mode="defer").play("c")
        assert table["cto.safety"] == 50 - 8.4
        assert table.state.wounds["cto"].breach is None

    def test_what_the_option_itself_then_does_is_not_afterwards(self):
        blaming = option("b", moves=["blame"], actor="ceo")
        table = Table(story(blaming)).play("a", "b", mode="defer")
        assert table.state.wounds["cto"].breach.kind == "character"


class TestObject:
    def test_the_objection_is_logged_at_a_small_price_and_opens_things_up(self):
        table = Table(story()).play("a", "b", mode="object")
        assert (table["ceo.trust"], table["ceo.safety"]) == (47.2, 54.2)
        assert (table["clarity"], table["cto.gap"], table["ceo.gap"]) == (43.36, 36.45, 40.5)
        assert table["cto.trust"] == 50

    def landed(self, effects, mode="object", **fields):
        doing = option("b", later=[later(1, effects, **fields)])
        table = Table(story(doing)).play("a", "b", mode=mode)
        assert table.state.count == 2
        return table["cto.trust"]

    def test_where_it_turns_out_right_the_owner_trusts_more(self):
        assert self.landed({"sales": -3}) == 55.6
        assert self.landed({"debt": 3}) == 55.6
        assert self.landed({"sales": 3, "debt": 4}) == 55.6

    def test_where_it_turns_out_wrong_nothing_is_owed(self):
        assert self.landed({"sales": 3}) == 50
        assert self.landed({"debt": -3, "sales": -2}) == 50
        assert self.landed({"sales": 3, "culture": -3}) == 50

    def test_what_does_not_come_about_proves_nothing(self):
        assert self.landed({"sales": -3}, when="week > 99") == 50

    def test_only_who_objected_was_right(self):
        assert self.landed({"sales": -3}, mode="defer") == 54.2

    def test_every_loss_that_lands_proves_it_again(self):
        doing = option("b", later=[later(1, {"sales": -3}), later(2, {"sales": -3})])
        table = Table(story(doing)).play("a", "b", mode="object").play("a")
        assert [event.option for event in table.all(Landed)] == ["b", "b"]
        agreed = 55.6 + 2.8 * 44.4 / 50
        assert table["cto.trust"] == pytest.approx(agreed + 5.6 * (100 - agreed) / 50, abs=0.01)


class TestEscalate:
    def test_both_trust_less_and_are_less_free_and_the_structure_suffers(self):
        table = Table(story(board="a")).play("a", "b", mode="escalate")
        felt = [table[f"{chair}.{stock}"] for chair in ("ceo", "cto") for stock in ("trust", "freedom")]
        assert felt == [44.4, 43] * 2
        assert table["structure"] == 46.08
        assert all(table.state.wounds[chair].breach is None for chair in ("ceo", "cto"))


class TestOverride:
    def test_the_owner_loses_trust_and_freedom_and_roles_blur(self):
        table = Table(story()).play("a", "b", mode="override")
        assert (table["cto.trust"], table["cto.freedom"], table["clarity"]) == (38.8, 29, 35.52)
        assert (table["ceo.trust"], table["ceo.freedom"]) == (50, 50)
        breach = table.state.wounds["cto"].breach
        assert (breach.kind, breach.size) == ("character", 1120)


class TestItsReason:
    STORY = crisis(scene("one", option("b", effects={"culture": 20})), scene("two"))

    def differing(self, partner="cto"):
        for seed in range(40):
            table = Table(self.STORY, seed, {partner}).play("a", until="resolve")
            if table.state.phase == "resolve":
                yield table

    def test_a_person_is_told_at_once_and_asked_nothing_but_how_it_goes_on(self):
        """The question what holds the other back is gone: it taught guessing and decided nothing."""
        for table in self.differing():
            (ask,) = table.asks
            assert (ask.kind, ask.chair) == ("resolve", "ceo")

    def test_it_is_the_largest_term_that_speaks_for_its_pick_and_never_chance(self):
        for table in self.differing():
            weighed = weigh_options(table.draft, "cto")
            terms = dict(weighed.explain_choice(over="a"))
            reason = name_main_reason(terms.items())
            assert (reason, weighed.picked) == ("goal", "b")
            assert all(terms["goal"] >= size for term, size in terms.items() if term != "chance")

    def test_chance_is_never_a_reason_and_where_nothing_speaks_for_it_it_was_close(self):
        assert name_main_reason([("chance", 0.9), ("goal", 0.2), ("open", -0.1)]) == "goal"
        assert name_main_reason([("chance", 0.9), ("goal", 0.0), ("open", -0.1)]) == "close"
        assert name_main_reason([("bias", 0.3), ("goal", 0.2)]) == "habit"
        assert "mood" not in REASONS
        assert "chance" not in REASONS

    def test_it_is_the_reason_for_what_was_picked_even_where_somebody_elses_answer_was_played_back(self):
        table = Table(self.STORY, 1, {"cto"}).play("b", until="final")
        table.give("final", "cto", option="a").give("final", "ceo", option="b")
        weighed = weigh_options(table.draft, "cto")
        assert weighed.picked == "b"
        terms = dict(weighed.explain_choice(over="b", picked="a"))
        assert terms["goal"] < 0
        assert name_main_reason(terms.items()) != "goal"

    def test_a_wish_to_sit_that_is_declined_can_end_in_a_difference_too(self):
        story = crisis(scene("one", say=["f"]), facts={"f": fact()})
        table = Table(story).play("a", "b", final={"ceo": SIT}, accept=False, until="resolve")
        assert table.asks[0].choices == ("defer", "object", "override")
