"""Plays by the thousand: launch-day-red by two simulated partners, beside the engine before the second rules.

The reference is that engine itself, commit 0028cb0 with its own crisis, taken out of this repository's history; where
that is cut short, nothing is measured. Each run is a child of its own that plays some seeds and tells the processor
time of one play, without its start. What somebody waits for who measures a crisis is told as well: plays a second by
`tandem balance` on all cores beside that engine, which had one process; that needs every core to itself, and is left
out where there is but one. `python benchmarks/plays.py [RUNS] [--quick]`.

No seed is played twice in a child: what is kept from one play to the next may help with what all plays share, and not
with the same play again. (Ten seeds over and over had told 0.5x of an engine that stands at 0.8x.)
"""

import io
import os
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import Final

from measure import ROOT, environment, head, medians, parse_runs, row

REFERENCE: Final = "0028cb0c5d5e65f407779b5c0cfc82700cfa2365"
BUDGET: Final = 0.70
BUDGET_OF_ALL_CORES: Final = 1 / 3
"""Three times as many plays a second, by two cores; more only help."""

CHILD: Final = """
import time
from pathlib import Path
{play}
for seed in range(40):
    play(seed)
began = time.process_time()
for seed in range(100, 160):
    play(seed)
print((time.process_time() - began) / 60)
"""

OURS: Final = """
from game.analysis.simulation.plays import build_stage, play_to_end
from game.content.compiler import load_scenario
loaded = load_scenario(Path("scenarios/launch-day-red"))
stage = build_stage(loaded.scenario, loaded.texts)
def play(seed):
    return play_to_end(stage, seed, {"ceo": None, "cto": None})
"""

OURS_ON_ALL_CORES: Final = """
import os
import time
from pathlib import Path
from game.analysis.simulation.plays import Plays, build_stage, open_laboratory
from game.content.compiler import load_scenario
loaded = load_scenario(Path("scenarios/launch-day-red"))
with open_laboratory(build_stage(loaded.scenario, loaded.texts), os.cpu_count()) as laboratory:
    laboratory.tally({"first": Plays(None, None, range(80))})
    began = time.perf_counter()
    laboratory.tally({"plays": Plays(None, None, range(100, 900))})
    print((time.perf_counter() - began) / 800)
"""

THEIRS: Final = """
from game.content.compiler import load
from game.engine import rules
from game.engine.chance import Luck
from game.engine.conduct import answer
from game.engine.turn import Turn
scenario = load(Path("scenarios/launch-day-red")).scenario
def play(seed):
    luck = Luck(seed, scenario.id)
    state, _ = rules.begin(scenario, luck, frozenset(("ceo", "cto")))
    while asks := rules.asks(scenario, luck, state):
        state, _ = rules.step(scenario, luck, state, asks[0], answer(Turn(scenario, luck, state), asks[0]))
"""


def extract_reference(folder: Path) -> bool:
    """Write the reference into a folder; False where the history does not reach back so far."""
    command = ["git", "archive", REFERENCE, "game", "scenarios"]
    archive = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    if archive.returncode:
        return False
    with tarfile.open(fileobj=io.BytesIO(archive.stdout)) as packed:
        packed.extractall(folder, filter="data")
    return True


def time_play(folder: Path, code: str) -> float:
    """Return the seconds of one play by the engine in a folder, as a child tells them."""
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=folder,
        env={**environment(str(folder)), "PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        check=True,
    )
    return float(done.stdout)


def main() -> int:
    """Print the table; 1 where the budget is broken."""
    runs = parse_runs(9)
    with tempfile.TemporaryDirectory(prefix="tandem-") as home:
        folder = Path(home)
        if not extract_reference(folder):
            print(f"Plays are not measured: {REFERENCE[:7]} is not in this repository's history.")
            return 0
        measured = {
            "theirs": lambda: time_play(folder, CHILD.format(play=THEIRS)),
            "ours": lambda: time_play(ROOT, CHILD.format(play=OURS)),
        }
        if (os.cpu_count() or 1) > 1:
            measured["all cores"] = lambda: time_play(ROOT, OURS_ON_ALL_CORES)
        found = medians(runs, measured)
    head()
    what = f"one play of launch-day-red by two partners, beside {REFERENCE[:7]}"
    holds = row(what, found["ours"], found["theirs"], BUDGET)
    if "all cores" in found:
        holds &= row("the same by the balance on all cores", found["all cores"], found["theirs"], BUDGET_OF_ALL_CORES)
    return 0 if holds else 1


if __name__ == "__main__":
    sys.exit(main())
