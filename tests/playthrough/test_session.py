"""A session: whatever people answer it stays in range, ends, can be replayed, and refuses what is no answer."""

import json
from dataclasses import replace
from hashlib import blake2b

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from game.debrief.look_back import look_back
from game.engine import rules
from game.engine.causes import trace_cause_chain
from game.engine.events import Ended, Finals, Restated, Said, SceneOpened
from game.engine.partner import REASONS
from game.engine.rng import Rng
from game.engine.state import hash_state
from game.engine.stocks import CHAIRS, CUSTOMERS_MOST, INDEX
from game.narration.debrief.report import render_debrief_report
from game.playthrough import visibility
from game.playthrough.epilogue import build_epilogue
from game.playthrough.opponent import Opponent
from game.playthrough.prompts import RefusedError
from game.playthrough.record import ChairMove, DivergedError, Record
from game.playthrough.session import Session, build_ghost, build_ghost_setup, locate_prompt
from game.playthrough.setup import Setup
from tests.engine.crisis import fact, loaded, option, scene
from tests.playthrough.players import SEATS, answers, crises, plain, play, session, small
from tests.properties import check_property

SEEDS = st.integers(0, 2**31 - 1)
CRISES = st.deferred(lambda: st.sampled_from(crises()))
EDGES = st.lists(st.sampled_from((0, 100, 2400, 5000, 10_000)), min_size=22, max_size=22)
JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
FIELDS = ("option", "confidence", "guess", "facts", "accept", "mode", "what")
ALMOST = st.dictionaries(st.sampled_from(FIELDS), JUNK, max_size=3)
PLAYS = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def follow(game, records):
    """Return another session that has followed these records."""
    again = Session(game.scenario, game.texts, game.setup, game.opening)
    for record in records:
        again.follow_record(record)
    return again


def through_json(record):
    """Return a record as a journal would give it back."""
    written = json.loads(json.dumps([record.move.as_json(), [move.as_json() for move in record.partner]]))
    move, partner = ChairMove.from_json(written[0]), tuple(ChairMove.from_json(one) for one in written[1])
    return replace(record, move=move, partner=partner)


def in_range(state):
    indices = state.stocks[: INDEX["customers"]]
    return all(0 <= points <= 10_000 for points in indices) and 0 <= state.stocks[-2] <= CUSTOMERS_MOST * 100


class TestHoweverPeoplePlay:
    @check_property(st.data(), SEEDS, st.sampled_from(SEATS), CRISES, few=6, many=25, under=PLAYS)
    def test_it_stays_in_range_ends_and_leads_to_the_same_state_when_replayed(self, data, seed, seats, crisis):
        game = session(seats, seed, crisis)
        while game.prompt is not None:
            game.answer(game.prompt.token, data.draw(answers(game.prompt), label=game.prompt.kind))
            state = game.state
            assert in_range(state)
            assert all(-10_000 <= memory <= 10_000 for memory in state.memory.values())
            assert 0 <= state.tokens <= game.scenario.tokens
            assert len(game.records) <= 14 * len(game.scenario.scenes)
        assert game.scenario.find_ending(game.state.ending) or game.state.ending == "insolvent"
        assert isinstance(game.happened[-1], Ended)
        assert game.state.count <= len(game.scenario.scenes)

        again = follow(game, map(through_json, game.records))
        assert again.state == game.state
        assert hash_state(again.state) == hash_state(game.state)
        assert (again.happened, again.story, again.records) == (game.happened, game.story, game.records)

    @check_property(st.data(), EDGES, few=6, many=25, under=PLAYS)
    def test_a_company_at_the_edge_stays_in_range_too(self, data, edges):
        loaded = small()
        company = (*edges, data.draw(st.sampled_from((0, 200_000))), data.draw(st.integers(-1, 200_000)))
        crisis = replace(loaded, scenario=replace(loaded.scenario, start=company))
        game = session(SEATS[1], data.draw(SEEDS), crisis)
        while game.prompt is not None:
            game.answer(game.prompt.token, data.draw(answers(game.prompt), label=game.prompt.kind))
            assert in_range(game.state)
        assert game.state.ending

    @check_property(SEEDS, few=8, many=25, under=PLAYS)
    def test_answering_first_is_no_advantage(self, seed):
        scenario = small().scenario

        def choose(state, ask):
            place = repr((seed, state.count, state.phase, ask.kind, ask.chair)).encode()
            number = int.from_bytes(blake2b(place, digest_size=4).digest(), "big")
            if ask.kind in ("say", "sit_say"):
                return {"facts": [fact for n, fact in enumerate(ask.facts) if number >> n & 1]}
            if ask.kind == "sit":
                return {"accept": bool(number & 1)}
            field = {"first": "option", "final": "option", "resolve": "mode"}.get(ask.kind, "what")
            return {field: ask.choices[number % len(ask.choices)]}

        def played(order):
            rng = Rng(seed, scenario.id)
            state, _ = rules.begin_play(scenario, rng)
            while asks := rules.list_asks(scenario, rng, state):
                ask = min(asks, key=lambda ask: order.index(ask.chair))
                state, _ = rules.apply_answer(scenario, rng, state, ask, choose(state, ask))
            return state

        assert played(("ceo", "cto")) == played(("cto", "ceo"))

    @check_property(st.data(), st.integers(0, 20), st.sampled_from(SEATS), few=8, many=25, under=PLAYS)
    def test_what_is_no_answer_is_refused_and_changes_nothing(self, data, until, seats):
        game = session(seats, 3)
        for _ in range(until):
            if game.prompt is not None:
                game.answer(game.prompt.token, data.draw(answers(game.prompt)))
        if game.prompt is None:
            return
        wrong = data.draw(JUNK | ALMOST | ALMOST.map(lambda extra: {**plain(game.prompt), **extra, "more": 1}))
        before = (game.state, game.prompt, game.happened, list(game.records), list(game.story))
        refused = None
        try:
            game.answer(game.prompt.token, wrong)
        except RefusedError as error:
            refused = error
        if refused is None:  # junk that happened to be an answer is one like any other
            assert json.dumps(game.records[-1].move.as_json())
        else:
            assert str(refused)
            assert before == (game.state, game.prompt, game.happened, game.records, game.story)


