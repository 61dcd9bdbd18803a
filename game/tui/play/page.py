"""The page of a game in progress: one page from the first scene to the last, updated in place step after step.

The page owns keys, layout and the save; what it shows and what a key means is the step's. Solo play, play in two and
the preview each derive from it, and give it a reader and the steps (`solo`, `pair`, `game.tui.preview.play`).
"""

from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar, Final

from textual import events, on, work
from textual.binding import ActiveBinding
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from game.engine.scenario import Scene
from game.engine.stocks import Chair
from game.locales import _, current_language, vocabulary
from game.narration.board import build_board
from game.narration.company import build_overview
from game.playthrough.prompts import RefusedError
from game.playthrough.saves.journal import NotSavedError
from game.playthrough.saves.saved_game import Game
from game.playthrough.visibility import ChairView, SharedView, list_known_facts
from game.tui.actions import ACTIONS, Action
from game.tui.play.board import BOARD_MANNERS, LARGEST, LINE_MANNERS, NO_BOARD, BoardManner, BoardPanel
from game.tui.play.company import CompanyPanel, CompanySummary, FigureClicked
from game.tui.play.company_page import CausesPage, CompanyPage
from game.tui.play.log_page import LogPage
from game.tui.play.outcome import OutcomeTable
from game.tui.play.paper import FactsWidget, Paper
from game.tui.play.pause import PauseMenuPage, SeatChangePage
from game.tui.play.question_steps import FACT_LETTERS
from game.tui.play.reader import ChairReader, introduce_cast
from game.tui.play.recap import SidePanel
from game.tui.play.steps import GameOverStep, PlayStep
from game.tui.play.typed_keys import TypedKeys, strip_marks
from game.tui.themes import has_few_colours
from game.tui.toolkit.choices import Choices
from game.tui.toolkit.content import join_contents, style_text
from game.tui.toolkit.page import Header, KeysLine, Page, SaveState, explain_failed_save, render_save_state
from game.tui.toolkit.still import StillHorizontal

WIDEST: Final = 150
HIGHEST: Final = 46
"""The size from which there is a third column for what may be looked up."""


