"""Saves that cannot be read are said, each with the one thing to do; and which save is the newest."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from game.playthrough.saves import find_save, journal, journal_format, list_save_summaries
from tests.cli.test_surroundings import needs_root, open_folder, run_as_loaded_stranger  # noqa: F401 -- a fixture
from tests.marks import as_long

NEWER = journal_format.encode_line("", {"format": 9, "at": "2099-01-01T00:00:00Z"})[0]


@pytest.fixture
def file(tandem, small, home) -> Path:
    """A save of three answers."""
    tandem("play", small, "--plain", "--as", "ceo", "--seed", "7", typed="1\n1\n1\n")
    (file,) = (home / "saves").glob("*.tandem")
    return file


def damage(file: Path) -> None:
    """Change a letter in the third line."""
    file.write_bytes(file.read_bytes().replace(b"customers", b"custumers"))


@pytest.mark.parametrize("older", [False, True])
def test_a_newer_and_a_damaged_save_are_said_with_what_to_do(tandem, file, older):
    """With an older game that can be continued, that one is, and what is newer is said all the same."""
    (file.parent / "from-tomorrow.tandem").write_bytes(NEWER)
    damaged = file.with_name("my damaged.tandem")
    shutil.copy(file, damaged)
    damage(damaged)
    if not older:
        file.unlink()
    listed = tandem("saves", "list").out
    done = tandem("continue", "--plain", typed="q\n")
    assert done.code == (0 if older else 1)
    assert "there is no game to continue; tandem play" not in done.err
    newer = "from-tomorrow: line 1: written by a newer Tandem (format 9); it is left as it is, update to read it"
    assert newer in done.err
    assert "written by a newer Tandem" in listed
    rescue = "the 2 lines before it are intact, tandem saves rescue 'my damaged' copies them"
    assert rescue in listed
    assert older or f"my damaged: line 3: damaged: this line was changed; {rescue}" in done.err


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("nonsense\n", "this is not a Tandem save; move bad.tandem out of the folder of saves"),
        ("", "there is no save in this file; tandem saves delete bad removes it"),
        (None, "this is a link, and links are not followed; move bad.tandem out of the folder of saves"),
    ],
)
def test_whatever_else_lies_there_is_said_with_what_to_do(tandem, home, content, told):
    (home / "saves").mkdir(parents=True)
    bad = home / "saves" / "bad.tandem"
    bad.symlink_to("elsewhere") if content is None else bad.write_text(content)
    assert told in tandem("saves", "list").out
    done = tandem("continue")
    assert done.code == 1
    assert told in done.err


def test_that_it_cannot_be_read_is_said_in_vietnamese(tandem, home):
    (home / "saves").mkdir(parents=True)
    (home / "saves" / "bad.tandem").symlink_to("elsewhere")
    done = tandem("--lang", "vi", "saves", "list")
    assert "link" not in done.out.lower().replace("liên kết", "")
    assert "liên kết" in done.out


@pytest.mark.long
@needs_root
@pytest.mark.parametrize("owned", ["file", *as_long("folder")])
def test_a_save_of_another_user_is_said_with_what_makes_it_ones_own(open_folder, file, owned):  # noqa: F811
    saves = open_folder / "saves"
    saves.mkdir()
    saves.chmod(0o755)
    shutil.copy(file, saves / "hers.tandem")
    target = saves if owned == "folder" else saves / "hers.tandem"
    before = f"os.environ['TANDEM_HOME'] = {str(open_folder)!r}; os.chmod({str(target)!r}, 0o700)"
    listed = run_as_loaded_stranger(before, "saves", "list")
    done = run_as_loaded_stranger(before, "continue", "--plain")
    assert done.returncode == 1
    for told in (listed.stdout + listed.stderr, done.stderr):
        if owned == "file":
            assert f"it belongs to another user; sudo chown $USER {target} makes it yours" in told
        else:
            assert f"the saves in {saves} can't be read: there is no permission for it" in told


def test_a_name_that_the_list_shows_can_be_shown(tandem, file):
    for name in ("Copy of my game (2)", "Bản của Hà", "a\nb\x1b[2J"):
        shutil.copy(file, file.with_name(f"{name}.tandem"))
    entries = json.loads(tandem("saves", "list", "--format", "json").out)
    assert len(entries) == 4
    for entry in entries:
        assert tandem("saves", "show", entry["id"]).code == 0, entry
        assert tandem("saves", "show", f"{entry['id']}.tandem").code == 0, entry
        assert tandem("saves", "verify", entry["id"]).code == 0, entry


@pytest.mark.long
def test_the_list_is_in_local_time_with_the_year_and_json_in_utc(home, file):
    script = "import sys, game.cli; sys.exit(game.cli.main(sys.argv[1:]))"
    file.write_bytes(b"")
    os.utime(file, (1764435480, 1764435480))

    def ask(*words):
        environment = {**os.environ, "TZ": "Asia/Ho_Chi_Minh", "TANDEM_HOME": str(home)}
        command = [sys.executable, "-c", script, "saves", "list", *words]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout

    assert "  2025-11-29 23:58  " in ask()
    assert json.loads(ask("--format", "json"))[0]["when"] == "2025-11-29T16:58:00Z"


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "yesterday"])
def test_a_moment_that_no_zone_has_breaks_no_list(tandem, home, moment, monkeypatch, file):
    header = json.loads(file.read_bytes().splitlines()[0])
    header.pop("chain")
    file.write_bytes(journal_format.encode_line("", {**header, "at": moment})[0])
    for zone in ("Asia/Ho_Chi_Minh", "America/Lima"):
        monkeypatch.setenv("TZ", zone)
        assert file.stem in tandem("saves", "list").out
        assert tandem("saves", "show", file.stem).code == 0


def test_the_newest_is_told_by_the_lines_of_a_save_and_not_by_its_file(tandem, small, file):
    """A save that was copied here, or damaged, is as old as its last line."""
    rows = file.read_bytes().splitlines()
    header = {**json.loads(rows[0]), "at": "2020-01-01T00:00:00Z"}
    header.pop("chain")
    old = journal_format.encode_line("", header)[0]
    file.with_name("zz-copied-later.tandem").write_bytes(old)
    file.with_name("zz-damaged-later.tandem").write_bytes(old + b"x\n")
    newest = list_save_summaries()[0]
    assert newest.id == file.stem


def test_the_newest_is_the_newest_though_the_clock_went_back(tandem, small, file, monkeypatch):
    monkeypatch.setattr(journal.Journal.create.__func__, "__defaults__", (lambda: "2001-01-01T00:00:00Z", ""))
    monkeypatch.setattr(journal.Journal.open.__func__, "__defaults__", (lambda: "2001-01-01T00:00:01Z", ""))
    tandem("play", small, "--plain", "--as", "cto", typed="1\n")
    newest = list_save_summaries()[0]
    assert newest.path != file
    assert newest.when == "2001-01-01T00:00:00Z"
    tandem("continue", file.stem, "--plain", typed="1\n")
    assert find_save("") == file, "going on makes a save the newest"
    assert tandem("saves", "verify").code == 0


@pytest.mark.parametrize("front", ["--plain", "--jsonl"])
def test_a_game_that_is_not_saved_ends_with_code_1(tandem, small, home, front):
    home.parent.mkdir(exist_ok=True)
    home.write_text("a file where the folder would be")
    done = tandem("play", small, "--as", "ceo", front, "--seed", "3", typed="1\n1\n")
    assert done.code == 1
    home.unlink()
    assert tandem("play", small, "--as", "ceo", front, "--seed", "3", typed="1\n1\n").code == 0
