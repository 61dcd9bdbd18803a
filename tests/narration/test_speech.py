"""The partner's lines in words: the author's first, the act it remembers, how the two address each other."""

from dataclasses import replace

import pytest

from game.analysis.simulation.bots import BOTS
from game.engine import events as e
from game.engine.events import Utterance
from game.engine.moves import MOVES
from game.engine.scenario import AddressTable
from game.engine.speech import pick_line
from game.engine.stocks import CHAIRS
from game.locales import set_language, speech
from game.narration.address import choose_address
from game.narration.events import narrate_event
from game.narration.lines import join_text, make_spans
from game.narration.sentences import tell_events
from game.narration.speech import render_reason, render_utterance
from game.narration.voice import Voice
from game.playthrough.opponent import PickReason
from game.playthrough.setup import Ghost
from tests.playthrough import players

NAMES = {"ceo": "Hà", "cto": "Dũng", "lan": "Lan"}
TABLE = {"vi": AddressTable(("ceo", "cto"), {"ceo": "chị", "cto": "anh"}, {}, pairs={("cto", "ceo"): "chị Hà"})}


@pytest.fixture(scope="module")
def game():
    return players.play(players.session({"ceo": "human", "cto": "partner"}))


@pytest.fixture
def vietnamese():
    set_language("vi")
    yield
    set_language("en")


def says(bank, said=0):
    return Utterance(bank, said, 0)


class TestAddress:
    def test_the_senior_says_her_own_word_and_calls_the_other_the_juniors(self):
        words = choose_address(TABLE, "vi", "ceo", "cto", NAMES).words
        assert (words["me"], words["you"], words["Me"], words["a"], words["vang"]) == ("chị", "em", "Chị", "", "Ừ")

    def test_the_junior_says_em_and_ends_politely(self):
        plain = {"vi": replace(TABLE["vi"], pairs={})}
        words = choose_address(plain, "vi", "cto", "ceo", NAMES).words
        assert (words["me"], words["you"], words["a"], words["da"], words["vang"]) == (
            "em",
            "chị",
            " ạ",
            "Dạ, ",
            "Vâng",
        )

    def test_a_pair_overrides_what_the_listener_is_called(self):
        assert choose_address(TABLE, "vi", "cto", "ceo", NAMES).you == "chị Hà"

    @pytest.mark.parametrize(
        "table", [{}, {"vi": replace(TABLE["vi"], kin={})}, {"vi": replace(TABLE["vi"], order=())}]
    )
    def test_without_a_table_one_says_toi_and_the_name(self, table):
        words = choose_address(table, "vi", "cto", "ceo", NAMES).words
        assert (words["me"], words["you"], words["a"]) == ("tôi", "Hà", "")

    def test_no_word_of_address_is_left_open_in_either_language(self, game, vietnamese):
        for chair in CHAIRS:
            for bank, lines in speech.LINES.items():
                for turn in range(len(lines)):
                    told = render_utterance(Voice.by_name(game), chair, says(bank, turn), when="x", act="x")
                    assert "{" not in join_text(told), bank


class TestLines:
    def test_the_authors_line_comes_first_and_then_each_default_once(self, game):
        voice, own = Voice.by_name(game), make_spans("Own.")
        told = [join_text(render_utterance(voice, "cto", says("leaving", turn), own)) for turn in range(4)]
        assert told == ["Own.", *speech.list_lines("leaving")]

    def test_what_is_only_seen_is_told_by_the_narrator_and_what_is_said_by_the_speaker(self, game):
        fact = next(iter(game.scenario.facts))
        for turn, kind in enumerate(("narration", "speech", "narration")):
            event = e.FactAnswered("cto", fact, 40.0, says=says("heard.face.cold.guarded", turn))
            (line,) = narrate_event(Voice.by_name(game), event)
            assert (line.kind, line.speaker) == (kind, "cto" if kind == "speech" else "")

    def test_a_change_of_mind_names_the_fact_that_caused_it(self, game):
        fact = next(iter(game.scenario.facts))
        event = e.MindChanged("cto", "a", "b", f"fact:{fact}", says("changed.fact"))
        (told,) = tell_events(Voice.by_name(game), [event])
        assert (
            told == f"Dũng: “Now that I know that, I'd do it differently.” ({game.render_text(f'facts.{fact}.label')})"
        )

    def test_every_move_can_be_remembered_to_its_face(self, game):
        assert all(speech.describe_act(move) for move in MOVES)

    def test_how_a_difference_is_settled_is_spoken_by_the_partner_and_told_of_a_person(self, game):
        voice = Voice.by_name(game)
        assert list(tell_events(voice, [e.Resolved("cto", "defer", says("resolve.defer"))])) == [
            "Dũng: “Your call. I'm with you.”"
        ]
        (told,) = tell_events(voice, [e.Resolved("cto", "defer")])
        assert "“" not in told

    def test_a_person_who_has_had_enough_is_not_spoken_for(self, game):
        warned = [e.LeavingWarned("cto")]
        assert not list(tell_events(Voice.to_chair(game, "cto"), warned))
        (told,) = tell_events(Voice.to_chair(game, "ceo"), warned)
        assert "“" not in told

    def test_where_earlier_answers_are_played_back_nobody_speaks_for_them(self, game):
        setup = replace(game.setup, ghost=Ghost("cto", "", {}))

        class Haunted:
            def __getattr__(self, name):
                return setup if name == "setup" else getattr(game, name)

        fact = next(iter(game.scenario.facts))
        voice = Voice.by_name(Haunted())
        for event in (
            e.FactAnswered("cto", fact, 50.0, says=says("heard.free")),
            e.MindChanged("cto", "a", "b", "sure", says("changed.heed")),
            e.SitAsked("cto", says("sit.asks")),
        ):
            assert list(tell_events(Voice.by_name(game), [event]))
            assert not list(tell_events(voice, [event]))


