"""What one chair may see: figures with their words, dots without a sign, its own facts and never the other's."""

import pytest

from game.engine.stocks import OUTCOMES
from game.playthrough.visibility import BETWEEN, build_chair_view, build_hints, compute_band
from tests.engine.crisis import Table, crisis, fact, later, loaded, option, scene
from tests.playthrough.players import plain, play, session

FACTS = {"f": fact("ceo"), "g": fact("cto", "face"), "h": fact("cto", since="two")}


def dots(table, chair, name="a"):
    decision = table.scenario.scenes[table.state.scene].decision
    return {hint.outcome: hint.dots for hint in build_hints(table.draft, (chair,), decision.find_option(name))}


def option_with(**fields):
    return Table(crisis(scene("one", option("a", **fields), say=["f"]), scene("two"), facts=FACTS))


class TestBands:
    @pytest.mark.parametrize(
        ("points", "expected"),
        [(0, 0), (29, 0), (30, 1), (42, 1), (43, 2), (50, 2), (56, 2), (57, 3), (69, 3), (70, 4), (100, 4)],
    )
    def test_an_index_has_five_words(self, points, expected):
        assert compute_band("culture", points) == expected

    def test_where_less_is_better_the_words_turn_around(self):
        for stock in ("strain", "debt", "ceo.gap"):
            assert (compute_band(stock, 10), compute_band(stock, 90)) == (4, 0)

    def test_the_neutral_company_is_in_the_middle(self):
        view = build_chair_view(*_at_start(), "ceo")
        assert {figure.band for figure in view.figures if figure.stock != "cash"} <= {1, 2}

    def test_customers_and_cash_have_words_of_their_own(self):
        assert [compute_band("customers", count) for count in (60, 130, 200, 230, 400)] == [0, 1, 2, 3, 4]
        assert [compute_band("cash", k) for k in (-5, 200, 800, 1500, 3000)] == [0, 1, 2, 3, 4]


def _at_start():
    table = Table(crisis(scene("one"), scene("two")))
    return table.scenario, table.state


class TestDots:
    @pytest.mark.parametrize(("points", "number"), [(1, 1), (3, 1), (4, 2), (7, 2), (8, 3), (15, 3)])
    def test_one_to_three_by_the_points_and_never_the_sign(self, points, number):
        for sign in (1, -1):
            assert dots(option_with(effects={"sales": sign * points}), "ceo") == {"sales": number}

    def test_now_and_later_count_together(self):
        table = option_with(effects={"sales": 3}, later=[later(1, {"sales": -5})])
        assert dots(table, "ceo") == {"sales": 3}

    def test_what_customers_feel_is_one_outcome(self):
        table = option_with(effects={"csat_product": 2, "csat_service": -3})
        assert dots(table, "ceo") == {"customers": 2}

    def test_customers_and_cash_are_weighed_on_the_scale_of_points(self):
        assert dots(option_with(effects={"cash": -80}), "ceo") == {"cash": 2}
        assert dots(option_with(effects={"customers": 10}), "ceo") == {"customers": 1}

    def test_what_rests_on_a_fact_is_hidden_from_who_does_not_know_it(self):
        table = option_with(
            effects={"sales": [2, {"points": 9, "because": "f"}], "debt": {"points": 5, "because": "f"}}
        )
        assert dots(table, "ceo") == {"sales": 3, "debt": 2}
        assert dots(table, "cto") == {"sales": 1}
        table.play(say=["f"], until="final")
        assert dots(table, "cto") == dots(table, "ceo")

    def test_what_is_done_between_the_chairs_is_one_outcome(self):
        assert dots(option_with(moves=["appreciate"]), "ceo") == {BETWEEN: 2}  # 3 x 1.4 = 4.2 points (R20)
        assert dots(option_with(moves=["blame"]), "ceo") == {BETWEEN: 3}
        assert dots(option_with(moves=[{"blame": {"on": "lan"}}]), "ceo") == {BETWEEN: 3}  # 6 x 1.4 = 8.4 points
        assert dots(option_with(effects={"cto.trust": -2}), "ceo") == {BETWEEN: 1}

    def test_an_option_that_touches_nothing_has_none(self):
        assert dots(option_with(), "ceo") == {}

    def test_the_largest_comes_first(self):
        table = option_with(effects={"sales": 1, "debt": 9, "culture": 5})
        assert list(dots(table, "ceo")) == ["debt", "culture", "sales"]

    def test_a_prompt_carries_them_for_its_chair(self):
        story = loaded(
            scene("one", option("a", effects={"sales": {"points": 9, "because": "f"}}), say=["f"]),
            scene("two"),
            facts=FACTS,
        )
        game = session(crisis=story)
        seen = {}
        while game.prompt.kind in ("first", "say"):
            for choice in game.prompt.choices:
                seen[game.prompt.chair, choice.id] = choice.hints
            game.answer(game.prompt.token, plain(game.prompt))
        assert [hint.dots for hint in seen["ceo", "a"]] == [3]
        assert seen["cto", "a"] == ()


