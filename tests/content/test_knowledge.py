"""Who can know what, when: found out from the ways through the story, before anybody has played it."""

import pytest

from game.content.checks.logic import MOST_WORLDS, StateSpace, can_hold_together, list_worlds
from game.engine.conditions import ConditionVocabulary, parse_condition
from tests.content.workbench import at, changed, codes, problems_of, small

NOTE = "scenes.standup.decide.options.credit_note"
NEW = {"held": "ceo", "label": "A short name", "text": "x", "told": "x", "weight": 4, "cost": "free"}


def of_knowledge(data, level="draft"):
    return [code for code in codes(data, level) if code.startswith("K")]


SURFACES = {"after": 1, "by": "mai", "text": "x"}


def changed_by(data, **fields):
    return {**data, **fields}


def with_facts(data, **facts):
    data["facts"].update({name: {**NEW, **more} for name, more in facts.items()})
    return data


class TestSynthesis:
    def test_facts_of_two_branches_are_never_on_one_table(self):
        data = with_facts(small(), left={"since": "letter"}, right={"held": "cto", "since": "fortnight"})
        at(data, "scenes.letter").update(then="month_end")
        at(data, "scenes.month_end").update(say=["left", "right"])
        at(data, "scenes.month_end.decide.options.all_fine").update(needs=["left", "right"])
        assert of_knowledge(data) == ["K101"]
        at(data, "scenes.letter").update(then="fortnight")
        assert of_knowledge(data) == []

    def test_facts_of_two_draws_are_never_on_one_table(self):
        data = with_facts(small(), click={"when": "draw.cause.double_click", "since": "afternoon"})
        at(data, "scenes.month_end").update(say=["click", "retry_bug"])
        at(data, "scenes.month_end.decide.options.all_fine").update(needs=["click", "retry_bug"])
        assert of_knowledge(data) == ["K101"]
        at(data, "facts.click").update(when="draw.cause.retry")
        assert of_knowledge(data) == []

    def test_what_a_synthesis_needs_can_be_said_once_they_sit_though_the_scene_does_not_open_it(self):
        data = with_facts(small(), quiet={"held": "cto", "surfaces": SURFACES})
        for scene in data["scenes"]:
            if scene.get("say") is True:
                scene["say"] = ["bonus"]
        assert of_knowledge(data) == ["K102", "K104"]
        at(data, NOTE).update(needs=["renewal", "quiet"])
        at(data, "endings.0").update(when="said.quiet")
        assert of_knowledge(data) == []

    def test_where_nobody_can_sit_it_cannot_be_said(self):
        data = with_facts(small(), quiet={"held": "cto"})
        at(data, NOTE).update(needs=["renewal", "quiet"])
        for scene in data["scenes"]:
            if scene.get("say") is True:
                scene["say"] = ["bonus"]
        assert "K104" in of_knowledge(changed_by(data, tokens=0))
        at(data, "scenes.standup").pop("say")
        assert {"K104", "K109"} <= set(of_knowledge(data))

    def test_what_its_holder_learns_after_they_sat_comes_too_late(self):
        data = with_facts(small(), quiet={"held": "cto", "since": "afternoon"})
        at(data, NOTE).update(needs=["renewal", "quiet"])
        assert of_knowledge(data) == ["K101"]

    def test_without_tokens_nobody_can_sit(self):
        assert "K109" in of_knowledge(changed("", tokens=0), "load")
        assert "K109" not in of_knowledge(changed("", tokens=1), "load")


class TestConditions:
    @pytest.mark.parametrize(
        ("path", "when", "early"),
        [
            ("scenes.standup.decide.options.void_by_hand.later.0", "said.bonus", False),
            ("scenes.morning.decide.options.pay_first.later.0", "surfaced.bonus", False),
            ("scenes.morning.decide.options.pay_first", "said.bonus", True),
            ("scenes.standup.decide.options.void_by_hand", "knows.ceo.skipped_review", False),
            ("scenes.standup.decide.options.void_by_hand", "surfaced.skipped_review", True),
            ("scenes.standup.private.cto", "knows.ceo.skipped_review", True),
            ("scenes.standup.private.cto", "knows.cto.skipped_review", False),
            ("scenes.afternoon.private.ceo.0", "surfaced.skipped_review", True),
            ("scenes.afternoon.private.ceo.0", "surfaced.renewal", True),
            ("scenes.fortnight.decide.options.run_on_time", "surfaced.skipped_review", False),
            ("endings.0", "surfaced.renewal", True),
            ("endings.0", "surfaced.bonus and said.renewal", False),
        ],
    )
    def test_a_fact_is_asked_for_where_it_can_be_out(self, path, when, early):
        data = small()
        if path.endswith("private.cto"):
            data["scenes"][1]["private"]["cto"] = [{"when": when, "text": "x"}]
        else:
            at(data, path)["when"] = when
        assert ("K105" in codes(data)) is early

    def test_the_column_is_that_of_the_name(self):
        problem = next(
            one
            for one in problems_of(changed("scenes.morning.also.0", when="cto.safety >= 50 and said.bonus"))
            if one.code == "K105"
        )
        assert problem.length == len("said.bonus")
        assert "earlier" in problem.hint


