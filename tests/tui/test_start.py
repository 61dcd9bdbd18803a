"""A light start and a clean end: what each page imports, and what a signal leaves behind."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pexpect
import pytest

from tests.marks import as_long

HEAVY = ("numpy", "pydantic", "yaml", "polib", "scipy")


def heavy_after(code: str) -> set[str]:
    program = f"{code}\nimport sys; print(*{{name.partition('.')[0] for name in sys.modules}})"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split()) & set(HEAVY)


LIGHT = ("app", "app_services", "library.home")
"""What home is painted from; every other page lies behind `TandemApp.pages`."""


@pytest.mark.long
@pytest.mark.parametrize("page", LIGHT)
def test_a_page_imports_nothing_heavy(page):
    assert heavy_after(f"import game.tui.{page}") == set()


def test_home_is_on_the_screen_before_anything_heavy_is_loaded(tmp_path):
    (tmp_path / "settings.json").write_text('{"first_run_done": true}')
    assert (
        heavy_after(
            "import asyncio\n"
            "from pathlib import Path\n"
            "from game.tui.app import TandemApp\n"
            "from game.tui.app_services import AppServices\n"
            "async def look():\n"
            f"    async with TandemApp(AppServices(), folder=Path({str(tmp_path)!r})).run_test() as pilot:\n"
            "        await pilot.pause()\n"
            "        assert type(pilot.app.screen).__name__ == 'HomePage'\n"
            "asyncio.run(look())"
        )
        == set()
    )


@pytest.mark.parametrize("how", ["SIGTERM", *as_long("SIGHUP", "ctrl+q")])
def test_however_it_ends_the_terminal_is_left_clean_and_the_game_can_go_on(tmp_path, how):
    (tmp_path / "settings.json").write_text('{"first_run_done": true, "language": "en"}')
    environment = {**os.environ, "TANDEM_HOME": str(tmp_path), "TERM": "xterm-256color"}
    small = Path(__file__).parents[1] / "scenarios" / "small"
    command = f"{sys.executable} -m game play {small} --as ceo --seed 7"
    game = pexpect.spawn(command, env=environment, dimensions=(24, 80), encoding="utf-8", timeout=30)
    game.expect("you decide alone")
    game.send("1")
    game.expect("commit")
    game.send("\r")
    game.expect("saved ✓")
    if how == "ctrl+q":
        game.send("\x11")
    else:
        os.kill(game.pid, getattr(signal, how))
    game.expect(pexpect.EOF)
    rest = game.before
    game.close()
    assert "\x1b[?1049l" in rest
    assert "\x1b[?1000l" in rest
    assert "\x1b[?25h" in rest
    assert "Traceback" not in rest
    (save,) = (tmp_path / "saves").glob("*.tandem")
    assert '"answer"' in save.read_text()
