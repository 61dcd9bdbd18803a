"""The layers hold, and what is light stays light: each import is tried in a Python of its own."""

import subprocess
import sys

import pytest

HEAVY = ("textual", "rich", "pydantic", "numpy", "yaml", "polib", "platformdirs")

LIGHT_OF_THE_ENGINE = (
    "game.engine.scenario",
    "game.engine.state",
    "game.engine.events",
    "game.engine.rng",
    "game.engine.stocks",
    "game.engine.rules",
)


def loaded_by(code: str) -> set[str]:
    program = f"{code}\nimport sys; sys.stderr.write(' '.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return set(done.stderr.split())


def heavy(modules: set[str]) -> set[str]:
    return {name for name in modules if name.partition(".")[0] in HEAVY}


@pytest.mark.parametrize("module", LIGHT_OF_THE_ENGINE)
def test_what_describes_a_game_needs_only_the_standard_library(module):
    assert not heavy(loaded_by(f"import {module}"))


@pytest.mark.parametrize("command", ["demo tests/scenarios/small --seed 3", "explore tests/scenarios/small"])
def test_no_command_needs_numpy(command):
    """It is half of what an installation would weigh; the tests alone compute with it."""
    run = f"import sys, game.cli\nsys.modules['numpy'] = None\ngame.cli.main({command.split()})"
    assert "game.engine.model" in loaded_by(run)


@pytest.mark.parametrize("option", ["--version", "--help"])
def test_the_first_answers_of_the_command_line_load_nothing_heavy(option):
    run = f"import sys, game.cli\ntry: game.cli.main(['{option}'])\nexcept SystemExit: pass"
    modules = loaded_by(run)
    assert not heavy(modules)
    assert "game.engine" not in modules


def test_the_interfaces_words_need_only_the_standard_library():
    assert not heavy(loaded_by("import game.locales.vocabulary"))


def test_a_game_line_by_line_needs_no_screen():
    assert "textual" not in loaded_by("import game.plain.solo, game.plain.jsonl")


def test_the_engine_reads_no_clock_and_no_file():
    modules = loaded_by("import game.engine.scenario, game.engine.state, game.engine.events")
    assert not {"pathlib", "random", "datetime", "threading", "subprocess"} & modules
