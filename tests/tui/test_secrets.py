"""What only one of two people may read reaches the terminal while that one's view is open, and at no other moment.

Everything that the terminal receives is looked at, between any two keys. The crisis is written so that a single letter
tells whose it is (`marked`), and the screen is what an emulator makes of the bytes (`receiver`).
"""

import logging
import random
import re
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from textual.events import AppBlur

from game.cli import errors, main
from game.cli.screen import QuietApp
from game.content.compiler import LoadedScenario
from game.engine.stocks import CHAIRS
from game.tui.debrief.ending import EndingPage
from game.tui.play.pair import PairPlayPage
from game.tui.play.pair_steps import PairFinalsStep, PairRevealStep
from game.tui.play.private_paper import PrivatePanel
from game.tui.play.private_steps import LockStep, PrivateStep
from game.tui.toolkit.choices import Choices
from tests.playthrough.players import plain
from tests.tui.marked import OWN, marked, runs, told_by
from tests.tui.receiver import Eyes, received
from tests.tui.stage import BOTH, SIZES, crisis, painted, settled, table_of_two
from tests.tui.two import Hands, alone, differing, quiet, sitting

POINTER = "\x1b]22"
"""Sets the shape of the mouse's pointer."""
LAUNCH_DAY = Path(__file__).parents[2] / "scenarios" / "launch-day-red"
JOINT = "standup"
"""The first scene of the small crisis that both decide."""


def small() -> LoadedScenario:
    return marked(crisis())


def at_the_lock(home: Path, *, loaded: LoadedScenario | None = None, **more):
    """A game of two at the first lock of a scene that both decide."""
    return until(table_of_two(home, loaded=loaded or small(), **more), "pledge", JOINT)


def until(game, kind: str, scene: str = ""):
    """Let a game be played up to a question, in some scene."""
    session = game.game.session
    while session.prompt.kind != kind or (scene and session.prompt.scene != scene):
        session.answer(session.prompt.token, plain(session.prompt))
    return game


def cautious(view: PrivateStep) -> str:
    """The keys of a private view that has second thoughts: other answers, all of them given twice."""
    digits = {"pick": 3, "sure": 1, "guess": 1}
    row = " ".join(str(digits[asked.kind]) for asked in view.asked)
    says = " ".join(["1"] * (3 if view.form.slots else 0))
    return f"{row} {'up ' * len(view.asked)}{row} {says} enter"


async def read_on(eyes: Eyes) -> None:
    """Go on to the next lock."""
    while eyes.waiting is None:
        await eyes.press("space")


def own(eyes: Eyes, chair: str) -> list[str]:
    """The words on the screen that stay a chair's own."""
    return runs(eyes.terminal.shown, OWN[chair])


# -- every way out of a private view -------------------------------------------------------------------------------


def suspended(eyes: Eyes) -> None:
    eyes.app.app_suspend_signal.publish(eyes.app)


def behind_another_window(eyes: Eyes) -> None:
    eyes.app.post_message(AppBlur())


def pictured(eyes: Eyes) -> None:
    assert not told_by(eyes.app.export_screenshot(), eyes.session)


def pictured_on_disk(eyes: Eyes) -> None:
    file = Path(eyes.app.save_screenshot(path=str(eyes.app.folder)))
    assert not told_by(file.read_text(encoding="utf-8"), eyes.session)


async def by_resize(eyes: Eyes, width: int = 120, height: int = 40) -> None:
    size = eyes.terminal._size
    await eyes.resize(width, height)
    await eyes.resize(*size)


async def by_a_tiny_terminal(eyes: Eyes) -> None:
    await by_resize(eyes, 40, 8)


async def by_waiting(eyes: Eyes) -> None:
    await eyes.wait(89)
    assert eyes.view is not None
    await eyes.wait(1)


async def by_waiting_a_little(eyes: Eyes) -> None:
    await eyes.wait(30)


async def by_waiting_long(eyes: Eyes) -> None:
    await eyes.wait(600)


Way = str | Callable[[Eyes], Awaitable[None] | None]
FEW: tuple[Way, ...] = ("escape", "ctrl+p", by_resize, by_waiting)
MANY: tuple[Way, ...] = ("f1", "question_mark", by_a_tiny_terminal, behind_another_window, suspended, pictured)
ALL = (*FEW, *MANY, pictured_on_disk)


async def leave(eyes: Eyes, way: Way) -> None:
    if isinstance(way, str):
        await eyes.press(way)
    elif way.__name__.startswith("by_"):
        await way(eyes)
    else:
        await eyes.see(lambda: way(eyes))


