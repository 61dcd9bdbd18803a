"""The company beside the story on wide terminals, and folded into two lines on narrow ones."""

from typing import ClassVar, Final

from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive

from game.engine.stocks import DEPARTMENTS
from game.locales import _, language, ngettext, words
from game.playthrough.prompts import Figure, View
from game.playthrough.together import Table
from game.tui.content import NOTHING, ink, join
from game.tui.typeset import bar, pad, wrap
from game.tui.widgets.figures import BAR, by_name, change, figure_row, number
from game.tui.widgets.lines import Lines

COMPANY: Final = ("culture", "structure", *DEPARTMENTS)
CUSTOMERS: Final = ("csat_product", "csat_service", "customers", "cash")
_FOLDED: Final = ("culture", "engineering", "marketing", "sales", "support")
_ROOM: Final = 5
"""Cells of a figure with the change beside it: two digits each."""
_BARRED: Final = 40
"""Cells from which there is room for a bar."""
_TIME: Final = 0.25


class FigureAsked(Message):
    """A figure was clicked: what moved it?"""

    def __init__(self, stock: str) -> None:
        super().__init__()
        self.stock = stock


class Standing(Lines):
    """All that a chair may see of the company, of the two, and of what is on its way."""

    WIDTH: ClassVar[int] = 50
    DEFAULT_CSS = "Standing { width: 50; height: 1fr; padding: 1 2; background: $slate; }"

    way = reactive(1.0, repaint=False)
    """How far bars have come from the value before to the value now."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: View | Table | None = None
        self.other = ""
        self.said: tuple[Content, ...] = ()
        self.cues: tuple[Content, ...] = ()
        self.promises: tuple[Content, ...] = ()
        self._before: dict[str, float] = {}
        self._stocks: list[str] = []

    def show(self, seen: View, other: str, cues: tuple[Content, ...], promises: tuple[Content, ...]) -> None:
        """Show a view; `other` is the other chair's name. Bars walk to their new values where motion is on."""
        self._show(seen, other, (), cues, promises)

    def show_table(
        self,
        seen: Table,
        said: tuple[Content, ...],
        cues: tuple[Content, ...],
        promises: tuple[Content, ...],
    ) -> None:
        """Show what two people may look at; `said` are the facts that are out."""
        self._show(seen, language(), said, cues, promises)

    def _show(
        self,
        seen: View | Table,
        other: str,
        said: tuple[Content, ...],
        cues: tuple[Content, ...],
        promises: tuple[Content, ...],
    ) -> None:
        if (seen, other) == (self.seen, self.other):
            return
        moved = self.seen is not None and seen.figures != self.seen.figures
        self._before = {figure.stock: self._shown(figure) for figure in self.seen.figures} if self.seen else {}
        self.seen, self.other, self.said, self.cues, self.promises = seen, other, said, cues, promises
        if moved and self.app.animation_level == "full":
            self.way = 0.0
            self.animate("way", 1.0, duration=_TIME, easing="out_cubic")
        else:
            self.way = 1.0
            self.changed()

    def watch_way(self) -> None:
        """Set the bars anew on their way."""
        self.changed()

    def rows(self, width: int) -> list[Content]:
        """Return the panel as lines."""
        self._stocks = []
        if self.seen is None:
            return []
        figures = by_name(self.seen.figures)
        rows: list[Content] = []
        self._group(rows, _("The company"), [figures[stock] for stock in COMPANY if stock in figures], "$gauge", width)
        self._group(rows, _("Customers"), [figures[stock] for stock in CUSTOMERS if stock in figures], "$gained", width)
        if isinstance(self.seen, View):
            self._add(rows, "", [NOTHING, _heading(_("Between you")), *between_you(self.seen, self.other, width)])
        lists = ((_("Both know"), self.said), (_("On its way"), self.cues), (_("Promised"), self.promises))
        for title, texts in lists:
            if texts:
                self._add(rows, "", [NOTHING, _heading(title)])
                for text in texts:
                    self._add(rows, "", wrap(text, width))
        return rows

    def on_click(self, event: events.Click) -> None:
        """A click on a figure asks for its causes."""
        at = event.get_content_offset(self)
        if at is not None and at.y < len(self._stocks) and self._stocks[at.y]:
            self.post_message(FigureAsked(self._stocks[at.y]))

    def _group(self, rows: list[Content], title: str, figures: list[Figure], style: str, width: int) -> None:
        self._add(rows, "", [NOTHING, _heading(title)] if rows else [_heading(title)])
        for figure in figures:
            self._add(rows, figure.stock, [figure_row(figure, width, self._shown(figure), style)])

    def _add(self, rows: list[Content], stock: str, lines: list[Content]) -> None:
        rows += lines
        self._stocks += [stock] * len(lines)

    def _shown(self, figure: Figure) -> float:
        before = self._before.get(figure.stock, figure.value)
        return before + (figure.value - before) * self.way


