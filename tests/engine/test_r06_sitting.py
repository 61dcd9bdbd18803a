"""R6: what is offered, sitting down together, and what only two who sit together can find."""

import pytest

from game.engine import rules
from game.engine.events import Enacted, Finals, SatDown
from game.engine.state import SIT
from tests.engine.carrying import aligned, counted
from tests.engine.crisis import Table, crisis, fact, option, scene

TOGETHER = option("c", needs=["f", "g"], effects={"culture": 8})
FACTS = {"f": fact("ceo", weight=4), "g": fact("cto", weight=4)}
BOTH_SIT = {"ceo": SIT, "cto": SIT}


def story(*options, say=("f", "g"), tokens=2, **fields):
    scenes = [scene(name, *options, say=list(say)) for name in ("one", "two", "three", "four")]
    return crisis(*scenes, facts=FACTS, tokens=tokens, **fields)


class TestWhatIsOffered:
    def test_options_whose_condition_holds(self):
        trusting = option("c", when="cto.trust >= 60")
        assert Table(crisis(scene("one", trusting))).ask("first", "ceo").choices == ("c", "a", "b")[1:]
        bold = Table(crisis(scene("one", trusting), dyad={"cto.trust": 60}))
        assert bold.ask("first", "cto").choices == ("c", "a", "b")

    def test_what_is_said_can_open_an_option_for_the_final_pick(self):
        opened = option("c", when="said.f")
        table = Table(crisis(scene("one", opened, say=["f"]), facts={"f": fact("ceo")}))
        assert "c" not in table.ask("first", "cto").choices
        table.play("a", say=["f"], until="final")
        assert "c" in table.ask("final", "cto").choices

    def test_a_synthesis_is_never_listed(self):
        table = Table(story(TOGETHER))
        assert table.ask("first", "ceo").choices == ("a", "b")
        table.play("a", say=["f", "g"], until="final")
        assert table.ask("final", "ceo").choices == ("a", "b", SIT)
        with pytest.raises(rules.IllegalAnswerError, match="not on offer"):
            table.give("final", "ceo", option="c")

    def test_sitting_is_offered_at_the_finals_and_never_first(self):
        table = Table(story())
        assert SIT not in table.ask("first", "ceo").choices
        with pytest.raises(rules.IllegalAnswerError):
            table.give("first", "ceo", option=SIT)
        table.play(until="final")
        assert all(SIT in ask.choices for ask in table.asks)

    def test_sitting_is_not_offered_without_tokens_nor_where_no_fact_is_opened(self):
        assert SIT not in Table(story(tokens=0)).play(until="final").ask("final", "ceo").choices
        plain = Table(crisis(scene("one")))
        assert SIT not in plain.play(until="final").ask("final", "ceo").choices


class TestSitting:
    def test_it_costs_one_token_even_where_both_ask(self):
        assert Table(story()).play(final=BOTH_SIT, until="sit_say").state.tokens == 1
        one = Table(story()).play(final={"cto": SIT}, until="sit")
        assert one.state.tokens == 2
        assert one.give("sit", "ceo", accept=True).state.tokens == 1

    def test_it_counts_as_solving_together_but_as_target_only(self):
        table = Table(story()).play(say=["f", "g"], final=BOTH_SIT, until="pick")
        before = Table(story()).play(say=["f", "g"], until="final")
        for chair in ("ceo", "cto"):
            trust, safety, gap = (before[f"{chair}.{stock}"] for stock in ("trust", "safety", "gap"))
            assert table[f"{chair}.trust"] == pytest.approx(trust + 7 * (100 - trust) / 50, abs=0.01)
            assert table[f"{chair}.safety"] == pytest.approx(safety + 7 * (100 - safety) / 50, abs=0.01)
            assert table[f"{chair}.gap"] == pytest.approx(gap * 0.75, abs=0.01)
            assert table.state.memory[chair] == round(600 + 0.15 * (8000 - 600))
        clarity = before["clarity"]
        assert table["clarity"] == pytest.approx(clarity + 4.2 * (100 - clarity) / 50, abs=0.01)

    def test_it_repairs_what_is_open_between_them(self):
        hurt = option("a", moves=["blame"], actor="ceo")
        table = Table(crisis(scene("one", hurt, by="ceo"), scene("two", say=["f"]), facts={"f": fact("ceo")}))
        table.play("a")
        assert table.state.wounds["cto"].breach.size == 1120
        table.play(final=BOTH_SIT, until="sit_say")
        # .40 of the breach, and the good of it counts 1 - 11.2/60 while it is open
        assert table.state.wounds["cto"].breach.size == 672
        assert table["cto.trust"] == pytest.approx(38.8 + 7 * 61.2 / 50 * (1 - 11.2 / 60) + 4.48, abs=0.01)

    def test_it_gives_one_more_chance_to_say(self):
        table = Table(story()).play(final=BOTH_SIT, until="sit_say")
        assert [(ask.chair, ask.facts) for ask in table.asks] == [("ceo", ("f",)), ("cto", ("g",))]
        table.play(sit_say=["f"], until="final")
        assert table.state.knows_fact("cto", "f", "ceo")
        assert not table.state.knows_fact("ceo", "g", "cto")

    def test_where_nothing_is_left_to_say_the_owner_picks(self):
        table = Table(story()).play(say=["f", "g"], final=BOTH_SIT, until="pick")
        assert [(ask.kind, ask.chair, ask.choices) for ask in table.asks] == [("final", "cto", ("a", "b"))]

    def test_once_all_facts_of_a_synthesis_are_known_to_both_it_is_enacted(self):
        table = Table(story(TOGETHER))
        table.play("a", "b", say=["f"], final=BOTH_SIT, sit_say=["g"])
        assert table.last(Enacted).option == "c"
        assert table["culture"] == 52 + counted(8, aligned(table) + 15)

    def test_it_opens_at_once_where_everything_was_on_the_table(self):
        table = Table(story(TOGETHER)).play("a", "b", say=["f", "g"], final={"ceo": SIT})
        assert table.last(Enacted).option == "c"

    def test_where_one_of_its_facts_is_kept_the_owner_picks(self):
        table = Table(story(TOGETHER)).play("a", "b", say=["f"], final=BOTH_SIT, until="sit_say")
        table.play("a", "b", sit_say=[], until="pick")
        assert [(ask.kind, ask.chair) for ask in table.asks] == [("final", "cto")]
        table.give("final", "cto", option="a")
        assert table.last(Enacted).option == "a"

    def test_a_fact_that_a_synthesis_needs_may_be_said_at_that_table_though_the_scene_did_not_open_it(self):
        table = Table(story(TOGETHER, say=["f"])).play(say=["f"], final=BOTH_SIT, until="sit_say")
        assert [(ask.chair, ask.facts) for ask in table.asks] == [("cto", ("g",))]
        table.play(sit_say=["g"])
        assert table.last(Enacted).option == "c"

    def test_a_synthesis_whose_condition_fails_does_not_open(self):
        closed = {**TOGETHER, "when": "cto.trust >= 90"}
        table = Table(story(closed)).play(say=["f", "g"], final=BOTH_SIT, until="pick")
        assert table.asks[0].kind == "final"

    def test_the_first_of_two_open_syntheses_in_the_file_is_enacted(self):
        table = Table(story(option("d", needs=["g"]), TOGETHER)).play(say=["f", "g"], final=BOTH_SIT)
        assert table.last(Enacted).option == "d"

    def test_tokens_run_out(self):
        table = Table(story(tokens=1)).play(final=BOTH_SIT)
        assert table.state.tokens == 0
        assert SIT not in table.play(until="final").ask("final", "ceo").choices