async def tried(eyes: Eyes, ways: tuple[Way, ...], digits: str) -> None:
    """Open the view that waits again and again, and leave it in each way."""
    chair = eyes.waiting
    for way in ways:
        await eyes.press(f"open {digits}")
        assert own(eyes, chair), "the view is open"
        await leave(eyes, way)
        assert eyes.view is None, way
        await eyes.press("" if eyes.page else "escape")
        assert eyes.waiting == chair, way


@pytest.mark.long
async def test_from_the_moment_a_view_is_left_not_a_letter_of_it_is_painted_or_stays_on_the_screen(tmp_path):
    async with received(at_the_lock(tmp_path)) as eyes:
        await read_on(eyes)
        await tried(eyes, FEW, "1")
        await eyes.press("open 1 2 0 1 2 2")
        assert own(eyes, "ceo")
        await eyes.press("enter")
        assert eyes.waiting == "cto"
        await eyes.press("open")
        assert own(eyes, "cto")
        assert not own(eyes, "ceo")


@pytest.mark.long
@pytest.mark.parametrize(("size", "language"), [("small", "en"), ("large", "vi")])
async def test_every_way_out_of_either_view_leaves_nothing_of_it(tmp_path, language, size):
    async with received(at_the_lock(tmp_path, language=language), SIZES[size]) as eyes:
        await read_on(eyes)
        for chair in ("ceo", "cto"):
            assert eyes.waiting == chair
            await tried(eyes, ALL, "1 2 0 1")
            await eyes.press("open")
            await eyes.press(alone(eyes.view))
        assert eyes.views.count("ceo") == eyes.views.count("cto") == len(ALL) + 1


@pytest.mark.long
async def test_another_language_is_the_same_view_for_the_same_eyes(tmp_path):
    async with received(at_the_lock(tmp_path)) as eyes:
        await read_on(eyes)
        await eyes.press("open 1 2")
        view = eyes.view
        order = [choice.id for choice in view.prompt.choices]
        english = own(eyes, "ceo")
        await eyes.press("f2")
        assert eyes.view is view
        assert own(eyes, "ceo") != english
        assert ([choice.id for choice in view.prompt.choices], view.digits[:3]) == (order, [1, 2, None])
        await eyes.press("f2")
        assert own(eyes, "ceo") == english
        await eyes.press("escape f2 f2")
        assert not own(eyes, "ceo")


# -- whole games, with all that can come between -----------------------------------------------------------------------

BETWEEN: tuple[Way, ...] = (
    *("f1", "f2", "f3", "f5", "f6", "f7", "ctrl+p", "ctrl+c", "escape", "up", "down", "tab", "pagedown", "pageup"),
    *("1", "2", "9", "0", "x", "backspace", "enter"),
    *(by_resize, by_a_tiny_terminal, by_waiting_a_little, by_waiting_long),
    *(behind_another_window, suspended, pictured),
)


class SeenHands(Hands):
    """Two players under the eyes."""

    def __init__(self, eyes: Eyes, private, finals, luck: random.Random) -> None:
        super().__init__(eyes.pilot, private, finals)
        self.eyes, self.luck = eyes, luck

    async def press(self, keys: str) -> None:
        """Press keys, now and then with something else between two of them."""
        for key in keys.split():
            if self.luck.random() < self.often and await self.disturbed():
                return
            await self.eyes.press(key)

    often = 0.25

    async def disturbed(self) -> bool:
        """Let something happen; tell whether it turned the page."""
        page = self.eyes.page
        before = page.step
        await leave(self.eyes, self.luck.choice(BETWEEN))
        for _ in range(3):
            if self.eyes.page is None and not isinstance(self.eyes.app.screen, EndingPage):
                await self.eyes.press("escape")
        return self.eyes.page is not page or page.step is not before


@pytest.mark.long
@pytest.mark.parametrize(
    ("crisis_of", "language", "size", "private", "finals"),
    [
        ("small", "en", "small", alone, differing),
        ("launch_day", "vi", "small", alone, sitting),
        ("launch_day", "en", "large", quiet, differing),
    ],
)
async def test_whatever_happens_in_a_whole_game_no_letter_is_painted_for_the_wrong_eyes(
    tmp_path, caplog, crisis_of, language, size, private, finals
):
    caplog.set_level(logging.DEBUG)
    loaded = small() if crisis_of == "small" else marked(crisis(LAUNCH_DAY))
    game = table_of_two(tmp_path, loaded=loaded, language=language, players={"ceo": "Tuấn", "cto": "Linh"})
    async with received(game, SIZES[size]) as eyes:
        hands = SeenHands(eyes, private, finals, random.Random(f"{crisis_of} {language}"))
        while not isinstance(eyes.app.screen, EndingPage):
            await hands.on()
            assert not told_by(" ".join((game.title, game.sub_title, game.clipboard)), eyes.session)
            assert not game._notifications
        assert min(eyes.views.count("ceo"), eyes.views.count("cto")) >= 8
        everything = "".join(eyes.terminal.received)
    assert set(re.findall(r"\x1b\]\d+", everything)) <= {POINTER}, "no title, no clipboard, no link is ever sent"
    assert not [record for record in caplog.records if record.name.split(".")[0] in ("game", "textual")]


