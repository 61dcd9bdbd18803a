"""Options against each other, what each chair knows alone, and what a pack teaches: found without playing."""

import pytest

from game.content.checker import collect_findings
from game.content.checks.authoring import LEAST_CRISES
from game.engine.scenario import PRINCIPLES
from tests.content.workbench import at, changed, codes, dumped, problems_of, small

TWO = "scenes.month_end.decide"


def options(first, second):
    a = {"id": "a", "text": "Call him.", "result": "“Yes.”", **first}
    b = {"id": "b", "text": "Write it.", "result": "“No.”", **second}
    return changed(TWO, options=[a, b])


def later(stock, points, **more):
    return [{"after": 1, "cue": "x", "text": "x", "effects": {stock: points}, **more}]


class TestBeaten:
    @pytest.mark.parametrize(
        ("first", "second", "beaten"),
        [
            ({"effects": {"sales": 4}}, {"effects": {"sales": 2}}, True),
            ({"effects": {"sales": 4}}, {"effects": {"sales": 4}}, False),
            ({"effects": {"sales": 4}}, {"effects": {"finance": 1}}, False),
            ({"effects": {"sales": 4}}, {"effects": {"finance": -1}}, True),
            ({"effects": {"debt": -4}}, {"effects": {"debt": 4}}, True),
            ({"effects": {"sales": 4}}, {"effects": {"sales": 2}, "moves": ["own"]}, False),
            ({"effects": {"sales": 4}, "moves": ["own"]}, {"effects": {"sales": 4}}, True),
            ({"effects": {"sales": 4}}, {"effects": {"sales": 4}, "moves": ["blame"]}, True),
            ({"effects": {"sales": 4}}, {"effects": {"sales": 2}, "later": later("sales", 1)}, True),
            ({"effects": {"sales": 4}}, {"effects": {"sales": 2}, "later": later("sales", 4)}, False),
            ({"effects": {"sales": 2}, "later": later("sales", 4)}, {"effects": {"sales": 4}}, False),
            ({"effects": {"sales": 4}, "later": later("sales", -1)}, {"effects": {"sales": 2}}, True),
            ({"effects": {"sales": 4}, "later": later("sales", -3)}, {"effects": {"sales": 2}}, False),
            ({"effects": {"sales": 4}}, {"effects": {"sales": 2}, "later": later("sales", 9, when="week > 3")}, False),
            ({"effects": {"sales": 4}}, {"effects": {"sales": 2}, "set": ["firm"]}, False),
            ({"effects": {"sales": 4}}, {"effects": {"sales": 2}, "trap": True}, False),
            ({"effects": {"sales": 4}, "when": "week > 3"}, {"effects": {"sales": 2}}, False),
        ],
    )
    def test_an_option_is_beaten_where_another_is_as_good_in_everything(self, first, second, beaten):
        assert ("A106" in codes(options(first, second), "publish")) is beaten
        assert ("A106" in codes(options(second, first), "publish")) is beaten

    def test_what_an_ending_reads_is_no_matter_of_points(self):
        data = options({"effects": {"sales": 4}}, {"effects": {"sales": 2}})
        at(data, "endings.0")["when"] = "chose.month_end.b"
        assert "A106" not in codes(data, "publish")

    def test_both_places_are_shown(self):
        data = options({"effects": {"sales": 4}}, {"effects": {"sales": 2}})
        (problem,) = [one for one in problems_of(data, "publish") if one.code == "A106"]
        assert problem.related[0].place.line < problem.line


class TestPrice:
    @pytest.mark.parametrize(
        ("fields", "told"),
        [
            ({"effects": {"sales": 4, "culture": 2}}, True),
            ({"effects": {"sales": -4, "culture": -2}}, True),
            ({"effects": {"sales": 4, "culture": -2}}, False),
            ({"effects": {"sales": 4, "strain": -2}}, True),
            ({"effects": {"sales": 4, "strain": 2}}, False),
            ({"effects": {"sales": 4}, "moves": ["own"]}, True),
            ({"effects": {"sales": 4}, "moves": ["deny"]}, False),
            ({"effects": {"sales": 4}, "later": later("sales", -4)}, False),
            ({"effects": {"sales": 4, "culture": 2}, "trap": True}, False),
        ],
    )
    def test_an_option_gives_and_takes(self, fields, told):
        assert ("A125" in codes(options(fields, {}), "publish")) is told

    @pytest.mark.parametrize(
        ("fields", "told"),
        [
            ({"effects": {"sales": 4}}, True),
            ({"effects": {"sales": 4, "marketing": -2}}, True),
            ({"effects": {"sales": 4, "csat_service": -2}}, False),
            ({"effects": {"sales": 4}, "moves": ["own"]}, False),
            ({"effects": {"sales": 4, "cto.trust": -2}}, False),
            ({"effects": {"sales": 4}, "later": later("culture", -2)}, False),
            ({"moves": ["own"]}, True),
        ],
    )
    def test_an_option_touches_two_outcomes_or_one_and_the_chairs(self, fields, told):
        other = {"effects": {"sales": 4, "culture": -2}}
        assert ("A107" in codes(options(fields, other), "publish")) is told


