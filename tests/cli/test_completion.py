"""What the shells themselves complete after `tandem`, each with the script that the program prints for it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pexpect
import pytest

from game.cli.completion import SHELLS
from tests.marks import as_long

SMALL = Path(__file__).parents[1] / "scenarios" / "small"
PATIENCE = 30
PROMPT = "READY> "

TYPED = {
    "tandem pre": "preview",
    "tandem play the": "the-third-candidate",
    "tandem play sm": "small",
    "tandem play --playth": "--playthrough",
    "tandem play --seed 3 --mode ex": "expert",
    "tandem debrief 2026": "2026-11-29-a-game",
    "tandem saves resc": "rescue",
    "tandem saves export 2026": "2026-11-29-a-game",
    "tandem demo --cto part": "partner",
    "tandem explain S10": "S104",
    "tandem balance minh": "minh-xin-nghi",
    "tandem completion z": "zsh",
}
"""What is typed before Tab, and what the last word becomes, or one of those that are offered."""


@pytest.fixture
def place(tmp_path, home, monkeypatch) -> Path:
    """A folder with nothing in it, where `tandem` is on the path and a crisis and a save came later than the script."""
    program = tmp_path / "bin" / "tandem"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m game "$@"\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("PS1", PROMPT)
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path / "empty")
    shutil.copytree(SMALL, home / "my-scenarios" / "small")
    (home / "saves").mkdir()
    (home / "saves" / "2026-11-29-a-game.tandem").write_bytes(b"{}\n")
    return tmp_path


def require(shell: str) -> str:
    return shutil.which(shell) or pytest.skip(f"there is no {shell} here")


def open_bash(script: str, folder: Path) -> "pexpect.spawn[bytes]":
    (folder / "tandem.bash").write_text(script)
    bash = pexpect.spawn("bash", ["--norc", "--noprofile", "-i"], dimensions=(60, 120), timeout=PATIENCE)
    bash.expect_exact(PROMPT)
    bash.sendline(f"source {folder}/tandem.bash")
    bash.expect_exact(PROMPT)
    return bash


def open_zsh(script: str, folder: Path) -> "pexpect.spawn[bytes]":
    (folder / "_tandem").write_text(script)
    (folder / ".zshrc").write_text(
        f'PROMPT="{PROMPT}"\nfpath=({folder} $fpath)\nautoload -Uz compinit && compinit -u -D\n'
    )
    environment = {**os.environ, "ZDOTDIR": str(folder)}
    zsh = pexpect.spawn("zsh", ["-i"], env=environment, dimensions=(60, 120), timeout=PATIENCE)
    zsh.expect_exact(PROMPT)
    return zsh


@pytest.mark.parametrize("shell", as_long("bash", "zsh"))
def test_tab_completes_what_is_typed(tandem, place, shell):
    require(shell)
    script = tandem("completion", shell).out
    terminal = {"bash": open_bash, "zsh": open_zsh}[shell](script, place)
    try:
        for typed, completed in TYPED.items():
            terminal.send(f"\x15{typed}")
            terminal.expect_exact(typed.split()[-1])
            terminal.send("\t\t")
            terminal.expect_exact(completed.removeprefix(typed.split()[-1]))
    finally:
        terminal.close(force=True)


@pytest.mark.long
def test_fish_offers_what_is_meant(tandem, place):
    require("fish")
    (place / "tandem.fish").write_text(tandem("completion", "fish").out)
    for typed, completed in TYPED.items():
        asked = f"source {place}/tandem.fish; complete -C '{typed}'"
        done = subprocess.run(["fish", "--no-config", "-c", asked], capture_output=True, text=True, check=True)
        assert completed in [line.split("\t")[0] for line in done.stdout.splitlines()], (typed, done.stdout)


@pytest.mark.parametrize("language", ["en", "vi"])
@pytest.mark.parametrize("shell", SHELLS)
def test_every_shell_has_a_script_in_the_players_language(tandem, shell, language):
    done = tandem("--lang", language, "completion", shell)
    assert (done.code, done.err) == (0, "")
    assert ("chơi tiếp" in done.out) == (language == "vi" and shell != "bash")
    for word in ("continue", "--playthrough", "rescue", "share_all", "S104"):
        assert word in done.out


def test_a_shell_must_be_named(tandem):
    for wrong, meant in ((), "bash, zsh, fish"), (("bahs",), "did you mean bash"):
        done = tandem("completion", *wrong)
        assert done.code == 2
        assert meant in done.err


def test_names_are_asked_for_as_one_types(tandem, place):
    assert tandem("completion", "--names", "crises").out.split()[-1] == "small"
    assert tandem("completion", "--names", "saves").out == "2026-11-29-a-game\n"
