"""Odd surroundings: users without a name or a home, folders and disks that refuse, output that goes nowhere."""

import errno
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import portalocker.portalocker
import pytest

from game import atomic_files, user_folders
from game.playthrough.saves import locate_saves_folder
from game.playthrough.saves.saved_game import Game
from tests.marks import as_long

ROOT = Path(__file__).parents[2]
STRANGER = [
    "setpriv",
    "--reuid=54321",
    "--clear-groups",
    "--inh-caps=+dac_read_search",
    "--ambient-caps=+dac_read_search",
]
"""Become a user whom the system has no entry of, who may read everything (the program, too) and write little."""
CLEAN = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
needs_root = pytest.mark.skipif(
    sys.platform != "linux" or os.geteuid() != 0, reason="only root on Linux can become another user"
)
needs_full = pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")


def run(*command: str, before: tuple[str, ...] = (), typed: str = "", **more) -> subprocess.CompletedProcess[str]:
    environment = {**CLEAN, **more.pop("env", {})}
    return subprocess.run(
        [*before, sys.executable, "-m", "game", *command],
        input=typed, text=True, capture_output=True, env=environment, check=False, timeout=120, **more,
    )  # fmt: skip


def assert_told(done: subprocess.CompletedProcess[str]) -> None:
    """Whatever went wrong was told in a sentence."""
    assert "Traceback" not in done.stderr
    assert "broke inside" not in done.stderr


# -- users and homes -----------------------------------------------------------------------------------------


@needs_root
@pytest.mark.parametrize("home", [{}, *as_long({"HOME": ""}, {"HOME": "/nonexistent"}, {"HOME": "relative"})])
@pytest.mark.long
def test_a_user_whom_nobody_knows_can_use_the_program(tmp_path, home):
    for command in (["saves", "list"], ["demo", "--lang", "en"]):
        done = run(*command, before=STRANGER, env=home, cwd=tmp_path)
        assert_told(done)
        assert done.returncode == 0, done.stderr


@needs_root
@pytest.mark.long
def test_where_nothing_can_be_written_the_game_is_played_and_says_that_it_is_not_saved(tmp_path, small):
    tmp_path.chmod(0o755)
    done = run("play", small, "--as", "ceo", "--plain", "--seed", "3", before=STRANGER, typed="1\n1\n1\n",
               env={"TANDEM_HOME": str(tmp_path / "home")})  # fmt: skip
    assert_told(done)
    assert "This game cannot be saved" in done.stdout
    assert "TANDEM_HOME can name another one" in done.stdout


@needs_root
@pytest.mark.long
def test_an_error_inside_is_told_to_a_user_without_a_home(tmp_path):
    broken = "import sys, game.cli.saves\ngame.cli.saves.list_save_summaries = lambda: 1 / 0\n"
    broken += "import game.cli; sys.exit(game.cli.main(['saves', 'list']))"
    done = subprocess.run([*STRANGER, sys.executable, "-c", broken], capture_output=True, text=True, env=CLEAN,
                          cwd=tmp_path, check=False)  # fmt: skip
    assert done.returncode == 2
    assert done.stderr == "tandem: something broke inside (ZeroDivisionError). TANDEM_DEBUG=1 shows the details\n"


@pytest.mark.parametrize(
    ("named", "expected"),
    [
        ("~/x", "{home}/x"),
        ("rel", "{here}/rel"),
        (" {here}/there ", "{here}/there"),
        ("", None),
        ("   ", None),
    ],
)
def test_tandem_home_is_an_absolute_folder_or_counts_as_unset(tmp_path, monkeypatch, named, expected):
    monkeypatch.setenv("HOME", str(tmp_path / "me"))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TANDEM_HOME", named.format(here=tmp_path))
    found = user_folders.find_chosen_home()
    assert found == (expected and Path(expected.format(here=tmp_path, home=tmp_path / "me")))
    if found:
        assert locate_saves_folder() == found / "saves"


