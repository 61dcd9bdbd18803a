"""Write small faults into copies of the program and see whether the tests notice: `make mutants ARGS="--seed 7"`.

Each fault is drawn by the seed, area by area in turn, and written into a copy of the tree in a folder of its own; the
tree itself is never touched. The tests are first run once without a fault, and what lines each of them runs is written
down. A fault is then shown to those that run its line, nearest first, until one fails. A run that takes much longer
than it does without a fault has been caught as well: a player would see it hang.
"""

import argparse
import random
import shutil
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from queue import Queue
from typing import Final

from tests.mutants.mutations import Mutation, list_mutations, list_statement_lines
from tests.mutants.recording import record_tests, run_tests

ROOT: Final = Path(__file__).parents[2]
ENOUGH: Final = 0.9
"""The share of faults that must be noticed."""
PATIENCE: Final = 3
"""How many times as much of a processor's time as without a fault the tests may take, with a minute besides."""
MOST_SECONDS: Final = 150
"""What the tests that a fault is shown to take together, without it: those that are farther are left out."""


@dataclass(frozen=True, slots=True)
class Area:
    """A part of the program: its files, and the tests that mirror it, to which a fault in it is shown first."""

    name: str
    files: tuple[str, ...]
    nearest: tuple[str, ...]


RUNS: Final = (
    (
        "tests/narration",
        "tests/questions",
        "tests/playthrough",
        "tests/plain",
        "tests/debrief",
        "tests/tui/test_debrief.py",
        "tests/tui/test_ending.py",
        "tests/tui/test_help_words.py",
        "tests/tui/test_hindsight.py",
        "tests/tui/test_play.py",
        "tests/tui/test_private_panel.py",
        "tests/tui/test_saved_mark.py",
        "tests/tui/test_saves.py",
        "tests/tui/test_secrets.py",
        "tests/tui/test_two.py",
        "tests/tui/test_two_walk.py",
        "tests/cli/test_saves.py",
        "tests/cli/test_unreadable_saves.py",
        "tests/faults/test_damage.py",
        "tests/faults/test_disks.py",
        "tests/faults/test_earlier_rules.py",
        "tests/faults/test_formats.py",
        "tests/hostile/test_screens.py",
    ),
    # Of four pictures of a page, the small one in Vietnamese, which differs where English does too.
    (
        "-m",
        "long",
        "-k",
        "small-vi",
        "tests/tui/test_debrief.py",
        "tests/tui/test_snapshots.py",
        "tests/tui/test_two_snapshots.py",
    ),
    (
        "-m",
        "long",
        "tests/tui/test_two_walk.py",
        "tests/tui/test_two.py",
        "tests/tui/test_secrets.py",
        "tests/tui/test_play.py",
        "tests/tui/test_reveal.py",
        "tests/tui/test_outcome.py",
        "tests/tui/test_going_back.py",
        "tests/tui/test_hindsight.py",
        "tests/tui/test_saves.py",
        "tests/tui/test_ending.py",
    ),
)
"""The tests that may notice: what is fast, then pictures of pages, then games on the screen."""

