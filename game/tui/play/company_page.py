"""The company on one page, beside what is known: by one chair, or by both. Every figure can be asked for its causes."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import ClassVar, Final

from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widget import Widget

from game.locales import N_, vocabulary
from game.locales.figures import Money, format_number
from game.narration.board import build_board
from game.narration.company import (
    CompanyOverview,
    FigureEntry,
    FigureExplanation,
    TitledTexts,
    build_overview,
    explain_figure,
)
from game.playthrough.cause_web import build_cause_web, list_cause_chain
from game.playthrough.hindsight import Hindsight
from game.playthrough.visibility import ChairView, SharedView
from game.tui.actions import bind
from game.tui.play.board import BOARD_MANNERS, LARGEST, BoardManner, BoardPanel
from game.tui.play.cause_web import (
    LEAST_WEB,
    build_web_state,
    render_chain_title,
    render_course,
    render_movers,
    render_reasons,
)
from game.tui.play.company import build_trends, render_relationship
from game.tui.play.reader import ChairReader, PairReader
from game.tui.play.recap import render_wide_recap
from game.tui.toolkit.choices import NO_DIGIT, ChoiceRow, Choices, ListPage
from game.tui.toolkit.content import COLUMN, NOTHING, join_contents, set_beside, style_text
from game.tui.toolkit.deviation import render_trends
from game.tui.toolkit.figures import COUNTED, render_difference, render_figure_row
from game.tui.toolkit.help import ScrollingPage
from game.tui.toolkit.lines import DrawnLines, Paragraph, StoryWidget
from game.tui.toolkit.page import Header
from game.tui.toolkit.web import render_web

_WIDTH: Final = 44
_WIDTH_OF_TRENDS: Final = 52
"""Cells of a figure's row, and of one with its course."""
_MARGIN: Final = 1
"""Empty lines at the foot of the knowledge."""
_HIGH: Final = 46
_BROAD: Final = 150
"""Rows from which one person has the board there too, and columns from which a figure's course is wider."""


