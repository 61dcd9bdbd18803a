"""The simulated partner as a person (R5): noise, circumstance, regard, heed, initiative, reactions."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.engine.events import (
    CircumstanceShown,
    CoffeeTaken,
    FactAnswered,
    Finals,
    MindChanged,
    Revealed,
    SceneOpened,
)
from game.engine.partner import (
    REASONS,
    build_standing,
    choose_answer,
    compute_cares,
    compute_known_cares,
    name_main_reason,
    weigh_options,
)
from game.engine.preferences import (
    CIRCUMSTANCES,
    PERSONAS,
    Prospect,
    Standing,
    UtilityTerms,
    build_fact_prospects,
    build_sit_prospects,
    compute_utility_terms,
    explain_preference,
    weigh_circumstance,
)
from game.engine.rng import Stream, hash_slot
from game.engine.state_draft import find_circumstance
from game.engine.stocks import INDEX
from tests.engine.crisis import Table, crisis, fact, option, scene

SEEDS = range(40)
PLAIN = PERSONAS["balanced"]
TRUSTING = {"cto.trust": 95, "cto.safety": 95}

standings = st.builds(Standing, *[st.floats(0, 100)] * 3, st.floats(-1, 1))
sizes = st.floats(-5, 5)


def terms(prospect, trust=50, safety=50, kept_back=40, memory=0.0, persona=PLAIN):
    return compute_utility_terms(persona, Standing(trust, safety, kept_back, memory), [prospect])[0]


def seen(table, name, chair="cto"):
    """Return how a chair sees an option now."""
    return next(prospect for prospect in weigh_options(table.draft, chair).prospects if prospect.id == name)


class TestNoise:
    """P-noise: little is left to chance, and chance is never a reason."""

    @pytest.mark.parametrize(
        ("name", "goal", "treated", "openness", "risk", "good", "bad", "forgives"),
        [
            ("balanced", 0.7, 2.6, 1.5, 0.8, 0.15, 0.50, 0.06),
            ("guarded", 0.7, 2.6, 2.0, 1.3, 0.12, 0.55, 0.03),
            ("warm", 0.7, 3.0, 1.5, 0.4, 0.21, 0.62, 0.10),
            ("driven", 1.25, 1.7, 1.5, 0.5, 0.15, 0.55, 0.06),
        ],
    )
    def test_what_each_persona_weighs_and_learns(self, name, goal, treated, openness, risk, good, bad, forgives):
        who = PERSONAS[name]
        assert (who.goal, who.treated, who.open, who.risk) == (goal, treated, openness, risk)
        assert (who.learns_good, who.learns_bad, who.forgives) == (good, bad, forgives)
        assert who.precision == 10

    @pytest.mark.parametrize(
        ("trust", "kept_back", "fear"),
        [(50, 40, 0.46), (31, 62, 0.90436), (0, 100, 1.87), (100, 40, 0.0), (90, 0, 0.0)],
    )
    def test_fear_is_spread_around_its_usual_value_and_never_below_nothing(self, trust, kept_back, fear):
        exposing = Prospect("o", expose=1.0)
        assert terms(exposing, trust, 50, kept_back).risk == pytest.approx(-0.8 * fear)

    def test_telling_in_confidence_counts_less_as_being_open(self):
        openness = {cost: build_fact_prospects(PLAIN, cost, 0.0)[0].open for cost in ("free", "confidential", "face")}
        assert openness == {"free": 1.0, "confidential": 0.4, "face": 1.0}

    def test_a_little_speaks_for_sitting_down(self):
        assert build_sit_prospects(PLAIN)[0].bias == 0.1

    @given(standings, *[st.lists(sizes, min_size=2, max_size=2)] * 4)
    def test_chance_is_never_the_reason_and_the_reason_always_spoke_for_it(self, standing, goal, kind, openness, noise):
        prospects = [Prospect(str(n), 3 * goal[n], kind[n] / 5, openness[n] / 5) for n in range(2)]
        one, other = compute_utility_terms(PLAIN, standing, prospects)
        told = explain_preference(one, other, *noise, 10.0)
        reason, sizes_by_term = name_main_reason(told), dict(told)
        assert reason in REASONS
        if reason == "close":
            assert all(size <= 0 for term, size in told if term != "chance")
        elif reason != "habit":
            assert sizes_by_term[reason] > 0

    @given(standings, *[st.lists(sizes, min_size=2, max_size=2)] * 3)
    def test_the_terms_and_what_is_left_to_chance_sum_to_the_lead(self, standing, goal, kind, noise):
        prospects = [Prospect(str(n), 3 * goal[n], kind[n] / 5, wished=goal[1 - n], advised=n / 2) for n in range(2)]
        one, other = compute_utility_terms(PLAIN, standing, prospects)
        told = explain_preference(one, other, *noise, 10.0)
        ahead = one.utility - other.utility + (noise[0] - noise[1]) / 10
        assert sum(size for _, size in told) == pytest.approx(ahead, abs=1e-9)
        assert {term for term, _ in told} == {*UtilityTerms._fields, "chance"}


class TestCircumstance:
    """P-circumstance: what is left of chance has a face, shown before one commits."""

    STORY = crisis(scene("one"), scene("two", weeks=1), scene("three"))

    def drawn(self, table, chair="cto"):
        return find_circumstance(table.rng, table.state, chair)

    def test_half_of_the_time_one_of_five_weighs_on_it(self):
        found = Counter(self.drawn(Table(self.STORY, seed, {"cto"})) for seed in range(300))
        assert 120 < found[None] < 180
        assert set(found) == {None, *CIRCUMSTANCES}
        assert min(found[name] for name in CIRCUMSTANCES) > 12

    def test_nothing_weighs_on_a_person(self):
        assert {self.drawn(Table(self.STORY, seed, {"ceo"})) for seed in SEEDS} == {None}
        assert not Table(self.STORY, 1).all(CircumstanceShown)

    def test_it_holds_until_weeks_pass(self):
        changed = 0
        for seed in SEEDS:
            table = Table(self.STORY, seed, {"cto"})
            first, second = self.drawn(table), self.drawn(table.play())
            assert first == second
            changed += self.drawn(table.play()) != second
        assert changed > 20

    def test_one_sentence_tells_of_it_as_the_scene_opens_and_whether_it_still_does(self):
        for seed in SEEDS:
            table = Table(self.STORY, seed, {"cto"})
            what = self.drawn(table)
            shown = [(event.chair, event.what, event.again) for event in table.told if type(event) is CircumstanceShown]
            assert shown == ([("cto", what, False)] if what else [])
            table.play()
            again = [(event.what, event.again) for event in table.all(CircumstanceShown)[len(shown) :]]
            assert again == ([(what, True)] if what else [])
            kinds = [
                type(event) for event in table.story if isinstance(event, SceneOpened | CircumstanceShown | Revealed)
            ]
            assert kinds[: 1 + len(shown)] == [SceneOpened, *[CircumstanceShown] * len(shown)]

    def test_what_each_of_them_does(self):
        under = {name: weigh_circumstance(PLAIN, name) for name in CIRCUMSTANCES}
        assert under["slept_badly"] == replace(PLAIN, risk=1.6)
        assert under["board_rang"] == replace(PLAIN, goal=pytest.approx(1.12))
        assert under["good_news"] == replace(PLAIN, dares=0.35)
        assert under["old_hurt"] == replace(PLAIN, treated=5.2)
        assert weigh_circumstance(PLAIN, None) == under["afraid_for"] == PLAIN

    def test_good_news_dares_as_much_as_so_much_trust_and_safety(self):
        daring = terms(Prospect("o", open=1.0), persona=weigh_circumstance(PLAIN, "good_news"))
        assert daring.open == pytest.approx(terms(Prospect("o", open=1.0), 67.5, 67.5).open)

    def test_afraid_for_somebody_it_cares_more_for_strain_and_culture(self):
        tables = [Table(self.STORY, seed, {"cto"}) for seed in SEEDS]
        for table in tables:
            more = 0.7 * (self.drawn(table) == "afraid_for")
            cares = compute_cares(table.draft, "cto")
            assert (cares["strain"], cares["culture"]) == pytest.approx((-0.5 - more, 0.5 + more))
        assert any(self.drawn(table) == "afraid_for" for table in tables)


class TestRegard:
    """P-regard: knowing what the other cares for changes what one does for it, in either direction."""

    def test_a_known_pledge_counts_one_on_its_stocks_and_cash_and_customers_a_twentieth(self):
        table = Table(crisis(*(scene(f"s{n}") for n in range(3))))
        assert compute_known_cares(table.draft, "cto") == {}
        for pledge, cares in (
            ("people", {"culture": 1.0, "strain": -1.0, "engineering": 1.0}),
            ("cash", {"cash": 0.05, "sales": 1.0, "finance": 1.0}),
            ("customers", {"csat_product": 1.0, "csat_service": 1.0, "customers": 0.05}),
        ):
            table.state = replace(table.state, pledges={"ceo": pledge})
            assert compute_known_cares(table.draft, "cto") == cares
            assert compute_known_cares(table.draft, "ceo") == {}

    def test_its_goal_counts_once_one_has_asked_over_coffee(self):
        scenes = [scene("one", by="ceo"), scene("two", by="ceo", coffee=True)]
        table = Table(crisis(*scenes, ceo={"cares": {"support": 2.0}})).play(until="coffee")
        assert "support" not in compute_known_cares(table.draft, "cto")
        table.give("coffee", "ceo", what="work").give("coffee", "cto", what="ask")
        assert compute_known_cares(table.draft, "cto")["support"] == 2.0

    @pytest.mark.parametrize(
        ("trust", "memory", "wished", "regard"),
        [(50, 0.0, 10, 0.0), (100, 1.0, 10, 1.2 * 0.761594), (0, -1.0, 10, -1.2 * 0.761594), (75, 0.0, -5, -0.138635)],
    )
    def test_half_trust_and_half_memory_times_what_the_other_wishes(self, trust, memory, wished, regard):
        assert terms(Prospect("o", wished=wished), trust, memory=memory).regard == pytest.approx(regard, abs=1e-5)

    @given(standings, st.floats(-40, 40))
    def test_it_goes_with_the_other_where_they_stand_well_and_against_it_where_they_do_not(self, standing, wished):
        (told,) = compute_utility_terms(PLAIN, standing, [Prospect("o", wished=wished)])
        assert told.regard * standing.regard * wished >= 0
        assert abs(told.regard) <= 1.2

    def test_so_the_pledge_of_one_who_is_trusted_is_served_and_of_one_who_is_not_is_crossed(self):
        doing = option("a", effects={"sales": 8})
        picks = {}
        for name, trust in (("well", 95), ("badly", 5)):
            scenes = [scene("one", by="ceo"), scene("two", doing, owner="cto")]
            story = crisis(*scenes, dyad={"cto.trust": trust}, cto={"cares": {"sales": 0.0}})
            tables = [Table(story, seed, {"cto"}).play("b", pledge={"ceo": "cash"}, until="first") for seed in SEEDS]
            picks[name] = sum(weigh_options(table.draft, "cto").picked == "a" for table in tables)
        assert picks["well"] > 30
        assert picks["badly"] < 10


class TestHeed:
    """P-heed: trust decides whether one is persuaded."""

    def told(self, trust, confidence, seed=1):
        table = Table(crisis(scene("one"), scene("two"), dyad={"cto.trust": trust}), seed, {"cto"})
        table.give("first", "ceo", option="a", confidence=confidence)
        while table.state.phase == "first":
            ask = table.ask("first", "cto")
            table.give("first", "cto", **choose_answer(table.draft, ask))
        return table

    @pytest.mark.parametrize(("confidence", "advised"), [("leaning", 0.5), ("sure", 1.0)])
    @pytest.mark.parametrize("trust", [5, 50, 95])
    def test_the_others_first_pick_counts_by_trust_and_by_how_sure_it_was(self, confidence, advised, trust):
        table = self.told(trust, confidence)
        weighed = weigh_options(table.draft, "cto")
        heed = {seen.id: part.heed for seen, part in zip(weighed.prospects, weighed.terms, strict=True)}
        trust_now = table["cto.trust"]
        assert heed["a"] == pytest.approx(advised * (trust_now - 50) / 50)
        assert heed["b"] == 0

    def test_it_is_not_heeded_before_it_is_known(self):
        table = Table(crisis(scene("one"), dyad=TRUSTING))
        table.give("first", "ceo", option="a", confidence="sure")
        assert all(part.heed == 0 for part in weigh_options(table.draft, "cto").terms)

    def test_whom_it_trusts_it_follows_and_whom_it_does_not_it_does_not(self):
        def changed(trust):
            tables = [self.told(trust, "sure", seed) for seed in SEEDS]
            return Counter(
                (table.all(Revealed)[0].first["cto"], weigh_options(table.draft, "cto").picked) for table in tables
            )

        assert changed(95)["b", "a"] > 10
        assert changed(95)["a", "b"] == 0
        assert changed(50)["b", "a"] == 0
        assert changed(5)["b", "a"] == 0

    @pytest.mark.parametrize("trust", [10, 50, 90])
    def test_what_it_was_only_told_counts_as_it_trusts_who_told_it(self, trust):
        doing = option("a", effects={"culture": {"points": 10, "because": "f"}})
        surfacing = fact("ceo", surfaces={"after": 1, "by": "lan", "text": "x"})
        scenes = [scene(f"s{n}", doing, say=["f"], by="cto") for n in range(3)]
        story = crisis(*scenes, facts={"f": surfacing}, dyad={"cto.trust": trust})
        untold = Table(story).play(until="final")
        assert seen(untold, "a").goal == 0
        told = Table(story).play(say=["f"], until="final")
        assert seen(told, "a").goal == pytest.approx(0.5 * 10 * (0.5 + told["cto.trust"] / 100))
        out = Table(story).play().play(until="final")
        assert out.state.facts["f"].status == "surfaced"
        assert seen(out, "a").goal == pytest.approx(0.5 * 10)
        assert seen(told, "a", "ceo").goal == pytest.approx(0.5 * 10)


class TestInitiative:
    """P-initiative: it asks to sit down, takes its coffee, and minds what it promised."""

    def asking(self, owner="cto", ceo="a", **dyad):
        """Return how often of 60 times the CTO, who much prefers `b`, asks to sit down."""
        dear = option("b", effects={"culture": 20})
        story = crisis(scene("one", dear, say=["f"], owner=owner), scene("two"), facts={"f": fact()}, dyad=dyad)
        tables = [Table(story, seed, {"cto"}).play(ceo, accept=False) for seed in range(60)]
        return sum(table.all(Finals)[0].final["cto"] == "sit" for table in tables)

    def test_it_asks_to_sit_down_only_where_they_differ(self):
        assert self.asking(**TRUSTING) > 40
        assert self.asking(ceo="b", **TRUSTING) == 0

    def test_it_asks_rather_where_it_trusts_and_where_the_other_has_the_last_word(self):
        warm, cold = {"cto.trust": 65, "cto.safety": 65}, {"cto.trust": 20, "cto.safety": 20}
        assert self.asking(**TRUSTING) > self.asking(**warm) > self.asking(**cold) == 0
        assert self.asking(owner="ceo", **warm) > self.asking(owner="cto", **warm) + 10

    @pytest.mark.parametrize(("owner", "against"), [("cto", -0.5), ("ceo", -0.2)])
    def test_it_asks_by_what_speaks_for_sitting_less_a_half_and_three_tenths_more_where_it_does_not_own(
        self, owner, against
    ):
        dear = option("b", effects={"culture": 20})
        asked = 0
        for seed in SEEDS:
            story = crisis(
                scene("one", dear, say=["f"], owner=owner),
                scene("two"),
                facts={"f": fact()},
                dyad={"cto.trust": 66, "cto.safety": 66},
            )
            table = Table(story, seed, {"cto"}).play("a", until="final")
            who = weigh_circumstance(PLAIN, find_circumstance(table.rng, table.state, "cto"))
            (sit,) = compute_utility_terms(who, build_standing(table.draft, "cto"), [build_sit_prospects(PLAIN)[0]])
            noise = [
                table.rng.draw_gumbel(Stream.SIT, 0, 1, hash_slot("asks", "cto", name)) for name in ("sit", "decline")
            ]
            expected = 10 * (sit.utility + against) + noise[0] - noise[1] > 0
            answer = choose_answer(table.draft, table.ask("final", "cto"))["option"]
            assert (answer == "sit") == expected
            asked += expected
        assert 0 < asked < len(SEEDS)

    def coffee(self, trust, *, asked=False, said=False):
        scenes = [scene("one", by="ceo", say=["f"]), scene("two", by="ceo", coffee=True)]
        story = crisis(*scenes, facts={"f": fact("ceo", "face")}, dyad={"cto.trust": trust})
        table = Table(story, 1, {"cto"}).play(until="coffee", say=["f"] if said else [])
        while table.state.phase != "coffee":
            table.play(until="coffee")
        if asked:
            table.state = replace(table.state, obstacles=frozenset({"ceo"}))
        table.state = replace(table.state, memory={"ceo": 0, "cto": 0})
        return choose_answer(table.draft, table.ask("coffee", "cto"))["what"]

    def test_over_coffee_it_thanks_whom_it_regards_for_what_it_can_name(self):
        assert self.coffee(80, said=True) == "credit"
        assert self.coffee(50, said=True) == "ask"

    def test_else_it_asks_then_explains_and_keeps_working_beside_whom_it_does_not(self):
        assert self.coffee(80) == "ask"
        assert self.coffee(80, asked=True) == "bridge"
        assert self.coffee(45, asked=True) == "bridge"
        assert self.coffee(30, asked=True) == self.coffee(30) == "work"

    def test_its_coffee_is_taken_beside_a_persons(self):
        scenes = [scene("one", by="ceo"), scene("two", by="ceo", coffee=True)]
        table = Table(crisis(*scenes), 1, {"cto"}).play(coffee={"ceo": "work"})
        assert {event.chair: event.what for event in table.all(CoffeeTaken)} == {"ceo": "work", "cto": "ask"}

    def test_an_option_that_breaks_its_own_open_promise_counts_as_breaking_it(self):
        promise = {"id": "p", "by": "cto", "text": "x", "due": 3, "kept": "not flag.broke"}
        breaking = option("c", set=["broke"])
        sparing = option("d", set=["broke"], renegotiates="p")
        scenes = [scene("one", option("a", promise=promise), by="cto"), scene("two", breaking, sparing), scene("three")]
        bound, free = Table(crisis(*scenes)).play("a"), Table(crisis(*scenes)).play("b")
        # its kindness is that of a broken promise, and in its goal it counts the other's trust: 8 times 1.4
        assert (seen(bound, "c").kind, seen(bound, "c").goal) == (-0.6, pytest.approx(-11.2))
        for table, name in ((bound, "a"), (bound, "d"), (free, "c")):
            assert (seen(table, name).kind, seen(table, name).goal) == (0, 0)
        assert seen(bound, "c", "ceo").kind == 0

    def test_it_gives_the_promises_that_an_option_offers(self):
        promise = {"id": "p", "by": "cto", "text": "x", "due": 1, "kept": "week >= 0"}
        table = Table(crisis(scene("one", option("a", promise=promise), by="cto"), scene("two")))
        assert (seen(table, "a").kind, seen(table, "a").open, seen(table, "a").expose) == (0.3, 0.2, 0.3)


class TestReactions:
    """It answers what it is told at once, and says what changed its mind."""

    def test_every_fact_is_answered_by_the_trust_from_before_it_was_said(self):
        facts = {"f": fact("ceo", "face"), "g": fact("ceo")}
        story = crisis(scene("one", say=["f", "g"]), scene("two"), facts=facts, dyad={"cto.trust": 37})
        table = Table(story, 1, {"cto"}).play("a", say=["f", "g"], until="final")
        said = {event.fact: (event.chair, event.trust) for event in table.all(FactAnswered)}
        assert said == {"f": ("cto", 37.0), "g": ("cto", 37.0)}
        assert table.state.stocks[INDEX["cto.trust"]] != 3700

    def test_the_engine_never_answers_for_a_person(self):
        story = crisis(scene("one", say=["f"]), scene("two"), facts={"f": fact("ceo")})
        assert not Table(story).play(say=["f"]).all(FactAnswered)
        assert not Table(story, 1, {"ceo"}).play(say=["f"]).all(FactAnswered)

    def test_at_the_table_too(self):
        story = crisis(scene("one", say=["f"]), scene("two"), facts={"f": fact("ceo")}, dyad=TRUSTING)
        for seed in range(20):
            table = Table(story, seed, {"cto"}).play(final={"ceo": "sit"}, sit_say=["f"])
            if table.state.past[0].sat:
                assert [event.fact for event in table.all(FactAnswered)] == ["f"]
                return
        raise AssertionError("they never sat down")

    def changes(self, *options, say=(), confidence="leaning", dyad=None):
        found = Counter()
        for seed in SEEDS:
            story = crisis(
                scene("one", *options, say=["f"]), scene("two"), facts={"f": fact()}, dyad=dyad or {}, tokens=0
            )
            table = Table(story, seed, {"cto"}).give("first", "ceo", option="a", confidence=confidence)
            table.play("a", say=list(say))
            record = table.state.past[0]
            told = table.all(MindChanged)
            assert bool(told) == (record.first["cto"] != record.final["cto"])
            for event in told:
                assert (event.chair, event.was, event.now) == ("cto", record.first["cto"], record.final["cto"])
                found[event.because] += 1
        return found

    def test_a_final_pick_that_differs_says_that_a_fact_did_it(self):
        persuading = option("a", effects={"culture": {"points": 12, "because": "f"}})
        found = self.changes(persuading, say=["f"])
        assert found["fact:f"] > 10
        assert set(found) == {"fact:f"}

    def test_or_that_the_other_was_sure(self):
        found = self.changes(confidence="sure", dyad=TRUSTING)
        assert found["sure"] > 10
        assert set(found) == {"sure"}

    def test_where_nothing_changed_it_says_nothing(self):
        assert self.changes() == Counter()