AREAS: Final = (
    Area("session", ("game/playthrough/session.py",), ("tests/playthrough", "tests/plain")),
    Area(
        "saves",
        ("game/playthrough/saves/*.py",),
        ("tests/playthrough", "tests/cli/test_saves.py", "tests/faults", "tests/hostile"),
    ),
    Area(
        "narration",
        ("game/narration/**/*.py",),
        ("tests/narration", "tests/plain", "tests/debrief", "tests/tui/test_ending.py"),
    ),
    Area(
        "questions",
        ("game/questions/**/*.py",),
        ("tests/questions", "tests/narration/test_recorded_words.py", "tests/plain", "tests/tui/test_play.py"),
    ),
    Area(
        "pair",
        ("game/tui/play/pair*.py", "game/tui/play/private_*.py"),
        (
            "tests/tui/test_private_panel.py",
            "tests/tui/test_two.py",
            "tests/tui/test_two_walk.py",
            "tests/tui/test_secrets.py",
        ),
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
    """What became of a mutant: `caught` by which test, or not; how many tests run its line, how long they took."""

    mutant: Mutant
    caught: bool
    by: str
    tests: int
    seconds: float


def draw_mutants(root: Path, seed: int, count: int, names: list[str]) -> list[Mutant]:
    """Return so many different faults, drawn by a seed, from each area in turn."""
    luck = random.Random(seed)
    pools = []
    for area in AREAS:
        if names and area.name not in names:
            continue
        named = ((name, (root / name).read_bytes()) for name in _list_files(root, area))
        pool = [Mutant(area, name, one) for name, source in named for one in list_mutations(source)]
        luck.shuffle(pool)
        pools.append(pool)
    drawn: list[Mutant] = []
    while len(drawn) < count and any(pools):
        drawn += [one for pool in pools if (one := _draw_next(root, pool))][: count - len(drawn)]
    return drawn


def _list_files(root: Path, area: Area) -> list[str]:
    """Return the files of an area, as seen from the root."""
    return sorted({str(file.relative_to(root)) for pattern in area.files for file in root.glob(pattern)})


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
    """Copies of the tree, one for each run at a time, and what the tests do without a fault."""

    def __init__(self, folder: Path, jobs: int) -> None:
        """Make the copies, and run the tests in one of them; SystemExit where they fail by themselves."""
        self._copies: Queue[Path] = Queue()
        for number in range(jobs):
            copy = folder / f"copy-{number}"
            copy_tree(copy)
            self._copies.put(copy)
        self.recording = record_tests(copy, [file for area in AREAS for file in _list_files(copy, area)], RUNS, jobs)

    def try_mutant(self, mutant: Mutant) -> Verdict:
        """Write a fault into a copy, run the tests that meet it, take it out again, and tell whether they noticed."""
        copy = self._copies.get()
        file = copy / mutant.file
        source = file.read_bytes()
        tests = self._list_tests(mutant, source)
        limit = PATIENCE * sum(self.recording.seconds[test] for test in tests) + 60
        try:
            file.write_bytes(mutant.mutation.apply(source))
            code, said, seconds = run_tests(copy, tests, limit) if tests else (0, "", 0.0)
        finally:
            file.write_bytes(source)
            self._copies.put(copy)
        failed = [row for row in said.splitlines() if row.startswith(("FAILED ", "ERROR "))]
        by = failed[0].split(" ")[1] if failed else "the time limit" if code is None else ""
        if code != 0 and not by:
            raise SystemExit(
                f"a run ended with code {code} and named no test, so nothing is known of it:\n{said[-3000:]}"
            )
        return Verdict(mutant, code != 0, by, len(tests), seconds)

    def _list_tests(self, mutant: Mutant, source: bytes) -> list[str]:
        """Return the tests that run the line of a fault: file by file, the nearest first, then those soon done."""
        found = self.recording.list_tests(mutant.file, list_statement_lines(source, mutant.mutation.line))
        by_file: defaultdict[str, float] = defaultdict(float)
        for test in found:
            by_file[test.split("::")[0]] += self.recording.seconds[test]
        nearest = mutant.area.nearest

        def rank(test: str) -> tuple[int, float, str]:
            near = next((place for place, mirror in enumerate(nearest) if test.startswith(mirror)), len(nearest))
            file = test.split("::", maxsplit=1)[0]
            return near, by_file[file], file

        found.sort(key=rank)
        taken = accumulate(self.recording.seconds[test] for test in found)
        return [test for test, seconds in zip(found, taken, strict=True) if seconds <= MOST_SECONDS]


def render_mutant(mutant: Mutant) -> str:
    """Return where a fault stands, and the source before and after."""
    fault = mutant.mutation
    return f"  {mutant.file}:{fault.line}: {fault.kind}\n    - {fault.before}\n    + {fault.after}"


def render_verdict(verdict: Verdict) -> str:
    """Return whether a fault was noticed and by what, and the fault."""
    outcome = f"died: {verdict.by}" if verdict.caught else "SURVIVED"
    return f"{outcome} ({verdict.tests} tests run its line; {verdict.seconds:.0f} s)\n{render_mutant(verdict.mutant)}"


def main() -> int:
    """Draw, try and tell; the exit code is 1 where fewer than nine of ten were noticed."""
    parser = argparse.ArgumentParser(prog="make mutants", description=__doc__)
    parser.add_argument(
        "--seed", type=int, nargs="+", default=[1], help="the same seed draws the same faults from the same code"
    )
    parser.add_argument("--count", type=int, default=30, help="how many faults")
    parser.add_argument("--jobs", type=int, default=2, help="how many are tried at a time")
    parser.add_argument("--area", action="append", default=[], choices=[area.name for area in AREAS])
    parser.add_argument("--list", action="store_true", help="only tell what would be tried")
    given = parser.parse_args()
    drawn = {seed: draw_mutants(ROOT, seed, given.count, given.area) for seed in given.seed}
    if given.list:
        print("\n".join(render_mutant(one) for mutants in drawn.values() for one in mutants))
        return 0
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder, ThreadPoolExecutor(given.jobs) as workers:
        bench = Bench(Path(folder), given.jobs)
        took = sum(bench.recording.seconds.values())
        print(f"{len(bench.recording.seconds)} tests were looked at; they take {took:.0f} s", flush=True)
        enough = [_try_seed(seed, workers.map(bench.try_mutant, mutants)) for seed, mutants in drawn.items()]
    return 0 if all(enough) else 1


def _try_seed(seed: int, verdicts: Iterable[Verdict]) -> bool:
    """Tell what becomes of the faults of a seed; return whether enough of them were noticed."""
    tried: Counter[str] = Counter()
    died: Counter[str] = Counter()
    for verdict in verdicts:
        print(render_verdict(verdict), flush=True)
        tried[verdict.mutant.area.name] += 1
        died[verdict.mutant.area.name] += verdict.caught
    print("".join(f"{name}: {died[name]} of {tried[name]} died\n" for name in tried), end="")
    print(f"seed {seed}: {died.total()} of {tried.total()} died", flush=True)
    return died.total() >= ENOUGH * tried.total()


if __name__ == "__main__":
    sys.exit(main())
