"""Make the README's picture by the program itself: `python docs/picture.py`."""

import asyncio
import os
import sys
import tempfile
from pathlib import Path

from game.content.compiler import load_scenario
from game.narration.voice import Voice
from game.playthrough.saves import saved_game
from game.playthrough.setup import Setup
from game.questions import build_question
from game.tui.app import TandemApp
from game.tui.app_services import AppServices

ROOT = Path(__file__).parents[1]
SIZE = (112, 30)


def play_to_scene(folder: Path, chair: str, scene: str):
    """Return a game of the launch day, played to the first question of a scene."""
    seats = {"ceo": "partner", "cto": "partner", chair: "human"}
    game = saved_game.start_game(load_scenario(ROOT / "scenarios" / "launch-day-red"), Setup(seats, 7), folder)
    session = game.session
    while session.prompt and (session.prompt.scene, session.prompt.kind) != (scene, "first"):
        question = build_question(Voice.to_chair(session, session.prompt.chair), session.prompt)
        session.answer(session.prompt.token, question.build_example())
    return game


async def paint(folder: Path, target: Path, scene: str) -> None:
    """Paint the page and write it as SVG."""
    app = TandemApp(AppServices(folder=folder), game=play_to_scene(folder, "ceo", scene), folder=folder)
    app.settle = 0
    async with app.run_test(size=SIZE) as pilot:
        for key in ("enter", "1", "down", "space"):
            await pilot.pause()
            await pilot.press(key)
        await pilot.pause()
        target.write_text(app.export_screenshot(title="Tandem"), encoding="utf-8")


def main() -> int:
    """Write docs/scene.svg."""
    os.environ["LANG"] = "en_US.UTF-8"
    scene = sys.argv[1] if len(sys.argv) > 1 else "seventeen_past"
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(paint(Path(folder), ROOT / "docs" / "scene.svg", scene))
    return 0


if __name__ == "__main__":
    sys.exit(main())
