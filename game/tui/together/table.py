"""The page of a game of two: a play page whose steps are those of two, with a lock before what is for one alone."""

from collections.abc import Iterable
from typing import ClassVar, Final, cast

from textual import on
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget

from game.locales import _
from game.playthrough.prompts import RefusedError
from game.playthrough.row import slots_of
from game.tui.actions import Action, bind
from game.tui.content import ink, join
from game.tui.screens.play import Play
from game.tui.steps.reader import Reader
from game.tui.steps.sheet import Step
from game.tui.together import course
from game.tui.together.alone import Alone
from game.tui.together.clock import MINUTE, Countdown, Idle, TalkTime
from game.tui.together.finals import Finals
from game.tui.together.lock import Lock
from game.tui.together.menu import MenuOfTwo
from game.tui.together.onlooker import Onlooker
from game.tui.together.reading import Brief, Prologue
from game.tui.together.reveal import Reveal
from game.tui.together.sheets import Sheets
from game.tui.widgets.company import FigureAsked
from game.tui.widgets.lockpage import LockPage

STEP_KEYS: Final = (
    "read_on", "unlock", "private_digit", "private_back", "private_on", "private_commit", "private_lock",
    "answer", "up", "down", "confirm", "count_down", "more_time", "at_once", "talk_again", "cards",
)  # fmt: skip
LOCKED: Final = (Alone, Finals)
"""Steps that Esc locks, or takes back."""
NOT_IN: Final[dict[str, tuple[type[Step], ...]]] = {
    "menu": LOCKED,
    "seats": LOCKED,
    "company": (Alone, Lock, Finals),
}
"""What has to wait until nothing is open that is for one alone."""
FRESH: Final = 3.2
"""How many times as long as other pages a lock that has just come takes no key: a double tap must not open it."""
TICK: Final = 0.2
"""Seconds between two looks at the clock."""


