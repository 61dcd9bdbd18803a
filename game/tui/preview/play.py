"""The play page for an author: nothing is saved, and after every edit it returns to where it was."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import ClassVar

from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widget import Widget

from game.engine.stocks import other_chair
from game.locales import N_, _
from game.playthrough.saves.saved_game import Game
from game.preview.trial import Trial
from game.tui.actions import bind
from game.tui.debrief.ending import EndingPage
from game.tui.play.page import PlayPage
from game.tui.play.pause import PauseMenuPage
from game.tui.play.question_steps import DecideStep
from game.tui.play.reader import ChairReader
from game.tui.play.solo import SOLO_KEYS, build_first_page_sequence, build_page_sequence
from game.tui.play.steps import GameOverStep, PlayStep
from game.tui.preview.author_panel import (
    AuthorPanel,
    AuthorPanelPage,
    WhyNotPage,
    render_problems,
    render_replay_notes,
    render_seat,
    render_standing,
)
from game.tui.preview.beginning import StartScenePage
from game.tui.toolkit.choices import ChoiceRow
from game.tui.toolkit.content import NOTHING, fit_to_width, style_text, wrap_hanging
from game.tui.toolkit.lines import LinesWidget, Paragraph

KEYS = ("panel", "why_not", "begin_at", "other_chair", "choice_back")


class UnsavedGame(Game):
    """A game of which nothing is ever written."""

    def __init__(self, trial: Trial) -> None:
        assert trial.loaded is not None
        assert trial.session is not None
        super().__init__(trial.loaded, trial.session, Path())

    def save(self) -> int:
        """Write nothing."""
        return len(self.session.records)

    def close(self) -> None:
        """Do nothing: there is no file to close."""


class AuthorReader(ChairReader):
    """A play as its author reads it: from whichever chair they are in."""

    def __init__(self, trial: Trial) -> None:
        assert trial.session is not None
        super().__init__(trial.session)
        self.chair = trial.session.chair
        self.other = other_chair(self.chair)


class TroubleWidget(LinesWidget):
    """What an author must know first, in two lines, where there is no room for the panel."""

    DEFAULT_CSS = "TroubleWidget { height: 2; padding: 0 2; background: $slate; }"

    def __init__(self) -> None:
        super().__init__()
        self.told: Sequence[Paragraph] = ()

    def show_paragraphs(self, told: Sequence[Paragraph]) -> None:
        """Show other paragraphs."""
        self.told = told
        self.refresh_rows()

    def render_rows(self, width: int) -> list[Content]:
        """Return the first two lines, with an ellipsis if there are more."""
        rows = [line for one in self.told for line in wrap_hanging(one.lead, one.body, width)]
        if len(rows) > 2:
            rows = [rows[0], fit_to_width(rows[1], width - 2) + style_text(" …", "$quiet")]
        return [*rows, NOTHING, NOTHING][:2]


class PreviewPlayPage(PlayPage, inherit_bindings=False):
    """A crisis being tried out by its author."""

    CSS_PATH: ClassVar[list[str]] = ["../play/play.tcss", "preview.tcss"]  # type: ignore[assignment]
    STEP_KEYS: ClassVar[tuple[str, ...]] = SOLO_KEYS
    BINDINGS: ClassVar[list[BindingType]] = bind(
        *SOLO_KEYS, "scroll_up", "scroll_down", "company", "seats", "menu", *KEYS
    )
    ABOUT: ClassVar[tuple[str, ...]] = (
        N_("Save the file in your editor and this page follows: the choices so far are made again by their ids."),
        N_("Nothing here is saved. The other chair is the simulated partner; one key changes chairs."),
    )

    def __init__(self, trial: Trial) -> None:
        self.trial = trial
        super().__init__(UnsavedGame(trial))
        self.panel, self.trouble = AuthorPanel(), TroubleWidget()
        self.beside = VerticalScroll(self.panel, id="beside", can_focus=False)
        self.set_class(True, "-panel")

    def _build_reader(self) -> ChairReader:
        return AuthorReader(self.trial)

    def _build_first_steps(self) -> list[PlayStep]:
        return build_first_page_sequence(self.reader, self.is_explanation_due())

    def _build_steps(self) -> list[PlayStep]:
        return build_page_sequence(self.reader, self.is_explanation_due())

    # -- the page ------------------------------------------------------------------------------------------

    def compose_body(self) -> Iterable[Widget]:
        """Yield the page of play, with the panel beside it."""
        yield self.header
        with Horizontal(id="table"):
            yield self.paper
            yield self.company_panel
            yield self.side_panel
            yield self.beside
        yield self.trouble
        yield self.board_panel
        yield self.company_summary

    def update_texts(self) -> None:
        """Show the step, and how the play relates to the files."""
        told = [*render_replay_notes(self.trial), *render_problems(self.trial)]
        self.set_class(bool(told), "-trouble")
        self.trouble.show_paragraphs(told)
        self.panel.show_trial(self.trial)
        super().update_texts()

    def render_status(self) -> Content:
        """Return how the play relates to the files."""
        return render_standing(self.trial)

    def list_help_paragraphs(self) -> tuple[str, ...]:
        """Return the help of the step, and of the preview."""
        return (*self.step.help, *self.ABOUT)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave out the seats: here one key changes chairs."""
        if action == "seats":
            return False
        if action in ("other_chair", "choice_back"):
            possible = self.session.prompt is not None if action == "other_chair" else bool(self.session.records)
            return possible and super().check_action(action, parameters)
        return super().check_action(action, parameters)

    @property
    def has_panel_beside(self) -> bool:
        """Whether the author's panel has the company's place: no step takes that, or a column more."""
        return self.is_large and self.has_class("-panel")

    @property
    def is_spread(self) -> bool:
        """Whether the page is spread out over the company's place."""
        return super().is_spread and not self.has_panel_beside

    @property
    def is_whole(self) -> bool:
        """Whether the page has the company's place too."""
        return super().is_whole and not self.has_panel_beside

    @property
    def has_side(self) -> bool:
        """Whether there is a column for what may be looked up."""
        return super().has_side and not self.has_panel_beside

    def _measure_room(self) -> tuple[int, int]:
        """Return the size of the paper; on a wide screen the lines of trouble take two more rows."""
        width, height = super()._measure_room()
        below = self.is_large and self.has_class("-trouble") and not self.has_class("-panel")
        return width, height - (2 if below else 0)

    # -- after an edit, and other beginnings ---------------------------------------------------------------

    def restore_page(self) -> None:
        """Show the play after the files were read again: the same page, if the question is still the same."""
        before = (
            len(self.session.records),
            self.session.prompt and (self.session.prompt.kind, self.session.prompt.scene),
        )
        left, step = len(self._upcoming), self.step
        self._reseat_author()
        now = (len(self.session.records), self.session.prompt and (self.session.prompt.kind, self.session.prompt.scene))
        steps = self._build_steps()
        self._show_steps(steps[-1 - left :] if now == before and left < len(steps) else steps[-1:], step)

    def show_latest_pages(self) -> None:
        """Show what has just happened, then the current question."""
        self._reseat_author()
        self._show_steps(self._build_steps())

    def show_question_page(self) -> None:
        """Show the current question, without what is read before it."""
        self._reseat_author()
        self._show_steps(self._build_steps()[-1:])

    def _reseat_author(self) -> None:
        self.game = UnsavedGame(self.trial)
        self.session = self.game.session
        self.reader = self._build_reader()

    def _show_steps(self, steps: list[PlayStep], before: PlayStep | None = None) -> None:
        self._upcoming = steps
        step = self._upcoming.pop(0)
        if before is not None:
            _restore_pick(before, step)
        self._turn_to_step(step)

    def _turn_to_step(self, step: PlayStep) -> None:
        """Show a step; open the ending over the page, so that the author can come back."""
        if not isinstance(step, GameOverStep):
            super()._turn_to_step(step)
            return
        self._upcoming = [step]
        self.update_texts()
        self.call_after_refresh(self.show_ending)

    def show_ending(self) -> None:
        """Open the ending, if play is over."""
        if self.session.prompt is None:
            self.open_page(PreviewEndingPage(self.game, self.trial))

    def _start_saving(self) -> None:
        self.show_keys()

    def leave_game(self) -> None:
        """Leave the preview."""
        self.app.exit()

    # -- keys ----------------------------------------------------------------------------------------------

    def action_panel(self) -> None:
        """Show the panel or the company; where there is no room for both, the panel is a page."""
        if self.is_large:
            self.toggle_class("-panel")
            self._fit_paper()
        else:
            self.open_page(AuthorPanelPage(self.trial))

    def action_why_not(self) -> None:
        """Open what is not on offer."""
        self.open_page(WhyNotPage(self.trial))

    def action_begin_at(self) -> None:
        """Pick another beginning."""
        self.open_page(StartScenePage(self.trial), self._announce_beginning)

    def _announce_beginning(self, begun: bool | None) -> None:
        if begun:
            self.show_latest_pages()
            if self.trial.premise is not None:
                self.tandem.show_notice(_("What came before {scene} is assumed.", scene=self.trial.premise.scene))

    def action_other_chair(self) -> None:
        """Take the other chair."""
        self.trial.switch_chair()
        self.show_latest_pages()
        self.tandem.show_notice(render_seat(self.reader.chair))

    def action_choice_back(self) -> None:
        """Take the last choice back."""
        if self.trial.undo_choice():
            self.show_question_page()

    def action_menu(self) -> None:
        """Open the pause menu."""
        self.open_page(PreviewMenuPage(self), self._run_menu_choice)


