"""What came of a decision, as two blocks and a sum.

At the left stands what the decision did and how well the two carried it out, at the right what time and earlier
decisions did, each figure with its cause. Under them every figure adds up: before + decision + time = now, beside a bar
that starts at "before". Where there is little room fewer figures stand there, and at last the causes take the place of
the bars; what is marked is always among them.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from textual import events
from textual.content import Content
from textual.message import Message

from game.engine.state_draft import SCALE
from game.locales.figures import Money
from game.narration.consequence import MoveCause, MovedFigure, MovedFigures
from game.tui.toolkit.canvas import render_sparkline
from game.tui.toolkit.content import (
    NOTHING,
    add_edge,
    align_ends,
    fill_background,
    fit_to_width,
    join_columns,
    join_contents,
    style_text,
    wrap_hanging,
    wrap_text,
)
from game.tui.toolkit.figures import choose_change_style, render_difference
from game.tui.toolkit.lines import LinesWidget


@dataclass(frozen=True)
class OutcomeLevel:
    """How many figures stand there at the most, and whether the two blocks and the figures that stood still do."""

    most: int
    blocked: bool
    still: bool = False


LEVELS: Final = (
    OutcomeLevel(9, blocked=True, still=True),
    *(OutcomeLevel(most, blocked) for blocked in (True, False) for most in (9, 7, 5, 3)),
)
"""The levels from the roomiest to the tightest."""
USUAL_LEVEL: Final = 1
"""The level that a page is laid out for; what stood still takes what is left."""
WIDEST: Final = 116
_CARET: Final = 2
_SPACE: Final = 2
_LONGEST_NAME: Final = 18
_CHANGE: Final = 5
"""The cells of a figure's name and of its change, at the most."""
_COLUMN: Final = 5
"""The cells of a number, at the least."""
_LEAST_BLOCK: Final = 30
"""The cells of a block of figures, at the least."""
_ROOMY: Final = 110
_LEAST_COURSE: Final = 12
"""Cells of a row from which courses stand there, and of a course at the least."""
_SIDE: Final = 10
"""The cells of a bar on either side of its middle, at the most."""

_ACCENTS: Final = {"ceo": "$ceo", "cto": "$cto", "both": "$gained", "board": "$ink"}
"""The colour of whose decision it was."""


@dataclass(frozen=True)
class _FigureBlock:
    """One of the two blocks: its title, what stands at the title's end, its colour, figures with causes, reasons.

    By cause, each cause is told once, with all figures that it moved: time moves many of them by few causes.
    """

    title: str
    aside: str
    style: str
    moves: Sequence[tuple[MovedFigure, Sequence[MoveCause]]]
    reasons: Sequence[tuple[str, bool]] = ()
    by_cause: bool = False


