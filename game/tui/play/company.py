"""The company beside the story on wide terminals, and folded into two lines on narrow ones."""

from collections.abc import Iterator, Sequence
from typing import ClassVar, Final

from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive

from game.engine.stocks import other_chair
from game.locales import vocabulary
from game.locales.figures import Money, format_number
from game.narration.board import Board, FigureCourse
from game.narration.company import CompanyOverview, RelationshipStatus
from game.playthrough.visibility import Figure
from game.tui.actions import ACTIONS
from game.tui.play.recap import render_people
from game.tui.toolkit.content import NOTHING, fit_to_width, join_contents, render_bar, style_text, wrap_text
from game.tui.toolkit.deviation import Trend, measure_columns, render_trend
from game.tui.toolkit.figures import BAR, COUNTED, render_change, render_difference
from game.tui.toolkit.lines import LinesWidget

_BARRED: Final = 40
"""Cells from which there is room for a bar."""
_TIME: Final = 0.25
"""Seconds that bars take to their new values."""


class FigureClicked(Message):
    """A figure was clicked: what moved it?"""

    def __init__(self, stock: str) -> None:
        super().__init__()
        self.stock = stock


class CompanyPanel(LinesWidget):
    """All that a reader may see of the company, of the two, and of what is on its way."""

    WIDTH: ClassVar[int] = 48
    DEFAULT_CSS = "CompanyPanel { width: 48; height: 1fr; padding: 1 1; background: $slate; }"

    way = reactive(1.0, repaint=False)
    """How far bars have come from the value before to the value now, from 0 to 1."""

    def __init__(self) -> None:
        super().__init__()
        self.overview: CompanyOverview | None = None
        self.board: Board | None = None
        self.known: tuple[Content, ...] = ()
        self.promises: tuple[Content, ...] = ()
        self.with_people = True
        self._before: dict[str, float] = {}
        self._stocks: list[str] = []

    def show_overview(
        self, overview: CompanyOverview, board: Board, known: tuple[Content, ...], promises: tuple[Content, ...]
    ) -> None:
        """Show how things stand; bars walk to their new values where motion is on.

        Args:
            overview: the figures and labels.
            board: the course of each figure.
            known: the facts that both know.
            promises: the open promises.
        """
        before = self.overview
        if overview == before and board == self.board:
            return
        self._before = {figure.stock: self._compute_shown_value(figure) for figure in before.figures} if before else {}
        self.overview, self.board, self.known, self.promises = overview, board, known, promises
        moved = before is not None and overview.figures != before.figures
        if moved and self.app.animation_level == "full":
            self.way = 0.0
            self.animate("way", 1.0, duration=_TIME, easing="out_cubic")
        else:
            self.way = 1.0
            self.refresh_rows()

    def leave_people_out(self, told_elsewhere: bool) -> None:
        """Show nothing of who is who, where that stands beside the page."""
        if self.with_people == told_elsewhere:
            self.with_people = not told_elsewhere
            self.refresh_rows()

    def watch_way(self) -> None:
        """Set the bars anew on their way."""
        self.refresh_rows()

    def render_rows(self, width: int) -> list[Content]:
        """Return the panel as lines."""
        self._stocks = []
        overview, board = self.overview, self.board
        if overview is None or board is None:
            return []
        rows: list[Content] = []
        trends = build_trends(board, overview.figures, overview.money)
        air = [NOTHING] if self.size.height > self.count_figure_lines() else []
        columns, by_stock = measure_columns(trends, width), {trend.stock: trend for trend in trends}
        for number, group in enumerate(overview.groups):
            heading = _render_heading(group.title)
            base = style_text(f"  {board.base}", "$quiet") if not number else NOTHING
            self._add_lines(rows, "", [*air, heading] if rows else [heading + base])
            for figure in group.figures:
                trend, value = by_stock[figure.stock], self._compute_shown_value(figure)
                row = render_trend(trend, columns, shown=trend.change - figure.value + value)
                self._add_lines(rows, figure.stock, [row])
        room = max(0, self.size.height - len(rows))
        rows_below = self._render_lists(overview, width, room)
        if self.with_people:
            rows_below += render_people(board.recap, width, room - len(rows_below))
        self._add_lines(rows, "", rows_below)
        return rows

    def count_figure_lines(self) -> int:
        """Return the lines that the figures take at the least, with their headings."""
        return sum(len(group.figures) + 1 for group in self.overview.groups) if self.overview is not None else 0

    def _render_lists(self, overview: CompanyOverview, width: int, room: int) -> list[Content]:
        """Return what both know, what was promised and what was pledged, as much as there is room for."""
        relationship = overview.relationship
        pledges = [style_text(pledge, "$ink") for pledge in relationship.pledges] if relationship else []
        lists = (
            (overview.known.title, self.known),
            (overview.promises.title, self.promises),
            (overview.pledged_title, pledges),
        )
        rows: list[Content] = []
        for title, texts in lists:
            block = [row for text in texts for row in wrap_text(text, width)]
            if block and len(rows) + 2 < room:
                rows += [NOTHING, _render_heading(title), *block]
        return rows if len(rows) <= room else [*rows[: room - 1], style_text(f"… {ACTIONS['company'].label}", "$quiet")]

    def on_resize(self) -> None:
        """Fill the new height."""
        self.refresh_rows()

    def on_click(self, event: events.Click) -> None:
        """Ask for the causes of the figure that was clicked."""
        at = event.get_content_offset(self)
        if at is not None and at.y < len(self._stocks) and self._stocks[at.y]:
            self.post_message(FigureClicked(self._stocks[at.y]))

    def _add_lines(self, rows: list[Content], stock: str, lines: list[Content]) -> None:
        rows += lines
        self._stocks += [stock] * len(lines)

    def _compute_shown_value(self, figure: Figure) -> float:
        before = self._before.get(figure.stock, figure.value)
        return before + (figure.value - before) * self.way


