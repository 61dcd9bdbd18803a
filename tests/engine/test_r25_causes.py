"""R25: what causes an effect, what it waits for, named conditions, and what ends play before its time."""

import pytest

from game.analysis.reachability.proofs import prove_unreachable
from game.content.compiler import ScenarioError
from game.engine.consequences import list_foreseen_effects
from game.engine.events import Enacted, Ended, Landed, SceneOpened
from tests.engine.crisis import Table, crisis, fact, later, loaded, option, scene

DRAWN = {
    "draw": {"cause": ["queue", "line"]},
    "facts": {
        "queue": fact("ceo", when="draw.cause.queue"),
        "line": fact("cto", when="draw.cause.line"),
        "plain": fact("ceo"),
    },
}
ENDINGS = [
    {"id": "lost", "tier": "poor", "when": "cash < 0", "title": "t", "text": "t"},
    {"id": "over", "tier": "mixed", "title": "t", "text": "t"},
]
ENDS = [{"when": "sales <= 40", "ending": "lost"}]


def tables(*scenes, **fields):
    """Return a table in each world, by what was drawn."""
    whole = crisis(*scenes, **{**DRAWN, **fields})
    found = {}
    for seed in range(30):
        table = Table(whole, seed)
        found.setdefault(table.state.draw["cause"], table)
    assert set(found) == {"queue", "line"}
    return found


def moved(table, stock, *cause):
    """Return what the ledger says that a cause moved a stock by, carried out and all."""
    return sum(entry.points for entry in table.state.ledger if entry.stock == stock and entry.cause in cause) / 100


class TestACause:
    def test_an_effect_happens_only_where_its_fact_is_true_whoever_knows_it(self):
        doing = option(
            "a", effects={"sales": [2, {"points": 6, "because": "queue"}, {"points": -4, "because": "line"}]}
        )
        found = tables(scene("one", doing))
        assert {world: moved(table.play(), "sales", "option:one.a") for world, table in found.items()} == {
            "queue": 8,
            "line": -2,
        }

    def test_what_is_told_of_a_decision_is_what_came_about(self):
        doing = option("a", effects={"sales": [2, {"points": 6, "because": "queue"}]})
        for world, table in tables(scene("one", doing)).items():
            assert [effect.points for effect in table.play().last(Enacted).effects] == (
                [2, 6] if world == "queue" else [2]
            )

    def test_a_fact_without_a_condition_is_true_in_every_play(self):
        doing = option("a", effects={"sales": {"points": 6, "because": "plain"}})
        assert {moved(table.play(), "sales", "option:one.a") for table in tables(scene("one", doing)).values()} == {6}

    def test_only_who_knows_the_fact_foresees_it_and_only_where_it_is_true(self):
        doing = option("a", effects={"sales": {"points": 6, "because": "queue"}, "product": 1})
        for world, table in tables(scene("one", doing)).items():
            listed = table.scenario.scenes["one"].decision.options[0]
            seen = {
                chair: [e.stock for e in list_foreseen_effects(table.draft, chair, listed)] for chair in ("ceo", "cto")
            }
            assert seen == {"ceo": ["sales", "product"] if world == "queue" else ["product"], "cto": ["product"]}

    def test_what_surfaces_does_harm_only_where_its_cause_is_true(self):
        out = {"after": 1, "by": "lan", "text": "x", "effects": {"culture": {"points": -5, "because": "line"}}}
        facts = {**DRAWN["facts"], "plain": fact("ceo", surfaces=out)}
        found = tables(scene("one", say=["plain"]), scene("two"), facts=facts)
        for world, table in found.items():
            table.play()
            assert moved(table, "culture", "surfaced:plain") == (-5 if world == "line" else 0)


