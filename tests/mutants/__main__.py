"""Write small faults into copies of the program and see whether the tests notice: `make mutants ARGS="--seed 7"`.

Each fault is drawn by the seed, area by area in turn, and written into a copy of the tree in a folder of its own; the
tree itself is never touched. The tests that mirror the area run first and stop at the first that fails. A run that
takes much longer than it does without a fault has been caught as well: a player would see it hang.
"""

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from queue import Queue
from typing import Final

from tests.mutants.mutations import Mutation, list_mutations

ROOT: Final = Path(__file__).parents[2]
ENOUGH: Final = 0.9
"""The share of faults that must be noticed."""
PATIENCE: Final = 3
"""How many times as long as without a fault the tests may take, with half a minute for a machine that is busy."""


@dataclass(frozen=True, slots=True)
class Area:
    """A part of the program: its files, and the tests that must notice a fault in it, those that mirror it first.

    What the fast ones of `tests` let pass is shown to the long ones of `long_tests`: pictures of pages, mostly.
    """

    name: str
    files: tuple[str, ...]
    tests: tuple[str, ...]
    long_tests: tuple[str, ...] = ()


OFTEN: Final = "small-vi"
"""The pictures that a fault is shown to: of four, the small ones in Vietnamese, which differ where English does too."""

AREAS: Final = (
    Area(
        "session",
        ("game/playthrough/session.py",),
        (
            "tests/playthrough/test_session.py",
            "tests/playthrough/test_view.py",
            "tests/playthrough/test_pair.py",
            "tests/playthrough",
            "tests/plain",
        ),
    ),
    Area(
        "saves",
        ("game/playthrough/saves/*.py",),
        (
            "tests/playthrough/test_journal.py",
            "tests/playthrough/test_archive.py",
            "tests/playthrough/test_library.py",
            "tests/playthrough/test_secrecy.py",
            "tests/cli/test_saves.py",
            "tests/faults/test_damage.py",
            "tests/faults/test_formats.py",
            "tests/faults/test_disks.py",
            "tests/hostile/test_screens.py",
        ),
    ),
    Area(
        "narration",
        ("game/narration/**/*.py",),
        ("tests/narration", "tests/plain", "tests/debrief", "tests/tui/test_ending.py", "tests/tui/test_debrief.py"),
        ("-k", OFTEN, "tests/tui/test_debrief.py", "tests/tui/test_two_snapshots.py"),
    ),
    Area(
        "questions",
        ("game/questions/**/*.py",),
        ("tests/questions", "tests/plain", "tests/tui/test_play.py", "tests/tui/test_two.py"),
        ("-k", OFTEN, "tests/tui/test_two_snapshots.py", "tests/tui/test_snapshots.py"),
    ),
    Area(
        "pair",
        ("game/tui/play/pair*.py", "game/tui/play/private_*.py"),
        ("tests/tui/test_two.py", "tests/tui/test_two_snapshots.py", "tests/tui/test_secrets.py"),
        ("-k", OFTEN, "tests/tui/test_two_snapshots.py"),
    ),
)


@dataclass(frozen=True, slots=True)
class Mutant:
    """A fault in a file of an area."""

    area: Area
    file: str
    mutation: Mutation


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a mutant: `caught` by which test, or not; `seconds` is how long the tests took."""

    mutant: Mutant
    caught: bool
    by: str
    seconds: float


def draw_mutants(root: Path, seed: int, count: int, names: list[str]) -> list[Mutant]:
    """Return so many different faults, drawn by a seed, from each area in turn."""
    luck = random.Random(seed)
    pools = []
    for area in AREAS:
        if names and area.name not in names:
            continue
        files = sorted({file for pattern in area.files for file in root.glob(pattern)})
        named = ((str(file.relative_to(root)), file.read_bytes()) for file in files)
        pool = [Mutant(area, name, one) for name, source in named for one in list_mutations(source)]
        luck.shuffle(pool)
        pools.append(pool)
    drawn: list[Mutant] = []
    while len(drawn) < count and any(pools):
        drawn += [one for pool in pools if (one := _draw_next(root, pool))][: count - len(drawn)]
    return drawn


def _draw_next(root: Path, pool: list[Mutant]) -> Mutant | None:
    """Take the next fault that still compiles from a shuffled pool; None where it is empty."""
    while pool:
        one = pool.pop()
        if one.mutation.compiles_in((root / one.file).read_bytes()):
            return one
    return None


def copy_tree(target: Path) -> None:
    """Copy what git knows or would take, and the compiled catalogues."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout.split("\0")
    compiled = (str(file.relative_to(ROOT)) for file in (ROOT / "game").rglob("*.mo"))
    for name in {*listed, *compiled} - {""}:
        if (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, target / name)