class PlayPage(Page[None], inherit_bindings=False):
    """A game on the screen; subclasses build its reader, its paper and its steps."""

    CSS_PATH = "play.tcss"
    STEP_KEYS: ClassVar[tuple[str, ...]] = ()
    """The actions that only work in steps that name them."""

    class SaveFinished(Message):
        """A save has finished: `answers` are on disk, or `problem` says why they are not."""

        def __init__(self, answers: int, problem: str = "") -> None:
            super().__init__()
            self.answers, self.problem = answers, problem

    def __init__(self, game: Game) -> None:
        super().__init__()
        self.game = game
        self.session = game.session
        self.saved: SaveState = "saved" if self.session.records else ""
        self.saved = "failed" if game.trouble else self.saved
        self._saving = False
        self.reader = self._build_reader()
        self._explained = bool(self.session.records)
        self._turned_at = 0.0
        self.typed = TypedKeys()
        self.header, self.paper = Header(), self._build_paper()
        self.company_panel, self.company_summary = CompanyPanel(), CompanySummary()
        self.has_company_beside = False
        self.board_panel, self.side_panel = BoardPanel(), SidePanel()
        self._upcoming = self._build_first_steps()
        self._read: list[PlayStep] = []
        """The pages that were read since the last answer."""
        self.step = self._upcoming.pop(0)

    # -- what solo, pair and preview give ------------------------------------------------------------------

    def _build_reader(self) -> ChairReader:
        """Build the reader that the page is shown to."""
        return ChairReader(self.session)

    def _build_paper(self) -> Paper:
        """Build the widget that shows a sheet."""
        return Paper()

    def _build_first_steps(self) -> list[PlayStep]:
        """Build the steps that a new or resumed game begins with."""
        return self._build_steps()

    def _build_steps(self) -> list[PlayStep]:
        """Build the steps up to the current question, which comes last."""
        raise NotImplementedError

    # -- the page ------------------------------------------------------------------------------------------

    def compose_body(self) -> Iterable[Widget]:
        """Yield everything that any step shows; what a step leaves empty is hidden."""
        yield self.header
        with StillHorizontal(id="table"):
            yield self.paper
            yield self.company_panel
            yield self.side_panel
        yield self.board_panel
        yield self.company_summary

    def update_texts(self) -> None:
        """Show the step in the current language."""
        self.session.language = current_language()
        self._show_header()
        self._show_company()
        self._show_sheet()
        self._fit_paper()

    def list_help_paragraphs(self) -> tuple[str, ...]:
        """Return the help of the step."""
        return self.step.help

    def list_glossary(self) -> tuple[tuple[Content, Content], ...]:
        """Return the terms that the crisis explains."""
        tell = self.reader.render_text
        paths = [f"glossary.{number}" for number in range(len(self.session.scenario.terms))]
        return tuple((tell(f"{path}.term", "bold $ink"), tell(f"{path}.text", "$ink")) for path in paths)

    def list_people(self) -> tuple[tuple[Content, Content], ...]:
        """Return the cast, each with their role in the crisis."""
        return tuple((name, role) for name, role, _face in introduce_cast(self.reader))

    def list_faces(self) -> tuple[Sequence[Content], ...]:
        """Return the faces of the cast."""
        few = has_few_colours(self.app.console.color_system)
        return tuple(face for _name, _role, face in introduce_cast(self.reader, few_colours=few))

    def render_key_label(self, action: str) -> str:
        """Return how the keys of an action are written; a step may name its own."""
        return self.step.render_key_label(action) or super().render_key_label(action)

    def _show_header(self) -> None:
        self.set_class(self.is_whole, "-whole")
        self.set_class(self.is_spread, "-spread")
        scene, count = self._find_scene_shown()
        at = self.session.render_text(f"{scene.path}.at") if scene is not None and scene.timed else ""
        where = _("scene {n} of {all}", n=count, all=max(count, self.reader.count_scenes()))
        detail = style_text("   " + (f"{at} · " if at else "") + where, "$quiet")
        self.header.show_titles(
            self.reader.render_text("title", "bold $ink"),
            join_contents(self._render_owner_name(), self._render_tokens()),
            detail,
        )

    def _find_scene_shown(self) -> tuple[Scene | None, int]:
        """Return the scene that the page belongs to, and its number."""
        then, opened = self.step.hindsight, self.reader.find_opening()
        if then is not None:
            return self.session.scenario.scenes[then.scene], then.count
        return self.reader.scene, opened.count if opened else 1

    def _render_owner_name(self) -> Content:
        """Return whose page this is."""
        chair = self.reader.chair
        return style_text(
            _("You are {name}, {chair}", name=self.reader.render_name(chair), chair=vocabulary.name_chair(chair)),
            f"${chair}",
        )

    def _render_tokens(self) -> Content:
        """Return how often the two can still sit down together."""
        then, most = self.step.hindsight, self.session.scenario.tokens
        tokens = self.session.state.tokens + (then.count_tokens_spent() if then else 0)
        left, spent = style_text("◆" * tokens, "$gained"), style_text("◇" * max(0, most - tokens), "$quiet")
        return join_contents(style_text("   " + _("sit") + " ", "$quiet"), left, spent)

    def _show_company(self) -> None:
        view = self._find_view()
        overview = build_overview(self.reader.voice, view)
        board = build_board(self.reader.voice, self.session, view, self.reader.count_scenes(), self.step.hindsight)
        promises = tuple(self.reader.render_text(path, "$ink") for path in overview.promises.paths)
        self.company_panel.show_overview(overview, board, tuple(self._render_known(view)), promises)
        signs = tuple(self.reader.render_text(path, "$ink") for path in overview.signs.paths)
        self.paper.outlook.show_outlook(overview, board, signs, promises)
        self.paper.outcome.show_courses({figure.stock: figure.course for figure in board.figures})
        self.company_summary.show_overview(overview, board)
        self.board_panel.show_board(board, self._find_accent(), explained=not self.step.whole)
        self.paper.recap.show_recap(board.recap)
        self.paper.picks.show_people({chair.chair: chair.person for chair in board.chairs})
        self.side_panel.show_recap(board.recap)

    def _find_view(self) -> ChairView | SharedView:
        """Return what the reader may see beside the page, as it was at the moment of the page."""
        view, then = self.session.build_view(self.reader.chair), self.step.hindsight
        return view if then is None else then.rebuild_view(self.session.scenario, view)

    def _find_accent(self) -> str:
        """Return the colour of whoever reads."""
        return f"${self.reader.chair}"

    def _render_known(self, view: ChairView | SharedView) -> Iterable[Content]:
        """Yield the facts that both know, each with a sign in the colour of who held it."""
        for holder, path in list_known_facts(view):
            sign = style_text("● ", f"${holder}")
            yield join_contents(sign, style_text(self.session.render_text(f"{path}.label"), "$ink"))

    def _show_sheet(self) -> None:
        self.paper.show_sheet(self.step.build_sheet(), f"${self.reader.chair}", self._build_turn_id())

    def _build_turn_id(self) -> str:
        """Identify the turn that the page shows, so that a click meant for another one can be refused."""
        return f"{len(self.session.records)}.{len(self._upcoming)}"

    # -- layout --------------------------------------------------------------------------------------------

    def on_resize(self) -> None:
        """Share out the height again."""
        if self.is_mounted:
            self._fit_paper()

    def _fit_paper(self) -> None:
        self._place_company()
        width, height = self._measure_room()
        manner = self._choose_board_manner(width, height)
        self.board_panel.set_manner(manner)
        self.set_class(self.is_large, "-large")
        self.set_class(self.is_whole, "-whole")
        self.set_class(self.is_spread, "-spread")
        self.set_class(self.has_side, "-side")
        self.paper.recap.leave_said_out(self.has_side)
        # the company's column says what was pledged
        beside = (self.is_large and not self.is_whole) or self.has_company_beside
        self.paper.fit_parts(width, height - manner.lines, recap=self.is_large, remind=not beside)
        self.company_panel.leave_people_out(self.has_side or self.paper.recap.tells_people(width))
        self.side_panel.leave_words_out(self.paper.recap.count_words(width))
        self.side_panel.leave_out(self.board_panel.list_faces())
        if self.has_company_beside:
            top = self.paper.top
            self.company_panel.styles.margin = (top, SidePanel.WIDTH if self.has_side else 0, 0, 0)
            self.company_panel.styles.height = height - manner.lines - top
        self.refresh_bindings()

    def _place_company(self) -> None:
        """Set the company beside the choices of a page that is spread out, where all its figures have room there."""
        self._set_company_beside(lines=self.company_panel.count_figure_lines() if self.is_spread else 0)
        if self.has_company_beside:
            width, height = self._measure_room()
            if self.paper.measure_wanted(width, folded=False, tight=False) > height - BOARD_MANNERS[-1].lines:
                self._set_company_beside(lines=0)

    def _set_company_beside(self, *, lines: int) -> None:
        self.has_company_beside = lines > 0
        self.paper.leave_room_beside(lines)
        self.set_class(lines > 0, "-beside")
        if not lines:
            self.company_panel.styles.clear_rule("margin")
            self.company_panel.styles.clear_rule("height")

    @property
    def is_whole(self) -> bool:
        """Whether the page has the company's place too: where its step takes it, or is spread out on a large page."""
        return self.step.whole or self.is_spread

    @property
    def is_spread(self) -> bool:
        """Whether the page is spread out over the company's place, which stands in two lines then."""
        return self.is_large and self.step.spread and not self.step.whole

    @property
    def has_side(self) -> bool:
        """Whether there is a column for what may be looked up: on the largest screens, and in place of the company."""
        largest = self.room.width >= WIDEST and self.room.height >= HIGHEST
        return largest or (self.is_large and self.step.whole)

    def _choose_board_manner(self, width: int, height: int) -> BoardManner:
        """Return the roomiest manner of the board that costs the page nothing, else what a folded page leaves."""
        manners: tuple[BoardManner, ...] = LINE_MANNERS
        if self.is_large:
            manners = (LARGEST, *BOARD_MANNERS) if self.room.height >= HIGHEST else BOARD_MANNERS
            manners = tuple(one for one in manners if not one.faces) if self.step.spread else manners
            manners = (*manners, NO_BOARD) if self.is_whole else manners
        tight = not self.is_large
        for folded in (False, tight):
            wanted = self.paper.measure_wanted(width, folded=folded, tight=tight)
            for manner in manners:
                if wanted <= height - manner.lines:
                    return manner
        return manners[-1]

    def _measure_room(self) -> tuple[int, int]:
        """Return the width and height that the paper and the board have together, in cells."""
        beside, whole = self.is_large and not self.is_whole, self.is_whole
        taken = (CompanyPanel.WIDTH if beside else 0) + (SidePanel.WIDTH if self.has_side else 0)
        width = self.room.width - taken - 4
        summary = (self.is_spread and not self.has_company_beside) or not (self.is_large or whole)
        return max(1, width), self.room.height - (4 if summary else 2)

    # -- keys ----------------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Allow only the keys that the step names."""
        if not super().check_action(action, parameters):
            return False
        if action == "scroll_page":
            return self.paper.long
        if action == "page_back":
            return bool(self._read)
        if action == "seats":
            return self.game.path is not None  # a preview has no seats to give away
        methods = {ACTIONS[name].does for name in self.STEP_KEYS}
        return action not in methods or any(ACTIONS[name].does == action for name in self.step.keys)

    def list_active_keys(self) -> dict[str, ActiveBinding]:
        """Return the keys that work now; those that steps share are labelled for this step."""
        found = {
            key: active for key, active in super().list_active_keys().items() if active.binding.id not in self.STEP_KEYS
        }
        if super().check_action("enter", ()):
            mine = (binding for name in self.step.keys for binding in ACTIONS[name].build_bindings())
            found |= {binding.key: ActiveBinding(self, binding, enabled=True) for binding in mine}
        return found

    def action_up(self) -> None:
        """Move the mark up."""
        self._change_step(lambda: self.step.move_mark(-1))

    def action_down(self) -> None:
        """Move the mark down."""
        self._change_step(lambda: self.step.move_mark(1))

    def action_digit(self, digit: str) -> None:
        """Hand a digit to the step."""
        self._change_step(lambda: self.step.press_digit(int(digit)))

    def action_say_or_keep(self) -> None:
        """Say or keep the fact that is looked at."""
        self._change_step(self.step.toggle_fact)

    def action_letter(self, letter: str) -> None:
        """Say or keep the fact of a letter; one that an input method has rewritten may be a digit."""
        digit = self.typed.find_held_digit()
        if digit is not None:
            self._change_step(lambda: self.step.press_digit(digit))
        elif (fact := FACT_LETTERS.find(strip_marks(letter))) >= 0:
            self._change_step(lambda: self.step.toggle_fact(fact))

    def action_take_back(self) -> None:
        """Take the last digit back."""
        self._change_step(self.step.take_back)

    def on_key(self, event: events.Key) -> None:
        """Remember what was typed; a Backspace of an input method takes nothing back."""
        self.typed.add(event)
        if self.typed.is_rewritten:
            self._change_step(self.step.restore_pick)

    def action_turn(self) -> None:
        """Go on, whichever figure is marked."""
        self._change_step(self.step.unmark)
        self.action_enter()

    def action_enter(self) -> None:
        """Open the marked figure, commit, or turn the page."""
        if self.tandem.clock() - self._turned_at < self.tandem.settle:
            return
        if self.step.find_marked_stock():
            self._open_causes(self.step.find_marked_stock())
        elif self.step.reads and self.paper.unread:
            self._turned_at = self.tandem.clock()
            self.paper.turn_page(1)
        elif self.step.explain_missing():
            self.tandem.show_notice(self.step.explain_missing())
        elif self.step.ask_once_more():
            self._turned_at = self.tandem.clock()
            self._change_step(lambda: None)
        elif self.step.find_fact_to_revisit():
            self._open_look_back(self.step.find_fact_to_revisit())
        elif self._upcoming:
            self._read.append(self.step)
            self._turn_to_step(self._upcoming.pop(0))
        elif self.session.prompt is None:
            self.leave_game()
        else:
            self._commit_answers()

    def action_page_back(self) -> None:
        """Show the page before once more, as far back as the last answer."""
        if self._read:
            self._upcoming.insert(0, self.step)
            self._turn_to_step(self._read.pop())

    def action_scroll_page(self, by: int) -> None:
        """Scroll the story."""
        self.paper.turn_page(by)

    def _open_look_back(self, fact: str) -> None:
        """Open the moment when a fact was kept; closing it goes on with the game."""
        page = self.tandem.pages.build_look_back_page(self.game, fact)
        self.open_page(page, lambda _none: self._change_step(lambda: self.step.move_mark(1)))

    def _change_step(self, change: Callable[[], None]) -> None:
        width = self._measure_room()[0]
        before = (self.paper.measure_shape(width), self._list_working_keys())
        missing = self.step.explain_missing()
        change()
        self._show_sheet()
        line = self.query_one(KeysLine)
        if missing != self.step.explain_missing() and line.notice.plain == missing:
            line.clear_notice()
        if (self.paper.measure_shape(width), self._list_working_keys()) != before:
            self._fit_paper()

    def _list_working_keys(self) -> tuple[object, ...]:
        """Return what the line of keys depends on."""
        return self.step.keys, self.step.explain_missing()

    def is_shown_in_key_line(self, action: Action) -> bool:
        """Leave out Enter while something is missing before it can commit."""
        return super().is_shown_in_key_line(action) and not (action.does == "enter" and self.step.explain_missing())

    @on(Choices.RowClicked)
    @on(OutcomeTable.FigureMarked)
    def click_row(self, event: Choices.RowClicked | OutcomeTable.FigureMarked) -> None:
        """Treat a click as the row's digit; on a figure, open its causes."""
        if event.turn == self._build_turn_id():
            self._change_step(lambda: self.step.click_row(event.index))
            if self.step.find_marked_stock():
                self._open_causes(self.step.find_marked_stock())

    @on(FactsWidget.FactClicked)
    def click_fact(self, event: FactsWidget.FactClicked) -> None:
        """Say or keep the fact that was clicked."""
        if event.turn == self._build_turn_id():
            self._change_step(lambda: self.step.toggle_fact(event.index))

    @on(FigureClicked)
    def click_figure(self, event: FigureClicked) -> None:
        """Open what tells of the figure that was clicked, where the company may be looked at."""
        if self.check_action("company", ()):
            self.open_figure(event.stock)

    def open_figure(self, stock: str) -> None:
        """Open the causes of a figure; without one, the whole company."""
        self._open_causes(stock) if stock else self.action_company()

    def is_explanation_due(self) -> bool:
        """Whether the dots beside the options still have to be explained to a learner."""
        return self.session.setup.difficulty == "learner" and not self._explained

    # -- answering ------------------------------------------------------------------------------

    def _commit_answers(self) -> None:
        """Give every answer that this step has, then show the outcome."""
        step = self.step
        prompt = self.session.prompt
        while prompt is not None and (answer := step.build_answer(prompt)) is not None:
            try:
                self.session.answer(prompt.token, answer)
            except RefusedError as refused:
                self.tandem.show_notice(str(refused))
                break
            prompt = self.session.prompt
        self._show_outcome()

    def _show_outcome(self) -> None:
        """Show the outcome of an answer, and start saving it."""
        self._explained = True
        self._upcoming, self._read = self._build_steps(), []
        self._turn_to_step(self._upcoming.pop(0))
        self._start_saving()

    def _turn_to_step(self, step: PlayStep) -> None:
        if isinstance(step, GameOverStep):
            self.app.switch_screen(self.tandem.pages.build_game_page(self.game))
            return
        self.step = step
        self._turned_at = self.tandem.clock()
        self.query_one(KeysLine).clear_notice()
        self.paper.story.scroll_home(animate=False)
        self.update_texts()

    # -- coming and going ----------------------------------------------------------------------------------

    def on_mount(self) -> None:
        """Show what the player must know about the save."""
        self.tandem.game = self.game
        if about := _render_save_notice(self.game):
            self.call_after_refresh(lambda: self.tandem.show_notice(about))
        if self.game.path is not None and self.game.saved < len(self.session.records):
            self._start_saving()

    def leave_game(self) -> None:
        """Close the game and go to the home page."""
        self.game.close()
        self.tandem.go_home()

    # -- what opens over it --------------------------------------------------------------------------------

    def action_company(self) -> None:
        """Open the company."""
        self.open_page(CompanyPage(self.reader, self.step.hindsight))

    def action_log(self) -> None:
        """Open the log of the play, up to the page that is read now."""
        self.open_page(LogPage(self.reader, unread=bool(self._upcoming)))

    def action_menu(self) -> None:
        """Open the pause menu."""
        self.open_page(PauseMenuPage(self), self._run_menu_choice)

    def action_seats(self) -> None:
        """Ask which chair changes hands."""
        self.open_page(SeatChangePage(self.session), self._change_seat)

    def _change_seat(self, chair: Chair | None) -> None:
        """Hand a chair to the partner, or back to a person, and open the page that this needs."""
        if chair is None or not self.is_current:
            return
        try:
            self.session.change_seat(chair, "partner" if self.session.seats[chair] == "human" else "human")
        except RefusedError:
            self.tandem.show_notice(_("Somebody has to keep playing."))
            return
        self.app.switch_screen(self.tandem.pages.build_game_page(self.game))

    def _open_causes(self, stock: str) -> None:
        self.open_page(CausesPage(self.reader, stock, self.step.hindsight))

    def _run_menu_choice(self, chosen: str | None) -> None:
        match chosen:
            case "company":
                self.action_company()
            case "seats":
                self.action_seats()
            case "settings":
                self.open_page(self.tandem.pages.build_page("settings"))
            case "help":
                self.tandem.action_help()
            case "home":
                self.leave_game()
            case "quit":
                self.app.exit()

    # -- saving --------------------------------------------------------------------------------------------

    def render_status(self) -> Content:
        """Return whether the last decision is saved."""
        return render_save_state(self.saved)

    def _start_saving(self) -> None:
        if not self._saving:
            self._saving = True
            self.saved = "saving"
            self.show_keys()
            self._write_save(len(self.session.records))

    @work(thread=True, exit_on_error=False)
    def _write_save(self, answers: int) -> None:
        """Write the answers to disk, in a thread, so that painting never waits for it."""
        try:
            self.game.save()
            self.post_message(self.SaveFinished(answers))
        except NotSavedError as problem:
            self.post_message(self.SaveFinished(answers, str(problem)))

    @on(SaveFinished)
    def show_save_result(self, event: SaveFinished) -> None:
        """Show whether the save worked; start another for what was answered meanwhile."""
        self._saving = False
        self.saved = "failed" if event.problem else "saved"
        if event.problem:
            self.tandem.show_notice(explain_failed_save(event.problem))
        elif event.answers < len(self.session.records):
            self._start_saving()
        self.show_keys()


def _render_save_notice(game: Game) -> str:
    """Return what a player must know about the save before play begins; '' where all is well."""
    if game.trouble:
        return _("Nothing is being saved: {why}", why=game.trouble)
    if game.torn is not None:
        return _("The save's last line was cut off; a file ending in .torn keeps it.")
    return " ".join(game.lacking)
