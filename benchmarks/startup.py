"""How light the start is: the command line beside an empty Python, the home screen beside a bare Textual app.

Processor time, from start to end; each ratio is within one run. `python benchmarks/startup.py [RUNS] [--quick]`.
"""

import sys

from measure import BARE, Screen, cpu_seconds, head, medians, parse_runs, row, settled_home

HOME = """
from game.cli.screen import QuietApp
from game.tui.app_services import AppServices
class Once(QuietApp):
    def on_ready(self):
        self.exit()
Once(AppServices()).run()
"""
FIRST_PAINT = """
    def on_ready(self):
        self.exit()
"""


def command_line(runs: int) -> bool:
    """Measure what a shell feels: `--version` and `--help`."""
    home = settled_home()
    found = medians(
        runs,
        {
            "bare": lambda: cpu_seconds([sys.executable, "-c", "pass"], home),
            "version": lambda: cpu_seconds([sys.executable, "-m", "game", "--version"], home),
            "help": lambda: cpu_seconds([sys.executable, "-m", "game", "--help"], home),
        },
    )
    version = row("`tandem --version`, beside `python -c pass`", found["version"], found["bare"], 3)
    return row("`tandem --help`, beside `python -c pass`", found["help"], found["bare"], 3) and version


def first_paint(runs: int) -> bool:
    """Measure the way to the first paint of the home screen."""
    home = settled_home()

    def painted(code: str) -> float:
        return Screen(["-c", code], home).end()

    found = medians(runs, {"bare": lambda: painted(BARE.format(more=FIRST_PAINT)), "home": lambda: painted(HOME)})
    return row("first paint of the home screen, beside a bare Textual app", found["home"], found["bare"], 1.25)


def main() -> int:
    """Print the table; 1 where a budget is broken."""
    runs = parse_runs(9)
    head()
    held = [command_line(runs), first_paint(runs)]
    return 0 if all(held) else 1


if __name__ == "__main__":
    sys.exit(main())