class OutcomeTable(LinesWidget):
    """The figures that have moved; `level` says how much of them is set."""

    class FigureMarked(Message):
        """The row of a figure was clicked, in the turn it was shown for."""

        def __init__(self, index: int, turn: str) -> None:
            super().__init__()
            self.index, self.turn = index, turn

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 -- textual's name
        super().__init__(id=id)
        self.moved: MovedFigures | None = None
        self.caret: int | None = None
        self.courses: Mapping[str, tuple[int, ...]] = {}
        self.accent, self.turn = "$ceo", ""
        self.level = 0
        self._owners: list[int | None] = []

    def show_figures(self, moved: MovedFigures | None, caret: int | None, accent: str, turn: str = "") -> None:
        """Show other figures, or another mark."""
        before = (self.moved, self.caret, self.accent)
        self.moved, self.caret, self.accent, self.turn = moved, caret, accent, turn
        if before != (moved, caret, accent):
            self.refresh_rows()

    def show_courses(self, courses: Mapping[str, tuple[int, ...]]) -> None:
        """Show how figures went from scene to scene, by stock, where there is room for it."""
        if courses != self.courses:
            self.courses = courses
            self.refresh_rows()

    def set_level(self, level: int) -> None:
        """Set as much as a level allows."""
        if level != self.level:
            self.level = level
            self.refresh_rows()

    def measure_level(self, width: int, level: int) -> int:
        """Return how many lines a level takes."""
        return len(self.render_cached_rows(width) if level == self.level else self._render_level(width, level)[0])

    def render_rows(self, width: int) -> list[Content]:
        """Return the blocks and the sum."""
        rows, self._owners = self._render_level(width, self.level)
        return rows

    def on_click(self, event: events.Click) -> None:
        """Tell the page which figure was clicked."""
        at = event.get_content_offset(self)
        if at is not None and at.y < len(self._owners) and (index := self._owners[at.y]) is not None:
            self.post_message(self.FigureMarked(index, self.turn))

    def _render_level(self, width: int, level: int) -> tuple[list[Content], list[int | None]]:
        if self.moved is None:
            return [], []
        manner = LEVELS[level]
        first = max(0, (self.caret or 0) - manner.most + 1)
        shown = list(enumerate(self.moved.figures))[first : first + manner.most]
        column = min(width, WIDEST)
        above: list[Content] = []
        if manner.blocked:
            blocks = self._list_blocks([figure for _number, figure in shown])
            above = [*_render_blocks(blocks, self.moved.money, column), NOTHING]
        courses = self.courses if column >= _ROOMY else {}
        sums = _SumTable(self.moved, self.accent, column, courses, barred=manner.blocked)
        rows = [sums.render_row(figure, here=number == self.caret) for number, figure in shown]
        still = _render_still_figures(self.moved, column) if manner.still else []
        owners = [*[None] * (len(above) + 1), *(number for number, _figure in shown), *[None] * len(still)]
        return [*above, sums.render_head(), *rows, *still], owners

    def _list_blocks(self, figures: Sequence[MovedFigure]) -> list[_FigureBlock]:
        """Return what the decision did, and what time did; one of them where there is nothing of the other."""
        moved = self.moved
        assert moved is not None
        decided = [(figure, figure.decided) for figure in figures if figure.decided]
        elapsed = [(figure, figure.elapsed) for figure in figures if figure.elapsed]
        blocks = []
        if moved.decided_title and (decided or moved.carried):
            blocks.append(
                _FigureBlock(
                    moved.decided_title, moved.carried, _ACCENTS.get(moved.decider, self.accent), decided, moved.reasons
                )
            )
        if elapsed or not blocks:
            blocks.append(_FigureBlock(moved.elapsed_title, "", "$time", elapsed, by_cause=True))
        return blocks


# -- the two blocks ------------------------------------------------------------------------------------------


def _render_blocks(blocks: Sequence[_FigureBlock], money: Money, width: int) -> list[Content]:
    """Return blocks side by side, of one height."""
    widths = _share_width(blocks, money, width)
    laid_out = [_render_block(block, money, each - _SPACE - 1) for block, each in zip(blocks, widths, strict=True)]
    tallest = max(map(len, laid_out))
    laid_out = [
        [*rows, *_render_reasons(block, each - _SPACE - 1, tallest - len(rows))]
        for block, each, rows in zip(blocks, widths, laid_out, strict=True)
    ]
    edged = [
        add_edge([*rows, *[NOTHING] * (tallest - len(rows))], block.style, each, "$slate")
        for block, each, rows in zip(blocks, widths, laid_out, strict=True)
    ]
    return join_columns(edged, 1)


def _share_width(blocks: Sequence[_FigureBlock], money: Money, width: int) -> list[int]:
    """Return the cells of each block: the same, unless the one needs less and the other more."""
    each = (width - (len(blocks) - 1)) // len(blocks)
    if len(blocks) != 2:
        return [each] * len(blocks)
    first, second = (max(_LEAST_BLOCK, _measure_block(block, money, width) + _SPACE + 1) for block in blocks)
    rest = width - 1
    left = each
    if first < each < second:
        left = max(first, rest - second)
    elif second < each < first:
        left = min(first, rest - second)
    return [left, rest - left]


def _measure_block(block: _FigureBlock, money: Money, width: int) -> int:
    """Return the cells that the lines of a block take which may be as long as `width`."""
    rows = _render_block(replace(block, aside=""), money, width)
    title = style_text(f"{block.title}  {block.aside}")
    return max(title.cell_length, *(row.rstrip().cell_length for row in rows))


def _render_reasons(block: _FigureBlock, width: int, room: int) -> list[Content]:
    """Return what made a decision be carried out as it was, as far as there is room beside the other block."""
    rows: list[Content] = [NOTHING]
    for words, helped in block.reasons:
        sign = style_text("● " if helped else "○ ", "$gained" if helped else "$lost")
        rows += wrap_hanging(sign, style_text(words, "$quiet"), width)
    return rows if 1 < len(rows) <= room else []


