"""Makes the corpus of saves: `python -m tests.saves.make` adds those of today that are not there yet.

A save that is here was written by the program as it was on its day and is never made again: it stands for what lies on
the disks of players. A new format, or a new version of the rules of play, adds its own folder beside the old ones.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from game.analysis.simulation.bots import BOTS
from game.content.compiler import load_scenario
from game.playthrough.saves import journal_format, saved_game
from game.playthrough.saves.saved_game import Game
from game.playthrough.setup import Setup

HERE = Path(__file__).parent
ROOT = HERE.parents[1]


@dataclass(frozen=True)
class Made:
    """How a save was played."""

    name: str
    crisis: str
    setup: Setup
    habit: str
    answers: int = 10_000


def wanted() -> Iterator[Made]:
    """Yield what is in the corpus of today's format and rules."""
    small, ceo, cto = "tests/scenarios/small", {"ceo": "human", "cto": "partner"}, {"ceo": "partner", "cto": "human"}
    yield Made("small-as-ceo", small, Setup(ceo, 7), "candid")
    yield Made("small-as-cto", small, Setup(cto, 2**40, 3, "vi", "expert"), "share_all")
    yield Made("small-for-two", small, Setup({"ceo": "human", "cto": "human"}, -5, 0, "en", "learner"), "blame")
    names = {"ceo": "An", "cto": "Bình"}
    yield Made("small-for-two-named", small, Setup({"ceo": "human", "cto": "human"}, 3, players=names), "candid")
    yield Made("small-left-in-the-middle", small, Setup(ceo, 11), "withhold", 6)
    yield Made("small-not-begun", small, Setup(cto, 12), "candid", 0)
    yield Made("launch-day-red-as-ceo", "scenarios/launch-day-red", Setup(ceo, 907), "nice")


def play(made: Made, folder: Path) -> Game:
    """Play a save into a folder and return its game, over or left."""
    game = saved_game.start_game(load_scenario(ROOT / made.crisis), made.setup, folder)
    while game.session.prompt and len(game.session.records) < made.answers:
        game.session.answer(game.session.prompt.token, BOTS[made.habit](game.session))
        game.save()
    if game.session.prompt is None:
        game.session.add_reflection(0, "Điều tôi giữ lại đã lộ ra qua Lan.")
        game.save()
    game.close()
    return game


def name_folder(format_: int, rules: int) -> str:
    """Return the name of the folder with saves of a format and a version of the rules; the first did not say it."""
    return f"format-{format_}" if rules == 1 else f"format-{format_}-rules-{rules}"


def main() -> None:
    """Write what is missing, and what is expected of it."""
    folder = HERE / name_folder(journal_format.FORMAT, journal_format.RULES)
    expected = json.loads((folder / "expected.json").read_text()) if folder.exists() else {}
    for made in wanted():
        if made.name in expected:
            continue
        game = play(made, folder)
        assert game.path is not None
        game.path.rename(folder / f"{made.name}.tandem")
        expected[made.name] = {
            "answers": len(game.session.records),
            "ending": game.session.state.ending,
            "digest": game.digest,
            "outcome": "same",
        }
    (folder / "expected.json").write_text(json.dumps(expected, indent=1) + "\n")
    kept = {path.name for path in (folder / saved_game.CRISES).iterdir()}
    print(f"{len(expected)} saves of {len(kept)} crises in {folder}")


if __name__ == "__main__":
    main()
