"""The company on one page, with what this chair knows: every figure can be asked for its causes."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widget import Widget

from game.locales import N_, _, vocabulary
from game.playthrough.visibility import Figure
from game.tui.actions import bind
from game.tui.play.causes import CausesPage
from game.tui.play.company import render_relationship
from game.tui.play.steps.reader import ChairReader
from game.tui.toolkit.choices import NO_DIGIT, ChoiceRow, Choices, ListPage
from game.tui.toolkit.content import join_contents, style_text
from game.tui.toolkit.figures import render_figure_row
from game.tui.toolkit.lines import Paragraph, StoryWidget
from game.tui.toolkit.page import Header

_WIDTH = 44


class CompanyPage(ListPage[None], inherit_bindings=False):
    """Figures at the left, what one knows at the right."""

    CSS_PATH = "company_page.tcss"
    SCROLLED = "#knowledge"
    BINDINGS: ClassVar[list[BindingType]] = bind("up", "down", "pick", "why", "scroll_up", "scroll_down", "back")
    ABOUT: ClassVar[tuple[str, ...]] = (
        N_("Enter on a figure shows what moved it and what pulls at it."),
        N_("At the right: what you hold, what you were told, what is on its way, what was promised."),
    )

    def __init__(self, reader: ChairReader) -> None:
        super().__init__()
        self.reader = reader
        self.view = reader.session.build_view(reader.chair)

    def compose_body(self) -> Iterable[Widget]:
        """Yield figures beside knowledge."""
        yield Header()
        with Horizontal(id="ledger"):
            with VerticalScroll(id="figures"):
                yield Choices()
            with VerticalScroll(id="knowledge"):
                yield StoryWidget()

    def update_texts(self) -> None:
        """Show figures and knowledge."""
        title, weeks = self._build_heading()
        self.query_one(Header).show_titles(style_text(title, "bold $ink"), style_text(_("week {n}", n=weeks), "$quiet"))
        self.query_one(StoryWidget).show_paragraphs(self._render_knowledge())
        super().update_texts()

    def build_rows(self) -> Sequence[ChoiceRow]:
        """Return a row a figure."""
        return [
            ChoiceRow(
                render_figure_row(figure, _WIDTH, quiet="$soft"), digit=NO_DIGIT, gap=figure.stock == "csat_product"
            )
            for figure in self._list_figures()
        ]

    def choose_row(self, index: int) -> None:
        """Open a figure's causes."""
        self.open_page(CausesPage(self.reader, self._list_figures()[index].stock))

    def _build_heading(self) -> tuple[str, int]:
        """Return the page's title, and the week."""
        return _("The company, and what you know"), self.view.week

    def _list_figures(self) -> Sequence[Figure]:
        return self.view.figures

    def _render_knowledge(self) -> list[Paragraph]:
        reader, view = self.reader, self.view
        mine = f"${reader.chair}"
        paragraphs = [
            Paragraph(line, close=number > 0)
            for number, line in enumerate(render_relationship(view, reader.render_name(reader.other), 0))
        ]
        for fact in view.facts:
            status = join_contents(
                style_text(vocabulary.describe_fact_status(fact.status), "bold $quiet"),
                style_text("  "),
                style_text(vocabulary.describe_fact_cost(fact.cost), "$quiet"),
            )
            paragraphs += [
                Paragraph(reader.render_text(f"{fact.path}.text"), lead=style_text("▪ ", mine)),
                Paragraph(status, lead=style_text("  "), close=True),
            ]
        paragraphs += self._render_list(_("You were told"), [f"{path}.told" for path in view.shared])
        paragraphs += self._render_list(_("On its way"), view.cues)
        paragraphs += self._render_list(_("Promised"), view.promises)
        return paragraphs

    def _render_list(self, heading: str, paths: Sequence[str]) -> list[Paragraph]:
        if not paths:
            return []
        rows = [Paragraph(self.reader.render_text(path), lead=style_text("· ", "$quiet"), close=True) for path in paths]
        return [Paragraph(style_text(heading, "bold $quiet")), *rows]
