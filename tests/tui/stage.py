"""What the tests of the screen play with: a small crisis, a folder of their own, and the way to every page."""

import asyncio
import json
import shutil
from collections.abc import Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from textual._xterm_parser import XTermParser

from game.analysis.simulation.bots import BOTS
from game.cli.check import stamp_files
from game.content.compiler import LoadedScenario, load_scenario
from game.engine.start_midway import Premise
from game.playthrough.pair import UNLOCKING
from game.playthrough.saves import saved_game
from game.playthrough.setup import Setup
from game.preview.trial import FileWatch, Trial
from game.tui.app import TandemApp
from game.tui.app_services import AppServices
from game.tui.library.home import HomePage
from game.tui.preview.app import PreviewApp
from game.tui.terminal import TerminalInput

HomePage.READ_AFTER = HomePage.GLANCE_AFTER = 0
SCENARIOS = Path(__file__).parents[1] / "scenarios"
SIZES = {"small": (80, 24), "large": (120, 40)}
BOTH = ("en", "vi")
CALM = 64
"""A seed in which nothing weighs on the CTO of a crisis of `tests.engine.crisis`, so that no page tells of it."""


@cache
def crisis(path: Path = SCENARIOS / "small") -> LoadedScenario:
    """The small crisis, loaded once."""
    return load_scenario(path)


def app(home: Path, *, language: str = "en", first: bool = False, **settings) -> TandemApp:
    """The game where a player begins; nothing moves, and Enter is taken at once."""
    home.mkdir(parents=True, exist_ok=True)
    settled = {"first_run_done": not first, "language": language, "animation": False, **settings}
    (home / "settings.json").write_text(json.dumps(settled))
    game = TandemApp(AppServices([SCENARIOS], home / "saves"), folder=home)
    game.settle = 0
    return game


def table(
    home: Path,
    chair: str = "ceo",
    *,
    language: str = "en",
    seed: int = 7,
    mode: str = "learner",
    loaded: LoadedScenario | None = None,
    **settings,
) -> TandemApp:
    """The game at a table where a new play waits."""
    seats = {place: "human" if place == chair else "partner" for place in ("ceo", "cto")}
    game = app(home, language=language, **settings)
    setup = Setup(seats, seed, language=language, difficulty=mode)
    game.game = saved_game.start_game(loaded or crisis(), setup, home / "saves")
    return game


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def table_of_two(
    home: Path,
    *,
    language: str = "en",
    seed: int = 7,
    mode: str = "standard",
    loaded: LoadedScenario | None = None,
    players: dict[str, str] | None = None,
    **settings,
) -> TandemApp:
    """The game at a table where a new play of two waits; its clock stands still."""
    game = app(home, language=language, **settings)
    setup = Setup(
        dict.fromkeys(("ceo", "cto"), "human"), seed, language=language, difficulty=mode, players=players or {}
    )
    game.game = saved_game.start_game(loaded or crisis(), setup, home / "saves")
    game.clock = Clock()
    return game


def over(home: Path, chair: str = "ceo", *, bot: str = "candid", answers: int | None = None, **more) -> TandemApp:
    """The game at a table where a bot has played to the end, or so many answers."""
    game = table(home, chair, **more)
    session = game.game.session
    while session.prompt is not None and (answers is None or len(session.records) < answers):
        session.answer(session.prompt.token, BOTS[bot](session))
    return game


def preview(home: Path, edit: Callable[[str], str] = str, *, language: str = "en", wish=None, **settings) -> TandemApp:
    """The preview of a copy of the small crisis; nobody looks at its files but who calls `look_now`."""
    home.mkdir(parents=True, exist_ok=True)
    settled = {"first_run_done": True, "language": language, "animation": False, **settings}
    (home / "settings.json").write_text(json.dumps(settled))
    copy = shutil.copytree(SCENARIOS / "small", home / "small")
    file = copy / "scenario.yaml"
    file.write_text(edit(file.read_text(encoding="utf-8")), encoding="utf-8")
    trial = Trial(copy, premise=Premise(**wish) if wish else None)
    watch = FileWatch(lambda: stamp_files([copy]))
    trial.apply_manuscript(trial.load_manuscript())
    game = PreviewApp(trial, watch, every=None, folder=home)
    game.settle = 0
    return game


@asynccontextmanager
async def opened(game: TandemApp, size=(80, 24)):
    """Run the game without a terminal."""
    async with game.run_test(size=size) as pilot:
        await pilot.pause()
        yield pilot


async def press(pilot, keys: str) -> None:
    """Press keys, given as one line, each taken, and what it has set going ended, before the next.

    `open` is the key of whose lock is there.
    """
    for key in keys.split():
        await pilot.press(UNLOCKING[pilot.app.screen.step.chair] if key == "open" else key)
        await settled(pilot)


