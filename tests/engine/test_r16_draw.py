"""R16: what is drawn, and what the draw decides."""

from collections import Counter

import pytest

from game.engine import rules
from game.engine.events import Enacted, Landed, SceneOpened
from game.engine.rng import Rng
from tests.engine.crisis import Table, crisis, fact, later, option, scene

DRAW = {"cause": ["test", "vendor", "config"]}


def drawn(story, seed=1, playthrough=0):
    state, _ = rules.begin_play(story, Rng(seed, story.id, playthrough))
    return dict(state.draw)


class TestTheDraw:
    def test_each_value_comes_about_as_often(self):
        story = crisis(scene("one"), draw=DRAW)
        count = Counter(drawn(story, seed)["cause"] for seed in range(300))
        assert set(count) == set(DRAW["cause"])
        assert min(count.values()) > 70

    def test_the_same_seed_draws_the_same_and_the_second_play_is_not_solved(self):
        story = crisis(scene("one"), draw=DRAW)
        assert drawn(story, 4) == drawn(story, 4)
        assert len({drawn(story, 4, playthrough)["cause"] for playthrough in range(12)}) == 3

    def test_personas_and_goals_are_drawn_for_each_chair(self):
        goals = {name: {"text": "g", "cares": {"sales": 1.0}} for name in ("contract", "calm")}
        people = {"personas": ["driven", "guarded"], "goals": goals}
        story = crisis(scene("one"), ceo=people, cto={"personas": ["warm"]})
        seen = [drawn(story, seed) for seed in range(60)]
        assert {(draw["ceo_persona"], draw["ceo_goal"]) for draw in seen} == {
            (persona, goal) for persona in ("driven", "guarded") for goal in ("contract", "calm")
        }
        assert {(draw["cto_persona"], draw["cto_goal"]) for draw in seen} == {("warm", "goal")}

    def with_each(self, story):
        tables = [Table(story, seed) for seed in range(30)]
        return {table.state.draw["cause"]: table for table in tables}

    def test_a_fact_may_exist_under_one_draw_only(self):
        facts = {"f": fact("ceo", when="draw.cause.vendor")}
        tables = self.with_each(crisis(scene("one", say=["f"]), facts=facts, draw=DRAW))
        assert {cause for cause, table in tables.items() if "f" in table.state.facts} == {"vendor"}

    def test_private_lines_may_depend_on_it(self):
        private = {"cto": [{"when": "draw.cause.config", "text": "x"}, {"text": "y"}]}
        tables = self.with_each(crisis(scene("one", private=private), draw=DRAW))
        shown = {cause: len(table.last(SceneOpened).private["cto"]) for cause, table in tables.items()}
        assert shown == {"test": 1, "vendor": 1, "config": 2}

    def test_so_may_later_effects_and_then_no_cue_is_cast_for_what_cannot_come(self):
        doing = option("a", later=[later(1, {"sales": -4}, when="draw.cause.vendor")])
        tables = self.with_each(crisis(scene("one", doing), scene("two"), draw=DRAW))
        for cause, table in tables.items():
            table.play("a")
            assert len(table.last(Enacted).cues) == (cause == "vendor")
            assert len(table.all(Landed)) == (cause == "vendor")

    def test_a_condition_that_may_still_change_casts_its_cue(self):
        doing = option("a", later=[later(1, {"sales": -4}, when="draw.cause.vendor and week > 9")])
        for table in self.with_each(crisis(scene("one", doing), scene("two"), draw=DRAW)).values():
            may_change = table.state.draw["cause"] == "vendor"
            assert table.play("a").last(Enacted).cues == ("scenes.one.options.a.later.0.cue",) * may_change

    @pytest.mark.parametrize("seed", range(8))
    def test_endings_and_ways_can_read_it(self, seed):
        ways = [{"when": f"draw.cause.{value}", "to": value} for value in DRAW["cause"][:2]]
        scenes = [scene("one", then=[*ways, {"to": "config"}]), *(scene(value, then="end") for value in DRAW["cause"])]
        table = Table(crisis(*scenes, draw=DRAW), seed).play("a")
        assert table.state.scene == table.state.draw["cause"]
