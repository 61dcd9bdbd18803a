"""`tandem demo --runs`: F scene by scene, what each option was worth, and all bots beside each other."""

import json
import re
from collections import defaultdict
from itertools import groupby
from statistics import fmean

import pytest

RANDOM = ("--ceo", "random", "--cto", "random")
SEEDS = range(3, 9)


@pytest.fixture(scope="module")
def plays():
    """The same plays one by one, from sessions of their own."""
    from game.analysis.simulation.balance import build_session_document
    from game.analysis.simulation.runs import play_seed
    from game.content.compiler import load_scenario
    from tests.cli.conftest import SMALL

    loaded = load_scenario(SMALL)
    return [
        build_session_document(play_seed(loaded.scenario, loaded.texts, {"ceo": "random", "cto": "random"}, s))
        for s in SEEDS
    ]


@pytest.fixture
def counted(tandem, small):
    runs = ("--seed", str(SEEDS.start), "--runs", str(len(SEEDS)))
    return json.loads(tandem("demo", small, *runs, *RANDOM, "--format", "json").out)


def test_an_option_is_worth_the_mean_of_the_plays_in_which_it_was_enacted(counted, plays):
    earned = defaultdict(list)
    for play in plays:
        for scene, option in {(made["scene"], made["enacted"]) for made in play["decisions"]}:
            earned[scene, option].append(play["ending"]["f"])
    shown = {(row["scene"], row["option"]): row for row in counted["options"]}
    assert earned.keys() <= shown.keys()
    for chosen, row in shown.items():
        assert row["enacted"] == len(earned[chosen])
        assert row["f"] == (pytest.approx(fmean(earned[chosen]), abs=0.006) if earned[chosen] else None)


def test_the_best_listed_option_of_a_scene_is_marked_and_the_others_are_measured_by_it(counted):
    marked = 0
    for _, rows in groupby(counted["options"], key=lambda row: row["scene"]):
        listed = [row for row in rows if row["place"]]
        assert [row["place"] for row in listed] == list(range(1, len(listed) + 1))
        known = [row for row in listed if row["f"] is not None]
        best = max((row["f"] for row in known), default=None)
        assert all(row["behind"] == pytest.approx(row["f"] - best, abs=0.011) for row in known)
        assert [row["option"] for row in listed if row["best"]] == [
            row["option"] for row in known if row["f"] == best and len(known) > 1
        ]
        marked += any(row["best"] for row in listed)
    assert marked == counted["pattern"]["scenes"] > 0
    assert any(row["place"] is None for row in counted["options"])


def test_the_pattern_counts_scenes(counted):
    pattern, best = counted["pattern"], [row for row in counted["options"] if row["best"]]
    for tone in ("warm", "neutral", "hard"):
        assert pattern["tones"][tone] == len({row["scene"] for row in best if row["tone"] == tone})
    assert pattern["longest"] == len({row["scene"] for row in best if row["longest"]})
    assert sum(pattern["places"].values()) >= pattern["scenes"]
    assert pattern["low"] < counted["f"]["median"] < pattern["high"]


def test_where_nothing_can_be_compared_nothing_is_counted(tandem, small):
    told = tandem("demo", small, "--runs", "1", *RANDOM)
    assert "Options:" in told.out
    assert "0 of 0" not in told.out


def test_f_is_told_as_each_scene_opens_and_at_the_end(counted, tandem, small):
    stages = counted["course"]
    assert stages[0]["plays"] == stages[-1]["plays"] == len(SEEDS)
    assert stages[-1]["scene"] == "end"
    assert stages[0]["f"]["lower"] == stages[0]["f"]["upper"]
    told = tandem("demo", small, "--runs", "2", *RANDOM).out
    assert all(f"  {stage['scene']}\n" in told for stage in stages)


@pytest.mark.long
def test_all_bots_play_the_same_seeds(tandem, small):
    runs = ("demo", small, "--runs", "2", "--format", "json")
    lineup = json.loads(tandem(*runs, "--bots", "all").out)
    rows = {row.pop("bot"): row for row in lineup["rows"]}
    assert rows.keys() >= {"random", "candid", "share_all", "nice", "blame", "withhold", "greedy", "partner"}
    assert rows["random"] == json.loads(tandem(*runs, *RANDOM).out)


def test_one_chair_may_be_fixed(tandem, small):
    told = tandem("demo", small, "--runs", "1", "--bots", "all", "--ceo", "nice")
    assert told.out.startswith("1 play a row, the same seeds, CEO nice\n")
    assert told.err == ""
    assert tandem("demo", small, "--bots", "all", *RANDOM).code == 2
    assert tandem("demo", small, "--bots", "all", "--runs", "0").code == 2


def test_what_endings_are_told_apart_by_is_told_by_percentiles(counted, plays):
    lasting = ("culture", "structure", "engineering")
    sums = sorted(sum(play["ending"]["means"][stock] for stock in lasting) for play in plays)
    assert set(counted["lasting"].values()) <= set(sums)
    assert (counted["lasting"]["5"], counted["lasting"]["95"]) == (sums[0], sums[-1])


@pytest.mark.long
def test_in_vietnamese_every_word_of_it_is_and_so_are_the_decimals(tandem, small):
    """But for ids, names of bots, F and what is an English word in Vietnamese offices as well."""
    told = tandem("demo", small, "--runs", "3", *RANDOM, "--lang", "vi").out
    told += tandem("demo", small, "--runs", "2", "--bots", "all", "--ceo", "nice", "--lang", "vi").out
    english = ("agreed", "sat", "defer", "object", "escalate", "override", "warm", "neutral", "hard", "top", "good",
               "mixed", "poor", "culture", "structure", "engineering")  # fmt: skip
    assert not set(english) & set(re.findall(r"[a-z_]+", told))
    assert re.search(r"\d,\d", told)
    assert not re.search(r"\d\.\d(?!\d\d)", told), "a point parts thousands"
