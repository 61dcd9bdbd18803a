"""`because`: whom a fact persuades, and whether it is news by then; promises that are asked for before they are due."""

import pytest

from tests.content.workbench import at, changed, codes, problems_of, small

OPTION = "scenes.fortnight.decide.options.run_on_time"
PROMISED = "scenes.standup.decide.options.void_tonight"


def with_reason(path, stock, fact):
    return changed(path, effects={stock: {"points": 4, "because": fact}, "sales": -2})


class TestPersuasion:
    @pytest.mark.parametrize(
        ("stock", "fact", "nobody"),
        [
            ("finance", "refund_path", False),
            ("customers", "refund_path", True),
            ("cash", "refund_path", True),
            ("cash", "renewal", True),
            ("strain", "renewal", False),
        ],
    )
    def test_a_fact_persuades_by_what_its_hearer_cares_for(self, stock, fact, nobody):
        assert ("K110" in codes(with_reason(OPTION, stock, fact))) is nobody

    def test_one_goal_of_the_hearer_is_enough(self):
        data = with_reason(OPTION, "cash", "refund_path")
        at(data, "cast.ceo.goals.calm")["cares"] = {"cash": 0.5}
        assert "K110" not in codes(data)

    def test_a_stock_beside_it_that_counts_is_enough(self):
        data = with_reason(OPTION, "cash", "refund_path")
        at(data, OPTION)["effects"]["finance"] = {"points": 2, "because": "refund_path"}
        assert "K110" not in codes(data)

    def test_the_place_is_that_of_the_fact_and_the_hearer_is_named(self):
        problem = next(one for one in problems_of(with_reason(OPTION, "cash", "refund_path")) if one.code == "K110")
        assert problem.length == len("refund_path") + 2
        assert "the CEO does not care about 'cash'" in problem.message


class TestNews:
    @pytest.mark.parametrize(("after", "old"), [(1, True), (2, True), (3, False)])
    def test_a_fact_is_no_news_once_it_has_surfaced_on_every_way(self, after, old):
        data = with_reason(OPTION, "structure", "skipped_review")
        at(data, "facts.skipped_review.surfaces")["after"] = after
        assert ("K111" in codes(data)) is old

    def test_on_one_way_it_may_still_be_kept(self):
        data = with_reason("scenes.month_end.decide.options.all_fine", "structure", "skipped_review")
        at(data, "facts.skipped_review.surfaces")["after"] = 4
        assert "K111" not in codes(data)
        at(data, "facts.skipped_review.surfaces")["after"] = 3
        assert "K111" in codes(data)

    def test_a_fact_without_surfaces_is_always_news(self):
        assert "K111" not in codes(with_reason(OPTION, "structure", "renewal"))


class TestPromises:
    @pytest.mark.parametrize(
        ("path", "when", "early"),
        [
            ("scenes.afternoon.private.ceo.0", "broken.tests", True),
            ("scenes.afternoon.private.ceo.0", "not kept.tests", True),
            ("scenes.afternoon.private.ceo.0", "broken.tests or debt > 50", False),
            ("scenes.afternoon.private.ceo.0", "broken.tests and debt > 50", True),
            ("scenes.month_end.also.0", "broken.tests", False),
            ("scenes.afternoon.decide.options.tell_me_how.later.0", "broken.tests", False),
            ("endings.0", "broken.tests", False),
        ],
    )
    def test_how_it_turned_out_is_asked_where_it_is_due(self, path, when, early):
        data = small()
        at(data, path)["when"] = when
        assert ("S123" in codes(data)) is early

    @pytest.mark.parametrize(("scene", "early"), [("afternoon", True), ("fortnight", False), (None, False)])
    def test_an_echo_of_one_scene_is_heard_there_only(self, scene, early):
        echo = {"who": "mai", "when": "broken.tests", "text": "“And the tests?”"}
        data = changed("", echoes=[{**echo, "scene": scene} if scene else echo])
        assert ("S123" in codes(data)) is early

    def test_what_is_due_after_the_last_scene_is_heard_in_no_scene(self):
        data = changed("", echoes=[{"who": "mai", "when": "kept.tests", "text": "“And the tests?”"}])
        at(data, PROMISED)["promise"]["due"] = 5
        assert "S123" in codes(data)
