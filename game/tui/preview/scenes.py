"""Where to begin: at the beginning, or at any scene, with what is assumed to have come before."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.containers import VerticalScroll
from textual.widget import Widget

from game.engine.start_midway import Premise
from game.locales import N_, _, current_language
from game.preview.trial import Trial
from game.tui.preview.assume import AssumptionsPage
from game.tui.toolkit.choices import ChoiceRow, Choices, ListPage
from game.tui.toolkit.content import style_text
from game.tui.toolkit.page import Header

_FIRST_WORDS = 60


class StartScenePage(ListPage[bool], inherit_bindings=True):
    """The scenes in the order of the file; the result tells whether play begins anew."""

    CSS_PATH = "preview.tcss"
    ABOUT: ClassVar[tuple[str, ...]] = (
        N_("Pick a scene to begin there. Its state is a true one of the rules; what came before is assumed."),
    )

    def __init__(self, trial: Trial) -> None:
        super().__init__()
        assert trial.session is not None
        self.trial = trial
        self.session = trial.session
        self.scenes = list(self.session.scenario.scenes)
        self.caret = 1 + self.scenes.index(self.session.state.scene)

    def compose_body(self) -> Iterable[Widget]:
        """Yield the list."""
        yield Header()
        with VerticalScroll(id="scenes", can_focus=False):
            yield Choices()

    def update_texts(self) -> None:
        """Show the scenes."""
        self.session.language = current_language()
        self.query_one(Header).show_titles(style_text(_("Begin where?"), "bold $ink"))
        super().update_texts()
        self.call_after_refresh(self.move_caret, self.caret)

    def build_rows(self) -> Sequence[ChoiceRow]:
        """Return the beginning, and every scene with its first words."""
        rows = [ChoiceRow(style_text(_("From the beginning")), digit="·")]
        for number, scene in enumerate(self.scenes):
            words = " ".join(self.session.render_text(f"{self.session.scenario.scenes[scene].path}.text").split())
            rows.append(
                ChoiceRow(
                    style_text(scene), style_text(words[:_FIRST_WORDS] + "…"), digit=str(number + 1), gap=number == 0
                )
            )
        return rows

    def action_digit(self, digit: str) -> None:
        """Go to the scene with this number."""
        if int(digit) <= len(self.scenes):
            self.move_caret(int(digit))

    def choose_row(self, index: int) -> None:
        """Begin at the beginning, or ask what is assumed."""
        if index:
            self.open_page(AssumptionsPage(self.trial, Premise(self.scenes[index - 1])), self._leave_if_begun)
        else:
            self.trial.start_anew(None)
            self.close_page(True)

    def _leave_if_begun(self, begun: bool | None) -> None:
        if begun:
            self.close_page(True)
