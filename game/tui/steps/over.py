"""Play is over: how it ended."""

from collections.abc import Mapping

from game.locales import N_, _, words
from game.playthrough.prompts import Prompt
from game.tui.content import ink
from game.tui.steps.sheet import Sheet, Step
from game.tui.widgets.story import Paragraph


class Over(Step):
    """The ending's title and text."""

    keys: tuple[str, ...] = ("go_on",)
    help = (N_("Play is over. Look back at it from the home page."),)

    def sheet(self) -> Sheet:
        """Return the page."""
        ending = self.reader.session.scenario.ending(self.reader.session.state.ending)
        if ending is None:
            broke = ink(_("The cash is gone. What would have come of the rest, nobody will know."))
            return Sheet(story=[Paragraph(ink(_("Insolvent"), "bold $lost")), Paragraph(broke)])
        title = self.reader.tell(f"{ending.path}.title", "bold $ink")
        tier = Paragraph(ink(words.tier(ending.tier), "$quiet"), close=True)
        return Sheet(story=[Paragraph(title), tier, Paragraph(self.reader.tell(f"{ending.path}.text"))])

    def answer(self, prompt: Prompt) -> Mapping[str, object] | None:  # noqa: ARG002
        """Nothing is asked any more."""
        return None
