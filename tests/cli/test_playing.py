"""Playing and going on without a terminal: every answer is saved, and the end of input is a clean end."""

from pathlib import Path

import pytest


def test_the_end_of_input_saves_and_tells_how_to_go_on(tandem, small):
    done = tandem("play", small, "--plain", "--as", "ceo", "--seed", "7", typed="1\n1\n")
    assert done.code == 0
    save = done.out.rsplit("tandem continue ", 1)[1].strip()
    listed = tandem("saves", "list").out
    assert save in listed
    assert "2 answers" in listed


def test_continue_opens_the_same_question(tandem, small):
    asked = tandem("play", small, "--plain", "--as", "ceo", "--seed", "7", typed="1\n1\n").out
    again = tandem("continue", "--plain").out
    assert question(again) == question(asked)
    assert "What happens to the second invoices?" in again


def question(transcript: str) -> list[str]:
    """Return the last question of a transcript that was left open."""
    lines = transcript.split("Saved. Continue with", maxsplit=1)[0].rstrip().splitlines()
    while lines and not lines[-1].strip():
        lines.pop()
    return lines[max(index for index, line in enumerate(lines) if not line.strip()) :]


def test_a_save_can_be_named_and_spoken_in_the_other_language(tandem, small):
    done = tandem("play", small, "--plain", "--as", "cto", "--seed", "7", typed="2\n")
    save = done.out.rsplit("tandem continue ", 1)[1].strip()
    again = tandem("continue", save, "--plain", "--lang", "vi")
    assert "Chín người quanh cái bàn" in again.out


def test_a_pipe_without_a_flag_is_played_line_by_line(tandem, small):
    done = tandem("play", small, typed="2\nq\n")
    assert done.code == 0
    assert "You are Dũng, CTO." in done.out


def test_a_bare_tandem_with_input_plays(tandem, monkeypatch):
    from game.cli import terminal

    monkeypatch.setattr(terminal, "has_typed_input", lambda: True)
    done = tandem(typed="1\n")
    assert "You are Hà, CEO." in done.out


def test_no_saves_is_said_kindly(tandem):
    done = tandem("saves", "list")
    assert (done.code, done.out) == (0, "")
    assert "tandem play" in done.err


def test_a_damaged_save_is_listed_and_refused(tandem, small, home):
    tandem("play", small, "--plain", "--as", "ceo", typed="1\n1\n")
    (file,) = (home / "saves").glob("*.tandem")
    file.write_bytes(file.read_bytes().replace(b'"seed":', b'"sEEd":', 1))
    assert "damaged" in tandem("saves", "list").out
    done = tandem("continue", file.stem, "--plain")
    assert done.code == 1
    assert "damaged" in done.err


@pytest.mark.parametrize("line", ["0\n", "9\n", "1 2 3\n", "yes\n", "\x1b[2J\n", "-1\n", "²\n", "x" * 30000 + "\n"])
def test_a_misread_line_is_asked_again(tandem, small, line):
    done = tandem("play", small, "--plain", "--as", "ceo", typed=line + "1\n")
    assert "It is done" in done.out
    assert "\x1b" not in done.out


def test_an_unwritable_folder_is_told_and_does_not_stop_play(tandem, small, home):
    home.parent.mkdir(exist_ok=True)
    home.write_text("a file where the folder should be", encoding="utf-8")
    done = tandem("play", small, "--plain", "--as", "ceo", typed="1\n")
    assert done.code == 1
    assert "cannot be saved" in done.out


@pytest.mark.long
def test_an_own_crisis_with_the_id_of_one_of_the_pack_is_told_with_how_to_play_it(tandem, home):
    shelf = Path(__file__).parents[2] / "scenarios"
    mine = home / "my-scenarios" / "mine"
    mine.mkdir(parents=True)
    (mine / "scenario.yaml").write_bytes((shelf / "the-third-candidate" / "scenario.yaml").read_bytes())
    (mine.parent / "people.yaml").write_bytes((shelf / "people.yaml").read_bytes())
    done = tandem("play", "the-third-candidate", "--as", "ceo", "--plain", typed="q\n")
    assert done.code == 0
    assert f"There is another crisis of this id: tandem play {mine}" in done.err
    done = tandem("play", str(mine), "--as", "ceo", "--plain", typed="q\n")
    assert done.code == 0
    assert "another crisis" not in done.err
    again = tandem("continue", "--plain", typed="q\n")
    assert "edited since" not in again.err
