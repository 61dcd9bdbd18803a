"""Whole games as text: `tests/transcripts/*.txt` are played again, and must read the same.

A transcript is its own script: what stands behind a question is what is typed there. To see what a change does to
the stories, run with `--update-transcripts` and read the difference; to write a new one, write its head and the
answers, and do the same.
"""

import io
import re
from pathlib import Path

import pytest

from game import locales
from game.content.compiler import load_scenario
from game.engine.stocks import CHAIRS
from game.plain.page import PlainPage
from game.plain.pair import play_session
from game.playthrough.saves import saved_game
from game.playthrough.setup import Setup

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "tests" / "transcripts"
CUES = {
    "en": (
        "Number:",
        "Numbers to say, 0 for none:",
        "Number, or Enter to keep yours:",
        "Your words, or Enter to go on:",
        "Hà presses Enter:",
        "Dũng presses Enter:",
        "1 digit:",
        "2 digits:",
        "3 digits:",
        "3 digits, then facts:",
        "Digits, then Enter:",
        "Enter, once you have read it:",
        "Three, two, one: both keys, then Enter:",
        "Enter for the final picks, or a number:",
        "Hà's number:",
        "Dũng's number:",
        "Enter to look back, q to leave:",
    ),
    "vi": (
        "Số mấy:",
        "Nói ra điều số mấy, 0 là giữ kín hết:",
        "Số, hoặc Enter nếu không đổi:",
        "Lời của bạn, hoặc Enter để đi tiếp:",
        "Enter để nhìn lại, q để thoát:",
        "Hà bấm Enter:",
        "Dũng bấm Enter:",
        "1 chữ số:",
        "2 chữ số:",
        "3 chữ số:",
        "3 chữ số, rồi những điều muốn nói:",
        "Gõ số rồi Enter:",
        "Đọc xong thì Enter:",
        "Ba, hai, một: hai phím cùng lúc, rồi Enter:",
        "Enter để cùng chốt, hoặc bấm số:",
        "Số của Hà:",
        "Số của Dũng:",
    ),
}


def head_of(text: str) -> dict[str, str]:
    head = text.split("\n---\n", maxsplit=1)[0].splitlines()
    return dict(line.split(": ", 1) for line in head if not line.startswith("#"))


def answers_of(text: str, language: str) -> str:
    cues = "|".join(map(re.escape, CUES[language]))
    found = re.findall(rf"^(?:{cues}) ?(.*)$", text.split("\n---\n")[1], re.MULTILINE)
    return "".join(f"{answer}\n" for answer in found)


def replayed(text: str, folder: Path) -> str:
    head = head_of(text)
    locales.set_language(head["language"])
    people = CHAIRS if head["chair"] == "both" else (head["chair"],)
    seats = {chair: "human" if chair in people else "partner" for chair in CHAIRS}
    mode = head.get("mode", "standard")
    setup = Setup(seats, int(head["seed"]), language=head["language"], difficulty=mode)
    game = saved_game.start_game(load_scenario(ROOT / head["scenario"]), setup, folder)
    out = io.StringIO()
    play_session(game, io.StringIO(answers_of(text, head["language"])), PlainPage(out, echo=True))
    game.close()
    story = re.sub(r"tandem (continue|debrief) \S+", r"tandem \1 SAVE", out.getvalue())
    story = re.sub(r" +$", "", story, flags=re.MULTILINE)
    return text.split("\n---\n", maxsplit=1)[0] + "\n---\n" + story


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.txt")), ids=lambda path: path.stem)
def test_a_transcript_reads_as_it_did(path, tmp_path, request):
    text = path.read_text(encoding="utf-8")
    again = replayed(text, tmp_path)
    if request.config.getoption("--update-transcripts"):
        path.write_text(again, encoding="utf-8")
        return
    assert again == text


def test_there_are_transcripts_in_both_languages_and_of_both_chairs():
    heads = [head_of(path.read_text(encoding="utf-8")) for path in FOLDER.glob("*.txt")]
    assert {head["language"] for head in heads} == {"en", "vi"}
    assert {head["chair"] for head in heads} == {"ceo", "cto", "both"}
