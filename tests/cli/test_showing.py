"""`tandem demo`: a story, a document, many plays; and what a bare `tandem` shows where nobody types."""

import json

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
