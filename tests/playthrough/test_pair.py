"""Two people at one table: in which order they are asked, with how many answers, and what they talk about."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from game.engine import events as e
from game.engine.state import hash_state
from game.engine.stocks import CHAIRS
from game.playthrough import pair
from game.playthrough.prompts import RefusedError
from tests.playthrough.players import answers, plain, play, session, small
from tests.properties import check_property

PLAYS = settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def until_private(game):
    return play(game, until="first")


def scene_of_first_picks(seed=1):
    return until_private(session(seed=seed))


def privately_asked(game):
    """Play on, and yield for each scene that both decide what was asked behind a lock: [(chair, kind), ...]."""
    scene, asked = "", []
    while (prompt := game.prompt) is not None:
        if prompt.setting == "private" and prompt.scene != scene:
            scene, asked = prompt.scene, []
        if prompt.kind in ("pledge", "still", "first", "say") and prompt.joint:
            asked.append((prompt.chair, prompt.kind))
        if prompt.setting == "at_once" and asked:
            yield asked
            asked = []
        game.answer(prompt.token, plain(prompt))


@pytest.mark.parametrize("seed", range(4))
def test_one_chair_answers_everything_behind_its_lock_before_the_other_begins(seed):
    for asked in privately_asked(session(seed=seed)):
        first = asked[0][0]
        second = "cto" if first == "ceo" else "ceo"
        kinds = {chair: [kind for there, kind in asked if there == chair] for chair in (first, second)}
        assert [chair for chair, _kind in asked] == [first] * len(kinds[first]) + [second] * len(kinds[second])
        for row in kinds.values():
            assert row[-1] == "first" or row[-2:] == ["first", "say"]
            assert row[0] == kinds[first][0], "both pledge before they pick, or neither does"


def test_the_pledge_and_the_first_pick_are_one_view_behind_one_lock():
    game = play(session(), until="pledge")
    assert game.in_scene
    for chair in ("ceo", "cto"):
        private = game.open_private_view(chair)
        assert (private.pledge.kind, private.prompt.kind, private.prompt.chair) == ("pledge", "first", chair)
        assert {asked.about for asked in pair.build_private_questions(private.prompt, private.pledge)} == {
            "pledge",
            "first",
        }
        game.answer(private.pledge.token, {"what": "cash"})
        assert game.prompts[chair].token == private.prompt.token, "the token of the pick holds"
        game.commit_private_view(private.prompt.token, {"option": "void_by_hand"}, [])
    assert game.prompt.kind == "final"
    assert [event.what for event in game.happened if isinstance(event, e.Pledged)] == ["cash", "cash"]


def test_only_who_holds_something_is_asked_to_say_it():
    for seed in range(6):
        game = session(seed=seed)
        while (prompt := game.prompt) is not None:
            if prompt.kind in ("say", "sit_say") and prompt.joint:
                assert prompt.facts, (seed, prompt.scene, prompt.chair)
            game.answer(prompt.token, plain(prompt, final="sit"))


def test_who_begins_alternates_from_one_joint_scene_to_the_next():
    begins = [asked[0][0] for asked in privately_asked(session())]
    assert begins == ["ceo", "cto", "ceo"]


@PLAYS
@given(st.data(), st.integers(0, 5))
def test_both_chairs_give_the_same_number_of_private_answers_but_for_what_only_one_can_say(data, seed):
    game, given_by = session(seed=seed), {"ceo": 0, "cto": 0}
    while (prompt := game.prompt) is not None:
        if prompt.joint and prompt.setting == "private" and prompt.kind not in ("say", "sit_say"):
            given_by[prompt.chair] += 1
        if prompt.setting == "at_once":
            assert given_by["ceo"] == given_by["cto"]
        game.answer(prompt.token, data.draw(answers(prompt)))


def test_the_options_stand_in_another_order_at_each_look_and_for_each_chair():
    game = scene_of_first_picks()
    looks = [tuple(choice.id for choice in game.open_private_view().prompt.choices) for _ in range(12)]
    assert len(set(looks)) > 3
    assert len({frozenset(look) for look in looks}) == 1
    again = scene_of_first_picks()
    assert [tuple(c.id for c in again.open_private_view().prompt.choices) for _ in range(12)] == looks


def test_nothing_private_is_opened_where_nobody_is_asked_in_private():
    game = scene_of_first_picks()
    while game.prompt is not None:
        if game.prompt.setting != "private":
            with pytest.raises(RefusedError):
                game.open_private_view()
        game.answer(game.prompt.token, plain(game.prompt))
    for chair in (None, *CHAIRS):
        with pytest.raises(RefusedError):
            game.open_private_view(chair)


def test_a_look_behind_the_lock_answers_nothing():
    game = scene_of_first_picks()
    token, state = game.prompt.token, game.state
    game.open_private_view()
    assert (game.prompt.token, game.state, game.records) == (token, state, game.records)
    game.answer(token, plain(game.prompt))


def test_the_final_picks_are_asked_in_one_order_with_the_same_hints_for_both():
    for seed in range(6):
        game = play(session(seed=seed), until="first")
        while game.prompt.setting != "at_once":
            game.answer(game.prompt.token, plain(game.prompt))
        shown = game.prompt.choices
        game.answer(game.prompt.token, plain(game.prompt))
        assert game.prompt.setting == "at_once"
        assert game.prompt.choices == shown


def test_hints_at_the_table_count_only_what_both_know():
    game = play(session(seed=1), until="first")
    alone = {c.id: c.hints for c in game.open_private_view().prompt.choices}
    assert game.prompt.chair == "ceo"
    while game.prompt.setting != "at_once":
        game.answer(game.prompt.token, plain(game.prompt))
    at_table = {c.id: c.hints for c in game.prompt.choices}
    assert alone["void_by_hand"] != at_table["void_by_hand"]  # worth more to who knows of the renewal


def finals(seed=1, **wanted):
    game = play(session(seed=seed), until="first")
    while game.prompt.setting != "at_once":
        game.answer(game.prompt.token, plain(game.prompt, **wanted))
    return game


def test_final_picks_are_settled_together():
    game = finals()
    happened = game.settle_final_picks({"ceo": "void_tonight", "cto": "wait_for_bank"})
    assert [event.final for event in happened if isinstance(event, e.Finals)] == [
        {"ceo": "void_tonight", "cto": "wait_for_bank"}
    ]
    assert game.prompt.kind == "resolve"


def test_a_final_pick_that_is_in_already_is_not_asked_again():
    game = finals()
    game.answer(game.prompt.token, {"option": "void_tonight"})
    left = game.prompt.chair
    game.settle_final_picks({left: "wait_for_bank"})
    assert game.prompt.kind == "resolve"


@pytest.mark.parametrize("picks", [{"ceo": "void_tonight"}, {"ceo": "nothing", "cto": "void_tonight"}, {}])
def test_what_cannot_be_settled_changes_nothing(picks):
    game = finals()
    before = (game.state, game.prompt, list(game.records))
    with pytest.raises(RefusedError):
        game.settle_final_picks(picks)
    assert (game.state, game.prompt, game.records) == before


def test_nothing_is_settled_before_the_finals():
    game = session()
    with pytest.raises(RefusedError):
        game.settle_final_picks({"ceo": "pay_first", "cto": "pay_first"})


def test_where_they_agree_the_one_who_begins_voices_the_best_objection():
    game = finals(first="wait_for_bank")
    talk = game.talk
    assert (talk.agreed, talk.speaker, talk.listener) == (True, "ceo", "cto")
    assert game.render_text(talk.objection) == "Waiting is a decision, and nobody will have made it."


def test_where_they_differ_the_one_who_begins_restates_the_others_reason():
    game = play(session(), until="first")
    for pick in ("void_tonight", "wait_for_bank"):
        game.answer(game.prompt.token, {"option": pick})
        game.answer(game.prompt.token, {"facts": []})
    talk = game.talk
    assert (talk.agreed, talk.speaker, talk.objection) == (False, "ceo", "")
    assert talk.picks == {"ceo": "void_tonight", "cto": "wait_for_bank"}


def test_there_is_nothing_to_talk_about_before_the_reveal_and_after_the_finals():
    game = play(session(), until="first")
    assert game.talk is None
    assert finals().talk is not None
    game = finals()
    game.settle_final_picks({"ceo": "void_tonight", "cto": "wait_for_bank"})
    assert game.talk is None


def test_with_a_simulated_partner_there_is_no_talk_of_two():
    game = play(session({"ceo": "human", "cto": "partner"}), until="final")
    while game.prompt is not None:
        assert game.talk is None
        assert game.prompt.setting == "open"
        game.answer(game.prompt.token, plain(game.prompt))


def test_one_who_wants_to_sit_asks_the_other_at_the_table():
    game = finals()
    game.settle_final_picks({"ceo": "sit", "cto": "void_tonight"})
    assert (game.prompt.kind, game.prompt.chair, game.prompt.setting) == ("sit", "cto", "open")
    game.answer(game.prompt.token, {"accept": True})
    asked = []
    while game.prompt.kind == "sit_say":
        asked.append((game.prompt.chair, game.prompt.setting))
        game.answer(game.prompt.token, {"facts": []})
    assert asked == [("ceo", "private"), ("cto", "private")]


def test_private_lines_wait_for_the_next_time_that_chair_is_alone():
    game = session()
    assert game.prompt.setting == "private"  # the CEO decides the morning alone
    assert [line.path for line in game.open_private_view().lines] == ["scenes.morning.private.ceo"]
    game.answer(game.prompt.token, plain(game.prompt))
    while game.prompt.chair == "ceo":
        game.answer(game.prompt.token, plain(game.prompt))
    lines = game.open_private_view().lines
    assert game.prompt.chair == "cto"
    assert {(line.scene, line.count) for line in lines} >= {("morning", 1)}
    assert all(".private.cto" in line.path for line in lines if line.count == 1)


def test_a_private_consequence_is_read_at_the_next_private_view_and_once():
    game = finals()
    game.settle_final_picks(dict.fromkeys(("ceo", "cto"), "void_by_hand"))
    path = "scenes.standup.options.void_by_hand.private.cto"
    seen = []
    while game.prompt is not None:
        if game.prompt.setting == "private" and any(
            line.path.startswith(path) for line in game.open_private_view().lines
        ):
            seen.append((game.prompt.chair, game.prompt.kind))
        game.answer(game.prompt.token, plain(game.prompt))
    assert seen == [("cto", "first")]


def test_a_new_fact_waits_for_its_holder_alone():
    game = play(session(seed=1), until="pledge")
    while game.prompt.chair != "cto":
        game.answer(game.prompt.token, plain(game.prompt))
    assert "facts.bank_cutoff.text" in [line.path for line in game.open_private_view().lines if line.kind == "learned"]


def test_who_is_alone_with_the_screen_finds_its_goal_and_its_facts():
    private = scene_of_first_picks().open_private_view()
    assert private.goal.startswith("cast.ceo.goal")
    assert {fact.id for fact in private.view.facts} == {"bonus", "renewal", "discount"}


def test_nobody_is_alone_with_the_screen_at_the_table():
    with pytest.raises(RefusedError):
        finals().open_private_view()


@pytest.mark.parametrize(
    ("chair", "choices", "keys"),
    [("ceo", 3, "123"), ("cto", 3, "789"), ("cto", 4, "7890"), ("cto", 5, "78906"), ("ceo", 5, "12345")],
)
def test_the_keys_of_the_finals_lie_at_either_end_of_the_row_always_in_the_same_places(chair, choices, keys):
    assert pair.list_pick_keys(chair, choices) == keys


def test_no_two_final_picks_share_a_key():
    for choices in range(1, 6):
        assert not set(pair.list_pick_keys("ceo", choices)) & set(pair.list_pick_keys("cto", choices))
    with pytest.raises(ValueError, match="1 to 5"):
        pair.list_pick_keys("ceo", 6)


def test_the_table_shows_what_is_out_and_by_whom():
    game = play(session(), until="first")
    while game.prompt.setting != "at_once":
        game.answer(game.prompt.token, plain(game.prompt, say=["renewal", "refund_path"]))
    assert game.shared_view.said == (("ceo", "facts.renewal"), ("cto", "facts.refund_path"))


def test_the_names_of_the_people_come_with_the_setup():
    game = session(players={"ceo": "Linh", "cto": "Tuấn Anh"})
    assert game.setup.players["cto"] == "Tuấn Anh"
    assert small().scenario is game.scenario


def test_a_private_view_shows_what_may_be_said_and_is_committed_whole():
    game = scene_of_first_picks()
    for chair, said in (("ceo", ["renewal"]), ("cto", ["refund_path"])):
        private = game.open_private_view()
        assert private.prompt.chair == chair
        assert private.says
        assert {fact.id for fact in private.facts} >= set(said)
        game.commit_private_view(game.prompt.token, {"option": "void_by_hand", "confidence": "sure"}, said)
    (revealed,) = [event for event in game.scene_events if isinstance(event, e.Revealed)]
    assert revealed.said == ("renewal", "refund_path")
    assert game.prompt.setting == "at_once"


@pytest.mark.parametrize(
    ("pick", "facts"), [({"option": "void_by_hand"}, ["refund_path"]), ({"option": "nothing"}, []), ({}, ["renewal"])]
)
def test_what_cannot_be_committed_changes_nothing(pick, facts):
    game = scene_of_first_picks()
    before = (game.state, game.prompt, list(game.records))
    with pytest.raises(RefusedError):
        game.commit_private_view(game.prompt.token, pick, facts)
    assert (game.state, game.prompt, game.records) == before


def test_a_person_alone_commits_in_the_same_way():
    game = play(session({"ceo": "human", "cto": "partner"}), until="first")
    game.commit_private_view(game.prompt.token, {"option": "void_by_hand"}, ["renewal"])
    assert game.prompt.kind == "final"


@check_property(st.data(), st.integers(0, 9), few=10, many=100)
def test_whoever_of_two_answers_first_in_secret_the_same_state_follows(data, seed):
    game, given_by = session(seed=seed), {"ceo": [], "cto": []}
    while (prompt := game.prompt) is not None:
        given_by[prompt.chair].append(data.draw(answers(prompt)))
        game.answer(prompt.token, given_by[prompt.chair][-1])
    again, left = session(seed=seed), {chair: list(there) for chair, there in given_by.items()}
    while again.prompts:
        chair = data.draw(st.sampled_from(sorted(again.prompts)))
        tokens = {there: prompt.token for there, prompt in again.prompts.items() if there != chair}
        again.answer(again.prompts[chair].token, left[chair].pop(0))
        if again.state.inbox:
            assert {there: again.prompts[there].token for there in tokens} == tokens, "the other's token stays good"
    assert (hash_state(again.state), again.state.ending) == (hash_state(game.state), game.state.ending)
    assert again.state.ledger == game.state.ledger
    assert [row for row in again.story if row] == [row for row in game.story if row]


def test_both_are_asked_at_once_and_each_token_answers_for_its_own_chair_alone():
    game = scene_of_first_picks()
    first, second = game.prompts.values()
    assert {first.chair, second.chair} == {"ceo", "cto"}
    game.answer(second.token, {"option": "void_by_hand"})
    with pytest.raises(RefusedError):
        game.answer(second.token, {"option": "void_by_hand"})
    assert game.prompts[first.chair].token == first.token
    assert game.prompts[second.chair].kind == "say"
    private = game.open_private_view(first.chair)
    game.commit_private_view(private.prompt.token, {"option": "void_by_hand"}, [])
    assert [prompt.chair for prompt in game.prompts.values()] == [second.chair]
