"""The company beside the story on wide terminals, and folded into two lines on narrow ones."""

from typing import ClassVar, Final

from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive

from game.engine.stocks import DEPARTMENTS
from game.locales import _, current_language, ngettext, vocabulary
from game.playthrough.visibility import ChairView, Figure, SharedView
from game.tui.toolkit.content import NOTHING, fit_to_width, join_contents, render_bar, style_text, wrap_text
from game.tui.toolkit.figures import BAR, format_number, index_figures, render_change, render_figure_row
from game.tui.toolkit.lines import LinesWidget

COMPANY: Final = ("culture", "structure", *DEPARTMENTS)
CUSTOMERS: Final = ("csat_product", "csat_service", "customers", "cash")
_FOLDED: Final = ("culture", "engineering", "marketing", "sales", "support")
_ROOM: Final = 5
"""Cells of a figure with the change beside it: two digits each."""
_BARRED: Final = 40
"""Cells from which there is room for a bar."""
_TIME: Final = 0.25


class FigureClicked(Message):
    """A figure was clicked: what moved it?"""

    def __init__(self, stock: str) -> None:
        super().__init__()
        self.stock = stock


class CompanyPanel(LinesWidget):
    """All that a chair may see of the company, of the two, and of what is on its way."""

    WIDTH: ClassVar[int] = 50
    DEFAULT_CSS = "CompanyPanel { width: 50; height: 1fr; padding: 1 2; background: $slate; }"

    way = reactive(1.0, repaint=False)
    """How far bars have come from the value before to the value now."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: ChairView | SharedView | None = None
        self.other = ""
        self.said: tuple[Content, ...] = ()
        self.cues: tuple[Content, ...] = ()
        self.promises: tuple[Content, ...] = ()
        self._before: dict[str, float] = {}
        self._stocks: list[str] = []

    def show_view(self, seen: ChairView, other: str, cues: tuple[Content, ...], promises: tuple[Content, ...]) -> None:
        """Show a view; `other` is the other chair's name. Bars walk to their new values where motion is on."""
        self._update_view(seen, other, (), cues, promises)

    def show_shared_view(
        self,
        seen: SharedView,
        said: tuple[Content, ...],
        cues: tuple[Content, ...],
        promises: tuple[Content, ...],
    ) -> None:
        """Show what two people may look at; `said` are the facts that are out."""
        self._update_view(seen, current_language(), said, cues, promises)

    def _update_view(
        self,
        seen: ChairView | SharedView,
        other: str,
        said: tuple[Content, ...],
        cues: tuple[Content, ...],
        promises: tuple[Content, ...],
    ) -> None:
        if (seen, other) == (self.seen, self.other):
            return
        moved = self.seen is not None and seen.figures != self.seen.figures
        self._before = (
            {figure.stock: self._compute_shown_value(figure) for figure in self.seen.figures} if self.seen else {}
        )
        self.seen, self.other, self.said, self.cues, self.promises = seen, other, said, cues, promises
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
        if self.seen is None:
            return []
        figures = index_figures(self.seen.figures)
        rows: list[Content] = []
        self._add_figures(
            rows, _("The company"), [figures[stock] for stock in COMPANY if stock in figures], "$gauge", width
        )
        self._add_figures(
            rows, _("Customers"), [figures[stock] for stock in CUSTOMERS if stock in figures], "$gained", width
        )
        if isinstance(self.seen, ChairView):
            self._add_lines(
                rows,
                "",
                [NOTHING, _render_heading(_("Between you")), *render_relationship(self.seen, self.other, width)],
            )
        lists = ((_("Both know"), self.said), (_("On its way"), self.cues), (_("Promised"), self.promises))
        for title, texts in lists:
            if texts:
                self._add_lines(rows, "", [NOTHING, _render_heading(title)])
                for text in texts:
                    self._add_lines(rows, "", wrap_text(text, width))
        return rows

    def on_click(self, event: events.Click) -> None:
        """A click on a figure asks for its causes."""
        at = event.get_content_offset(self)
        if at is not None and at.y < len(self._stocks) and self._stocks[at.y]:
            self.post_message(FigureClicked(self._stocks[at.y]))

    def _add_figures(self, rows: list[Content], title: str, figures: list[Figure], style: str, width: int) -> None:
        self._add_lines(rows, "", [NOTHING, _render_heading(title)] if rows else [_render_heading(title)])
        for figure in figures:
            self._add_lines(
                rows, figure.stock, [render_figure_row(figure, width, self._compute_shown_value(figure), style)]
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
        self.seen: ChairView | SharedView | None = None
        self.other = ""

    def show_shared_view(self, seen: SharedView) -> None:
        """Show what two people may look at."""
        self.show_view(seen, current_language())

    def show_view(self, seen: ChairView | SharedView, other: str) -> None:
        """Show a view."""
        if (seen, other) != (self.seen, self.other):
            self.seen, self.other = seen, other
            self.refresh_rows()

    def render_rows(self, width: int) -> list[Content]:
        """Return the two lines."""
        if self.seen is None:
            return [NOTHING, NOTHING]
        figures = index_figures(self.seen.figures)
        first = [_render_short_figure(figures[stock]) for stock in _FOLDED if stock in figures]
        second = [_render_short_figure(figures[stock]) for stock in CUSTOMERS[:2] if stock in figures]
        last = (
            render_mood(self.seen, self.other)
            if isinstance(self.seen, ChairView)
            else _render_short_figure(figures["cash"])
        )
        return [_spread_parts(first, width), _spread_parts([*second, last], width)]

    def on_click(self, event: events.Click) -> None:
        """A click anywhere opens the whole company."""
        event.stop()
        self.post_message(FigureClicked(""))


def render_relationship(seen: ChairView, other: str, width: int) -> list[Content]:
    """Return what one chair may see of the two: its trust, how the other seems, what is still unsaid."""
    trust = seen.trust
    gauge = render_bar(trust.value, 100, BAR, f"${seen.chair}") + style_text(" ") if width >= _BARRED else NOTHING
    label = style_text(_("You trust {name}", name=other), "$ink")
    label = fit_to_width(label, 14) + style_text(" ") if width >= _BARRED else label + style_text("  ")
    word = style_text("  " + vocabulary.describe_band("trust", trust.band), "$quiet")
    line = join_contents(label, gauge, style_text(format_number(trust).rjust(3 if gauge else 0), "$ink"), word)
    mark = render_change(trust)
    held = len(seen.facts)
    unsaid = ngettext("{n} of your {held} facts", "{n} of your {held} facts", seen.unsaid, held=held)
    return [
        fit_to_width(line, max(0, width - mark.cell_length)) + mark,
        render_mood(seen, other),
        join_contents(style_text(_("Unsaid") + "  ", "$ink"), style_text(unsaid, "$quiet")),
    ]


def render_mood(seen: ChairView, other: str) -> Content:
    """Return how the other seems, as a word."""
    colour = "cto" if seen.chair == "ceo" else "ceo"
    word = style_text(vocabulary.describe_band("seems", seen.seems), f"${colour}")
    return join_contents(style_text(_("{name} seems", name=other) + "  ", "$ink"), word)


def _render_heading(text: str) -> Content:
    return style_text(text.upper(), "bold $quiet")


def _render_short_figure(figure: Figure) -> Content:
    label = style_text(vocabulary.name_stock_briefly(figure.stock) + " ", "$quiet")
    value = join_contents(label, style_text(format_number(figure), "$ink"), render_change(figure))
    return fit_to_width(value, max(value.cell_length, label.cell_length + _ROOM))


def _spread_parts(parts: list[Content], width: int) -> Content:
    """Set parts over the width; each has room for its change, so that nothing moves when one comes."""
    free = width - sum(part.cell_length for part in parts)
    space = min(max(1, free // max(1, len(parts) - 1)), 4)
    return join_contents(*parts, between=" " * space)
