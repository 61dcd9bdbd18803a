"""The guides keep up with the program: every command and option is told, every link leads somewhere."""

import argparse
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest

from game.cli.command_table import COMMANDS, import_command
from game.cli.parser import CommandParser

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
GUIDES = [
    ROOT / "README.md",
    ROOT / "README.vi.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "SECURITY.md",
    *sorted((ROOT / "docs").glob("*.md")),
]


def commands() -> Iterator[tuple[str, argparse.ArgumentParser]]:
    for name in COMMANDS:
        parser = CommandParser(prog=f"tandem {name}")
        import_command(name).declare_arguments(parser)
        yield from within(f"tandem {name}", parser)


def within(name: str, parser: argparse.ArgumentParser) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    inner = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    if not inner:
        yield name, parser
    for action in inner:
        for word, sub in action.choices.items():
            yield from within(f"{name} {word}", sub)


@pytest.mark.parametrize(("name", "parser"), list(commands()), ids=lambda value: str(value).split("(")[0])
def test_every_command_and_option_is_told(name, parser):
    row = next((line for line in PAGE.splitlines() if re.match(rf"\| `{re.escape(name)}[ `]", line)), None)
    assert row, f"docs/commands.md has no row for {name}"
    for action in parser._actions:
        for option in (o for o in action.option_strings if o.startswith("--") and o not in ("--help", "--lang")):
            assert f"`{option}" in row, f"{name}: {option}"


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.name)
def test_every_link_and_every_named_file_exists(guide):
    text = guide.read_text(encoding="utf-8")
    links = re.findall(r"\]\((?!https?:)([^)#]+)", text)
    missing = [link for link in links if not (guide.parent / link).exists()]
    named = re.findall(r"`((?:game|tests|docs|scenarios|benchmarks)/[\w./-]+)`", text)
    missing += [name for name in named if not (ROOT / name).exists()]
    assert not missing


def test_the_readme_begins_with_the_two_commands():
    code = (ROOT / "README.md").read_text(encoding="utf-8").split("```")[1]
    assert [line.split("#")[0].strip() for line in code.strip().splitlines()] == ["make play", "make test"]


def test_every_dependency_has_its_reason():
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    told = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    for requirement in (*project["dependencies"], *extras["test"], *extras["dev"]):
        name = re.split(r"[\[<>=~ ]", requirement)[0]
        assert name.lower() in told.lower() or name == "tandem-game", name


def test_the_lock_file_pins_what_is_needed_within_its_bounds():
    import tomllib

    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    pinned = dict(line.split("==") for line in lock.splitlines() if "==" in line)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert pinned["textual"] == next(r for r in project["dependencies"] if r.startswith("textual")).split("==")[1]
    assert all(re.fullmatch(r"[\w.-]+==[\w.+]+", line) for line in lock.splitlines())


PICTURES = sorted((ROOT / "docs" / "pictures").glob("*.svg"))


@pytest.mark.parametrize("picture", PICTURES, ids=lambda path: path.stem)
def test_a_picture_is_light_runs_nothing_and_is_shown(picture):
    text = picture.read_text(encoding="utf-8")
    assert ElementTree.fromstring(text).tag.endswith("svg")
    assert picture.stat().st_size < 512 * 1024
    assert "<script" not in text
    assert ("animation:" in text) == ("prefers-reduced-motion" in text)
    assert any(f"docs/pictures/{picture.name}" in guide.read_text(encoding="utf-8") for guide in GUIDES)


def test_a_moving_picture_shows_each_page_in_its_turn():
    (moving,) = {len(re.findall(r'<g class="page-', path.read_text())) for path in PICTURES if "scene" in path.stem}
    assert moving == 4
    text = (ROOT / "docs" / "pictures" / "scene-en.svg").read_text(encoding="utf-8")
    shown = re.findall(r"@keyframes page-\d \{ (?:0% \{ visibility: hidden \} )?([\d.]+)% .*? ([\d.]+)% ", text)
    assert [float(begin) for begin, _end in shown] == [0.0, *(float(end) for _begin, end in shown[:-1])]
    assert float(shown[-1][1]) == 100
