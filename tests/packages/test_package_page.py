"""What a package index shows: the page made from the README, and the facts beside it."""

import importlib.util
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from trove_classifiers import classifiers

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LOWEST, BEYOND = (tuple(map(int, bound.lstrip(">=<").split("."))) for bound in PROJECT["requires-python"].split(","))


@pytest.fixture(scope="module")
def page() -> str:
    """The page as the build writes it."""
    command = [sys.executable, "-m", "hatch_fancy_pypi_readme"]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, encoding="utf-8").stdout


def list_tokens(page: str):
    for token in MarkdownIt("gfm-like", {"linkify": False}).parse(page):
        yield token
        yield from token.children or ()


def test_the_page_has_no_link_or_picture_that_leads_nowhere(page):
    wanted = {"link_open": "href", "image": "src"}
    led = [str(token.attrs[wanted[token.type]]) for token in list_tokens(page) if token.type in wanted]
    assert all(address.startswith("https://") for address in led), led
    assert "](" not in page
    assert "<!--" not in page


def test_the_page_says_what_it_is_and_how_to_get_it_first(page):
    tokens = list(list_tokens(page))
    assert next(token.content for token in tokens if token.type == "inline") == "Tandem"
    first = next(token.content for token in tokens if token.type == "fence")
    assert first.splitlines()[0].split("#")[0].split() == ["pipx", "install", PROJECT["name"]]
    assert f"uv tool install {PROJECT['name']}" in first
    assert "make play" not in page
    headings = [tokens[at + 1].content for at, token in enumerate(tokens) if token.type == "heading_open"]
    assert headings == ["Tandem", "What it does", "Documentation", "How light it is"]
    assert page.count("| budget |") == 1


def test_the_facts_are_those_that_an_index_knows():
    assert set(PROJECT["classifiers"]) <= set(classifiers)
    assert len(PROJECT["keywords"]) == len({word.lower() for word in PROJECT["keywords"]}) >= 5
    assert len(PROJECT["description"]) < 120
    assert all(address.startswith("https://") for address in PROJECT.get("urls", {}).values())


def test_every_place_names_the_same_pythons():
    spec = importlib.util.spec_from_file_location("try_packages", Path(__file__).with_name("try_packages.py"))
    tried = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tried)
    allowed = [f"{LOWEST[0]}.{minor}" for minor in range(LOWEST[1], BEYOND[1])]
    assert list(tried.WANTED) == allowed
    for guide in ("README.md", "README.vi.md"):
        text = (ROOT / guide).read_text(encoding="utf-8")
        assert re.search(rf"Python {allowed[0]} (to|đến) {allowed[-1]}\b", text), guide
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert f"({LOWEST[0]}, {LOWEST[1]}) <= sys.version_info[:2] <= ({BEYOND[0]}, {BEYOND[1] - 1})" in makefile
    claimed = [line.rpartition(" ")[2] for line in PROJECT["classifiers"] if re.search(r":: 3\.\d+$", line)]
    assert set(claimed) <= set(allowed)
