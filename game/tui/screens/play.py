"""The play page: one page from the first scene to the last, updated in place as a step follows a step.

The page owns keys, layout and saving; what it shows and what a key means is the step's (`game.tui.steps`).
"""

from collections.abc import Callable, Iterable
from time import monotonic
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from textual import on, work
from textual.binding import ActiveBinding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from game.locales import _, language, words
from game.playthrough.journal import NotSavedError
from game.playthrough.prompts import RefusedError
from game.tui.actions import ACTIONS, bind, spoken
from game.tui.content import NOTHING, ink, join
from game.tui.desk import CannotError
from game.tui.screens.page import Page
from game.tui.steps.course import pages
from game.tui.steps.over import Over
from game.tui.steps.reader import Reader
from game.tui.steps.sheet import Sheet, Step
from game.tui.widgets.ask import Ask
from game.tui.widgets.choices import Choices
from game.tui.widgets.company import FigureAsked, Folded, Standing
from game.tui.widgets.facts import Facts
from game.tui.widgets.header import Header
from game.tui.widgets.lines import Lines
from game.tui.widgets.picks import Picks
from game.tui.widgets.story import Paragraph, Story

if TYPE_CHECKING:
    from game.playthrough.library import Game

_STEP_KEYS = (
    "lean", "answer", "change", "guess_pick", "say", "guess", "commit", "keep", "confirm", "go_on", "up", "down",
)  # fmt: skip
_STEP_METHODS = frozenset(ACTIONS[name].does for name in _STEP_KEYS)


def sit_down(page: Page[Any], table: Callable[[], "Game"]) -> None:
    """Sit down at a table from a page; what prevents it is told on the bottom line."""
    if not page.is_current:
        return
    try:
        page.app.push_screen(seated(table()))
    except CannotError as refused:
        page.tandem.tell(str(refused))


def seated(table: "Game") -> Page[None]:
    """Return the page of a game: where play is over, its ending."""
    if table.session.prompt is not None:
        return Play(table)
    from game.tui.screens.ending import Ending

    return Ending(table)


