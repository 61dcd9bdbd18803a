"""Which test runs which line: a plugin of pytest that writes it down, and one that runs only the tests that are named.

`record_tests` and `run_tests` start pytest in a copy of the tree with this module as a plugin; the environment tells it
what to do there.
"""

import json
import os
import resource
import signal
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import coverage
import pytest

RECORD: Final = "TANDEM_RECORD"
"""In the environment: the folder for what each process saw; which files are looked at stands there too."""
CHOSEN: Final = "TANDEM_CHOSEN"
"""In the environment: a file with the tests that are run, in their order, and the seconds they may take."""
LOOKED_AT: Final = "files.json"
IDLE_SECONDS: Final = 120
"""A run that does no work for so long waits for something that will never come: it is given up."""
READING: Final = ""
"""Stands for a test where a line is run as its module is read."""


@dataclass(frozen=True, slots=True)
class Recording:
    """What a run of the tests without a fault has shown.

    Attributes:
        met: for each file and line, the tests that run it; line 0 has all that run any line of the file.
        seconds: how much of a processor's time each test takes, in the order in which they were run.
    """

    met: dict[tuple[str, int], frozenset[str]]
    seconds: dict[str, float]

    def list_tests(self, file: str, lines: Iterable[int]) -> list[str]:
        """Return the tests that run one of these lines; where they are run as the file is read, all of the file."""
        found = frozenset[str]().union(*(self.met.get((file, line), frozenset()) for line in lines))
        if READING in found:
            found = self.met[file, 0]
        return [test for test in self.seconds if test in found]


def record_tests(copy: Path, files: Iterable[str], runs: Iterable[Sequence[str]], jobs: int) -> Recording:
    """Run tests in a copy of the tree and return what they meet in some of its files; SystemExit where one fails.

    Each of `runs` are the arguments of a run of pytest.
    """
    folder = copy / "build" / "recording"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / LOOKED_AT).write_text(json.dumps([str(copy / file) for file in files]))
    for arguments in runs:
        code, said, _seconds = run_pytest(
            copy, ["-n", str(jobs), "--dist", "worksteal", *arguments], {RECORD: str(folder)}
        )
        if code != 0:
            raise SystemExit(f"the tests fail without any fault:\n{said[-3000:]}")
    met: defaultdict[tuple[str, int], set[str]] = defaultdict(set)
    seconds: dict[str, float] = {}
    for left in sorted(folder.glob("seen-*.json")):
        seen = json.loads(left.read_text())
        seconds |= seen["seconds"]
        for file, by_line in seen["met"].items():
            for line, tests in by_line.items():
                met[str(Path(file).relative_to(copy)), int(line)] |= set(tests)
                met[str(Path(file).relative_to(copy)), 0] |= set(tests)
    return Recording({place: frozenset(tests) for place, tests in met.items()}, seconds)


def run_tests(copy: Path, tests: Sequence[str], limit: float) -> tuple[int | None, str, float]:
    """Run these tests in their order until one fails; the code is None where they took more than `limit` seconds.

    That is the time of a processor, since others may keep it busy; of the clock they may take three times as much, and
    where they do not work at all, but wait, they are given up earlier.
    """
    chosen = copy / "build" / "chosen.json"
    chosen.parent.mkdir(exist_ok=True)
    chosen.write_text(json.dumps({"tests": tests, "seconds": int(limit)}))
    files = dict.fromkeys(test.split("::")[0] for test in tests)
    return run_pytest(copy, ["-x", "-m", "long or not long", *files], {CHOSEN: str(chosen)}, limit)


