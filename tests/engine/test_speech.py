"""What the simulated partner says: which bank, no line twice while another is left, never for a person (R5)."""

from dataclasses import replace
from itertools import product

import pytest

from game.engine import rules
from game.engine.events import (
    CircumstanceShown,
    FactAnswered,
    LeavingWarned,
    MindChanged,
    Resolved,
    Said,
    SatDown,
    SitAsked,
    Utterance,
)
from game.engine.partner import REASONS
from game.engine.preferences import PERSONAS, Prospect
from game.engine.rng import Rng
from game.engine.speech import (
    FIRST_LINES,
    TWO_TONED,
    choose_answer_bank,
    choose_change_bank,
    choose_reason_bank,
    choose_tone,
    draw_first_line,
    find_remembered_act,
    pick_line,
    speak,
)
from game.engine.state import LedgerEntry, SceneRecord, hash_state
from game.engine.stocks import INDEX
from game.locales import speech
from tests.engine.crisis import Table, crisis, fact, scene

COSTS = ("free", "face", "confidential")


class TestBanks:
    """Every occasion has its bank, and every bank has lines."""

    @pytest.mark.parametrize(
        ("cost", "trust", "persona", "bank"),
        [
            ("face", 60, "warm", "heard.face.warm"),
            ("face", 60, "balanced", "heard.face.warm"),
            ("face", 60, "driven", "heard.face.warm.driven"),
            ("face", 60, "guarded", "heard.face.warm.guarded"),
            ("face", 59.9, "guarded", "heard.face.plain"),
            ("face", 45, "warm", "heard.face.plain"),
            ("face", 44.9, "warm", "heard.face.cold"),
            ("face", 44.9, "guarded", "heard.face.cold.guarded"),
            ("confidential", 50, "warm", "heard.confidential.taken"),
            ("confidential", 49.9, "warm", "heard.confidential.doubted"),
            ("free", 45, "driven", "heard.free"),
            ("free", 44.9, "driven", "heard.free.cold"),
        ],
    )
    def test_a_fact_is_answered_by_cost_trust_and_persona(self, cost, trust, persona, bank):
        assert choose_answer_bank(cost, trust, persona) == bank

    def test_every_bank_that_can_be_called_for_has_lines(self):
        called = {choose_answer_bank(cost, trust, who) for cost in COSTS for trust in range(101) for who in PERSONAS}
        causes = (
            "fact:f",
            "sure",
            "sat",
            "goal",
            "treated",
            "open",
            "risk",
            "manners",
            "habit",
            "regard",
            "heed",
            "close",
        )
        called |= {
            choose_change_bank(because, told=told, away=away)
            for because, told, away in product(causes, (True, False), (True, False))
        }
        here, there = Prospect("a", kind=0.5, open=0.5, wished=1), Prospect("b")
        for reason in REASONS:
            for pair in ((here, there), (there, here)):
                called |= {choose_reason_bank(reason, *pair, yours=yours) for yours in (True, False)}
        called |= {f"resolve.{mode}" for mode in ("defer", "object", "escalate", "override")}
        called |= {"sit.asks", "sit.yes", "sit.no", "leaving", "act"}
        assert called <= speech.LINES.keys()
        assert all(3 <= len(lines) <= 5 for lines in speech.LINES.values())
        assert all(FIRST_LINES % len(lines) == 0 for lines in speech.LINES.values())

    def test_whoever_trusts_little_says_the_same_in_a_colder_bank(self):
        assert choose_tone("changed.regard", 48) == "changed.regard"
        assert choose_tone("changed.regard", 47.9) == "changed.regard.cold"
        assert choose_tone("changed.unheeded", 10) == "changed.unheeded"
        assert {line for bank in TWO_TONED for line in (bank, choose_tone(bank, 0))} <= speech.LINES.keys()

    @pytest.mark.parametrize(("trust", "bank"), [(70, "sit.yes"), (47, "sit.yes.cold")])
    def test_how_the_partner_has_been_treated_is_heard_in_what_it_says(self, trust, bank):
        draft = Table(crisis(scene("one")), partners=("cto",)).draft
        draft.stocks[INDEX["cto.trust"]] = trust
        assert speak(draft, "cto", "sit.yes").bank == bank

    @pytest.mark.parametrize("because", ["sure", "heed"])
    def test_advice_that_drives_away_is_not_praised(self, because):
        assert choose_change_bank(because, told=True, away=False) == "changed.heed"
        assert choose_change_bank(because, told=True, away=True) == "changed.unheeded"

    def test_no_line_stands_in_two_banks(self):
        lines = [line for bank in speech.LINES.values() for line in bank]
        assert len(lines) == len(set(lines))

    def test_a_term_may_speak_for_a_kindness_or_against_it(self):
        here, there = Prospect("a", kind=0.5, open=0.5, wished=1), Prospect("b")
        found = [choose_reason_bank(term, here, there, yours=False) for term in ("treated", "open", "regard", "close")]
        assert found == ["reason.treated.well", "reason.open.more", "reason.regard.for", "reason.close"]
        found = [choose_reason_bank(term, there, here, yours=True) for term in ("treated", "open", "regard", "close")]
        assert found == ["reason.treated.ill", "reason.open.less", "reason.regard.against", "reason.close.yours"]