class CompanyPage(ListPage[None], inherit_bindings=False):
    """Figures at the left, what one chair knows at the right."""

    CSS_PATH = "company_page.tcss"
    SCROLLED = "#knowledge"
    BOARD: ClassVar[BoardManner] = BOARD_MANNERS[0]
    """The manner of the board at the foot of a page that has room for it."""
    BINDINGS: ClassVar[list[BindingType]] = bind("up", "down", "pick", "why", "scroll_up", "scroll_down", "back")
    ABOUT: ClassVar[tuple[str, ...]] = (
        N_("Enter on a figure shows what moved it and what pulls at it."),
        N_("At the right: what you hold, what you were told, what is on its way, what was promised."),
    )

    def __init__(self, reader: ChairReader, then: Hindsight | None = None) -> None:
        super().__init__()
        self.reader, self.then = reader, then
        self.view = self._build_view()
        self.board = build_board(reader.voice, reader.session, self.view, reader.count_scenes(), then)

    @property
    def accent(self) -> str:
        """The colour of the reader's chair; that of nobody for two."""
        return "$ink" if isinstance(self.reader, PairReader) else f"${self.reader.chair}"

    def _build_view(self) -> ChairView | SharedView:
        """Build what may be seen here, at the moment that the page beneath tells of."""
        view = self.reader.session.build_view(self.reader.chair)
        return view if self.then is None else self.then.rebuild_view(self.reader.session.scenario, view)

    def compose_body(self) -> Iterable[Widget]:
        """Yield figures beside knowledge."""
        yield Header()
        with Horizontal(id="ledger"):
            with VerticalScroll(id="figures"):
                yield Choices()
                yield DrawnLines(id="told")
            with VerticalScroll(id="knowledge"):
                yield StoryWidget()
                yield DrawnLines(id="recap")
        yield BoardPanel()

    def on_mount(self) -> None:
        """Begin, where the marked figure is told of, with the one that has come furthest."""
        if self.is_large:
            come = {one.stock: abs(one.change) for one in self.board.figures if one.stock not in COUNTED}
            self.caret = max(range(len(self.view.figures)), key=lambda row: come.get(self.view.figures[row].stock, 0))

    def on_resize(self) -> None:
        """Set the figures, and what is below them, as there is room."""
        if self.is_mounted:
            self.update_texts()

    def update_texts(self) -> None:
        """Show figures and knowledge."""
        self.set_class(self.is_large, "-large")
        self.set_class(self.is_large and self.room.height >= _HIGH, "-high")
        self.set_class(self.is_large and self.room.width >= _BROAD, "-broad")
        self.board = build_board(
            self.reader.voice, self.reader.session, self.view, self.reader.count_scenes(), self.then
        )
        overview = build_overview(self.reader.voice, self.view)
        self.query_one(Header).show_titles(style_text(overview.title, "bold $ink"), style_text(overview.week, "$quiet"))
        self.query_one(StoryWidget).show_paragraphs(
            [
                *self._render_knowledge(overview),
                *self._render_texts(overview.signs),
                *self._render_texts(overview.promises),
            ]
        )
        self.query_one(BoardPanel).set_manner(self.BOARD)
        self.query_one(BoardPanel).show_board(self.board, self.accent)
        super().update_texts()

    def build_rows(self) -> Sequence[ChoiceRow]:
        """Return a row a figure; on a large page with how far it has come, and its course from scene to scene."""
        money = self.reader.voice.money
        if self.is_large:
            rows = render_trends(build_trends(self.board, self.view.figures, money), _WIDTH_OF_TRENDS)
        else:
            rows = [render_figure_row(figure, _WIDTH, money) for figure in self.view.figures]
        return [
            ChoiceRow(row, digit=NO_DIGIT, gap=figure.stock == "csat_product")
            for row, figure in zip(rows, self.view.figures, strict=True)
        ]

    def follow_caret(self) -> None:
        """Tell of the marked figure on a large page, and at the right what may be looked up."""
        self.query_one("#told", DrawnLines).show_drawing(self._render_told)
        self.query_one("#recap", DrawnLines).show_drawing(self._render_recap)

    def _render_told(self, width: int) -> list[Content]:
        """Return the course of the marked figure, and why it is where it is."""
        voice, stock = self.reader.voice, self.view.figures[self.caret].stock
        told = explain_figure(voice, self.reader.session, stock, self.then)
        course = next(figure.course for figure in self.board.figures if figure.stock == stock)
        drawn = render_course(course, [stop.when for stop in self.board.stops], width, voice.money, stock)
        reasons = render_reasons(voice, told, stock, width)
        return [NOTHING, render_chain_title(voice, told, stock, width), *drawn, NOTHING, *reasons]

    def _render_recap(self, width: int) -> list[Content]:
        """Return what was said, words and people, in the lines that the knowledge leaves: who knows what is above."""
        above = self.query_one("#knowledge StoryWidget", StoryWidget).measure_height(width, folded=False)
        return render_wide_recap(
            replace(self.board.recap, known=()), width, self.query_one("#knowledge").size.height - above - _MARGIN
        )

    def choose_row(self, index: int) -> None:
        """Open a figure's causes."""
        self.open_page(CausesPage(self.reader, self.view.figures[index].stock, self.then))

    def _render_knowledge(self, overview: CompanyOverview) -> Iterator[Paragraph]:
        """Yield what lies between the two, the facts that this chair holds, and what it was told."""
        if overview.relationship is not None:
            for number, line in enumerate(render_relationship(overview.relationship, 0)):
                yield Paragraph(line, close=number > 0)
        yield from self._render_held_facts()
        yield from self._render_texts(overview.told)

    def _render_held_facts(self) -> Iterator[Paragraph]:
        for fact in self.view.facts if isinstance(self.view, ChairView) else ():
            status = join_contents(
                style_text(vocabulary.describe_fact_status(fact.status), "bold $quiet"),
                style_text("  "),
                style_text(vocabulary.describe_fact_cost(fact.cost), "$quiet"),
            )
            mark = style_text("▪ ", f"${self.reader.chair}")
            yield Paragraph(self.reader.render_text(f"{fact.path}.text"), lead=mark)
            yield Paragraph(status, lead=style_text("  "), close=True)

    def _render_texts(self, texts: TitledTexts) -> Iterator[Paragraph]:
        """Yield texts under their title; nothing where there are none."""
        if texts.paths:
            yield Paragraph(style_text(texts.title, "bold $quiet"))
        for path in texts.paths:
            yield Paragraph(self.reader.render_text(path), lead=style_text("· ", "$quiet"), close=True)


