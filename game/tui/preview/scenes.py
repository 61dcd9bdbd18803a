"""Where to begin: at the beginning, or at any scene, with what is assumed to have come before."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.containers import VerticalScroll
from textual.widget import Widget

from game.engine.premise import Premise
from game.locales import N_, _, language
from game.tui.content import ink
from game.tui.preview.assume import Assume
from game.tui.preview.trial import Trial
from game.tui.screens.listing import Listing
from game.tui.widgets.choices import Choices, Row
from game.tui.widgets.header import Header

_FIRST_WORDS = 60


class Scenes(Listing[bool], inherit_bindings=True):
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

    def body(self) -> Iterable[Widget]:
        """Yield the list."""
        yield Header()
        with VerticalScroll(id="scenes", can_focus=False):
            yield Choices()

    def fill(self) -> None:
        """Show the scenes."""
        self.session.language = language()
        self.query_one(Header).show(ink(_("Begin where?"), "bold $ink"))
        super().fill()
        self.call_after_refresh(self.put, self.caret)

    def rows(self) -> Sequence[Row]:
        """Return the beginning, and every scene with its first words."""
        rows = [Row(ink(_("From the beginning")), digit="·")]
        for number, scene in enumerate(self.scenes):
            words = " ".join(self.session.text(f"{self.session.scenario.scenes[scene].path}.text").split())
            rows.append(Row(ink(scene), ink(words[:_FIRST_WORDS] + "…"), digit=str(number + 1), gap=number == 0))
        return rows

    def action_digit(self, digit: str) -> None:
        """Go to the scene with this number."""
        if int(digit) <= len(self.scenes):
            self.put(int(digit))

    def picked(self, index: int) -> None:
        """Begin at the beginning, or ask what is assumed."""
        if index:
            self.open(Assume(self.trial, Premise(self.scenes[index - 1])), self._begun)
        else:
            self.trial.begin(None)
            self.leave(True)

    def _begun(self, begun: bool | None) -> None:
        if begun:
            self.leave(True)
