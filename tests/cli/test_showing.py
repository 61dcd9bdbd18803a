"""`tandem demo`: a story, a document, many plays; and what a bare `tandem` shows where nobody types."""

import json

import pytest

from game.engine.stocks import STOCKS


def test_the_story_is_told_to_its_end(tandem, small):
    done = tandem("demo", small, "--seed", "7")
    assert done.code == 0
    assert "Only Hà knows" in done.out
    assert "Only Dũng knows" in done.out
    assert "The year after" in done.out


def test_the_same_seed_and_bots_give_the_same_bytes(tandem, small):
    arguments = ("demo", small, "--seed", "7", "--ceo", "candid", "--cto", "random", "--format", "json")
    assert tandem(*arguments).out == tandem(*arguments).out
    assert tandem("demo", small, "--seed", "7").out != tandem("demo", small, "--seed", "8").out


def test_the_document_holds_decisions_weeks_and_the_ending(tandem, small):
    document = json.loads(tandem("demo", small, "--seed", "7", "--lang", "vi", "--format", "json").out)
    assert (document["seed"], document["language"]) == (7, "vi")
    for decision in document["decisions"]:
        assert decision["final"] in (*decision["options"], "sit", decision["enacted"])
        assert {"scene", "chair", "first", "said", "resolution"} <= decision.keys()
    assert {len(week) for week in document["weeks"]} == {len(STOCKS)}
    assert document["ending"]["id"]


@pytest.mark.long
def test_every_bot_of_the_issue_plays_both_chairs(tandem, small):
    for bot in ("random", "partner", "blame", "withhold", "share_all", "nice", "candid"):
        assert tandem("demo", small, "--ceo", bot, "--cto", bot, "--format", "json").code == 0


def test_many_plays_are_counted(tandem, small):
    told = tandem("demo", small, "--runs", "5", "--ceo", "nice", "--cto", "blame")
    assert told.out.startswith("5 plays, CEO nice, CTO blame")
    counted = json.loads(tandem("demo", small, "--runs", "5", "--format", "json").out)
    assert sum(counted["endings"].values()) == counted["count"] == 5
    assert set(counted["f"]) == {"lower", "median", "upper"}
    assert len(counted["outcomes"]) == 12


def test_a_bare_tandem_with_nobody_there_shows_itself(tandem):
    done = tandem(typed="")
    assert done.code == 0
    assert "checkout" in done.out.lower()
    assert done.out.rstrip().splitlines()[-1] == "To play it yourself, in a terminal: tandem play launch-day-red"


def enacted(done):
    return {decision["scene"]: decision["enacted"] for decision in json.loads(done.out)["decisions"]}


def test_a_path_is_read_by_choosing_its_options_and_bots_do_the_rest(tandem):
    path = ("--choose", "war_room.restart_all", "--choose", "two_ways.queue_and_voucher")
    done = tandem("demo", "launch-day-red", *path, "--format", "json")
    assert done.code == 0
    assert enacted(done)["war_room"] == "restart_all"
    assert enacted(done)["two_ways"] == "queue_and_voucher", "they sit down for it"
    assert len(enacted(done)) == 8


def test_an_option_that_is_never_on_offer_on_this_path_is_named(tandem):
    done = tandem("demo", "launch-day-red", "--choose", "the_eve.ask_the_room")
    assert done.code == 1
    assert "not done on this path: the_eve.ask_the_room" in done.err


def test_wishes_that_cannot_be_are_refused(tandem, small):
    assert (
        "did you mean two_ways.queue_and_voucher?"
        in tandem("demo", "launch-day-red", "--choose", "two_ways.queue_voucher").err
    )
    partner = tandem("demo", "launch-day-red", "--choose", "war_room.restart_all", "--cto", "partner")
    assert "chooses for itself" in partner.err
    assert tandem("demo", "launch-day-red", "--choose", "war_room.restart_all", "--runs", "3").code == 2