def _render_block(block: _FigureBlock, money: Money, width: int) -> list[Content]:
    """Return a title, and a line a figure: its name, by how much it moved, and why; by cause where one is too long."""
    title, aside = style_text(block.title, f"bold {block.style}"), style_text(block.aside, "$quiet")
    fits = title.cell_length + aside.cell_length < width
    head = [align_ends(title, aside, width)] if fits else [*wrap_text(title, width), *wrap_text(aside, width)]
    rows = [] if block.by_cause else _render_by_figure(block.moves, money)
    if block.by_cause or any(row.cell_length > width for row in rows):
        rows = list(_render_by_cause(block.moves, money, width))
    return [*head, *rows]


def _render_by_figure(moves: Sequence[tuple[MovedFigure, Sequence[MoveCause]]], money: Money) -> list[Content]:
    """Return each figure in a line, with all that moved it; the decision itself needs no word."""
    names = [style_text(figure.name, "$ink") for figure, _causes in moves]
    indent = min(_LONGEST_NAME, max((name.cell_length for name in names), default=0))
    rows = []
    for name, (figure, causes) in zip(names, moves, strict=True):
        points = sum(cause.points for cause in causes)
        style = f"bold {choose_change_style(figure.stock, points)}"
        change = style_text(money.format_change(figure.stock, points).rjust(_CHANGE), style)
        told = [] if len(causes) == 1 and causes[0].whole else _list_causes(causes, figure.stock, money)
        lead = join_contents(fit_to_width(name, indent), change)
        rows.append(join_contents(lead, style_text("  "), join_contents(*told, between=", ")) if told else lead)
    return rows


def _render_by_cause(
    moves: Sequence[tuple[MovedFigure, Sequence[MoveCause]]], money: Money, width: int
) -> Iterator[Content]:
    """Yield each cause, and after it every figure that it moved, by how much."""
    items: dict[str, list[Content]] = {}
    for figure, causes in moves:
        for cause in causes:
            change = money.format_change(figure.stock, cause.points)
            style = f"bold {choose_change_style(figure.stock, cause.points)}"
            item = join_contents(style_text(figure.name, "$ink"), style_text(f" {change}", style))
            items.setdefault(cause.words, []).append(item)
    for words, moved in items.items():
        yield from _pack_items(style_text(words, "$quiet"), moved, width)


def _pack_items(lead: Content, items: Sequence[Content], width: int) -> Iterator[Content]:
    """Yield lines of a lead and items, none of which is broken unless it is longer than a line."""
    row = lead
    for item in items:
        if row.cell_length + _SPACE + item.cell_length > width:
            yield from wrap_text(row, width)
            row = NOTHING
        row = join_contents(row, item, between=" " * _SPACE)
    yield from wrap_text(row, width)


def _render_causes(causes: Sequence[MoveCause], stock: str, money: Money, room: int) -> Content:
    """Return as many causes as there is room for, the largest first; each with its points where there are several."""
    told, *others = _list_causes(causes, stock, money)
    for cause in others:
        longer = join_contents(told, cause, between=", ")
        if longer.cell_length > room:
            break
        told = longer
    return told


def _list_causes(causes: Sequence[MoveCause], stock: str, money: Money) -> list[Content]:
    words = [style_text(cause.words, "$quiet") for cause in causes]
    if len(causes) == 1:
        return words
    return [
        join_contents(word, style_text(" "), render_difference(stock, cause.points, money))
        for word, cause in zip(words, causes, strict=True)
    ]


def _shorten_causes(causes: Sequence[MoveCause], room: int) -> Sequence[MoveCause]:
    """Return causes whose first has room on one line: in fewer words where it needs them."""
    first, *others = causes
    longest = style_text(first.words).cell_length + _CHANGE
    return causes if longest <= room else [replace(first, words=first.brief), *others]


def _render_still_figures(moved: MovedFigures, width: int) -> list[Content]:
    """Return the figures that have not moved, each with its number and its word."""
    items = [
        join_contents(style_text(f"{figure.name} ", "$quiet"), style_text(figure.number, "$ink"))
        for figure in moved.still
    ]
    return list(_pack_items(style_text(f"  {moved.still_title}", "$quiet"), items, width)) if items else []


# -- the sum -------------------------------------------------------------------------------------------------


