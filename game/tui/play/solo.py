"""The play page: one page from the first scene to the last, updated in place as a step follows a step.

The page owns keys and layout; what it shows and what a key means is the step's (`game.tui.play`).
"""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, ClassVar, Final

from textual import on
from textual.binding import ActiveBinding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget

from game.locales import _, current_language, vocabulary
from game.playthrough.prompts import RefusedError
from game.tui.actions import ACTIONS, bind
from game.tui.play.company import CompanyPanel, CompanySummary, FigureClicked
from game.tui.play.facts import FactsWidget
from game.tui.play.page import GamePage, build_game_page
from game.tui.play.paper import Paper
from game.tui.play.steps.notices import GameOverStep, build_ghost_notice, build_seat_change_notice
from game.tui.play.steps.page_sequence import build_page_sequence
from game.tui.play.steps.reader import ChairReader
from game.tui.play.steps.sheet import PlayStep
from game.tui.toolkit.choices import Choices
from game.tui.toolkit.content import join_contents, style_text
from game.tui.toolkit.header import Header
from game.tui.toolkit.keys_line import KeysLine

if TYPE_CHECKING:
    from game.engine.scenario import Scene

if TYPE_CHECKING:
    from game.playthrough.saves.saved_game import Game

_STEP_KEYS = (
    "lean", "answer", "change", "guess_pick", "say", "guess", "commit", "keep", "confirm", "go_on", "up", "down",
)  # fmt: skip
WIDE: Final = 110
"""Columns from which the company stands beside the story."""


