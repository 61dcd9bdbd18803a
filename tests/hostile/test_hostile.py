"""No file can hurt: each is refused at its place, or loads and does nothing; in little time and little memory."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.hostile.corpus import Case, cases
from tests.hostile.crisis import SMALL

CASES = {case.name: case for case in cases()}

CONTROL = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e0fff]"
)
DIAGNOSTIC = re.compile(r"^.+:\d+:\d+: (error|warning) [A-Z]\d{3} \S", re.MULTILINE)
ONE_LINE = re.compile(r"tandem: \S.*\n")
ARGUMENTS = {"check": ["check"], "import": ["saves", "import"], "continue": ["continue", "--plain"]}

MOST_MEGABYTES = 180
"""The screen is among it: a check lays out the pages of what can be played."""
MOST_TIMES_A_CHECK = 7
"""Processor time against `tandem check` of the small crisis, start of the program included: a third of a second."""


def test_there_are_many():
    assert len(CASES) >= 200


@pytest.mark.long
def test_hostile_files_are_refused_at_their_place_or_do_nothing(tmp_path):
    plain = used_by([sys.executable, "-m", "game", "check", str(SMALL)]).seconds
    found = {}
    slowest, largest = 0.0, 0.0
    for name, result in came_of(list(CASES), tmp_path).items():
        found[name] = [*wrong_with(CASES[name], result), *too_much(result, plain)]
        slowest, largest = max(slowest, result["seconds"]), max(largest, result["megabytes"])
    print(f"{len(CASES)} files: at most {slowest:.2f} s, {slowest / plain:.1f} plain checks, {largest:.0f} MB")
    assert not {name: wrong for name, wrong in found.items() if wrong}
    assert not [path for path in (tmp_path / "home").rglob("*") if path.is_file()], "nothing was written"
    assert not Path("/tmp/owned.tandem").exists()


def came_of(names: list[str], folder: Path) -> dict[str, dict[str, Any]]:
    """What came of each case."""
    asked = [[*ARGUMENTS[CASES[name].kind], str(written(CASES[name], folder))] for name in names]
    homes = {name: str(folder / "home") for name in ("TANDEM_HOME", "HOME", "XDG_STATE_HOME")}
    done = subprocess.run(
        [sys.executable, "-m", "tests.hostile.runner"],
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
        env={**os.environ, **homes, "TERM": "dumb"},
    )
    return dict(zip(names, json.loads(done.stdout), strict=True))


def written(case: Case, folder: Path) -> Path:
    place = folder / case.name
    place.mkdir()
    return case.write(place)


def wrong_with(case: Case, result: dict[str, Any]) -> Iterator[str]:
    said = result["out"] + result["err"]
    if result["code"] not in ((0,) if case.harmless else (1, 2)):
        yield f"exit code {result['code']}: {said[-300:]}"
    if "Traceback" in said or "broke inside" in said:
        yield f"not told but raised: {said[-300:]}"
    if CONTROL.search(said):
        yield f"control characters: {CONTROL.findall(said)[:5]!a}"
    if case.kind == "check" and not case.harmless and not DIAGNOSTIC.search(result["out"]):
        yield f"no place is named: {said[:300]}"
    if case.kind != "check" and not case.harmless and (result["out"] or not ONE_LINE.fullmatch(result["err"])):
        yield f"not refused in one line: {said[:300]}"


def too_much(result: dict[str, Any], plain: float) -> Iterator[str]:
    if result["megabytes"] >= MOST_MEGABYTES:
        yield f"{result['megabytes']:.0f} MB"
    if result["seconds"] >= MOST_TIMES_A_CHECK * plain:
        yield f"{result['seconds']:.2f} s"


LAUNCH = (
    "import resource, subprocess, sys; "
    "code = subprocess.call(sys.argv[1:], stdin=subprocess.DEVNULL, stderr=subprocess.STDOUT); "
    "used = resource.getrusage(resource.RUSAGE_CHILDREN); print(used.ru_maxrss / 1024, used.ru_utime, code)"
)


@dataclass(frozen=True)
class Used:
    """What a command ended with, what it took at most, what it said."""

    code: int
    seconds: float
    megabytes: float
    said: str


def used_by(command: list[str]) -> Used:
    """Run a command without input.

    A small program launches it: until it is the command, a child counts the memory of who launched it.
    """
    told = subprocess.run([sys.executable, "-c", LAUNCH, *command], stdout=subprocess.PIPE, check=True).stdout.decode()
    *said, last = told.splitlines()
    megabytes, seconds, code = last.split()
    return Used(int(code), float(seconds), float(megabytes), "\n".join(said))


@pytest.mark.long
@pytest.mark.parametrize("name", ["escape-written-out", "brackets-deep"])
def test_the_real_command_refuses_it_too(tmp_path, name):
    path = written(CASES[name], tmp_path)
    used = used_by([sys.executable, "-m", "game", *ARGUMENTS[CASES[name].kind], str(path)])
    assert used.code == 1
    assert used.megabytes < MOST_MEGABYTES
    assert DIAGNOSTIC.search(used.said)
    assert not CONTROL.search(used.said.replace("\n", ""))
