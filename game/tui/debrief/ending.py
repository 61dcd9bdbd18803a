"""The ending page: how it ended, the year after in four quarters, and words beside deeds.

On a large screen all figures of the year stand there at once; Left and Right show one of them large.
"""

from collections.abc import Iterable, Sequence
from typing import ClassVar, Final

from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget

from game.debrief.look_back import look_back
from game.engine.state_draft import SCALE
from game.engine.stocks import OUTCOMES, STOCKS
from game.locales import N_, current_language, vocabulary
from game.locales.figures import Money
from game.narration.debrief import records, report, scenes
from game.narration.debrief.ending import build_ending_card, list_year_figures
from game.narration.lines import join_text
from game.narration.voice import Voice
from game.playthrough.epilogue import EpilogueQuarter, EpilogueReport
from game.playthrough.progress import Mood
from game.playthrough.saves.saved_game import Game
from game.tui.actions import bind
from game.tui.debrief.tabs import TALL, WIDE, render_deeds
from game.tui.debrief.year import render_ending_card, render_faced_voices, render_year
from game.tui.themes import has_few_colours
from game.tui.toolkit.content import (
    NOTHING,
    fit_to_width,
    join_columns,
    join_contents,
    render_title,
    style_text,
    wrap_hanging,
    wrap_text,
)
from game.tui.toolkit.figures import SCALE_CELLS, Chart, ChartSeries
from game.tui.toolkit.lines import LEAST, DrawnLines, Paragraph, StoryWidget
from game.tui.toolkit.page import Header, Page


def order_figures(year: EpilogueReport) -> tuple[str, ...]:
    """Return the figures in the order in which they are leafed through: first the one that the play moved most."""

    def apart(stock: str) -> float:
        position = STOCKS.index(stock)
        moved = sum(here[position] - there[position] for here, there in zip(year.played, year.as_it_was, strict=True))
        return -abs(moved) / SCALE.get(stock, 1)

    return tuple(sorted(OUTCOMES, key=apart))


def build_chart_series(money: Money, year: EpilogueReport, stock: str) -> ChartSeries:
    """Return one figure over the year for the chart."""
    played, was = year.list_stock_weeks(stock)
    as_played, as_it_was = records.name_year_lines()
    return ChartSeries(
        played,
        was,
        join_contents(
            style_text(money.format_points(stock, played[-1]), "bold $ink"), style_text(" " + as_played, "$ink")
        ),
        style_text(f"{money.format_points(stock, was[-1])} {as_it_was}", "$quiet"),
        lambda value: money.format_points(stock, value),
    )


def render_figure_heading(name: str, money: Money, year: EpilogueReport, stock: str) -> list[Content]:
    """Return the line over the chart: which figure it is, and its mean over the year on both lines."""
    marks = join_contents(style_text("◂ ", "$quiet"), style_text(name, "bold $ink"), style_text(" ▸", "$quiet"))
    mean = records.render_year_means(money, year, stock)
    return [join_contents(marks, style_text("   " + mean, "$quiet"))]


def render_voices(voice: Voice, quarters: Sequence[EpilogueQuarter], width: int) -> list[Content]:
    """Return what one person says in each quarter: in columns on a wide terminal, else one below the other."""
    speaking = [quarter for quarter in quarters if quarter.path]
    if width >= WIDE:
        return _render_voices_beside(voice, speaking, width)
    return _render_voices_below(voice, speaking, width)


def _render_voices_below(voice: Voice, speaking: Sequence[EpilogueQuarter], width: int) -> list[Content]:
    names = [style_text(records.name_quarters()[quarter.number - 1], "$quiet") for quarter in speaking]
    people = [style_text(voice.name_speaker(quarter.who), "bold $ink") for quarter in speaking]
    columns = [max((cell.cell_length for cell in cells), default=0) + 2 for cells in (names, people)]
    rows = []
    for name, person, quarter in zip(names, people, speaking, strict=True):
        lead = join_contents(fit_to_width(name, columns[0]), fit_to_width(person, columns[1]))
        rows += wrap_hanging(lead, style_text(voice.render_text(quarter.path), "$ink"), width)
    return rows


def _render_voices_beside(voice: Voice, speaking: Sequence[EpilogueQuarter], width: int) -> list[Content]:
    each = (width - SCALE_CELLS) // max(1, len(speaking)) - 2
    blocks = [
        [
            style_text(voice.name_speaker(quarter.who), "bold $ink"),
            *wrap_text(style_text(voice.render_text(quarter.path), "$ink"), each),
        ]
        for quarter in speaking
    ]
    tallest = max((len(block) for block in blocks), default=0)
    padded = [[fit_to_width(row, each) for row in block + [NOTHING] * (tallest - len(block))] for block in blocks]
    return [style_text(" " * SCALE_CELLS) + row for row in join_columns(padded, 2)] if padded else []