class TestFacts:
    def test_a_confidence_that_costs_is_of_use_by_being_kept(self):
        secret = {"cost": "confidential", "price": {"culture": -4}}
        assert of_knowledge(with_facts(small(), secret=secret)) == []
        assert of_knowledge(with_facts(small(), secret={})) == ["K102"]

    def test_an_effect_of_another_draw_is_foreseen_by_nobody(self):
        data = small()
        finance = {"finance": {"points": 4, "because": "retry_bug"}}
        option = at(data, "scenes.month_end.decide.options.ask_for_money")
        option["later"] = [{"after": 1, "cue": "x", "text": "x", "effects": finance}]
        assert "K103" not in codes(data)
        option["later"][0]["when"] = "draw.cause.double_click"
        assert "K103" in codes(data)

    def test_knowledge_is_asked_of_a_draft_and_keeps_nothing_from_being_played(self):
        data = changed(NOTE, needs=["renewal", "retry_bug"])
        assert of_knowledge(data) == ["K101"]
        assert codes(data, "load") == []


class TestWorlds:
    STORY = StateSpace(
        draws={"cause": ("a", "b")},
        options={"first": ("left", "right")},
        raisers={"bold": frozenset({("first", "left")})},
        holders={"secret": "ceo"},
    )
    NAMES = frozenset(
        {"draw.cause.a", "draw.cause.b", "flag.bold", "chose.first.left", "chose.first.right", "said.secret"}
        | {"surfaced.secret", "knows.ceo.secret", "knows.cto.secret", "kept.word", "broken.word"}
        | {
            "pledge.ceo.people",
            "pledge.ceo.cash",
            "picked.cto.first.left",
            "picked.cto.first.right",
            "flag.checkin_ceo",
        }
    )

    @pytest.mark.parametrize(
        ("together", "possibly"),
        [
            (("draw.cause.a", "draw.cause.b"), False),
            (("draw.cause.a", "not draw.cause.b"), True),
            (("not draw.cause.a", "not draw.cause.b"), False),
            (("cto.safety >= 50", "cto.safety < 50"), False),
            (("cto.safety >= 50", "cto.safety <= 50"), True),
            (("ceo.gap + cto.gap < 60", "ceo.gap >= 52"), True),
            (("flag.bold", "chose.first.right"), False),
            (("flag.bold", "chose.first.left"), True),
            (("not flag.bold", "chose.first.left"), False),
            (("said.secret", "surfaced.secret"), False),
            (("said.secret", "not knows.cto.secret"), False),
            (("not said.secret", "knows.ceo.secret"), True),
            (("not knows.ceo.secret",), False),
            (("kept.word", "broken.word"), False),
            (("pledge.ceo.people", "pledge.ceo.cash"), False),
            (("picked.cto.first.left", "chose.first.right"), True),
            (("picked.cto.first.left", "picked.cto.first.right"), False),
            (("flag.checkin_ceo", "not flag.checkin_ceo"), False),
            (("week >= 3", "tokens == 0"), True),
        ],
    )
    def test_what_excludes_each_other_is_never_true_in_one_world(self, together, possibly):
        guards = [parse_condition(text, ConditionVocabulary(self.NAMES)) for text in together]
        assert can_hold_together(guards, self.STORY) is possibly

    def test_of_very_many_worlds_a_sample_from_all_over_is_taken(self):
        names = [f"flag.f{number}" for number in range(40)]
        words = ConditionVocabulary(frozenset(names))
        guards = [parse_condition(" or ".join(names[:20]), words), parse_condition(" or ".join(names[20:]), words)]
        found = list(list_worlds(guards, StateSpace()))
        assert len({tuple(world.values.values()) for world in found}) == len(found) == MOST_WORLDS
        for name in names:
            assert 0.3 < sum(world.look_up(name) for world in found) / MOST_WORLDS < 0.7

    def test_without_a_condition_there_is_one_world(self):
        assert len(list(list_worlds([None], StateSpace()))) == 1
