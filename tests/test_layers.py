"""The layers hold, and what is light stays light: each import is tried in a Python of its own."""

import ast
import subprocess
import sys
from graphlib import TopologicalSorter
from pathlib import Path

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


@pytest.mark.long
@pytest.mark.parametrize("command", ["demo tests/scenarios/small --seed 3", "explore tests/scenarios/small"])
def test_no_command_needs_numpy(command):
    """It is half of what an installation would weigh; the tests alone compute with it."""
    run = f"import sys, game.cli\nsys.modules['numpy'] = None\ngame.cli.main({command.split()})"
    assert "game.engine.model" in loaded_by(run)


@pytest.mark.long
def test_a_check_of_what_cannot_be_played_needs_no_screen(tmp_path):
    (tmp_path / "scenario.yaml").write_text("id: small\n", encoding="utf-8")
    run = f"import game.cli\nassert game.cli.main(['check', {str(tmp_path)!r}]) == 1"
    assert "textual" not in loaded_by(run)


@pytest.mark.parametrize("option", ["--version", "--help"])
def test_the_first_answers_of_the_command_line_load_nothing_heavy(option):
    run = f"import sys, game.cli\ntry: game.cli.main(['{option}'])\nexcept SystemExit: pass"
    modules = loaded_by(run)
    assert not heavy(modules)
    assert "game.engine" not in modules


def test_the_interfaces_words_need_only_the_standard_library():
    assert not heavy(loaded_by("import game.locales.vocabulary"))


def test_a_list_of_saves_loads_neither_rules_nor_scenarios():
    modules = loaded_by("from game.playthrough.saves import list_save_summaries; list_save_summaries()")
    assert heavy(modules) == {"platformdirs"} | {name for name in modules if name.startswith("platformdirs.")}
    assert not {"game.engine.state", "game.engine.scenario", "game.content.compiler", "portalocker"} & modules


def test_a_game_line_by_line_needs_no_screen():
    assert "textual" not in loaded_by("import game.plain.solo, game.plain.jsonl")


def test_the_engine_reads_no_clock_and_no_file():
    modules = loaded_by("import game.engine.scenario, game.engine.state, game.engine.events")
    assert not {"pathlib", "random", "datetime", "threading", "subprocess"} & modules


def list_imports(file: Path, name: str, known: set[str]) -> set[str]:
    """The modules of the game that a file imports anywhere: for types only and inside of functions, too."""
    found = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            parts = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= {part if part in known else str(node.module) for part in parts}
    return (found & known) - {name}


@pytest.mark.long
def test_no_module_imports_itself_by_way_of_others():
    root = Path(__file__).parents[1]
    files = {
        ".".join(file.relative_to(root).with_suffix("").parts).removesuffix(".__init__"): file
        for file in (root / "game").rglob("*.py")
    }
    graph = {name: list_imports(file, name, set(files)) for name, file in files.items()}
    assert sum(map(len, graph.values())) > 1000
    tuple(TopologicalSorter(graph).static_order())  # CycleError names the circle


def list_modules() -> list[Path]:
    return sorted((Path(__file__).parents[1] / "game").rglob("*.py"))


@pytest.mark.long
def test_no_two_classes_have_one_name():
    named: dict[str, list[str]] = {}
    for file in list_modules():
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                named.setdefault(node.name, []).append(f"{file}:{node.lineno}")
    assert not {name: places for name, places in named.items() if len(places) > 1}


def test_no_module_is_over_six_hundred_lines():
    assert not [file for file in list_modules() if file.read_text(encoding="utf-8").count("\n") > 600]
