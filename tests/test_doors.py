"""One door for reading files and one for writing them: nothing else under `game/` opens, makes or moves a file."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

GAME = Path(__file__).parents[1] / "game"

DOORS = {
    "game/atomic_files.py": "the door for writing",
    "game/content/safe_input.py": "the door for reading",
    "game/locales/messages.py": "a tool of the build, for catalogues of its own",
}
"""Modules that may open files."""

ELSEWHERE = {
    ("game/cli/__init__.py", "open"): 1,  # a standard stream that is closed becomes the null device
    ("game/cli/__init__.py", "os.open"): 2,
}
"""What others may do, and how often."""

BUILT_IN = {"open"}
METHODS = {
    "open", "read_text", "write_text", "read_bytes", "write_bytes", "touch", "mkdir", "rename", "symlink_to",
    "hardlink_to", "chmod", "rmdir",
}  # fmt: skip
ONLY_WITH_ONE_ARGUMENT = {"replace"}
"""`text.replace` takes two, `path.replace` one, unless it is a date or a dataclass, which take keywords."""
OF_MODULES = {
    "os": {"open", "fdopen", "replace", "rename", "renames", "mkdir", "makedirs", "link", "symlink", "truncate",
           "mkfifo", "mknod", "chmod", "chown", "remove", "unlink"},
    "io": {"open", "FileIO", "open_code"},
    "codecs": {"open"},
    "polib": {"mofile"},
}  # fmt: skip
MODULES = {"shutil", "tempfile", "fileinput", "mmap", "sqlite3", "shelve", "dbm"}
"""Modules of which every function but these would be a way around the doors."""
HARMLESS = {"shutil.get_terminal_size", "shutil.which"}
OWN_CLASSES = {"Journal", "zipped"}
"""`Journal.open` goes through the door; `zipped.open` opens a member of a zip that lies in memory."""


def list_openings(source: str) -> Iterator[tuple[str, int]]:
    """Yield each call that opens, makes or moves a file, by name and line."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        match node.func:
            case ast.Name(name) if name in BUILT_IN:
                yield name, node.lineno
            case ast.Attribute(ast.Name(owner), name) if owner in OF_MODULES.keys() | MODULES | OWN_CLASSES:
                if name in OF_MODULES.get(owner, set()) or (owner in MODULES and f"{owner}.{name}" not in HARMLESS):
                    yield f"{owner}.{name}", node.lineno
            case ast.Attribute(_, name) if name in METHODS:
                yield name, node.lineno
            case ast.Attribute(_, name) if name in ONLY_WITH_ONE_ARGUMENT and len(node.args) == 1 and not node.keywords:
                yield name, node.lineno


def list_sideways_imports(source: str) -> Iterator[str]:
    """Yield what is imported by name from a module that opens files, since a call no longer shows where it is from."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and (node.module in OF_MODULES or node.module in MODULES):
            names = {alias.name for alias in node.names}
            yield from (f"from {node.module} import {name}" for name in names & OF_MODULES.get(node.module, names))


@pytest.mark.parametrize(
    "code",
    ["open('x')", "p.open()", "Path('x').write_text('')", "os.replace(a, b)", "new.replace(old)", "io.open('x')",
     "tempfile.mkstemp()", "shutil.copy(a, b)", "p.mkdir()", "(a / b).read_bytes()", "os.fdopen(3)"],
)  # fmt: skip
def test_an_opening_is_seen(code):
    assert list(list_openings(code))


@pytest.mark.parametrize(
    "code",
    ["read_bytes(path)", "text.replace('a', 'b')", "replace(state, a=1)", "when.replace(tzinfo=None)",
     "Journal.open(p)", "shutil.get_terminal_size()", "atomic_files.write_atomically(p, b'')", "os.path.exists(p)"],
)  # fmt: skip
def test_what_opens_nothing_is_let_be(code):
    assert not list(list_openings(code))


@pytest.mark.long
def test_files_are_opened_by_the_doors_alone():
    found: dict[tuple[str, str], list[int]] = {}
    for file in sorted(GAME.rglob("*.py")):
        name = file.relative_to(GAME.parent).as_posix()
        if name in DOORS:
            continue
        source = file.read_text(encoding="utf-8")
        for call, line in list_openings(source):
            found.setdefault((name, call), []).append(line)
        for imported in list_sideways_imports(source):
            found.setdefault((name, imported), []).append(0)
    assert {place: len(lines) for place, lines in found.items()} == ELSEWHERE, found
