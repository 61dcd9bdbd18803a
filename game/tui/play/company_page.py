"""The company on one page, beside what is known: by one chair, or by both. Every figure can be asked for its causes."""

from collections.abc import Iterable, Iterator, Sequence
from typing import ClassVar, Final

from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widget import Widget

from game.engine.causes import Cause
from game.engine.state import round_half_even
from game.engine.stocks import CHAIRS, STOCKS
from game.locales import N_, _, ngettext, vocabulary
from game.playthrough.visibility import Figure
from game.tui.actions import bind
from game.tui.play.company import render_relationship
from game.tui.play.reader import ChairReader, PairReader
from game.tui.toolkit.choices import NO_DIGIT, ChoiceRow, Choices, ListPage
from game.tui.toolkit.content import join_contents, style_text
from game.tui.toolkit.figures import render_difference, render_figure_row
from game.tui.toolkit.help import ScrollingPage
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


class PairCompanyPage(CompanyPage, inherit_bindings=True):
    """Figures at the left, what both know at the right; nothing of what only one of them knows."""

    CSS_PATH = "company_page.tcss"
    ABOUT: ClassVar[tuple[str, ...]] = (
        N_("What both may look at together: the company, what was said, what is on its way, what was promised."),
    )

    def __init__(self, reader: PairReader) -> None:
        super().__init__(reader)
        self.table = reader.session.shared_view

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


# -- the causes of a figure ----------------------------------------------------------------------------------

_LATEST: Final = 6
"""The most recent things done to a figure that are listed."""


class CausesPage(ScrollingPage):
    """One figure: its causes as a chain, and the latest lines of the ledger."""

    CSS_PATH = "../toolkit/help.tcss"
    BINDINGS = bind("back", "close", "up", "down", "scroll_up", "scroll_down")
    ABOUT: ClassVar[tuple[str, ...]] = (
        N_("The chain is computed from the model: what pulls the figure up or down now, and what is behind that."),
        N_("Numbers are points against the company as the crisis found it."),
    )

    def __init__(self, reader: ChairReader, stock: str) -> None:
        super().__init__()
        self.reader, self.stock = reader, stock

    def compose_body(self) -> Iterable[Widget]:
        """Yield the text."""
        yield Header()
        with VerticalScroll(id="help"):
            yield StoryWidget()

    def update_texts(self) -> None:
        """Show the chain and the ledger."""
        points = self.reader.session.state.round_to_points(self.stock)
        title = join_contents(
            style_text(self._render_stock_name(self.stock), "bold $ink"), style_text(f"   {points:,}", "$ink")
        )
        self.query_one(Header).show_titles(title, style_text(_("why it is there"), "$quiet"))
        shown = [*self._render_chain(), *self._render_ledger()]
        self.query_one(StoryWidget).show_paragraphs(
            shown or [Paragraph(style_text(_("Nothing has moved it yet."), "$quiet"))]
        )

    def _render_chain(self) -> Iterator[Paragraph]:
        causes = self.reader.session.trace_causes(self.stock)
        if causes:
            yield Paragraph(style_text(_("What pulls at it"), "bold $quiet"))
            yield from self._render_branch(causes, 0)

    def _render_branch(self, causes: tuple[Cause, ...], depth: int) -> Iterator[Paragraph]:
        for cause in causes:
            lead = join_contents(
                style_text("  " * depth + ("← " if depth else "")), _render_points(cause.points), style_text("  ")
            )
            yield Paragraph(style_text(self._render_stock_name(cause.driver), "$ink"), lead=lead, close=True)
            yield from self._render_branch(cause.causes, depth + 1)

    def _render_ledger(self) -> Iterator[Paragraph]:
        entries = [
            entry for entry in self.reader.session.list_ledger_entries(self.stock) if round_half_even(entry.points)
        ]
        if entries:
            yield Paragraph(style_text(_("What was done to it"), "bold $quiet"))
        for entry in entries[-_LATEST:][::-1]:
            scene = ngettext("scene {n}", "scene {n}", entry.scene)
            lead = join_contents(render_difference(self.stock, round_half_even(entry.points)), style_text("  "))
            yield Paragraph(
                join_contents(
                    style_text(self.reader.render_cause(entry.cause), "$ink"), style_text(f"  {scene}", "$quiet")
                ),
                lead=lead,
                close=True,
            )

    def _render_stock_name(self, stock: str) -> str:
        return (
            vocabulary.name_stock_of_person(stock, {chair: self.reader.render_name(chair) for chair in CHAIRS})
            if stock in STOCKS
            else stock
        )


def _render_points(points: float) -> Content:
    mark = "▴" if points > 0 else "▾"
    return style_text(f"{mark}{abs(points):.1f}".rjust(6), "$gained" if points > 0 else "$lost")
