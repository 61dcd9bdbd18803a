"""Paint the README's pictures by the game itself: `python docs/picture.py` writes docs/pictures."""

import asyncio
import json
import os
import re
import shutil
import sys
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

from textual.pilot import Pilot

from game.content.compiler import load_scenario
from game.narration.voice import Voice
from game.playthrough.saves import saved_game
from game.playthrough.setup import Setup
from game.questions import build_question
from game.tui.app import TandemApp
from game.tui.app_services import AppServices
from game.tui.play.page import PlayPage
from game.tui.play.steps import ConsequenceStep, PlayStep

ROOT: Final = Path(__file__).parents[1]
PICTURES: Final = ROOT / "docs" / "pictures"
LARGE: Final = (120, 40)
SMALL: Final = (80, 24)
SCENE: Final = "seventeen_past"
SECONDS: Final = (7, 4, 9, 9)
"""How long each page of the moving scene is shown: read, picked and said, revealed, what came of it."""
STILL: Final = 2
"""The page that is shown where nothing is to move: the reveal."""
MOST_PAGES: Final = 12


def play_to_scene(folder: Path, language: str, scene: str = "") -> saved_game.Game:
    """Return a game of the launch day, played to the first question of a scene, or to its end."""
    setup = Setup({"ceo": "human", "cto": "partner"}, 7, language=language)
    game = saved_game.start_game(load_scenario(ROOT / "scenarios" / "launch-day-red"), setup, folder)
    session = game.session
    while session.prompt and (session.prompt.scene, session.prompt.kind) != (scene, "first"):
        question = build_question(Voice.to_chair(session, session.prompt.chair), session.prompt)
        session.answer(session.prompt.token, question.build_example())
    return game


@asynccontextmanager
async def open_game(language: str, size: tuple[int, int], scene: str = "") -> AsyncIterator[Pilot[None]]:
    """Open the screen game in a folder of its own, which is gone again afterwards."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "settings.json").write_text(json.dumps({"first_run_done": True, "language": language}))
        app = TandemApp(AppServices(folder=folder), game=play_to_scene(folder, language, scene), folder=folder)
        app.settle = 0
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            yield pilot


async def press_keys(pilot: Pilot[None], keys: str) -> str:
    """Press keys one by one; return the page as SVG."""
    for key in keys.split():
        await pilot.press(key)
        await pilot.pause()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()
    return pilot.app.export_screenshot(title="Tandem")


async def paint_scene(language: str) -> str:
    """Return one scene as a moving SVG, from its question to what came of it."""
    async with open_game(language, LARGE, SCENE) as pilot:
        pages = [await press_keys(pilot, keys) for keys in ("enter", "a 1", "enter")]
        for _page in range(MOST_PAGES):
            last = await press_keys(pilot, "1 enter" if find_step(pilot).explain_missing() else "enter")
            if isinstance(find_step(pilot), ConsequenceStep):
                break
    return join_pages([*pages, last], SECONDS)


def find_step(pilot: Pilot[None]) -> PlayStep:
    """Return what the page of play on top is about."""
    page = pilot.app.screen
    assert isinstance(page, PlayPage)
    return page.step


def join_pages(pages: Sequence[str], seconds: Sequence[int]) -> str:
    """Return pages of one size as one SVG that shows each for so many seconds, over and over, without a script.

    Who has asked for less motion sees one of them.
    """
    box = re.search(r'viewBox="([^"]+)"', pages[0])
    assert box is not None
    total, begin = sum(seconds), 0
    rules, frames = [], []
    for number, (page, shown) in enumerate(zip(pages, seconds, strict=True)):
        start, end = (f"{100 * moment / total:.2f}%" for moment in (begin, begin + shown))
        hidden = "0% { visibility: hidden } " if begin else ""
        rules.append(
            f"@keyframes page-{number} {{ {hidden}{start} {{ visibility: visible }} {end} {{ visibility: hidden }} }}\n"
            f".page-{number} {{ visibility: hidden; animation: page-{number} {total}s step-end infinite }}"
        )
        frames.append(f'<g class="page-{number}">\n{page.strip()}\n</g>')
        begin += shown
    rules.append(
        "@media (prefers-reduced-motion) { g[class^=page] { animation: none } "
        f".page-{STILL} {{ visibility: visible }} }}"
    )
    style = "\n".join(rules)
    return (
        f'<svg viewBox="{box[1]}" xmlns="http://www.w3.org/2000/svg">\n<style>\n{style}\n</style>\n'
        + "\n".join(frames)
        + "\n</svg>\n"
    )


async def paint_page(language: str, size: tuple[int, int], scene: str, keys: str) -> str:
    """Return a page that some keys lead to."""
    async with open_game(language, size, scene) as pilot:
        return await press_keys(pilot, keys)


async def paint_all() -> None:
    """Write every picture anew."""
    shutil.rmtree(PICTURES, ignore_errors=True)
    PICTURES.mkdir()
    pictures = {
        "small-vi": await paint_page("vi", SMALL, SCENE, "enter 1"),
        **{f"scene-{language}": await paint_scene(language) for language in ("en", "vi")},
        **{f"ending-{language}": await paint_page(language, LARGE, "", "") for language in ("en", "vi")},
    }
    for name, picture in pictures.items():
        (PICTURES / f"{name}.svg").write_text(picture, encoding="utf-8")


def main() -> int:
    """Paint, whatever language and settings whoever paints has."""
    os.environ.update(LANG="en_US.UTF-8", TERM="xterm-256color", COLORTERM="truecolor")
    os.environ.pop("NO_COLOR", None)
    with tempfile.TemporaryDirectory() as home:
        os.environ["TANDEM_HOME"] = home
        asyncio.run(paint_all())
    return 0


if __name__ == "__main__":
    sys.exit(main())