class PairCompanyPage(CompanyPage, inherit_bindings=True):
    """Figures at the left, what both know at the right; nothing of what only one of them knows."""

    CSS_PATH = "company_page.tcss"
    BOARD = LARGEST
    ABOUT: ClassVar[tuple[str, ...]] = (
        N_("What both may look at together: the company, what was said, what is on its way, what was promised."),
    )

    def __init__(self, reader: PairReader, then: Hindsight | None = None) -> None:
        super().__init__(reader, then)

    def _build_view(self) -> SharedView:
        view = self.reader.session.shared_view
        return view if self.then is None else self.then.rebuild_view(self.reader.session.scenario, view)

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

    def _render_told(self, _width: int) -> list[Content]:
        """Return nothing: no figure is marked."""
        return []

    def move_caret(self, index: int) -> None:
        """No row is marked."""

    def _render_knowledge(self, overview: CompanyOverview) -> Iterator[Paragraph]:
        """Yield how often the two can still sit down together, and what both know, in the colour of whose it was."""
        yield Paragraph(style_text(overview.sittings, "$ink"))
        said = self.view.said if isinstance(self.view, SharedView) else ()
        if said:
            yield Paragraph(style_text(overview.known.title, "bold $quiet"))
        for chair, path in said:
            yield Paragraph(self.reader.render_text(f"{path}.told", "$ink"), lead=style_text("▪ ", f"${chair}"))


# -- the causes of a figure ----------------------------------------------------------------------------------


_AROUND_WEB: Final = 4
"""Lines around the web and what is told below: the header, the margins, the keys."""
_WEB_HEADS: Final = 2
"""Lines between the two: what the colours mean, and a title."""
_CURVE: Final = 4
"""The rows of a figure's course below the web."""
_LEAST_COURSE: Final = 38
_SPACE: Final = 4
"""The cells of a figure's course at the least, and those before it."""