class PlayPage(GamePage, inherit_bindings=False):
    """A game on the screen."""

    CSS_PATH = "play.tcss"
    STEP_KEYS: ClassVar[tuple[str, ...]] = _STEP_KEYS
    """Actions that work only in the steps that name them."""
    BINDINGS: ClassVar[list[BindingType]] = bind(*_STEP_KEYS, "scroll_up", "scroll_down", "company", "seats", "menu")

    def __init__(self, table: "Game") -> None:
        super().__init__(table)
        self.reader = self._build_reader()
        self._explained = bool(self.session.records)
        self._turned = 0.0
        self.header, self.paper, self.standing, self.folded = (
            Header(),
            self._build_paper(),
            CompanyPanel(),
            CompanySummary(),
        )
        self._coming = self._build_first_steps()
        self.step = self._coming.pop(0)

    def _build_reader(self) -> ChairReader:
        """Return who reads this page."""
        return ChairReader(self.session)

    def _build_paper(self) -> Paper:
        """Return what shows a sheet."""
        return Paper()

    def _build_first_steps(self) -> list[PlayStep]:
        """Return the pages as one sits down, or goes on with a save."""
        return [*build_seat_change_notice(self.reader), *build_ghost_notice(self.reader), *self._build_steps()]

    def _build_steps(self) -> list[PlayStep]:
        """Return the pages up to the question of now."""
        return build_page_sequence(self.reader, self._is_explanation_due())

    # -- the page ------------------------------------------------------------------------------------------

    def compose_body(self) -> Iterable[Widget]:
        """Yield everything that any step shows; what a step leaves empty is hidden."""
        yield self.header
        with Horizontal(id="table"):
            yield self.paper
            yield self.standing
        yield self.folded

    def update_texts(self) -> None:
        """Show the step in the language of the moment."""
        self.session.language = current_language()
        self._show_header()
        self._show_company()
        self._show_sheet()
        self._fit_paper()

    def list_help_paragraphs(self) -> tuple[str, ...]:
        """Return the help of the step."""
        return self.step.help

    def list_glossary(self) -> tuple[tuple[Content, Content], ...]:
        """Return the words that the crisis explains."""
        tell = self.reader.render_text
        paths = [f"glossary.{number}" for number in range(len(self.session.scenario.terms))]
        return tuple((tell(f"{path}.term", "bold $ink"), tell(f"{path}.text", "$ink")) for path in paths)

    def list_people(self) -> tuple[tuple[Content, Content], ...]:
        """Return the cast, each with what they do in the crisis."""
        tell, cast = self.reader.render_text, self.session.scenario.cast
        named = (
            (tell(f"{person.path}.name", "bold $ink"), tell(f"{person.path}.role", "$ink")) for person in cast.values()
        )
        return tuple((name, role) for name, role in named if role)

    def render_key_label(self, action: str) -> str:
        """Return how keys are written, as the step counts its rows."""
        return self.step.render_key_label(action) or super().render_key_label(action)

    def _show_header(self) -> None:
        scene, count = self._find_scene_shown()
        at = self.session.render_text(f"{scene.path}.at") if scene is not None and scene.timed else ""
        where = _("scene {n} of {all}", n=count, all=max(count, self.reader.count_scenes()))
        detail = style_text("   " + (f"{at} · " if at else "") + where, "$quiet")
        self.header.show_titles(
            self.reader.render_text("title", "bold $ink"),
            join_contents(self._render_owner_name(), self._render_tokens()),
            detail,
        )

    def _find_scene_shown(self) -> "tuple[Scene | None, int]":
        """Return the scene that the page belongs to, and which it is."""
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
        """Return how often one may still sit down."""
        table = self.session.table
        left = "◆" * table.tokens + "◇" * max(0, table.tokens_most - table.tokens)
        return style_text("   " + _("sit") + f" {left}", "$ceo")

    def _show_company(self) -> None:
        view, other = self.session.build_view(self.reader.chair), self.reader.render_name(self.reader.other)
        if self.step.hindsight is not None:
            view = self.step.hindsight.rebuild_view(view)
        cues = tuple(
            join_contents(style_text("◌ ", "$quiet"), self.reader.render_text(path, "$ink")) for path in view.cues
        )
        promises = tuple(self.reader.render_text(path, "$ink") for path in view.promises)
        self.standing.show_view(view, other, cues, promises)
        self.folded.show_view(view, other)

    def _show_sheet(self) -> None:
        self.paper.show_sheet(self.step.build_sheet(), f"${self.reader.chair}", self._build_turn_id())

    def _build_turn_id(self) -> str:
        """Name the turn that the page shows: a click that was meant for another one is refused."""
        return f"{len(self.session.records)}.{len(self._coming)}"

    # -- layout --------------------------------------------------------------------------------------------

    def on_resize(self) -> None:
        """Share the height anew."""
        if self.is_mounted:
            self._fit_paper()

    def _fit_paper(self) -> None:
        self.paper.fit_parts(*self._measure_room())
        self.refresh_bindings()

    def _measure_room(self) -> tuple[int, int]:
        """Return the cells that the paper has for its lines."""
        wide = self.size.width >= WIDE
        width = self.size.width - (CompanyPanel.WIDTH if wide else 0) - 4
        return max(1, width), self.size.height - (2 if wide else 4)

    # -- keys ----------------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only the keys of the step work."""
        if not super().check_action(action, parameters):
            return False
        if action == "scroll_page":
            return self.paper.long
        if action == "seats":
            return self.table.path is not None  # a preview has no seats to give away
        methods = {ACTIONS[name].does for name in self.STEP_KEYS}
        return action not in methods or any(ACTIONS[name].does == action for name in self.step.keys)

    def list_active_keys(self) -> dict[str, ActiveBinding]:
        """The keys that work now; those that steps share carry the words of this step."""
        found = {
            key: active for key, active in super().list_active_keys().items() if active.binding.id not in self.STEP_KEYS
        }
        if super().check_action("enter", ()):
            mine = (binding for name in self.step.keys for binding in ACTIONS[name].build_bindings())
            found |= {binding.key: ActiveBinding(self, binding, enabled=True) for binding in mine}
        return found

    def action_up(self) -> None:
        """Up."""
        self._change_step(lambda: self.step.move_mark(-1))

    def action_down(self) -> None:
        """Down."""
        self._change_step(lambda: self.step.move_mark(1))

    def action_digit(self, digit: str) -> None:
        """A digit."""
        self._change_step(lambda: self.step.press_digit(int(digit)))

    def action_say_or_keep(self) -> None:
        """Space."""
        self._change_step(self.step.toggle_fact)

    def action_guess(self) -> None:
        """A guess."""
        self._change_step(self.step.toggle_guessing)

    def action_enter(self) -> None:
        """Enter: open the marked figure, commit, or turn the page."""
        if self.tandem.clock() - self._turned < self.tandem.settle:
            return
        if self.step.find_marked_stock():
            self._open_causes(self.step.find_marked_stock())
        elif self.step.reads and self.paper.unread:
            self.paper.turn_page(1)
        elif self.step.explain_missing():
            self.tandem.show_notice(self.step.explain_missing())
        elif self.step.find_fact_to_revisit():
            self._open_look_back(self.step.find_fact_to_revisit())
        elif self._coming:
            self._turn_to_step(self._coming.pop(0))
        elif self.session.prompt is None:
            self.leave_game()
        else:
            self._commit_answers()

    def action_scroll_page(self, by: int) -> None:
        """Scroll the story."""
        self.paper.turn_page(by)

    def _open_look_back(self, fact: str) -> None:
        """Open the moment at which a fact was kept; afterwards one goes on."""
        from game.tui.debrief.page import DebriefPage
        from game.tui.debrief.what_if import WhatIfTab

        self.open_page(
            DebriefPage(self.table, (WhatIfTab,), fact), lambda _none: self._change_step(lambda: self.step.move_mark(1))
        )

    def _change_step(self, change: Callable[[], None]) -> None:
        width = self._measure_room()[0]
        before = (self.paper.measure_shape(width), self.step.keys)
        change()
        self._show_sheet()
        if (self.paper.measure_shape(width), self.step.keys) != before:
            self._fit_paper()

    @on(Choices.RowClicked)
    def click_row(self, event: Choices.RowClicked) -> None:
        """A click is the row's digit; on a figure it opens the causes."""
        if event.turn == self._build_turn_id():
            self._change_step(lambda: self.step.click_row(event.index))
            if self.step.find_marked_stock():
                self._open_causes(self.step.find_marked_stock())

    @on(FactsWidget.FactClicked)
    def click_fact(self, event: FactsWidget.FactClicked) -> None:
        """A click on a fact toggles it."""
        if event.turn == self._build_turn_id():
            self._change_step(lambda: self.step.toggle_fact(event.index))

    @on(FigureClicked)
    def click_figure(self, event: FigureClicked) -> None:
        """A click on a figure opens its causes; on the folded lines, the company."""
        self._open_causes(event.stock) if event.stock else self.action_company()

    # -- answering ------------------------------------------------------------------------------

    def _commit_answers(self) -> None:
        """Answer everything that this step answers, then show what came of it."""
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
        """Show what came of an answer, and save it."""
        self._explained = True
        self._coming = self._build_steps()
        self._turn_to_step(self._coming.pop(0))
        self._start_saving()

    def _turn_to_step(self, step: PlayStep) -> None:
        if isinstance(step, GameOverStep):
            self.app.switch_screen(build_game_page(self.table))
            return
        self.step = step
        self._turned = self.tandem.clock()
        self.query_one(KeysLine).clear_notice()
        self.paper.story.scroll_home(animate=False)
        self.update_texts()

    def _is_explanation_due(self) -> bool:
        return self.session.setup.difficulty == "learner" and not self._explained
