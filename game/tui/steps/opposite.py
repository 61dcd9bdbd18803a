"""Before the first scene opposite a ghost: that it is one."""

from collections.abc import Mapping

from game.locales import N_, _
from game.playthrough.prompts import Prompt
from game.tui.content import ink
from game.tui.steps.reader import Reader
from game.tui.steps.sheet import Sheet, Step
from game.tui.widgets.story import Paragraph


class Opposite(Step):
    """Whose answers sit across the table."""

    keys: tuple[str, ...] = ("go_on",)
    help = (N_("Across the table somebody's earlier answers are played back; looking back tells which they were."),)

    def sheet(self) -> Sheet:
        """Return the page."""
        name = self.reader.name(self.reader.other)
        told = _("{name} answers as somebody did in an earlier play, wherever the same is asked.", name=name)
        else_ = _("Where it is not, the simulated partner answers. Looking back tells which was which.")
        return Sheet(story=[Paragraph(ink(told, "bold $ink")), Paragraph(ink(else_, "$ink"))])

    def answer(self, prompt: Prompt) -> Mapping[str, object] | None:  # noqa: ARG002
        """Nothing is asked."""
        return None


def opposite(reader: Reader) -> list[Step]:
    """Return that page, where a play opposite a ghost begins."""
    session = reader.session
    return [Opposite(reader)] if session.setup.ghost is not None and not session.records else []