class TestDeclined:
    def declined(self, ceo="a", cto="b"):
        return Table(story()).play(ceo, cto, final={"cto": SIT}, accept=False, until="resolve")

    def test_the_askers_first_pick_stands(self):
        table = self.declined()
        assert table.state.now.final == {"ceo": "a", "cto": "b"}
        assert [(ask.kind, ask.chair) for ask in table.asks] == [("resolve", "ceo")]

    def test_it_costs_no_token_and_moves_nothing(self):
        asked = self.declined()
        plain = Table(story()).play("a", "b", until="resolve")
        assert asked.state.tokens == 2
        assert asked.state.stocks == plain.state.stocks
        assert [(event.asker, event.accepted) for event in asked.all(SatDown)] == [("cto", False)]

    def test_where_the_first_pick_is_the_others_final_they_agree(self):
        table = self.declined(ceo="b", cto="b")
        assert table.last(Enacted).option == "b"
        assert table.last(Finals).final == {"ceo": "b", "cto": SIT}

    def gone(self):
        """The CTO asks in vain to sit down; what it had picked first is off the list since a fact was said."""
        story = crisis(scene("one", option("c", when="not said.f"), say=["f"]), facts={"f": fact("ceo")})
        return Table(story).play("a", "c", say=["f"], final={"cto": SIT}, accept=False, until="pick")

    def test_where_the_first_pick_is_no_longer_on_offer_the_asker_picks_anew(self):
        table = self.gone()
        assert [(ask.chair, ask.choices) for ask in table.asks] == [("cto", ("a", "b"))]
        table.give("final", "cto", option="b")
        assert [(ask.kind, ask.chair) for ask in table.asks] == [("resolve", "ceo")]
        assert table.give("resolve", "ceo", mode="defer").last(Enacted).option == "b"

    def test_where_the_new_pick_is_the_others_final_they_agree(self):
        assert self.gone().give("final", "cto", option="a").last(Enacted).option == "a"


class TestAskingThePartner:
    def accepted(self, **dyad):
        story = crisis(scene("one", say=["f"]), scene("two"), facts={"f": fact("ceo")}, dyad=dyad)
        tables = [Table(story, seed, {"cto"}).play(final={"ceo": SIT}) for seed in range(60)]
        return sum(table.last(SatDown).accepted for table in tables)

    def test_it_accepts_rather_where_it_trusts_and_dares(self):
        good, poor = {"cto.trust": 80, "cto.safety": 80}, {"cto.trust": 15, "cto.safety": 15}
        assert self.accepted(**good) > self.accepted() > self.accepted(**poor)
        assert self.accepted(**poor) < 30 < self.accepted(**good)

    def test_it_asks_itself_where_it_differs_but_never_without_a_token(self):
        """What moves it to ask is in `tests/engine/test_partner_rules.py`."""
        dear, warm = option("b", effects={"culture": 20}), {"cto.trust": 90, "cto.safety": 90}

        def asked(tokens):
            tables = [Table(story(dear, tokens=tokens, dyad=warm), seed, {"cto"}).play("a") for seed in range(20)]
            return [event.final["cto"] for table in tables for event in table.all(Finals)].count(SIT)

        assert asked(1) > 10
        assert asked(0) == 0
