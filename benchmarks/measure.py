"""Measuring side by side: children in a real terminal, medians of alternating runs, ratios in one table."""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

import pexpect

ROOT: Final = Path(__file__).parents[1]
SMALL: Final = ROOT / "tests" / "scenarios" / "small"
PATIENCE: Final = 60

BARE: Final = """
from textual.app import App
from textual.widgets import Footer, OptionList
class Bare(App):
    BINDINGS = [("q", "quit", "quit"), ("1", "one", "one"), ("2", "two", "two")]
    def compose(self):
        yield OptionList("one", "two", "three", "four", "five")
        yield Footer()
{more}
Bare().run()
"""
"""The app that ours is measured against: a list to choose from, and a footer."""


def environment(home: str) -> dict[str, str]:
    """Return the environment of a child: its own home, a terminal with colours, byte code kept."""
    kept = {name: value for name, value in os.environ.items() if name not in ("PYTHONDONTWRITEBYTECODE", "NO_COLOR")}
    cache = str(Path(tempfile.gettempdir()) / "tandem-benchmarks-pycache")
    return {
        **kept,
        "TANDEM_HOME": home,
        "TERM": "xterm-256color",
        "LANG": "en_US.UTF-8",
        "PYTHONPATH": str(ROOT),
        "PYTHONPYCACHEPREFIX": cache,
    }


def settled_home() -> str:
    """Return a new home in which the first run is over and nothing moves."""
    home = Path(tempfile.mkdtemp(prefix="tandem-"))
    (home / "settings.json").write_text('{"first_run_done": true, "language": "en", "animation": false}')
    return str(home)


def cpu_seconds(command: Sequence[str], home: str) -> float:
    """Return the processor time of a child from start to end."""
    with subprocess.Popen(
        command, env=environment(home), cwd=ROOT, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL
    ) as child:
        _pid, _status, used = os.wait4(child.pid, 0)
        child.returncode = 0
    return used.ru_utime + used.ru_stime


class Screen:
    """A program in a terminal of 80 by 24."""

    def __init__(self, arguments: Sequence[str], home: str) -> None:
        self.child = pexpect.spawn(
            sys.executable, list(arguments), env=environment(home), cwd=str(ROOT), dimensions=(24, 80), timeout=PATIENCE
        )
        self.child.delaybeforesend = None

    def read(self, seconds: float) -> bytes:
        """Return what is painted, b'' where nothing comes in so many seconds."""
        try:
            return self.child.read_nonblocking(1 << 20, seconds)
        except (pexpect.TIMEOUT, pexpect.EOF):
            return b""

    def settle(self) -> None:
        """Wait until nothing more is painted."""
        while self.read(0.3):
            pass

    def key_to_paint(self, key: str) -> float:
        """Return the seconds from a key to the first paint that follows it."""
        began = time.perf_counter()
        self.child.send(key)
        painted = self.read(PATIENCE)
        passed = time.perf_counter() - began
        assert painted, f"{key!r} painted nothing"
        self.settle()
        return passed

    def peak_kilobytes(self) -> int:
        """Return the most memory that the program has held."""
        status = Path(f"/proc/{self.child.pid}/status").read_text()
        return int(status.split("VmHWM:")[1].split()[0])

    def end(self) -> float:
        """Wait for the end and return the processor time used."""
        while self.read(PATIENCE):
            pass
        _pid, _status, used = os.wait4(self.child.pid, 0)
        self.child.terminated = True
        return used.ru_utime + used.ru_stime

    def close(self) -> None:
        """End the program by force."""
        self.child.close(force=True)


def parse_runs(usual: int) -> int:
    """Return how many runs the command line asks for: N, a fifth of the usual with `--quick`, else the usual."""
    words = [word for word in sys.argv[1:] if word != "--quick"]
    return int(words[0]) if words else max(usual // 5, 2) if is_quick() else usual


def is_quick() -> bool:
    """Whether the measure is short: then only twice a budget counts as broken, for a few runs tell little."""
    return "--quick" in sys.argv


def medians(runs: int, measured: Mapping[str, Callable[[], float]]) -> dict[str, float]:
    """Return the middle of several runs of each, taken in turn so that a busy moment hits all alike."""
    found: dict[str, list[float]] = {name: [] for name in measured}
    for name in measured:
        measured[name]()
    for _run in range(runs):
        for name, take in measured.items():
            found[name].append(take())
    return {name: statistics.median(values) for name, values in found.items()}


def row(what: str, ours: float, theirs: float, budget: float, unit: str = "ms") -> bool:
    """Print a row of the table, seconds as `ms` and kilobytes as `MB`; return whether the budget holds."""
    ratio = ours / theirs
    holds = ratio <= budget * (2 if is_quick() else 1)
    scale = {"ms": 1000, "MB": 1 / 1024}[unit]
    figures = f"{ours * scale:8.1f} {unit} | {theirs * scale:8.1f} {unit}"
    print(f"| {what} | {figures} | **{ratio:.2f}x** | {budget:.2f}x | {'holds' if holds else 'BROKEN'} |")
    return holds


def head() -> None:
    """Print the head of the table."""
    print("| what | ours | beside it | ratio | budget | |\n|---|---|---|---|---|---|")
