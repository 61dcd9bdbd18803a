"""The ending: how it ended, the year after in four quarters, and words beside deeds. From here one looks back."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar, Final

from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widget import Widget

from game.debrief.insight import look_back
from game.debrief.telling import scenes
from game.debrief.telling.teller import Teller
from game.locales import N_, _, language, words
from game.tui.actions import bind
from game.tui.content import ink
from game.tui.lookback import year
from game.tui.lookback.leaf import TALL, both
from game.tui.screens.page import Page
from game.tui.widgets.chart import Chart
from game.tui.widgets.drawn import Drawn
from game.tui.widgets.header import Header
from game.tui.widgets.story import Paragraph, Story

if TYPE_CHECKING:
    from game.playthrough.library import Game

LOWEST: Final = (4, 8)
HIGHEST: Final = 12
"""Lines of the chart at least, on a low and on a tall screen, and at most."""

AROUND: Final = 6
"""Lines that are always there: header, keys, the margin, the figure's name, the axis."""


class Ending(Page[None], inherit_bindings=False):
    """A finished game, on one page."""

    CSS_PATH = "ending.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bind(
        "look_back", "again", "figure_before", "figure_after", "row_up", "row_down", "scroll_up", "scroll_down", "back"
    )
    ABOUT: ClassVar[tuple[str, ...]] = (
        N_("The line drawn through is the company as it was played, the dotted one as it would have gone untouched."),
        N_("Left and right show another figure; the first one shown is the one that moved most."),
        N_("Under it, what each chair would not sacrifice, and the decisions that went with it or against it."),
    )

    def __init__(self, table: "Game") -> None:
        super().__init__()
        self.table = table
        self.session = table.session
        self.insight = look_back(self.session)
        epilogue = self.session.epilogue
        assert epilogue is not None
        self.year = epilogue
        self.figures = year.order(epilogue)
        self.shown = 0

    def body(self) -> Iterable[Widget]:
        """Yield the ending over the year, the voices, the pledges."""
        yield Header()
        with VerticalScroll(id="ending", can_focus=False):
            yield Story()
            yield Drawn(id="figure")
            yield Chart()
            yield Drawn(id="voices")
            yield Drawn(id="deeds")

    def on_mount(self) -> None:
        """Tell the keys when there is more text than room, or no more."""
        self.tandem.table = self.table
        self.watch(self.query_one("#ending"), "show_vertical_scrollbar", self.refresh_bindings, init=False)

    def fill(self) -> None:
        """Show all of it in the language of the moment."""
        self.session.language = language()
        teller = Teller(self.session.scenario, self.session.texts, language())
        self._show_top(teller)
        self._show_ending(teller)
        self.query_one("#voices", Drawn).show(lambda width: year.voices(teller, self.year.quarters, width))
        self.query_one("#deeds", Drawn).show(lambda width: year.deeds(teller, self.insight.words, width))
        self._show_figure(teller)

    def _show_top(self, teller: Teller) -> None:
        names = both(self.session, teller)
        detail = ink("   " + _("how it ended"), "$quiet")
        self.query_one(Header).show(ink(teller.text("title"), "bold $ink"), ink(names, "$quiet"), detail)

    def _show_ending(self, teller: Teller) -> None:
        closing = self.insight.line.closing
        found = self.session.scenario.ending(closing.ending)
        text = (
            teller.text(f"{found.path}.text")
            if found
            else _("The cash is gone. What would have come of the rest, nobody will know.")
        )
        title = ink(teller.ending(closing.ending), "bold $ink") + ink("   " + words.tier(closing.tier), "$quiet")
        told = [Paragraph(title), Paragraph(ink(text), close=True)]
        if closing.leaving:
            told.append(Paragraph(ink(scenes.leaving(teller, closing), "$lost"), close=True))
        self.query_one(Story).show(told)

    def _show_figure(self, teller: Teller) -> None:
        stock = self.figures[self.shown]
        self.query_one("#figure", Drawn).show(lambda _width: year.chosen(teller.stock(stock), self.year, stock))
        quarters = [_(name) for name in year.QUARTERS]
        self.query_one(Chart).show(year.course(self.year, stock), quarters, self._height())

    def _height(self) -> int:
        """Return the lines for the chart: what ending and voices leave, and the deeds too where there is much room."""
        width = max(1, self.size.width - 4)
        tall = self.size.height >= TALL
        ids = ["#voices", "#deeds"] if tall else ["#voices"]
        around = [self.query_one(Story), *(self.query_one(name, Drawn) for name in ids)]
        left = self.size.height - AROUND - sum(len(widget.at_width(width)) + 1 for widget in around)
        return max(LOWEST[tall], min(HIGHEST, left))

    def on_resize(self) -> None:
        """Give the chart what there is."""
        if self.is_mounted:
            self.refill()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Scrolling works where there is something to scroll."""
        if action in ("scroll_page", "scroll_row") and super().check_action(action, parameters):
            return self.query_one("#ending", VerticalScroll).max_scroll_y > 0
        return super().check_action(action, parameters)

    def action_left(self) -> None:
        """The figure before."""
        self._leaf(-1)

    def action_right(self) -> None:
        """The figure after."""
        self._leaf(1)

    def _leaf(self, by: int) -> None:
        self.shown = (self.shown + by) % len(self.figures)
        self.fill()

    def action_scroll_page(self, by: int) -> None:
        """Scroll by a page."""
        scroll = self.query_one("#ending", VerticalScroll)
        scroll.scroll_relative(y=by * max(1, scroll.size.height - 1), animate=False)

    def action_scroll_row(self, by: int) -> None:
        """Scroll by a line."""
        self.query_one("#ending", VerticalScroll).scroll_relative(y=by, animate=False)

    def action_look_back(self) -> None:
        """Open the debrief."""
        from game.tui.screens.debrief import Debrief

        self.open(Debrief(self.table))

    def action_again(self) -> None:
        """Offer the same crisis from another chair."""
        from game.tui.screens.again import offer

        offer(self, self.session, self.table.path, self.table.close)

    def action_back(self) -> None:
        """Leave the table."""
        if self.is_current:
            self.table.close()
            self.tandem.go_home()
