"""Three games for programs, recorded to the byte: `tests/jsonl/*.jsonl` hold what was sent and what came back.

A recording is its own script: its first line says how the game is set up, the lines with a token are answers. To see
what a change does to the protocol, run with `--update-transcripts` and read the difference.
"""

import io
import json
import re
from pathlib import Path

import pytest

from game import locales
from game.content.compiler import load_scenario
from game.engine.stocks import CHAIRS
from game.plain.jsonl import JsonlGame
from game.playthrough.saves import saved_game
from game.playthrough.setup import Setup

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "tests" / "jsonl"


def varied(prompt, number):
    """An answer that is not always the example: every third says the last thing on offer, and nothing is kept."""
    answer = dict(prompt["example"])
    if "facts" in answer:
        return {"facts": [fact["id"] for fact in prompt["facts"]]}
    if number % 3 == 2 and "option" in answer:
        answer["option"] = prompt["choices"][-1]["id"]
    return answer


class Recording(io.StringIO):
    """Answers each prompt as it comes, and keeps both sides."""

    def __init__(self, heard):
        super().__init__()
        self.heard, self.read, self.lines, self.number = heard, 0, [], 0
        self.open = []
        """The prompts that have come and are not answered, the oldest first."""

    def take_in(self):
        new = self.heard.getvalue()[self.read :]
        self.read += len(new)
        self.lines += [f"< {line}" for line in new.splitlines()]
        self.open += [message["prompt"] for message in map(json.loads, new.splitlines()) if "prompt" in message]

    def readline(self, _limit=-1):
        self.take_in()
        prompt = self.open.pop(0)
        answer = json.dumps({"token": prompt["token"], "answer": varied(prompt, self.number)}, ensure_ascii=False)
        self.number += 1
        self.lines.append(f"> {answer}")
        return f"{answer}\n"


def recorded(head, folder):
    locales.set_language(head["language"])
    people = CHAIRS if head["chair"] == "both" else (head["chair"],)
    seats = {chair: "human" if chair in people else "partner" for chair in CHAIRS}
    game = saved_game.start_game(
        load_scenario(ROOT / head["scenario"]), Setup(seats, head["seed"], language=head["language"]), folder
    )
    heard = io.StringIO()
    program = Recording(heard)
    assert JsonlGame(game, program, heard).play()
    program.take_in()
    game.close()
    return "\n".join([json.dumps(head), *program.lines]) + "\n"


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.jsonl")), ids=lambda path: path.stem)
def test_a_recorded_game_is_the_same_to_the_byte(path, tmp_path, request):
    text = path.read_text(encoding="utf-8")
    again = recorded(json.loads(text.splitlines()[0]), tmp_path)
    if request.config.getoption("--update-transcripts"):
        path.write_text(again, encoding="utf-8")
    assert re.sub(r'"save": "[^"]*"', '"save": ""', again) == re.sub(r'"save": "[^"]*"', '"save": ""', text)
