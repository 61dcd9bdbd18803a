"""A game of two on the screen, key by key: what each page shows is kept as text, and must be the same.

To see what a change does to the pages, run with `--update-transcripts` and read the difference.
"""

from pathlib import Path

import pytest

from game.tui.play.pair import PairPlayPage
from game.tui.play.pair_steps import PairFinalsStep, PairRevealStep
from game.tui.play.private_steps import LockStep, PrivateStep
from game.tui.play.question_steps import AnswerStep
from tests.tui.stage import SIZES, opened, painted, press, table_of_two
from tests.tui.two import at_table, wait

FOLDER = Path(__file__).parents[1] / "transcripts" / "screen"
WALKS = [
    pytest.param("two-in-a-window", "small", "en", 2, id="small-en"),
    pytest.param("two-with-room-vi", "large", "vi", 4, id="large-vi"),
]
"""The name of each walk, how large the screen is, its language, and the scene after which it ends."""


class Walk:
    """What is on the screen after each key."""

    def __init__(self, pilot) -> None:
        self.pilot = pilot
        self.pages: list[str] = []
        self.before: list[str] = []

    def look(self, what: str) -> None:
        """Keep what is on the screen: the lines that changed, without the last, which waits for saves."""
        rows = [row.rstrip() for row in painted(self.pilot.app).splitlines()[:-1]]
        old = self.before + [""] * (len(rows) - len(self.before))
        changed = [f"{n:>2} {row}" for n, (row, was) in enumerate(zip(rows, old, strict=True)) if row != was]
        self.pages.append("\n".join([f"== {what}", *changed]))
        self.before = rows

    async def press(self, keys: str) -> None:
        for key in keys.split():
            await press(self.pilot, key)
            if isinstance(page := self.pilot.app.screen, PairPlayPage):
                page.poll_clock()
                await self.pilot.pause()
            self.look(key)

    async def wait(self, seconds: float) -> None:
        await wait(self.pilot, seconds)
        self.look(f"{seconds} seconds later")

    async def answer_page(self, seen: set[str]) -> None:
        """Do what a page asks for; the first time that it is of its kind, try what else can be done there."""
        step = at_table(self.pilot).step
        kind = f"{type(step).__name__} {getattr(step, 'prompt', None) and step.prompt.kind}"
        fresh, _nothing = kind not in seen, seen.add(kind)
        match step:
            case PrivateStep():
                if fresh:
                    await self.press("1")
                    await self.wait(81)
                    await self.press("up 2 up down escape open")
                await self.press(" ".join("1" for _asked in step.asked))
                await self.press("2 1 2 enter" if step.form.slots else "up 1 enter" if step.asked else "enter")
            case PairRevealStep():
                if not step.understood:
                    await self.press("2 1")
                await self.wait(70)
                await self.wait(120)
                await self.press("f5 space" if fresh else "space")
            case PairFinalsStep():
                await self.wait(1)
                await self.wait(2)
                rows = list(step.keys_by_chair.values())
                await self.press(
                    " ".join(row[-1 if len(row) > 3 and number == 0 else 0] for number, row in enumerate(rows))
                )
            case AnswerStep():
                await self.press("down 1 enter")
            case LockStep():
                await self.press("escape escape enter open" if fresh else "open")
            case _:
                await self.press("f3 escape space" if fresh else "space")


@pytest.mark.long
@pytest.mark.parametrize(("name", "size", "language", "scenes"), WALKS)
async def test_each_key_shows_what_it_showed(tmp_path, request, name, size, language, scenes):
    game = table_of_two(tmp_path, language=language, talk=3, players={"ceo": "Tuấn", "cto": "Linh"})
    seen: set[str] = set()
    async with opened(game, SIZES[size]) as pilot:
        walk = Walk(pilot)
        walk.look("begin")
        while at_table(pilot).session.state.count <= scenes:
            await walk.answer_page(seen)
    path, told = FOLDER / f"{name}.txt", "\n".join(walk.pages) + "\n"
    if request.config.getoption("--update-transcripts"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(told, encoding="utf-8")
        return
    assert told == path.read_text(encoding="utf-8")