# -- what one chose behind the lock -----------------------------------------------------------------------------------


async def played(game, size, keys: Callable[[PrivateStep], str]) -> tuple[list, str]:
    """Let the first of two answer in some way; keep every screen and every byte of all that comes until both have."""
    async with received(game, size) as eyes:
        await read_on(eyes)
        seen: list[object] = [eyes.waiting]
        await eyes.press("open")
        await eyes.press(keys(eyes.view).removesuffix(" enter"))
        start = len(eyes.terminal.received)
        await eyes.press("enter open")
        for key in [*quiet(eyes.view).removesuffix(" enter").split(), "up", "pagedown", "escape", "open"]:
            seen.append(eyes.terminal.cells())
            await eyes.press(key)
        sent = "".join(eyes.terminal.received[start:])
        for key in ("f2", "escape", "f2"):
            await eyes.press(key)
            seen.append(eyes.terminal.cells())
        return seen, sent


QUESTIONS = [("pledge", "standup", "small"), ("first", "afternoon", "large"), ("still", "", "small")]
"""Who answers first alternates: in the afternoon it is the CTO."""


@pytest.mark.long
@pytest.mark.parametrize(("kind", "scene", "size"), QUESTIONS)
async def test_what_the_first_one_chose_changes_not_a_byte_of_what_the_second_one_sees(
    tmp_path, monkeypatch, kind, scene, size
):
    monkeypatch.setattr(PairPlayPage, "_start_saving", lambda self: None)  # when it has saved is the disk's affair
    streams = [set(), set(), set()]
    for attempt in range(3):  # now and then two paintings fall into one; what tells would tell each time
        screens = []
        for number, keys in enumerate((alone, quiet, cautious)):
            home = tmp_path / f"{attempt}{number}"
            seen, sent = await played(until(table_of_two(home, loaded=small()), kind, scene), SIZES[size], keys)
            screens.append(seen)
            streams[number].add(sent)
        alike = all(seen == screens[0] for seen in screens)
        if alike and set.intersection(*streams):
            break
    assert screens[0][0] == ("cto" if scene == "afternoon" else "ceo")
    assert alike, "the page tells"
    assert set.intersection(*streams), "the bytes tell"


@pytest.mark.long
@pytest.mark.parametrize("chair", CHAIRS)
async def test_a_final_pick_is_seen_to_be_taken_and_sends_the_same_bytes_whichever_it_is(tmp_path, chair):
    sent = {}
    for keys in {"ceo": ("1", "3", "1 2 3 1"), "cto": ("8", "0", "8 9 0 8")}[chair]:
        async with received(at_the_lock(tmp_path / keys)) as eyes:
            hands = SeenHands(eyes, alone, differing, random.Random(0))
            hands.often = 0
            while eyes.page is None or not isinstance(eyes.page.step, PairFinalsStep):
                await hands.on()
            await eyes.wait(3)
            await settled(eyes.pilot)
            before, marked = len(eyes.terminal.received), painted(eyes.pilot.app).count("✓ taken")
            await eyes.press(keys)
            assert list(eyes.page.step.picks) == [chair]
            assert painted(eyes.pilot.app).count("✓ taken") == marked + 1
            sent[keys] = "".join(eyes.terminal.received[before:]), eyes.terminal.cells()
    assert len(set(map(repr, sent.values()))) == 1, "neither the bytes nor the page tell which"


@pytest.mark.long
async def test_while_nobody_presses_a_key_not_a_byte_is_sent(tmp_path):
    async with received(at_the_lock(tmp_path)) as eyes:
        hands = SeenHands(eyes, alone, differing, random.Random(0))
        hands.often = 0
        rested = set()
        while eyes.page is None or not isinstance(eyes.page.step, PairFinalsStep):
            await settled(eyes.pilot)
            rested.add(type(eyes.page.step))
            before = len(eyes.terminal.received)
            for _ in range(4):
                await eyes.wait(1)
            assert "".join(eyes.terminal.received[before:]) == "", type(eyes.page.step)
            await hands.on()
        assert rested >= {LockStep, PrivateStep, PairRevealStep}