LOWEST: Final = (4, 8)
HIGHEST: Final = 12
"""Lines of the chart at least, on a low and on a tall screen, and at most."""

LARGE: Final = (110, 34)
"""The size, in columns and rows, from which all figures stand there at once."""
PLOT: Final = (3, 4)
"""Lines of a small multiple, at the least and at the most."""

AROUND: Final = 6
"""Lines that are always there: header, keys, the margin, the figure's name, the axis."""


class EndingPage(Page[None], inherit_bindings=False):
    """A finished game, on one page."""

    CSS_PATH = "ending.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bind(
        "look_back", "again", "figure_before", "figure_after", "row_up", "row_down", "scroll_up", "scroll_down", "back"
    )
    ABOUT: ClassVar[tuple[str, ...]] = (
        N_("The solid line is the company as played, the dotted one as it would have gone on its own."),
        N_("Left and right show one figure, and another; the first one shown is the one that moved most."),
        N_("Under it, what each chair would not sacrifice, and the decisions that went with it or against it."),
    )

    def __init__(self, game: Game) -> None:
        super().__init__()
        self.game = game
        self.session = game.session
        self.insight = look_back(self.session)
        epilogue = self.session.epilogue
        assert epilogue is not None
        self.year = epilogue
        self.figures = order_figures(epilogue)
        self._came_up = 0.0
        self.shown, self.alone = 0, False
        """Which figure is shown large, and whether it is on a large screen, where else all of them are."""

    def compose_body(self) -> Iterable[Widget]:
        """Yield the ending over the year, the voices, the pledges."""
        yield Header()
        with VerticalScroll(id="ending", can_focus=False):
            yield DrawnLines(id="card")
            yield StoryWidget()
            yield DrawnLines(id="year")
            yield DrawnLines(id="figure")
            yield Chart()
            yield DrawnLines(id="voices")
            yield DrawnLines(id="deeds")

    def on_mount(self) -> None:
        """Tell the keys when there is more text than room, or no more."""
        self.tandem.game = self.game
        self.watch(self.query_one("#ending"), "show_vertical_scrollbar", self.refresh_bindings, init=False)

    def update_texts(self) -> None:
        """Show all of it in the language of the moment."""
        self.session.language = current_language()
        voice = Voice.by_name(self.session)
        self._show_header(voice)
        self._show_ending(voice)
        self.query_one("#deeds", DrawnLines).show_drawing(lambda width: self._render_deeds(voice, width))
        self.query_one("#voices", DrawnLines).show_drawing(lambda width: self._render_voices(voice, width))
        self._show_year(voice)
        self._show_figure(voice)
        self._choose_parts()

    @property
    def is_large(self) -> bool:
        """Whether there is room for all figures at once."""
        return self.room.width >= LARGE[0] and self.room.height >= LARGE[1]

    def _choose_parts(self) -> None:
        """Show the parts that belong to the size: one figure alone, or all of them under the title card."""
        alone = self.alone or not self.is_large
        self.set_class(self.is_large, "-roomy")
        self.query_one("#card").display = self.is_large
        self.query_one(StoryWidget).display = not self.is_large or bool(self.insight.timeline.closing.leaving)
        self.query_one("#year").display = not alone
        self.query_one("#figure").display = self.query_one(Chart).display = alone

    def _render_voices(self, voice: Voice, width: int) -> list[Content]:
        if not self.is_large:
            return render_voices(voice, self.year.quarters, width)
        few = has_few_colours(self.app.console.color_system)
        mood: Mood = "warm" if self.insight.timeline.closing.tier in ("top", "good") else "calm"
        return render_faced_voices(voice, self.year.quarters, width, mood=mood, few_colours=few)

    def _render_deeds(self, voice: Voice, width: int) -> list[Content]:
        title = [render_title(records.name_pledges_part(), width)] if self.is_large else []
        return [*title, *render_deeds(voice, self.insight.pledges, width)]

    def _show_year(self, voice: Voice) -> None:
        """Show the title card, and all figures as high as the rest of the page lets them be."""
        card, figures = build_ending_card(voice, self.session, self.insight), tuple(list_year_figures(voice, self.year))
        few = has_few_colours(self.app.console.color_system)
        self.query_one("#card", DrawnLines).show_drawing(lambda width: render_ending_card(card, width, few_colours=few))
        around = sum(self._measure_part(name) for name in ("#card", "#voices", "#deeds"))
        least, most = PLOT
        spare = self.room.height - 3 - around - len(render_year(figures, self._measure_width(), 0))
        height = max(least, min(most, spare // 2))
        self.query_one("#year", DrawnLines).show_drawing(lambda width: render_year(figures, width, height))

    def _measure_width(self) -> int:
        return max(LEAST, self.room.width - 4)

    def _measure_part(self, name: str) -> int:
        return len(self.query_one(name, DrawnLines).render_cached_rows(self._measure_width()))

    def _show_header(self, voice: Voice) -> None:
        names = voice.name_both(self.session.setup.players)
        detail = style_text("   " + report.name_ending_page(), "$quiet")
        self.query_one(Header).show_titles(
            style_text(voice.render_text("title"), "bold $ink"), style_text(names, "$quiet"), detail
        )

    def _show_ending(self, voice: Voice) -> None:
        closing = self.insight.timeline.closing
        text = join_text(voice.render_ending_spans(closing.ending))
        title = style_text(voice.name_ending(closing.ending), "bold $ink") + style_text(
            "   " + vocabulary.describe_ending_tier(closing.tier), "$quiet"
        )
        told = [] if self.is_large else [Paragraph(title), Paragraph(style_text(text), close=True)]
        if closing.leaving:
            told.append(Paragraph(style_text(scenes.render_cto_departure(voice, closing), "$lost"), close=True))
        self.query_one(StoryWidget).show_paragraphs(told)

    def _show_figure(self, voice: Voice) -> None:
        stock = self.figures[self.shown]
        self.query_one("#figure", DrawnLines).show_drawing(
            lambda _width: render_figure_heading(voice.name_figure(stock), voice.money, self.year, stock)
        )
        quarters = records.name_quarters()
        series = build_chart_series(voice.money, self.year, stock)
        self.query_one(Chart).show_series(series, quarters, self._compute_chart_height())

    def _compute_chart_height(self) -> int:
        """Return the lines for the chart: what ending and voices leave, and the deeds too where there is much room."""
        width = max(1, self.room.width - 4)
        tall = self.room.height >= TALL
        ids = ["#voices", "#deeds"] if tall else ["#voices"]
        head = [self.query_one("#card", DrawnLines)] if self.is_large else []
        around = [*head, self.query_one(StoryWidget), *(self.query_one(name, DrawnLines) for name in ids)]
        left = self.room.height - AROUND - sum(len(widget.render_cached_rows(width)) + 1 for widget in around)
        return max(LOWEST[tall], min(HIGHEST, left))

    def on_resize(self) -> None:
        """Fit the chart to the new height."""
        if self.is_mounted:
            self.refresh_texts()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let the scrolling keys work only where there is something to scroll."""
        if action in ("scroll_page", "scroll_row") and super().check_action(action, parameters):
            return self.query_one("#ending", VerticalScroll).max_scroll_y > 0
        return super().check_action(action, parameters)

    def action_left(self) -> None:
        """Show the figure before."""
        self._change_figure(-1)

    def action_right(self) -> None:
        """Show the figure after."""
        self._change_figure(1)

    def _change_figure(self, by: int) -> None:
        last = len(self.figures) - 1
        if self.is_large and not self.alone:
            self.alone, self.shown = True, 0 if by > 0 else last
        elif self.is_large and self.shown == (last if by > 0 else 0):
            self.alone, self.shown = False, 0
        else:
            self.shown = (self.shown + by) % len(self.figures)
        self.update_texts()

    def action_scroll_page(self, by: int) -> None:
        """Scroll by a page."""
        scroll = self.query_one("#ending", VerticalScroll)
        scroll.scroll_relative(y=by * max(1, scroll.size.height - 1), animate=False)

    def action_scroll_row(self, by: int) -> None:
        """Scroll by a line."""
        self.query_one("#ending", VerticalScroll).scroll_relative(y=by, animate=False)

    def on_screen_resume(self) -> None:
        """Note the time, so that Enter is ignored for a moment: it was meant for the last page of play."""
        self._came_up = self.tandem.clock()

    def action_look_back(self) -> None:
        """Open the debrief."""
        if self.tandem.clock() - self._came_up >= self.tandem.settle:
            self.open_page(self.tandem.pages.build_debrief_page(self.game))

    def action_again(self) -> None:
        """Offer the same crisis from another chair."""
        self.tandem.pages.offer_replay(self, self.session, self.game.path, self.game.close)

    def action_back(self) -> None:
        """Leave the table."""
        if self.is_current:
            self.game.close()
            self.tandem.go_home()