class TestTokens:
    def test_a_question_is_answered_once(self):
        game = session()
        token = game.prompt.token
        game.answer(token, plain(game.prompt))
        state, prompt = game.state, game.prompt
        with pytest.raises(RefusedError, match="already"):
            game.answer(token, plain(game.prompt))
        assert (game.state, game.prompt) == (state, prompt)

    @pytest.mark.parametrize("token", ["", "0", None, 0, ["x"]])
    def test_a_token_that_was_never_given_is_refused(self, token):
        game = session()
        with pytest.raises(RefusedError):
            game.answer(token, plain(game.prompt))
        assert not game.records

    def test_every_question_of_a_game_has_its_own(self):
        game, tokens = session(), []
        while game.prompt is not None:
            tokens.append(game.prompt.token)
            game.answer(game.prompt.token, plain(game.prompt))
        assert len(set(tokens)) == len(tokens)

    def test_once_play_is_over_nothing_more_is_taken(self):
        game = play(session())
        with pytest.raises(RefusedError, match="over"):
            game.answer("0", {"option": "x"})


class TestWhatIsAsked:
    def test_of_two_people_first_the_ceo_with_what_it_says_and_then_the_cto(self):
        game, asked = play(session(), until="first"), []
        while game.prompt.kind in ("first", "say"):
            asked.append((game.prompt.kind, game.prompt.chair))
            game.answer(game.prompt.token, plain(game.prompt))
        assert asked == [("first", "ceo"), ("say", "ceo"), ("first", "cto"), ("say", "cto")]

    def test_a_person_is_never_asked_for_the_partner(self):
        for seats in SEATS[1:]:
            game, chairs = session(seats), set()
            while game.prompt is not None:
                chairs.add(game.prompt.chair)
                game.answer(game.prompt.token, plain(game.prompt))
            assert chairs == {chair for chair in CHAIRS if seats[chair] == "human"}

    def test_two_machines_play_by_themselves_to_the_end(self):
        game = session({"ceo": "partner", "cto": "partner"})
        assert game.prompt is None
        assert game.state.ending
        assert not game.records

    def test_options_come_in_an_order_that_only_luck_knows_and_that_stays(self):
        def order(seed):
            return tuple(choice.id for choice in session(seed=seed).prompt.choices)

        assert len({order(seed) for seed in range(40)}) == 6
        assert order(7) == order(7)

    def test_the_partners_pick_is_not_to_be_seen_before_ones_own(self):
        game = play(session(SEATS[1]), until="first")
        assert not any(isinstance(event, Finals) for event in game.scene_events)
        assert "cto" not in game.state.now.first

    def test_the_reason_comes_from_the_terms_that_made_the_pick(self):
        game = play(play(session(SEATS[1]), until="first"), until="final")
        reason = game.explain_partner_pick("cto")
        assert reason.picked == game.state.now.first["cto"] != reason.over
        assert reason.main in dict(reason.terms)
        assert {term for term, _ in reason.terms} <= {*REASONS, "chance"}
        assert game.explain_partner_pick("ceo") is None

    def test_a_pick_that_it_has_changed_already_is_not_given_away_by_its_reason(self):
        """The partner has made its final pick before the person is asked for one."""
        turned, facts = 0, {"f": fact()}
        persuading = option("a", effects={"culture": {"points": 12, "because": "f"}})
        crisis = loaded(scene("one", persuading, say=["f"]), facts=facts)
        for seed in range(20):
            game = play(Session(crisis.scenario, crisis.texts, Setup(SEATS[1], seed)), until="final", say=["f"])
            first = game.state.now.first["cto"]
            assert game.explain_partner_pick("cto").picked == first
            turned += game.state.inbox["cto"]["option"] != first
        assert turned

    def test_it_speaks_against_what_was_picked_across_the_table(self):
        differ = 0
        for seed in range(30):
            game = play(play(session(SEATS[1], seed), until="first"), until="final")
            mine, theirs = (game.state.now.first[chair] for chair in ("ceo", "cto"))
            if mine != theirs:
                reason = game.explain_partner_pick("cto")
                assert reason.over == mine
                ahead = dict(reason.terms)
                largest = max(size for term, size in ahead.items() if term != "chance")
                assert ahead[reason.main] == largest if reason.main != "close" else largest <= 0
                differ += 1
        assert differ >= 5

    def test_a_line_in_character_belongs_to_the_main_reason(self):
        lines = set()
        for seed in range(20):
            game = play(play(session(SEATS[2], seed), until="first"), until="final")
            reason = game.explain_partner_pick("ceo")
            assert reason.path.startswith(f"cast.ceo.reasons.{reason.main}.")
            lines.add(game.render_text(reason.path))
        assert len(lines) >= 3
        assert "" not in lines

    def test_of_its_own_goal_it_speaks_in_words_for_the_very_option(self):
        cares = {"goal": "g", "cares": {"sales": 2}}
        wanted = option("a", effects={"sales": 9}, why={"cto": "Three hundred shops.", "ceo": "Mine."})
        crisis = loaded(scene("one", wanted, owner="ceo"), cto={**cares, "reasons": {"goal": ["In general."]}})
        game = play(Session(crisis.scenario, crisis.texts, Setup(SEATS[1], 1)), until="final")
        assert game.explain_partner_pick("cto").main == "goal"
        assert game.render_text(game.explain_partner_pick("cto").path) == "Three hundred shops."

    @pytest.mark.parametrize(("reason", "way"), [("treated", "treated_ill"), ("open", "open_less"), ("goal", "goal")])
    def test_a_line_for_the_way_in_which_a_term_weighs_comes_before_one_for_any(self, reason, way):
        lines = {term: ["A line."] for term in ("treated", "treated_ill", "open", "open_less", "goal")}
        crisis = loaded(scene("one", owner="ceo"), cto={"reasons": lines})
        opponent = Opponent(crisis.scenario, Rng(1, "x"), None)
        state = Session(crisis.scenario, crisis.texts, Setup(SEATS[1], 1)).state
        bank = {"treated": "reason.treated.ill", "open": "reason.open.less", "goal": "reason.goal"}[reason]
        assert opponent._choose_line(state, "cto", "a", bank, bank)[1] == f"cast.cto.reasons.{way}.0"

    def test_it_does_not_repeat_itself_while_there_is_something_else_to_say(self):
        said = ["One.", "Two.", "Three."]
        terms = dict.fromkeys((reason for reason in REASONS if reason != "close"), said)
        crisis = loaded(*(scene(f"s{n}", owner="ceo") for n in range(3)), cto={"reasons": terms})
        game = Session(crisis.scenario, crisis.texts, Setup(SEATS[1], 4))
        heard = []
        while game.prompt is not None:
            game = play(game, until="final")
            if game.prompt is not None:
                reason = game.explain_partner_pick("cto")
                heard.append((reason.main, reason.path, reason.says))
                game.answer(game.prompt.token, {"option": "a"})
        assert len(heard) == 3
        assert len(set(heard)) == 3