class TestALaterEntry:
    LATER = later(1, {"sales": {"points": 6, "because": "queue"}, "product": {"points": 2, "because": "queue"}})

    def test_none_of_whose_causes_is_true_is_not_set_off_and_casts_no_cue(self):
        for world, table in tables(scene("one", option("a", later=[self.LATER])), scene("two")).items():
            table.play()
            here = world == "queue"
            assert bool(table.last(Enacted).cues) is here
            assert [landed.path for landed in table.all(Landed)] == ["scenes.one.options.a.later.0"] * here
            assert not table.state.pending
            assert moved(table, "sales", "later:scenes.one.options.a.later.0") == 0 or here

    def test_whose_condition_a_draw_rules_out_is_not_set_off_whatever_else_it_waits_for(self):
        """A flag may still be raised and sales may still rise; what was drawn stays."""
        mixed = [
            later(2, {"sales": 6}, when="draw.cause.queue and flag.up"),
            later(
                2,
                {"culture": 6},
                when="(draw.cause.queue and sales >= 90) or (draw.cause.line and not draw.cause.line)",
            ),
            later(2, {"product": [{"points": 6, "when": "draw.cause.queue and not flag.up"}]}),
            later(2, {"debt": 6}, when="draw.cause.queue or flag.up"),
        ]
        ahead = {"queue": [0, 1, 2, 3], "line": [3]}
        for world, table in tables(
            scene("one", option("a", later=mixed)), scene("two", option("u", set=["up"]))
        ).items():
            (doing,) = [one for one in table.scenario.scenes["one"].decision.options if one.id == "a"]
            foreseen = {effect.stock for effect in list_foreseen_effects(table.draft, "ceo", doing)}
            assert ("culture" in foreseen) is (world == "queue")
            table.play()
            assert table.last(Enacted).cues == tuple(f"scenes.one.options.a.later.{n}.cue" for n in ahead[world])

    def test_tells_and_applies_only_what_came_about(self):
        both = later(1, {"sales": [{"points": 6, "because": "queue"}, {"points": -8, "because": "line"}]})
        for world, table in tables(scene("one", option("a", later=[both])), scene("two")).items():
            effects = table.play().last(Landed).effects
            assert [effect.because for effect in effects] == [world]

    def test_of_which_nothing_holds_as_it_lands_is_not_told(self):
        one = later(1, {"sales": {"points": 6, "when": "flag.up"}})
        whole = crisis(scene("one", option("a", later=[one]), option("b", later=[one], set=["up"])), scene("two"))
        assert not Table(whole).play("a").all(Landed)
        assert [effect.points > 0 for effect in Table(whole).play("b").last(Landed).effects] == [True]


class TestAPortion:
    def test_is_read_after_the_moves_of_its_option(self):
        portions = [{"points": 6, "when": "cto.safety > 50"}, {"points": -5, "when": "cto.safety <= 50"}]
        warm, cold = (
            option(name, effects={"culture": portions}, **how) for name, how in (("a", {"moves": ["own"]}), ("b", {}))
        )
        whole = crisis(scene("one", warm, cold, by="ceo"))
        start = Table(whole)["cto.safety"]
        assert start <= 50
        assert moved(Table(whole).play("a"), "culture", "option:one.a") == 6
        assert moved(Table(whole).play("b"), "culture", "option:one.b") == -5

    def test_is_not_read_after_the_effects_of_its_own_option(self):
        doing = option("a", effects={"sales": [10, {"points": 5, "when": "sales >= 60"}]})
        whole = crisis(scene("one", doing), company={"sales": 52})
        assert moved(Table(whole).play(), "sales", "option:one.a") == 10

    def test_may_ask_for_a_fact_and_a_condition(self):
        doing = option("a", effects={"sales": {"points": 6, "because": "queue", "when": "product >= 40"}})
        for product in (30, 50):
            for world, table in tables(scene("one", doing), company={"product": product}).items():
                there = world == "queue" and product == 50
                assert moved(table.play(), "sales", "option:one.a") == (6 if there else 0)

    def test_needs_a_cause_or_a_condition(self):
        with pytest.raises(ScenarioError, match="need 'because' or 'when'"):
            crisis(scene("one", option("a", effects={"sales": {"points": 6}})))