def test_a_private_line_counts_as_something_known_alone():
    data = small()
    assert "A114" in codes(data, "publish")
    at(data, "scenes.month_end")["private"] = {"cto": "The lamp is green."}
    assert "A114" not in codes(data, "publish")


class TestPack:
    def crises(self, folder, taught):
        for number, principles in enumerate(taught):
            home = folder / f"crisis-{number}"
            home.mkdir()
            data = changed("", id=home.name, principles=principles)
            (home / "scenario.yaml").write_text(dumped(data), encoding="utf-8")
        return [one for one in collect_findings([folder], "publish").problems if one.code == "A127"]

    @pytest.mark.long
    def test_a_principle_that_few_crises_teach_is_named(self, tmp_path):
        taught = [list(PRINCIPLES[start : start + 4]) for start in (0, 0, 0, 4, 4, 4, 6, 6)]
        told = self.crises(tmp_path, taught)
        assert [one.message.split("'")[1] for one in told] == list(PRINCIPLES[8:])
        assert {one.file.split("/")[-2] for one in told} == {"crisis-0"}

    def test_a_few_crises_are_no_pack(self, tmp_path):
        assert self.crises(tmp_path, [["no_blame", "freedom"]] * (LEAST_CRISES - 1)) == []


class TestPromise:
    @pytest.mark.parametrize(
        ("due", "kept", "settled"),
        [
            (1, "flag.tests_done", "kept"),
            (2, "flag.tests_done", "kept"),
            (3, "flag.tests_done", ""),
            (1, "not chose.fortnight.run_on_time", "broken"),
            (3, "not chose.fortnight.run_on_time", ""),
            (1, "not chose.afternoon.mine", "broken"),
            (2, "not chose.afternoon.mine", ""),
            (1, "not chose.morning.pay_first", ""),
            (1, "flag.firm", ""),
            (1, "said.bonus", ""),
            (1, "cto.safety >= 50", ""),
            (1, "flag.chair_empty", ""),
        ],
    )
    def test_it_is_settled_as_the_scene_opens_in_which_it_falls_due(self, due, kept, settled):
        data = small()
        at(data, "scenes.standup.decide.options.void_tonight.promise").update(due=due, kept=kept)
        found = [one.message for one in problems_of(data, "publish") if one.code == "A126"]
        assert [message.split("never be ")[1].split(":")[0] for message in found] == ([settled] if settled else [])

    def test_one_of_the_last_scene_falls_due_as_play_ends(self):
        data = small()
        option = at(data, "scenes.month_end.decide.options.all_fine")
        option["promise"] = {"id": "p", "by": "ceo", "text": "x", "due": 1, "kept": "chose.month_end.all_fine"}
        assert "S118" not in codes(data, "publish")
        option["promise"]["due"] = 2
        assert "S118" in codes(data, "publish")


class TestWeights:
    @pytest.mark.parametrize(
        ("first", "second", "heavy"),
        [
            (None, None, True),
            ("draw.cause.retry", None, True),
            ("draw.cause.retry", "draw.cause.double_click", False),
            ("draw.cause.retry", "not draw.cause.retry", False),
            ("draw.cause.retry", "draw.cause.retry", True),
        ],
    )
    def test_facts_that_never_exist_together_are_not_added_up(self, first, second, heavy):
        fact = {"held": "cto", "label": "A short name", "text": "x", "told": "x", "weight": 9, "cost": "free"}
        guarded = [{**fact, "when": when} if when else fact for when in (first, second)]
        data = changed("", facts={f"f{number}": dict(one) for number, one in enumerate([*guarded, fact, fact])})
        assert ("A117" in codes(data, "publish")) is heavy