class TestFollowing:
    @pytest.fixture
    def game(self):
        return play(session(SEATS[1], 5))

    def test_a_session_continues_at_the_question_and_the_page_where_it_stopped(self, game):
        for stopped in range(len(game.records)):
            again = follow(game, game.records[:stopped])
            live = session(SEATS[1], 5)
            for record in game.records[:stopped]:
                live.answer(live.prompt.token, record.move.answer)
            assert (again.prompt, again.happened, again.scene_events) == (live.prompt, live.happened, live.scene_events)

    def test_the_partners_moves_are_followed_as_they_were_written_down(self, game):
        number, record = next((n, r) for n, r in enumerate(game.records) if any(m.kind == "first" for m in r.partner))
        others = {
            choice: [replace(m, answer={"option": choice}) if m.kind == "first" else m for m in record.partner]
            for choice in ("void_tonight", "void_by_hand", "wait_for_bank")
        }
        for choice, moves in others.items():
            again = follow(game, game.records[:number])
            again._apply_answer(record.move, moves)
            assert again.state.inbox["cto"]["option"] == choice

    @pytest.mark.parametrize(
        "wrong",
        [
            {"state": "0123456789abcdef"},
            {"move": ChairMove("ceo", "final", {"option": "no_such_option"})},
            {"move": ChairMove("ceo", "final", {"what": 1})},
            {"move": ChairMove("cto", "final", {"option": "pay_first"})},
            {"move": ChairMove("ceo", "resolve", {"mode": "defer"})},
            {"partner": (ChairMove("cto", "sit", {"accept": True}),)},
            {"partner": (ChairMove("cto", "pledge", {"what": 7}),)},
        ],
    )
    def test_records_that_cannot_be_followed_are_told_with_how_far_one_came(self, game, wrong):
        again = Session(game.scenario, game.texts, game.setup, game.opening)
        with pytest.raises(DivergedError) as told:
            again.follow_record(replace(game.records[0], **wrong))
        assert told.value.answers == 0
        assert str(told.value)

    @pytest.mark.parametrize("move", [ChairMove("ceo", "resolve", {"mode": "defer"}), ChairMove("cto", "final", {})])
    def test_a_record_of_another_question_is_told_as_that(self, game, move):
        again = Session(game.scenario, game.texts, game.setup, game.opening)
        with pytest.raises(DivergedError, match="the question that was answered then is not asked now"):
            again.follow_record(replace(game.records[0], move=move))

    def test_an_opening_of_the_partner_that_cannot_be_made_is_told_too(self, game):
        with pytest.raises(DivergedError) as told:
            Session(game.scenario, game.texts, game.setup, [ChairMove("cto", "resolve", {"mode": "defer"})])
        assert told.value.answers == 0

    def test_nothing_is_followed_after_the_end(self, game):
        with pytest.raises(DivergedError):
            follow(game, [*game.records, game.records[-1]])

    def test_a_record_keeps_the_answer_and_not_what_becomes_of_the_askers_own(self):
        game = play(session(), until="say")
        mine = {"facts": [game.prompt.facts[0].id]}
        game.answer(game.prompt.token, mine)
        mine["facts"].append("x")
        assert len(game.records[-1].move.answer["facts"]) == 1

    def test_every_state_of_a_game_has_a_hash_of_its_own(self, game):
        hashes = [record.state for record in (*game.records, *play(session()).records)]
        assert len(set(hashes)) == len(hashes)

    def test_two_games_that_differ_only_in_what_was_done_about_a_difference_differ_in_their_hash(self):
        games = [play(session(seed=2, seats=SEATS[1]), resolve=mode, until="still") for mode in ("object", "defer")]
        assert len({hash_state(game.state) for game in games}) == 2