class TestALet:
    def test_is_read_by_name_wherever_a_condition_stands(self):
        doing = option("a", effects={"sales": {"points": 6, "when": "let.close and sales > 0"}}, when="let.close")
        whole = crisis(scene("one", doing, plain=("b", "c")), let={"close": "min(ceo.trust, cto.trust) >= 20"})
        assert moved(Table(whole).play("a"), "sales", "option:one.a") == 6

    def test_cannot_read_another_let(self):
        with pytest.raises(ScenarioError, match="can't read another"):
            crisis(scene("one"), let={"a": "cash > 0", "b": "let.a and cash > 1"})

    def test_counts_in_the_hash_as_what_it_means(self):
        def named(let, when):
            return crisis(scene("one", option("a", when=when)), **({"let": let} if let else {})).logic

        assert named({"rich": "cash > 5"}, "let.rich") == named(None, "cash > 5") != named(None, "cash > 6")


class TestACauseThatIsNotDrawn:
    def test_is_refused(self):
        facts = {"late": fact("ceo", when="cto.trust > 10")}
        with pytest.raises(ScenarioError, match="depends on more than draws"):
            crisis(scene("one", option("a", effects={"sales": {"points": 2, "because": "late"}})), facts=facts)


class TestAnEarlyEnd:
    def test_is_read_after_the_weeks_of_a_scene(self):
        whole = crisis(
            scene("one", option("a", effects={"sales": -50}), weeks=1), scene("two"), endings=ENDINGS, ends=ENDS
        )
        table = Table(whole).play("a")
        assert table.last(Ended) == Ended("lost", "poor")
        assert [event.scene for event in table.all(SceneOpened)] == ["one"]
        assert Table(whole).play("b").all(Ended) == []

    def test_is_read_after_effects_have_landed_and_the_scene_is_not_asked(self):
        doing = option("a", later=[later(1, {"sales": -50})])
        whole = crisis(scene("one", doing), scene("two"), endings=ENDINGS, ends=ENDS)
        table = Table(whole).play("a")
        assert table.last(Ended).ending == "lost"
        opened = table.last(SceneOpened)
        assert (opened.scene, opened.lines) == ("two", ())
        assert table.asks == []

    def test_the_first_that_holds_decides(self):
        ends = [{"when": "sales <= 40", "ending": "over"}, *ENDS]
        whole = crisis(scene("one", option("a", effects={"sales": -50})), scene("two"), endings=ENDINGS, ends=ends)
        assert Table(whole).play("a").last(Ended).ending == "over"


def test_a_file_in_version_1_is_refused_with_one_message_that_names_the_three_things():
    with pytest.raises(ScenarioError) as refused:
        loaded(scene("one"), tandem=1)
    (problem,) = refused.value.diagnostics
    assert problem.code == "F109"
    for thing in ("tandem: 2", "because", "mood"):
        assert thing in problem.hint


class TestWhatIsProven:
    def test_an_ending_that_only_an_early_end_leads_to_is_not_called_impossible(self):
        endings = [{**ENDINGS[0], "when": "tokens > 8"}, ENDINGS[1]]
        scenes = (scene("one", option("a", effects={"sales": -50})), scene("two"))
        assert ("ending", "lost") in prove_unreachable(crisis(*scenes, endings=endings))
        assert ("ending", "lost") not in prove_unreachable(crisis(*scenes, endings=endings, ends=ENDS))

    @pytest.mark.parametrize("points", [{"points": 40, "because": "queue"}, {"points": 40, "when": "flag.up"}])
    def test_an_effect_that_may_fail_leaves_both_open(self, points):
        ways = [option("a", when="sales >= 60"), option("b", when="sales < 60"), option("c")]
        doing = [option(name, effects={"sales": points}) for name in ("a", "b")]
        raising = scene("nought", option("b", set=["up"]))
        whole = crisis(raising, scene("one", *doing), scene("two", *ways, plain=()), **DRAWN)
        assert not {name for kind, name in prove_unreachable(whole) if kind == "option" and name.startswith("two.")}
