"""The page of play under the author's hands: nothing is saved, and after every edit it comes back to where it was."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widget import Widget

from game.engine.stocks import other
from game.locales import N_, _
from game.playthrough.library import Game
from game.tui.actions import bind
from game.tui.content import NOTHING, ink
from game.tui.preview import telling
from game.tui.preview.panel import Panel, PanelPage
from game.tui.preview.trial import Trial
from game.tui.screens.ending import Ending
from game.tui.screens.menu import Menu
from game.tui.screens.play import WIDE, Play
from game.tui.steps.decide import Decide
from game.tui.steps.over import Over
from game.tui.steps.reader import Reader
from game.tui.steps.sheet import Step
from game.tui.typeset import hang, pad
from game.tui.widgets.choices import Row
from game.tui.widgets.lines import Lines
from game.tui.widgets.story import Paragraph, Story

if TYPE_CHECKING:
    from collections.abc import Sequence

KEYS = ("panel", "why_not", "begin_at", "other_chair", "choice_back")


class Unsaved(Game):
    """A table of which nothing is ever written."""

    def __init__(self, trial: Trial) -> None:
        assert trial.loaded is not None
        assert trial.session is not None
        super().__init__(trial.loaded, trial.session, Path())

    def save(self) -> int:
        """Write nothing."""
        return len(self.session.records)

    def close(self) -> None:
        """There is nothing to let go."""


class Author(Reader):
    """A play as its author reads it: from the chair of the moment."""

    def __init__(self, trial: Trial) -> None:
        assert trial.session is not None
        super().__init__(trial.session)
        self.chair = trial.session.chair
        self.other = other(self.chair)


class Trouble(Lines):
    """In two lines, where there is no room for the panel: what an author must know first."""

    DEFAULT_CSS = "Trouble { height: 2; padding: 0 2; background: $slate; }"

    def __init__(self) -> None:
        super().__init__()
        self.told: Sequence[Paragraph] = ()

    def show(self, told: "Sequence[Paragraph]") -> None:
        """Show other words."""
        self.told = told
        self.changed()

    def rows(self, width: int) -> list[Content]:
        """Return the first two lines, cut where there are more."""
        rows = [line for one in self.told for line in hang(one.lead, one.body, width)]
        if len(rows) > 2:
            rows = [rows[0], pad(rows[1], width - 2) + ink(" …", "$quiet")]
        return [*rows, NOTHING, NOTHING][:2]


class Preview(Play, inherit_bindings=True):
    """A crisis on trial."""

    CSS_PATH: ClassVar[list[str]] = ["../screens/play.tcss", "preview.tcss"]  # type: ignore[assignment]
    BINDINGS: ClassVar[list[BindingType]] = bind(*KEYS)
    ABOUT: ClassVar[tuple[str, ...]] = (
        N_("Save the file in your editor and this page follows: the choices so far are made again by their ids."),
        N_("Nothing here is saved. The other chair is the simulated partner; one key changes chairs."),
    )

    def __init__(self, trial: Trial) -> None:
        self.trial = trial
        super().__init__(Unsaved(trial))
        self.panel, self.trouble = Panel(), Trouble()
        self.beside = VerticalScroll(self.panel, id="beside", can_focus=False)
        self.set_class(True, "-panel")

    def _seat(self) -> Reader:
        return Author(self.trial)

    # -- the page ------------------------------------------------------------------------------------------

    def body(self) -> Iterable[Widget]:
        """Yield the page of play, with the panel beside it."""
        yield self.header
        with Horizontal(id="table"):
            yield self.paper
            yield self.standing
            yield self.beside
        yield self.trouble
        yield self.folded

    def fill(self) -> None:
        """Show the step, and how the play stands to the files."""
        told = [*telling.notes(self.trial), *telling.problems(self.trial)]
        self.set_class(bool(told), "-trouble")
        self.trouble.show(told)
        self.panel.show(self.trial)
        super().fill()

    def state(self) -> Content:
        """How the play stands to the files."""
        return telling.standing(self.trial)

    def help(self) -> tuple[str, ...]:
        """Return the help of the step, and of the preview."""
        return (*self.step.help, *self.ABOUT)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nobody gets up here: one key changes chairs."""
        if action == "seats":
            return False
        if action in ("other_chair", "choice_back"):
            possible = self.session.prompt is not None if action == "other_chair" else bool(self.session.records)
            return possible and super().check_action(action, parameters)
        return super().check_action(action, parameters)

    def _room(self) -> tuple[int, int]:
        """Return the cells for the paper; on a wide screen the lines of trouble stand where else nothing does."""
        width, height = super()._room()
        below = self.size.width >= WIDE and self.has_class("-trouble") and not self.has_class("-panel")
        return width, height - (2 if below else 0)

    # -- after an edit, and other beginnings ---------------------------------------------------------------

    def come_back(self) -> None:
        """Show the play as it is after a look at the files: the same page, where there is still the same question."""
        before = (
            len(self.session.records),
            self.session.prompt and (self.session.prompt.kind, self.session.prompt.scene),
        )
        left, step = len(self._coming), self.step
        self._sit_down()
        now = (len(self.session.records), self.session.prompt and (self.session.prompt.kind, self.session.prompt.scene))
        steps = self._pages()
        self._show_from(steps[-1 - left :] if now == before and left < len(steps) else steps[-1:], step)

    def begin_here(self) -> None:
        """Show what has just happened, and then the question of now."""
        self._sit_down()
        self._show_from(self._pages())

    def ask_again(self) -> None:
        """Show the question of now, without what is read before it."""
        self._sit_down()
        self._show_from(self._pages()[-1:])

    def _sit_down(self) -> None:
        self.table = Unsaved(self.trial)
        self.session = self.table.session
        self.reader = self._seat()

    def _show_from(self, steps: list[Step], before: Step | None = None) -> None:
        self._coming = steps
        step = self._coming.pop(0)
        if before is not None:
            _lean_again(before, step)
        self._turn_to(step)

    def _turn_to(self, step: Step) -> None:
        """Turn the page; the ending opens over it, so that one can come back."""
        if not isinstance(step, Over):
            super()._turn_to(step)
            return
        self._coming = [step]
        self.fill()
        self.call_after_refresh(self.show_ending)

    def show_ending(self) -> None:
        """Open how it ended."""
        if self.session.prompt is None:
            self.open(Finish(self.table, self.trial))

    def _save(self) -> None:
        self.show_keys()

    def finished(self) -> None:
        """Leave the preview."""
        self.app.exit()

    # -- keys ----------------------------------------------------------------------------------------------

    def action_panel(self) -> None:
        """Show the panel or the company; where there is no room for both, the panel is a page."""
        if self.size.width >= WIDE:
            self.toggle_class("-panel")
            self._fit()
        else:
            self.open(PanelPage(self.trial))

    def action_why_not(self) -> None:
        """Open what is not on offer."""
        from game.tui.preview.why import WhyNot

        self.open(WhyNot(self.trial))

    def action_begin_at(self) -> None:
        """Pick another beginning."""
        from game.tui.preview.scenes import Scenes

        self.open(Scenes(self.trial), self._begun)

    def _begun(self, begun: bool | None) -> None:
        if begun:
            self.begin_here()
            if self.trial.premise is not None:
                self.tandem.tell(_("What came before {scene} is assumed.", scene=self.trial.premise.scene))

    def action_other_chair(self) -> None:
        """Take the other chair."""
        self.trial.change_chairs()
        self.begin_here()
        self.tandem.tell(telling.seat(self.reader.chair))

    def action_choice_back(self) -> None:
        """Take the last choice back."""
        if self.trial.back():
            self.ask_again()

    def action_menu(self) -> None:
        """Pause."""
        self.open(Pause(), self._from_menu)


