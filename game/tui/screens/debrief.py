"""The debrief: six pages to leaf through, with what only the log can tell, and room to answer four questions."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar, Final, Literal

from textual import on, work
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.geometry import Region
from textual.message import Message
from textual.widget import Widget
from textual.widgets import TextArea

from game.content.clean import safe
from game.debrief.insight import look_back
from game.debrief.whatif import Alternative
from game.locales import _, language
from game.playthrough.journal import NotSavedError
from game.tui.actions import bind
from game.tui.content import NOTHING, ink, join
from game.tui.lookback.knowledge import Knowledge
from game.tui.lookback.leaf import Leaf, both
from game.tui.lookback.moments import Moments
from game.tui.lookback.otherwise import Otherwise, Result, play
from game.tui.lookback.questions import Questions
from game.tui.lookback.scenes import Scenes
from game.tui.lookback.trust import Trust
from game.tui.screens.page import Page
from game.tui.widgets.choices import Choices
from game.tui.widgets.drawn import Drawn
from game.tui.widgets.header import Header

if TYPE_CHECKING:
    from game.playthrough.library import Game

LEAVES: Final[tuple[type[Leaf], ...]] = (Moments, Scenes, Knowledge, Trust, Otherwise, Questions)
MOST_WRITTEN: Final = 4000
"""Characters that an answer to a question keeps."""

_WHILE_WRITING: Final = frozenset({"keep_words", "quit", "help", "language", "interrupt"})


class Debrief(Page[None], inherit_bindings=False):
    """A game looked back at, finished or not."""

    CSS_PATH = "debrief.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bind(
        "page_before",
        "page_after",
        "page",
        "up",
        "down",
        "what_if",
        "write",
        "scroll_up",
        "scroll_down",
        "keep_words",
        "back",
    )
    ABOUT: ClassVar[tuple[str, ...]] = tuple(leaf.about for leaf in LEAVES)

    class Played(Message):
        """The other line has been played."""

        def __init__(self, result: Result) -> None:
            super().__init__()
            self.result = result

    class Kept(Message):
        """What was written is on the disk, or `problem` says why it is not."""

        def __init__(self, problem: str = "") -> None:
            super().__init__()
            self.problem = problem

    def __init__(self, table: "Game", leaves: Sequence[type[Leaf]] = LEAVES, fact: str = "") -> None:
        """Look back at a game, with the mark on the moment at which a fact was kept, where one is named.

        While play goes on only `(Otherwise,)` keeps the partner's secrets.
        """
        super().__init__()
        self.table = table
        self.session = table.session
        insight = look_back(self.session)
        self.leaves = [leaf(self.session, insight) for leaf in leaves]
        self.shown = 0
        for leaf in self.leaves:
            if isinstance(leaf, Otherwise) and fact:
                leaf.at(fact)
        self.saved: Literal["", "saved", "failed"] = ""

    # -- the page ------------------------------------------------------------------------------------------

    def body(self) -> Iterable[Widget]:
        """Yield the names of the pages over a list and the page itself."""
        yield Header()
        yield Drawn(id="tabs")
        with Horizontal(id="desk"):
            with VerticalScroll(id="side", can_focus=False):
                yield Choices()
            with VerticalScroll(id="main", can_focus=False):
                yield Drawn(id="drawn")
                yield TextArea(compact=True, show_line_numbers=False, soft_wrap=True, highlight_cursor_line=False)

    def on_mount(self) -> None:
        """Tell the keys when there is more text than room, or no more."""
        self.watch(self.query_one("#main"), "show_vertical_scrollbar", self.refresh_bindings, init=False)

    @property
    def leaf(self) -> Leaf:
        """The page that is shown."""
        return self.leaves[self.shown]

    def fill(self) -> None:
        """Show the page in the language of the moment."""
        self.session.language = language()
        leaf = self.leaf
        self._show_top()
        self.query_one("#tabs", Drawn).show(self._tabs)
        self.query_one("#tabs").display = len(self.leaves) > 1
        self.query_one("#desk").set_class(len(self.leaves) == 1, "-alone")
        rows = leaf.beside()
        self.query_one("#side").display = bool(rows)
        self.query_one(Choices).show(rows, leaf.caret if rows else None, str(self.shown), "$ceo")
        self.query_one("#drawn", Drawn).show(lambda width: leaf.draw(width, self.size.height))
        self.query_one(TextArea).display = self._writing
        self.call_after_refresh(self._into_view)

    def state(self) -> Content:
        """Whether what was written is saved."""
        return {"": NOTHING, "saved": ink(_("saved ✓"), "$gained"), "failed": ink(_("not saved ✕"), "$lost")}[
            self.saved
        ]

    def _show_top(self) -> None:
        teller = self.leaf.teller
        names = both(self.session, teller)
        detail = ink("   " + _("looking back"), "$quiet")
        self.query_one(Header).show(ink(teller.text("title"), "bold $ink"), ink(names, "$quiet"), detail)

    def _tabs(self, _width: int) -> list[Content]:
        parts = []
        for number, leaf in enumerate(self.leaves):
            here = number == self.shown
            digit = ink(str(number + 1), "bold $ceo" if here else "$quiet")
            parts.append(join(digit, ink(f" {_(leaf.name)}", "bold $ink" if here else "$quiet")))
        return [join(*parts, between="  ")]

    def on_resize(self) -> None:
        """Draw for the new height."""
        if self.is_mounted:
            self.query_one("#drawn", Drawn).changed()

    def _into_view(self) -> None:
        """Scroll to the mark, where it stands on the page or in the list."""
        main, side, choices = self.query_one("#main", VerticalScroll), self.query_one("#side"), self.query_one(Choices)
        line = self.leaf.marked()
        if line is not None:
            main.scroll_to_region(Region(0, line, 1, 2), animate=False)
        if choices.options:
            side.scroll_to_region(Region(0, choices.line_of(self.leaf.caret), 1, 1), animate=False)

    # -- keys ----------------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only the keys of the page work; while somebody writes, only those that leave the writing."""
        if not super().check_action(action, parameters):
            return False
        if self._writing or action == "keep_words":
            return self._writing and action in _WHILE_WRITING
        if action == "scroll_page":
            return self.query_one("#main", VerticalScroll).max_scroll_y > 0
        if action in ("left", "right", "digit"):
            return len(self.leaves) > 1
        if action == "what_if":
            return isinstance(self.leaf, Otherwise) and self.leaf.stage in ("scene", "answer")
        return action != "write" or isinstance(self.leaf, Questions)

    def action_left(self) -> None:
        """The page before."""
        self._turn_to((self.shown - 1) % len(self.leaves))

    def action_right(self) -> None:
        """The page after."""
        self._turn_to((self.shown + 1) % len(self.leaves))

    def action_digit(self, digit: str) -> None:
        """The page with this number."""
        if int(digit) <= len(self.leaves):
            self._turn_to(int(digit) - 1)

    def action_up(self) -> None:
        """The row above; on a page without rows, a line back."""
        self._move(-1)

    def action_down(self) -> None:
        """The row below; on a page without rows, a line on."""
        self._move(1)

    def action_scroll_page(self, by: int) -> None:
        """Scroll the page."""
        main = self.query_one("#main", VerticalScroll)
        main.scroll_relative(y=by * max(1, main.size.height - 1), animate=False)

    def action_back(self) -> None:
        """Go a step back on the page; else leave it."""
        if self.leaf.back():
            self._again()
        else:
            self.leave()

    def _turn_to(self, number: int) -> None:
        self.shown = number
        self._again()

    def _move(self, by: int) -> None:
        if not self.leaf.count():
            self.query_one("#main", VerticalScroll).scroll_relative(y=by, animate=False)
            return
        self.leaf.move(by)
        self._again()

    def _again(self) -> None:
        self.query_one("#main", VerticalScroll).scroll_home(animate=False)
        self.fill()
        self.refresh_bindings()

    @on(Choices.Clicked)
    def click_row(self, event: Choices.Clicked) -> None:
        """A click marks a row of the list."""
        if event.turn == str(self.shown) and not self._writing:
            self._move(event.index - self.leaf.caret)

    @on(Drawn.Clicked, "#tabs")
    def click_tab(self, event: Drawn.Clicked) -> None:
        """A click on a name opens that page."""
        end = 0
        for number, leaf in enumerate(self.leaves):
            end += ink(f"{number + 1} {_(leaf.name)}").cell_length + 2
            if event.column < end:
                if not self._writing:
                    self._turn_to(number)
                return

    # -- what if -------------------------------------------------------------------------------------------

    def action_what_if(self) -> None:
        """Choose the marked scene, or play on from the marked answer."""
        leaf = self.leaf
        if isinstance(leaf, Otherwise):
            asked = leaf.enter()
            self._again()
            if asked is not None:
                self._play(asked)

    @work(thread=True, exclusive=True, exit_on_error=False)
    def _play(self, asked: Alternative) -> None:
        """Play the other line, off the loop that paints."""
        self.post_message(self.Played(play(self.session, asked)))

    @on(Played)
    def played(self, event: Played) -> None:
        """Show both lines."""
        for leaf in self.leaves:
            if isinstance(leaf, Otherwise):
                leaf.result, leaf.stage = event.result, "compared"
        self._again()

    # -- writing -------------------------------------------------------------------------------------------

    @property
    def _writing(self) -> bool:
        return isinstance(self.leaf, Questions) and self.leaf.writing

    def action_write(self) -> None:
        """Open the marked question for writing."""
        leaf = self.leaf
        if isinstance(leaf, Questions):
            leaf.writing = True
            area = self.query_one(TextArea)
            area.text = self.session.reflections.get(leaf.question.number, "")
            self._again()
            area.focus()
            area.move_cursor(area.document.end)

    def action_keep_words(self) -> None:
        """Keep what was written."""
        leaf = self.leaf
        if isinstance(leaf, Questions):
            leaf.writing = False
            text = safe(self.query_one(TextArea).text).strip()[:MOST_WRITTEN]
            self.set_focus(None)
            if text != self.session.reflections.get(leaf.question.number, ""):
                self.session.reflect(leaf.question.number, text)
                self._save()
            self._again()

    @work(thread=True, exit_on_error=False)
    def _save(self) -> None:
        """Write it, off the loop that paints."""
        try:
            self.table.save()
            self.post_message(self.Kept())
        except NotSavedError as problem:
            self.post_message(self.Kept(str(problem)))

    @on(Kept)
    def kept(self, event: Kept) -> None:
        """Say whether it is saved."""
        self.saved = "failed" if event.problem else "saved"
        if event.problem:
            self.tandem.tell(_("Not saved: {why}", why=event.problem))
        self.show_keys()