async def send(pilot, data: bytes) -> None:
    """Send bytes as a terminal does in one read, and wait until all that they press is carried out."""
    stream, parser = TerminalInput(), XTermParser()
    for event in parser.feed(stream.feed(data, 0.0)):
        pilot.app._driver.process_message(event)
    await pilot.pause()
    while pilot.app._keys.is_busy:
        await pilot.pause()
    await settled(pilot)


async def settled(pilot) -> None:
    """Wait until what runs beside the screen has reported."""
    await pilot.app.workers.wait_for_complete()
    reported = asyncio.Event()
    if pilot.app.screen.call_later(reported.set):
        await reported.wait()
    await pilot.pause()


def painted(game: TandemApp) -> str:
    """Everything that is on the screen now, as text."""
    height = game.size.height
    strips = game.screen._compositor.render_strips()
    return "\n".join(strip.text for strip in strips[:height])


def showing(game: TandemApp) -> str:
    """What is on the screen, its lines run together, for finding a sentence that wraps."""
    return " ".join(painted(game).split())


@dataclass(frozen=True)
class Screen:
    """A page, and the keys that lead to it from where `begin` begins."""

    name: str
    keys: str
    begin: Callable[..., TandemApp] = table
    alone: bool = False
    """Whether it shows what is for one of two people: then it does not outlast a resize."""


TOGETHER = "space space open 2 enter space"
"""The keys of two people up to the scene that they decide together."""
VOWED = f"{TOGETHER} space open 1 2"
"""And on to where the first of them has pledged, alone with the screen."""
PICKED = f"{VOWED} 1 2 0 1 enter open 1 2 1 1 2 enter space"
"""And on to the reveal of their first picks, which differ, past what both pledged."""

DECIDING = "1 enter enter 1 enter enter"
"""The keys of one person up to the first decision of both: an answer, what came of it, the pledge, both read aloud."""

SCREENS = (
    Screen("first", "", lambda home, **more: app(home, first=True, **more)),
    Screen("home", "", app),
    Screen("shelf", "2", app),
    Screen("seats", "2 1", app),
    Screen("settings", "6", app),
    Screen("help", "f1", app),
    Screen("palette", "ctrl+p", app),
    Screen("decide_alone", "2"),
    Screen("consequence", "1 enter"),
    Screen("pledge", "1 enter enter"),
    Screen("decide", f"{DECIDING} 2 space"),
    Screen("reveal", f"{DECIDING} 2 space enter"),
    Screen("resolve", f"{DECIDING} 2 enter 3 enter"),
    Screen("resolved", f"{DECIDING} 2 enter 3 enter 1 enter"),
    Screen("coffee", f"{DECIDING} 2 enter 3 enter 1 enter enter"),
    Screen("answer", f"{DECIDING} 2 enter 3 enter 1 enter enter 1 enter"),
    Screen("company", f"{DECIDING} f3"),
    Screen("causes", "1 enter down enter"),
    Screen("menu", "escape"),
    Screen("play_help", "f1"),
    Screen("ending", "", over),
    Screen("moments", "enter", over),
    Screen("scenes", "enter 2 down", over),
    Screen("knowledge", "enter 3 down down down", over),
    Screen("trust", "enter 4", over),
    Screen("answers", "enter 5 down enter down", over),
    Screen("what_if", "enter 5 down down enter up up enter", over),
    Screen("questions", "enter 6 down", over),
    Screen("seats_of_two", "3", app),
    Screen("prologue", "", table_of_two),
    Screen("brief", TOGETHER, table_of_two),
    Screen("lock", "space space", table_of_two),
    Screen("private_pledge", f"{TOGETHER} space open", table_of_two, alone=True),
    Screen("private", f"{VOWED} 1 2 0 1", table_of_two, alone=True),
    Screen("reveal_of_two", PICKED, table_of_two),
    Screen("understood", f"{PICKED} 1", table_of_two),
    Screen("countdown", f"{PICKED} 1 space", table_of_two, alone=True),
    Screen("company_of_two", f"{PICKED} f3", table_of_two),
    Screen("chairs", "f6", table_of_two),
    Screen("again", "f7", over),
    Screen("preview", f"{DECIDING} 2", preview),
    Screen("preview_panel", f"{DECIDING} f4", preview),
    Screen("preview_scenes", "f7", preview),
    Screen("preview_assume", "f7 3 enter down 7 1", preview),
    Screen("preview_menu", "escape", preview),
)

NEAR = frozenset({"home", "decide"})
"""Screens that are tried every time; those that take many keys to reach, or are like another, in the long tests."""

EACH = tuple(
    pytest.param(screen, id=screen.name, marks=() if screen.name in NEAR else pytest.mark.long) for screen in SCREENS
)
"""Every screen as a parameter of a test."""
