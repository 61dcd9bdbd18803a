"""The debrief page: seven tabs with what only the log can tell, and room to answer the questions in writing."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import ClassVar, Final

from textual import on, work
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.geometry import Region
from textual.message import Message
from textual.widget import Widget
from textual.widgets import TextArea
from textual.worker import get_current_worker

from game.content.safe_input import clean_text
from game.debrief.earlier_plays import EarlierPlay, find_earlier_plays
from game.debrief.look_back import look_back
from game.debrief.what_if import AlternativeAnswer
from game.locales import current_language
from game.narration.debrief import report
from game.playthrough.saves.journal import NotSavedError
from game.playthrough.saves.saved_game import Game, retry_decision
from game.tui.actions import bind
from game.tui.debrief.causes import CausesTab
from game.tui.debrief.knowledge import KnowledgeTab
from game.tui.debrief.moments import MomentsTab
from game.tui.debrief.questions import QuestionsTab
from game.tui.debrief.scenes import ScenesTab
from game.tui.debrief.tabs import DebriefTab
from game.tui.debrief.trust import TrustTab
from game.tui.debrief.what_if import WhatIfResult, WhatIfTab, play_alternative
from game.tui.themes import has_few_colours
from game.tui.toolkit.choices import Choices
from game.tui.toolkit.content import join_contents, style_text
from game.tui.toolkit.lines import DrawnLines
from game.tui.toolkit.page import Header, Page, SaveState, explain_failed_save, render_save_state
from game.tui.toolkit.text_fields import TextPage

TABS: Final[tuple[type[DebriefTab], ...]] = (
    MomentsTab,
    ScenesTab,
    KnowledgeTab,
    TrustTab,
    WhatIfTab,
    QuestionsTab,
    CausesTab,
)
LARGE: Final = (110, 34)
"""The size, in columns and rows, from which something stands under the list."""
LEAST_BESIDE: Final = 20
"""The cells that what stands under the list is drawn for at the least."""
MOST_WRITTEN: Final = 4000
"""Characters that an answer to a question keeps."""

_WHILE_WRITING: Final = frozenset({"keep_words", "quit", "help", "language", "interrupt"})


class DebriefPage(Page[None], inherit_bindings=False):
    """A game looked back at, finished or not."""

    CSS_PATH = "page.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bind(
        "page_before",
        "page_after",
        "page",
        "up",
        "down",
        "what_if",
        "retry",
        "write",
        "scroll_up",
        "scroll_down",
        "keep_words",
        "back",
    )
    ABOUT: ClassVar[tuple[str, ...]] = tuple(tab.about for tab in TABS)

    class AlternativePlayed(Message):
        """The other line of play is ready to be shown."""

        def __init__(self, result: WhatIfResult) -> None:
            super().__init__()
            self.result = result

    class LinePlayed(Message):
        """One of a scene's other lines of play is ready to stand in the river."""

        def __init__(self, result: WhatIfResult) -> None:
            super().__init__()
            self.result = result

    class ReflectionsSaved(Message):
        """What was written is on the disk, or `problem` says why it is not."""

        def __init__(self, problem: str = "") -> None:
            super().__init__()
            self.problem = problem

    class EarlierPlaysFound(Message):
        """One's earlier plays of the crisis have been read from their saves."""

        def __init__(self, plays: tuple[EarlierPlay, ...]) -> None:
            super().__init__()
            self.plays = plays

    def __init__(self, game: Game, tabs: Sequence[type[DebriefTab]] = TABS, fact: str = "") -> None:
        """Look back at a game; if `fact` is named, begin with the mark on the first chance to tell it.

        While play goes on, pass `(WhatIfTab,)` as `tabs`: only that one keeps the partner's secrets.
        """
        super().__init__()
        self.game = game
        self.session = game.session
        insight = look_back(self.session)
        self.tabs = [tab(self.session, insight) for tab in tabs]
        self.shown = 0
        for tab in self.tabs:
            if isinstance(tab, WhatIfTab) and fact:
                tab.mark_saying_fact(fact)
            tab.can_retry = self.session.prompt is None and game.path is not None
        self.saved: SaveState = ""

    # -- the page ------------------------------------------------------------------------------------------

    def compose_body(self) -> Iterable[Widget]:
        """Yield the names of the pages over a list and the page itself."""
        yield Header()
        yield DrawnLines(id="tabs")
        with Horizontal(id="desk"):
            with VerticalScroll(id="side", can_focus=False):
                yield Choices()
                yield DrawnLines(id="beside", least=LEAST_BESIDE)
            with VerticalScroll(id="main", can_focus=False):
                yield DrawnLines(id="drawn")
                yield TextPage(compact=True, show_line_numbers=False, soft_wrap=True, highlight_cursor_line=False)
                yield DrawnLines(id="below")

    def on_mount(self) -> None:
        """Tell the keys when there is more text than room, or no more."""
        self.watch(self.query_one("#main"), "show_vertical_scrollbar", self.refresh_bindings, init=False)
        if self.session.prompt is None and self.game.path is not None:
            self._find_earlier_plays(self.game.path)

    @work(thread=True, exit_on_error=False)
    def _find_earlier_plays(self, save: Path) -> None:
        """Play the earlier plays again, off the loop that paints."""
        if plays := find_earlier_plays(save, self.game.loaded):
            self.post_message(self.EarlierPlaysFound(plays))

    @on(EarlierPlaysFound)
    def show_earlier_plays(self, event: EarlierPlaysFound) -> None:
        """Show them beside this play."""
        for tab in self.tabs:
            tab.earlier = event.plays
        self.update_texts()

    @property
    def tab(self) -> DebriefTab:
        """The page that is shown."""
        return self.tabs[self.shown]

    def update_texts(self) -> None:
        """Show the page in the language of the moment."""
        self.session.language = current_language()
        tab = self.tab
        tab.large = large = self.room.width >= LARGE[0] and self.room.height >= LARGE[1]
        tab.few_colours = has_few_colours(self.app.console.color_system)
        self._show_header()
        self.query_one("#tabs", DrawnLines).show_drawing(self._render_tabs)
        self.query_one("#tabs").display = len(self.tabs) > 1
        self.query_one("#desk").set_class(len(self.tabs) == 1, "-alone")
        rows = tab.build_side_rows()
        self.query_one("#side").display = bool(rows)
        self.query_one(Choices).show_rows(rows, tab.caret if rows else None, str(self.shown), "$ceo")
        self.query_one("#beside").display = large
        height = self.room.height
        self.query_one("#beside", DrawnLines).show_drawing(
            lambda width: tab.render_beside(width, height) if large else []
        )
        self.query_one("#drawn", DrawnLines).show_drawing(lambda width: tab.render_tab(width, height))
        self.query_one(TextArea).display = self._writing
        self.query_one("#below").display = large
        self.query_one("#below", DrawnLines).show_drawing(lambda width: tab.render_below(width) if large else [])
        self.call_after_refresh(self._scroll_to_mark)

    def render_status(self) -> Content:
        """Whether what was written is saved."""
        return render_save_state(self.saved)

    def _show_header(self) -> None:
        voice = self.tab.voice
        names = voice.name_both(self.session.setup.players)
        detail = style_text("   " + report.name_debrief_page(), "$quiet")
        self.query_one(Header).show_titles(
            style_text(voice.render_text("title"), "bold $ink"), style_text(names, "$quiet"), detail
        )

    def _render_tabs(self, _width: int) -> list[Content]:
        parts = []
        for number, tab in enumerate(self.tabs):
            here = number == self.shown
            digit = style_text(str(number + 1), "bold $ceo" if here else "$quiet")
            parts.append(
                join_contents(digit, style_text(f" {report.name_part(tab.part)}", "bold $ink" if here else "$quiet"))
            )
        return [join_contents(*parts, between="  ")]

    def on_resize(self) -> None:
        """Draw for the new size, from the top: lines are others now, and where one was is another place."""
        if self.is_mounted:
            self._show_from_top()

    def _scroll_to_mark(self) -> None:
        """Scroll to the mark, where it stands on the page or in the list."""
        main, side, choices = self.query_one("#main", VerticalScroll), self.query_one("#side"), self.query_one(Choices)
        line = self.tab.find_marked_line()
        if line is not None:
            main.scroll_to_region(Region(0, line, 1, self.tab.count_marked_lines()), animate=False)
        if choices.options:
            side.scroll_to_region(Region(0, choices.locate_row(self.tab.caret), 1, 1), animate=False)

    # -- keys ----------------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let only the keys of the shown tab work; while somebody writes, only those that end the writing."""
        if not super().check_action(action, parameters):
            return False
        if self._writing or action == "keep_words":
            return self._writing and action in _WHILE_WRITING
        if action == "scroll_page":
            return self.query_one("#main", VerticalScroll).max_scroll_y > 0
        if action in ("left", "right", "digit"):
            return len(self.tabs) > 1
        return self._works_on_tab(action)

    def _works_on_tab(self, action: str) -> bool:
        """Return whether the shown tab has something for an action."""
        if action == "what_if":
            return isinstance(self.tab, WhatIfTab) and self.tab.stage in ("scene", "answer")
        if action == "retry":
            return self.tab.can_retry and isinstance(self.tab, (ScenesTab, WhatIfTab))
        return action != "write" or isinstance(self.tab, QuestionsTab)

    def action_left(self) -> None:
        """Turn to the tab before."""
        self._turn_to_tab((self.shown - 1) % len(self.tabs))

    def action_right(self) -> None:
        """Turn to the tab after."""
        self._turn_to_tab((self.shown + 1) % len(self.tabs))

    def action_digit(self, digit: str) -> None:
        """Turn to the tab with this number, from 1."""
        if int(digit) <= len(self.tabs):
            self._turn_to_tab(int(digit) - 1)

    def action_up(self) -> None:
        """Move the mark a row up; on a tab without rows, scroll a line up."""
        self._move_mark(-1)

    def action_down(self) -> None:
        """Move the mark a row down; on a tab without rows, scroll a line down."""
        self._move_mark(1)

    def action_scroll_page(self, by: int) -> None:
        """Scroll the page."""
        main = self.query_one("#main", VerticalScroll)
        main.scroll_relative(y=by * max(1, main.size.height - 1), animate=False)

    def action_back(self) -> None:
        """Go a step back on the page; else leave it."""
        if self.tab.step_back():
            self._show_from_top()
        else:
            self.close_page()

    def _turn_to_tab(self, number: int) -> None:
        self.shown = number
        self.tab.open_tab()
        self._show_from_top()

    def _move_mark(self, by: int) -> None:
        if not self.tab.count_rows():
            self.query_one("#main", VerticalScroll).scroll_relative(y=by, animate=False)
            return
        self.tab.move_mark(by)
        self._show_from_top()

    def _show_from_top(self) -> None:
        self.query_one("#main", VerticalScroll).scroll_home(animate=False)
        self.update_texts()
        self.refresh_bindings()

    @on(Choices.RowClicked)
    def click_row(self, event: Choices.RowClicked) -> None:
        """A click marks a row of the list."""
        if event.turn == str(self.shown) and not self._writing:
            self._move_mark(event.index - self.tab.caret)

    @on(DrawnLines.LineClicked, "#tabs")
    def click_tab(self, event: DrawnLines.LineClicked) -> None:
        """A click on a name opens that page."""
        end = 0
        for number, tab in enumerate(self.tabs):
            end += style_text(f"{number + 1} {report.name_part(tab.part)}").cell_length + 2
            if event.column < end:
                if not self._writing:
                    self._turn_to_tab(number)
                return

    # -- what if -------------------------------------------------------------------------------------------

    def action_what_if(self) -> None:
        """Choose the marked scene, or play on from the marked answer."""
        tab = self.tab
        if isinstance(tab, WhatIfTab):
            asked = tab.advance_stage()
            self._show_from_top()
            if asked is not None:
                self._play_alternative(asked)
            elif lines := tab.list_unplayed_lines():
                self._play_lines(lines)

    def action_retry(self) -> None:
        """Leave this game, and play on from the marked scene in a new one."""
        if not self.is_current:
            return
        count = self.tab.insight.timeline.scenes[self.tab.caret].count
        again = retry_decision(self.game, count, self.tandem.services.folder)
        self.game.close()
        self.tandem.go_home()
        self.app.push_screen(self.tandem.pages.build_game_page(again))

    @work(thread=True, exclusive=True, exit_on_error=False)
    def _play_alternative(self, asked: AlternativeAnswer) -> None:
        """Play the other line, off the loop that paints."""
        self.post_message(self.AlternativePlayed(play_alternative(self.session, asked)))

    @work(thread=True, exclusive=True, group="river", exit_on_error=False)
    def _play_lines(self, lines: Sequence[AlternativeAnswer]) -> None:
        """Play a scene's other lines in turn, off the loop that paints, until another scene's are wanted."""
        worker = get_current_worker()
        for asked in lines:
            if worker.is_cancelled:
                return
            self.post_message(self.LinePlayed(play_alternative(self.session, asked)))

    @on(LinePlayed)
    def show_line(self, event: LinePlayed) -> None:
        """Let it stand in the river."""
        for tab in self.tabs:
            if isinstance(tab, WhatIfTab):
                tab.keep_result(event.result)
        self.update_texts()

    @on(AlternativePlayed)
    def show_alternative(self, event: AlternativePlayed) -> None:
        """Show both lines."""
        for tab in self.tabs:
            if isinstance(tab, WhatIfTab):
                tab.keep_result(event.result)
                tab.result, tab.stage = event.result, "compared"
        self._show_from_top()

    # -- writing -------------------------------------------------------------------------------------------

    @property
    def _writing(self) -> bool:
        return isinstance(self.tab, QuestionsTab) and self.tab.writing

    def action_write(self) -> None:
        """Open the marked question for writing."""
        tab = self.tab
        if isinstance(tab, QuestionsTab):
            tab.writing = True
            area = self.query_one(TextArea)
            area.text = self.session.reflections.get(tab.question.number, "")
            self._show_from_top()
            area.focus()
            area.move_cursor(area.document.end)

    def action_keep_words(self) -> None:
        """Keep what was written."""
        tab = self.tab
        if isinstance(tab, QuestionsTab):
            tab.writing = False
            text = clean_text(self.query_one(TextArea).text).strip()[:MOST_WRITTEN]
            self.set_focus(None)
            if text != self.session.reflections.get(tab.question.number, ""):
                self.session.add_reflection(tab.question.number, text)
                self._save_reflections()
            self._show_from_top()

    @work(thread=True, exit_on_error=False)
    def _save_reflections(self) -> None:
        """Write it, off the loop that paints."""
        try:
            self.game.save()
            self.post_message(self.ReflectionsSaved())
        except NotSavedError as problem:
            self.post_message(self.ReflectionsSaved(str(problem)))

    @on(ReflectionsSaved)
    def show_save_result(self, event: ReflectionsSaved) -> None:
        """Say whether it is saved."""
        self.saved = "failed" if event.problem else "saved"
        if event.problem:
            self.tandem.show_notice(explain_failed_save(event.problem))
        self.show_keys()
