"""What the docs and docstrings name exists: design records, headings, files, functions, rules, modules."""

import ast
import builtins
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = [
    ROOT / "README.md",
    ROOT / "README.vi.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "SECURITY.md",
    *sorted(DOCS.rglob("*.md")),
]
SOURCES = [*sorted((ROOT / "game").rglob("*.py")), *sorted((ROOT / "tests").rglob("*.py"))]
RULES = {int(page.name[1:3]) for page in (DOCS / "design").glob("r[0-9][0-9]-*.md")}

CITED_PAGE = re.compile(r"docs/[\w./-]+\.md(?:#[\w-]+)?")
LINK = re.compile(r"\]\((?!https?:)([^)\s]*)\)")
CITED_RULE = re.compile(r"\bR(\d{1,2})\b")
STOP = re.compile(r"`((?:game|tests|docs|benchmarks)/[\w./-]+\.\w+):([A-Za-z_][\w.]*)`")


def headings(page: Path) -> set[str]:
    """The anchors of a page, as GitHub makes them."""
    lines = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", line.lower()).replace(" ", "-") for line in lines}


def leads_somewhere(page: Path, anchor: str) -> bool:
    return page.exists() and (not anchor or anchor in headings(page))


@cache
def names(file: Path) -> frozenset[str]:
    """What a Python file defines: functions, classes, constants, and `Class.member`."""
    return frozenset(defined(ast.parse(file.read_text(encoding="utf-8")).body))


def defined(body, prefix=""):
    for node in body:
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                yield prefix + name
            case ast.ClassDef(name=name, body=members):
                yield prefix + name
                yield from defined(members, f"{prefix}{name}.")
            case ast.Assign(targets=targets):
                yield from (prefix + target.id for target in targets if isinstance(target, ast.Name))
            case ast.AnnAssign(target=ast.Name(id=name)):
                yield prefix + name


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_a_page_links_to_what_exists(page):
    text = page.read_text(encoding="utf-8")
    links = [link.partition("#") for link in LINK.findall(text)]
    assert not [link for link in links if not leads_somewhere((page.parent / link[0]) if link[0] else page, link[2])]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_a_page_names_files_and_functions_that_exist(page):
    text = page.read_text(encoding="utf-8")
    stops = STOP.findall(text)
    assert not [stop for stop in stops if not (ROOT / stop[0]).exists() or stop[1] not in names(ROOT / stop[0])]
    files = re.findall(r"`((?:game|tests|docs|scenarios|benchmarks)/[\w./-]+)`", text)
    assert not [file for file in files if not (ROOT / file).exists()]


def test_code_cites_pages_that_exist():
    missing = [
        f"{file.relative_to(ROOT)}: {cited}"
        for file in SOURCES
        for cited in CITED_PAGE.findall(file.read_text(encoding="utf-8"))
        if not leads_somewhere(ROOT / cited.partition("#")[0], cited.partition("#")[2])
    ]
    assert not missing


def test_each_rule_that_is_cited_has_its_record():
    cited = {
        int(number)
        for file in SOURCES
        for number in CITED_RULE.findall(file.read_text(encoding="utf-8"))
        if file != Path(__file__)
    }
    assert cited <= RULES
    assert set(range(1, len(RULES) + 1)) == RULES


def test_no_page_is_cited_that_only_somebody_else_has():
    """Where an idea comes from stands in this repository."""
    pattern = re.compile(r"`(?:design|model|content|house|voice)\.md`")
    assert not [file for file in SOURCES if file != Path(__file__) and pattern.search(file.read_text(encoding="utf-8"))]


def test_the_list_of_records_has_every_record():
    listed = set(LINK.findall((DOCS / "design" / "README.md").read_text(encoding="utf-8")))
    missing = {page.name for page in (DOCS / "design").glob("*.md")} - {"README.md"} - listed
    assert not missing


def test_errors_that_docstrings_announce_exist():
    """A docstring that names an error by its old name sends a caller looking for nothing."""
    sources = [file.read_text(encoding="utf-8") for file in SOURCES if ROOT / "game" in file.parents]
    announced = {name for text in sources for name in re.findall(r"Raises:\n\s+(\w+):", text)}
    known = {name for text in sources for name in re.findall(r"^class (\w+)", text, re.MULTILINE)}
    assert not [name for name in announced if name not in known and not hasattr(builtins, name)]


@pytest.mark.parametrize("page", ["reliability.md", "platforms.md"])
def test_each_promise_names_its_test(page):
    promises, last = [], ""
    for line in (DOCS / page).read_text(encoding="utf-8").splitlines():
        if line.startswith("|") and last.endswith("| test |"):
            promises.append(line)
        else:
            last = line
    promises = [line for line in promises if not line.startswith("|---")]
    assert len(promises) > 8
    named = [re.findall(r"`(tests/[\w./-]+\.py)(?::(\w+))?`", line.rpartition(" | ")[2]) for line in promises]
    assert not [line for line, tests in zip(promises, named, strict=True) if not tests]
    for file, function in {test for tests in named for test in tests}:
        tests = {name for name in names(ROOT / file) if name.rpartition(".")[2].startswith("test_")}
        assert function in tests if function else tests or file.startswith("tests/hostile/"), (file, function)
