"""How the game feels under the fingers, beside a bare Textual app: key to paint, and memory after a whole game.

`python benchmarks/latency.py [KEYS] [--quick]`; both programs run in terminals at the same time and are asked in turn.
"""

import sys
from pathlib import Path

from measure import BARE, SMALL, Screen, head, medians, parse_runs, row, settled_home

from game.playthrough.saves import list_save_summaries

MOST_TURNS = 150
PLAY = ["-m", "game", "play", str(SMALL), "--as", "ceo", "--seed", "7"]


def choice(keys: int) -> bool:
    """Measure the time from a key that moves a choice to the paint that shows it."""
    bare, ours = Screen(["-c", BARE.format(more="")], settled_home()), Screen(PLAY, settled_home())
    for screen in (bare, ours):
        screen.read(60)
        screen.settle()
    digits = iter("12" * keys)
    found = medians(
        keys,
        {
            "bare": lambda: bare.key_to_paint("\x1b[B"),
            "ours": lambda: ours.key_to_paint(next(digits)),
        },
    )
    bare.close()
    ours.close()
    return row("key to repaint of a choice, beside a bare OptionList", found["ours"], found["bare"], 1.5)


def memory() -> bool:
    """Play a whole game, and set its peak of memory beside that of a bare app that got as many keys."""
    home = settled_home()
    bare, ours = Screen(["-c", BARE.format(more="")], settled_home()), Screen(PLAY, home)
    for screen in (bare, ours):
        screen.read(60)
        screen.settle()
    for _turn in range(MOST_TURNS):
        for key in ("1", "\r"):
            bare.child.send("\x1b[B")
            bare.settle()
            ours.child.send(key)
            ours.settle()
        if list_save_summaries(Path(home) / "saves")[0].ending:
            break
    else:
        raise RuntimeError("the game does not end")
    peak, beside = ours.peak_kilobytes(), bare.peak_kilobytes()
    bare.close()
    ours.close()
    return row("peak memory after a whole game, beside a bare app", peak, beside, 2, "MB")


def main() -> int:
    """Print the table; 1 where a budget is broken."""
    keys = parse_runs(30)
    head()
    held = [choice(keys), memory()]
    return 0 if all(held) else 1


if __name__ == "__main__":
    sys.exit(main())