class Bench:
    """Copies of the tree, one for each run at a time, and how long the tests of each area take without a fault."""

    def __init__(self, folder: Path, jobs: int) -> None:
        """Make the copies."""
        self._copies: Queue[Path] = Queue()
        for number in range(jobs):
            copy = folder / f"copy-{number}"
            copy_tree(copy)
            self._copies.put(copy)
        self._limits: dict[str, float] = {}

    def measure_area(self, area: Area) -> float:
        """Run an area's tests without a fault and return the seconds; SystemExit where they fail by themselves."""
        copy = self._copies.get()
        try:
            code, said, seconds = _run_tests(copy, area, 1200)
        finally:
            self._copies.put(copy)
        if code != 0:
            raise SystemExit(f"the tests of {area.name} fail without any fault:\n{said[-3000:]}")
        self._limits[area.name] = seconds * PATIENCE + 30
        return seconds

    def try_mutant(self, mutant: Mutant) -> Verdict:
        """Write a fault into a copy, run the tests, take it out again, and tell whether they noticed."""
        copy = self._copies.get()
        file = copy / mutant.file
        source = file.read_bytes()
        try:
            file.write_bytes(mutant.mutation.apply(source))
            code, said, seconds = _run_tests(copy, mutant.area, self._limits[mutant.area.name])
        finally:
            file.write_bytes(source)
            self._copies.put(copy)
        failed = [row for row in said.splitlines() if row.startswith(("FAILED ", "ERROR "))]
        by = failed[0].split(" ")[1] if failed else "the time limit" if code is None else ""
        if code != 0 and not by:
            raise SystemExit(
                f"a run ended with code {code} and named no test, so nothing is known of it:\n{said[-3000:]}"
            )
        return Verdict(mutant, code != 0, by, seconds)


def _run_tests(copy: Path, area: Area, limit: float) -> tuple[int | None, str, float]:
    """Run the tests of an area in a copy of the tree; the code is None where they took too long."""
    code, said, seconds = _run_pytest(copy, area.tests, limit)
    if code == 0 and area.long_tests:
        code, said, more = _run_pytest(copy, ("-m", "long", *area.long_tests), limit)
        seconds += more
    return code, said, seconds


def _run_pytest(copy: Path, tests: tuple[str, ...], limit: float) -> tuple[int | None, str, float]:
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", "--no-header", "--tb=no", *tests]
    surroundings = {**os.environ, "PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"}
    began = time.monotonic()
    with subprocess.Popen(
        command,
        cwd=copy,
        env=surroundings,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        start_new_session=True,
    ) as run:
        try:
            said, _nothing = run.communicate(timeout=limit)
            code: int | None = run.returncode
        except subprocess.TimeoutExpired:
            with suppress(ProcessLookupError):
                os.killpg(run.pid, signal.SIGKILL)
            said, _nothing = run.communicate()
            code = None
    return code, said, time.monotonic() - began


def render_mutant(mutant: Mutant) -> str:
    """Return where a fault stands, and the source before and after."""
    fault = mutant.mutation
    return f"  {mutant.file}:{fault.line}: {fault.kind}\n    - {fault.before}\n    + {fault.after}"


def render_verdict(verdict: Verdict) -> str:
    """Return whether a fault was noticed and by what, and the fault."""
    outcome = f"died: {verdict.by}" if verdict.caught else "SURVIVED"
    return f"{outcome} ({verdict.seconds:.0f} s)\n{render_mutant(verdict.mutant)}"


def main() -> int:
    """Draw, try and tell; the exit code is 1 where fewer than nine of ten were noticed."""
    parser = argparse.ArgumentParser(prog="make mutants", description=__doc__)
    parser.add_argument("--seed", type=int, default=1, help="the same seed draws the same faults from the same code")
    parser.add_argument("--count", type=int, default=30, help="how many faults")
    parser.add_argument("--jobs", type=int, default=2, help="how many are tried at a time")
    parser.add_argument("--area", action="append", default=[], choices=[area.name for area in AREAS])
    parser.add_argument("--list", action="store_true", help="only tell what would be tried")
    given = parser.parse_args()
    mutants = draw_mutants(ROOT, given.seed, given.count, given.area)
    if given.list:
        print("\n".join(map(render_mutant, mutants)))
        return 0
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder, ThreadPoolExecutor(given.jobs) as workers:
        bench = Bench(Path(folder), given.jobs)
        areas = list({one.area.name: one.area for one in mutants}.values())
        for area, seconds in zip(areas, workers.map(bench.measure_area, areas), strict=True):
            print(f"{area.name}: its tests take {seconds:.0f} s without a fault", flush=True)
        verdicts = []
        for verdict in workers.map(bench.try_mutant, mutants):
            print(render_verdict(verdict), flush=True)
            verdicts.append(verdict)
    tried, died = (
        Counter(one.mutant.area.name for one in some) for some in (verdicts, [v for v in verdicts if v.caught])
    )
    print("".join(f"{name}: {died[name]} of {tried[name]} died\n" for name in tried), end="")
    print(f"seed {given.seed}: {died.total()} of {tried.total()} died")
    return 0 if died.total() >= ENOUGH * tried.total() else 1


if __name__ == "__main__":
    sys.exit(main())
