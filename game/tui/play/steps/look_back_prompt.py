"""The first time that something kept comes out: go on, or look back at the moment when it could have been said."""

from collections.abc import Mapping

from game.engine import events as e
from game.locales import N_, _
from game.playthrough.prompts import Prompt
from game.tui.play.steps.reader import ChairReader
from game.tui.play.steps.sheet import ChoiceStep, Sheet
from game.tui.toolkit.choices import ChoiceRow
from game.tui.toolkit.content import style_text
from game.tui.toolkit.story import Paragraph


class LookBackPromptStep(ChoiceStep):
    """Two rows; the mark stands on going on."""

    help = (
        N_("Looking back plays that moment again with another answer. It changes nothing in the game that goes on."),
    )

    def __init__(self, reader: ChairReader, fact: str) -> None:
        super().__init__(reader)
        self.fact = fact
        self.caret = 0

    def count_rows(self) -> int:
        """Return how many ways there are."""
        return 2

    def build_sheet(self) -> Sheet:
        """Return the page."""
        label = self.reader.session.render_text(f"facts.{self.fact}.label")
        told = style_text(_("“{fact}” is out. It was kept when it could have been said.", fact=label), "$ink")
        rows = [
            ChoiceRow(style_text(_("Go on"))),
            ChoiceRow(
                style_text(_("Look back at that moment")), style_text(_("what would have followed, had it been said"))
            ),
        ]
        ask = style_text(_("Go on, or look back at one moment?"), "bold $ink")
        return Sheet(story=[Paragraph(told)], ask=ask, rows=rows, caret=self.caret)

    def build_answer(self, prompt: Prompt) -> Mapping[str, object] | None:  # noqa: ARG002
        """Nothing is decided here."""
        return None

    def find_fact_to_revisit(self) -> str:
        """Return the fact, where looking back is marked."""
        return self.fact if self.caret == 1 else ""


def find_first_exposed_fact(reader: ChairReader) -> str:
    """Return the fact of this chair that has just come out, where it is the first one that did; else ''."""
    session = reader.session
    told = [event for row in session.story for event in row if isinstance(event, e.Surfaced)]
    own = [event for event in told if event.kept and event.holder == reader.chair]
    return own[0].fact if own and own[0] in session.happened else ""
