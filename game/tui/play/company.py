"""The company beside the story on wide terminals, and folded into two lines on narrow ones."""

from typing import ClassVar, Final

from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive

from game.engine.stocks import other_chair
from game.locales import vocabulary
from game.locales.figures import Money, format_number
from game.narration.company import CUSTOMERS, CompanyOverview, FigureGroup, RelationshipStatus
from game.playthrough.visibility import Figure
from game.tui.toolkit.content import NOTHING, fit_to_width, join_contents, render_bar, style_text, wrap_text
from game.tui.toolkit.figures import BAR, index_figures, render_change, render_figure_row
from game.tui.toolkit.lines import LinesWidget

_FOLDED: Final = ("culture", "engineering", "marketing", "sales", "support")
_ROOM: Final = 5
"""Cells of a figure with the change beside it: two digits each."""
_BARRED: Final = 40
"""Cells from which there is room for a bar."""
_TIME: Final = 0.25
"""Seconds that bars take to their new values."""
_BAR_STYLES: Final = ("$quiet", "$gained")
"""The colour of the bars of each group of figures."""


class FigureClicked(Message):
    """A figure was clicked: what moved it?"""

    def __init__(self, stock: str) -> None:
        super().__init__()
        self.stock = stock


class CompanyPanel(LinesWidget):
    """All that a reader may see of the company, of the two, and of what is on its way."""

    WIDTH: ClassVar[int] = 50
    DEFAULT_CSS = "CompanyPanel { width: 50; height: 1fr; padding: 1 2; background: $slate; }"

    way = reactive(1.0, repaint=False)
    """How far bars have come from the value before to the value now, from 0 to 1."""

    def __init__(self) -> None:
        super().__init__()
        self.overview: CompanyOverview | None = None
        self.known: tuple[Content, ...] = ()
        self.signs: tuple[Content, ...] = ()
        self.promises: tuple[Content, ...] = ()
        self._before: dict[str, float] = {}
        self._stocks: list[str] = []

    def show_overview(
        self,
        overview: CompanyOverview,
        signs: tuple[Content, ...],
        promises: tuple[Content, ...],
        known: tuple[Content, ...] = (),
    ) -> None:
        """Show how things stand; bars walk to their new values where motion is on.

        Args:
            overview: the figures and labels.
            signs: the hints of what is on its way.
            promises: the open promises.
            known: the facts that are out, for two people who look together.
        """
        before = self.overview
        if overview == before:
            return
        self._before = {figure.stock: self._compute_shown_value(figure) for figure in before.figures} if before else {}
        self.overview, self.known, self.signs, self.promises = overview, known, signs, promises
        moved = before is not None and overview.figures != before.figures
        if moved and self.app.animation_level == "full":
            self.way = 0.0
            self.animate("way", 1.0, duration=_TIME, easing="out_cubic")
        else:
            self.way = 1.0
            self.refresh_rows()

    def watch_way(self) -> None:
        """Set the bars anew on their way."""
        self.refresh_rows()

    def render_rows(self, width: int) -> list[Content]:
        """Return the panel as lines."""
        self._stocks = []
        overview = self.overview
        if overview is None:
            return []
        rows: list[Content] = []
        for group, style in zip(overview.groups, _BAR_STYLES, strict=True):
            self._add_figures(rows, group, overview.money, style, width)
        if overview.relationship is not None:
            heading = _render_heading(overview.relationship.title)
            self._add_lines(rows, "", [NOTHING, heading, *render_relationship(overview.relationship, width)])
        lists = ((overview.known, self.known), (overview.signs, self.signs), (overview.promises, self.promises))
        for titled, texts in lists:
            if texts:
                self._add_lines(rows, "", [NOTHING, _render_heading(titled.title)])
                for text in texts:
                    self._add_lines(rows, "", wrap_text(text, width))
        return rows

    def on_click(self, event: events.Click) -> None:
        """Ask for the causes of the figure that was clicked."""
        at = event.get_content_offset(self)
        if at is not None and at.y < len(self._stocks) and self._stocks[at.y]:
            self.post_message(FigureClicked(self._stocks[at.y]))

    def _add_figures(self, rows: list[Content], group: FigureGroup, money: Money, style: str, width: int) -> None:
        heading = _render_heading(group.title)
        self._add_lines(rows, "", [NOTHING, heading] if rows else [heading])
        for figure in group.figures:
            self._add_lines(
                rows,
                figure.stock,
                [render_figure_row(figure, width, money, shown=self._compute_shown_value(figure), style=style)],
            )

    def _add_lines(self, rows: list[Content], stock: str, lines: list[Content]) -> None:
        rows += lines
        self._stocks += [stock] * len(lines)

    def _compute_shown_value(self, figure: Figure) -> float:
        before = self._before.get(figure.stock, figure.value)
        return before + (figure.value - before) * self.way


class CompanySummary(LinesWidget):
    """The company in two lines: the same figures in the same places, always."""

    DEFAULT_CSS = "CompanySummary { height: 2; padding: 0 2; background: $slate; }"

    def __init__(self) -> None:
        super().__init__()
        self.overview: CompanyOverview | None = None

    def show_overview(self, overview: CompanyOverview) -> None:
        """Show how things stand."""
        if overview != self.overview:
            self.overview = overview
            self.refresh_rows()

    def render_rows(self, width: int) -> list[Content]:
        """Return the two lines."""
        if self.overview is None:
            return [NOTHING, NOTHING]
        figures, relationship = index_figures(self.overview.figures), self.overview.relationship
        money = self.overview.money
        first = [_render_short_figure(figures[stock], money) for stock in _FOLDED if stock in figures]
        second = [_render_short_figure(figures[stock], money) for stock in CUSTOMERS[:2] if stock in figures]
        last = _render_mood(relationship) if relationship else _render_short_figure(figures["cash"], money)
        return [_spread_parts(first, width), _spread_parts([*second, last], width)]

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


def _render_short_figure(figure: Figure, money: Money) -> Content:
    label = style_text(vocabulary.name_stock_briefly(figure.stock) + " ", "$quiet")
    number = style_text(money.format_figure(figure.stock, figure.value), "$ink")
    value = join_contents(label, number, render_change(figure, money))
    return fit_to_width(value, max(value.cell_length, label.cell_length + _ROOM))


def _spread_parts(parts: list[Content], width: int) -> Content:
    """Set parts over the width; each has room for its change, so that nothing moves when one comes."""
    free = width - sum(part.cell_length for part in parts)
    space = min(max(1, free // max(1, len(parts) - 1)), 4)
    return join_contents(*parts, between=" " * space)
