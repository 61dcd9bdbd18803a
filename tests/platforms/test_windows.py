"""The game under the conditions of Windows, set up by `windows.py`; each test says which one."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pexpect
import pytest

from game import atomic_files
from game.content.safe_input import is_device_name
from game.playthrough.saves import find_save
from tests.platforms import windows

ROOT = Path(__file__).parents[2]
SMALL = ROOT / "tests" / "scenarios" / "small"
FIRST = "1\n" * 400
"""The first answer to whatever is asked, until the game is over."""


@pytest.fixture
def place(tmp_path, monkeypatch):
    """An environment as a shell of Windows gives it: no TERM, no HOME, no locale."""
    for name in ("TERM", "HOME", "LANG", "LC_ALL", "LC_MESSAGES", "LANGUAGE", "XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TANDEM_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "local"))
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    return tmp_path


def run(*arguments: str, typed: str = "", code: int | None = 0) -> str:
    """Run a command there, and return what it prints; its errors must be sentences."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.platforms.windows", *arguments],
        input=typed.encode(),
        capture_output=True,
        check=False,
    )
    errors = done.stderr.decode()
    assert code is None or done.returncode == code, errors
    assert "Traceback" not in errors
    assert "broke inside" not in errors
    return done.stdout.decode() if not code else errors


def run_script(place: Path, script: str) -> str:
    (place / "script.py").write_text(script, encoding="utf-8")
    return run("--script", str(place / "script.py"))


@pytest.mark.long
def test_every_module_can_be_imported_there(place):
    script = """
import importlib, pkgutil, game
from game.locales import messages
skipped = {"game.__main__", "game.tui.terminal"}  # the driver of Unix terminals
names = [one.name for one in pkgutil.walk_packages(game.__path__, "game.") if one.name not in skipped]
for name in names:
    importlib.import_module(name)
print(len(names))
"""
    assert int(run_script(place, script)) > 200


@pytest.mark.long
def test_a_game_is_played_kept_and_looked_back_at(place):
    run("play", str(SMALL), "--as", "ceo", "--plain", "--seed", "3", typed="1\n" * 5)
    (save,) = (place / "home" / "saves").glob("*.tandem")
    run("continue", "--plain", typed=FIRST)
    (entry,) = json.loads(run("saves", "list", "--format", "json"))
    assert entry["ending"]
    assert "same" in run("saves", "verify")
    run("saves", "export", save.stem, "one.zip")
    run("saves", "delete", save.stem, "--yes")
    assert run("saves", "import", "one.zip").strip() == save.stem
    assert run("saves", "list").count("\n") == 1


@pytest.mark.long
def test_two_people_play_line_by_line_at_a_terminal(place):
    """No `termios` hides what is typed, and `select` can't wait for a line: `msvcrt` tells of a key."""
    command = ["-m", "tests.platforms.windows", "play", str(SMALL), "--pair", "--plain", "--lang", "en", "--seed", "3"]
    environment = {**os.environ, "TERM": "dumb"}
    child = pexpect.spawn(sys.executable, command, env=environment, dimensions=(60, 100), timeout=30)
    child.sendline("")
    seen = b""
    for _line in range(60):
        found = child.expect([rb"[:?] ?\r?\n?$", pexpect.EOF, rb"Enter"])
        seen += child.before
        if found == 1:
            break
        child.sendline("1")
    assert b"Traceback" not in seen
    assert b"broke inside" not in seen
    child.close(force=True)
    assert list((place / "home" / "saves").glob("*.tandem"))


@pytest.mark.long
def test_a_save_that_another_program_has_open_is_said_to_be_in_use(place):
    """Windows lets nobody else read the locked beginning of a file."""
    run("play", str(SMALL), "--as", "ceo", "--plain", typed="1\n")
    (save,) = (place / "home" / "saves").glob("*.tandem")
    holder = f"""
import subprocess, sys
from pathlib import Path
from game.playthrough.saves.journal import Journal
journal, _contents = Journal.open(Path({str(save)!r}))
for command in (["saves", "list"], ["continue", {save.stem!r}, "--plain"]):
    done = subprocess.run([sys.executable, "-m", "tests.platforms.windows", *command], capture_output=True, text=True)
    print(done.returncode, done.stdout, done.stderr)
"""
    told = run_script(place, holder)
    assert f"0 {save.stem}  " in told
    assert "another program is using the file; close it there and try again" in told
    assert "another window is playing this save" in told
    assert "Traceback" not in told


@pytest.mark.long
def test_the_screen_plays_there_too(place):
    """Textual with our pages, no `termios`, no `fcntl`, no signal handlers: a choice is made and kept."""
    script = """
import asyncio
from game.tui.app import TandemApp
from game.tui.app_services import AppServices

async def play():
    app = TandemApp(AppServices())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        for key in ("enter", "1", "enter", "escape", "f2", "f1", "escape"):
            await pilot.press(key)
        await pilot.pause()
        print(app.screen.__class__.__name__)
    assert app._exception is None, app._exception

asyncio.run(play())
"""
    assert run_script(place, script).strip()
    assert (place / "home" / "settings.json").is_file()


@pytest.mark.long
def test_a_bare_tandem_reads_a_pipe(place):
    assert "Number:" in run(typed="1\n1\n1\n")
    assert list((place / "home" / "saves").glob("*.tandem"))


