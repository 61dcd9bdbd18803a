"""How things stand, as both may look at it: the company, what is said, what is on its way, what was promised."""

from collections.abc import Sequence
from typing import ClassVar

from game.locales import N_, _
from game.playthrough.visibility import Figure
from game.tui.play.company_page import CompanyPage
from game.tui.play.pair_steps.onlooker import PairReader
from game.tui.toolkit.choices import Choices
from game.tui.toolkit.content import style_text
from game.tui.toolkit.lines import Paragraph


class PairCompanyPage(CompanyPage, inherit_bindings=True):
    """Figures at the left, what both know at the right; nothing of what only one of them knows."""

    CSS_PATH = "company_page.tcss"
    ABOUT: ClassVar[tuple[str, ...]] = (
        N_("What both may look at together: the company, what was said, what is on its way, what was promised."),
    )

    def __init__(self, reader: PairReader) -> None:
        super().__init__(reader)
        self.table = reader.session.table

    def update_texts(self) -> None:
        """Show it with no row marked: its causes would tell what one of the two kept, so nothing is behind a figure."""
        super().update_texts()
        choices = self.query_one(Choices)
        choices.show_rows(choices.options, None)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing is to be chosen."""
        return action not in ("enter", "digit", "up", "down") and super().check_action(action, parameters)

    def choose_row(self, index: int) -> None:
        """A click chooses nothing either."""

    def move_caret(self, index: int) -> None:
        """No row is marked."""

    def _build_heading(self) -> tuple[str, int]:
        return _("The company, and what both know"), self.table.week

    def _list_figures(self) -> Sequence[Figure]:
        return self.table.figures

    def _render_knowledge(self) -> list[Paragraph]:
        reader, table = self.reader, self.table
        left = _("Times left to sit down together: {n} of {most}.", n=table.tokens, most=table.tokens_most)
        told = [
            Paragraph(
                reader.render_text(f"{path}.told", "$ink"),
                lead=style_text(f"{reader.render_name(chair)}  ", f"${chair}"),
            )
            for chair, path in table.said
        ]
        said = [Paragraph(style_text(_("Both know"), "bold $quiet")), *told] if told else []
        return [
            Paragraph(style_text(left, "$ink")),
            *said,
            *self._render_list(_("On its way"), table.cues),
            *self._render_list(_("Promised"), table.promises),
        ]