class Play(Page[None], inherit_bindings=False):
    """A game on the screen."""

    CSS_PATH = "play.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bind(*_STEP_KEYS, "scroll_up", "scroll_down", "company", "menu")

    class Kept(Message):
        """A save has ended; `answers` are on disk, `problem` says why where they are not."""

        def __init__(self, answers: int, problem: str = "") -> None:
            super().__init__()
            self.answers, self.problem = answers, problem

    def __init__(self, table: "Game") -> None:
        super().__init__()
        self.table = table
        self.session = table.session
        self.reader = Reader(self.session)
        self.saved: Literal["", "saving", "saved", "failed"] = "saved" if self.session.records else ""
        self._explained = bool(self.session.records)
        self._saving = False
        self._long = False
        self._turned = 0.0
        self._coming: list[Step] = pages(self.reader, self._explain())
        self.step = self._coming.pop(0)

    # -- the page ------------------------------------------------------------------------------------------

    def body(self) -> Iterable[Widget]:
        """Yield everything that any step shows; what a step leaves empty is hidden."""
        yield Header()
        with Horizontal(id="table"):
            with Vertical(id="page"):
                with VerticalScroll(id="story", can_focus=False):
                    yield Story(id="paragraphs")
                    yield Picks()
                    yield Story(id="told")
                yield Facts()
                yield Ask()
                yield Choices()
                yield Story(id="note")
            yield Standing()
        yield Folded()

    def fill(self) -> None:
        """Show the step in the language of the moment."""
        self.session.language = language()
        sheet = self.step.sheet()
        self._show_top()
        self._show_company()
        self._show(sheet)
        self._fit()

    def state(self) -> Content:
        """Whether the last decision is saved."""
        return {
            "": NOTHING,
            "saving": ink(_("saving…"), "$quiet"),
            "saved": ink(_("saved ✓"), "$gained"),
            "failed": ink(_("not saved ✕"), "$lost"),
        }[self.saved]

    def help(self) -> tuple[str, ...]:
        """Return the help of the step."""
        return self.step.help

    def label(self, action: str) -> str:
        """Return how keys are written, as the step counts its rows."""
        return self.step.label(action) or super().label(action)

    def _show_top(self) -> None:
        scene = self.reader.scene
        opened = self.reader.opened()
        at = self.session.text(f"{scene.path}.at") if scene is not None and scene.timed else ""
        count = opened.count if opened else 1
        where = _("scene {n} of {all}", n=count, all=max(count, self.reader.scenes_in_all()))
        detail = ink("   " + (f"{at} · " if at else "") + where, "$quiet")
        chair = self.reader.chair
        you = _("You are {name}, {chair}", name=self.reader.name(chair), chair=words.chair(chair))
        view = self.session.view(chair)
        tokens = "◆" * view.tokens + "◇" * max(0, view.tokens_most - view.tokens)
        right = join(ink(you, f"${chair}"), ink("   " + _("sit") + f" {tokens}", "$ceo"))
        self.query_one(Header).show(self.reader.tell("title", "bold $ink"), right, detail)

    def _show_company(self) -> None:
        view, other = self.session.view(self.reader.chair), self.reader.name(self.reader.other)
        cues = tuple(join(ink("◌ ", "$quiet"), self.reader.tell(path, "$ink")) for path in view.cues)
        promises = tuple(self.reader.tell(path, "$ink") for path in view.promises)
        self.query_one(Standing).show(view, other, cues, promises)
        self.query_one(Folded).show(view, other)

    def _show(self, sheet: Sheet) -> None:
        accent = f"${self.reader.chair}"
        self.query_one("#paragraphs", Story).show(sheet.story)
        self.query_one(Picks).show(sheet.cards)
        self.query_one("#told", Story).show(sheet.told)
        self.query_one(Ask).show(sheet.ask, sheet.aside)
        self.query_one("#note", Story).show([Paragraph(sheet.note)] if sheet.note else [])
        self.query_one(Choices).show(sheet.rows, sheet.caret, self._turn(), accent)
        held = sheet.held
        if held is not None:
            facts = self.query_one(Facts)
            facts.show(held, accent, self._turn())
        self._hide(sheet)

    def _hide(self, sheet: Sheet) -> None:
        self.query_one("#paragraphs").display = bool(sheet.story)
        self.query_one(Picks).display = bool(sheet.cards)
        self.query_one("#told").display = bool(sheet.told)
        self.query_one("#story").display = bool(sheet.story or sheet.cards or sheet.told)
        self.query_one(Facts).display = sheet.held is not None
        self.query_one(Ask).display = bool(sheet.ask)
        self.query_one(Choices).display = bool(sheet.rows)
        self.query_one("#note").display = bool(sheet.note)

    def _turn(self) -> str:
        """Name the turn that the page shows: a click that was meant for another one is refused."""
        return f"{len(self.session.records)}.{len(self._coming)}"

    # -- layout --------------------------------------------------------------------------------------------

    def on_resize(self) -> None:
        """Share the height anew."""
        if self.is_mounted:
            self._fit()

    def _fit(self) -> None:
        """Fold what may be folded, then let the story have what is left: nothing scrolls but the story."""
        width, height = self._room()
        choices, facts = self.query_one(Choices), self.query_one(Facts)
        story, told = self.query_one("#story", VerticalScroll), self.query_one("#told", Story)
        inside = [child for child in story.children if child.display and isinstance(child, Lines)]
        for folded, tight in ((False, False), (True, False), (True, True)):
            choices.fold(folded)
            facts.fold(folded)
            told.fold(tight)
            wanted = sum(len(child.at_width(width)) for child in inside) + max(0, len(inside) - 1)
            left = height - self._below(width, tight)
            if wanted <= left:
                break
        self.query_one("#page").set_class(tight, "-tight")
        self._long = story.display and wanted > max(3, left)
        story.styles.height = min(wanted, max(3, left)) if story.display else 0
        self.refresh_bindings()

    def _room(self) -> tuple[int, int]:
        """Return the cells that the page has for its lines."""
        wide = self.size.width >= 110
        width = self.size.width - (50 if wide else 0) - 4
        return max(1, width), self.size.height - (2 if wide else 4)

    def _below(self, width: int, tight: bool) -> int:
        """Return the lines under the story: each block and the empty line before it."""
        blocks = [child for child in self.query_one("#page").children if isinstance(child, Lines) and child.display]
        return sum(len(block.at_width(width)) + 1 for block in blocks) + (0 if tight else 1)

    # -- keys ----------------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only the keys of the step work."""
        if not super().check_action(action, parameters):
            return False
        if action == "scroll_page":
            return self._long
        return action not in _STEP_METHODS or any(ACTIONS[name].does == action for name in self.step.keys)

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The keys that work now; those that steps share carry the words of this step."""
        found = {key: active for key, active in super().active_bindings.items() if active.binding.id not in _STEP_KEYS}
        if self.check_action("enter", ()):
            mine = (binding for name in self.step.keys for binding in ACTIONS[name].bindings())
            found |= spoken({binding.key: ActiveBinding(self, binding, enabled=True) for binding in mine})
        return found

    def action_up(self) -> None:
        """Up."""
        self._do(lambda: self.step.move(-1))

    def action_down(self) -> None:
        """Down."""
        self._do(lambda: self.step.move(1))

    def action_digit(self, digit: str) -> None:
        """A digit."""
        self._do(lambda: self.step.digit(int(digit)))

    def action_say_or_keep(self) -> None:
        """Space."""
        self._do(self.step.toggle)

    def action_guess(self) -> None:
        """A guess."""
        self._do(self.step.guess)

    def action_enter(self) -> None:
        """Enter: open the marked figure, commit, or turn the page."""
        if monotonic() - self._turned < self.tandem.settle:
            return
        if self.step.figure():
            self._causes(self.step.figure())
        elif self.step.missing():
            self.tandem.tell(self.step.missing())
        elif self._coming:
            self._turn_to(self._coming.pop(0))
        elif self.session.prompt is None:
            self.finished()
        else:
            self._commit()

    def action_scroll_page(self, by: int) -> None:
        """Scroll the story."""
        story = self.query_one("#story", VerticalScroll)
        story.scroll_relative(y=by * max(1, story.size.height - 1), animate=False)

    def action_company(self) -> None:
        """Open the company."""
        from game.tui.screens.ledger import Ledger

        self.open(Ledger(self.reader))

    def action_menu(self) -> None:
        """Pause."""
        from game.tui.screens.menu import Menu

        self.open(Menu(), self._from_menu)  # type: ignore[arg-type]

    def finished(self) -> None:
        """Leave the table when play is over."""
        self.table.close()
        self.tandem.go_home()

    def _do(self, change: Callable[[], None]) -> None:
        change()
        self.fill()

    @on(Choices.Clicked)
    def click_row(self, event: Choices.Clicked) -> None:
        """A click is the row's digit; on a figure it opens the causes."""
        if event.turn == self._turn():
            self._do(lambda: self.step.point(event.index))
            if self.step.figure():
                self._causes(self.step.figure())

    @on(Facts.Clicked)
    def click_fact(self, event: Facts.Clicked) -> None:
        """A click on a fact toggles it."""
        if event.turn == self._turn():
            self._do(lambda: self.step.toggle(event.index))

    @on(FigureAsked)
    def click_figure(self, event: FigureAsked) -> None:
        """A click on a figure opens its causes; on the folded lines, the company."""
        self._causes(event.stock) if event.stock else self.action_company()

    def _causes(self, stock: str) -> None:
        from game.tui.screens.causes import Causes

        self.open(Causes(self.reader, stock))

    def _from_menu(self, chosen: str | None) -> None:
        match chosen:
            case "company":
                self.action_company()
            case "settings":
                from game.tui.screens.preferences import Preferences

                self.open(Preferences())
            case "help":
                self.tandem.action_help()
            case "home":
                self.finished()
            case "quit":
                self.app.exit()

    # -- answering and saving ------------------------------------------------------------------------------

    def _commit(self) -> None:
        """Answer everything that this step answers, then show what came of it."""
        step = self.step
        prompt = self.session.prompt
        while prompt is not None and (answer := step.answer(prompt)) is not None:
            try:
                self.session.answer(prompt.token, answer)
            except RefusedError as refused:
                self.tandem.tell(str(refused))
                break
            prompt = self.session.prompt
        self._explained = True
        self._coming = pages(self.reader, self._explain())
        self._turn_to(self._coming.pop(0))
        self._save()

    def _turn_to(self, step: Step) -> None:
        if isinstance(step, Over):
            self.app.switch_screen(seated(self.table))
            return
        self.step = step
        self._turned = monotonic()
        self.query_one("#story", VerticalScroll).scroll_home(animate=False)
        self.fill()

    def _explain(self) -> bool:
        return self.session.setup.difficulty == "learner" and not self._explained

    def _save(self) -> None:
        if not self._saving:
            self._saving = True
            self.saved = "saving"
            self.show_keys()
            self._keep(len(self.session.records))

    @work(thread=True, exit_on_error=False)
    def _keep(self, answers: int) -> None:
        """Write what was answered, off the loop that paints."""
        try:
            self.table.save()
            self.post_message(self.Kept(answers))
        except NotSavedError as problem:
            self.post_message(self.Kept(answers, str(problem)))

    @on(Kept)
    def kept(self, event: Kept) -> None:
        """Say whether it is saved; what was answered meanwhile is saved next."""
        self._saving = False
        self.saved = "failed" if event.problem else "saved"
        if event.problem:
            self.tandem.tell(_("Not saved: {why}", why=event.problem))
        elif event.answers < len(self.session.records):
            self._save()
        self.show_keys()
