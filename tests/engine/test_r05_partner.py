"""R5: the simulated partner in play: what makes it pick, what changes its mind, what it says."""

from collections import Counter
from dataclasses import replace

import pytest

from game.engine.events import Revealed
from game.engine.partner import build_standing, choose_answer, compute_cares, weigh_options, will_say_fact
from game.engine.preferences import UtilityTerms
from game.engine.stocks import INDEX
from tests.engine.crisis import Table, crisis, fact, option, scene

SEEDS = range(40)
PERSUADES = option("b", effects={"engineering": {"points": 20, "because": "f"}})
DREADFUL = {"effects": {"culture": -20}}


def firsts(story, **how):
    return [Table(story, seed, {"cto"}).play("a", until="final", **how).last(Revealed).first["cto"] for seed in SEEDS]


def finals(story, **how):
    return [Table(story, seed, {"cto"}).play("a", **how).state.past[0].final["cto"] for seed in SEEDS]


def story(*options, say=("f",), owner="ceo", held="ceo", **fields):
    return crisis(scene("one", *options, say=list(say), owner=owner), scene("two"), facts={"f": fact(held)}, **fields)


class TestItsPick:
    def test_the_final_is_the_first_where_it_has_learned_nothing(self):
        plain = crisis(scene("one"), scene("two"))
        assert firsts(plain) == finals(plain)
        assert len(set(firsts(plain))) == 2

    def test_it_picks_before_it_sees_the_other(self):
        plain = crisis(scene("one"), scene("two"))
        mine = [Table(plain, seed, {"cto"}).play("a", until="final").last(Revealed).first["cto"] for seed in SEEDS]
        yours = [Table(plain, seed, {"cto"}).play("b", until="final").last(Revealed).first["cto"] for seed in SEEDS]
        assert mine == yours

    def test_asking_again_never_changes_its_mind(self):
        table = Table(story(PERSUADES), 3, {"cto"})
        ask = table.ask("first", "cto")
        assert len({str(choose_answer(table.draft, ask)) for _ in range(5)}) == 1

    def test_a_fact_that_is_said_may_change_it(self):
        persuading = story(PERSUADES, tokens=0)
        first = firsts(persuading, say=["f"])
        final = finals(persuading, say=["f"])
        assert "a" in first
        assert final.count("b") >= first.count("b") + 10
        assert all(after == "b" for before, after in zip(first, final, strict=True) if before == "b")

    def test_a_fact_that_is_kept_does_not(self):
        untold = story(PERSUADES, tokens=0)
        assert firsts(untold) == finals(untold)

    def test_another_seed_is_another_day_and_the_same_seed_the_same(self):
        plain = crisis(scene("one"), scene("two"))
        assert firsts(plain) == firsts(plain)
        assert len(set(firsts(plain))) > 1

    def test_it_avoids_what_harms_a_stock_that_everybody_cares_for(self):
        assert firsts(story(option("a", **DREADFUL))).count("a") <= 8

    @pytest.mark.parametrize(("stock", "care"), [("culture", 0.5), ("support", 0.5), ("csat_product", 0.5)])
    def test_what_its_goal_does_not_name_it_cares_for_by_half(self, stock, care):
        table = Table(story(cto={"cares": {"engineering": 1.0, "cash": 0.2}}))
        cares = compute_cares(table.draft, "cto")
        assert cares[stock] == care
        assert (cares["strain"], cares["debt"], cares["engineering"], cares["cash"]) == (-0.5, -0.5, 1.0, 0.2)
        assert "customers" not in cares

    def test_it_goes_by_its_own_trust_and_safety_and_by_what_it_has_kept_back(self):
        dyad = {"cto.trust": 61, "cto.safety": 37, "ceo.gap": 72, "cto.gap": 11, "ceo.trust": 90}
        table = Table(story(option("a", moves=["joint_solve"]), dyad=dyad))
        table.state = replace(table.state, memory={"ceo": 9, "cto": -2500})
        standing = build_standing(table.draft, "cto")
        assert (standing.trust, standing.safety, standing.kept_back, standing.memory) == (61, 37, 72, -0.25)

    def test_moves_that_it_would_not_make_itself_add_half_their_kindness(self):
        blame = option("a", moves=["blame"])
        for owner, kind in (("ceo", -0.5), ("cto", -1.0)):
            weighed = weigh_options(Table(story(blame, owner=owner)).draft, "cto")
            assert next(seen for seen in weighed.prospects if seen.id == "a").kind == kind

    def test_openness_and_exposure_count_only_where_it_acts(self):
        own = option("a", moves=["own"])
        for owner, openness in (("ceo", 0), ("cto", 0.6)):
            weighed = weigh_options(Table(story(own, owner=owner)).draft, "cto")
            assert next(seen for seen in weighed.prospects if seen.id == "a").open == openness

    def test_a_fact_that_is_out_is_no_longer_something_to_share(self):
        telling = option("a", moves=[{"share": "f"}])
        table = Table(story(telling, held="cto"))
        assert weigh_options(table.draft, "cto").prospects[0].open == 1.0
        table.play(say=["f"], until="final")
        assert weigh_options(table.draft, "cto").prospects[0].open == 0.0

    def test_the_reasons_sum_to_its_lead_with_what_is_left_to_chance(self):
        moves = option("a", moves=["own", "clarify"], effects={"sales": 3})
        for seed in SEEDS:
            weighed = weigh_options(Table(story(moves, PERSUADES), seed).draft, "cto")
            terms = dict(weighed.explain_choice())
            assert set(terms) == {*UtilityTerms._fields, "chance"}
            scores = sorted(
                (part.utility + noise / weighed.persona.precision)
                for part, noise in zip(weighed.terms, weighed.gumbels, strict=True)
            )
            assert sum(terms.values()) == pytest.approx(scores[-1] - scores[-2])
            assert weighed.lead == pytest.approx(sum(terms.values()))