class _SumTable:
    """The rows in which a figure adds up, of one width."""

    def __init__(
        self,
        moved: MovedFigures,
        accent: str,
        width: int,
        courses: Mapping[str, tuple[int, ...]],
        *,
        barred: bool,
    ) -> None:
        self.moved, self.accent, self.width, self.barred = moved, accent, width, barred
        self.courses = courses
        longest = max((style_text(figure.name).cell_length for figure in moved.figures), default=0)
        title = style_text(moved.title).cell_length - _CARET
        self._name = min(_LONGEST_NAME, max(longest, title))
        self._word = max((style_text(figure.word).cell_length for figure in moved.figures), default=0)
        numbers = (moved.money.format_points(figure.stock, figure.now) for figure in moved.figures)
        longest_now = max(map(len, numbers), default=0)
        least = (_COLUMN, _COLUMN, _COLUMN, longest_now + 1)
        heads = zip(moved.columns, least, strict=True)
        self._columns = tuple(max(size, style_text(head).cell_length + _SPACE) for head, size in heads)

    def render_head(self) -> Content:
        """Return what stands over the columns; where there are no blocks, also how well it was carried out."""
        before, decision, time, now = self._columns
        title = fit_to_width(style_text(self.moved.title, "bold $quiet"), _CARET + self._name)
        sizes = zip(self.moved.columns, (before, decision, time, now + _SPACE), strict=True)
        head = join_contents(title, *(_set_right(column, "$quiet", size) for column, size in sizes))
        carried = style_text("" if self.barred else self.moved.carried, "$quiet")
        if self.barred and any(len(course) > 1 for course in self.courses.values()):
            carried = style_text(self.moved.course_title, "$quiet")
        return align_ends(head, carried, self.width) if carried else head

    def render_row(self, figure: MovedFigure, *, here: bool) -> Content:
        """Return a figure: its name, what it adds up from, and a bar or the causes."""
        before, decision, time, now = self._columns
        money, stock = self.moved.money, figure.stock
        row = join_contents(
            style_text("▸ " if here else "  ", f"bold {self.accent}"),
            fit_to_width(style_text(figure.name, "bold $ink" if here else "$ink"), self._name),
            _set_right(money.format_points(stock, figure.before), "$quiet", before),
            _render_move(stock, figure.by_decision, money, decision),
            _render_move(stock, figure.by_time, money, time),
            style_text(" =", "$quiet"),
            _set_right(money.format_points(stock, figure.now), "bold $ink", now),
            style_text("  "),
        )
        room = self.width - row.cell_length
        if self.barred:
            side = min(_SIDE, (room - self._word - _SPACE - 1) // 2)
            bar = _render_bar(figure.stock, figure.now - figure.before, side)
            row = join_contents(row, bar, style_text("  "), style_text(figure.word, "$quiet"))
            row = self._add_course(row, figure, self.width - room + 2 * side + 1 + 2 * _SPACE + self._word)
        else:
            causes = sorted((*figure.decided, *figure.elapsed), key=lambda cause: -abs(cause.points))
            row = join_contents(row, _render_causes(_shorten_causes(causes, room), stock, money, room))
        return fill_background(fit_to_width(row, self.width), self.width, "$caret" if here else "")

    def _add_course(self, row: Content, figure: MovedFigure, start: int) -> Content:
        """Return a row with the course of its figure at its end, from the first scene until now."""
        course, cells = self.courses.get(figure.stock, ()), self.width - start
        if len(course) < 2 or cells < _LEAST_COURSE:
            return row
        return join_contents(fit_to_width(row, start), render_sparkline(course, cells, "$time"))


def _render_bar(stock: str, points: int, side: int) -> Content:
    """Return a change as a bar from the middle, a point a cell; right is always more, and the colour tells a loss."""
    length = abs(points) / SCALE.get(stock, 1)
    cells, longer = min(side, max(1, round(length))), round(length) > side
    bar, style = "■" * (cells - longer), choose_change_style(stock, points)
    dots, empty = style_text("·" * (side - cells), "$faint"), style_text("·" * side, "$faint")
    middle = style_text("┃", "$quiet")
    if points > 0:
        return join_contents(empty, middle, style_text(bar + "▸" * longer, style), dots)
    return join_contents(dots, style_text("◂" * longer + bar, style), middle, empty)


def _render_move(stock: str, points: int, money: Money, width: int) -> Content:
    return (
        _set_right(money.format_change(stock, points), choose_change_style(stock, points), width)
        if points
        else _set_right("·", "$quiet", width)
    )


def _set_right(text: str, style: str, width: int) -> Content:
    content = style_text(text, style)
    return join_contents(style_text(" " * max(0, width - content.cell_length)), content)
