"""One of two has got up: before the page of the one who stays, a page that shows nothing that is for one alone."""

from collections.abc import Mapping

from game.engine.stocks import other
from game.locales import N_, _
from game.playthrough.prompts import Prompt
from game.playthrough.session import Session
from game.tui.content import ink
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


def just_left(session: Session) -> bool:
    """Whether one of two has got up since anything was answered."""
    return session.secret and bool(session.records) and session.records[-1].move.kind == "seat"