class Folded(Lines):
    """The company in two lines: the same figures in the same places, always."""

    DEFAULT_CSS = "Folded { height: 2; padding: 0 2; background: $slate; }"

    def __init__(self) -> None:
        super().__init__()
        self.seen: View | Table | None = None
        self.other = ""

    def show_table(self, seen: Table) -> None:
        """Show what two people may look at."""
        self.show(seen, language())

    def show(self, seen: View | Table, other: str) -> None:
        """Show a view."""
        if (seen, other) != (self.seen, self.other):
            self.seen, self.other = seen, other
            self.changed()

    def rows(self, width: int) -> list[Content]:
        """Return the two lines."""
        if self.seen is None:
            return [NOTHING, NOTHING]
        figures = by_name(self.seen.figures)
        first = [_short(figures[stock]) for stock in _FOLDED if stock in figures]
        second = [_short(figures[stock]) for stock in CUSTOMERS[:2] if stock in figures]
        last = seems(self.seen, self.other) if isinstance(self.seen, View) else _short(figures["cash"])
        return [_spread(first, width), _spread([*second, last], width)]

    def on_click(self, event: events.Click) -> None:
        """A click anywhere opens the whole company."""
        event.stop()
        self.post_message(FigureAsked(""))


def between_you(seen: View, other: str, width: int) -> list[Content]:
    """Return what one chair may see of the two: its trust, how the other seems, what is still unsaid."""
    trust = seen.trust
    gauge = bar(trust.value, 100, BAR, f"${seen.chair}") + ink(" ") if width >= _BARRED else NOTHING
    label = ink(_("You trust {name}", name=other), "$ink")
    label = pad(label, 14) + ink(" ") if width >= _BARRED else label + ink("  ")
    word = ink("  " + words.band("trust", trust.band), "$quiet")
    line = join(label, gauge, ink(number(trust).rjust(3 if gauge else 0), "$ink"), word)
    mark = change(trust)
    held = len(seen.facts)
    unsaid = ngettext("{n} of your {held} facts", "{n} of your {held} facts", seen.unsaid, held=held)
    return [
        pad(line, max(0, width - mark.cell_length)) + mark,
        seems(seen, other),
        join(ink(_("Unsaid") + "  ", "$ink"), ink(unsaid, "$quiet")),
    ]


def seems(seen: View, other: str) -> Content:
    """Return how the other seems, as a word."""
    colour = "cto" if seen.chair == "ceo" else "ceo"
    word = ink(words.band("seems", seen.seems), f"${colour}")
    return join(ink(_("{name} seems", name=other) + "  ", "$ink"), word)


def _heading(text: str) -> Content:
    return ink(text.upper(), "bold $quiet")


def _short(figure: Figure) -> Content:
    label = ink(words.short_stock(figure.stock) + " ", "$quiet")
    value = join(label, ink(number(figure), "$ink"), change(figure))
    return pad(value, max(value.cell_length, label.cell_length + _ROOM))


def _spread(parts: list[Content], width: int) -> Content:
    """Set parts over the width; each has room for its change, so that nothing moves when one comes."""
    free = width - sum(part.cell_length for part in parts)
    space = min(max(1, free // max(1, len(parts) - 1)), 4)
    return join(*parts, between=" " * space)
