"""The command line as users meet it: help, names, exit codes, and what goes to which stream."""

import argparse
import ast
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import game
from game.cli import command_table, play
from game.locales import LANGUAGES

COMMANDS = sorted(command_table.COMMANDS)


def test_the_version_is_the_packages(tandem):
    assert tandem("--version").out == f"Tandem {game.__version__}\n"


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_help_names_every_command_in_the_players_language(tandem, language):
    done = tandem("--lang", language, "--help")
    assert done.code == 0
    assert all(f"\n  {command} " in done.out for command in COMMANDS)
    assert ("một ván" in done.out) == (language == "vi")


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_every_command_has_help_of_its_own(tandem, command, language):
    done = tandem("--lang", language, command, "--help")
    assert (done.code, done.err) == (0, "")
    assert f"tandem {command}" in done.out
    assert "show this help" not in done.out or language == "en"


@pytest.mark.parametrize(
    ("wrong", "meant"),
    [
        (("chek", "x"), "did you mean check"),
        (("play", "lauch-day-red"), "did you mean launch-day-red"),
        (("play", "--as", "cfo"), "did you mean cto"),
        (("demo", "--ceo", "blam"), "did you mean blame"),
        (("explain", "S1044"), "did you mean S104"),
        (("model", "run", "--weeks", "1", "--set", "dept=3"), "did you mean debt"),
        (("play", "no/such/file.yaml"), "no/such/file.yaml"),
        (("continue", "none"), "saves list"),
        (("continue",), "tandem play"),
        (("check",), "PATH"),
        (("demo", "--runs", "0"), "1 or more"),
    ],
)
def test_wrong_usage_is_one_message_that_helps(tandem, wrong, meant):
    done = tandem(*wrong)
    assert done.code == 2
    assert meant in done.err
    assert done.err.startswith("tandem: ")
    assert len(done.err.splitlines()) <= 2
    assert not done.out


def test_a_failure_inside_is_one_line_and_a_log(tandem, monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    monkeypatch.setattr(play, "play_game", lambda _arguments: 1 // 0)
    done = tandem("play")
    assert done.code == 2
    assert done.err.count("\n") == 1
    assert "ZeroDivisionError" in done.err
    log = next(tmp_path.rglob("tandem.log"))
    assert "division" in log.read_text(encoding="utf-8")


def test_a_developer_sees_the_traceback(monkeypatch, capfd):
    from game.cli import main

    monkeypatch.setenv("TANDEM_DEBUG", "1")
    monkeypatch.setattr(play, "play_game", lambda _arguments: 1 // 0)
    assert main(["play"]) == 2
    assert "Traceback" in capfd.readouterr().err


@pytest.mark.long
def test_the_reader_of_a_pipe_may_go_away(small):
    command = [sys.executable, "-m", "game", "demo", small]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=os.environ.copy()) as running:
        running.stdout.close()
        errors = running.stderr.read()
    assert (running.returncode, errors) == (0, b"")


def test_the_schema_is_printed_as_json(tandem):
    for schema in (json.loads(tandem("schema").out), json.loads(tandem("schema", "--people").out)):
        assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
        assert "people" in schema["properties"]


def test_a_code_is_explained_with_examples(tandem):
    done = tandem("explain", "s104")
    assert done.out.startswith("S104")
    assert "Wrong:" in done.out
    assert "Right:" in done.out


def test_all_codes_are_explained_on_one_page(tandem):
    page = tandem("explain", "--all").out
    assert page.startswith("# The rules for crises")
    assert "### S104: " in page
    assert tandem("explain").code == 2


def test_every_module_of_a_command_is_in_the_table_and_carries_its_name():
    folder = Path(command_table.__file__).parent
    shared = {"__init__", "command_table", "completion_script", "errors", "lookup", "parser", "screen", "terminal"}
    modules = {file.stem for file in folder.glob("*.py")} - shared
    assert {name.removesuffix("_") for name in modules} == {*COMMANDS, command_table.HOME}
    for name in (*COMMANDS, command_table.HOME):
        parser = argparse.ArgumentParser()
        command_table.import_command(name).declare_arguments(parser)
        assert parser.get_default("run") or parser._subparsers, name


def test_only_the_table_imports_lazily():
    folder = Path(command_table.__file__).parent
    for file in folder.glob("*.py"):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
        inside = [node for one in functions for node in ast.walk(one) if isinstance(node, ast.Import | ast.ImportFrom)]
        assert not inside, f"{file}:{inside[0].lineno}"
        assert "import_module" not in file.read_text(encoding="utf-8") or file.stem == "command_table", file


@pytest.mark.parametrize("command", ["play", "continue", "preview"])
def test_a_language_before_the_command_is_that_of_the_command(monkeypatch, command):
    asked = []
    module = command_table.import_command(command)
    runner = {"play": "play_game", "continue": "continue_game", "preview": "preview_crisis"}[command]
    monkeypatch.setattr(module, runner, lambda arguments: asked.append(arguments.lang) or 0)
    words = [command, "small"] if command == "preview" else [command]
    for before, after in (("vi", None), (None, "vi"), ("en", "vi")):
        lang = ["--lang", before] if before else []
        assert game.cli.main([*lang, *words, *(["--lang", after] if after else [])]) == 0
    assert asked == ["vi", "vi", "vi"]