@pytest.mark.parametrize("lies", [("pyproject.toml", "scenarios"), ("pyproject.toml",), ("scenarios",), ()])
def test_saves_lie_in_a_checkout_only_where_it_is_one(tmp_path, monkeypatch, lies):
    """A folder of crises alone, or another project's file above the package, does not make one."""
    monkeypatch.delenv("TANDEM_HOME", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setattr("game.playthrough.saves.__file__", str(tmp_path / "game" / "playthrough" / "saves" / "x.py"))
    for name in lies:
        (tmp_path / name).mkdir() if name == "scenarios" else (tmp_path / name).touch()
    inside = locate_saves_folder() == tmp_path / "saves"
    assert inside == (len(lies) == 2)


@pytest.mark.parametrize("xdg", ["relative", "~/data", "  "])
def test_an_xdg_folder_that_is_not_absolute_counts_as_unset(tmp_path, monkeypatch, xdg):
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, xdg)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("TANDEM_HOME")
    assert user_folders.locate_data_folder() == tmp_path / ".local/share/tandem"
    assert user_folders.locate_settings_folder() == tmp_path / ".config/tandem"
    assert tmp_path in user_folders.locate_log_folder().parents


def test_without_any_home_the_places_are_absolute_all_the_same(monkeypatch):
    monkeypatch.setattr("os.path.expanduser", lambda path: path)
    monkeypatch.setenv("TANDEM_HOME", "~/x")
    assert user_folders.find_chosen_home().is_absolute()
    monkeypatch.delenv("TANDEM_HOME")
    for place in (user_folders.locate_data_folder(), user_folders.locate_settings_folder(), user_folders.find_home()):
        assert place.is_absolute()


@pytest.mark.parametrize(
    "command",
    [["saves", "list"], *as_long(["demo"], ["check", "{small}"], ["check", "."], ["play", "x"], ["new", "x"])],
)
@pytest.mark.parametrize("home", ["rel", *as_long("{home}")])
@pytest.mark.long
def test_in_a_folder_that_was_deleted_commands_work_or_say_why(tmp_path, small, command, home):
    gone = tmp_path / "gone"
    gone.mkdir()
    words = [word.format(small=small) for word in command]
    script = f"import os, sys; os.rmdir({str(gone)!r}); import game.cli; sys.exit(game.cli.main({words!r}))"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=gone, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL,
        env={**CLEAN, "TANDEM_HOME": home.format(home=tmp_path / "home")},
    )  # fmt: skip
    assert_told(done)
    assert done.returncode in (0, 1, 2)
    assert done.returncode == 0 or done.stderr or done.stdout


# -- folders and disks ---------------------------------------------------------------------------------------


@needs_root
@pytest.mark.parametrize(
    "command", ["check", *as_long("i18n update", "i18n extract", "i18n check", "play --plain", "preview", "graph",
                                  "explore", "balance", "demo", "cards")]
)  # fmt: skip
@pytest.mark.long
def test_a_crisis_in_a_folder_without_permission_is_named_with_the_reason(open_folder, command):
    shut = open_folder / "shut"
    shut.mkdir()
    done = run_as_loaded_stranger(f"os.chmod({str(shut)!r}, 0)", *command.split(), str(shut))
    assert_told(done)
    assert done.returncode in (1, 2), done
    assert str(shut) in done.stderr + done.stdout
    assert "permission" in done.stderr + done.stdout


@pytest.mark.long
@needs_root
def test_a_check_of_many_crises_passes_over_none_that_may_not_be_read(open_folder):
    for name in ("a", "b", "lost+found", ".git"):
        shutil.copytree(ROOT / "scenarios" / "the-third-candidate", open_folder / name)
    shut = ";".join(f"os.chmod({str(open_folder / name)!r}, 0)" for name in ("b", "lost+found", ".git"))
    done = run_as_loaded_stranger(shut, "check", str(open_folder), "--for", "draft", "--all")
    assert done.returncode == 1
    assert "2 checked" in done.stderr + done.stdout
    assert str(open_folder / "b" / "scenario.yaml") in done.stdout
    assert "lost+found" not in done.stdout


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that everybody may look into, with all above it."""
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


def run_as_loaded_stranger(before: str, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a command as a user who may read less than STRANGER: the program is loaded before."""
    script = (
        "import os, sys, game.cli, importlib, pkgutil\n"
        "for package in pkgutil.walk_packages(game.__path__, 'game.'):\n"
        "    if not package.name.endswith('__main__'): importlib.import_module(package.name)\n"
        f"{before}\n"
        "os.setgroups([]); os.setresuid(54321, 54321, 54321)\n"
        f"sys.exit(game.cli.main({list(words)!r}))"
    )
    return subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False, env=CLEAN,
                          stdin=subprocess.DEVNULL, cwd="/")  # fmt: skip