class TestReasons:
    def reason(self, game, **fields):
        scene = next(one for one in game.scenario.scenes.values() if one.timed)
        whole = {"says": says("reason.treated.ill"), "act": "override", "scene": scene.id, **fields}
        at = game.render_text(f"{scene.path}.at")
        return at, PickReason("cto", "a", "b", (), "treated", **whole)

    def test_a_reason_names_the_act_and_when_it_was(self, game):
        at, reason = self.reason(game)
        told = join_text(render_reason(Voice.by_name(game), reason))
        first = speech.list_lines("reason.treated.ill")[0].removesuffix("”")
        assert told == f"{first} {at}: you went over my head. I haven't forgotten.”"

    @pytest.mark.parametrize("bank", ["reason.treated.well", "own.cto.treated_well"])
    def test_a_kind_act_is_remembered_kindly(self, game, bank):
        at, reason = self.reason(game, says=says(bank), path="title", act="delegate")
        told = join_text(render_reason(Voice.by_name(game), reason))
        assert told.endswith(f"{at}: you let me get on with it. That did me good.")

    def test_after_a_line_of_the_author_too(self, game):
        at, reason = self.reason(game, path="title")
        told = join_text(render_reason(Voice.by_name(game), reason))
        assert told == f"{game.render_text('title')} {at}: you went over my head. I haven't forgotten."

    def test_none_where_nothing_is_remembered(self, game):
        _at, reason = self.reason(game, act="")
        assert join_text(render_reason(Voice.by_name(game), reason)) == speech.list_lines("reason.treated.ill")[0]


class TestCoffee:
    def test_the_partner_thanks_in_its_own_words_and_names_what_for(self, game):
        fact = next(iter(game.scenario.facts))
        label = game.render_text(f"facts.{fact}.label")
        event = e.CoffeeTaken("cto", "credit", f"said:{fact}", says=says("coffee.said"))
        told = list(tell_events(Voice.by_name(game), [event]))
        assert told[1:] == [f"Dũng: “That can't have been easy to say. Thank you.” ({label})"]
        event = e.CoffeeTaken("cto", "credit", "move:delegate", says=says("coffee.move"))
        assert "“I saw it: you let me get on with it. Thank you.”" in list(tell_events(Voice.by_name(game), [event]))[1]

    def test_a_person_who_misjudges_hears_it(self, game):
        event = e.CoffeeTaken("ceo", "credit", "", "words", False, None, says("answer.misjudged"))
        told = list(tell_events(Voice.by_name(game), [event]))
        assert told[-2:] == ["Dũng: “Me? That's you, not me.”", "That is not what Dũng is good at."]

    def test_the_partner_asks_before_it_is_answered(self, game):
        event = e.CoffeeTaken("ceo", "ask", says=says("coffee.ask"))
        told = [(line.kind, line.speaker) for line in narrate_event(Voice.by_name(game), event)]
        assert told[:3] == [("coffee", "ceo"), ("speech", "ceo"), ("outcome", "")]


@pytest.mark.parametrize("habit", ["candid", "blame"])
@pytest.mark.parametrize("seed", range(3))
def test_in_a_whole_play_no_line_is_said_twice_while_another_of_its_bank_is_left(habit, seed):
    game = players.session({"ceo": "human", "cto": "partner"}, seed)
    while game.prompt is not None:
        game.answer(game.prompt.token, BOTS[habit](game))
    uttered = [getattr(event, name, None) for row in game.story for event in row for name in ("says", "answers")]
    said = [(one.bank, pick_line(one, speech.list_lines(one.bank))) for one in uttered if one is not None]
    assert said
    for bank, lines in speech.LINES.items():
        times = [said.count((bank, line)) for line in lines]
        assert max(times) - min(times) <= 1, bank