class TestWhatIsTold:
    def test_the_page_holds_what_happened_since_the_scene_opened(self):
        game = play(session(), until="first")
        assert isinstance(game.scene_events[0], SceneOpened)
        game.answer(game.prompt.token, plain(game.prompt))
        assert isinstance(game.scene_events[0], SceneOpened)
        assert game.scene_events[0].scene == game.prompt.scene

    def test_a_wrong_guess_is_told_and_changes_nothing_else(self):
        def after(extra):
            game = play(session(seed=4), until="first")
            game.answer(game.prompt.token, {**plain(game.prompt), **extra})
            return play(game)

        bare = after({})
        theirs = bare.state.past[1].first["cto"]
        wrong = next(name for name in bare.state.past[1].offered if name != theirs)
        full = after({"guess": wrong})
        assert full.state.past[1].guess == {"ceo": wrong}
        assert full.state.stocks == bare.state.stocks
        assert full.state.ledger == bare.state.ledger

    def test_what_is_written_to_the_debriefs_questions_touches_nothing(self):
        game = play(session())
        before = game.state
        game.add_reflection(2, "I kept it too long.")
        assert (game.state, game.reflections) == (before, {2: "I kept it too long."})

    def test_texts_come_in_the_language_of_the_moment_with_names_in_place(self):
        game = session()
        english = game.render_text("facts.bonus.told")
        assert english.startswith("Hà promised")
        game.language = "vi"
        assert game.render_text("facts.bonus.told") != english
        assert "{" not in game.render_text("facts.bonus.told")
        assert game.render_text("no.such.path") == ""

    def test_the_best_objection_is_there_where_the_author_wrote_one(self):
        game = play(session(), until="first")
        assert game.render_text(game.find_objection_path("void_tonight")).startswith("Tonight nobody")
        assert game.find_objection_path("credit_note") == ""

    def test_every_figure_has_a_chain_of_causes_and_a_ledger(self):
        game = play(session())
        chain = game.trace_causes("support")
        assert chain
        assert all(link.driver for link in chain)
        assert {entry.stock for entry in game.list_ledger_entries("support")} == {"support"}


def test_records_are_data():
    record = play(session()).records[0]
    assert isinstance(record, Record)
    assert through_json(record).state == record.state