def _restore_pick(before: PlayStep, step: PlayStep) -> None:
    """Restore the mark and the facts to say from before an edit, as far as they still exist."""
    if not isinstance(before, DecideStep) or not isinstance(step, DecideStep):
        return
    ids = [choice.id for choice in step.prompt.choices]
    if before.caret is not None and before.prompt.choices[before.caret].id in ids:
        step.caret, step.sure = ids.index(before.prompt.choices[before.caret].id), before.sure
    step.facts.said = before.facts.said & set(step.facts.ids)


class PreviewEndingPage(EndingPage, inherit_bindings=False):
    """The ending of a trial; it leads back to the play, and starts nothing that would be saved."""

    CSS_PATH = "../debrief/ending.tcss"
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

    def __init__(self, game: Game, trial: Trial) -> None:
        super().__init__(game)
        self.trial = trial

    def action_why_not(self) -> None:
        """Show why it was not another ending."""
        self.open_page(WhyNotPage(self.trial))

    def action_back(self) -> None:
        """Go back to the play."""
        self.close_page()


class PreviewMenuPage(PauseMenuPage, inherit_bindings=True):
    """The pause of a preview."""

    SAVES = False
    ABOUT: ClassVar[tuple[str, ...]] = (N_("Nothing of a preview is saved; leave whenever you like."),)
    WAYS: ClassVar[tuple[str, ...]] = ("go_on", "company", "settings", "help", "quit")

    def render_heading(self) -> Sequence[Paragraph]:
        """Return the heading."""
        return [
            Paragraph(style_text(_("Preview"), "bold $ink")),
            Paragraph(style_text(_("Nothing of it is saved."), "$quiet"), close=True),
        ]

    def build_rows(self) -> Sequence[ChoiceRow]:
        """Return a row for each of `WAYS`."""
        return [
            ChoiceRow(style_text(_("Go on"))),
            ChoiceRow(style_text(_("The company, and what you know"))),
            ChoiceRow(style_text(_("Settings"))),
            ChoiceRow(style_text(_("Help"))),
            ChoiceRow(style_text(_("Leave the preview")), gap=True),
        ]