class TestNoLineTwice:
    """A bank begins at a place that is drawn, and goes once around before it repeats."""

    LINES = ("a", "b", "c")

    def test_each_line_of_a_bank_is_said_once_before_any_comes_again(self):
        for first in range(7):
            said = [pick_line(Utterance("x", turn, first), self.LINES) for turn in range(6)]
            assert sorted(said[:3]) == ["a", "b", "c"]
            assert said[3:] == said[:3]

    def test_where_it_begins_is_drawn_for_each_play(self):
        firsts = {draw_first_line(Rng(seed, "x"), "heard.free") % 5 for seed in range(60)}
        assert firsts == set(range(5))
        assert draw_first_line(Rng(1, "x"), "act") == draw_first_line(Rng(1, "x"), "act")

    def test_facts_that_are_said_one_after_another_are_answered_in_other_words(self):
        facts = {name: fact() for name in "fgh"}
        story = crisis(scene("one", say=[*"fg"]), scene("two", say=["h"]), scene("three"), facts=facts)
        for seed in range(10):
            table = Table(story, seed, {"cto"}).play(say=[*"fg"]).play(say=["h"])
            told = [event.says for event in table.all(FactAnswered)]
            assert [says.bank for says in told] == ["heard.free"] * 3
            assert [says.said for says in told] == [0, 1, 2]
            assert len({pick_line(says, speech.list_lines(says.bank)) for says in told}) == 3

    def test_each_fact_is_answered_before_the_next_one_is_told(self):
        facts = {name: fact(cost=cost) for name, cost in zip("fgh", ("free", "face", "free"), strict=True)}
        table = Table(crisis(scene("one", say=[*"fgh"]), scene("two"), facts=facts), 3, {"cto"}).play(say=[*"fgh"])
        told = [(type(event), event.fact) for event in table.story if isinstance(event, (Said, FactAnswered))]
        assert told == [(kind, name) for name in "fgh" for kind in (Said, FactAnswered)]

    def test_an_answer_of_the_author_uses_up_none(self):
        facts = {"f": fact(heard=[{"text": "“So.”"}])}
        table = Table(crisis(scene("one", say=["f"]), scene("two"), facts=facts), 1, {"cto"}).play(say=["f"])
        assert [event.says for event in table.all(FactAnswered)] == [None]
        assert not [bank for bank in table.state.spoken if bank.startswith("heard")]

    def test_the_same_play_says_the_same(self):
        facts = {"f": fact()}
        story = crisis(scene("one", say=["f"]), scene("two"), facts=facts)
        once, again = (Table(story, 7, {"cto"}).play(say=["f"]).play() for _ in range(2))
        assert once.story == again.story

    def test_what_was_said_moves_no_hash(self):
        state, _ = rules.begin_play(crisis(scene("one")), Rng(1, "rules"), frozenset({"cto"}))
        assert hash_state(state) == hash_state(replace(state, spoken={"act": 3}))