class TestTelling:
    """While two people talk, either may say what it kept; that counts as if it had been said when it was asked."""

    def talking(self, seed=3):
        game = play(session(SEATS[0], seed), until="final")
        while game.prompt is not None and not game.tellers:
            game = play(play(game, until="first"), until="final")
        assert game.prompt is not None, "nobody kept anything"
        return game

    def held(self, game):
        return next(
            (chair, [fact.id for fact in view.facts])
            for chair in CHAIRS
            if (view := game.open_telling_view(chair)).facts
        )

    def test_it_is_said_and_costs_and_the_same_final_picks_are_asked(self):
        game = self.talking()
        chair, facts = self.held(game)
        before, asked = game.state, game.prompt
        (said,) = [event for event in game.tell_facts(chair, facts[:1]) if isinstance(event, Said)]
        assert (said.fact, said.chair) == (facts[0], chair)
        other = "cto" if chair == "ceo" else "ceo"
        assert game.state.stocks[INDEX[f"{other}.gap"]] < before.stocks[INDEX[f"{other}.gap"]]
        assert (game.prompt.kind, game.prompt.setting, game.state.now.first) == ("final", "at_once", before.now.first)
        assert game.prompt.token != asked.token
        assert game.talk is not None

    def test_it_is_a_record_that_is_followed_and_kept_in_the_open(self):
        game = self.talking()
        chair, facts = self.held(game)
        game.tell_facts(chair, facts[:1])
        record = game.records[-1]
        assert (record.move.kind, record.sealed) == ("tell", False)
        again = follow(game, game.records)
        assert hash_state(again.state) == hash_state(game.state)
        assert ChairMove.from_json(record.move.as_json()) == record.move

    @pytest.mark.parametrize("facts", [[], ["nothing"], "twice"])
    def test_what_cannot_be_told_is_refused_and_changes_nothing(self, facts):
        game = self.talking()
        chair, held = self.held(game)
        before = hash_state(game.state)
        with pytest.raises(RefusedError):
            game.tell_facts(chair, [held[0], held[0]] if facts == "twice" else facts)
        assert (hash_state(game.state), game.records[-1].move.kind != "tell") == (before, True)

    def test_nobody_tells_anything_where_no_two_people_talk(self):
        game = play(session(SEATS[0], 3), until="first")
        assert not game.tellers
        with pytest.raises(RefusedError):
            game.open_telling_view("ceo")
        alone = play(play(session(SEATS[1], 3), until="first"), until="final")
        with pytest.raises(RefusedError):
            alone.tell_facts("ceo", ["bonus"])

    def test_the_whole_game_is_looked_back_on_with_what_was_told(self):
        game = self.talking()
        chair, facts = self.held(game)
        game.tell_facts(chair, facts[:1])
        play(game)
        told = next(history for history in look_back(game).histories if history.fact == facts[0])
        assert told.status == "said"


class TestRestating:
    """Where two people differ, one says the other's reason until the other says yes; that counts for both."""

    def differing(self, seed=3):
        game = play(session(SEATS[0], seed), until="first")
        for _chair in CHAIRS:
            game = play(game, until="first")
            picks = sorted(choice.id for choice in game.prompt.choices)
            game.answer(game.prompt.token, {"option": picks[CHAIRS.index(game.prompt.chair)]})
            if game.prompt.kind == "say":
                game.answer(game.prompt.token, {"facts": []})
        assert not game.talk.agreed
        return game

    def test_both_feel_it_and_the_same_final_picks_are_asked(self):
        game = self.differing()
        before, speaker, listener = game.state, game.talk.speaker, game.talk.listener
        (said,) = [event for event in game.restate_reason(2) if isinstance(event, Restated)]
        assert (said.chair, said.tries, game.talk.understood) == (speaker, 2, True)
        for stock in (f"{listener}.trust", f"{speaker}.trust", "clarity"):
            assert game.state.stocks[INDEX[stock]] > before.stocks[INDEX[stock]], stock
        assert game.state.stocks[INDEX[f"{speaker}.gap"]] < before.stocks[INDEX[f"{speaker}.gap"]]
        assert game.state.memory[listener] > before.memory[listener]
        assert (game.prompt.kind, game.prompt.setting) == ("final", "at_once")

    def test_it_is_a_record_that_is_followed_and_counts_once(self):
        game = self.differing()
        game.restate_reason(3)
        record = game.records[-1]
        assert (record.move.kind, record.move.tries, record.sealed) == ("restate", 3, False)
        assert ChairMove.from_json(record.move.as_json()) == record.move
        again = follow(game, game.records)
        assert (hash_state(again.state), again.talk.understood) == (hash_state(game.state), True)
        with pytest.raises(RefusedError):
            game.restate_reason(1)
        assert game.records[-1] is record

    def test_there_is_nothing_to_restate_where_they_agree_or_nobody_talks(self):
        alone = play(play(session(SEATS[1], 3), until="first"), until="final")
        for game in (alone, play(session(SEATS[0], 3), until="first")):
            with pytest.raises(RefusedError):
                game.restate_reason()

    def test_what_took_three_tries_is_talked_about_afterwards(self):
        game = self.differing()
        game.restate_reason(3)
        speaker, listener = game.names[game.talk.speaker], game.names[game.talk.listener]
        play(game)
        report = render_debrief_report(game)
        told, whole = "\n".join(report.ahead), "\n".join(report.reference)
        assert f"{speaker} tried 3 times to say why {listener} had picked otherwise" in told
        assert f"{speaker} said {listener}'s reason rightly after 3 tries" in whole


def refusal(act, *given):
    """Return why something is refused."""
    with pytest.raises(RefusedError) as refused:
        act(*given)
    return str(refused.value)