@pytest.mark.long
def test_balance_counts_processors_where_no_system_call_does(place):
    script = f"""
import os
os.cpu_count = lambda: 1  # processes of its own would not be there, but here
from game.cli import main
main(["balance", {str(SMALL)!r}, "--quick", "--only", "habits"])
"""
    assert "small: of" in run_script(place, script)


@pytest.mark.parametrize("name", ["con", "AUX", "com1", "nul", "lpt9"])
def test_no_command_makes_a_file_that_is_a_device_there(place, name, tandem):
    assert is_device_name(name)
    shutil.copytree(SMALL, place / "here" / "small")
    for command in (["new", name.lower()], ["i18n", "update", "small", "--to", name.lower()]):
        assert tandem(*command).code == 2
    assert not [path for path in (place / "here").rglob("*") if is_device_name(path.name)]


def test_a_name_is_of_small_letters_so_that_case_tells_nothing_apart(place, tandem):
    assert tandem("new", "Late-Parcel").code == 2
    assert not list((place / "here").iterdir())
    saves = place / "home" / "saves"
    saves.mkdir(parents=True)
    (saves / "20261129-205317-launch.tandem").touch()
    assert find_save("20261129-205317-launch")
    assert not find_save("20261129-205317-Launch")


def test_other_names_are_no_devices():
    assert not [name for name in ("console", "com", "lpt", "co", "auxiliary", "launch-day-red") if is_device_name(name)]
    assert is_device_name("nul.tar.gz")
    assert all(windows.FORBIDDEN.search(name) for name in ("a:b", "con", "con.po", "x.", "x ", "COM1.txt"))
    assert not windows.FORBIDDEN.search("20261129-205317-launch-day-red-78e12c.tandem")


@pytest.mark.long
@pytest.mark.parametrize("page", ["cp437", "cp1252", "cp1258", "ascii"])
def test_a_console_with_another_code_page_gets_and_gives_utf_8(place, page):
    """What Python would write in the code page of a redirected console, Vietnamese letters being errors."""
    environment = {**os.environ, "PYTHONIOENCODING": page, "PYTHONUTF8": "0", "LC_ALL": "C"}
    command = [
        sys.executable,
        "-X",
        "warn_default_encoding",
        "-W",
        "error::EncodingWarning",
        "-m",
        "game",
        "--lang",
        "vi",
    ]
    done = subprocess.run([*command, "saves", "list"], capture_output=True, env=environment, check=False)
    assert (done.returncode, done.stdout) == (0, b"")
    assert "ván" in done.stderr.decode("utf-8")
    asked = [*command, "play", str(SMALL), "--as", "ceo", "--plain"]
    done = subprocess.run(asked, input="Hà\n1\n".encode(), capture_output=True, env=environment, check=False)
    assert (done.returncode, b"?" * 3 in done.stdout) == (0, False)
    assert "Quán" in done.stdout.decode("utf-8") or "ế" in done.stdout.decode("utf-8")


@pytest.mark.long
def test_a_crisis_that_notepad_saved_is_the_same_crisis(place, tandem):
    """With a byte order mark and CR LF, in the source and in its translation."""
    shutil.copytree(SMALL, place / "here" / "small")
    for file in (place / "here" / "small").iterdir():
        file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    for language in ("en", "vi"):
        there, here = (tandem("--lang", language, "demo", str(folder)) for folder in (place / "here" / "small", SMALL))
        assert there.code == 0
        assert there.out == here.out


@pytest.mark.parametrize("winerror", [5, 32])
def test_a_file_that_a_scanner_holds_for_a_moment_is_replaced_all_the_same(tmp_path, monkeypatch, winerror):
    """`os.replace` on a file that is open elsewhere: PermissionError, until it is closed."""
    pauses = hold_open(monkeypatch, winerror, tries=3)
    (tmp_path / "settings.json").write_bytes(b"old")
    atomic_files.write_atomically(tmp_path / "settings.json", b"new")
    assert (tmp_path / "settings.json").read_bytes() == b"new"
    assert len(pauses) == 3


@pytest.mark.parametrize(("winerror", "tried"), [(5, 5), (32, 5), (None, 0)])
def test_a_file_that_stays_open_is_told_and_nothing_is_left_over(tmp_path, monkeypatch, winerror, tried):
    pauses = hold_open(monkeypatch, winerror, tries=100)
    (tmp_path / "settings.json").write_bytes(b"old")
    with pytest.raises(PermissionError) as caught:
        atomic_files.write_atomically(tmp_path / "settings.json", b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["settings.json"]
    assert (tmp_path / "settings.json").read_bytes() == b"old"
    assert len(pauses) == tried
    assert sum(pauses) < 1
    expected = "another program is using the file" if winerror == 32 else "there is no permission"
    assert expected in atomic_files.explain_os_error(caught.value)


def hold_open(monkeypatch, winerror: int | None, tries: int) -> list[float]:
    """Let renaming fail so many times as on Windows; return the pauses that are made meanwhile."""
    replace, pauses, left = os.replace, [], iter(range(tries))

    def replace_later(*paths) -> None:
        if next(left, None) is not None:
            error = PermissionError(13, "Access is denied", str(paths[1]))
            error.winerror = winerror
            raise error
        replace(*paths)

    monkeypatch.setattr(os, "replace", replace_later)
    monkeypatch.setattr(atomic_files, "sleep", pauses.append)
    return pauses