class TestNeverForAPerson:
    """Only where the simulated partner sits has an event a line."""

    SPOKEN = (FactAnswered, MindChanged, Resolved, SatDown, SitAsked, LeavingWarned, CircumstanceShown)

    def story(self):
        facts = {"f": fact(), "g": fact("cto")}
        return crisis(scene("one", say=["f", "g"]), scene("two", say=["f", "g"]), scene("three"), facts=facts)

    def test_two_people_are_not_spoken_for(self):
        table = Table(self.story()).play("a", "b", say=["f", "g"], final={"ceo": "sit"}).play("a", "b")
        told = [event for kind in self.SPOKEN for event in table.all(kind)]
        assert told
        assert not [event for event in told if event.says is not None]

    def test_every_line_is_the_partners_own(self):
        for seed in range(20):
            table = Table(self.story(), seed, {"cto"}).play("a", say=["f"]).play("a", say=["f"], final={"ceo": "sit"})
            for event in table.all(FactAnswered) + table.all(MindChanged) + table.all(SitAsked):
                assert event.chair == "cto"
                assert event.says is not None
            for event in table.all(Resolved):
                assert (event.says is not None) == (event.by == "cto")
            for event in table.all(SatDown):
                assert (event.says is not None) == (event.asker == "ceo")

    def test_it_asks_to_sit_down_in_words_before_the_other_answers(self):
        asked = 0
        for seed in range(40):
            table = Table(self.story(), seed, {"cto"}).play("a", until="sit")
            if table.state.phase == "sit":
                asked += 1
                (event,) = table.all(SitAsked)
                assert (event.chair, event.says.bank) == ("cto", "sit.asks")
        assert asked


class TestCircumstanceIsToldOnce:
    """A circumstance is told as the first scene under it opens, and not again until weeks have passed."""

    STORY = crisis(scene("one"), scene("two", weeks=1), scene("three"))

    def test_it_is_told_once_and_again_only_after_weeks(self):
        for seed in range(30):
            table = Table(self.STORY, seed, {"cto"}).play().play()
            weeks = [(event.says is not None, event.again) for event in table.all(CircumstanceShown)]
            assert all(told != again for told, again in weeks)
            assert sum(told for told, _ in weeks) == len({week for _, week in table.state.shown})

    def test_whoever_takes_a_chair_later_is_told_too(self):
        found = 0
        for seed in range(30):
            table = Table(self.STORY, seed).play()
            state, _ = rules.change_partners(self.STORY, table.rng, table.state, frozenset({"cto"}))
            table.state = state
            table.play()
            found += sum(event.says is not None for event in table.all(CircumstanceShown))
        assert found


class TestRememberedAct:
    """A reason names what was done: the move that moved its trust most, and the scene."""

    def remember(self, *entries, kind):
        table = Table(crisis(scene("one"), scene("two")))
        past = (SceneRecord("one", 1), SceneRecord("two", 2))
        ledger = tuple(LedgerEntry(count, stock, points, cause, by) for count, stock, points, cause, by in entries)
        state = replace(table.state, past=past, now=SceneRecord("three", 3), ledger=ledger)
        return find_remembered_act(state, "cto", kind=kind)

    ENTRIES = (
        (1, "cto.trust", 300, "move:share", "ceo"),
        (1, "cto.trust", -500, "move:override", "ceo"),
        (2, "cto.trust", -900, "weeks", None),
        (2, "cto.trust", 400, "move:sit", None),
        (2, "ceo.trust", -800, "move:blame", "cto"),
        (2, "cto.trust", -700, "move:blame", "cto"),
    )

    def test_the_worst_and_the_best_that_the_other_did(self):
        assert self.remember(*self.ENTRIES, kind=False) == ("override", "one")
        assert self.remember(*self.ENTRIES, kind=True) == ("sit", "two")

    def test_of_equals_the_latest(self):
        again = (2, "cto.trust", -500, "move:second_guess", "ceo")
        assert self.remember(*self.ENTRIES, again, kind=False) == ("second_guess", "two")

    def test_nothing_where_nothing_was_done(self):
        assert self.remember(kind=False) == ("", "")