class TestRefusing:
    """What is refused is told by its reason, and nothing has changed."""

    def test_an_answer_that_comes_late(self):
        game = session(SEATS[1])
        token = game.prompt.token
        game.answer(token, plain(game.prompt))
        assert refusal(game.answer, token, {}) == "that question has been answered already"
        assert game.find_prompt(token) is None
        assert game.find_prompt(game.prompt.token) is game.prompt
        assert refusal(play(game).answer, token, {}) == "play is over"
        assert game.find_prompt(token) is None

    def test_a_first_pick_where_another_thing_is_asked(self):
        game = session(SEATS[1])
        assert game.prompt.kind == "final"
        for token in (game.prompt.token, "none"):
            assert refusal(game.commit_private_view, token, {"option": "pay_first"}) == "no first pick is asked now"
        assert not game.records

    def test_a_fact_that_the_chair_does_not_hold(self):
        game = play(session(SEATS[1]), until="first")
        given = (game.prompt.token, {"option": "void_by_hand"}, ["renewal", "refund_path"])
        assert refusal(game.commit_private_view, *given) == "'refund_path' is not on offer"
        assert game.prompt.kind == "first"

    def test_final_picks_where_none_are_asked_and_some_that_are_not_on_offer(self):
        none = "the final picks of two people are not asked now"
        early = play(session(SEATS[0]), until="first")
        alone = play(play(session(SEATS[1]), until="first"), until="final")
        for game in (early, alone, play(session(SEATS[1]))):
            assert refusal(game.settle_final_picks, {"ceo": "void_by_hand", "cto": "void_by_hand"}) == none
        game = TestRestating().differing()
        assert refusal(game.settle_final_picks, {"ceo": "void_by_hand"}) == "None of cto is not on offer"
        assert refusal(game.settle_final_picks, {"ceo": "x", "cto": "sit"}) == "'x' of ceo is not on offer"
        assert game.asked_chairs == game.tellers == ("ceo", "cto")
        for chair in CHAIRS:
            told = game.open_telling_view(chair)
            assert told.telling
            assert told.facts == game.list_tellable_facts(chair) != ()

    def test_a_reason_that_took_no_try_or_was_told_already(self):
        game = TestRestating().differing()
        no_talk = "there is no difference to be restated now"
        assert refusal(game.restate_reason, 0) == no_talk
        assert not game.talk.understood
        assert any(isinstance(event, Restated) and event.tries == 1 for event in game.restate_reason())
        assert refusal(game.restate_reason) == "that has been restated already"
        assert refusal(session(SEATS[1]).restate_reason) == no_talk

    def test_a_seat_that_changes_nothing_or_leaves_nobody(self):
        game = session(SEATS[1])
        assert refusal(game.change_seat, "ceo", "human") == "that is who sits in the chair of the ceo"
        assert refusal(game.change_seat, "cto", "partner") == "that is who sits in the chair of the cto"
        assert refusal(game.change_seat, "ceo", "partner") == "somebody must stay at the table"
        assert refusal(play(game).change_seat, "cto", "human") == "play is over"

    def test_a_look_where_nobody_is_asked_in_private_and_something_told_where_nobody_talks(self):
        game = session(SEATS[1])
        assert refusal(game.open_private_view) == "nobody is asked in private now"
        assert refusal(game.open_private_view, "cto") == "nobody is asked in private now"
        assert refusal(game.open_telling_view, "ceo") == "nothing can be told now"
        assert game.tellers == play(game).tellers == ()


class TestReading:
    """What a page reads of the crisis at a moment of play."""

    def test_an_option_is_looked_up_in_its_scene_and_there_is_none_where_nothing_is_decided(self):
        crisis = loaded(scene("told", by=None), scene("one", option("a", objection="But.")))
        game = Session(crisis.scenario, crisis.texts, Setup(SEATS[0], 1))
        assert game.look_up_option("one", "a").id == "a"
        for place, name in (("told", "a"), ("one", "z")):
            with pytest.raises(KeyError, match=name):
                game.look_up_option(place, name)
        assert game.state.scene == "one"
        assert game.render_text(game.find_objection_path("a")) == "But."
        assert game.find_objection_path("b") == ""

    def test_the_ledger_of_a_figure_holds_its_own_entries_in_their_order(self):
        game = play(session(SEATS[1], 5))
        stocks = {entry.stock for entry in game.state.ledger}
        assert len(stocks) > 2
        for stock in stocks:
            assert game.list_ledger_entries(stock) == tuple(e for e in game.state.ledger if e.stock == stock)
        assert game.list_ledger_entries("nothing") == ()

    def test_causes_are_traced_for_the_moment_that_is_asked_about(self):
        game = play(session(SEATS[1], 5))
        now, start = game.state.stocks, game.scenario.start
        assert now != start
        for stock in ("culture", "csat_product", "sales"):
            assert game.trace_causes(stock) == game.trace_causes(stock, now)
        for stock in ("culture", "csat_product", "sales"):
            at, base = (tuple(n / 100 for n in stocks) for stocks in (now, start))
            direction = 1 if at[INDEX[stock]] >= base[INDEX[stock]] else -1
            assert game.trace_causes(stock) == trace_cause_chain(at, stock, direction, base=base)
            assert game.trace_causes(stock, start) == trace_cause_chain(base, stock, 1, base=base)

    def test_names_and_texts_are_in_the_language_that_is_set(self):
        game = session(SEATS[1], language="vi")
        assert game.language == "vi"
        vietnamese = game.render_text("title")
        game.language = "en"
        assert game.render_text("title") == "The invoices that went out twice" != vietnamese
        assert game.names.keys() == game.scenario.cast.keys()
        assert "".join(span.text for span in game.render_spans("title")) == game.render_text("title")


