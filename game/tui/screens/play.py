"""The play page: one page from the first scene to the last, updated in place as a step follows a step.

The page owns keys and layout; what it shows and what a key means is the step's (`game.tui.steps`).
"""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, ClassVar, Final

from textual import on
from textual.binding import ActiveBinding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget

from game.locales import _, language, words
from game.playthrough.prompts import RefusedError
from game.tui.actions import ACTIONS, bind
from game.tui.content import ink, join
from game.tui.screens.table import Table, seated
from game.tui.steps.course import pages
from game.tui.steps.leftalone import left_alone
from game.tui.steps.opposite import opposite
from game.tui.steps.over import Over
from game.tui.steps.reader import Reader
from game.tui.steps.sheet import Step
from game.tui.widgets.choices import Choices
from game.tui.widgets.company import FigureAsked, Folded, Standing
from game.tui.widgets.facts import Facts
from game.tui.widgets.header import Header
from game.tui.widgets.keysline import KeysLine
from game.tui.widgets.paper import Paper

if TYPE_CHECKING:
    from game.engine.scenario import Scene

if TYPE_CHECKING:
    from game.playthrough.library import Game

_STEP_KEYS = (
    "lean", "answer", "change", "guess_pick", "say", "guess", "commit", "keep", "confirm", "go_on", "up", "down",
)  # fmt: skip
WIDE: Final = 110
"""Columns from which the company stands beside the story."""