class TestWhatItShows:
    def test_it_calls_itself_sure_where_its_favourite_is_well_ahead(self):
        shown = []
        for seed in SEEDS:
            table = Table(story(), seed)
            answer = choose_answer(table.draft, table.ask("first", "cto"))
            shown.append(answer["confidence"])
            assert (answer["confidence"] == "sure") == (weigh_options(table.draft, "cto").lead >= 0.5)
        assert set(shown) == {"leaning", "sure"}

    def test_it_guesses_what_is_best_for_the_others_goals_by_what_it_knows(self):
        dear = option("b", effects={"sales": [2, {"points": -9, "because": "f"}]})
        table = Table(story(dear, ceo={"cares": {"sales": 1.0}}))
        assert choose_answer(table.draft, table.ask("first", "cto"))["guess"] == "b"
        assert choose_answer(table.draft, table.ask("first", "ceo"))["guess"] == "a"
        told = Table(story(dear, held="cto", ceo={"cares": {"sales": 1.0}}))
        assert choose_answer(told.draft, told.ask("first", "cto"))["guess"] == "a"


class TestWhatItSays:
    def test_one_pair_of_draws_a_fact_serves_the_whole_playthrough(self):
        scenes = [scene(f"s{n}", say=["f"], owner="ceo") for n in range(3)]
        story = crisis(*scenes, facts={"f": fact("cto", "face")})
        for seed in SEEDS:
            table = Table(story, seed)
            answers = []
            for _ in range(3):
                draft = table.draft
                draft.stocks[INDEX["cto.trust"]] = draft.stocks[INDEX["cto.safety"]] = 50.0
                draft.stocks[INDEX["ceo.gap"]] = 40.5
                draft.replace_fields(memory={"ceo": 0, "cto": 0})
                answers.append(will_say_fact(draft, "cto", "f"))
                table.play("a")
            assert len(set(answers)) == 1

    def says(self, **fields):
        cost = fields.pop("cost", "face")
        price = fields.pop("price", {})
        options = fields.pop("options", ())
        by = fields.pop("by", "both")
        facts = {"f": fact("cto", cost, price=price)}
        story = crisis(scene("one", *options, say=["f"], owner="ceo", by=by), scene("two"), facts=facts, **fields)
        return sum(will_say_fact(Table(story, seed).draft, "cto", "f") for seed in range(120))

    def test_the_more_it_exposes_the_less_it_is_said(self):
        free, confidential, face = (self.says(cost=cost) for cost in ("free", "confidential", "face"))
        assert free > confidential > face

    def test_the_price_of_a_confidence_holds_it_back(self):
        assert self.says(cost="confidential", price={"culture": -8}) < self.says(cost="confidential") - 12

    def test_it_says_what_speaks_for_its_favourite_and_keeps_what_speaks_against_it(self):
        for_it = option("a", effects={"engineering": [20, {"points": 10, "because": "f"}]})
        against = option("a", effects={"engineering": [30, {"points": -10, "because": "f"}]})
        assert self.says(options=[for_it]) > self.says() > self.says(options=[against])

    def test_it_also_speaks_for_its_favourite_where_the_other_decides(self):
        for_it = option("a", effects={"engineering": [20, {"points": 10, "because": "f"}]})
        assert self.says(options=[for_it], by="ceo") > self.says(by="ceo")

    def test_it_dares_more_where_it_trusts_and_is_safe(self):
        daring = self.says(dyad={"cto.trust": 80, "cto.safety": 80})
        wary = self.says(dyad={"cto.trust": 25, "cto.safety": 25})
        assert daring > self.says() > wary


class TestHowItMeetsADifference:
    def modes(self, *options, **fields):
        story = crisis(scene("one", *options, owner="cto", board="a"), scene("two"), **fields)
        tables = [Table(story, seed, {"ceo"}).play(cto="a") for seed in range(90)]
        return Counter(table.state.past[0].mode for table in tables)

    HURT = (("ceo.trust", 10), ("ceo.safety", 10), ("cto.gap", 90))

    def test_where_nothing_stands_between_them_it_answers_a_difference_gently(self):
        modes = self.modes()
        assert set(modes) == {None, "defer", "object"}
        assert modes["defer"] > modes["escalate"] + modes["override"]

    def test_it_escalates_where_it_was_hurt_and_overrides_where_much_is_at_stake(self):
        assert self.modes(dyad=dict(self.HURT))["escalate"] > 3
        assert self.modes(option("b", effects={"culture": 20}))["override"] > 3

    def test_who_was_hurt_defers_less(self):
        def deferring(modes):
            return modes["defer"] / (modes.total() - modes[None])

        hurt = self.modes(dyad=dict(self.HURT))
        assert deferring(hurt) < deferring(self.modes()) - 0.1

    def test_it_overrides_where_much_of_its_own_goal_is_at_stake_the_driven_one_more(self):
        dear = option("b", effects={"culture": 20})
        driven = self.modes(dear, ceo={"personas": ["driven"]})
        assert driven["override"] > self.modes(dear)["override"] > self.modes()["override"]