class TestLookingOn:
    """What the table, one chair, and the end of play show."""

    def test_the_year_after_is_told_when_play_is_over_and_reckoned_once(self):
        game = session(SEATS[1], 5)
        assert game.epilogue is None
        play(game)
        assert game.epilogue == build_epilogue(game.scenario, game.state)
        assert game.epilogue is game.epilogue
        game.state = replace(game.state, stocks=game.scenario.start)
        assert game.epilogue == build_epilogue(game.scenario, game.state)

    def test_two_people_are_a_pair_keep_secrets_and_stay_one_to_the_end(self):
        game = session(SEATS[0])
        assert (game.pair, game.secret, game.was_pair, game.people, game.in_scene) == (True, True, True, CHAIRS, True)
        play(game)
        assert (game.pair, game.secret, game.was_pair, game.in_scene) == (True, False, True, False)
        alone = session(SEATS[2])
        assert (alone.pair, alone.secret, alone.was_pair, alone.people) == (False, False, False, ("cto",))
        assert alone.seats == SEATS[2]
        assert alone.asked_chairs == ("cto",)

    def test_between_two_scenes_nobody_is_in_one(self):
        game = play(session(SEATS[1]), until="pledge")
        assert (game.prompt.kind, game.in_scene) == ("pledge", False)
        assert play(game, until="first").in_scene
        assert not play(game, until="coffee").in_scene

    def test_the_story_of_a_pair_leaves_out_what_is_private_until_play_is_over(self):
        game = play(session(SEATS[0]), until="first")
        whole = game.history.by_answer
        assert game.story == list(game.history.list_public_events()) != whole
        assert game.happened == visibility.filter_public_events(whole[-1])
        assert game.scene_events == visibility.filter_public_events(game.history.scene_events)
        assert play(game).story == game.history.by_answer

    def test_one_person_alone_reads_everything_that_happened(self):
        game = play(session(SEATS[1]), until="first")
        assert game.story == game.history.by_answer
        assert game.happened == game.history.by_answer[-1]
        assert game.scene_events == game.history.scene_events
        for chair in CHAIRS:
            assert game.list_events_for(chair) == visibility.filter_events_for(chair, game.history.by_answer[-1])

    def test_who_takes_a_chair_that_another_has_left_has_not_been_alone_with_the_screen(self):
        game = session(SEATS[0])
        assert not game.open_private_view().met
        game.answer(game.prompt.token, plain(game.prompt))
        assert game.prompt.kind == "pledge"
        assert {chair: game.open_private_view(chair).met for chair in game.prompts} == {"ceo": True, "cto": False}
        game = play(game, until="first")
        assert {chair: game.open_private_view(chair).met for chair in game.prompts} == {"ceo": True, "cto": True}
        assert [game.open_private_view(chair).pledge for chair in game.prompts] == [None, None]
        game.change_seat("cto", "partner")
        game.change_seat("cto", "human")
        assert {chair: game.open_private_view(chair).met for chair in game.prompts} == {"ceo": True, "cto": False}

    def test_one_person_alone_has_read_what_stood_on_the_page_that_was_answered(self):
        game = session(SEATS[1])
        assert [line.scene for line in game.history.list_unread_lines("ceo")] == ["morning"]
        game.answer(game.prompt.token, plain(game.prompt))
        assert "morning" not in [line.scene for line in game.history.list_unread_lines("ceo")]

    def test_who_has_only_answered_in_the_open_has_not_been_alone_with_the_screen(self):
        game = play(session(SEATS[1]), until="first")
        game.change_seat("cto", "human")
        assert [record.move.chair for record in game.records][:1] == ["ceo"]
        assert not game.open_private_view("ceo").met

    def test_with_its_last_final_picks_play_is_over(self):
        crisis = loaded(scene("one"))
        game = play(Session(crisis.scenario, crisis.texts, Setup(SEATS[0], 1)), until="final")
        assert isinstance(game.settle_final_picks({"ceo": "a", "cto": "a"})[-1], Ended)
        assert (game.prompt, game.prompts) == (None, {})

    def test_what_the_partner_does_before_the_first_question_is_on_the_first_page(self):
        game = session(SEATS[2])
        assert [move.kind for move in game.opening][:1] == ["final"]
        assert any(isinstance(event, Finals) for event in game.happened)

    def test_a_partner_explains_itself_and_a_person_does_not(self):
        game = play(play(session(SEATS[1]), until="first"), until="final")
        assert (game.has_stand_in_pick("cto", "first"), game.has_stand_in_pick("ceo", "first")) == (False, False)
        assert game.explain_partner_pick("cto") is not None
        game.change_seat("cto", "human")
        assert (game.has_stand_in_pick("cto", "first"), game.explain_partner_pick("cto")) == (True, None)

    def test_play_begun_again_stands_at_the_same_first_question(self):
        game = play(session(SEATS[2], 5))
        again = game.build_restart()
        assert (again.opening, again.setup, again.records) == (game.opening, game.setup, [])
        assert again.prompt == session(SEATS[2], 5).prompt

    def test_a_thought_is_kept_by_its_question_and_the_last_one_counts(self):
        game = session(SEATS[1])
        assert game.reflections == {}
        for text in ("one", "two"):
            game.add_reflection(1, text)
        assert game.reflections == {1: "two"}

    def test_a_question_has_the_place_of_its_scene_and_visit_and_a_pledge_has_none(self):
        game = session(SEATS[1])
        assert locate_prompt(game, game.prompt) == ("morning", 1, "final", "ceo")
        play(game, until="pledge")
        assert locate_prompt(game, game.prompt) == ("", 0, "pledge", "ceo")
        play(game, until="first")
        assert locate_prompt(game, game.prompt) == ("standup", 1, "first", "ceo")

    def test_a_ghost_gives_the_answers_of_its_chair_and_no_others(self):
        game = play(session(SEATS[0], 4))
        for chair, across in (("ceo", "cto"), ("cto", "ceo")):
            ghost = build_ghost(game, chair, "one")
            assert (ghost.chair, ghost.save) == (chair, "one")
            own = [record.move.answer for record in game.records if record.move.chair == chair]
            assert ghost.given
            assert all(given.answer in own for given in ghost.given.values())
            setup = build_ghost_setup(game, across)
            assert (setup.seats, setup.players, setup.seed) == ({across: "human", chair: "partner"}, {}, 4)
            assert setup.ghost == replace(ghost, save="")

    def test_a_record_says_where_play_stands_and_whether_it_is_sealed(self):
        game = play(session(SEATS[0]))
        private = {record.move.kind for record in game.records if record.sealed}
        assert private >= {"pledge", "first"}
        assert all(record.hidden for record in game.records)
        differing = TestRestating().differing()
        differing.settle_final_picks(differing.talk.picks)
        assert differing.prompt.setting == "open"
        differing.answer(differing.prompt.token, plain(differing.prompt))
        assert not differing.records[-1].sealed
        assert [record.ending for record in game.records[:-1]] == [""] * (len(game.records) - 1)
        assert game.records[-1].ending == game.state.ending != ""
        assert game.records[-1].state == hash_state(game.state)
        alone = play(session(SEATS[1]))
        assert not any(record.sealed or record.hidden for record in alone.records)

    def test_who_sits_down_while_the_partner_has_answered_unseen_is_asked_anew_and_only_then(self):
        game = play(session(SEATS[1]), until="final")
        play(game, until="first")
        assert "cto" in game.state.inbox
        game.change_seat("cto", "human")
        assert game.records[-1].move.answer == {"who": "human", "anew": True}
        game.change_seat("ceo", "partner")
        assert game.records[-1].move.answer == {"who": "partner"}
        early = session(SEATS[1])
        assert "cto" not in early.state.inbox
        early.change_seat("cto", "human")
        assert early.records[-1].move.answer == {"who": "human"}
        assert early.was_pair

    @pytest.mark.parametrize(
        ("wrong", "answers", "why"),
        [
            ({"state": "0123"}, 0, "the same answer has other consequences now"),
            (
                {"move": ChairMove("ceo", "final", {"option": "a_secret"}), "sealed": True},
                0,
                "the answer that was given then is not on offer now",
            ),
            (
                {"move": ChairMove("ceo", "final", {"option": "x"})},
                0,
                "'x' is not on offer; choose one of pay_neither, pay_first, we_are_looking",
            ),
        ],
    )
    def test_where_a_record_parts_from_play_its_number_and_its_reason_are_told(self, wrong, answers, why):
        game = play(session(SEATS[1], 5))
        again = game.build_restart()
        with pytest.raises(DivergedError) as told:
            again.follow_record(replace(game.records[0], **wrong))
        assert (told.value.answers, str(told.value)) == (answers, why)
        again = follow(game, game.records[:3])
        with pytest.raises(DivergedError) as told:
            again.follow_record(replace(game.records[3], state="0"))
        assert told.value.answers == 3

    def test_after_a_look_in_private_the_next_question_is_laid_out_as_if_nobody_had_looked(self):
        looked, other = session(SEATS[0]), session(SEATS[0])
        for _ in range(3):
            looked.open_private_view()
        for game in (looked, other):
            assert play(game, until="first").prompt.chair == "ceo"
        assert looked.prompts == other.prompts
