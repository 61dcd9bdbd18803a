"""One of two has got up: before the pages of the one who stays, one that shows nothing that is for one alone.

It stands there as somebody gets up, and whenever such a game is gone on with: the other may sit beside it again.
"""

from collections.abc import Mapping

from game.engine.stocks import other
from game.locales import N_, _
from game.playthrough.prompts import Prompt
from game.tui.content import ink
from game.tui.steps.reader import Reader
from game.tui.steps.sheet import Sheet, Step
from game.tui.widgets.story import Paragraph


class LeftAlone(Step):
    """Who sits where from here on."""

    keys: tuple[str, ...] = ("go_on",)
    help = (N_("Somebody got up; the simulated partner sits in that chair. F6 gives it back."),)

    def sheet(self) -> Sheet:
        """Return the page."""
        names = {"name": self.reader.name(self.reader.chair), "other": self.reader.name(other(self.reader.chair))}
        told = _("The simulated partner sits in {other}'s chair. From here on the pages are {name}'s alone.", **names)
        away = _("Whoever got up looks away now. F6 gives the chair back.")
        return Sheet(story=[Paragraph(ink(told, "bold $ink")), Paragraph(ink(away, "$ink"))])

    def answer(self, prompt: Prompt) -> Mapping[str, object] | None:  # noqa: ARG002
        """Nothing is asked."""
        return None


def left_alone(reader: Reader) -> list[Step]:
    """Return that page, where two have played and one is left."""
    session = reader.session
    return [LeftAlone(reader)] if session.secret and not session.pair else []