def _lean_again(before: Step, step: Step) -> None:
    """Mark what was marked before an edit, and say what was to be said, where it is still there."""
    if not isinstance(before, Decide) or not isinstance(step, Decide):
        return
    ids = [choice.id for choice in step.prompt.choices]
    if before.caret is not None and before.prompt.choices[before.caret].id in ids:
        step.caret, step.sure = ids.index(before.prompt.choices[before.caret].id), before.sure
    step.facts.said = before.facts.said & set(step.facts.ids)


class Finish(Ending, inherit_bindings=False):
    """How a trial ended; from here one goes back to it, and nothing begins that would be saved."""

    CSS_PATH = "../screens/ending.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bind(
        "look_back",
        "figure_before",
        "figure_after",
        "row_up",
        "row_down",
        "scroll_up",
        "scroll_down",
        "why_not",
        "back",
    )

    def __init__(self, table: Game, trial: Trial) -> None:
        super().__init__(table)
        self.trial = trial

    def action_why_not(self) -> None:
        """Open why it was no other ending."""
        from game.tui.preview.why import WhyNot

        self.open(WhyNot(self.trial))

    def action_back(self) -> None:
        """Go back to the play."""
        self.leave()


class Pause(Menu, inherit_bindings=True):
    """The pause of a preview."""

    CSS_PATH = "../screens/dialog.tcss"
    ABOUT: ClassVar[tuple[str, ...]] = (N_("Nothing of a preview is saved; leave whenever you like."),)
    WAYS: ClassVar[tuple[str, ...]] = ("go_on", "company", "settings", "help", "quit")

    def fill(self) -> None:
        """Show the pause."""
        super().fill()
        told = [
            Paragraph(ink(_("Preview"), "bold $ink")),
            Paragraph(ink(_("Nothing of it is saved."), "$quiet"), close=True),
        ]
        self.query_one(Story).show(told)

    def rows(self) -> "Sequence[Row]":
        """Return the ways on."""
        return [
            Row(ink(_("Go on"))),
            Row(ink(_("The company, and what you know"))),
            Row(ink(_("Settings"))),
            Row(ink(_("Help"))),
            Row(ink(_("Leave the preview")), gap=True),
        ]