class CausesPage(ScrollingPage):
    """One figure: its causes as a chain, and the latest lines of the ledger."""

    CSS_PATH = "../toolkit/help.tcss"
    BINDINGS = bind("back", "close", "up", "down", "scroll_up", "scroll_down")
    ABOUT: ClassVar[tuple[str, ...]] = (
        N_("The chain comes from the model: what pulls the figure up or down now, and what is behind that."),
        N_("Numbers are points, compared with the company at the start of the crisis."),
        N_("On a large screen all figures are drawn, and up and down open the chain of another one."),
    )

    def __init__(self, reader: ChairReader, stock: str, then: Hindsight | None = None) -> None:
        super().__init__()
        self.reader, self.stock, self.then = reader, stock, then
        self.web = build_cause_web(reader.session, (reader.chair,), then)

    def compose_body(self) -> Iterable[Widget]:
        """Yield the web over the text."""
        yield Header()
        with VerticalScroll(id="help"):
            yield DrawnLines()
            yield StoryWidget()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Where the web is drawn there is always another figure."""
        return (action in ("up", "down") and self.is_large) or super().check_action(action, parameters)

    def action_up(self) -> None:
        """Open the chain of the figure before; without the web, scroll a line up."""
        self._open_chain(-1) if self.is_large else super().action_up()

    def action_down(self) -> None:
        """Open the chain of the figure after; without the web, scroll a line down."""
        self._open_chain(1) if self.is_large else super().action_down()

    def _open_chain(self, by: int) -> None:
        figures = self.web.figures
        self.stock = figures[(figures.index(self.stock) + by) % len(figures)]
        self.update_texts()

    def on_resize(self) -> None:
        """Draw the web, or tell the chain only, as there is room."""
        super().on_resize()
        if self.is_mounted:
            self.update_texts()

    def _render_web(self, told: FigureExplanation, width: int) -> list[Content]:
        voice, reader = self.reader.voice, self.reader
        chain = list_cause_chain(reader.session, self.stock, (reader.chair,), self.then)
        left = min(COLUMN, width - _LEAST_COURSE - _SPACE)
        reasons = render_reasons(voice, told, self.stock, left)
        course = self._render_course(width - left - _SPACE)
        lines = max(len(reasons), len(course))
        rows = max(LEAST_WEB, self.room.height - _AROUND_WEB - _WEB_HEADS - lines)
        drawn = render_web(build_web_state(voice, reader.session, self.web, chain, self.then), width, rows)
        title = render_chain_title(voice, told, self.stock, width)
        return [*drawn, render_movers(voice), title, *set_beside(reasons, course, left, _SPACE)]

    def _render_course(self, width: int) -> list[Content]:
        """Return the figure's course from scene to scene; nothing of a figure that has none."""
        reader = self.reader
        view = reader.session.build_view(reader.chair)
        view = view if self.then is None else self.then.rebuild_view(reader.session.scenario, view)
        board = build_board(reader.voice, reader.session, view, reader.count_scenes(), self.then)
        course = next((figure.course for figure in board.figures if figure.stock == self.stock), ())
        times = [stop.when for stop in board.stops]
        return render_course(course, times, width, reader.voice.money, self.stock, height=_CURVE) if course else []

    def update_texts(self) -> None:
        """Show the chain and the ledger."""
        voice = self.reader.voice
        told = explain_figure(voice, self.reader.session, self.stock, self.then)
        title = join_contents(style_text(told.name, "bold $ink"), style_text(f"   {told.value}", "$ink"))
        self.query_one(Header).show_titles(title, style_text(told.about, "$quiet"))
        shown = [*_render_chain(told), *_render_entries(told, self.stock, voice.money), *_render_links(told)]
        self.query_one(DrawnLines).display = self.is_large
        self.query_one(StoryWidget).display = not self.is_large
        self.query_one(DrawnLines).show_drawing(
            (lambda width: self._render_web(told, width)) if self.is_large else lambda _width: []
        )
        untouched = [] if told.chain or told.entries else [Paragraph(style_text(told.untouched, "$quiet"))]
        self.query_one(StoryWidget).show_paragraphs([*untouched, *shown])


def _render_chain(told: FigureExplanation) -> Iterator[Paragraph]:
    if sentences := [sentence for sentence in (told.told, told.moved) if sentence]:
        yield Paragraph(style_text(" ".join(sentences), "$ink"))
    if told.chain:
        yield Paragraph(style_text(told.chain_title, "bold $quiet"))
    for depth, cause in enumerate(told.chain):
        indent = style_text("  " * depth + ("← " if depth else ""))
        lead = join_contents(indent, _render_points(cause.points), style_text("  "))
        yield Paragraph(style_text(cause.name, "$ink"), lead=lead, close=True)


def _render_entries(told: FigureExplanation, stock: str, money: Money) -> Iterator[Paragraph]:
    if told.entries:
        yield Paragraph(style_text(told.entries_title, "bold $quiet"))
    for entry in told.entries:
        lead = join_contents(render_difference(stock, entry.points, money), style_text("  "))
        yield Paragraph(_render_entry(entry), lead=lead, close=True)


def _render_links(told: FigureExplanation) -> Iterator[Paragraph]:
    """Yield what the figure depends on, and what depends on it."""
    links = [line for line in (told.depends, told.feeds) if line]
    yield from (Paragraph(style_text(line, "$quiet"), close=number > 0) for number, line in enumerate(links))


def _render_entry(entry: FigureEntry) -> Content:
    return join_contents(style_text(entry.cause, "$ink"), style_text(f"  {entry.when}", "$quiet"))


def _render_points(points: float) -> Content:
    mark = "▴" if points > 0 else "▾"
    return style_text(f"{mark}{format_number(abs(points), 1)}".rjust(6), "$gained" if points > 0 else "$lost")
