"""A program that knows only `docs/protocol.md` plays whole games, and the page is complete."""

import io
import json
import re
from pathlib import Path
from typing import get_args

import pytest

from game.engine import events
from game.engine.stocks import Phase
from game.plain.jsonl import JsonlGame, NoAnswersError, name_event_kind
from game.playthrough.saves import saved_game

PAGE = (Path(__file__).parents[2] / "docs" / "protocol.md").read_text(encoding="utf-8")
EVENTS = {name_event_kind(event): event for event in get_args(events.Event)}
MADE_HERE = {"started", "year", "saved", "not_saved", "refused", "left"}


class Program(io.StringIO):
    """Reads prompts as they are written and answers each with its own example."""

    def __init__(self, heard: io.StringIO, change=lambda prompt: prompt["example"]) -> None:
        super().__init__()
        self.heard = heard
        self.change = change

    def readline(self, _limit: int = -1) -> str:
        last = json.loads(self.heard.getvalue().splitlines()[-1])["prompt"]
        return json.dumps({"token": last["token"], "answer": self.change(last)}) + "\n"


def play_whole(game, change=lambda prompt: prompt["example"]) -> list[dict]:
    heard = io.StringIO()
    assert JsonlGame(game, Program(heard, change), heard).play()
    return [json.loads(line) for line in heard.getvalue().splitlines()]


def play_lines(game, *lines: str) -> list[dict]:
    heard = io.StringIO()
    JsonlGame(game, io.StringIO("".join(line + "\n" for line in lines)), heard).play()
    return [json.loads(line) for line in heard.getvalue().splitlines()]


@pytest.mark.parametrize("chair", ["ceo", "cto"])
@pytest.mark.parametrize("seed", range(4))
def test_each_prompts_example_is_an_answer_and_leads_to_the_end(sit_down, chair, seed):
    told = play_whole(sit_down(chair, seed))
    kinds = [line.get("event") for line in told]
    assert "refused" not in kinds
    assert kinds.index("ended") < kinds.index("year") == len(kinds) - 1
    asked = sum("prompt" in line for line in told)
    assert [line["answers"] for line in told if line.get("event") == "saved"] == list(range(1, asked + 1))


def test_any_answer_on_offer_is_taken(sit_down):
    def last(prompt):
        example = prompt["example"]
        if "facts" in example:
            return {"facts": [fact["id"] for fact in prompt["facts"]]}
        if "accept" in example:
            return {"accept": False}
        return {name: prompt["choices"][-1]["id"] for name in example if name not in ("confidence", "guess")}

    for seed in range(4):
        assert "refused" not in [line.get("event") for line in play_whole(sit_down("ceo", seed), last)]


@pytest.mark.parametrize(
    "line",
    [
        "",
        "nonsense",
        "[]",
        "{}",
        '{"token": 3, "answer": {}}',
        '{"token": "0-dead", "answer": {"option": "pay_first"}}',
        "[" * 5000,
        '{"token": "TOKEN", "answer": {"option": "no_such"}}',
        '{"token": "TOKEN", "answer": {"option": "pay_first", "more": 1}}',
        '{"token": "TOKEN", "answer": {}}',
        '{"token": "TOKEN", "answer": {"option": ["pay_first"]}}',
    ],
)
def test_a_wrong_line_is_refused_in_a_short_line_and_an_empty_one_has_the_prompt_sent_again(sit_down, line):
    game = sit_down()
    line = line.replace("TOKEN", game.session.prompt.token)
    told = play_lines(game, line)
    if line:
        assert sum("prompt" in one for one in told) == 1
        (refused,) = [one for one in told if one.get("event") == "refused"]
        assert refused["why"]
        assert len(json.dumps(refused)) < 300
    assert told[-1] == {"event": "left", "answers": 0}
    told = play_lines(
        game, line, "", json.dumps({"token": game.session.prompt.token, "answer": {"option": "pay_first"}})
    )
    prompts = [one["prompt"] for one in told if "prompt" in one]
    assert prompts[0] == prompts[1]
    assert told[-1] == {"event": "left", "answers": 1}


@pytest.mark.parametrize("line", ["nonsense", ""])
@pytest.mark.long
def test_a_thousand_lines_in_a_row_that_are_no_answers_end_the_game(sit_down, line):
    game = sit_down()
    answer = json.dumps({"token": game.session.prompt.token, "answer": {"option": "pay_first"}})
    with pytest.raises(NoAnswersError):
        play_lines(game, *[line] * 1_000)
    told = play_lines(game, *[line] * 999, answer, *[line] * 999)
    assert told[-1] == {"event": "left", "answers": 1}, "an answer in between begins the count anew"


@pytest.mark.parametrize("filler", ["x", " "])
@pytest.mark.parametrize("length", [100_000, 350_000])
def test_a_line_that_is_too_long_is_one_line_and_refused_once(sit_down, filler, length):
    game = sit_down()
    answer = json.dumps({"token": game.session.prompt.token, "answer": {"option": "pay_first"}})
    told = [one.get("event") for one in play_lines(game, filler * length + answer)]
    assert told.count("refused") == 1
    assert "saved" not in told


def test_an_answer_given_twice_is_refused_the_second_time(sit_down):
    game = sit_down()
    line = json.dumps({"token": game.session.prompt.token, "answer": {"option": "pay_first"}})
    told = [one.get("event") for one in play_lines(game, line, line)]
    assert told.count("saved") == told.count("refused") == 1


def test_leaving_and_going_on_asks_the_same_question(sit_down):
    game = sit_down()
    line = json.dumps({"token": game.session.prompt.token, "answer": {"option": "pay_first"}})
    left = [one for one in play_lines(game, line) if "prompt" in one][-1]
    path = game.path
    game.close()
    again = saved_game.resume_game(path)
    assert [one for one in play_lines(again) if "prompt" in one] == [left]
    again.close()


def test_nothing_that_belongs_to_the_other_chair_is_told(sit_down):
    told = play_whole(sit_down("ceo", 3))
    assert not [line for line in told if line.get("event") == "learned" and line["chair"] != "ceo"]
    assert not [line for line in told if line.get("event") == "fact_answered" and "trust" in line]
    moved = {line["stock"] for line in told if line.get("event") == "changed"}
    assert not {stock for stock in moved if stock.startswith("cto.")}
    everything = json.dumps(told[: kinds(told).index("ended")], ensure_ascii=False)
    assert "Lan looks at her shoes" not in everything
    for view in (line["view"] for line in told if "view" in line):
        assert not {fact["id"] for fact in view["facts"]} & {"skipped_review", "refund_path", "bank_cutoff"}


def kinds(told: list[dict]) -> list[str]:
    return [line.get("event", "prompt") for line in told]


def test_the_page_tells_every_event_and_field(sit_down):
    rows = dict(re.findall(r"^\| `(\w+)` \| ([^|]*) \|", PAGE, re.MULTILINE))
    assert EVENTS.keys() | MADE_HERE <= rows.keys()
    for seed in range(6):
        for line in play_whole(sit_down("cto" if seed % 2 else "ceo", seed)):
            if "event" in line:
                named = set(re.findall(r"`(\w+)`", rows[line["event"]]))
                assert line.keys() - {"event", "text"} == named, line["event"]


def test_the_page_tells_every_prompt(sit_down):
    asked = set(get_args(Phase)) - {"over", "pick"}
    assert all(f"\n| `{kind}` | `{{" in PAGE for kind in asked)
    for line in play_whole(sit_down()):
        for name in line.get("prompt", {}).keys() | line.get("view", {}).keys():
            assert f"`{name}`" in PAGE
