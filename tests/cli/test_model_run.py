"""`tandem model run` is the model and nothing else: for comparison with another implementation."""

import json

import pytest

from game.engine.stocks import NEUTRAL, STOCKS


@pytest.fixture
def rows(tandem):
    def run(*arguments: str) -> list[dict[str, float]]:
        done = tandem("model", "run", *arguments, "--format", "json")
        assert (done.code, done.err) == (0, "")
        document = json.loads(done.out)
        assert document["stocks"] == list(STOCKS)
        return [dict(zip(STOCKS, week, strict=True)) for week in document["weeks"]]

    return run


def test_there_is_a_row_more_than_weeks_and_the_first_is_the_start(rows):
    weeks = rows("--weeks", "3")
    assert len(weeks) == 4
    assert weeks[0] == {name: hundredths / 100 for name, hundredths in NEUTRAL.items()}


def test_nothing_is_rounded(rows):
    trust = rows("--weeks", "1", "--set", "ceo.trust=60")[1]["ceo.trust"]
    assert trust == 60 + (50 - 60) / 52


def test_a_set_acts_before_week_0(rows):
    weeks = rows("--weeks", "1", "--set", "culture=61.5", "--set", "cash=-20")
    assert (weeks[0]["culture"], weeks[0]["cash"]) == (61.5, -20)


def test_a_jump_acts_at_the_start_of_its_week_before_the_step(rows):
    weeks = rows("--weeks", "2", "--jump", "1:ceo.trust:+10")
    still = rows("--weeks", "2")
    assert weeks[1] == still[1]
    before = still[1]["ceo.trust"] + 10
    assert weeks[2]["ceo.trust"] == before + (50 - before) / 52


def test_a_jump_is_clamped(rows):
    weeks = rows("--weeks", "1", "--jump", "0:strain:+500")
    assert weeks[1]["strain"] < 100
    assert weeks[1] == rows("--weeks", "1", "--set", "strain=100")[1]


@pytest.mark.parametrize(
    "wrong",
    [
        ("--weeks", "-1"),
        ("--weeks", "two"),
        ("--weeks", "999999999"),
        ("--weeks", "2", "--set", "cash=1e308"),
        ("--weeks", "2", "--set", "culture"),
        ("--weeks", "2", "--set", "culture=nan"),
        ("--weeks", "2", "--set", "culture=1e999"),
        ("--weeks", "2", "--set", "culture=140"),
        ("--weeks", "2", "--jump", "culture:3"),
        ("--weeks", "2", "--jump", "-1:culture:3"),
        ("--weeks", "2", "--jump", "1:culture"),
        (),
    ],
)
def test_what_cannot_be_run_is_refused(tandem, wrong):
    done = tandem("model", "run", *wrong)
    assert (done.code, done.out) == (2, "")


def test_a_jump_after_the_last_step_is_told_and_changes_nothing(tandem):
    late = tandem("model", "run", "--weeks", "2", "--jump", "2:culture:+5")
    assert late.code == 0
    assert "after the last step" in late.err
    assert late.out == tandem("model", "run", "--weeks", "2").out
