"""How things stand, as both may look at it: the company, what is said, what is on its way, what was promised."""

from collections.abc import Sequence
from typing import ClassVar

from game.locales import N_, _
from game.playthrough.prompts import Figure
from game.tui.content import ink
from game.tui.screens.ledger import Ledger
from game.tui.together.onlooker import Onlooker
from game.tui.widgets.choices import Choices
from game.tui.widgets.story import Paragraph


class Company(Ledger, inherit_bindings=True):
    """Figures at the left, what both know at the right; nothing of what only one of them knows."""

    CSS_PATH = "../screens/ledger.tcss"
    ABOUT: ClassVar[tuple[str, ...]] = (
        N_("What both may look at together: the company, what was said, what is on its way, what was promised."),
    )

    def __init__(self, reader: Onlooker) -> None:
        super().__init__(reader)
        self.table = reader.session.table

    def fill(self) -> None:
        """Show it with no row marked: its causes would tell what one of the two kept, so nothing is behind a figure."""
        super().fill()
        choices = self.query_one(Choices)
        choices.show(choices.options, None)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing is to be chosen."""
        return action not in ("enter", "digit", "up", "down") and super().check_action(action, parameters)

    def picked(self, index: int) -> None:
        """A click chooses nothing either."""

    def put(self, index: int) -> None:
        """No row is marked."""

    def _head(self) -> tuple[str, int]:
        return _("The company, and what both know"), self.table.week

    def _figures(self) -> Sequence[Figure]:
        return self.table.figures

    def _knowledge(self) -> list[Paragraph]:
        reader, table = self.reader, self.table
        left = _("Times left to sit down together: {n} of {most}.", n=table.tokens, most=table.tokens_most)
        told = [
            Paragraph(reader.tell(f"{path}.told", "$ink"), lead=ink(f"{reader.name(chair)}  ", f"${chair}"))
            for chair, path in table.said
        ]
        said = [Paragraph(ink(_("Both know"), "bold $quiet")), *told] if told else []
        return [
            Paragraph(ink(left, "$ink")),
            *said,
            *self._listed(_("On its way"), table.cues),
            *self._listed(_("Promised"), table.promises),
        ]