def run_pytest(
    copy: Path, arguments: Sequence[str], more: dict[str, str], limit: float = 3600
) -> tuple[int | None, str, float]:
    """Run pytest in a copy of the tree; return its exit code (None: it took too long), its words and the seconds."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "tests.mutants.recording", "-p", "no:cacheprovider"]
    began = time.monotonic()
    with subprocess.Popen(
        [*command, "--no-header", "--tb=no", *arguments],
        cwd=copy,
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join([str(copy), *filter(None, [os.environ.get("PYTHONPATH")])]),
            **more,
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        start_new_session=True,
    ) as run:
        said = None
        while said is None:
            worked = _measure_work(run.pid)
            with suppress(subprocess.TimeoutExpired):
                said, _nothing = run.communicate(timeout=IDLE_SECONDS)
            hangs = said is None and _measure_work(run.pid) - worked < 1
            if hangs or time.monotonic() - began > limit * 3:
                with suppress(ProcessLookupError):
                    os.killpg(run.pid, signal.SIGKILL)
                said, _nothing = run.communicate()
                return None, said, time.monotonic() - began
        code = None if run.returncode == -signal.SIGXCPU else run.returncode
    return code, said, time.monotonic() - began


def _measure_work(session: int) -> float:
    """Return the processor seconds of all processes of a session so far; the clock where the system does not tell."""
    if not Path("/proc/self/stat").exists():
        return time.monotonic()
    ticks = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            told = stat.read_text().rsplit(")", 1)[1].split()
            ticks += sum(map(int, told[11:15])) if int(told[3]) == session else 0
    return ticks / os.sysconf("SC_CLK_TCK")


# What follows happens in the process of the tests.


@dataclass(slots=True, eq=False)
class _Recorder:
    """Writes down what each test meets."""

    folder: Path
    measure: coverage.Coverage
    test: str = READING
    seconds: dict[str, float] = field(default_factory=dict)
    users: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        """Say of every line that is run from here that this test runs it."""
        for fixtures in item._fixtureinfo.name2fixturedefs.values():  # type: ignore[attr-defined]
            for fixture in fixtures:
                self.users[_name_fixture(fixture)].add(item.nodeid)
        self.test = item.nodeid
        self.measure.switch_context(self.test)
        began = time.process_time()
        try:
            return (yield)
        finally:
            self.seconds[self.test] = time.process_time() - began
            self.test = READING
            self.measure.switch_context(READING)

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: pytest.FixtureDef[Any]) -> Iterator[object]:
        """Say of the lines that make what several tests share that all of these run them."""
        if fixturedef.scope == "function":
            return (yield)
        self.measure.switch_context(_name_fixture(fixturedef))
        try:
            return (yield)
        finally:
            self.measure.switch_context(self.test)

    def pytest_sessionfinish(self) -> None:
        """Leave what was seen for the process that asked for it."""
        self.measure.stop()
        data = self.measure.get_data()
        met = {
            file: {
                line: sorted({test for context in contexts for test in self.users.get(context, {context})})
                for line, contexts in data.contexts_by_lineno(file).items()
            }
            for file in data.measured_files()
        }
        seen = {"met": met, "seconds": self.seconds}
        (self.folder / f"seen-{os.getpid()}.json").write_text(json.dumps(seen))


@dataclass(frozen=True, slots=True, eq=False)
class _Chooser:
    """Runs some tests and no others."""

    order: dict[str, int]

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Keep the tests that were chosen, in the order in which they were named."""
        items[:] = sorted((one for one in items if one.nodeid in self.order), key=lambda one: self.order[one.nodeid])


def _name_fixture(fixture: pytest.FixtureDef[Any]) -> str:
    return f"{fixture.baseid} makes {fixture.argname}"


def pytest_configure(config: pytest.Config) -> None:
    """Record or choose, as the environment says; with several processes, each that runs tests."""
    if chosen := os.environ.get(CHOSEN):
        told = json.loads(Path(chosen).read_text())
        config.pluginmanager.register(_Chooser({test: place for place, test in enumerate(told["tests"])}))
        resource.setrlimit(resource.RLIMIT_CPU, (told["seconds"], told["seconds"] + 5))
    if (record := os.environ.get(RECORD)) and hasattr(config, "workerinput"):
        files = json.loads((Path(record) / LOOKED_AT).read_text())
        measure = coverage.Coverage(data_file=None, config_file=False, include=files)
        recorder = _Recorder(Path(record), measure)
        config.pluginmanager.register(recorder)
        measure.start()