class Together(Play, inherit_bindings=False):
    """A game of two on the screen."""

    CSS_PATH = "../screens/play.tcss"
    STEP_KEYS: ClassVar[tuple[str, ...]] = STEP_KEYS
    BINDINGS: ClassVar[list[BindingType]] = bind(*STEP_KEYS, "scroll_up", "scroll_down", "company", "seats", "menu")

    def _seat(self) -> Reader:
        self.locked = LockPage(id="lock")
        self.talk: TalkTime | None = None
        self.idle, self._last = Idle(0.0), 0.0
        self._warned = False
        return Onlooker(self.session)

    def _sheets(self) -> Sheets:
        return Sheets()

    def _beginning(self) -> list[Step]:
        return course.beginning(self.onlooker)

    def _pages(self) -> list[Step]:
        return course.pages(self.onlooker)

    @property
    def onlooker(self) -> Onlooker:
        """Who reads what both read."""
        return cast("Onlooker", self.reader)

    @property
    def sheets(self) -> Sheets:
        """The paper."""
        return cast("Sheets", self.paper)

    # -- the page ------------------------------------------------------------------------------------------

    def body(self) -> Iterable[Widget]:
        """Yield what both read, and the lock in its place."""
        yield self.header
        with Horizontal(id="table"):
            yield self.paper
            yield self.standing
        yield self.locked
        yield self.folded

    def on_mount(self) -> None:
        """Look at the clock from now on; lock where the program is put to sleep."""
        self._time_talk(self.step)
        self.set_interval(TICK, self.tick)
        self.app.app_suspend_signal.subscribe(self, lambda _app: self.cover())

    def _show_company(self) -> None:
        table = self.session.table
        if self.step.hindsight is not None:
            table = self.step.hindsight.shown(table)
        cues = tuple(join(ink("◌ ", "$quiet"), self.reader.tell(path, "$ink")) for path in table.cues)
        promises = tuple(self.reader.tell(path, "$ink") for path in table.promises)
        said = tuple(
            join(ink(f"{self.reader.name(chair)}  ", f"${chair}"), ink(self.session.text(f"{path}.label"), "$ink"))
            for chair, path in table.said
        )
        self.standing.show_table(table, said, cues, promises)
        self.folded.show_table(table)

    def _show(self) -> None:
        step = self.step
        alone, locked = isinstance(step, Alone), isinstance(step, Lock)
        accent = f"${step.reader.chair}" if isinstance(step, Alone) else "$ceo"
        self.sheets.keep(step.secret() if isinstance(step, Alone) else None, accent)
        self.paper.show(step.sheet(), accent, self._turn())
        self.locked.show(step.blocks() if isinstance(step, Lock) else [])
        self.query_one("#table").display = not locked
        self.locked.display = locked
        self.folded.set_class(alone or locked, "-away")

    def _who(self) -> Content:
        """Return what the clock has to say, or who plays."""
        told = self._time()
        return ink(told or self.onlooker.both(), "$ink" if told else "$quiet")

    def _time(self) -> str:
        """Return what the clock has to say."""
        now = self.tandem.clock()
        if isinstance(self.step, Alone) and self.idle.warns(now):
            return _("closes in {n}", n=self.idle.left(now))
        return self.talk.told(now) if self.talk is not None and isinstance(self.step, Reveal) else ""

    def _room(self) -> tuple[int, int]:
        """Return the cells that the paper has; the folded company gives way to what is behind the lock."""
        width, height = super()._room()
        return width, height + 2 if isinstance(self.step, Alone) and width == self.size.width - 4 else height

    # -- the lock ------------------------------------------------------------------------------------------

    def unlock(self) -> None:
        """Open the view that waits; the one place where anything private comes to the screen."""
        prompt = self.session.prompt
        if prompt is None or prompt.setting != "private":
            return
        private, slots = self.session.unlock(), slots_of(self.session, prompt)
        reader = Reader(self.session, prompt.chair)
        self._turn_to(Alone(reader, private, slots))

    def cover(self) -> bool:
        """Lock what is open; tell whether anything was. What was not committed is gone."""
        if isinstance(self.step, Finals):
            self._turn_to(Reveal(self.onlooker, self.step.prompt))
            return False
        if not isinstance(self.step, Alone):
            return False
        self._turn_to(course.asked(self.onlooker, closed=True))
        return True

    def action_lock(self) -> None:
        """Esc: back to the lock, or from the countdown to the talk."""
        self.cover()

    def on_screen_suspend(self) -> None:
        """Another page lies over this one."""
        self.cover()

    def on_resize(self) -> None:
        """Another size may show more to who stands beside: lock."""
        if self.is_mounted:
            self.cover()

    def on_key(self) -> None:
        """Any key is a sign of life."""
        self._touch()

    def on_click(self) -> None:
        """So is the mouse."""
        self._touch()

    def refill(self) -> None:
        """Another language is a key, too."""
        self._touch()
        super().refill()

    def _touch(self) -> None:
        self._last, self.idle.since = self.idle.since, self.tandem.clock()

    # -- the clock -----------------------------------------------------------------------------------------

    def tick(self) -> None:
        """Look at the clock: close what nobody touches, count down, tell how long the talk has been."""
        now, step = self.tandem.clock(), self.step
        if isinstance(step, Alone):
            if not self.idle.left(now):
                self.cover()
                return
            if self.idle.warns(now) or self._warned:
                self._show_top()
            self._warned = self.idle.warns(now)
        elif isinstance(step, Finals):
            if step.tick(now):
                self._show()
        elif isinstance(step, Reveal) and self.talk is not None:
            self._show_top()

    # -- keys ----------------------------------------------------------------------------------------------

    def shows(self, action: Action) -> bool:
        """At the lock the bottom line tells of the pause and of the seats: who waits there may want either."""
        return super().shows(action) or (isinstance(self.step, Lock) and action.id in ("menu", "seats"))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Esc is the menu only where nothing has to be locked; the company is looked at together."""
        if isinstance(self.step, NOT_IN.get(action, ())) or (action == "lock" and not isinstance(self.step, LOCKED)):
            return False
        if action == "scroll_page" and isinstance(self.step, Alone):
            return super().check_action("digit", ())  # always: its absence would tell how much there is to read
        return super().check_action(action, parameters)

    def action_space(self) -> None:
        """Go on, open, or start the countdown: whatever waits for both."""
        if self._too_soon():
            return
        if isinstance(self.step, Lock):
            self.unlock()
        elif isinstance(self.step, Reveal):
            self._turn_to(Finals(self.onlooker, self.step.prompt, Countdown(self.tandem.clock())))
        else:
            self.action_enter()

    def _too_soon(self) -> bool:
        """Whether this may be the same press as the key before: a held key must not run through a lock."""
        now, settle = self.tandem.clock(), self.tandem.settle
        fresh = isinstance(self.step, Lock) and now - self._turned < settle * FRESH
        return fresh or now - self._last < settle

    def action_digit(self, digit: str) -> None:
        """A digit; of two that pick at once, nothing is painted before both are in."""
        if not isinstance(self.step, Finals):
            super().action_digit(digit)
            return
        self.step.digit(int(digit))
        picks = self.step.settled
        if picks is not None:
            self.session.settle(picks)
            self._go_on()

    def action_more_time(self) -> None:
        """One more minute."""
        if self.talk is not None:
            self.talk.longer(self.tandem.clock())
            self._show_top()

    def action_menu(self) -> None:
        """Pause."""
        self.open(MenuOfTwo(scene=course.brief(self.onlooker) is not None), self._from_menu)

    def _from_menu(self, chosen: str | None) -> None:
        if chosen != "scene":
            super()._from_menu(chosen)
        elif brief := course.brief(self.onlooker):
            self._coming.insert(0, self.step)
            self._turn_to(brief)

    def action_cards(self) -> None:
        """Write the cards of both chairs, and tell where they lie; nothing of them is shown."""
        from game.tui.together.cards import written

        if isinstance(self.step, Prologue):
            self.step.cards = written(self.table, self.tandem.desk.place)
            self._show()
            self._fit()

    def action_company(self) -> None:
        """Open the company, as both may see it."""
        from game.tui.together.company import Company

        self.open(Company(self.onlooker))

    @on(FigureAsked)
    def click_figure(self, event: FigureAsked) -> None:
        """A click on a figure opens the company."""
        event.stop()
        if self.check_action("company", ()):
            self.action_company()

    # -- answering -----------------------------------------------------------------------------------------

    def _commit(self) -> None:
        step = self.step
        if not isinstance(step, Alone):
            super()._commit()
            return
        try:
            if step.private.says:
                self.session.commit(step.picked(), step.said())
            else:
                answer = step.answer(step.prompt)
                assert answer is not None
                self.session.answer(step.prompt.token, answer)
        except RefusedError:
            self.cover()
            return
        self._go_on()

    def _turn_to(self, step: Step) -> None:
        now = self.tandem.clock()
        self._time_talk(step, again=self.talk is not None and isinstance(self.step, (Finals, Brief)))
        self.idle.since = now
        super()._turn_to(step)

    def _time_talk(self, step: Step, *, again: bool = False) -> None:
        """Begin to count the minutes of a talk, where a talk begins; `again` goes on with the one of before."""
        if isinstance(step, Reveal):
            step.timed = bool(self.tandem.settings.talk)
            if not again:
                self.talk = TalkTime(self.tandem.clock(), self.tandem.settings.talk * MINUTE)