class TestAChairsOwnView:
    def view(self, chair, **how):
        table = Table(crisis(scene("one", say=["f", "g"]), scene("two"), scene("three"), facts=FACTS))
        return build_chair_view(table.scenario, table.play(**how).state, chair)

    def test_the_company_is_shown_to_both_alike(self):
        assert [figure.stock for figure in self.view("ceo").figures] == list(OUTCOMES)
        assert self.view("ceo").figures == self.view("cto").figures

    def test_its_own_facts_with_what_became_of_them_and_never_the_others_secrets(self):
        ceo, cto = (self.view(chair, say=["g"]) for chair in ("ceo", "cto"))
        assert [(held.id, held.status) for held in ceo.facts] == [("f", "unsaid")]
        assert [(held.id, held.status) for held in cto.facts] == [("g", "said"), ("h", "unsaid")]
        assert (ceo.shared, cto.shared) == (("facts.g",), ())
        assert (ceo.unsaid, cto.unsaid) == (1, 1)

    def test_a_fact_that_is_not_yet_learned_is_not_there(self):
        assert [held.id for held in build_chair_view(*_with_facts(), "cto").facts] == ["g"]

    def test_how_far_it_trusts_as_a_figure_and_the_other_only_as_a_word(self):
        view = self.view("ceo")
        assert (view.trust.stock, view.trust.value) == ("ceo.trust", 53)  # they agreed: 50 + 2 x 1.4 (R19, R20)
        table = Table(crisis(scene("one"), dyad={"cto.trust": 80, "cto.safety": 60}))
        assert build_chair_view(table.scenario, table.state, "ceo").seems == compute_band("cto.trust", 70)

    def test_what_is_on_its_way_and_what_was_promised(self):
        promise = {"id": "p", "by": "cto", "text": "x", "due": 2, "kept": "week > 9"}
        doing = option("a", later=[later(2), {**later(2), "cue": None}], promise=promise)
        doing["later"][1].pop("cue")
        table = Table(crisis(scene("one", doing), scene("two"), scene("three"), scene("four")))
        one = build_chair_view(table.scenario, table.play("a", until="pledge").state, "cto")
        assert one.cues == ("scenes.one.options.a.later.0.cue",)
        assert one.promises == ("scenes.one.options.a.promise.text",)
        two = build_chair_view(table.scenario, table.play("b").state, "cto")
        assert (two.cues, two.promises) == ((), ())

    def test_what_changed_since_the_scene_opened(self):
        """What landed before is no change of this scene: the consequence that it follows has told it."""
        costly = {"f": fact("ceo", cost="confidential", price={"sales": -3})}
        doing = option("a", later=[later(1, {"sales": -4})])
        table = Table(crisis(scene("one", doing), scene("two", say=["f"]), facts=costly))

        def see_sales():
            figures = build_chair_view(table.scenario, table.state, "ceo").figures
            return next((figure.value, figure.change) for figure in figures if figure.stock == "sales")

        table.play("a")
        assert see_sales() == (44, 0)
        table.play("a", say=["f"], until="final")
        assert see_sales() == (41, -3)

    def test_the_pledge_is_its_own(self):
        table = Table(crisis(scene("one"), scene("two"), scene("three")))
        table.play()
        table.play(pledge={"ceo": "people", "cto": "cash"})
        ceo, cto = (build_chair_view(table.scenario, table.state, chair) for chair in ("ceo", "cto"))
        assert (ceo.pledge, cto.pledge) == ("people", "cash")

    def test_how_far_play_has_come(self):
        view = self.view("ceo")
        assert (view.week, view.tokens, view.tokens_most) == (0, 2, 2)


def _with_facts():
    table = Table(crisis(scene("one", say=["f", "g"]), scene("two"), facts=FACTS))
    return table.scenario, table.state


class TestSecrecyInPlay:
    def test_what_one_chair_sees_does_not_depend_on_what_the_other_picks_and_keeps_until_the_reveal(self):
        seen = []
        for pick, say in (("void_tonight", ()), ("wait_for_bank", ("skipped_review", "refund_path"))):
            game = play(session(seed=6), until="first")
            while game.prompt.chair == "ceo":
                game.answer(game.prompt.token, plain(game.prompt))
            before = game.build_view("ceo")
            game.answer(game.prompt.token, plain(game.prompt, first=pick))
            seen.append((before, game.build_view("ceo"), game.prompt.kind, game.prompt.chair))
            game.answer(game.prompt.token, plain(game.prompt, say=say))
        assert seen[0] == seen[1]
        assert seen[0][0] == seen[0][1]

    def test_texts_for_one_chair_are_told_to_it_alone(self):
        game = session()
        assert game.scene_events[0].private == {}
        assert [line.path for line in game.open_private_view().lines] == ["scenes.morning.private.ceo"]
        assert set(game.list_events_for("cto")[0].private) == {"cto"}