class Play(Table, inherit_bindings=False):
    """A game on the screen."""

    CSS_PATH = "play.tcss"
    STEP_KEYS: ClassVar[tuple[str, ...]] = _STEP_KEYS
    """Actions that work only in the steps that name them."""
    BINDINGS: ClassVar[list[BindingType]] = bind(*_STEP_KEYS, "scroll_up", "scroll_down", "company", "seats", "menu")

    def __init__(self, table: "Game") -> None:
        super().__init__(table)
        self.reader = self._seat()
        self._explained = bool(self.session.records)
        self._turned = 0.0
        self.header, self.paper, self.standing, self.folded = Header(), self._sheets(), Standing(), Folded()
        self._coming = self._beginning()
        self.step = self._coming.pop(0)

    def _seat(self) -> Reader:
        """Return who reads this page."""
        return Reader(self.session)

    def _sheets(self) -> Paper:
        """Return what shows a sheet."""
        return Paper()

    def _beginning(self) -> list[Step]:
        """Return the pages as one sits down, or goes on with a save."""
        return [*left_alone(self.reader), *opposite(self.reader), *self._pages()]

    def _pages(self) -> list[Step]:
        """Return the pages up to the question of now."""
        return pages(self.reader, self._explain())

    # -- the page ------------------------------------------------------------------------------------------

    def body(self) -> Iterable[Widget]:
        """Yield everything that any step shows; what a step leaves empty is hidden."""
        yield self.header
        with Horizontal(id="table"):
            yield self.paper
            yield self.standing
        yield self.folded

    def fill(self) -> None:
        """Show the step in the language of the moment."""
        self.session.language = language()
        self._show_top()
        self._show_company()
        self._show()
        self._fit()

    def help(self) -> tuple[str, ...]:
        """Return the help of the step."""
        return self.step.help

    def glossary(self) -> tuple[tuple[Content, Content], ...]:
        """Return the words that the crisis explains."""
        tell = self.reader.tell
        paths = [f"glossary.{number}" for number in range(len(self.session.scenario.terms))]
        return tuple((tell(f"{path}.term", "bold $ink"), tell(f"{path}.text", "$ink")) for path in paths)

    def people(self) -> tuple[tuple[Content, Content], ...]:
        """Return the cast, each with what they do in the crisis."""
        tell, cast = self.reader.tell, self.session.scenario.cast
        named = (
            (tell(f"{person.path}.name", "bold $ink"), tell(f"{person.path}.role", "$ink")) for person in cast.values()
        )
        return tuple((name, role) for name, role in named if role)

    def label(self, action: str) -> str:
        """Return how keys are written, as the step counts its rows."""
        return self.step.label(action) or super().label(action)

    def _show_top(self) -> None:
        scene, count = self._place()
        at = self.session.text(f"{scene.path}.at") if scene is not None and scene.timed else ""
        where = _("scene {n} of {all}", n=count, all=max(count, self.reader.scenes_in_all()))
        detail = ink("   " + (f"{at} · " if at else "") + where, "$quiet")
        self.header.show(self.reader.tell("title", "bold $ink"), join(self._who(), self._tokens()), detail)

    def _place(self) -> "tuple[Scene | None, int]":
        """Return the scene that the page belongs to, and which it is."""
        then, opened = self.step.hindsight, self.reader.opened()
        if then is not None:
            return self.session.scenario.scenes[then.scene], then.count
        return self.reader.scene, opened.count if opened else 1

    def _who(self) -> Content:
        """Return whose page this is."""
        chair = self.reader.chair
        return ink(_("You are {name}, {chair}", name=self.reader.name(chair), chair=words.chair(chair)), f"${chair}")

    def _tokens(self) -> Content:
        """Return how often one may still sit down."""
        table = self.session.table
        left = "◆" * table.tokens + "◇" * max(0, table.tokens_most - table.tokens)
        return ink("   " + _("sit") + f" {left}", "$ceo")

    def _show_company(self) -> None:
        view, other = self.session.view(self.reader.chair), self.reader.name(self.reader.other)
        if self.step.hindsight is not None:
            view = self.step.hindsight.shown(view)
        cues = tuple(join(ink("◌ ", "$quiet"), self.reader.tell(path, "$ink")) for path in view.cues)
        promises = tuple(self.reader.tell(path, "$ink") for path in view.promises)
        self.standing.show(view, other, cues, promises)
        self.folded.show(view, other)

    def _show(self) -> None:
        self.paper.show(self.step.sheet(), f"${self.reader.chair}", self._turn())

    def _turn(self) -> str:
        """Name the turn that the page shows: a click that was meant for another one is refused."""
        return f"{len(self.session.records)}.{len(self._coming)}"

    # -- layout --------------------------------------------------------------------------------------------

    def on_resize(self) -> None:
        """Share the height anew."""
        if self.is_mounted:
            self._fit()

    def _fit(self) -> None:
        self.paper.fit(*self._room())
        self.refresh_bindings()

    def _room(self) -> tuple[int, int]:
        """Return the cells that the paper has for its lines."""
        wide = self.size.width >= WIDE
        width = self.size.width - (Standing.WIDTH if wide else 0) - 4
        return max(1, width), self.size.height - (2 if wide else 4)

    # -- keys ----------------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only the keys of the step work."""
        if not super().check_action(action, parameters):
            return False
        if action == "scroll_page":
            return self.paper.long
        if action == "seats":
            return self.table.path is not None  # a preview has no seats to give away
        methods = {ACTIONS[name].does for name in self.STEP_KEYS}
        return action not in methods or any(ACTIONS[name].does == action for name in self.step.keys)

    def keys(self) -> dict[str, ActiveBinding]:
        """The keys that work now; those that steps share carry the words of this step."""
        found = {key: active for key, active in super().keys().items() if active.binding.id not in self.STEP_KEYS}
        if super().check_action("enter", ()):
            mine = (binding for name in self.step.keys for binding in ACTIONS[name].bindings())
            found |= {binding.key: ActiveBinding(self, binding, enabled=True) for binding in mine}
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
        if self.tandem.clock() - self._turned < self.tandem.settle:
            return
        if self.step.figure():
            self._causes(self.step.figure())
        elif self.step.reads and self.paper.unread:
            self.paper.turn_page(1)
        elif self.step.missing():
            self.tandem.tell(self.step.missing())
        elif self.step.looks_back():
            self._look_back(self.step.looks_back())
        elif self._coming:
            self._turn_to(self._coming.pop(0))
        elif self.session.prompt is None:
            self.finished()
        else:
            self._commit()

    def action_scroll_page(self, by: int) -> None:
        """Scroll the story."""
        self.paper.turn_page(by)

    def _look_back(self, fact: str) -> None:
        """Open the moment at which a fact was kept; afterwards one goes on."""
        from game.tui.lookback.otherwise import Otherwise
        from game.tui.screens.debrief import Debrief

        self.open(Debrief(self.table, (Otherwise,), fact), lambda _none: self._do(lambda: self.step.move(1)))

    def _do(self, change: Callable[[], None]) -> None:
        width = self._room()[0]
        before = (self.paper.shape(width), self.step.keys)
        change()
        self._show()
        if (self.paper.shape(width), self.step.keys) != before:
            self._fit()

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

    # -- answering ------------------------------------------------------------------------------

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
        self._go_on()

    def _go_on(self) -> None:
        """Show what came of an answer, and save it."""
        self._explained = True
        self._coming = self._pages()
        self._turn_to(self._coming.pop(0))
        self._save()

    def _turn_to(self, step: Step) -> None:
        if isinstance(step, Over):
            self.app.switch_screen(seated(self.table))
            return
        self.step = step
        self._turned = self.tandem.clock()
        self.query_one(KeysLine).hush()
        self.paper.story.scroll_home(animate=False)
        self.fill()

    def _explain(self) -> bool:
        return self.session.setup.difficulty == "learner" and not self._explained
