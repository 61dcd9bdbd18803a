"""Two people for the tests: time that passes when a test says so, and hands that press what the page asks for."""

from collections import Counter
from collections.abc import Callable

from game.tui.play.pair import PairPlayPage
from game.tui.play.pair_steps import PairFinalsStep, PairRevealStep
from game.tui.play.private_steps import LockStep, PrivateStep
from game.tui.play.question_steps import AnswerStep
from tests.tui.stage import press


def at_table(pilot) -> PairPlayPage:
    """The page of the two."""
    assert isinstance(pilot.app.screen, PairPlayPage)
    return pilot.app.screen


async def wait(pilot, seconds: float) -> None:
    """Let time pass, and the page look at it."""
    pilot.app.clock.now += seconds
    at_table(pilot).poll_clock()
    await pilot.pause()


def alone(step: PrivateStep) -> str:
    """The keys of a private view: the first pick, sure, the second as the guess, every fact said; then Enter."""
    digits = {"pick": 1, "sure": 2, "guess": 2}
    says = range(1, step.form.slots + 1)
    return " ".join([*(str(digits[asked.kind]) for asked in step.asked), *map(str, says), "enter"])


def quiet(step: PrivateStep) -> str:
    """The keys of a private view in which everything is kept."""
    digits = {"pick": 2, "sure": 1, "guess": 0}
    return " ".join([*(str(digits[asked.kind]) for asked in step.asked), "enter"])


def agreeing(step: PairFinalsStep) -> str:
    """Both press the key of the first option."""
    return " ".join(row[0] for row in step.keys_by_chair.values())


def differing(step: PairFinalsStep) -> str:
    """The CEO presses the key of the first option, the CTO that of the second."""
    return " ".join(row[number] for number, row in enumerate(step.keys_by_chair.values()))


def sitting(step: PairFinalsStep) -> str:
    """The CEO asks to sit down and means it, the CTO presses the first option's key."""
    rows = list(step.keys_by_chair.values())
    return " ".join([*(row[-1 if number == 0 else 0] for number, row in enumerate(rows)), rows[0][-1]])


class Hands:
    """What two players press, counted by the kind of page."""

    def __init__(
        self, pilot, private: Callable[[PrivateStep], str] = alone, finals: Callable[[PairFinalsStep], str] = agreeing
    ) -> None:
        self.pilot, self.private, self.finals = pilot, private, finals
        self.pressed: Counter[str] = Counter()
        self.scenes: list[list[str]] = [[]]
        """The kinds of pages of each scene, one for each key that was pressed there."""
        self.locks: list[tuple[str, str, int]] = []
        """Each private view: the kind of its question, its chair, and its keys but those that say a fact."""

    async def press(self, keys: str) -> None:
        """Press keys, and count them for the page they were pressed on."""
        step = at_table(self.pilot).step
        name = type(step).__name__
        name = f"{name} {step.prompt.kind}" if isinstance(step, AnswerStep) else name
        if name == "SceneBriefStep":
            self.scenes.append([])
        self.pressed[name] += len(keys.split())
        self.scenes[-1] += [name] * len(keys.split())
        await press(self.pilot, keys)

    async def on(self) -> None:
        """Do what the page asks for."""
        step = at_table(self.pilot).step
        match step:
            case LockStep():
                await self.press("open")
            case PrivateStep():
                keys = self.private(step)
                self.locks.append((step.prompt.kind, step.reader.chair, min(len(keys.split()), len(step.asked) + 1)))
                await self.press(keys)
            case PairRevealStep():
                await self.press("space" if step.understood else "1 space")
            case PairFinalsStep():
                await wait(self.pilot, 3)
                await self.press(self.finals(step))
            case AnswerStep():
                await self.press("1 enter")
            case _:
                await self.press("space")

    async def until(self, *kinds: type, most: int = 400) -> None:
        """Go on until a page of one of these kinds is there, at least one page further."""
        for _ in range(most):
            await self.on()
            if not isinstance(self.pilot.app.screen, PairPlayPage) or isinstance(at_table(self.pilot).step, kinds):
                return
        raise AssertionError(f"never came to {kinds}")

    async def first(self, kind: type, *, joint: bool = False, asked: str = "") -> None:
        """Go on until the first page of a kind; `joint`: in a scene that both decide; `asked`: a kind of prompt."""
        for _ in range(400):
            step = at_table(self.pilot).step
            prompt = getattr(step, "prompt", None)
            there = isinstance(step, kind) and (not asked or step.prompt.kind == asked)
            if there and (not joint or (prompt is not None and prompt.joint)):
                return
            await self.on()
        raise AssertionError(f"never came to {kind}")