@needs_full
@pytest.mark.parametrize(
    "command", ["--help", *as_long("--version", "check --help", "saves list --format json", "explain S101", "schema",
                                   "demo", "graph {small}", "check {small}", "play {small} --as ceo --plain",
                                   "play {small} --as ceo --jsonl")]
)  # fmt: skip
def test_output_that_cannot_be_written_is_told_in_one_line(tmp_path, small, command):
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "game", *command.format(small=small).split()], stdout=full, stderr=subprocess.PIPE,
            stdin=subprocess.DEVNULL, text=True, check=False, env={**CLEAN, "TANDEM_HOME": str(tmp_path)},
        )  # fmt: skip
    assert done.stderr == "tandem: the output cannot be written: the disk is full; make room and try again\n"
    assert done.returncode == 1


@pytest.mark.parametrize("number", [errno.ENOLCK, errno.ENOTSUP, errno.ENOSYS])
def test_on_a_disk_without_locks_a_game_is_saved_and_says_so_once(tandem, small, monkeypatch, number, home):
    def refuse(_descriptor, _flags):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(portalocker.portalocker, "LOCKER", refuse)
    monkeypatch.setattr(portalocker.portalocker.FlockLocker, "_locker", staticmethod(refuse))
    done = tandem("play", small, "--as", "ceo", "--plain", "--seed", "3", typed="1\nq\n")
    assert done.out.count("This disk can't lock files") == 1
    assert "Saved. Continue with" in done.out
    [save] = (home / "saves").glob("*.tandem")
    done = tandem("continue", save.stem, "--plain", typed="q\n")
    assert done.code == 0
    assert done.out.count("This disk can't lock files") == 1


def test_on_a_disk_that_cannot_sync_a_game_is_saved_and_says_so_once(tandem, small, monkeypatch):
    def refuse(_descriptor):
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))

    monkeypatch.setattr(atomic_files.os, "fsync", refuse)
    done = tandem("play", small, "--as", "ceo", "--plain", "--seed", "3", typed="1\nq\n")
    assert " ".join(done.out.split()).count("after a power cut, the last decisions may be gone") == 1
    assert "Saved. Continue with" in done.out


def test_on_a_usual_disk_nothing_is_lacking(tandem, small, monkeypatch):
    told = []
    monkeypatch.setattr(Game, "close", lambda self: told.append(self.lacking))
    tandem("play", small, "--as", "ceo", "--plain", "--seed", "3", typed="1\nq\n")
    assert told == [()]


def test_extracting_writes_through_no_link(tandem, small, tmp_path):
    (tmp_path / "scenario.yaml").write_bytes((Path(small) / "scenario.yaml").read_bytes())
    (tmp_path / "precious").write_text("mine")
    (tmp_path / "scenario.pot").symlink_to(tmp_path / "precious")
    done = tandem("i18n", "extract", str(tmp_path))
    assert done.code == 1
    assert "links are not followed" in done.err
    assert (tmp_path / "precious").read_text() == "mine"


def test_updating_writes_through_no_link(tandem, small, tmp_path):
    (tmp_path / "scenario.yaml").write_bytes((Path(small) / "scenario.yaml").read_bytes())
    (tmp_path / "vi.po").symlink_to(tmp_path / "precious")
    done = tandem("i18n", "update", str(tmp_path))
    assert done.code == 1
    assert not (tmp_path / "precious").exists()


@pytest.mark.parametrize("digits", [13, 20_000])
def test_more_digits_than_a_number_can_have_are_no_choice(tandem, small, digits):
    typed = f"{'9' * digits}\n1 {'9' * digits}\n0{'0' * digits}\nq\n"
    done = tandem("play", small, "--as", "ceo", "--plain", "--seed", "3", typed=typed)
    assert done.code == 0
    assert "There is no 99999999999…" in done.out
    assert not done.err


@pytest.mark.parametrize("digits", ["9" * 20_000, "9" * 13, "²", "1_0", "+1"])
def test_what_is_no_number_on_the_command_line_is_told(tandem, small, digits):
    for words in (["model", "run", "--jump", f"{digits}:debt:+15"], ["preview", small, "--set", f"cto.trust={digits}"],
                  ["play", small, "--seed", "9" * 20_000]):  # fmt: skip
        done = tandem(*words)
        assert done.code == 2
        assert "broke inside" not in done.err
        assert done.err


def test_wide_digits_are_digits(tandem, small):
    done = tandem("play", small, "--as", "ceo", "--plain", "--seed", "3", typed="１\nq\n")
    assert done.code == 0
    assert "Saved. Continue with" in done.out
    assert "There is no" not in done.out