@pytest.mark.long
@pytest.mark.parametrize("language", BOTH)
@pytest.mark.parametrize(("kind", "scene", "size"), QUESTIONS)
async def test_both_views_take_as_many_keys_and_the_same_lines_of_the_screen(tmp_path, kind, scene, size, language):
    """Whatever they hold, as long as they keep it: what is said is read aloud as both have answered."""
    shapes = []
    game = until(table_of_two(tmp_path, loaded=small(), language=language), kind, scene)
    async with received(game, SIZES[size]) as eyes:
        await read_on(eyes)
        for _ in range(2):
            await eyes.press("open")
            keys = quiet(eyes.view).split()
            shapes.append([len(keys)])
            for key in keys:
                shapes[-1] += shape(eyes)
                await eyes.press(key)
    assert shapes[0] == shapes[1]


def shape(eyes: Eyes) -> list[object]:
    """Where everything of a private view stands, and what its bottom line offers."""
    page = eyes.page
    lines = eyes.terminal.shown.splitlines()
    edge = [number for number, line in enumerate(lines) if line[2] == "▌"]
    digits = [(number, line.strip()[0]) for number, line in enumerate(lines) if re.match(r"  .{3}[1-5] {2}", line)]
    regions = [page.query_one(kind).region for kind in (PrivatePanel, Choices)]
    keys = lines[-1] if eyes.view is not None and eyes.view.now is not None else ""  # then facts may have digits
    return [edge, digits, regions, page.query_one("#note").region, keys]


# -- what lies beside the game -----------------------------------------------------------------------------------------


@pytest.mark.long
async def test_home_menu_and_saves_show_nothing_of_a_game_that_waits_behind_a_view(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("TANDEM_HOME", str(tmp_path))
    game = at_the_lock(tmp_path)
    async with received(game) as eyes:
        await read_on(eyes)
        await eyes.press("open 1 2 3 1 1 1 enter open 1 2")
        session = eyes.session
        await settled(eyes.pilot)
        await eyes.press("escape escape")
        assert "Pause" in eyes.terminal.shown or type(eyes.app.screen).__name__ == "PairMenuPage"
        await eyes.press("escape escape 7")
        assert type(eyes.app.screen).__name__ == "HomePage"
        await eyes.press("4 f4 escape f1 escape ctrl+p")
    name = game.game.path.stem
    capsys.readouterr()
    for command in (["list"], ["list", "--format", "json"], ["show", name], ["show", name, "--format", "json"]):
        main(["saves", *command])
    main(["debrief", name])
    main(["continue", "--plain"])
    out = "".join(capsys.readouterr())
    assert name in out
    assert not told_by(out, session)


def broken_with_secrets_at_hand(view: PrivateStep, number: int) -> None:
    at_hand = [line.body.plain for line in view.build_secret().lines]
    view.at = len(at_hand) * number / 0


@pytest.mark.long
@pytest.mark.parametrize("debug", ["", "1"])
async def test_what_breaks_while_a_view_is_open_prints_nothing_of_it(tmp_path, capfd, monkeypatch, debug):
    log = tmp_path / "tandem.log"
    monkeypatch.setattr("platformdirs.user_log_path", lambda *_args, **_more: tmp_path)
    monkeypatch.setenv("TANDEM_DEBUG", debug)
    seated = at_the_lock(tmp_path)
    game = QuietApp(seated.services, folder=seated.folder, game=seated.game)
    game.clock, game.settle = seated.clock, 0
    session, sent = seated.game.session, []

    async def break_it() -> None:
        async with received(game) as eyes:
            await read_on(eyes)
            await eyes.press("open 1")
            assert own(eyes, "ceo")
            monkeypatch.setattr(PrivateStep, "press_digit", broken_with_secrets_at_hand)
            sent.append(len(eyes.terminal.received))
            sent.append(eyes.terminal.received)
            await eyes.press("2")

    with pytest.raises(ZeroDivisionError) as broken:
        await break_it()
    assert not told_by("".join(sent[1][sent[0] :]), session)
    assert not game._exit_renderables
    assert errors.report_failure(broken.value) == 2
    told = "".join(capfd.readouterr()) + (log.read_text(encoding="utf-8") if log.exists() else "")
    assert "ZeroDivisionError" in told
    assert not told_by(told, session)