def build_trends(board: Board, figures: Sequence[Figure], money: Money) -> list[Trend]:
    """Return figures with how far each has come and its course, as far as the board has these."""
    courses = {course.stock: course for course in board.figures}
    return [_build_trend(figure, courses[figure.stock], money) for figure in figures if figure.stock in courses]


def render_figures(overview: CompanyOverview, board: Board, width: int) -> list[Content]:
    """Return the figures under their headings, as they stand beside a story."""
    groups = [(group.title, build_trends(board, group.figures, overview.money)) for group in overview.groups]
    columns = measure_columns((trend for _title, trends in groups for trend in trends), width)
    base = style_text(f"  {board.base}", "$quiet")
    rows: list[Content] = []
    for title, trends in groups:
        rows += [NOTHING, _render_heading(title)] if rows else [_render_heading(title) + base]
        rows += [render_trend(trend, columns) for trend in trends]
    return rows


def _build_trend(figure: Figure, course: FigureCourse, money: Money) -> Trend:
    return Trend(
        figure.stock,
        vocabulary.name_stock_in_row(figure.stock),
        money.format_figure(figure.stock, figure.value),
        course.change,
        course.course,
        course.word,
        counted=figure.stock in COUNTED,
        money=money,
    )


class CompanySummary(LinesWidget):
    """The company in two lines: the same figures in the same places, always, with their change since the start."""

    DEFAULT_CSS = "CompanySummary { height: 2; padding: 0 2; background: $slate; }"

    def __init__(self) -> None:
        super().__init__()
        self.overview: CompanyOverview | None = None
        self.board: Board | None = None

    def show_overview(self, overview: CompanyOverview, board: Board) -> None:
        """Show how things stand."""
        if (overview, board) != (self.overview, self.board):
            self.overview, self.board = overview, board
            self.refresh_rows()

    def render_rows(self, width: int) -> list[Content]:
        """Return the two lines."""
        if self.overview is None or self.board is None:
            return [NOTHING, NOTHING]
        courses = [course for course in self.board.figures if course.stock not in COUNTED]
        parts = [_render_short_figure(course) for course in courses]
        half = -(-len(parts) // 2)
        return list(_spread_table((parts[:half], parts[half:]), width))

    def on_click(self, event: events.Click) -> None:
        """Open the whole company, wherever it was clicked."""
        event.stop()
        self.post_message(FigureClicked(""))


def render_relationship(status: RelationshipStatus, width: int) -> list[Content]:
    """Return what one chair may see of the two: its trust, how the other seems, what is still unsaid."""
    trust = status.trust
    gauge = render_bar(trust.value, 100, BAR, f"${status.chair}") + style_text(" ") if width >= _BARRED else NOTHING
    label = style_text(status.trust_label, "$ink")
    label = fit_to_width(label, 14) + style_text(" ") if width >= _BARRED else label + style_text("  ")
    word = style_text("  " + status.trust_word, "$quiet")
    line = join_contents(label, gauge, style_text(format_number(trust.value).rjust(3 if gauge else 0), "$ink"), word)
    mark = render_change(trust)
    return [
        fit_to_width(line, max(0, width - mark.cell_length)) + mark,
        _render_mood(status),
        join_contents(style_text(status.unsaid_label + "  ", "$ink"), style_text(status.unsaid, "$quiet")),
        *_render_pledges(status, width),
    ]


def _render_pledges(status: RelationshipStatus, width: int) -> list[Content]:
    told = [style_text(pledge, "$quiet") for pledge in status.pledges]
    return [row for line in told for row in wrap_text(line, width)] if width else told


def _render_mood(status: RelationshipStatus) -> Content:
    """Return how the other seems, as a word and in fifths."""
    word = style_text(f"{status.mood} {status.mood_fifths}", f"${other_chair(status.chair)}")
    return join_contents(style_text(status.mood_label + "  ", "$ink"), word)


def _render_heading(text: str) -> Content:
    return style_text(text.upper(), "bold $quiet")


def _render_short_figure(course: FigureCourse) -> Content:
    name = style_text(vocabulary.name_stock_tersely(course.stock) + " ", "$quiet")
    number = style_text(str(course.value), "bold $ink")
    return join_contents(name, number, render_difference(course.stock, course.change))


def _spread_table(rows: Sequence[list[Content]], width: int) -> Iterator[Content]:
    """Yield rows over the width, their parts in common columns where there is room for that."""
    widest = [
        max((row[place].cell_length for row in rows if place < len(row)), default=0) for place in range(len(rows[0]))
    ]
    space = min(4, (width - sum(widest)) // max(1, len(widest) - 1))
    for row in rows:
        if space > 0:
            yield join_contents(*map(fit_to_width, row, widest), between=" " * space)
        else:
            yield join_contents(*row, between=" ")
